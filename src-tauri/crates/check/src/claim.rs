//! What a text claims: its figures and names, each with the sentence it is in.

use super::figure::{self, Bound, Figure, Form, Link};
use super::mention::{Labels, Mention};
use super::name::{self, Key};
use super::scope::Placed;
use super::term::{Counted, Terms};
use super::unit::Dimension;
use super::words::{self, Hedge};
use super::{ClaimKind, nouns, source};
use std::ops::Range;

/// The largest number of claims that are looked up; a report has about thirty. Further claims are
/// not listed.
pub(super) const MAX_CLAIMS: usize = 300;
/// The most bytes of a text that are read.
const MAX_TEXT_BYTES: usize = 64_000;
/// The most bytes between a setting and its figure.
const MAX_SETTING_GAP_BYTES: usize = 48;
/// The most figures after the first one that belong to one claim.
const MAX_FURTHER_PARTS: usize = 4;

/// A claim and its content.
#[derive(Debug)]
pub(super) struct Wanted {
    /// Which of the texts it is in.
    pub(super) of: usize,
    pub(super) kind: ClaimKind,
    pub(super) text: String,
    pub(super) occurrence: u32,
    pub(super) content: ClaimContent,
    /// The sentence it is in, among all.
    pub(super) sentence: usize,
    /// Where it is in that sentence.
    pub(super) range: Range<usize>,
}

/// A sentence with claims.
#[derive(Debug)]
pub(super) struct Sentence {
    pub(super) text: String,
    /// Its common words.
    pub(super) terms: Terms,
    /// The labels that it names.
    pub(super) mentions: Vec<Mention>,
    /// Where its figures are.
    pub(super) figures: Vec<Placed>,
}

impl Sentence {
    /// Whether a figure names something: the rank of a row.
    pub(super) fn is_named(&self, figure: &Range<usize>) -> bool {
        self.mentions
            .iter()
            .any(|mention| mention.range.start <= figure.start && figure.end <= mention.range.end)
    }

    /// Whether a figure is part of a name: the size in `LLaMA3.1 405B`.
    pub(super) fn is_in_name(&self, figure: &Range<usize>) -> bool {
        self.mentions
            .iter()
            .any(|mention| mention.range.start < figure.start && figure.end <= mention.range.end)
    }
}

#[derive(Debug)]
pub(super) enum ClaimContent {
    Figures(Figures),
    /// A name, and what else it is called.
    Name(Key, Vec<Key>),
}

/// One figure, or several that belong together.
#[derive(Debug)]
pub(super) struct Figures {
    /// One, or the ends of a range, or a value and its spread, or the factors of a product.
    pub(super) parts: Vec<Figure>,
    /// Whether the figures are factors, which must be together in their order.
    pub(super) is_product: bool,
    /// The counted thing, where its words are known.
    pub(super) counted: Terms,
    /// Whether a word marks a counted thing.
    pub(super) is_count: bool,
    /// The English noun that is counted.
    pub(super) noun: Option<String>,
    /// What is counted in Chinese, by how its English words begin.
    pub(super) things: Vec<nouns::Beginnings>,
    /// The counted device: the A100 of `8×A100`.
    pub(super) thing: Option<Key>,
    /// The setting that the words before it name.
    pub(super) setting: Option<&'static str>,
    /// Whether the sentence gives it as a share: `a share of 0.55`.
    pub(super) is_share: bool,
    /// Whether the figure is the size of a change or a difference.
    pub(super) is_change: bool,
    pub(super) hedge: Hedge,
}

/// The claims of texts in their order, and their sentences.
pub(super) fn claims(
    texts: &[&str],
    labels: &Labels,
    defined: &[(String, String)],
) -> (Vec<Wanted>, Vec<Sentence>) {
    let mut finder = ClaimFinder { wanted: Vec::new(), sentences: Vec::new(), labels, defined };
    for (of, text) in texts.iter().enumerate() {
        finder.in_text(of, &text[..text.floor_char_boundary(MAX_TEXT_BYTES)]);
    }
    finder.wanted.truncate(MAX_CLAIMS);
    (finder.wanted, finder.sentences)
}

struct ClaimFinder<'a> {
    wanted: Vec<Wanted>,
    sentences: Vec<Sentence>,
    labels: &'a Labels,
    defined: &'a [(String, String)],
}

