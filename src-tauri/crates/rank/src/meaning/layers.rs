//! The layers of the model: averaged embeddings beside three convolutions, and a small network over
//! their sum.

use super::model::{ByteCursor, ModelError, WIDTH};
use ndarray::linalg::general_mat_mul;
use ndarray::{ArrayView2, ArrayViewMut2};
use std::ops::Range;

/// What each convolution has.
const BRANCH: usize = 256;
/// How many neighbouring pieces each convolution sees, and how many of them before the piece.
const ORDERS: [(usize, usize); 3] = [(2, 0), (3, 1), (5, 2)];
const FEATURES: usize = WIDTH + ORDERS.len() * BRANCH;
const HIDDEN: usize = 320;
const EPSILON: f32 = 1e-12;

/// Weights, a row for each input.
#[derive(Debug)]
pub(crate) struct Matrix {
    pub outputs: usize,
    pub weights: Vec<f32>,
}

/// A convolution and a second one over it, each added to what it was made of.
#[derive(Debug)]
struct Branch {
    first: Matrix,
    first_bias: Vec<f32>,
    second: Matrix,
    second_bias: Vec<f32>,
}

#[derive(Debug)]
pub(crate) struct Layers {
    project: Matrix,
    project_bias: Vec<f32>,
    project_norm: [Vec<f32>; 2],
    branches: Vec<Branch>,
    norm: [Vec<f32>; 2],
    combine: Matrix,
    combine_bias: Vec<f32>,
    hidden: [Matrix; 4],
    shortcuts: [Matrix; 2],
}

impl Matrix {
    /// Adds the products with the rows of `x`, to the rows of `out`.
    fn add_products(&self, x: &[f32], out: &mut [f32]) {
        add_products(x, &self.weights, self.outputs, out);
    }
}

/// Adds the products of the rows of `x` with a matrix to the rows of `out`, which are `outputs`
/// wide.
fn add_products(x: &[f32], weights: &[f32], outputs: usize, out: &mut [f32]) {
    let (rows, inputs) = (out.len() / outputs, weights.len() / outputs);
    if rows == 1 {
        // For one row, arranging the weights would take longer than this.
        for (x, weights) in x.iter().zip(weights.chunks_exact(outputs)) {
            out.iter_mut().zip(weights).for_each(|(out, weight)| *out += x * weight);
        }
        return;
    }
    let x = ArrayView2::from_shape((rows, inputs), x);
    let weights = ArrayView2::from_shape((inputs, outputs), weights);
    let out = ArrayViewMut2::from_shape((rows, outputs), out);
    // The lengths fit: the layers have the shapes that they were read with.
    if let (Ok(x), Ok(weights), Ok(mut out)) = (x, weights, out) {
        general_mat_mul(1.0, &x, &weights, 1.0, &mut out);
    }
}

/// Several texts, one behind the other. Most pieces of a batch occur more than once, and what the
/// first layers make of a piece depends on nothing else: it is made once for each.
#[derive(Debug)]
pub(crate) struct Batch {
    /// The row of each piece that is in the texts.
    rows: Vec<f32>,
    /// The pieces of all texts, as numbers of their rows.
    sequence: Vec<u32>,
    /// What of the sequence each text is.
    texts: Vec<Range<usize>>,
}

impl Batch {
    /// A batch of texts by the numbers of their pieces. `write` writes the row of a piece.
    pub fn new(texts: &[Vec<u32>], write: impl Fn(u32, &mut [f32])) -> Self {
        let mut pieces: Vec<u32> = texts.iter().flatten().copied().collect();
        pieces.sort_unstable();
        pieces.dedup();
        let mut rows = vec![0.0; pieces.len() * WIDTH];
        for (row, piece) in rows.chunks_exact_mut(WIDTH).zip(&pieces) {
            write(*piece, row);
        }
        let place = |piece: &u32| pieces.partition_point(|other| other < piece) as u32;
        let sequence: Vec<u32> = texts.iter().flatten().map(place).collect();
        let mut at = 0;
        let texts = texts.iter().map(|text| {
            let text = at..at + text.len();
            at = text.end;
            text
        });
        let texts = texts.collect();
        Self { rows, sequence, texts }
    }
}

