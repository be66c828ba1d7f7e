//! The speech of macOS and Windows, which the web view has itself.

use paperboy_core::wire::{SpeechVoices, SpokenLanguage};
use std::io;

/// What speaks: nothing here.
#[derive(Default)]
pub struct Speaker;

impl Speaker {
    /// `None`: the page uses the web view's own speech.
    pub fn voices(&self) -> Option<SpeechVoices> {
        None
    }

    /// Speaks nothing.
    pub fn speak(&self, _: &str, _: SpokenLanguage) -> io::Result<bool> {
        Err(io::Error::from(io::ErrorKind::Unsupported))
    }

    /// There is nothing to stop.
    pub fn stop(&self) {}
}
