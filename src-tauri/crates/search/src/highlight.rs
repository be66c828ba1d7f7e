//! The places where a text matches a query, by the analyser of the index.

use crate::analyser::{Analysis, Kind, Sequence, Token, stem};
use crate::domains::{domains, is_within};
use crate::loose;
use crate::rough;
use crate::tree::{How, Node, Text};
use crate::{Field, Query};
use std::collections::{HashMap, HashSet};

/// Where a text holds what the query asks for: ranges in Unicode characters, rising, apart. Words
/// under NOT are not marked.
///
/// The text may be of any field. Strict matches are marked or, when there is none, looser ones.
pub fn matches(query: &Query, text: &str) -> Vec<(usize, usize)> {
    let analysis = Analysis::of(text);
    let mut marks = Sought::of(query, None, false).marks(&analysis);
    if marks.is_empty() {
        marks = Sought::of(query, None, true).marks(&analysis);
    }
    in_characters(text, &joined(&marks))
}

/// As [`matches`], in a text of `field`: words of another field are not marked. `looser`: how the
/// paper was found.
pub fn matches_in(query: &Query, field: Field, text: &str, looser: bool) -> Vec<(usize, usize)> {
    let marks = Sought::of(query, Some(field), looser).marks(&Analysis::of(text));
    in_characters(text, &joined(&marks))
}

/// A place in a text, in bytes, where a leaf of the query was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Mark {
    pub from: usize,
    pub to: usize,
    /// The number of the leaf.
    pub leaf: usize,
}

