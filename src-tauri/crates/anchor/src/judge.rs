//! Whether a sentence of another version still says what was quoted.

use crate::align::Step;
use crate::home::{HomeWords, Side, clause_around};
use crate::index::{Index, Role, Word};
use crate::text::Text;
use crate::words::{Kind, is_cjk, tokens_in};

/// The share of the quote's words and of those at its place that must be the same.
const MIN_SAME_SHARE: f64 = 0.8;
/// A quote that weighs less has to be there word for word.
pub(crate) const SHORT_QUOTE_WEIGHT: f64 = 3.0;

/// The most words of the sentence that may have come between the quote's.
const MAX_WORDS_BETWEEN: usize = 4;

/// The order in which old words are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Order {
    Kept,
    /// Parts of the sentence have changed places.
    Moved,
    /// The sentence is in the other voice.
    Voice,
}

/// What was found at a place.
pub(crate) struct Judged {
    /// The first and last word of the text that the quote's words became.
    pub(crate) first: usize,
    pub(crate) last: usize,
    /// Whether it says what was quoted, of the same thing.
    pub(crate) is_fit: bool,
    /// The share of the words of both sentences that are the same.
    pub(crate) alike: f64,
}

/// The words that were added and removed between two that are the same.
#[derive(Default)]
pub(crate) struct Gap {
    /// Words of the old sentences.
    pub(crate) gone: Vec<usize>,
    /// Words of the text.
    pub(crate) added: Vec<usize>,
    /// The same words on both sides, old and new.
    pub(crate) before: Option<(usize, usize)>,
    pub(crate) behind: Option<(usize, usize)>,
}

/// The old sentences with their words in an order, and the words of the text beside them.
pub(crate) struct Compared<'a> {
    pub(crate) text: &'a Text,
    pub(crate) home: &'a HomeWords<'a>,
    /// The old words that count, in the order in which they are compared.
    pub(crate) order: &'a [usize],
    pub(crate) index: &'a Index,
    /// The new words that count.
    pub(crate) window: &'a [usize],
    pub(crate) steps: &'a [Step],
}

