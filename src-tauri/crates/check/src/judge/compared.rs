//! Whether a table supports how a sentence compares a cell with others: that it is the highest, lower
//! than another one that the sentence names, or the value that another one reached (`reached.rs`).

use super::better::concepts;
use super::{Judge, direction_between};
use crate::claim::{Sentence, Wanted};
use crate::compute::cell_value;
use crate::index::Hit;
use crate::mention::Mention;
use crate::source::{At, grid::Grid};
use crate::vocabulary::Concept;
use crate::words::{self, Turn};
use crate::{Direction, Outcome, Passages};
use std::ops::Range;

/// The most rows that are compared.
pub(super) const MAX_ROWS: usize = 60;
/// The fewest other cells of a column in which one is the highest, and the fewest that show in which
/// direction a column goes.
pub(super) const MIN_OTHER_CELLS: usize = 2;
/// The most bytes of a clause around a comparison that are searched for its measure.
pub(super) const CLAUSE_BYTES: usize = 120;
/// The most cells that are shown beside a claimed one.
const MAX_SHOWN: usize = 2;

/// The values of cells.
pub(super) type Cells = Vec<(f64, Hit)>;

/// The relation that a sentence gives between a cell and others.
pub(super) struct Relation {
    /// What the sentence says.
    claimed_direction: Direction,
    /// Whether it says that of the others: `slower than the 1,730 ms of X`.
    is_of_others: bool,
    others: Cells,
}

impl Relation {
    pub(super) fn of(claimed_direction: Direction, others: Cells) -> Self {
        Self { claimed_direction, is_of_others: false, others }
    }

    /// Whether all of the others lie on the other side of a value.
    fn is_contradicted(&self, own: f64) -> bool {
        let is_opposite = |(other, _): &(f64, Hit)| {
            let (from, to) = if self.is_of_others { (own, *other) } else { (*other, own) };
            // It is ambiguous which of two losses is higher.
            *other >= 0.0
                && own >= 0.0
                && direction_between(from, to).is_some_and(|lies| lies != self.claimed_direction)
        };
        !self.others.is_empty() && self.others.iter().all(is_opposite)
    }
}

