//! The report on a week or a month, and its text.

use super::Here;
use crate::bridge::{self, Answer};
use paperboy_core::wire::{Period, Review};
use tauri::{AppHandle, command};

#[command]
pub async fn review(shell: Here<'_>, period: Period, date: Option<String>) -> Answer<Review> {
    shell.ask(move |app| app.review_of(period, date.as_deref())).await
}

#[command]
pub async fn copy_review(
    handle: AppHandle,
    shell: Here<'_>,
    period: Period,
    date: String,
    chinese: bool,
) -> Answer<()> {
    let text = shell.ask(move |app| app.review_text(period, &date, chinese)).await?;
    bridge::put_text(handle, text).await
}

/// Saves the report in a file that the user names; null when none was named.
#[command]
pub async fn save_review(
    handle: AppHandle,
    shell: Here<'_>,
    period: Period,
    date: String,
    chinese: bool,
) -> Answer<Option<String>> {
    let Some(path) = bridge::save(handle, period.file_name(&date)).await? else { return Ok(None) };
    let shown = path.display().to_string();
    shell.ask(move |app| app.save_review(period, &date, chinese, &path)).await?;
    Ok(Some(shown))
}
