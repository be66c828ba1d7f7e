//! How well searching finds: judged queries over a real day, where both are at hand beside the
//! repository.

use crate::figures::heading;
use crate::library::{self, message};
use paperboy_core::wire::SortOrder;
use serde_json::Value;
use std::collections::HashMap;
use std::path::PathBuf;

/// The number of hits that count.
const LOOKED_AT: u32 = 10;

/// Asks the judged queries, and prints the usual measures of the answers.
pub fn measure() -> Result<(), String> {
    heading("Search: judged queries over one real day");
    let (Some(report), Some(queries)) =
        (shared("data/reports/2025-12-30.md"), shared("reference/search-queries.json"))
    else {
        println!("skipped: ../shared/reference/search-queries.json and its day are not there");
        return Ok(());
    };
    let queries: Vec<Value> =
        serde_json::from_str(&queries).map_err(|error| format!("the judged queries: {error}"))?;
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let app = library::open(folder.path())?;
    app.import_bytes("2025-12-30.md", report.into_bytes()).map_err(message)?;
    app.wait_until_indexed().map_err(message)?;
    let mut sums = Sums::default();
    for judged in &queries {
        let text = judged["query"].as_str().unwrap_or_default();
        let relevant: HashMap<&str, f64> = judged["relevant"]
            .as_object()
            .map(|grades| {
                grades
                    .iter()
                    .filter_map(|(id, grade)| Some((id.as_str(), grade.as_f64()?)))
                    .collect()
            })
            .unwrap_or_default();
        let answer = app.search(text, SortOrder::Relevance, 0, LOOKED_AT).map_err(message)?;
        sums.add(
            &relevant,
            &answer.hits.iter().map(|hit| (hit.id.as_str(), hit.looser)).collect::<Vec<_>>(),
        );
    }
    let count = queries.len() as f64;
    println!("{:<34} {:>7} {:>7}", format!("{} queries", queries.len()), "", "bar");
    println!("{:<34} {:>7.3} {:>7}", "nDCG@10", sums.gain / count, "≥ .95");
    println!("{:<34} {:>7.3} {:>7}", "recall@10", sums.recall / count, "≥ .95");
    println!(
        "{:<34} {:>7.3} {:>7}",
        "precision of the strict hits",
        sums.right as f64 / sums.strict as f64,
        "≥ .85"
    );
    println!("{:<34} {:>7} {:>7}", "queries without a hit", sums.empty, "0");
    Ok(())
}

#[derive(Default)]
struct Sums {
    gain: f64,
    recall: f64,
    strict: usize,
    right: usize,
    empty: usize,
}

impl Sums {
    /// `hits`: the ids found, best first, and whether loosely.
    fn add(&mut self, relevant: &HashMap<&str, f64>, hits: &[(&str, bool)]) {
        let gain =
            |(rank, grade): (usize, f64)| (2f64.powf(grade) - 1.0) / (rank as f64 + 2.0).log2();
        let grades = hits.iter().map(|(id, _)| relevant.get(id).copied().unwrap_or(0.0));
        let mut best: Vec<f64> = relevant.values().copied().collect();
        best.sort_by(|a, b| b.total_cmp(a));
        best.truncate(LOOKED_AT as usize);
        self.gain += grades.enumerate().map(gain).sum::<f64>()
            / best.iter().copied().enumerate().map(gain).sum::<f64>();
        let found = hits.iter().filter(|(id, _)| relevant.contains_key(id)).count();
        self.recall += found as f64 / best.len() as f64;
        self.strict += hits.iter().filter(|(_, looser)| !looser).count();
        self.right +=
            hits.iter().filter(|(id, looser)| !looser && relevant.contains_key(id)).count();
        self.empty += usize::from(hits.is_empty());
    }
}

fn shared(path: &str) -> Option<String> {
    std::fs::read_to_string(shared_path(path)?).ok()
}

/// A file beside the repository, if it is there.
pub fn shared_path(path: &str) -> Option<PathBuf> {
    let beside = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..");
    let found = ["shared", "../shared"].map(|place| beside.join(place).join(path));
    found.into_iter().find(|path| path.is_file())
}
