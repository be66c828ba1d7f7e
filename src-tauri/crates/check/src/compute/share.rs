//! Shares: a part of a whole that a table or a sentence gives.

use super::claimed::ClaimedFigure;
use super::table::{Named, operand};
use super::{MAX_NAMED_LINES, MAX_ROWS, Operand};
use crate::judge::Judge;
use crate::unit::Dimension;
use crate::words;
use crate::{Outcome, Passages, Sum, SumKind};

/// A row's cell as a share of its column, or of the total that the caption names.
pub(super) fn of_table(table: &Named, claimed: &ClaimedFigure) -> Option<Outcome> {
    let mut rows: Vec<u32> = table.rows.iter().take(MAX_NAMED_LINES).map(|line| line.at).collect();
    let whole = out_of(&table.grid.caption);
    let names_a_share = ["占", "share", "% of", "percent of", "of all", "之"]
        .iter()
        .any(|word| table.text.contains(word));
    let columns: Vec<u32> =
        if whole.is_some() { table.grid.columns().collect() } else { table.candidates() };
    if rows.is_empty() && names_a_share {
        rows = table.unnamed(claimed, columns.len());
    }
    for row in rows {
        for column in columns.iter().copied().filter(|column| *column > 0) {
            let Some(part) = table.operand(row, column).filter(is_amount) else { continue };
            if let Some(whole) = whole
                && claimed.is(part.value / whole * 100.0)
            {
                return outcome(table.judge, claimed, &[part], whole.to_string());
            }
            if !names_a_share {
                continue;
            }
            // A row of totals is the whole itself.
            if let Some(total) = total_row(table).filter(|total| *total != row)
                && let Some(whole) = table.operand(total, column).filter(is_amount)
                && claimed.is(part.value / whole.value * 100.0)
            {
                let text = whole.text(table.judge);
                return outcome(table.judge, claimed, &[part, whole], text);
            }
            let all: Vec<Operand> = table
                .grid
                .rows()
                .take(MAX_ROWS)
                .filter(|other| Some(*other) != total_row(table))
                .filter_map(|other| operand(table.judge, table.grid, other, column))
                .collect();
            let sum: f64 = all.iter().map(|operand| operand.value).sum();
            if all.len() > 1 && all.iter().all(is_amount) && claimed.is(part.value / sum * 100.0) {
                let texts: Vec<String> =
                    all.iter().map(|operand| operand.text(table.judge)).collect();
                let whole = format!("({})", texts.join(" + "));
                return outcome(table.judge, claimed, &[part], whole);
            }
        }
    }
    None
}

/// One row's cell as a part of another's, both of which the sentence names: 为 Y 的 32%.
pub(super) fn of_named(table: &Named, claimed: &ClaimedFigure) -> Option<Outcome> {
    let columns = table.candidates();
    if !table.is_known() && !claimed.is_significant_among_columns(columns.len()) {
        return None;
    }
    for (a, b) in table.pairs_of(&table.rows) {
        for column in &columns {
            let (Some(a), Some(b)) = (table.operand(a, *column), table.operand(b, *column)) else {
                continue;
            };
            let (part, whole) = if a.value < b.value { (a, b) } else { (b, a) };
            if part.value > 0.0 && claimed.is(part.value / whole.value * 100.0) {
                let text = whole.text(table.judge);
                return outcome(table.judge, claimed, &[part, whole], text);
            }
        }
    }
    None
}

/// The row of a table with the totals of all others.
fn total_row(table: &Named) -> Option<u32> {
    let labels = &table.judge.source.labels;
    let is_total =
        |row: &u32| table.grid.row_labels(*row).iter().any(|(_, label)| labels.is_total(*label));
    table.grid.rows().take(MAX_ROWS).find(is_total)
}

/// Whether a figure is an amount of something.
fn is_amount(operand: &Operand) -> bool {
    let has_unit = operand.measure.is_some_and(|measure| measure.dimension != Dimension::Point);
    is_count(operand) || operand.value > 0.0 && has_unit && !operand.is_percent()
}

fn is_count(operand: &Operand) -> bool {
    operand.value > 0.0 && operand.value.fract() == 0.0 && !operand.is_percent()
}

/// The total that a caption names for its numbers: `successes out of 40`.
fn out_of(caption: &str) -> Option<f64> {
    let (_, behind) = caption.split_once("out of ").or_else(|| caption.split_once("每项共"))?;
    let digits = &behind[..behind.bytes().take_while(u8::is_ascii_digit).count()];
    digits.parse().ok().filter(|whole| *whole > 1.0)
}

