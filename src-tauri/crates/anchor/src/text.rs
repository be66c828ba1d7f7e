//! A text in sections, and the ranges in it.

use crate::home::Home;
use crate::layout::{Line, Row, lines};
use crate::reworded::{Reworded, keeps_heading};
use crate::split::{Break, breaks};
use memchr::memmem::Finder;
use std::cell::OnceCell;

/// How much of the text around a quote is kept with it, in visible characters on each side.
pub(crate) const CONTEXT_CHARS: usize = 120;

/// A section of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// Names it within this version of the text.
    pub part: String,
    /// Its heading, by which it is known in other versions.
    pub name: String,
    /// What it says.
    pub text: String,
}

/// A range within one section, counted in visible characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Range {
    /// The section's part.
    pub part: String,
    /// The first character.
    pub from: u32,
    /// After the last one.
    pub to: u32,
}

/// What some ranges of a text say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quote {
    /// The text of the ranges.
    pub exact: String,
    /// The text before it in the section.
    pub prefix: String,
    /// The text behind it in the section.
    pub suffix: String,
    /// The heading of the section in which it begins.
    pub section: String,
    /// Whether the section says it more than once.
    pub repeated: bool,
}

/// A version of a text, in which quotes are looked for.
pub struct Text {
    pub(crate) sections: Vec<Placed>,
    /// All visible characters.
    pub(crate) visible: String,
    /// Where each of them begins in `visible`, and behind the last one its length.
    starts: Vec<u32>,
    /// What begins with each visible character.
    pub(crate) breaks: Vec<Break>,
    /// Whether white space, or another section, is before each of them.
    pub(crate) is_apart: Vec<bool>,
    reworded: OnceCell<Reworded>,
    /// The rows of its tables.
    pub(crate) rows: OnceCell<Vec<Row>>,
}

/// A section with its place among the visible characters of the whole text.
pub(crate) struct Placed {
    section: Section,
    /// The heading without its number, in lower case.
    pub(crate) key: String,
    pub(crate) from: usize,
    pub(crate) to: usize,
    pub(crate) lines: Vec<Line>,
    /// Where each of its visible characters begins among its bytes.
    bytes: Vec<u32>,
}

impl Text {
    /// The text of these sections, in their order.
    pub fn new(sections: Vec<Section>) -> Self {
        let mut text = Self {
            sections: Vec::with_capacity(sections.len()),
            visible: String::new(),
            starts: Vec::new(),
            breaks: Vec::new(),
            is_apart: Vec::new(),
            reworded: OnceCell::new(),
            rows: OnceCell::new(),
        };
        for section in sections {
            let from = text.starts.len();
            let mut is_apart = true;
            let mut bytes = Vec::new();
            for (at, c) in section.text.char_indices() {
                if !c.is_whitespace() {
                    bytes.push(at as u32);
                    text.starts.push(text.visible.len() as u32);
                    text.is_apart.push(is_apart);
                    text.visible.push(c);
                }
                is_apart = c.is_whitespace();
            }
            text.breaks.extend(breaks(&section.text));
            let (key, to) = (key_of(&section.name), text.starts.len());
            let lines = lines(&section.text, from);
            text.sections.push(Placed { section, key, from, to, lines, bytes });
        }
        text.starts.push(text.visible.len() as u32);
        text
    }

    /// What some ranges say; `None` where one of them is empty or not in the text.
    pub fn quote(&self, ranges: &[Range]) -> Option<Quote> {
        let places: Vec<(&Placed, usize, usize)> =
            ranges.iter().map(|range| self.placed(range)).collect::<Option<_>>()?;
        let (first, last) = (places.first()?, places.last()?);
        let pieces: Vec<&str> = places
            .iter()
            .map(|(placed, from, to)| {
                let (from, to) = (from - placed.from, to - placed.from);
                &placed.source()[placed.byte(from)..placed.end(to)]
            })
            .collect();
        let (before, behind) = (first.1 - first.0.from, last.2 - last.0.from);
        let end = (behind + CONTEXT_CHARS).min(last.0.to - last.0.from);
        let wanted = self.slice(first.1, last.2);
        let own = &self.visible[self.byte(first.0.from)..self.byte(first.0.to)];
        let begin = first.0.byte(before.saturating_sub(CONTEXT_CHARS));
        Some(Quote {
            exact: pieces.join("\n"),
            prefix: first.0.source()[begin..first.0.byte(before)].to_owned(),
            suffix: last.0.source()[last.0.end(behind)..last.0.end(end)].to_owned(),
            section: first.0.section.name.clone(),
            repeated: Finder::new(wanted).find_iter(own.as_bytes()).nth(1).is_some(),
        })
    }

    /// Where the text says what a quote says; `None` where it does not, or where that is in doubt.
    pub fn place(&self, quote: &Quote) -> Option<Vec<Range>> {
        let visible: String = quote.exact.chars().filter(|c| !c.is_whitespace()).collect();
        if visible.is_empty() {
            return None;
        }
        let home = Home::of(quote);
        let (from, to) = match self.table_place(&home) {
            Some(place) => place?,
            None => self.text_place(quote, &home)?,
        };
        Some(self.ranges(from, to))
    }

