//! Citing, exporting, collecting and adding papers.

use super::Here;
use crate::bridge::{self, Answer};
use paperboy_core::wire::{
    AddedCollection, Change, CitationForm, CollectedCount, ExportFormat, ExportOf, ExportedFile,
    Pasted, SentToZotero, StoredKey, VaultSettings,
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
pub async fn move_collected(
    shell: Here<'_>,
    id: String,
    papers: Vec<String>,
    before: Option<String>,
) -> Answer<Change> {
    shell.ask(move |app| app.move_collected(&id, &papers, before.as_deref())).await
}

#[command]
pub async fn collections_of(shell: Here<'_>, ids: Vec<String>) -> Answer<Vec<CollectedCount>> {
    shell.ask(move |app| app.collections_of(&ids)).await
}

#[command]
pub async fn paste(shell: Here<'_>, name: String, text: String) -> Answer<Pasted> {
    shell.ask(move |app| app.start_paste(name, text)).await
}

#[command]
pub async fn add_papers(shell: Here<'_>, ids: Vec<String>) -> Answer<()> {
    shell.ask(move |app| app.start_add_ids(&ids)).await
}

#[command]
pub async fn vault_settings(shell: Here<'_>) -> Answer<VaultSettings> {
    shell.ask(|app| app.vault_settings()).await
}

/// Asks for the folder of the notes and keeps it in the settings; the settings as they are then.
#[command]
pub async fn vault_pick(handle: AppHandle, shell: Here<'_>) -> Answer<VaultSettings> {
    let chosen = bridge::pick(handle, true).await?;
    shell.ask(move |app| app.choose_vault(chosen.first())).await
}

#[command]
pub async fn update_vault(shell: Here<'_>, of: Option<ExportOf>, again: bool) -> Answer<()> {
    shell.ask(move |app| app.start_vault_update(of, again)).await
}

#[command]
pub async fn send_to_zotero(shell: Here<'_>, of: ExportOf, again: bool) -> Answer<SentToZotero> {
    shell.ask(move |app| app.send(&of, again)).await
}
