//! `cite`.

use crate::args::{Cite, Style};
use crate::exit::{Exit, Failure};
use crate::output::Output;
use crate::reading::paper_id;
use paperboy_core::App;
use paperboy_core::wire::{CitationForm, StoredKey};
use serde_json::json;
use std::sync::Arc;

pub fn cite(app: &Arc<App>, request: &Cite, output: &mut Output) -> Result<Exit, Failure> {
    let ids = request.ids.iter().map(|id| paper_id(id)).collect::<Result<Vec<_>, _>>()?;
    let form = match request.style {
        None => return set_key(app, request, output),
        Some(Style::Gbt7714) => CitationForm::Gbt7714,
        Some(Style::Apa) => CitationForm::Apa,
        Some(Style::Key) => CitationForm::Key,
        Some(Style::Bibtex) => CitationForm::Bibtex,
        Some(Style::Latex) => CitationForm::Latex,
        Some(Style::Markdown) => CitationForm::Markdown,
        Some(Style::Plain) => CitationForm::Plain,
    };
    let citations = app.citations(&ids, form)?;
    for id in &citations.unknown {
        output.warn(&format!("{id} is not in the library"));
    }
    if output.is_json() {
        output.document(&citations.items)?;
    } else {
        citations.items.iter().try_for_each(|cited| output.line(cited.text.trim_end()))?;
    }
    Ok(if citations.unknown.is_empty() { Exit::Done } else { Exit::SomeFailed })
}

fn set_key(app: &App, request: &Cite, output: &mut Output) -> Result<Exit, Failure> {
    let (Some(wanted), [id]) = (&request.set_key, &request.ids[..]) else {
        return Err(Failure::Message(
            Exit::Usage,
            "give exactly one paper with --set-key".to_owned(),
        ));
    };
    let StoredKey { key, .. } = app.set_citation_key(id, wanted)?;
    if key != wanted.trim() {
        output.warn(&format!(
            "another paper has or had the key {wanted}, so the key of this paper is now {key}"
        ));
    }
    if output.is_json() {
        output.document(&json!([{ "id": paper_id(id)?.as_str(), "key": key, "text": key }]))?;
    } else {
        output.line(&key)?;
    }
    Ok(Exit::Done)
}
