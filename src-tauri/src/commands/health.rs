//! The health of Paperboy, and what is copied of it.

use super::Here;
use crate::bridge::{self, Answer};
use paperboy_core::wire::{HealthReport, ScheduleStatus};
use tauri::{AppHandle, command};

#[command]
pub async fn health(shell: Here<'_>) -> Answer<HealthReport> {
    let programs = shell.programs();
    shell.ask(move |app| Ok(app.health(&programs()))).await
}

#[command]
pub async fn schedule_status(shell: Here<'_>) -> Answer<ScheduleStatus> {
    shell.ask(|app| app.schedule_status()).await
}

/// Copies the health as text without anything private, also where the library can't be opened.
#[command]
pub async fn copy_diagnostics(handle: AppHandle, shell: Here<'_>) -> Answer<()> {
    let text = shell.diagnostics().await?;
    bridge::put_text(handle, text).await
}

#[command]
pub async fn copy_crash_report(handle: AppHandle, shell: Here<'_>) -> Answer<()> {
    let text = shell.ask(|app| Ok(app.crash_report().map(|report| report.text))).await?;
    bridge::put_text(handle, text.unwrap_or_default()).await
}

#[command]
pub async fn delete_crash_reports(shell: Here<'_>) -> Answer<HealthReport> {
    let programs = shell.programs();
    shell.ask(move |app| app.delete_crash_reports().map(|()| app.health(&programs()))).await
}
