//! A line that may open a section, in any form in which models write headings.

use super::decoration::{
    Container, Decoration, Mark, closing, is_symbol, split_decoration, without_closings,
};
use super::heading::{Opening, opening};
use super::name::{Likeness, named};
use std::ops::Range;

/// How sure it is that a line opens a section.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sureness {
    /// A near name: the lines around it decide.
    Near,
    /// One of the five names in another form than usual: the lines around it decide unless it is
    /// marked as a heading.
    Decorated,
    /// The usual form. It always opens a section.
    Usual,
}

/// A line that may open a section.
#[derive(Debug)]
pub struct Candidate {
    /// The line's number, from 1.
    pub number: usize,
    /// Where the line is in the text, with its end and the line of dashes below that makes it a
    /// heading.
    pub line: Range<usize>,
    pub opening: Opening,
    pub sureness: Sureness,
    pub decoration: Decoration,
    /// Whether any text follows before the next candidate.
    pub has_text: bool,
}

/// The longest translation or remark after a name, in characters.
const MAX_GLOSS_CHARS: usize = 60;
/// The longest name with the marks in it, in bytes.
const MAX_NAME_BYTES: usize = 160;

/// Reads a line as the opening of a section.
pub fn read(line: &str) -> Option<(Opening, Sureness, Decoration)> {
    let (decoration, bare) = split_decoration(line);
    if let Some(opening) = opening(line) {
        return Some((opening, Sureness::Usual, decoration));
    }
    let (name, behind) = name(bare)?;
    let (section, likeness) = named(name)?;
    let (gloss, rest) = ending(behind)?;
    let rest = match rest {
        Some(text) => text_behind_colon(text, behind, decoration),
        None => String::new(),
    };
    let gloss =
        gloss.filter(|gloss| !gloss.is_ascii() && named(gloss).is_none()).map(str::to_owned);
    let holds_list_content =
        decoration.container != Container::None || decoration.mark != Mark::Heading;
    let quoted = decoration.container == Container::Quote;
    let sureness = if likeness == Likeness::Exact { Sureness::Decorated } else { Sureness::Near };
    Some((
        Opening { section, rest, gloss, holds_list_content, is_quoted: quoted },
        sureness,
        decoration,
    ))
}

/// The name at the beginning of the text, and what follows it.
fn name(text: &str) -> Option<(&str, &str)> {
    let ends = |at: usize, c: char| {
        let behind = &text[at + c.len_utf8()..];
        let is_dash = matches!(c, '-' | '–' | '—')
            && (c == '—' || text[..at].ends_with(' ') && behind.starts_with(' '));
        matches!(
            c,
            ':' | '：' | '*' | '_' | '`' | '<' | '#' | '/' | '／' | '|' | '｜' | '\\' | '~' | '='
        ) || is_dash
            || closing(c).is_some()
            || is_symbol(c)
            || without_closings(&text[at..at + c.len_utf8()]).is_empty() && !c.is_whitespace()
    };
    let end = text
        .char_indices()
        .take_while(|(at, _)| *at <= MAX_NAME_BYTES)
        .find(|&(at, c)| ends(at, c))
        .map(|(at, _)| at);
    let end = end.or((text.len() <= MAX_NAME_BYTES).then_some(text.len()))?;
    let (name, behind) = text.split_at(end);
    Some((name.trim(), behind)).filter(|(name, _)| !name.is_empty())
}

/// What a heading ends with: a translation or a remark, and what follows its colon. `None`
/// where text continues.
fn ending(behind: &str) -> Option<(Option<&str>, Option<&str>)> {
    let mut rest = without_closings(behind);
    let mut gloss = None;
    if let Some((inside, after)) = in_brackets(rest) {
        gloss = Some(inside);
        rest = without_closings(after);
    } else if let Some((inside, after)) = translation(rest) {
        gloss = Some(inside);
        rest = without_closings(after);
    }
    if rest.chars().all(|c| matches!(c, '—' | '─' | '-' | '–')) {
        return Some((gloss, None));
    }
    rest.strip_prefix([':', '：']).map(|text| (gloss, Some(text)))
}

/// `（Application domain）`.
fn in_brackets(text: &str) -> Option<(&str, &str)> {
    let open = text.chars().next()?;
    let close = closing(open).filter(|&close| close != open)?;
    let inner = &text[open.len_utf8()..];
    let end = inner.char_indices().take(MAX_GLOSS_CHARS).find(|&(_, c)| c == close)?.0;
    Some((inner[..end].trim(), &inner[end + close.len_utf8()..]))
}

/// `/ Application domain`, `— 应用领域`: to the colon, the closing tag or the end of the line.
fn translation(text: &str) -> Option<(&str, &str)> {
    let inner = text.strip_prefix(['/', '／', '|', '｜', '-', '–', '—'])?.trim_start_matches('—');
    let end = inner.find([':', '：']).unwrap_or(inner.len());
    let end = inner[..end].find("</").unwrap_or(end);
    let gloss = inner[..end].trim().trim_end_matches(['*', '_', '#', '】', '`']).trim_end();
    let is_english = gloss.chars().all(|c| c.is_ascii_alphabetic() || " -&'".contains(c));
    let is_short = !gloss.is_empty()
        && gloss.split_whitespace().count() <= 5
        && gloss.len() <= MAX_GLOSS_CHARS;
    (is_short && (is_english || named(gloss).is_some())).then(|| (gloss, &inner[end..]))
}

