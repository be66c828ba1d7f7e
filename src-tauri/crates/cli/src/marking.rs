//! `star`, `read`, `later` and their opposites, `tag`, `note`.

use crate::args::Ids;
use crate::exit::{Exit, Failure};
use crate::following;
use crate::output::Output;
use crate::reading::paper_id;
use paperboy_core::wire::Mark;
use paperboy_core::{App, Marked, PaperId, in_words};
use serde_json::json;
use std::io::Read;
use std::sync::Arc;

pub const STAR: (Mark, bool) = (Mark::Starred, true);
pub const UNSTAR: (Mark, bool) = (Mark::Starred, false);
pub const READ: (Mark, bool) = (Mark::Read, true);
pub const UNREAD: (Mark, bool) = (Mark::Read, false);
pub const LATER: (Mark, bool) = (Mark::Later, true);
pub const UNLATER: (Mark, bool) = (Mark::Later, false);

/// The longest note taken from stdin, in bytes.
const MAX_NOTE_BYTES: u64 = 1 << 20;

pub fn mark(
    app: &Arc<App>,
    ids: &Ids,
    (mark, on): (Mark, bool),
    output: &mut Output,
) -> Result<Exit, Failure> {
    let ids = ids.ids.iter().map(|id| paper_id(id)).collect::<Result<Vec<_>, _>>()?;
    let marked = app.mark_papers(&ids, mark, on)?;
    ended(&marked, output)
}

pub fn tag(
    app: &Arc<App>,
    words: &[String],
    remove: &[String],
    output: &mut Output,
) -> Result<Exit, Failure> {
    let (add, ids): (Vec<&String>, Vec<&String>) =
        words.iter().partition(|word| word.starts_with('+'));
    let ids = ids.into_iter().map(|id| paper_id(id)).collect::<Result<Vec<PaperId>, _>>()?;
    let add: Vec<String> = add.into_iter().map(|word| word[1..].to_owned()).collect();
    if ids.is_empty() || (add.is_empty() && remove.is_empty()) {
        return Err(Failure::Message(
            Exit::Usage,
            "give at least one paper and one tag: tag ID… +NAME -NAME".to_owned(),
        ));
    }
    let marked = app.tag_papers(&ids, &add, remove)?;
    following::index(app, output);
    ended(&marked, output)
}

pub fn note(
    app: &Arc<App>,
    id: &str,
    text: Option<&str>,
    output: &mut Output,
) -> Result<Exit, Failure> {
    let id = paper_id(id)?;
    let text = match text {
        Some("-") => Some(note_from_stdin()?),
        other => other.map(str::to_owned),
    };
    if let Some(text) = text {
        app.set_note(id.as_str(), &text)?;
        following::index(app, output);
    } else if !output.is_json() {
        if let Some(note) = app.paper(&id)?.note {
            output.line(&note)?;
        }
        return Ok(Exit::Done);
    }
    if output.is_json() {
        let note = app.paper(&id)?.note;
        output.document(&json!({ "id": id.as_str(), "note": note }))?;
    }
    Ok(Exit::Done)
}

/// A note from stdin.
pub fn note_from_stdin() -> Result<String, Failure> {
    let unread = |why: String| {
        Failure::Message(Exit::SomeFailed, format!("the note from stdin was not saved: {why}"))
    };
    let mut text = String::new();
    std::io::stdin()
        .take(MAX_NOTE_BYTES + 1)
        .read_to_string(&mut text)
        .map_err(|error| unread(in_words(&error)))?;
    match text.len() as u64 > MAX_NOTE_BYTES {
        true => Err(unread("it is longer than 1 MB".to_owned())),
        false => Ok(text.trim_end_matches('\n').to_owned()),
    }
}

/// Names the papers that are not in the library.
pub fn ended(marked: &Marked, output: &mut Output) -> Result<Exit, Failure> {
    for id in &marked.unknown {
        output.warn(&format!("{id} is not in the library"));
    }
    if output.is_json() {
        let unknown: Vec<&str> = marked.unknown.iter().map(PaperId::as_str).collect();
        output.document(&json!({ "changed": marked.change.papers, "unknown": unknown }))?;
    }
    Ok(if marked.unknown.is_empty() { Exit::Done } else { Exit::SomeFailed })
}
