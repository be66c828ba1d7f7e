//! A disk that is full at any write: what is reported as saved is saved, what is reported as failed
//! is not there, reading and searching continue, and nothing ends by a signal.
//! `PAPERBOY_FULL_ROUNDS` makes it longer: 200 are the bar. Needs the right to mount.

#![cfg(target_os = "linux")]

mod disk;
mod vault;

use crate::harness::{Library, Run, ended, report};
use disk::Disk;
use paperboy_core::{App, Places};
use std::sync::Arc;

const DAY: &str = "2026-01-05";
const PAPERS: usize = 6;
/// The number of rounds after which a new library is made: a single one would fill the disk.
const ROUNDS_A_LIBRARY: usize = 20;

#[test]
fn a_full_disk_of_memory() {
    rounds(Disk::in_memory(16 << 20));
}

#[test]
fn a_full_ext4_with_small_blocks() {
    rounds(Disk::ext4(24 << 20, 1024));
}

#[test]
fn a_full_ext4_with_usual_blocks() {
    rounds(Disk::ext4(24 << 20, 4096));
}

/// A library on a medium that can only be read, with a log that was not put into it: its newest
/// changes can't be read there.
#[test]
fn a_log_on_a_read_only_disk_is_explained() {
    let Some(disk) = Disk::ext4(24 << 20, 4096) else {
        return eprintln!("skipped: this user may not mount such a disk here");
    };
    let library = Library::new();
    let day = library.write("day.md", &report(DAY, PAPERS));
    assert_eq!(library.run(&["import", &day]).code, 0);
    // Not on the disk: this process keeps a file of it open.
    let places = Places { library: library.folder().into(), logs: library.path("logs").into() };
    let app = App::open(places, Arc::new(jiff::Timestamp::now)).unwrap();
    app.set_note(&app.papers(&Default::default()).unwrap()[0].id, "in the log").unwrap();
    for (folder, names) in
        [("crashed", &["library.db", "library.db-wal"][..]), ("closed", &["library.db"])]
    {
        std::fs::create_dir(disk.path(folder)).unwrap();
        for name in names {
            std::fs::copy(
                library.path(&format!("library/{name}")),
                disk.path(&format!("{folder}/{name}")),
            )
            .unwrap();
        }
    }
    app.close();
    drop(app);
    assert!(disk.protect());
    let run = |folder: &str| library.bare(&["--library", &disk.path(folder), "days"]);
    let refused = run("crashed");
    assert_eq!(refused.code, 3, "{}", refused.stderr);
    assert!(
        refused.stderr.contains("was not closed properly")
            && refused.stderr.contains("Copy the whole folder"),
        "{}",
        refused.stderr
    );
    let read = run("closed");
    assert!(read.code == 0 && read.stderr.contains("read-only"), "{}", read.stderr);
}

struct Round<'a> {
    number: usize,
    disk: &'a Disk,
    library: &'a Library,
    ids: Vec<String>,
}

fn rounds(disk: Option<Disk>) {
    let Some(disk) = disk else {
        return eprintln!("skipped: this user may not mount such a disk here");
    };
    let rounds =
        std::env::var("PAPERBOY_FULL_ROUNDS").ok().and_then(|text| text.parse().ok()).unwrap_or(8);
    let library = Library::new();
    let mut chance = 0x9e37_79b9_7f4a_7c15_u64;
    for number in 0..rounds {
        if number % ROUNDS_A_LIBRARY == 0 {
            disk.clear();
            let day = library.write("day.md", &report(DAY, PAPERS));
            let run = command(&disk, &library, &["import", &day]);
            assert_eq!(run.code, 0, "{}", run.stderr);
        }
        for shift in [13, 7, 17] {
            chance ^= if shift == 7 { chance >> shift } else { chance << shift };
        }
        let listed = command(&disk, &library, &["list", DAY, "--json"]).json();
        let ids = listed
            .as_array()
            .unwrap()
            .iter()
            .map(|paper| paper["id"].as_str().unwrap().to_owned())
            .collect();
        let round = Round { number, disk: &disk, library: &library, ids };
        // In some rounds a window is open, and its files are allocated already.
        let window = (number % 3 == 0).then(|| disk.path("library")).map(|library| {
            let places = Places { library: library.into(), logs: disk.path("logs").into() };
            App::open(places, Arc::new(jiff::Timestamp::now)).unwrap()
        });
        // Every third time not a byte is free.
        disk.fill(if chance.is_multiple_of(3) { 0 } else { chance % 700_000 });
        round.read();
        match chance / 7 % 5 {
            0 => round.note(window.as_deref()),
            1 => round.tag(),
            2 => round.star(),
            3 => round.import(),
            _ => round.export(),
        }
        round.read();
        disk.free();
        drop(window);
        let run = round.run(&["check", "--json"]);
        assert_eq!(
            run.code,
            0,
            "round {number}: {} {}",
            String::from_utf8_lossy(&run.stdout),
            run.stderr
        );
    }
}

