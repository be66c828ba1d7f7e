//! The unit around a number.

use super::scan::Scanner;
use super::signs::{is_product, joint};
use crate::term::Terms;
use crate::unit::{self, Dimension, Measure, Per};

/// The number of bytes before a figure in which the divisor of its rate is looked for.
const MAX_DIVISOR_GAP_BYTES: usize = 24;
/// The number of bytes before a factor in which a word of a comparison is looked for.
const MAX_FACTOR_GAP_BYTES: usize = 48;

impl Scanner<'_> {
    /// The unit after a number, and the number of bytes from the number to the end of the unit.
    pub(super) fn measure(&self, end: usize) -> Option<(Measure, usize)> {
        let rest = self.rest(end);
        let gap = joint(rest);
        let behind = &rest[gap..];
        // `300 K` of a gas; `300 K samples`.
        if gap > 0
            && let Some(after) = behind
                .strip_prefix('K')
                .filter(|after| !after.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '-'))
            && !Terms::behind(after).is_direct
            && unit::measure(after.trim_start()).is_none()
        {
            return Some((Measure::new(Dimension::Kelvin, 1, 0), gap + 1));
        }
        if behind.starts_with("times")
            && gap > 0
            && unit::rate_of_times(behind).is_none()
            && !is_factor(&self.text[..end], &behind["times".len()..])
        {
            return None;
        }
        if let Some((measure, length)) = unit::measure(behind) {
            let after = &behind[length..];
            if measure.dimension == Dimension::Times && is_product(after) {
                return None;
            }
            // `K` and its like stick to their number, and `s` does not end a word after a hyphen.
            let is_one_letter =
                length == 1 && behind.starts_with(|c: char| c.is_ascii_alphabetic());
            if is_one_letter && rest[..gap].contains('-') {
                return None;
            }
            // In an enumeration such as `1. A` and `2 B` the letter is no unit; `5 M parameters` and
            // `10 s` are units.
            if is_one_letter
                && gap > 0
                && behind.starts_with(['B', 'b', 'T', 'k', 'G', 'X', 'J', 'W', 'g'])
                && !after.starts_with([')', ',', '.', '，', '。', ' '])
            {
                return None;
            }
            return Some((measure, gap + length));
        }
        if let Some(length) = points_of_measure(behind).filter(|_| gap > 0) {
            return Some((Measure::new(Dimension::Point, 1, 0), gap + length));
        }
        if unit::is_dots(behind) {
            return Some((Measure::new(Dimension::Point, 1, 0), gap + '点'.len_utf8()));
        }
        if unit::is_points(behind) {
            return Some((Measure::new(Dimension::Point, 1, 0), gap + '分'.len_utf8()));
        }
        None
    }

    pub(super) fn currency_before(&self, start: usize) -> Option<(usize, Dimension)> {
        let before = self.text[..start].trim_end_matches(' ');
        [
            ("US$", Dimension::Dollars),
            ("\\$", Dimension::Dollars),
            ("$", Dimension::Dollars),
            ("USD", Dimension::Dollars),
            ("€", Dimension::Euros),
            ("£", Dimension::PoundsSterling),
            ("¥", Dimension::Yuan),
            ("￥", Dimension::Yuan),
        ]
        .into_iter()
        .find_map(|(sign, dimension)| before.strip_suffix(sign).map(|rest| (rest.len(), dimension)))
        // `$5$` is a formula.
        .filter(|(at, _)| {
            !(self.text[*at..].starts_with('$')
                && self
                    .rest(start)
                    .trim_start_matches(|c: char| c.is_ascii_digit() || c == '.')
                    .starts_with('$'))
        })
    }
}

/// The length in bytes of `EM points`, `BLEU points` and the like.
fn points_of_measure(behind: &str) -> Option<usize> {
    let word = behind
        .bytes()
        .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'@'));
    let word = word.count();
    let is_measure = behind
        .bytes()
        .take(word)
        .skip(1)
        .any(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
        || behind.starts_with("accuracy");
    let points =
        [" points", " point"].iter().find(|points| behind[word..].starts_with(**points))?;
    is_measure.then_some(word + points.len())
}

