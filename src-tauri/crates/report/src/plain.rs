//! Markdown to the text that a user sees.

use crate::markdown::{self, Taken};
use comrak::Arena;
use comrak::arena_tree::NodeEdge;
use comrak::nodes::{ListType, Node, NodeValue};

/// The text that a user sees, without Markdown's marks: for searching, cards and copying.
/// Paragraphs and items end in a line break, but for the last; items keep a bullet or their number,
/// cells are separated by a tab, formulas are their LaTeX source.
pub fn plain(markdown: &str) -> String {
    text(markdown, true, false)
}

/// The same for other programs: formulas keep their dollar signs, as they are written in Markdown
/// and LaTeX. All of it, however long it is: it is read in parts of the size that is shown.
pub fn copied(markdown: &str) -> String {
    let mut out = String::with_capacity(markdown.len());
    let mut rest = markdown;
    loop {
        let part = markdown::take(rest).text;
        out.push_str(&text(part, true, true));
        rest = &rest[part.len()..];
        if rest.is_empty() {
            return out;
        }
        if let Some(next) = rest.strip_prefix('\n') {
            out.push('\n');
            rest = next;
        }
    }
}

/// The same without bullets and numbers.
pub(crate) fn without_list_marks(markdown: &str) -> String {
    text(markdown, false, false)
}

fn text(markdown: &str, list_marks: bool, dollar_signs: bool) -> String {
    let Taken { text, .. } = markdown::take(markdown);
    let arena = Arena::new();
    let Some(root) = markdown::parse(&arena, text) else { return text.trim_end().to_owned() };
    let mut writer = Writer {
        out: String::with_capacity(text.len()),
        lists: Vec::new(),
        list_marks,
        dollar_signs,
    };
    for edge in root.traverse() {
        match edge {
            NodeEdge::Start(node) => writer.start(node),
            NodeEdge::End(node) => writer.end(node),
        }
    }
    writer.out.truncate(writer.out.trim_end().len());
    writer.out
}

struct Writer {
    out: String,
    /// For each list that is open the number of its next item, or none for bullets.
    lists: Vec<Option<usize>>,
    list_marks: bool,
    dollar_signs: bool,
}

impl Writer {
    fn start(&mut self, node: Node<'_>) {
        match &node.data().value {
            NodeValue::Text(text) => self.out.push_str(text),
            NodeValue::SoftBreak | NodeValue::LineBreak => self.out.push('\n'),
            NodeValue::Raw(html) if html == "<br>" => {
                let in_cell = node
                    .parent()
                    .is_some_and(|parent| matches!(parent.data().value, NodeValue::TableCell));
                self.out.push(if in_cell { ' ' } else { '\n' });
            }
            NodeValue::Code(code) => self.out.push_str(&code.literal),
            NodeValue::Math(math) => {
                let signs = match (self.dollar_signs, math.display_math) {
                    (false, _) => "",
                    (true, false) => "$",
                    (true, true) => "$$",
                };
                self.out.extend([signs, &math.literal, signs]);
            }
            NodeValue::CodeBlock(code) => {
                self.end_line();
                self.out.push_str(&code.literal);
            }
            NodeValue::List(list) => {
                self.end_line();
                self.lists.push((list.list_type == ListType::Ordered).then_some(list.start));
            }
            NodeValue::Item(_) => self.start_item(),
            NodeValue::TableCell if node.previous_sibling().is_some() => self.out.push('\t'),
            _ => {}
        }
    }

    fn start_item(&mut self) {
        self.end_line();
        let depth = self.lists.len();
        let Some(next) = self.lists.last_mut().filter(|_| self.list_marks) else { return };
        self.out.push_str(&"  ".repeat(depth - 1));
        match next {
            Some(number) => {
                self.out.push_str(&format!("{number}. "));
                *number = number.saturating_add(1);
            }
            None => self.out.push_str("• "),
        }
    }

    fn end(&mut self, node: Node<'_>) {
        match &node.data().value {
            NodeValue::List(_) => {
                self.lists.pop();
            }
            NodeValue::Paragraph
            | NodeValue::Heading(_)
            | NodeValue::Item(_)
            | NodeValue::CodeBlock(_)
            | NodeValue::TableRow(_) => self.end_line(),
            _ => {}
        }
    }

    fn end_line(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with('\n') {
            self.out.push('\n');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_go_and_words_stay() {
        for (markdown, text) in [
            ("", ""),
            ("# 题目\n\n**粗** *斜* ~~删~~ `code`", "题目\n粗 斜 删 code"),
            ("[文字](https://example.org) ![图](x.png)", "文字 图"),
            ("损失$\\mathcal{L}$的", "损失\\mathcal{L}的"),
            ("* a\n  1. b\n  2. c\n* d", "• a\n  1. b\n  2. c\n• d"),
            ("| a | b |\n|---|---|\n| 1<br>2 | $x$ |", "a\tb\n1 2\tx"),
            ("```\nx = 1\n```\n后", "x = 1\n后"),
            ("<image> 和 H<sub>2</sub>O &lt; V\\*", "<image> 和 H2O < V*"),
            ("- [x] 完成", "• ☑ 完成"),
        ] {
            assert_eq!(plain(markdown), text, "{markdown}");
        }
    }

    #[test]
    fn copied_formulas_keep_their_dollar_signs() {
        assert_eq!(copied("代价 $ m^3 $，\n\\[x\\] 与 `y`"), "代价 $m^3$，\n$$x$$ 与 y");
    }

    #[test]
    fn a_text_that_is_too_long_to_show_is_copied_whole() {
        let lines = |mark: &str| {
            (0..30_000).map(|n| format!("{mark}item {n}")).collect::<Vec<_>>().join("\n")
        };
        assert_eq!(copied(&lines("- ")), lines("• "));
        let line = "数据".repeat(200_000);
        assert_eq!(copied(&line), line);
    }

    #[test]
    fn list_marks_can_be_left_out() {
        assert_eq!(without_list_marks("1. a\n   - b"), "a\nb");
    }
}
