//! How well a paper is found by a description in other words: the shared descriptions and keywords
//! where they are next to the repository, and our own in `recall/described.tsv`.

use crate::figures::{Times, heading};
use crate::judged::shared_path;
use flate2::read::GzDecoder;
use paperboy_rank::{
    Encoder, PackedVector, PaperMeaning, describing_sentences, fused, is_description,
};
use paperboy_report::{Section, plain, sections, title};
use paperboy_search::{Entry, Field, Index, SearchRequest, Sort, parse};
use serde_json::Value;
use std::collections::{HashMap, HashSet};
use std::io::{BufRead, BufReader};
use std::time::Instant;

/// The number of hits that count.
const LOOKED_AT: usize = 10;
/// … and the number of hits that are merged into one order.
const CONSIDERED: usize = 100;
/// A paper that is less like a query is none of its hits: as in `core`.
const MIN_LIKENESS: f32 = 0.15;
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
    let meanings = Meanings::of(&entries);
    println!(
        "{:<26} {:>7} {:>6}  {:>12} {:>12} {:>12} {:>12}",
        "success@10, MRR@10", "queries", "bar", "strict", "words", "meaning", "both"
    );
    let mut times = Times::default();
    for set in sets()? {
        let mut tallies = [Tally::default(); 4];
        for (id, text) in &set.queries {
            let answer = times.take(|| {
                let query = parse(text, jiff::civil::date(2026, 6, 1));
                let sort = Sort::Relevance;
                let sets = HashMap::new();
                index.search(&SearchRequest {
                    query: &query,
                    sets,
                    sort,
                    offset: 0,
                    limit: CONSIDERED,
                })
            });
            let hits = answer.map_err(|error| wrong(&error))?.hits;
            let keys = |looser: bool| -> Vec<u64> {
                hits.iter().filter(|hit| hit.looser == looser).map(|hit| hit.key).collect()
            };
            let (strict, looser) = (keys(false), keys(true));
            let words = [strict.clone(), looser.clone()].concat();
            let meaning = meanings.as_ref().map(|meanings| meanings.like(text));
            let both = match &meaning {
                Some(meaning) if strict.len() < LOOKED_AT && is_description(text) => {
                    fused(&strict, &looser, meaning)
                }
                _ => words.clone(),
            };
            // Keys are numbered from 1 in the order of the entries.
            let place =
                |keys: &[u64]| keys.iter().position(|key| entries[*key as usize - 1].id == *id);
            for (tally, keys) in
                tallies.iter_mut().zip([&strict, &words, &meaning.unwrap_or_default(), &both])
            {
                tally.add(place(keys));
            }
        }
        let shown = |tally: &Tally, measured: bool| match measured {
            true => tally.shown(set.queries.len()),
            false => "-".to_owned(),
        };
        let has_model = meanings.is_some();
        let [strict, words, meaning, both] = &tallies;
        println!(
            "{:<26} {:>7} {:>6}  {:>12} {:>12} {:>12} {:>12}",
            set.name,
            set.queries.len(),
            set.bar,
            shown(strict, true),
            shown(words, true),
            shown(meaning, has_model),
            shown(both, has_model),
        );
    }
    println!(
        "by words, ms: {:.1} at p50, {:.1} at worst",
        times.quantile(0.5),
        times.quantile(1.0)
    );
    Ok(())
}

/// How many papers were among the first, and the sum of one through their places.
#[derive(Clone, Copy, Default)]
struct Tally {
    found: usize,
    reciprocal: f64,
}

impl Tally {
    fn add(&mut self, place: Option<usize>) {
        if let Some(place) = place.filter(|place| *place < LOOKED_AT) {
            self.found += 1;
            self.reciprocal += 1.0 / (place as f64 + 1.0);
        }
    }

    fn shown(&self, queries: usize) -> String {
        let queries = queries.max(1) as f64;
        format!("{:.2}  {:.3}", self.found as f64 / queries, self.reciprocal / queries)
    }
}

/// What all papers mean.
struct Meanings {
    encoder: Encoder,
    papers: Vec<PaperMeaning>,
}

impl Meanings {
    /// Encodes all papers, by two threads; `None` without the model.
    fn of(entries: &[Entry]) -> Option<Self> {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../target/model/sentence-encoder.bin");
        let Ok(file) = std::fs::read(path) else {
            println!("meaning is skipped: scripts/model makes target/model/sentence-encoder.bin");
            return None;
        };
        let encoder = match Encoder::new(&file) {
            Ok(encoder) => encoder,
            Err(why) => {
                println!("meaning is skipped: {why}");
                return None;
            }
        };
        let began = Instant::now();
        let read = |entries: &[Entry]| -> Vec<_> {
            entries.iter().map(|entry| encoded(&encoder, entry)).collect()
        };
        let (first, second) = entries.split_at(entries.len() / 2);
        let papers = std::thread::scope(|scope| {
            let other = scope.spawn(|| read(second));
            let mut papers = read(first);
            papers.extend(other.join().unwrap_or_default());
            papers
        });
        let sentences: usize = papers.iter().map(|paper| paper.sketches.len()).sum();
        let time = began.elapsed().as_secs_f64() * 2e3 / entries.len() as f64;
        println!("{sentences} sentences encoded, {time:.1} ms a paper and core");
        let mut times = Times::default();
        for entry in entries.iter().take(50) {
            let query: String = entry.texts[0].1.chars().take(60).collect();
            times.take(|| encoder.vector(&query));
        }
        println!("a query, ms: {:.2} at p50 (≤ 5)", times.quantile(0.5));
        Some(Self { encoder, papers })
    }

    /// The keys of the papers that are the most like a text.
    fn like(&self, text: &str) -> Vec<u64> {
        let query = PackedVector::of(self.encoder.vector(text).numbers());
        let likeness = self.papers.iter().map(|paper| query.likeness(&paper.vector));
        let mut all: Vec<(u64, f32)> =
            (1..).zip(likeness).filter(|(_, it)| *it > MIN_LIKENESS).collect();
        all.sort_by(|(_, a), (_, b)| b.total_cmp(a));
        all.into_iter().take(CONSIDERED).map(|(key, _)| key).collect()
    }
}

/// What a paper means, by the sentences that `core` chooses.
fn encoded(encoder: &Encoder, entry: &Entry) -> PaperMeaning {
    let of = |fields: &[Field]| -> Vec<(Field, &str)> {
        let of_field = |field: &Field| {
            let field = *field;
            entry.texts.iter().filter(move |(of, _)| *of == field)
        };
        fields.iter().flat_map(of_field).map(|(field, text)| (*field, text.as_str())).collect()
    };
    let title = of(&[Field::Title]).first().copied().unwrap_or((Field::Title, ""));
    let parts = of(&[Field::Contribution, Field::Innovations]);
    let sentences = describing_sentences(title, &parts, &of(&[Field::Abstract]));
    encoder.meaning(&sentences.iter().map(|(_, text)| *text).collect::<Vec<_>>())
}

fn sets() -> Result<Vec<Set>, String> {
    let mut sets = Vec::new();
    if let Some(path) = shared_path("reference/recall-queries.json") {
        let text = std::fs::read_to_string(path).map_err(|error| error.to_string())?;
        let file: Value = serde_json::from_str(&text).map_err(|error| error.to_string())?;
        let read = |list: &str, key: &str| {
            let queries = file[list].as_array().into_iter().flatten();
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
