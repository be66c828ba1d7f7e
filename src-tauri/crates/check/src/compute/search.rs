//! Two cells of the paper's tables that give a figure, wherever they are: believed where the
//! sentence names what they are of and hardly any two such cells would give it by chance.

use super::claimed::ClaimedFigure;
use super::table::operands;
use super::{MAX_COLUMNS, MAX_ROWS, Operand};
use crate::Outcome;
use crate::claim::Sentence;
use crate::judge::Judge;
use crate::mention::{LabelId, Mention};
use crate::source::grid::Grid;
use crate::words;
use std::collections::HashMap;

/// The most cells of a paper that are compared with one another.
const MAX_CELLS: usize = 30_000;
/// The most named rows of different tables that are compared in columns with one heading.
const MAX_APART: usize = 48;
/// The most mentions of a sentence that are compared: each is a bit of a mask.
const MAX_MENTIONS: usize = 60;
/// The width of the window, in slacks of the figure, in which pairs that nearly give the figure are
/// counted. These are there by chance; so their share for one slack is the number expected by chance.
const NEAR_SLACKS: f64 = 12.0;
/// The most pairs that may be expected by chance if they have two or more of the sentence's labels.
const MAX_CHANCE: f64 = 0.5;
/// The same with one label.
const MAX_CHANCE_OF_ONE: f64 = 0.2;
/// With more pairs expected by chance, the figure does not count as computed at all.
const MAX_OPEN: f64 = 1.0;

/// The figures of a cell that are compared with those of others.
type Figures = [Option<Operand>; 2];

/// The figures of all tables, read once.
pub(crate) struct Cells(Vec<Matrix>);

struct Matrix {
    rows: u32,
    columns: u32,
    cells: Vec<Figures>,
}

impl Cells {
    pub(super) fn of(judge: &Judge) -> Self {
        let mut left = MAX_CELLS;
        let grids = judge.source.grids.iter().map(|grid| {
            let columns = grid.columns().len().min(MAX_COLUMNS);
            let rows = grid.rows().len().min(MAX_ROWS).min(left / columns.max(1));
            left -= rows * columns;
            let cells = (0..rows as u32)
                .flat_map(|row| (0..columns as u32).map(move |column| (row, column)))
                .map(|(row, column)| operands(judge, grid, row, column))
                .collect();
            Matrix { rows: rows as u32, columns: columns as u32, cells }
        });
        Self(grids.collect())
    }
}

impl Matrix {
    fn at(&self, row: u32, column: u32) -> Option<&Figures> {
        let cell = self.cells.get((row * self.columns + column) as usize)?;
        cell.iter().any(Option::is_some).then_some(cell)
    }
}

/// The result of a search for two cells that give a figure.
pub(crate) enum Search {
    /// The sentence surely means them.
    Found(Outcome),
    /// They may as well be there by chance.
    Open,
    Nothing,
}

/// Two cells that give the figure.
struct Match<'a> {
    first: &'a Operand,
    second: &'a Operand,
    named: usize,
    /// What the sentence names of each that the other one lacks.
    apart: (u64, u64),
}

/// All pairs for one claim.
struct Pairs<'a> {
    claimed: &'a ClaimedFigure<'a>,
    /// How many pairs give nearly the figure, by how much of what is named they have.
    near: [u32; 16],
    /// The first of those with most of what is named that give the figure.
    best: Option<Match<'a>>,
}

impl<'a> Pairs<'a> {
    /// Compares the figures of two cells, the first ones and the second ones.
    fn add(&mut self, (a, b): (&'a Figures, &'a Figures), of_both: u64, apart: (u64, u64)) {
        // Cells of nothing that is named are never meant.
        if of_both | apart.0 | apart.1 == 0 {
            return;
        }
        for (first, second) in a.iter().zip(b) {
            if let (Some(first), Some(second)) = (first, second) {
                self.add_pair((first, second), of_both, apart);
            }
        }
    }

    fn add_pair(
        &mut self,
        (a, b): (&'a Operand, &'a Operand),
        of_both: u64,
        (of_a, of_b): (u64, u64),
    ) {
        let distance = self.claimed.distance(a, b, NEAR_SLACKS);
        if distance > NEAR_SLACKS {
            return;
        }
        let apart = (of_a & !of_b, of_b & !of_a);
        let is_apart = apart.0 != 0 && apart.1 != 0;
        let named = (of_both | of_a | of_b).count_ones() as usize + usize::from(is_apart);
        let named = named.min(self.near.len() - 1);
        self.near[named] += 1;
        if distance <= 1.0 && self.best.as_ref().is_none_or(|best| best.named < named) {
            self.best = Some(Match { first: a, second: b, named, apart });
        }
    }

    /// How many pairs that have as much of what is named would give the figure by chance.
    fn by_chance(&self, named: usize) -> f64 {
        let near: u32 = self.near[named..].iter().sum();
        f64::from(near) * self.claimed.part_of_window(NEAR_SLACKS)
    }
}

