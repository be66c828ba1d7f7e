//! Glyphs put together to lines.

use crate::device::Placed;
use paperboy_paper::article::from_pdf::PdfLine;
use std::collections::HashMap;
use unicode_normalization::UnicodeNormalization;

/// The least gap between two words, in sizes.
const WORD_GAP: f32 = 0.17;
/// A gap that ends a line, in sizes: between two columns, or the cells of a table.
const WIDE_GAP: f32 = 1.5;
/// How far back a glyph may be, in sizes: a kerned letter, an accent.
const BACK: f32 = 0.7;
/// How much further up or down a glyph of the same line may be, in sizes: indices.
const SHIFT: f32 = 0.6;

/// The outline that each letter mostly has: that of the font of the running text.
pub(crate) struct Usual(HashMap<char, u64>);

impl Usual {
    pub(crate) fn of<'a>(glyphs: impl Iterator<Item = &'a Placed>) -> Self {
        let mut counts: HashMap<(char, u64), u32> = HashMap::new();
        for glyph in glyphs {
            for c in glyph.text.chars().take(1).filter(|c| c.is_alphabetic()) {
                *counts.entry((c, glyph.outline)).or_default() += 1;
            }
        }
        let mut usual: HashMap<char, (u32, u64)> = HashMap::new();
        for ((c, outline), count) in counts {
            let most = usual.entry(c).or_insert((count, outline));
            *most = (*most).max((count, outline));
        }
        Self(usual.into_iter().map(|(c, (_, outline))| (c, outline)).collect())
    }

    fn has(&self, glyph: &Placed) -> bool {
        let mut first = glyph.text.chars().take(1);
        first.any(|c| self.0.get(&c) == Some(&glyph.outline))
    }
}

/// The lines of a page in the order in which it draws them.
pub(crate) fn lines(glyphs: &[Placed], usual: &Usual) -> Vec<PdfLine> {
    let mut lines = Vec::new();
    let mut line: Option<Growing> = None;
    for glyph in glyphs {
        let continues = line.as_ref().is_some_and(|line| line.continues_with(glyph));
        if !continues {
            lines.extend(line.take().and_then(Growing::finish));
        }
        line.get_or_insert_with(|| Growing::at(glyph)).push(glyph, usual);
    }
    lines.extend(line.and_then(Growing::finish));
    lines
}

/// A line that glyphs are added to.
struct Growing {
    line: PdfLine,
    /// The end of the last glyph, and the baseline of the last one that is no index.
    end: f32,
    /// An accent that waits for its letter, and where it ends.
    accent: Option<(char, f32)>,
    letters: u32,
    unusual: u32,
}

impl Growing {
    fn at(glyph: &Placed) -> Self {
        let line = PdfLine {
            left: glyph.left,
            right: glyph.right,
            base: glyph.base,
            size: glyph.size,
            font: 0,
            text: String::new(),
        };
        Self { line, end: glyph.left, accent: None, letters: 0, unusual: 0 }
    }

    fn continues_with(&self, glyph: &Placed) -> bool {
        let size = self.line.size.max(glyph.size);
        let gap = glyph.left - self.end;
        (glyph.base - self.line.base).abs() < size * SHIFT
            && gap < size * WIDE_GAP
            && gap > -size * BACK
            // A size of its own is an index, a capital that begins a text, or another line.
            && (glyph.size > self.line.size * 0.4 && glyph.size < self.line.size * 2.5)
    }

    fn push(&mut self, glyph: &Placed, usual: &Usual) {
        let gap = glyph.left - self.end;
        let size = self.line.size.min(glyph.size);
        let is_space = glyph.text.chars().all(char::is_whitespace);
        if gap > size * WORD_GAP && self.accent.is_none() || is_space {
            self.space();
        }
        if !is_space {
            self.text(glyph);
        }
        if glyph.text.chars().next().is_some_and(char::is_alphabetic) {
            self.letters += 1;
            self.unusual += u32::from(!usual.has(glyph));
        }
        // An index has a baseline of its own; that of the line is where most of it is.
        if glyph.size >= self.line.size * 1.1 {
            (self.line.size, self.line.base) = (glyph.size, glyph.base);
        }
        self.end = self.end.max(glyph.right);
        self.line.right = self.line.right.max(glyph.right);
        self.line.left = self.line.left.min(glyph.left);
    }

    fn space(&mut self) {
        if !self.line.text.is_empty() && !self.line.text.ends_with(' ') {
            self.line.text.push(' ');
        }
    }

    /// Adds what a glyph says. TeX's older fonts set an accent before its letter, at the same place.
    fn text(&mut self, glyph: &Placed) {
        let mut chars = glyph.text.chars();
        let only = chars.next().filter(|_| chars.next().is_none());
        if let Some((accent, end)) = self.accent.take() {
            let letter = only.filter(|c| c.is_alphabetic() && glyph.left < end);
            match letter {
                Some(letter) => {
                    let letter = if letter == 'ı' { 'i' } else { letter };
                    self.line.text.extend([letter, accent].into_iter().nfc());
                    return;
                }
                None => self.line.text.push(spacing(accent)),
            }
        }
        match only.and_then(combining) {
            Some(accent) => self.accent = Some((accent, glyph.right)),
            None => glyph.text.push_to(&mut self.line.text),
        }
    }

    fn finish(mut self) -> Option<PdfLine> {
        if let Some((accent, _)) = self.accent.take() {
            self.line.text.push(spacing(accent));
        }
        self.line.font = u32::from(self.unusual * 2 > self.letters);
        let len = self.line.text.trim_end().len();
        self.line.text.truncate(len);
        (!self.line.text.is_empty()).then_some(self.line)
    }
}

/// Accents that are alone, and those that are put upon a letter.
const ACCENTS: [(char, char); 11] = [
    ('`', '\u{300}'),
    ('\u{b4}', '\u{301}'),
    ('\u{2c6}', '\u{302}'),
    ('\u{2dc}', '\u{303}'),
    ('\u{af}', '\u{304}'),
    ('\u{2d8}', '\u{306}'),
    ('\u{2d9}', '\u{307}'),
    ('\u{a8}', '\u{308}'),
    ('\u{2da}', '\u{30a}'),
    ('\u{2dd}', '\u{30b}'),
    ('\u{2c7}', '\u{30c}'),
];

fn combining(c: char) -> Option<char> {
    ACCENTS.iter().find(|(alone, _)| *alone == c).map(|(_, upon)| *upon)
}

fn spacing(accent: char) -> char {
    ACCENTS.iter().find(|(_, upon)| *upon == accent).map_or(accent, |(alone, _)| *alone)
}
