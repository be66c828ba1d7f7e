//! One form for all the ways of writing a text, by the model's own character map: SentencePiece's
//! `nmt_nfkc`, a double-array trie and the texts that take the place of what it finds.

use super::model::ModelError;

/// The character that replaces a space within pieces.
pub(crate) const SPACE: char = '\u{2581}';

#[derive(Debug)]
pub(crate) struct Normalizer {
    units: Vec<u32>,
    /// Texts that end with a zero byte.
    replacements: Vec<u8>,
}

/// One unit of the trie.
#[derive(Clone, Copy)]
struct Unit(u32);

impl Unit {
    /// Its label, with a mark on units that hold a value instead.
    fn label(self) -> u32 {
        self.0 & 0x8000_00FF
    }

    fn ends_a_key(self) -> bool {
        self.0 & 0x100 != 0
    }

    fn offset(self) -> usize {
        ((self.0 >> 10) << ((self.0 & 0x200) >> 6)) as usize
    }

    fn value(self) -> usize {
        (self.0 & 0x7FFF_FFFF) as usize
    }
}

impl Normalizer {
    pub fn new(map: &[u8]) -> Result<Self, ModelError> {
        let wrong = ModelError::Shape("its character map");
        let Some((size, rest)) = map.split_first_chunk::<4>() else { return Err(wrong) };
        let size = u32::from_le_bytes(*size) as usize;
        let (trie, replacements) = rest.split_at_checked(size).ok_or(wrong)?;
        let unit = |bytes: &[u8]| u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]);
        Ok(Self {
            units: trie.chunks_exact(4).map(unit).collect(),
            replacements: replacements.to_vec(),
        })
    }

    /// The text normalised, with single spaces, each as [`SPACE`], and one before the first word.
    pub fn normalized(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len() + SPACE.len_utf8());
        let mut rest = text;
        while let Some((_, length)) = self.first(rest).filter(|(first, _)| *first == " ") {
            rest = &rest[length..];
        }
        if rest.is_empty() {
            return out;
        }
        out.push(SPACE);
        let mut behind_space = true;
        while let Some((mut first, length)) = self.first(rest) {
            rest = &rest[length..];
            if behind_space {
                first = first.trim_start_matches(' ');
            }
            if let Some(last) = first.chars().next_back() {
                out.extend(first.chars().map(|c| if c == ' ' { SPACE } else { c }));
                behind_space = last == ' ';
            }
        }
        out.truncate(out.trim_end_matches(SPACE).len());
        out
    }

    /// What the beginning of a text becomes, and how many of its bytes that is; `None` at the end.
    fn first<'a>(&'a self, text: &'a str) -> Option<(&'a str, usize)> {
        let first = text.chars().next()?.len_utf8();
        let unit = |at: usize| self.units.get(at).copied().map(Unit);
        let mut longest = None;
        let mut at = unit(0).map_or(0, Unit::offset);
        for (number, byte) in text.bytes().enumerate() {
            at ^= usize::from(byte);
            let Some(next) = unit(at).filter(|unit| unit.label() == u32::from(byte)) else { break };
            at ^= next.offset();
            if next.ends_a_key() {
                longest = unit(at).map(|leaf| (leaf.value(), number + 1));
            }
        }
        let replaced = longest.and_then(|(value, length)| {
            let text_behind = self.replacements.get(value..)?;
            let end = text_behind.iter().position(|byte| *byte == 0)?;
            let new = std::str::from_utf8(&text_behind[..end]).ok()?;
            text.is_char_boundary(length).then_some((new, length))
        });
        Some(replaced.unwrap_or((&text[..first], first)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn any_map_and_any_text_end(units in prop::collection::vec(any::<u32>(), 0..600), replacements in prop::collection::vec(any::<u8>(), 0..50), text in ".{0,60}") {
            let mut map = (units.len() as u32 * 4).to_le_bytes().to_vec();
            map.extend(units.iter().flat_map(|unit| unit.to_le_bytes()));
            map.extend(replacements);
            if let Ok(normalizer) = Normalizer::new(&map) {
                let _ = normalizer.normalized(&text);
            }
        }
    }
}
