//! Formulas as a web reader writes them out: what is seen, the content, the LaTeX and the reading
//! in a row, as in `t 4 subscript 𝑡 4 t_{4}italic_t start_POSTSUBSCRIPT 4 end_POSTSUBSCRIPT`. The
//! LaTeX alone is kept, between dollar signs.

use super::names::CONTENT;
use super::reading::{Atom, atoms, from_reading, is_symbol, lead, next_reading, plain};
use super::signs::symbols;
use super::tex::tex_start;

/// A formula's parts before its reading are looked for in this many bytes.
const BYTES_BEFORE: usize = 4000;
/// The largest number of numbers and operators at the beginning of a reading, before its first
/// mark.
const MAX_UNMARKED: usize = 12;

/// Whether a text holds formulas that are written out.
pub(super) fn are_written_out(text: &str) -> bool {
    text.contains("start_POST")
        || text.contains("italic_")
        || text.contains("start_ARG")
        || text.contains("caligraphic_")
}

/// The line with each formula as LaTeX between dollar signs.
pub(super) fn reduced(line: &str) -> String {
    if !line.contains(['\\', '_', '%']) && !line.bytes().any(|byte| byte.is_ascii_digit()) {
        return line.to_owned();
    }
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    while let Some((start, end)) = next_reading(rest) {
        let (before, reading) = (&rest[..start], &rest[start..end]);
        match split(before, reading) {
            Some((visible, tex)) => {
                out.push_str(&symbols(visible));
                set(&tex, &mut out);
            }
            None => {
                out.push_str(&symbols(before));
                set(&from_reading(reading), &mut out);
            }
        }
        rest = &rest[end..];
    }
    out.push_str(&symbols(rest));
    out
}

pub(super) fn set(tex: &str, out: &mut String) {
    let tex = tex.trim().replace('$', "\\$");
    if tex.is_empty() {
        return;
    }
    if !out.is_empty() && !out.ends_with(|c: char| c.is_whitespace() || "([{-/\"'“‘".contains(c))
    {
        out.push(' ');
    }
    out.push('$');
    out.push_str(&tex);
    out.push('$');
}

/// Splits what precedes a reading into the prose and the LaTeX; the formula as it is seen is
/// dropped.
fn split<'a>(before: &'a str, reading: &str) -> Option<(&'a str, String)> {
    let floor = before.ceil_char_boundary(before.len().saturating_sub(BYTES_BEFORE));
    // A reading may begin with numbers and operators, which have no mark.
    let mut starts = vec![before.len()];
    let mut at = before.len();
    while starts.len() <= MAX_UNMARKED {
        let Some(word) = before[floor..at]
            .trim_end_matches(' ')
            .rsplit(' ')
            .next()
            .filter(|word| !word.is_empty())
        else {
            break;
        };
        if let Some(lead) = lead(word) {
            // It is an operation on the mark, and belongs to it.
            at = before[..at].trim_end_matches(' ').len() - word.len() + lead;
            starts.clear();
            starts.push(at);
            if lead > 0 {
                break;
            }
            continue;
        }
        // Its first sign may touch the LaTeX before it, as in `10^{-4}10` and `|x|| italic_x`.
        let last = word.chars().next_back().unwrap_or_default();
        let sign = match word.rfind(['}', '\\']) {
            Some(cut) if is_symbol(&word[cut + 1..]) => &word[cut + 1..],
            _ if is_symbol(word) => word,
            _ if !last.is_alphanumeric() => &word[word.len() - last.len_utf8()..],
            _ => "",
        };
        if sign.is_empty()
            || !before[..at].ends_with(' ')
            || word[..word.len() - sign.len()].ends_with('\\')
        {
            break;
        }
        at = before[..at].trim_end_matches(' ').len() - sign.len();
        starts.push(at);
        if sign.len() < word.len() {
            break;
        }
    }
    let split = |start: usize, tex_start: usize, atoms: &[Atom]| {
        let visible = without_what_is_seen(&before[..tex_start], atoms)?;
        Some((visible, before[tex_start..start].trim().to_owned()))
    };
    let matched = starts.iter().rev().find_map(|&start| {
        let atoms = atoms(&format!("{}{reading}", &before[start..]));
        split(start, tex_start(&before[floor..start], &atoms)? + floor, &atoms)
    });
    // Otherwise the LaTeX is the ASCII text after the last non-ASCII letter of the content.
    matched.or_else(|| {
        starts.iter().rev().find_map(|&start| {
            let ascii = before[floor..start].rfind(|c: char| !c.is_ascii()).map(|at| {
                floor + before[floor..start][at..].chars().next().map_or(0, char::len_utf8) + at
            })?;
            // A figure between blanks is still the content's.
            let skipped =
                before[ascii..start].find(|c: char| !c.is_ascii_digit() && c != ' ').unwrap_or(0);
            let tex = &before[ascii + skipped..start];
            let balanced =
                |one: char, other: char| tex.matches(one).count() == tex.matches(other).count();
            let whole = balanced('{', '}')
                && balanced('(', ')')
                && tex.contains('\\')
                && !tex.trim_end().ends_with('\\');
            let atoms = atoms(&format!("{}{reading}", &before[start..]));
            whole.then(|| split(start, ascii + skipped, &atoms)).flatten()
        })
    })
}

