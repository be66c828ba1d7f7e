//! `mark`: marks and tags, where the user allows it.

use crate::answer::{Refusal, paper_ids};
use crate::fence::Fence;
use paperboy_core::wire::Mark;
use paperboy_core::{App, PaperId};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The most tags that are added or removed at once.
const MAX_TAGS: usize = 20;

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MarkPapers {
    ids: Vec<String>,
    starred: Option<bool>,
    read: Option<bool>,
    later: Option<bool>,
    #[serde(default)]
    add_tags: Vec<String>,
    #[serde(default)]
    remove_tags: Vec<String>,
}

#[derive(Serialize, JsonSchema)]
pub struct Marked {
    /// How many papers changed
    changed: u32,
    unknown: Vec<String>,
}

pub fn mark(app: &App, _: &Fence, request: MarkPapers) -> Result<Marked, Refusal> {
    let ids = paper_ids(&request.ids)?;
    if request.add_tags.len() + request.remove_tags.len() > MAX_TAGS {
        return Err(Refusal::new("Change at most 20 tags at once."));
    }
    let marks = [
        (Mark::Starred, request.starred),
        (Mark::Read, request.read),
        (Mark::Later, request.later),
    ];
    let marks: Vec<(Mark, bool)> =
        marks.into_iter().filter_map(|(mark, on)| Some((mark, on?))).collect();
    if marks.is_empty() && request.add_tags.is_empty() && request.remove_tags.is_empty() {
        return Err(Refusal::new(
            "Say what to change: starred, read, later, add_tags or remove_tags.",
        ));
    }
    let marked = app.mark_and_tag_papers(&ids, &marks, &request.add_tags, &request.remove_tags)?;
    Ok(Marked {
        changed: marked.change.papers,
        unknown: marked.unknown.iter().map(PaperId::to_string).collect(),
    })
}
