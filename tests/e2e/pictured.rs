//! What figures cost: the time until the text of a digest and of a paper is painted with them and
//! without, and the space of a day's. A measurement, which `make bench S=pictures` runs.

use crate::stage::{TIMEOUT, play};
use crate::window::Window;
use paperboy_core::{App, Places};
use paperboy_tests::fake_server::FakeServer;
use paperboy_tests::png;
use serde_json::{Value, json};
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// The day whose papers have figures, and the one whose papers have none.
const DAYS: [&str; 2] = ["2026-01-14", "2026-01-13"];
const PAPERS: usize = 30;
/// Those of the first paper of the first day.
const FIGURES: usize = 40;
const ROUNDS: usize = 15;

/// Goes to each place once, and returns after how many milliseconds its text was painted; null: it did
/// not come. A place is an address, what is clicked there at first, and what a part of it says.
const MEASURE: &str = "const [done] = arguments; \
    const painted = () => new Promise((then) => requestAnimationFrame(() => { const { port1, port2 } = new MessageChannel(); port1.onmessage = then; port2.postMessage(0); })); \
    const rest = () => new Promise((then) => setTimeout(then, 300)); \
    const once = (holds) => new Promise((then) => { \
        const see = () => { if (holds()) { seen.disconnect(); clearTimeout(late); then(true); } }; \
        const seen = new MutationObserver(see), late = setTimeout(() => { seen.disconnect(); then(false); }, 3000); \
        seen.observe(document.body, { subtree: true, childList: true, characterData: true }); see(); }); \
    (async () => { const times = []; \
        for (const { place, click, part, text } of places) { \
            location.hash = '#/settings'; await once(() => document.querySelector('[data-testid=view-settings]')); await rest(); \
            let began = performance.now(); location.hash = place; \
            if (click) { await once(() => document.querySelector(click)); await rest(); began = performance.now(); document.querySelector(click)?.click(); } \
            const came = await once(() => document.querySelector(part)?.textContent.includes(text)); \
            await painted(); times.push(came ? performance.now() - began : null); await rest(); } \
        done(times); })();";

fn id(day: usize, n: usize) -> String {
    format!("2601.{:05}", day * 1000 + n + 1)
}

fn page(id: &str, figures: usize) -> String {
    let paragraph = format!(
        r#"<div class="ltx_para"><p class="ltx_p">{}</p></div>"#,
        "The method reaches an accuracy of 71.47 on the benchmark and needs no labels. ".repeat(8)
    );
    let text: String = (1..=FIGURES)
        .map(|n| {
            let figure = format!(
                r#"<figure class="ltx_figure"><img src="x{n}.png" class="ltx_graphics" width="600" height="400"><figcaption class="ltx_caption"><span class="ltx_tag ltx_tag_figure">Figure {n}: </span>What is seen.</figcaption></figure>"#
            );
            paragraph.clone() + if n <= figures { &figure } else { "" }
        })
        .collect();
    format!(
        r#"<!DOCTYPE html><html><head><base href="/html/{id}v1/"></head><body><article class="ltx_document"><h1 class="ltx_title ltx_title_document">Paper {id}</h1>
        <section class="ltx_section"><h2 class="ltx_title">1 A</h2>{text}</section></article></body></html>"#
    )
}

fn source(day: usize) -> FakeServer {
    let source = FakeServer::start().unwrap();
    let listed = (0..PAPERS).map(|n| {
        let id = id(day, n);
        json!({"title": format!("Paper {id}"), "paper": {"id": id, "title": format!("Paper {id}"), "summary": "We study a question of some length. ".repeat(9), "authors": [{"name": "A. Author"}], "upvotes": 3, "publishedAt": format!("{}T00:00:00.000Z", DAYS[day])}})
    });
    source.answer("/api/daily_papers", 200, &Value::from_iter(listed).to_string());
    for n in 0..PAPERS {
        let id = id(day, n);
        let figures = match (day, n) {
            (0, 0) => FIGURES,
            (0, _) => 1,
            _ => 0,
        };
        source.answer(&format!("/html/{id}"), 200, &page(&id, figures));
        for figure in 1..=figures {
            let seed = (n * FIGURES + figure) as u32;
            // Of three figures, one is a photograph.
            let image = match seed % 3 {
                0 => png::photograph(900, 600, seed),
                _ => png::bars(1200, 800, seed),
            };
            source.answer_bytes(&format!("/html/{id}v1/x{figure}.png"), 200, &image);
        }
    }
    source
}

