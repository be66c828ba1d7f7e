//! For everybody: the keyboard alone, a narrow window, a screen reader.

use crate::axe;
use crate::first_day::{FORMULAS, look_around};
use crate::stage::play;
use crate::window::Window;
use fantoccini::key::Key;

/// Every view that has something to show, as place and test id.
pub const VIEWS: [(&str, &str); 15] = [
    ("#/welcome", "view-welcome"),
    ("#/days", "view-days"),
    ("#/day/2025-01-07", "view-digest"),
    ("#/paper/2205.14135?in=day%3A2025-01-07", "view-paper"),
    ("#/search?q=%E6%B3%A8%E6%84%8F%E5%8A%9B", "view-search"),
    ("#/search", "view-search"),
    ("#/trends", "view-trends"),
    ("#/review/week/2025-01-07", "view-review"),
    ("#/starred", "view-list"),
    ("#/later", "view-list"),
    ("#/all", "view-list"),
    ("#/for_me", "view-list"),
    ("#/taste", "view-taste"),
    ("#/settings", "view-settings"),
    ("#/about", "view-about"),
];

/// Goes to a view and waits until it no longer changes.
pub async fn visit(window: &Window, place: &str, id: &str) {
    window.go(place).await;
    window.see(id).await;
    window
        .until(
            "the view to stop moving",
            "return document.querySelector('[aria-busy=true]') === null && document.getAnimations().every(a => a.playState !== 'running')",
        )
        .await;
}

#[test]
fn axe_finds_nothing_in_any_view_in_either_theme_and_language() {
    play("axe", async |stage| {
        let window = stage.open().await;
        window.until("the first view", "return document.querySelector('h1') !== null").await;
        let mut found = axe::violations(window, "first start").await;
        look_around(window).await;
        for (theme, language) in [("light", "zh"), ("dark", "en")] {
            window.set("ui.theme", theme).await;
            window.set("ui.language", language).await;
            window.until(theme, &format!("return matchMedia('(prefers-color-scheme: dark)').matches === {} || document.documentElement.dataset.theme === '{theme}'", theme == "dark")).await;
            for (place, id) in VIEWS {
                visit(window, place, id).await;
                found.extend(axe::violations(window, &format!("{place} {theme} {language}")).await);
            }
        }
        assert!(found.is_empty(), "{}", found.join("\n"));
    });
}

#[test]
fn a_day_is_read_with_the_keyboard_alone() {
    play("keyboard", async |stage| {
        stage.open().await;
        // A bare screen has no window manager to give a new window the focus; a call to the front
        // does.
        assert!(stage.command().status().unwrap().success());
        let window = stage.window();
        window.until("the window to have the focus", "return document.hasFocus()").await;
        look_around(window).await;
        let focus_is_seen = "const on = document.activeElement, look = getComputedStyle(on); \
            const other = [...document.querySelectorAll('[data-testid=card]')].find(card => card !== on); \
            return look.outlineStyle !== 'none' || (other !== undefined && look.backgroundColor !== getComputedStyle(other).backgroundColor)";
        window.press("gd").await;
        window.see("view-days").await;
        window.press("gn").await;
        window.see("[data-testid=view-digest] [data-testid=card]").await;
        window
            .until(
                "the focus to have come to the view",
                "return document.activeElement !== document.body",
            )
            .await;
        for _ in 0..2 {
            window.press("j").await;
            window
                .until(
                    "the focus to be on a paper",
                    "return document.activeElement.dataset.testid === 'card'",
                )
                .await;
            window.until("the focus to be seen", focus_is_seen).await;
        }
        window.press("s").await;
        window
            .until("a starred card", "return document.querySelector('[data-testid=card] [data-testid=star][aria-pressed=true]') !== null")
            .await;
        window.press(&Key::Enter.to_string()).await;
        window.see("view-paper").await;
        let first = window.run("return location.hash", vec![]).await;
        window.press("n").await;
        window
            .until(
                "the next paper",
                &format!("return location.hash !== {first} && document.querySelector('[data-testid=view-paper]') !== null"),
            )
            .await;
        window.press(&Key::Escape.to_string()).await;
        window.see("view-digest").await;
        window.press("/").await;
        window
            .until(
                "the search box to have the focus",
                "return document.activeElement?.dataset.testid === 'search-box'",
            )
            .await;
        window.press("attention").await;
        window.see("hit").await;
        window.press(&Key::Down.to_string()).await;
        window.press(&Key::Enter.to_string()).await;
        window.see("view-paper").await;
        window.press("?").await;
        window.see("[role=dialog], dialog[open]").await;
        window.press(&Key::Escape.to_string()).await;
        window
            .until(
                "the keys to be closed",
                "return document.querySelector('[role=dialog], dialog[open]') === null",
            )
            .await;
    });
}

#[test]
fn nothing_is_cut_off_or_scrolls_sideways_from_600_to_2560_pixels() {
    play("widths", async |stage| {
        let window = stage.open().await;
        look_around(window).await;
        for (width, height) in [(600, 800), (960, 700), (2560, 1400)] {
            window.resize(width, height).await;
            for (place, id) in VIEWS {
                visit(window, place, id).await;
                let wider = window
                    .run("return document.scrollingElement.scrollWidth - innerWidth", vec![])
                    .await;
                assert!(
                    wider.as_i64().unwrap() <= 0,
                    "{place} at {width}: {wider} pixels too wide"
                );
            }
        }
    });
}

#[test]
fn text_of_twice_the_size_still_fits_a_narrow_window() {
    play("text_size", async |stage| {
        let window = stage.open().await;
        look_around(window).await;
        window.set("ui.text_size", "200").await;
        window.resize(600, 800).await;
        for place in ["#/day/2025-01-07", &format!("#/paper/{FORMULAS}")] {
            window.go(place).await;
            window
                .until(
                    "the view",
                    "return document.querySelector('[data-testid=view-digest] [data-testid=card], [data-testid=view-paper]') !== null",
                )
                .await;
            let wider = window
                .run("return document.scrollingElement.scrollWidth - innerWidth", vec![])
                .await;
            assert!(wider.as_i64().unwrap() <= 0, "{place}: {wider} pixels too wide");
        }
    });
}
