//! Whether a table bears out what a sentence says of a cell beside others: that it is the highest,
//! lower than another one that the sentence names, or what another one went up or down to.

use super::better::concepts;
use super::{Judge, direction_between};
use crate::claim::{Sentence, Wanted};
use crate::compute::cell_value;
use crate::figure;
use crate::header;
use crate::index::Hit;
use crate::mention::Mention;
use crate::source::{At, grid::Grid};
use crate::vocabulary::Concept;
use crate::words::{self, Turn};
use crate::{Direction, Outcome, Passages};
use std::ops::Range;

/// How many rows are compared.
const MAX_ROWS: usize = 60;
/// How many other cells a column has at least of which one is the highest, and how many show which
/// way it runs.
const LEAST: usize = 2;
/// How much of a clause around a comparison is read for its measure, in bytes.
const CLAUSE_BYTES: usize = 120;
/// What ends a clause, whatever is in brackets.
const CLAUSE_ENDS: [char; 5] = ['，', '；', '。', ',', ';'];
/// How many cells are shown that a claimed one lies beside.
const MAX_SHOWN: usize = 2;

/// The values of cells.
type Cells = Vec<(f64, Hit)>;

/// Where a sentence says that a cell lies from others.
struct Relation {
    /// What the sentence says.
    claimed_direction: Direction,
    /// Whether it says that of the others: `slower than the 1,730 ms of X`.
    is_of_others: bool,
    others: Cells,
}

impl Relation {
    fn of(claimed_direction: Direction, others: Cells) -> Self {
        Self { claimed_direction, is_of_others: false, others }
    }

