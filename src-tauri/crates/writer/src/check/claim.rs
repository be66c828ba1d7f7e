//! What a report claims: its figures and names.

use super::figure::{self, Figure, Link};
use super::name::{self, Key};
use super::term::{Counted, Terms};
use super::unit::Dimension;
use super::{Claim, ClaimKind, passage};
use paperboy_report::{Section, Sections, plain};
use std::ops::Range;

/// How many claims of a report are looked up; a report has about thirty. What comes behind them is not listed at all.
pub(super) const MOST_CLAIMS: usize = 300;
/// How much of a section is read, in bytes.
const MOST_TEXT: usize = 64_000;

/// A claim and what is looked for.
#[derive(Debug)]
pub(super) struct Wanted {
    pub(super) claim: Claim,
    pub(super) what: What,
    /// The sentence it stands in, counted through the report.
    pub(super) sentence: u32,
    /// The common words of that sentence.
    pub(super) terms: Terms,
}

#[derive(Debug)]
pub(super) enum What {
    Figures(Figures),
    /// A name, and what else it is called.
    Name(Key, Option<Key>),
}

/// One figure, or several that belong together.
#[derive(Debug)]
pub(super) struct Figures {
    /// One, or the ends of a range, or a value and its spread, or the factors of a product.
    pub(super) parts: Vec<Figure>,
    /// Whether the figures are factors, which must stand together in their order.
    pub(super) is_product: bool,
    /// What is counted, where the words of it are known.
    pub(super) counted: Terms,
    /// Whether a word says that something is counted.
    pub(super) is_count: bool,
    /// What there is so many of: the A100 of `8×A100`.
    pub(super) thing: Option<Key>,
}

/// The claims of a report's contribution, innovations and results, in order.
pub(super) fn claims(sections: &Sections) -> Vec<Wanted> {
    let mut found = Vec::new();
    let mut sentence = 0;
    for section in [Section::Contribution, Section::Innovations, Section::Results] {
        let Some(markdown) = sections.get(section) else { continue };
        let mut text = plain(markdown);
        text.truncate(text.floor_char_boundary(MOST_TEXT));
        in_section(section, &text, &mut sentence, &mut found);
    }
    found.truncate(MOST_CLAIMS);
    found
}

fn in_section(section: Section, text: &str, sentence: &mut u32, found: &mut Vec<Wanted>) {
    let names = name::names(text);
    let mut here: Vec<(Range<usize>, ClaimKind, What)> = figures(text, &names);
    here.extend(
        names
            .into_iter()
            .map(|range| (range.clone(), ClaimKind::Name, What::Name(Key::of(&text[range.clone()]), Key::in_full(&text[range])))),
    );
    // `8×A100` is one claim.
    here.sort_by_key(|(range, ..)| (range.start, std::cmp::Reverse(range.end)));
    here.dedup_by(|later, earlier| later.0.start < earlier.0.end);
    let mut sentences = passage::sentences(text).into_iter();
    let mut current = 0..0;
    let mut terms = Terms::default();
    for (range, kind, what) in here.into_iter().take(MOST_CLAIMS.saturating_sub(found.len())) {
        while range.start >= current.end {
            let Some(next) = sentences.next() else { break };
            current = next;
            terms = Terms::of(&text[current.clone()]);
            *sentence += 1;
        }
        let claimed = &text[range.clone()];
        let occurrence = text[..range.start].matches(claimed).count() as u32;
        let claim = Claim { section, kind, text: claimed.to_owned(), occurrence, found: None };
        found.push(Wanted { claim, what, sentence: *sentence, terms });
    }
    *sentence += 1;
}

