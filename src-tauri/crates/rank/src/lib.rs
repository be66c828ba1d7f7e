//! What a text means, as a vector, and hits of several kinds in one order. Pure: no files, no
//! network, no clock.
//!
//! [`Encoder`] makes vectors with Google's Universal Sentence Encoder (multilingual, version 3),
//! out of the model file that `scripts/model` makes. [`fused`] places hits by meaning below the
//! strict hits.

mod encoder;
mod fusion;
mod layers;
mod model;
mod normalizer;
mod tokenizer;

pub use encoder::{DIMENSIONS, Encoder, MAX_TEXT_BYTES, Vector};
pub use fusion::{fused, is_description};
pub use model::ModelError;
