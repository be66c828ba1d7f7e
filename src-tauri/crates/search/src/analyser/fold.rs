//! Folding: one spelling for all the ways of writing the same letters, with the way back to the
//! original text.
//!
//! NFKC, traditional to simplified, lower case, Latin letters without accents and strokes, Greek
//! letters and simple formulas in Latin letters, one hyphen for all, invisible characters away.

use super::han::simplified;
use super::letters::plain_latin;
use super::notation;
use unicode_normalization::{UnicodeNormalization, char::canonical_combining_class};

/// What a folded character is to the analyser.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// Of a script written without spaces: cut into pairs.
    Han,
    /// Any other letter.
    Letter,
    /// A digit.
    Digit,
    /// Everything else.
    Other,
}

/// A folded character.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cell {
    pub c: char,
    pub class: Class,
    /// Whether it was a capital: bounds the parts of `LiveTalk`.
    pub capital: bool,
    /// Its place in the folded text, in bytes.
    pub at: u32,
    /// Its place in the original text, in bytes.
    pub from: u32,
    pub to: u32,
}

/// Longer sequences of combining characters are cut: they do not occur in real text, and
/// normalising sorts them.
const MAX_CLUSTER_CHARS: usize = 32;

/// Folds `text` into `cells` and their characters into `folded`; both are emptied first.
pub(super) fn fold(text: &str, folded: &mut String, cells: &mut Vec<Cell>) {
    folded.clear();
    cells.clear();
    spell(text, folded, cells);
    if cells.iter().any(|cell| notation::is_sign(cell.c)) {
        notation::rewrite(cells, folded);
    }
}

/// Folds each character alone, with its marks.
fn spell(text: &str, folded: &mut String, cells: &mut Vec<Cell>) {
    let mut rest = text.char_indices().peekable();
    while let Some((from, c)) = rest.next() {
        let combined = rest.peek().is_some_and(|&(_, next)| joins(next));
        if !combined {
            let to = from + c.len_utf8();
            if c.is_ascii() {
                push(c, from, to, folded, cells);
                continue;
            }
            if matches!(c, '\u{4E00}'..='\u{9FFF}') {
                let c = simplified(c);
                let (from, to) = (from as u32, to as u32);
                add(Cell { c, class: Class::Han, capital: false, at: 0, from, to }, folded, cells);
                continue;
            }
        }
        let mut to = from + c.len_utf8();
        for _ in 1..MAX_CLUSTER_CHARS {
            match rest.next_if(|&(_, next)| joins(next)) {
                Some((at, next)) => to = at + next.len_utf8(),
                None => break,
            }
        }
        for c in text[from..to].nfkc() {
            push(c, from, to, folded, cells);
        }
    }
}

/// Whether a character is normalised together with the one before it: combining marks, and the
/// inner letters of Hangul syllables.
fn joins(c: char) -> bool {
    c >= '\u{300}'
        && (canonical_combining_class(c) != 0
            || matches!(c, '\u{1160}'..='\u{11FF}' | '\u{FF9E}' | '\u{FF9F}'))
}

fn push(c: char, from: usize, to: usize, folded: &mut String, cells: &mut Vec<Cell>) {
    let (from, to) = (from as u32, to as u32);
    if c.is_ascii() {
        let class = match c {
            'a'..='z' | 'A'..='Z' => Class::Letter,
            '0'..='9' => Class::Digit,
            _ => Class::Other,
        };
        let cell = Cell {
            c: c.to_ascii_lowercase(),
            class,
            capital: c.is_ascii_uppercase(),
            at: 0,
            from,
            to,
        };
        return add(cell, folded, cells);
    }
    if is_invisible(c) || canonical_combining_class(c) != 0 {
        // It belongs to the character before it, and does not separate words.
        if let Some(last) = cells.last_mut() {
            last.to = to;
        }
        return;
    }
    let sign = match c {
        '‐' | '‑' | '−' => Some('-'),
        '♯' => Some('#'),
        _ => None,
    };
    if let Some(c) = sign {
        return add(
            Cell { c, class: Class::Other, capital: false, at: 0, from, to },
            folded,
            cells,
        );
    }
    let capital = c.is_uppercase();
    if let Some(letters) = plain_latin(c) {
        for c in letters.chars() {
            add(Cell { c, class: Class::Letter, capital, at: 0, from, to }, folded, cells);
        }
        return;
    }
    let c = simplified(c);
    let class = if is_written_without_spaces(c) {
        Class::Han
    } else if c.is_numeric() {
        Class::Digit
    } else if c.is_alphabetic() {
        Class::Letter
    } else {
        Class::Other
    };
    for c in c.to_lowercase().filter(|&c| canonical_combining_class(c) == 0) {
        add(Cell { c, class, capital, at: 0, from, to }, folded, cells);
    }
}

fn add(mut cell: Cell, folded: &mut String, cells: &mut Vec<Cell>) {
    cell.at = folded.len() as u32;
    folded.push(cell.c);
    cells.push(cell);
}

/// Whether folding changes nothing of a character but its case, or makes a sign of it that no word
/// has.
pub(crate) fn is_folded(c: char) -> bool {
    match c {
        '\0'..='\x7F' => true,
        '\u{4E00}'..='\u{9FFF}' => simplified(c) == c,
        '·' | '×' | '–' | '—' | '‘' | '’' | '“' | '”' | '…' | '→' | '≤' | '≥' | '≈' => {
            true
        }
        '\u{3001}'..='\u{3004}'
        | '\u{3008}'..='\u{3011}'
        | '！'
        | '（'
        | '）'
        | '，'
        | '：'
        | '；'
        | '？'
        | '％'
        | '～'
        | '＋' => true,
        _ => false,
    }
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}'..='\u{2064}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{E0100}'..='\u{E01EF}')
}

/// Han, kana, Hangul, and the scripts of South-East Asia.
fn is_written_without_spaces(c: char) -> bool {
    matches!(c,
        '\u{4E00}'..='\u{9FFF}' | '\u{3400}'..='\u{4DBF}' | '\u{20000}'..='\u{3FFFF}' | '\u{F900}'..='\u{FAFF}' | '々' | '〇'
        | '\u{3041}'..='\u{3096}' | '\u{309D}'..='\u{309F}' | '\u{30A1}'..='\u{30FA}' | '\u{30FC}'..='\u{30FF}' | '\u{31F0}'..='\u{31FF}'
        | '\u{1100}'..='\u{11FF}' | '\u{AC00}'..='\u{D7AF}'
        | '\u{E01}'..='\u{EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}')
}