impl Branch {
    fn read(reading: &mut ByteCursor<'_>, size: usize, exact: bool) -> Result<Self, ModelError> {
        Ok(Self {
            first: reading.matrix(size * BRANCH, BRANCH, exact)?,
            first_bias: reading.vector(BRANCH)?,
            second: reading.matrix(size * BRANCH, BRANCH, exact)?,
            second_bias: reading.vector(BRANCH)?,
        })
    }

    /// Both convolutions over the texts. `own`: a row for each piece.
    fn over(&self, batch: &Batch, own: &[f32], order: (usize, usize)) -> Vec<f32> {
        let first = convolved(batch, own, &batch.sequence, &self.first, &self.first_bias, order);
        let each: Vec<u32> = (0..batch.sequence.len() as u32).collect();
        convolved(batch, &first, &each, &self.second, &self.second_bias, order)
    }
}

impl Layers {
    pub fn read(reading: &mut ByteCursor<'_>, exact: bool) -> Result<Self, ModelError> {
        let branches = ORDERS.len() * BRANCH;
        Ok(Self {
            project: reading.matrix(WIDTH, branches, exact)?,
            project_bias: reading.vector(branches)?,
            project_norm: [reading.vector(branches)?, reading.vector(branches)?],
            branches: ORDERS
                .iter()
                .map(|(size, _)| Branch::read(reading, *size, exact))
                .collect::<Result<_, _>>()?,
            norm: [reading.vector(FEATURES)?, reading.vector(FEATURES)?],
            combine: reading.matrix(FEATURES, WIDTH, exact)?,
            combine_bias: reading.vector(WIDTH)?,
            hidden: [
                reading.matrix(WIDTH, HIDDEN, exact)?,
                reading.matrix(HIDDEN, HIDDEN, exact)?,
                reading.matrix(HIDDEN, WIDTH, exact)?,
                reading.matrix(WIDTH, WIDTH, exact)?,
            ],
            shortcuts: [
                reading.matrix(WIDTH, HIDDEN, exact)?,
                reading.matrix(HIDDEN, WIDTH, exact)?,
            ],
        })
    }

    /// The vectors of the texts of a batch, each of length 1.
    pub fn vectors(&self, batch: &Batch) -> Vec<Vec<f32>> {
        let mut x = self.project_bias.repeat(batch.rows.len() / WIDTH);
        self.project.add_products(&batch.rows, &mut x);
        let width = ORDERS.len() * BRANCH;
        for row in x.chunks_exact_mut(width) {
            normalize(row, &self.project_norm);
        }
        let branches: Vec<Vec<f32>> = (0..)
            .zip(self.branches.iter().zip(ORDERS))
            .map(|(number, (branch, order))| {
                let part = number * BRANCH..(number + 1) * BRANCH;
                let own: Vec<f32> =
                    x.chunks_exact(width).flat_map(|row| &row[part.clone()]).copied().collect();
                branch.over(batch, &own, order)
            })
            .collect();
        let mut sums = vec![0.0; batch.texts.len() * FEATURES];
        let mut means = Vec::with_capacity(batch.texts.len() * WIDTH);
        let mut features = vec![0.0; FEATURES];
        for (text, sum) in batch.texts.iter().zip(sums.chunks_exact_mut(FEATURES)) {
            for at in text.clone() {
                let (own, parts) = features.split_at_mut(WIDTH);
                own.copy_from_slice(row_of(&batch.rows, batch.sequence[at], WIDTH));
                for (part, branch) in parts.chunks_exact_mut(BRANCH).zip(&branches) {
                    part.copy_from_slice(&branch[at * BRANCH..(at + 1) * BRANCH]);
                }
                normalize(&mut features, &self.norm);
                add(sum, &features);
            }
            means.extend(self.combine_bias.iter().map(|bias| bias * text.len() as f32));
        }
        self.combine.add_products(&sums, &mut means);
        for (text, mean) in batch.texts.iter().zip(means.chunks_exact_mut(WIDTH)) {
            let root = (text.len() as f32).sqrt();
            mean.iter_mut().for_each(|value| *value /= root);
        }
        self.network(&means, batch.texts.len())
    }