/// A share of the counts of one sentence of the paper: `173 of 1,264 records`, one of several that
/// make up all, or the rest of those that are given in per cent.
pub(super) fn of_sentence(
    judge: &Judge,
    claimed: &ClaimedFigure,
    text: &str,
    operands: &[Operand],
    sentence: &str,
) -> Option<Outcome> {
    for pair in operands.windows(2) {
        let [first, second] = pair else { continue };
        if !is_count(first) || !is_count(second) {
            continue;
        }
        let (part, whole) =
            if first.value < second.value { (first, second) } else { (second, first) };
        if !is_part_of(text, first, second) {
            continue;
        }
        if claimed.is(part.value / whole.value * 100.0) {
            return outcome(judge, claimed, std::slice::from_ref(part), whole.text(judge));
        }
        // `were not randomised`: the others of the whole.
        if says_not(sentence) && claimed.is(100.0 - part.value / whole.value * 100.0) {
            let passages = Passages::of(vec![part.passage(judge), whole.passage(judge)])?;
            let parts = vec![part.text(judge), whole.text(judge)];
            let sum = Sum { kind: SumKind::Change, parts, result: claimed.text().to_owned() };
            return Some(Outcome::Computed { sum, passages });
        }
    }
    let names_a_share =
        || ["占", "share", "% of", "percent of"].iter().any(|word| sentence.contains(word));
    let sum: f64 = operands.iter().map(|operand| operand.value).sum();
    if operands.len() >= 3 && operands.iter().all(is_count) {
        let part = operands.iter().find(|part| claimed.is(part.value / sum * 100.0));
        if let Some(part) = part.filter(|_| names_a_share()) {
            let texts: Vec<String> = operands.iter().map(|operand| operand.text(judge)).collect();
            let whole = format!("({})", texts.join(" + "));
            return outcome(judge, claimed, std::slice::from_ref(part), whole);
        }
    }
    rest(judge, claimed, text, operands)
}

/// The rest to a hundred per cent: `57% here, 26% there and the rest elsewhere`.
fn rest(
    judge: &Judge,
    claimed: &ClaimedFigure,
    text: &str,
    operands: &[Operand],
) -> Option<Outcome> {
    let parts: Vec<&Operand> = operands.iter().filter(|operand| operand.is_percent()).collect();
    let sum: f64 = parts.iter().map(|part| part.value).sum();
    if parts.is_empty() || !claimed.is(100.0 - sum) {
        return None;
    }
    let names_the_rest = ["the rest", "remaining", "remainder", "其余", "余下", "剩下"]
        .iter()
        .any(|word| text.contains(word));
    if !names_the_rest {
        return None;
    }
    let texts: Vec<String> = parts.iter().map(|part| part.text(judge)).collect();
    let operands_text =
        if texts.len() > 1 { format!("({})", texts.join(" + ")) } else { texts.join("") };
    let passages = Passages::of(vec![parts[0].passage(judge)])?;
    let sum = Sum {
        kind: SumKind::Difference,
        parts: vec!["100%".to_owned(), operands_text],
        result: claimed.text().to_owned(),
    };
    Some(Outcome::Computed { sum, passages })
}

fn says_not(sentence: &str) -> bool {
    [" not ", "n't ", "未", "没有", "并非"].iter().any(|not| sentence.contains(not))
}

/// Whether a text makes one of two figures a part of the other: `N of M`, `M, of which N`, `of M
/// screened, N were`.
fn is_part_of(text: &str, first: &Operand, second: &Operand) -> bool {
    let (Some(a), Some(b)) = (first.range(), second.range()) else { return false };
    let before = text[..a.start].trim_end();
    let is_whole = ["of", "Of", "of the", "among", "Among", "Out of"].iter().any(|of| {
        before.strip_suffix(of).is_some_and(|rest| rest.is_empty() || rest.ends_with([' ', '.']))
    });
    let is_near = b.start.saturating_sub(a.end) <= 40;
    if is_whole && is_near && first.value > second.value {
        return true;
    }
    let Some(between) = text.get(a.end..b.start).filter(|between| between.len() <= 40) else {
        return false;
    };
    let between = between.trim();
    let near = words::clause_behind(between, between.len());
    near == "of"
        || near.starts_with("of the")
        || near.ends_with("out of")
        || near.ends_with("of the")
        || between.contains("of which")
        || between.contains("of whom")
        || between.contains("其中")
        || near.ends_with('中')
}

fn outcome(
    judge: &Judge,
    claimed: &ClaimedFigure,
    parts: &[Operand],
    whole: String,
) -> Option<Outcome> {
    let passages = Passages::of(parts.iter().map(|part| part.passage(judge)).collect())?;
    let part = parts.first()?.text(judge);
    let sum =
        Sum { kind: SumKind::Ratio, parts: vec![part, whole], result: claimed.text().to_owned() };
    Some(Outcome::Computed { sum, passages })
}
