//! Libraries that are broken, newer, or gone.

use crate::fetch::Round;
use crate::test_app::{SURGERY, TALK, TestApp};
use paperboy_core::wire::{
    ErrorCode, JobKind, Mark, NoticeKind, RecoveredBy, SortOrder, WritingCause,
};
use paperboy_core::{Job, PaperId, Write, WriteOutcome, Writer};
use std::path::{Path, PathBuf};

#[test]
fn a_broken_library_is_moved_aside_and_its_newest_backup_takes_its_place() {
    let mut test = TestApp::new();
    test.add_day("2026-01-05", &[TALK]);
    test.app().mark(&[TALK.id.to_owned()], Mark::Starred, true).unwrap();
    test.app().back_up().unwrap();
    test.close();
    let database = test.library().join("library.db");
    std::fs::write(&database, vec![0x5a; 40_000]).unwrap();
    test.open().unwrap();
    assert_eq!(test.app().status().unwrap().starred, 1);
    test.app().wait_until_indexed().unwrap();
    assert_eq!(test.hit_ids("数字人"), [TALK.id]);
    let notices = test.app().pending_notices();
    let notice = notices.iter().find(|notice| notice.kind == NoticeKind::Recovered).unwrap();
    assert_eq!(
        std::fs::read(&notice.detail).unwrap(),
        vec![0x5a; 40_000],
        "the broken file is kept"
    );
}

/// Overwrites the first place of the database that holds these bytes.
fn alter(database: &Path, from: &[u8], to: &[u8]) {
    let mut bytes = std::fs::read(database).unwrap();
    let at = bytes.windows(from.len()).position(|window| window == from).unwrap();
    bytes[at..at + to.len()].copy_from_slice(to);
    std::fs::write(database, bytes).unwrap();
}

#[test]
fn a_report_that_was_altered_on_the_disk_is_put_back_from_its_document() {
    let mut test = TestApp::new();
    test.add_day("2026-01-05", &[TALK, SURGERY]);
    let before = test.app().report_markdown(&PaperId::parse(TALK.id).unwrap()).unwrap().unwrap();
    test.app().mark(&[SURGERY.id.to_owned()], Mark::Starred, true).unwrap();
    test.close();
    let database = test.library().join("library.db");
    // In a report's row the text follows its title; in the document it does not.
    alter(
        &database,
        format!("{}###", TALK.title).as_bytes(),
        format!("{}##x", TALK.title).as_bytes(),
    );
    test.open().unwrap();

    let health = test.app().check(true).unwrap();
    assert_eq!((health.database.as_str(), health.papers), ("ok", 2));
    let notices = test.app().pending_notices();
    assert_eq!(notices.len(), 1, "{notices:?}");
    let recovery = notices[0].recovery.as_ref().unwrap();
    assert_eq!((recovery.how, recovery.lost, recovery.kept.starred), (RecoveredBy::Salvaged, 1, 1));
    assert_eq!(
        test.app().report_markdown(&PaperId::parse(TALK.id).unwrap()).unwrap().unwrap(),
        before
    );
    assert_eq!(test.app().status().unwrap().starred, 1);
}

#[test]
fn a_full_text_that_was_altered_on_the_disk_is_named_and_stops_no_other_paper() {
    let ids = ["2601.00001", "2601.00002"];
    let mut round = Round::new(&ids);
    ids.iter().for_each(|id| round.html(id));
    round.fetch();
    round.test.close();
    // Articles are kept as frames of zstd, which end with a checksum.
    let database = round.test.library().join("library.db");
    let mut bytes = std::fs::read(&database).unwrap();
    let frame = bytes.windows(4).position(|window| window == b"\x28\xb5\x2f\xfd").unwrap();
    bytes[frame + 40] ^= 0xff;
    std::fs::write(&database, bytes).unwrap();
    round.test.open().unwrap();

    let app = round.test.app();
    let write = Write {
        ids: ids.iter().map(|id| PaperId::parse(id).unwrap()).collect(),
        writer: Some(Writer::Extract),
        again: false,
    };
    let written = app.write(&write, &Job::unwatched(JobKind::Write)).unwrap().papers;
    let (failed, others): (Vec<_>, Vec<_>) =
        written.iter().partition(|paper| paper.outcome == WriteOutcome::Failed);
    assert_eq!((failed.len(), others.len()), (1, 1), "{written:?}");
    assert_eq!(failed[0].causes, [WritingCause::TextAltered]);
    assert!(failed[0].problem().unwrap().contains("altered on the disk"), "{failed:?}");
    // It was removed, and comes again with the next fetch.
    assert!(app.article(&failed[0].id).unwrap().is_none());
    round.fetch();
    assert!(round.test.app().article(&failed[0].id).unwrap().is_some());
}

