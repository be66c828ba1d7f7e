//! Cutting a paper's report into its sections.

use super::candidate::{self, Candidate};
use super::chat::without_chat;
use super::choose::chosen;
use super::decoration::Mark;
use super::fence::Fences;
use super::heading::Opening;
use super::html;
use super::structured::{self, Row};
use super::{Section, Sections};
use crate::daily::{is_blank, without_blank_lines_around};
use crate::reasoning::{blank_reasoning_between, thinking_state, without_draft, without_ends};
use crate::{Problem, ProblemKind};
use std::ops::Range;

/// No answer of a model is longer; in a longer text no reasoning is looked for.
const MAX_ANSWER_BYTES: usize = 1 << 20;

/// The lines that open sections, in order: which section, and where the line is in the text,
/// its end included.
pub fn openings(body: &str) -> Vec<(Section, Range<usize>)> {
    opening_lines(body)
        .into_iter()
        .map(|candidate| (candidate.opening.section, candidate.line))
        .collect()
}

/// Whether a line could open a section among others.
pub fn may_open_section(line: &str) -> bool {
    line.trim_start().starts_with('<') || candidate::read(line.trim_end()).is_some()
}

/// Cuts a paper's report into its sections. Reasoning before the report and a chat model's words
/// around it are no part of it.
pub fn sections(body: &str) -> Sections {
    if let Some(rows) = structured::rows(body) {
        return structured_sections(rows);
    }
    let without = blank_reasoning_between(body);
    let body = without_ends(&without);
    let cut = headed_sections(without_chat(body));
    let is_doubled = cut.problems.iter().any(|problem| problem.kind == ProblemKind::DoubledSection);
    if cut.preamble.is_empty() && !is_doubled || body.len() > MAX_ANSWER_BYTES {
        return cut;
    }
    let thinking = thinking_state(body);
    let answer = if thinking.is_thinking { body } else { thinking.answer_so_far };
    let answer = without_draft(answer);
    if answer.len() == body.len() {
        return cut;
    }
    // The lines of problems are those of the whole text.
    let lines_before = body[..body.len() - answer.len()].matches('\n').count();
    let mut cut = headed_sections(without_chat(answer));
    for problem in &mut cut.problems {
        problem.line = problem.line.map(|line| line + lines_before);
    }
    cut
}

/// The sections of a JSON object or a table.
fn structured_sections(rows: Vec<Row>) -> Sections {
    let mut cut = Sections::default();
    for Row { section, text, .. } in rows {
        cut.add(section, text);
    }
    cut.report_missing([None; 5]);
    cut
}

/// The lines that open sections.
fn opening_lines(body: &str) -> Vec<Candidate> {
    let mut candidates = candidates(body);
    let ends: Vec<usize> =
        candidates.iter().skip(1).map(|next| next.line.start).chain([body.len()]).collect();
    for (candidate, end) in candidates.iter_mut().zip(ends) {
        candidate.has_text =
            !candidate.opening.rest.is_empty() || !is_blank(&body[candidate.line.end..end]);
    }
    chosen(candidates)
}

/// The lines outside code fences that may open sections.
fn candidates(body: &str) -> Vec<Candidate> {
    let mut fences = Fences::of(body);
    let mut end = 0;
    // Where the last heading ends that is an HTML element: it may have several lines.
    let mut element_end = 0;
    let mut candidates = Vec::new();
    for (n, line) in body.split_inclusive('\n').enumerate() {
        let start = end;
        end += line.len();
        if fences.holds(start, line) || start < element_end {
            continue;
        }
        let mut elements = html::headings(body, start..end).peekable();
        if elements.peek().is_some() {
            for element in elements {
                element_end = element.end;
                let text = body[element.clone()].split_whitespace().collect::<Vec<_>>().join(" ");
                if let Some((opening, sureness, decoration)) = candidate::read(&text) {
                    candidates.push(Candidate {
                        number: n + 1,
                        line: element,
                        opening,
                        sureness,
                        decoration,
                        has_text: false,
                    });
                }
            }
            continue;
        }
        let Some((opening, sureness, mut decoration)) = candidate::read(line.trim_end()) else {
            continue;
        };
        let below = body[end..].split_inclusive('\n').next().filter(|below| is_underline(below));
        let mut line = start..end;
        if let (Some(below), true) =
            (below, opening.rest.is_empty() && decoration.mark != Mark::Heading)
        {
            line.end += below.len();
            decoration.mark = Mark::Heading;
        }
        candidates.push(Candidate {
            number: n + 1,
            line,
            opening,
            sureness,
            decoration,
            has_text: false,
        });
    }
    candidates
}

/// Whether a line makes a heading of the line above.
fn is_underline(line: &str) -> bool {
    let line = line.trim();
    line.len() >= 2 && (line.bytes().all(|b| b == b'=') || line.bytes().all(|b| b == b'-'))
}

