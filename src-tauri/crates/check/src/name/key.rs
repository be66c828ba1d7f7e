//! Names in the form in which they are looked for in other spellings.

use super::known;

/// A name in the form in which it is looked for: its letters and digits in lower case, and the places
/// between them at which other spellings may have a gap.
#[derive(Debug)]
pub(crate) struct Key {
    signs: Vec<(u8, bool)>,
    has_capital: bool,
    /// Of a family of models; any of its versions is of the family.
    is_family: bool,
    /// A letter with another one as its index, C_L; C_L0, with a further index, belongs to it.
    is_symbol: bool,
    has_digit: bool,
}

impl Key {
    pub(crate) fn of(name: &str) -> Self {
        let bytes = name.as_bytes();
        let mut signs = Vec::new();
        let mut gap = false;
        for (n, byte) in bytes.iter().enumerate() {
            if !byte.is_ascii_alphanumeric() && !matches!(byte, b'.' | b'+') {
                gap = true;
                continue;
            }
            let before = n.checked_sub(1).map(|n| bytes[n]);
            let next = bytes.get(n + 1);
            let turns = before.is_some_and(|before| {
                before.is_ascii_digit() != byte.is_ascii_digit() && *byte != b'.' && before != b'.'
                    || before.is_ascii_lowercase() && byte.is_ascii_uppercase()
                    || before.is_ascii_uppercase()
                        && byte.is_ascii_uppercase()
                        && next.is_some_and(u8::is_ascii_lowercase)
            });
            signs.push((byte.to_ascii_lowercase(), gap || turns));
            gap = false;
        }
        let has_digit = bytes.iter().any(u8::is_ascii_digit);
        // A word with one capital at its beginning may be written small.
        let has_capital = bytes.iter().skip(1).any(u8::is_ascii_uppercase)
            || bytes.len() <= 3 && bytes.iter().any(u8::is_ascii_uppercase);
        let is_symbol =
            matches!(bytes, [a, b'_', b] if a.is_ascii_alphabetic() && b.is_ascii_alphabetic());
        Self { signs, has_capital, is_family: known::is_family(name), is_symbol, has_digit }
    }

    /// The same name in full, where it is a metric's.
    pub(crate) fn in_full(name: &str) -> Option<Self> {
        known::spelled_out(name).map(Self::of)
    }

    /// Its letters and digits in lower case.
    pub(crate) fn letters(&self) -> Vec<u8> {
        self.signs.iter().map(|(byte, _)| *byte).collect()
    }

    /// The beginning of the name.
    pub(crate) fn first(&self) -> u8 {
        self.signs.first().map_or(0, |(byte, _)| *byte)
    }

    /// The end of the name that begins here in a text; `None` for another word.
    pub(crate) fn end_at(&self, bytes: &[u8], start: usize) -> Option<usize> {
        let mut at = start;
        for (n, (sign, gap)) in self.signs.iter().enumerate() {
            if *gap && n > 0 {
                at = skip_gap(bytes, at);
            }
            if bytes.get(at)?.to_ascii_lowercase() != *sign {
                return None;
            }
            at += 1;
        }
        // `math` is not MATH; with digits a name is itself in any case.
        if self.has_capital
            && !self.has_digit
            && !bytes[start..at].iter().any(u8::is_ascii_uppercase)
        {
            return None;
        }
        let index = bytes[at..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        let end = if self.is_symbol { at + index } else { at };
        (self.is_family || self.begins_there(bytes, start) && self.ends_there(bytes, end))
            .then_some(at)
    }

    /// Whether no other name ends in this one: `C-MMLU`.
    fn begins_there(&self, bytes: &[u8], start: usize) -> bool {
        if start < 2 || bytes[start - 1] != b'-' {
            return true;
        }
        let before =
            bytes[..start - 1].iter().rev().take_while(|byte| byte.is_ascii_alphanumeric());
        // The first letter is compared last.
        !before.last().is_some_and(u8::is_ascii_uppercase)
    }

    /// Whether no other name begins with this one: `GPT-4o`, `LLaMA-3.1`, `UNet++`, `MMLU-Pro`.
    fn ends_there(&self, bytes: &[u8], end: usize) -> bool {
        let byte = |at: usize| bytes.get(at).copied().unwrap_or(b' ');
        let end =
            if byte(end) == b's' && !byte(end + 1).is_ascii_alphanumeric() { end + 1 } else { end };
        match byte(end) {
            b'+' => false,
            b'.' => !byte(end + 1).is_ascii_digit(),
            next if next.is_ascii_alphanumeric() => false,
            b'-' if byte(end + 1).is_ascii_uppercase() => {
                let length =
                    bytes[end + 1..].iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
                length == 1 || known::is_variant(&bytes[end + 1..end + 1 + length])
            }
            _ => true,
        }
    }
}

/// Skips the signs that spellings have between the parts of a name: a space, hyphens, an underscore,
/// LaTeX's braces and commands.
pub(crate) fn skip_gap(bytes: &[u8], start: usize) -> usize {
    let mut at = start;
    for _ in 0..10 {
        match bytes.get(at) {
            // `1,600 h`.
            Some(b',')
                if at > 0
                    && bytes[at - 1].is_ascii_digit()
                    && bytes.get(at + 1).is_some_and(u8::is_ascii_digit) =>
            {
                at += 1
            }
            Some(
                b' ' | b'-' | b'_' | b'@' | b'{' | b'}' | b'$' | b'^' | b'~' | b'(' | b'=' | b'/',
            ) => at += 1,
            // Full-width bracket.
            Some(0xef) if bytes.get(at + 1) == Some(&0xbc) && bytes.get(at + 2) == Some(&0x88) => {
                at += 3
            }
            // Non-breaking space, and the hyphens and dashes of Unicode.
            Some(0xc2) if bytes.get(at + 1) == Some(&0xa0) => at += 2,
            Some(0xe2)
                if bytes.get(at + 1) == Some(&0x80)
                    && bytes.get(at + 2).is_some_and(|byte| (0x90..=0x95).contains(byte)) =>
            {
                at += 3
            }
            // Arrows: ZH⇔EN.
            Some(0xe2)
                if matches!(bytes.get(at + 1), Some(0x86 | 0x87))
                    && bytes.get(at + 2).is_some() =>
            {
                at += 3
            }
            Some(b'\\') => {
                at +=
                    1 + bytes[at + 1..].iter().take_while(|byte| byte.is_ascii_alphabetic()).count()
            }
            _ => break,
        }
    }
    at
}
