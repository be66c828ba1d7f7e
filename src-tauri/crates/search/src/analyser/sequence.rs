//! A query's words as the analyser sees them: what to look for in the index and in a text.

use super::{Analysis, Kind, Token, fold::Class, latin};

/// Terms that follow one another at given distances.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Sequence {
    /// The terms and their positions from the first one. Never empty.
    pub terms: Vec<(u32, String)>,
    /// Whether the last term is only the beginning of one.
    pub open: bool,
}

/// A piece of a word that can be searched alone: a run of Han characters, or a compound of
/// letters and digits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Unit {
    /// The piece as written: excluding it, and beginning with it.
    pub exact: Vec<Sequence>,
    /// The piece in any number and spelling; one of these is enough.
    pub spellings: Vec<Sequence>,
    /// Its terms, loosely: pairs of characters, or the parts of the compound without the signs of a
    /// name.
    pub pieces: Vec<String>,
    /// Whether it is of a script without spaces.
    pub han: bool,
}

impl Sequence {
    fn one(term: impl Into<String>) -> Self {
        Self { terms: vec![(0, term.into())], open: false }
    }

    /// The run of text as written. `open`: its last word may continue. `None` when there is no
    /// letter or digit in it.
    pub fn of(text: &str, open: bool) -> Option<Self> {
        let analysis = Analysis::of(text);
        Self::written(&analysis, &analysis.written(), open)
    }

    /// The tokens of a text that are in it side by side.
    fn written(analysis: &Analysis, written: &[Token], open: bool) -> Option<Self> {
        let mut terms = Vec::new();
        let first = written.first()?.position;
        for (at, token) in written.iter().enumerate() {
            let text = analysis.text(token);
            // The last character alone marks the end of the run: this is right within a phrase, and
            // too strict at its end.
            let ends_run = token.kind == Kind::Han && text.chars().count() == 1;
            let follows_pair = at > 0
                && written[at - 1].kind == Kind::Han
                && written[at - 1].to == token.to
                && written[at - 1].from < token.from;
            if at + 1 == written.len() && ends_run && follows_pair {
                break;
            }
            terms.push((token.position - first, text.to_owned()));
        }
        let last_is_character = terms.last().is_some_and(|(_, term)| is_character(term));
        Some(Self {
            open: last_is_character
                || (open && terms.last().is_some_and(|(_, term)| !is_pair(term))),
            terms,
        })
    }

    /// The single term, if it is one and closed.
    pub fn single(&self) -> Option<&str> {
        match self.terms.as_slice() {
            [(_, term)] if !self.open => Some(term),
            _ => None,
        }
    }
}

fn is_han(term: &str) -> bool {
    Analysis::of(term).tokens().first().is_some_and(|token| token.kind == Kind::Han)
}

fn is_character(term: &str) -> bool {
    term.chars().count() == 1 && is_han(term)
}

fn is_pair(term: &str) -> bool {
    term.chars().count() == 2 && is_han(term)
}

impl Unit {
    /// The units of a word or of several. `open`: the last one may continue.
    pub fn all(text: &str, open: bool) -> Vec<Self> {
        let analysis = Analysis::of(text);
        let cells = &analysis.cells;
        let mut units = Vec::new();
        let mut parts = Vec::new();
        let written = analysis.written();
        let mut rest = written.as_slice();
        let mut at = 0;
        while at < cells.len() {
            let han = cells[at].class == Class::Han;
            let (end, tokens) = if han {
                let end = analysis.end_of_han(at);
                (end, end - at)
            } else if latin::begins_word(cells, at) {
                let end = latin::compound(cells, at, &mut parts);
                (end, parts.len())
            } else {
                at += 1;
                continue;
            };
            // Each character of a run, and each part of a compound, is a token.
            let (run, behind) = rest.split_at(tokens.min(rest.len()));
            let run = Sequence::written(&analysis, run, !han && open && behind.is_empty());
            units.extend(run.map(if han { Self::han } else { Self::compound }));
            (at, rest) = (end, behind);
        }
        units
    }

    fn han(run: Sequence) -> Self {
        let pieces = run.terms.iter().map(|(_, term)| term.clone()).collect();
        Self { exact: vec![run.clone()], spellings: vec![run], pieces, han: true }
    }

    fn compound(written: Sequence) -> Self {
        let open = written.open;
        let mut exact = vec![written.clone()];
        let pieces: Vec<String> = written.terms.iter().map(|(_, term)| term.clone()).collect();
        if (2..=latin::MAX_JOINED_PARTS).contains(&pieces.len()) {
            exact.push(Sequence { open, ..Sequence::one(pieces.concat()) });
        }
        let mut spellings: Vec<Sequence> = if open {
            exact.clone()
        } else {
            exact.iter().map(Sequence::in_the_singular).collect()
        };
        if let [piece] = pieces.as_slice()
            && let Some((name, figure)) = latin::name_and_figure(piece)
        {
            spellings
                .push(Sequence { terms: vec![(0, name.to_owned()), (1, figure.to_owned())], open });
        }
        // In a loose search, PointNet++ may be PointNet.
        let pieces = pieces
            .iter()
            .map(|piece| latin::without_signs(piece).unwrap_or(piece).to_owned())
            .collect();
        Self { exact, spellings, pieces, han: false }
    }
}

impl Sequence {
    /// The same with its last word in the singular, which the index holds beside every plural.
    pub fn in_the_singular(&self) -> Self {
        let mut singular = self.clone();
        if let Some((_, last)) = singular.terms.last_mut()
            && let Some(stem) = latin::singular(last)
        {
            *last = stem;
        }
        singular
    }
}
