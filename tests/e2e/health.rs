//! The health page, in both languages and by keys alone.

use crate::axe;
use crate::first_day::look_around;
use crate::stage::play;
use serde_json::json;

/// What is said of each subject, by its state.
const STATES: &str = "return [...document.querySelectorAll('[data-testid=health-part]')].map(one => `${one.dataset.subject}:${one.dataset.state}`).join(' ')";

#[test]
fn the_health_page_says_how_everything_is_and_diagnostics_are_copied_by_keys() {
    play("health", async |stage| {
        stage.open().await;
        // A bare screen has no window manager to give a new window the focus; a call to the front
        // does.
        assert!(stage.command().status().unwrap().success());
        let window = stage.window();
        window.until("the window to have the focus", "return document.hasFocus()").await;
        look_around(window).await;
        for (language, lang, title) in [("zh", "zh-CN", "运行状况"), ("en", "en", "Health")] {
            window.set("ui.language", language).await;
            window.until(lang, &format!("return document.documentElement.lang === '{lang}'")).await;
            window.go("#/settings").await;
            window.go("#/health").await;
            window.see("view-health").await;
            window.see("health-part").await;
            window
                .until(title, &format!("return document.querySelector('#health-title').textContent.trim() === '{title}'"))
                .await;
            let found = axe::violations(window, language).await;
            assert!(found.is_empty(), "{}", found.join("\n"));
        }
        let states = window.run(STATES, vec![]).await;
        let states = states.as_str().unwrap();
        for part in ["library:ok", "index:ok", "order:ok", "disk:ok", "sync:ok", "keyring:ok"] {
            assert!(states.contains(part), "{states}");
        }
        let report = window.ask("health", json!({})).await.unwrap();
        let place = &report["findings"][1]["found"];
        assert_eq!((&place["code"], &place["by"]), (&"place".into(), &"argument".into()));
        let tab = fantoccini::key::Key::Tab.to_string();
        for _ in 0..200 {
            let is_there = window
                .run("return document.activeElement?.dataset.testid === 'copy-diagnostics'", vec![])
                .await;
            if is_there == json!(true) {
                break;
            }
            window.press(&tab).await;
        }
        window.press(&fantoccini::key::Key::Enter.to_string()).await;
        window
            .until(
                "the message",
                "return [...document.querySelectorAll('[data-testid=toast]')].some(one => one.textContent.includes('Diagnostics copied'))",
            )
            .await;
    });
}
