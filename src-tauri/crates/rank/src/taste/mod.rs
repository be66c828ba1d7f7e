//! The order of papers that a user would choose, learnt from what the user did with others.
//!
//! **Vectors.** A paper is a sparse vector with a coordinate for each of its words (TF-IDF by
//! field; `vocabulary.rs`). A word that is *n* times in a field, and in *d* of *N* examples, has
//! (1 + ln *n*) · ln(1 + *N* / *d*) there. Each field is scaled to its share
//! ([`Field`], `paper.rs`) and the sum of all fields to length 1: a long text counts no more than a
//! short one. The terms come from the caller, who has the analyser; [`Words`] gives each word a
//! number, so that papers are small and are made once.
//!
//! **Weights.** A linear support vector machine with squared hinge loss: the weights *w* make
//!
//! ½ ‖*w*‖² + Σ *c* · max(0, 1 − *y* (*w* · *x* + *b*))²
//!
//! the least over all examples *x*, where *y* is 1 for a liked paper and −1 for another one, and
//! the cost *c* is that of its [`Signal`]. Skipped papers together cost no more than the liked ones
//! do, and one of them at most a tenth of a liked one. Coordinate descent in the dual finds the
//! weights (`solve.rs`), without chance. Before that, each coordinate is multiplied by how far its
//! word is believed: *l* / (*l* + 8) for a word of *l* liked papers: with three stars, most words of a
//! paper are in it alone, and a word that two of them share says more. On the stand-ins of
//! `make bench S=taste` this raised P@20 with three stars from .53 to .70.
//!
//! **Order.** The score of a paper is *w* · *x*, its reasons are the largest parts *w*ᵢ*x*ᵢ, and the
//! liked paper that is named beside them is the one with the largest cosine. What the user says
//! about a word ([`Opinion`]) replaces the weight of that word alone.
//!
//! **The same for the same input.** Examples are sorted by key, and the words of a paper by text,
//! before anything is added up, so neither the order of examples nor that of terms nor the numbers
//! of the words change a bit of the result.
//!
//! The order of a collection is learnt in the same way: its papers are the liked ones, all other
//! papers are skipped or have no signal.
//!
//! Sources: Salton and Buckley, *Term-weighting approaches in automatic text retrieval* (1988);
//! Robertson, *On term selection for query expansion* (1990), for the weight of a word by the number
//! of liked papers that have it; Hsieh, Chang, Lin, Keerthi and Sundararajan, *A dual coordinate
//! descent method for large-scale linear SVM* (2008), the method of LIBLINEAR. TF-IDF with a linear
//! machine for each user is also what arxiv-sanity ranks by.

mod example;
mod likeness;
mod opinion;
mod order;
mod paper;
mod solve;
mod vocabulary;

pub use example::{Example, MAX_EXAMPLES, Signal};
pub use likeness::Like;
pub use opinion::{LearntWord, Opinion};
pub use order::{Ranked, Reason};
pub use paper::{Field, Paper, Term, Word, WordKind, Words};

use example::{Judged, Judgement};
use likeness::Liked;
use solve::Sample;
use vocabulary::{Value, Vectors, Vocabulary};

/// The smallest number of liked papers that say something about a taste.
pub const MIN_LIKED: usize = 3;
/// What an error about a skipped paper costs at most, where one about a starred paper costs 1.
const MAX_COST_OF_SKIPPED: f64 = 0.1;

/// A word is believed by half when so many liked papers have it.
const DOUBT: f32 = 8.0;
/// How far a word is believed that no liked paper has.
const TRUST_IN_OTHERS: f32 = 0.3;

/// Too few liked papers to learn from: the list's order stays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the order is learnt from {needed} liked papers on, and there are {have}")]
pub struct TooFew {
    /// How many are needed.
    pub needed: usize,
    /// How many there are.
    pub have: usize,
}

