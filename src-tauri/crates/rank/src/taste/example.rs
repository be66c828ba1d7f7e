//! What a user did with papers, as examples to learn from.

use super::paper::Paper;
use std::cmp::Reverse;

/// The largest number of liked, of disliked and of other papers that are learnt from each, the
/// newest of each: a taste changes, and the time to learn it is bounded.
pub const MAX_EXAMPLES: usize = 1_000;

/// Something that a user did with a paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Signal {
    /// The paper is starred.
    Starred,
    /// It is in a collection: in *the* collection, where the order of one collection is learnt.
    Collected,
    /// The user highlighted something in it.
    Highlighted,
    /// It is to be read later.
    Later,
    /// The user saw it in a list and left it unread.
    Skipped,
    /// The user chose "less of this" for it.
    Less,
}

impl Signal {
    /// How sure a sign it is that the user likes the paper.
    fn strength(self) -> f64 {
        match self {
            Self::Starred | Self::Collected | Self::Highlighted => 1.0,
            Self::Later => 0.7,
            Self::Skipped => 0.0,
            Self::Less => -1.0,
        }
    }
}

/// A paper with all that the user did with it. Without a signal it says only how common words are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Example<'p> {
    /// The paper.
    pub paper: &'p Paper,
    /// What the user did with it.
    pub signals: Vec<Signal>,
}

/// What follows from all signals of a paper.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Judgement {
    Liked(f64),
    Disliked(f64),
    Skipped,
    Unknown,
}

impl Judgement {
    /// The surest positive signal counts, against "less of this": where both were said, nothing is
    /// known.
    fn of(signals: &[Signal]) -> Self {
        let strengths = || signals.iter().map(|signal| signal.strength());
        let strength = strengths().fold(0.0, f64::max) + strengths().fold(0.0, f64::min);
        if strength > 0.0 {
            Self::Liked(strength)
        } else if strength < 0.0 {
            Self::Disliked(-strength)
        } else if !signals.is_empty() && signals.iter().all(|signal| *signal == Signal::Skipped) {
            Self::Skipped
        } else {
            Self::Unknown
        }
    }
}

/// The papers that are learnt from, in one order whatever the order of the examples.
pub(super) struct Judged<'p> {
    pub papers: Vec<(&'p Paper, Judgement)>,
    /// How many papers the user likes, those beyond the bound included.
    pub liked: usize,
}

impl<'p> Judged<'p> {
    pub fn of(examples: &[Example<'p>]) -> Self {
        let mut sorted: Vec<&Example<'p>> = examples.iter().collect();
        // The newest first; a paper is the same in all its examples.
        sorted.sort_by_key(|example| Reverse(example.paper.key));
        let (mut liked, mut disliked, mut others) = (0, 0, 0);
        let mut papers = Vec::new();
        for same in sorted.chunk_by(|a, b| a.paper.key == b.paper.key) {
            let judgement = match same {
                [one] => Judgement::of(&one.signals),
                _ => Judgement::of(
                    &same.iter().flat_map(|one| one.signals.iter().copied()).collect::<Vec<_>>(),
                ),
            };
            let count = match judgement {
                Judgement::Liked(_) => &mut liked,
                Judgement::Disliked(_) => &mut disliked,
                Judgement::Skipped | Judgement::Unknown => &mut others,
            };
            *count += 1;
            if *count <= MAX_EXAMPLES {
                papers.push((same[0].paper, judgement));
            }
        }
        Self { papers, liked }
    }
}
