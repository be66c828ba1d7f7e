//! The entries of a BibTeX file, and their fields, still as LaTeX.
//!
//! By the grammar in "BibTeXing" (Oren Patashnik, 1988): braces are counted after a backslash too.
//! An entry that does not end before another begins at a line's start is broken, so that a missing
//! brace costs one entry. Reading takes time in proportion to the file, whatever is in it.

use std::collections::HashMap;

/// The longest entry, in bytes; a longer one counts as broken.
const MAX_ENTRY_BYTES: usize = 1 << 20;
/// The most fields of an entry that are read.
const MAX_FIELDS: usize = 200;
/// A value that abbreviations make longer, in bytes, is cut.
const MAX_VALUE_BYTES: usize = 256 << 10;

/// Values by lower-case abbreviations.
pub type Abbreviations = HashMap<String, String>;

/// An entry of a file.
pub struct RawEntry<'a> {
    /// Its line, counted from 1.
    pub line: usize,
    /// The word after `@`.
    pub kind: &'a str,
    /// The text between its braces; `None` when it has no end.
    pub body: Option<&'a str>,
}

/// Goes through the entries of a file.
pub struct Entries<'a> {
    text: &'a str,
    at: usize,
    line: usize,
    counted: usize,
}

impl<'a> Entries<'a> {
    pub fn of(text: &'a str) -> Self {
        Self { text, at: 0, line: 1, counted: 0 }
    }

    fn line_at(&mut self, at: usize) -> usize {
        let between = &self.text.as_bytes()[self.counted..at];
        self.line += between.iter().filter(|byte| **byte == b'\n').count();
        self.counted = at;
        self.line
    }
}

impl<'a> Iterator for Entries<'a> {
    type Item = RawEntry<'a>;

    fn next(&mut self) -> Option<RawEntry<'a>> {
        loop {
            let begin = self.at + self.text[self.at..].find('@')?;
            self.at = begin + 1;
            let before = self.text[..begin].chars().next_back();
            let is_apart =
                before.is_none_or(|c| c.is_whitespace() || matches!(c, '}' | ')' | '\u{feff}'));
            let Some((kind, open)) = head(&self.text[begin..]).filter(|_| is_apart) else {
                continue;
            };
            let line = self.line_at(begin);
            let inside = &self.text[begin + open + 1..];
            let is_round = self.text.as_bytes()[begin + open] == b'(';
            let (end, body) = match end_of_body(inside, is_round) {
                Ok(end) => (end + 1, Some(&inside[..end])),
                Err(next) => (next, None),
            };
            self.at = begin + open + 1 + end;
            return Some(RawEntry { line, kind, body });
        }
    }
}

/// The kind of the entry that begins with a text, and where its bracket opens.
fn head(text: &str) -> Option<(&str, usize)> {
    let letters = text[1..].bytes().take(40).take_while(u8::is_ascii_alphabetic).count();
    let behind = &text[1 + letters..];
    let blanks = behind.bytes().take(200).take_while(u8::is_ascii_whitespace).count();
    let is_open = letters > 0 && behind[blanks..].starts_with(['{', '(']);
    is_open.then(|| (&text[1..=letters], 1 + letters + blanks))
}

/// Where the bracket of a body closes, or where to continue when it does not.
fn end_of_body(inside: &str, is_round: bool) -> Result<usize, usize> {
    let (mut depth, mut is_quoted) = (0_usize, false);
    for (at, byte) in inside.bytes().enumerate() {
        match byte {
            b'{' => depth += 1,
            b'}' if depth == 0 && !is_round => return Ok(at),
            b'}' => depth = depth.saturating_sub(1),
            b'"' if depth == 0 => is_quoted = !is_quoted,
            b')' if is_round && depth == 0 && !is_quoted => return Ok(at),
            b'\n' if begins_entry(&inside[at + 1..]) => return Err(at + 1),
            _ => {}
        }
        if at > MAX_ENTRY_BYTES {
            // The next bytes may be the middle of a character.
            return Err((at..=at + 4).find(|at| inside.is_char_boundary(*at)).unwrap_or(at));
        }
    }
    Err(inside.len())
}

