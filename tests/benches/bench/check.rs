//! The check: how many hand-written claims it judges correctly, and how fast it is.

use crate::figures::{Times, heading};
use paperboy_check::{Paper, check};
use paperboy_paper::article::{Article, Block, Caption, Part, Section, Table, Text};
use std::hint::black_box;

#[path = "../../../src-tauri/crates/check/tests/claims/measure.rs"]
mod claims;

const CHECKS: usize = 60;
/// Bytes of the article and of the report.
const TEXT: usize = 100_000;
const REPORT: usize = 3_000;
/// What a table of the second article has.
const TABLES: usize = 50;
const ROWS: usize = 12;
const COLUMNS: usize = 8;

/// Measures quality and speed, and prints whether each bar is met.
pub fn measure() -> Result<(), String> {
    heading("The check");
    for (name, file) in [("to tune on", "tune.jsonl"), ("held back", "held.jsonl")] {
        let file = claims::folder().join(file);
        if !file.is_file() {
            println!("claims       {} is not there", file.display());
            continue;
        }
        let lines = claims::read(&file)?;
        let measured = claims::measure(&lines, &claims::folder());
        println!(
            "claims       {} {name}, {} of them skipped: their articles are not at hand",
            lines.len(),
            measured.skipped
        );
        for (kind, count) in &measured.kinds {
            println!(
                "  {kind:<11} {:>4}: {:>4} marked, {:>4} found or computed, {:>4} not checked; {:>4} with the very outcome; passages {} of {}",
                count.all,
                count.marked,
                count.supported,
                count.open,
                count.exact,
                count.right_passages,
                count.passages
            );
        }
        let missed = measured.missed();
        if missed.is_empty() {
            println!("  all bars are met");
        }
        missed.iter().for_each(|missed| println!("  missed: {missed}"));
    }
    speed();
    Ok(())
}

fn speed() {
    let report = report();
    for (name, article, bar) in [("100 kB of text", prose(), 8.0), ("50 tables", tables(), 20.0)] {
        let paper =
            Paper { title: "A Made-Up Paper", abstract_text: None, article: Some(&article) };
        let mut times = Times::default();
        let claims = check(&[&report], &paper).claims;
        for _ in 0..CHECKS {
            black_box(times.take(|| check(&[&report], &paper)));
        }
        println!(
            "check        {:>9.2} ms a report by the clock, median (bar {bar} ms); {} claims, {} of them in the paper; an article of {name}, {} kB",
            times.quantile(0.5),
            claims.len(),
            claims.iter().filter(|claim| claim.outcome.is_supported()).count(),
            article.plain().len() / 1000
        );
    }
}

fn report() -> String {
    let mut report = String::new();
    for n in 1.. {
        if report.len() >= REPORT {
            break;
        }
        report.push_str(&format!(
            "第 {n} 项：Model-{n} 在 Set-{} 上达到 {}.{n}%，比 Model-{} 高 {n} 个百分点，延迟 0.{n} 秒。\n",
            n % COLUMNS,
            40 + n,
            n + 1
        ));
    }
    report
}

fn article(blocks: Vec<Block>) -> Article {
    let section = Section {
        level: 1,
        number: None,
        title: Text::words("Experiments"),
        part: Part::Body,
        blocks,
    };
    Article { title: Text::words("A Made-Up Paper"), sections: vec![section], ..Article::default() }
}

fn prose() -> Article {
    let mut blocks = Vec::new();
    let mut bytes = 0;
    for n in 1.. {
        if bytes >= TEXT {
            break;
        }
        let text = format!(
            "On Set-{} our Model-{n} of {n}B parameters reaches {}.{n}%, {n} times the speed of GPT-4o, in 0.{n} s on 8 A100 cards.",
            n % COLUMNS,
            40 + n % 60
        );
        bytes += text.len();
        blocks.push(Block::Paragraph(Text::words(&text)));
    }
    article(blocks)
}

fn tables() -> Article {
    let cell = |text: String| Text::words(&text);
    let table = |t: usize| {
        let mut header = vec![Text::words("Model")];
        header.extend((0..COLUMNS).map(|n| cell(format!("Set-{n} / Acc. (%)"))));
        let rows = (0..ROWS).map(|row| {
            let mut cells = vec![cell(format!("Model-{}", t * ROWS + row))];
            cells.extend((0..COLUMNS).map(|column| {
                cell(format!(
                    "{}.{}",
                    40 + (t * 7 + row * 3 + column) % 55,
                    (row * 11 + column) % 100
                ))
            }));
            cells
        });
        let caption = Caption {
            label: Some(format!("Table {t}")),
            text: Text::words("Results of all models."),
        };
        Block::Table(Table { caption: Some(caption), header, rows: rows.collect() })
    };
    article((0..TABLES).map(table).collect())
}
