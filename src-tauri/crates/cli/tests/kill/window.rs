//! The window's background work is killed or ended (SIGTERM, as at a logout) at any moment while it
//! imports, stars, notes and indexes. It leaves an index with each paper once, and every
//! acknowledged star. `PAPERBOY_KILLS` makes it longer: 500 are the bar.

use super::number;
use crate::harness::{Library, report};
use paperboy_core::wire::Mark;
use paperboy_core::{App, Filter, Places, Surroundings};
use std::collections::BTreeSet;
use std::io::Read;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

const FOLDER: &str = "PAPERBOY_KILL_FOLDER";
const PAPERS_A_DAY: usize = 5;

/// Not a test: the process that the next test ends. It does the work of a window's whole day at
/// once, and prints what was acknowledged.
#[test]
#[ignore = "run by the test below, in a process of its own"]
fn what_runs_in_the_background() {
    let Ok(folder) = std::env::var(FOLDER) else { return };
    let places = Places { library: format!("{folder}/library").into(), logs: folder.into() };
    let app = App::open(places, Arc::new(jiff::Timestamp::now)).unwrap();
    app.start(|| Surroundings {
        local: jiff::civil::date(2026, 1, 15).at(12, 0, 0, 0),
        saves_power_or_data: true,
    });
    let begin = app.days().unwrap().len();
    for number in begin..begin + 1_000 {
        let date = jiff::civil::date(2020, 1, 1)
            .saturating_add(jiff::ToSpan::days(i64::try_from(number).unwrap()));
        let text = report(&date.to_string(), PAPERS_A_DAY);
        app.import_bytes("day.md", text.into_bytes()).unwrap();
        let mut papers = app.papers(&Filter::default()).unwrap();
        papers.truncate(3 * PAPERS_A_DAY);
        // The papers that were indexed last are changed first: their segments are the ones that are
        // merged.
        for (at, paper) in papers.iter().enumerate() {
            app.set_note(&paper.id, &format!("note {number} {at}")).unwrap();
            if at % 4 == 0 {
                app.mark(std::slice::from_ref(&paper.id), Mark::Starred, true).unwrap();
                println!("\nstarred {}", paper.id);
            }
            app.wait_until_indexed().unwrap();
        }
    }
}

#[test]
fn a_window_ended_at_any_moment_leaves_each_paper_once_in_the_index() {
    let kills = number("PAPERBOY_KILLS", 8);
    let mut library = Library::new();
    let mut chance = 0xd1b5_4a32_d192_ed03_u64;
    let mut starred = BTreeSet::new();
    for round in 0..kills {
        if round % 40 == 39 {
            // A library that grows for ever would be checked for ever.
            (library, starred) = (Library::new(), BTreeSet::new());
        }
        for shift in [13, 7, 17] {
            chance ^= if shift == 7 { chance >> shift } else { chance << shift };
        }
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args([
                "--exact",
                "kill::window::what_runs_in_the_background",
                "--ignored",
                "--nocapture",
            ])
            .env(FOLDER, library.path(""))
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_millis(chance % 3_000));
        assert!(child.try_wait().unwrap().is_none(), "it ended without being killed");
        end(&mut child, round % 2 == 0);
        let mut output = String::new();
        child.stdout.take().unwrap().read_to_string(&mut output).unwrap();
        starred.extend(
            output.lines().filter_map(|line| line.strip_prefix("starred ")).map(str::to_owned),
        );

        // The check alone repairs nothing: what it finds, the killed process has left.
        let run = library.run(&["check", "--json"]);
        let health = run.json();
        assert_eq!(
            (run.code, &health["index"], &health["database"]),
            (0, &"ok".into(), &"ok".into()),
            "round {round}: {health} {}",
            run.stderr
        );
        assert_eq!(health["papers"], health["indexed"], "round {round}");
        assert_eq!(run.stderr, "", "round {round}");
        let list = library.json(&["list", "--starred"]);
        let kept: BTreeSet<String> = list
            .as_array()
            .unwrap()
            .iter()
            .map(|paper| paper["id"].as_str().unwrap().to_owned())
            .collect();
        assert!(starred.is_subset(&kept), "round {round}: acknowledged stars are lost");
    }
}

/// Ends a process as a logout does, or kills it.
fn end(child: &mut Child, gently: bool) {
    let is_printed = gently
        && cfg!(unix)
        && Command::new("kill")
            .args(["-TERM", &child.id().to_string()])
            .status()
            .is_ok_and(|status| status.success());
    if !is_printed {
        child.kill().unwrap();
    }
    child.wait().unwrap();
}
