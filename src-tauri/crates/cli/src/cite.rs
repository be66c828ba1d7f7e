//! `cite`.

use crate::args::{Cite, Style};
use crate::exit::{Exit, Failure};
use crate::output::Output;
use crate::reading::paper_id;
use paperboy_core::App;
use paperboy_core::wire::{Citation, KeptKey};
use serde_json::json;
use std::sync::Arc;

pub fn cite(app: &Arc<App>, request: &Cite, output: &mut Output) -> Result<Exit, Failure> {
    let ids = request.ids.iter().map(|id| paper_id(id)).collect::<Result<Vec<_>, _>>()?;
    let form = match request.style {
        None => return set_key(app, request, output),
        Some(Style::Gbt7714) => Citation::Gbt7714,
        Some(Style::Apa) => Citation::Apa,
        Some(Style::Key) => Citation::Key,
        Some(Style::Bibtex) => Citation::Bibtex,
        Some(Style::Latex) => Citation::Latex,
        Some(Style::Markdown) => Citation::Markdown,
        Some(Style::Plain) => Citation::Plain,
    };
    let cited = app.citations(&ids, form)?;
    for id in &cited.unknown {
        output.warn(&format!("{id} is not in the library"));
    }
    if output.is_json() {
        output.document(&cited.items)?;
    } else {
        cited.items.iter().try_for_each(|cited| output.line(cited.text.trim_end()))?;
    }
    Ok(if cited.unknown.is_empty() { Exit::Done } else { Exit::SomeFailed })
}

fn set_key(app: &App, request: &Cite, output: &mut Output) -> Result<Exit, Failure> {
    let (Some(wanted), [id]) = (&request.set_key, &request.ids[..]) else {
        return Err(Failure::Message(Exit::Usage, "give one paper with --set-key".to_owned()));
    };
    let KeptKey { key, .. } = app.set_citation_key(id, wanted)?;
    if key != wanted.trim() {
        output.warn(&format!("another paper has or had the key {wanted}; it is {key} now"));
    }
    if output.is_json() {
        output.document(&json!([{ "id": paper_id(id)?.as_str(), "key": key, "text": key }]))?;
    } else {
        output.line(&key)?;
    }
    Ok(Exit::Done)
}
