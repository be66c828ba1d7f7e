//! Text to tokens: one analyser for indexing, asking and highlighting.
//!
//! Text without spaces is cut into pairs of characters with rising positions, and its last
//! character alone. Other words stay whole. Their other spellings (joined, CamelCase parts, without
//! the final figure) follow after the text at separate positions, so that they are found as words
//! but never take part in a phrase.

mod fold;
mod han;
mod latin;
mod letters;
mod notation;
mod sequence;
mod stems;
mod stream;

pub(crate) use fold::is_folded;
pub(crate) use sequence::{Sequence, Unit};
pub(crate) use stems::{StemAnalyser, stem, stems};
pub(crate) use stream::Analyser;

use fold::{Cell, Class};
use std::ops::Range;

/// A text in the one spelling for all the ways of writing the same letters: other characters,
/// widths, cases and accents.
pub fn folded(text: &str) -> String {
    let mut folded = String::new();
    fold::fold(text, &mut folded, &mut Vec::new());
    folded
}

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Two neighbouring characters of a script without spaces, or the last one alone.
    Han,
    /// A word, or one part of a hyphenated compound, as written.
    Word,
    /// A plainer form of the word at the same position: its singular, or the name without its sign.
    Plain,
    /// Another spelling, found alone.
    Variant,
}

/// A token of an [`Analysis`].
#[derive(Debug, Clone, Copy)]
pub(crate) struct Token {
    text: (u32, u32),
    /// The number of the word in the text.
    pub position: u32,
    /// Where it (or, of a part, its whole compound) is in the original text, in bytes.
    pub from: u32,
    pub to: u32,
    /// Where its first character ends in the original text.
    pub first_to: u32,
    pub kind: Kind,
}

/// A text analysed. Made once and used for many texts, it keeps its memory.
#[derive(Debug, Default, Clone)]
pub(crate) struct Analysis {
    /// The folded text, followed by the spellings that it does not contain.
    folded: String,
    cells: Vec<Cell>,
    tokens: Vec<Token>,
    variants: Vec<Token>,
    parts: Vec<Range<usize>>,
    camel: Vec<Range<usize>>,
}

impl Analysis {
    /// Analyses a text.
    pub fn of(text: &str) -> Self {
        let mut analysis = Self::default();
        analysis.read(text);
        analysis
    }

    /// Analyses another text in place of the last one.
    pub fn read(&mut self, text: &str) {
        fold::fold(text, &mut self.folded, &mut self.cells);
        self.tokens.clear();
        self.variants.clear();
        let mut position = 0;
        let mut at = 0;
        while at < self.cells.len() {
            match self.cells[at].class {
                Class::Han => at = self.han(at, &mut position),
                _ if latin::begins_word(&self.cells, at) => at = self.compound(at, &mut position),
                _ => at += 1,
            }
        }
        for mut variant in self.variants.drain(..) {
            position += 2;
            variant.position = position;
            self.tokens.push(variant);
        }
    }

    /// The tokens: as they are in the text, then the other spellings.
    pub fn tokens(&self) -> &[Token] {
        &self.tokens
    }

    /// The tokens that are in the text, without other forms and spellings of them.
    fn written(&self) -> Vec<Token> {
        self.tokens
            .iter()
            .filter(|token| matches!(token.kind, Kind::Han | Kind::Word))
            .copied()
            .collect()
    }

    /// A token's text.
    pub fn text(&self, token: &Token) -> &str {
        &self.folded[token.text.0 as usize..token.text.1 as usize]
    }

    fn han(&mut self, start: usize, position: &mut u32) -> usize {
        let end = self.end_of_han(start);
        for at in start..end {
            let last = (at + 1).min(end - 1);
            let text = self.range(at..last + 1);
            let cell = self.cells[at];
            self.tokens.push(Token {
                text,
                position: *position,
                from: cell.from,
                to: self.cells[last].to,
                first_to: cell.to,
                kind: Kind::Han,
            });
            *position += 1;
        }
        end
    }

    fn end_of_han(&self, start: usize) -> usize {
        start + self.cells[start..].iter().take_while(|cell| cell.class == Class::Han).count()
    }

