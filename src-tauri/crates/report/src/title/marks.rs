//! Markdown's marks around words of a title: emphasis and code. A star or a line that closes nothing
//! is what the title says.

use super::formula;
use crate::markdown::script::{is_ideograph, is_word};
use std::ops::Range;

/// Among how many marks the one that closes is looked for.
const MAX_AHEAD: usize = 64;

/// A row of the same sign of emphasis.
struct Run {
    range: Range<usize>,
    opens: bool,
    closes: bool,
}

/// The text without the marks around its words.
pub fn without_marks(text: &str) -> String {
    let mut runs = Vec::new();
    // The marks of code, and the backslashes before stars.
    let mut cuts: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let row = || text[at..].len() - text[at..].trim_start_matches(c).len();
        at = match c {
            '$' | '\\' if formula(text, at).is_some_and(|end| end > at) => {
                formula(text, at).unwrap_or(text.len())
            }
            '\\' => {
                if text[at + 1..].starts_with('*') {
                    cuts.push(at..at + 1);
                }
                at + 1 + text[at + 1..].chars().next().map_or(0, char::len_utf8)
            }
            '`' => match code(text, at, row()) {
                Some(inside) => {
                    cuts.push(at..inside.start);
                    cuts.push(inside.end..inside.end + row());
                    inside.end + row()
                }
                None => at + row(),
            },
            '*' | '_' => {
                let range = at..at + row();
                runs.push(run(text, range.clone()));
                range.end
            }
            c => at + c.len_utf8(),
        };
    }
    cuts.extend(pairs(text, &runs));
    cuts.sort_by_key(|cut| cut.start);
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for cut in cuts {
        out.push_str(&text[from..cut.start]);
        from = cut.end;
    }
    out.push_str(&text[from..]);
    out
}

/// What is between two rows of backticks. Those of TeX's quotation marks are closed by other signs.
fn code(text: &str, at: usize, row: usize) -> Option<Range<usize>> {
    let begin = at + row;
    let marks = &text[at..begin];
    let length = text[begin..].find(marks)?;
    let inside = &text[begin..begin + length];
    let is_row = !text[begin + length + row..].starts_with('`');
    let is_code = !inside.is_empty()
        && !inside.starts_with(char::is_whitespace)
        && !inside.ends_with(char::is_whitespace)
        && !inside.contains(['\'', '$']);
    (is_row && is_code).then_some(begin..begin + length)
}

fn run(text: &str, range: Range<usize>) -> Run {
    let before = text[..range.start].chars().next_back();
    let behind = text[range.end..].chars().next();
    let is_letter = |c: char| is_word(c) || is_ideograph(c);
    // Beside a word a star is the word's: `A*`, `x**2`.
    let is_apart = |c: Option<char>| c.is_none_or(|c| !is_word(c));
    let opens =
        is_apart(before) && behind.is_some_and(|c| is_letter(c) || "“‘\"'`$《「(（\\".contains(c));
    let closes = is_apart(behind)
        && before.is_some_and(|c| is_letter(c) || "”’\"'`$》」)）?!？！.。%+".contains(c));
    Run { opens: opens && range.len() <= 3, closes: closes && range.len() <= 3, range }
}

/// The marks that open and close emphasis.
fn pairs(text: &str, runs: &[Run]) -> Vec<Range<usize>> {
    let mut is_used = vec![false; runs.len()];
    let mut cuts = Vec::new();
    for first in 0..runs.len() {
        let open = &runs[first];
        if !open.opens || is_used[first] {
            continue;
        }
        let mark = &text[open.range.clone()];
        let last = (first + 1..runs.len().min(first + 1 + MAX_AHEAD)).find(|&last| {
            let close = &runs[last];
            close.closes && !is_used[last] && &text[close.range.clone()] == mark
        });
        let Some(last) = last else { continue };
        let inside = &text[open.range.end..runs[last].range.start];
        // `__init__` is a name.
        let is_name = mark.starts_with('_') && inside.bytes().all(|b| b.is_ascii_lowercase());
        if !is_name {
            is_used[last] = true;
            cuts.extend([open.range.clone(), runs[last].range.clone()]);
        }
    }
    cuts
}

#[cfg(test)]
mod tests {
    use super::super::title;

    #[test]
    fn marks_around_words_are_resolved() {
        for (raw, shown) in [
            ("**Bold** title", "Bold title"),
            ("A **very bold** and `coded` title", "A very bold and coded title"),
            ("*LoRA*: low rank", "LoRA: low rank"),
            ("***Both*** at once", "Both at once"),
            ("基于**注意力**的方法", "基于注意力的方法"),
            ("__Strong Words__ and _Soft Words_", "Strong Words and Soft Words"),
            ("`vLLM`: serving", "vLLM: serving"),
            ("``code`` here", "code here"),
            ("**Is it?** A study", "Is it? A study"),
            ("**A *nested* one**", "A nested one"),
            ("**$x$-prediction**", "$x$-prediction"),
            ("(**Best** paper)", "(Best paper)"),
            ("A\\* search", "A* search"),
            ("\\*starred\\* words", "*starred* words"),
            ("**R&amp;D** at work", "R&D at work"),
        ] {
            assert_eq!(title(raw), shown, "{raw}");
        }
    }

    #[test]
    fn a_star_that_is_a_star_stays() {
        for raw in [
            "A* search and D* planning",
            "C*-algebras and *-rings",
            "CRT*",
            "224*224*3 images",
            "x**2 + y**2",
            "2**n and 3**n",
            "Beyond * and **",
            "* a * b",
            "**unclosed",
            "unopened**",
            "a *closed **differently*** one",
            "__init__ and __call__",
            "snake_case_name and x_i",
            "_private",
            "A ``quoted'' word and ``another''",
            "a `single' and `other' quote",
            "a ` lonely tick",
            "$a*b*c$ and $x_i$",
            "****",
        ] {
            assert_eq!(title(raw), raw, "{raw}");
        }
    }
}
