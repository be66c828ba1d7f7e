//! The program while its window is closed: the tray, the notification of a complete day, the unread
//! count.
//!
//! A thread waits for changes and brings the tray up to date, at most once a second; nothing here
//! runs while nothing changes.

#[cfg(target_os = "linux")]
use crate::linux as system;
#[cfg(not(target_os = "linux"))]
use crate::macos_windows as system;

use crate::bridge::{self, Answer, Shell, failed};
use crate::places;
use crate::requests::Request;
use crate::window;
use paperboy_core::App;
use paperboy_core::wire::{DesktopState, Event, JobKind, SpeechVoices, SpokenLanguage};
use paperboy_notify::{DayComplete, Language};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;
use system::speech::Speaker;
use system::tray::Tray;
use tauri::{AppHandle, Manager};

/// The shortest time between two updates of the tray.
const UPDATE_INTERVAL: Duration = Duration::from_secs(1);
/// How long a tray may be away before a hidden window is brought back: at login the desktop itself is
/// still starting, and its panel may start again later.
const AWAY_TIMEOUT: Duration = Duration::from_secs(20);

/// What the tray shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// How many papers of the newest day are unread.
    pub unread: u32,
    /// Whether papers are being fetched.
    pub fetching: bool,
    /// Whether writing is paused.
    pub paused: bool,
    /// In this language.
    pub language: Language,
}

/// What can be chosen in the tray's menu.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    /// Bring the window to the front.
    Open,
    /// Fetch today's papers.
    Fetch,
    /// Stop fetching.
    StopFetching,
    /// Pause writing (true) or continue with it.
    Pause(bool),
    /// End the program.
    Quit,
}

/// The words of the tray.
pub struct Words {
    /// Of [`Choice::Open`].
    pub open: &'static str,
    /// Of [`Choice::Fetch`] and [`Choice::StopFetching`], whichever is possible.
    pub fetch: &'static str,
    /// Of [`Choice::Pause`].
    pub pause: &'static str,
    /// Of [`Choice::Quit`].
    pub quit: &'static str,
    /// How many papers are unread.
    pub unread: String,
}

impl Shown {
    /// The words for it.
    pub fn words(&self) -> Words {
        let unread = self.unread;
        match self.language {
            Language::Chinese => Words {
                open: "打开 Paperboy",
                fetch: if self.fetching { "停止获取" } else { "获取今天的论文" },
                pause: "暂停生成解读",
                quit: "退出",
                unread: format!("最新一天有 {unread} 篇未读"),
            },
            Language::English => Words {
                open: "Open Paperboy",
                fetch: if self.fetching { "Stop fetching" } else { "Fetch today’s papers" },
                pause: "Pause writing reports",
                quit: "Quit",
                unread: format!("{unread} unread on the newest day"),
            },
        }
    }

    /// What its second item does.
    pub fn fetch_choice(&self) -> Choice {
        if self.fetching { Choice::StopFetching } else { Choice::Fetch }
    }
}

/// Whether something on the desktop shows the tray.
#[derive(Default)]
pub struct Host {
    is_there: Mutex<bool>,
    changed: Condvar,
}

impl Host {
    /// Notes whether there is a tray.
    pub fn set(&self, is_there: bool) {
        *self.is_there.lock().unwrap_or_else(PoisonError::into_inner) = is_there;
        self.changed.notify_all();
    }

    /// Whether it does.
    pub fn is_there(&self) -> bool {
        *self.is_there.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until it does; false: it did not within that time.
    fn wait(&self, timeout: Duration) -> bool {
        let is_there = self.is_there.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = self.changed.wait_timeout_while(is_there, timeout, |is_there| !*is_there);
        *waited.unwrap_or_else(PoisonError::into_inner).0
    }
}

/// The program at home on its desktop.
pub struct Home {
    /// Whether this start was hidden: then there is a tray whatever closing the window does.
    hidden: bool,
    tray: Mutex<Option<Tray>>,
    host: Arc<Host>,
    /// Whether the tray shows that papers are being fetched.
    fetching: AtomicBool,
    speaker: Arc<Speaker>,
    changed: Sender<()>,
    changes: Mutex<Option<Receiver<()>>>,
}

impl Home {
    /// `hidden`: the program starts without its window.
    pub fn new(hidden: bool) -> Self {
        let (changed, changes) = channel();
        Self {
            hidden,
            tray: Mutex::default(),
            host: Arc::default(),
            fetching: AtomicBool::new(false),
            speaker: Arc::default(),
            changed,
            changes: Mutex::new(Some(changes)),
        }
    }

    fn update_soon(&self) {
        // It fails only once the thread has ended.
        let _ = self.changed.send(());
    }