    /// Whether all of the others lie on the other side of a value.
    fn is_contradicted(&self, own: f64) -> bool {
        let is_opposite = |(other, _): &(f64, Hit)| {
            let (from, to) = if self.is_of_others { (own, *other) } else { (*other, own) };
            // Which of two losses is higher depends on whom one asks.
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
    fn things<'a>(&'a self, sentence: &'a Sentence) -> impl Iterator<Item = &'a Mention> {
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
            let is_here = |mention: &&Mention| is_here(grid, at, mention);
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
    fn beside_named(&self, grid: &Grid, at: At, mention: &Mention) -> Cells {
        self.beside(grid, at, |labels| labels.iter().any(|(_, label)| mention.means(*label)))
    }

    /// The cells that differ from one in what is named: those of the row, or else of the column,
    /// that has most labels in common with it.
    fn beside(&self, grid: &Grid, at: At, is_named: impl Fn(&[(u32, u32)]) -> bool) -> Cells {
        let rows = self.rows_beside(grid, at, &is_named);
        if rows.is_empty() { self.columns_beside(grid, at, is_named) } else { rows }
    }

    fn rows_beside(&self, grid: &Grid, at: At, is_named: impl Fn(&[(u32, u32)]) -> bool) -> Cells {
        let own = grid.row_labels(at.row);
        let rows = grid.rows().take(MAX_ROWS).filter(|row| *row != at.row);
        let rows = rows.map(|row| (row, grid.row_labels(row)));
        let rows = closest(rows.filter(|(_, labels)| is_named(labels)).collect(), own);
        rows.filter_map(|(row, _)| cell_value(self, grid, row, at.column)).collect()
    }

    fn columns_beside(
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
        if others.len() < LEAST {
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

    /// What the sentence says of a cell beside those that its value was reached from.
    fn reached_from(
        &self,
        want: &Wanted,
        sentence: &Sentence,
        grid: &Grid,
        at: At,
    ) -> Option<Relation> {
        let text = sentence.text.as_str();
        let before = &text[..want.range.start];
        let turn = words::reached(before)?;
        let claimed_direction =
            words::towards(before).or_else(|| self.side(turn, grid, at, text))?;
        let others = self
            .along(before, grid, at)
            .or_else(|| self.without_part(sentence, grid, at))
            .or_else(|| self.other_named(want, sentence, grid, at))
            .or_else(|| self.of_bare_name(grid, at))
            .or_else(|| self.in_setting(sentence, grid, at))
            .or_else(|| self.all_others(want, sentence, grid, at))?;
        Some(Relation::of(claimed_direction, others))
    }

    /// The cells of a column where another column is not yet what the sentence says that it has
    /// become: `as the load rises to 40, the rate grows to 3.1`, `from 4 to 8 GPUs`.
    fn along(&self, before: &str, grid: &Grid, at: At) -> Option<Cells> {
        let figures = figure::figures(before);
        let is = |row: u32, column: u32, value: f64| {
            let there = cell_value(self, grid, row, column);
            there.is_some_and(|(there, _)| (there - value).abs() <= value.abs() * 1e-9)
        };
        let column_of = |value: f64| {
            let mut columns = grid.columns().filter(|column| *column != at.column);
            columns.find(|column| is(at.row, *column, value))
        };
        let earlier = |is_earlier: &dyn Fn(u32) -> bool| -> Cells {
            let rows = grid.rows().take(MAX_ROWS).filter(|row| is_earlier(*row));
            rows.filter_map(|row| cell_value(self, grid, row, at.column)).collect()
        };
        let from_to = figures.windows(2).rev().find_map(|pair| {
            let between = before.get(pair[0].range.end..pair[1].range.start)?.trim();
            let (from, to) = (pair[0].value().float(), pair[1].value().float());
            let column = column_of(to).filter(|_| ["to", "到", "至"].contains(&between))?;
            Some(earlier(&|row| is(row, column, from)))
        });
        if let Some(start) = from_to.filter(|start| !start.is_empty()) {
            return Some(start);
        }
        let (column, goes, reached) = figures.iter().rev().find_map(|figure| {
            let goes = words::towards(&before[..figure.range.start])?;
            let value = figure.value().float();
            Some((column_of(value)?, goes, value))
        })?;
        let all = earlier(&|row| {
            cell_value(self, grid, row, column)
                .is_some_and(|(there, _)| direction_between(there, reached) == Some(goes))
        });
        (all.len() >= LEAST).then_some(all)
    }

    /// The cells of what else the sentence names, which has no figure of its own there: 把 X 换成 Y
    /// 后升至 57.5, `Y drops to 57.5 compared with X`.
    fn other_named(
        &self,
        want: &Wanted,
        sentence: &Sentence,
        grid: &Grid,
        at: At,
    ) -> Option<Cells> {
        let text = sentence.text.as_str();
        let is_start = |mention: &&Mention| {
            let (before, behind) = (&text[..mention.range.start], &text[mention.range.end..]);
            let clause = before.rfind(CLAUSE_ENDS).unwrap_or(0)
                ..behind.find(CLAUSE_ENDS).map_or(text.len(), |at| mention.range.end + at);
            let has_figure = sentence.figures.iter().any(|figure| {
                figure.range != want.range
                    && clause.contains(&figure.range.start)
                    && !sentence.is_named(&figure.range)
            });
            !is_here(grid, at, mention)
                && (clause.contains(&want.range.start) || !has_figure)
                && !words::is_set_apart(text, mention.range.start, want.range.start)
        };
        let mut others: Cells = self
            .things(sentence)
            .filter(is_start)
            .flat_map(|mention| self.beside_named(grid, at, mention))
            .filter(|(_, hit)| self.is_of_same_measure(grid, at, hit))
            .collect();
        // `from 50% to 100% of the data` names rows by their numbers.
        let numbers = sentence.figures.iter().map(|figure| &text[figure.range.clone()]);
        let (own, other): (Vec<&str>, Vec<&str>) =
            numbers.partition(|number| names(grid, at.row, number));
        if !own.is_empty() {
            let is_other = |row: &u32| other.iter().any(|number| names(grid, *row, number));
            let rows = grid.rows().take(MAX_ROWS).filter(is_other);
            others.extend(rows.filter_map(|row| cell_value(self, grid, row, at.column)));
        }
        (!others.is_empty()).then_some(others)
    }

    /// The paper's own cells with all parts, where the claimed one is without a part that the
    /// sentence leaves away.
    fn without_part(&self, sentence: &Sentence, grid: &Grid, at: At) -> Option<Cells> {
        let known = &self.source.labels;
        let is_left_away = grid.row_labels(at.row).iter().any(|(_, label)| {
            sentence.mentions.iter().any(|it| it.is_left_away && it.means(*label))
        });
        let is_full = |row: &[(u32, u32)]| {
            row.iter().any(|(_, label)| known.is_full(*label) || known.is_own(*label))
                && !row.iter().any(|(_, label)| known.is_ablation(*label))
        };
        is_left_away.then(|| self.beside(grid, at, is_full)).filter(|full| !full.is_empty())
    }

    /// The cells of the row whose name the claimed one's adds something to: of Tern where one speaks
    /// of `Tern (one finger)`.
    fn of_bare_name(&self, grid: &Grid, at: At) -> Option<Cells> {
        let own = grid.row_names(at.row);
        let is_added = |bare: &String, name: &String| {
            let rest = name.strip_prefix(bare.as_str()).filter(|_| bare.len() > 1);
            rest.is_some_and(|rest| rest.trim_start().starts_with(['(', '+', '（']))
        };
        let is_bare = |row: &u32| {
            let names = grid.row_names(*row);
            let mut others = names.iter().zip(own).filter(|(bare, name)| bare != name).peekable();
            names.len() == own.len()
                && others.peek().is_some()
                && others.all(|(bare, name)| is_added(bare, name))
        };
        let rows = grid.rows().take(MAX_ROWS).filter(is_bare);
        let others: Cells = rows.filter_map(|row| cell_value(self, grid, row, at.column)).collect();
        (!others.is_empty()).then_some(others)
    }

    /// The cells of the rows that differ from one in nothing but switches that the sentence names: that
    /// of ✓ where one speaks of ×.
    fn in_setting(&self, sentence: &Sentence, grid: &Grid, at: At) -> Option<Cells> {
        let is_value = |column: &u32| cell_value(self, grid, at.row, *column).is_some();
        let settings: Vec<u32> = grid.columns().filter(|column| !is_value(column)).collect();
        let is_named = |column: u32| {
            let heading = grid.lowest_heading(column).unwrap_or_default();
            let labels = grid.column_labels(column);
            self.written(grid, at.row, column).is_none_or(is_switch)
                && (words::has_word(&sentence.text, heading)
                    || labels.iter().any(|(_, label)| {
                        sentence.mentions.iter().any(|mention| mention.means(*label))
                    }))
        };
        let differs_in_named = |row: &u32| {
            let is_other = |column: &&u32| {
                self.written(grid, *row, **column) != self.written(grid, at.row, **column)
            };
            let mut others = settings.iter().filter(is_other).peekable();
            others.peek().is_some() && others.all(|column| is_named(*column))
        };
        let rows = grid.rows().take(MAX_ROWS).filter(differs_in_named);
        let others: Cells = rows.filter_map(|row| cell_value(self, grid, row, at.column)).collect();
        (!others.is_empty()).then_some(others)
    }

    /// What a cell has in it.
    fn written(&self, grid: &Grid, row: u32, column: u32) -> Option<&str> {
        let (spot, cell) = grid.spot(row, column)?;
        let spot = &self.source.all[spot as usize];
        spot.cells.get(cell as usize).map(|cell| spot.text[cell.range.clone()].trim())
    }

    /// All cells that a value may have been reached from where the sentence names only what it is
    /// reached by: those of the other rows, or columns, that are most alike.
    fn all_others(&self, want: &Wanted, sentence: &Sentence, grid: &Grid, at: At) -> Option<Cells> {
        // From what the sentence gives itself: 从 512 降到 330.
        let text = sentence.text.as_str();
        let before = &text[..want.range.start];
        let clause = before.len() - words::clause_before(before, CLAUSE_BYTES).len();
        let is_start = |figure: &Range<usize>| {
            clause <= figure.start
                && figure.end <= want.range.start
                && !sentence.is_named(figure)
                && !grid.rows().any(|row| names(grid, row, &text[figure.clone()]))
        };
        if sentence.figures.iter().any(|figure| is_start(&figure.range)) {
            return None;
        }
        let is_before = |mention: &&Mention| mention.range.end <= want.range.start;
        let agents: Vec<&Mention> = self.things(sentence).filter(is_before).collect();
        let means = |labels: &[(u32, u32)]| {
            agents.iter().any(|agent| labels.iter().any(|(_, label)| agent.means(*label)))
        };
        let is_alike = |(_, hit): &(f64, Hit)| self.is_of_same_measure(grid, at, hit);
        // Columns of data sets are no settings of one another.
        let lowest = grid.lowest_heading(at.column).into_iter();
        let mut names = lowest.chain(grid.row_names(at.row).iter().map(String::as_str));
        let mut others = self.columns_beside(grid, at, |_| true);
        others.retain(is_alike);
        if !names.any(names_measure) {
            others.clear();
        }
        // With the column of a setting named, the change is from another setting of the row.
        let is_of_column = means(grid.column_labels(at.column)) && !others.is_empty();
        // Another column of the unit may be what it was before: `time without help (s)`.
        let unit = grid.measure(at.column);
        let has_unit = |column: u32| column != at.column && grid.measure(column) == unit;
        let is_of_row =
            means(grid.row_labels(at.row)) && (unit.is_none() || !grid.columns().any(has_unit));
        if is_of_row && !is_of_column {
            let rows = self.rows_beside(grid, at, |_| true);
            others.extend(rows.into_iter().filter(is_alike));
        }
        (!others.is_empty() && (is_of_row || is_of_column)).then_some(others)
    }

    /// Whether two cells give the same measure of different things.
    fn is_of_same_measure(&self, grid: &Grid, at: At, hit: &Hit) -> bool {
        let cells = &self.source.all[hit.spot as usize].cells;
        let Some(other) = hit.cell.and_then(|cell| cells.get(cell as usize)) else { return false };
        // Each row is of another measure where the columns are of none.
        let mut headings = grid.columns().flat_map(|column| grid.headings(column));
        if !headings.any(|text| names_measure(text))
            && grid.row_names(at.row).iter().any(|name| names_measure(name))
        {
            return other.at.row == at.row;
        }
        other.at.column == at.column
            || grid.lowest_heading(other.at.column) == grid.lowest_heading(at.column)
    }
}

/// Whether a text names a measure.
fn names_measure(text: &str) -> bool {
    !concepts(text).is_empty() || header::measure(text).is_some()
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

/// Whether a number is a word of a row's name: `50% Ours`.
fn names(grid: &Grid, row: u32, number: &str) -> bool {
    let number = number.trim();
    grid.row_names(row).iter().any(|name| {
        name.split_whitespace().count() > 1 && name.split_whitespace().any(|word| word == number)
    })
}

/// Whether a cell says that something is on or off.
fn is_switch(text: &str) -> bool {
    const WORDS: [&str; 10] = ["yes", "no", "y", "n", "on", "off", "x", "true", "false", "是"];
    !text.contains(char::is_alphanumeric) || WORDS.contains(&text.to_ascii_lowercase().as_str())
}

/// Whether a mention names a cell.
fn is_here(grid: &Grid, at: At, mention: &Mention) -> bool {
    grid.labels(at).any(|(_, label)| mention.means(label))
}

/// Whether a comparison begins right behind a figure and names nothing that is more or less: `0.65,
/// slightly lower than X`.
fn is_of_figure(text: &str, want: &Wanted, place: usize, object: &Mention) -> bool {
    /// How much may be between them, in bytes.
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
