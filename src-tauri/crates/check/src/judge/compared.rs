//! Whether a table bears out what a sentence says of a cell beside others: that it is the highest,
//! or lower than another one that the sentence names.

use super::{Judge, direction_between};
use crate::claim::{Sentence, Wanted};
use crate::compute::cell_value;
use crate::index::Hit;
use crate::mention::Mention;
use crate::source::{At, grid::Grid};
use crate::unit::{Dimension, Measure};
use crate::vocabulary::{self, Better, Concept};
use crate::words::{self, Turn};
use crate::{Direction, Outcome, Passages};
use std::ops::Range;

/// How many rows are compared.
const MAX_ROWS: usize = 60;
/// How many cells a column has at least of which one is the highest.
const LEAST: usize = 3;
/// How much of a clause around a comparison is read for its measure, in bytes.
const CLAUSE_BYTES: usize = 120;

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
        let (claimed_direction, others) = self
            .named_beside(want, sentence, grid, at)
            .or_else(|| self.extreme(want, sentence, grid, at))
            .or_else(|| self.without_part(want, sentence, grid, at))
            .or_else(|| self.along(want, sentence, grid, at))?;
        let mut passages = vec![self.passage(hit)];
        passages.extend(others.iter().map(|hit| self.passage(hit)));
        Some(Outcome::AnotherDirection { claimed_direction, passages: Passages::of(passages)? })
    }

    /// The cells that the sentence compares the claimed one with, when all lie on the other side.
    fn named_beside(
        &self,
        want: &Wanted,
        sentence: &Sentence,
        grid: &Grid,
        at: At,
    ) -> Option<(Direction, Vec<Hit>)> {
        let text = sentence.text.as_str();
        let own = cell_value(self, grid, at.row, at.column)?.0;
        let things = || {
            sentence
                .mentions
                .iter()
                .filter(|mention| (mention.is_sure || mention.is_whole) && self.is_thing(mention))
        };
        for object in things() {
            let Some((said, turn)) = words::turn_against(text, &object.range) else { continue };
            if words::is_set_apart(text, object.range.start, want.range.start)
                || !self.is_of_measure(turn, want, sentence, object, grid, at)
            {
                continue;
            }
            // X (68.4) and Y (65.3) are both what something is compared with.
            let is_here = |mention: &&Mention| grid.labels(at).any(|(_, it)| mention.means(it));
            if !is_here(&object)
                && said < object.range.start
                && is_listed_behind(text, &object.range, &want.range, || {
                    things().filter(is_here).map(|mention| mention.range.start).max()
                })
            {
                continue;
            }
            let Some(claimed_direction) = self.side(turn, grid, at, text) else { continue };
            // `slower than the 1,730 ms of X`: the figure is what the other is compared with.
            let is_object = grid.labels(at).any(|(_, label)| object.means(label));
            let others: Vec<(f64, Hit)> = if is_object {
                let is_subject = |mention: &&Mention| {
                    !grid.labels(at).any(|(_, label)| mention.means(label))
                        && words::turn_against(text, &mention.range).is_none()
                };
                let is_before = |mention: &&Mention| mention.range.end <= object.range.start;
                let mut subjects = things().filter(is_subject);
                // 与 X 的 71 ms 相比，Y 的延迟更高: the subject may come after.
                let subject = things()
                    .filter(is_before)
                    .rfind(is_subject)
                    .or_else(|| subjects.find(|it| !is_before(it)));
                subject.map(|subject| self.beside_named(grid, at, subject)).unwrap_or_default()
            } else {
                self.beside_named(grid, at, object)
            };
            let is_opposite = |(other, _): &(f64, Hit)| {
                let (from, to) = if is_object { (own, *other) } else { (*other, own) };
                *other >= 0.0
                    && own >= 0.0
                    && direction_between(from, to).is_some_and(|lies| lies != claimed_direction)
            };
            if !others.is_empty() && others.iter().all(is_opposite) {
                let shown = others.into_iter().map(|(_, hit)| hit).take(2).collect();
                return Some((claimed_direction, shown));
            }
        }
        None
    }

    /// The cells that differ from one in what a mention names.
    fn beside_named(&self, grid: &Grid, at: At, mention: &Mention) -> Vec<(f64, Hit)> {
        self.beside(grid, at, |labels| labels.iter().any(|(_, label)| mention.means(*label)))
    }

    /// The cells that differ from one in what is named: those of the row, or else of the column,
    /// that has most labels in common with it.
    pub(super) fn beside(
        &self,
        grid: &Grid,
        at: At,
        is_named: impl Fn(&[(u32, u32)]) -> bool,
    ) -> Vec<(f64, Hit)> {
        let closest = |lines: Vec<(u32, usize)>| {
            let most = lines.iter().map(|(_, shared)| *shared).max();
            lines.into_iter().filter(move |(_, shared)| Some(*shared) == most).map(|(line, _)| line)
        };
        let shared = |labels: &[(u32, u32)], own: &[(u32, u32)]| {
            is_named(labels).then(|| labels.iter().filter(|label| own.contains(label)).count())
        };
        let own = grid.row_labels(at.row);
        let rows = grid.rows().take(MAX_ROWS).filter(|row| *row != at.row);
        let rows: Vec<(u32, usize)> =
            rows.filter_map(|row| Some((row, shared(grid.row_labels(row), own)?))).collect();
        if !rows.is_empty() {
            return closest(rows)
                .filter_map(|row| cell_value(self, grid, row, at.column))
                .collect();
        }
        let own = grid.column_labels(at.column);
        let columns = grid.columns().filter(|column| *column != at.column);
        let columns = columns
            .filter_map(|column| Some((column, shared(grid.column_labels(column), own)?)))
            // Only what is named differs.
            .filter(|(_, shared)| shared + 1 >= own.len())
            .collect();
        closest(columns).filter_map(|column| cell_value(self, grid, at.row, column)).collect()
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
        turn: Turn,
        want: &Wanted,
        sentence: &Sentence,
        object: &Mention,
        grid: &Grid,
        at: At,
    ) -> bool {
        let text = sentence.text.as_str();
        let (before, behind) = (&text[..object.range.start], &text[object.range.end..]);
        let clause = before.len() - words::clause_before(before, CLAUSE_BYTES).len()
            ..object.range.end + words::clause_behind(behind, CLAUSE_BYTES).len();
        let measures: Vec<Concept> = concepts(&text[clause.clone()]);
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
            Turn::Up | Turn::Down => {
                clause.contains(&want.range.start) || sentence.figures.len() == 1
            }
            // 仅用 4 步即达到 83.6 分，略逊于 X: of the nearest figure.
            _ => {
                let between = want.range.end..object.range.start;
                clause.contains(&want.range.start)
                    || !sentence.figures.iter().any(|it| between.contains(&it.range.start))
            }
        }
    }

    /// Whether a cell gives what something costs, which is no matter of how good it is.
    fn is_cost(&self, grid: &Grid, at: At) -> bool {
        use Dimension::{
            Bits, Bytes, Dollars, Euros, Giga, Joules, Operations, ProcessorSeconds, Seconds,
            Watts, Yuan,
        };
        const COSTS: [&str; 12] = [
            "param", "flop", "macs", "size", "cost", "price", "memory", "time", "参数", "成本",
            "显存", "内存",
        ];
        let is_cost = |text: &String| {
            let text = text.to_lowercase();
            COSTS.iter().any(|cost| text.contains(cost))
        };
        let dimension = self.measure_at(grid, at).map(|measure| measure.dimension);
        let is_of_cost = matches!(
            dimension,
            Some(
                Bits | Bytes
                    | Dollars
                    | Euros
                    | Giga
                    | Joules
                    | Operations
                    | ProcessorSeconds
                    | Seconds
                    | Watts
                    | Yuan
            )
        );
        is_of_cost || grid.headings(at.column).iter().any(is_cost)
    }

    fn measure_at(&self, grid: &Grid, at: At) -> Option<Measure> {
        let (spot, cell) = grid.spot(at.row, at.column)?;
        self.source.all[spot as usize].cells.get(cell as usize)?.measure
    }

    /// The highest of a column that the sentence calls the lowest, or the other way round.
    fn extreme(
        &self,
        want: &Wanted,
        sentence: &Sentence,
        grid: &Grid,
        at: At,
    ) -> Option<(Direction, Vec<Hit>)> {
        let text = sentence.text.as_str();
        let turn = words::superlative(&text[..want.range.start], &text[want.range.end..])?;
        let claimed_direction = self.side(turn, grid, at, text)?;
        let own = cell_value(self, grid, at.row, at.column)?.0;
        let all = grid.rows().take(MAX_ROWS).filter(|row| *row != at.row);
        let others: Vec<(f64, Hit)> =
            all.filter_map(|row| cell_value(self, grid, row, at.column)).collect();
        let is_beyond =
            |(other, _): &(f64, Hit)| direction_between(*other, own) != Some(claimed_direction);
        let is_equal = |(other, _): &(f64, Hit)| direction_between(*other, own).is_none();
        let is_opposite = others.len() + 1 >= LEAST
            && others.iter().all(is_beyond)
            && !others.iter().any(is_equal);
        is_opposite
            .then(|| (claimed_direction, others.into_iter().map(|(_, hit)| hit).take(2).collect()))
    }

    /// Where a cell lies from another one of its column when it is better, faster or less; scores
    /// are better the higher they are, as far as nothing else is known.
    pub(crate) fn direction_at(&self, hit: &Hit, turn: Turn, is_score: bool) -> Option<Direction> {
        let at = self.source.all[hit.spot as usize].cells.get(hit.cell? as usize)?.at;
        let grid = self.source.grids.get(at.grid as usize)?;
        self.side(turn, grid, at, "").or(match turn {
            Turn::Better if is_score => Some(Direction::Up),
            Turn::Worse if is_score => Some(Direction::Down),
            _ => None,
        })
    }

    /// Where what is better, or more, lies in a cell's column or row, by its labels or else by the
    /// measure that the sentence names.
    fn side(&self, turn: Turn, grid: &Grid, at: At, text: &str) -> Option<Direction> {
        let better_at = || better(grid, at).or_else(|| sole_better(text));
        let up = match turn {
            Turn::Up => true,
            Turn::Down => false,
            Turn::Better => better_at()? == Better::Up,
            Turn::Worse => better_at()? == Better::Down,
            Turn::Faster => self.faster(grid, at)? == Better::Up,
            Turn::Slower => self.faster(grid, at)? == Better::Down,
        };
        Some(if up { Direction::Up } else { Direction::Down })
    }

    /// Which way is faster among the numbers of a time or a rate.
    fn faster(&self, grid: &Grid, at: At) -> Option<Better> {
        let measure = self.measure_at(grid, at);
        match measure.map(|measure| measure.dimension) {
            Some(Dimension::Seconds) => Some(Better::Down),
            Some(Dimension::FramesPerSecond | Dimension::TokensPerSecond | Dimension::Hertz) => {
                Some(Better::Up)
            }
            _ => {
                let is_of_speed = |text: &String| {
                    const SPEEDS: [&str; 12] = [
                        "latency",
                        "time",
                        "speed",
                        "throughput",
                        "delay",
                        "fps",
                        "qps",
                        "延迟",
                        "时间",
                        "耗时",
                        "速度",
                        "吞吐",
                    ];
                    let text = text.to_lowercase();
                    SPEEDS.iter().any(|speed| text.contains(speed))
                };
                let names = grid.headings(at.column).iter().chain(grid.row_names(at.row));
                names.clone().any(is_of_speed).then(|| better(grid, at)).flatten()
            }
        }
    }
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

