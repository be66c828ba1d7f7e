//! Damage in every part of a file, and what it costs.
#![allow(clippy::unwrap_used)]

use super::pages::Pages;
use super::walk::Walk;
use crate::tests::{Library, at, id, ids, open, report};
use crate::{List, Mark, Mended, OpenEvent, Opening, Paper, Recovery, Store, set_aside_and_recover};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

const PAPERS: u32 = 120;

/// A library with a backup, and with stars, notes and tags that are newer than it.
fn library() -> (TempDir, BTreeMap<String, Paper>) {
    let library = Library::new();
    for day in 1..=PAPERS / 10 {
        let papers = (day * 10..day * 10 + 10).map(|n| report(n, &format!("### 应用领域\n第 {n} 篇 {}", "text ".repeat(200)))).collect();
        library.add(&format!("2025-11-{day:02}"), &format!("raw {day} {}", "x".repeat(9000)), papers);
    }
    library.mark(&ids(&[11, 12, 13]), Mark::Starred, true, at(0)).unwrap();
    library.automatic_backup(at(-3600)).unwrap().unwrap();
    for n in (10..PAPERS).step_by(2) {
        library.mark(&[id(n)], Mark::Starred, true, at(60)).unwrap();
        library.set_note(&id(n), Some(&format!("note {n} 注")), at(60)).unwrap();
        library.tag(&[id(n)], &["newer".to_owned()], &[], at(60)).unwrap();
    }
    library.mark(&ids(&[11]), Mark::Starred, false, at(61)).unwrap();
    let all = contents(&library);
    (library.close(), all)
}

fn contents(store: &Store) -> BTreeMap<String, Paper> {
    let papers = store.list(&List::default(), 0, 10_000).unwrap().0;
    papers.into_iter().map(|paper| (paper.id.to_string(), Paper { revision: 0, key: 0, ..paper })).collect()
}

/// Opens what may be damaged, as a start and the check beside it do.
fn open_and_check(folder: &Path) -> (Opening, Option<Recovery>) {
    let mut opening = open(folder);
    let mut event = opening.events.pop();
    if !opening.store.check().unwrap().is_empty() {
        drop(opening);
        event = Some(set_aside_and_recover(folder, at(100)).unwrap());
        opening = open(folder);
        assert!(opening.store.check().unwrap().is_empty());
    }
    let recovery = event.map(|event| match event {
        OpenEvent::Recovered { recovery, .. } => recovery,
        other => panic!("{other:?}"),
    });
    (opening, recovery)
}

fn copy_of(folder: &Path) -> TempDir {
    let copy = tempfile::tempdir().unwrap();
    fs::create_dir(copy.path().join("backups")).unwrap();
    for (from, to) in [(folder.to_owned(), copy.path().to_owned()), (folder.join("backups"), copy.path().join("backups"))] {
        for entry in fs::read_dir(from).unwrap().map(Result::unwrap).filter(|entry| entry.file_type().unwrap().is_file()) {
            fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
        }
    }
    copy
}

/// The root page of a table or an index.
fn root(folder: &Path, name: &str) -> usize {
    let connection = rusqlite::Connection::open(folder.join("library.db")).unwrap();
    let page: u32 = connection.query_row("SELECT rootpage FROM sqlite_schema WHERE name = ?1", [name], |row| row.get(0)).unwrap();
    page as usize
}

fn overwrite(folder: &Path, at: usize, bytes: &[u8]) {
    let path = folder.join("library.db");
    let mut file = fs::read(&path).unwrap();
    file[at..at + bytes.len()].copy_from_slice(bytes);
    fs::write(path, file).unwrap();
}

#[test]
fn every_row_of_a_sound_file_is_read_without_sqlite() {
    let (folder, _) = library();
    let path = folder.path().join("library.db");
    let connection = rusqlite::Connection::open(&path).unwrap();
    for table in ["document", "report", "mark", "tag", "note", "day_paper", "change_item"] {
        let expected: u32 = connection.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0)).unwrap();
        let has_rowid = matches!(table, "document" | "report");
        let mut read = 0;
        let root = u32::try_from(root(folder.path(), table)).unwrap();
        let lost = Walk::new(Pages::open(&path).unwrap()).rows(root, has_rowid, &mut |_| {
            read += 1;
            true
        });
        assert!(lost.is_nothing(), "{table}");
        assert_eq!(read, expected, "{table}");
    }
}

