//! Whether a sentence of another version still says what was quoted.

use crate::align::Step;
use crate::home::{HomeWords, Side, clause_around};
use crate::index::{Index, Role, Word};
use crate::split::Break;
use crate::text::Text;
use crate::words::{Kind, is_cjk, tokens_in};
use std::collections::HashSet;

/// The share of the quote's words and of those at its place that must be the same.
const ALIKE: f64 = 0.8;
/// A quote that weighs less has to be there word for word.
const SHORT: f64 = 3.0;

/// The most words of the sentence that may have come between the quote's.
const MOST_BETWEEN: usize = 4;
/// The most words of a clause that is only a name.
const NAME: usize = 4;

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

/// Between two words that are the same: what came and went.
#[derive(Default)]
struct Gap {
    /// Words of the old sentences.
    gone: Vec<usize>,
    /// Words of the text.
    added: Vec<usize>,
    /// The same words on both sides, old and new.
    before: Option<(usize, usize)>,
    behind: Option<(usize, usize)>,
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

    fn old_word(&self, at: usize) -> &Word {
        &self.home.words[at]
    }

    fn new_word(&self, at: usize) -> &Word {
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
        let least = if length < SHORT { 1.0 } else { ALIKE };
        let is_fit = quote_alike >= least - 1e-9
            && self.is_together()
            && gaps.iter().all(|gap| self.keeps_quote(gap, first, last))
            && self.keeps_rest(&gaps, first, last, sentences.0)
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
        others.len() <= MOST_BETWEEN && others.into_iter().all(is_plain)
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
            if self.is_same_said(gap) {
                gap.gone.clear();
                gap.added.clear();
            }
        }
        gaps
    }

    /// Whether a Chinese word and a shorter form of it were exchanged.
    fn is_same_said(&self, gap: &Gap) -> bool {
        if gap.gone.is_empty() || gap.added.is_empty() {
            return false;
        }
        let said = |word: &Word, text: &Text| text.slice(word.from, word.to).to_owned();
        let old: String =
            gap.gone.iter().map(|at| said(self.old_word(*at), self.home.text())).collect();
        let new: String = gap.added.iter().map(|at| said(self.new_word(*at), self.text)).collect();
        is_short_form(&old, &new) || is_short_form(&new, &old)
    }

    /// Whether what came and went within the quote leaves what it says as it was.
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
    fn changes_compound(&self, gap: &Gap) -> bool {
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

    /// Whether the rest of the sentence does not say something else of the quote: its clause and
    /// what is before it have exchanged nothing.
    fn keeps_rest(&self, gaps: &[Gap], first: usize, last: usize, sentence: usize) -> bool {
        let (begin, end) = clause_around(&self.index.words, first, last);
        let side = |at: usize| match at {
            at if at < begin => Side::Ahead,
            at if at >= end => Side::Behind,
            _ => Side::Clause,
        };
        let is_outside = |at: &usize| !(first..=last).contains(at) && side(*at) != Side::Behind;
        let came_from_around = |at: &usize| self.home.has_around(self.new_word(*at).number);
        let added: Vec<usize> =
            gaps.iter().flat_map(|gap| &gap.added).copied().filter(is_outside).collect();
        let gone: Vec<usize> = gaps.iter().flat_map(|gap| &gap.gone).copied().collect();
        let gone: Vec<usize> =
            gone.into_iter().filter(|at| self.home.sides[*at] != Side::Behind).collect();
        let kept: Vec<(usize, usize)> = gaps.iter().filter_map(|gap| gap.behind).collect();
        // A word that went and came is said of something else there.
        let all = || gaps.iter().flat_map(|gap| &gap.added).copied();
        let has_moved = gone.iter().filter(|old| !self.old_word(**old).is_light).any(|old| {
            let is_quote = self.home.sides[*old] == Side::Quote;
            let is_same = |new: usize| self.old_word(*old).number == self.new_word(new).number;
            if is_quote { all().any(is_same) } else { added.iter().any(|new| is_same(*new)) }
        });
        // In its clause, nothing is exchanged, wherever in it.
        let is_clause = |at: &&usize| (begin..end).contains(*at) && !self.new_word(**at).is_light;
        let clause_came = added.iter().any(|at| is_clause(&at));
        let clause_gone = gone
            .iter()
            .any(|at| self.home.sides[*at] == Side::Clause && !self.old_word(*at).is_light);
        let is_value = gaps.iter().any(|gap| self.is_other_value(gap));
        // A word of the quote that came once more may be the one that was meant.
        let is_quoted = |at: usize| {
            let same = |(old, _): (usize, usize)| {
                self.home.sides[old] == Side::Quote
                    && self.old_word(old).number == self.new_word(at).number
            };
            !self.new_word(at).is_light && kept.iter().any(|it| same(*it))
        };
        let is_doubled = all().filter(|at| (first..last).contains(at)).any(is_quoted);
        if has_moved
            || is_doubled
            || self.is_extended(last, &all().collect::<Vec<_>>())
            || (clause_came && clause_gone && !is_value)
        {
            return false;
        }
        let is_merged = gone.iter().all(|at| self.home.sides[*at] == Side::Quote)
            && added.iter().all(came_from_around);
        let is_split = added.is_empty() && self.is_before(&gone, sentence);
        // Of the rest nothing stayed: the quote has to stand by itself.
        let is_rest = |at: usize| matches!(self.home.sides[at], Side::Clause | Side::Ahead);
        let is_alone = gone.iter().any(|at| is_rest(*at)) && !kept.iter().any(|it| is_rest(it.0));
        let quoted = (0..self.home.words.len()).filter(|at| self.home.sides[*at] == Side::Quote);
        let quoted = quoted.filter(|at| self.old_word(*at).kind != Kind::Filler);
        let length: f64 = quoted.map(|at| weight(self.old_word(at))).sum();
        if is_alone && !is_split && (!added.is_empty() || length < SHORT) {
            return false;
        }
        gaps.iter().all(|gap| {
            let gone = |wanted: Side| -> Vec<&Word> {
                let gone = gap.gone.iter().filter(|at| self.home.sides[**at] == wanted);
                gone.map(|at| self.old_word(*at)).collect()
            };
            let came = |wanted: Side| -> Vec<&Word> {
                let outside = gap.added.iter().filter(|at| is_outside(at));
                outside.filter(|at| side(**at) == wanted).map(|at| self.new_word(*at)).collect()
            };
            let [clause_gone, mut ahead_gone] = [gone(Side::Clause), gone(Side::Ahead)];
            let [clause_came, mut ahead_came] = [came(Side::Clause), came(Side::Ahead)];
            if is_split {
                ahead_gone.clear();
            }
            if is_merged {
                ahead_came.clear();
            }
            if (self.is_other_value(gap) || self.is_other_figure(gap, begin))
                && !self.is_condition(gap)
            {
                return true;
            }
            let is_plain = |words: &[&Word]| words.iter().all(|word| word.kind == Kind::Plain);
            let is_clause_kept = is_plain(&clause_gone)
                && is_plain(&clause_came)
                && (clause_gone.is_empty() || (clause_came.is_empty() && ahead_came.is_empty()))
                && (clause_came.is_empty() || ahead_gone.is_empty())
                && (clause_gone.is_empty() && clause_came.is_empty()
                    || !self.changes_compound(gap));
            is_clause_kept && self.keeps_ahead(gap, &ahead_gone, &ahead_came, &kept)
        })
    }

    /// Whether names joined those that the quote ended with: it says more then.
    fn is_extended(&self, last: usize, added: &[usize]) -> bool {
        if !self.home.ends_clause() {
            return false;
        }
        let words = &self.index.words[last + 1..];
        let is_joint = |word: &Word| word.role == Role::Joint || word.is_listed;
        let end = |words: &[Word]| {
            let ends = |word: &Word| word.begins >= Break::Clause;
            words.iter().skip(1).position(ends).map_or(words.len(), |at| at + 1)
        };
        let Some(next) = words.first() else { return false };
        let joined = &words[..end(words)];
        let content = joined.iter().filter(|it| it.kind != Kind::Filler).count();
        let is_short = next.begins == Break::None || content <= NAME;
        let first = joined.iter().find(|it| it.kind != Kind::Filler);
        let is_name = |at: &usize| {
            let word = self.new_word(*at);
            word.kind == Kind::Exact
                && joined.iter().any(|it| it.from == word.from)
                && !self.home.has_around(word.number)
        };
        next.begins != Break::Sentence
            && (is_joint(next) || first.is_some_and(|it| it.is_listed))
            && is_short
            && added.iter().any(is_name)
    }

    /// Whether beside the quote one value has become another: it is still about the same.
    fn is_other_value(&self, gap: &Gap) -> bool {
        match (&gap.gone[..], &gap.added[..]) {
            ([old], [new]) => self.old_word(*old).is_value && self.new_word(*new).is_value,
            _ => false,
        }
    }

    /// Whether only figures came and went, all of them before the quote's clause.
    fn is_other_figure(&self, gap: &Gap, begin: usize) -> bool {
        gap.gone
            .iter()
            .all(|at| self.old_word(*at).is_figure && self.home.sides[*at] == Side::Ahead)
            && gap.added.iter().all(|at| self.new_word(*at).is_figure && *at < begin)
    }

    /// Whether the earlier clauses are about the same, or are gone.
    fn keeps_ahead(
        &self,
        gap: &Gap,
        gone: &[&Word],
        came: &[&Word],
        kept: &[(usize, usize)],
    ) -> bool {
        let is_negation = |words: &[&Word]| words.iter().all(|it| it.kind == Kind::Negation);
        if gone.is_empty() && came.is_empty() {
            return true;
        }
        if is_negation(gone) && is_negation(came) {
            // Another statement was turned round, unless it is a condition of this one.
            return !self.is_condition(gap);
        }
        let is_turn =
            |words: &[&Word]| words.iter().any(|it| matches!(it.kind, Kind::Turn | Kind::Negation));
        let is_ahead = |at: usize| self.home.sides[at] == Side::Ahead;
        let is_any_kept = kept.iter().any(|(old, _)| is_ahead(*old));
        // A name or number more or less in a clause that stayed is another thing.
        let is_name = |words: &[&Word]| words.iter().any(|it| it.kind == Kind::Exact);
        let is_gloss = came.first().is_some_and(|it| it.is_opened);
        match (gone.is_empty(), came.is_empty()) {
            // A condition that says more is another one.
            (true, false) if self.is_condition(gap) => !is_any_kept,
            (true, false) => {
                !is_turn(came) && (is_gloss || !is_name(came) || !self.narrows(gap, kept))
            }
            // What was before is all gone, or loses words that say no other thing.
            (false, true) => {
                !is_any_kept || !(is_turn(gone) || (is_name(gone) && self.narrows(gap, kept)))
            }
            _ => false,
        }
    }

    /// Whether what came and went is in a clause of which something stayed, and which is a condition
    /// or a name.
    fn narrows(&self, gap: &Gap, kept: &[(usize, usize)]) -> bool {
        let (home, text) = (&self.home.words, &self.index.words);
        let is_kept = |words: &[Word], at: usize, is_new: bool| {
            let clause = clause_around(words, at, at);
            let content = &words[clause.0..clause.1];
            let is_name = content.iter().filter(|it| it.kind != Kind::Filler).count() <= NAME;
            (is_name || self.is_condition(gap))
                && kept
                    .iter()
                    .any(|(old, new)| (clause.0..clause.1).contains(if is_new { new } else { old }))
        };
        gap.gone.iter().any(|at| is_kept(home, *at, false))
            || gap.added.iter().any(|at| is_kept(text, *at, true))
    }

    /// Whether a gap is in a clause that is a condition.
    fn is_condition(&self, gap: &Gap) -> bool {
        let conditions = |words: &[Word], at: usize| {
            let (begin, end) = clause_around(words, at, at);
            let clause = &words[begin..end];
            let is_role = |word: &Word, role: Role| word.role == role;
            clause.iter().take(2).any(|it| is_role(it, Role::Condition) || is_role(it, Role::Case))
                || clause.last().is_some_and(|it| is_role(it, Role::Condition))
        };
        gap.gone.iter().any(|at| conditions(&self.home.words, *at))
            || gap.added.iter().any(|at| conditions(&self.index.words, *at))
    }

    /// Whether all words of earlier clauses that are gone are in the sentence before.
    fn is_before(&self, gone: &[usize], sentence: usize) -> bool {
        let Some(before) = sentence.checked_sub(1) else { return false };
        let range = self.index.sentences[before]..self.index.sentences[sentence];
        let there: HashSet<u32> = self.index.words[range].iter().map(|it| it.number).collect();
        let ahead = gone.iter().filter(|at| self.home.sides[**at] == Side::Ahead);
        let mut ahead = ahead.peekable();
        ahead.peek().is_some() && ahead.all(|at| there.contains(&self.old_word(*at).number))
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
