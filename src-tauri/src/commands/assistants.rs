//! What the settings show about assistants.

use super::Here;
use crate::bridge::{self, Answer};
use crate::places;
use paperboy_core::wire::{AssistantClient, Assistants};
use tauri::{AppHandle, command};

#[command]
pub async fn assistants(shell: Here<'_>) -> Answer<Assistants> {
    shell.ask(|app| app.assistants(&places::command())).await
}

#[command]
pub async fn copy_assistant(
    handle: AppHandle,
    shell: Here<'_>,
    client: AssistantClient,
) -> Answer<()> {
    let program = places::command();
    let text = shell.ask(move |app| Ok(app.assistant_configuration(&program, client))).await?;
    bridge::put_text(handle, text).await
}
