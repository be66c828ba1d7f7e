//! Cutting a paper's report into its sections.

use super::fence::Fences;
use super::heading::{Opening, opening};
use super::{Section, Sections};
use crate::daily::{is_blank, without_blank_lines_around};
use crate::{Problem, ProblemKind};

/// Cuts a paper's report into its sections.
pub fn sections(body: &str) -> Sections {
    let mut cut = Sections::default();
    let mut fences = Fences::of(body);
    let mut open: Option<Opening> = None;
    let mut seen = [None; 5];
    let mut start = 0;
    let mut offset = 0;
    for (n, line) in body.split_inclusive('\n').enumerate() {
        let at = offset;
        offset += line.len();
        if fences.holds(at, line) {
            continue;
        }
        let Some(next) = opening(line.trim_end()) else { continue };
        let section = next.section;
        let told = if seen[section as usize].is_some() {
            Some(ProblemKind::DoubledSection)
        } else if open.as_ref().is_some_and(|before| section < before.section) {
            Some(ProblemKind::SectionOutOfOrder)
        } else {
            None
        };
        cut.problems.extend(told.map(|kind| problem(kind, Some(n + 1), section)));
        cut.finish(open.replace(next), &body[start..at]);
        seen[section as usize].get_or_insert(n + 1);
        start = offset;
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
