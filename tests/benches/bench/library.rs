//! The library: how fast it takes papers in, and how fast it shows them.

use crate::Plan;
use crate::figures::{Times, heading, mib, size};
use jiff::civil::{Date, date};
use paperboy_core::wire::{JobKind, Mark, Outcome, View};
use paperboy_core::{App, Job, Places};
use paperboy_report::Section;
use paperboy_tests::generate::{self, Random};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

/// Papers a day, about as many as Hugging Face lists.
pub const A_DAY: usize = 25;
pub const NEWEST: Date = date(2025, 12, 31);
/// How often each thing is done.
const ROUNDS: usize = 300;
/// Changes when a library made by an earlier bench would not be the same.
const EDITION: &str = "3";
/// The made-up papers' own.
const SEED: u64 = 1;

/// A library of made-up papers.
pub struct Library {
    pub folder: PathBuf,
    days: Vec<(Date, usize)>,
}

/// Makes the library, or takes the one kept from an earlier run.
pub fn prepare(plan: &Plan) -> Result<Library, String> {
    let days = generate::days(plan.papers, A_DAY, NEWEST);
    let home = plan.folder.join(format!("library-{}", plan.papers));
    let (reports, folder, complete) =
        (home.join("reports"), home.join("library"), home.join("complete"));
    let library = Library { folder, days };
    heading(&format!("A library of {} papers, {A_DAY} a day", plan.papers));
    let kept = std::fs::read_to_string(&complete).is_ok_and(|edition| edition == EDITION);
    if kept && !plan.fresh && library.is_usable() {
        println!(
            "kept from an earlier run: import and index are not measured (--fresh makes it again)"
        );
        return Ok(library);
    }
    if home.exists() {
        std::fs::remove_dir_all(&home).map_err(|error| format!("{}: {error}", home.display()))?;
    }
    write_reports(&reports, &library.days)?;
    import(&library, &reports)?;
    std::fs::write(&complete, EDITION)
        .map_err(|error| format!("{}: {error}", complete.display()))?;
    Ok(library)
}

fn write_reports(folder: &Path, days: &[(Date, usize)]) -> Result<(), String> {
    std::fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let began = Instant::now();
    for (date, papers) in days {
        let path = folder.join(format!("{date}.md"));
        std::fs::write(&path, generate::report(*date, *papers, SEED))
            .map_err(|error| format!("{}: {error}", path.display()))?;
    }
    println!(
        "made up      {:>9.1} MiB of reports in {:.1} s",
        mib(size(folder)),
        began.elapsed().as_secs_f64()
    );
    Ok(())
}

fn import(library: &Library, reports: &Path) -> Result<(), String> {
    let app = library.open()?;
    let papers = library.papers() as f64;
    // The newest day arrives alone, as days do.
    let newest = reports.join(format!("{NEWEST}.md"));
    let aside = reports.with_file_name(format!("{NEWEST}.md"));
    let renamed = |from: &Path, to: &Path| {
        std::fs::rename(from, to).map_err(|error| format!("{}: {error}", from.display()))
    };
    renamed(&newest, &aside)?;
    let began = Instant::now();
    put_in(&app, reports)?;
    let seconds = began.elapsed().as_secs_f64();
    println!("import       {:>9.0} papers/s ({seconds:.1} s)", papers / seconds);
    let began = Instant::now();
    app.wait_until_indexed().map_err(message)?;
    let seconds = began.elapsed().as_secs_f64();
    println!("index        {:>9.0} papers/s ({seconds:.1} s)", papers / seconds);
    renamed(&aside, &newest)?;
    put_in(&app, &newest)?;
    app.wait_until_indexed().map_err(message)?;
    let mut random = Random::new(5);
    let starred: Vec<String> = (0..500).map(|_| library.any_paper(&mut random)).collect();
    app.mark(&starred, Mark::Starred, true).map_err(message)?;
    // Closed, so that nothing is counted that waits to be put in its place.
    drop(app);
    let text = size(reports) as f64;
    let index = size(&library.folder.join("index")) as f64;
    let rest = size(&library.folder) as f64 - index;
    println!(
        "size         {:>9.2} of the text in the database, {:.2} in the index",
        rest / text,
        index / text
    );
    Ok(())
}

