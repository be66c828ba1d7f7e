//! A text for the parser: without formulas, and with placeholders for characters that are no
//! markup.
//!
//! Markdown was made for Latin prose. What models write has formulas with bars and stars, products,
//! ranges, and addresses without blanks after them; read by Markdown's rules, such a text says
//! something else than was written. Here every stretch that must not be read as markup is replaced
//! by [stand-ins](super::placeholder), which [`super::tidy`] takes back.

use super::lines::{self, Run};
use super::stars::{self, Mark};
use super::{address, definition, formula, placeholder};
use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

/// A stretch of the text that the parser gets only the name of.
pub enum Piece {
    /// A formula: as it is written, with its signs, and the LaTeX between them.
    Formula {
        /// The stretch as it is written.
        source: String,
        /// The LaTeX.
        tex: String,
        /// Whether it has lines of its own.
        is_display: bool,
    },
    /// A character that is reserved for placeholders.
    Character(char),
}

/// The input of the parser.
pub struct Prepared<'a> {
    /// The text.
    pub text: Cow<'a, str>,
    /// The pieces it names.
    pub pieces: Vec<Piece>,
}

/// Prepares a text.
pub fn prepared(text: &str) -> Prepared<'_> {
    let is_markup = |c: char| {
        matches!(c, '*' | '~' | '$' | '\\' | '[' | '|' | '_' | '%') || placeholder::is_reserved(c)
    };
    if !text.contains(is_markup) {
        return Prepared { text: Cow::Borrowed(text), pieces: Vec::new() };
    }
    let mut scan = Scan {
        text,
        edits: Vec::new(),
        pieces: Vec::new(),
        done: 0,
        definitions: definition::used(text),
    };
    for (at, c) in text.char_indices().filter(|&(_, c)| placeholder::is_reserved(c)) {
        scan.replace_by_piece(at..at + c.len_utf8(), Piece::Character(c));
    }
    for (at, _) in text.match_indices("* ") {
        let before = text[..at].trim_end_matches([' ', '\t', '>']);
        if before.is_empty() || before.ends_with('\n') {
            let line = text[at..].lines().next().unwrap_or_default();
            if stars::is_legend(line) {
                scan.keep_from_parser(at, 1);
            }
        }
    }
    for run in lines::runs(text) {
        scan.run(&run);
    }
    let Scan { edits, pieces, .. } = scan;
    Prepared { text: Cow::Owned(super::emphasis::with_placeholders(&edited(text, edits))), pieces }
}

/// The replacement for a stretch.
enum Edit {
    Placeholder(char),
    Piece(usize),
}

fn edited(text: &str, mut edits: Vec<(Range<usize>, Edit)>) -> String {
    edits.sort_by_key(|(range, _)| range.start);
    let mut out = String::with_capacity(text.len() + edits.len() * 4);
    let mut at = 0;
    for (range, edit) in edits {
        // A reserved character in a formula belongs to the formula.
        if range.start < at {
            continue;
        }
        out.push_str(&text[at..range.start]);
        match edit {
            Edit::Placeholder(c) => out.push(c),
            Edit::Piece(number) => placeholder::push_name(number, &mut out),
        }
        at = range.end;
    }
    out.push_str(&text[at..]);
    out
}

struct Scan<'a> {
    text: &'a str,
    edits: Vec<(Range<usize>, Edit)>,
    pieces: Vec<Piece>,
    /// The text before this was examined already: a formula may end in a later run than it begins
    /// in.
    done: usize,
    definitions: definition::Used<'a>,
}

/// The state of the current run.
struct InRun {
    end: usize,
    is_row: bool,
    /// How many cells more than its table has columns a row has.
    excess: usize,
    /// The bars that separate cells.
    bars: Vec<usize>,
    /// Stars and tildes since the last bar.
    marks: Vec<Mark>,
    parts_before: usize,
    /// For each row of backticks, where the next one of the same length begins.
    backticks: HashMap<usize, usize>,
}

impl<'a> Scan<'a> {
    fn replace_by_piece(&mut self, range: Range<usize>, piece: Piece) {
        self.edits.push((range, Edit::Piece(self.pieces.len())));
        self.pieces.push(piece);
    }

    fn keep_from_parser(&mut self, at: usize, length: usize) {
        for at in at..at + length {
            let own = char::from(self.text.as_bytes()[at]);
            if let Some(c) = placeholder::of(own) {
                self.edits.push((at..at + 1, Edit::Placeholder(c)));
            }
        }
    }