/// Cuts a text into its sections by their headings.
pub fn headed_sections(body: &str) -> Sections {
    let mut cut = Sections::default();
    let mut open: Option<Opening> = None;
    let mut seen = [None; 5];
    let mut start = 0;
    for Candidate { number: n, line, opening: next, .. } in opening_lines(body) {
        let section = next.section;
        let kind_of_problem = if seen[section as usize].is_some() {
            Some(ProblemKind::DoubledSection)
        } else if open.as_ref().is_some_and(|before| section < before.section) {
            Some(ProblemKind::SectionOutOfOrder)
        } else {
            None
        };
        cut.problems.extend(kind_of_problem.map(|kind| problem(kind, Some(n), section)));
        cut.finish(open.replace(next), &body[start..line.start]);
        seen[section as usize].get_or_insert(n);
        start = line.end;
    }
    cut.finish(open, &body[start..]);
    cut.report_missing(seen);
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
        let unquoted = if opening.is_quoted { unquoted(text) } else { None };
        let text = unquoted.as_deref().unwrap_or(text);
        let text = if opening.holds_list_content { dedented(text) } else { text.to_owned() };
        let text = match (opening.rest.is_empty(), text.is_empty()) {
            (true, true) => opening.gloss.unwrap_or_default(),
            (true, false) => text,
            (false, true) => opening.rest,
            (false, false) => format!("{}\n{text}", opening.rest),
        };
        self.add(opening.section, text);
    }

    /// Reports the sections without text; of each the line of its heading where it has one.
    fn report_missing(&mut self, headings: [Option<usize>; 5]) {
        for section in Section::ALL {
            if self.get(section).is_none() {
                self.problems.push(problem(
                    ProblemKind::MissingSection,
                    headings[section as usize],
                    section,
                ));
            }
        }
    }

    fn add(&mut self, section: Section, text: String) {
        if text.is_empty() {
            return;
        }
        match &mut self.texts[section as usize] {
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
        let shared = common.map_or(indent.len(), |common| {
            common.bytes().zip(indent.bytes()).take_while(|(a, b)| a == b).count()
        });
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

/// The text of a quote; `None` where a line is outside of it.
fn unquoted(text: &str) -> Option<String> {
    let lines = text.split('\n').map(|line| match line.trim_start().strip_prefix('>') {
        Some(line) => Some(line.strip_prefix(' ').unwrap_or(line)),
        None => is_blank(line).then_some(""),
    });
    let text = lines.collect::<Option<Vec<_>>>()?.join("\n");
    Some(without_blank_lines_around(&text).to_owned())
}

fn problem(kind: ProblemKind, line: Option<usize>, section: Section) -> Problem {
    Problem { kind, line, what: section.key().to_owned(), paper: None }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reported(cut: &Sections) -> Vec<(ProblemKind, Option<usize>, &str)> {
        cut.problems
            .iter()
            .map(|problem| (problem.kind, problem.line, problem.what.as_str()))
            .collect()
    }

    fn whole(texts: [&str; 5]) -> String {
        Section::ALL
            .iter()
            .zip(texts)
            .map(|(section, text)| format!("## {}\n{text}\n\n", section.heading_zh()))
            .collect()
    }

    #[test]
    fn the_mark_that_ends_an_answer_is_no_part_of_its_last_section() {
        for mark in ["<|end_of_solution|>", "<|return|>\n", "<|END_RESPONSE|>", "</answer>\n</s>"] {
            let cut = sections(&format!("{}{mark}", whole(["a", "b", "c", "d", "e"])));
            assert_eq!(cut.get(Section::Results), Some("e"), "{mark}");
        }
    }

    #[test]
    fn sections_are_separated_from_the_text_before_them() {
        let cut = sections(&format!("# 题目\n\n{}", whole(["a", "b", "c\n\nd", "e", "f"])));
        assert_eq!(cut.preamble, "# 题目");
        assert_eq!(cut.texts, ["a", "b", "c\n\nd", "e", "f"].map(|text| Some(text.to_owned())));
        assert_eq!(cut.problems, []);
    }

    #[test]
    fn a_body_that_is_list_content_loses_the_indentation_its_lines_share() {
        let cut = sections(
            "1. **应用领域**\n   a\n\n     - b\n   \tc\n2. **使用指南**：\td\n\te\n\t\tf\n### 3. 实验效果\n    code",
        );
        assert_eq!(cut.get(Section::Domain), Some("a\n\n  - b\n\tc"));
        assert_eq!(cut.get(Section::Usage), Some("d\ne\n\tf"));
        assert_eq!(cut.get(Section::Results), Some("    code"));
    }

    #[test]
    fn a_doubled_section_is_joined_and_reported() {
        let cut = sections(&(whole(["a", "b", "c", "d", "e"]) + "## 应用领域\nf"));
        assert_eq!(cut.get(Section::Domain), Some("a\n\nf"));
        assert_eq!(reported(&cut), [(ProblemKind::DoubledSection, Some(16), "domain")]);
    }

    #[test]
    fn a_section_out_of_order_is_taken_and_reported() {
        let cut =
            sections("应用领域：a\n使用指南：c\n一句话核心贡献：b\n主要创新点：d\n实验效果：e");
        assert_eq!(cut.texts, ["a", "b", "c", "d", "e"].map(|text| Some(text.to_owned())));
        assert_eq!(reported(&cut), [(ProblemKind::SectionOutOfOrder, Some(3), "contribution")]);
    }

    #[test]
    fn a_section_without_text_is_missing() {
        let cut = sections(&whole(["a", " \n\t", "c", "d", "e"]));
        assert_eq!(cut.get(Section::Contribution), None);
        assert_eq!(reported(&cut), [(ProblemKind::MissingSection, Some(4), "contribution")]);
        assert_eq!(sections("").problems.len(), 5);
    }

    #[test]
    fn a_name_inside_a_fence_opens_nothing() {
        let cut =
            sections(&whole(["a", "b", "```\n### 5. 实验效果\n```", "1.  **ERC 损失**", "e"]));
        assert_eq!(cut.get(Section::Usage), Some("```\n### 5. 实验效果\n```"));
        assert_eq!(cut.get(Section::Innovations), Some("1.  **ERC 损失**"));
        assert_eq!(cut.problems, []);
    }
}
