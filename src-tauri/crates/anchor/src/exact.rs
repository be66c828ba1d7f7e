//! A quote that is in the text word for word.

use crate::home::Home;
use crate::split::Break;
use crate::text::{CONTEXT_CHARS, Quote, Text, key_of};
use memchr::memmem::Finder;

/// The most occurrences that are compared: among more, the right one can't be known.
const MAX_OCCURRENCES: usize = 1_000;
/// The most context that decides between occurrences, in visible characters on each side.
const MAX_CONTEXT_CHARS: usize = 32;

/// A shorter sentence, in visible characters, does not help to place a quote that follows it.
const MIN_SENTENCE_CHARS: usize = 6;

/// A range of visible characters.
pub(crate) type Place = (usize, usize);

impl Text {
    /// Where the text has the quote's characters as whole words; `None`: in too many places.
    pub(crate) fn occurrences(&self, home: &Home) -> Option<Vec<Place>> {
        let quote = home.quoted();
        let length = home.quote.1 - home.quote.0;
        let mut all: Vec<Place> = Finder::new(quote)
            .find_iter(self.visible.as_bytes())
            .take(MAX_OCCURRENCES + 1)
            .map(|byte| self.character(byte))
            .map(|at| (at, at + length))
            .collect();
        if all.len() > MAX_OCCURRENCES {
            return None;
        }
        all.retain(|place| self.is_whole_words(*place, home));
        Some(all)
    }

    /// The right one of some occurrences in the same sentence; `None`: that can't be known.
    pub(crate) fn same_place(&self, quote: &Quote, home: &Home, all: &[Place]) -> Option<Place> {
        let key = key_of(&quote.section);
        let is_own = |place: &Place| self.section_at(place.0).key == key;
        let own: Vec<Place> = all.iter().copied().filter(is_own).collect();
        let places = if own.is_empty() { all } else { &own };
        if let [only] = *places
            && !(quote.repeated && home.is_whole())
        {
            return Some(only);
        }
        let only = |is: fn(&Self, &Home, Place) -> bool| {
            let mut found = places.iter().copied().filter(|place| is(self, home, *place));
            found.next().filter(|_| found.next().is_none())
        };
        only(Self::agrees).or_else(|| only(Self::follows_same))
    }

    /// Whether a place begins and ends with whole Latin words and numbers, as the quote does: `5` is
    /// not in `0.5`, and `net` not in `planet`.
    fn is_whole_words(&self, (from, to): Place, home: &Home) -> bool {
        let (begin, end) = home.quote;
        let is_begin = home.text.is_joined_at(begin) || !self.is_joined_at(from);
        let is_end = home.text.is_joined_at(end) || !self.is_joined_at(to);
        is_begin && is_end
    }

    /// Whether the characters before and behind a boundary are one word or number.
    fn is_joined_at(&self, at: usize) -> bool {
        if at == 0 || at >= self.len() || self.is_apart[at] {
            return false;
        }
        let [begin, end] = [self.byte(at), self.byte(at)];
        let mut before = self.visible[..begin].chars().rev();
        let mut behind = self.visible[end..].chars();
        let (Some(last), Some(first)) = (before.next(), behind.next()) else { return false };
        let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        let is_point = |c: char| matches!(c, '.' | ',');
        (last.is_ascii_alphanumeric() && first.is_ascii_alphanumeric())
            || (is_point(last) && is_digit(before.next()) && first.is_ascii_digit())
            || (last.is_ascii_digit() && is_point(first) && is_digit(behind.next()))
    }

    /// The beginning and the end of the sentences that a place is in.
    pub(crate) fn sentence_around(&self, (from, to): Place) -> Place {
        let begin = (0..=from).rev().find(|at| self.breaks[*at] == Break::Sentence).unwrap_or(0);
        let end = (to..self.len()).find(|at| self.breaks[*at] == Break::Sentence);
        (begin, end.unwrap_or(self.len()).max(to))
    }

    /// Whether the sentences around an occurrence are those of the quote.
    pub(crate) fn is_same_sentence(&self, home: &Home, (from, to): Place) -> bool {
        let (begin, end) = self.sentence_around((from, to));
        let (before, behind) = home.beside();
        let (before_here, behind_here) = (self.slice(begin, from), self.slice(to, end));
        let is_before =
            if home.is_cut_before { before_here.ends_with(before) } else { before_here == before };
        is_before
            && if home.is_cut_behind {
                behind_here.starts_with(behind)
            } else {
                behind_here == behind
            }
    }

    /// Whether the sentence before that of a place is the one that was before the quote's.
    fn follows_same(&self, home: &Home, place: Place) -> bool {
        let before = |text: &Self, at: usize, from: usize| {
            let last = at.checked_sub(1).filter(|last| *last >= from)?;
            let (begin, end) = text.sentence_around((last, at));
            (begin >= from && end == at && at - begin >= MIN_SENTENCE_CHARS)
                .then(|| text.slice(begin, at).to_owned())
        };
        let (begin, _) = self.sentence_around(place);
        let here = before(self, begin, self.section_at(place.0).from);
        let old = before(&home.text, home.sentences.0, usize::from(home.is_cut));
        old.is_some() && here == old
    }

    /// Whether the sentence before or after a place is the one that was before or after the quote's.
    pub(crate) fn is_beside_same(&self, home: &Home, place: Place) -> bool {
        let behind = |text: &Self, at: usize, to: usize| {
            (at < to)
                .then(|| text.sentence_around((at, at + 1)))
                .map(|(begin, end)| text.slice(begin, end.min(to)).to_owned())
        };
        let (_, end) = self.sentence_around(place);
        let here = behind(self, end, self.section_at(place.0).to);
        let old = behind(&home.text, home.sentences.1, home.text.len());
        // The end of the last stored sentence may be missing.
        let precedes_same = match (&here, &old) {
            (Some(here), Some(old)) => here.starts_with(old.as_str()),
            (here, old) => here.is_none() && old.is_none(),
        };
        precedes_same || self.follows_same(home, place)
    }

    /// Whether the text on both sides of a place is that of the quote.
    pub(crate) fn agrees(&self, home: &Home, (from, to): Place) -> bool {
        let old = &home.text;
        let begin = self.section_at(from).from;
        let end = self.section_at(to - 1).to;
        let before = self.slice(begin.max(from.saturating_sub(MAX_CONTEXT_CHARS)), from);
        let behind = self.slice(to, end.min(to + MAX_CONTEXT_CHARS));
        let (quote, length) = (home.quote, old.len());
        before == old.slice(quote.0.saturating_sub(MAX_CONTEXT_CHARS), quote.0)
            && behind == old.slice(quote.1, length.min(quote.1 + MAX_CONTEXT_CHARS))
    }
}

impl Home {
    /// The visible characters of the quote.
    pub(crate) fn quoted(&self) -> &str {
        self.text.slice(self.quote.0, self.quote.1)
    }

    /// The text of its sentences before and after it.
    fn beside(&self) -> (&str, &str) {
        let ((begin, end), (from, to)) = (self.sentences, self.quote);
        (self.text.slice(begin, from), self.text.slice(to, end))
    }
}

const _: () = assert!(MAX_CONTEXT_CHARS < CONTEXT_CHARS);