fn command(disk: &Disk, library: &Library, words: &[&str]) -> Run {
    // The log is on the full disk as well.
    let folder = disk.path("library");
    let words = [&["--library", &folder][..], words].concat();
    ended(library.start_in(&words, &[("XDG_STATE_HOME", &disk.path("state"))]))
}

impl Round<'_> {
    fn run(&self, words: &[&str]) -> Run {
        let run = command(self.disk, self.library, words);
        assert!(
            run.code >= 0,
            "round {}: {words:?} was ended by a signal: {}",
            self.number,
            run.stderr
        );
        for word in ["panicked", "os error"] {
            assert!(!run.stderr.contains(word), "round {}: {words:?}: {}", self.number, run.stderr);
        }
        run
    }

    /// Whether a change was acknowledged; one that was not must be reported as failed because the
    /// disk is full.
    fn is_done(&self, run: &Run) -> bool {
        assert!(
            run.code == 0 || run.stderr.contains("disk is full"),
            "round {}: {} {}",
            self.number,
            run.code,
            run.stderr
        );
        run.code == 0
    }

    /// Reading and searching continue.
    fn read(&self) {
        let run = self.run(&["search", "--json", &format!("id:{}", self.ids[0])]);
        assert_eq!(
            (run.code, &run.json()["total"]),
            (0, &1.into()),
            "round {}: {}",
            self.number,
            run.stderr
        );
        let run = self.run(&["show", &self.ids[1]]);
        assert_eq!(run.code, 0, "round {}: {}", self.number, run.stderr);
    }

    fn shown(&self, id: &str) -> serde_json::Value {
        self.run(&["show", id, "--json"]).json()
    }

    fn note(&self, window: Option<&App>) {
        let (id, text) = (
            &self.ids[self.number % PAPERS],
            format!("note of round {} {}", self.number, "x".repeat(self.number % 5 * 9_000)),
        );
        let done = match window {
            Some(app) => app.set_note(id, &text).is_ok(),
            None => self.is_done(&self.run(&["note", id, &text])),
        };
        assert_eq!(self.shown(id)["note"] == text, done, "round {}", self.number);
    }

    fn tag(&self) {
        let (id, tag) = (&self.ids[self.number % PAPERS], format!("tag{}", self.number));
        let done = self.is_done(&self.run(&["tag", id, &format!("+{tag}")]));
        assert_eq!(
            self.shown(id)["tags"].as_array().unwrap().contains(&tag.into()),
            done,
            "round {}",
            self.number
        );
    }

    fn star(&self) {
        let id = &self.ids[self.number % PAPERS];
        let was = self.shown(id)["starred"].as_bool().unwrap();
        let done = self.is_done(&self.run(&[if was { "unstar" } else { "star" }, id]));
        assert_eq!(
            self.shown(id)["starred"].as_bool().unwrap() != was,
            done,
            "round {}",
            self.number
        );
    }

    /// Each file is reported with its outcome, in the one requested document.
    fn import(&self) {
        let dates: Vec<String> = (1..=4)
            .map(|day| {
                format!("{}-{:02}-{day:02}", 2000 + self.number / 12 % 20, self.number % 12 + 1)
            })
            .collect();
        let files: Vec<String> = dates
            .iter()
            .map(|date| self.library.write(&format!("{date}.md"), &report(date, PAPERS)))
            .collect();
        let words: Vec<&str> =
            ["import", "--json"].into_iter().chain(files.iter().map(String::as_str)).collect();
        let run = self.run(&words);
        let output = run.json();
        let days = self.run(&["days", "--json"]).json();
        for (file, date) in output["files"].as_array().unwrap().iter().zip(&dates) {
            let is_there = days.as_array().unwrap().iter().any(|day| day["date"] == date.as_str());
            assert_eq!(is_there, file["outcome"] != "refused", "round {}: {file}", self.number);
        }
        let all =
            output["files"].as_array().unwrap().iter().all(|file| file["outcome"] != "refused");
        assert_eq!(run.code == 0, all, "round {}: {}", self.number, run.stderr);
    }

    /// A file on the full disk is whole or as it was.
    fn export(&self) {
        let out = self.disk.path("out.json");
        let before = std::fs::read(&out).ok();
        let done = self.is_done(&self.run(&["export", DAY, "--format", "json", "--out", &out]));
        let after = std::fs::read(&out).ok();
        match done {
            true => assert!(
                serde_json::from_slice::<serde_json::Value>(&after.unwrap()).is_ok(),
                "round {}",
                self.number
            ),
            false => assert!(after == before, "round {}", self.number),
        }
        let backup = self.disk.path("backup.db");
        let done = self.is_done(&self.run(&["backup", &backup]));
        assert_eq!(std::path::Path::new(&backup).exists(), done, "round {}", self.number);
        let _ = std::fs::remove_file(backup);
    }
}
