//! Starting: a second time, on a library that can't be opened, on one that can only be read.

use crate::first_day::look_around;
use crate::stage::play;
use paperboy_core::{App, Places};
use serde_json::json;
use std::fs;
use std::path::Path;
use std::sync::Arc;

/// Makes a library and gives its schema a number of the far future, where SQLite keeps it: bytes 60
/// to 63 of the file.
fn make_library_of_a_newer_paperboy(library: &Path, database: &Path) {
    let places = Places { library: library.to_owned(), logs: library.join("logs") };
    let app =
        App::open(places, Arc::new(jiff::Timestamp::now)).unwrap_or_else(|error| panic!("{error}"));
    app.close();
    drop(app);
    let mut bytes = fs::read(database).unwrap();
    bytes[60..64].copy_from_slice(&9_999_u32.to_be_bytes());
    fs::write(database, bytes).unwrap();
}

#[test]
fn a_second_start_calls_the_first_window_and_ends() {
    play("second_start", async |stage| {
        stage.open().await;
        stage.window().see("view-welcome").await;
        let second = stage.command().output().unwrap();
        assert!(second.status.success(), "{}", String::from_utf8_lossy(&second.stderr));
        stage
            .window()
            .until("the first to be there still", "return document.querySelector('#app') !== null")
            .await;
        stage.logged("another start called this window to the front").await;
    });
}

#[test]
fn a_library_of_a_newer_paperboy_is_left_alone_and_opens_once_it_is_out_of_the_way() {
    play("newer_library", async |stage| {
        let database = stage.library.join("library.db");
        make_library_of_a_newer_paperboy(&stage.library, &database);
        let before = fs::read(&database).unwrap();
        stage.open().await;
        let window = stage.window();
        window
            .until("the sentence", "return document.body.textContent.includes('newer') || document.body.textContent.includes('更高版本')")
            .await;
        assert_eq!(window.ask("status", json!({})).await.unwrap_err()["code"], "newer_library");
        assert!(fs::read(&database).unwrap() == before, "the library was changed");
        fs::rename(&database, stage.library.join("of a newer one.db")).unwrap();
        window.ask("retry_open", json!({})).await.unwrap();
        window.go("#/welcome").await;
        window.run("location.reload()", vec![]).await;
        look_around(window).await;
    });
}

#[test]
fn the_log_notes_how_long_the_first_view_took() {
    play("first_view", async |stage| {
        stage.open().await;
        stage.window().see("view-welcome").await;
        stage.logged("first view shown").await;
    });
}

#[test]
fn a_link_of_another_program_opens_its_place_and_a_file_is_imported() {
    play("deep_link", async |stage| {
        let report = stage.library.with_file_name("2025-03-04.md");
        let text = include_str!("../../src-tauri/crates/core/sample/2025-01-06.md");
        fs::write(&report, text.replace("2025-01-06", "2025-03-04")).unwrap();
        // The first start imports what it is given.
        stage.open_with(&[report.to_str().unwrap()]).await;
        stage
            .window()
            .until("the imported day", "return location.hash === '#/day/2025-03-04'")
            .await;
        for (link, place) in [
            ("paperboy://paper/1706.03762", "#/paper/1706.03762"),
            ("paperboy://search?q=attention%20is%3Astarred", "#/search?q=attention+is%3Astarred"),
            ("paperboy://settings?model.url=x", "#/search?q=attention+is%3Astarred"),
            ("paperboy://day/2025-03-04", "#/day/2025-03-04"),
        ] {
            let second = stage.command().arg(link).output().unwrap();
            assert!(second.status.success(), "{}", String::from_utf8_lossy(&second.stderr));
            let script = format!("return location.hash === '{place}'");
            stage.window().until(link, &script).await;
        }
        // A later start begins with the day that it remembers.
        stage.quit().await;
        stage.open_with(&["paperboy://paper/1706.03762"]).await;
        stage.window().until("the paper", "return location.hash === '#/paper/1706.03762'").await;
    });
}
