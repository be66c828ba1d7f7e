//! Measures the index on generated papers: `cargo run --release -p paperboy-search --example measure_search -- [PAPERS] [FOLDER]`.
//!
//! The papers are about 4 kB each, Chinese mixed with English, of a vocabulary with a Zipf tail.
#![allow(clippy::unwrap_used)]

use paperboy_search::{Ask, Entry, Field, Index, Query, Sort, parse, snippet};
use std::collections::HashMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// SplitMix64: the same papers each time.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }
    fn below(&mut self, n: usize) -> usize {
        (self.next() % n as u64) as usize
    }
    /// A rank with about Zipf's distribution.
    fn rank(&mut self, n: usize) -> usize {
        let u = (self.next() >> 11) as f64 / (1u64 << 53) as f64;
        (((n as f64).powf(u) - 1.0) as usize).min(n - 1)
    }
}

struct Words {
    english: Vec<String>,
    chinese: Vec<String>,
}

impl Words {
    fn new(random: &mut Random) -> Self {
        let syllables = [
            "ba", "con", "de", "dif", "fu", "gen", "im", "ki", "la", "lin", "mo", "net", "or", "per", "qua", "re", "ser", "sion", "tion",
            "ta", "trans", "ver", "vi", "xo",
        ];
        let word = |random: &mut Random| (0..2 + random.below(3)).map(|_| syllables[random.below(syllables.len())]).collect::<String>();
        let english = (0..60_000)
            .map(|i| match i % 12 {
                0 => format!("{}-{}", word(random), word(random)),
                1 => format!("{}{}", word(random).to_uppercase(), random.below(9)),
                2 => format!("{}s", word(random)),
                _ => word(random),
            })
            .collect();
        let character = |random: &mut Random| char::from_u32(0x4E00 + random.rank(3_500) as u32 * 5).unwrap();
        let chinese = (0..40_000).map(|i| (0..if i % 5 == 0 { 3 } else { 2 }).map(|_| character(random)).collect()).collect();
        Self { english, chinese }
    }
    fn text(&self, random: &mut Random, bytes: usize) -> String {
        let mut text = String::with_capacity(bytes + 64);
        while text.len() < bytes {
            for _ in 0..6 + random.below(14) {
                match random.below(10) {
                    0..7 => text.push_str(&self.chinese[random.rank(self.chinese.len())]),
                    7 => _ = write!(text, " {}.{} ", random.below(100), random.below(100)),
                    _ => _ = write!(text, " {} ", self.english[random.rank(self.english.len())]),
                }
            }
            text.push_str(["。", "，", "；", "。\n"][random.below(4)]);
        }
        text
    }
    fn paper(&self, random: &mut Random, key: u64) -> Entry {
        let title = (0..9).map(|_| self.english[random.rank(self.english.len())].as_str()).collect::<Vec<_>>().join(" ");
        let mut texts = vec![(Field::Title, title)];
        for (field, bytes) in
            [(Field::Domain, 80), (Field::Contribution, 300), (Field::Usage, 700), (Field::Innovations, 1_400), (Field::Results, 900)]
        {
            texts.push((field, self.text(random, bytes)));
        }
        let summary = (0..70).map(|_| self.english[random.rank(self.english.len())].as_str()).collect::<Vec<_>>().join(" ");
        texts.push((Field::Abstract, summary));
        for _ in 0..4 {
            texts.push((Field::Author, format!("{} {}", self.english[random.below(3_000)], self.english[random.below(9_000)])));
        }
        let day = "2020-01-01".parse::<jiff::civil::Date>().unwrap().checked_add(jiff::Span::new().days((key / 46) as i64)).unwrap();
        Entry {
            key,
            id: format!("{:04}.{:05}", 2001 + key / 90_000, key % 90_000),
            dates: vec![day],
            source: Some("html".into()),
            writer: Some("imported".into()),
            texts,
        }
    }
}

