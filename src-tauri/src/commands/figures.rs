//! Figures of papers.

use super::Here;
use crate::bridge::Answer;
use paperboy_core::wire::{FigureImage, FigureSettings};
use tauri::command;

#[command]
pub async fn figures(shell: Here<'_>, id: String) -> Answer<Vec<FigureImage>> {
    shell.ask(move |app| app.figures(&id)).await
}

/// Fetches what lacks of the figures of papers that were opened or marked.
#[command]
pub async fn fetch_figures(shell: Here<'_>, ids: Vec<String>) -> Answer<()> {
    shell.ask(move |app| app.start_figures(&ids)).await
}

#[command]
pub async fn figure_settings(shell: Here<'_>) -> Answer<FigureSettings> {
    shell.ask(|app| app.figure_settings()).await
}

#[command]
pub async fn delete_figures(shell: Here<'_>) -> Answer<FigureSettings> {
    shell.ask(|app| app.delete_figures()).await
}
