//! The program on its desktop: tray, notifications, start at login, speech.

use super::Here;
use crate::bridge::Answer;
use crate::home;
use paperboy_core::wire::{DesktopState, SpeechVoices, SpokenLanguage, SpokenSentence};
use tauri::{AppHandle, command};

#[command]
pub async fn desktop_state(handle: AppHandle) -> Answer<DesktopState> {
    home::state(handle).await
}

#[command]
pub async fn start_at_login(handle: AppHandle, on: bool) -> Answer<DesktopState> {
    home::start_at_login(handle, on).await
}

/// The languages for which the system has a voice; null: nothing speaks.
#[command]
pub async fn speech_voices(handle: AppHandle) -> Answer<Option<SpeechVoices>> {
    home::voices(handle).await
}

/// Speaks a sentence to its end; false: it was stopped.
#[command]
pub async fn speak(handle: AppHandle, text: String, language: SpokenLanguage) -> Answer<bool> {
    home::speak(handle, text, language).await
}

#[command]
pub async fn stop_speaking(handle: AppHandle) -> Answer<()> {
    home::stop_speaking(handle).await
}

/// Ends the page of a hidden window, unless it is being answered.
#[command]
pub async fn rest(handle: AppHandle) -> Answer<()> {
    home::rest(&handle)
}

#[command]
pub async fn spoken_sentences(
    shell: Here<'_>,
    texts: Vec<String>,
) -> Answer<Vec<Vec<SpokenSentence>>> {
    shell.ask(move |app| Ok(app.spoken_sentences(&texts))).await
}
