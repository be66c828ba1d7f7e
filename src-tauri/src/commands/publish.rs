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

/// Signs in to a folder on a server, which is published to from then on; the settings as they are then.
#[command]
pub async fn publish_server(
    shell: Here<'_>,
    address: String,
    user: String,
    password: String,
) -> Answer<PublishSettings> {
    shell.ask(move |app| app.choose_publish_server(address.trim(), user.trim(), &password)).await
}

#[command]
pub async fn publish(shell: Here<'_>) -> Answer<()> {
    shell.ask(|app| app.start_publish()).await
}
