//! Titles as they are shown and searched.
//!
//! A title is kept as its source wrote it. Sources give HTML's entities and LaTeX's commands for
//! text with it, and Markdown's marks around words; shown, they are what they mean. Formulas between
//! dollar signs stay for the typesetter.

mod latex;
mod marks;

use crate::markdown::formula_at;
use entities::ENTITIES;
use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

/// The longest title, in bytes; a longer one is no title and stays as it is.
const MAX_TITLE_BYTES: usize = 4_000;

/// The most bytes of a title that are listed.
const MAX_LISTED_BYTES: usize = 1_000;

/// How deep commands in a title are resolved.
const MAX_DEPTH: usize = 8;

/// The longest name of an entity, in bytes.
const MAX_ENTITY_BYTES: usize = 32;

static NAMED: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| {
    ENTITIES
        .iter()
        .filter_map(|entity| {
            Some((entity.entity.strip_prefix('&')?.strip_suffix(';')?, entity.characters))
        })
        .collect()
});

/// The title that a user sees: entities, LaTeX's commands for text and Markdown's marks around words
/// are resolved, formulas stay between dollar signs.
pub fn title(raw: &str) -> Cow<'_, str> {
    if raw.len() > MAX_TITLE_BYTES || !raw.contains(['&', '\\', '{', '*', '_', '`']) {
        return Cow::Borrowed(raw);
    }
    // Doubly escaped text is not rare.
    let decoded = marks::without_marks(&with_entities(&with_entities(raw)));
    let mut out = String::with_capacity(decoded.len());
    resolve(&decoded, 0, &mut out);
    Cow::Owned(out)
}

/// The same for a list and a heading: a text that is too long to be a title is cut.
pub fn short_title(raw: &str) -> Cow<'_, str> {
    let whole = title(raw);
    if whole.len() <= MAX_LISTED_BYTES {
        return whole;
    }
    Cow::Owned(format!("{}…", whole[..whole.floor_char_boundary(MAX_LISTED_BYTES)].trim_end()))
}

/// A text with its entities as the characters they name.
fn with_entities(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.bytes().take(MAX_ENTITY_BYTES).position(|byte| byte == b';');
        match end.and_then(|end| Some((entity(&rest[1..end])?, end))) {
            Some((characters, end)) => {
                // A line break or a control character has no place in a title.
                out.extend(
                    characters
                        .chars()
                        .map(|c| if c.is_control() || c == '\u{a0}' { ' ' } else { c }),
                );
                rest = &rest[end + 1..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    out
}

fn entity(name: &str) -> Option<Cow<'static, str>> {
    let Some(number) = name.strip_prefix('#') else {
        return NAMED.get(name).map(|&characters| Cow::Borrowed(characters));
    };
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16),
        None => number.parse(),
    };
    code.ok().and_then(char::from_u32).map(|c| Cow::Owned(c.to_string()))
}

/// Writes a text with its LaTeX resolved.
fn resolve(text: &str, depth: usize, out: &mut String) {
    if depth > MAX_DEPTH {
        return out.push_str(text);
    }
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let rest = &text[at..];
        at += match c {
            '$' | '\\' if formula(text, at).is_some_and(|end| end > at) => {
                let end = formula(text, at).unwrap_or(at);
                out.push_str(&text[at..end]);
                end - at
            }
            '\\' => latex::command(rest, depth, out),
            '{' => latex::styled_group(rest, depth, out),
            c => {
                out.push(c);
                c.len_utf8()
            }
        };
    }
}

/// Where the formula that begins here ends: between dollar signs, or round or square brackets with
/// backslashes.
fn formula(text: &str, at: usize) -> Option<usize> {
    if text[at..].starts_with("\\begin") { None } else { formula_at(text, at) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entities_and_commands_for_text_are_resolved() {
        for (raw, shown) in [
            ("Plain title", "Plain title"),
            ("Search &amp; Rescue: what&#39;s &lt;new&gt;", "Search & Rescue: what's <new>"),
            ("A &quot;B&quot; &ndash; C &#x4e2d;&nbsp;D", "A \"B\" – C 中 D"),
            ("R&amp;amp;D, AT&T and Q&A; x", "R&D, AT&T and Q&A; x"),
            ("\\textbf{Bold} \\emph{and \\textit{nested}} \\texttt{code}", "Bold and nested code"),
            ("\\textsc{Name}: a {\\em new} {\\bf way}", "Name: a new way"),
            (
                "Schr\\\"odinger, Erd\\H{o}s, \\'{E}cole, Poincar\\'e, \\v{C}ech, Fran\\c{c}ois",
                "Schrödinger, Erdős, École, Poincaré, Čech, François",
            ),
            (
                "Na{\\\"\\i}ve {\\'e}t{\\'e} G\\\"{o}del \\AA ngstr\\\"om stra\\ss e \\o re \\L{}ukasz",
                "Naïve été Gödel Ångström straße øre Łukasz",
            ),
            ("100\\% of R\\&D \\#1 a\\_b", "100% of R&D #1 a_b"),
            ("H\\textsubscript{2}O at 5\\textsuperscript{th} \\ldots", "H2O at 5th …"),
            ("\\alpha-divergence and \\LaTeX", "α-divergence and LaTeX"),
            (
                "\\mbox{CoCo}-\\underline{S}et \\textcolor{red}{hot} \\href{https://a.org}{here}",
                "CoCo-Set hot here",
            ),
            ("A ``quoted'' \\textquotedblleft word\\textquotedblright", "A ``quoted'' “word”"),
            ("\\guillemotleft word\\guillemotright and \\dj{}ura", "«word» and đura"),
            ("{BERT} and \\unknown{x} stay \\", "{BERT} and \\unknown{x} stay \\"),
        ] {
            assert_eq!(title(raw), shown, "{raw}");
        }
    }

    #[test]
    fn formulas_stay() {
        for (raw, shown) in [
            ("$\\pi_{0.5}$: a \\textbf{model}", "$\\pi_{0.5}$: a model"),
            ("$\\text{Sim}^2$ &amp; $a &lt; b$", "$\\text{Sim}^2$ & $a < b$"),
            ("\\textbf{$\\mathbf{x}$-pred}", "$\\mathbf{x}$-pred"),
            ("Costs \\$5 to \\$6", "Costs \\$5 to \\$6"),
        ] {
            assert_eq!(title(raw), shown, "{raw}");
        }
    }

    #[test]
    fn what_is_too_long_to_be_a_title_is_listed_by_its_beginning() {
        assert_eq!(short_title("A &amp; B"), "A & B");
        let long = "标题 ".repeat(100_000);
        let listed = short_title(&long);
        assert!(listed.len() <= MAX_LISTED_BYTES + 3 && listed.ends_with("标题…"), "{listed}");
        assert_eq!(title(&long), long);
    }

    #[test]
    fn nothing_takes_long_or_breaks_a_line() {
        for mark in [
            "*a ",
            "**a",
            "`a",
            "_",
            "*a* ",
            "\\textbf{",
            "{\\em ",
            "\\\"",
            "&",
            "&#",
            "$",
            "\\",
            "\\'{",
            "{",
            "$\\text{$",
        ] {
            assert!(title(&mark.repeat(3_999 / mark.len())).len() <= 4_000);
            assert_eq!(title(&mark.repeat(20_000)).len(), mark.len() * 20_000);
        }
        assert_eq!(title("a&#10;b&#0;c&#x202e;"), "a b c\u{202e}");
    }
}
