//! The model file: the vocabulary, its rows of numbers, and the layers. Little-endian throughout.
//!
//! ```text
//! "PBSENT01" · SHA-256 of all that follows
//! pieces u32 · bytes of the character map u32 · bits of a row's number u32 (4 or 8) ·
//! bits of a layer's number u32 (8 or 32) · score of an unknown character f32
//! the character map
//! each piece: its length u8 · UTF-8 · score f32
//! each piece's row: low f32 · step f32 · 512 numbers of 4 or 8 bits (value = low + step × number)
//! the layers in the order of `Layers`: a vector is f32s; a matrix of 32 bits is f32s, one of 8
//! bits a step f32 for each column and then i8s, a row for each input
//! ```

use super::layers::{Layers, Matrix};
use super::normalizer::Normalizer;
use super::tokenizer::Tokenizer;
use sha2::{Digest, Sha256};

pub(crate) const MAGIC: &[u8; 8] = b"PBSENT01";
/// The largest model file; a larger file is something else.
pub const MAX_MODEL_BYTES: usize = 200_000_000;
const MAX_PIECES: usize = 200_000;
const MAX_MAP_BYTES: usize = 4_000_000;
pub(crate) const WIDTH: usize = 512;

/// Why a file is no model that can be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ModelError {
    /// It does not begin as a model file does, or is larger than any.
    #[error("the file is not a model of Paperboy's")]
    Foreign,
    /// Its bytes are not those that were written.
    #[error("the model file is damaged")]
    Damaged,
    /// It is whole, but its parts do not fit together.
    #[error("the model file has an unknown shape: {0}")]
    Shape(&'static str),
}

/// The parts of a model.
#[derive(Debug)]
pub(crate) struct Model {
    /// The beginning of the file's sum: no other model has it.
    pub id: [u8; 16],
    pub tokenizer: Tokenizer,
    pub rows: Rows,
    pub layers: Layers,
}

/// The rows of the vocabulary in their packed form: they are unpacked on request.
#[derive(Debug)]
pub(crate) struct Rows {
    bytes: Vec<u8>,
    bits: Bits,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Bits {
    Four,
    Eight,
}

impl Bits {
    fn row_bytes(self) -> usize {
        8 + match self {
            Self::Four => WIDTH / 2,
            Self::Eight => WIDTH,
        }
    }
}

impl Rows {
    /// Writes a piece's row into `out`, which has its width.
    pub fn write(&self, piece: u32, out: &mut [f32]) {
        let size = self.bits.row_bytes();
        let at = piece as usize * size;
        // A piece of the tokenizer has a row: both were counted by the same number.
        let Some(row) = self.bytes.get(at..at + size) else { return out.fill(0.0) };
        let (head, numbers) = row.split_at(8);
        let float =
            |at: usize| f32::from_le_bytes([head[at], head[at + 1], head[at + 2], head[at + 3]]);
        let (low, step) = (float(0), float(4));
        let value = |number: u8| low + step * f32::from(number);
        match self.bits {
            Bits::Four => {
                for (pair, byte) in out.chunks_exact_mut(2).zip(numbers) {
                    pair[0] = value(byte & 15);
                    pair[1] = value(byte >> 4);
                }
            }
            Bits::Eight => {
                out.iter_mut().zip(numbers).for_each(|(out, number)| *out = value(*number))
            }
        }
    }
}

impl Model {
    pub fn read(file: &[u8]) -> Result<Self, ModelError> {
        if file.len() > MAX_MODEL_BYTES || !file.starts_with(MAGIC) {
            return Err(ModelError::Foreign);
        }
        let (sum, body) = file[MAGIC.len()..].split_at_checked(32).ok_or(ModelError::Damaged)?;
        if Sha256::digest(body).as_slice() != sum {
            return Err(ModelError::Damaged);
        }
        let mut id = [0; 16];
        id.copy_from_slice(&sum[..16]);
        let mut reading = ByteCursor { rest: body };
        let pieces = reading.number()?;
        let map_bytes = reading.number()?;
        if !(3..=MAX_PIECES).contains(&pieces) || map_bytes > MAX_MAP_BYTES {
            return Err(ModelError::Shape("its size"));
        }
        let bits = match reading.number()? {
            4 => Bits::Four,
            8 => Bits::Eight,
            _ => return Err(ModelError::Shape("the bits of its rows")),
        };
        let exact = match reading.number()? {
            8 => false,
            32 => true,
            _ => return Err(ModelError::Shape("the bits of its layers")),
        };
        let unknown = reading.float()?;
        let normalizer = Normalizer::new(reading.take(map_bytes)?)?;
        let mut vocabulary = Vec::with_capacity(pieces);
        for _ in 0..pieces {
            let length = usize::from(reading.take(1)?[0]);
            let text = std::str::from_utf8(reading.take(length)?)
                .map_err(|_| ModelError::Shape("a piece that is no text"))?;
            vocabulary.push((text.to_owned(), reading.float()?));
        }
        let tokenizer = Tokenizer::new(normalizer, vocabulary, unknown);
        let rows = Rows { bytes: reading.take(pieces * bits.row_bytes())?.to_vec(), bits };
        let layers = Layers::read(&mut reading, exact)?;
        if !reading.rest.is_empty() {
            return Err(ModelError::Shape("more than a model"));
        }
        Ok(Self { id, tokenizer, rows, layers })
    }
}

/// The unread rest of a file.
pub(crate) struct ByteCursor<'f> {
    rest: &'f [u8],
}

