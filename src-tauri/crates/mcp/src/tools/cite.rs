//! `cite`: references to papers.

use crate::answer::{Refusal, paper_ids};
use crate::budget::{beginning, fitting, place, tokens};
use crate::fence::{Fence, Fenced};
use paperboy_core::wire::CitationForm;
use paperboy_core::{App, PaperId};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Cite {
    /// At most 50
    ids: Vec<String>,
    #[schemars(schema_with = "forms")]
    form: CitationForm,
    cursor: Option<String>,
}

fn forms(_: &mut SchemaGenerator) -> Schema {
    json_schema!({
        "type": "string",
        "enum": ["key", "bibtex", "gbt7714", "apa", "latex", "markdown", "plain"]
    })
}

#[derive(Serialize, JsonSchema)]
pub struct Citations {
    citations: Vec<Citation>,
    /// Not in the library
    unknown: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
}

#[derive(Serialize, JsonSchema)]
struct Citation {
    id: String,
    text: Fenced,
}

pub fn cite(app: &App, fence: &Fence, request: Cite) -> Result<Citations, Refusal> {
    let at = place(request.cursor.as_deref())?;
    let cited = app.citations(&paper_ids(&request.ids)?, request.form)?;
    let rest = cited.items.get(at..).unwrap_or_default();
    let citations = fitting(rest, |cited| {
        let text = beginning(&cited.text, 1_500);
        let tokens = tokens(&text);
        Ok((Citation { id: cited.id.clone(), text: fence.wrap(&text) }, tokens))
    })?;
    Ok(Citations {
        next: (citations.len() < rest.len()).then(|| (at + citations.len()).to_string()),
        citations,
        unknown: cited.unknown.iter().map(PaperId::to_string).collect(),
    })
}
