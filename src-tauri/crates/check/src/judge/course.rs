//! Whether a change from one cell of a table to another has the direction that the labels of the
//! cells show: from the earlier to the later cell, from the baseline to the paper's own method.

use super::Judge;
use crate::claim::Sentence;
use crate::mention::{Labels, Mention};
use crate::words;
use crate::{Cell, Outcome, Passage, Passages};
use std::ops::Range;

/// Words in labels: a cell labelled with a word of the first list is earlier than one labelled with
/// a word of the second.
const PHASES: [(&[&str], &[&str]); 5] = [
    (&["before", "pre", "前"], &["after", "post", "后"]),
    (&["initial", "initially", "start", "begin", "初始"], &["final", "finally", "end", "最终"]),
    (&["first", "首"], &["last", "latest", "末"]),
    (&["at publication", "at release", "发布时"], &["today", "now", "current", "latest"]),
    (&["old", "旧"], &["new", "新"]),
];
/// Words in labels whose number is a time: `24 months`, `epoch 3`.
const TIMES: [&str; 10] =
    ["year", "month", "week", "day", "hour", "epoch", "quarter", "年", "月", "天"];
/// Words in the labels of baselines.
const BASELINES: [&str; 8] =
    ["baseline", "vanilla", "original", "base model", "control", "基线", "原始", "对照"];
/// Words of labels that are times by themselves.
const SEASONS: [&str; 8] = ["spring", "summer", "autumn", "winter", "春", "夏", "秋", "冬"];

/// A change in a sentence: where its two figures are, the earlier value first.
pub(super) struct Course<'a> {
    pub(super) from: &'a Range<usize>,
    pub(super) to: &'a Range<usize>,
}

impl Course<'_> {
    /// The two cells, when their labels show that the change goes the other way.
    pub(super) fn reversed(
        &self,
        judge: &Judge,
        sentence: &Sentence,
        (from, to): (&Outcome, &Outcome),
    ) -> Option<Passages> {
        let is_there = |outcome: &Outcome| {
            matches!(
                outcome,
                Outcome::Found { .. }
                    | Outcome::AnotherOwner { .. }
                    | Outcome::AnotherDirection { .. }
            )
        };
        if !is_there(from) || !is_there(to) {
            return None;
        }
        let pairs = from.passages().iter().flat_map(|a| to.passages().iter().map(move |b| (a, b)));
        let (a, b, [of_from, of_to]) = pairs.into_iter().find_map(|(a, b)| {
            let labels = differing_labels(a.cell.as_ref()?, b.cell.as_ref()?)?;
            Some((a, b, labels))
        })?;
        let labels = &judge.source.labels;
        let is_reversed = is_later(of_from, of_to)
            || is_to_base(labels, sentence, of_from, of_to)
                && !words::is_without(&sentence.text, self.to)
            || self.names_reversed(labels, sentence, of_from, of_to);
        is_reversed.then(|| Passages::of(vec![Passage::clone(a), b.clone()])).flatten()
    }

    /// Whether the sentence names the label of the one figure beside the other: `fell from 65.4 to
    /// 4.8 by June 2025`, where 65.4 is of June 2025.
    fn names_reversed(
        &self,
        labels: &Labels,
        sentence: &Sentence,
        of_from: &[String],
        of_to: &[String],
    ) -> bool {
        let means = |mention: &Mention, texts: &[String]| {
            texts.iter().any(|text| labels.id(text).is_some_and(|label| mention.means(label)))
        };
        let text = sentence.text.as_str();
        let (start, end) = (self.from.start.min(self.to.start), self.from.end.max(self.to.end));
        let mut evidence =
            sentence.mentions.iter().filter(|mention| mention.is_sure).filter_map(|mention| {
                let (names_from, names_to) = (means(mention, of_from), means(mention, of_to));
                if names_from == names_to || mention.range.end <= start {
                    return None;
                }
                // A label that the change is compared with belongs to the earlier value.
                let is_base = words::is_compared_with(&text[..mention.range.start]);
                let is_beside_from = mention.range.start < end
                    && self.from.end <= mention.range.start
                    && self.to.start >= mention.range.end;
                Some(names_from != (is_base || is_beside_from))
            });
        let first = evidence.next();
        first == Some(true) && evidence.all(|reversed| reversed)
    }
}

