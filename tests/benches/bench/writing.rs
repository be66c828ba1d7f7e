//! Writing: the extractive writer and the check of a report, on made-up articles.

use crate::figures::{Times, heading};
use paperboy_paper::PaperId;
use paperboy_paper::article::{Article, Reading, from_markdown, html};
use paperboy_tests::generate;
use paperboy_writer::{Source, check, extract};
use std::hint::black_box;
use std::time::Duration;

#[path = "../../../src-tauri/crates/writer/tests/abstracts/labelled.rs"]
mod labelled;

const ARTICLES: u32 = 40;
const ROUNDS: usize = 5;
/// Bytes of a report that is checked.
const REPORT: usize = 3_000;
const CHECKS: usize = 60;
/// Bytes of an article's text.
const TEXT: usize = 100_000;

/// Measures each writer, and prints whether its bar is met.
pub fn measure() -> Result<(), String> {
    heading("Writing, on one core");
    let articles = articles()?;
    extracting(&articles);
    contributions();
    checking()
}

/// What the extractive writer takes from abstracts of all fields that were labelled by hand.
fn contributions() {
    for (name, file) in [("tuned on", labelled::TUNE), ("held back", labelled::HELD)] {
        let counts = labelled::count(&labelled::read(file), |_, _| {});
        println!(
            "labelled     {} of {} contributions are right in the abstracts {name}; {} show the aim, the method or a result, {} background, {} nothing \
             (bar: 15 of 17 right, at most 1 in 200 background); {} of {} innovations are background",
            counts.right, counts.papers, counts.near, counts.background, counts.missing, counts.old, counts.innovations
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
        println!("extract      {:>9.0} papers/s of a core's time (bar \u{2265} 200)", papers / (ended - began).as_secs_f64());
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

/// The check of a report against an article that is full of figures and names, some of which the report has.
fn checking() -> Result<(), String> {
    let mut text = String::from("# A Made-Up Paper\n\n## Experiments\n\n");
    for n in 1.. {
        // A quarter of it are the marks of tables.
        if text.len() >= TEXT * 5 / 4 {
            break;
        }
        text.push_str(&format!(
            "On ImageNet our model of {n}B parameters reaches {}.{n}%, i.e. {n} times the speed of GPT-4o, in 0.{n} s on 8 A100 cards.\n\n\
             | Model | MMLU (%) | Latency (ms) |\n| --- | --- | --- |\n| Base-{n} | {n}.4 | {n} |\n| Ours-{n} | {n}.9 | 0.{n} |\n\n",
            40 + n % 60
        ));
    }
    let Reading::Article(article) = from_markdown::read(text.as_bytes()) else { return Err("the made-up paper is no article".to_owned()) };
    let mut report = String::from("## 一句话核心贡献\n在 ImageNet 上提升 2.4%。\n## 实验效果\n");
    for n in 1.. {
        if report.len() >= REPORT {
            break;
        }
        report.push_str(&format!(
            "* **第 {n} 项**：在 MMLU 上达到 {}.{n}%，比 GPT-4o 快 {n} 倍，延迟 0.{n}秒，共 {n} 个任务，参数 {n}B。\n",
            40 + n
        ));
    }
    let id = PaperId::parse("2601.00001").ok_or("no arXiv id")?;
    let source = source(&id, &article);
    let mut times = Times::default();
    let claims = check(&report, &source).claims;
    let began = on_core();
    for _ in 0..CHECKS {
        black_box(times.take(|| check(&report, &source)));
    }
    println!(
        "check        {:>9.2} ms a report by the clock, median; {} claims in {} kB, {} of them found in an article of {} kB",
        times.quantile(0.5),
        claims.len(),
        report.len() / 1000,
        claims.iter().filter(|claim| claim.found.is_some()).count(),
        article.plain().len() / 1000
    );
    if let (Some(began), Some(ended)) = (began, on_core()) {
        println!("check        {:>9.2} ms of a core's time a report (bar < 5)", (ended - began).as_secs_f64() * 1e3 / CHECKS as f64);
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
