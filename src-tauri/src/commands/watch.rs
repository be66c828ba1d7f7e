//! What is new about papers that the user keeps.

use super::Here;
use crate::bridge::Answer;
use paperboy_core::wire::{NewsOfPaper, WatchState};
use tauri::command;

#[command]
pub async fn watch_state(shell: Here<'_>) -> Answer<WatchState> {
    shell.ask(|app| app.watch_state()).await
}

#[command]
pub async fn start_watch(shell: Here<'_>) -> Answer<()> {
    shell.ask(|app| app.start_watch()).await
}

#[command]
pub async fn cancel_watch(shell: Here<'_>) -> Answer<()> {
    shell.ask(|app| app.cancel_watch()).await
}

#[command]
pub async fn paper_news(shell: Here<'_>, id: Option<String>) -> Answer<Vec<NewsOfPaper>> {
    shell.ask(move |app| app.paper_news(id.as_deref())).await
}

#[command]
pub async fn put_news_aside(shell: Here<'_>, ids: Option<Vec<String>>) -> Answer<u32> {
    shell.ask(move |app| app.put_news_aside(ids.as_deref())).await
}
