//! A session bus of a test's own, with a tray's host and a service for notifications on it.

use crate::stage::{Process, Stage, TIMEOUT};
use std::collections::HashMap;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use tokio::time::sleep;
use zbus::blocking::{Connection, Proxy, connection};
use zbus::zvariant::{OwnedValue, Structure, Value};

const WATCHER: &str = "org.kde.StatusNotifierWatcher";
const NOTIFICATIONS: &str = "org.freedesktop.Notifications";
const NOTIFICATIONS_PATH: &str = "/org/freedesktop/Notifications";
/// Everybody on it may do everything, and nothing is started by it.
const CONFIG: &str = r#"<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:path=SOCKET</listen>
<policy context="default"><allow send_destination="*"/><allow receive_sender="*"/><allow own="*"/></policy></busconfig>"#;

/// A bus.
pub struct Bus {
    address: String,
    _process: Process,
}

impl Bus {
    /// Starts a bus, on which the window will be.
    pub fn start(stage: &mut Stage) -> Self {
        let config = stage.home().join("bus.conf");
        let socket = stage.home().join("bus");
        std::fs::write(&config, CONFIG.replace("SOCKET", &socket.display().to_string())).unwrap();
        let mut command = Command::new("dbus-daemon");
        command.args(["--nofork", "--print-address"]).arg("--config-file").arg(config);
        let mut child = command
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("dbus-daemon is there: scripts/need test");
        let mut address = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut address).unwrap();
        let address = address.trim().to_owned();
        stage.environment.push(("DBUS_SESSION_BUS_ADDRESS", address.clone()));
        Self { address, _process: Process(child) }
    }

    fn connection(&self) -> connection::Builder<'_> {
        connection::Builder::address(self.address.as_str()).unwrap()
    }
}

/// The host of trays, with the names of the items in it.
pub struct TrayHost {
    connection: Connection,
    items: Arc<Mutex<Vec<String>>>,
}

struct Watcher(Arc<Mutex<Vec<String>>>);

#[zbus::interface(name = "org.kde.StatusNotifierWatcher")]
impl Watcher {
    fn register_status_notifier_item(&self, service: &str) {
        self.0.lock().unwrap().push(service.to_owned());
    }

    #[zbus(property)]
    fn is_status_notifier_host_registered(&self) -> bool {
        true
    }
}

impl TrayHost {
    /// Puts a host on the bus.
    pub fn start(bus: &Bus) -> Self {
        let items: Arc<Mutex<Vec<String>>> = Arc::default();
        let connection = bus
            .connection()
            .serve_at("/StatusNotifierWatcher", Watcher(items.clone()))
            .and_then(|builder| builder.name(WATCHER))
            .and_then(connection::Builder::build)
            .unwrap();
        Self { connection, items }
    }

    /// Leaves the bus.
    pub fn leave(self) {
        self.connection.close().unwrap();
    }

    /// How many items were shown so far.
    pub fn items(&self) -> usize {
        self.items.lock().unwrap().len()
    }

    /// Waits for an item; the last one is taken.
    pub async fn item(&self) -> String {
        let end = Instant::now() + TIMEOUT;
        loop {
            if let Some(item) = self.items.lock().unwrap().last() {
                return item.clone();
            }
            assert!(Instant::now() < end, "nothing is in the tray");
            sleep(Duration::from_millis(30)).await;
        }
    }

    /// Clicks the item.
    pub fn activate(&self, item: &str) {
        self.proxy(item, "/StatusNotifierItem", "org.kde.StatusNotifierItem")
            .call::<_, _, ()>("Activate", &(0, 0))
            .unwrap();
    }

    /// The text of the item's tooltip.
    pub fn tooltip(&self, item: &str) -> String {
        let proxy = self.proxy(item, "/StatusNotifierItem", "org.kde.StatusNotifierItem");
        let value: OwnedValue = proxy.get_property("ToolTip").unwrap();
        let text = Structure::try_from(Value::from(value)).unwrap();
        match &text.fields()[3] {
            Value::Str(text) => text.to_string(),
            other => panic!("{other:?} is no text"),
        }
    }

