//! Searching: how fast and, where judged queries are at hand, how well; against SQLite's own
//! full-text search on the same text.

use crate::Plan;
use crate::bars::Beyond;
use crate::figures::{Times, heading, mib, quantile, size};
use crate::library::{self, A_DAY, Library, NEWEST, message, number, plain_texts};
use crate::rivals::{Cut, RivalQuery, Rivals};
use jiff::civil::Date;
use paperboy_core::App;
use paperboy_core::wire::{CopyFormat, CopyPart, SortOrder};
use paperboy_tests::generate::{self, Random};
use std::path::Path;
use std::time::{Duration, Instant};

/// The number of queries of each kind, for us and for a rival.
const ROUNDS: usize = 300;
const RIVALS_ROUNDS: usize = 60;
/// How many days are added one after the other.
const DAYS_ADDED: usize = 20;

/// Asks the library and its rivals, and prints how long the answers took.
pub fn measure(plan: &Plan, library: &Library) -> Result<(), String> {
    let rivals = Rivals::prepare(&library.folder.with_file_name("rivals.db"), library)?;
    let mut beyond = Beyond::default();
    let theirs = answers(library, &rivals, &mut beyond)?;
    growing(plan, library, &rivals, &mut beyond)?;
    beyond.print(library.papers(), theirs);
    Ok(())
}

/// Prints the times of FTS5 over jieba words for all queries, a median each.
fn answers(library: &Library, rivals: &Rivals, beyond: &mut Beyond) -> Result<f64, String> {
    heading("Search: the best 20 with snippets, milliseconds");
    // Before the first query, so that its answer is timed from a cold start of ours.
    let began = Instant::now();
    let app = library.open()?;
    let first = app.search("注意力", SortOrder::Relevance, 0, 20).map_err(message)?;
    let opened = began.elapsed().as_secs_f64() * 1e3;
    println!(
        "{:<34} {:>7} {:>7}  {:<8} {:>7} {:>7} {:>5}",
        "", "p50", "p99", "bar", "finding", "found", "none"
    );
    let (mut compared, mut theirs) = (Vec::with_capacity(KINDS.len()), 0.0);
    for kind in &KINDS {
        let ours = answer(kind, library, &app, beyond)?;
        // In turns, so that both run at the same speed of the machine.
        let (trigrams, _) = against(rivals, Cut::Trigrams, &ours)?;
        let (words, took) = against(rivals, Cut::Words, &ours)?;
        compared.push((kind, trigrams, words));
        theirs += took;
    }
    println!(
        "finding: the index alone, its total exact; the rest of the time reads 20 papers out of the library and makes their passages."
    );
    let besides: [(&str, Option<u32>, Besides); 3] = [
        ("facets under a frequent word", Some(10), |app, word, _| app.facets(word).map(drop)),
        ("a word's papers by month", None, |app, word, _| app.trend(word).map(drop)),
        ("related papers", None, |app, _, paper| app.related(paper, 10).map(drop)),
    ];
    for (name, bar, ask) in besides {
        let (mut times, mut random) = (Times::default(), Random::new(7));
        for _ in 0..RIVALS_ROUNDS {
            let (word, paper) = (chinese(random.below(100)), library.any_paper(&mut random));
            times.take(|| ask(&app, &word, &paper)).map_err(message)?;
        }
        let p50 = times.quantile(0.5);
        println!(
            "{name:<34} {p50:>7.2} {:>7.2}  {}",
            times.quantile(0.99),
            bar.map_or(String::new(), |bar| bar.to_string())
        );
        if let Some(bar) = bar {
            beyond.at_most(name, p50, bar.into());
        }
    }
    println!(
        "{:<34} {opened:>7.1} {:>7}  150      {:>7}",
        "opening to the first answer", "", first.total
    );
    beyond.at_most("opening to the first answer", opened, 150.0);
    hostile(&app, beyond)?;
    heading(
        "Search: against SQLite's FTS5 on the same text, milliseconds at p50, and how many times Paperboy's",
    );
    println!(
        "{:<34} {:>6} {:>37} {:>37}",
        "", "bar", "trigrams: whole, finding", "jieba words: whole, finding"
    );
    for (kind, trigrams, words) in compared {
        let bar = kind.times.map_or(String::new(), |times| format!("≥ {times}×"));
        println!("{:<34} {bar:>6} {trigrams:>37} {words:>37}", kind.name);
    }
    println!(
        "whole: the best 20 by rank with snippets, and how many there are; finding: the same without snippets, of Paperboy too.\n\
         Where a bar is held in finding and missed as a whole, the rest is 20 passages: FTS5 cuts its own between words of plain text that it\n\
         keeps; Paperboy reads the reader's Markdown, makes it plain, and finds sentences and every mark in characters.\n\
         Rare words: there is next to nothing to rank, so that both times are their passages.\n\
         Three words: a word of three characters and more is to FTS5 a term or two; to Paperboy a phrase of pairs in each of ten weighed fields,\n\
         since a pair must be found too, and words side by side count more. A word of two characters the trigrams do not find at all.\n\
         Domain and month: FTS5 looks in one column, where the word is rare; Paperboy also finds the fields of research that bear the name."
    );
    Ok(theirs)
}

