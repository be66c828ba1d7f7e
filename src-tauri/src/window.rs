//! The one window: its creation, its theme, bringing it to the front, and its navigation, which is
//! blocked.

use crate::bridge::{Answer, Shell, failed};
use tauri::webview::NewWindowResponse;
use tauri::window::Color;
use tauri::{AppHandle, Manager, Theme, Url, WebviewWindow, WebviewWindowBuilder};

/// Its name in the configuration and the capabilities.
const MAIN: &str = "main";
/// The program's name, for the system's dialogs.
pub const NAME: &str = "Paperboy";
/// The endings of files that the dialog for importing offers; others can be chosen, too.
pub const IMPORTED: [&str; 8] = ["md", "markdown", "txt", "json", "jsonl", "bib", "ris", "csv"];
/// The page's background colour in the light and the dark theme, as in `ui/public/boot.css`: the
/// window must not flash before the page is painted.
const LIGHT: Color = Color(0xfb, 0xfa, 0xf8, 0xff);
const DARK: Color = Color(0x17, 0x18, 0x19, 0xff);

/// The window, while it is open.
pub fn main(handle: &AppHandle) -> Answer<WebviewWindow> {
    handle.get_webview_window(MAIN).ok_or_else(|| failed("There is no window", &"it was closed"))
}

/// Creates the window and shows it with its background colour: it appears while the web view is still starting,
/// which shortens the start, and an engine paints nothing for a window that is hidden.
pub fn open(handle: &AppHandle) -> tauri::Result<()> {
    let configuration = handle
        .config()
        .app
        .windows
        .iter()
        .find(|window| window.label == MAIN)
        .ok_or(tauri::Error::WindowNotFound)?;
    let window = WebviewWindowBuilder::from_config(handle, configuration)?
        .theme(theme(handle))
        .devtools(cfg!(debug_assertions))
        .on_navigation(is_own_page)
        .on_new_window(|_, _| NewWindowResponse::Deny)
        .on_download(|_, _| false)
        .build()?;
    #[cfg(target_os = "linux")]
    {
        crate::linux::web_view::look_after(&window)?;
        let renderer = handle.state::<Shell>().renderer();
        crate::linux::renderer::watch(&window, renderer)?;
    }
    // Only now: its size and place are restored and its background is painted, so nothing jumps and
    // nothing flashes.
    paint_background(&window);
    window.show()
}

/// Whether the window may go to an address: only to the page built in, or Vite's while developing.
fn is_own_page(url: &Url) -> bool {
    match (url.scheme(), url.host_str()) {
        ("tauri", Some("localhost")) | ("http" | "https", Some("tauri.localhost")) => true,
        ("http", Some("localhost")) => tauri::is_dev() && url.port() == Some(1420),
        _ => false,
    }
}

/// Brings the window to the front; after a hidden start it is created.
pub fn to_front(handle: &AppHandle) {
    show(handle, |window| {
        window.unminimize().and_then(|()| window.show()).and_then(|()| window.set_focus())
    });
}

/// Shows a hidden window where the user finds it, without covering other windows.
pub fn bring_back(handle: &AppHandle) {
    show(handle, |window| window.show().and_then(|()| window.minimize()));
}

/// Does something with the window, which is created if there is none, on its thread.
fn show(
    handle: &AppHandle,
    how: impl FnOnce(&WebviewWindow) -> tauri::Result<()> + Send + 'static,
) {
    let of_window = handle.clone();
    let shown = handle.run_on_main_thread(move || {
        let rested = of_window.state::<Shell>().wake();
        let created = match main(&of_window) {
            Ok(window) if rested => window.reload(),
            Ok(_) => Ok(()),
            Err(_) => open(&of_window),
        };
        let shown = created.and_then(|()| main(&of_window).map_or(Ok(()), |window| how(&window)));
        if let Err(error) = shown {
            tracing::warn!(%error, "the window could not be shown");
        }
    });
    if let Err(error) = shown {
        tracing::warn!(%error, "the window could not be shown");
    }
}

/// The theme of the settings; `None` is the system's.
fn theme(handle: &AppHandle) -> Option<Theme> {
    match handle.state::<Shell>().settings()?.theme.as_str() {
        "light" => Some(Theme::Light),
        "dark" => Some(Theme::Dark),
        _ => None,
    }
}

/// Gives the window the theme of the settings, from another thread than the caller's.
pub fn apply_theme_soon(handle: &AppHandle) {
    let handle = handle.clone();
    tauri::async_runtime::spawn_blocking(move || {
        let Ok(window) = main(&handle) else { return };
        if let Err(error) = window.set_theme(theme(&handle)) {
            tracing::warn!(%error, "the theme of the window could not be set");
        }
        paint_background(&window);
    });
}

/// Sets the theme's background colour behind the page.
fn paint_background(window: &WebviewWindow) {
    let background = if matches!(window.theme(), Ok(Theme::Dark)) { DARK } else { LIGHT };
    if let Err(error) = window.set_background_color(Some(background)) {
        tracing::warn!(%error, "the background colour of the window could not be set");
    }
}

#[cfg(test)]
mod tests {
    use super::is_own_page;

    #[test]
    fn the_window_goes_nowhere_but_to_its_own_page() {
        let may = |url: &str| is_own_page(&url.parse().expect("an address of this test"));
        assert!(may("tauri://localhost/index.html"));
        assert!(may("http://tauri.localhost/"));
        for elsewhere in [
            "https://arxiv.org/abs/2512.23576",
            "http://127.0.0.1:47591/",
            "http://localhost/",
            "tauri://elsewhere/",
            "http://tauri.localhost.evil.example/",
            "file:///etc/passwd",
            "data:text/html,hello",
            "about:blank",
            "javascript:alert(1)",
        ] {
            assert!(!may(elsewhere), "{elsewhere}");
        }
    }
}
