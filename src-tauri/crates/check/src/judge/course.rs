//! Which of two labels of a table is of what was before: the earlier time, the control group.

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
const BASELINES: [&str; 10] = [
    "baseline",
    "vanilla",
    "original",
    "base model",
    "control",
    "no",
    "none",
    "基线",
    "原始",
    "对照",
];
/// Words of labels that are times by themselves.
const SEASONS: [&str; 8] = ["spring", "summer", "autumn", "winter", "春", "夏", "秋", "冬"];

/// Whether a label is of what others are compared with.
pub(super) fn is_of_control(label: &str) -> bool {
    contains_word(label, &BASELINES)
}

/// Whether a label is a time.
fn is_of_time(label: &str) -> bool {
    let phases = PHASES.iter().flat_map(|(early, late)| [early, late]);
    contains_word(label, &SEASONS)
        || contains_word(label, &TIMES)
        || phases.into_iter().any(|words| contains_word(label, words))
        || label.len() == 4
            && label.starts_with(['1', '2'])
            && label.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether the first of two labels in their order is of what was before the second: the earlier time,
/// or what the other one is compared with; `None` where they are neither.
pub(super) fn is_first(a: &str, b: &str) -> Option<bool> {
    match (is_of_control(a), is_of_control(b)) {
        (false, false) if is_of_time(a) && is_of_time(b) => Some(!is_later(a, b)),
        (first, second) => (first != second).then_some(first),
    }
}

/// Whether a label is of a later time than another one.
fn is_later(from: &str, to: &str) -> bool {
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
    let is_numbered = number(from).zip(number(to)).is_some_and(|(a, b)| {
        words(from) == words(to) && is_time(from, a) && is_time(to, b) && a > b
    });
    is_numbered
        || PHASES.iter().any(|(early, late)| contains_word(from, late) && contains_word(to, early))
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
            assert_eq!(is_later(from, to), expected, "{from} {to}");
        }
    }
}
