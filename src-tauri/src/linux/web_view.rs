//! What WebKitGTK's view needs of its host: its drawing is flushed to the screen, a process that died
//! is replaced, and that of a hidden window is ended.

use gtk::cairo::Context;
use gtk::glib::{self, ObjectExt, ToValue};
use std::cell::RefCell;
use std::time::{Duration, Instant};
use tauri::{Manager, Url, WebviewWindow};
use webkit2gtk::WebViewExt;

use crate::bridge::Shell;

/// Looks after the web view of a window from now on.
pub fn look_after(window: &WebviewWindow) -> tauri::Result<()> {
    let page = window.clone();
    window.with_webview(move |view| {
        let view = view.inner();
        flush_drawings(&view);
        let deaths = RefCell::new(Deaths::default());
        // A process ends when it crashes, when it uses too much memory, and when somebody kills it.
        view.connect_local("web-process-terminated", false, move |values| {
            if page.state::<Shell>().rests() {
                return None;
            }
            let reason = values.get(1).map(|reason| format!("{reason:?}")).unwrap_or_default();
            let recovery = deaths.borrow_mut().recover(Instant::now());
            tracing::error!(
                reason,
                ?recovery,
                "the process that shows the page has ended; the page is loaded again"
            );
            page.state::<Shell>().page_lost();
            load_again(page.clone(), recovery);
            None
        });
    })
}

/// Ends the process that shows the page, if the window is hidden still and nothing is being answered.
pub fn rest(window: &WebviewWindow) -> tauri::Result<()> {
    let page = window.clone();
    window.with_webview(move |view| {
        let shell = page.state::<Shell>();
        if page.is_visible().is_ok_and(|visible| !visible) && !shell.is_asked() {
            tracing::info!("the page of the hidden window rests");
            shell.rest();
            view.inner().terminate_web_process();
        }
    })
}

/// Brings to the screen whatever the view draws. X input methods (XIM) turn the view's window into
/// one of the X server's own; GDK then draws on it directly, into a copy that cairo keeps in memory
/// shared with the server, and never makes cairo flush it: the window would show its last picture
/// until it is resized.
fn flush_drawings(view: &impl ObjectExt) {
    view.connect_local("draw", true, |values| {
        if let Some(Ok(context)) = values.get(1).map(glib::Value::get::<Context>) {
            context.group_target().flush();
        }
        Some(false.to_value())
    });
}

fn load_again(window: WebviewWindow, recovery: Recovery) {
    let load = move || {
        let loaded = match recovery {
            Recovery::SamePlace => window.reload(),
            Recovery::FirstPlace { .. } => {
                window.url().and_then(|url| window.navigate(first_place(url)))
            }
        };
        if let Err(error) = loaded {
            tracing::error!(%error, "the page could not be loaded again");
        }
    };
    match recovery {
        Recovery::FirstPlace { after } if !after.is_zero() => {
            glib::timeout_add_local_once(after, load);
        }
        _ => load(),
    }
}

/// The page's address without the place in it.
fn first_place(mut page: Url) -> Url {
    page.set_fragment(None);
    page
}

/// The time after which another death of the process counts as unrelated.
const UNRELATED: Duration = Duration::from_secs(60);

/// The longest pause before the page is loaded again.
const MAX_PAUSE: Duration = Duration::from_secs(30);

/// How the page comes back after its process died.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Recovery {
    /// Where it was.
    SamePlace,
    /// At the first view: the last view may be the cause of the death. After a pause, when that did
    /// not help either.
    FirstPlace { after: Duration },
}

/// The deaths of the page's process that followed close on each other.
#[derive(Default)]
struct Deaths {
    last: Option<Instant>,
    row: u32,
}

impl Deaths {
    /// Counts a death of the process, and returns how the page is loaded again.
    fn recover(&mut self, now: Instant) -> Recovery {
        let related = self.last.is_some_and(|last| now.duration_since(last) < UNRELATED);
        self.row = if related { self.row.saturating_add(1) } else { 0 };
        self.last = Some(now);
        match self.row {
            0 => Recovery::SamePlace,
            1 => Recovery::FirstPlace { after: Duration::ZERO },
            more => {
                Recovery::FirstPlace { after: Duration::from_secs(1 << more.min(6)).min(MAX_PAUSE) }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_that_kills_its_process_again_and_again_is_left_and_then_loaded_less_and_less_often() {
        let (mut deaths, begin) = (Deaths::default(), Instant::now());
        let at = |seconds| begin + Duration::from_secs(seconds);
        let first_place = |seconds| Recovery::FirstPlace { after: Duration::from_secs(seconds) };
        assert_eq!(deaths.recover(at(0)), Recovery::SamePlace);
        assert_eq!(deaths.recover(at(5)), first_place(0));
        assert_eq!(deaths.recover(at(6)), first_place(4));
        assert_eq!(deaths.recover(at(11)), first_place(8));
        for death in 0..100 {
            assert!(
                matches!(deaths.recover(at(20 + death)), Recovery::FirstPlace { after } if after <= MAX_PAUSE)
            );
        }
        assert_eq!(
            deaths.recover(at(3_600)),
            Recovery::SamePlace,
            "much later it is another story"
        );
    }

    #[test]
    fn the_first_place_is_the_page_itself() {
        let page = "tauri://localhost/index.html#/paper/2205.14135?in=all"
            .parse()
            .expect("an address of this test");
        assert_eq!(first_place(page).as_str(), "tauri://localhost/index.html");
    }
}
