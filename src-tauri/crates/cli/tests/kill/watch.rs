//! Killed while it asks about updates, a look-up reports each of them once, and the next one continues.

use crate::harness::Library;
use paperboy_tests::fake_server::FakeServer;
use serde_json::Value;
use std::collections::HashSet;
use std::time::Duration;

/// Three requests.
const PAPERS: usize = 120;
const KILLS: usize = 6;
/// How long each answer takes: the kills fall before, between and after them.
const ANSWER: Duration = Duration::from_millis(25);

/// Version 2 of each paper.
fn feed(ids: &[&str]) -> String {
    let entries: String = ids
        .iter()
        .map(|id| {
            format!(
                "<entry><id>http://arxiv.org/abs/{id}v2</id><updated>2999-01-01T00:00:00Z</updated></entry>"
            )
        })
        .collect();
    format!("<?xml version='1.0'?><feed xmlns='http://www.w3.org/2005/Atom'>{entries}</feed>")
}

/// The papers of which an update is reported; each is reported once.
fn reported(library: &Library) -> HashSet<String> {
    let news = library.json(&["watch", "list"])["news"].clone();
    let news: Vec<Value> = news.as_array().unwrap().clone();
    let ids: HashSet<String> =
        news.iter().map(|one| one["id"].as_str().unwrap().to_owned()).collect();
    assert_eq!(ids.len(), news.len(), "one is reported twice");
    assert!(news.iter().all(|one| one["kind"] == "version" && one["version"] == 2));
    ids
}

#[test]
fn a_killed_look_up_reports_each_update_once_and_continues() {
    let library = Library::with_day("2026-01-05", PAPERS);
    let source = FakeServer::start().unwrap();
    source.answer_by_ids("/api/query", feed);
    source.slow("/api/query", ANSWER);
    library.run(&["settings", "source.arxiv", &source.url()]);
    library.run(&["settings", "source.arxiv_interval_ms", "0"]);
    let ids: Vec<String> = library
        .json(&["list"])
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["id"].as_str().unwrap().to_owned())
        .collect();
    let star: Vec<&str> = std::iter::once("star").chain(ids.iter().map(String::as_str)).collect();
    assert_eq!(library.run(&star).code, 0);
    let mut before = HashSet::new();
    for kill in 0..KILLS {
        let mut child = library.start(&["--library", &library.folder(), "watch"]);
        std::thread::sleep(ANSWER * kill as u32);
        child.kill().unwrap();
        child.wait().unwrap();
        let now = reported(&library);
        assert!(before.is_subset(&now), "a reported update is lost");
        assert!(
            now.len() == PAPERS || now.len().is_multiple_of(50),
            "half an answer: {}",
            now.len()
        );
        before = now;
    }
    assert_eq!(library.run(&["watch"]).code, 0);
    assert_eq!(reported(&library), ids.into_iter().collect());
    let asked = source.requests().len();
    library.run(&["watch"]);
    assert_eq!(source.requests(), Vec::<String>::new(), "all were asked about, in {asked}");
}
