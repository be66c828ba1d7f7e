//! The health of Paperboy, and what is copied of it.

use super::Here;
use crate::bridge::Answer;
use crate::places;
use paperboy_core::wire::HealthReport;
use tauri::command;

#[command]
pub async fn health(shell: Here<'_>) -> Answer<HealthReport> {
    let by = shell.library_by();
    shell.ask(move |app| Ok(app.health(&places::programs(by)))).await
}
