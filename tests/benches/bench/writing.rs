//! Writing: the extractive writer on made-up articles.

use crate::figures::{Times, heading};
use paperboy_paper::PaperId;
use paperboy_paper::article::{Article, Reading, html};
use paperboy_tests::generate;
use paperboy_writer::{Source, extract};
use std::hint::black_box;
use std::time::Duration;

#[path = "../../../src-tauri/crates/writer/tests/abstracts/labelled.rs"]
mod labelled;

const ARTICLES: u32 = 40;
const ROUNDS: usize = 5;
/// Bytes of an article's text.
const TEXT: usize = 100_000;

/// Measures each writer, and prints whether its bar is met.
pub fn measure() -> Result<(), String> {
    heading("Writing, on one core");
    let articles = articles()?;
    extracting(&articles);
    contributions();
    Ok(())
}

/// What the extractive writer takes from abstracts of all fields that were labelled by hand.
fn contributions() {
    for (name, file) in [("tuned on", labelled::TUNE), ("held back", labelled::HELD)] {
        let counts = labelled::count(&labelled::read(file), |_, _| {});
        println!(
            "labelled     {} of {} contributions are right in the abstracts {name}; {} show the aim, the method or a result, {} background, {} nothing \
             (bar: 15 of 17 right, at most 1 in 200 background); {} of {} innovations are background",
            counts.right,
            counts.papers,
            counts.near,
            counts.background,
            counts.missing,
            counts.old,
            counts.innovations
        );
    }
}

fn extracting(articles: &[(PaperId, Article)]) {
    let bytes: usize = articles.iter().map(|(_, article)| article.plain().len()).sum();
    let mut times = Times::default();
    let began = on_core();
    for _ in 0..ROUNDS {
        for (id, article) in articles {
            let source = source(id, article);
            times.take(|| black_box(extract(&source)));
        }
    }
    println!(
        "extract      {:>9.0} papers/s by the clock, median; articles of {} kB",
        1e3 / times.quantile(0.5),
        bytes / articles.len() / 1000
    );
    if let (Some(began), Some(ended)) = (began, on_core()) {
        let papers = (articles.len() * ROUNDS) as f64;
        println!(
            "extract      {:>9.0} papers/s of a core's time (bar \u{2265} 200)",
            papers / (ended - began).as_secs_f64()
        );
    }
}

fn source<'a>(id: &'a PaperId, article: &'a Article) -> Source<'a> {
    Source {
        id,
        title: "A Made-Up Paper",
        abstract_text: None,
        keywords: &[],
        code: None,
        project: None,
        article: Some(article),
        whole: true,
    }
}

/// How long this thread has been on a core: what others do on the machine is left out. Linux only.
fn on_core() -> Option<Duration> {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    Some(Duration::from_nanos(text.split_whitespace().next()?.parse().ok()?))
}

/// Articles of about the same length, each its own.
fn articles() -> Result<Vec<(PaperId, Article)>, String> {
    let article = |n: u32| {
        let name = format!("2601.{n:05}");
        let id = PaperId::parse(&name).ok_or("no arXiv id")?;
        let mut bytes = 2 * TEXT;
        loop {
            match html::read(generate::page(&name, bytes).as_bytes(), &id) {
                Reading::Article(article) if article.plain().len() >= TEXT => {
                    return Ok((id, *article));
                }
                Reading::Article(_) => bytes += TEXT / 4,
                other => return Err(format!("{name}: {other:?}")),
            }
        }
    };
    (1..=ARTICLES).map(article).collect()
}
