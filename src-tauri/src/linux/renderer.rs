//! Which renderer the web view uses. Where nothing is painted after the start, the program starts
//! again, once, with the safe one.

use crate::bridge::Shell;
use gtk::glib::{self, ControlFlow, IsA};
use gtk::prelude::*;
use std::cell::Cell;
use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::time::{Duration, Instant};
use tauri::{AppHandle, Manager, WebviewWindow};

/// Marks a program that was started again with the safe renderer, because nothing was painted.
const MARK: &str = "PAPERBOY_SAFE_RENDERER";
/// What turns the web view's parts off that a driver may fail at.
const NO_DMABUF: &str = "WEBKIT_DISABLE_DMABUF_RENDERER";
const NO_COMPOSITING: &str = "WEBKIT_DISABLE_COMPOSITING_MODE";
/// What keeps NVIDIA's driver from a protocol at which the window ends on Wayland.
const NO_EXPLICIT_SYNC: &str = "__NV_DISABLE_EXPLICIT_SYNC";
/// The vendor of NVIDIA's cards.
const NVIDIA: &str = "0x10de";

/// When a window without a picture counts as blank, and how often it is looked.
const BLANK_AFTER: Duration = Duration::from_secs(5);
const LOOK_EVERY: Duration = Duration::from_millis(250);
/// How long nothing may have worked towards the first picture by then.
const QUIET: Duration = Duration::from_secs(1);
/// After this, a window that is still without a picture is left to the user: this is no start any
/// more.
const GIVE_UP_AFTER: Duration = Duration::from_secs(60);

/// The renderer of this start.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Renderer {
    /// WebKit's own choice.
    Usual,
    /// The safe one, because the window of the start before stayed blank just now.
    SafeAfterBlank,
    /// The safe one, because a window stayed blank with this version of WebKit.
    Safe,
}

impl Renderer {
    /// Whether it is the safe one.
    pub fn is_safe(self) -> bool {
        self != Self::Usual
    }
}

/// Chooses the renderer. The user's own settings for the web view are kept. Call this before there is
/// a second thread.
pub fn choose(state: Option<&Path>) -> Renderer {
    let is_wayland = is_wayland(
        std::env::var("GDK_BACKEND").ok().as_deref(),
        std::env::var_os("WAYLAND_DISPLAY").is_some_and(|display| !display.is_empty()),
    );
    if let Some(name) = for_nvidia(is_wayland, Path::new("/sys")) {
        turn_on(name);
    }
    let restarted = std::env::var_os(MARK).is_some();
    // What this program starts is not to take it for its own.
    glib::unsetenv(MARK);
    let is_users = std::env::var_os(NO_DMABUF).is_some();
    let record = state.map(record);
    let renderer = match &record {
        _ if restarted => Renderer::SafeAfterBlank,
        Some(record) if !is_users && is_recorded(record) => Renderer::Safe,
        _ => Renderer::Usual,
    };
    if renderer.is_safe() {
        turn_on(NO_DMABUF);
        turn_on(NO_COMPOSITING);
    }
    if let (Renderer::SafeAfterBlank, Some(record)) = (renderer, record) {
        let kept = record.parent().map_or(Ok(()), fs::create_dir_all);
        // Without it, the next start takes five seconds longer.
        let _ = kept.and_then(|()| fs::write(record, web_kit()));
    }
    renderer
}

/// Sets a variable that the user has not set.
fn turn_on(name: &str) {
    // After a failure the usual way is used.
    let _ = glib::setenv(name, "1", false);
}

/// The file that says with which version of WebKit the window stayed blank.
fn record(state: &Path) -> PathBuf {
    state.join("paperboy/safe-renderer.txt")
}

fn is_recorded(record: &Path) -> bool {
    fs::read_to_string(record).is_ok_and(|version| version.trim() == web_kit())
}

fn web_kit() -> String {
    tauri::webview_version().unwrap_or_else(|_| "unknown".to_owned())
}

/// Whether GDK opens its windows by Wayland.
fn is_wayland(backends: Option<&str>, has_display: bool) -> bool {
    let first = backends.and_then(|backends| backends.split(',').next()).unwrap_or("*");
    has_display && matches!(first, "*" | "wayland")
}

/// The variable that NVIDIA's own driver needs on the first card: on Wayland the window would end
/// at a protocol of explicit synchronisation, on X11 it would stay blank.
fn for_nvidia(is_wayland: bool, sys: &Path) -> Option<&'static str> {
    if !sys.join("module/nvidia").is_dir() {
        return None;
    }
    let read = |path: PathBuf| fs::read_to_string(path).unwrap_or_default().trim().to_owned();
    let devices: Vec<(bool, bool)> = fs::read_dir(sys.join("class/drm"))
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path().join("device"))
        .map(|card| (read(card.join("vendor")) == NVIDIA, read(card.join("boot_vga")) == "1"))
        .collect();
    let is_first_known = devices.iter().any(|(_, is_first)| *is_first);
    let is_nvidia =
        devices.iter().any(|(is_nvidia, is_first)| *is_nvidia && (*is_first || !is_first_known));
    is_nvidia.then_some(if is_wayland { NO_EXPLICIT_SYNC } else { NO_DMABUF })
}

