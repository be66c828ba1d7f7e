//! In which order papers come: by meaning, and by what the user likes. Pure: no files, no network,
//! no clock.
//!
//! - [`Encoder`] (`meaning/`) makes vectors of sentences, and [`fused`] places hits by meaning below
//!   the strict hits of a search.
//! - [`taste`] learns from stars and other marks in which order a user wants the papers of a day.

mod fusion;
mod meaning;
pub mod taste;

pub use fusion::{fused, is_chinese_description, is_description};
pub use meaning::{
    DIMENSIONS, Encoder, MAX_MODEL_BYTES, MAX_SENTENCES, MAX_TEXT_BYTES, ModelError, PackedVector,
    PaperMeaning, Sketch, Vector, describing_sentences, sentences,
};
