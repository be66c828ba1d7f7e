//! A paper as one text in Markdown, in parts that can be read alone.

use crate::answer::Refusal;
use crate::items::{authors, links};
use paperboy_core::{App, PaperId};

/// A paper and its parts.
pub struct Document {
    head: String,
    parts: Vec<Part>,
}

/// The abstract, the report, the note or a section of the full text.
struct Part {
    /// 1 for a section, 2 for a subsection, and so on.
    level: u8,
    heading: String,
    markdown: String,
}

impl Document {
    /// Everything that the library has of a paper.
    pub fn load(app: &App, id: &PaperId) -> Result<Self, Refusal> {
        let paper = app.paper(id)?;
        let mut parts = Vec::new();
        let mut add = |heading: String, text: Option<&str>| {
            if let Some(text) = text.filter(|text| !text.trim().is_empty()) {
                let markdown = format!("## {heading}\n\n{}\n", text.trim());
                parts.push(Part { level: 1, heading, markdown });
            }
        };
        add("Abstract".to_owned(), paper.abstract_text.as_deref());
        let writer = paper.writer.as_deref().unwrap_or_default();
        let by_hugging_face = match paper.contribution_by_hugging_face {
            true => "; its contribution is an AI summary by Hugging Face",
            false => "",
        };
        add(
            format!("{}{by_hugging_face}", report_heading(writer)),
            app.report_markdown(id)?.as_deref(),
        );
        add("The user's note".to_owned(), paper.note.as_deref());
        parts.extend(app.article_text(id)?.into_iter().map(|section| Part {
            level: section.level,
            heading: section.heading,
            markdown: section.markdown,
        }));
        let head = format!(
            "# {}\n\narXiv:{id}\nauthors: {}\ndays: {}\nlinks: {}\n",
            paper.title,
            authors(&paper),
            paper.dates.join(", "),
            links(&paper)
        );
        Ok(Self { head, parts })
    }

    /// All of it: what it is, a list of its parts, the parts.
    pub fn whole(&self) -> String {
        let listed = self.parts.iter().enumerate().map(|(at, part)| {
            let indent = "  ".repeat(usize::from(part.level.saturating_sub(1)));
            format!("{indent}- p{}: {}\n", at + 1, part.heading)
        });
        let list: String = listed.collect();
        format!("{}\nparts:\n{list}\n{}", self.head, joined(&self.parts))
    }

    /// One part with those below it: named by its number, as the list has it, or by the beginning
    /// of its heading or words in it.
    pub fn section(&self, name: &str) -> Option<String> {
        let name = name.trim().to_lowercase();
        let number = name.strip_prefix('p').and_then(|number| number.parse::<usize>().ok());
        let headings = || self.parts.iter().map(|part| part.heading.to_lowercase());
        let at = match number {
            Some(number) => number.checked_sub(1).filter(|at| *at < self.parts.len()),
            None if name.is_empty() => None,
            None => headings()
                .position(|heading| heading.starts_with(&name))
                .or_else(|| headings().position(|heading| heading.contains(&name))),
        }?;
        let (first, rest) = self.parts[at..].split_first()?;
        // Text before the first heading has level 0, and nothing is below it.
        let below = rest.iter().take_while(|part| part.level > first.level.max(1)).count();
        Some(joined(&self.parts[at..=at + below]))
    }
}

/// Who wrote a report, for a reader who must not take it for the authors' words.
fn report_heading(writer: &str) -> String {
    match writer.split_once(':') {
        Some(("model", name)) => format!("Report (written by {name}, not by the authors)"),
        Some(("from", name)) => format!("Report (from {name})"),
        _ if writer == "extract" => {
            "Report (sentences of the paper, chosen by built-in extraction)".to_owned()
        }
        _ if writer == "imported" => "Report (imported)".to_owned(),
        _ => format!("Report (from {writer})"),
    }
}

fn joined(parts: &[Part]) -> String {
    let texts: Vec<&str> = parts.iter().map(|part| part.markdown.trim_end()).collect();
    texts.join("\n\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document() -> Document {
        let part = |level, heading: &str| Part {
            level,
            heading: heading.to_owned(),
            markdown: format!("[{heading}]"),
        };
        Document {
            head: "# Title\n".to_owned(),
            parts: vec![
                part(1, "Abstract"),
                part(1, "1 Introduction to 3D"),
                part(1, "3 Results"),
                part(2, "3.1 Images"),
                part(2, "3.2 Videos"),
                part(1, "4 Conclusion"),
            ],
        }
    }

    #[test]
    fn a_part_is_found_by_its_number_or_its_heading_and_comes_with_those_below_it() {
        let document = document();
        let results = Some("[3 Results]\n\n[3.1 Images]\n\n[3.2 Videos]".to_owned());
        for name in ["p3", "3", "3 results", " RESULTS ", "P3"] {
            assert_eq!(document.section(name), results, "{name}");
        }
        assert_eq!(document.section("videos").as_deref(), Some("[3.2 Videos]"));
        for name in ["", "p0", "p7", "p99999999999999999999", "no such words"] {
            assert_eq!(document.section(name), None, "{name}");
        }
    }

    #[test]
    fn nothing_is_below_the_text_before_the_first_heading() {
        let mut document = document();
        document.parts[0].level = 0;
        assert_eq!(document.section("p1").as_deref(), Some("[Abstract]"));
    }

    #[test]
    fn the_whole_begins_with_a_list_of_its_parts() {
        let whole = document().whole();
        assert!(whole.starts_with("# Title\n\nparts:\n- p1: Abstract\n"), "{whole}");
        assert!(whole.contains("\n- p3: 3 Results\n  - p4: 3.1 Images\n"), "{whole}");
        assert!(whole.ends_with("\n\n[Abstract]\n\n[1 Introduction to 3D]\n\n[3 Results]\n\n[3.1 Images]\n\n[3.2 Videos]\n\n[4 Conclusion]"));
    }
}