    fn network(&self, means: &[f32], texts: usize) -> Vec<Vec<f32>> {
        let [first, second, third, fourth] = &self.hidden;
        let sum = |parts: &[(&Matrix, &[f32])]| {
            let mut out = vec![0.0; parts[0].0.outputs * texts];
            parts.iter().for_each(|(matrix, x)| matrix.add_products(x, &mut out));
            out
        };
        let positive = |mut values: Vec<f32>| {
            values.iter_mut().for_each(|value| *value = value.max(0.0));
            values
        };
        let y0 = positive(sum(&[(first, means)]));
        let y1 = positive(sum(&[(&self.shortcuts[0], means), (second, &y0)]));
        let y2 = positive(sum(&[(third, &y1)]));
        let all = sum(&[(&self.shortcuts[1], &y1), (fourth, &y2)]);
        let of_one = |z: &[f32]| {
            let mut z: Vec<f32> = z.iter().map(|value| value.tanh()).collect();
            let length = z.iter().map(|value| value * value).sum::<f32>().max(EPSILON).sqrt();
            z.iter_mut().for_each(|value| *value /= length);
            z
        };
        all.chunks_exact(WIDTH).map(of_one).collect()
    }
}

/// A convolution over the texts, added to what it is made of: at each place of the sequence a row
/// of `x`. Each row is multiplied once for each place of the window, and the products are added up
/// along the texts.
fn convolved(
    batch: &Batch,
    x: &[f32],
    places: &[u32],
    matrix: &Matrix,
    bias: &[f32],
    (size, before): (usize, usize),
) -> Vec<f32> {
    let mut out = bias.repeat(places.len());
    let mut products = vec![0.0; x.len()];
    for slot in 0..size {
        products.fill(0.0);
        let weights = &matrix.weights[slot * BRANCH * BRANCH..(slot + 1) * BRANCH * BRANCH];
        add_products(x, weights, BRANCH, &mut products);
        for text in &batch.texts {
            // Beyond the ends of a text are zeros.
            let from = text.start + before.saturating_sub(slot).min(text.len());
            let to = text.end - slot.saturating_sub(before).min(text.len());
            for at in from..to {
                let product = row_of(&products, places[at + slot - before], BRANCH);
                add(&mut out[at * BRANCH..(at + 1) * BRANCH], product);
            }
        }
    }
    for (out, place) in out.chunks_exact_mut(BRANCH).zip(places) {
        let own = row_of(x, *place, BRANCH);
        out.iter_mut().zip(own).for_each(|(out, own)| *out = out.max(0.0) + own);
    }
    out
}

fn row_of(rows: &[f32], place: u32, width: usize) -> &[f32] {
    &rows[place as usize * width..(place as usize + 1) * width]
}

fn add(sum: &mut [f32], row: &[f32]) {
    sum.iter_mut().zip(row).for_each(|(sum, value)| *sum += value);
}

/// A row to mean 0 and variance 1, then scaled and moved.
fn normalize(row: &mut [f32], [scale, shift]: &[Vec<f32>; 2]) {
    let width = row.len() as f32;
    let mean = sum_of(row, |value| value) / width;
    row.iter_mut().for_each(|value| *value -= mean);
    let variance = sum_of(row, |value| value * value) / width;
    let factor = 1.0 / (variance + EPSILON).sqrt();
    for ((value, scale), shift) in row.iter_mut().zip(scale).zip(shift) {
        *value = *value * factor * scale + shift;
    }
}

/// The sum of a row, in sixteen sums that the processor adds to at once.
fn sum_of(row: &[f32], of: impl Fn(f32) -> f32) -> f32 {
    let mut sums = [0.0; 16];
    for values in row.chunks(sums.len()) {
        sums.iter_mut().zip(values).for_each(|(sum, value)| *sum += of(*value));
    }
    sums.iter().sum()
}
