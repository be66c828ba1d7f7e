//! What the numbers of a column are, by its headings and by the numbers.

use super::grid::Kind;
use crate::unit::Measure;
use crate::vocabulary;

/// The shortest word, in bytes, by which a caption and a heading are matched.
const MIN_SHARED_BYTES: usize = 4;

/// A heading without arrows and marks: BE of `BE ↓`.
pub(super) fn bare_name(heading: &str) -> &str {
    let lowest = heading.rsplit(" / ").next().unwrap_or(heading);
    lowest.trim_matches([' ', '↑', '↓', '$', '*'])
}

/// Whether a heading says that those below it are times.
pub(super) fn is_time(heading: &str) -> bool {
    const TIMES: [&str; 12] = [
        "year", "years", "month", "months", "week", "weeks", "day", "days", "date", "年份", "年",
        "月份",
    ];
    TIMES.contains(&heading.trim().to_lowercase().as_str())
}

pub(super) fn kind<'a>(levels: &[String], numbers: impl Iterator<Item = &'a str>) -> Kind {
    const ORDINAL: [&str; 10] =
        ["year", "id", "no.", "no", "#", "rank", "date", "年份", "年", "编号"];
    if levels.last().is_some_and(|name| ORDINAL.contains(&name.to_lowercase().as_str())) {
        return Kind::Ordinal;
    }
    let (mut count, mut below_one, mut below_hundred, mut with_point) = (0, 0, 0, 0);
    for cell in numbers {
        let digits: String = cell
            .chars()
            .skip_while(|c| !c.is_ascii_digit() && *c != '.')
            .take_while(|c| c.is_ascii_digit() || *c == '.')
            .collect();
        let Ok(value) = digits.parse::<f64>() else { continue };
        count += 1;
        below_one += u32::from(value <= 1.0);
        below_hundred += u32::from(value <= 100.0);
        with_point += u32::from(digits.contains('.'));
    }
    match count {
        0 => Kind::Plain,
        _ if below_one == count && with_point > 0 => Kind::Share,
        _ if below_hundred == count && (with_point > 0 || names_rate(levels)) => Kind::Hundred,
        _ => Kind::Plain,
    }
}

/// The unit that a caption gives in the words that name what a column is of.
pub(super) fn named_in_caption(name: &str, units: &[(&str, Measure)]) -> Option<Measure> {
    let of = |text: &str| {
        vocabulary::concepts(text).into_iter().map(|(_, concept)| concept).collect::<Vec<_>>()
    };
    let lowest = bare_name(name);
    let column = of(name);
    let is_named = |words: &&(&str, Measure)| {
        let words = words.0;
        lowest.len() > 1 && words.contains(lowest)
            || of(words).iter().any(|concept| column.contains(concept))
            || tokens(name).any(|own| tokens(words).any(|word| is_short_for(own, word)))
    };
    units.iter().rfind(is_named).map(|(_, measure)| *measure)
}

fn tokens(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() >= MIN_SHARED_BYTES)
}

/// Whether a heading's word is one of a caption or the beginning of it: Temp. of temperature.
fn is_short_for(own: &str, word: &str) -> bool {
    word.get(..own.len()).is_some_and(|start| start.eq_ignore_ascii_case(own))
}

fn names_rate(levels: &[String]) -> bool {
    levels
        .iter()
        .any(|level| vocabulary::concepts(level).iter().any(|(_, concept)| concept.is_rate()))
}
