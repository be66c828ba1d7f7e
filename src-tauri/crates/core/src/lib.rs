//! Paperboy.
pub mod wire;
