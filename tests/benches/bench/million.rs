//! A million papers: the index alone, since the library beside it would take more disk than most
//! have to spare. Texts for the passages are made up again outside the clock; in Paperboy they come
//! from the library (`search` times that).

use crate::Plan;
use crate::figures::{Times, heading, mib, quantile, size};
use crate::library::{A_DAY, NEWEST, index_message};
use crate::search::{chinese, english};
use jiff::civil::Date;
use paperboy_report::{PaperReport, Section};
use paperboy_search::{Entry, Field, Index, SearchRequest, Sets, Sort, parse, snippet};
use paperboy_tests::generate::{self, Random};
use std::path::Path;
use std::time::Instant;

const PAPERS: usize = 1_000_000;
const ROUNDS: usize = 100;
/// The number of papers that are generated and indexed at once.
const BATCH: usize = 5_000;
const HISTORY: &str = "bench";

/// Makes the index of a million papers, or takes the one kept, and asks it.
pub fn measure(plan: &Plan) -> Result<(), String> {
    let folder = plan.folder.join("million");
    heading(&format!("The index of {PAPERS} papers"));
    let days = generate::days(PAPERS, A_DAY, NEWEST);
    let index = Index::open(&folder, HISTORY, true).map_err(index_message)?.index;
    if index.papers() != PAPERS as u64 || plan.fresh {
        drop(index);
        Index::reset_index(&folder, HISTORY).map_err(index_message)?;
        fill(&folder, &days)?;
    } else {
        println!("kept from an earlier run: indexing is not measured (--fresh makes it again)");
    }
    let began = Instant::now();
    let index = Index::open(&folder, HISTORY, true).map_err(index_message)?.index;
    ask(&index, "注意力")?;
    println!(
        "opening to the first answer {:>18.1} ms; {:.0} MiB",
        began.elapsed().as_secs_f64() * 1e3,
        mib(size(&folder))
    );
    println!(
        "{:<34} {:>8} {:>8} {:>6} {:>12}",
        "ms, the best 20 with snippets", "p50", "p99", "bar", "found (p50)"
    );
    type Make = fn(&mut Random) -> String;
    let kinds: [(&str, u32, Make); 6] = [
        ("a Chinese term", 5, |random| chinese(random.below(1_000))),
        ("an English word", 5, |random| {
            english(random.below(1_000)).split(' ').next().unwrap_or_default().to_owned()
        }),
        ("an English term of several words", 25, |random| several(random)),
        ("three words", 25, |random| {
            format!(
                "{} {} {}",
                chinese(random.below(100)),
                english(random.below(100)),
                chinese(random.below(170))
            )
        }),
        ("a quoted phrase", 100, |random| {
            format!("\"{}与{}\"", chinese(random.below(170)), chinese(random.below(170)))
        }),
        ("a run of Chinese", 100, |random| (0..4).map(|_| chinese(random.below(170))).collect()),
    ];
    for (name, bar, make) in kinds {
        let mut random = Random::new(7);
        let (mut times, mut found) = (Times::default(), Vec::new());
        for _ in 0..ROUNDS {
            let text = make(&mut random);
            let query = parse(&text, NEWEST);
            let answer = times.take(|| ask(&index, &text))?;
            found.push(answer.total as f64);
            let papers: Vec<Entry> =
                answer.hits.iter().map(|hit| made_up(&days, hit.key)).collect();
            times.add(|| {
                for (hit, paper) in answer.hits.iter().zip(&papers) {
                    std::hint::black_box(snippet(&query, paper, hit.looser));
                }
            });
        }
        println!(
            "{name:<34} {:>8.2} {:>8.2} {bar:>6} {:>12}",
            times.quantile(0.5),
            times.quantile(0.99),
            quantile(found, 0.5)
        );
    }
    Ok(())
}

fn several(random: &mut Random) -> String {
    loop {
        let term = english(random.below(1_000));
        if term.contains(' ') {
            return term;
        }
    }
}

fn fill(folder: &Path, days: &[(Date, usize)]) -> Result<(), String> {
    let index = Index::open(folder, HISTORY, true).map_err(index_message)?.index;
    let began = Instant::now();
    let mut key = 0;
    let mut made_up = |days: &[(Date, usize)]| -> Vec<Entry> {
        let papers = days.iter().flat_map(|&(day, papers)| {
            read(day, papers).into_iter().map(move |paper| (day, paper))
        });
        let entries = papers.map(|(day, paper)| {
            key += 1;
            entry(key, day, &paper)
        });
        entries.collect()
    };
    // The newest day arrives alone, as days do.
    let (newest, days) = days.split_last().ok_or("there are no days")?;
    let mut writing = index.write().map_err(index_message)?;
    for days in days.chunks(BATCH / A_DAY) {
        writing.add(&made_up(days)).map_err(index_message)?;
    }
    writing.put(&[], 1).map_err(index_message)?;
    drop(writing);
    let mut writing = index.write().map_err(index_message)?;
    writing.put(&made_up(&[*newest]), 2).map_err(index_message)?;
    drop(writing);
    // The papers are made up meanwhile on the same cores.
    println!(
        "made up and indexed {:>26.0} papers/s",
        PAPERS as f64 / began.elapsed().as_secs_f64()
    );
    Ok(())
}

fn ask(index: &Index, text: &str) -> Result<paperboy_search::IndexAnswer, String> {
    let query = parse(text, NEWEST);
    index
        .search(&SearchRequest {
            query: &query,
            sets: Sets::new(),
            sort: Sort::Relevance,
            offset: 0,
            limit: 20,
        })
        .map_err(index_message)
}

/// The paper of a key, from 1 on, as it was made up.
fn made_up(days: &[(Date, usize)], key: u64) -> Entry {
    let number = key as usize - 1;
    let (day, papers) = days[number / A_DAY];
    entry(key, day, &read(day, papers)[number % A_DAY])
}

fn read(day: Date, papers: usize) -> Vec<PaperReport> {
    paperboy_report::read(generate::report(day, papers, 1).as_bytes()).papers
}

fn entry(key: u64, day: Date, paper: &PaperReport) -> Entry {
    let cut = paperboy_report::sections(&paper.body);
    let fields =
        [Field::Domain, Field::Contribution, Field::Usage, Field::Innovations, Field::Results];
    let sections = Section::ALL.into_iter().zip(fields);
    let mut texts = vec![(Field::Title, paper.title.clone())];
    texts.extend(
        sections.filter_map(|(section, field)| {
            Some((field, paperboy_report::plain(cut.get(section)?)))
        }),
    );
    let id = paper.id.as_ref().map_or_else(String::new, ToString::to_string);
    Entry { key, id, dates: vec![day], source: None, writer: None, texts }
}