    fn is_without_tray(&self) -> bool {
        self.tray.lock().unwrap_or_else(PoisonError::into_inner).is_none()
    }
}

/// Opens the window, or starts hidden; then keeps the tray up to date.
pub fn begin(handle: &AppHandle) -> tauri::Result<()> {
    let home = handle.state::<Home>();
    let changes = home.changes.lock().unwrap_or_else(PoisonError::into_inner).take();
    // A library that can't be opened is a question to the user.
    let is_hidden = home.hidden && handle.state::<Shell>().app().is_ok();
    if is_hidden {
        handle.state::<Shell>().rest();
    } else {
        window::open(handle)?;
    }
    let handle = handle.clone();
    std::thread::spawn(move || {
        if !is_hidden {
            handle.state::<Shell>().wait_for_first_view();
        }
        update(&handle);
        if is_hidden && handle.state::<Home>().is_without_tray() {
            tracing::warn!("there is no tray to start in; the window is minimised instead");
            window::bring_back(&handle);
        }
        let Some(changes) = changes else { return };
        while changes.recv().is_ok() {
            std::thread::sleep(UPDATE_INTERVAL);
            while changes.try_recv().is_ok() {}
            update(&handle);
        }
    });
    Ok(())
}

/// Brings tray and unread count up to date.
fn update(handle: &AppHandle) {
    let home = handle.state::<Home>();
    let Ok(app) = handle.state::<Shell>().app() else { return };
    let shown = Shown {
        unread: app.newest_unread().unwrap_or(0),
        fetching: app.is_fetching(),
        paused: app.is_writing_paused().unwrap_or(false),
        language: language(&app),
    };
    home.fetching.store(shown.fetching, Ordering::Relaxed);
    system::tray::show_count(handle, shown.unread);
    let mut tray = home.tray.lock().unwrap_or_else(PoisonError::into_inner);
    match (tray.as_ref(), home.hidden || closes_to_tray(&app)) {
        (Some(tray), true) => tray.update(shown),
        (None, true) => *tray = Tray::show(handle, shown, &home.host),
        (Some(_), false) => {
            *tray = None;
            home.host.set(false);
        }
        (None, false) => {}
    }
}

fn closes_to_tray(app: &App) -> bool {
    app.setting("window.close").is_ok_and(|value| value == "tray")
}

fn language(app: &App) -> Language {
    Language::of(&app.setting("ui.language").unwrap_or_default())
}

/// Whether closing the window is to hide it: the user chose so, and the tray is there to bring it
/// back.
pub fn is_hidden_by_closing(handle: &AppHandle) -> bool {
    let Ok(app) = handle.state::<Shell>().app() else { return false };
    closes_to_tray(&app) && handle.state::<Home>().host.is_there()
}

/// The tray's host went away, which may be for a moment: a hidden window is brought back when it
/// does not return.
pub fn host_left(handle: &AppHandle, host: &Arc<Host>) {
    host.set(false);
    let (handle, host) = (handle.clone(), host.clone());
    std::thread::spawn(move || {
        // After a hidden start there is no window yet.
        let is_hidden = || {
            window::main(&handle)
                .map_or(true, |window| window.is_visible().is_ok_and(|visible| !visible))
        };
        if is_hidden() && !host.wait(AWAY_TIMEOUT) && is_hidden() {
            tracing::warn!("the tray is gone; the hidden window is minimised instead");
            window::bring_back(&handle);
        }
    });
}

/// Does what was chosen in the tray's menu.
pub fn choose(handle: &AppHandle, choice: Choice) {
    let handle = handle.clone();
    // The tray must not wait.
    std::thread::spawn(move || {
        let shell = handle.state::<Shell>();
        let done = match choice {
            Choice::Open => {
                window::to_front(&handle);
                return;
            }
            Choice::Quit => {
                handle.exit(0);
                return;
            }
            Choice::Fetch => shell.app().and_then(|app| Ok(app.start_fetch_today()?)),
            Choice::StopFetching => shell.app().and_then(|app| Ok(app.cancel_fetch()?)),
            Choice::Pause(on) => shell.app().and_then(|app| Ok(app.pause_writing(on)?)),
        };
        if let Err(failure) = done {
            bridge::report(&handle, failure);
            window::to_front(&handle);
        }
        handle.state::<Home>().update_soon();
    });
}

/// Takes note of an event of core.
pub fn hear(handle: &AppHandle, event: &Event) {
    let home = handle.state::<Home>();
    match event {
        Event::Changed | Event::Settings | Event::Written { .. } | Event::Fetched { .. } => {
            home.update_soon();
        }
        Event::Progress { progress }
            if progress.job == JobKind::Fetch && !home.fetching.swap(true, Ordering::Relaxed) =>
        {
            home.update_soon();
        }
        Event::DayComplete { date, papers, for_you } => {
            notify_of_day(handle, date.clone(), *papers, *for_you);
        }
        _ => {}
    }
}

/// Shows the notification of a complete day, unless the user is looking at the window, which says
/// so itself.
fn notify_of_day(handle: &AppHandle, date: String, papers: u32, for_you: Option<u32>) {
    let handle = handle.clone();
    std::thread::spawn(move || {
        let Ok(app) = handle.state::<Shell>().app() else { return };
        let is_looked_at = window::main(&handle).is_ok_and(|window| {
            window.is_visible().unwrap_or(false) && window.is_focused().unwrap_or(false)
        });
        if is_looked_at || !app.tells_days() {
            return;
        }
        let link = format!("paperboy://day/{date}");
        let day = DayComplete { date, papers, for_you, language: language(&app) };
        let open = || {
            window::to_front(&handle);
            bridge::open_soon(&handle, Request::from_arguments(vec![link.into()], Path::new("")));
        };
        if let Err(error) = day.show_and_wait(open) {
            tracing::warn!(%error, "that the day is complete was not shown");
        }
    });
}

/// The state of the desktop, for the settings.
pub async fn state(handle: AppHandle) -> Answer<DesktopState> {
    let describe = move || {
        let app = handle.state::<Shell>().app()?;
        Ok(DesktopState {
            closes_to_tray: closes_to_tray(&app),
            has_tray: handle.state::<Home>().host.is_there() || system::tray::has_host(),
            tells_days: app.tells_days(),
            has_notifications: paperboy_notify::is_available(),
            starts_at_login: system::autostart::is_on(&places::autostart(app.library())),
        })
    };
    tauri::async_runtime::spawn_blocking(describe)
        .await
        .map_err(|panic| failed("The state of the desktop could not be found out", &panic))?
}

/// The languages for which the system has a voice; `None`: nothing speaks.
pub async fn voices(handle: AppHandle) -> Answer<Option<SpeechVoices>> {
    with_speaker(handle, Speaker::voices).await
}

/// Speaks a sentence to its end; false: it was stopped.
pub async fn speak(handle: AppHandle, text: String, language: SpokenLanguage) -> Answer<bool> {
    with_speaker(handle, move |speaker| speaker.speak(&text, language))
        .await?
        .map_err(|error| failed("The system's speech could not be used", &error))
}

/// Stops what is being spoken.
pub async fn stop_speaking(handle: AppHandle) -> Answer<()> {
    with_speaker(handle, Speaker::stop).await
}

/// Uses the speaker off the window's thread.
async fn with_speaker<T: Send + 'static>(
    handle: AppHandle,
    how: impl FnOnce(&Speaker) -> T + Send + 'static,
) -> Answer<T> {
    let speaker = handle.state::<Home>().speaker.clone();
    tauri::async_runtime::spawn_blocking(move || how(&speaker))
        .await
        .map_err(|panic| failed("The system's speech could not be used", &panic))
}

