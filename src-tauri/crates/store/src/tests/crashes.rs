//! Kills, full disks and power cuts.

use super::*;
use crate::{List, Mark};
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

const FOLDER: &str = "PAPERBOY_STORE_TEST_FOLDER";
const PAPERS: u32 = 8;

fn nth_document(n: u32) -> NewDocument {
    let date = day("2020-01-01").checked_add(jiff::ToSpan::days(i64::from(n))).unwrap();
    let papers = (n * PAPERS..(n + 1) * PAPERS).map(|n| report(n, &"text ".repeat(500))).collect();
    document(&date.to_string(), &format!("document {n} {}", "raw ".repeat(3000)), papers)
}

/// Not a test: the process that the next test kills. It prints what has been acknowledged.
#[test]
#[ignore = "run by the test below, in a process of its own"]
fn a_process_that_imports() {
    let Some(folder) = std::env::var_os(FOLDER) else { return };
    let store = open(Path::new(&folder)).store;
    let begin = u32::try_from(store.days().unwrap().len()).unwrap();
    for n in begin..begin + 300 {
        store.add_document(&nth_document(n), at(0)).unwrap();
        println!("\nkept {n}");
    }
}

#[test]
fn a_kill_at_any_moment_leaves_whole_days_and_every_acknowledged_one() {
    let folder = tempfile::tempdir().unwrap();
    let mut acknowledged = 0;
    for wanted in [0, 1, 3, 4, 7, 12] {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "tests::crashes::a_process_that_imports", "--ignored", "--nocapture"])
            .env(FOLDER, folder.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
        let kept = |line: String| line.strip_prefix("kept ")?.parse::<u64>().ok();
        acknowledged = lines.filter_map(kept).take(wanted).last().map_or(acknowledged, |n| n + 1);
        child.kill().unwrap();
        child.wait().unwrap();

        let opening = open(folder.path());
        assert!(
            matches!(opening.events.as_slice(), [] | [OpenEvent::Created]),
            "{:?}",
            opening.events
        );
        let days = opening.store.days().unwrap();
        assert!(days.len() as u64 >= acknowledged);
        assert!(days.iter().all(|day| day.papers == u64::from(PAPERS)));
        assert_eq!(opening.store.paper_count().unwrap(), days.len() as u64 * u64::from(PAPERS));
        assert!(opening.store.check().unwrap().is_empty());
    }
    assert!(acknowledged > 12);
}

#[test]
fn the_files_of_a_library_in_the_middle_of_a_write_open_as_before_it() {
    let library = Library::with_days(&["2025-12-30"], 2);
    let copied = tempfile::tempdir().unwrap();
    library
        .write(|c| {
            // Enough to spill into the log before it is committed.
            c.execute_batch("PRAGMA cache_spill = 1; PRAGMA cache_size = 5")?;
            for n in 0..200 {
                c.execute(
                    "INSERT INTO setting (key, value) VALUES (?1, ?2)",
                    [n.to_string(), "x".repeat(4000)],
                )?;
            }
            for name in ["library.db", "library.db-wal"] {
                std::fs::copy(library.file(name), copied.path().join(name)).unwrap();
            }
            Ok(())
        })
        .unwrap();
    assert!(
        std::fs::metadata(copied.path().join("library.db-wal")).unwrap().len() > 100_000,
        "nothing was spilled"
    );
    let opening = open(copied.path());
    assert!(opening.events.is_empty());
    assert_eq!(opening.store.paper_count().unwrap(), 2);
    assert_eq!(opening.store.setting("0").unwrap(), None);
    assert!(opening.store.check().unwrap().is_empty());
}

#[test]
fn a_store_that_is_never_closed_loses_nothing() {
    let library = Library::with_days(&["2025-12-30"], 2);
    library.mark(&ids(&[1]), Mark::Starred, true, at(1)).unwrap();
    let Library { store, folder } = library;
    std::mem::forget(store);
    assert_eq!(
        open(folder.path()).store.list(&List { starred: true, ..List::default() }, 0, 9).unwrap().1,
        1
    );
}

#[test]
fn a_full_disk_is_reported_loses_nothing_and_passes() {
    let library = Library::with_days(&["2025-12-30"], 2);
    let pages = |limit: &str| {
        let writer = library.writer.as_ref().unwrap().lock().unwrap();
        writer
            .query_row(&format!("PRAGMA max_page_count = {limit}"), [], |row| row.get::<_, i64>(0))
            .unwrap()
    };
    pages("1"); // No fewer than there are: from now on none can be added.
    let before = library.list(&List::default(), 0, 9).unwrap();
    assert!(matches!(library.add_document(&nth_document(1), at(0)), Err(StoreError::DiskFull)));
    assert!(matches!(
        library.set_note(&id(1), Some(&"n".repeat(100_000)), at(0)),
        Err(StoreError::DiskFull)
    ));
    assert_eq!(library.list(&List::default(), 0, 9).unwrap(), before);
    assert_eq!(library.undo(None, at(0)).unwrap(), None);
    pages("1000000");
    assert_eq!(library.add_document(&nth_document(1), at(0)).unwrap(), Added::Added);
    assert!(library.check().unwrap().is_empty());
}
