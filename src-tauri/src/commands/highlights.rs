//! Highlights in reports and articles.

use super::Here;
use crate::bridge::{self, Answer};
use paperboy_core::wire::{
    AddedHighlight, Change, Highlight, HighlightColour, HighlightFilter, HighlightPage,
    HighlightPlace,
};
use tauri::{AppHandle, command};

#[command]
pub async fn highlights(shell: Here<'_>, id: String) -> Answer<Vec<Highlight>> {
    shell.ask(move |app| app.highlights(&id)).await
}

#[command]
pub async fn all_highlights(
    shell: Here<'_>,
    filter: HighlightFilter,
    offset: u32,
    limit: u32,
) -> Answer<HighlightPage> {
    shell.ask(move |app| app.all_highlights(&filter, offset, limit)).await
}

#[command]
pub async fn add_highlight(
    shell: Here<'_>,
    id: String,
    place: HighlightPlace,
    colour: HighlightColour,
    note: Option<String>,
) -> Answer<AddedHighlight> {
    shell.ask(move |app| app.add_highlight(&id, &place, colour, note.as_deref())).await
}

#[command]
pub async fn change_highlight(
    shell: Here<'_>,
    id: String,
    highlight: String,
    colour: Option<HighlightColour>,
    note: Option<String>,
) -> Answer<Change> {
    shell.ask(move |app| app.change_highlight(&id, &highlight, colour, note.as_deref())).await
}

#[command]
pub async fn remove_highlights(
    shell: Here<'_>,
    id: String,
    highlights: Vec<String>,
) -> Answer<Change> {
    shell.ask(move |app| app.remove_highlights(&id, &highlights)).await
}

#[command]
pub async fn quote_text(shell: Here<'_>, id: String, place: HighlightPlace) -> Answer<String> {
    shell.ask(move |app| app.quote_text(&id, &place)).await
}

#[command]
pub async fn copy_quote(
    handle: AppHandle,
    shell: Here<'_>,
    id: String,
    place: HighlightPlace,
) -> Answer<()> {
    bridge::put_text(handle, shell.ask(move |app| app.quote_text(&id, &place)).await?).await
}
