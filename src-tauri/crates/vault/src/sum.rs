//! Short checksums of texts, in which an editor may have changed the ends of lines.

use sha2::{Digest, Sha256};
use std::fmt::Write;

/// The checksum of a text; both kinds of ends of lines count alike.
pub fn sum(text: &str) -> String {
    let mut hash = Sha256::new();
    for (at, part) in text.split("\r\n").enumerate() {
        if at > 0 {
            hash.update(b"\n");
        }
        hash.update(part);
    }
    let mut hex = String::with_capacity(16);
    for byte in &hash.finalize()[..8] {
        // Writing to a text never fails.
        let _ = write!(hex, "{byte:02x}");
    }
    hex
}
