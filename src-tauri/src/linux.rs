//! The clipboard, the file dialog and the end of a session by GTK, the toolkit of the window: it
//! supports X11, Wayland and the portals.

pub mod autostart;
pub mod renderer;
pub mod speech;
pub mod tray;
pub mod web_view;

use gtk::gio::{self, prelude::*};
use gtk::glib::{self, ControlFlow, unix_signal_add};
use gtk::prelude::*;
use paperboy_core::{Pixels, Surroundings};
use std::cell::RefCell;
use std::path::PathBuf;
use tauri::{AppHandle, WebviewWindow};

use crate::window;

/// Turns accelerated compositing off on a machine without a graphics card. The web view would
/// otherwise composite by software OpenGL: this makes the start a third slower and takes 60 MiB
/// more. Call this before there is a second thread.
pub fn use_software_rendering() {
    if !has_card() {
        // The user's own setting for the web view is kept. After a failure the slower way is used.
        let _ = glib::setenv("WEBKIT_DISABLE_COMPOSITING_MODE", "1", false);
    }
}

fn has_card() -> bool {
    let nodes = std::fs::read_dir("/dev/dri").into_iter().flatten().flatten();
    nodes.map(|node| node.file_name()).any(|name| name.as_encoded_bytes().starts_with(b"renderD"))
}

/// Whether there is a screen to put a window on.
pub fn has_screen() -> bool {
    // The toolkit's own dialogs bear it, and the accessibility tree.
    glib::set_application_name(window::NAME);
    gtk::init().is_ok()
}

/// SIGINT and SIGTERM.
const STOP: [i32; 2] = [2, 15];

/// Ends the program as closing its window does when the session ends or a terminal is interrupted.
pub fn exit_on_signal(handle: &AppHandle) {
    for signal in STOP {
        let handle = handle.clone();
        unix_signal_add(signal, move || {
            handle.exit(0);
            ControlFlow::Continue
        });
    }
}

/// Puts `text` onto the clipboard. Called on the window's thread.
pub fn put_text(text: &str) -> Result<(), String> {
    let clipboard = gtk::Clipboard::get(&gtk::gdk::SELECTION_CLIPBOARD);
    clipboard.set_text(text);
    // So that it is still there when Paperboy was closed.
    clipboard.store();
    Ok(())
}

/// Puts an image onto the clipboard. Called on the window's thread.
pub fn put_image(image: Pixels) -> Result<(), String> {
    let Pixels { width, height, rgb } = image;
    let side = |pixels: u32| i32::try_from(pixels).map_err(|error| error.to_string());
    let (wide, high) = (side(width)?, side(height)?);
    let (bytes, row) = (gtk::glib::Bytes::from_owned(rgb), wide.saturating_mul(3));
    let rgb = gtk::gdk_pixbuf::Colorspace::Rgb;
    let picture = gtk::gdk_pixbuf::Pixbuf::from_bytes(&bytes, rgb, false, 8, wide, high, row);
    let clipboard = gtk::Clipboard::get(&gtk::gdk::SELECTION_CLIPBOARD);
    clipboard.set_image(&picture);
    // As for text.
    clipboard.store();
    Ok(())
}

/// Shows the dialog for choosing report files, or folders of them, and answers once; empty when
/// nothing was chosen. Called on the window's thread.
pub fn pick(parent: &WebviewWindow, folder: bool, answer: impl FnOnce(Vec<PathBuf>) + 'static) {
    let action =
        if folder { gtk::FileChooserAction::SelectFolder } else { gtk::FileChooserAction::Open };
    let dialog = gtk::FileChooserNative::new(
        Some(window::NAME),
        parent.gtk_window().ok().as_ref(),
        action,
        None,
        None,
    );
    dialog.set_select_multiple(true);
    if !folder {
        let reports = gtk::FileFilter::new();
        // Without words: the window may be in another language than the session.
        let patterns = window::IMPORTED.map(|ending| format!("*.{ending}"));
        reports.set_name(Some(&patterns.join(", ")));
        for pattern in &patterns {
            reports.add_pattern(pattern);
        }
        dialog.add_filter(reports);
    }
    // The closure holds the dialog, for nothing else does while it is open; the answer goes once
    // and takes the dialog with it.
    let open = RefCell::new(Some((dialog.clone(), answer)));
    dialog.connect_response(move |_, response| {
        let Some((dialog, answer)) = open.take() else { return };
        answer(if response == gtk::ResponseType::Accept { dialog.filenames() } else { Vec::new() });
        dialog.destroy();
    });
    dialog.show();
}

/// Shows the dialog for naming a file to be written, and answers once; `None` when none was named.
/// Called on the window's thread.
pub fn save(parent: &WebviewWindow, name: &str, answer: impl FnOnce(Option<PathBuf>) + 'static) {
    let parent = parent.gtk_window().ok();
    let action = gtk::FileChooserAction::Save;
    let dialog =
        gtk::FileChooserNative::new(Some(window::NAME), parent.as_ref(), action, None, None);
    dialog.set_current_name(name);
    dialog.set_do_overwrite_confirmation(true);
    // As for the dialog above.
    let open = RefCell::new(Some((dialog.clone(), answer)));
    dialog.connect_response(move |_, response| {
        let Some((dialog, answer)) = open.take() else { return };
        answer(if response == gtk::ResponseType::Accept { dialog.filename() } else { None });
        dialog.destroy();
    });
    dialog.show();
}

/// The user's local time, and whether the machine saves battery power or has a metered network.
pub fn surroundings() -> Surroundings {
    let metered = gio::NetworkMonitor::default().is_network_metered();
    let saver = gio::PowerProfileMonitor::get_default().is_power_saver_enabled();
    Surroundings { local: jiff::Zoned::now().datetime(), saves_power_or_data: metered || saver }
}
