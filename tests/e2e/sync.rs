//! Two devices that share a folder: one is the real window, the other a library beside it.

use crate::access::visit;
use crate::axe;
use crate::first_day::{FORMULAS, look_around};
use crate::stage::{TIMEOUT, play};
use crate::window::Window;
use paperboy_core::wire::{JobKind, Mark};
use paperboy_core::{App, Job, PaperId, Places};
use serde_json::json;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

const ENTER: &str = "\u{E007}";

/// Waits until the line in the sidebar says this.
async fn state(window: &Window, code: &str) {
    let script = format!(
        "return document.querySelector('[data-testid=sync-line]')?.dataset.state === '{code}'"
    );
    window.until(code, &script).await;
}

/// Another device, with the same papers.
fn other(home: &Path) -> Arc<App> {
    let places = Places { library: home.join("other"), logs: home.join("other-logs") };
    let app = App::open(places, Arc::new(jiff::Timestamp::now)).unwrap();
    app.import_sample().unwrap();
    app
}

fn sync(app: &App) {
    app.synchronise(&Job::unwatched(JobKind::Sync)).unwrap();
}

fn is_starred(app: &App) -> bool {
    app.paper(&PaperId::parse(FORMULAS).unwrap()).unwrap().starred
}

/// Waits until the other device gets something.
async fn until(what: &str, app: &App, is_so: impl Fn(&App) -> bool) {
    let end = Instant::now() + TIMEOUT;
    loop {
        sync(app);
        if is_so(app) {
            return;
        }
        assert!(Instant::now() < end, "{what} did not happen");
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
}

#[test]
fn a_star_comes_to_the_other_device_and_an_unplugged_folder_is_reported_until_it_is_back() {
    play("sync", async |stage| {
        let home = stage.home().to_owned();
        let (folder, away) = (home.join("drive"), home.join("away"));
        std::fs::create_dir(&folder).unwrap();
        let window = stage.open().await;
        look_around(window).await;

        visit(window, "#/settings/sync.folder", "view-settings").await;
        // The settings still scroll to this one.
        let open = "document.querySelector('[data-testid=sync-server]').click()";
        window.run(open, vec![]).await;
        window.see("sync-address").await;
        window
            .until(
                "the focus in the dialog",
                "document.querySelector('[data-testid=sync-address]').focus(); return true",
            )
            .await;
        window.press(folder.to_str().unwrap()).await;
        assert!(axe::violations(window, "the address").await.is_empty());
        window.press(ENTER).await;
        window.see("sync-setup").await;
        assert!(axe::violations(window, "setting up").await.is_empty());
        window.click("sync-confirm").await;
        state(window, "in_sync").await;

        let device = other(&home);
        device.set_up_sync(&folder, None).unwrap();
        sync(&device);
        visit(window, &format!("#/paper/{FORMULAS}"), "view-paper").await;
        window.see("report-about").await;
        window.press("s").await;
        until("the star", &device, is_starred).await;

        // The other way, by the command palette's action.
        device.mark(&[FORMULAS.to_owned()], Mark::Later, true).unwrap();
        sync(&device);
        window.ask("synchronise", json!({})).await.unwrap();
        window
            .until(
                "the paper in Read later",
                "return document.querySelector('.places a[href=\"#/later\"] .count')?.textContent === '1'",
            )
            .await;

        std::fs::rename(&folder, &away).unwrap();
        window.press("s").await;
        state(window, "failed").await;
        visit(window, "#/settings/sync.now", "view-settings").await;
        window
            .until(
                "the reason",
                &format!("return document.querySelector('[data-testid=sync-why]')?.textContent.includes({folder:?}) === true"),
            )
            .await;
        assert!(axe::violations(window, "a failure").await.is_empty());
        std::fs::rename(&away, &folder).unwrap();
        window.click("sync-now").await;
        state(window, "in_sync").await;
        sync(&device);
        assert!(!is_starred(&device));
    });
}