#[test]
fn what_a_damaged_file_still_holds_is_added_later() {
    let mut damaged = TestApp::new();
    damaged.add_day("2026-01-05", &[TALK]);
    damaged.app().mark(&[TALK.id.to_owned()], Mark::Starred, true).unwrap();
    damaged.close();
    let file = damaged.library().join("library.db");
    let mut bytes = std::fs::read(&file).unwrap();
    bytes[..40].fill(0);
    std::fs::write(&file, bytes).unwrap();

    let test = TestApp::new();
    test.add_day("2026-01-06", &[SURGERY]);
    let (kept, recovery) = test.app().salvage_from(&file).unwrap();
    assert!(kept.exists());
    assert_eq!((recovery.newer.papers, recovery.newer.starred), (1, 1));
    assert_eq!(test.app().status().unwrap().starred, 1);
    test.app().wait_until_indexed().unwrap();
    assert_eq!(test.hit_ids("数字人"), [TALK.id]);
}

#[test]
fn a_folder_that_vanishes_is_reported_and_comes_back() {
    let mut test = TestApp::new();
    test.add_day("2026-01-05", &[TALK]);
    let away = test.path("away");
    std::fs::rename(test.library(), &away).unwrap();
    // Reading may continue from the open files; writing must report an error.
    let written = test.app().mark(&[TALK.id.to_owned()], Mark::Starred, true);
    if let Err(error) = &written {
        assert_eq!(error.wire().code, ErrorCode::Gone, "{error:?}");
    }
    test.close();
    let _ = std::fs::remove_dir_all(test.library());
    std::fs::rename(&away, test.library()).unwrap();
    test.open().unwrap();
    assert_eq!(
        test.app().status().unwrap().starred,
        u32::from(written.is_ok()),
        "what was acknowledged is there"
    );
}

/// Files of the index, without locks, which are empty.
fn files(index: &Path) -> Vec<PathBuf> {
    let paths = std::fs::read_dir(index).unwrap().map(|file| file.unwrap().path());
    paths.filter(|path| std::fs::metadata(path).unwrap().len() > 0).collect()
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for path in files(from) {
        std::fs::copy(&path, to.join(path.file_name().unwrap())).unwrap();
    }
}

fn flip(path: &Path, part: usize, parts: usize) {
    let mut bytes = std::fs::read(path).unwrap();
    let at = bytes.len() * part / parts;
    bytes[at] ^= 0x10;
    std::fs::write(path, bytes).unwrap();
}

/// Starts on a damaged index: at most one line is printed. The window answers at once, and
/// correctly after its background check; the command checks first, and answers correctly at once.
fn starts_and_repairs(test: &mut TestApp, window: bool, what: &str) {
    let database = std::fs::read(test.library().join("library.db")).unwrap();
    test.open().unwrap();
    let app = test.app();
    if window {
        for query in ["数字人", "surgical -蒸馏", "策略*", "is:starred", "date:2026-01"] {
            app.search(query, SortOrder::Relevance, 0, 10)
                .unwrap_or_else(|error| panic!("{what}: {query}: {error}"));
        }
        app.wait_until_indexed().unwrap();
        app.repair_index().unwrap();
    } else {
        app.update_index().unwrap();
    }
    for (query, expected) in [
        ("数字人", TALK.id),
        ("surgical -蒸馏", SURGERY.id),
        ("note:自己的", TALK.id),
        ("is:starred 策略", SURGERY.id),
    ] {
        assert_eq!(test.hit_ids(query), [expected], "{what}: {query}");
    }
    assert_eq!(app.search("date:2026-01", SortOrder::Newest, 0, 10).unwrap().total, 2, "{what}");
    let health = app.check(false).unwrap();
    assert_eq!((health.index.as_str(), health.indexed, health.papers), ("ok", 2, 2), "{what}");
    let kinds: Vec<_> = app.pending_notices().into_iter().map(|notice| notice.kind).collect();
    assert!(kinds.is_empty() || kinds == [NoticeKind::IndexRebuilt], "{what}: {kinds:?}");
    assert_eq!(
        std::fs::read(test.library().join("library.db")).unwrap(),
        database,
        "{what}: the library was touched"
    );
    assert_eq!(
        std::fs::read_to_string(test.library().join("index/mine.txt")).unwrap(),
        "kept",
        "{what}"
    );
    test.close();
}