fn put_in(app: &Arc<App>, path: &Path) -> Result<(), String> {
    let imported =
        app.import(&[path.to_owned()], &Job::unwatched(JobKind::Import)).map_err(message)?;
    match imported
        .files
        .iter()
        .find(|file| file.outcome != Outcome::Added || !file.problems.is_empty())
    {
        Some(file) => {
            Err(format!("{} was imported as {:?}: {:?}", file.path, file.outcome, file.problems))
        }
        None => Ok(()),
    }
}

/// Asks the library, and prints how long its answers took.
pub fn measure(library: &Library) -> Result<(), String> {
    let app = library.open()?;
    heading("Reading, milliseconds");
    println!("{:<34} {:>8} {:>8}", "", "p50", "p99");
    let mut random = Random::new(9);
    let any_day = |random: &mut Random| View::Day {
        date: library.days[random.below(library.days.len())].0.to_string(),
    };
    each("status", || app.status())?;
    each("days", || app.days())?;
    each("a day's digest", || app.list(&any_day(&mut random), 0, 100))?;
    let deepest = library.papers().saturating_sub(100);
    each("100 cards of all, anywhere", || {
        app.list(&View::All, u32::try_from(random.below(deepest + 1)).unwrap_or(0), 100)
    })?;
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

fn each<T>(
    what: &str,
    mut question: impl FnMut() -> Result<T, paperboy_core::Error>,
) -> Result<(), String> {
    let mut times = Times::default();
    for _ in 0..ROUNDS {
        times.take(&mut question).map_err(message)?;
    }
    println!("{what:<34} {:>8.2} {:>8.2}", times.quantile(0.5), times.quantile(0.99));
    Ok(())
}

/// Opens the library in a folder.
pub fn open(folder: &Path) -> Result<Arc<App>, String> {
    let places = Places { library: folder.to_owned(), logs: folder.join("logs") };
    App::open(places, Arc::new(jiff::Timestamp::now)).map_err(message)
}

impl Library {
    pub fn open(&self) -> Result<Arc<App>, String> {
        open(&self.folder)
    }

    /// Its days, the oldest first, each with its number of papers.
    pub fn days(&self) -> &[(Date, usize)] {
        &self.days
    }

    /// Whether this Paperboy can read it: a library from the development of a schema may lack a
    /// table. The index of another version is rebuilt.
    fn is_usable(&self) -> bool {
        let result = self.open().and_then(|app| {
            app.wait_until_indexed()
                .and_then(|()| app.status())
                .and_then(|_| app.list(&View::All, 0, 1))
                .map_err(message)
        });
        result
            .inspect_err(|why| {
                println!("the library kept from an earlier run can't be used: {why}")
            })
            .is_ok()
    }

    pub fn papers(&self) -> usize {
        self.days.iter().map(|(_, papers)| papers).sum()
    }

    pub fn any_paper(&self, random: &mut Random) -> String {
        let (day, papers) = self.days[random.below(self.days.len())];
        generate::paper_id(day, random.below(papers))
    }
}

/// The library's papers as their words are searched: the day, and the title and the five sections
/// as plain text.
pub fn plain_texts(days: &[(Date, usize)]) -> impl Iterator<Item = (i64, Vec<String>)> {
    days.iter().flat_map(|&(day, papers)| {
        let read = paperboy_report::read(generate::report(day, papers, SEED).as_bytes());
        read.papers.into_iter().map(move |paper| (number(day), texts(&paper)))
    })
}

fn texts(paper: &paperboy_report::PaperReport) -> Vec<String> {
    let cut = paperboy_report::sections(&paper.body);
    let sections =
        Section::ALL.map(|section| paperboy_report::plain(cut.get(section).unwrap_or_default()));
    std::iter::once(paper.title.clone()).chain(sections).collect()
}

/// A day as the rivals count: days since 1970.
pub fn number(day: Date) -> i64 {
    day.duration_since(Date::constant(1970, 1, 1)).as_hours() / 24
}

pub fn message(error: paperboy_core::Error) -> String {
    format!("{error}")
}

pub fn index_message(error: paperboy_search::IndexError) -> String {
    format!("{error}")
}