    /// The labels of the item's menu, with their numbers.
    pub fn menu(&self, item: &str) -> Vec<(i32, String)> {
        type Layout = (i32, HashMap<String, OwnedValue>, Vec<OwnedValue>);
        let menu = self.proxy(item, "/MenuBar", "com.canonical.dbusmenu");
        let (_, (_, _, children)): (u32, Layout) =
            menu.call("GetLayout", &(0, -1, Vec::<String>::new())).unwrap();
        children
            .into_iter()
            .filter_map(|child| {
                let child = Structure::try_from(Value::from(child)).unwrap();
                let [Value::I32(id), Value::Dict(properties), _] = child.fields() else {
                    panic!("{child:?} is no item")
                };
                let label: Option<String> = properties.get(&"label").unwrap();
                Some((*id, label?))
            })
            .collect()
    }

    /// Chooses an item of the menu by its label.
    pub fn choose(&self, item: &str, label: &str) {
        let menu = self.menu(item);
        let (id, _) = menu
            .iter()
            .find(|(_, shown)| shown == label)
            .unwrap_or_else(|| panic!("“{label}” is not in {menu:?}"));
        self.proxy(item, "/MenuBar", "com.canonical.dbusmenu")
            .call::<_, _, ()>("Event", &(*id, "clicked", Value::from(0), 0_u32))
            .unwrap();
    }

    fn proxy<'a>(&'a self, item: &'a str, path: &'a str, interface: &'a str) -> Proxy<'a> {
        Proxy::new(&self.connection, item, path, interface).unwrap()
    }
}

/// The service for notifications, with those that it was given.
pub struct Notifications {
    connection: Connection,
    shown: Arc<Mutex<Vec<(String, String)>>>,
}

struct Service(Arc<Mutex<Vec<(String, String)>>>);

#[zbus::interface(name = "org.freedesktop.Notifications")]
impl Service {
    #[expect(clippy::too_many_arguments, reason = "the protocol has them")]
    fn notify(
        &self,
        _app: &str,
        _replaces: u32,
        _icon: &str,
        summary: &str,
        body: &str,
        _actions: Vec<String>,
        _hints: HashMap<String, OwnedValue>,
        _timeout: i32,
    ) -> u32 {
        let mut shown = self.0.lock().unwrap();
        shown.push((summary.to_owned(), body.to_owned()));
        shown.len().try_into().unwrap()
    }

    fn close_notification(&self, _id: u32) {}

    fn get_capabilities(&self) -> Vec<String> {
        vec!["actions".to_owned(), "body".to_owned()]
    }

    fn get_server_information(&self) -> (String, String, String, String) {
        let word = |text: &str| text.to_owned();
        (word("test"), word("paperboy"), word("1"), word("1.2"))
    }
}

impl Notifications {
    /// Puts a service on the bus.
    pub fn start(bus: &Bus) -> Self {
        let shown: Arc<Mutex<Vec<(String, String)>>> = Arc::default();
        let connection = bus
            .connection()
            .serve_at(NOTIFICATIONS_PATH, Service(shown.clone()))
            .and_then(|builder| builder.name(NOTIFICATIONS))
            .and_then(connection::Builder::build)
            .unwrap();
        Self { connection, shown }
    }

    /// What was shown so far: first and second lines.
    pub fn shown(&self) -> Vec<(String, String)> {
        self.shown.lock().unwrap().clone()
    }

    /// Waits for a notification.
    pub async fn first(&self) -> (String, String) {
        let end = Instant::now() + TIMEOUT;
        loop {
            if let Some(first) = self.shown().first() {
                return first.clone();
            }
            assert!(Instant::now() < end, "no notification was shown");
            sleep(Duration::from_millis(30)).await;
        }
    }

    /// Clicks the first notification.
    pub fn click(&self) {
        self.connection
            .emit_signal(
                None::<&str>,
                NOTIFICATIONS_PATH,
                NOTIFICATIONS,
                "ActionInvoked",
                &(1_u32, "default"),
            )
            .unwrap();
    }
}
