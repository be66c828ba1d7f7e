//! Bytes as text, and names of files.

use crate::Entropy;

/// Lower-case hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    bytes
        .iter()
        .flat_map(|byte| [byte >> 4, byte & 15])
        .map(|digit| char::from(DIGITS[usize::from(digit)]))
        .collect()
}

/// Reads exactly `N` bytes from hexadecimal digits in lower case.
pub(crate) fn unhex<const N: usize>(text: &str) -> Option<[u8; N]> {
    unhex_any(text)?.try_into().ok()
}

/// Reads bytes from hexadecimal digits in lower case.
pub(crate) fn unhex_any(text: &str) -> Option<Vec<u8>> {
    let digit = |byte: u8| match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        _ => None,
    };
    let text = text.as_bytes();
    if !text.len().is_multiple_of(2) {
        return None;
    }
    text.chunks(2).map(|pair| Some(digit(pair[0])? << 4 | digit(pair[1])?)).collect()
}

/// A name of 32 random hexadecimal digits.
pub(crate) fn random_name(ending: &str, entropy: Entropy<'_>) -> String {
    let mut random = [0; 16];
    entropy(&mut random);
    format!("{}{ending}", hex(&random))
}

/// Whether [`random_name`] can have made a name.
pub(crate) fn is_random_name(name: &str, ending: &str) -> bool {
    let stem = name.strip_suffix(ending).unwrap_or_default();
    stem.len() == 32 && stem.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}