/// The column labels of two cells of one row, or the row labels of two cells of one column.
fn differing_labels<'a>(a: &'a Cell, b: &'a Cell) -> Option<[&'a [String]; 2]> {
    if a.caption != b.caption || a.panel != b.panel {
        None
    } else if a.row == b.row && a.column != b.column {
        // Of columns with two levels the lower one is what is measured.
        let is_measure = a.column.last() == b.column.last() || a.column.len() == 1;
        is_measure.then_some([a.column.as_slice(), b.column.as_slice()])
    } else if a.column == b.column && a.row != b.row {
        Some([a.row.as_slice(), b.row.as_slice()])
    } else {
        None
    }
}

/// Whether a label is of what others are compared with.
pub(super) fn is_of_control(label: &str) -> bool {
    contains_word(label, &BASELINES)
}

/// Whether a label is a time.
pub(super) fn is_of_time(label: &str) -> bool {
    let phases = PHASES.iter().flat_map(|(early, late)| [early, late]);
    contains_word(label, &SEASONS)
        || contains_word(label, &TIMES)
        || phases.into_iter().any(|words| contains_word(label, words))
        || label.len() == 4 && label.starts_with(['1', '2']) && label.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether the first labels are of a later time than the second ones.
fn is_later(from: &[String], to: &[String]) -> bool {
    let number = |text: &str| -> Option<u32> {
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        digits.parse().ok()
    };
    let words = |text: &str| -> String {
        text.chars().filter(|c| c.is_alphabetic()).collect::<String>().to_lowercase()
    };
    let is_time = |text: &str, number: u32| {
        let words = words(text);
        TIMES.iter().any(|time| words.contains(time))
            || words.is_empty() && (1900..2100).contains(&number)
    };
    from.iter().zip(to).any(|(from, to)| {
        let numbers = number(from).zip(number(to));
        let is_time = numbers.is_some_and(|(a, b)| {
            words(from) == words(to) && is_time(from, a) && is_time(to, b) && a > b
        });
        is_time
            || PHASES
                .iter()
                .any(|(early, late)| contains_word(from, late) && contains_word(to, early))
    })
}

/// Whether a change goes from the paper's own method to a baseline. Not where the sentence names the
/// label of the second value, or speaks of leaving something out.
fn is_to_base(labels: &Labels, sentence: &Sentence, from: &[String], to: &[String]) -> bool {
    let is_own = |texts: &[String]| {
        texts.iter().any(|text| labels.id(text).is_some_and(|id| labels.is_own(id)))
    };
    let is_base = |texts: &[String]| texts.iter().any(|text| contains_word(text, &BASELINES));
    let is_named = |texts: &[String]| {
        texts.iter().any(|text| {
            let id = labels.id(text);
            id.is_some_and(|id| sentence.mentions.iter().any(|mention| mention.means(id)))
        })
    };
    (is_base(to) && !is_base(from) || is_own(from) && !is_own(to))
        && !is_named(to)
}

/// Whether a label contains one of these words, as a whole word where it is English.
fn contains_word(label: &str, all: &[&str]) -> bool {
    let lower = label.to_lowercase();
    all.iter().any(|word| {
        lower.match_indices(word).any(|(at, _)| {
            let (before, behind) = (&lower[..at], &lower[at + word.len()..]);
            !word.is_ascii()
                || !before.ends_with(|c: char| c.is_ascii_alphanumeric())
                    && !behind.starts_with(|c: char| c.is_ascii_alphanumeric())
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_show_what_is_later() {
        for (from, to, expected) in [
            ("2019", "2015", true),
            ("2015", "2019", false),
            ("24 months", "6 months", true),
            ("k=4", "k=2", false),
            ("After", "Before", true),
            ("Final", "Initial", true),
            ("ShopQA", "MapQA", false),
        ] {
            let labels = |text: &str| [text.to_owned()];
            assert_eq!(is_later(&labels(from), &labels(to)), expected, "{from} {to}");
        }
    }
}
