//! The library: how fast it takes papers in, and how fast it answers.

use crate::Plan;
use crate::figures::{Times, heading, mib, size};
use jiff::civil::{Date, date};
use paperboy_core::wire::{Mark, Outcome, View};
use paperboy_core::{App, Job, Places};
use paperboy_tests::generate::{self, Random};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

/// Papers a day, about as many as Hugging Face lists.
const A_DAY: usize = 25;
const NEWEST: Date = date(2025, 12, 31);
/// How often each thing is done.
const ROUNDS: usize = 300;
/// Changes when a library made by an earlier bench would not be the same.
const EDITION: &str = "1";

/// A library of made-up papers.
pub struct Library {
    pub folder: PathBuf,
    days: Vec<(Date, usize)>,
}

/// Makes the library, or takes the one kept from an earlier run.
pub fn prepare(plan: &Plan) -> Result<Library, String> {
    let days = generate::days(plan.papers, A_DAY, NEWEST);
    let home = plan.folder.join(format!("library-{}", plan.papers));
    let (reports, folder, complete) = (home.join("reports"), home.join("library"), home.join("complete"));
    let library = Library { folder, days };
    heading(&format!("A library of {} papers, {A_DAY} a day", plan.papers));
    let kept = std::fs::read_to_string(&complete).is_ok_and(|edition| edition == EDITION);
    if kept && !plan.fresh && library.is_usable() {
        println!("kept from an earlier run: import and index are not measured (--fresh makes it again)");
        return Ok(library);
    }
    if home.exists() {
        std::fs::remove_dir_all(&home).map_err(|error| format!("{}: {error}", home.display()))?;
    }
    write_reports(&reports, &library.days)?;
    import(&library, &reports)?;
    std::fs::write(&complete, EDITION).map_err(|error| format!("{}: {error}", complete.display()))?;
    Ok(library)
}

fn write_reports(folder: &Path, days: &[(Date, usize)]) -> Result<(), String> {
    std::fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let began = Instant::now();
    for (date, papers) in days {
        let path = folder.join(format!("{date}.md"));
        std::fs::write(&path, generate::report(*date, *papers, 1)).map_err(|error| format!("{}: {error}", path.display()))?;
    }
    println!("made up      {:>9.1} MiB of reports in {:.1} s", mib(size(folder)), began.elapsed().as_secs_f64());
    Ok(())
}

fn import(library: &Library, reports: &Path) -> Result<(), String> {
    let app = library.open()?;
    let papers = library.papers() as f64;
    let began = Instant::now();
    let imported = app.import(&[reports.to_owned()], &Job::unwatched("import")).map_err(told)?;
    let seconds = began.elapsed().as_secs_f64();
    if let Some(file) = imported.files.iter().find(|file| file.outcome != Outcome::Added || !file.problems.is_empty()) {
        return Err(format!("{} was imported as {:?}: {:?}", file.path, file.outcome, file.problems));
    }
    println!("import       {:>9.0} papers/s ({seconds:.1} s)", papers / seconds);
    let began = Instant::now();
    app.settle().map_err(told)?;
    let seconds = began.elapsed().as_secs_f64();
    println!("index        {:>9.0} papers/s ({seconds:.1} s)", papers / seconds);
    let mut random = Random::new(5);
    let starred: Vec<String> = (0..500).map(|_| library.any_paper(&mut random)).collect();
    app.mark(&starred, Mark::Starred, true).map_err(told)?;
    // Closed, so that nothing is counted that waits to be put in its place.
    drop(app);
    let text = size(reports) as f64;
    let index = size(&library.folder.join("index")) as f64;
    let rest = size(&library.folder) as f64 - index;
    println!("size         {:>9.2} of the text in the database, {:.2} in the index", rest / text, index / text);
    Ok(())
}

/// Asks the library, and prints how long its answers took.
pub fn measure(library: &Library) -> Result<(), String> {
    let began = Instant::now();
    let app = library.open()?;
    let first = app.search("注意力", "relevance", 0, 20).map_err(told)?;
    let opened = began.elapsed().as_secs_f64() * 1e3;
    heading("Search: the best 20 with snippets, milliseconds");
    println!("opening the library and its first answer: {opened:.1} ({} found)", first.total);
    println!("{:<34} {:>8} {:>8} {:>12} {:>8}", "", "p50", "p99", "found (p50)", "none");
    for (kind, sort, query) in KINDS {
        let mut random = Random::new(7);
        let (mut times, mut found) = (Times::default(), Vec::new());
        for round in 0..ROUNDS + 5 {
            let text = query(library, &app, &mut random)?;
            let answer = if round < 5 { app.search(&text, sort, 0, 20) } else { times.take(|| app.search(&text, sort, 0, 20)) };
            found.push(f64::from(answer.map_err(told)?.total));
        }
        let none = found.iter().filter(|total| **total == 0.0).count() as f64 / found.len() as f64;
        let usual = crate::figures::quantile(found, 0.5);
        println!("{kind:<34} {:>8.2} {:>8.2} {usual:>12} {:>7.0}%", times.quantile(0.5), times.quantile(0.99), none * 100.0);
    }
    reading(library, &app)
}

