//! Characters that take the place of others while a text is parsed.
//!
//! The parser must not read some characters as markup: a star of a product, a formula's bars.
//! Noncharacters, which no text uses and which count as letters, take their places in what the
//! parser gets, and every part of its tree gets the characters back.

/// A character that is kept from the parser, and the noncharacter in its place.
const PAIRS: [(char, char); 12] = [
    ('“', '\u{fdd0}'),
    ('”', '\u{fdd1}'),
    ('‘', '\u{fdd2}'),
    ('’', '\u{fdd3}'),
    ('…', '\u{fdd4}'),
    ('—', '\u{fdd5}'),
    ('%', '\u{fdd6}'),
    ('*', '\u{fdd7}'),
    ('~', '\u{fdd8}'),
    ('_', '\u{fdd9}'),
    ('[', '\u{fdda}'),
    ('|', '\u{fddb}'),
];

/// Marks within an address, which belong to it wherever it is looked at.
const IN_ADDRESS: [(char, char); 3] = [('*', '\u{fddc}'), ('~', '\u{fddd}'), ('_', '\u{fdde}')];

/// Begins the name of a [piece](super::prepared::Piece); the number of the piece follows in digits
/// of base eight.
const NAME: char = '\u{fde0}';
const FIRST_DIGIT: u32 = 0xfde1;

/// Whether a character is reserved; one that a text does hold is kept as a piece.
pub fn is_reserved(c: char) -> bool {
    ('\u{fdd0}'..='\u{fdef}').contains(&c)
}

/// The noncharacter for one of the characters that may have to be kept from the parser.
pub fn of(c: char) -> Option<char> {
    PAIRS.iter().find(|&&(own, _)| own == c).map(|&(_, placeholder)| placeholder)
}

/// The character that a placeholder replaces.
pub fn original(c: char) -> Option<char> {
    PAIRS.iter().chain(&IN_ADDRESS).find(|&&(_, placeholder)| placeholder == c).map(|&(own, _)| own)
}

/// The noncharacter for a mark within an address.
pub fn in_address(c: char) -> Option<char> {
    IN_ADDRESS.iter().find(|&&(own, _)| own == c).map(|&(_, placeholder)| placeholder)
}

/// Whether a placeholder replaces a mark within an address.
pub fn is_in_address(c: char) -> bool {
    IN_ADDRESS.iter().any(|&(_, placeholder)| placeholder == c)
}

/// Writes the name of a piece.
pub fn push_name(number: usize, out: &mut String) {
    out.push(NAME);
    let octal = format!("{number:o}");
    out.extend(octal.chars().filter_map(|digit| char::from_u32(FIRST_DIGIT + digit.to_digit(8)?)));
}

/// Reads the name of a piece at the beginning of a text: the piece's number and the name's length
/// in bytes.
pub fn name_at(text: &str) -> Option<(usize, usize)> {
    let digits = text.strip_prefix(NAME)?;
    let mut number = 0_usize;
    let mut length = 0;
    for c in digits.chars() {
        let Some(digit) = u32::from(c).checked_sub(FIRST_DIGIT).filter(|&digit| digit < 8) else {
            break;
        };
        number = number.checked_mul(8)?.checked_add(digit as usize)?;
        length += c.len_utf8();
    }
    (length > 0).then_some((number, NAME.len_utf8() + length))
}

/// Where the next name of a piece begins.
pub fn find_name(text: &str) -> Option<usize> {
    text.find(NAME)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_read_back_and_ends_where_another_begins() {
        for number in [0, 7, 8, 4711] {
            let mut text = String::new();
            push_name(number, &mut text);
            let length = text.len();
            push_name(3, &mut text);
            assert_eq!(name_at(&text), Some((number, length)));
        }
        assert_eq!(name_at("x"), None);
        assert_eq!(name_at("\u{fde0}x"), None);
    }

    #[test]
    fn every_placeholder_is_reserved_and_means_one_character() {
        for (own, placeholder) in PAIRS {
            assert!(is_reserved(placeholder) && !is_reserved(own));
            assert_eq!((of(own), original(placeholder)), (Some(placeholder), Some(own)));
        }
    }
}