/// The text without the formula that is seen and its content, which are at its end; `None` when
/// neither does.
fn without_what_is_seen<'a>(text: &'a str, atoms: &[Atom]) -> Option<&'a str> {
    // Each sign is there twice at most: as it is seen, and in the content.
    let mut left: Vec<(char, usize)> = Vec::new();
    for c in atoms.iter().flat_map(|atom| match atom {
        Atom::Sign(c) | Atom::Symbol(c) => vec![*c],
        Atom::Word(word) => word.chars().collect(),
    }) {
        match left.iter_mut().find(|(known, _)| *known == c) {
            Some((_, count)) => *count += 2,
            None => left.push((c, 2)),
        }
    }
    let mut end = text.len();
    let mut has_words = false;
    'words: loop {
        let trimmed = text[..end].trim_end_matches(' ');
        if trimmed.is_empty() || trimmed.ends_with('\n') {
            break;
        }
        let start = trimmed.rfind([' ', '\n']).map_or(0, |at| at + 1);
        let word = &trimmed[start..];
        let of_content = |text: &str| {
            text.trim_end().ends_with(|c: char| matches!(c, '\u{1D400}'..='\u{1D7FF}'))
        };
        let name = word.len() > 2 && word.chars().all(|c| c.is_ascii_lowercase() || c == '-');
        if CONTENT.contains(&word)
            || word.starts_with("delimited-")
            || name && of_content(&text[..start])
        {
            end = start;
            continue;
        }
        // Signs from the right, as far as they are the formula's; `percent` and the like may touch
        // them.
        let mut at = word.len();
        while at > 0 {
            if let Some(name) = CONTENT.iter().find(|name| word[..at].ends_with(**name)) {
                at -= name.len();
                continue;
            }
            let c = word[..at].chars().next_back().unwrap_or_default();
            let is_letter = c.is_ascii_alphanumeric();
            let mut same = plain(c);
            let known = same.all(|c| {
                left.iter_mut()
                    .find(|(known, count)| *known == c && *count > 0)
                    .map(|(_, count)| *count -= 1)
                    .is_some()
            });
            drop(same);
            if known {
                at -= c.len_utf8();
                has_words = true;
            } else if !is_letter
                && !c.is_alphanumeric()
                && !matches!(c, '.' | ',' | ';' | ':' | '?' | '!' | '(' | ')' | '[' | ']' | '"')
            {
                at -= c.len_utf8();
            } else {
                end = if at == word.len()
                    || word[at..].starts_with(|c: char| c.is_ascii_alphanumeric()) && is_letter
                {
                    end.min(trimmed.len())
                } else {
                    start + at
                };
                break 'words;
            }
        }
        end = start;
    }
    has_words.then(|| &text[..end])
}

#[cfg(test)]
mod tests {
    use super::reduced;

    #[test]
    fn a_formula_that_is_written_out_becomes_its_latex() {
        for (written, right) in [
            (
                "where t 4 subscript 𝑡 4 t_{4}italic_t start_POSTSUBSCRIPT 4 end_POSTSUBSCRIPT is the step",
                "where $t_{4}$ is the step",
            ),
            (
                "of N 𝑁 N italic_N items, x i subscript 𝑥 𝑖 x_{i}italic_x start_POSTSUBSCRIPT italic_i end_POSTSUBSCRIPT.",
                "of $N$ items, $x_{i}$.",
            ),
            (
                "with α 𝛼\\alpha italic_α and ℒ ℒ\\mathcal{L}caligraphic_L",
                "with $\\alpha$ and $\\mathcal{L}$",
            ),
            (
                "in ℝ d superscript ℝ 𝑑\\mathbb{R}^{d}blackboard_R start_POSTSUPERSCRIPT italic_d end_POSTSUPERSCRIPT holds",
                "in $\\mathbb{R}^{d}$ holds",
            ),
            ("set K=5 𝐾 5 K=5 italic_K = 5 here", "set $K=5$ here"),
            ("for f⁢(x)𝑓 𝑥 f(x)italic_f ( italic_x ) we", "for $f(x)$ we"),
            (
                "rate 10−4 superscript 10 4 10^{-4}10 start_POSTSUPERSCRIPT - 4 end_POSTSUPERSCRIPT works",
                "rate $10^{-4}$ works",
            ),
            ("a a 𝑎 a italic_a line", "a $a$ line"),
            ("2×\\times× faster and 3±plus-or-minus\\pm±1", "2 $\\times$ faster and 3 $\\pm$1"),
            ("10%percent 10 10\\%10 % of", "10% of"),
            ("a gain of 5 % percent 5 5\\%5 % over", "a gain of 5% over"),
            ("of 2 × 2\\times 2 × before", "of $2\\times$ before"),
            ("about 5 5 5 5 of 7", "about 5 of 7"),
            (
                "Nothing to do with italic text_in 2020 or C:\\path",
                "Nothing to do with italic text_in 2020 or C:\\path",
            ),
        ] {
            assert_eq!(reduced(written), right, "{written}");
        }
    }
}