/// How Paperboy answered a kind of question, in milliseconds.
struct Measured {
    p50: f64,
    /// At p50, without reading papers and making passages.
    finding: f64,
    /// In the form for the rivals.
    rival_queries: Vec<RivalQuery>,
}

fn answer(
    kind: &Kind,
    library: &Library,
    app: &App,
    beyond: &mut Beyond,
) -> Result<Measured, String> {
    let mut times = Times::default();
    let mut finding = Times::default();
    let (mut match_counts, mut rival_queries) = (Vec::new(), Vec::new());
    let mut random = Random::new(7);
    for round in 0..ROUNDS + 5 {
        let question = (kind.make)(library, app, &mut random)?;
        let ask = || app.search(&question.query, kind.sort, 0, 20);
        let answer = if round < 5 { ask() } else { times.take(ask) };
        match_counts.push(f64::from(answer.map_err(message)?.total));
        if round % 5 == 0 {
            finding.take(|| app.search(&question.query, kind.sort, 0, 0)).map_err(message)?;
        }
        rival_queries.extend(question.rivals);
    }
    let none = match_counts.iter().filter(|total| **total == 0.0).count() as f64
        / match_counts.len() as f64;
    let (p50, p99, finding) = (times.quantile(0.5), times.quantile(0.99), finding.quantile(0.5));
    println!(
        "{:<34} {p50:>7.2} {p99:>7.2}  {:<8} {finding:>7.2} {:>7} {:>4.0}%",
        kind.name,
        format!("{}/{}", kind.bar.0, kind.bar.1),
        quantile(match_counts, 0.5),
        none * 100.0,
    );
    beyond.at_most(&format!("{}, p50", kind.name), p50, kind.bar.0.into());
    beyond.at_most(&format!("{}, p99", kind.name), p99, kind.bar.1.into());
    Ok(Measured { p50, finding, rival_queries })
}

/// Unintended queries that a program must handle.
fn hostile(app: &App, beyond: &mut Beyond) -> Result<(), String> {
    let megabyte = |piece: &str| piece.repeat(1_000_000 / piece.len());
    // The most frequent words are the most expensive in the part of a query that is read.
    let different = |word: fn(usize) -> String| (0..20_000).map(word).collect::<Vec<_>>().join(" ");
    let queries: [(&str, String); 17] = [
        ("a megabyte of one word", megabyte("robot ")),
        ("different words", different(english)),
        ("different Chinese words", different(chinese)),
        ("a megabyte of Chinese", megabyte("强化学习")),
        ("a megabyte of one character", megabyte("图 ")),
        (
            "exclusions of words",
            (0..100).map(|rank| format!("-{} ", english(rank).replace([' ', '-'], ""))).collect(),
        ),
        (
            "exclusions of characters",
            "天地人大小上下左右前后东西南北中高"
                .chars()
                .map(|character| format!("-{character} "))
                .collect(),
        ),
        (
            "a word of letters and characters",
            (0..160).map(|at| format!("{}a", chinese(at).chars().next().unwrap_or('一'))).collect(),
        ),
        ("a word of many in one", megabyte("ﷺ")),
        ("a megabyte of beginnings", megabyte("ro* ")),
        ("a megabyte of brackets", megabyte("(a OR b) ")),
        ("10,000 brackets", format!("{}robot{}", "(".repeat(10_000), ")".repeat(10_000))),
        ("10,000 denials", format!("{}robot", "(-".repeat(10_000))),
        ("operators alone", megabyte("NOT ")),
        ("fields of nothing", megabyte("title:")),
        ("a heap of accents", format!("e{}", megabyte("\u{301}"))),
        ("a regex bomb", megabyte("(a+)+$")),
    ];
    let mut worst = (0.0, "");
    for (name, query) in &queries {
        let mut times = Times::default();
        for _ in 0..5 {
            times.take(|| app.search(query, SortOrder::Relevance, 0, 20)).map_err(message)?;
        }
        let slowest = times.quantile(1.0);
        if slowest > worst.0 {
            worst = (slowest, name);
        }
    }
    println!(
        "{:<34} {:>7.1} {:>7}  50       at worst: {}",
        "hostile queries", worst.0, "", worst.1
    );
    beyond.at_most("hostile queries", worst.0, 50.0);
    Ok(())
}

