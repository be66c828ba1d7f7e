//! Which stretches of a text are formulas.
//!
//! Formulas are found before anything else is parsed: within one, no bar parts cells, no star is
//! emphasis, and an empty line ends nothing. Models write them in several ways, and prices look
//! like them.

mod word;

use super::lines;
use super::script::{is_cjk_mark, is_ideograph};
use std::ops::Range;
use word::is_text;

/// A formula and the kind that its signs give it.
#[derive(Debug, PartialEq, Eq)]
pub struct Formula {
    /// Where the text continues.
    pub end: usize,
    /// The LaTeX between the signs.
    pub tex: String,
    /// Whether it has lines of its own.
    pub is_display: bool,
}

/// The longest formula, in bytes: much longer than any that is typeset.
const MAX_FORMULA_BYTES: usize = 8_000;

/// The most ideographs outside of braces in a formula over several paragraphs: more of them are
/// prose between two dollar signs.
const MAX_IDEOGRAPHS: usize = 40;

/// The most dollar signs that one formula may contain within `\text{…}`.
const MAX_INNER_SIGNS: usize = 8;

/// Environments that need no signs around them.
const ENVIRONMENTS: [&str; 7] =
    ["equation", "align", "gather", "multline", "eqnarray", "alignat", "flalign"];

/// The formula whose first sign is at `at`; `run` is where the inline markup around it ends.
pub fn at(text: &str, at: usize, run: usize) -> Option<Formula> {
    let rest = &text[at..];
    if rest.starts_with("$$") {
        return if rest.starts_with("$$$") {
            None
        } else {
            display(text, at + 2, double_dollar(text, at + 2)?, 2, run)
        };
    }
    if rest.starts_with('$') {
        return inline(text, at, run);
    }
    if rest.starts_with("\\[") {
        return display(text, at + 2, bracket(text, at + 2, b"[]", text.len())?, 2, run)
            .filter(|formula| !is_square_text(&formula.tex));
    }
    if rest.starts_with("\\(") {
        let close = bracket(text, at + 2, b"()", run)?;
        let tex = content(text, at + 2..close)?;
        return (!tex.is_empty() && !is_round_text(&tex)).then_some(Formula {
            end: close + 2,
            tex,
            is_display: false,
        });
    }
    environment(text, at, run)
}

/// Whether the content of `\\[ \\]` is text whose brackets were escaped, as converters to Markdown
/// do: a reference such as `1, 3-5`, a token such as `CLS`, words.
fn is_square_text(tex: &str) -> bool {
    let is_number = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_digit());
    let is_reference =
        tex.split([',', ';', ' ', '-', '–']).all(|part| part.is_empty() || is_number(part));
    is_reference || (!has_sign(tex) && (words(tex) > 0 || tex.contains(is_ideograph)))
}

/// The same for `\\( \\)`, which may contain a single name: several words, Chinese text, an
/// address.
fn is_round_text(tex: &str) -> bool {
    tex.starts_with("http") || (!has_sign(tex) && (words(tex) > 1 || tex.contains(is_ideograph)))
}

/// Whether it contains a character that makes it a formula.
fn has_sign(tex: &str) -> bool {
    has_tex(tex) || tex.contains(['=', '+', '*', '/', '|', '{', '<', '>']) || tex.contains(" - ")
}

/// How many of its parts are words, and not one letter or a number.
fn words(tex: &str) -> usize {
    let is_word = |part: &&str| part.chars().filter(|c| c.is_ascii_alphabetic()).count() > 1;
    tex.split(char::is_whitespace).filter(is_word).count()
}

fn window(text: &str, from: usize, to: usize) -> &str {
    let end =
        text.floor_char_boundary(to.min(from.saturating_add(MAX_FORMULA_BYTES)).min(text.len()));
    &text[from.min(end)..end]
}

/// The places of unescaped characters from `from` on, with the character.
fn unescaped(text: &str) -> impl Iterator<Item = (usize, u8)> {
    let mut escaped = false;
    text.bytes().enumerate().filter(move |&(_, byte)| {
        let counts = !escaped;
        escaped = byte == b'\\' && !escaped;
        counts
    })
}

