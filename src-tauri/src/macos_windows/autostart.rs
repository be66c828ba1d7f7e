//! The start at login, which Paperboy sets up on Linux alone.

use crate::places::Autostart;
use std::io;

/// `None`: there is no such entry.
pub fn is_on(_: &Autostart) -> Option<bool> {
    None
}

/// Makes or removes the entry.
pub fn set(_: &Autostart, _: bool) -> io::Result<()> {
    Err(io::Error::from(io::ErrorKind::Unsupported))
}