#[test]
fn an_index_with_any_file_flipped_lost_or_cut_or_of_an_old_schema_is_repaired_at_the_next_start() {
    let mut test = TestApp::new();
    test.add_day("2026-01-05", &[TALK]);
    test.add_day("2026-01-06", &[SURGERY]);
    test.app().mark(&[SURGERY.id.to_owned()], Mark::Starred, true).unwrap();
    // A paper indexed twice leaves a list of deleted ones, a file of its own kind.
    test.app().set_note(TALK.id, "自己的话").unwrap();
    test.app().wait_until_indexed().unwrap();
    // Which of its files are sound is noted.
    test.app().update_index().unwrap();
    test.close();
    let (index, sound) = (test.library().join("index"), test.path("sound"));
    copy(&index, &sound);
    std::fs::write(index.join("mine.txt"), "kept").unwrap();
    type Harm = fn(&Path);
    let harms: [(&str, Harm); 5] = [
        ("flipped at the beginning", |path| flip(path, 0, 1)),
        ("flipped in the middle", |path| flip(path, 1, 2)),
        ("flipped near the end", |path| flip(path, 9, 10)),
        ("cut in half", |path| {
            let bytes = std::fs::read(path).unwrap();
            std::fs::write(path, &bytes[..bytes.len() / 2]).unwrap();
        }),
        ("deleted", |path| std::fs::remove_file(path).unwrap()),
    ];
    for file in files(&sound) {
        let name = file.file_name().unwrap();
        for (what, harm) in harms {
            for window in [true, false] {
                for path in files(&index).into_iter().filter(|path| !path.ends_with("mine.txt")) {
                    std::fs::remove_file(path).unwrap();
                }
                copy(&sound, &index);
                harm(&index.join(name));
                starts_and_repairs(
                    &mut test,
                    window,
                    &format!("{} {what}, window {window}", name.display()),
                );
            }
        }
    }
    let meta = index.join("meta.json");
    let old = std::fs::read_to_string(&meta).unwrap();
    let older = old.replace("\\\"version\\\":", "\\\"version\\\":9");
    assert_ne!(old, older);
    std::fs::write(&meta, older).unwrap();
    starts_and_repairs(&mut test, true, "another schema");
}

/// Writes papers into the index that the library does not contain, with the same revision.
fn put_into_index(test: &TestApp, key: u64) {
    let history: String = rusqlite::Connection::open(test.library().join("library.db"))
        .unwrap()
        .query_row("SELECT history_id FROM library", [], |row| row.get(0))
        .unwrap();
    let opening =
        paperboy_search::Index::open(&test.library().join("index"), &history, true).unwrap();
    assert_eq!(opening.reset_reason, None);
    let revision = opening.index.revision();
    let texts = vec![(paperboy_search::Field::Title, "ghost".to_owned())];
    let ghost = paperboy_search::Entry {
        key,
        id: "2601.09999".to_owned(),
        dates: Vec::new(),
        source: None,
        writer: None,
        texts,
    };
    opening.index.write().unwrap().put(&[ghost], revision).unwrap();
}

#[test]
fn an_index_with_other_papers_than_the_library_is_noticed_and_repaired() {
    let mut test = TestApp::new();
    test.add_day("2026-01-05", &[TALK]);
    test.add_day("2026-01-06", &[SURGERY]);
    let rebuilt = |test: &TestApp| {
        test.app().pending_notices().iter().any(|notice| notice.kind == NoticeKind::IndexRebuilt)
    };
    let is_right = |test: &TestApp, what: &str| {
        let answer = test.app().search("ghost", SortOrder::Relevance, 0, 10).unwrap();
        assert_eq!((answer.total, answer.total_is_exact), (0, true), "{what}");
        assert_eq!(test.hit_ids("数字人"), [TALK.id], "{what}");
        let health = test.app().check(false).unwrap();
        assert_eq!((health.index.as_str(), health.papers, health.indexed), ("ok", 2, 2), "{what}");
        assert!(rebuilt(test), "{what} is said");
    };
    // The check reports it and changes nothing; with `repair` it is repaired.
    test.close();
    put_into_index(&test, 999);
    test.open().unwrap();
    for _ in 0..2 {
        let health = test.app().check(false).unwrap();
        assert_eq!(
            (health.index.as_str(), health.papers, health.indexed),
            ("papers in the index: 3, in the library: 2", 2, 3)
        );
    }
    assert_eq!(test.app().check(true).unwrap().index, "ok");
    assert_eq!(test.app().search("ghost", SortOrder::Relevance, 0, 10).unwrap().total, 0);
    // A start repairs it, also where the number of papers is right.
    type Start = fn(&TestApp);
    let starts: [(&str, u64, Start); 4] = [
        ("the window's start", 999, |test| test.app().wait_until_indexed().unwrap()),
        ("the command's start", 999, |test| test.app().update_index().unwrap()),
        ("a search", 999, |test| {
            drop(test.app().search("ghost", SortOrder::Relevance, 0, 10).unwrap())
        }),
        ("the daily validation", 999, |test| assert!(test.app().repair_index().unwrap())),
    ];
    for (what, key, start) in starts {
        test.close();
        put_into_index(&test, key);
        test.open().unwrap();
        start(&test);
        is_right(&test, what);
    }
}

