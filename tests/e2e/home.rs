//! The program on its desktop: closed to the tray and back, started hidden, a notification of a
//! complete day, links of other programs into the running window.

use crate::bus::{Bus, Notifications, TrayHost};
use crate::first_day::look_around;
use crate::stage::{Process, Stage, TIMEOUT, play};
use paperboy_core::{App, Places};
use paperboy_tests::fake_server::FakeServer;
use serde_json::json;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::time::sleep;
use x11rb::connection::Connection;
use x11rb::protocol::xproto::{
    Atom, AtomEnum, ClientMessageEvent, ConnectionExt, EventMask, KEY_PRESS_EVENT,
    KEY_RELEASE_EVENT, KeyButMask, KeyPressEvent, MapState, Window as XWindow,
};
use x11rb::rust_connection::RustConnection;

/// The key Enter on a PC's keyboard, as the X server numbers it.
const ENTER: u8 = 36;

/// The X server's view of the program's window.
pub struct Desktop {
    connection: RustConnection,
    root: XWindow,
}

impl Desktop {
    pub fn of(stage: &Stage) -> Self {
        let (connection, screen) = x11rb::connect(Some(stage.display())).unwrap();
        let root = connection.setup().roots[screen].root;
        Self { connection, root }
    }

    fn atom(&self, name: &str) -> Atom {
        self.connection.intern_atom(false, name.as_bytes()).unwrap().reply().unwrap().atom
    }

    /// The program's window: the one that can be closed and belongs to no other.
    fn window(&self) -> Option<XWindow> {
        self.windows().into_iter().find(|window| !self.belongs_to_another(*window))
    }

    /// The program's windows that can be closed.
    fn windows(&self) -> Vec<XWindow> {
        let protocols = self.atom("WM_PROTOCOLS");
        let all = self.connection.query_tree(self.root).unwrap().reply().unwrap().children;
        let is_ours = |window: &XWindow| {
            // The toolkit has a small window of the same name.
            let size = self.connection.get_geometry(*window).unwrap().reply();
            size.is_ok_and(|size| size.width > 100)
                && !self.property(*window, protocols).is_empty()
                && self.property(*window, AtomEnum::WM_NAME.into()) == b"Paperboy"
        };
        all.into_iter().filter(is_ours).collect()
    }

    fn property(&self, window: XWindow, property: Atom) -> Vec<u8> {
        let reply = self.connection.get_property(false, window, property, AtomEnum::ANY, 0, 64);
        reply.unwrap().reply().map(|reply| reply.value).unwrap_or_default()
    }

    fn belongs_to_another(&self, window: XWindow) -> bool {
        !self.property(window, AtomEnum::WM_TRANSIENT_FOR.into()).is_empty()
    }

    /// Presses Enter in the system's dialog, which has the page's file name in it.
    pub async fn accept_dialog(&self) {
        let end = Instant::now() + TIMEOUT;
        let dialog = loop {
            let shown = |window: &XWindow| {
                let attributes = self.connection.get_window_attributes(*window).unwrap().reply();
                attributes.is_ok_and(|it| it.map_state == MapState::VIEWABLE)
            };
            let dialog = self.windows().into_iter().find(|it| self.belongs_to_another(*it));
            if let Some(dialog) = dialog.filter(shown) {
                break dialog;
            }
            assert!(Instant::now() < end, "no dialog of the system");
            sleep(Duration::from_millis(30)).await;
        };
        while self.windows().contains(&dialog) {
            assert!(Instant::now() < end, "the dialog stays");
            for response_type in [KEY_PRESS_EVENT, KEY_RELEASE_EVENT] {
                let event = KeyPressEvent {
                    response_type,
                    detail: ENTER,
                    sequence: 0,
                    time: 0,
                    root: self.root,
                    event: dialog,
                    child: 0,
                    root_x: 1,
                    root_y: 1,
                    event_x: 1,
                    event_y: 1,
                    state: KeyButMask::default(),
                    same_screen: true,
                };
                self.connection.send_event(false, dialog, EventMask::NO_EVENT, event).unwrap();
            }
            self.connection.flush().unwrap();
            sleep(Duration::from_millis(200)).await;
        }
    }