/// The section's first line. Marks that the heading opened and that close on the line go; bold that
/// continues is opened again.
fn text_behind_colon(text: &str, behind_name: &str, decoration: Decoration) -> String {
    let text = text.trim();
    let head = &behind_name[..behind_name.len() - text.len().min(behind_name.len())];
    let closed_before = head.contains(['*', '_', '<', '】', '」', '』', '》']);
    if decoration.mark == Mark::None || closed_before {
        return text.to_owned();
    }
    let inner = text.trim_start_matches(['*', '_']);
    if inner.len() < text.len()
        && (inner.is_empty()
            || inner.starts_with(char::is_whitespace)
            || decoration.mark == Mark::Bold)
    {
        return inner.trim_start().to_owned();
    }
    if text.starts_with("</") {
        return without_closings(text).to_owned();
    }
    let last = text.chars().last().filter(|c| matches!(c, '】' | '」' | '』' | '》' | '〕' | '］'));
    match last {
        Some(close) if decoration.mark == Mark::Bracket => {
            text.trim_end_matches(close).trim_end().to_owned()
        }
        _ if text.ends_with('>')
            && text.rfind("</").is_some_and(|at| without_closings(&text[at..]).is_empty()) =>
        {
            text[..text.rfind("</").unwrap_or(text.len())].trim_end().to_owned()
        }
        _ if decoration.mark == Mark::Bold && !text.is_empty() && text.contains("**") => {
            format!("**{text}")
        }
        _ => text.to_owned(),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_is_read_in_every_form() {
        for form in [
            "## 一、N",
            "一、N",
            "**一、N**",
            "（一）N",
            "(1) N",
            "### (1) N",
            "### 1 N",
            "### 1：N",
            "### １．N",
            "１、N",
            "### ① N",
            "⑴ N",
            "⒈ N",
            "❶ N",
            "㈠ N",
            "## I. N",
            "Ⅲ、N",
            "III N",
            "【N】",
            "### 【N】",
            "《N》",
            "〔N〕",
            "「N」",
            "『N』",
            "[N]",
            "(N)",
            "（N）",
            "“N”",
            "\"N\"",
            "### 1. 《N》",
            "【1】N",
            "【一】N",
            "【1. N】",
            "### 🎯 N",
            "🎯 **N**",
            "### 1️⃣ N",
            "✅ N",
            "- **N**：",
            "*   **N**:",
            "• N",
            "> ### 1. N",
            "> **N**",
            "<h3>1. N</h3>",
            "<h2 class=\"x\">N</h2>",
            "<b>N</b>",
            "<p><strong>N：</strong></p>",
            "__1. N__",
            "_N_",
            "***N***",
            "### 1\\. N",
            "### `N`",
            "==N==",
            "—— N ——",
            "### 第三部分：N",
            "第三部分 N",
            "第3节、N",
            "Part 3: N",
            "Section 3. N",
            "    ### 3. N",
            "\t**N**",
            "### A. N",
            "1.1 N",
            "###3.N",
            "#### **3）N** ####",
            "## 3. N（Section）",
            "## N (Any words)",
            "### 3. N / Section",
            "### N | Section",
            "**N**（Section）：",
            "### N — Section",
            "＃ N",
            "- [x] N",
            "★ N ★",
            "\u{200b}## 一、N",
        ] {
            for name in
                ["应用领域", "應用領域", "使用指南", "一句话核心贡献", "Experimental results"]
            {
                let line = form.replace('N', name);
                let (opening, sureness, _) =
                    read(&line).unwrap_or_else(|| panic!("{line} is no candidate"));
                assert_eq!(
                    (opening.section, opening.rest.as_str()),
                    (named(name).unwrap().0, ""),
                    "{line}"
                );
                assert!(sureness >= Sureness::Decorated, "{line}");
            }
        }
    }

    #[test]
    fn text_behind_the_colon_begins_the_section() {
        for (line, rest) in [
            ("- **应用领域**：视觉", "视觉"),
            ("- **应用领域：** 视觉", "视觉"),
            ("【应用领域】：视觉", "视觉"),
            ("【应用领域：视觉】", "视觉"),
            ("一、应用领域：视觉 **a** b", "视觉 **a** b"),
            ("**一、应用领域：视觉** a", "**视觉** a"),
            ("<b>应用领域：</b>视觉", "视觉"),
            ("<p>应用领域：视觉</p>", "视觉"),
            ("① 应用领域（Domain）：视觉（图像）", "视觉（图像）"),
            ("🎯 应用领域 / Domain：视觉", "视觉"),
        ] {
            assert_eq!(read(line).unwrap().0.rest, rest, "{line}");
        }
    }

    #[test]
    fn running_text_is_no_candidate() {
        for line in [
            "",
            "###",
            "- ",
            "应用领域广泛，例如医疗。",
            "在本文的应用领域：医疗",
            "一、应用领域和其他问题在这里讨论",
            "一句话说，这是好方法",
            "【应用领域】广泛使用",
            "“应用领域”指的是医疗。",
            "实验结果表明，该方法有效。",
            "实验结果如下：",
            "- 实验结果优于基线",
            "| 实验效果 | 好 |",
            "**实验效果**好于基线",
            "*应用领域*，如医疗",
            "第三部分介绍应用领域",
            "1. 2. 实验效果",
            "2025. 1. 实验效果",
            "# 应用领域自适应方法综述",
            "使用指南见附录。",
            "http://应用领域",
            "应用领域。",
            "应用领域，",
            "应用领域；使用指南",
            "（见应用领域）",
            "\\### 1. 应用领域",
            "\\## 实验效果",
        ] {
            assert!(read(line).is_none(), "{line}");
        }
    }
}
