//! `read`: a paper or a part of it.

use crate::answer::{Refusal, paper_id};
use crate::budget::{MAX_TEXT_TOKENS, part, place};
use crate::document::Document;
use crate::fence::{Fence, Fenced};
use paperboy_core::App;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Read {
    /// An arXiv id
    id: String,
    /// A part as the list of parts names it, such as p4, or words of its heading; without it, all
    section: Option<String>,
    cursor: Option<String>,
}

#[derive(Serialize, JsonSchema)]
pub struct Text {
    id: String,
    text: Fenced,
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
}

pub fn read(app: &App, fence: &Fence, request: Read) -> Result<Text, Refusal> {
    let from = place(request.cursor.as_deref())?;
    let id = paper_id(&request.id)?;
    let document = Document::load(app, &id)?;
    let text = match &request.section {
        None => document.whole(),
        Some(section) => document.section(section).ok_or_else(|| {
            Refusal::new("The paper has no such part; read it without `section` for a list.")
        })?,
    };
    let (text, next) = part(&text, from, MAX_TEXT_TOKENS);
    Ok(Text { id: id.to_string(), text: fence.wrap(text), next: next.map(|at| at.to_string()) })
}