    /// Where a quote is that is no part of a table.
    fn text_place(&self, quote: &Quote, home: &Home) -> Option<(usize, usize)> {
        let all = self.occurrences(home)?;
        let is_same = |place: &&(usize, usize)| self.is_same_sentence(home, **place);
        let same: Vec<(usize, usize)> = all.iter().filter(is_same).copied().collect();
        if !same.is_empty() {
            let place = self.same_place(quote, home, &same)?;
            // Word for word the same, it may speak of something else now: away from the sentences
            // that were around it, and with one beside it that is nearly the same.
            let is_elsewhere = home.is_whole() && !self.is_beside_same(home, place);
            let is_doubtful =
                is_elsewhere && self.reworded().has_look_alike(self, quote, home, place);
            return (!is_doubtful && keeps_heading(self, home, place)).then_some(place);
        }
        if all.len() > 1 && home.is_whole() {
            // It became a part of several sentences: it is unknown of which.
            return None;
        }
        self.reworded().place(self, quote, home)
    }

    /// Whether these ranges say exactly this, white space aside.
    pub fn says(&self, ranges: &[Range], exact: &str) -> bool {
        let mut rest = exact.chars().filter(|c| !c.is_whitespace());
        let are_there = ranges.iter().all(|range| {
            self.placed(range).is_some_and(|(_, from, to)| {
                self.slice(from, to).chars().all(|c| rest.next() == Some(c))
            })
        });
        are_there && !ranges.is_empty() && rest.next().is_none()
    }

    /// Where the text says this word for word, white space aside: at most so many places.
    pub fn find(&self, wanted: &str, most: usize) -> Vec<Vec<Range>> {
        let visible: String = wanted.chars().filter(|c| !c.is_whitespace()).collect();
        let length = visible.chars().count();
        if length == 0 {
            return Vec::new();
        }
        Finder::new(&visible)
            .find_iter(self.visible.as_bytes())
            .take(most)
            .map(|byte| self.character(byte))
            .map(|at| self.ranges(at, at + length))
            .collect()
    }

    fn reworded(&self) -> &Reworded {
        self.reworded.get_or_init(|| Reworded::new(self))
    }

    pub(crate) fn placed(&self, range: &Range) -> Option<(&Placed, usize, usize)> {
        let placed = self.sections.iter().find(|placed| placed.section.part == range.part)?;
        let (from, to) = (placed.from + range.from as usize, placed.from + range.to as usize);
        (from < to && to <= placed.to).then_some((placed, from, to))
    }

    /// A range of the whole text, section by section.
    fn ranges(&self, from: usize, to: usize) -> Vec<Range> {
        // A section without text has no range in it.
        let within = self.sections.iter().filter(|it| it.from.max(from) < it.to.min(to));
        within
            .map(|it| Range {
                part: it.section.part.clone(),
                from: (from.max(it.from) - it.from) as u32,
                to: (to.min(it.to) - it.from) as u32,
            })
            .collect()
    }

    /// The text between two visible characters of one section, with its white space.
    pub(crate) fn source_between(&self, from: usize, to: usize) -> &str {
        if from >= to {
            return "";
        }
        let section = self.section_at(from);
        &section.source()[section.byte(from - section.from)..section.end(to - section.from)]
    }

    /// The number of visible characters.
    pub(crate) fn len(&self) -> usize {
        self.breaks.len()
    }

    /// Where a visible character begins among the bytes of `visible`.
    pub(crate) fn byte(&self, at: usize) -> usize {
        self.starts[at] as usize
    }

    /// The visible character that begins at a byte of `visible`.
    pub(crate) fn character(&self, byte: usize) -> usize {
        self.starts.partition_point(|start| (*start as usize) < byte)
    }

    pub(crate) fn slice(&self, from: usize, to: usize) -> &str {
        &self.visible[self.byte(from)..self.byte(to)]
    }

    /// The section that a visible character is in.
    pub(crate) fn section_at(&self, at: usize) -> &Placed {
        let next = self.sections.partition_point(|placed| placed.to <= at);
        &self.sections[next.min(self.sections.len() - 1)]
    }
}

impl Placed {
    /// Where a visible character begins among the bytes of the section.
    pub(crate) fn byte(&self, at: usize) -> usize {
        self.bytes.get(at).map_or(self.source().len(), |byte| *byte as usize)
    }

    /// Where the visible character before this one ends.
    pub(crate) fn end(&self, at: usize) -> usize {
        let Some(last) = at.checked_sub(1) else { return 0 };
        let begin = self.byte(last);
        begin + self.source()[begin..].chars().next().map_or(0, char::len_utf8)
    }

    pub(crate) fn source(&self) -> &str {
        &self.section.text
    }
}

/// A heading without its number, case and marks: another version of an article may number its
/// sections differently.
pub(crate) fn key_of(name: &str) -> String {
    let letters: String =
        name.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect();
    // Where a heading is a number only, the number is its name.
    if letters.is_empty() { name.trim().to_owned() } else { letters }
}
