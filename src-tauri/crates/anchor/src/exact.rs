//! A quote that is in the text word for word.

use crate::align::is_harmless;
use crate::split::Break;
use crate::text::{CONTEXT, Quote, Section, Text, key_of};
use crate::words::{Kind, tokens};
use memchr::memmem::Finder;

/// The most occurrences that are looked at: of more, none is the one.
const MOST: usize = 1_000;
/// How much context decides between occurrences, in visible characters on each side.
const DECIDING: usize = 32;

/// A range of visible characters.
type Place = (usize, usize);

impl Text {
    /// Where the text has the quote's characters; `Some(None)`: it has them, and which of the
    /// occurrences is meant can't be told. `None`: it has them nowhere.
    pub(crate) fn exact_place(&self, quote: &Quote, visible: &str) -> Option<Option<Place>> {
        let length = visible.chars().count();
        let context = Context::of(quote);
        let all: Vec<Place> = Finder::new(visible)
            .find_iter(self.visible.as_bytes())
            .take(MOST + 1)
            .map(|byte| self.character(byte))
            .map(|at| (at, at + length))
            .filter(|place| self.is_whole_words(*place, &context))
            .collect();
        if all.is_empty() {
            return None;
        }
        if all.len() > MOST {
            return Some(None);
        }
        let key = key_of(&quote.section);
        let own: Vec<Place> =
            all.iter().copied().filter(|place| self.section_at(place.0).key == key).collect();
        let places = if own.is_empty() { all } else { own };
        Some(self.the_one(quote, &context, &places))
    }

    /// The occurrence that is meant: the only one, unless the sentence around it says something
    /// else; of several, the one in the same sentence or in the same context.
    fn the_one(&self, quote: &Quote, context: &Context, places: &[Place]) -> Option<Place> {
        if let [only] = *places
            && !quote.repeated
        {
            return context.fits(self, only).then_some(only);
        }
        let same: Vec<Place> =
            places.iter().copied().filter(|place| context.is_same_sentence(self, *place)).collect();
        match *same {
            // The quote is a part of this sentence, and no other sentence like it is there.
            [only] if !context.is_empty() && !quote.repeated => return Some(only),
            _ => {}
        }
        let rest = if same.is_empty() { places } else { &same };
        let mut agreeing = rest.iter().copied().filter(|place| context.agrees(self, *place));
        let one = agreeing.next()?;
        agreeing.next().is_none().then_some(one)
    }

    /// Whether a place begins and ends with whole Latin words and numbers, as the quote does: `5` is
    /// not in `0.5`, and `net` not in `planet`.
    fn is_whole_words(&self, (from, to): Place, context: &Context) -> bool {
        let [begin, end] = [self.byte(from), self.byte(to)];
        let before: Vec<char> = self.visible[..begin].chars().rev().take(2).collect();
        let behind: Vec<char> = self.visible[end..].chars().take(2).collect();
        let first = self.visible[begin..end].chars().next();
        let last = self.visible[begin..end].chars().next_back();
        let is_begin = context.is_begin_joined
            || self.is_apart[from]
            || !is_joined(first, before.first(), before.get(1));
        let is_end = context.is_end_joined
            || self.is_apart.get(to).is_none_or(|is_apart| *is_apart)
            || !is_joined(last, behind.first(), behind.get(1));
        is_begin && is_end
    }

    /// The beginning and the end of the sentences that a place is in.
    pub(crate) fn sentence_around(&self, (from, to): Place) -> Place {
        let begin = (0..=from).rev().find(|at| self.breaks[*at] == Break::Sentence).unwrap_or(0);
        let end = (to..self.len()).find(|at| self.breaks[*at] == Break::Sentence);
        (begin, end.unwrap_or(self.len()).max(to))
    }
}

/// Whether a character at the edge of a quote and those beside it are one word or number.
fn is_joined(edge: Option<char>, beside: Option<&char>, beyond: Option<&char>) -> bool {
    let (Some(edge), Some(&beside)) = (edge, beside) else { return false };
    let is_number = edge.is_ascii_digit()
        && matches!(beside, '.' | ',')
        && beyond.is_some_and(char::is_ascii_digit);
    is_number || (edge.is_ascii_alphanumeric() && beside.is_ascii_alphanumeric())
}