/// Other queries: for a word, or for a paper by its id.
type Besides = fn(&App, &str, &str) -> Result<(), paperboy_core::Error>;

/// A rival's median and how many times ours that is, as a whole and without snippets; or how often
/// it found anything. Beside it, that median as a whole in milliseconds; 0 where it is not worth a
/// time.
fn against(rivals: &Rivals, cut: Cut, ours: &Measured) -> Result<(String, f64), String> {
    let rival_queries = &ours.rival_queries[..ours.rival_queries.len().min(RIVALS_ROUNDS)];
    if rival_queries.is_empty() {
        return Ok(("can't".to_owned(), 0.0));
    }
    let (mut whole, mut finding) = (Times::default(), Times::default());
    let mut none = 0;
    for rival_queries in rival_queries {
        none += usize::from(whole.take(|| rivals.ask(cut, rival_queries, true))? == 0);
        finding.take(|| rivals.ask(cut, rival_queries, false))?;
    }
    // A query without hits is not timed.
    if none * 2 >= rival_queries.len() {
        return Ok((
            format!("finds {} of {}", rival_queries.len() - none, rival_queries.len()),
            0.0,
        ));
    }
    let (whole, finding) = (whole.quantile(0.5), finding.quantile(0.5));
    Ok((
        format!(
            "{whole:.1} = {:.1}×, {finding:.1} = {:.1}×",
            whole / ours.p50,
            finding / ours.finding
        ),
        whole,
    ))
}

/// Indexing, a day more, and the sizes; on a copy, so that every run finds the library as the first
/// one did.
fn growing(
    plan: &Plan,
    library: &Library,
    rivals: &Rivals,
    beyond: &mut Beyond,
) -> Result<(), String> {
    heading("The index");
    let copy = plan.folder.join("copy");
    let failed = |error: std::io::Error| format!("{}: {error}", copy.display());
    if copy.exists() {
        std::fs::remove_dir_all(&copy).map_err(failed)?;
    }
    std::fs::create_dir_all(&copy).map_err(failed)?;
    std::fs::copy(library.folder.join("library.db"), copy.join("library.db")).map_err(failed)?;
    let grown = grow(&copy, library, rivals, beyond);
    std::fs::remove_dir_all(&copy).map_err(failed)?;
    grown
}

