//! The layers of the model: averaged embeddings beside three convolutions, and a small network over
//! their sum.

use super::model::{ByteCursor, ModelError, WIDTH};

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
    pub inputs: usize,
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
    /// Adds the products with the rows of `x`, which are `self.inputs` wide, to the rows of `out`.
    fn add_products(&self, x: &[f32], out: &mut [f32]) {
        let rows = out.chunks_exact_mut(self.outputs);
        self.add(x.chunks_exact(self.inputs).zip(rows).collect(), 0..self.inputs);
    }

    /// Adds the products of some of the inputs: `pairs` are the rows, and the places of their
    /// products. Each weight is read once.
    fn add(&self, mut pairs: Vec<(&[f32], &mut [f32])>, inputs: std::ops::Range<usize>) {
        for (at, input) in inputs.enumerate() {
            let weights = &self.weights[input * self.outputs..(input + 1) * self.outputs];
            for (x, out) in &mut pairs {
                let x = x[at];
                if x != 0.0 {
                    out.iter_mut().zip(weights).for_each(|(out, weight)| *out += x * weight);
                }
            }
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

    /// The vector of a text, of length 1, out of the rows of its pieces.
    pub fn vector(&self, rows: &[f32]) -> Vec<f32> {
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
            let own: Vec<f32> = x.chunks_exact(width).flat_map(part).collect();
            let first = convolved(&own, &branch.first, &branch.first_bias, order);
            let second = convolved(&first, &branch.second, &branch.second_bias, order);
            let at = WIDTH + number * BRANCH;
            for (features, row) in
                features.chunks_exact_mut(FEATURES).zip(second.chunks_exact(BRANCH))
            {
                features[at..at + BRANCH].copy_from_slice(row);
            }
        }
        normalize(&mut features, &self.norm);
        let mut sum = vec![0.0; FEATURES];
        for row in features.chunks_exact(FEATURES) {
            sum.iter_mut().zip(row).for_each(|(sum, value)| *sum += value);
        }
        let count = pieces as f32;
        let mut mean: Vec<f32> = self.combine_bias.iter().map(|bias| bias * count).collect();
        self.combine.add_products(&sum, &mut mean);
        mean.iter_mut().for_each(|value| *value /= count.sqrt());
        self.network(&mean)
    }

    fn network(&self, mean: &[f32]) -> Vec<f32> {
        let [first, second, third, fourth] = &self.hidden;
        let sum = |parts: &[(&Matrix, &[f32])]| {
            let mut out = vec![0.0; parts[0].0.outputs];
            parts.iter().for_each(|(matrix, x)| matrix.add_products(x, &mut out));
            out
        };
        let positive = |mut values: Vec<f32>| {
            values.iter_mut().for_each(|value| *value = value.max(0.0));
            values
        };
        let y0 = positive(sum(&[(first, mean)]));
        let y1 = positive(sum(&[(&self.shortcuts[0], mean), (second, &y0)]));
        let y2 = positive(sum(&[(third, &y1)]));
        let mut z = sum(&[(&self.shortcuts[1], &y1), (fourth, &y2)]);
        z.iter_mut().for_each(|value| *value = value.tanh());
        let length = z.iter().map(|value| value * value).sum::<f32>().max(EPSILON).sqrt();
        z.iter_mut().for_each(|value| *value /= length);
        z
    }
}

/// A convolution over the rows, added to them. Beyond the ends are zeros.
fn convolved(x: &[f32], matrix: &Matrix, bias: &[f32], (size, before): (usize, usize)) -> Vec<f32> {
    let pieces = x.len() / BRANCH;
    let mut out = bias.repeat(pieces);
    for slot in 0..size {
        // The piece at this slot of the window around each piece, where there is one.
        let seen = out.chunks_exact_mut(BRANCH).enumerate().filter_map(|(at, out)| {
            let at = (at + slot).checked_sub(before).filter(|at| *at < pieces)?;
            Some((&x[at * BRANCH..(at + 1) * BRANCH], out))
        });
        matrix.add(seen.collect(), slot * BRANCH..(slot + 1) * BRANCH);
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