/// What was around a quote.
pub(crate) struct Context {
    /// All that is known of it, without white space.
    prefix: Vec<char>,
    suffix: Vec<char>,
    /// What of it is in the quote's own sentence, with white space.
    before: String,
    behind: String,
    exact: String,
    /// Whether the quote begins or ends within a word.
    is_begin_joined: bool,
    is_end_joined: bool,
}

impl Context {
    pub(crate) fn of(quote: &Quote) -> Self {
        let whole = Text::new(vec![Section {
            part: String::new(),
            name: String::new(),
            text: format!("{}{}{}", quote.prefix, quote.exact, quote.suffix),
        }]);
        let visible =
            |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<Vec<char>>();
        let (prefix, suffix) = (visible(&quote.prefix), visible(&quote.suffix));
        let (from, to) = (prefix.len(), whole.len() - suffix.len());
        let (begin, end) = whole.sentence_around((from, to));
        let is_apart = |at: usize| whole.is_apart.get(at).is_none_or(|is_apart| *is_apart);
        Self {
            before: whole.source_between(begin, from),
            behind: whole.source_between(to, end),
            is_begin_joined: !is_apart(from)
                && is_joined(quote.exact.chars().next(), prefix.last(), None),
            is_end_joined: !is_apart(to)
                && is_joined(quote.exact.chars().next_back(), suffix.first(), None),
            prefix,
            suffix,
            exact: quote.exact.clone(),
        }
    }

    /// Whether the quote is whole sentences.
    pub(crate) fn is_empty(&self) -> bool {
        self.before.is_empty() && self.behind.is_empty()
    }

    pub(crate) fn begins_sentence(&self) -> bool {
        self.before.is_empty()
    }

    pub(crate) fn ends_sentence(&self) -> bool {
        self.behind.is_empty()
    }

    fn is_same_sentence(&self, text: &Text, place: Place) -> bool {
        let (begin, end) = text.sentence_around(place);
        let [before, behind] = [&self.before, &self.behind]
            .map(|text| text.chars().filter(|c| !c.is_whitespace()).collect::<String>());
        let (before_here, behind_here) = (text.slice(begin, place.0), text.slice(place.1, end));
        // Of a long sentence, a part is kept.
        let is_cut = |kept: &str| kept.chars().count() >= CONTEXT;
        let is_before =
            before_here == before || (is_cut(&before) && before_here.ends_with(&before));
        is_before
            && (behind_here == behind || (is_cut(&behind) && behind_here.starts_with(&behind)))
    }

    /// Whether the sentence around an occurrence is not about something else: what is before the
    /// quote, and what is behind it in its clause, has lost nothing to other words. A sentence may
    /// have been divided.
    fn fits(&self, text: &Text, place: Place) -> bool {
        if self.is_same_sentence(text, place) {
            return true;
        }
        // A formula says enough by itself.
        if tokens(&self.exact).iter().any(|it| it.kind == Kind::Formula) {
            return true;
        }
        let (begin, end) = text.sentence_around(place);
        let before = text.source_between(begin, place.0);
        let behind = text.source_between(place.1, end);
        let (kept, here) = (first_clause(&self.behind), first_clause(&behind));
        fits_beside(&self.before, &before) && fits_beside(kept, here)
    }

    /// Whether both contexts agree.
    fn agrees(&self, text: &Text, (from, to): Place) -> bool {
        let section = text.section_at(from);
        let before: Vec<char> =
            text.slice(section.from, from).chars().rev().take(DECIDING).collect();
        let kept: Vec<char> = self.prefix.iter().rev().take(DECIDING).copied().collect();
        let section = text.section_at(to - 1);
        let behind: Vec<char> = text.slice(to, section.to).chars().take(DECIDING).collect();
        let kept_behind: Vec<char> = self.suffix.iter().take(DECIDING).copied().collect();
        before == kept && behind == kept_behind
    }
}

/// Whether what is beside a quote has not exchanged its words for others: it says the same, or is
/// no longer there.
fn fits_beside(kept: &str, here: &str) -> bool {
    let here = tokens(here);
    here.is_empty() || is_harmless(&tokens(kept), &here)
}

fn first_clause(text: &str) -> &str {
    text.split(['，', ',', '：', ':', '—']).next().unwrap_or(text)
}

impl Text {
    /// The text between two visible characters of one section, with its white space.
    pub(crate) fn source_between(&self, from: usize, to: usize) -> String {
        if from >= to {
            return String::new();
        }
        let section = self.section_at(from);
        let [begin, end] = [section.byte(from - section.from), section.end(to - section.from)];
        section.source()[begin..end].to_owned()
    }
}
