//! What a text means, as a vector: Google's Universal Sentence Encoder (multilingual, version 3),
//! out of the model file that `scripts/model` makes.

mod encoder;
mod layers;
mod model;
mod normalizer;
mod tokenizer;

pub use encoder::{DIMENSIONS, Encoder, MAX_TEXT_BYTES, Vector};
pub use model::ModelError;
