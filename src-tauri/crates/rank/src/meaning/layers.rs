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

/// Several texts' rows below each other, with rows of zeros between the texts, so that no
/// convolution over one of them sees another.
#[derive(Debug)]
pub(crate) struct Batch {
    rows: Vec<f32>,
    /// The rows of each text.
    texts: Vec<Range<usize>>,
}

impl Batch {
    /// How far a convolution sees beyond a row.
    const GAP: usize = 2;

    /// A batch of texts with these numbers of pieces, whose rows are still zeros.
    pub fn new(pieces: impl Iterator<Item = usize>) -> Self {
        let mut at = 0;
        let texts: Vec<Range<usize>> = pieces
            .map(|count| {
                let text = at..at + count;
                at = text.end + Self::GAP;
                text
            })
            .collect();
        Self { rows: vec![0.0; at * WIDTH], texts }
    }

    /// The rows of the texts, in their order, to be written.
    pub fn texts_mut(&mut self) -> impl Iterator<Item = &mut [f32]> {
        let ends = self.texts.iter().map(|text| text.end + Self::GAP);
        let mut rest = self.rows.as_mut_slice();
        let mut at = 0;
        self.texts.iter().zip(ends).map(move |(text, end)| {
            let (rows, behind) = std::mem::take(&mut rest).split_at_mut((end - at) * WIDTH);
            (rest, at) = (behind, end);
            &mut rows[..(text.end - text.start) * WIDTH]
        })
    }

    /// Sets what is between the texts to zero.
    fn clear_gaps(&self, rows: &mut [f32], width: usize) {
        for text in &self.texts {
            rows[text.end * width..(text.end + Self::GAP) * width].fill(0.0);
        }
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
        let rows = &batch.rows;
        let pieces = rows.len() / WIDTH;
        let mut x = self.project_bias.repeat(pieces);
        self.project.add_products(rows, &mut x);
        normalize(&mut x, &self.project_norm);
        let mut features = vec![0.0; pieces * FEATURES];
        for (features, row) in features.chunks_exact_mut(FEATURES).zip(rows.chunks_exact(WIDTH)) {
            features[..WIDTH].copy_from_slice(row);
        }
        let width = ORDERS.len() * BRANCH;
        for (number, (branch, order)) in self.branches.iter().zip(ORDERS).enumerate() {
            let part = |row: &[f32]| row[number * BRANCH..(number + 1) * BRANCH].to_vec();
            let mut own: Vec<f32> = x.chunks_exact(width).flat_map(part).collect();
            batch.clear_gaps(&mut own, BRANCH);
            let mut first = convolved(&own, &branch.first, &branch.first_bias, order);
            batch.clear_gaps(&mut first, BRANCH);
            let second = convolved(&first, &branch.second, &branch.second_bias, order);
            let at = WIDTH + number * BRANCH;
            for (features, row) in
                features.chunks_exact_mut(FEATURES).zip(second.chunks_exact(BRANCH))
            {
                features[at..at + BRANCH].copy_from_slice(row);
            }
        }
        normalize(&mut features, &self.norm);
        let mut sums = vec![0.0; batch.texts.len() * FEATURES];
        let mut means = Vec::with_capacity(batch.texts.len() * WIDTH);
        for (text, sum) in batch.texts.iter().zip(sums.chunks_exact_mut(FEATURES)) {
            let rows = &features[text.start * FEATURES..text.end * FEATURES];
            for row in rows.chunks_exact(FEATURES) {
                sum.iter_mut().zip(row).for_each(|(sum, value)| *sum += value);
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

/// A convolution over the rows, added to them. Beyond the ends are zeros.
fn convolved(x: &[f32], matrix: &Matrix, bias: &[f32], (size, before): (usize, usize)) -> Vec<f32> {
    let pieces = x.len() / BRANCH;
    let mut out = bias.repeat(pieces);
    for slot in 0..size {
        // The rows at this slot of the window around each row, where there is one.
        let behind = slot.saturating_sub(before).min(pieces);
        let ahead = before.saturating_sub(slot).min(pieces);
        let seen = &x[behind * BRANCH..(pieces - ahead) * BRANCH];
        let weights = &matrix.weights[slot * BRANCH * BRANCH..(slot + 1) * BRANCH * BRANCH];
        add_products(seen, weights, BRANCH, &mut out[ahead * BRANCH..(pieces - behind) * BRANCH]);
    }
    out.iter_mut().zip(x).for_each(|(out, x)| *out = out.max(0.0) + x);
    out
}

/// Each row to mean 0 and variance 1, then scaled and moved.
fn normalize(rows: &mut [f32], [scale, shift]: &[Vec<f32>; 2]) {
    let width = scale.len();
    for row in rows.chunks_exact_mut(width) {
        let mean = row.iter().sum::<f32>() / width as f32;
        row.iter_mut().for_each(|value| *value -= mean);
        let variance = row.iter().map(|value| value * value).sum::<f32>() / width as f32;
        let factor = 1.0 / (variance + EPSILON).sqrt();
        for ((value, scale), shift) in row.iter_mut().zip(scale).zip(shift) {
            *value = *value * factor * scale + shift;
        }
    }
}
