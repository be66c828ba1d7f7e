//! Subscribing to days and feeds of others.

use super::Here;
use crate::bridge::{self, Answer};
use paperboy_core::wire::Subscription;
use tauri::{AppHandle, command};

#[command]
pub async fn subscriptions(shell: Here<'_>) -> Answer<Vec<Subscription>> {
    shell.ask(|app| app.subscriptions()).await
}

/// Subscribes, fetches what is there, and answers all subscriptions.
#[command]
pub async fn subscribe(shell: Here<'_>, address: String) -> Answer<Vec<Subscription>> {
    shell.ask(move |app| app.subscribe_and_fetch(&address)).await
}

/// Asks for a folder and subscribes to it; all subscriptions.
#[command]
pub async fn subscribe_pick(handle: AppHandle, shell: Here<'_>) -> Answer<Vec<Subscription>> {
    let chosen = bridge::pick(handle, true).await?;
    shell.ask(move |app| app.subscribe_to_folder(chosen.first())).await
}

#[command]
pub async fn unsubscribe(shell: Here<'_>, name: String) -> Answer<Vec<Subscription>> {
    shell.ask(move |app| app.remove_subscription(&name)).await
}
