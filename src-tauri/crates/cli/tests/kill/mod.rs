//! Killed at any instruction, an import leaves whole days, an intact database, and an index that
//! agrees with it. `PAPERBOY_KILLS` and `PAPERBOY_KILL_DAYS` make it longer: 200 kills over 300
//! days are the bar.

mod figures;
mod meaning;
mod watch;
mod window;
mod writing;

use crate::harness::{Library, report};
use std::time::Instant;

const PAPERS_A_DAY: usize = 6;

#[test]
fn a_killed_import_leaves_whole_days_and_an_index_that_agrees() {
    let kills = number("PAPERBOY_KILLS", 6);
    let days = number("PAPERBOY_KILL_DAYS", 40);
    let mut chance = 0x9e37_79b9_7f4a_7c15_u64;
    let (mut library, mut reports) = begin(days);
    let mut whole = None;
    let mut killed = 0;
    while killed < kills {
        // The first import runs to its end: it shows how long one takes, so that kills fall all
        // over it.
        let span = *whole.get_or_insert_with(|| {
            let (library, reports) = begin(days);
            let began = Instant::now();
            assert_eq!(library.run(&["import", &reports]).code, 0);
            began.elapsed()
        });
        chance ^= chance << 13;
        chance ^= chance >> 7;
        chance ^= chance << 17;
        let mut child = library.start(&["--library", &library.folder(), "import", &reports]);
        std::thread::sleep(span.mul_f64((chance % 1000) as f64 / 1000.0));
        let in_time = child.try_wait().unwrap().is_none();
        child.kill().unwrap();
        child.wait().unwrap();
        if in_time {
            killed += 1;
        }
        let health = library.json(&["check"]);
        assert_eq!(
            (&health["database"], &health["index"]),
            (&"ok".into(), &"ok".into()),
            "after kill {killed}: {health}"
        );
        assert_eq!(health["papers"], health["indexed"], "after kill {killed}");
        let kept = library.json(&["days"]);
        for day in kept.as_array().unwrap() {
            assert_eq!(day["papers"], PAPERS_A_DAY, "after kill {killed}: {day}");
        }
        if kept.as_array().unwrap().len() == days {
            (library, reports) = begin(days);
        }
    }
    let run = library.run(&["import", &reports]);
    assert_eq!(run.code, 0, "the next import goes on to the end: {}", run.stderr);
    assert_eq!(library.json(&["days"]).as_array().unwrap().len(), days);
}

/// An empty library, and a folder of reports to import.
fn begin(days: usize) -> (Library, String) {
    let library = Library::new();
    let folder = library.path("reports");
    std::fs::create_dir(&folder).unwrap();
    for (at, month) in (0..days).map(|at| (at, at / 28)) {
        let date = format!("{}-{:02}-{:02}", 2020 + month / 12, month % 12 + 1, at % 28 + 1);
        std::fs::write(format!("{folder}/{date}.md"), report(&date, PAPERS_A_DAY)).unwrap();
    }
    (library, folder)
}

fn number(name: &str, default: usize) -> usize {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(default)
}