fn grow(
    copy: &Path,
    library: &Library,
    rivals: &Rivals,
    beyond: &mut Beyond,
) -> Result<(), String> {
    let app = library::open(copy)?;
    let papers = library.papers() as f64;
    let began = Instant::now();
    app.wait_until_indexed().map_err(message)?;
    let ours = papers / began.elapsed().as_secs_f64();
    let [trigrams, words] = [Cut::Trigrams, Cut::Words].map(|cut| rivals.indexed(cut));
    println!(
        "{:<34} {:>9} {:>9}  {:>17} {:>17}",
        "", "", "bar", "FTS5 trigram", "FTS5 jieba words"
    );
    let times = |theirs: f64| format!("{theirs:.0} = 1/{:.1}", ours / theirs);
    println!(
        "{:<34} {ours:>9.0} {:>9}  {:>17} {:>17}   theirs when they were made",
        "indexing, papers/s",
        "≥ 4500",
        times(trigrams),
        times(words)
    );
    beyond.at_least("indexing, papers/s", ours, 4500.0);
    let text: f64 = plain_texts(library.days())
        .map(|(_, texts)| texts.iter().map(String::len).sum::<usize>() as f64)
        .sum();
    let index = size(&copy.join("index")) as f64 / text;
    let [trigrams, words] =
        [Cut::Trigrams, Cut::Words].map(|cut| format!("{:.2}", rivals.size(cut) / text));
    println!(
        "{:<34} {index:>9.2} {:>9}  {trigrams:>17} {words:>17}   of {:.0} MiB",
        "size, of the plain text",
        "≤ 0.8",
        mib(text as u64)
    );
    let mut stored = Times::default();
    let (mut searchable, mut tidied) = (Vec::new(), Vec::new());
    let mut theirs = [Vec::new(), Vec::new()];
    for number in 1..=DAYS_ADDED {
        let day = NEWEST
            .checked_add(jiff::Span::new().days(number as i64))
            .map_err(|error| error.to_string())?;
        let report = generate::report(day, A_DAY, 1);
        stored.take(|| app.import_bytes("day.md", report.into_bytes())).map_err(message)?;
        let [match_counts, indexed] = until_searchable(&app, &generate::paper_id(day, A_DAY - 1))?;
        searchable.push(match_counts);
        tidied.push(indexed);
        let papers: Vec<_> = plain_texts(&[(day, A_DAY)]).collect();
        for (cut, theirs) in [Cut::Trigrams, Cut::Words].into_iter().zip(&mut theirs) {
            theirs.push(rivals.add_day(cut, &papers)?);
        }
    }
    let [trigrams, words] = theirs.map(|times| format!("{:.1}", quantile(times, 0.5)));
    let (p50, worst, tidied) =
        (quantile(searchable.clone(), 0.5), quantile(searchable, 1.0), quantile(tidied, 1.0));
    println!(
        "{:<34} {p50:>9.1} {:>9}  {trigrams:>17} {words:>17}   ours at worst {worst:.1}",
        "a day of 25 more, ms", "≤ 50"
    );
    println!(
        "{:<34} {tidied:>9.1}            (at worst; it is searched meanwhile)",
        "until its segments are merged"
    );
    beyond.at_most("a day of 25 more, ms", p50, 50.0);
    println!("{:<34} {:>9.1}            (storing it, before)", "", stored.quantile(0.5));
    Ok(())
}

/// Brings the index up to date: after how many milliseconds a new paper is found, and after how
/// many all is done.
fn until_searchable(app: &App, id: &str) -> Result<[f64; 2], String> {
    let began = Instant::now();
    let passed = || began.elapsed().as_secs_f64() * 1e3;
    std::thread::scope(|scope| {
        let indexing = scope.spawn(|| app.wait_until_indexed().map(|()| passed()));
        loop {
            let ended = indexing.is_finished();
            if app.search(&format!("id:{id}"), SortOrder::Relevance, 0, 1).map_err(message)?.total
                > 0
            {
                break;
            }
            if ended {
                return Err(format!("{id} was indexed and is not found"));
            }
            std::thread::sleep(Duration::from_millis(1));
        }
        let searchable = passed();
        let indexed =
            indexing.join().map_err(|_| "indexing broke off".to_owned())?.map_err(message)?;
        Ok([searchable, indexed])
    })
}

/// A query of ours, and the same query for a rival; `None` where it has no such query.
struct Question {
    query: String,
    rivals: Option<RivalQuery>,
}

/// A kind of question, and how fast it is to be answered.
struct Kind {
    name: &'static str,
    sort: SortOrder,
    /// The bars for p50 and p99, in milliseconds.
    bar: (u32, u32),
    /// How many times as fast as the rivals.
    times: Option<u32>,
    make: fn(&Library, &App, &mut Random) -> Result<Question, String>,
}

