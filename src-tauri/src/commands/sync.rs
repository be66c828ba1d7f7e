//! Synchronising with other devices.

use super::Here;
use crate::bridge::{self, Answer};
use paperboy_core::Job;
use paperboy_core::wire::{JobKind, SyncOffer, SyncPreview, SyncSetup, SyncStatus, Synced};
use tauri::{AppHandle, command};

/// Asks for the folder, and looks at what is in it; `None`: the user chose none.
#[command]
pub async fn sync_pick(handle: AppHandle, shell: Here<'_>) -> Answer<Option<SyncOffer>> {
    let Some(chosen) = bridge::pick(handle, true).await?.into_iter().next() else {
        return Ok(None);
    };
    shell.ask(move |app| app.offer_sync(&chosen.display().to_string(), "", "").map(Some)).await
}

/// Looks at a folder on a server.
#[command]
pub async fn sync_server(
    shell: Here<'_>,
    address: String,
    user: String,
    password: String,
) -> Answer<SyncOffer> {
    shell.ask(move |app| app.offer_sync(address.trim(), user.trim(), &password)).await
}

/// Sets up the folder that was chosen last.
#[command]
pub async fn set_up_sync(shell: Here<'_>, passphrase: Option<String>) -> Answer<SyncSetup> {
    shell.ask(move |app| app.set_up_offered_sync(passphrase.as_deref())).await
}

#[command]
pub async fn sync_status(shell: Here<'_>) -> Answer<SyncStatus> {
    shell.ask(|app| app.sync_status()).await
}

#[command]
pub async fn preview_sync(shell: Here<'_>) -> Answer<SyncPreview> {
    shell.ask(|app| app.preview_sync(&Job::unwatched(JobKind::Sync))).await
}

#[command]
pub async fn synchronise(shell: Here<'_>) -> Answer<()> {
    shell.ask(|app| app.start_sync()).await
}

#[command]
pub async fn forget_sync(shell: Here<'_>) -> Answer<()> {
    shell.ask(|app| app.forget_sync()).await
}

#[command]
pub async fn remove_sync_device(shell: Here<'_>, id: String) -> Answer<Synced> {
    shell.ask(move |app| app.remove_sync_device(&id, &Job::unwatched(JobKind::Sync))).await
}