/// A library with both days, and how many bytes the figures of the first one's cards take.
fn make_library(library: &Path) -> u64 {
    let places = Places { library: library.to_owned(), logs: library.join("logs") };
    let app = App::open(places, Arc::new(jiff::Timestamp::now)).unwrap();
    let set = |key: &str, value: &str| app.set_setting(key, value).unwrap();
    set("source.arxiv_interval_ms", "0");
    set("fetch.schedule", "off");
    set("report.writer", "extract");
    let wait = |end: Instant| {
        while !rests(&app, end) {
            std::thread::sleep(Duration::from_millis(50));
        }
    };
    let mut cards = 0;
    for (day, date) in DAYS.into_iter().enumerate() {
        let source = source(day);
        for key in ["source.huggingface", "source.arxiv"] {
            set(key, &source.url());
        }
        app.start_fetch(date, date, true).unwrap();
        wait(Instant::now() + 20 * TIMEOUT);
        if day == 0 {
            cards = folder_size(&library.join("images"));
            app.start_figures(&[id(0, 0)]).unwrap();
            wait(Instant::now() + 20 * TIMEOUT);
            let images = app.figures(&id(0, 0)).unwrap().images;
            assert_eq!(images.iter().filter(|image| image.key.is_some()).count(), FIGURES);
        }
    }
    set("figures.fetch", "none");
    app.close();
    cards
}

/// Whether nothing is fetched or written any more.
fn rests(app: &App, end: Instant) -> bool {
    let status = app.status().unwrap();
    assert!(Instant::now() < end, "figures do not come");
    status.fetch.is_none() && status.figures.is_none() && status.writing.is_none()
}

fn folder_size(folder: &Path) -> u64 {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    entries
        .map(|entry| match entry.metadata() {
            Ok(metadata) if metadata.is_dir() => folder_size(&entry.path()),
            metadata => metadata.map_or(0, |metadata| metadata.len()),
        })
        .sum()
}

/// The medians of two places.
async fn measure(window: &Window, places: Value) -> [f64; 2] {
    let script = format!("const places = {places}; {MEASURE}");
    let mut times: [Vec<f64>; 2] = Default::default();
    for round in 0..=ROUNDS {
        let came: [Option<f64>; 2] =
            serde_json::from_value(window.run_until_done(&script).await).unwrap();
        // The first time, code is loaded.
        if round > 0 {
            came.into_iter().zip(&mut times).for_each(|(time, all)| all.extend(time));
        }
    }
    times.map(|mut times| {
        assert!(times.len() * 2 > ROUNDS, "the text did not come: {times:?}");
        times.sort_by(f64::total_cmp);
        times[times.len() / 2]
    })
}

#[test]
#[ignore = "a measurement"]
fn figures_hold_up_no_text() {
    play("pictured", async |stage| {
        let library = stage.library.clone();
        let cards =
            std::thread::scope(|scope| scope.spawn(|| make_library(&library)).join().unwrap());
        println!(
            "the figures of a day's {PAPERS} cards: {:.2} MB on disk with those in texts (bar 3 for both)",
            cards as f64 / 1e6
        );
        let window = stage.open().await;
        window.resize(1200, 800).await;
        let digest = |day: usize| {
            let text = format!("Paper {}", id(day, 0));
            json!({ "place": format!("#/day/{}", DAYS[day]), "click": null, "part": "[data-testid=view-digest]", "text": text })
        };
        let article = |day: usize| {
            let place = format!("#/paper/{}?in=day%3A{}", id(day, 0), DAYS[day]);
            json!({ "place": place, "click": "[data-testid=tab-text]", "part": "[data-testid=article]", "text": "The method reaches" })
        };
        for (what, places) in [
            ("a digest of 30 papers", json!([digest(0), digest(1)])),
            ("the text of a paper with 40 figures", json!([article(0), article(1)])),
        ] {
            let [with, without] = measure(window, places).await;
            println!(
                "{what}, painted after {with:.0} ms; without figures {without:.0} ms; ratio {:.2} (bar 1.1), medians of {ROUNDS} in turn",
                with / without
            );
        }
    });
}
