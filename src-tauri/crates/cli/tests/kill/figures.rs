//! Killed at any instruction, a fetch of figures leaves no half image, and the next one continues.

use super::number;
use crate::harness::Library;
use paperboy_core::{App, Places};
use paperboy_tests::fake_server::FakeServer;
use paperboy_tests::png;
use std::sync::Arc;
use std::time::Duration;

const DAY: &str = "2026-01-14";
const PAPERS: usize = 8;

fn id(place: usize) -> String {
    format!("2601.{:05}", place + 1)
}

/// A source with a day of papers, each with one figure.
fn source() -> FakeServer {
    let source = FakeServer::start().unwrap();
    let listed: Vec<String> = (0..PAPERS)
        .map(|place| {
            let id = id(place);
            format!(
                r#"{{"title":"Paper {id}","paper":{{"id":"{id}","title":"Paper {id}","summary":"We study {id}.","authors":[{{"name":"A. Author"}}],"upvotes":3,"publishedAt":"2026-01-13T00:00:00.000Z"}}}}"#
            )
        })
        .collect();
    source.answer("/api/daily_papers", 200, &format!("[{}]", listed.join(",")));
    let text = "The method reaches an accuracy of 71.47 on the benchmark. ".repeat(20);
    for place in 0..PAPERS {
        let id = id(place);
        let page = format!(
            r#"<!DOCTYPE html><html><head><base href="/html/{id}v1/"></head><body><article class="ltx_document"><h1 class="ltx_title ltx_title_document">Paper {id}</h1>
            <section class="ltx_section"><h2 class="ltx_title">1 A</h2><div class="ltx_para"><p class="ltx_p">{text}</p></div><figure class="ltx_figure"><img src="x1.png" width="598" height="336"><figcaption class="ltx_caption"><span class="ltx_tag ltx_tag_figure">Figure 1: </span>An overview.</figcaption></figure></section></article></body></html>"#
        );
        source.answer(&format!("/html/{id}"), 200, &page);
        let image = png::bars(1200, 700, place as u32);
        source.answer_bytes(&format!("/html/{id}v1/x1.png"), 200, &image);
    }
    source
}

fn library(source: &FakeServer) -> Library {
    let library = Library::new();
    for key in ["source.huggingface", "source.arxiv"] {
        assert_eq!(library.run(&["settings", key, &source.url()]).code, 0);
    }
    assert_eq!(library.run(&["settings", "source.arxiv_interval_ms", "0"]).code, 0);
    // The texts first: the kills are to fall on the figures.
    assert_eq!(library.run(&["settings", "figures.fetch", "none"]).code, 0);
    library.json(&["fetch", DAY, "--no-write"]);
    assert_eq!(library.run(&["settings", "figures.fetch", "all"]).code, 0);
    library
}

/// What is known of the papers' figures.
struct Seen {
    /// How many cards show their figure. Each that is named can be read whole.
    shown: usize,
    /// How many images are not read any more because the program ended twice while they were.
    given_up: usize,
}

fn look(library: &Library) -> Seen {
    let places = Places { library: library.folder().into(), logs: library.path("logs").into() };
    let app = App::open(places, Arc::new(jiff::Timestamp::now)).unwrap();
    let view = paperboy_core::wire::View::Day { date: DAY.to_owned() };
    let cards = app.list(&view, 0, 99).unwrap().cards;
    let keys = cards.into_iter().filter_map(|card| card.figure.and_then(|figure| figure.key));
    let shown = keys.filter(|key| {
        let bytes = app.image(key).unwrap();
        assert!(bytes.is_some_and(|bytes| bytes.starts_with(b"RIFF")), "{key} is not whole");
        true
    });
    let is_given_up = |place: &usize| {
        let images = app.figures(&id(*place)).unwrap().images;
        images
            .iter()
            .any(|image| image.problem.is_some_and(|problem| problem.key() == "interrupted"))
    };
    Seen { shown: shown.count(), given_up: (0..PAPERS).filter(is_given_up).count() }
}

/// Since the last look.
fn images_asked_for(source: &FakeServer) -> usize {
    source.requests().iter().filter(|request| request.contains(".png")).count()
}

#[test]
fn a_killed_fetch_of_figures_shows_nothing_half_and_goes_on() {
    let kills = number("PAPERBOY_KILLS", 6);
    let source = source();
    let mut chance = 0x1234_5678_9abc_def1_u64;
    let mut killed = 0;
    {
        let library = library(&source);
        library.json(&["fetch", DAY, "--no-write"]);
        assert_eq!(look(&library).shown, PAPERS);
    }
    let mut at = library(&source);
    let mut rounds = 0;
    // Of the library at hand.
    let mut killed_here = 0;
    while killed < kills {
        rounds += 1;
        assert!(rounds < 20 * kills, "a fetch ends before it can be killed");
        chance ^= chance << 13;
        chance ^= chance >> 7;
        chance ^= chance << 17;
        let before = look(&at).shown;
        let mut left = 1 + chance as usize % (PAPERS - before);
        source.requests();
        let mut child = at.start(&["--library", &at.folder(), "fetch", DAY, "--no-write"]);
        while left > 0 && child.try_wait().unwrap().is_none() {
            left = left.saturating_sub(images_asked_for(&source));
            std::thread::sleep(Duration::from_millis(1));
        }
        // While it is received, decoded or stored.
        std::thread::sleep(Duration::from_millis(chance % 200));
        let has_ended = child.try_wait().unwrap().is_some();
        killed += usize::from(!has_ended);
        killed_here += usize::from(!has_ended);
        child.kill().unwrap();
        child.wait().unwrap();
        let now = look(&at);
        assert!(now.shown >= before, "after kill {killed} {} of {before} are left", now.shown);
        assert!(2 * now.given_up <= killed_here, "{} given up, {killed_here} kills", now.given_up);
        // Nothing is left to fetch, also where an image was being read at two kills.
        if now.shown == PAPERS || has_ended {
            assert!(now.shown + now.given_up == PAPERS || !has_ended, "a fetch left images out");
            (at, killed_here) = (library(&source), 0);
        }
    }
    at.json(&["fetch", DAY, "--no-write"]);
    let end = look(&at);
    assert_eq!(end.shown + end.given_up, PAPERS, "each is shown, or was being read at two kills");
    assert!(2 * end.given_up <= killed_here, "{} given up, {killed_here} kills", end.given_up);
}
