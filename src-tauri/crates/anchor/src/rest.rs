//! Whether the rest of a sentence still says what it said of the quote.

use crate::home::{Side, clause_around};
use crate::index::{Role, Word};
use crate::judge::{Compared, Gap, SHORT_QUOTE_WEIGHT, weight};
use crate::split::Break;
use crate::words::Kind;

/// The most words of a clause that is only a name.
const MAX_NAME_WORDS: usize = 4;

impl Compared<'_> {
    /// Whether the rest of the sentence does not say something else of the quote: its clause and
    /// what is before it have exchanged nothing.
    pub(crate) fn keeps_rest(&self, gaps: &[Gap], first: usize, last: usize) -> bool {
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
            || (clause_came && clause_gone)
        {
            return false;
        }
        let is_merged = gone.iter().all(|at| self.home.sides[*at] == Side::Quote)
            && added.iter().all(came_from_around);
        // Of the rest nothing stayed: the quote has to be found without it.
        let is_rest = |at: usize| matches!(self.home.sides[at], Side::Clause | Side::Ahead);
        let is_alone = gone.iter().any(|at| is_rest(*at)) && !kept.iter().any(|it| is_rest(it.0));
        let quoted = (0..self.home.words.len()).filter(|at| self.home.sides[*at] == Side::Quote);
        let quoted = quoted.filter(|at| self.old_word(*at).kind != Kind::Filler);
        let length: f64 = quoted.map(|at| weight(self.old_word(at))).sum();
        if is_alone && (!added.is_empty() || length < SHORT_QUOTE_WEIGHT) {
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
            let [clause_gone, ahead_gone] = [gone(Side::Clause), gone(Side::Ahead)];
            let [clause_came, mut ahead_came] = [came(Side::Clause), came(Side::Ahead)];
            if is_merged {
                ahead_came.clear();
            }
            if self.is_other_figure(gap, begin) && !self.is_condition(gap) {
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
        let is_short = next.begins == Break::None || content <= MAX_NAME_WORDS;
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

    /// Whether words were added or removed in a clause of which something stayed, and which is a
    /// condition or a name.
    fn narrows(&self, gap: &Gap, kept: &[(usize, usize)]) -> bool {
        let (home, text) = (&self.home.words, &self.index.words);
        let is_kept = |words: &[Word], at: usize, is_new: bool| {
            let clause = clause_around(words, at, at);
            let content = &words[clause.0..clause.1];
            let is_name =
                content.iter().filter(|it| it.kind != Kind::Filler).count() <= MAX_NAME_WORDS;
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
}
