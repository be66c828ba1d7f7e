//! "Back up now" in the settings.

use crate::first_day::{FORMULAS, look_around};
use crate::stage::{Stage, TIMEOUT, play};
use crate::window::Window;
use paperboy_core::{App, Paper, PaperId, Places};
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::time::sleep;

/// What the window answers of its backups of the whole library, newest first. An automatic one may
/// come between two answers.
async fn copies(window: &Window) -> Vec<Value> {
    let backups = window.ask("backups", json!({})).await.unwrap();
    backups["copies"].as_array().unwrap().clone()
}

/// Presses the button and gives the name of the backup that it made.
async fn back_up_now(window: &Window) -> String {
    window.go("#/settings").await;
    window.see("backup-now").await;
    let before = copies(window).await;
    window.click("backup-now").await;
    let end = Instant::now() + TIMEOUT;
    loop {
        let after = copies(window).await;
        let made = after.iter().find(|copy| copy["reason"] == "manual" && !before.contains(copy));
        let rows = "return document.querySelectorAll('[data-testid=backups] li').length";
        let shown = window.run(rows, vec![]).await == json!(after.len());
        if let (Some(made), true) = (made, shown) {
            return made["name"].as_str().unwrap().to_owned();
        }
        assert!(Instant::now() < end, "no backup was made and shown: {after:?}");
        sleep(Duration::from_millis(50)).await;
    }
}

/// The paper in a library in which the backup is put back, and how many papers there are.
fn restored(stage: &Stage, name: &str) -> (u32, Paper) {
    let library = stage.home().join(format!("restored-{name}"));
    let places = Places { logs: library.join("logs"), library };
    let app =
        App::open(places, Arc::new(jiff::Timestamp::now)).unwrap_or_else(|error| panic!("{error}"));
    app.restore_from(&stage.library.join("backups").join(name)).unwrap();
    let restored =
        (app.status().unwrap().papers, app.paper(&PaperId::parse(FORMULAS).unwrap()).unwrap());
    app.close();
    restored
}

#[test]
fn a_backup_made_in_the_settings_holds_what_was_changed_a_moment_before() {
    play("back_up_now", async |stage| {
        stage.open().await;
        let window = stage.window();
        look_around(window).await;
        window.go(&format!("#/paper/{FORMULAS}")).await;
        window.click("[data-testid=view-paper] [data-testid=star]").await;
        window.see("[data-testid=view-paper] [data-testid=star][aria-pressed=true]").await;
        let first = back_up_now(window).await;
        window.go(&format!("#/paper/{FORMULAS}")).await;
        window.click("[data-testid=view-paper] [data-testid=star]").await;
        window.see("[data-testid=view-paper] [data-testid=star][aria-pressed=false]").await;
        // A second one within the same minute is another one.
        let second = back_up_now(window).await;
        for (name, starred) in [(&first, true), (&second, false)] {
            let (papers, paper) = restored(stage, name);
            assert_eq!((papers, paper.starred), (12, starred), "{name}");
        }
    });
}
