//! Publishing days.

use super::Here;
use crate::bridge::{self, Answer};
use paperboy_core::wire::PublishSettings;
use tauri::{AppHandle, command};

#[command]
pub async fn publish_settings(shell: Here<'_>) -> Answer<PublishSettings> {
    shell.ask(|app| app.publish_settings()).await
}

/// Asks for the folder and keeps it in the settings; the settings as they are then.
#[command]
pub async fn publish_pick(handle: AppHandle, shell: Here<'_>) -> Answer<PublishSettings> {
    let chosen = bridge::pick(handle, true).await?;
    shell.ask(move |app| app.choose_publish(chosen.first())).await
}

#[command]
pub async fn publish(shell: Here<'_>) -> Answer<()> {
    shell.ask(|app| app.start_publish()).await
}
