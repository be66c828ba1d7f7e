//! Traditional characters to simplified ones, one by one.

/// Pairs of a traditional character and its simplified one, rising; made from the crate
/// `ferrous-opencc` (Apache-2.0), and a test holds the two together. A table in the program's text
/// costs no memory of our own, the crate's dictionaries do.
const PAIRS: &str = include_str!("simplified.txt");

const FIRST: u32 = 0x3400;
const LAST: u32 = 0x9FFF;
/// Pairs whose one side lies outside the table's sixteen bits or its range.
const RARE: usize = count_rare();

static TABLE: [u16; (LAST - FIRST + 1) as usize] = table();
static RARE_PAIRS: [(u32, u32); RARE] = rare_pairs();

/// The simplified form of a character, or the character itself.
#[inline]
pub(super) fn simplified(c: char) -> char {
    let code = c as u32;
    if (FIRST..=LAST).contains(&code) {
        match TABLE[(code - FIRST) as usize] {
            0 => c,
            RARE_MARK => rare(c),
            to => char::from_u32(u32::from(to)).unwrap_or(c),
        }
    } else if code > LAST {
        rare(c)
    } else {
        c
    }
}

fn rare(c: char) -> char {
    match RARE_PAIRS.binary_search_by_key(&(c as u32), |pair| pair.0) {
        Ok(at) => char::from_u32(RARE_PAIRS[at].1).unwrap_or(c),
        Err(_) => c,
    }
}

/// Marks in the table that the rare pairs must be searched; no Han character has this number.
const RARE_MARK: u16 = 1;

const fn is_rare(from: u32, to: u32) -> bool {
    from < FIRST || from > LAST || to > 0xFFFF
}

/// Reads the character at byte `at`: its number and the byte after it. The text is known to be
/// valid UTF-8.
const fn character(bytes: &[u8], at: usize) -> (u32, usize) {
    let first = bytes[at] as u32;
    let (mut code, length) = match first {
        0..0x80 => (first, 1),
        0x80..0xE0 => (first & 0x1F, 2),
        0xE0..0xF0 => (first & 0x0F, 3),
        _ => (first & 0x07, 4),
    };
    let mut i = 1;
    while i < length {
        code = code << 6 | (bytes[at + i] as u32 & 0x3F);
        i += 1;
    }
    (code, at + length)
}

const fn count_rare() -> usize {
    let bytes = PAIRS.as_bytes();
    let (mut at, mut count) = (0, 0);
    while at < bytes.len() {
        let (from, next) = character(bytes, at);
        let (to, next) = character(bytes, next);
        if is_rare(from, to) {
            count += 1;
        }
        at = next;
    }
    count
}

const fn rare_pairs() -> [(u32, u32); RARE] {
    let bytes = PAIRS.as_bytes();
    let mut pairs = [(0, 0); RARE];
    let (mut at, mut count) = (0, 0);
    while at < bytes.len() {
        let (from, next) = character(bytes, at);
        let (to, next) = character(bytes, next);
        if is_rare(from, to) {
            pairs[count] = (from, to);
            count += 1;
        }
        at = next;
    }
    pairs
}

const fn table() -> [u16; (LAST - FIRST + 1) as usize] {
    let bytes = PAIRS.as_bytes();
    let mut table = [0; (LAST - FIRST + 1) as usize];
    let mut at = 0;
    while at < bytes.len() {
        let (from, next) = character(bytes, at);
        let (to, next) = character(bytes, next);
        if from >= FIRST && from <= LAST {
            table[(from - FIRST) as usize] = if is_rare(from, to) { RARE_MARK } else { to as u16 };
        }
        at = next;
    }
    table
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use ferrous_opencc::{OpenCC, config::BuiltinConfig};

    #[test]
    fn every_character_is_simplified_as_opencc_does_it() {
        let opencc = OpenCC::from_config(BuiltinConfig::T2s).unwrap();
        for c in (0x2E80..=0x9FFF)
            .chain(0xF900..=0xFAFF)
            .chain(0x20000..=0x3FFFF)
            .filter_map(char::from_u32)
        {
            let theirs = opencc.convert(&c.to_string());
            // A character that becomes several stays as it is: positions count characters.
            let expected =
                if theirs.chars().count() == 1 { theirs.chars().next().unwrap() } else { c };
            assert_eq!(simplified(c), expected, "{c}");
        }
    }

    #[test]
    fn the_pairs_rise_so_that_they_can_be_searched() {
        assert!(RARE_PAIRS.windows(2).all(|pair| pair[0].0 < pair[1].0));
    }
}