    fn is_shown(&self) -> bool {
        self.window().is_some_and(|window| {
            let attributes = self.connection.get_window_attributes(window).unwrap().reply();
            attributes.is_ok_and(|attributes| attributes.map_state == MapState::VIEWABLE)
        })
    }

    async fn until_shown(&self, is_shown: bool) {
        let end = Instant::now() + TIMEOUT;
        while self.is_shown() != is_shown {
            assert!(Instant::now() < end, "the window is shown: {}", !is_shown);
            sleep(Duration::from_millis(30)).await;
        }
    }

    /// Closes the window, as its button does.
    fn close(&self) {
        let window = self.window().unwrap();
        let message = [self.atom("WM_DELETE_WINDOW"), 0, 0, 0, 0];
        let event = ClientMessageEvent::new(32, window, self.atom("WM_PROTOCOLS"), message);
        self.connection.send_event(false, window, EventMask::NO_EVENT, event).unwrap();
        self.connection.flush().unwrap();
    }
}

fn make_library(stage: &Stage, settings: &[(&str, &str)]) {
    let places = Places { library: stage.library.clone(), logs: stage.library.join("logs") };
    let app =
        App::open(places, Arc::new(jiff::Timestamp::now)).unwrap_or_else(|error| panic!("{error}"));
    for (key, value) in settings {
        app.set_setting(key, value).unwrap();
    }
    app.close();
}

async fn until(what: &str, mut holds: impl FnMut() -> bool) {
    let end = Instant::now() + TIMEOUT;
    while !holds() {
        assert!(Instant::now() < end, "waited in vain for: {what}");
        sleep(Duration::from_millis(30)).await;
    }
}

#[test]
fn a_closed_window_stays_in_the_tray_and_comes_back_as_it_was() {
    play("tray", async |stage| {
        let bus = Bus::start(stage);
        let host = TrayHost::start(&bus);
        stage.open().await;
        let (window, desktop) = (stage.window(), Desktop::of(stage));
        look_around(window).await;
        assert_eq!(host.items(), 0, "nobody chose a tray");
        window.set("window.close", "tray").await;
        let item = host.item().await;
        window.go("#/settings").await;
        window.see("desktop-settings").await;
        desktop.close();
        desktop.until_shown(false).await;
        until("the unread papers", || host.tooltip(&item).contains("unread")).await;
        let labels: Vec<String> = host.menu(&item).into_iter().map(|(_, label)| label).collect();
        assert_eq!(
            labels,
            ["Open Paperboy", "Fetch today’s papers", "Pause writing reports", "Quit"]
        );
        host.choose(&item, "Open Paperboy");
        desktop.until_shown(true).await;
        window.until("the same place", "return location.hash === '#/settings'").await;
        host.choose(&item, "Pause writing reports");
        let paused = || async {
            let places =
                Places { library: stage.library.clone(), logs: stage.library.join("logs") };
            let other = App::open(places, Arc::new(jiff::Timestamp::now)).unwrap();
            other.is_writing_paused().unwrap()
        };
        let end = Instant::now() + TIMEOUT;
        while !paused().await {
            assert!(Instant::now() < end, "writing is not paused");
            sleep(Duration::from_millis(50)).await;
        }
        // The words follow the window's language.
        window.set("ui.language", "zh").await;
        until("Chinese", || host.menu(&item).iter().any(|(_, label)| label == "打开 Paperboy"))
            .await;
        desktop.close();
        desktop.until_shown(false).await;
        host.activate(&item);
        desktop.until_shown(true).await;
        // GTK ends a program whose session bus is gone: the program first.
        stage.quit().await;
    });
}