impl<'f> ByteCursor<'f> {
    fn take(&mut self, bytes: usize) -> Result<&'f [u8], ModelError> {
        let (taken, rest) =
            self.rest.split_at_checked(bytes).ok_or(ModelError::Shape("less than a model"))?;
        self.rest = rest;
        Ok(taken)
    }

    fn four(&mut self) -> Result<[u8; 4], ModelError> {
        self.take(4)?.try_into().map_err(|_| ModelError::Shape("less than a model"))
    }

    fn number(&mut self) -> Result<usize, ModelError> {
        Ok(u32::from_le_bytes(self.four()?) as usize)
    }

    /// A number that can be computed with.
    fn float(&mut self) -> Result<f32, ModelError> {
        let number = f32::from_le_bytes(self.four()?);
        if number.is_finite() {
            Ok(number)
        } else {
            Err(ModelError::Shape("a number that is none"))
        }
    }

    pub fn vector(&mut self, length: usize) -> Result<Vec<f32>, ModelError> {
        (0..length).map(|_| self.float()).collect()
    }

    pub fn matrix(
        &mut self,
        inputs: usize,
        outputs: usize,
        exact: bool,
    ) -> Result<Matrix, ModelError> {
        if exact {
            return Ok(Matrix { outputs, weights: self.vector(inputs * outputs)? });
        }
        let steps = self.vector(outputs)?;
        let numbers = self.take(inputs * outputs)?;
        let weights = numbers
            .chunks_exact(outputs)
            .flat_map(|row| {
                row.iter().zip(&steps).map(|(number, step)| f32::from(*number as i8) * step)
            })
            .collect();
        Ok(Matrix { outputs, weights })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use proptest::prelude::*;

    /// A file with this body and the right sum.
    fn file(body: &[u8]) -> Vec<u8> {
        [MAGIC.as_slice(), Sha256::digest(body).as_slice(), body].concat()
    }

    fn head(numbers: [u32; 4]) -> Vec<u8> {
        let numbers = numbers.iter().flat_map(|number| number.to_le_bytes());
        numbers.chain(1.0_f32.to_le_bytes()).collect()
    }

    #[test]
    fn a_whole_file_of_another_shape_is_refused() {
        for (body, why) in [
            (Vec::new(), "less than a model"),
            (head([2, 4, 4, 8]), "its size"),
            (head([u32::MAX, 4, 4, 8]), "its size"),
            (head([3, u32::MAX, 4, 8]), "its size"),
            (head([3, 4, 6, 8]), "the bits of its rows"),
            (head([3, 4, 4, 16]), "the bits of its layers"),
            (head([3, 4, 4, 8]), "less than a model"),
            ([head([3, 4, 4, 8]), vec![255; 4]].concat(), "its character map"),
            ([head([3, 4, 4, 8]), vec![0, 0, 0, 0, 1, 0xFF]].concat(), "a piece that is no text"),
        ] {
            assert_eq!(Model::read(&file(&body)).unwrap_err(), ModelError::Shape(why));
        }
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_panic(head_of in [0..5_u32, 0..40, 0..9, 0..33], tail in prop::collection::vec(any::<u8>(), 0..3_000)) {
            prop_assert!(Model::read(&file(&[head(head_of), tail].concat())).is_err());
        }
    }
}