fn reading(library: &Library, app: &App) -> Result<(), String> {
    heading("Reading, milliseconds");
    println!("{:<34} {:>8} {:>8}", "", "p50", "p99");
    let mut random = Random::new(9);
    let any_day = |random: &mut Random| View::Day { date: library.days[random.below(library.days.len())].0.to_string() };
    each("status", || app.status())?;
    each("days", || app.days())?;
    each("a day's digest", || app.list(&any_day(&mut random), 0, 100))?;
    let deepest = library.papers().saturating_sub(100);
    each("100 cards of all, anywhere", || app.list(&View::All, u32::try_from(random.below(deepest + 1)).unwrap_or(0), 100))?;
    each("starred, first 100", || app.list(&View::Starred, 0, 100))?;
    each("unread, first 100", || app.list(&View::Unread, 0, 100))?;
    each("open a paper", || app.open_paper(&library.any_paper(&mut random)))?;
    // On and off again, so that every run finds the library as the first one did.
    each("keep a paper for later and not", || {
        let paper = [library.any_paper(&mut random)];
        app.mark(&paper, Mark::Later, true)?;
        app.mark(&paper, Mark::Later, false)
    })
}

fn each<T>(what: &str, mut question: impl FnMut() -> Result<T, paperboy_core::Error>) -> Result<(), String> {
    let mut times = Times::default();
    for _ in 0..ROUNDS {
        times.take(&mut question).map_err(told)?;
    }
    println!("{what:<34} {:>8.2} {:>8.2}", times.quantile(0.5), times.quantile(0.99));
    Ok(())
}

impl Library {
    fn open(&self) -> Result<Arc<App>, String> {
        let places = Places { library: self.folder.clone(), logs: self.folder.join("logs") };
        App::open(places, Arc::new(jiff::Timestamp::now)).map_err(told)
    }

    /// Whether this Paperboy can read it: one made while the schema was being worked on may lack a table.
    fn is_usable(&self) -> bool {
        let asked = self.open().and_then(|app| app.status().and_then(|_| app.list(&View::All, 0, 1)).map_err(told));
        asked.inspect_err(|why| println!("the library kept from an earlier run can't be used: {why}")).is_ok()
    }

    fn papers(&self) -> usize {
        self.days.iter().map(|(_, papers)| papers).sum()
    }

    fn any_paper(&self, random: &mut Random) -> String {
        let (day, papers) = self.days[random.below(self.days.len())];
        generate::paper_id(day, random.below(papers))
    }
}

/// Makes a query of one kind.
type Ask = fn(&Library, &App, &mut Random) -> Result<String, String>;

const KINDS: [(&str, &str, Ask); 11] = [
    ("a frequent Chinese word", "relevance", |_, _, random| Ok(chinese(random.below(100)))),
    ("a rare Chinese word", "relevance", |_, _, random| Ok(chinese(1_000 + random.below(generate::CHINESE - 1_000)))),
    ("a frequent English word", "relevance", |_, _, random| Ok(english(random.below(100)))),
    ("a rare English word", "relevance", |_, _, random| Ok(english(1_000 + random.below(generate::ENGLISH - 1_000)))),
    ("the word being typed (4 letters)", "relevance", |_, _, random| Ok(word(random).chars().take(4).collect())),
    ("three words", "relevance", |_, _, random| {
        Ok(format!("{} {} {}", chinese(random.below(100)), english(random.below(100)), chinese(random.below(170))))
    }),
    ("a long run of Chinese", "relevance", |library, app, random| passage(library, app, random)),
    ("a quoted phrase", "relevance", |library, app, random| Ok(format!("\"{}\"", passage(library, app, random)?))),
    ("a word with a typing error", "relevance", |_, _, random| {
        let mut letters: Vec<char> = word(random).chars().collect();
        letters.remove(2 + random.below(letters.len() - 3));
        Ok(letters.into_iter().collect())
    }),
    ("a word in a month, newest first", "newest", |library, _, random| {
        let day = library.days[random.below(library.days.len())].0;
        Ok(format!("{} date:{:04}-{:02}", chinese(random.below(100)), day.year(), day.month()))
    }),
    ("a word among the starred", "relevance", |_, _, random| Ok(format!("is:starred {}", chinese(random.below(30))))),
];

fn chinese(rank: usize) -> String {
    let (first, second) = generate::chinese_term(rank);
    format!("{first}{second}")
}

fn english(rank: usize) -> String {
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

/// Ten to sixteen Chinese characters that stand together in some paper.
fn passage(library: &Library, app: &App, random: &mut Random) -> Result<String, String> {
    let length = 10 + random.below(7);
    for _ in 0..1_000 {
        let id = library.any_paper(random);
        let text = app.copy_text(&id, "innovations", "text").map_err(told)?;
        let runs: Vec<&str> =
            text.split(|letter: char| !('\u{4e00}'..='\u{9fff}').contains(&letter)).filter(|run| run.chars().count() >= length).collect();
        if !runs.is_empty() {
            return Ok(random.pick(&runs).chars().take(length).collect());
        }
    }
    Err(format!("no paper has {length} Chinese characters together"))
}

fn told(error: paperboy_core::Error) -> String {
    format!("{error}")
}
