//! Figures in the real window: fetched, shown on cards and in the text, and shown without a network.

use crate::axe;
use crate::fetch::{Sources, make_library};
use crate::network::Trap;
use crate::stage::{TIMEOUT, play};
use crate::window::Window;
use serde_json::json;
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// A day of twenty papers.
const DAY: &str = "2025-12-30";

/// How many images of cards are painted: there and decoded.
const PAINTED: &str = "[...document.querySelectorAll('[data-testid=card-figure]')].filter(image => image.complete && image.naturalWidth > 100).length";

async fn keep(window: &Window, name: &str) {
    let Some(folder) = std::env::var_os("PAPERBOY_PICTURES").map(PathBuf::from) else { return };
    std::fs::create_dir_all(&folder).unwrap();
    if let Some(picture) = window.picture().await {
        std::fs::write(folder.join(format!("figures-{name}.png")), picture).unwrap();
    }
}

/// The ids of the cards that have a figure.
async fn with_figure(window: &Window) -> Vec<String> {
    let view = json!({ "view": { "kind": "day", "date": DAY }, "offset": 0, "limit": 100 });
    let cards = window.ask("list", view).await.unwrap()["cards"].clone();
    let cards = cards.as_array().unwrap().iter();
    cards
        .filter(|card| card["figure"]["key"].is_string())
        .map(|card| card["id"].as_str().unwrap().to_owned())
        .collect()
}

/// A reference to a figure in the text that is open shows the figure when it has the focus.
pub async fn preview_a_figure(window: &Window) {
    let reference = "const reference = document.querySelector('[data-testid=article] [data-reference^=\"figure\"]'); const preview = document.querySelector('[data-testid=reference-preview]')";
    for theme in ["light", "dark"] {
        window.set("ui.theme", theme).await;
        window
            .until("a reference", &format!("{reference}; reference?.scrollIntoView({{ block: 'center' }}); reference?.focus(); return Boolean(reference) && document.activeElement === reference"))
            .await;
        window
            .until(
                "the figure that the reference leads to",
                &format!(
                    "{reference}; const image = preview?.querySelector('img'); \
                     return Boolean(image?.complete && image.naturalWidth > 100) && preview.textContent.trim().startsWith('Figure 1') && \
                       reference.getAttribute('aria-describedby') === preview.id"
                ),
            )
            .await;
        keep(window, &format!("preview-{theme}")).await;
        // The key that leads back closes what is over the text first.
        window.press("\u{E00C}").await;
        window
            .until(
                "no preview",
                &format!("{reference}; return preview === null && Boolean(reference)"),
            )
            .await;
        window.run("document.activeElement.blur()", vec![]).await;
    }
}

#[test]
fn a_fetched_day_shows_its_figures_and_shows_them_without_a_network() {
    let Some(sources) = Sources::start(&["--figures"]) else {
        println!("skipped: there is no ../shared/upstream/serve.py, or no python3 to run it");
        return;
    };
    play("figures", async |stage| {
        make_library(&stage.library, &sources);
        let window = stage.open().await;
        window.set("source.arxiv_interval_ms", "5").await;
        window.resize(1200, 800).await;
        window.go(&format!("#/day/{DAY}")).await;
        window.click("fetch-day").await;
        window.until("the first figure", &format!("return {PAINTED} > 0")).await;
        let end = Instant::now() + 4 * TIMEOUT;
        while with_figure(window).await.len() < 15 {
            assert!(Instant::now() < end, "{} figures", with_figure(window).await.len());
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
        window
            .until("the end", "return document.querySelector('[data-testid=fetch-bar]') === null")
            .await;
        let fetched = with_figure(window).await;
        stage.quit().await;
        drop(sources);

        let window = stage.open().await;
        window.resize(1200, 800).await;
        window.go(&format!("#/day/{DAY}")).await;
        window.until("the figures", &format!("return {PAINTED} > 2")).await;
        assert_eq!(with_figure(window).await, fetched);
        let alts = window
            .run("return [...document.querySelectorAll('[data-testid=card-figure]')].every(image => /^Figure \\d/.test(image.alt))", vec![])
            .await;
        assert_eq!(alts, json!(true), "the caption is the text for those who do not see it");
        for theme in ["light", "dark"] {
            window.set("ui.theme", theme).await;
            for width in [1200, 700] {
                window.resize(width, 800).await;
                window.until("the figures", &format!("return {PAINTED} > 2")).await;
                keep(window, &format!("digest-{theme}-{width}")).await;
            }
        }

        // In the text, in its place, with its caption below.
        window.go(&format!("#/paper/{}?in=day%3A{DAY}", fetched[0])).await;
        window.see("tab-text").await;
        window.press("x").await;
        window.see("article-section").await;
        window
            .until(
                "a figure in the text",
                "const image = document.querySelector('[data-testid=article] figure [data-image] img'); \
                 image?.scrollIntoView({ block: 'center' }); \
                 return Boolean(image?.complete && image.naturalWidth > 100 && image.closest('figure').querySelector('figcaption').textContent.startsWith('Figure'))",
            )
            .await;
        for theme in ["light", "dark"] {
            window.set("ui.theme", theme).await;
            for width in [1200, 700] {
                window.resize(width, 800).await;
                tokio::time::sleep(Duration::from_millis(300)).await;
                keep(window, &format!("text-{theme}-{width}")).await;
            }
            // References differ from the text by more than their colour.
            let found = axe::violations(window, &format!("a text with figures, {theme}")).await;
            assert!(found.is_empty(), "{}", found.join("\n"));
        }
    });
}

#[test]
fn no_image_comes_from_anywhere_but_the_library() {
    play("images", async |stage| {
        let trap = Trap::set(17592);
        let window = stage.open().await;
        window.see("view-welcome").await;
        let key = "0".repeat(64);
        for address in [
            "http://127.0.0.1:17592/x.png".to_owned(),
            "data:image/gif;base64,R0lGODlhAQABAAAAACw=".to_owned(),
            "file:///etc/passwd".to_owned(),
            format!("figure://elsewhere/{key}"),
            format!("figure://localhost/{key}"),
            "figure://localhost/library.db".to_owned(),
            "figure://localhost/../library.db".to_owned(),
        ] {
            let script = format!(
                "const done = arguments[0]; const image = new Image(); image.onload = () => done('loaded'); image.onerror = () => done('not loaded'); image.src = {}",
                json!(address)
            );
            assert_eq!(window.run_until_done(&script).await, json!("not loaded"), "{address}");
        }
        // Other kinds of requests may not use the scheme at all.
        let fetched = window
            .run_until_done(&format!(
                "const done = arguments[0]; fetch('figure://localhost/{key}').then(() => done('arrived'), () => done('stopped'))"
            ))
            .await;
        assert_eq!(fetched, json!("stopped"));
        assert_eq!(trap.accepted(), 0);
        window.run("window.__stopped.splice(0)", vec![]).await;
    });
}