impl Judge<'_> {
    /// The opposite of what the sentence says of a cell beside the others of its column or row.
    pub(super) fn against_others(
        &self,
        want: &Wanted,
        sentence: &Sentence,
        hit: &Hit,
    ) -> Option<Outcome> {
        let at = self.source.all[hit.spot as usize].cells[hit.cell? as usize].at;
        let grid = self.source.grids.get(at.grid as usize)?;
        let own = cell_value(self, grid, at.row, at.column)?.0;
        let said = self.named_beside(want, sentence, grid, at);
        let said = said.into_iter().chain(self.extreme(want, sentence, grid, at, own));
        let said = said.chain(self.reached_from(want, sentence, grid, at)).collect::<Vec<_>>();
        let said = said.into_iter().find(|said| said.is_contradicted(own))?;
        let mut passages = vec![self.passage(hit)];
        passages.extend(said.others.iter().take(MAX_SHOWN).map(|(_, hit)| self.passage(hit)));
        Some(Outcome::AnotherDirection {
            claimed_direction: said.claimed_direction,
            passages: Passages::of(passages)?,
        })
    }

    /// The things that a sentence names.
    pub(super) fn things<'a>(
        &'a self,
        sentence: &'a Sentence,
    ) -> impl Iterator<Item = &'a Mention> {
        let all = sentence.mentions.iter();
        all.filter(|mention| (mention.is_sure || mention.is_whole) && self.is_thing(mention))
    }

    /// What the sentence says of a cell beside those that it names.
    fn named_beside(
        &self,
        want: &Wanted,
        sentence: &Sentence,
        grid: &Grid,
        at: At,
    ) -> Vec<Relation> {
        let text = sentence.text.as_str();
        let things = || self.things(sentence);
        let mut said = Vec::new();
        for object in things() {
            let Some((place, turn)) = words::turn_against(text, &object.range) else { continue };
            if words::is_set_apart(text, object.range.start, want.range.start)
                || !self.is_of_measure((place, turn), want, sentence, object, (grid, at))
            {
                continue;
            }
            // X (68.4) and Y (65.3) are both what something is compared with.
            let is_here = |mention: &&Mention| grid.has_label(at, &mention.labels);
            if !is_here(&object)
                && place < object.range.start
                && is_listed_behind(text, &object.range, &want.range, || {
                    things().filter(is_here).map(|mention| mention.range.start).max()
                })
            {
                continue;
            }
            let Some(claimed_direction) = self.side(turn, grid, at, text) else { continue };
            // `slower than the 1,730 ms of X`: the figure is what the other is compared with.
            let is_of_others = is_here(&object);
            let others = if is_of_others {
                let is_subject = |mention: &&Mention| {
                    !is_here(mention) && words::turn_against(text, &mention.range).is_none()
                };
                let is_before = |mention: &&Mention| mention.range.end <= object.range.start;
                let mut subjects = things().filter(is_subject);
                // 与 X 的 71 ms 相比，Y 的延迟更高: the subject may come after.
                let before = things().filter(is_before).filter(is_subject).last();
                let subject = before.or_else(|| subjects.find(|it| !is_before(it)));
                subject.map(|subject| self.beside_named(grid, at, subject)).unwrap_or_default()
            } else {
                self.beside_named(grid, at, object)
            };
            said.push(Relation { claimed_direction, is_of_others, others });
        }
        said
    }

    /// The cells that differ from one in what a mention names.
    pub(super) fn beside_named(&self, grid: &Grid, at: At, mention: &Mention) -> Cells {
        self.beside(grid, at, |labels| labels.iter().any(|(_, label)| mention.means(*label)))
    }

    /// The cells that differ from one in what is named: those of the row, or else of the column,
    /// that has most labels in common with it.
    pub(super) fn beside(
        &self,
        grid: &Grid,
        at: At,
        is_named: impl Fn(&[(u32, u32)]) -> bool,
    ) -> Cells {
        let rows = self.rows_beside(grid, at, &is_named);
        if rows.is_empty() { self.columns_beside(grid, at, is_named) } else { rows }
    }

    pub(super) fn rows_beside(
        &self,
        grid: &Grid,
        at: At,
        is_named: impl Fn(&[(u32, u32)]) -> bool,
    ) -> Cells {
        let own = grid.row_labels(at.row);
        let rows = grid.rows().take(MAX_ROWS).filter(|row| *row != at.row);
        let rows = rows.map(|row| (row, grid.row_labels(row)));
        let rows = closest(rows.filter(|(_, labels)| is_named(labels)).collect(), own);
        rows.filter_map(|(row, _)| cell_value(self, grid, row, at.column)).collect()
    }

    pub(super) fn columns_beside(
        &self,
        grid: &Grid,
        at: At,
        is_named: impl Fn(&[(u32, u32)]) -> bool,
    ) -> Cells {
        let own = grid.column_labels(at.column);
        let is_name = |column: &u32| {
            let written = self.written(grid, at.row, *column);
            written.is_some_and(|it| grid.row_names(at.row).iter().any(|name| name == it))
        };
        let columns = grid.columns().filter(|column| *column != at.column && !is_name(column));
        let columns = columns.map(|column| (column, grid.column_labels(column)));
        let columns = closest(columns.filter(|(_, labels)| is_named(labels)).collect(), own);
        columns
            // Only what is named differs.
            .filter(|(_, shared)| shared + 1 >= own.len())
            .filter_map(|(column, _)| cell_value(self, grid, at.row, column))
            .collect()
    }

    /// Whether a mention names what is measured, in a row or at the head of a column, and no measure.
    fn is_thing(&self, mention: &Mention) -> bool {
        let labels = &self.source.labels;
        !mention.is_measure
            || mention.labels.iter().all(|label| labels.measure(*label).is_none())
                && concepts(labels.text(mention.labels[0])).is_empty()
    }

    /// Whether a comparison is one of what a cell measures: it names no other measure, and what is
    /// just more or less is in the figure's own clause.
    fn is_of_measure(
        &self,
        (place, turn): (usize, Turn),
        want: &Wanted,
        sentence: &Sentence,
        object: &Mention,
        (grid, at): (&Grid, At),
    ) -> bool {
        let text = sentence.text.as_str();
        let (before, behind) = (&text[..object.range.start], &text[object.range.end..]);
        let clause = before.len() - words::clause_before(before, CLAUSE_BYTES).len()
            ..object.range.end + words::clause_behind(behind, CLAUSE_BYTES).len();
        // The ASR of Zeta-ASR is no measure.
        let mut measures: Vec<Concept> = concepts(&text[clause.start..object.range.start]);
        measures.extend(concepts(&text[object.range.end..clause.end]));
        let own: Vec<Concept> =
            grid.headings(at.column).iter().flat_map(|text| concepts(text)).collect();
        let own: Vec<Concept> = own
            .into_iter()
            .chain(grid.row_names(at.row).iter().flat_map(|text| concepts(text)))
            .collect();
        let is_own = |text: &str| concepts(text).iter().any(|measure| own.contains(measure));
        let is_named = |clause: &Range<usize>| {
            let names_label = |mention: &Mention| {
                mention.is_measure
                    && clause.contains(&mention.range.start)
                    && self.source.has_label(at, &mention.labels)
            };
            is_own(&text[clause.clone()]) || sentence.mentions.iter().any(names_label)
        };
        match turn {
            // `outperforms X at a latency of 790 ms` is not of the latency.
            Turn::Better | Turn::Worse if self.is_cost(grid, at) => {
                is_named(&(clause.start..object.range.start))
            }
            _ if is_named(&clause) => true,
            _ if !measures.is_empty() => false,
            _ if clause.contains(&want.range.start) => true,
            // `0.65, well below X`; in `71.2, with fewer steps than X` it is of the steps.
            Turn::Up | Turn::Down => {
                sentence.figures.len() == 1 || is_of_figure(text, want, place, object)
            }
            // 仅用 4 步即达到 83.6 分，略逊于 X: of the nearest figure.
            _ => {
                let between = want.range.end..object.range.start;
                !sentence.figures.iter().any(|it| between.contains(&it.range.start))
            }
        }
    }

    /// What the sentence says of a cell beside all others of its column: that it is the highest, or
    /// the lowest.
    fn extreme(
        &self,
        want: &Wanted,
        sentence: &Sentence,
        grid: &Grid,
        at: At,
        own: f64,
    ) -> Option<Relation> {
        const OF_ALL: [&str; 8] =
            ["所有", "全部", "全体", "of all", "among all", "across all", "overall", "any other"];
        let text = sentence.text.as_str();
        let turn = words::superlative(&text[..want.range.start], &text[want.range.end..])?;
        let claimed_direction = self.side(turn, grid, at, text)?;
        let all = grid.rows().take(MAX_ROWS).filter(|row| *row != at.row);
        let mut others: Cells =
            all.filter_map(|row| cell_value(self, grid, row, at.column)).collect();
        if others.len() < MIN_OTHER_CELLS {
            return None;
        }
        // It may be the highest of its group, unless the sentence speaks of all.
        if OF_ALL.iter().any(|all| text.contains(all)) {
            others.retain(|(other, _)| {
                direction_between(*other, own).is_some_and(|lies| lies != claimed_direction)
            });
        }
        Some(Relation::of(claimed_direction, others))
    }
}

