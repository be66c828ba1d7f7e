//! The order that is learnt from stars: seen, explained, contradicted and forgotten.

use crate::access::visit;
use crate::axe;
use crate::first_day::{indexed, look_around};
use crate::fonts::speak_chinese;
use crate::stage::{TIMEOUT, play};
use crate::window::Window;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// The day whose papers are starred, and the day that is put in order.
const BEFORE: &str = "#/day/2025-01-06";
const DAY: &str = "#/day/2025-01-07";
/// Papers on images: two of the day before are starred with a third one, the other one is new.
const STARRED: [&str; 3] = ["2006.11239", "1512.03385", "2103.00020"];
const LATENT_DIFFUSION: &str = "2112.10752";

async fn ids(window: &Window) -> Vec<String> {
    let script =
        "return [...document.querySelectorAll('[data-testid=card]')].map(card => card.dataset.id)";
    let ids = window.run(script, vec![]).await;
    ids.as_array().unwrap().iter().map(|id| id.as_str().unwrap_or_default().to_owned()).collect()
}

async fn order_for_me(window: &Window) {
    window.see("order").await;
    let script = "document.querySelector('[data-testid=order] input[value=for_me]').click()";
    window.run(script, vec![]).await;
}

async fn star_three(window: &Window) {
    visit(window, BEFORE, "view-digest").await;
    for id in STARRED {
        // A message may lie over the button.
        let star =
            format!("document.querySelector('[data-id=\"{id}\"] [data-testid=star]').click()");
        window.see(&format!("[data-id='{id}'] [data-testid=star]")).await;
        window.run(&star, vec![]).await;
    }
    window
        .until(
            "three stars",
            "return document.querySelectorAll('[data-testid=star][aria-pressed=true]').length === 3",
        )
        .await;
}

async fn first_is(window: &Window, id: &str, is_first: bool) {
    let sign = if is_first { "===" } else { "!==" };
    let script = format!(
        "const first = document.querySelector('[data-row=\"0\"]')?.dataset.id; return first !== undefined && first {sign} '{id}'"
    );
    window.until("the first paper", &script).await;
}

/// Waits until the paper is the first or the last one of the day in the learnt order.
async fn its_place_is(window: &Window, place: &str) {
    let view = json!({ "kind": "day", "date": "2025-01-07" });
    let ask = json!({ "view": view, "order": "for_me", "offset": 0, "limit": 99 });
    let end = Instant::now() + TIMEOUT;
    loop {
        let answer = window.ask("list", ask.clone()).await.unwrap();
        let cards = answer["cards"].as_array().unwrap();
        let card = if place == "first" { cards.first() } else { cards.last() };
        if card.is_some_and(|card| card["id"] == LATENT_DIFFUSION) {
            return;
        }
        assert!(Instant::now() < end, "the paper is not {place}");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

#[test]
fn three_stars_order_a_day_and_say_why_and_what_was_learnt_is_forgotten() {
    play("taste", async |stage| {
        let window = stage.open().await;
        look_around(window).await;
        indexed(window, 12).await;
        visit(window, DAY, "view-digest").await;
        let listed = ids(window).await;
        assert_ne!(listed[0], LATENT_DIFFUSION);
        order_for_me(window).await;
        window.see("order-note").await;
        assert_eq!(ids(window).await, listed, "without stars the list's order stays");

        star_three(window).await;
        visit(window, DAY, "view-digest").await;
        first_is(window, LATENT_DIFFUSION, true).await;
        let why =
            "return document.querySelector('[data-row=\"0\"] [data-testid=reasons]').textContent";
        let why = window.run(why, vec![]).await;
        assert!(why.as_str().unwrap().len() > 20, "{why}");
        window.see("[data-row='0'] [data-testid=like]").await;
        assert!(axe::violations(window, "a day for me").await.is_empty());

        // A paper of which less is wanted comes last.
        window.click("[data-row='0'] [data-testid=less]").await;
        its_place_is(window, "last").await;
        window.press("z").await;
        its_place_is(window, "first").await;
        first_is(window, LATENT_DIFFUSION, true).await;

        // Less of its strongest word moves it down.
        window.click("[data-row='0'] [data-testid=reason]").await;
        window.click("[data-row='0'] [data-testid=opinions] button:nth-child(2)").await;
        first_is(window, LATENT_DIFFUSION, false).await;

        visit(window, "#/for_me", "view-list").await;
        window.see("reasons").await;
        visit(window, "#/taste", "view-taste").await;
        window.see("learnt-word").await;
        assert!(axe::violations(window, "what was learnt").await.is_empty());
        window.click("forget-all").await;
        window.click("forget-all-now").await;
        window
            .until(
                "nothing learnt",
                "return document.querySelector('[data-testid=learnt-word]') === null",
            )
            .await;
        visit(window, DAY, "view-digest").await;
        window.see("order-note").await;
        assert_eq!(ids(window).await, listed, "the choice stays, and nothing is learnt");
        let starred = window.ask("status", json!({})).await.unwrap()["starred"].clone();
        assert_eq!(starred, Value::from(3), "the stars stay");
    });
}

async fn keep(window: &Window, folder: &Path, name: &str) {
    let picture = window.picture().await.expect("the driver takes pictures");
    std::fs::write(folder.join(format!("{name}.png")), picture).unwrap();
}

#[test]
#[ignore = "makes pictures for people, and asserts nothing but that they could be made"]
fn pictures_of_taste() {
    let folder = PathBuf::from(
        std::env::var_os("PAPERBOY_PICTURES").expect("PAPERBOY_PICTURES names a folder"),
    );
    std::fs::create_dir_all(&folder).unwrap();
    play("pictures_of_taste", async |stage| {
        speak_chinese(stage);
        let window = stage.open().await;
        window.resize(1200, 800).await;
        look_around(window).await;
        indexed(window, 12).await;
        visit(window, DAY, "view-digest").await;
        order_for_me(window).await;
        window.see("order-note").await;
        keep(window, &folder, "too-few").await;
        star_three(window).await;
        for (language, theme) in [("zh", "light"), ("zh", "dark"), ("en", "light"), ("en", "dark")]
        {
            window.set("ui.language", language).await;
            window.set("ui.theme", theme).await;
            for (width, height) in [(1200, 800), (600, 800)] {
                window.resize(width, height).await;
                for (place, id, name) in [
                    (DAY, "view-digest", "day"),
                    ("#/for_me", "view-list", "for-me"),
                    ("#/taste", "view-taste", "learnt"),
                ] {
                    visit(window, place, id).await;
                    window.see(if name == "learnt" { "learnt-word" } else { "reasons" }).await;
                    keep(window, &folder, &format!("{name}-{language}-{theme}-{width}")).await;
                    if name == "day" {
                        window.click("[data-row='0'] [data-testid=reason]").await;
                        window.see("opinions").await;
                        keep(window, &folder, &format!("say-{language}-{theme}-{width}")).await;
                    }
                }
            }
        }
    });
}