    fn run(&mut self, run: &Run) {
        let start = run.range.start.max(self.done);
        let end = run.range.start + self.text[run.range.clone()].trim_end().len();
        if start >= end {
            return;
        }
        let bars = if run.columns.is_some() { bars(self.text, start..end) } else { Vec::new() };
        let excess =
            run.columns.map_or(usize::MAX, |columns| (bars.len() + 1).saturating_sub(columns));
        if run.columns.is_some() && excess == 0 {
            let mut from = start;
            for bar in bars.into_iter().chain([end]) {
                self.stretch(from..bar, true, usize::MAX);
                from = bar + 1;
            }
            return;
        }
        let (excess, bars) = self.stretch(start..end, run.columns.is_some(), excess);
        // The parser drops cells beyond the last column: their text goes into the last one.
        if run.columns.is_some() && !run.is_header {
            bars.iter().rev().take(excess).for_each(|&bar| self.keep_from_parser(bar, 1));
        }
    }

    /// Looks at a stretch; returns how many cells are too many, and the bars that separate cells.
    fn stretch(&mut self, range: Range<usize>, is_row: bool, excess: usize) -> (usize, Vec<usize>) {
        let backticks = matching_backticks(self.text, range.clone());
        let mut run = InRun {
            end: range.end,
            is_row,
            excess,
            bars: Vec::new(),
            marks: Vec::new(),
            parts_before: 0,
            backticks,
        };
        let mut at = self.line_start(range.start, &run);
        while at < run.end {
            at = self.step(at, &mut run);
        }
        self.decide(&mut run);
        self.done = self.done.max(at);
        if is_row {
            let separators = bars(self.text, range);
            run.bars.retain(|bar| separators.binary_search(bar).is_ok());
        }
        (run.excess, run.bars)
    }

    fn decide(&mut self, run: &mut InRun) {
        for mark in stars::literal(self.text, &std::mem::take(&mut run.marks)) {
            self.keep_from_parser(mark.at, mark.length);
        }
    }

    /// Examines the text at `at`; returns where to continue.
    fn step(&mut self, at: usize, run: &mut InRun) -> usize {
        let text = self.text;
        let bytes = text.as_bytes();
        let byte = bytes[at];
        match byte {
            b'\\' => self.formula(at, run).unwrap_or_else(|| {
                let escaped = bytes.get(at + 1).is_some_and(u8::is_ascii_punctuation);
                at + 1 + usize::from(escaped)
            }),
            b'$' => self.formula(at, run).unwrap_or_else(|| at + row_of(text, at)),
            b'`' => self.code(at, run),
            b'*' | b'~' => {
                let length = row_of(text, at);
                if (byte == b'~' && length == 1)
                    || (byte == b'*' && stars::is_before_significance(&text[at + length..run.end]))
                {
                    self.keep_from_parser(at, length);
                } else {
                    run.marks.push(Mark { at, length, sign: byte, parts_before: run.parts_before });
                }
                at + length
            }
            b'_' => {
                let length = special_method(&text[at..run.end]);
                self.keep_from_parser(at, length);
                at + length.max(row_of(text, at))
            }
            b'|' if run.is_row => {
                self.decide(run);
                run.bars.push(at);
                at + 1
            }
            b'\n' => {
                run.parts_before += 1;
                let next = at + 1 + lines::prefix(&text[at + 1..run.end]).length;
                self.line_start(next, run)
            }
            b'h' | b'H' | b'w' | b'W' => match address::at(&text[..run.end], at) {
                Some(range) => self.address(range),
                None => at + 1,
            },
            byte if byte.is_ascii() => {
                run.parts_before += usize::from(stars::parts_sentences(char::from(byte)));
                at + 1
            }
            _ => {
                let c = text[at..].chars().next().unwrap_or(' ');
                run.parts_before += usize::from(stars::parts_sentences(c));
                at + c.len_utf8()
            }
        }
    }

    /// At the beginning of a line's text: a definition that nothing refers to is text.
    fn line_start(&mut self, at: usize, run: &InRun) -> usize {
        if at >= run.end {
            return at;
        }
        if definition::is_text(&self.text[at..run.end], &self.definitions) {
            self.keep_from_parser(at, 1);
            return at + 1;
        }
        at
    }

