//! Differences, ratios and changes between two cells of a table.

use super::claimed::ClaimedFigure;
use super::table::{Line, Named};
use super::{MAX_ROWS, Operand};
use crate::mention::Mention;
use crate::words;
use crate::{Outcome, SumKind};

/// Two cells, and what they have in common.
pub(super) struct Pair {
    first: Option<Operand>,
    second: Option<Operand>,
    /// Whether the first is what the sentence is about.
    is_ordered: bool,
    /// Whether only a change in per cent counts: it differs with the direction.
    only_change: bool,
}

impl Pair {
    /// Both orders of the two: as they are compared, and reversed, where a change in per cent is relative
    /// to the second.
    fn both_ways(first: Option<Operand>, second: Option<Operand>) -> [Self; 2] {
        let turned = Self {
            first: second.clone(),
            second: first.clone(),
            is_ordered: false,
            only_change: true,
        };
        [Self { first, second, is_ordered: true, only_change: false }, turned]
    }
}

impl Named<'_> {
    /// A difference, ratio or change between two cells.
    pub(super) fn differences(&self, claimed: &ClaimedFigure) -> Option<Outcome> {
        let mut opposite = None;
        let mut try_all = |pairs: Vec<Pair>| {
            pairs.into_iter().find_map(|pair| {
                let (a, b) = (pair.first?, pair.second?);
                let of = claimed.of_two(&a, &b)?;
                if pair.only_change && of.kind != SumKind::Change {
                    return None;
                }
                match claimed.outcome_of_two(self.judge, (&a, &b), &of, pair.is_ordered)? {
                    outcome @ Outcome::Computed { .. } => Some(outcome),
                    outcome => {
                        opposite = opposite.take().or(Some(outcome));
                        None
                    }
                }
            })
        };
        let outcome = try_all(self.named_rows(claimed))
            .or_else(|| try_all(self.named_columns()))
            .or_else(|| try_all(self.with_and_without()))
            .or_else(|| try_all(self.against_others()))
            .or_else(|| try_all(self.beside_own(claimed)));
        outcome.or(opposite)
    }

    /// Two rows that the sentence names, in one column.
    fn named_rows(&self, claimed: &ClaimedFigure) -> Vec<Pair> {
        let columns = self.candidates();
        let mut pairs = Vec::new();
        // In columns that the sentence does not name, a match may be a coincidence.
        if !self.is_known() && !claimed.is_significant_among_columns(columns.len()) {
            return pairs;
        }
        for (a, b) in self.pairs_of(&self.rows) {
            for column in &columns {
                let cells = self.operands(a, *column).into_iter().zip(self.operands(b, *column));
                pairs.extend(cells.flat_map(|(first, second)| Pair::both_ways(first, second)));
            }
        }
        pairs
    }

    /// A row with all named labels against a row with some of them: `X + Y` and X.
    fn with_and_without(&self) -> Vec<Pair> {
        let [full] = self.rows.as_slice() else { return Vec::new() };
        let is_part = |line: &&Line| {
            line.mentions.iter().all(|mention| full.mentions.contains(mention))
                && !self.grid.row_labels(line.at).is_empty()
        };
        let mut pairs = Vec::new();
        if !self.is_known() {
            return pairs;
        }
        for part in self.partial.iter().filter(is_part) {
            for column in self.candidates() {
                let (first, second) =
                    (self.operand(full.at, column), self.operand(part.at, column));
                // `X beats its vision-only variant` is about the part.
                let is_base = full.mentions.iter().any(|mention| {
                    !part.mentions.contains(mention)
                        && words::is_base(&self.text[..mention.range.start])
                });
                let (first, second) = if is_base { (second, first) } else { (first, second) };
                pairs.push(Pair { first, second, is_ordered: true, only_change: false });
            }
        }
        pairs
    }

    /// Two columns that the sentence names, in one row.
    fn named_columns(&self) -> Vec<Pair> {
        let rows: Vec<u32> = if self.rows.is_empty() {
            self.grid.rows().take(4).collect()
        } else {
            self.rows.iter().map(|row| row.at).collect()
        };
        let mut pairs = Vec::new();
        for (a, b) in self.pairs_of(&self.columns) {
            for row in &rows {
                let (first, second) = (self.operand(*row, a), self.operand(*row, b));
                pairs.extend(Pair::both_ways(first, second));
            }
        }
        pairs
    }

    /// All pairs of lines that are named by different words; the base of the comparison comes
    /// second.
    pub(super) fn pairs_of(&self, lines: &[Line]) -> Vec<(u32, u32)> {
        let mut pairs = Vec::new();
        for (n, a) in lines.iter().enumerate() {
            for b in &lines[n + 1..] {
                if let (Some(of_a), Some(of_b)) = (a.apart(b), b.apart(a)) {
                    pairs.push(if self.is_second(of_a, of_b) {
                        (b.at, a.at)
                    } else {
                        (a.at, b.at)
                    });
                }
            }
        }
        pairs
    }

    /// Whether the second of two mentions is compared with the first.
    fn is_second(&self, a: &Mention, b: &Mention) -> bool {
        let is_base = |mention: &Mention| words::is_base(&self.text[..mention.range.start]);
        match (is_base(a), is_base(b)) {
            (true, false) => true,
            (false, true) => false,
            _ => b.range.start < a.range.start,
        }
    }

    /// One row against the paper's own, or the best of the others.
    fn against_others(&self) -> Vec<Pair> {
        const BEST: [&str; 17] = [
            "最强",
            "最佳",
            "最好",
            "最优",
            "次优",
            "次佳",
            "best",
            "strongest",
            "second",
            "SOTA",
            "state-of-the-art",
            "runner-up",
            "previous",
            "此前",
            "先前",
            "基线",
            "baseline",
        ];
        let [line] = self.rows.as_slice() else { return Vec::new() };
        let row = line.at;
        let names_the_best = BEST.iter().any(|word| self.text.contains(word));
        let is_base = line
            .mentions
            .first()
            .is_some_and(|mention| words::is_compared_with(&self.text[..mention.range.start]));
        let columns = self.candidates();
        let is_known = self.is_known();
        // 去掉 X 后下降: the variant without X is compared with the whole.
        let is_left = line.mentions.iter().any(|mention| mention.is_left_away);
        let is_variant = self
            .grid
            .row_labels(row)
            .iter()
            .any(|(_, label)| self.judge.source.labels.is_ablation(*label))
            || self.grid.rows().any(|other| other != row && self.is_full(other));
        let columns = if is_known { columns.as_slice() } else { &columns[..columns.len().min(4)] };
        let mut pairs = Vec::new();
        for column in columns {
            let mut others: Vec<(bool, Operand)> = self
                .grid
                .rows()
                .take(MAX_ROWS)
                .filter(|other| *other != row)
                .filter_map(|other| {
                    Some((self.is_own(other) || self.is_full(other), self.operand(other, *column)?))
                })
                .collect();
            others.sort_by(|(_, a), (_, b)| a.value.total_cmp(&b.value));
            let few = others.len() <= 2;
            let last = others.len().saturating_sub(1);
            for (n, (is_own, other)) in others.into_iter().enumerate() {
                let is_end = n == 0 || n == last;
                if (is_base || is_variant && is_known) && is_own
                    || is_end && (names_the_best || few)
                {
                    let (first, second) = (self.operand(row, *column), Some(other));
                    let (first, second) = if is_base { (second, first) } else { (first, second) };
                    pairs.push(Pair {
                        first,
                        second,
                        is_ordered: is_base == is_own || names_the_best || is_left && is_own,
                        only_change: false,
                    });
                }
            }
        }
        pairs
    }

    /// The paper's own rows against those of another method that the sentence names, where a table
    /// has both for each of several data sets.
    fn beside_own(&self, claimed: &ClaimedFigure) -> Vec<Pair> {
        let is_compared = |line: &Line| {
            let first = line.mentions.first();
            first.is_some_and(|mention| words::is_compared_with(&self.text[..mention.range.start]))
        };
        let columns = self.candidates();
        if self.rows.len() < 2
            || !self.is_known()
            || !self.rows.iter().all(is_compared)
            || !claimed.is_significant_among(self.rows.len() * columns.len())
        {
            return Vec::new();
        }
        let mut pairs = Vec::new();
        for line in &self.rows {
            let own = self
                .grid
                .rows()
                .take(MAX_ROWS)
                .filter(|other| self.is_own(*other) && self.is_beside(line.at, *other));
            for own in own {
                for column in &columns {
                    let (first, second) =
                        (self.operand(own, *column), self.operand(line.at, *column));
                    pairs.extend(Pair::both_ways(first, second));
                }
            }
        }
        pairs
    }

    /// Whether two rows differ in one of their names only.
    fn is_beside(&self, row: u32, other: u32) -> bool {
        let (a, b) = (self.grid.row_labels(row), self.grid.row_labels(other));
        a.len() == b.len() && a.iter().filter(|label| !b.contains(label)).count() == 1
    }

    /// Whether a row is the complete variant of an ablation.
    fn is_full(&self, row: u32) -> bool {
        let labels = self.grid.row_labels(row);
        labels.iter().any(|(_, label)| self.judge.source.labels.is_full(*label))
    }

    /// Whether a row is the paper's own method's.
    fn is_own(&self, row: u32) -> bool {
        let labels = self.grid.row_labels(row);
        labels.iter().any(|(_, label)| self.judge.source.labels.is_own(*label))
    }
}
