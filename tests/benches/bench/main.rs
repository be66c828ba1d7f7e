//! `make bench`: what Paperboy's speed and memory are on this machine, as ratios within one run wherever there is a rival.
//! It measures and prints; it judges nothing and fails only when something does not work.

mod figures;
mod library;
mod window;

use std::path::PathBuf;
use std::process::ExitCode;

const USAGE: &str = "cargo bench -p paperboy-tests -- [library] [window] [--papers N] [--fresh]

  library    import, index, search, lists, opening a paper
  window     time to the first view and memory, against an empty window (Linux, under Xvfb)
  --papers   how many papers the library has [default: 100000, or PAPERBOY_BENCH_PAPERS]
  --fresh    make the library again, although one is kept from an earlier run
  Without a section, both.";

/// What is to be measured.
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
    let plan = match plan(std::env::args().skip(1)) {
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
    let library = match library::prepare(&plan) {
        Ok(library) => library,
        Err(why) => return failed(&why),
    };
    let mut ended = ExitCode::SUCCESS;
    if plan.wants("library")
        && let Err(why) = library::measure(&library)
    {
        ended = failed(&why);
    }
    if plan.wants("window")
        && let Err(why) = window::measure(&library.folder, &plan.programs, &plan.folder)
    {
        ended = failed(&why);
    }
    ended
}

impl Plan {
    fn wants(&self, section: &str) -> bool {
        self.sections.is_empty() || self.sections.iter().any(|wanted| wanted == section)
    }
}

fn plan(mut arguments: impl Iterator<Item = String>) -> Result<Plan, String> {
    let number =
        |text: String| text.parse::<usize>().ok().filter(|papers| *papers > 0).ok_or_else(|| format!("“{text}” is no number of papers"));
    let program = std::env::current_exe().map_err(|error| error.to_string())?;
    // Benches lie in `deps` below the programs.
    let folder = program.parent().ok_or("the bench has no folder")?;
    let programs = if folder.ends_with("deps") { folder.parent().unwrap_or(folder) } else { folder }.to_owned();
    let mut plan = Plan {
        sections: Vec::new(),
        papers: std::env::var("PAPERBOY_BENCH_PAPERS").map_or(Ok(100_000), number)?,
        fresh: false,
        folder: programs.parent().ok_or("the bench has no target folder")?.join("bench"),
        programs,
    };
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            // Cargo says so to every bench.
            "--bench" => {}
            "library" | "window" => plan.sections.push(argument),
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