#[test]
#[cfg(unix)]
fn a_wrong_index_is_repaired_in_memory_where_it_cannot_be_written() {
    use std::os::unix::fs::PermissionsExt;
    let mut test = TestApp::new();
    test.add_day("2026-01-05", &[TALK]);
    test.close();
    put_into_index(&test, 999);
    let mode = |mode| {
        std::fs::set_permissions(test.library(), std::fs::Permissions::from_mode(mode)).unwrap()
    };
    mode(0o555);
    if std::fs::write(test.library().join("x"), "").is_ok() {
        eprintln!("skipped: nothing is read-only to this user");
        return mode(0o755);
    }
    test.open().unwrap();
    test.app().update_index().unwrap();
    assert_eq!((test.hit_ids("ghost"), test.hit_ids("数字人")), (vec![], vec![TALK.id.to_owned()]));
    test.close();
    std::fs::set_permissions(test.library(), std::fs::Permissions::from_mode(0o755)).unwrap();
}

#[test]
fn while_the_index_is_behind_no_number_is_exact() {
    let test = TestApp::new();
    test.add_day("2026-01-05", &[TALK]);
    let lock = std::fs::File::create(test.library().join("index/.tantivy-writer.lock")).unwrap();
    lock.lock().unwrap();
    test.app()
        .import_bytes("day.md", crate::test_app::day("2026-01-06", &[SURGERY]).into_bytes())
        .unwrap();
    test.app().update_index().unwrap();
    let answer = test.app().search("surgical", SortOrder::Relevance, 0, 10).unwrap();
    assert_eq!((answer.total, answer.total_is_exact), (0, false));
    assert!(test.app().is_index_behind().unwrap());
    lock.unlock().unwrap();
    test.app().update_index().unwrap();
    let answer = test.app().search("surgical", SortOrder::Relevance, 0, 10).unwrap();
    assert_eq!((answer.total, answer.total_is_exact), (1, true));
}

#[test]
fn a_new_index_is_made_once_another_program_has_finished() {
    let test = TestApp::new();
    test.add_day("2026-01-05", &[TALK]);
    let lock = std::fs::File::create(test.library().join("index/.tantivy-writer.lock")).unwrap();
    lock.lock().unwrap();
    let app = test.app().clone();
    let rebuilding = std::thread::spawn(move || app.reindex());
    std::thread::sleep(std::time::Duration::from_millis(300));
    assert!(!rebuilding.is_finished(), "it waits");
    lock.unlock().unwrap();
    rebuilding.join().unwrap().unwrap();
    assert_eq!(test.hit_ids("数字人"), [TALK.id]);
}

#[test]
fn reading_does_not_wait_for_another_program_that_indexes() {
    let test = TestApp::new();
    test.add_day("2026-01-05", &[TALK]);
    test.app().wait_until_indexed().unwrap();
    let lock = std::fs::File::create(test.library().join("index/.tantivy-writer.lock")).unwrap();
    lock.lock().unwrap();
    test.add_day("2026-01-06", &[SURGERY]);
    test.app().update_index().unwrap();
    assert_eq!(
        (test.hit_ids("数字人"), test.app().index_state().indexed, test.app().index_state().papers),
        (vec![TALK.id.to_owned()], 1, 2)
    );
    lock.unlock().unwrap();
    test.app().update_index().unwrap();
    assert_eq!(test.hit_ids("surgical"), [SURGERY.id]);
}

#[test]
fn what_is_imported_marked_or_noted_is_found_without_being_waited_for() {
    let test = TestApp::new();
    let saves_power_or_data = || paperboy_core::Surroundings {
        local: jiff::civil::date(2026, 1, 15).at(12, 0, 0, 0),
        saves_power_or_data: true,
    };
    test.app().start(saves_power_or_data);
    test.app()
        .import_bytes("day.md", crate::test_app::day("2026-01-05", &[TALK, SURGERY]).into_bytes())
        .unwrap();
    let found = |query: &str, id: &str| {
        // Far longer than needed: the test only checks that it happens automatically.
        let comes = (0..500).any(|_| {
            let there = test.hit_ids(query) == [id];
            if !there {
                std::thread::sleep(std::time::Duration::from_millis(20));
            }
            there
        });
        assert!(comes, "{query} does not find {id}");
    };
    found("数字人", TALK.id);
    test.app().set_note(SURGERY.id, "回头再看").unwrap();
    found("note:回头", SURGERY.id);
    test.app().mark(&[TALK.id.to_owned()], Mark::Starred, true).unwrap();
    assert_eq!(test.hit_ids("is:starred"), [TALK.id], "marks are asked of the library itself");
}
