//! Hostile images and PDFs in the real window: each has its words or is shown without what it tries,
//! nothing else is asked for, nothing runs, and nothing ends.

use crate::figures::preview_a_figure;
use crate::network::{Trap, Watch, free_port};
use crate::stage::{Stage, family, play};
use crate::window::Window;
use paperboy_core::{App, Places};
use paperboy_tests::fake_server::FakeServer;
use paperboy_tests::hostile::{self, Hostile};
use paperboy_tests::{pdf, png};
use serde_json::json;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

const DAY: &str = "2026-01-14";
/// The paper with the hostile images.
const IMAGES: &str = "2601.00001";
/// The paper with two thousand figures.
const MANY: &str = "2601.00002";
/// The paper with a PDF of a thousand pages; those with other PDFs follow.
const PAGES: &str = "2601.00003";
/// No process of the window may ever take so many bytes.
const MAX_MEMORY: u64 = 1 << 30;
/// Decoding in a debug build takes its time.
const TIMEOUT: Duration = Duration::from_secs(180);

fn id(n: usize) -> String {
    format!("2601.{n:05}")
}

fn page(id: &str, figures: &str) -> String {
    let text = "The method reaches an accuracy of 71.47 on the benchmark. ".repeat(20);
    format!(
        r#"<!DOCTYPE html><html><head><base href="/html/{id}v1/"></head><body><article class="ltx_document"><h1 class="ltx_title ltx_title_document">Paper {id}</h1>
        <section class="ltx_section"><h2 class="ltx_title">1 A</h2><div class="ltx_para"><p class="ltx_p">As Figure 1 shows, it works. {text}</p></div>{figures}</section></article></body></html>"#
    )
}

fn figure(file: &str) -> String {
    format!(
        r#"<figure class="ltx_figure"><img src="{file}" class="ltx_graphics" width="320" height="200"><figcaption class="ltx_caption"><span class="ltx_tag ltx_tag_figure">Figure 1: </span>Hostile.</figcaption></figure>"#
    )
}

/// A source with papers that mean harm, and how many there are.
fn source(images: &[Hostile], pdfs: &[Hostile], trap: &str) -> (FakeServer, usize) {
    let source = FakeServer::start().unwrap();
    let count = 3 + pdfs.len();
    let listed = (1..=count).map(|n| {
        let id = id(n);
        json!({"title": format!("Paper {id}"), "paper": {"id": id, "title": format!("Paper {id}"), "summary": "We study.", "authors": [{"name": "A. Author"}], "upvotes": 3, "publishedAt": "2026-01-13T00:00:00.000Z"}})
    });
    let listed = serde_json::Value::from_iter(listed);
    source.answer("/api/daily_papers", 200, &listed.to_string());
    let file = |n: usize| format!("/html/{IMAGES}v1/x{n}.png");
    let mut figures = String::new();
    for (n, image) in images.iter().enumerate() {
        figures += &figure(&format!("x{n}.png"));
        source.answer_bytes(&file(n), 200, &image.bytes);
    }
    // One that is not there, and one that leads elsewhere.
    let (missing, moved) = (images.len(), images.len() + 1);
    figures += &(figure(&format!("x{missing}.png")) + &figure(&format!("x{moved}.png")));
    source.answer(&file(moved), 302, "");
    source.header(&file(moved), "Location", trap);
    source.answer(&format!("/html/{IMAGES}"), 200, &page(IMAGES, &figures));
    source.answer(&format!("/html/{MANY}"), 200, &page(MANY, &figure("x.png").repeat(2_000)));
    source.answer_bytes(&format!("/html/{MANY}v1/x.png"), 200, &png::bars(640, 400, 3));
    let thousand = hostile::thousand_pages(&format!("Paper {PAGES}"));
    source.answer_bytes(&format!("/pdf/{PAGES}"), 200, &thousand);
    for (n, pdf) in pdfs.iter().enumerate() {
        source.answer_bytes(&format!("/pdf/{}", id(4 + n)), 200, &pdf.bytes);
    }
    (source, count)
}

fn make_library(library: &Path, source: &FakeServer) {
    let places = Places { library: library.to_owned(), logs: library.join("logs") };
    let app = App::open(places, Arc::new(jiff::Timestamp::now)).unwrap();
    for (key, value) in [
        ("source.huggingface", source.url().as_str()),
        ("source.arxiv", source.url().as_str()),
        ("source.arxiv_interval_ms", "5"),
        ("fetch.schedule", "off"),
    ] {
        app.set_setting(key, value).unwrap();
    }
    app.close();
}