/// Anonymous memory of this process, in MB.
fn anonymous() -> u64 {
    let rollup = std::fs::read_to_string("/proc/self/smaps_rollup").unwrap_or_default();
    let line = rollup.lines().find(|line| line.starts_with("Anonymous:")).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|kb| kb.parse::<u64>().ok()).unwrap_or(0) / 1024
}

fn size(folder: &Path) -> u64 {
    std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().metadata().unwrap().len()).sum()
}

fn main() {
    let mut arguments = std::env::args().skip(1);
    let papers: u64 = arguments.next().map_or(100_000, |count| count.parse().unwrap());
    let folder = arguments.next().map_or(std::env::temp_dir().join("paperboy-measure"), PathBuf::from);
    let mut random = Random(7);
    let words = Words::new(&mut random);
    if !folder.join("meta.json").exists() {
        let index = Index::open(&folder, "measure", true).unwrap().index;
        let (mut spent, mut bytes) = (Duration::ZERO, 0);
        let mut writing = index.write().unwrap();
        for start in (0..papers).step_by(5_000) {
            let entries: Vec<Entry> = (start..(start + 5_000).min(papers)).map(|key| words.paper(&mut random, key + 1)).collect();
            bytes += entries.iter().flat_map(|entry| &entry.texts).map(|(_, text)| text.len() as u64).sum::<u64>();
            let begun = Instant::now();
            writing.add(&entries).unwrap();
            spent += begun.elapsed();
        }
        let begun = Instant::now();
        writing.put(&[], papers).unwrap();
        drop(writing);
        spent += begun.elapsed();
        println!(
            "indexed {papers} papers, {} MB, in {spent:.1?}: {:.0} papers/s (merging at the end {:.1?}); anonymous {} MB",
            bytes / 1_000_000,
            papers as f64 / spent.as_secs_f64(),
            begun.elapsed(),
            anonymous()
        );
        println!("index {} MB, {:.2} of the text", size(&folder) / 1_000_000, size(&folder) as f64 / bytes as f64);
        println!("run again to measure reading");
        return;
    }
    println!("anonymous before opening {} MB", anonymous());
    let begun = Instant::now();
    let index = Index::open(&folder, "measure", true).unwrap().index;
    let opened = begun.elapsed();
    let today = "2026-01-01".parse().unwrap();
    let ask = |query: &Query, sort| index.search(&Ask { query, sets: HashMap::new(), sort, offset: 0, limit: 20 }).unwrap();
    ask(&parse(&words.chinese[40], today), Sort::Relevance);
    println!("opened in {opened:.1?}, first answer after {:.1?}; {} papers; anonymous {} MB", begun.elapsed(), index.papers(), anonymous());
    let any = Entry { key: 0, ..words.paper(&mut random, 1) };
    let english = |random: &mut Random, from: usize, to: usize| words.english[from + random.below(to - from)].clone();
    let chinese = |random: &mut Random, from: usize, to: usize| words.chinese[from + random.below(to - from)].clone();
    type Make<'a> = Box<dyn Fn(&mut Random) -> String + 'a>;
    let kinds: Vec<(&str, Make<'_>, Sort)> = vec![
        ("Chinese word", Box::new(|r| chinese(r, 20, 2_000)), Sort::Relevance),
        ("English word", Box::new(|r| english(r, 20, 2_000)), Sort::Relevance),
        ("rare word (looser)", Box::new(|r| english(r, 20_000, 60_000)), Sort::Relevance),
        ("three words", Box::new(|r| format!("{} {} {}", chinese(r, 5, 300), english(r, 5, 300), chinese(r, 5, 300))), Sort::Relevance),
        ("long run of characters", Box::new(|r| (0..3).map(|_| chinese(r, 5, 60)).collect()), Sort::Relevance),
        ("quoted phrase", Box::new(|r| format!("\"{}{}\"", chinese(r, 0, 30), chinese(r, 0, 30))), Sort::Relevance),
        ("prefix", Box::new(|r| format!("{}*", &english(r, 20, 2_000).to_lowercase()[..4])), Sort::Relevance),
        ("one character", Box::new(|r| chinese(r, 20, 2_000).chars().next().unwrap().to_string()), Sort::Relevance),
        (
            "typo",
            Box::new(|r| {
                let mut w = english(r, 3, 2_000).to_lowercase();
                w.remove(w.len() / 2);
                w
            }),
            Sort::Relevance,
        ),
        ("excluded", Box::new(|r| format!("{} -{}", chinese(r, 20, 2_000), english(r, 20, 2_000))), Sort::Relevance),
        ("domain and month, newest", Box::new(|r| format!("domain:{} date:2025-{:02}", chinese(r, 5, 300), 1 + r.below(12))), Sort::Newest),
        ("year, newest", Box::new(|r| format!("date:20{}", 20 + r.below(6))), Sort::Newest),
        ("any of ten", Box::new(|r| (0..10).map(|_| english(r, 20, 2_000)).collect::<Vec<_>>().join(" OR ")), Sort::Relevance),
    ];
    for (name, make, sort) in &kinds {
        let mut random = Random(11);
        let mut times = Vec::new();
        let (mut hits, mut looser) = (0, 0);
        for _ in 0..150 {
            let text = make(&mut random);
            let begun = Instant::now();
            let query = parse(&text, today);
            let answer = ask(&query, *sort);
            let found = begun.elapsed();
            for hit in &answer.hits {
                std::hint::black_box(snippet(&query, &any, hit.looser));
            }
            times.push((found, begun.elapsed()));
            hits += answer.total;
            looser += u32::from(answer.hits.iter().any(|hit| hit.looser));
        }
        let at = |times: &mut Vec<(Duration, Duration)>, share: f64| {
            let place = ((times.len() - 1) as f64 * share) as usize;
            times.sort_by_key(|time| time.0);
            let found = times[place].0;
            times.sort_by_key(|time| time.1);
            (found.as_secs_f64() * 1e3, times[place].1.as_secs_f64() * 1e3)
        };
        let ((p50, with50), (p99, with99)) = (at(&mut times, 0.5), at(&mut times, 0.99));
        println!(
            "{name:26} p50 {p50:6.2}  p99 {p99:6.2}   with 20 snippets {with50:6.2} {with99:6.2} ms   {} hits, looser in {looser}",
            hits / 150
        );
    }
    for (name, query) in [
        ("1 MB of characters", words.chinese.iter().map(|word| format!("{} ", word.chars().next().unwrap())).collect::<String>().repeat(7)),
        ("1 MB of beginnings", words.english.iter().map(|word| format!("{}* ", &word[..2])).collect::<String>().repeat(4)),
        ("1 MB of unknown words", words.english.iter().map(|word| format!("{word}x ")).collect::<String>().repeat(2)),
        ("10,000 parentheses", "(".repeat(10_000) + &words.chinese[50]),
        ("a run of 1 MB", words.chinese.concat().repeat(3)),
    ] {
        let begun = Instant::now();
        let answer = ask(&parse(&query, today), Sort::Relevance);
        println!("{name:26} {:.1?}, {} hits", begun.elapsed(), answer.total);
    }
    println!("anonymous after the queries {} MB", anonymous());
    let mut key = index.papers() + 1_000_000;
    let mut times = Vec::new();
    for _ in 0..12 {
        let entries: Vec<Entry> = (0..25).map(|at| Entry { key: key + at, ..words.paper(&mut random, 2_000 + at) }).collect();
        key += 25;
        let begun = Instant::now();
        let mut writing = index.write().unwrap();
        writing.put(&entries, key).unwrap();
        let put = begun.elapsed();
        drop(writing);
        times.push((put, begun.elapsed()));
    }
    times.sort();
    println!(
        "25 papers more: p50 {:.1?}, worst {:.1?}; with merging worst {:.1?}; anonymous {} MB",
        times[6].0,
        times[11].0,
        times.iter().map(|time| time.1).max().unwrap(),
        anonymous()
    );
    let begun = Instant::now();
    println!("checked: {:?} in {:.1?}", index.check().unwrap(), begun.elapsed());
}
