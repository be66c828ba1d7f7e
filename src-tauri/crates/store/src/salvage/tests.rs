//! Damage in every part of a file, and what it costs.
#![allow(clippy::unwrap_used)]

use super::pages::Pages;
use super::walk::Walk;
use crate::tests::{Library, at, both, document, id, ids, made_highlight, open, report};
use crate::{
    ChosenFigure, ImageRequest, List, Mark, OpenEvent, Opening, Opinion, Paper, Recovery,
    RepairedBy, Store, WordKind, set_aside_and_recover,
};
use paperboy_paper::ImageProblem;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

const PAPERS: u32 = 120;

/// A library with a backup, and with stars, notes and tags that are newer than it.
fn library() -> (TempDir, BTreeMap<String, Paper>) {
    let library = Library::new();
    for day in 1..=PAPERS / 10 {
        let papers = (day * 10..day * 10 + 10)
            .map(|n| report(n, &format!("### 应用领域\n第 {n} 篇 {}", "text ".repeat(200))))
            .collect();
        library.add(
            &format!("2025-11-{day:02}"),
            &format!("raw {day} {}", "x".repeat(9000)),
            papers,
        );
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
    papers
        .into_iter()
        .map(|paper| (paper.id.to_string(), Paper { revision: 0, key: 0, ..paper }))
        .collect()
}

/// Opens a possibly damaged library, like a start with its background check.
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
    for (from, to) in [
        (folder.to_owned(), copy.path().to_owned()),
        (folder.join("backups"), copy.path().join("backups")),
    ] {
        for entry in fs::read_dir(from)
            .unwrap()
            .map(Result::unwrap)
            .filter(|entry| entry.file_type().unwrap().is_file())
        {
            fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
        }
    }
    copy
}

/// The root page of a table or an index.
fn root(folder: &Path, name: &str) -> usize {
    let connection = rusqlite::Connection::open(folder.join("library.db")).unwrap();
    let page: u32 = connection
        .query_row("SELECT rootpage FROM sqlite_schema WHERE name = ?1", [name], |row| row.get(0))
        .unwrap();
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
        let expected: u32 = connection
            .query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0))
            .unwrap();
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
    overwrite(
        folder.path(),
        root(folder.path(), "sqlite_autoindex_report_1") * 4096 - 20,
        &[0x5a; 4],
    );
    let (opening, recovery) = open_and_check(folder.path());
    let recovery = recovery.unwrap();
    assert_eq!(
        (recovery.how, recovery.lost_rows, recovery.lost_pages),
        (RepairedBy::Indexes, 0, 0)
    );
    let left: Vec<_> = crate::tests::names(folder.path())
        .into_iter()
        .filter(|name| name.contains("recovered") || name.contains("copy"))
        .collect();
    assert_eq!(left, Vec::<String>::new());
    assert_eq!(contents(&opening.store), before);
}

#[test]
fn without_its_header_a_library_loses_nothing() {
    let (folder, before) = library();
    overwrite(folder.path(), 0, &[0; 40]);
    let (opening, recovery) = open_and_check(folder.path());
    let recovery = recovery.unwrap();
    assert_eq!((recovery.how, recovery.lost_rows), (RepairedBy::Salvaged, 0));
    assert_eq!(recovery.newer.notes, u64::from(PAPERS - 10) / 2);
    assert_eq!(contents(&opening.store), before);
}

