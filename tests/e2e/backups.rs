//! "Back up now" in the settings.

use crate::first_day::{FORMULAS, look_around};
use crate::stage::{Stage, play};
use crate::window::Window;
use paperboy_core::{App, Paper, PaperId, Places};
use serde_json::json;
use std::sync::Arc;

/// The names of the backups that the window knows, newest first.
async fn names(window: &Window) -> Vec<String> {
    let backups = window.ask("backups", json!({})).await.unwrap();
    backups["copies"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|backup| backup["name"].as_str())
        .map(str::to_owned)
        .collect()
}

/// Presses the button and gives the name of the backup that is new in the list.
async fn back_up_now(window: &Window) -> String {
    window.go("#/settings").await;
    window.see("view-settings").await;
    let before = names(window).await;
    let rows = "return document.querySelectorAll('[data-testid=backups] li').length";
    window.until("the backups that there are", &format!("{rows} === {}", before.len())).await;
    window.click("backup-now").await;
    window.until("one more backup", &format!("{rows} === {}", before.len() + 1)).await;
    let after = names(window).await;
    after.into_iter().find(|name| !before.contains(name)).expect("the list has one more")
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
