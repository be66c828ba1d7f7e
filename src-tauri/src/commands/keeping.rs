//! Citing, exporting and collecting papers.

use super::Here;
use crate::bridge::{self, Answer};
use paperboy_core::wire::{
    AddedCollection, Change, CitationForm, CollectedCount, ExportFormat, ExportOf, ExportedFile,
    StoredKey,
};
use tauri::{AppHandle, command};

#[command]
pub async fn citation_key(shell: Here<'_>, id: String) -> Answer<Option<String>> {
    shell.ask(move |app| app.citation_key(&id)).await
}

#[command]
pub async fn set_citation_key(shell: Here<'_>, id: String, key: String) -> Answer<StoredKey> {
    shell.ask(move |app| app.set_citation_key(&id, &key)).await
}

#[command]
pub async fn copy_citation(
    handle: AppHandle,
    shell: Here<'_>,
    ids: Vec<String>,
    form: CitationForm,
) -> Answer<()> {
    let text = shell.ask(move |app| app.citation_text(&ids, form)).await?;
    bridge::put_text(handle, text).await
}

/// Asks for a file and exports papers to it; `None`: the user chose no file.
#[command]
pub async fn export_pick(
    handle: AppHandle,
    shell: Here<'_>,
    of: ExportOf,
    format: ExportFormat,
) -> Answer<Option<ExportedFile>> {
    let Some(path) = bridge::save(handle, of.file_name(format)).await? else { return Ok(None) };
    shell.ask(move |app| app.export_file(&of, format, &path).map(Some)).await
}

#[command]
pub async fn paper_ids(shell: Here<'_>, of: ExportOf) -> Answer<Vec<String>> {
    shell.ask(move |app| app.paper_ids(&of)).await
}

#[command]
pub async fn add_collection(
    shell: Here<'_>,
    name: String,
    parent: Option<String>,
) -> Answer<AddedCollection> {
    shell.ask(move |app| app.add_collection(&name, parent.as_deref())).await
}

#[command]
pub async fn rename_collection(shell: Here<'_>, id: String, name: String) -> Answer<Change> {
    shell.ask(move |app| app.rename_collection(&id, &name)).await
}

#[command]
pub async fn note_collection(shell: Here<'_>, id: String, text: String) -> Answer<Change> {
    shell.ask(move |app| app.set_collection_note(&id, &text)).await
}

#[command]
pub async fn move_collection(
    shell: Here<'_>,
    id: String,
    parent: Option<String>,
    before: Option<String>,
) -> Answer<Change> {
    shell.ask(move |app| app.move_collection(&id, parent.as_deref(), before.as_deref())).await
}

#[command]
pub async fn merge_collections(shell: Here<'_>, id: String, into: String) -> Answer<Change> {
    shell.ask(move |app| app.merge_collections(&id, &into)).await
}

#[command]
pub async fn remove_collection(shell: Here<'_>, id: String) -> Answer<Change> {
    shell.ask(move |app| app.remove_collection(&id)).await
}

#[command]
pub async fn collect(
    shell: Here<'_>,
    ids: Vec<String>,
    add: Vec<String>,
    remove: Vec<String>,
) -> Answer<Change> {
    shell.ask(move |app| app.collect(&ids, &add, &remove)).await
}

#[command]
pub async fn collections_of(shell: Here<'_>, ids: Vec<String>) -> Answer<Vec<CollectedCount>> {
    shell.ask(move |app| app.collections_of(&ids)).await
}