/// What was learnt of a user's taste.
#[derive(Debug)]
pub struct Taste {
    vocabulary: Vocabulary,
    /// Of each word by its number, with the opinions.
    weights: Vec<f64>,
    liked: Liked,
    opinions: Vec<(u32, Opinion)>,
}

impl Taste {
    /// Learns from what the user did with papers and said about words, in any order. Of two opinions
    /// about one word the later variant of [`Opinion`] counts. The papers were made with `words`,
    /// which gets the words of the opinions, too.
    pub fn learn(
        words: &mut Words,
        examples: &[Example<'_>],
        opinions: &[(Word, Opinion)],
    ) -> Result<Self, TooFew> {
        let judged = Judged::of(examples);
        if judged.liked < MIN_LIKED {
            return Err(TooFew { needed: MIN_LIKED, have: judged.liked });
        }
        let mut sorted = opinions.to_vec();
        sorted.sort_unstable();
        let mut opinions: Vec<(u32, Opinion)> = Vec::new();
        for (word, opinion) in sorted {
            let number = words.number(word.kind, &word.text, true);
            match opinions.last_mut().filter(|(last, _)| *last == number) {
                Some(last) => last.1 = opinion,
                None => opinions.push((number, opinion)),
            }
        }
        let words = words.len();
        let papers: Vec<&Paper> = judged.papers.iter().map(|(paper, _)| *paper).collect();
        let (vocabulary, mut vectors) = Vocabulary::of(&papers, words);
        let trust = judged.trust(&vectors, words);
        let liked: Vec<(u64, &[Value])> =
            judged.liked_places().map(|at| (papers[at].key, vectors.get(at))).collect();
        let liked = Liked::of(&liked, words);
        vectors.multiply(&trust);
        let skipped_cost = judged.cost_of_skipped();
        let samples = judged.papers.iter().enumerate().filter_map(|(at, (_, judgement))| {
            let (is_liked, cost) = match *judgement {
                Judgement::Liked(strength) => (true, strength),
                Judgement::Disliked(strength) => (false, strength),
                Judgement::Skipped => (false, skipped_cost),
                Judgement::Unknown => return None,
            };
            let values = vectors.get(at);
            (!values.is_empty()).then_some(Sample { values, is_liked, cost })
        });
        let mut weights = solve::weights(&samples.collect::<Vec<_>>(), words);
        weights.iter_mut().zip(&trust).for_each(|(weight, trust)| *weight *= f64::from(*trust));
        opinion::apply(&opinions, &mut weights);
        Ok(Self { vocabulary, weights, liked, opinions })
    }
}

impl Judged<'_> {
    /// The places of the liked papers.
    fn liked_places(&self) -> impl Iterator<Item = usize> {
        let judgements = self.papers.iter().map(|(_, judgement)| judgement).enumerate();
        judgements.filter(|(_, one)| matches!(one, Judgement::Liked(_))).map(|(at, _)| at)
    }

    /// How far each word is believed, by the number of liked papers that have it: what one of them
    /// has may be there by chance.
    fn trust(&self, vectors: &Vectors, words: usize) -> Vec<f32> {
        let mut papers = vec![0_u16; words];
        for x in self.liked_places().flat_map(|at| vectors.get(at)) {
            papers[x.word as usize] += 1;
        }
        let trust = |papers: u16| match papers {
            0 => TRUST_IN_OTHERS,
            _ => f32::from(papers) / (f32::from(papers) + DOUBT),
        };
        papers.into_iter().map(trust).collect()
    }

    /// What an error about one skipped paper costs: about all of them no more than about all that
    /// are liked.
    fn cost_of_skipped(&self) -> f64 {
        let (mut liked, mut skipped) = (0.0, 0.0);
        for (_, judgement) in &self.papers {
            match judgement {
                Judgement::Liked(strength) => liked += strength,
                Judgement::Skipped => skipped += 1.0,
                Judgement::Disliked(_) | Judgement::Unknown => {}
            }
        }
        MAX_COST_OF_SKIPPED.min(liked / f64::max(skipped, 1.0))
    }
}