#[test]
fn the_page_of_a_hidden_window_ends_and_comes_back_where_it_was() {
    play("rest", async |stage| {
        let bus = Bus::start(stage);
        let host = TrayHost::start(&bus);
        stage.open().await;
        let (window, desktop) = (stage.window(), Desktop::of(stage));
        look_around(window).await;
        window.set("window.close", "tray").await;
        let item = host.item().await;
        window.go("#/settings/window.close").await;
        window.see("desktop-settings").await;
        // A page with a message stays by itself; this one is to look the same without.
        window.run("document.querySelector('.toast .icon-button').click()", vec![]).await;
        // Settings that arrive above it move it.
        sleep(Duration::from_secs(2)).await;
        let before = stage.picture();
        // While the window is shown, the page stays. It asks a moment later: the driver's session ends with it.
        let rest = "setTimeout(() => window.__TAURI_INTERNALS__.invoke('rest'), 1000)";
        window.ask("rest", json!({})).await.unwrap();
        window.run(rest, vec![]).await;
        desktop.close();
        desktop.until_shown(false).await;
        until("the page to end", || stage.processes("WebKitWebProcess").is_empty()).await;
        host.activate(&item);
        desktop.until_shown(true).await;
        until("the same place", || {
            before.differing(&stage.picture(), 1200, 800) < 1200 * 800 / 200
        })
        .await;
        assert!(!stage.log().contains("the page is loaded again"), "it counts as dead");
        let program = stage.program_process();
        host.choose(&item, "Quit");
        until("the program to end", || !Stage::is_alive(program)).await;
        stage.forget_window();
    });
}

#[test]
fn without_a_trays_host_closing_ends_the_program_and_a_lost_one_brings_the_window_back() {
    play("no_tray", async |stage| {
        let bus = Bus::start(stage);
        make_library(stage, &[("window.close", "tray")]);
        // The host is there, and goes while the window is hidden.
        let host = TrayHost::start(&bus);
        stage.open().await;
        let desktop = Desktop::of(stage);
        stage.window().see("view-welcome").await;
        host.item().await;
        desktop.close();
        desktop.until_shown(false).await;
        host.leave();
        desktop.until_shown(true).await;
        // Now there is none.
        let program = stage.program_process();
        desktop.close();
        until("the program to end", || !Stage::is_alive(program)).await;
        stage.forget_window();
    });
}

#[test]
fn a_hidden_start_shows_no_window_until_the_tray_is_clicked() {
    play("hidden", async |stage| {
        let bus = Bus::start(stage);
        let host = TrayHost::start(&bus);
        make_library(stage, &[("window.close", "tray")]);
        let program = Process(stage.command().arg("--hidden").spawn().unwrap());
        let desktop = Desktop::of(stage);
        let item = host.item().await;
        assert!(!desktop.is_shown(), "a hidden start shows a window");
        // Another hidden start, as of a second login entry, changes nothing; one by hand shows it.
        assert!(stage.command().arg("--hidden").status().unwrap().success());
        assert!(!desktop.is_shown());
        host.activate(&item);
        desktop.until_shown(true).await;
        stage.logged("first view shown").await;
        desktop.close();
        desktop.until_shown(false).await;
        assert!(stage.command().status().unwrap().success());
        desktop.until_shown(true).await;
        host.choose(&item, "Quit");
        until("the program to end", || !Stage::is_alive(program.0.id())).await;
    });
}

/// Today where Hugging Face counts its days.
fn today() -> String {
    jiff::Timestamp::now().in_tz("America/New_York").unwrap().date().to_string()
}

/// A server that lists a paper for each day, with its text.
fn sources() -> FakeServer {
    let source = FakeServer::start().unwrap();
    let paper = json!([{ "title": "Paper", "paper": { "id": "2601.00001", "title": "Paper", "summary": "We study a question.",
        "authors": [{ "name": "A. Author" }], "upvotes": 3, "publishedAt": "2026-01-13T00:00:00.000Z" } }]);
    source.answer("/api/daily_papers", 200, &paper.to_string());
    let text =
        "The method reaches an accuracy of 71.47 on the benchmark and needs no labels at all. "
            .repeat(20);
    let page = format!(
        r#"<!DOCTYPE html><html><body><div class="ltx_page_main"><article class="ltx_document"><h1 class="ltx_title ltx_title_document">Paper</h1>
        <section class="ltx_section" id="S1"><h2 class="ltx_title ltx_title_section">Introduction</h2>
        <div class="ltx_para"><p class="ltx_p">{text}</p></div></section></article></div></body></html>"#
    );
    source.answer("/html/2601.00001", 200, &page);
    source
}

