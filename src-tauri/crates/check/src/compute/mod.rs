//! Figures that follow from others: differences, ratios, changes in per cent, shares, means and
//! totals.

mod claimed;
mod difference;
mod mean;
mod prose;
mod search;
mod share;
mod table;
mod total;

use super::claim::{ClaimContent, Figures, Sentence, Wanted};
use super::index::Hit;
use super::judge::Judge;
use super::source::grid::Grid;
use super::unit::{Dimension, Measure};
use super::words;
use super::{ClaimKind, Outcome, Passage, SumKind};
use claimed::ClaimedFigure;
pub(super) use prose::{Pair, from_prose};
pub(super) use search::{Cells, Search};
use table::Named;

/// The most rows and columns that a sentence names and that are combined.
const MAX_NAMED_LINES: usize = 8;
/// The most columns that are searched when the sentence names none.
const MAX_COLUMNS: usize = 24;
/// The most rows that are compared with one another.
const MAX_ROWS: usize = 60;

/// Which cells of a table are taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reach {
    /// Those of rows and columns that the sentence names.
    Named,
    /// Others as well, if a match is hardly a coincidence.
    Any,
}

/// A figure with its value, and where it is.
#[derive(Clone)]
struct Operand {
    /// In its dimension's own unit.
    value: f64,
    /// As it is written, without a scale that a heading or caption gives.
    written: f64,
    measure: Option<Measure>,
    place: Where,
}

/// Where an operand is. Its passage is made only when a result is computed from it.
#[derive(Clone)]
enum Where {
    /// In the paper.
    Paper(Hit),
    /// In the sentence itself, whose figure was found.
    Sentence { written: String, passage: Box<Passage> },
}

impl Operand {
    fn is_percent(&self) -> bool {
        self.measure.is_some_and(|measure| measure.dimension == Dimension::Percent)
    }

    /// Where it is in the paper.
    fn hit(&self) -> Option<&Hit> {
        match &self.place {
            Where::Paper(hit) => Some(hit),
            Where::Sentence { .. } => None,
        }
    }

    /// Where it is in the text of its sentence or row.
    fn range(&self) -> Option<&std::ops::Range<usize>> {
        match &self.place {
            Where::Paper(hit) => Some(&hit.range),
            Where::Sentence { .. } => None,
        }
    }

    fn text(&self, judge: &Judge) -> String {
        match &self.place {
            Where::Paper(hit) => {
                judge.source.all[hit.spot as usize].text[hit.range.clone()].to_owned()
            }
            Where::Sentence { written, .. } => written.clone(),
        }
    }

    fn passage(&self, judge: &Judge) -> Passage {
        match &self.place {
            Where::Paper(hit) => judge.passage(hit),
            Where::Sentence { passage, .. } => (**passage).clone(),
        }
    }
}

/// Results that follow from other figures of the same sentence that the paper supports.
pub(super) fn from_sentence(
    judge: &Judge,
    claims: &[Wanted],
    outcomes: &[Outcome],
    n: usize,
    figures: &Figures,
    text: &str,
) -> Option<Outcome> {
    let claimed = ClaimedFigure::of(figures, &claims[n], None)?;
    let is_share =
        claimed.dimension() == Dimension::Percent && says_part_of(text, &claims[n].range);
    if !figures.is_change && !is_share {
        return None;
    }
    let mut others: Vec<Operand> = Vec::new();
    for (want, outcome) in
        claims.iter().zip(outcomes).filter(|(want, _)| want.kind == ClaimKind::Figure)
    {
        let (ClaimContent::Figures(other), Outcome::Found { passages, .. }) =
            (&want.content, outcome)
        else {
            continue;
        };
        if other.is_change {
            continue;
        }
        for part in &other.parts {
            others.push(Operand {
                value: part.value().float(),
                written: part.number.float(),
                measure: (!part.is_bare()).then_some(part.measure),
                place: Where::Sentence {
                    written: want.text.clone(),
                    passage: Box::new(passages.all().first()?.clone()),
                },
            });
        }
    }
    others.truncate(MAX_NAMED_LINES);
    for (at, a) in others.iter().enumerate() {
        for b in &others[at + 1..] {
            if !figures.is_change {
                let (part, whole) = if a.value < b.value { (a, b) } else { (b, a) };
                let fits = part.measure == whole.measure && part.value > 0.0;
                if fits && claimed.is(part.value / whole.value * 100.0) {
                    let parts = [part.clone(), whole.clone()];
                    return claimed.outcome_of_all(judge, SumKind::Ratio, &parts);
                }
                continue;
            }
            for (a, b) in [(b, a), (a, b)] {
                if let Some(of) = claimed.of_two(a, b) {
                    return claimed.outcome_of_two(judge, (a, b), &of, false);
                }
            }
        }
    }
    None
}

