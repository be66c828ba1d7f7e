//! The tray of macOS and Windows, which is always there, by Tauri.

use crate::home::{self, Choice, Host, Shown};
use std::sync::Arc;
use tauri::menu::{CheckMenuItem, Menu, MenuItem, PredefinedMenuItem};
use tauri::tray::{TrayIcon, TrayIconBuilder};
use tauri::{AppHandle, Wry};

/// The ids of the menu's items.
const OPEN: &str = "open";
const FETCH: &str = "fetch";
const STOP: &str = "stop";
const PAUSE: &str = "pause";
const GO_ON: &str = "go-on";
const QUIT: &str = "quit";

/// The tray; it is removed with this value.
pub struct Tray {
    icon: TrayIcon,
    handle: AppHandle,
}

impl Tray {
    /// Shows the tray.
    pub fn show(handle: &AppHandle, shown: Shown, host: &Arc<Host>) -> Option<Self> {
        let build = || {
            let mut builder = TrayIconBuilder::new()
                .menu(&menu(handle, &shown)?)
                .tooltip(shown.words().unread)
                .on_menu_event(|handle, event| {
                    let choice = match event.id().as_ref() {
                        OPEN => Choice::Open,
                        FETCH => Choice::Fetch,
                        STOP => Choice::StopFetching,
                        PAUSE => Choice::Pause(true),
                        GO_ON => Choice::Pause(false),
                        QUIT => Choice::Quit,
                        _ => return,
                    };
                    home::choose(handle, choice);
                });
            if let Some(icon) = handle.default_window_icon() {
                builder = builder.icon(icon.clone());
            }
            builder.build(handle)
        };
        match build() {
            Ok(icon) => {
                host.set(true);
                Some(Self { icon, handle: handle.clone() })
            }
            Err(error) => {
                tracing::warn!(%error, "there is no tray");
                None
            }
        }
    }

    /// Shows something else.
    pub fn update(&self, shown: Shown) {
        let update = || {
            self.icon.set_menu(Some(menu(&self.handle, &shown)?))?;
            self.icon.set_tooltip(Some(shown.words().unread))
        };
        if let Err(error) = update() {
            tracing::warn!(%error, "the tray could not be updated");
        }
    }
}

impl Drop for Tray {
    fn drop(&mut self) {
        // Tauri keeps another handle on it.
        drop(self.handle.remove_tray_by_id(self.icon.id()));
    }
}

fn menu(handle: &AppHandle, shown: &Shown) -> tauri::Result<Menu<Wry>> {
    let words = shown.words();
    let item = |id: &str, label: &str| MenuItem::with_id(handle, id, label, true, None::<&str>);
    let fetch = if shown.fetching { STOP } else { FETCH };
    let pause = if shown.paused { GO_ON } else { PAUSE };
    Menu::with_items(
        handle,
        &[
            &item(OPEN, words.open)?,
            &PredefinedMenuItem::separator(handle)?,
            &item(fetch, words.fetch)?,
            &CheckMenuItem::with_id(handle, pause, words.pause, true, shown.paused, None::<&str>)?,
            &PredefinedMenuItem::separator(handle)?,
            &item(QUIT, words.quit)?,
        ],
    )
}

/// Whether something on the desktop shows trays.
pub fn has_host() -> bool {
    true
}

/// Shows how many papers are unread at the program's icon, where the system can.
pub fn show_count(handle: &AppHandle, count: u32) {
    let Ok(window) = crate::window::main(handle) else { return };
    // Windows has no such count.
    let _ = window.set_badge_count((count > 0).then_some(i64::from(count)));
}