#[test]
fn a_complete_day_is_reported_once_and_a_click_opens_it() {
    play("notification", async |stage| {
        let bus = Bus::start(stage);
        let notifications = Notifications::start(&bus);
        let host = TrayHost::start(&bus);
        let source = sources();
        make_library(
            stage,
            &[
                ("window.close", "tray"),
                ("source.huggingface", &source.url()),
                ("source.arxiv", &source.url()),
                ("source.arxiv_interval_ms", "5"),
                ("fetch.schedule", "off"),
            ],
        );
        stage.open().await;
        let (window, desktop) = (stage.window(), Desktop::of(stage));
        window.see("view-welcome").await;
        let item = host.item().await;
        desktop.close();
        desktop.until_shown(false).await;
        host.choose(&item, "Fetch today’s papers");
        let (first, second) = notifications.first().await;
        let day = today();
        assert_eq!(
            (first.as_str(), second),
            ("1 paper", format!("The papers for {day} are ready."))
        );
        // The program listens for a click a moment after the notification is there.
        until("a click to show the window", || {
            notifications.click();
            desktop.is_shown()
        })
        .await;
        window.until("the day", &format!("return location.hash === '#/day/{day}'")).await;
        // Fetched again, by hand and from the window, it is not reported again.
        desktop.close();
        desktop.until_shown(false).await;
        source.requests();
        until("the fetch to have ended", || {
            host.menu(&item).iter().any(|(_, label)| label == "Fetch today’s papers")
        })
        .await;
        host.choose(&item, "Fetch today’s papers");
        until("another request", || !source.requests().is_empty()).await;
        window.until_idle().await;
        assert_eq!(notifications.shown().len(), 1);
        // GTK ends a program whose session bus is gone: the program first.
        stage.quit().await;
    });
}

#[test]
fn hostile_links_change_nothing_in_the_running_window() {
    play("hostile_links", async |stage| {
        stage.open().await;
        let window = stage.window();
        look_around(window).await;
        let settings = window.ask("settings", json!({})).await.unwrap();
        window.go("#/settings").await;
        window.see("view-settings").await;
        // As long as one argument of a command may be.
        let long = format!("paperboy://search?q={}", "a".repeat(120 * 1024));
        for link in [
            long.as_str(),
            "paperboy://paper/../../../../etc/passwd",
            "paperboy://paper/%2e%2e%2f%2e%2e%2fetc%2fpasswd",
            "paperboy://evil.example/2512.23576",
            "paperboy://import?path=/etc/passwd",
            "paperboy://settings?model.url=https://evil.example",
            "paperboy://day/2025-02-31",
            "paperboy:javascript:alert(1)",
        ] {
            assert!(stage.command().arg(link).status().unwrap().success(), "{link:.80}");
        }
        // One that is none of them arrives after all of them.
        assert!(stage.command().arg("paperboy://day/2025-01-07").status().unwrap().success());
        window.until("the day", "return location.hash === '#/day/2025-01-07'").await;
        let back = "history.back(); await new Promise(done => setTimeout(done, 300)); return location.hash";
        let before = window.run(&format!("return (async () => {{ {back} }})()"), vec![]).await;
        assert_eq!(before, json!("#/settings"), "a hostile link led somewhere");
        assert_eq!(window.ask("settings", json!({})).await.unwrap(), settings);
        assert!(!stage.log().contains("panicked"));
    });
}

#[test]
#[ignore = "makes pictures for people, and asserts nothing but that they could be made"]
fn pictures_of_the_desktops_settings_and_of_reading_aloud() {
    let folder = std::path::PathBuf::from(
        std::env::var_os("PAPERBOY_PICTURES").expect("PAPERBOY_PICTURES names a folder"),
    );
    std::fs::create_dir_all(&folder).unwrap();
    for has_bus in [true, false] {
        play("pictures_of_home", async |stage| {
            let bus = has_bus.then(|| Bus::start(stage));
            let _services =
                bus.as_ref().map(|bus| (TrayHost::start(bus), Notifications::start(bus)));
            stage.open().await;
            let window = stage.window();
            look_around(window).await;
            for (language, theme) in
                [("zh", "light"), ("zh", "dark"), ("en", "light"), ("en", "dark")]
            {
                window.set("ui.language", language).await;
                window.set("ui.theme", theme).await;
                window.go("#/settings/window.close").await;
                window.see("notify-hint").await;
                // What comes in above it moves it.
                sleep(Duration::from_secs(2)).await;
                let picture = window.picture().await.expect("the driver takes pictures");
                let name = format!("desktop-{language}-{theme}-{has_bus}.png");
                std::fs::write(folder.join(name), picture).unwrap();
                window.go("#/days").await;
                window.see("view-days").await;
            }
        });
    }
}
