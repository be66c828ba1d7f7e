//! What opens a section as Paperboy's own reports and most others write it. Other forms:
//! [`candidate`](super::candidate).

use super::Section;
use super::name::EXACT;

/// A line that opens a section.
#[derive(Debug, PartialEq)]
pub struct Opening {
    pub section: Section,
    /// What follows the heading's colon: the first line of the section's text.
    pub rest: String,
    /// A remark after the name: the section's text where there is no other.
    pub gloss: Option<String>,
    /// Whether the heading is a list item, so that its text is indented as list content.
    pub holds_list_content: bool,
    /// Whether it is in a quote, so that its text may.
    pub is_quoted: bool,
}

/// Reads a line as a section's heading: freed of `#`, a number with its point, `*` and a closing
/// colon it is one of the names, or it begins with one and a colon.
pub fn opening(line: &str) -> Option<Opening> {
    let bare = line.trim_start_matches('#');
    let bare = if bare.len() < line.len() { bare } else { marked_after_indent(line) };
    let is_heading = bare.len() < line.len();
    if !is_heading && line.starts_with(char::is_whitespace) {
        return None;
    }
    let (outer, bare) = stars(bare.trim_start())?;
    let bare = without_number(bare);
    let (inner, bare) = stars(bare)?;
    let (section, behind) = EXACT.iter().find_map(|&(section, names)| {
        let behind = names
            .iter()
            .filter_map(|name| behind(bare, name))
            .find(|behind| ends_heading(behind, is_heading))?;
        Some((section, behind))
    })?;
    let rest = rest(behind, outer + inner);
    Some(Opening { section, rest, gloss: None, holds_list_content: !is_heading, is_quoted: false })
}

/// Markdown lets a `#` heading are up to three blanks in; every other line that is indented
/// belongs to a list.
fn marked_after_indent(line: &str) -> &str {
    let bare = line.trim_start_matches(' ');
    if (1..=3).contains(&(line.len() - bare.len())) && bare.starts_with('#') {
        bare.trim_start_matches('#')
    } else {
        line
    }
}

/// Counts the stars of bold or italics. A star with a blank after it is a list's mark, and a list
/// item opens no section.
fn stars(text: &str) -> Option<(usize, &str)> {
    let bare = text.trim_start_matches('*');
    let count = text.len() - bare.len();
    let is_bullet = count > 0 && bare.starts_with(char::is_whitespace);
    (!is_bullet && count <= 3).then_some((count, bare))
}

fn without_number(text: &str) -> &str {
    let bare = text.trim_start_matches(|c: char| c.is_ascii_digit());
    if !(1..=3).contains(&(text.len() - bare.len())) {
        return text;
    }
    bare.strip_prefix(['.', '．', '、', ')', '）']).map_or(text, str::trim_start)
}

/// What follows the name at the beginning of the text.
fn behind<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    let head = text.get(..name.len())?;
    head.eq_ignore_ascii_case(name).then(|| &text[name.len()..])
}

fn ends_heading(behind: &str, is_heading: bool) -> bool {
    let behind = behind.trim_start().trim_start_matches('*').trim_start();
    let is_closed = is_heading && behind.trim_end().bytes().all(|b| b == b'#');
    behind.is_empty() || behind.starts_with([':', '：']) || is_closed
}

/// The text after the colon. Bold that began before the name and continues after the colon is
/// opened again.
fn rest(behind: &str, open: usize) -> String {
    let bare = behind.trim_start().trim_start_matches('*');
    let closed_before = bare.len() < behind.trim_start().len();
    let Some(text) = bare.trim_start().strip_prefix([':', '：']) else { return String::new() };
    if open == 0 || closed_before {
        return text.trim().to_owned();
    }
    match text.trim_start_matches('*') {
        after if after.len() < text.len() => after.trim().to_owned(),
        _ if text.trim().is_empty() => String::new(),
        _ => format!("{}{}", "*".repeat(open), text.trim()),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn every_style_of_heading_opens_its_section() {
        for section in Section::ALL {
            for name in
                [section.heading_zh(), section.heading_en(), &section.heading_en().to_uppercase()]
            {
                for line in [
                    format!("1. **{name}**"),
                    format!("1. **{name}**："),
                    format!("### 1. {name}"),
                    format!("## 1. {name}"),
                    format!("### 1. **{name}**"),
                    name.to_owned(),
                    format!("**{name}:**"),
                    format!("  ## {name} ##  "),
                    format!("**1. {name}**"),
                    format!("12．{name} :"),
                ] {
                    let opening = opening(&line).unwrap_or_else(|| panic!("{line} opens nothing"));
                    assert_eq!((opening.section, opening.rest.as_str()), (section, ""), "{line}");
                }
            }
        }
    }

    #[test]
    fn what_follows_the_colon_begins_the_text() {
        for (line, rest) in [
            ("1. **应用领域**：计算机视觉", "计算机视觉"),
            ("应用领域: a: b", "a: b"),
            ("**应用领域：** x", "x"),
            ("**应用领域：x** y", "**x** y"),
            ("应用领域：**x** y", "**x** y"),
            ("### 1. Application Domain: NLP", "NLP"),
        ] {
            assert_eq!(opening(line).unwrap().rest, rest, "{line}");
        }
    }

    #[test]
    fn nothing_else_opens_a_section() {
        for line in [
            "",
            "#",
            "1.  **ERC 损失**",
            "应用领域广泛",
            "应用领域（CV）",
            "主要创新点与不足：x",
            "本文的应用领域：x",
            "*   **实验效果**：x",
            "- 实验效果",
            "   实验效果：x",
            "    5. **实验效果**",
            "> 实验效果",
            "| 实验效果 |",
            "**** 实验效果",
            "2025. 1. 实验效果",
            "Results: 5",
            "Core contributions to the field",
        ] {
            assert_eq!(opening(line), None, "{line}");
        }
    }

    #[test]
    fn only_a_list_item_holds_list_content() {
        assert!(opening("1. **应用领域**").unwrap().holds_list_content);
        assert!(!opening("### 1. **应用领域**").unwrap().holds_list_content);
    }
}