enum Pattern<'q> {
    Run(&'q Sequence),
    /// A word or a pair of characters, anywhere.
    Word(&'q str),
    Beginning(&'q str),
    Typos(&'q str),
}

/// What to look for in the texts of one field.
pub(crate) struct Sought<'q> {
    patterns: Vec<(usize, Pattern<'q>)>,
    /// Adjacent pairs of characters that extend a mark: the rest of a term of which one pair was
    /// looked for.
    reach: Option<&'q HashSet<String>>,
    /// Words in any of their forms, by the first one: the leaf, and those that follow it closely.
    stems: HashMap<&'q str, Vec<(usize, &'q [String])>>,
}

/// The largest number of other words between the words of a name: `chain of thought`.
const MAX_WORDS_BETWEEN: usize = 2;

impl<'q> Sought<'q> {
    /// `field`: the one whose texts are looked at; `None` for a text of any.
    pub fn of(query: &'q Query, field: Option<Field>, looser: bool) -> Self {
        let mut patterns = Vec::new();
        let mut number = 0;
        query.root.each_leaf(true, &mut |leaf, wanted| {
            if let Node::Text(text) = leaf
                && wanted
                && (text.field.is_none() || field.is_none() || text.field == field)
            {
                add(text, number, looser, &mut patterns);
                number += 1;
            }
            if let Node::Domain { text, number: domain } = leaf
                && wanted
                && field.is_none_or(|field| field == Field::Domain)
            {
                add(text, number, false, &mut patterns);
                let below =
                    domains().iter().enumerate().filter(|(part, _)| is_within(*part, *domain));
                patterns.extend(
                    below
                        .flat_map(|(_, part)| &part.spellings)
                        .map(|run| (number, Pattern::Run(run))),
                );
                number += 1;
            }
        });
        let mut stems: HashMap<&str, Vec<(usize, &[String])>> = HashMap::new();
        if looser {
            for (at, concept) in query.concepts().iter().enumerate() {
                let others = concept.others.iter().map(|(words, _)| words);
                for words in concept.own.iter().chain(others) {
                    for first in words {
                        stems.entry(first).or_default().push((number + at, words));
                    }
                }
            }
        }
        Self { patterns, reach: None, stems }
    }

    /// These terms of the index, wherever they are. A pair of Han characters is marked with those
    /// of `reach` beside it.
    pub fn words(terms: &'q [String], reach: &'q HashSet<String>) -> Self {
        let patterns =
            terms.iter().enumerate().map(|(number, term)| (number, Pattern::Word(term))).collect();
        Self { patterns, reach: Some(reach), stems: HashMap::new() }
    }

    /// How many leaves of the query are looked for.
    pub fn leaves(&self) -> usize {
        let stems = self.stems.values().flatten().map(|(leaf, _)| leaf);
        self.patterns.iter().map(|(leaf, _)| leaf).chain(stems).max().map_or(0, |leaf| leaf + 1)
    }

    /// How many leaves a text that still has its Markdown may hold at most: a quick look, which
    /// errs towards more but where marks part a word in two.
    pub fn may_show(&self, text: &str) -> usize {
        if rough::is_unusual(text) {
            return self.leaves();
        }
        let (mut shown, mut last) = (0, None);
        for (leaf, pattern) in &self.patterns {
            if last != Some(leaf) && pattern.may_be_in(text) {
                (shown, last) = (shown + 1, Some(leaf));
            }
        }
        // A word begins with its stem, but for an i that was a y.
        let mut stems: Vec<usize> = self
            .stems
            .iter()
            .filter(|(stem, _)| rough::may_hold(text, stem.trim_end_matches('i')))
            .flat_map(|(_, names)| names.iter().map(|(leaf, _)| *leaf))
            .collect();
        stems.sort_unstable();
        stems.dedup();
        shown + stems.len()
    }

    /// Every place in the text, rising; they may overlap.
    pub fn marks(&self, analysis: &Analysis) -> Vec<Mark> {
        // Most patterns are a term as it is, and its last byte differs from most others.
        let mut ending: [Vec<&(usize, Pattern<'_>)>; 256] = [const { Vec::new() }; 256];
        let mut others = Vec::new();
        for pattern in &self.patterns {
            pattern
                .1
                .last_byte()
                .map_or(&mut others, |last| &mut ending[usize::from(last)])
                .push(pattern);
        }
        let mut marks = Vec::new();
        for (at, token) in analysis.tokens().iter().enumerate() {
            let last = analysis.text(token).as_bytes().last().copied().unwrap_or_default();
            for (leaf, pattern) in ending[usize::from(last)].iter().chain(&others) {
                if let Some((from, to)) = pattern.range_at(analysis, at, token) {
                    let (from, to) = match self.reach {
                        Some(pairs) if token.kind == Kind::Han => whole_term(analysis, at, pairs),
                        _ => (from, to),
                    };
                    marks.push(Mark { from: from as usize, to: to as usize, leaf: *leaf });
                }
            }
        }
        self.mark_stems(analysis, &mut marks);
        marks.sort_unstable();
        marks.dedup();
        marks
    }

    /// The names whose words are close together, in any order and form.
    fn mark_stems(&self, analysis: &Analysis, marks: &mut Vec<Mark>) {
        if self.stems.is_empty() {
            return;
        }
        let written: Vec<(&Token, String)> = analysis
            .tokens()
            .iter()
            .filter(|token| matches!(token.kind, Kind::Han | Kind::Word))
            .map(|token| (token, stem(analysis.text(token))))
            .collect();
        for (at, (token, word)) in written.iter().enumerate() {
            for (leaf, words) in self.stems.get(word.as_str()).into_iter().flatten() {
                let near = &written[at..(at + words.len() + MAX_WORDS_BETWEEN).min(written.len())];
                let last = |wanted: &String| {
                    near.iter().find(|(_, word)| word == wanted).map(|(token, _)| token.to)
                };
                let ends: Option<Vec<u32>> = words.iter().map(last).collect();
                if let Some(to) = ends.and_then(|ends| ends.into_iter().max()) {
                    marks.push(Mark { from: token.from as usize, to: to as usize, leaf: *leaf });
                }
            }
        }
    }
}

fn add<'q>(text: &'q Text, leaf: usize, looser: bool, patterns: &mut Vec<(usize, Pattern<'q>)>) {
    if text.how == How::Phrase {
        patterns.extend(text.exact.iter().map(|run| (leaf, Pattern::Run(run))));
        return;
    }
    if looser {
        let alike = text.alike.iter().flat_map(|alike| alike.parts.iter().flatten());
        patterns.extend(alike.map(|run| (leaf, Pattern::Run(run))));
    }
    for unit in &text.units {
        patterns.extend(unit.spellings.iter().map(|run| (leaf, Pattern::Run(run))));
        if !looser || text.how != How::Word {
            continue;
        }
        for piece in &unit.pieces {
            if unit.han {
                // A last character alone is a weak match.
                if piece.chars().count() > 1 {
                    patterns.push((leaf, Pattern::Word(piece)));
                }
                continue;
            }
            patterns.push((leaf, Pattern::Word(piece)));
            if loose::is_beginning(piece) {
                patterns.push((leaf, Pattern::Beginning(piece)));
            }
            patterns.push((leaf, Pattern::Typos(piece)));
        }
    }
}

impl Pattern<'_> {
    fn may_be_in(&self, text: &str) -> bool {
        match self {
            Self::Run(run) => rough::may_hold(text, &run.terms[0].1),
            Self::Word(word) | Self::Beginning(word) => rough::may_hold(text, word),
            Self::Typos(_) => true,
        }
    }

    /// What the token that it begins with ends with, if it can be only one.
    fn last_byte(&self) -> Option<u8> {
        let term = match self {
            Self::Run(run) if run.terms.len() > 1 || !run.open => &run.terms[0].1,
            Self::Word(word) => *word,
            Self::Run(_) | Self::Beginning(_) | Self::Typos(_) => return None,
        };
        term.as_bytes().last().copied()
    }

    fn range_at(&self, analysis: &Analysis, at: usize, token: &Token) -> Option<(u32, u32)> {
        let text = analysis.text(token);
        match self {
            Self::Run(run) => run_at(run, analysis, at, token),
            Self::Word(word) => is_same(text, word).then_some((token.from, token.to)),
            Self::Beginning(beginning) => (token.kind != Kind::Han && text.starts_with(beginning))
                .then_some((token.from, token.to)),
            Self::Typos(word) => (token.kind != Kind::Han && loose::is_typo(word, text))
                .then_some((token.from, token.to)),
        }
    }
}

/// The run of pairs of Han characters around the one at `at` that are all among `pairs`, in bytes.
fn whole_term(analysis: &Analysis, at: usize, pairs: &HashSet<String>) -> (u32, u32) {
    let tokens = analysis.tokens();
    let follows = |first: &Token, next: &Token| {
        next.kind == Kind::Han && first.kind == Kind::Han && first.first_to == next.from
    };
    let (mut first, mut last) = (at, at);
    while first > 0
        && follows(&tokens[first - 1], &tokens[first])
        && pairs.contains(analysis.text(&tokens[first - 1]))
    {
        first -= 1;
    }
    while last + 1 < tokens.len()
        && follows(&tokens[last], &tokens[last + 1])
        && pairs.contains(analysis.text(&tokens[last + 1]))
    {
        last += 1;
    }
    (tokens[first].from, tokens[last].to)
}

/// Whether two words are the same. Their last bytes differ for most: every pair of Han characters
/// has the same length and begins alike.
fn is_same(one: &str, other: &str) -> bool {
    one.len() == other.len() && one.as_bytes().last() == other.as_bytes().last() && one == other
}

/// Where a run that begins with this token is, in bytes.
pub(crate) fn run_at(
    run: &Sequence,
    analysis: &Analysis,
    at: usize,
    token: &Token,
) -> Option<(u32, u32)> {
    let last = run.terms.len() - 1;
    let fits = |number: usize, token: &Token| {
        let (term, text) = (&run.terms[number].1, analysis.text(token));
        if number == last && run.open {
            text.starts_with(term.as_str())
        } else {
            is_same(text, term)
        }
    };
    let end =
        |token: &Token| if run.open && token.kind == Kind::Han { token.first_to } else { token.to };
    if !fits(0, token) {
        return None;
    }
    if last == 0 {
        return Some((token.from, end(token)));
    }
    if token.kind == Kind::Variant {
        return None;
    }
    let mut from = at + 1;
    let mut to = token.to;
    for number in 1..=last {
        let position = token.position + run.terms[number].0;
        let (offset, next) = analysis.tokens()[from..]
            .iter()
            .enumerate()
            .take_while(|(_, token)| token.position <= position && token.kind != Kind::Variant)
            .find(|(_, token)| token.position == position && fits(number, token))?;
        from += offset + 1;
        to = if number == last { end(next) } else { next.to };
    }
    Some((token.from, to))
}

/// Marks that overlap or touch become one.
pub(crate) fn joined(marks: &[Mark]) -> Vec<(usize, usize)> {
    let mut joined: Vec<(usize, usize)> = Vec::new();
    for mark in marks {
        match joined.last_mut() {
            Some(last) if mark.from <= last.1 => last.1 = last.1.max(mark.to),
            _ => joined.push((mark.from, mark.to)),
        }
    }
    joined
}

/// Rising ranges of bytes as ranges of characters.
fn in_characters(text: &str, ranges: &[(usize, usize)]) -> Vec<(usize, usize)> {
    let mut counted = (0, 0);
    let mut count = |to: usize| {
        counted = (to, counted.1 + text[counted.0..to].chars().count());
        counted.1
    };
    ranges.iter().map(|&(from, to)| (count(from), count(to))).collect()
}