/// Waits until nothing is fetched any more.
async fn fetched(window: &Window) {
    let end = Instant::now() + TIMEOUT;
    loop {
        let status = window.ask("status", json!({})).await.unwrap();
        if status["fetch"].is_null() && status["figures"].is_null() {
            return;
        }
        assert!(Instant::now() < end, "{status}");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

/// Opens the text of a paper.
async fn read(window: &Window, id: &str) {
    window.go(&format!("#/paper/{id}?in=day%3A{DAY}")).await;
    window.see("tab-text").await;
    window.press("x").await;
    window.see("article-section").await;
}

/// The most memory that each process of the window has taken, in bytes, with its name.
fn peaks(stage: &Stage) -> Vec<(String, u64)> {
    let peak = |process: u32| {
        let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
        let of = |label: &str| status.lines().find_map(|line| line.strip_prefix(label));
        let kib: u64 = of("VmHWM:")?.split_whitespace().next()?.parse().ok()?;
        Some((of("Name:")?.trim().to_owned(), kib << 10))
    };
    family(stage.root_process()).into_iter().filter_map(peak).collect()
}

#[test]
fn hostile_images_and_pdfs_harm_nothing() {
    play("hostile", async |stage| {
        let port = free_port();
        let trap = Trap::set(port);
        let address = format!("http://127.0.0.1:{port}/x.png");
        let (images, mut pdfs) = (hostile::images(&address), hostile::pdfs());
        // A page that unpacks to two hundred megabytes.
        let bomb = pdf::of_objects(
            &[
                b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
                b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_vec(),
                b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R >>".to_vec(),
                pdf::stream("/Filter /FlateDecode", &hostile::zeros(200)),
            ],
            "",
        );
        pdfs.push(Hostile { name: "a bomb", bytes: bomb, problem: None });
        let (source, count) = source(&images, &pdfs, &address);
        make_library(&stage.library, &source);
        stage.open().await;
        let window = stage.window();
        let watch = Watch::begin(stage.root_process());
        let program = stage.program_process();
        window.resize(1200, 800).await;
        window.go(&format!("#/day/{DAY}")).await;
        window.click("fetch-day").await;
        window
            .until(
                "the papers",
                &format!(
                    "return document.querySelectorAll('[data-testid=card]').length >= {}",
                    count.min(5)
                ),
            )
            .await;
        fetched(window).await;

        // Each PDF has its reason, and of the thousand pages a part is read.
        for (n, pdf) in pdfs.iter().enumerate() {
            let open = window.ask("open_paper", json!({ "id": id(4 + n) })).await.unwrap();
            let reasons = open["card"]["reading_reasons"].to_string();
            let problem = pdf.problem.unwrap_or("pdf");
            assert!(reasons.contains(&format!("\"{problem}\"")), "{}: {reasons}", pdf.name);
        }
        let article = window.ask("article", json!({ "id": PAGES })).await.unwrap();
        assert_eq!(article["cut_short"], json!(true));
        read(window, PAGES).await;

        // Each image is shown or has words.
        read(window, IMAGES).await;
        fetched(window).await;
        let problems: Vec<Option<&str>> = images
            .iter()
            .map(|image| image.problem)
            .chain([Some("not_found"), Some("not_fetched")])
            .collect();
        let end = Instant::now() + TIMEOUT;
        loop {
            let figures = window.ask("figures", json!({ "id": IMAGES })).await.unwrap();
            let came: Vec<Option<&str>> = figures["images"]
                .as_array()
                .unwrap()
                .iter()
                .map(|image| image["problem"].as_str())
                .collect();
            if came == problems {
                break;
            }
            assert!(Instant::now() < end, "{came:?} and not {problems:?}");
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
        let shown = images.iter().filter(|image| image.problem.is_none()).count();
        window
            .until(
                "words or an image in each place",
                &format!(
                    "const places = [...document.querySelectorAll('[data-testid=article] [data-image]')]; \
                     const images = places.filter(place => place.querySelector('img')); \
                     images.forEach(place => place.scrollIntoView()); \
                     return places.length === {} && images.length === {shown} && \
                       places.every(place => place.querySelector('img')?.naturalWidth > 0 || place.textContent.trim().length > 10)",
                    problems.len()
                ),
            )
            .await;

        // Of two thousand figures those that are kept are shown, the others leave the text whole.
        read(window, MANY).await;
        window
            .until(
                "the figures",
                "const images = [...document.querySelectorAll('[data-testid=article] [data-image] img')]; \
                 images[0]?.scrollIntoView(); \
                 return images.some(image => image.complete && image.naturalWidth > 0)",
            )
            .await;
        fetched(window).await;
        preview_a_figure(window).await;

        assert_eq!(stage.program_process(), program, "the program did not end");
        let active = "return document.querySelectorAll('#app script, #app iframe, #app object, #app embed, #app image, #app foreignObject').length";
        assert_eq!(window.run(active, vec![]).await, json!(0));
        assert_eq!(trap.accepted(), 0, "nothing asked elsewhere");
        for (name, peak) in peaks(stage) {
            println!("{name}: {} MiB at most", peak >> 20);
            assert!(peak < MAX_MEMORY, "{name} took {} MiB", peak >> 20);
        }
        assert_eq!(watch.end(), std::collections::BTreeSet::new());
        let requests = source.requests();
        let strange: Vec<_> = requests
            .iter()
            .filter(|path| {
                !["/api/", "/html/", "/pdf/", "/abs/", "/papers/"]
                    .iter()
                    .any(|begin| path.starts_with(begin))
            })
            .collect();
        assert!(strange.is_empty(), "{strange:?}");
    });
}
