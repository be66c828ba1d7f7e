//! Texts to vectors.

use super::model::{Model, ModelError, WIDTH};

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
    /// How alike two meanings are, from -1 to 1.
    pub fn likeness(&self, other: &Self) -> f32 {
        self.0.iter().zip(&other.0).map(|(a, b)| a * b).sum()
    }

    /// Its numbers, [`DIMENSIONS`] of them.
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

    /// The vector of a text. Every text has one; of a long one its beginning counts.
    pub fn vector(&self, text: &str) -> Vector {
        let mut end = text.len().min(MAX_TEXT_BYTES);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let pieces = self.0.tokenizer.pieces(&text[..end], MAX_PIECES);
        let mut rows = vec![0.0; pieces.len() * WIDTH];
        for (row, piece) in rows.chunks_exact_mut(WIDTH).zip(&pieces) {
            self.0.rows.write(*piece, row);
        }
        Vector(self.0.layers.vector(&rows))
    }
}