/// Watches until the first picture. Called on the window's thread.
pub fn watch(window: &WebviewWindow, renderer: Renderer) -> tauri::Result<()> {
    // A start with the safe renderer is never followed by another. A driver of tests starts and
    // ends the page itself, and a debugger stops it.
    let is_driven = std::env::var_os("TAURI_AUTOMATION").is_some()
        || std::env::var_os("TAURI_WEBVIEW_AUTOMATION").is_some();
    if renderer.is_safe() || is_driven || tauri::is_dev() || is_traced() {
        return Ok(());
    }
    let handle = window.app_handle().clone();
    window.with_webview(move |view| begin(&view.inner(), handle))
}

fn begin(view: &impl IsA<gtk::Widget>, handle: AppHandle) {
    let begun = Instant::now();
    let frames = Rc::new(Cell::new(0_u64));
    let view: gtk::Widget = view.clone().upcast();
    let (mut seen, mut times, mut start) = (0, HashMap::new(), Start::default());
    let mut counts_frames = false;
    glib::timeout_add_local(LOOK_EVERY, move || {
        let shell = handle.state::<Shell>();
        if shell.is_painted() {
            return ControlFlow::Break;
        }
        if !counts_frames && begun.elapsed() + QUIET * 2 >= BLANK_AFTER {
            // Only now: a picture in time must not be held up.
            counts_frames = true;
            let (counted, shown) = (frames.clone(), handle.clone());
            view.add_tick_callback(move |_, _| {
                counted.set(counted.get() + 1);
                if shown.state::<Shell>().is_painted() {
                    ControlFlow::Break
                } else {
                    ControlFlow::Continue
                }
            });
        }
        let look = Look {
            // A window on another workspace or behind a locked screen is asked for no frame.
            is_displayed: frames.replace(0) > 0,
            is_busy: shell.is_asked() | are_busy(&mut times),
            has_died: shell.has_page_died(),
        };
        seen += 1;
        match start.judge(begun.elapsed(), look) {
            Verdict::Wait => ControlFlow::Continue,
            Verdict::GiveUp => {
                tracing::warn!(looks = seen, "nothing was painted for a minute");
                ControlFlow::Break
            }
            Verdict::Blank => {
                start_again(&shell);
                ControlFlow::Break
            }
        }
    });
}

/// What a look at the start shows.
#[derive(Debug, Clone, Copy)]
struct Look {
    /// The window is on the screen: frames of it are asked for.
    is_displayed: bool,
    /// Somebody works: the page's process, or core on an answer for it.
    is_busy: bool,
    /// The page's process has ended.
    has_died: bool,
}

#[derive(Debug, PartialEq, Eq)]
enum Verdict {
    Wait,
    GiveUp,
    Blank,
}

/// A start without a picture.
#[derive(Default)]
struct Start {
    quiet: Duration,
}

impl Start {
    /// Whether the window counts as blank. One that is only slow does not: then somebody works, and
    /// that is waited for.
    fn judge(&mut self, elapsed: Duration, look: Look) -> Verdict {
        let is_quiet = look.is_displayed && (!look.is_busy || look.has_died);
        self.quiet = if is_quiet { self.quiet + LOOK_EVERY } else { Duration::ZERO };
        if elapsed >= GIVE_UP_AFTER {
            Verdict::GiveUp
        } else if elapsed >= BLANK_AFTER && self.quiet >= QUIET {
            Verdict::Blank
        } else {
            Verdict::Wait
        }
    }
}

/// Takes the place of this process with a new start of the program. Nothing was shown yet, so that
/// the user has done nothing.
fn start_again(shell: &Shell) {
    tracing::error!(
        web_kit = web_kit(),
        "nothing was painted after the start; Paperboy starts again with the safe renderer"
    );
    // A process that hangs would outlive this one.
    for process in page_processes() {
        if let Some(id) = rustix::process::Pid::from_raw(process.id) {
            let _ = rustix::process::kill_process(id, rustix::process::Signal::KILL);
        }
    }
    shell.close();
    let error = paperboy_secret::start_again(shell.model_key(), &[(MARK, "1")]);
    tracing::error!(%error, "the program could not be started again");
}

/// A process of the web view, as the kernel describes it.
#[derive(Debug, PartialEq, Eq)]
struct PageProcess {
    id: i32,
    /// `R` running, `D` waiting for the disk, `t` stopped by a debugger …
    state: char,
    /// The time that it has used, in the kernel's ticks.
    time: u64,
}

/// The web view's processes.
fn page_processes() -> Vec<PageProcess> {
    let own = std::process::id();
    let entries = fs::read_dir("/proc").into_iter().flatten().flatten();
    entries
        .filter(|entry| entry.file_name().as_encoded_bytes().iter().all(u8::is_ascii_digit))
        .filter_map(|entry| fs::read_to_string(entry.path().join("stat")).ok())
        .filter_map(|stat| page_process(&stat, own))
        .collect()
}

