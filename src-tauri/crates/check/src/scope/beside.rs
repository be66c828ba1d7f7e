//! The text right next to a figure or a name.

use super::Placed;
use crate::mention::Mention;
use crate::words;
use std::ops::Range;

/// Whether a clause speaks of what another one was without: `with it 11.2%`.
pub(super) fn is_of_all(clause: &str) -> bool {
    ["with it", "with them", "otherwise", "有它", "加上它", "加上后", "否则"]
        .iter()
        .any(|word| clause.contains(word))
}

/// Whether a word belongs to another figure: the thing that is measured or counted right after it,
/// as the patients of `178 patients with a mean age of 58.9`, or a name in brackets, as in `0.836
/// (TransLobe)`.
pub(super) fn is_of_another(
    text: &str,
    figures: &[Placed],
    figure: &Range<usize>,
    mention: &Mention,
) -> bool {
    // 1600 局里有 201 局因违规作废: what is measured comes after the other figure.
    let is_behind_other = figures
        .iter()
        .any(|other| figure.end <= other.range.start && other.range.end <= mention.range.start);
    if is_of_start(text, figures, figure, mention)
        || figures.iter().any(|other| {
            figure.end <= other.range.start && is_of_compared(text, &other.range, mention)
        })
        || mention.is_measure && is_behind_other && !super::is_paired(text)
    {
        return true;
    }
    figures.iter().any(|other| {
        let is_other = other.range.end <= figure.start || figure.end <= other.range.start;
        let is_within =
            other.range.start < mention.range.start && mention.range.end <= other.range.end;
        is_other
            && match gap(text, &other.range, mention) {
                Some("(" | "（") => true,
                Some("" | "of" | "of the" | "in") => !mention.is_firm || mention.is_measure,
                _ if is_called(text, mention, &other.range) => mention.is_measure,
                _ => is_within && !mention.is_firm,
            }
    })
}

/// Whether a name is of what was before, and the figure of what it became: X of 从 X 的 1730 ms 降至
/// 790 ms.
fn is_of_start(text: &str, figures: &[Placed], figure: &Range<usize>, mention: &Mention) -> bool {
    const FROM: [&str; 7] = ["从", "由", "自", "from", "from the", "From", "From the"];
    const TO: [&str; 6] = ["到", "至", " to", "为", "→", "成"];
    let before = text[..mention.range.start].trim_end();
    let is_from = FROM.iter().any(|from| before.ends_with(from));
    let start = figures
        .iter()
        .find(|other| mention.range.end <= other.range.start && other.range.end <= figure.start);
    is_from
        && start.is_some_and(|start| {
            let between = text[start.range.end..figure.start].trim_end_matches([' ', '约', '了']);
            TO.iter().any(|to| between.ends_with(to))
        })
}

/// Whether a name is that of a figure behind which it stands, and with which another one is
/// compared: `90.7 versus 87.8 for X`.
pub(super) fn is_of_compared(text: &str, figure: &Range<usize>, mention: &Mention) -> bool {
    words::is_compared_with(&text[..figure.start])
        && matches!(gap(text, figure, mention), Some("for" | "of" | "by" | "from" | "with"))
}

/// The text between a figure and a following name, without measure words.
pub(super) fn gap<'a>(text: &'a str, figure: &Range<usize>, mention: &Mention) -> Option<&'a str> {
    let gap = text.get(figure.end..mention.range.start)?;
    Some(gap.trim_matches([' ', '个', '名', '位', '例', '条', '张', '的']))
}

/// Whether a name is one of a list: A、B 与 C.
pub(super) fn is_listed(text: &str, mention: &Mention) -> bool {
    let (before, behind) =
        (text[..mention.range.start].trim_end(), text[mention.range.end..].trim_start());
    ["、", "和", "与", "及", " and", ","].iter().any(|sign| before.ends_with(sign))
        || ["、", "和", "与", "及", "and ", ", "].iter().any(|sign| behind.starts_with(sign))
}

/// Whether only commas and `and` separate the places.
pub(super) fn is_list<'a>(text: &str, mut places: impl Iterator<Item = &'a Range<usize>>) -> bool {
    let Some(mut last) = places.next() else { return false };
    places.all(|place| {
        let between = text.get(last.end..place.start).unwrap_or("-");
        last = place;
        let bare = between.replace("and", "").replace("以及", "");
        bare.chars().all(|c| " ,，、/和与及".contains(c))
    })
}

/// Whether what follows a figure is what it becomes: the ` to 0.905` of `0.912 to 0.905`.
pub(super) fn goes_on_to(behind: &str) -> bool {
    let behind = behind.trim_start();
    ["to ", "→", "->"].iter().filter_map(|to| behind.strip_prefix(to)).any(|next| {
        next.trim_start_matches([' ', '~', '$']).starts_with(|c: char| c.is_ascii_digit())
    })
}

/// Whether a figure is called after a measure before it: `a peak force of 6.8 N`.
fn is_called(text: &str, mention: &Mention, figure: &Range<usize>) -> bool {
    let between = text.get(mention.range.end..figure.start).map(str::trim);
    matches!(between, Some("of" | "of only" | "of about" | "of just"))
}

/// The list of figures that one is in, and its place there: of `0.83, 0.79 and 0.68; 0.91` the
/// first three.
pub(super) fn run(text: &str, figures: &[Range<usize>], at: usize) -> (Range<usize>, usize) {
    let joins = |n: usize| is_list(text, figures[n..n + 2].iter());
    let mut start = at;
    while start > 0 && joins(start - 1) {
        start -= 1;
    }
    let mut end = at + 1;
    while end < figures.len() && joins(end - 1) {
        end += 1;
    }
    (start..end, at - start)
}
