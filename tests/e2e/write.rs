//! Writing in the real window: a report is watched as it comes, its figures are looked up, it is
//! written again and restored.

use crate::fetch::Sources;
use crate::stage::play;
use crate::window::Window;
use paperboy_core::wire::JobKind;
use paperboy_core::{App, DateSpan, Fetch, Job, Places};
use serde_json::{Value, json};
use std::path::Path;
use std::sync::Arc;

/// A day of twenty papers, whose reports the fake model knows.
pub const DAY: &str = "2025-12-30";
/// Slow enough to be watched, in milliseconds for each piece of 24 characters.
const TOKEN_MS: &str = "25";

/// Makes a library in which the day was read and nothing was written, and the fake model is set.
pub fn make_library(library: &Path, sources: &Sources) {
    let places = Places { library: library.to_owned(), logs: library.join("logs") };
    let app =
        App::open(places, Arc::new(jiff::Timestamp::now)).unwrap_or_else(|error| panic!("{error}"));
    for (key, value) in [
        ("source.huggingface", sources.url.as_str()),
        ("source.arxiv", sources.url.as_str()),
        ("source.arxiv_interval_ms", "0"),
        ("fetch.schedule", "off"),
        ("model.url", &format!("{}/v1", sources.url)),
        ("model.name", "replay"),
    ] {
        app.set_setting(key, value).unwrap();
    }
    let day = DAY.parse().unwrap();
    let fetch = Fetch { span: DateSpan { from: day, to: day }, articles: true, write: false };
    let fetched =
        app.fetch(fetch, &Job::unwatched(JobKind::Fetch)).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(fetched[0].papers.len(), 20);
    app.close();
}

async fn open_paper(window: &Window, id: &str) -> Value {
    window.ask("open_paper", json!({ "id": id })).await.unwrap()
}

#[test]
fn a_report_streams_in_its_figures_lead_to_the_paper_and_an_earlier_version_comes_back() {
    let Some(sources) = Sources::start(&["--token-ms", TOKEN_MS]) else {
        println!("skipped: there is no ../shared/upstream/serve.py, or no python3 to run it");
        return;
    };
    play("write", async |stage| {
        // Fetching starts its own runtime, which is not possible inside this one.
        std::thread::scope(|scope| {
            scope.spawn(|| make_library(&stage.library, &sources)).join().unwrap()
        });
        stage.open().await;
        let window = stage.window();
        let page = window
            .ask(
                "list",
                json!({ "view": { "kind": "day", "date": DAY }, "offset": 0, "limit": 100 }),
            )
            .await
            .unwrap();
        let card = page["cards"]
            .as_array()
            .unwrap()
            .iter()
            .find(|card| card["reading_source"] == "html")
            .expect("nine in ten have HTML");
        let id = card["id"].as_str().unwrap();
        window.go(&format!("#/paper/{id}?in=day%3A{DAY}")).await;

        // The report is watched as it grows.
        window.see("no-report").await;
        window.press("w").await;
        window.see("streaming").await;
        window.see("write-bar").await;
        window
            .until(
                "the text to grow",
                "const text = document.querySelector('[data-testid=streaming]')?.textContent.length ?? 0; \
                 window.__lengths ??= new Set(); if (text > 0) window.__lengths.add(text); return window.__lengths.size > 2",
            )
            .await;
        assert_eq!(
            open_paper(window, id).await["version"],
            Value::Null,
            "a half report is kept nowhere"
        );
        window
            .until("the report in its place", "return document.querySelectorAll('#panel-report section[id^=section-] h2').length >= 5")
            .await;
        window
            .until("the writing to end", "return document.querySelector('[data-testid=write-bar], [data-testid=streaming]') === null")
            .await;
        let written = open_paper(window, id).await;
        assert_eq!(written["card"]["writer"], "model:replay");

        // A figure that is marked leads to its passage, and on into the full text.
        window.see("[data-claim]:not(.lost)").await;
        let check = &written["check"]["claims"];
        let found = check
            .as_array()
            .unwrap()
            .iter()
            .position(|claim| claim["passage"]["section"].is_u64())
            .expect("the article says some of it");
        window.click(&format!("[data-claim='{found}']")).await;
        window.see("passage-text").await;
        let shown = window
            .run(
                "return document.querySelector('[data-testid=passage-text]').textContent.trim()",
                vec![],
            )
            .await;
        assert_eq!(
            shown.as_str().unwrap(),
            check[found]["passage"]["text"].as_str().unwrap().trim()
        );
        window
            .until(
                "what was found to be marked",
                "return document.querySelector('[data-testid=passage-text] mark')?.textContent.length > 0",
            )
            .await;
        window.click("passage-open").await;
        window
            .until(
                "the section in the full text",
                "return document.activeElement?.dataset.articleHead !== undefined",
            )
            .await;
        window.press("x").await;

        // Written again by Paperboy itself: a further version, and it is the one shown.
        window.see("[data-claim]").await;
        window.press("w").await;
        window.click("write-extract").await;
        window
            .until("the second version", "return document.querySelector('[data-testid=versions]')?.textContent.startsWith('2') ?? false")
            .await;
        let again = open_paper(window, id).await;
        assert_eq!((&again["card"]["writer"], &again["versions"]), (&json!("extract"), &json!(2)));

        // Back to the first.
        window.press("h").await;
        let first = &written["version"];
        window.click(&format!("[data-number='{first}'] [data-testid=show-version]")).await;
        window.see("toast").await;
        window
            .until("the first version again", "return document.querySelector('[data-testid=record]').textContent.includes('replay')")
            .await;
        let back = open_paper(window, id).await;
        assert_eq!((&back["version"], &back["versions"]), (first, &json!(2)));
        assert_eq!(back["sections"], written["sections"]);
    });
}