fn double_dollar(text: &str, from: usize) -> Option<usize> {
    let inside = window(text, from, text.len());
    let mut signs = unescaped(inside).filter(|&(_, byte)| byte == b'$').map(|(at, _)| at);
    // Single signs lie in `\text{…}`; two that follow each other end the formula.
    let mut before = signs.next()?;
    for at in signs.take(2 * MAX_INNER_SIGNS) {
        if at == before + 1 {
            return Some(from + before);
        }
        before = at;
    }
    None
}

/// The matching `\]` or `\)`; `None` when another one is opened first.
fn bracket(text: &str, from: usize, signs: &[u8; 2], to: usize) -> Option<usize> {
    let inside = window(text, from, to).as_bytes();
    let mut at = 0;
    while at + 1 < inside.len() {
        match inside[at] {
            b'\\' if inside[at + 1] == signs[1] => return Some(from + at),
            b'\\' if inside[at + 1] == signs[0] => return None,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    None
}

fn display(text: &str, from: usize, close: usize, sign: usize, run: usize) -> Option<Formula> {
    let tex = if close <= run {
        content(text, from..close)?
    } else {
        content_of_blocks(text, from..close)?
    };
    (!tex.is_empty()).then_some(Formula { end: close + sign, tex, is_display: true })
}

/// `\begin{align}…\end{align}` at the beginning of a line.
fn environment(text: &str, at: usize, run: usize) -> Option<Formula> {
    let name = text[at..]
        .strip_prefix("\\begin{")?
        .split_once('}')
        .map(|(name, _)| name)
        .filter(|name| name.len() < 20)?;
    if !ENVIRONMENTS.contains(&name.strip_suffix('*').unwrap_or(name)) {
        return None;
    }
    let inside = at + "\\begin{}".len() + name.len();
    let named = format!("{{{name}}}");
    let close = inside + window(text, inside, text.len()).find(&named)?;
    let end = close + named.len();
    let before = text[..close].strip_suffix("\\end")?.len();
    let tex = if end <= run { content(text, at..end)? } else { content_of_blocks(text, at..end)? };
    (before > inside).then_some(Formula { end, tex, is_display: true })
}

/// The LaTeX in a stretch, without the quote marks before its lines and without empty
/// lines.
fn content(text: &str, range: Range<usize>) -> Option<String> {
    let inside = &text[range.clone()];
    if !inside.contains('\n') {
        return Some(inside.trim().to_owned());
    }
    let line = text[..range.start].rfind('\n').map_or(0, |end| end + 1);
    let quotes = lines::prefix(&text[line..]).quotes;
    let mut tex = String::with_capacity(inside.len());
    for (n, line) in inside.lines().enumerate() {
        let line = if n == 0 { line } else { without_quotes(line, quotes)? };
        if line.trim().is_empty() {
            continue;
        }
        if !tex.is_empty() {
            tex.push('\n');
        }
        tex.push_str(line.trim());
    }
    Some(tex)
}

fn without_quotes(line: &str, quotes: usize) -> Option<&str> {
    let mut rest = line;
    for _ in 0..quotes {
        rest = rest.trim_start_matches([' ', '\t']).strip_prefix('>')?;
    }
    Some(rest)
}

/// The same where the formula reaches over the end of a paragraph or an item: prose between two
/// signs is none.
fn content_of_blocks(text: &str, range: Range<usize>) -> Option<String> {
    let tex = content(text, range)?;
    if ideographs_outside_braces(&tex) > MAX_IDEOGRAPHS {
        return None;
    }
    let is_formula = |line: &str| {
        let prefix = lines::prefix(line);
        let prose = prefix.has_list_mark && line.contains(is_ideograph);
        !prose && !lines::begins_block(&line[prefix.length..]) && !line.starts_with("**")
    };
    tex.lines().skip(1).all(is_formula).then_some(tex)
}

/// A formula between single dollar signs. A blank after the first or before the last sign is taken
/// only when the stretch has signs of LaTeX; a digit after the last makes it an amount of money.
fn inline(text: &str, at: usize, run: usize) -> Option<Formula> {
    let from = at + 1;
    let close = from + closing_dollar(window(text, from, run))?;
    let inside = &text[from..close];
    if inside.trim().is_empty()
        || inside.contains('`')
        || text[close + 1..].starts_with(|c: char| c.is_ascii_digit())
    {
        return None;
    }
    let is_tight =
        !inside.starts_with(char::is_whitespace) && !inside.ends_with(char::is_whitespace);
    let looks_right = if is_tight {
        is_formula_without_blanks(inside) || is_text(&text[..at], inside, &text[close + 1..])
    } else {
        is_formula_with_blanks(inside, &text[close + 1..])
    };
    let tex = looks_right.then(|| content(text, from..close)).flatten()?;
    Some(Formula { end: close + 1, tex, is_display: false })
}

/// The next dollar sign that is not escaped and not within `\text{…}`.
fn closing_dollar(inside: &str) -> Option<usize> {
    let bytes = inside.as_bytes();
    // For each open brace whether it belongs to a command for text.
    let mut braces: Vec<bool> = Vec::new();
    let mut inner = 0;
    let mut fallback = None;
    for (at, byte) in unescaped(inside) {
        match byte {
            b'{' => braces.push(is_text_command(&bytes[..at])),
            b'}' => {
                braces.pop();
            }
            b'$' if braces.iter().any(|&is_text| is_text) => {
                fallback = fallback.or(Some(at));
                inner += 1;
                if inner > MAX_INNER_SIGNS {
                    return fallback;
                }
            }
            b'$' => return Some(at),
            _ => {}
        }
        if braces.len() > 100 {
            return None;
        }
    }
    // A brace that is never closed does not hide the sign.
    fallback
}

fn is_text_command(before: &[u8]) -> bool {
    let name = before.iter().rev().take_while(|byte| byte.is_ascii_alphabetic()).count();
    let (start, name) = before.split_at(before.len() - name);
    start.ends_with(b"\\")
        && (name.starts_with(b"text")
            || matches!(name, b"mbox" | b"hbox" | b"fbox" | b"intertext" | b"textrm"))
}

fn has_tex(inside: &str) -> bool {
    inside.contains(['\\', '^', '_'])
}

fn is_formula_without_blanks(inside: &str) -> bool {
    let ideographs = ideographs_outside_braces(inside);
    if inside.starts_with(|c: char| c.is_ascii_digit()) && ideographs > 0 {
        return false;
    }
    has_tex(inside)
        || inside.contains(['=', '{', '<', '>'])
        || (ideographs == 0
            && !inside.contains(is_cjk_mark)
            && !inside.ends_with([':', '/', '(', '-']))
}

fn is_formula_with_blanks(inside: &str, behind: &str) -> bool {
    let words = inside.trim();
    let starts_amount = |text: &str| text.trim_start().starts_with(|c: char| c.is_ascii_digit());
    let is_money =
        starts_amount(words) && (starts_amount(behind) || !inside.starts_with(char::is_whitespace));
    let is_symbol = words.len() == 1 && words.bytes().all(|byte| byte.is_ascii_alphabetic());
    let is_term = words.contains(['=', '<', '>'])
        || (words.contains(['(', '|']) && !words.contains(char::is_whitespace));
    let is_relation = is_term && !starts_amount(words);
    !is_money
        && ideographs_outside_braces(words) == 0
        && !words.contains(is_cjk_mark)
        && (has_tex(words) || is_symbol || is_relation)
}

fn ideographs_outside_braces(tex: &str) -> usize {
    let (mut depth, mut escaped, mut count) = (0_usize, false, 0);
    for c in tex.chars() {
        match c {
            '{' if !escaped => depth += 1,
            '}' if !escaped => depth = depth.saturating_sub(1),
            c if depth == 0 && is_ideograph(c) => count += 1,
            _ => {}
        }
        escaped = c == '\\' && !escaped;
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(text: &str) -> Option<String> {
        let start = text.find(['$', '\\'])?;
        at(text, start, text.find("\n\n").unwrap_or(text.len())).map(|formula| formula.tex)
    }

    fn assert_formulas(cases: &[(&str, &str)]) {
        for (text, tex) in cases {
            assert_eq!(first(text).as_deref(), Some(*tex), "{text}");
        }
    }

    #[test]
    fn formulas_between_dollar_signs_are_found() {
        assert_formulas(&[
            ("$x$", "x"),
            ("系数$P(A|B)$为", "P(A|B)"),
            ("$ r_i $", "r_i"),
            ("$ \\alpha$", "\\alpha"),
            ("$r_i $", "r_i"),
            ("$ n $", "n"),
            ("$ x = 3 $", "x = 3"),
            ("$ 2^n $", "2^n"),
            ("$L_{总}$", "L_{总}"),
            ("$准确率=a/b$", "准确率=a/b"),
            ("$\\text{if $x$ holds}$", "\\text{if $x$ holds}"),
            ("$\\{x\\$\\}$", "\\{x\\$\\}"),
            ("$a\nb$", "a\nb"),
            ("$3\\times 10^5$", "3\\times 10^5"),
            ("$0.1$", "0.1"),
            ("类别$中文$。", "中文"),
            ("$准确率$", "准确率"),
            ("记作 $“a”$ 的", "“a”"),
            ("$a’$", "a’"),
            ("$—$", "—"),
            ("$…$", "…"),
            ("$x…y$", "x…y"),
        ]);
    }

    #[test]
    fn money_and_single_signs_are_no_formulas() {
        for text in [
            "$5 到 $10",
            "$5 and $6",
            "从$5降到$3",
            "$ 5 和 $ 10",
            "$5和$十",
            "$5，系数 \\alpha 为$x$",
            "$ 价格 $",
            "$100, 而 $x$",
            "$",
            "$ $",
            "$a `b$` c",
            "$HOME/bin:$PATH",
            "$5 for a_b or $ 6",
            "US$ 5 x_1 US$ 6",
            "用$和$包围公式",
            "$符号与$符号",
            "从$一百到$二百",
            "$HOME与$PATH",
            "US$中文$",
            "$变量$name",
            "$这是一句话，不是公式$",
            "$这一句话太长了所以它不是公式$",
        ] {
            assert_eq!(first(text), None, "{text}");
        }
    }

    #[test]
    fn displayed_formulas_reach_over_empty_lines_and_not_over_prose() {
        assert_formulas(&[
            ("\\[\na\n\n+ b\n\\]", "a\n+ b"),
            ("$$\na\n\nb\n$$", "a\nb"),
            ("> \\[\n> a\n>\n> b\n> \\]", "a\nb"),
            (
                "\\begin{align}\na &= b \\\\[2pt]\n\nc\n\\end{align}",
                "\\begin{align}\na &= b \\\\[2pt]\nc\n\\end{align}",
            ),
            ("$$a \\text{ if $x$ }$$", "a \\text{ if $x$ }"),
        ]);
        for text in [
            "\\[\na\n\n# b\n\\]",
            "\\[a\n\n- 一点\n\\]",
            "\\[a \\[b\\]",
            "$$a\n\n```\n$$",
            "\\begin{align}x",
            "\\begin{itemize}\\end{itemize}",
        ] {
            assert_eq!(first(text), None, "{text}");
        }
    }

    #[test]
    fn round_brackets_stay_within_their_paragraph() {
        assert_formulas(&[("\\(a_b\\)", "a_b"), ("\\( a \\)", "a")]);
        assert_eq!(first("\\(a\n\nb\\)"), None);
        assert_eq!(first("\\(\\)"), None);
    }

    #[test]
    fn escaped_brackets_of_text_are_no_formulas() {
        for text in [
            "见 \\[1\\]",
            "\\[1, 3-5\\]",
            "\\[12\\]\\[13\\]",
            "\\[CLS\\] 与 \\[MASK\\]",
            "\\[Smith et al., 2020\\]",
            "\\[注\\] 数据",
            "\\[arXiv\\]\\(https://a.org\\)",
            "\\(https://a.org/b\\)",
            "\\(see Figure 3\\)",
            "\\(约 3 天\\)",
        ] {
            assert_eq!(first(text), None, "{text}");
        }
        assert_formulas(&[
            ("\\[x\\]", "x"),
            ("\\[a - b\\]", "a - b"),
            ("\\[n!\\]", "n!"),
            ("\\(softmax\\)", "softmax"),
            ("\\(3\\)", "3"),
        ]);
    }
}
