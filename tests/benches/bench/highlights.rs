//! Highlights: opening a paper that has many, and placing them in a report that was written again.

use crate::figures::{Times, heading};
use paperboy_core::wire::{HighlightColour, HighlightPlace, HighlightRange, HighlightText};
use paperboy_core::{App, Filter, Places};
use paperboy_report::shown_text;
use paperboy_tests::generate;
use std::sync::Arc;

const ROUNDS: usize = 30;
/// The bars: a paper with this many is opened in at most so much more time, and so many are placed
/// in a report that was written again within this many milliseconds.
const ON_OPENING: usize = 500;
const OPENING_RATIO: f64 = 1.3;
const PLACED: usize = 1_000;
const PLACING_MILLISECONDS: f64 = 100.0;
/// How long a highlight is, in characters.
const LENGTH: usize = 24;

type Failed = Box<dyn std::error::Error>;

/// Prints both, beside their bars.
pub fn measure() -> Result<(), String> {
    heading("Highlights");
    run().map_err(|error| error.to_string())
}

fn run() -> Result<(), Failed> {
    let home = tempfile::tempdir()?;
    let places = Places { library: home.path().join("library"), logs: home.path().join("logs") };
    let app = App::open(places, Arc::new(jiff::Timestamp::now))?;
    let day = generate::report("2025-12-30".parse()?, 2, 1);
    app.import_bytes("day.md", day.clone().into_bytes())?;
    let ids: Vec<String> =
        app.papers(&Filter::default())?.into_iter().map(|paper| paper.id).collect();
    let [with, without] = ids.as_slice() else { return Err("the day has no two papers".into()) };
    highlight(&app, with, ON_OPENING)?;
    // In turns, so that what else the machine does falls on both.
    let [mut plain, mut marked] = [Times::default(), Times::default()];
    for _ in 0..ROUNDS {
        plain.take(|| app.open_paper(without))?;
        marked.take(|| app.open_paper(with))?;
    }
    let [plain, marked] = [plain, marked].map(|times| times.quantile(0.5));
    println!(
        "open a paper with {ON_OPENING} highlights: {marked:.2} ms, without {plain:.2} ms, ratio {:.2} (bar {OPENING_RATIO})",
        marked / plain
    );
    highlight(&app, with, PLACED - ON_OPENING)?;
    let median = || -> Result<f64, Failed> {
        let mut times = Times::default();
        for _ in 0..ROUNDS {
            times.take(|| app.highlights(with))?;
        }
        Ok(times.quantile(0.5))
    };
    println!("{PLACED} highlights in the report that they were made on: {:.1} ms", median()?);
    // Each sentence is another one than before.
    let again = day.replace('。', "！").replace('的', "之");
    app.import_bytes("again.md", again.into_bytes())?;
    let there = app.highlights(with)?.iter().filter(|one| one.ranges.is_some()).count();
    println!(
        "{PLACED} highlights in a report that was written again: {:.1} ms (bar {PLACING_MILLISECONDS} ms), {there} have a place",
        median()?
    );
    app.close();
    Ok(())
}

/// Highlights passages all over a paper's report.
fn highlight(app: &App, id: &str, count: usize) -> Result<(), Failed> {
    let sections: Vec<(String, Vec<char>)> = app
        .open_paper(id)?
        .sections
        .into_iter()
        .map(|it| (it.key, shown_text(&it.html).chars().filter(|c| !c.is_whitespace()).collect()))
        .collect();
    for n in 0..count {
        let (part, text) = &sections[n % sections.len()];
        let from = n * 7 % text.len().saturating_sub(LENGTH).max(1);
        let to = (from + LENGTH).min(text.len());
        let place = HighlightPlace {
            text: HighlightText::Report,
            ranges: vec![HighlightRange { part: part.clone(), from: from as u32, to: to as u32 }],
            says: text[from..to].iter().collect(),
        };
        app.add_highlight(id, &place, HighlightColour::Yellow, None)?;
    }
    Ok(())
}
