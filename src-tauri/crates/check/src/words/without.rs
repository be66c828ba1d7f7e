//! What a text says happens without something.

use super::{clause_before, clause_behind};
use std::ops::Range;

/// How much of a clause is read before and behind a figure, in bytes.
const CLAUSE_BYTES: usize = 160;

/// Words before what is left away.
pub(crate) const WITHOUT: [&str; 29] = [
    "without",
    "w/o",
    "removing",
    "remove",
    "removal of",
    "dropping",
    "disabling",
    "ablating",
    "leaving out",
    "leaving away",
    "switching off",
    "turning off",
    "taking away",
    "去掉",
    "移除",
    "去除",
    "不用",
    "不使用",
    "没有",
    "删除",
    "去掉了",
    "移除了",
    "关闭",
    "缺少",
    "禁用",
    "取消",
    "停用",
    "拿掉",
    "剔除",
];
/// The same behind it.
const LEFT_OUT: [&str; 6] =
    [" switched off", " turned off", " disabled", " removed", " left out", " taken away"];

/// Whether a text says of a figure that it is so without something: in its own clause, or in the
/// words that the sentence opens with.
pub(crate) fn is_without(text: &str, figure: &Range<usize>) -> bool {
    let lower = text.to_ascii_lowercase();
    let says = |part: &str| WITHOUT.iter().chain(&LEFT_OUT).any(|word| part.contains(word));
    let (before, behind) = (&lower[..figure.start], &lower[figure.end..]);
    // What a bracket holds is said of the words before it.
    let before = before.trim_end_matches(['(', '（', ' ']);
    let opening =
        before.split([',', '，', ':', '：', ';']).next().filter(|it| it.len() < before.len());
    says(clause_before(before, CLAUSE_BYTES))
        || says(clause_behind(behind, CLAUSE_BYTES))
        || opening.is_some_and(|it| {
            let has_figure = it.contains(|c: char| c.is_ascii_digit());
            says(it) && (!has_figure || WITHOUT.iter().any(|word| it.starts_with(word)))
        })
}