    fn formula(&mut self, at: usize, run: &mut InRun) -> Option<usize> {
        let formula = formula::at(self.text, at, run.end)?;
        if run.is_row {
            let bars = if formula.end > run.end {
                usize::MAX
            } else {
                bars(self.text, at..formula.end).len()
            };
            if bars > run.excess {
                return None;
            }
            run.excess = if run.excess == usize::MAX { run.excess } else { run.excess - bars };
        }
        let source = self.text[at..formula.end].to_owned();
        // A row's bars are escaped in the same way as its cells are split.
        let tex = if run.is_row { formula.tex.replace("\\|", "|") } else { formula.tex };
        self.replace_by_piece(
            at..formula.end,
            Piece::Formula { source, tex, is_display: formula.is_display },
        );
        Some(formula.end)
    }

    /// Code between backticks.
    fn code(&mut self, at: usize, run: &mut InRun) -> usize {
        let length = row_of(self.text, at);
        let Some(&close) = run.backticks.get(&at) else { return at + length };
        if run.is_row {
            let inside = bars(self.text, at..close);
            if inside.len() > run.excess {
                return at + length;
            }
            run.excess =
                if run.excess == usize::MAX { run.excess } else { run.excess - inside.len() };
            inside.into_iter().for_each(|bar| self.keep_from_parser(bar, 1));
        }
        close + length
    }

    fn address(&mut self, range: Range<usize>) -> usize {
        let bytes = self.text.as_bytes();
        let mut at = range.start;
        while at < range.end {
            match bytes[at] {
                b'\\' => at += 1,
                mark @ (b'*' | b'_' | b'~') => {
                    self.edits.extend(
                        placeholder::in_address(char::from(mark))
                            .map(|c| (at..at + 1, Edit::Placeholder(c))),
                    );
                }
                _ => {}
            }
            at += 1;
        }
        at
    }
}

/// How many times the sign at `at` is repeated.
fn row_of(text: &str, at: usize) -> usize {
    let sign = text.as_bytes()[at];
    text.as_bytes()[at..].iter().take_while(|&&byte| byte == sign).count()
}

/// The bars within a stretch that no backslash escapes, without those around it.
fn bars(text: &str, range: Range<usize>) -> Vec<usize> {
    let row = &text[range.clone()];
    let inner_start = row.len() - row.trim_start().len();
    let inner_end = row.trim_end().len();
    let mut escaped = false;
    let mut places = Vec::new();
    for (at, byte) in row.bytes().enumerate() {
        if byte == b'|' && !escaped && at != inner_start && at + 1 != inner_end {
            places.push(range.start + at);
        }
        escaped = byte == b'\\' && !escaped;
    }
    places
}

/// For each row of backticks in a stretch where the next row of the same length begins.
fn matching_backticks(text: &str, range: Range<usize>) -> HashMap<usize, usize> {
    let mut rows = Vec::new();
    let mut at = range.start;
    while let Some(next) = text[at..range.end].find('`') {
        let length = row_of(text, at + next);
        rows.push((at + next, length));
        at = (at + next + length).min(range.end);
    }
    let mut next_of_length = HashMap::new();
    let mut matching = HashMap::new();
    for &(at, length) in rows.iter().rev() {
        if let Some(next) = next_of_length.insert(length, at) {
            matching.insert(at, next);
        }
    }
    matching
}

/// Python's own methods, which Markdown would read as bold; gives the length of one at the
/// beginning of the text, or 0.
fn special_method(text: &str) -> usize {
    const NAMES: [&str; 22] = [
        "init", "main", "call", "name", "getitem", "setitem", "len", "iter", "next", "str", "repr",
        "new", "del", "enter", "exit", "file", "doc", "dict", "class", "version", "future", "all",
    ];
    let Some(rest) = text.strip_prefix("__") else { return 0 };
    let name = rest.bytes().take_while(u8::is_ascii_lowercase).count();
    let is_method = rest[name..].starts_with("__")
        && !rest[name + 2..].starts_with('_')
        && NAMES.contains(&&rest[..name]);
    if is_method { name + 4 } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::super::restore::as_written;
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn what_is_prepared_is_restored_to_the_character(text in prop_oneof![
            "[ *_`$\\\\\\[\\](){}<>#|~:：。，“”%一二a-c0-9\n\u{fdd0}-\u{fdef}-]{0,60}",
            "\\PC{0,60}",
            "(https://a\\.org/|\\*|_|~|\\$x\\$|\\|| |\n|中|\\\\\\[|\\\\\\]|>|-){0,30}",
        ]) {
            let prepared = prepared(&text);
            prop_assert_eq!(as_written(&prepared.text, &prepared.pieces), text);
        }
    }
}