/// Results that follow from cells of one table whose rows and columns the sentence names.
pub(super) fn from_tables(
    judge: &Judge,
    want: &Wanted,
    figures: &Figures,
    sentence: &Sentence,
    reach: Reach,
) -> Option<Outcome> {
    let text = sentence.text.as_str();
    let contains_any = |words: &[&str]| words.iter().any(|word| text.contains(word));
    let is_mean = contains_any(&["平均", "均值", "average", "Average", "mean", "Mean", "averag"]);
    let is_total = !figures.is_change && says_total(text);
    if is_total && let Some(outcome) = total::total(judge, want, figures) {
        return Some(outcome);
    }
    let claimed_direction = if figures.is_change {
        words::direction(&text[..want.range.start], &text[want.range.end..])
    } else {
        None
    };
    let turn = if figures.is_change {
        words::turn_of(&text[..want.range.start], &text[want.range.end..])
    } else {
        None
    };
    let claimed = ClaimedFigure::of(figures, want, claimed_direction)?.with_turn(turn);
    let is_share = claimed.dimension() == Dimension::Percent && !figures.is_change;
    if !figures.is_change && !is_mean && !is_share && !is_total
        || sentence.mentions.is_empty() && !claimed.is_of_a_quantity()
    {
        return None;
    }
    let mut opposite = None;
    for grid in &judge.source.grids {
        let Some(table) = Named::of(judge, grid, sentence, &claimed) else { continue };
        let result = if figures.is_change && reach == Reach::Named {
            table.differences(&claimed)
        } else {
            None
        };
        let may_be_of = |row: u32| judge.may_be_of_row(grid.row_labels(row), want, sentence);
        let result = result
            .or_else(|| if is_total { total::of_named(&table, &claimed) } else { None })
            .or_else(|| if is_mean { mean::mean(&table, &claimed, reach, may_be_of) } else { None })
            .or_else(|| if is_share { share::of_table(&table, &claimed) } else { None })
            .or_else(|| {
                if is_share && says_part_of(text, &want.range) {
                    share::of_named(&table, &claimed)
                } else {
                    None
                }
            });
        match result {
            Some(outcome @ Outcome::Computed { .. }) => return Some(outcome),
            Some(outcome) => opposite = opposite.or(Some(outcome)),
            None => {}
        }
    }
    opposite
}

/// A change or a difference that two cells give, wherever they are.
pub(super) fn from_cells(
    judge: &Judge,
    want: &Wanted,
    figures: &Figures,
    sentence: &Sentence,
) -> Search {
    match ClaimedFigure::of(figures, want, None) {
        Some(claimed) if figures.is_change => search::search(judge, &claimed, sentence),
        _ => Search::Nothing,
    }
}

/// The value of a cell's first figure, and where it is.
pub(super) fn cell_value(judge: &Judge, grid: &Grid, row: u32, column: u32) -> Option<(f64, Hit)> {
    let operand = table::operand(judge, grid, row, column)?;
    match operand.place {
        Where::Paper(hit) => Some((operand.value, hit)),
        Where::Sentence { .. } => None,
    }
}

/// Whether a sentence is about several things together.
fn says_total(text: &str) -> bool {
    const TOTALS: [&str; 8] =
        ["共", "总", "合计", "total", "altogether", "in all", "together", "combined"];
    // 共同 and 总是 are no totals.
    let text = text.replace("共同", "").replace("总是", "");
    TOTALS.iter().any(|word| text.contains(word))
}

/// Whether a sentence gives a figure as a part of another thing's: Y 的 32%, `32% of that of Y`.
fn says_part_of(text: &str, figure: &std::ops::Range<usize>) -> bool {
    text[..figure.start].trim_end_matches([' ', '约']).ends_with('的')
        || text[figure.end..].starts_with(" of ")
}