impl ClaimFinder<'_> {
    fn in_text(&mut self, of: usize, text: &str) {
        let names = name::names(text);
        let mut here: Vec<(Range<usize>, ClaimKind, ClaimContent)> = figures(text, &names);
        here.extend(names.into_iter().map(|range| {
            let name = &text[range.clone()];
            (
                range.clone(),
                ClaimKind::Name,
                ClaimContent::Name(Key::of(name), self.other_forms(name)),
            )
        }));
        // A name within a figure's claim is no claim of its own: `8×A100`.
        here.sort_by_key(|(range, ..)| (range.start, std::cmp::Reverse(range.end)));
        here.dedup_by(|later, earlier| later.0.start < earlier.0.end);
        let mut sentences = source::sentences(text).into_iter();
        let mut current = 0..0;
        for (range, kind, content) in
            here.into_iter().take(MAX_CLAIMS.saturating_sub(self.wanted.len()))
        {
            while range.start >= current.end {
                let Some(next) = sentences.next() else { return };
                current = next;
                if range.start < current.end {
                    self.begin_sentence(&text[current.clone()]);
                }
            }
            let Some(sentence) = self.sentences.len().checked_sub(1) else { return };
            let claimed = &text[range.clone()];
            let occurrence = text[..range.start].matches(claimed).count() as u32;
            let within = range.start.saturating_sub(current.start)
                ..(range.end - current.start).min(current.len());
            if let ClaimContent::Figures(figures) = &content {
                self.sentences[sentence]
                    .figures
                    .push(Placed { range: within.clone(), is_change: figures.is_change });
            }
            self.wanted.push(Wanted {
                of,
                kind,
                text: claimed.to_owned(),
                occurrence,
                content,
                sentence,
                range: within,
            });
        }
    }

    fn begin_sentence(&mut self, text: &str) {
        let mentions = self.labels.mentions(text);
        self.sentences.push(Sentence {
            text: text.to_owned(),
            terms: Terms::of(text),
            mentions,
            figures: Vec::new(),
        });
    }

    /// The full or short form of a name, where the paper defines it.
    fn other_forms(&self, name: &str) -> Vec<Key> {
        let defined = self.defined.iter().filter_map(|(short, words)| {
            if short == name {
                Some(words.as_str())
            } else {
                words.eq_ignore_ascii_case(name).then_some(short.as_str())
            }
        });
        Key::in_full(name).into_iter().chain(defined.map(Key::of)).collect()
    }
}

fn figures(text: &str, names: &[Range<usize>]) -> Vec<(Range<usize>, ClaimKind, ClaimContent)> {
    let mut figures = figure::figures(text);
    let mut names = names.iter().peekable();
    figures.retain(|figure| {
        while names.peek().is_some_and(|name| name.end <= figure.range.start) {
            names.next();
        }
        names.peek().is_none_or(|name| name.start > figure.digits)
    });
    let mut claims: Vec<(Range<usize>, ClaimKind, ClaimContent)> = Vec::new();
    let mut rest = figures.as_slice();
    while let Some((first, behind)) = rest.split_first() {
        let is_change = begins_change(&text[..first.range.start]);
        let is_amount = text[..first.range.start].trim_end().ends_with(" by");
        let together = |figure: &Figure| match figure.link {
            // `0.912 to 0.905` goes down: no range does.
            // `grows by 0.2 s to 8.7 s` has a change and a value.
            Link::Range => !is_change && !figure.is_falling && !is_amount,
            Link::Spread | Link::Product => true,
            Link::None | Link::List => false,
        };
        let more = if behind.is_empty() {
            0
        } else {
            let together = rest.iter().take(rest.len() - 1).take_while(|figure| together(figure));
            together.take(MAX_FURTHER_PARTS).count()
        };
        let (parts, behind) = rest.split_at(1 + more);
        rest = behind;
        let mut claim = claim_of(text, parts);
        // In `55%, that is 0.55` the bare figure is the share, not a claim of its own.
        if let Some((_, _, ClaimContent::Figures(claimed))) = &mut claim
            && let [figure] = parts
        {
            let is_share_of = |share: &Figure, per_cent: &Figure| {
                share.is_bare()
                    && per_cent.measure.dimension == Dimension::Percent
                    && share.number.scaled(1, 2) == per_cent.number
            };
            // `by 0.058 M☉, or 2.3%`: the same change in other words.
            if let Some((before, _, ClaimContent::Figures(last))) = claims.last()
                && last.is_change
                && matches!(figure.measure.dimension, Dimension::Percent | Dimension::Times)
                && text.get(before.end..figure.range.start).is_some_and(words::is_apposition)
            {
                claimed.is_change = true;
            }
            claimed.is_share |= figures
                .iter()
                .any(|other| is_share_of(figure, other) || is_share_of(other, figure));
        }
        claims.extend(claim);
    }
    claims
}

/// `从 30% 到 90%` is a change, not a range.
fn begins_change(before: &str) -> bool {
    let before = before.trim_end_matches([' ', '约']);
    before.ends_with(['从', '由', '自']) || before.ends_with("from") || before.ends_with("From")
}