/// The unit of time of a wage that is named before the figure: 时薪.
pub(super) fn paid_per(before: &str) -> Option<Per> {
    named_before(
        before,
        &[
            ("时薪", Per::Hour),
            ("每小时", Per::Hour),
            ("日薪", Per::Day),
            ("每天", Per::Day),
            ("年薪", Per::Year),
            ("每年", Per::Year),
        ],
    )
}

/// The unit of time of the first of these words that the clause before a figure has.
fn named_before(before: &str, words: &[(&str, Per)]) -> Option<Per> {
    let start = before.ceil_char_boundary(before.len().saturating_sub(MAX_DIVISOR_GAP_BYTES));
    let near = &before[start..];
    let near = near.rsplit(['，', '。', '；', ',']).next().unwrap_or(near);
    words.iter().find(|(word, _)| near.contains(word)).map(|(_, per)| *per)
}

/// Whether `times` is a factor and not a frequency.
fn is_factor(before: &str, behind: &str) -> bool {
    const COMPARISONS: [&str; 22] = [
        "as ", "more", "faster", "larger", "smaller", "higher", "lower", "less", "fewer", "better",
        "the ", "cheaper", "longer", "shorter", "greater", "slower", "speed", "that of", "its ",
        "improve", "bigger", "quicker",
    ];
    const BEFORE: [&str; 14] = [
        "speed",
        "faster",
        "improv",
        "increas",
        "reduc",
        "accelerat",
        "gain",
        "exceed",
        "outperform",
        "decreas",
        "by a factor",
        "grow",
        "rais",
        "up to",
    ];
    let behind = behind.trim_start();
    let word = behind.split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default();
    // `15 times coarser`.
    let is_comparative = word.len() > 5 && word.ends_with("er");
    let is_other = ["over", "under", "after", "number", "larger", "paper"].contains(&word);
    if is_comparative && !is_other {
        return true;
    }
    let start = before.ceil_char_boundary(before.len().saturating_sub(MAX_FACTOR_GAP_BYTES));
    let near = before[start..].to_lowercase();
    let near = near.rsplit(['.', ';', ',']).find(|part| part.len() > 4).unwrap_or(&near);
    let has_point = before.trim_end_matches(|c: char| c.is_ascii_digit()).ends_with('.');
    has_point
        || COMPARISONS.iter().any(|word| behind.starts_with(word))
        || BEFORE.iter().any(|word| near.contains(word))
}

/// The divisor of a rate that is named before the figure: 每年 of 每年带走 0.052 个太阳质量.
pub(super) fn per_before(before: &str) -> Option<Per> {
    named_before(
        before,
        &[
            ("每秒", Per::Second),
            ("每分钟", Per::Minute),
            ("每小时", Per::Hour),
            ("每天", Per::Day),
            ("每日", Per::Day),
            ("每年", Per::Year),
            ("时速", Per::Hour),
        ],
    )
}

/// The unit of 每秒 24 帧 or 每秒 11 个词元, and how many bytes after the number belong to it.
pub(super) fn rate(before: &str, behind: &str) -> Option<(Measure, usize)> {
    if !before.trim_end_matches([' ', '约', '达', '可', '超', '过', '近']).ends_with("每秒")
    {
        return None;
    }
    let content = behind.trim_start_matches([' ', '个']);
    let rates = [
        ("帧", Dimension::FramesPerSecond),
        ("词元", Dimension::TokensPerSecond),
        ("token", Dimension::TokensPerSecond),
        ("Token", Dimension::TokensPerSecond),
    ];
    // 每秒 5000 次 alone; 每秒 5000 次查询 counts requests.
    if let Some(rest) = content.strip_prefix('次')
        && rest.chars().next().is_none_or(|c| "，。、；）的以,.;)".contains(c))
    {
        return Some((Measure::new(Dimension::Hertz, 1, 0), behind.len() - rest.len()));
    }
    let (word, dimension) = rates.into_iter().find(|(word, _)| content.starts_with(word))?;
    Some((Measure::new(dimension, 1, 0), behind.len() - content.len() + word.len()))
}
