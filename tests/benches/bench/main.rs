//! `make bench`: what Paperboy's speed and memory are on this machine, as ratios within one run
//! wherever there is a rival. It measures and prints, and fails only when something does not work.

mod bars;
mod check;
mod fetch;
mod figures;
mod highlights;
mod hybrid;
mod judged;
mod library;
mod meaning;
mod million;
mod recall;
mod rivals;
mod search;
mod sync;
mod taste;
mod window;
mod writing;

use std::path::PathBuf;
use std::process::ExitCode;

const USAGE: &str =
    "cargo bench -p paperboy-tests -- [library] [search] [recall] [meaning] [taste] [fetch] [writing] [check] [highlights] [sync] [window] [hybrid] [million] [--papers N] [--fresh]

  library    import, index, lists, opening a paper
  search     its speed against SQLite's full-text search, and its quality
  recall     papers found by descriptions in other words
  meaning    what encoding takes for search by meaning, and comparing with the vectors of 100,000 papers
  taste      the order of papers learnt from stars, against stand-ins for a taste
  fetch      an article out of HTML, a day of papers from a stand-in
  writing    a report out of an article without a model
  check      claims judged right, a report against its article
  highlights opening a paper with many, placing them in a report that was written again
  sync       two devices over a WebDAV server on loopback
  window     time to the first view and memory, against an empty window (Linux, under Xvfb)
  hybrid     descriptions asked by words and meaning; only when it is named: vectors take minutes
  million    the index of a million papers; only when it is named: it takes minutes and 4 GB of disk
  --papers   how many papers the library has [default: 100000, or PAPERBOY_BENCH_PAPERS]
  --fresh    make the library again, although one is kept from an earlier run
  Without a section, all.";

/// The selected measurements.
struct Plan {
    sections: Vec<String>,
    papers: usize,
    fresh: bool,
    /// Where libraries are kept from run to run.
    folder: PathBuf,
    /// Where cargo put the programs.
    programs: PathBuf,
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [flag, id, path] = arguments.as_slice()
        && flag == "--peak"
    {
        return fetch::print_peak(id, path).map_or_else(|why| failed(&why), |()| ExitCode::SUCCESS);
    }
    let plan = match plan(arguments.into_iter()) {
        Ok(plan) => plan,
        Err(why) => {
            eprintln!("{why}\n\n{USAGE}");
            return ExitCode::from(2);
        }
    };
    figures::machine();
    if cfg!(debug_assertions) {
        println!("A debug build: the figures say little. Use --release.");
    }
    let mut ended = ExitCode::SUCCESS;
    let mut note = |result: Result<(), String>| {
        if let Err(why) = result {
            ended = failed(&why);
        }
    };
    let is_named = |name: &str| plan.sections.iter().any(|section| section == name);
    if ["library", "search", "window"].iter().any(|section| plan.wants(section))
        || is_named("hybrid")
    {
        match library::prepare(&plan) {
            Ok(library) => {
                if plan.wants("library") {
                    note(library::measure(&library));
                }
                if plan.wants("search") {
                    note(judged::measure());
                    note(search::measure(&plan, &library));
                }
                if plan.wants("window") {
                    note(window::measure(&library.folder, &plan.programs, &plan.folder));
                }
                if is_named("hybrid") {
                    note(hybrid::measure(&library));
                }
            }
            Err(why) => note(Err(why)),
        }
    }
    if is_named("million") {
        note(million::measure(&plan));
    }
    if plan.wants("recall") {
        note(recall::measure());
        if !plan.wants("search") {
            note(judged::measure());
        }
    }
    if plan.wants("meaning") {
        note(meaning::measure());
    }
    if plan.wants("taste") {
        note(taste::measure());
    }
    if plan.wants("fetch") {
        note(fetch::measure(&plan.folder));
    }
    if plan.wants("writing") {
        note(writing::measure());
    }
    if plan.wants("check") {
        note(check::measure());
    }
    if plan.wants("highlights") {
        note(highlights::measure());
    }
    if plan.wants("sync") {
        note(sync::measure());
    }
    ended
}

impl Plan {
    fn wants(&self, section: &str) -> bool {
        self.sections.is_empty() || self.sections.iter().any(|wanted| wanted == section)
    }
}

fn plan(mut arguments: impl Iterator<Item = String>) -> Result<Plan, String> {
    let number = |text: String| {
        text.parse::<usize>()
            .ok()
            .filter(|papers| *papers > 0)
            .ok_or_else(|| format!("“{text}” is no number of papers"))
    };
    let program = std::env::current_exe().map_err(|error| error.to_string())?;
    // Benches lie in `deps` below the programs.
    let folder = program.parent().ok_or("the bench has no folder")?;
    let programs =
        if folder.ends_with("deps") { folder.parent().unwrap_or(folder) } else { folder }
            .to_owned();
    let mut plan = Plan {
        sections: Vec::new(),
        papers: std::env::var("PAPERBOY_BENCH_PAPERS").map_or(Ok(100_000), number)?,
        fresh: false,
        folder: programs.parent().ok_or("the bench has no target folder")?.join("bench"),
        programs,
    };
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            // Cargo passes this to every bench.
            "--bench" => {}
            "library" | "search" | "recall" | "meaning" | "taste" | "million" | "fetch"
            | "writing" | "check" | "highlights" | "sync" | "window" | "hybrid" => {
                plan.sections.push(argument)
            }
            "--fresh" => plan.fresh = true,
            "--papers" => plan.papers = number(arguments.next().unwrap_or_default())?,
            other => return Err(format!("“{other}” is not understood")),
        }
    }
    Ok(plan)
}

fn failed(why: &str) -> ExitCode {
    eprintln!("bench: {why}");
    ExitCode::FAILURE
}