fn figures(text: &str, names: &[Range<usize>]) -> Vec<(Range<usize>, ClaimKind, What)> {
    let mut figures = figure::figures(text);
    let mut names = names.iter().peekable();
    figures.retain(|figure| {
        while names.peek().is_some_and(|name| name.end <= figure.range.start) {
            names.next();
        }
        names.peek().is_none_or(|name| name.start > figure.digits)
    });
    let mut found = Vec::new();
    let mut rest = figures.as_slice();
    while let Some((first, behind)) = rest.split_first() {
        let is_change = changes(&text[..first.range.start]);
        let together = |figure: &Figure| match figure.link {
            Link::Range => !is_change,
            Link::Spread | Link::Product => true,
            Link::None | Link::List => false,
        };
        let more =
            if behind.is_empty() { 0 } else { rest.iter().take(rest.len() - 1).take_while(|figure| together(figure)).take(4).count() };
        let (parts, behind) = rest.split_at(1 + more);
        rest = behind;
        found.extend(claim_of(text, parts));
    }
    found
}

/// `从 30% 到 90%` is a change, not a range.
fn changes(before: &str) -> bool {
    let before = before.trim_end_matches([' ', '约']);
    before.ends_with(['从', '由', '自'])
}

fn claim_of(text: &str, parts: &[Figure]) -> Option<(Range<usize>, ClaimKind, What)> {
    let (first, last) = (parts.first()?, parts.last()?);
    let mut range = first.range.start..last.range.end;
    let behind = &text[range.end..];
    // `2.0 Benchmark` counts nothing.
    let is_version = text[first.range.clone()].contains('.') && behind.trim_start().starts_with(|c: char| c.is_ascii_alphabetic());
    let is_count = last.measure.dimension == Dimension::Count && !(last.is_bare() && is_version);
    let counted = if is_count { Terms::behind(behind) } else { Counted::default() };
    let thing = is_count.then(|| thing(behind)).flatten();
    if let Some((_, length)) = &thing {
        range.end += length;
    } else {
        range.end += counted.length;
    }
    if text[range.clone()].contains(['\n', '\t']) {
        return None;
    }
    let says = |figure: &Figure| !figure.is_bare() || figure.minus || figure.bound.is_some() || is_telling(text, figure);
    // One of nothing in particular is no count.
    let is_one = first.number.whole() == Some(1) && counted.terms.is_empty();
    let claims = parts.iter().any(says) || thing.is_some() || counted.length > 0 && !is_one;
    let is_product = first.link == Link::Product && parts.len() > 1;
    let figures = Figures {
        parts: parts.to_vec(),
        is_product,
        counted: counted.terms,
        is_count: counted.length > 0,
        thing: thing.map(|(key, _)| key),
    };
    claims.then_some((range, ClaimKind::Figure, What::Figures(figures)))
}

/// Whether a figure without a unit says something: it has a point or several digits, and is no year.
fn is_telling(text: &str, figure: &Figure) -> bool {
    let written = &text[figure.range.clone()];
    let is_year = written.len() == 4 && figure.number.whole().is_some_and(|year| (1950..2050).contains(&year));
    written.contains(['.', '．'])
        || figure.number.whole().is_none()
        || !is_year && !figure.in_words && figure.number.whole().is_some_and(|number| number >= 10)
}

/// The name behind `×`, and how many bytes from the number to its end.
fn thing(behind: &str) -> Option<(Key, usize)> {
    let start = behind.trim_start_matches([' ', '×', 'x', 'X']);
    let skipped = behind.len() - start.len();
    if skipped == 0 || behind.trim_start_matches(' ').starts_with(|c: char| c.is_ascii_uppercase() && c != 'X') && !behind.contains('×') {
        return None;
    }
    let sign = behind[..skipped].trim();
    if !matches!(sign, "×" | "x" | "X") {
        return None;
    }
    let end = start.find(|c: char| !(c.is_ascii_alphanumeric() || c == '-')).unwrap_or(start.len());
    let word = &start[..end];
    word.starts_with(|c: char| c.is_ascii_uppercase()).then(|| (Key::of(word), skipped + end))
}
