//! A day from the sources: fetched, stopped, gone on with, and read when they are gone.

use crate::network::{Watch, free_port};
use crate::stage::{TIMEOUT, play, repository};
use crate::window::Window;
use paperboy_core::{App, Places};
use serde_json::{Value, json};
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// A day of twenty papers.
const DAY: &str = "2025-12-30";
/// Twenty papers take a minute: a click on a loaded machine comes in the middle of them.
const INTERVAL_MS: &str = "3000";

/// A program that plays Hugging Face, arXiv and a chat model from captures.
pub struct Sources {
    process: Child,
    /// Its address.
    pub url: String,
}

impl Sources {
    /// Starts it, with options of its own; `None` where it is not at hand.
    pub fn start(options: &[&str]) -> Option<Self> {
        let script = repository().join("../shared/upstream/serve.py");
        if !script.is_file()
            || !Command::new("python3")
                .arg("--version")
                .stdout(Stdio::null())
                .status()
                .is_ok_and(|status| status.success())
        {
            return None;
        }
        let port = free_port();
        let mut command = Command::new("python3");
        command.arg(script).args(["--port", &port.to_string(), "--synthesize-html"]).args(options);
        let mut process = command
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // Its first line reports that it listens.
        let mut line = String::new();
        BufReader::new(process.stderr.take().unwrap()).read_line(&mut line).unwrap();
        assert!(line.contains("listening"), "{line}");
        Some(Self { process, url: format!("http://127.0.0.1:{port}") })
    }
}

impl Drop for Sources {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Makes a library that asks these sources.
pub fn make_library(library: &Path, sources: &Sources) {
    let places = Places { library: library.to_owned(), logs: library.join("logs") };
    let app =
        App::open(places, Arc::new(jiff::Timestamp::now)).unwrap_or_else(|error| panic!("{error}"));
    for (key, value) in [
        ("source.huggingface", sources.url.as_str()),
        ("source.arxiv", sources.url.as_str()),
        ("source.arxiv_interval_ms", INTERVAL_MS),
        ("fetch.schedule", "off"),
    ] {
        app.set_setting(key, value).unwrap();
    }
    app.close();
}

/// The day's cards.
async fn cards(window: &Window) -> Vec<Value> {
    let page = window
        .ask("list", json!({ "view": { "kind": "day", "date": DAY }, "offset": 0, "limit": 100 }))
        .await
        .unwrap();
    page["cards"].as_array().unwrap().clone()
}

fn read(cards: &[Value]) -> usize {
    cards.iter().filter(|card| !card["reading_source"].is_null()).count()
}

async fn until_fetching_ended(window: &Window) {
    window
        .until(
            "the fetching to end",
            "return document.querySelector('[data-testid=fetch-bar]') === null",
        )
        .await;
    assert_eq!(window.ask("status", json!({})).await.unwrap()["fetch"], Value::Null);
}

#[test]
fn a_day_is_fetched_stopped_gone_on_with_and_read_when_the_sources_are_gone() {
    let Some(sources) = Sources::start(&[]) else {
        println!("skipped: there is no ../shared/upstream/serve.py, or no python3 to run it");
        return;
    };
    play("fetch", async |stage| {
        make_library(&stage.library, &sources);
        stage.open().await;
        let watch = Watch::begin(stage.root_process());
        let window = stage.window();
        window.go(&format!("#/day/{DAY}")).await;
        window.click("fetch-day").await;

        window.see("fetch-bar").await;
        window
            .until(
                "papers to arrive",
                "return document.querySelectorAll('[data-testid=card]').length > 3",
            )
            .await;
        window
            .until(
                "the first paper read, while others are not",
                "const state = name => document.querySelectorAll(`[data-testid=card] [data-state=${name}]`).length; \
                 return state('full') + state('abstract') > 1 && state('not') > 0",
            )
            .await;
        window.click("fetch-stop").await;
        until_fetching_ended(window).await;
        let stopped = cards(window).await;
        assert_eq!(stopped.len(), 20);
        assert!(
            (2..20).contains(&read(&stopped)),
            "{} of 20 were read when it was stopped",
            read(&stopped)
        );

        window.set("source.arxiv_interval_ms", "5").await;
        window.click("fetch-day").await;
        let end = Instant::now() + TIMEOUT;
        while read(&cards(window).await) < 20 {
            assert!(
                Instant::now() < end,
                "the day was not gone on with: {} of 20",
                read(&cards(window).await)
            );
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        until_fetching_ended(window).await;
        window.see("toast").await;

        drop(sources);
        let whole = cards(window)
            .await
            .into_iter()
            .find(|card| card["reading_source"] == "html")
            .expect("nine in ten have HTML");
        let id = whole["id"].as_str().unwrap();
        window.go(&format!("#/paper/{id}?in=day%3A{DAY}")).await;
        window.see("tab-text").await;
        window.press("x").await;
        window.see("article-section").await;
        window
            .until(
                "the article's text",
                "return document.querySelector('[data-testid=article]').textContent.length > 500 \
                    && document.querySelectorAll('[data-testid=article] h2').length > 1",
            )
            .await;
        window.click("[aria-keyshortcuts='Control+f']").await;
        window.see("find-bar").await;
        window.press("the").await;
        window
            .until(
                "matches of the whole word",
                "const marked = CSS.highlights?.get('find'); const text = ({ startContainer, startOffset, endOffset }) => startContainer.data.slice(startOffset, endOffset); \
                 const words = marked ? [...marked].map(text) : \
                 [...document.querySelectorAll('mark.found')].map(mark => mark.textContent); \
                 return words.length > 1 && words.every(word => word.toLowerCase() === 'the')",
            )
            .await;
        window.press("\u{E007}").await;
        window.until("the second match", "return document.querySelector('[data-testid=find-count]').textContent.startsWith('2 of')").await;
        window.press("\u{E00C}").await;
        window
            .until(
                "the find bar to go",
                "return document.querySelector('[data-testid=find-bar]') === null",
            )
            .await;
        assert_eq!(watch.end(), Default::default(), "somebody outside was spoken to");
    });
}
