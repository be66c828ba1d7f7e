//! Texts to vectors.

use super::layers::Batch;
use super::model::{MAGIC, Model, ModelError, WIDTH};

/// How many numbers a vector has.
pub const DIMENSIONS: usize = WIDTH;
/// The largest part of a text that is read, in bytes: a sentence is shorter.
pub const MAX_TEXT_BYTES: usize = 4_000;
/// The largest number of its pieces.
const MAX_PIECES: usize = 512;

/// A text's meaning as a direction: of length 1.
#[derive(Debug, Clone, PartialEq)]
pub struct Vector(Vec<f32>);

impl Vector {
    /// A direction that something else than [`Encoder`] made; `None` when it is none.
    pub fn of(numbers: &[f32]) -> Option<Self> {
        let length = numbers.iter().map(|number| f64::from(*number).powi(2)).sum::<f64>().sqrt();
        let is_one = length.is_finite() && length > 0.0;
        is_one.then(|| Self(numbers.iter().map(|it| (f64::from(*it) / length) as f32).collect()))
    }

    /// How alike two meanings are, from -1 to 1.
    pub fn likeness(&self, other: &Self) -> f32 {
        self.0.iter().zip(&other.0).map(|(a, b)| a * b).sum()
    }

    /// Its numbers, [`DIMENSIONS`] of them where [`Encoder`] made it.
    pub fn numbers(&self) -> &[f32] {
        &self.0
    }
}

/// Makes vectors of texts.
#[derive(Debug)]
pub struct Encoder(Model);

impl Encoder {
    /// Reads a model file. A damaged or foreign one is refused.
    pub fn new(file: &[u8]) -> Result<Self, ModelError> {
        Model::read(file).map(Self)
    }

    /// As [`model_id`](Self::model_id), out of the first 40 bytes of a model file; `None` when it
    /// begins as none does.
    pub fn id_of(start: &[u8]) -> Option<[u8; 16]> {
        start.strip_prefix(MAGIC)?.first_chunk().copied()
    }

    /// What identifies this model.
    pub fn model_id(&self) -> [u8; 16] {
        self.0.id
    }

    /// The vector of a text. Every text has one; of a long one its beginning counts.
    pub fn vector(&self, text: &str) -> Vector {
        self.vectors(&[text]).pop().unwrap_or_else(|| Vector(vec![0.0; WIDTH]))
    }

    /// The vectors of several texts, faster than one by one.
    pub fn vectors(&self, texts: &[&str]) -> Vec<Vector> {
        let pieces = |text: &&str| {
            let mut end = text.len().min(MAX_TEXT_BYTES);
            while !text.is_char_boundary(end) {
                end -= 1;
            }
            self.0.tokenizer.pieces(&text[..end], MAX_PIECES)
        };
        let texts: Vec<Vec<u32>> = texts.iter().map(pieces).collect();
        let batch = Batch::new(&texts, |piece, row| self.0.rows.write(piece, row));
        self.0.layers.vectors(&batch).into_iter().map(Vector).collect()
    }
}