#[test]
fn without_any_backup_what_is_readable_is_kept() {
    let (folder, before) = library();
    fs::remove_dir_all(folder.path().join("backups")).unwrap();
    overwrite(folder.path(), 0, &[0; 40]);
    let (opening, recovery) = open_and_check(folder.path());
    assert_eq!(recovery.unwrap().how, RepairedBy::Salvaged);
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
        assert_eq!(recovery.how, RepairedBy::Salvaged, "{table}");
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

/// One flipped byte anywhere: no readable data is lost, no altered data is shown as sound, and
/// losses are reported.
#[test]
fn one_flipped_byte_costs_at_most_what_is_unreadable() {
    let (folder, before) = library();
    let length = fs::metadata(folder.path().join("library.db")).unwrap().len();
    let rounds: u64 =
        std::env::var("PAPERBOY_FLIPS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(24);
    let mut seed = std::env::var("PAPERBOY_FLIP_SEED")
        .ok()
        .and_then(|seed| seed.parse().ok())
        .unwrap_or(0x5eed_u64);
    let (mut harmless, mut reported) = (0, 0);
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

        if std::env::var_os("KEEP").is_some() {
            fs::copy(&path, "/tmp/flip.db").unwrap();
        }
        let (opening, recovery) = open_and_check(copy.path());
        let after = contents(&opening.store);
        let differing = before.iter().filter(|(id, paper)| after.get(*id) != Some(paper)).count();
        match recovery {
            Some(recovery) => {
                reported += 1;
                let lost = recovery.lost_rows + recovery.lost_pages;
                assert!(
                    differing == 0 || lost > 0,
                    "{place}: {differing} papers differ, {recovery:?}"
                );
                assert!(differing <= 40, "{place}: {differing} papers differ, {recovery:?}");
            }
            None => {
                harmless += 1;
                assert_eq!(differing, 0, "{place}: altered, and nothing was reported");
            }
        }
    }
    println!("{rounds} flips: {harmless} harmless, {reported} reported");
}

#[test]
fn a_table_whose_name_can_not_be_read_costs_nothing() {
    let (folder, before) = library();
    for table in crate::schema::TABLES {
        let copy = copy_of(folder.path());
        let bytes = fs::read(copy.path().join("library.db")).unwrap();
        // Type, name and the name of the table follow each other in the schema's row; split pages
        // leave old copies of it.
        let row = format!("table{table}{table}");
        for (at_row, _) in
            bytes.windows(row.len()).enumerate().filter(|(_, window)| *window == row.as_bytes())
        {
            let at_name = at_row + "table".len();
            overwrite(copy.path(), at_name, &[bytes[at_name] ^ 0x80]);
        }
        let (opening, recovery) = open_and_check(copy.path());
        let recovery = recovery.unwrap();
        assert_eq!(recovery.how, RepairedBy::Salvaged, "{table}: {recovery:?}");
        assert_eq!(contents(&opening.store), before, "{table}: {recovery:?}");
        let (log, tables) = both(&opening.store);
        assert_eq!(log, tables, "{table}");
    }
}

#[test]
fn an_altered_note_replaces_no_edit_of_equal_length() {
    for (edited, expected) in [
        (None, vec!["score 3 of 10"]),
        (Some("score 4 of 10"), vec!["score 3 of 10", "⚠", "rcore 4 of 10"]),
    ] {
        let library = Library::with_days(&["2025-12-30"], 1);
        library.set_note(&id(1), Some("score 3 of 10"), at(0)).unwrap();
        library.automatic_backup(at(10)).unwrap().unwrap();
        if edited.is_some() {
            library.set_note(&id(1), edited, at(60)).unwrap();
        }
        let folder = library.close();
        // In the table and in the log.
        let note = edited.unwrap_or("score 3 of 10");
        let bytes = fs::read(folder.path().join("library.db")).unwrap();
        let places: Vec<usize> = (0..bytes.len() - note.len())
            .filter(|&at| bytes[at..].starts_with(note.as_bytes()))
            .collect();
        assert!(places.len() >= 2, "{places:?}");
        places.into_iter().for_each(|at| overwrite(folder.path(), at, b"r"));
        let (opening, recovery) = open_and_check(folder.path());
        assert!(recovery.is_some(), "{note}");
        let after = opening.store.paper(&id(1)).unwrap().unwrap().note.unwrap();
        assert_eq!(expected.len() > 1, after.contains('⚠'), "{after}");
        for part in expected {
            assert!(after.contains(part), "{after}");
        }
    }
}

/// Fills the pages of a table with noise.
fn destroy(folder: &Path, tables: &[&str]) {
    let path = folder.join("library.db");
    for table in tables {
        let root = root(folder, table);
        let mut pages = vec![root];
        let bytes = fs::read(&path).unwrap();
        // The children of an interior page, so that nothing of the table can be found elsewhere.
        let page = &bytes[(root - 1) * 4096..root * 4096];
        if matches!(page[0], 2 | 5) {
            let cells = usize::from(u16::from_be_bytes([page[3], page[4]]));
            let child =
                |at: usize| u32::from_be_bytes(page[at..at + 4].try_into().unwrap()) as usize;
            pages.push(child(8));
            pages.extend((0..cells).map(|cell| {
                let at = 12 + 2 * cell;
                child(usize::from(u16::from_be_bytes([page[at], page[at + 1]])))
            }));
        }
        for page in pages {
            overwrite(folder, (page - 1) * 4096, &[0xa5; 4096]);
        }
    }
}

#[test]
fn what_derived_tables_lost_is_read_from_the_log_and_what_the_log_lost_from_them() {
    let derived = [
        "mark",
        "tag",
        "note",
        "chosen_version",
        "saved_search",
        "citation_key",
        "collection",
        "collected",
        "highlight",
        "less_of",
        "word_opinion",
        "taste_forgotten",
        "card_figure",
    ];
    let mut cases: Vec<Vec<&str>> = derived.iter().map(|table| vec![*table]).collect();
    cases.extend([derived.to_vec(), vec!["fact"]]);
    for lost in cases {
        let (folder, before) = library();
        let store = open(folder.path()).store;
        store.save_search("newer", "is:starred", at(62)).unwrap();
        store.citation_keys(&[id(12)], &|_, _| "key".to_owned(), at(62)).unwrap();
        let (talk, _) = store.add_collection("Talk", None, at(62)).unwrap().unwrap();
        store.collect(&[id(12)], &[talk], &[], at(62)).unwrap().unwrap();
        let highlight = made_highlight(Some("why"), at(62));
        store.add_highlight(&id(12), highlight, at(62)).unwrap();
        store.forget_taste(at(62)).unwrap();
        store.say_less(&[id(12)], true, at(63)).unwrap();
        store.set_opinion(WordKind::Subject, "扩散", Some(Opinion::More), at(63)).unwrap();
        let said = |store: &Store| {
            (store.opinions().unwrap(), store.less_of(&[id(12)]).unwrap(), both(store).1)
        };
        let figure = ChosenFigure { source: "x1.png".into(), caption: "Figure 1".into() };
        store.choose_figure(&id(12), Some(&figure), at(62)).unwrap();
        let taste = said(&store);
        drop(store);
        destroy(folder.path(), &lost);
        let (opening, recovery) = open_and_check(folder.path());
        let recovery = recovery.unwrap();
        assert_eq!((recovery.lost_rows, recovery.lost_pages), (0, 0), "{lost:?}");
        assert_eq!(said(&opening.store), taste, "{lost:?}");
        assert_eq!(opening.store.chosen_figure(&id(12)).unwrap(), Some(figure), "{lost:?}");
        let mut after = contents(&opening.store);
        let kept = after.get_mut("2512.00012").unwrap();
        assert_eq!(kept.citation_key.take().as_deref(), Some("key"), "{lost:?}");
        assert_eq!(std::mem::take(&mut kept.collections), ["Talk"], "{lost:?}");
        assert_eq!(std::mem::take(&mut kept.highlighted), ["body", "why"], "{lost:?}");
        kept.highlights = 0;
        assert_eq!(after, before, "{lost:?}");
        assert_eq!(opening.store.saved_searches().unwrap().len(), 1, "{lost:?}");
        let (log, tables) = both(&opening.store);
        assert_eq!(log, tables, "{lost:?}");
    }
}

#[test]
fn images_of_figures_are_no_loss() {
    for lost in ["image", "figures"] {
        let (folder, before) = library();
        let store = open(folder.path()).store;
        for n in 10..60 {
            let asked = ImageRequest { article: "a", at: at(62) };
            store.image_failed(&id(n), "x1.png", ImageProblem::NotFound, asked).unwrap();
            store.set_card_figure(&id(n), Some(("x1.png", "Figure 1"))).unwrap();
        }
        drop(store);
        destroy(folder.path(), &[lost]);
        let (opening, recovery) = open_and_check(folder.path());
        let recovery = recovery.unwrap();
        assert_eq!((recovery.lost_rows, recovery.lost_pages), (0, 0), "{lost}");
        assert_eq!(contents(&opening.store), before, "{lost}");
    }
}

#[test]
fn a_log_and_tables_that_lost_rows_both_are_no_worse_than_tables_alone() {
    let (folder, before) = library();
    destroy(folder.path(), &["note", "fact"]);
    let (opening, recovery) = open_and_check(folder.path());
    let recovery = recovery.unwrap();
    assert!(recovery.lost_pages > 0);
    let after = contents(&opening.store);
    for (id, paper) in &before {
        assert_eq!((&after[id].marks, &after[id].tags), (&paper.marks, &paper.tags), "{id}");
        // No backup has these notes.
        assert_eq!(after[id].note, None, "{id}");
    }
    let (log, tables) = both(&opening.store);
    assert_eq!(log, tables);
}

#[test]
fn a_file_moved_aside_gives_later_what_the_library_lacks_and_takes_nothing() {
    let (folder, before) = library();
    let aside = tempfile::tempdir().unwrap();
    let damaged = aside.path().join("library.broken.db");
    fs::copy(folder.path().join("library.db"), &damaged).unwrap();
    let mut bytes = fs::read(&damaged).unwrap();
    bytes[..40].fill(0);
    fs::write(&damaged, bytes).unwrap();

    // It had a saved search, and showed an older version.
    let aside_library = tempfile::tempdir().unwrap();
    fs::copy(folder.path().join("library.db"), aside_library.path().join("library.db")).unwrap();
    let store = open(aside_library.path()).store;
    store.save_search("theirs", "is:starred", at(62)).unwrap();
    store
        .add_document(&document("2025-11-01", "again", vec![report(12, "later")]), at(62))
        .unwrap();
    let versions = store.versions(&id(12)).unwrap();
    store.show_version(&id(12), versions[1].id, at(63)).unwrap().unwrap();
    drop(store);
    let mut bytes = fs::read(aside_library.path().join("library.db")).unwrap();
    bytes[..40].fill(0);
    let second = aside.path().join("library.second.db");
    fs::write(&second, bytes).unwrap();

    // Another library, with other keys, a star, and a note of its own.
    let other = Library::new();
    other.add("2026-01-02", "other", vec![report(11, "other text"), report(900, "only here")]);
    other.mark(&[id(900)], Mark::Starred, true, at(5)).unwrap();
    other.set_note(&id(11), Some("my own"), at(5)).unwrap();
    let (kept, recovery) = other.salvage(&damaged, at(6)).unwrap();

    assert!(kept.exists());
    assert!(other.check().unwrap().is_empty());
    assert_eq!(other.paper_count().unwrap(), before.len() as u64 + 1);
    assert_eq!((recovery.newer.papers, recovery.lost_rows), (before.len() as u64 - 1, 0));
    for (id, paper) in &before {
        let here = other.paper(&paper.id).unwrap().unwrap();
        assert_eq!((&here.marks, &here.tags), (&paper.marks, &paper.tags), "{id}");
        assert!(paper.note.is_none() || here.note == paper.note, "{id}");
        let bodies: Vec<String> = other
            .versions(&paper.id)
            .unwrap()
            .iter()
            .map(|version| other.version(&paper.id, version.id).unwrap().unwrap().1.body)
            .collect();
        assert!(bodies.contains(&paper.report.as_ref().unwrap().body), "{id}");
    }
    assert_eq!(other.paper(&id(11)).unwrap().unwrap().note.as_deref(), Some("my own"));
    assert!(other.paper(&id(900)).unwrap().unwrap().marks.starred.is_some());
    let (log, tables) = both(&other);
    assert_eq!(log, tables);
    other.save_search("Theirs", "tag:mine", at(6)).unwrap();
    other.salvage(&second, at(7)).unwrap();
    assert_eq!(other.saved_searches().unwrap()[0].query, "tag:mine");
    assert_eq!(other.versions(&id(12)).unwrap().len(), 2);
    assert_eq!(
        other.paper(&id(12)).unwrap().unwrap().report.unwrap().body,
        before["2512.00012"].report.as_ref().unwrap().body
    );
    let (log, tables) = both(&other);
    assert_eq!(log, tables);
    // Once more changes nothing.
    let (_, again) = other.salvage(&damaged, at(7)).unwrap();
    assert_eq!(again.newer, crate::Contents::default());
}

#[test]
fn a_library_known_to_be_damaged_takes_no_change_until_it_is_whole() {
    let (folder, before) = library();
    let noted = fs::read(folder.path().join("library.db")).unwrap();
    let at_note = noted.windows(5).rposition(|window| window == "note ".as_bytes()).unwrap();
    overwrite(folder.path(), at_note, b"n0te ");
    let store = open(folder.path()).store;
    assert_eq!(store.check().unwrap().len(), 1);
    assert!(matches!(store.set_setting("a", Some("b")), Err(crate::StoreError::Damaged(_))));
    let other = Store::open(folder.path(), at(1)).unwrap();
    drop(store);
    // The next start repairs it: the altered note is not shown as the original.
    assert!(matches!(other.events.as_slice(), [OpenEvent::Recovered { .. }]));
    other.store.set_setting("a", Some("b")).unwrap();
    let after = contents(&other.store);
    assert!(after.iter().all(|(id, paper)| paper.note == before[id].note
        || paper.note.as_deref().is_none_or(|note| note.starts_with('⚠'))));
}