    fn compound(&mut self, start: usize, position: &mut u32) -> usize {
        let mut parts = std::mem::take(&mut self.parts);
        let end = latin::compound(&self.cells, start, &mut parts);
        let whole = Token {
            text: (0, 0),
            position: 0,
            from: self.cells[start].from,
            to: self.cells[end - 1].to,
            first_to: self.cells[start].to,
            kind: Kind::Word,
        };
        for part in &parts {
            let text = self.word(part.clone());
            let token = Token { text, position: *position, ..whole };
            self.tokens.push(token);
            self.spellings(part.clone(), token);
            *position += 1;
            if part.start > start && self.cells[part.start - 1].c == '.' {
                // The .NET of ASP.NET.
                let text = self.range(part.start - 1..part.end);
                self.variants.push(Token { text, kind: Kind::Variant, ..token });
            }
        }
        if (2..=latin::MAX_JOINED_PARTS).contains(&parts.len()) {
            let from = self.folded.len();
            for part in &parts {
                self.append(part.clone(), latin::MAX_WORD_LETTERS);
            }
            let text = (from as u32, self.folded.len() as u32);
            self.variants.push(Token { text, kind: Kind::Variant, ..whole });
            if let Some(singular) = latin::singular(&self.folded[from..]) {
                let text = self.append_text(&singular);
                self.variants.push(Token { text, kind: Kind::Variant, ..whole });
            }
        }
        self.parts = parts;
        end
    }

    /// The other spellings of one part of a compound.
    fn spellings(&mut self, part: Range<usize>, token: Token) {
        let variant = |text| Token { text, kind: Kind::Variant, ..token };
        let (mut from, _) = token.text;
        let mut letters = part.clone();
        let whole = self.text(&token);
        if let Some(plain) = latin::without_signs(whole) {
            let before = whole.len() - whole.trim_start_matches('.').len();
            let behind = whole.len() - before - plain.len();
            let text = (from + before as u32, token.text.1 - behind as u32);
            self.tokens.push(Token { text, kind: Kind::Plain, ..token });
            letters = part.start + before..part.end - behind;
            from = text.0;
        } else if let Some(singular) = latin::singular(whole) {
            let text = self.append_text(&singular);
            self.tokens.push(Token { text, kind: Kind::Plain, ..token });
        }
        if let Some(letters) = latin::letters_before_figure(self.text(&token)) {
            self.variants.push(variant((from, from + letters as u32)));
        } else if let Some(id) = latin::without_version(self.text(&token)) {
            let text = (from, from + id.len() as u32);
            self.variants.push(variant(text));
        }
        let mut camel = std::mem::take(&mut self.camel);
        latin::camel_parts(&self.cells[letters.clone()], &mut camel);
        for piece in &camel {
            let text = self.range(letters.start + piece.start..letters.start + piece.end);
            self.variants.push(variant(text));
        }
        self.camel = camel;
    }

    /// The folded text of a word: a piece of the folded text where possible, otherwise appended to
    /// it.
    fn word(&mut self, cells: Range<usize>) -> (u32, u32) {
        if cells.len() > latin::MAX_WORD_LETTERS
            || self.cells[cells.clone()].iter().any(|cell| cell.c == ',')
        {
            let from = self.folded.len() as u32;
            self.append(cells, latin::MAX_WORD_LETTERS);
            return (from, self.folded.len() as u32);
        }
        self.range(cells)
    }

    fn range(&self, cells: Range<usize>) -> (u32, u32) {
        let last = self.cells[cells.end - 1];
        (self.cells[cells.start].at, last.at + last.c.len_utf8() as u32)
    }

    fn append(&mut self, cells: Range<usize>, max_cells: usize) {
        for cell in self.cells[cells].iter().filter(|cell| cell.c != ',').take(max_cells) {
            self.folded.push(cell.c);
        }
    }

    fn append_text(&mut self, text: &str) -> (u32, u32) {
        let from = self.folded.len();
        self.folded.push_str(text);
        (from as u32, self.folded.len() as u32)
    }
}

#[cfg(test)]
mod tests;
