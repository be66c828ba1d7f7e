//! The order that is learnt from what the user did, and what they say about it.

use super::Here;
use crate::bridge::Answer;
use paperboy_core::wire::{Change, Opinion, Taste, WordKind};
use tauri::command;

#[command]
pub async fn taste(shell: Here<'_>) -> Answer<Taste> {
    shell.ask(|app| app.taste(false)).await
}

#[command]
pub async fn say_less(shell: Here<'_>, ids: Vec<String>, on: bool) -> Answer<Change> {
    shell.ask(move |app| app.say_less(&ids, on)).await
}

#[command]
pub async fn set_opinion(
    shell: Here<'_>,
    kind: WordKind,
    word: String,
    opinion: Option<Opinion>,
) -> Answer<Change> {
    shell.ask(move |app| app.set_opinion(kind, &word, opinion)).await
}

#[command]
pub async fn forget_taste(shell: Here<'_>) -> Answer<Change> {
    shell.ask(|app| app.forget_taste()).await
}
