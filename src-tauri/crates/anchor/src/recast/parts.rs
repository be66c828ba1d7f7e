//! Whether the words of a sentence in another order still say who does what, and of what.

use super::Recast;
use crate::home::clause_around;
use crate::index::{Role, Word};
use crate::split::Break;
use crate::words::Kind;

/// By how much two words may be more beside what was beside the other one.
const CROSSED: f64 = 0.45;
/// How much a word counts that is beside another one, but in another clause.
const OTHER_CLAUSE: f64 = 0.3;

impl Recast<'_> {
    /// Whether each word has the part in the sentence that it had.
    pub(super) fn keeps_parts(&self) -> bool {
        self.keeps_agents() && !self.is_turned_round() && !self.is_crossed()
    }

    /// Whether nobody who did something has it done to them now: `it tests` and `is tested by it`.
    fn keeps_agents(&self) -> bool {
        let is_agent = |words: &[Word], at: usize| {
            let fillers = words[..at].iter().rev().take_while(|it| it.kind == Kind::Filler);
            let is_by = fillers.take(2).any(|it| it.role == Role::By);
            let begin = clause_around(words, at, at).0;
            is_by && words[begin..at].iter().any(|it| it.role == Role::Copula)
        };
        // The word before, which says what is done, is behind it in the other voice.
        let before = |at: usize, place: fn(&(usize, usize)) -> usize| {
            self.pairs.iter().filter(|it| place(it) < at).max_by_key(|it| place(it))
        };
        self.pairs.iter().all(|(old, new)| {
            let was = is_agent(&self.home.words, self.old[*old]);
            let is = is_agent(&self.index.words, self.new[*new]);
            let new_verb = before(*new, |it| it.1).filter(|_| is);
            let old_verb = before(*old, |it| it.0).filter(|_| was);
            new_verb.is_none_or(|verb| (verb.0 < *old) == was)
                && old_verb.is_none_or(|verb| (verb.1 < *new) == is)
        })
    }

    /// Whether two neighbours of something have changed places around it, as in `A beats B` and
    /// `B beats A`, and not in the other voice.
    fn is_turned_round(&self) -> bool {
        let pairs = self.heavy_pairs();
        let mut places: Vec<usize> = pairs.iter().map(|it| it.1).collect();
        places.sort_unstable();
        let rank = |new: usize| places.partition_point(|it| *it < new);
        // Runs of words that are one after another in both.
        let mut runs: Vec<Vec<(usize, usize)>> = Vec::new();
        for &pair in &pairs {
            match runs.last_mut() {
                Some(run) if run.last().is_some_and(|it| rank(it.1) + 1 == rank(pair.1)) => {
                    run.push(pair);
                }
                _ => runs.push(vec![pair]),
            }
        }
        let mut order: Vec<usize> = (0..runs.len()).collect();
        order.sort_by_key(|run| runs[*run][0].1);
        order.windows(3).any(|it| {
            it[0] == it[1] + 1 && it[1] == it[2] + 1 && !self.has_other_voice(&runs[it[1]])
        })
    }

    fn has_other_voice(&self, run: &[(usize, usize)]) -> bool {
        let is_passive = |words: &[Word], at: usize| {
            words[at.saturating_sub(2)..at].iter().any(|it| it.role == Role::Copula)
        };
        run.iter().any(|(old, new)| {
            is_passive(&self.home.words, self.old[*old])
                != is_passive(
                    &self.index.words[self.window.clone()],
                    self.new[*new] - self.window.start,
                )
        })
    }

    /// Whether two words stand rather beside what was beside the other one.
    fn is_crossed(&self) -> bool {
        let old = clauses(&self.home.words, &self.old);
        let new = clauses(&self.index.words[self.window.start..], &{
            let from = self.window.start;
            self.new.iter().map(|at| at - from).collect::<Vec<_>>()
        });
        let near = |a: usize, b: usize, clauses: &[usize]| {
            let is_one = clauses[a] == clauses[b];
            (if is_one { 1.0 } else { OTHER_CLAUSE }) / a.abs_diff(b) as f64
        };
        let pairs = self.heavy_pairs();
        // How much of what was beside an old word is beside a new one.
        let beside = |a: usize, b: usize| -> f64 {
            let (o, n) = (pairs[a].0, pairs[b].1);
            let others = pairs.iter().filter(|it| it.0 != o && it.1 != n);
            others.map(|it| near(o, it.0, &old) * near(n, it.1, &new)).sum()
        };
        let table: Vec<Vec<f64>> =
            (0..pairs.len()).map(|a| (0..pairs.len()).map(|b| beside(a, b)).collect()).collect();
        (0..pairs.len()).any(|a| {
            (0..a).any(|b| {
                let [one, other] = [pairs[a], pairs[b]];
                let words = [self.old_word(one.0), self.old_word(other.0)];
                // Numbers and names in another order must be where they belong.
                let is_doubtful = words.iter().all(|it| it.kind == Kind::Exact)
                    && (one.0 < other.0) != (one.1 < other.1);
                let most = if is_doubtful { -CROSSED } else { CROSSED };
                // That they are beside one another says nothing of which is which.
                let mutual = near(one.0, other.0, &old) * near(one.1, other.1, &new);
                words[0].number != words[1].number
                    && table[a][b] + table[b][a] > table[a][a] + table[b][b] - 2.0 * mutual + most
            })
        })
    }

    /// The pairs of words that say more than a light one.
    fn heavy_pairs(&self) -> Vec<(usize, usize)> {
        self.pairs.iter().copied().filter(|it| !self.old_word(it.0).is_light).collect()
    }
}

/// The number of the clause in which each of some words is.
fn clauses(words: &[Word], which: &[usize]) -> Vec<usize> {
    let parts =
        |word: &Word| word.begins >= Break::Clause || matches!(word.role, Role::Joint | Role::Turn);
    let end = which.last().map_or(0, |last| last + 1);
    let mut clause = 0;
    let numbers: Vec<usize> = words[..end]
        .iter()
        .map(|word| {
            clause += usize::from(parts(word));
            clause
        })
        .collect();
    which.iter().map(|at| numbers[*at]).collect()
}