/// The rows or columns that have most labels in common with one, and how many these are.
fn closest(
    lines: Vec<(u32, &[(u32, u32)])>,
    own: &[(u32, u32)],
) -> impl Iterator<Item = (u32, usize)> {
    let shared = |labels: &[(u32, u32)]| labels.iter().filter(|it| own.contains(it)).count();
    let lines: Vec<(u32, usize)> =
        lines.into_iter().map(|(line, labels)| (line, shared(labels))).collect();
    let most = lines.iter().map(|(_, shared)| *shared).max();
    lines.into_iter().filter(move |(_, shared)| Some(*shared) == most)
}

/// Whether a comparison begins right behind a figure and names nothing that is more or less: `0.65,
/// slightly lower than X`.
fn is_of_figure(text: &str, want: &Wanted, place: usize, object: &Mention) -> bool {
    /// The most bytes between them.
    const MAX_GAP_BYTES: usize = 16;
    let Some(between) = text.get(want.range.end..place) else { return false };
    let Some(word) = text.get(place..object.range.start) else { return false };
    let letters = word.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(word.len());
    let behind = word[letters..].trim_start();
    between.len() <= MAX_GAP_BYTES
        && !between.contains(|c: char| c.is_ascii_digit())
        && !["with", "at ", "而", "但"].iter().any(|other| between.contains(other))
        && (letters == 0 || !behind.contains("than") || behind.starts_with("than"))
}

/// Whether a figure behind a thing that is compared with is one of a list that the thing begins:
/// `beats X (68.4) and Y (65.3)`. `own` is where the figure's own thing is named last.
fn is_listed_behind(
    text: &str,
    object: &Range<usize>,
    figure: &Range<usize>,
    own: impl Fn() -> Option<usize>,
) -> bool {
    let is_joiner = |between: &str| {
        let bare = between.replace(
            |c: char| c.is_ascii_digit() || c.is_whitespace() || "().（）%的".contains(c),
            "",
        );
        matches!(
            bare.as_str(),
            "," | "，" | "、" | "和" | "与" | "及" | "以及" | "and" | ",and" | "or"
        )
    };
    let has_joiner = |between: &str| {
        [" and ", "、", "和", "与"].iter().any(|join| between.contains(join))
            && between.contains(|c: char| c.is_ascii_digit())
    };
    figure.start > object.end
        && (has_joiner(&text[object.end..figure.start])
            || own().is_some_and(|own| own > object.end && is_joiner(&text[object.end..own])))
}