/// Which way is better in a cell's column, or else in its row: by an arrow, or by what it measures.
fn better(grid: &Grid, at: At) -> Option<Better> {
    let of = |text: &String| {
        if text.contains('↑') {
            Some(Better::Up)
        } else if text.contains('↓') {
            Some(Better::Down)
        } else {
            vocabulary::concepts(text).iter().find_map(|(_, concept)| concept.better())
        }
    };
    let headings = grid.headings(at.column).iter().rev().find_map(of);
    headings
        .or_else(|| grid.row_names(at.row).iter().find_map(of))
        .or_else(|| said_in_caption(grid, at))
        // `Best scores (%)`: the caption says it of all, unless it speaks of the columns.
        .or_else(|| {
            let heads = grid.columns().filter_map(|column| grid.lowest_heading(column));
            let is_of_all = !heads.into_iter().any(|it| it.len() > 1 && grid.caption.contains(it));
            if is_of_all { sole_better(&grid.caption) } else { None }
        })
}

/// Which way is better of all measures that a text names; `None` where they differ.
fn sole_better(text: &str) -> Option<Better> {
    let all = concepts(text);
    let first = all.first()?.better()?;
    all.iter().all(|concept| concept.better() == Some(first)).then_some(first)
}

/// Which way the caption says is better right behind a heading: `score on LongBench (LB, higher is
/// better)`.
fn said_in_caption(grid: &Grid, at: At) -> Option<Better> {
    const SIGNS: [(&str, Better); 6] = [
        ("higher is better", Better::Up),
        ("lower is better", Better::Down),
        ("越高越好", Better::Up),
        ("越低越好", Better::Down),
        ("↑", Better::Up),
        ("↓", Better::Down),
    ];
    let heading = grid.headings(at.column).last()?;
    let names = std::iter::once(heading.as_str()).chain(heading.split_whitespace().next_back());
    names.filter(|name| name.len() > 1).find_map(|name| {
        let behind = &grid.caption[grid.caption.find(name)? + name.len()..];
        let end = behind.find([')', ';', '；', '）']).unwrap_or(behind.len());
        SIGNS.iter().find(|(sign, _)| behind[..end].contains(sign)).map(|(_, better)| *better)
    })
}

fn concepts(text: &str) -> Vec<Concept> {
    let all = vocabulary::concepts(text).into_iter().map(|(_, concept)| concept);
    all.filter(|concept| concept.better().is_some()).collect()
}
