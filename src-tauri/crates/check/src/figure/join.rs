//! The text between figures.

use super::{Figure, Link};

/// Finds how neighbouring figures are joined, and gives a figure without a unit the unit at the end
/// of its list or range.
pub(super) fn join(text: &str, figures: &mut [Figure]) {
    for n in (1..figures.len()).rev() {
        let (before, behind) = figures.split_at_mut(n);
        let (figure, next) = (&mut before[n - 1], &behind[0]);
        figure.link = link(text, figure, next);
        let is_year = figure.number.whole().is_some_and(|year| (1950..2050).contains(&year));
        // `9% in 2011 to 34%` is no range of per cents.
        let is_falling_year = is_year && next.number.float() < figure.number.float();
        // 1,000 and 5K are no two counts of thousands.
        let has_own_scale = next.measure.exponent > 0
            && figure.number.whole().is_some_and(|number| number >= 1_000);
        if figure.is_bare()
            && !has_own_scale
            && (figure.link == Link::List && !is_year
                || matches!(figure.link, Link::Range | Link::Spread) && !is_falling_year)
        {
            figure.measure = next.measure;
        }
        figure.is_falling = !figure.minus && next.value().float() < figure.value().float();
    }
}

fn link(text: &str, figure: &Figure, next: &Figure) -> Link {
    let Some(between) =
        text.get(figure.range.end..next.range.start).filter(|between| between.len() <= 24)
    else {
        return Link::None;
    };
    let between =
        between.trim_matches(|c: char| matches!(c, ' ' | '$' | '{' | '}' | '~' | '\u{a0}'));
    match between {
        "-" | "–" | "—" | "--" | "~" | "～" | "∼" | "−" | "‑" | "至" | "到" | "to" | "through"
        | "\\sim" | "\\text{--" | "－" | "——" => Link::Range,
        // A sign that was taken off.
        "" if text[figure.range.end..next.range.start].contains('~') => Link::Range,
        "±" | "\\pm" | "+/-" | "+-" => Link::Spread,
        "×" | "x" | "X" | "*" | "\\times" | "times" | "✕" | ":" | "∶" | "by" => Link::Product,
        "," | "，" | "、" | "/" | "and" | "or" | "和" | "与" | "及" | "以及" | "|" | ", and"
        | ",and" | "versus" | "vs." | "vs" | "或" => Link::List,
        _ => Link::None,
    }
}
