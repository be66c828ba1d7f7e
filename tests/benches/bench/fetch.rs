//! Fetching: an article read out of HTML, against html5ever building its tree, and a day of papers
//! against the requested interval.

use crate::figures::{Times, first_number, heading};
use jiff::Timestamp;
use paperboy_core::wire::JobKind;
use paperboy_core::{App, DateSpan, Fetch, FetchOutcome, Job, Places};
use paperboy_paper::PaperId;
use paperboy_paper::article::{Reading, html};
use paperboy_tests::{fake_server::FakeServer, generate};
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::time::Instant;

/// How often each page is read.
const ROUNDS: usize = 15;
/// Real pages, read where they are at hand.
const PAGES: [&str; 2] = ["2501.11120", "1808.08002"];
const DAY: &str = "2026-01-14";
const PAPERS: usize = 30;
/// Between two requests, in milliseconds.
const INTERVAL: u64 = 100;

/// Measures both, and prints whether each bar is met.
pub fn measure(folder: &Path) -> Result<(), String> {
    heading("An article out of its page, on one core");
    let pages = pages(folder)?;
    println!(
        "{:<14} {:>7} {:>30} {:>30} {:>30}",
        "", "MB", "MB/s (bar ≥ 40)", "time / html5ever's (bar ≤ 2)", "memory / page (bar < 16)"
    );
    for (id, path) in &pages {
        article(id, path)?;
    }
    println!(
        "html5ever: the tree of scraper::Html::parse_document. Medians of {ROUNDS} rounds in turn; memory is what a process of its own adds to its peak."
    );
    day()
}

/// Pages and their paths: the captures, or else generated pages.
fn pages(folder: &Path) -> Result<Vec<(String, PathBuf)>, String> {
    let captures = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data/arxiv_html");
    let captured = PAGES.map(|id| (id.to_owned(), captures.join(format!("{id}.html"))));
    if captured.iter().all(|(_, path)| path.exists()) {
        return Ok(captured.into());
    }
    println!(
        "made-up pages, since {} does not hold those of {}",
        captures.display(),
        PAGES.join(" and ")
    );
    std::fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let made_up = |(id, bytes): (&str, usize)| {
        let path = folder.join(format!("{id}.html"));
        std::fs::write(&path, generate::page(id, bytes))
            .map_err(|error| format!("{}: {error}", path.display()))?;
        Ok((id.to_owned(), path))
    };
    [("2601.00001", 700_000), ("2601.00002", 2_500_000)].into_iter().map(made_up).collect()
}

fn article(id: &str, path: &Path) -> Result<(), String> {
    let page = std::fs::read(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let text = String::from_utf8_lossy(&page);
    let known = PaperId::parse(id).ok_or("no arXiv id")?;
    let (mut ours, mut theirs) = (Times::default(), Times::default());
    for _ in 0..ROUNDS {
        // Results are dropped outside the measured time, theirs as ours.
        let read = ours.take(|| html::read(black_box(&page), &known));
        if !matches!(read, Reading::Article(_)) {
            return Err(format!("{} gives no article", path.display()));
        }
        drop(read);
        drop(theirs.take(|| scraper::Html::parse_document(black_box(&text))));
    }
    let speed = page.len() as f64 / 1e3 / ours.quantile(0.5);
    let ratio = ours.quantile(0.5) / theirs.quantile(0.5);
    let memory = peak(id, path)?.map(|peak| peak / page.len() as f64);
    println!(
        "{id:<14} {:>7.2} {:>30} {:>30} {:>30}",
        page.len() as f64 / 1e6,
        figure(Some(speed), |speed| speed >= 40.0),
        figure(Some(ratio), |ratio| ratio <= 2.0),
        figure(memory, |memory| memory < 16.0)
    );
    Ok(())
}

fn figure(value: Option<f64>, met: impl Fn(f64) -> bool) -> String {
    match value {
        Some(value) => format!("{value:.2} {}", if met(value) { "met" } else { "missed" }),
        None => "not measured here".to_owned(),
    }
}

/// The growth of the process's peak memory by reading a page, in bytes; `None` where the system
/// does not report it.
fn peak(id: &str, path: &Path) -> Result<Option<f64>, String> {
    let program = std::env::current_exe().map_err(|error| error.to_string())?;
    let output = Command::new(program)
        .args(["--peak", id])
        .arg(path)
        .output()
        .map_err(|error| error.to_string())?;
    let printed = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    match output.status.success() {
        true => Ok(printed.parse().ok()),
        false => Err(format!(
            "reading {} in a process of its own failed: {}",
            path.display(),
            String::from_utf8_lossy(&output.stderr)
        )),
    }
}

/// The work of the separate process: reads a page once and prints the peak memory in bytes.
pub fn print_peak(id: &str, path: &str) -> Result<(), String> {
    let page = std::fs::read(path).map_err(|error| format!("{path}: {error}"))?;
    let id = PaperId::parse(id).ok_or("no arXiv id")?;
    let highest = || first_number("/proc/self/status", "VmHWM:");
    let before = highest();
    black_box(html::read(&page, &id));
    match before.zip(highest()) {
        Some((before, after)) => println!("{}", (after - before) * 1024),
        None => println!("unknown"),
    }
    Ok(())
}

fn day() -> Result<(), String> {
    heading(&format!(
        "A day of {PAPERS} papers at one request in {INTERVAL} ms, from a stand-in that answers at once"
    ));
    let (folder, source) =
        (tempfile::tempdir().map_err(failed)?, FakeServer::start().map_err(failed)?);
    let ids: Vec<String> = (1..=PAPERS).map(|number| format!("2601.{number:05}")).collect();
    let mut bytes = 0;
    for id in &ids {
        let page = generate::page(id, 400_000);
        bytes += page.len();
        source.answer(&format!("/html/{id}"), 200, &page);
    }
    let list = ids.iter().map(|id| serde_json::json!({"title": id, "paper": {"id": id, "summary": "An abstract.", "authors": []}}));
    source.answer("/api/daily_papers", 200, &serde_json::Value::from_iter(list).to_string());
    let places =
        Places { library: folder.path().join("library"), logs: folder.path().join("logs") };
    let app = App::open(places, Arc::new(Timestamp::now)).map_err(failed)?;
    for (key, value) in [
        ("source.huggingface", source.url()),
        ("source.arxiv", source.url()),
        ("source.arxiv_interval_ms", INTERVAL.to_string()),
    ] {
        app.set_setting(key, &value).map_err(failed)?;
    }
    let date = DAY.parse().map_err(failed)?;
    let began = Instant::now();
    let days = app
        .fetch(
            Fetch { span: DateSpan { from: date, to: date }, articles: true, write: false },
            &Job::unwatched(JobKind::Fetch),
        )
        .map_err(failed)?;
    let took = began.elapsed().as_secs_f64();
    let read = days
        .iter()
        .flat_map(|day| &day.papers)
        .filter(|paper| paper.outcome == FetchOutcome::Read)
        .count();
    if read != PAPERS {
        return Err(format!("{read} of {PAPERS} papers were read"));
    }
    let least = (PAPERS as u64 * INTERVAL) as f64 / 1e3;
    println!("{:.1} MB of pages in {took:.2} s", bytes as f64 / 1e6);
    println!(
        "time / ({PAPERS} × the interval): {} (bar ≤ 1.15)",
        figure(Some(took / least), |ratio| ratio <= 1.15)
    );
    Ok(())
}

fn failed(error: impl std::fmt::Display) -> String {
    error.to_string()
}