#[test]
fn a_wrong_index_is_rebuilt_and_costs_nothing() {
    let (folder, before) = library();
    // The end of a page of the index holds its first entries.
    overwrite(folder.path(), root(folder.path(), "sqlite_autoindex_report_1") * 4096 - 20, &[0x5a; 4]);
    let (opening, recovery) = open_and_check(folder.path());
    let recovery = recovery.unwrap();
    assert_eq!((recovery.how, recovery.lost_rows, recovery.lost_pages), (Mended::Indexes, 0, 0));
    assert_eq!(contents(&opening.store), before);
}

#[test]
fn without_its_header_a_library_loses_nothing() {
    let (folder, before) = library();
    overwrite(folder.path(), 0, &[0; 40]);
    let (opening, recovery) = open_and_check(folder.path());
    let recovery = recovery.unwrap();
    assert_eq!((recovery.how, recovery.lost_rows), (Mended::Salvaged, 0));
    assert_eq!(recovery.newer.notes, u64::from(PAPERS - 10) / 2);
    assert_eq!(contents(&opening.store), before);
}

#[test]
fn without_any_backup_what_is_readable_is_kept() {
    let (folder, before) = library();
    fs::remove_dir_all(folder.path().join("backups")).unwrap();
    overwrite(folder.path(), 0, &[0; 40]);
    let (opening, recovery) = open_and_check(folder.path());
    assert_eq!(recovery.unwrap().how, Mended::Salvaged);
    assert_eq!(contents(&opening.store), before);
}

#[test]
fn behind_a_damaged_inner_page_the_rows_are_found() {
    let (folder, before) = library();
    for table in ["report", "note", "document"] {
        let copy = copy_of(folder.path());
        let at = (root(folder.path(), table) - 1) * 4096;
        overwrite(copy.path(), at, &[0; 12]);
        let (opening, recovery) = open_and_check(copy.path());
        let recovery = recovery.unwrap();
        assert_eq!(recovery.how, Mended::Salvaged, "{table}");
        if table == "report" {
            assert!(recovery.lost_pages > 0);
        }
        let after = contents(&opening.store);
        for (id, paper) in &before {
            assert_eq!(after[id].report, paper.report, "{table} {id}");
            assert_eq!(after[id].marks, paper.marks, "{table} {id}");
        }
    }
}

/// One byte anywhere: nothing that could be read is lost, nothing altered is shown as sound, and what is lost is told.
#[test]
fn one_flipped_byte_costs_at_most_what_is_unreadable() {
    let (folder, before) = library();
    let length = fs::metadata(folder.path().join("library.db")).unwrap().len();
    let rounds: u64 = std::env::var("PAPERBOY_FLIPS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(40);
    let mut seed = std::env::var("PAPERBOY_FLIP_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(0x5eed_u64);
    let (mut harmless, mut told) = (0, 0);
    for _ in 0..rounds {
        // A linear congruential generator: the same offsets each time.
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let (offset, bit) = (usize::try_from((seed >> 20) % length).unwrap(), (seed >> 17) % 8);
        let copy = copy_of(folder.path());
        let path = copy.path().join("library.db");
        let mut bytes = fs::read(&path).unwrap();
        bytes[offset] ^= 1 << bit;
        fs::write(&path, bytes).unwrap();
        let place = format!("offset {offset} bit {bit}");
        println!("{place}");

        if std::env::var_os("KEEP").is_some() {
            fs::copy(&path, "/tmp/flip.db").unwrap();
        }
        let (opening, recovery) = open_and_check(copy.path());
        let after = contents(&opening.store);
        let differing = before.iter().filter(|(id, paper)| after.get(*id) != Some(paper)).count();
        match recovery {
            Some(recovery) => {
                told += 1;
                let lost = recovery.lost_rows + recovery.lost_pages;
                assert!(differing == 0 || lost > 0, "{place}: {differing} papers differ, {recovery:?}");
                assert!(differing <= 40, "{place}: {differing} papers differ, {recovery:?}");
            }
            None => {
                harmless += 1;
                assert_eq!(differing, 0, "{place}: altered, and nobody was told");
            }
        }
    }
    println!("{rounds} flips: {harmless} harmless, {told} told");
}
