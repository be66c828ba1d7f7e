//! Lines joined to running text: hyphens at line ends, ligatures, characters that are none.

use super::PdfText;
use std::collections::HashSet;
use unicode_normalization::UnicodeNormalization;

/// The most different words of a paper that are kept.
const MAX_WORDS: usize = 200_000;

/// A line's text as it is read: ligatures as letters, white space as single spaces, nothing that
/// has no shape.
pub(super) fn cleaned(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            // They are other characters than those that were written.
            '\u{fb00}'..='\u{fb06}' => out.extend(std::iter::once(c).nfkc()),
            '\u{ad}' | '\u{2010}' | '\u{2011}' => out.push('-'),
            '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' => {}
            '\u{feff}' | '\u{fffd}' => {}
            c if c.is_whitespace() => {
                if !out.is_empty() && !out.ends_with(' ') {
                    out.push(' ');
                }
            }
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// The words that a paper has within its lines: they say whether a hyphen at the end of a line
/// belongs to the word.
pub(super) struct Words(HashSet<String>);

impl Words {
    pub(super) fn of(text: &PdfText) -> Self {
        let mut words = HashSet::new();
        for line in text.pages.iter().flat_map(|page| &page.lines) {
            let mut pieces: Vec<&str> = line.text.split_whitespace().collect();
            // What a hyphen ends here may be half a word.
            if pieces.last().is_some_and(|last| last.ends_with(['-', '\u{ad}', '\u{2010}'])) {
                pieces.pop();
            }
            for piece in pieces {
                let word = piece.trim_matches(|c: char| !c.is_alphanumeric());
                if words.len() < MAX_WORDS && word.len() < 64 && word.chars().all(is_of_word) {
                    words.insert(cleaned(word).to_lowercase());
                }
            }
        }
        Self(words)
    }

    /// Adds a line to a text.
    pub(super) fn join(&self, text: &mut String, line: &str) {
        if text.is_empty() || line.is_empty() {
            text.push_str(line);
            return;
        }
        let before_hyphen =
            text.strip_suffix('-').filter(|head| head.ends_with(char::is_alphanumeric));
        let next = line.chars().next().unwrap_or(' ');
        if let Some(head) = before_hyphen {
            let begins_small = next.is_lowercase();
            if begins_small && !self.keeps_hyphen(head, line) {
                text.pop();
            }
            if begins_small || next.is_alphanumeric() {
                text.push_str(line);
                return;
            }
        }
        let last = text.chars().next_back().unwrap_or(' ');
        if !(is_cjk(last) && is_cjk(next)) {
            text.push(' ');
        }
        text.push_str(line);
    }

    /// Whether the hyphen between the end of a text and a line is one of the word.
    fn keeps_hyphen(&self, head: &str, line: &str) -> bool {
        let head = head.rsplit(|c: char| !is_of_word(c)).next().unwrap_or_default();
        let tail = line.split(|c: char| !is_of_word(c)).next().unwrap_or_default();
        let (head, tail) = (head.to_lowercase(), tail.to_lowercase());
        if self.0.contains(&format!("{head}{tail}")) {
            return false;
        }
        // `state-of-the-` has hyphens of its own.
        self.0.contains(&format!("{head}-{tail}")) || head.contains('-')
    }
}

fn is_of_word(c: char) -> bool {
    c.is_alphanumeric() || c == '-'
}

pub(super) fn is_cjk(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ff60}')
}