/// Whether a line begins an entry with a key.
fn begins_entry(line: &str) -> bool {
    let line = line.trim_start_matches([' ', '\t']);
    let Some((_, open)) = line.starts_with('@').then(|| head(line)).flatten() else {
        return false;
    };
    let key = &line[open + 1..];
    let length = key.bytes().take(200).take_while(|b| b.is_ascii_graphic() && *b != b',').count();
    length > 0 && key[length..].starts_with(',') && !key[..length].contains(['=', '{', '"'])
}

/// An entry's key and fields, the names of fields in lower case.
pub struct Fields<'a> {
    pub key: &'a str,
    pub fields: Vec<(String, String)>,
    /// The beginning of what could not be read.
    pub broken: Option<&'a str>,
}

/// Reads the body of an entry; that of `@string` has no key.
pub fn fields<'a>(body: &'a str, has_key: bool, abbreviations: &Abbreviations) -> Fields<'a> {
    let mut rest = body;
    let mut key = "";
    if has_key {
        let end = body.find([',', '=', '{', '"']).unwrap_or(body.len());
        if !body[end..].starts_with(['=', '{', '"']) {
            key = body[..end].trim();
            rest = body.get(end + 1..).unwrap_or_default();
        }
    }
    let mut read = Fields { key, fields: Vec::new(), broken: None };
    while read.fields.len() < MAX_FIELDS {
        rest = without_blanks(rest.trim_start_matches([',', ' ', '\n', '\r', '\t']));
        if rest.is_empty() {
            break;
        }
        let start = rest;
        match field(&mut rest, abbreviations) {
            Some(field) => read.fields.push(field),
            None => {
                read.broken.get_or_insert(start);
                // At least one character has been read, so this ends.
                rest = match rest.find(',') {
                    Some(comma) => &rest[comma + 1..],
                    None => "",
                };
            }
        }
    }
    read
}

/// Reads `name = value`; moves `rest` after what was read.
fn field(rest: &mut &str, abbreviations: &Abbreviations) -> Option<(String, String)> {
    let length = rest
        .bytes()
        .take(100)
        .take_while(|byte| byte.is_ascii_alphanumeric() || b"-_:.+/".contains(byte))
        .count();
    let (name, behind) = rest.split_at(length);
    let behind = without_blanks(behind);
    *rest = behind.strip_prefix('=').filter(|_| length > 0)?;
    let mut value = String::new();
    loop {
        *rest = without_blanks(rest);
        part(rest, abbreviations, &mut value)?;
        *rest = without_blanks(rest);
        match rest.strip_prefix('#') {
            Some(behind) => *rest = behind,
            None => break,
        }
    }
    let is_ended = rest.is_empty() || rest.starts_with(',');
    is_ended.then(|| (name.to_ascii_lowercase(), value))
}

/// Reads one part of a value: in braces, in quotes, a number or an abbreviation.
fn part(rest: &mut &str, abbreviations: &Abbreviations, value: &mut String) -> Option<()> {
    let push = |value: &mut String, text: &str| {
        let space = MAX_VALUE_BYTES.saturating_sub(value.len());
        value.push_str(&text[..text.floor_char_boundary(space)]);
    };
    let first = rest.bytes().next()?;
    if first == b'{' || first == b'"' {
        let end = end_of_value(&rest[1..], first == b'"')?;
        push(value, &rest[1..=end]);
        *rest = &rest[end + 2..];
        return Some(());
    }
    let length = rest.find(|c: char| c.is_whitespace() || ",#{}\"=%".contains(c));
    let word = &rest[..length.unwrap_or(rest.len())];
    if word.is_empty() {
        return None;
    }
    push(value, abbreviations.get(&word.to_ascii_lowercase()).map_or(word, String::as_str));
    *rest = &rest[word.len()..];
    Some(())
}

/// The length of a value up to the brace or quote that ends it.
fn end_of_value(inside: &str, is_quoted: bool) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, byte) in inside.bytes().enumerate() {
        match byte {
            b'"' if is_quoted && depth == 0 => return Some(at),
            b'{' => depth += 1,
            b'}' if depth == 0 => return (!is_quoted).then_some(at),
            b'}' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// The text after blanks and comments to the end of a line.
fn without_blanks(text: &str) -> &str {
    let mut text = text.trim_start();
    while let Some(comment) = text.strip_prefix('%') {
        text = comment.find('\n').map_or("", |end| comment[end..].trim_start());
    }
    text
}
