//! Whether a table bears out that a value was reached by going up or down: from what it was at the
//! start that the sentence names, or without what the sentence adds.

use super::{Judge, course, direction_between};
use crate::claim::{Sentence, Wanted};
use crate::compute::cell_value;
use crate::index::Hit;
use crate::mention::Mention;
use crate::source::{At, grid::Grid};
use crate::words;
use crate::{Outcome, Passages};

/// How many rows are looked at for what a value was before.
const MAX_ROWS: usize = 60;
/// How far the end of a change of conditions is from its start, in bytes.
const MAX_GAP_BYTES: usize = 40;
impl Judge<'_> {
    /// The opposite of how the sentence says that a cell's value was reached.
    pub(super) fn reached(&self, want: &Wanted, sentence: &Sentence, hit: &Hit) -> Option<Outcome> {
        let claimed_direction = words::towards(&sentence.text[..want.range.start])?;
        let at = self.source.all[hit.spot as usize].cells[hit.cell? as usize].at;
        let grid = self.source.grids.get(at.grid as usize)?;
        let own = cell_value(self, grid, at.row, at.column)?.0;
        let (others, is_start) = self.before(want, sentence, grid, at)?;
        let is_opposite = |(other, _): &(f64, Hit)| {
            let (from, to) = if is_start { (own, *other) } else { (*other, own) };
            own >= 0.0
                && *other >= 0.0
                && direction_between(from, to).is_some_and(|goes| goes != claimed_direction)
        };
        if others.is_empty() || !others.iter().all(is_opposite) {
            return None;
        }
        let mut passages = vec![self.passage(hit)];
        passages.extend(others.iter().take(2).map(|(_, hit)| self.passage(hit)));
        Some(Outcome::AnotherDirection { claimed_direction, passages: Passages::of(passages)? })
    }

    /// The cells of the other end of a change, and whether a cell itself is of its start.
    fn before(
        &self,
        want: &Wanted,
        sentence: &Sentence,
        grid: &Grid,
        at: At,
    ) -> Option<(Vec<(f64, Hit)>, bool)> {
        let is_here = |mention: &Mention| grid.labels(at).any(|(_, label)| mention.means(label));
        let things: Vec<&Mention> = sentence
            .mentions
            .iter()
            .filter(|mention| mention.is_sure && self.is_thing(mention))
            .collect();
        for pair in things.windows(2) {
            let [start, end] = pair else { continue };
            if !is_from_to(&sentence.text, start, end) || is_here(start) == is_here(end) {
                continue;
            }
            let is_start = is_here(start);
            let others = self.beside(grid, at, if is_start { end } else { start });
            if !others.is_empty() {
                return Some((others, is_start));
            }
        }
        let named = things.iter().filter(|mention| !is_here(mention));
        let mut named = named.map(|mention| self.beside(grid, at, mention));
        if let Some(others) = named.find(|others| !others.is_empty()) {
            return Some((others, false));
        }
        if let Some((other, is_start)) = self.other_time(grid, at) {
            return Some((vec![other], is_start));
        }
        let of_base = self.of_base(grid, at);
        // Of two rows the baseline is what the other one was before, unless something is left away.
        let is_ablation =
            grid.row_labels(at.row).iter().any(|(_, label)| self.source.labels.is_ablation(*label));
        let is_control = |name: &String| course::is_of_control(name);
        let is_base = !is_ablation && grid.row_names(at.row).iter().any(is_control);
        Some((of_base, is_base && !words::is_without(&sentence.text, &want.range)))
    }

    /// The cell of the row that a row of a table is compared with: of an ablation the full method,
    /// else the baseline.
    fn of_base(&self, grid: &Grid, at: At) -> Vec<(f64, Hit)> {
        let labels = &self.source.labels;
        let has = |row: u32, is: &dyn Fn(u32) -> bool| {
            grid.row_labels(row).iter().any(|(_, label)| is(*label))
        };
        let is_of_ablation = ["blation", "消融"].iter().any(|word| grid.caption.contains(word));
        let is_own = |row: u32| has(row, &|label| labels.is_full(label) || labels.is_own(label));
        let is_variant =
            has(at.row, &|label| labels.is_ablation(label)) || is_of_ablation && !is_own(at.row);
        let is_base = |row: &u32| {
            if is_variant {
                has(*row, &|label| {
                    !labels.is_ablation(label) && (labels.is_full(label) || labels.is_own(label))
                })
            } else {
                grid.row_names(*row).iter().any(|name| course::is_of_control(name))
            }
        };
        let rows = grid.rows().take(MAX_ROWS).filter(|row| *row != at.row);
        let rows: Vec<u32> = rows.collect();
        let bases: Vec<u32> = rows.iter().copied().filter(is_base).collect();
        // Of two rows the other one is what it was before.
        let (([base], _) | ([], [base])) = (&bases[..], &rows[..]) else { return Vec::new() };
        cell_value(self, grid, *base, at.column).into_iter().collect()
    }

    /// Whether a mention names what is measured, in a row or at the head of a column, and no measure.
    pub(super) fn is_thing(&self, mention: &Mention) -> bool {
        let labels = &self.source.labels;
        !mention.is_measure
            || mention.labels.iter().all(|label| labels.measure(*label).is_none())
                && super::compared::concepts(labels.text(mention.labels[0])).is_empty()
    }
}

/// Whether the sentence says that something changes from one named condition to another: 从 1 到 3.
fn is_from_to(text: &str, start: &Mention, end: &Mention) -> bool {
    const FROM: [&str; 8] = ["从", "由", "自", "from", "from the", "From", "From the", "between"];
    const TO: [&str; 8] = ["到", "至", "to", "to the", "→", "->", "变为", "为"];
    let before = text[..start.range.start].trim_end();
    let Some(between) = text.get(start.range.end..end.range.start) else { return false };
    let between = between.trim();
    between.len() <= MAX_GAP_BYTES
        && !between.contains(['，', '。', ';', '；'])
        && FROM.iter().any(|from| before.ends_with(from))
        && TO.iter().any(|to| between.ends_with(to))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mention::Labels;

    #[test]
    fn a_change_goes_from_one_condition_to_another() {
        let mut labels = Labels::default();
        let axis = labels.axis();
        for label in ["AlphaNet", "BetaNet"] {
            labels.add(axis, label);
        }
        for (text, expected) in [
            ("从 AlphaNet 换到 BetaNet，误差降到 3.1。", true),
            ("Going from AlphaNet to the BetaNet it falls to 3.1.", true),
            ("AlphaNet 与 BetaNet 为 3.1。", false),
            ("From AlphaNet, and BetaNet", false),
        ] {
            let mentions = labels.mentions(text);
            assert_eq!(is_from_to(text, &mentions[0], &mentions[1]), expected, "{text}");
        }
    }
}
