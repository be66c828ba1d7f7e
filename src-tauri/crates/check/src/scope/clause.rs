//! The clauses of a sentence.

use super::Placed;
use crate::mention::Mention;
use crate::words;
use std::ops::Range;

const CLAUSE_ENDS: [&str; 12] =
    ["，", "；", "。", "：", ", ", "; ", ": ", "而", " while ", " but ", " whereas ", "、但"];
/// The words that join two clauses, each with a figure.
const JOINS: [&str; 3] = [" and ", "并", "且"];

/// The clause that a place of a text is in.
pub(super) fn clause_of(text: &str, figures: &[Placed], at: usize) -> Range<usize> {
    let ends = |part: &str| {
        CLAUSE_ENDS.iter().filter_map(|end| part.rfind(end).map(|at| at + end.len())).max()
    };
    let starts = |part: &str| CLAUSE_ENDS.iter().filter_map(|end| part.find(end)).min();
    let (mut start, mut end) =
        (ends(&text[..at]).unwrap_or(0), starts(&text[at..]).map_or(text.len(), |end| at + end));
    // A comma between Chinese words needs no space after it.
    let commas = text[start..end].match_indices([',', ';', ':']).map(|(at, _)| start + at);
    for comma in commas.collect::<Vec<_>>() {
        if words::ends_clause(text, comma) {
            if comma < at { start = start.max(comma + 1) } else { end = end.min(comma) }
        }
    }
    for join in JOINS {
        let joins: Vec<usize> =
            text[start..end].match_indices(join).map(|(n, _)| start + n).collect();
        for found in joins {
            let behind = found + join.len();
            if found < start
                || behind > end
                || !joins_clauses(text, figures, start..end, found, behind)
            {
                continue;
            }
            if behind <= at {
                start = behind
            } else if found >= at {
                end = found
            }
        }
    }
    start..end
}

/// Whether a word joins two clauses: each has a figure, and the second names the owner of its
/// figure.
fn joins_clauses(
    text: &str,
    figures: &[Placed],
    clause: Range<usize>,
    before: usize,
    behind: usize,
) -> bool {
    const NO_VERBS: [&str; 9] =
        ["", "about", "only", "nearly", "over", "roughly", "almost", "just", "around"];
    let last = figures
        .iter()
        .filter(|figure| clause.start <= figure.range.start && figure.range.end <= before)
        .max_by_key(|figure| figure.range.end);
    // `71.2 and 69.8` is a list; `71.2 on X and 69.8 on Y` is none.
    let is_list = last.is_none_or(|last| text[last.range.end..before].trim().is_empty());
    let next = figures.iter().find(|figure| figure.range.start >= behind);
    last.is_some()
        && next.is_some_and(|next| {
            next.range.end <= clause.end
                && (!is_list || !NO_VERBS.contains(&text[behind..next.range.start].trim()))
        })
}

/// Whether a name is all that the beginning of its sentence or clause is about, which what follows
/// is true of: `For the speeds, …`, `Without the cache, …`, 在 X 上, ….
pub(super) fn opens_frame(text: &str, mention: &Mention) -> bool {
    const OPENS: [&str; 26] = [
        "on", "for", "in", "at", "with", "under", "within", "among", "during", "after", "before",
        "without", "using", "given", "when", "as for", "在", "对", "对于", "针对", "就", "当",
        "于", "用", "若", "至于",
    ];
    let before = &text[..mention.range.start];
    let start = before
        .rfind([',', ';', ':', '，', '；', '：', '。'])
        .map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8));
    let opening = before[start..].trim().to_lowercase();
    let opening = ["the", "all", "its", "these"]
        .iter()
        .find_map(|article| opening.strip_suffix(article))
        .map_or(opening.as_str(), str::trim_end);
    OPENS.contains(&opening)
}

/// Whether a clause has only the owner before its figure, so that the measure is that of the clause
/// before: `81.3 on X, 88.4 on Y`, `X 为 81.3，Y 为 88.4`.
pub(super) fn is_elliptical(
    text: &str,
    clause: &Range<usize>,
    figure: &Range<usize>,
    all: &[Mention],
) -> bool {
    const SILENT: [&str; 22] = [
        "and", "but", "only", "just", "about", "for", "on", "with", "in", "the", "at", "is", "was",
        "to", "和", "与", "则", "为", "是", "仅", "约", "而",
    ];
    let before = clause.start..figure.start.max(clause.start);
    let mut rest = text[before.clone()].to_lowercase();
    if rest.len() != before.len() {
        return false;
    }
    for mention in all
        .iter()
        .filter(|mention| before.start <= mention.range.start && mention.range.end <= before.end)
    {
        if mention.is_measure {
            return false;
        }
        let range = mention.range.start - before.start..mention.range.end - before.start;
        rest.replace_range(range.clone(), &" ".repeat(range.len()));
    }
    rest.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '，' | '；' | '、'))
        .filter(|word| !word.is_empty())
        .all(|word| SILENT.contains(&word))
}