impl Compared<'_> {
    fn same(&self) -> impl DoubleEndedIterator<Item = (usize, usize)> {
        self.steps.iter().filter_map(|step| match step {
            Step::Same(old, new) => Some((self.order[*old], self.window[*new])),
            _ => None,
        })
    }

    pub(crate) fn old_word(&self, at: usize) -> &Word {
        &self.home.words[at]
    }

    pub(crate) fn new_word(&self, at: usize) -> &Word {
        &self.index.words[at]
    }

    /// `None`: nothing of the quote is there. `order`: that of the old words.
    pub(crate) fn judge(&self, order: Order) -> Option<Judged> {
        let is_quote = |at: usize| self.home.sides[at] == Side::Quote;
        let first = self.same().find(|(old, _)| is_quote(*old))?.1;
        let last = self.same().rfind(|(old, _)| is_quote(*old))?.1;
        let sentences = (self.index.sentence_of(first), self.index.sentence_of(last) + 1);
        let here = self.index.sentences[sentences.0]..self.index.sentences[sentences.1];
        let gaps = self.gaps(&here);
        let weigh = |words: &[Word]| -> f64 {
            words.iter().filter(|it| it.kind != Kind::Filler).map(weight).sum()
        };
        let same: f64 = self.same().map(|(old, _)| weight(self.old_word(old))).sum();
        let both = weigh(&self.home.words) + weigh(&self.index.words[here.clone()]);
        let alike = (2.0 * same / both).min(1.0);
        let quoted: Vec<Word> = (0..self.home.words.len())
            .filter(|at| is_quote(*at))
            .map(|at| self.home.words[at])
            .collect();
        let kept: f64 = self
            .same()
            .filter(|(old, _)| is_quote(*old))
            .map(|(old, _)| weight(self.old_word(old)))
            .sum();
        let length = weigh(&quoted);
        let quote_alike = 2.0 * kept / (length + weigh(&self.index.words[first..=last]));
        let least = if length < SHORT_QUOTE_WEIGHT { 1.0 } else { MIN_SAME_SHARE };
        let is_fit = quote_alike >= least - 1e-9
            && self.is_together()
            && gaps.iter().all(|gap| self.keeps_quote(gap, first, last))
            && self.keeps_rest(&gaps, first, last)
            && !(order != Order::Kept
                && (self.is_changed(&gaps)
                    || (sentences.1 - sentences.0 > self.home.spanned
                        && gaps
                            .iter()
                            .flat_map(|it| &it.added)
                            .any(|at| *at < first || *at > last))))
            && (order == Order::Voice || self.keeps_voice());
        Some(Judged { first, last, is_fit, alike })
    }

    /// Whether nobody who did something has it done to them now: `it tests` and `is tested by it`.
    fn keeps_voice(&self) -> bool {
        let is_agent = |words: &[Word], at: usize| {
            let fillers = words[..at].iter().rev().take_while(|it| it.kind == Kind::Filler);
            let is_by =
                words[at].kind != Kind::Exact && fillers.take(2).any(|it| it.role == Role::By);
            let begin = clause_around(words, at, at).0;
            is_by && words[begin..at].iter().any(|it| it.role == Role::Copula)
        };
        self.same()
            .all(|(old, new)| is_agent(&self.home.words, old) == is_agent(&self.index.words, new))
    }

    /// Whether words went and others came: parts that changed places must be the same otherwise.
    fn is_changed(&self, gaps: &[Gap]) -> bool {
        let is_gone = |gap: &Gap| gap.gone.iter().any(|at| self.home.sides[*at] != Side::Behind);
        gaps.iter().any(is_gone) && gaps.iter().any(|gap| !gap.added.is_empty())
    }

    /// Whether the quote's words are one after another in the order, but for a few that say more.
    fn is_together(&self) -> bool {
        let is_quote = |at: &usize| self.home.sides[*at] == Side::Quote;
        let first = self.order.iter().position(is_quote);
        let last = self.order.iter().rposition(is_quote);
        let (Some(first), Some(last)) = (first, last) else { return false };
        let others = self.order[first..last].iter().filter(|at| !is_quote(at));
        let others: Vec<&usize> = others.collect();
        let is_plain = |at: &usize| matches!(self.old_word(*at).kind, Kind::Plain | Kind::Turn);
        others.len() <= MAX_WORDS_BETWEEN && others.into_iter().all(is_plain)
    }

    fn gaps(&self, here: &std::ops::Range<usize>) -> Vec<Gap> {
        let mut gaps = Vec::new();
        let mut gap = Gap::default();
        for step in self.steps {
            match *step {
                Step::Gone(old) => gap.gone.push(self.order[old]),
                Step::Added(new) if here.contains(&self.window[new]) => {
                    gap.added.push(self.window[new]);
                }
                Step::Added(_) => {}
                // What is in another sentence is not said there.
                Step::Same(old, new) if !here.contains(&self.window[new]) => {
                    gap.gone.push(self.order[old]);
                }
                Step::Same(old, new) => {
                    let same = Some((self.order[old], self.window[new]));
                    gap.behind = same;
                    gaps.push(std::mem::take(&mut gap));
                    gap.before = same;
                }
            }
        }
        gaps.push(gap);
        for gap in &mut gaps {
            gap.gone.retain(|at| self.old_word(*at).role != Role::Author);
            gap.added.retain(|at| self.new_word(*at).role != Role::Author);
            if self.is_short_form_exchanged(gap) {
                gap.gone.clear();
                gap.added.clear();
            }
        }
        gaps
    }

    /// Whether a Chinese word and a shorter form of it were exchanged.
    fn is_short_form_exchanged(&self, gap: &Gap) -> bool {
        if gap.gone.is_empty() || gap.added.is_empty() {
            return false;
        }
        let written = |word: &Word, text: &Text| text.slice(word.from, word.to).to_owned();
        let old: String =
            gap.gone.iter().map(|at| written(self.old_word(*at), self.home.text())).collect();
        let new: String =
            gap.added.iter().map(|at| written(self.new_word(*at), self.text)).collect();
        is_short_form(&old, &new) || is_short_form(&new, &old)
    }

    /// Whether the words added and removed within the quote leave its meaning as it was.
    fn keeps_quote(&self, gap: &Gap, first: usize, last: usize) -> bool {
        let is_gone = gap.gone.iter().any(|at| self.home.sides[*at] == Side::Quote);
        let is_added = gap.added.iter().any(|at| (first..last).contains(at));
        if !is_gone && !is_added {
            return true;
        }
        if gap.gone.is_empty() || gap.added.is_empty() {
            let is_plain = gap.gone.iter().all(|at| self.old_word(*at).kind == Kind::Plain)
                && gap.added.iter().all(|at| self.new_word(*at).kind == Kind::Plain);
            return is_plain && !self.changes_compound(gap);
        }
        false
    }

    /// Whether a word that adds nothing made place for one that came: it may be a part of a
    /// longer word, as in `中文` and `英文`.
    pub(crate) fn changes_compound(&self, gap: &Gap) -> bool {
        // The fillers beside the words that stayed, where those are characters of no known word.
        let beside = |words: &[Word], before: Option<usize>, behind: Option<usize>| -> Vec<u32> {
            let is_lone = |word: &Word| word.kind == Kind::Plain && word.to - word.from == 1;
            let behind = behind
                .filter(|at| *at > 0 && is_lone(&words[*at]))
                .map(|at| (words[at - 1], words[at - 1].to == words[at].from));
            let before = before.filter(|at| *at + 1 < words.len() && is_lone(&words[*at]));
            let before = before.map(|at| (words[at + 1], words[at + 1].from == words[at].to));
            let parts = [before, behind].into_iter().flatten();
            parts.filter(|(it, is_joined)| *is_joined && it.is_part).map(|it| it.0.number).collect()
        };
        let (before, behind) = (gap.before, gap.behind);
        let old = beside(&self.home.words, before.map(|it| it.0), behind.map(|it| it.0));
        let new = beside(&self.index.words, before.map(|it| it.1), behind.map(|it| it.1));
        if gap.added.is_empty() {
            new.iter().any(|it| !old.contains(it))
        } else {
            old.iter().any(|it| !new.contains(it))
        }
    }
}

/// Whether a Chinese word is a shorter form of another one: it lacks only characters that alone
/// neither turn nor deny.
fn is_short_form(short: &str, long: &str) -> bool {
    let mut wanted = short.chars().peekable();
    let rest: Vec<char> = long.chars().filter(|c| wanted.next_if_eq(c).is_none()).collect();
    let is_plain = |c: &char| {
        let alone = tokens_in(&c.to_string(), true);
        is_cjk(*c) && alone.iter().all(|it| matches!(it.kind, Kind::Plain | Kind::Filler))
    };
    wanted.peek().is_none() && rest.iter().all(is_plain) && short.chars().all(is_cjk)
}

/// How much a word counts: a Chinese character that is in no known word less than a word.
pub(crate) fn weight(word: &Word) -> f64 {
    if word.kind == Kind::Plain && word.to - word.from == 1 { 0.5 } else { 1.0 }
}
