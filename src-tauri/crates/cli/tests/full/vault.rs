//! A vault on a disk that is full or can only be read: each note is as it was or as it should be,
//! and the user's text is in it.

use super::disk::Disk;
use crate::harness::{Library, Run, report};
use std::fs;

const PAPERS: usize = 6;
/// So many bytes are free in turn: a note has some 2,000.
const FREE: [u64; 6] = [0, 1_500, 4_000, 9_000, 12_000, 40_000];

#[test]
fn a_vault_on_a_full_disk_of_memory() {
    rounds(Disk::in_memory(4 << 20));
}

#[test]
fn a_vault_on_a_full_ext4() {
    rounds(Disk::ext4(24 << 20, 1024));
}

#[test]
fn a_vault_on_a_disk_that_can_only_be_read() {
    let Some(disk) = Disk::ext4(24 << 20, 1024) else { return skipped() };
    let library = library();
    assert_eq!(update(&library, &disk).code, 0);
    let before = notes(&disk);
    assert!(disk.protect());
    assert_eq!(library.run(&["note", &ids(&library)[0], "newer"]).code, 0);
    let run = update(&library, &disk);
    assert!(run.code == 1 && run.stderr.contains("read-only"), "{} {}", run.code, run.stderr);
    assert!(!run.stderr.contains("os error"), "{}", run.stderr);
    assert_eq!(notes(&disk), before);
}

fn skipped() {
    eprintln!("skipped: this user may not mount such a disk here");
}

fn library() -> Library {
    let library = Library::new();
    let day = library.write("day.md", &report("2026-01-05", PAPERS));
    assert_eq!(library.run(&["import", &day]).code, 0);
    library
}

fn ids(library: &Library) -> Vec<String> {
    let listed = library.run(&["list", "--json"]).json();
    let papers = listed.as_array().unwrap().iter();
    papers.map(|paper| paper["id"].as_str().unwrap().to_owned()).collect()
}

fn update(library: &Library, disk: &Disk) -> Run {
    library.run(&["export", "--all", "--format", "obsidian", "--json", "--out", &disk.path("")])
}

/// The names and texts of all notes.
fn notes(disk: &Disk) -> Vec<(String, String)> {
    let files = fs::read_dir(disk.path("")).unwrap().map(|file| file.unwrap().path());
    let files = files.filter(|path| path.extension().is_some_and(|ending| ending == "md"));
    let name = |path: &std::path::Path| path.file_name().unwrap().to_str().unwrap().to_owned();
    let mut notes: Vec<_> =
        files.map(|path| (name(&path), fs::read_to_string(&path).unwrap())).collect();
    notes.sort();
    notes
}

fn rounds(disk: Option<Disk>) {
    let Some(disk) = disk else { return skipped() };
    let library = library();
    let ids = ids(&library);
    let mut failed = 0;
    // In the first round the notes are new.
    for (round, free) in FREE.into_iter().enumerate() {
        for id in &ids {
            let note = format!("note of round {round} {}", "x".repeat(round * 300));
            assert_eq!(library.run(&["note", id, &note]).code, 0);
        }
        let before = notes(&disk);
        disk.fill(free);
        let run = update(&library, &disk);
        for word in ["panicked", "os error"] {
            assert!(!run.stderr.contains(word), "round {round}: {}", run.stderr);
        }
        assert!(
            run.code == 0 || run.stderr.contains("disk is full"),
            "round {round}: {}",
            run.stderr
        );
        failed += u32::from(run.code != 0);
        let during = notes(&disk);
        disk.free();
        let run = update(&library, &disk);
        assert_eq!(run.code, 0, "round {round}: {}", run.stderr);
        assert_eq!(run.json()["conflicts"], serde_json::json!([]), "round {round}");
        let after = notes(&disk);
        assert_eq!(after.len(), PAPERS, "round {round}");
        for note in &during {
            assert!(before.contains(note) || after.contains(note), "round {round}: {note:?}");
        }
        for (name, text) in after {
            assert!(text.contains(&format!("note of round {round}")), "{text}");
            let own = (0..round).all(|round| text.contains(&format!("mine {round} of {name}")));
            assert!(own, "round {round}: {text}");
            fs::write(disk.path(&name), format!("{text}mine {round} of {name}\n")).unwrap();
        }
    }
    assert!(failed > 0, "the disk was never full");
}
