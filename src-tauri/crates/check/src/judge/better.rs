//! Which way is better, or faster, among the numbers of a table.

use super::{Judge, direction_between};
use crate::Direction;
use crate::compute::cell_value;
use crate::index::Hit;
use crate::source::{At, grid::Grid};
use crate::unit::{Dimension, Measure};
use crate::vocabulary::{self, Better, Concept};
use crate::words::Turn;

/// The most rows of a column that are read.
const MAX_ROWS: usize = 60;

impl Judge<'_> {
    /// Whether a cell gives what something costs, which is no matter of how good it is.
    pub(super) fn is_cost(&self, grid: &Grid, at: At) -> bool {
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
    pub(super) fn side(&self, turn: Turn, grid: &Grid, at: At, text: &str) -> Option<Direction> {
        let better_at = || {
            better(grid, at).or_else(|| sole_better(text)).or_else(|| self.better_by_own(grid, at))
        };
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

    /// Which way is better by where the paper's own method lies in a column: a paper is about what it
    /// does best in.
    fn better_by_own(&self, grid: &Grid, at: At) -> Option<Better> {
        let known = &self.source.labels;
        let is_own = |row: u32| grid.row_labels(row).iter().any(|(_, label)| known.is_own(*label));
        let values: Vec<(f64, bool)> = grid
            .rows()
            .take(MAX_ROWS)
            .filter_map(|row| Some((cell_value(self, grid, row, at.column)?.0, is_own(row))))
            .collect();
        let mut others = values.iter().filter(|(_, is_own)| !is_own).peekable();
        others.peek()?;
        // Of several own rows the last one is the whole of it.
        let (own, _) = values.iter().rfind(|(_, is_own)| *is_own)?;
        let mut lies = others.map(|(other, _)| direction_between(*other, *own));
        let first = lies.next()??;
        lies.all(|it| it == Some(first)).then_some(match first {
            Direction::Up => Better::Up,
            Direction::Down => Better::Down,
        })
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
                    const SPEEDS: [&str; 14] = [
                        "latency",
                        "time",
                        "speed",
                        "throughput",
                        "delay",
                        "fps",
                        "qps",
                        "rtf",
                        "实时率",
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

/// Which way is better in a cell's column, or else in its row: by an arrow, or by what it measures.
fn better(grid: &Grid, at: At) -> Option<Better> {
    let of = |text: &String| {
        if text.contains('↑') {
            Some(Better::Up)
        } else if text.contains('↓') {
            Some(Better::Down)
        } else {
            vocabulary::concepts(text)
                .iter()
                .find_map(|(_, concept)| concept.better())
                .or_else(|| sole_better(variant_of(text)?))
        }
    };
    let headings = grid.headings(at.column).iter().rev().find_map(of);
    headings
        .or_else(|| grid.row_names(at.row).iter().find_map(of))
        .or_else(|| said_in_caption(grid, at))
        // `Best scores (%)`: the caption says it of all, unless it speaks of the columns.
        .or_else(|| {
            let mut heads = grid.columns().flat_map(|column| grid.headings(column));
            let is_of_all = !heads.any(|it| !concepts(it).is_empty());
            if is_of_all { sole_better(&grid.caption) } else { None }
        })
}

/// The measure that a heading is a variant of: the IoU of gIoU and cIoU.
fn variant_of(heading: &str) -> Option<&str> {
    let word = heading.split(' ').next()?;
    let letters = word.bytes().take_while(u8::is_ascii_lowercase).count();
    (letters == 1).then(|| &word[letters..])
}

/// Which way is better of all measures that a text names; `None` where they differ.
pub(super) fn sole_better(text: &str) -> Option<Better> {
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

pub(super) fn concepts(text: &str) -> Vec<Concept> {
    let all = vocabulary::concepts(text).into_iter().map(|(_, concept)| concept);
    all.filter(|concept| concept.better().is_some()).collect()
}