/// Lets the page of a hidden window end: it takes most of the program's memory, and has nothing on
/// it that would be lost. The window's page is loaded again when the window is shown.
pub fn rest(handle: &AppHandle) -> Answer<()> {
    // The engines of the other systems take memory back from hidden pages themselves.
    #[cfg(target_os = "linux")]
    system::web_view::rest(&window::main(handle)?)?;
    #[cfg(not(target_os = "linux"))]
    let _ = handle;
    Ok(())
}

/// Has the program start at login, hidden, or not any more.
pub async fn start_at_login(handle: AppHandle, on: bool) -> Answer<DesktopState> {
    let library = handle.state::<Shell>().app()?.library().to_owned();
    system::autostart::set(&places::autostart(&library), on)
        .map_err(|error| failed("The entry for the start at login could not be changed", &error))?;
    state(handle).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_menu_offers_what_is_possible_in_both_languages() {
        for language in [Language::Chinese, Language::English] {
            let shown = Shown { unread: 3, fetching: false, paused: false, language };
            let busy = Shown { fetching: true, ..shown.clone() };
            assert_ne!(shown.words().fetch, busy.words().fetch);
            assert_eq!(
                (shown.fetch_choice(), busy.fetch_choice()),
                (Choice::Fetch, Choice::StopFetching)
            );
            assert!(shown.words().unread.contains('3'));
        }
    }

    #[test]
    fn a_host_that_comes_is_not_waited_for_any_longer() {
        let host = Arc::new(Host::default());
        assert!(!host.wait(Duration::ZERO));
        let other = host.clone();
        let waiting = std::thread::spawn(move || other.wait(Duration::from_secs(60)));
        host.set(true);
        assert!(waiting.join().expect("the thread does not panic"));
    }
}
