//! The command palette and keys that were changed, in both languages.

use crate::axe;
use crate::first_day::look_around;
use crate::stage::play;
use crate::window::Window;
use fantoccini::key::Key;

/// Opens the palette, types, and waits until this is the first that it offers.
async fn find(window: &Window, typed: &str, first: &str) {
    window.press_with_ctrl('k').await;
    window
        .until("the palette", "return document.activeElement?.dataset.testid === 'palette-box'")
        .await;
    window.see("palette-box").await.send_keys(typed).await.unwrap();
    window
        .until(
            &format!("“{first}” for “{typed}”"),
            &format!("return document.querySelector('[role=option][aria-selected=true] .label')?.textContent.trim() === '{first}'"),
        )
        .await;
}

async fn is_at(window: &Window, place: &str) {
    window.until(place, &format!("return location.hash.startsWith('{place}')")).await;
    window
        .until(
            "the palette to be closed",
            "return document.querySelector('[data-testid=palette]') === null",
        )
        .await;
}

#[test]
fn the_palette_leads_everywhere_in_both_languages_and_a_changed_key_counts_at_once() {
    play("palette", async |stage| {
        // A bare screen has no window manager to give a new window the focus; a call to the front
        // does.
        stage.open().await;
        assert!(stage.command().status().unwrap().success());
        let window = stage.window();
        window.until("the window to have the focus", "return document.hasFocus()").await;
        look_around(window).await;
        let enter = Key::Enter.to_string();
        for (language, typed, first, place) in [
            ("zh", "qblw", "全部论文", "#/all"),
            ("zh", "shaohoudulieb", "“稍后读”列表", "#/later"),
            ("zh", "all papers", "全部论文", "#/all"),
            ("zh", "2025年1月7日", "2025年1月7日", "#/day/2025-01-07"),
            ("zh", "zitileixing", "字体类型", "#/settings/reading.face"),
            ("en", "rl", "Read later", "#/later"),
            ("en", "jan 7", "January 7, 2025", "#/day/2025-01-07"),
            ("en", "theme", "Theme", ""),
        ] {
            window.set("ui.language", language).await;
            let lang = if language == "zh" { "zh-CN" } else { "en" };
            window.until(lang, &format!("return document.documentElement.lang === '{lang}'")).await;
            find(window, typed, first).await;
            if place.is_empty() {
                let found = axe::violations(window, "palette").await;
                assert!(found.is_empty(), "{}", found.join("\n"));
                window.press(&Key::Escape.to_string()).await;
            } else {
                window.press(&enter).await;
                is_at(window, place).await;
            }
        }
        find(window, "change shortcuts", "Change shortcuts…").await;
        window.press(&enter).await;
        window.click("[data-add=goTrends]").await;
        window
            .until(
                "a key to be awaited",
                "return document.activeElement?.dataset.testid === 'key-capture'",
            )
            .await;
        window.press("b").await;
        window.press(&enter).await;
        window
            .until(
                "the key",
                "return [...document.querySelectorAll('[data-action=goTrends] kbd')].some(key => key.textContent === 'b')",
            )
            .await;
        window.press(&Key::Escape.to_string()).await;
        window
            .until(
                "the dialog to be closed",
                "return document.querySelector('dialog[open]') === null",
            )
            .await;
        window.press("b").await;
        window.see("view-trends").await;
    });
}
