//! Search by words and by meaning together: descriptions asked of the whole library, against the
//! same library with search by meaning switched off.

use crate::figures::{Times, heading};
use crate::library::{Library, message};
use crate::search::{chinese, english};
use jiff::Timestamp;
use paperboy_core::wire::SortOrder;
use paperboy_core::{App, Places, User};
use paperboy_tests::generate::Random;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

/// The number of queries of each kind.
const ROUNDS: usize = 300;

/// Prints the times of both kinds of queries, with meaning and without. The vectors are made first,
/// where the library has none: about ten minutes for 100,000 papers.
pub fn measure(library: &Library) -> Result<(), String> {
    heading("Hybrid search: the best 20 with passages, milliseconds");
    let model =
        PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../target/model/sentence-encoder.bin"));
    if !model.is_file() {
        println!("skipped: scripts/model makes target/model/sentence-encoder.bin");
        return Ok(());
    }
    let user = User { encoder_files: vec![model], ..User::default() };
    let places = Places { library: library.folder.clone(), logs: library.folder.join("logs") };
    let app = App::open_for(user, places, Arc::new(Timestamp::now)).map_err(message)?;
    let began = Instant::now();
    let encoded = app.update_vectors(&|| false).map_err(message)?.unwrap_or_default();
    println!("{encoded} papers encoded in {:.0} s", began.elapsed().as_secs_f64());

    let descriptions = |random: &mut Random| {
        let mut words = || chinese(random.below(150));
        let words = [words(), words(), words(), words(), words(), words()];
        words.join("")
    };
    let strict = |random: &mut Random| format!("{} {}", english(random.below(40)), chinese(0));
    println!("{:<44} {:>7} {:>7} {:>9}", "", "p50", "p95", "by meaning");
    let mut medians = Vec::new();
    for (name, make) in [
        ("descriptions (p95 ≤ 40)", &descriptions as &dyn Fn(&mut Random) -> String),
        ("words that enough papers have (≤ 1.02)", &strict),
    ] {
        // In turns, so that both run at the same speed of the machine.
        let mut times = [Times::default(), Times::default()];
        let mut by_meaning = [0, 0];
        let mut random = Random::new(11);
        for _ in 0..ROUNDS {
            let query = make(&mut random);
            for (at, word) in ["on", "off"].into_iter().enumerate() {
                app.set_setting("search.meaning", word).map_err(message)?;
                let ask = || app.search(&query, SortOrder::Relevance, 0, 20);
                // The first answer reads what the others find in memory.
                ask().map_err(message)?;
                let answer = times[at].take(ask).map_err(message)?;
                by_meaning[at] += usize::from(answer.hits.iter().any(|hit| hit.meaning));
            }
        }
        for (at, word) in ["with", "without"].into_iter().enumerate() {
            let (p50, p95) = (times[at].quantile(0.5), times[at].quantile(0.95));
            println!(
                "{:<44} {p50:>7.2} {p95:>7.2} {:>9}",
                format!("{name}, {word}"),
                by_meaning[at]
            );
            medians.push(p50);
        }
    }
    app.set_setting("search.meaning", "on").map_err(message)?;
    if let [_, _, with, without] = medians[..] {
        println!("such words, with meaning against without: {:.3} at p50", with / without);
    }
    Ok(())
}
