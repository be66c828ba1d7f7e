//! Cutting a paper's report into its sections.

use super::fence::Fences;
use super::heading::{Opening, opening};
use super::{Section, Sections};
use crate::daily::{is_blank, without_blank_lines_around};
use crate::{Problem, ProblemKind};
use std::ops::Range;

/// The lines that open sections, in order: which section, and where the line stands in the text, its end included.
pub fn openings(body: &str) -> Vec<(Section, Range<usize>)> {
    opening_lines(body).map(|(_, line, opening)| (opening.section, line)).collect()
}

/// The lines that open sections: their numbers from 1, where they stand, and what they open.
fn opening_lines(body: &str) -> impl Iterator<Item = (usize, Range<usize>, Opening)> {
    let mut fences = Fences::of(body);
    let mut end = 0;
    body.split_inclusive('\n').enumerate().filter_map(move |(n, line)| {
        let start = end;
        end += line.len();
        if fences.holds(start, line) { None } else { Some((n + 1, start..end, opening(line.trim_end())?)) }
    })
}

/// Cuts a paper's report into its sections.
pub fn sections(body: &str) -> Sections {
    let mut cut = Sections::default();
    let mut open: Option<Opening> = None;
    let mut seen = [None; 5];
    let mut start = 0;
    for (n, line, next) in opening_lines(body) {
        let section = next.section;
        let told = if seen[section as usize].is_some() {
            Some(ProblemKind::DoubledSection)
        } else if open.as_ref().is_some_and(|before| section < before.section) {
            Some(ProblemKind::SectionOutOfOrder)
        } else {
            None
        };
        cut.problems.extend(told.map(|kind| problem(kind, Some(n), section)));
        cut.finish(open.replace(next), &body[start..line.start]);
        seen[section as usize].get_or_insert(n);
        start = line.end;
    }
    cut.finish(open, &body[start..]);
    for section in Section::ALL {
        if cut.get(section).is_none() {
            cut.problems.push(problem(ProblemKind::MissingSection, seen[section as usize], section));
        }
    }
    cut
}

impl Sections {
    /// Takes the text between two openings to the section it belongs to.
    fn finish(&mut self, open: Option<Opening>, text: &str) {
        let Some(opening) = open else {
            self.preamble = without_blank_lines_around(text).to_owned();
            return;
        };
        let text = without_blank_lines_around(text);
        let text = if opening.holds_list_content { dedented(text) } else { text.to_owned() };
        let text = match (opening.rest.is_empty(), text.is_empty()) {
            (true, _) => text,
            (false, true) => opening.rest,
            (false, false) => format!("{}\n{text}", opening.rest),
        };
        if text.is_empty() {
            return;
        }
        match &mut self.texts[opening.section as usize] {
            Some(before) => {
                before.push_str("\n\n");
                before.push_str(&text);
            }
            place => *place = Some(text),
        }
    }
}

/// The text without the indentation that all its lines share.
fn dedented(text: &str) -> String {
    let mut common: Option<&str> = None;
    for line in text.split('\n').filter(|line| !is_blank(line)) {
        let indent = &line[..line.len() - line.trim_start_matches([' ', '\t']).len()];
        let shared = common.map_or(indent.len(), |common| common.bytes().zip(indent.bytes()).take_while(|(a, b)| a == b).count());
        common = Some(&indent[..shared]);
    }
    let common = common.unwrap_or_default();
    if common.is_empty() {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    for (n, line) in text.split('\n').enumerate() {
        if n > 0 {
            out.push('\n');
        }
        out.push_str(line.strip_prefix(common).unwrap_or(""));
    }
    out
}

fn problem(kind: ProblemKind, line: Option<usize>, section: Section) -> Problem {
    Problem { kind, line, what: section.heading_zh().to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(cut: &Sections) -> Vec<(ProblemKind, Option<usize>, &str)> {
        cut.problems.iter().map(|problem| (problem.kind, problem.line, problem.what.as_str())).collect()
    }

    fn whole(texts: [&str; 5]) -> String {
        Section::ALL.iter().zip(texts).map(|(section, text)| format!("## {}\n{text}\n\n", section.heading_zh())).collect()
    }

    #[test]
    fn sections_and_what_stands_before_them_are_cut_apart() {
        let cut = sections(&format!("# 题目\n\n{}", whole(["a", "b", "c\n\nd", "e", "f"])));
        assert_eq!(cut.preamble, "# 题目");
        assert_eq!(cut.texts, ["a", "b", "c\n\nd", "e", "f"].map(|text| Some(text.to_owned())));
        assert_eq!(cut.problems, []);
    }

    #[test]
    fn a_body_that_is_list_content_loses_the_indentation_its_lines_share() {
        let cut = sections("1. **应用领域**\n   a\n\n     - b\n   \tc\n2. **使用指南**：\td\n\te\n\t\tf\n### 3. 实验效果\n    code");
        assert_eq!(cut.get(Section::Domain), Some("a\n\n  - b\n\tc"));
        assert_eq!(cut.get(Section::Usage), Some("d\ne\n\tf"));
        assert_eq!(cut.get(Section::Results), Some("    code"));
    }

    #[test]
    fn a_doubled_section_is_joined_and_told() {
        let cut = sections(&(whole(["a", "b", "c", "d", "e"]) + "## 应用领域\nf"));
        assert_eq!(cut.get(Section::Domain), Some("a\n\nf"));
        assert_eq!(told(&cut), [(ProblemKind::DoubledSection, Some(16), "应用领域")]);
    }

    #[test]
    fn a_section_out_of_order_is_taken_and_told() {
        let cut = sections("应用领域：a\n使用指南：c\n一句话核心贡献：b\n主要创新点：d\n实验效果：e");
        assert_eq!(cut.texts, ["a", "b", "c", "d", "e"].map(|text| Some(text.to_owned())));
        assert_eq!(told(&cut), [(ProblemKind::SectionOutOfOrder, Some(3), "一句话核心贡献")]);
    }

    #[test]
    fn a_section_without_text_is_missing() {
        let cut = sections(&whole(["a", " \n\t", "c", "d", "e"]));
        assert_eq!(cut.get(Section::Contribution), None);
        assert_eq!(told(&cut), [(ProblemKind::MissingSection, Some(4), "一句话核心贡献")]);
        assert_eq!(sections("").problems.len(), 5);
    }

    #[test]
    fn a_name_inside_a_fence_opens_nothing() {
        let cut = sections(&whole(["a", "b", "```\n### 5. 实验效果\n```", "1.  **ERC 损失**", "e"]));
        assert_eq!(cut.get(Section::Usage), Some("```\n### 5. 实验效果\n```"));
        assert_eq!(cut.get(Section::Innovations), Some("1.  **ERC 损失**"));
        assert_eq!(cut.problems, []);
    }
}