fn claim_of(text: &str, parts: &[Figure]) -> Option<(Range<usize>, ClaimKind, ClaimContent)> {
    let (first, last) = (parts.first()?, parts.last()?);
    let mut range = first.range.start..last.range.end;
    let behind = &text[range.end..];
    // `2.0 Benchmark` counts nothing.
    let is_version = text[first.range.clone()].contains('.')
        && behind.trim_start().starts_with(|c: char| c.is_ascii_alphabetic());
    let is_count = last.measure.dimension == Dimension::Count && !(last.is_bare() && is_version);
    let counted = if is_count { Terms::behind(behind) } else { Counted::default() };
    let noun = if is_count { words::counted_noun(behind) } else { None };
    let thing = is_count.then(|| thing(behind)).flatten();
    if let Some((_, length)) = &thing {
        range.end += length;
    } else {
        range.end += counted.length;
    }
    if text[range.clone()].contains(['\n', '\t']) {
        return None;
    }
    let is_claim = |figure: &Figure| {
        !figure.is_bare()
            || figure.minus
            || figure.bound.is_some()
            || is_claimed_alone(text, figure)
    };
    // `One` without a known counted thing is no count.
    let is_one = first.number.whole() == Some(1) && counted.terms.is_empty();
    let is_claimed = parts.iter().any(is_claim)
        || thing.is_some()
        || (counted.length > 0 || noun.is_some()) && !is_one;
    let is_product = first.link == Link::Product && parts.len() > 1;
    let change =
        words::is_change(&text[..first.range.start], &text[last.range.end..], last.measure);
    let figures = Figures {
        parts: parts.to_vec(),
        is_product,
        counted: counted.terms,
        is_count: counted.length > 0 || noun.is_some(),
        noun,
        things: if is_count { nouns::counted(behind) } else { Vec::new() },
        thing: thing.map(|(key, _)| key),
        setting: words::setting(words::clause_before(
            &text[..first.range.start],
            MAX_SETTING_GAP_BYTES,
        )),
        is_share: words::is_share(&text[..first.range.start], &text[last.range.end..]),
        is_change: change,
        hedge: match first.bound {
            Some(Bound::Above) => Hedge::Above,
            Some(Bound::Below) => Hedge::Below,
            None => words::hedge(&text[..first.range.start], &text[last.range.end..]),
        },
    };
    let is_both = is_both(first, &text[..range.start], &text[range.end..]);
    (is_claimed && !is_both).then_some((range, ClaimKind::Figure, ClaimContent::Figures(figures)))
}

/// Whether a two is how many of what is named something is made up of, which the paper need not say:
/// 两项得分之和, `the sum of the two scores`.
fn is_both(figure: &Figure, before: &str, behind: &str) -> bool {
    /// How far behind the word may be that puts them together, in bytes.
    const NEAR_BYTES: usize = 24;
    const TOGETHER: [&str; 8] =
        ["之和", "之差", "之比", "之间", "的总和", "的平均", "的均值", "的差"];
    const OF: [&str; 8] = [
        "sum of",
        "mean of",
        "average of",
        "ratio of",
        "difference between",
        "difference of",
        "gap between",
        "ratio between",
    ];
    let near = &behind[..behind.floor_char_boundary(NEAR_BYTES)];
    let near = near.split(['，', '。', '；', ',', '.', ';']).next().unwrap_or_default();
    let before = before.trim_end();
    let before = ["the", "these", "all", "both"].iter().find_map(|it| before.strip_suffix(it));
    let is_of = |before: &str| OF.iter().any(|of| before.trim_end().ends_with(of));
    figure.number.whole() == Some(2)
        && figure.form != Form::Digits
        && (TOGETHER.iter().any(|word| near.contains(word)) || before.is_some_and(is_of))
}

/// Whether a figure without a unit is a claim: it has a decimal point, or is ten or more in digits and
/// no year.
fn is_claimed_alone(text: &str, figure: &Figure) -> bool {
    let written = &text[figure.range.clone()];
    let is_year = written.len() == 4
        && figure.number.whole().is_some_and(|year| (1950..2050).contains(&year));
    written.contains(['.', '．'])
        || figure.number.whole().is_none()
        || !is_year
            && figure.form == Form::Digits
            && figure.number.whole().is_some_and(|number| number >= 10)
}

/// The name after `×`, and the number of bytes from the end of the figure to the end of the name.
fn thing(behind: &str) -> Option<(Key, usize)> {
    let start = behind.trim_start_matches([' ', '×', 'x', 'X']);
    let skipped = behind.len() - start.len();
    if skipped == 0
        || behind.trim_start_matches(' ').starts_with(|c: char| c.is_ascii_uppercase() && c != 'X')
            && !behind.contains('×')
    {
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
