//! The tray as StatusNotifierItem, over D-Bus alone: Tauri's own tray needs libappindicator, which
//! many systems have no longer.

use crate::home::{self, Choice, Host, Shown};
use ksni::blocking::{Handle, TrayMethods};
use ksni::menu::{CheckmarkItem, StandardItem};
use ksni::{MenuItem, OfflineReason, ToolTip};
use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use tauri::AppHandle;
use zbus::blocking::Connection;
use zbus::blocking::fdo::DBusProxy;
use zbus::zvariant::Value;

/// The program's name on the bus and among desktop entries.
const ID: &str = "io.github.paperboy.reader";
/// What brings trays and their hosts together.
const WATCHER: &str = "org.kde.StatusNotifierWatcher";
/// The protocol by which docks show counts, first Unity's, now that of most.
const LAUNCHER: &str = "com.canonical.Unity.LauncherEntry";

/// The tray; it is removed with this value.
pub struct Tray(Handle<Item>);

impl Tray {
    /// Shows the tray, as soon as something on the desktop does. `None`: there is no session bus.
    pub fn show(handle: &AppHandle, shown: Shown, host: &Arc<Host>) -> Option<Self> {
        let left = Arc::new(AtomicBool::new(false));
        let item = Item { handle: handle.clone(), shown, host: host.clone(), left: left.clone() };
        // At login the tray's host may start later than this program.
        match item.assume_sni_available(true).spawn() {
            Ok(tray) => {
                if !left.load(Ordering::Relaxed) {
                    host.set(true);
                }
                Some(Self(tray))
            }
            Err(error) => {
                tracing::warn!(%error, "there is no tray");
                None
            }
        }
    }

    /// Shows something else.
    pub fn update(&self, shown: Shown) {
        self.0.update(|item| item.shown = shown);
    }
}

impl Drop for Tray {
    fn drop(&mut self) {
        self.0.shutdown().wait();
    }
}

struct Item {
    handle: AppHandle,
    shown: Shown,
    host: Arc<Host>,
    /// Whether there was no host at some time.
    left: Arc<AtomicBool>,
}

impl Item {
    fn choice(label: &str, choice: Choice) -> MenuItem<Self> {
        let activate = Box::new(move |item: &mut Self| home::choose(&item.handle, choice));
        StandardItem { label: label.to_owned(), activate, ..Default::default() }.into()
    }
}

impl ksni::Tray for Item {
    fn id(&self) -> String {
        ID.to_owned()
    }

    fn title(&self) -> String {
        crate::window::NAME.to_owned()
    }

    /// A picture, not a name: in a theme without it, hosts would show nothing.
    fn icon_pixmap(&self) -> Vec<ksni::Icon> {
        let Some(icon) = self.handle.default_window_icon() else { return Vec::new() };
        let (Ok(width), Ok(height)) = (icon.width().try_into(), icon.height().try_into()) else {
            return Vec::new();
        };
        let argb = |pixel: &[u8; 4]| [pixel[3], pixel[0], pixel[1], pixel[2]];
        let (pixels, _) = icon.rgba().as_chunks::<4>();
        vec![ksni::Icon { width, height, data: pixels.iter().flat_map(argb).collect() }]
    }

    fn tool_tip(&self) -> ToolTip {
        ToolTip {
            title: self.title(),
            description: self.shown.words().unread,
            ..ToolTip::default()
        }
    }

    fn activate(&mut self, _: i32, _: i32) {
        home::choose(&self.handle, Choice::Open);
    }

    fn menu(&self) -> Vec<MenuItem<Self>> {
        let words = self.shown.words();
        let paused = self.shown.paused;
        vec![
            Self::choice(words.open, Choice::Open),
            MenuItem::Separator,
            Self::choice(words.fetch, self.shown.fetch_choice()),
            CheckmarkItem {
                label: words.pause.to_owned(),
                checked: paused,
                activate: Box::new(move |item: &mut Self| {
                    home::choose(&item.handle, Choice::Pause(!paused));
                }),
                ..Default::default()
            }
            .into(),
            MenuItem::Separator,
            Self::choice(words.quit, Choice::Quit),
        ]
    }

    fn watcher_online(&self) {
        self.host.set(true);
    }

    fn watcher_offline(&self, _: OfflineReason) -> bool {
        self.left.store(true, Ordering::Relaxed);
        home::host_left(&self.handle, &self.host);
        true
    }
}

/// Whether something on the desktop shows trays.
pub fn has_host() -> bool {
    let name = WATCHER.try_into();
    let has_owner = || {
        let bus = DBusProxy::new(&Connection::session().ok()?).ok()?;
        bus.name_has_owner(name.ok()?).ok()
    };
    has_owner().unwrap_or(false)
}

/// The connection that a dock knows the count by, and the last count.
static COUNT: Mutex<Option<(Connection, u32)>> = Mutex::new(None);

/// Shows how many papers are unread at the program's icon in the dock, where a dock listens.
pub fn show_count(_: &AppHandle, count: u32) {
    let mut shown = COUNT.lock().unwrap_or_else(PoisonError::into_inner);
    if shown.as_ref().is_some_and(|(_, last)| *last == count) || (shown.is_none() && count == 0) {
        return;
    }
    let connection = match shown.take() {
        Some((connection, _)) => connection,
        None => match Connection::session() {
            Ok(connection) => connection,
            Err(error) => return tracing::debug!(%error, "there is no dock to show a count"),
        },
    };
    let entry = format!("application://{ID}.desktop");
    let properties: HashMap<&str, Value<'_>> = HashMap::from([
        ("count", Value::from(i64::from(count))),
        ("count-visible", Value::from(count > 0)),
    ]);
    let path = "/io/github/paperboy/reader";
    if let Err(error) =
        connection.emit_signal(None::<&str>, path, LAUNCHER, "Update", &(entry, properties))
    {
        return tracing::debug!(%error, "the dock shows no count");
    }
    *shown = Some((connection, count));
}
