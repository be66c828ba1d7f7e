//! Papers in lists.

use crate::answer::Refusal;
use crate::budget::{beginning, tokens};
use crate::fence::{Fence, Fenced};
use paperboy_core::wire::Hit;
use paperboy_core::{App, Paper, PaperId};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The authors that are named; of more, their number is given.
const MAX_AUTHORS: usize = 5;
/// How a text is named that a model of Hugging Face wrote.
const BY_HUGGING_FACE: &str = "AI summary by Hugging Face";

// What else is shown of a paper besides its title.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    Authors,
    Abstract,
    Contribution,
    Results,
    Tags,
    Note,
    Links,
}

// A paper in a list.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Item {
    id: String,
    date: String,
    /// starred, read, later
    marks: Vec<&'static str>,
    text: Fenced,
}

/// A paper with some of its fields and, where something was searched for, a passage; and its number
/// of tokens.
pub fn item(
    app: &App,
    fence: &Fence,
    id: &str,
    fields: &[Field],
    hit: Option<&Hit>,
) -> Result<(Item, usize), Refusal> {
    let id = PaperId::parse(id).ok_or_else(|| Refusal::new("The library has an unusable id."))?;
    let paper = app.paper_without_highlights(&id)?;
    let mut text = beginning(&paper.title, 120);
    let mut add = |name: &str, value: &str, most_tokens: usize| {
        if !value.trim().is_empty() {
            text.push_str(&format!("\n{name}: {}", beginning(value, most_tokens)));
        }
    };
    if let Some(hit) = hit {
        add(passage_name(hit), &hit.snippet, 300);
    }
    for field in fields {
        match field {
            Field::Authors => add("authors", &authors(&paper), 150),
            Field::Abstract => add("abstract", text_of(&paper.abstract_text), 600),
            Field::Contribution => match contribution(&paper) {
                Some(written) if paper.contribution_by_hugging_face => {
                    add(BY_HUGGING_FACE, written, 300);
                }
                Some(written) => add("contribution", written, 300),
                None if fields.contains(&Field::Abstract) => {}
                None => add("abstract", text_of(&paper.abstract_text), 300),
            },
            Field::Results => {
                let sections = paper.sections.as_ref();
                add("results", sections.map_or("", |sections| text_of(&sections.results)), 500);
            }
            Field::Tags => add("tags", &paper.tags.join(", "), 100),
            Field::Note => add("note", text_of(&paper.note), 300),
            Field::Links => add("links", &links(&paper), 200),
        }
    }
    let marks = marks(&paper);
    let tokens = tokens(&text);
    Ok((Item { id: paper.id, date: paper.date, marks, text: fence.wrap(&text) }, tokens))
}

fn text_of(text: &Option<String>) -> &str {
    text.as_deref().unwrap_or_default()
}

/// Names a passage after its author where that is neither the paper's author nor the report's.
fn passage_name(hit: &Hit) -> &'static str {
    if hit.field == "summary" { BY_HUGGING_FACE } else { "passage" }
}

/// The contribution by the report.
fn contribution(paper: &Paper) -> Option<&str> {
    paper.sections.as_ref().and_then(|sections| sections.contribution.as_deref())
}

/// The first authors of a paper, and how many there are.
pub fn authors(paper: &Paper) -> String {
    let named: Vec<String> =
        paper.authors.iter().take(MAX_AUTHORS).map(|name| beginning(name, 25)).collect();
    match paper.authors.len() {
        count if count > MAX_AUTHORS => format!("{} et al. ({count} authors)", named.join(", ")),
        _ => named.join(", "),
    }
}

/// The addresses of a paper.
pub fn links(paper: &Paper) -> String {
    let links = &paper.links;
    let own = [&links.arxiv, &links.pdf].into_iter();
    own.chain(&links.code).chain(&links.project).cloned().collect::<Vec<_>>().join(" ")
}

fn marks(paper: &Paper) -> Vec<&'static str> {
    let marks =
        [("starred", paper.starred), ("read", paper.read), ("later", paper.later)].into_iter();
    marks.filter(|(_, is_on)| *is_on).map(|(name, _)| name).collect()
}
