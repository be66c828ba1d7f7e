//! Writing: the extractive writer on made-up articles.

use crate::figures::{Times, heading};
use paperboy_paper::PaperId;
use paperboy_paper::article::{Article, Reading, html};
use paperboy_tests::generate;
use paperboy_writer::{Source, extract};
use std::hint::black_box;
use std::time::Duration;

const ARTICLES: u32 = 40;
const ROUNDS: usize = 5;
/// Bytes of an article's text.
const TEXT: usize = 100_000;

/// Measures each writer, and prints whether its bar is met.
pub fn measure() -> Result<(), String> {
    heading("Writing, on one core");
    extracting()
}

fn extracting() -> Result<(), String> {
    let articles = articles()?;
    let bytes: usize = articles.iter().map(|(_, article)| article.plain().len()).sum();
    let mut times = Times::default();
    let began = on_core();
    for _ in 0..ROUNDS {
        for (id, article) in &articles {
            let source = Source {
                id,
                title: "A Made-Up Paper",
                abstract_text: None,
                summary: None,
                keywords: &[],
                code: None,
                project: None,
                article: Some(article),
                whole: true,
            };
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
        println!("extract      {:>9.0} papers/s of a core's time (bar \u{2265} 200)", papers / (ended - began).as_secs_f64());
    }
    Ok(())
}

/// How long this thread has been on a core: what others do on the machine is left out. Linux only.
fn on_core() -> Option<Duration> {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    Some(Duration::from_nanos(told.split_whitespace().next()?.parse().ok()?))
}

/// Articles of about the same length, each its own.
fn articles() -> Result<Vec<(PaperId, Article)>, String> {
    let article = |n: u32| {
        let name = format!("2601.{n:05}");
        let id = PaperId::parse(&name).ok_or("no arXiv id")?;
        let mut bytes = 2 * TEXT;
        loop {
            match html::read(generate::page(&name, bytes).as_bytes(), &id) {
                Reading::Article(article) if article.plain().len() >= TEXT => return Ok((id, *article)),
                Reading::Article(_) => bytes += TEXT / 4,
                other => return Err(format!("{name}: {other:?}")),
            }
        }
    };
    (1..=ARTICLES).map(article).collect()
}
