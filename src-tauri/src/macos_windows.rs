//! The clipboard and the file dialog of macOS and Windows.

pub mod autostart;
pub mod speech;
pub mod tray;

use crate::window::{IMPORTED, NAME};
use paperboy_core::{Pixels, Surroundings};
use rfd::AsyncFileDialog;
use std::path::PathBuf;
use tauri::WebviewWindow;

/// Puts `text` onto the clipboard. Called on the window's thread.
pub fn put_text(text: &str) -> Result<(), String> {
    arboard::Clipboard::new()
        .and_then(|mut clipboard| clipboard.set_text(text))
        .map_err(|error| error.to_string())
}

/// Puts an image onto the clipboard. Called on the window's thread.
pub fn put_image(image: Pixels) -> Result<(), String> {
    let opaque = |rgb: &[u8]| [rgb[0], rgb[1], rgb[2], u8::MAX];
    let image = arboard::ImageData {
        width: image.width as usize,
        height: image.height as usize,
        bytes: image.rgb.chunks_exact(3).flat_map(opaque).collect(),
    };
    arboard::Clipboard::new()
        .and_then(|mut clipboard| clipboard.set_image(image))
        .map_err(|error| error.to_string())
}

/// Shows the dialog for choosing report files, or folders of them, and calls `answer` once: with the
/// chosen paths, or none. Called on the window's thread.
pub fn pick(
    window: &WebviewWindow,
    folder: bool,
    answer: impl FnOnce(Vec<PathBuf>) + Send + 'static,
) {
    let dialog = AsyncFileDialog::new().set_title(NAME).set_parent(window);
    // The dialog is opened here on the window's thread; another thread waits for its answer.
    let chosen: std::pin::Pin<Box<dyn Future<Output = _> + Send>> = if folder {
        Box::pin(dialog.pick_folders())
    } else {
        let all = IMPORTED.map(|ending| format!("*.{ending}")).join(", ");
        Box::pin(dialog.add_filter(all, &IMPORTED).pick_files())
    };
    tauri::async_runtime::spawn(async move {
        answer(chosen.await.unwrap_or_default().into_iter().map(PathBuf::from).collect());
    });
}

/// Shows the dialog for naming a file to be written, and calls `answer` once, with `None` when no
/// file was named. Called on the window's thread.
pub fn save(
    window: &WebviewWindow,
    name: &str,
    answer: impl FnOnce(Option<PathBuf>) + Send + 'static,
) {
    let dialog = AsyncFileDialog::new().set_title(NAME).set_parent(window).set_file_name(name);
    let named = dialog.save_file();
    tauri::async_runtime::spawn(async move { answer(named.await.map(PathBuf::from)) });
}

/// The user's local time. The battery saver and metered networks of these systems are not read yet.
pub fn surroundings() -> Surroundings {
    Surroundings { local: jiff::Zoned::now().datetime(), saves_power_or_data: false }
}
