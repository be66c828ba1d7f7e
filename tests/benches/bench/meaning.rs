//! Search by meaning: what encoding takes, and comparing with the vectors of a large library.

use crate::figures::{Times, first_number, heading, mib};
use crate::judged::shared_path;
use flate2::read::GzDecoder;
use paperboy_rank::{DIMENSIONS, Encoder, PackedVector, describing_sentences};
use serde_json::Value;
use std::io::{BufRead, BufReader};

/// How many papers are encoded, and how many together, as in `core`.
const PAPERS: usize = 160;
const TOGETHER: usize = 8;
/// How many vectors are compared with a query.
const VECTORS: usize = 100_000;
const SCANS: usize = 30;

/// Prints the times of encoding, and the memory of the model.
pub fn measure() -> Result<(), String> {
    heading("Meaning: encoding, and comparing with 100,000 papers");
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../target/model/sentence-encoder.bin");
    let (Ok(file), Some(list)) = (std::fs::read(path), shared_path("data/recall/papers.jsonl.gz"))
    else {
        println!(
            "skipped: scripts/model makes target/model/sentence-encoder.bin, and ../shared/data/recall has the papers"
        );
        return Ok(());
    };
    let memory = || first_number("/proc/self/status", "VmRSS:").unwrap_or_default();
    let papers = read(&list)?;
    let before = memory();
    let mut loading = Times::default();
    let encoder =
        loading.take(|| Encoder::new(&file)).map_err(|error| format!("the model: {error}"))?;
    drop(file);
    let mut queries = Times::default();
    for sentences in &papers {
        queries.take(|| encoder.vector(sentences[0]));
    }
    let (mut alone, mut together) = (Times::default(), Times::default());
    for sentences in &papers {
        alone.take(|| encoder.meaning(sentences));
    }
    for some in papers.chunks(TOGETHER) {
        together.take(|| encoder.meanings(some));
    }
    let after = memory();
    let sentences = papers.iter().map(Vec::len).sum::<usize>() as f64 / papers.len() as f64;
    println!("read in {:.0} ms", loading.quantile(0.5));
    println!(
        "a query in {:.2} ms at p50, {:.2} at p95 (≤ 5)",
        queries.quantile(0.5),
        queries.quantile(0.95)
    );
    let of_one = together.quantile(0.5) / TOGETHER as f64;
    println!(
        "a paper of {sentences:.1} sentences in {of_one:.1} ms at p50 (≤ 20), alone in {:.1}; {VECTORS} papers in {:.0} min (≤ 40)",
        alone.quantile(0.5),
        of_one * VECTORS as f64 / 60_000.0
    );
    println!(
        "memory grew by {:.0} MiB (≤ 40), the model file included while it was read",
        mib(after.saturating_sub(before) * 1024)
    );
    scan(&encoder, papers[0][0]);
    Ok(())
}

/// Compares a query with as many vectors as a large library has.
fn scan(encoder: &Encoder, query: &str) {
    let to = PackedVector::of(encoder.vector(query).numbers());
    // What is in them makes no difference.
    let vectors: Vec<u8> = (0..VECTORS * DIMENSIONS).map(|at| (at % 251) as u8).collect();
    let mut times = Times::default();
    for _ in 0..SCANS {
        times.take(|| {
            std::hint::black_box(vectors.chunks_exact(DIMENSIONS).map(|one| to.product(one)).max())
        });
    }
    println!(
        "compared with {VECTORS} vectors in memory in {:.1} ms at p50 (≤ 15)",
        times.quantile(0.5)
    );
}

/// The sentences of the first papers of the packed lists, the title first.
fn read(path: &std::path::Path) -> Result<Vec<Vec<&'static str>>, String> {
    let file = std::fs::File::open(path).map_err(|error| error.to_string())?;
    let mut papers = Vec::new();
    for line in BufReader::new(GzDecoder::new(file)).lines().take(PAPERS) {
        let line = line.map_err(|error| error.to_string())?;
        let record: Value = serde_json::from_str(&line).map_err(|error| error.to_string())?;
        let text = |value: &Value| -> &'static str {
            value.as_str().unwrap_or_default().to_owned().leak()
        };
        let (title, summary) = (text(&record["title"]), text(&record["paper"]["summary"]));
        let sentences = describing_sentences((0, title), &[], &[(1, summary)]);
        papers.push(sentences.into_iter().map(|(_, text)| text).collect());
    }
    Ok(papers)
}