#[rustfmt::skip]
const KINDS: [Kind; 12] = [
    Kind { name: "a frequent Chinese word", sort: SortOrder::Relevance, bar: (3, 12), times: Some(5), make: |_, _, random| one(chinese(random.below(100))) },
    Kind { name: "a rare Chinese word", sort: SortOrder::Relevance, bar: (3, 12), times: Some(5), make: |_, _, random| one(chinese(500 + random.below(generate::CHINESE - 500))) },
    Kind { name: "a frequent English word", sort: SortOrder::Relevance, bar: (3, 12), times: Some(5), make: |_, _, random| one(english(random.below(100))) },
    Kind { name: "a rare English word", sort: SortOrder::Relevance, bar: (3, 12), times: Some(5), make: |_, _, random| one(english(500 + random.below(generate::ENGLISH - 500))) },
    Kind { name: "a word being typed (4 letters*)", sort: SortOrder::Relevance, bar: (3, 12), times: None, make: |_, _, random| typed(random) },
    Kind { name: "three words", sort: SortOrder::Relevance, bar: (5, 20), times: Some(5), make: |_, _, random| three(random) },
    Kind { name: "a long run of Chinese", sort: SortOrder::Relevance, bar: (10, 25), times: None, make: |library, app, random| run(library, app, random, false) },
    Kind { name: "a quoted phrase", sort: SortOrder::Relevance, bar: (10, 25), times: None, make: |library, app, random| run(library, app, random, true) },
    Kind { name: "a word with a typing error", sort: SortOrder::Relevance, bar: (5, 12), times: None, make: |_, _, random| mistyped(random) },
    Kind { name: "domain and month, newest first", sort: SortOrder::Newest, bar: (3, 12), times: Some(20), make: |library, _, random| of_month(library, random, Some("domain")) },
    Kind { name: "a word in a month, newest first", sort: SortOrder::Newest, bar: (3, 12), times: Some(20), make: |library, _, random| of_month(library, random, None) },
    Kind { name: "a word among the starred", sort: SortOrder::Relevance, bar: (3, 12), times: None, make: |_, _, random| Ok(Question { query: format!("is:starred {}", chinese(random.below(30))), rivals: None }) },
];

fn one(word: String) -> Result<Question, String> {
    Ok(Question { query: word.clone(), rivals: Some(RivalQuery::all([word])) })
}

fn three(random: &mut Random) -> Result<Question, String> {
    let words =
        [chinese(random.below(100)), english(random.below(100)), chinese(random.below(170))];
    Ok(Question { query: words.join(" "), rivals: Some(RivalQuery::all(words)) })
}

fn typed(random: &mut Random) -> Result<Question, String> {
    let letters: String = word(random).chars().take(4).collect();
    Ok(Question {
        query: format!("{letters}*"),
        rivals: Some(RivalQuery { open: true, ..RivalQuery::all([letters]) }),
    })
}

/// Ten to sixteen consecutive Chinese characters of some paper.
fn run(
    library: &Library,
    app: &App,
    random: &mut Random,
    quoted: bool,
) -> Result<Question, String> {
    let run = passage(library, app, random)?;
    let query = if quoted { format!("\"{run}\"") } else { run.clone() };
    Ok(Question { query, rivals: Some(RivalQuery::all([run])) })
}

fn mistyped(random: &mut Random) -> Result<Question, String> {
    let mut letters: Vec<char> = word(random).chars().collect();
    letters.remove(2 + random.below(letters.len() - 3));
    Ok(Question { query: letters.into_iter().collect(), rivals: None })
}

fn of_month(
    library: &Library,
    random: &mut Random,
    column: Option<&'static str>,
) -> Result<Question, String> {
    let (day, word) =
        (library.days()[random.below(library.days().len())].0, chinese(random.below(100)));
    let key = column.map_or(String::new(), |column| format!("{column}:"));
    let bounds = |day: Date| (number(day.first_of_month()), number(day.last_of_month()));
    Ok(Question {
        query: format!("{key}{word} date:{:04}-{:02}", day.year(), day.month()),
        rivals: Some(RivalQuery { column, days: Some(bounds(day)), ..RivalQuery::all([word]) }),
    })
}

pub fn chinese(rank: usize) -> String {
    let (first, second) = generate::chinese_term(rank);
    format!("{first}{second}")
}

pub fn english(rank: usize) -> String {
    let (first, second) = generate::english_term(rank);
    format!("{first}{second}")
}

/// A frequent English word of at least seven letters.
fn word(random: &mut Random) -> String {
    loop {
        let term = english(random.below(160));
        if let Some(word) = term.split([' ', '-']).find(|word| word.len() >= 7 && word.is_ascii()) {
            return word.to_lowercase();
        }
    }
}

fn passage(library: &Library, app: &App, random: &mut Random) -> Result<String, String> {
    let length = 10 + random.below(7);
    for _ in 0..1_000 {
        let id = library.any_paper(random);
        let text = app.copy_text(&id, CopyPart::Innovations, CopyFormat::Text).map_err(message)?;
        let runs: Vec<&str> = text
            .split(|letter: char| !('\u{4e00}'..='\u{9fff}').contains(&letter))
            .filter(|run| run.chars().count() >= length)
            .collect();
        if !runs.is_empty() {
            return Ok(random.pick(&runs).chars().take(length).collect());
        }
    }
    Err(format!("no paper has {length} Chinese characters together"))
}