/// Reads `/proc/PID/stat`, where it is of a process of the web view that `parent` started.
fn page_process(stat: &str, parent: u32) -> Option<PageProcess> {
    let (id, rest) = stat.split_once(" (")?;
    let (name, rest) = rest.rsplit_once(") ")?;
    let fields: Vec<&str> = rest.split_whitespace().collect();
    let is_own = name.starts_with("WebKit") && fields.get(1)?.parse() == Ok(parent);
    let number = |at: usize| fields.get(at).and_then(|field| field.parse::<u64>().ok());
    is_own.then_some(PageProcess {
        id: id.parse().ok()?,
        state: fields.first()?.chars().next()?,
        time: number(11)? + number(12)?,
    })
}

/// Whether a process of the web view has worked since the last look.
fn are_busy(times: &mut HashMap<i32, u64>) -> bool {
    let mut busy = false;
    for process in page_processes() {
        let before = times.insert(process.id, process.time);
        let is_new = before.is_none();
        busy |= is_new
            || before.is_some_and(|before| before != process.time)
            || matches!(process.state, 'R' | 'D' | 't');
    }
    busy
}

fn is_traced() -> bool {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let tracer = status.lines().find_map(|line| line.strip_prefix("TracerPid:"));
    tracer.is_some_and(|tracer| tracer.trim() != "0")
}

#[cfg(test)]
mod tests {
    use super::*;

    const STUCK: Look = Look { is_displayed: true, is_busy: false, has_died: false };

    /// When a start counts as blank that looks like this from the beginning.
    fn judged(look: impl Fn(Duration) -> Look) -> (Verdict, Duration) {
        let mut start = Start::default();
        let mut elapsed = Duration::ZERO;
        loop {
            elapsed += LOOK_EVERY;
            match start.judge(elapsed, look(elapsed)) {
                Verdict::Wait => {}
                verdict => return (verdict, elapsed),
            }
        }
    }

    #[test]
    fn a_window_without_a_picture_counts_as_blank_after_five_seconds_and_not_while_it_is_only_slow()
    {
        assert_eq!(judged(|_| STUCK), (Verdict::Blank, BLANK_AFTER));
        let slow = |until: u64| {
            move |elapsed: Duration| Look { is_busy: elapsed < Duration::from_secs(until), ..STUCK }
        };
        let (verdict, when) = judged(slow(20));
        assert_eq!(verdict, Verdict::Blank);
        assert!(when > Duration::from_secs(20), "{when:?}");
        assert_eq!(judged(slow(100)), (Verdict::GiveUp, GIVE_UP_AFTER));
    }

    #[test]
    fn a_window_that_is_not_on_the_screen_is_never_blank() {
        let hidden = |_: Duration| Look { is_displayed: false, ..STUCK };
        assert_eq!(judged(hidden), (Verdict::GiveUp, GIVE_UP_AFTER));
    }

    #[test]
    fn a_page_whose_process_dies_and_comes_back_is_blank_however_busy() {
        let dying = |_: Duration| Look { is_busy: true, has_died: true, ..STUCK };
        assert_eq!(judged(dying), (Verdict::Blank, BLANK_AFTER));
    }

    #[test]
    fn the_kernels_description_of_a_process_is_read() {
        let rest = "4 4 0 -1 4194560 100 0 0 0 7 5 0 0 20 0 9 0 1";
        let of =
            |name: &str, parent: u32| page_process(&format!("31 ({name}) S {parent} {rest}"), 30);
        let found = PageProcess { id: 31, state: 'S', time: 12 };
        assert_eq!(of("WebKitWebProces", 30), Some(found));
        assert_eq!(of("WebKitWebProces", 29), None);
        assert_eq!(of("WebKit) R 1 (x", 30).map(|process| process.state), Some('S'));
        assert_eq!(of("paperboy-deskto", 30), None);
        assert_eq!(page_process("", 30), None);
    }

    #[test]
    fn nvidias_driver_gets_what_its_display_needs_and_no_other_driver_does() {
        let sys = tempfile::tempdir().expect("a folder");
        let card = |name: &str, vendor: &str, is_first: &str| {
            let device = sys.path().join("class/drm").join(name).join("device");
            fs::create_dir_all(&device).expect("a folder");
            fs::write(device.join("vendor"), vendor).expect("a file");
            fs::write(device.join("boot_vga"), is_first).expect("a file");
        };
        card("card0", "0x10de\n", "0\n");
        assert_eq!(for_nvidia(true, sys.path()), None, "nouveau needs nothing");
        fs::create_dir_all(sys.path().join("module/nvidia")).expect("a folder");
        assert_eq!(for_nvidia(true, sys.path()), Some(NO_EXPLICIT_SYNC));
        assert_eq!(for_nvidia(false, sys.path()), Some(NO_DMABUF));
        card("card1", "0x8086\n", "1\n");
        assert_eq!(for_nvidia(false, sys.path()), None, "another card is the first");
    }

    #[test]
    fn the_display_is_the_one_that_gdk_will_use() {
        assert!(is_wayland(None, true) && is_wayland(Some("wayland,x11"), true));
        assert!(!is_wayland(None, false) && !is_wayland(Some("x11"), true));
    }
}
