//! How well a paper is found that somebody remembers in other words: the given descriptions and
//! keywords where they are at hand beside the repository, and our own in `recall/described.tsv`.

use crate::figures::{Times, heading};
use crate::judged::shared_path;
use flate2::read::GzDecoder;
use paperboy_report::{Section, plain, sections, title};
use paperboy_search::{Ask, Entry, Field, Index, Sort, parse};
use serde_json::Value;
use std::collections::{HashMap, HashSet};
use std::io::{BufRead, BufReader};

/// So many hits count.
const LOOKED_AT: usize = 10;
/// Our own: id, Chinese and English, parted by tabs.
const OWN: &str = include_str!("recall/described.tsv");
/// The day whose report is in the library, too.
const DAY: &str = "2025-12-30";

/// Descriptions of one kind, each with the id of its paper.
struct Set {
    name: &'static str,
    bar: &'static str,
    queries: Vec<(String, String)>,
}

/// Asks all sets, and prints how many papers were found.
pub fn measure() -> Result<(), String> {
    heading("Recall: papers described in other words");
    let paths = ["data/recall/papers.jsonl.gz", "data/reports/2025-12-30.md"].map(shared_path);
    let [Some(papers), Some(report)] = paths else {
        println!("skipped: ../shared/data/recall and its day are not there");
        return Ok(());
    };
    let wrong = |error: &dyn std::fmt::Display| error.to_string();
    let report = std::fs::read(report).map_err(|error| wrong(&error))?;
    let mut entries = of_the_day(&report);
    of_the_lists(&papers, &mut entries)?;
    let folder = tempfile::tempdir().map_err(|error| wrong(&error))?;
    let index = Index::open(folder.path(), "bench", true).map_err(|error| wrong(&error))?.index;
    let mut time = Times::default();
    let put = time.take(|| index.write().and_then(|mut writing| writing.put(&entries, 1)));
    put.map_err(|error| wrong(&error))?;
    println!("{} papers, indexed in {:.0} ms", entries.len(), time.quantile(1.0));
    println!(
        "{:<26} {:>7} {:>10} {:>10} {:>7} {:>12}",
        "", "queries", "success@10", "bar", "MRR@10", "slowest, ms"
    );
    for set in sets()? {
        let mut times = Times::default();
        let (mut found, mut reciprocal) = (0, 0.0);
        for (id, text) in &set.queries {
            let answer = times.take(|| {
                let query = parse(text, jiff::civil::date(2026, 6, 1));
                let ask = Ask {
                    query: &query,
                    sets: HashMap::new(),
                    sort: Sort::Relevance,
                    offset: 0,
                    limit: LOOKED_AT,
                };
                index.search(&ask)
            });
            let hits = answer.map_err(|error| wrong(&error))?.hits;
            // Keys are numbered from 1 in the order of the entries.
            let place = hits.iter().position(|hit| entries[hit.key as usize - 1].id == *id);
            if let Some(place) = place {
                found += 1;
                reciprocal += 1.0 / (place as f64 + 1.0);
            }
        }
        let count = set.queries.len() as f64;
        println!(
            "{:<26} {:>7} {:>10.2} {:>10} {:>7.3} {:>12.1}",
            set.name,
            set.queries.len(),
            f64::from(found) / count,
            set.bar,
            reciprocal / count,
            times.quantile(1.0)
        );
    }
    Ok(())
}

fn sets() -> Result<Vec<Set>, String> {
    let mut sets = Vec::new();
    if let Some(path) = shared_path("reference/recall-queries.json") {
        let text = std::fs::read_to_string(path).map_err(|error| error.to_string())?;
        let given: Value = serde_json::from_str(&text).map_err(|error| error.to_string())?;
        let read = |list: &str, key: &str| {
            let queries = given[list].as_array().into_iter().flatten();
            let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
            queries.map(|query| (text(&query["id"]), text(&query[key]))).collect()
        };
        sets.extend([
            Set { name: "given, Chinese", bar: "≥ .60", queries: read("described", "zh") },
            Set { name: "given, English", bar: "≥ .65", queries: read("described", "en") },
            Set { name: "given, other language", bar: "≥ .75", queries: read("keywords", "q") },
        ]);
    } else {
        println!("skipped: ../shared/reference/recall-queries.json is not there");
    }
    let own = |column: usize, half: usize| {
        let lines = OWN.lines().filter(|line| !line.starts_with('#')).enumerate();
        let lines = lines.filter(|(number, _)| number % 2 == half);
        let fields = lines.map(|(_, line)| line.split('\t').collect::<Vec<_>>());
        fields.map(|fields| (fields[0].to_owned(), fields[column].to_owned())).collect()
    };
    sets.extend([
        Set { name: "ours to tune on, Chinese", bar: "", queries: own(1, 0) },
        Set { name: "ours to tune on, English", bar: "", queries: own(2, 0) },
        Set { name: "ours held back, Chinese", bar: "", queries: own(1, 1) },
        Set { name: "ours held back, English", bar: "", queries: own(2, 1) },
    ]);
    Ok(sets)
}

/// The papers of the day's report, as core indexes them.
fn of_the_day(report: &[u8]) -> Vec<Entry> {
    let mut entries = Vec::new();
    for paper in paperboy_report::read(report).papers {
        let Some(id) = paper.id else { continue };
        let mut texts = vec![(Field::Title, title(&paper.title).into_owned())];
        let cut = sections(&paper.body);
        let fields = [
            (Section::Domain, Field::Domain),
            (Section::Contribution, Field::Contribution),
            (Section::Usage, Field::Usage),
            (Section::Innovations, Field::Innovations),
            (Section::Results, Field::Results),
        ];
        for (section, field) in fields {
            texts.extend(cut.get(section).map(|text| (field, plain(text))));
        }
        entries.push(entry(&entries, id.as_str(), DAY, texts));
    }
    entries
}

/// Adds the papers of the daily lists, each once.
fn of_the_lists(path: &std::path::Path, entries: &mut Vec<Entry>) -> Result<(), String> {
    let file = std::fs::File::open(path).map_err(|error| error.to_string())?;
    let mut known: HashSet<String> = entries.iter().map(|entry| entry.id.clone()).collect();
    for line in BufReader::new(GzDecoder::new(file)).lines() {
        let line = line.map_err(|error| error.to_string())?;
        let record: Value = serde_json::from_str(&line).map_err(|error| error.to_string())?;
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let (id, paper) = (text(&record["paper"]["id"]), &record["paper"]);
        let summary = (Field::Abstract, text(&paper["summary"]));
        if !known.insert(id.clone()) {
            let kept = entries.iter_mut().find(|entry| entry.id == id);
            if let Some(kept) = kept
                && kept.texts.iter().all(|(field, _)| *field != Field::Abstract)
            {
                kept.texts.push(summary);
            }
            continue;
        }
        let mut texts = vec![(Field::Title, text(&record["title"])), summary];
        let authors = paper["authors"].as_array().into_iter().flatten();
        texts.extend(authors.map(|author| (Field::Author, text(&author["name"]))));
        let day = text(&record["day"]);
        entries.push(entry(entries, &id, &day, texts));
    }
    Ok(())
}

fn entry(before: &[Entry], id: &str, day: &str, texts: Vec<(Field, String)>) -> Entry {
    Entry {
        key: before.len() as u64 + 1,
        id: id.to_owned(),
        dates: day.parse().into_iter().collect(),
        source: None,
        writer: None,
        texts,
    }
}
