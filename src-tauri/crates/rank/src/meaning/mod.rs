//! What a text means, as a vector: Google's Universal Sentence Encoder (multilingual, version 3),
//! out of the model file that `scripts/model` makes.

mod encoder;
mod layers;
mod model;
mod normalizer;
mod paper;
mod sentences;
mod tokenizer;

pub use encoder::{DIMENSIONS, Encoder, MAX_TEXT_BYTES, Vector};
pub use model::{MAX_MODEL_BYTES, ModelError};
pub use paper::{MAX_SENTENCES, PackedVector, PaperMeaning, Sketch};
pub use sentences::{describing_sentences, sentences};
