//! The program on its desktop: tray, notifications, start at login.

use crate::bridge::Answer;
use crate::home;
use paperboy_core::wire::DesktopState;
use tauri::{AppHandle, command};

#[command]
pub async fn desktop_state(handle: AppHandle) -> Answer<DesktopState> {
    home::state(handle).await
}

#[command]
pub async fn start_at_login(handle: AppHandle, on: bool) -> Answer<DesktopState> {
    home::start_at_login(handle, on).await
}
