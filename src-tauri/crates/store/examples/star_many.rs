//! How long one change of many papers takes: `cargo run --release -p paperboy-store --example star_many`.
#![allow(clippy::unwrap_used, missing_docs)]

use jiff::Timestamp;
use paperboy_paper::PaperId;
use paperboy_store::{Mark, NewDocument, NewReport, Store};
use std::time::Instant;

const PAPERS: u32 = 10_000;
const ROUNDS: u32 = 9;

fn main() {
    let folder = std::env::args().nth(1).expect("the folder for the library");
    let now = Timestamp::from_second(1_767_614_400).unwrap();
    let store = Store::open(folder.as_ref(), now).unwrap().store;
    let ids: Vec<PaperId> =
        (0..PAPERS).map(|n| PaperId::parse(&format!("2512.{n:05}")).unwrap()).collect();
    let papers = ids
        .iter()
        .map(|id| NewReport {
            id: id.clone(),
            title: format!("Paper {id}"),
            reading_source: None,
            body: "text".repeat(100),
        })
        .collect();
    let date = "2025-12-30".parse().unwrap();
    store
        .add_document(&NewDocument { date, source_url: None, raw: b"raw".to_vec(), papers }, now)
        .unwrap();
    let mut times = Vec::new();
    for round in 0..ROUNDS {
        let begun = Instant::now();
        store.mark(&ids, Mark::Starred, round % 2 == 0, now).unwrap();
        times.push(begun.elapsed());
    }
    let begun = Instant::now();
    store.undo(None, now).unwrap();
    let undone = begun.elapsed();
    times.sort();
    println!(
        "{PAPERS} papers in one change: fastest {:?}, median {:?}; undo {undone:?}",
        times[0],
        times[times.len() / 2]
    );
}