/// Looks for two cells of one column, of one row, or of columns of one heading in two tables.
pub(super) fn search(judge: &Judge, claimed: &ClaimedFigure, sentence: &Sentence) -> Search {
    let cells = judge.cells.get_or_init(|| Cells::of(judge));
    let mentions: Vec<&Mention> =
        sentence.mentions.iter().filter(|it| it.is_sure).take(MAX_MENTIONS).collect();
    let mut pairs = Pairs { claimed, near: [0; 16], best: None };
    let mut by_heading: HashMap<&str, Vec<(u32, u64, &Figures)>> = HashMap::new();
    for (n, (grid, matrix)) in judge.source.grids.iter().zip(&cells.0).enumerate() {
        let masks = Masks::of(grid, matrix, &mentions);
        if masks.is_empty() {
            continue;
        }
        for column in 1..matrix.columns {
            let heading = grid.name(column);
            for a in 0..matrix.rows {
                let Some(first) = matrix.at(a, column) else { continue };
                for b in a + 1..matrix.rows {
                    let Some(second) = matrix.at(b, column) else { continue };
                    let rows = (masks.rows[a as usize], masks.rows[b as usize]);
                    let of_both = masks.columns[column as usize] | masks.caption;
                    pairs.add((first, second), of_both, rows);
                }
                let named = masks.rows[a as usize] | masks.caption;
                if named != 0
                    && let Some(heading) = heading
                {
                    let named = named | masks.columns[column as usize];
                    by_heading.entry(heading).or_default().push((n as u32, named, first));
                }
            }
        }
        for row in 0..matrix.rows {
            for a in 1..matrix.columns {
                let Some(first) = matrix.at(row, a) else { continue };
                for b in a + 1..matrix.columns {
                    let Some(second) = matrix.at(row, b) else { continue };
                    let columns = (masks.columns[a as usize], masks.columns[b as usize]);
                    pairs.add((first, second), masks.rows[row as usize] | masks.caption, columns);
                }
            }
        }
    }
    for lines in by_heading.values().filter(|lines| lines.len() <= MAX_APART) {
        for (n, (grid, of_a, first)) in lines.iter().enumerate() {
            for (other, of_b, second) in &lines[n + 1..] {
                if grid != other && of_a & !of_b != 0 && of_b & !of_a != 0 {
                    pairs.add((first, second), 0, (*of_a, *of_b));
                }
            }
        }
    }
    pairs.outcome(judge, sentence, &mentions)
}

impl Pairs<'_> {
    fn outcome(&self, judge: &Judge, sentence: &Sentence, mentions: &[&Mention]) -> Search {
        let Some(best) = &self.best else { return Search::Nothing };
        let chance = self.by_chance(best.named);
        let most = match best.named {
            0 => 0.0,
            1 => MAX_CHANCE_OF_ONE,
            _ => MAX_CHANCE,
        };
        if chance <= most
            && let Some(outcome) = best.outcome(self.claimed, judge, sentence, mentions)
        {
            Search::Found(outcome)
        } else if best.named > 0 && chance <= MAX_OPEN {
            Search::Open
        } else {
            Search::Nothing
        }
    }
}

impl Match<'_> {
    fn outcome(
        &self,
        claimed: &ClaimedFigure,
        judge: &Judge,
        sentence: &Sentence,
        mentions: &[&Mention],
    ) -> Option<Outcome> {
        let of = |mask: u64| mentions.get(mask.trailing_zeros() as usize);
        let named = of(self.apart.0).zip(of(self.apart.1));
        // What the sentence is about comes first; what it is compared with is named after that.
        let is_base = |mention: &Mention| words::is_base(&sentence.text[..mention.range.start]);
        let is_turned = named.is_some_and(|(a, b)| match (is_base(a), is_base(b)) {
            (true, false) => true,
            (false, true) => false,
            _ => b.range.start < a.range.start,
        });
        let (a, b) = if is_turned { (self.second, self.first) } else { (self.first, self.second) };
        let (a, b, two) = claimed
            .of_two(a, b)
            .map(|two| (a, b, two))
            .or_else(|| claimed.of_two(b, a).map(|two| (b, a, two)))?;
        claimed.outcome_of_two(judge, (a, b), &two, false)
    }
}

/// Which mentions name each row and column of a table, and its caption.
struct Masks {
    rows: Vec<u64>,
    columns: Vec<u64>,
    caption: u64,
}

impl Masks {
    fn is_empty(&self) -> bool {
        self.caption == 0 && self.rows.iter().chain(&self.columns).all(|mask| *mask == 0)
    }

    fn of(grid: &Grid, matrix: &Matrix, mentions: &[&Mention]) -> Self {
        let mask = |labels: &[(u32, LabelId)]| {
            let named = mentions
                .iter()
                .enumerate()
                .filter(|(_, mention)| labels.iter().any(|(_, label)| mention.means(*label)));
            named.fold(0_u64, |mask, (n, _)| mask | 1 << n)
        };
        Self {
            rows: (0..matrix.rows).map(|row| mask(grid.row_labels(row))).collect(),
            columns: (0..matrix.columns).map(|column| mask(grid.column_labels(column))).collect(),
            caption: mask(grid.caption_labels()),
        }
    }
}
