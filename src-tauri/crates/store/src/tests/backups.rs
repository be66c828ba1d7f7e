//! Backups and restoring them.

use super::*;
use crate::Backup;
use crate::backup::expired;
use crate::{List, Mark};
use std::fs;

const DAY: i64 = 24 * 3600;

fn reasons(library: &Store) -> Vec<(String, Timestamp)> {
    library.backups().unwrap().into_iter().map(|backup| (backup.reason, backup.made)).collect()
}

#[test]
fn a_backup_is_a_library_in_one_file_that_holds_all() {
    let library = Library::with_days(&["2025-12-30"], 3);
    library.mark(&ids(&[2]), Mark::Starred, true, at(1)).unwrap();
    let folder = tempfile::tempdir().unwrap();
    library.backup_to(&folder.path().join("library.db"), &|_| true).unwrap();
    assert_eq!(names(folder.path()), ["library.db"]);
    let copy = open(folder.path());
    assert!(copy.events.is_empty());
    let all = |store: &Store| store.list(&List::default(), 0, 10).unwrap();
    assert_eq!(all(&copy.store), all(&library));
    assert_eq!(copy.store.undo(None, at(2)).unwrap().unwrap().ids, ids(&[2]));
}

#[test]
fn a_backup_never_overwrites_a_file() {
    let library = Library::new();
    let path = library.file("mine.txt");
    fs::write(&path, "precious").unwrap();
    let error = library.backup_to(&path, &|_| true).unwrap_err();
    assert!(
        matches!(&error, StoreError::File { source, .. } if source.kind() == std::io::ErrorKind::AlreadyExists),
        "{error:?}"
    );
    assert_eq!(fs::read(&path).unwrap(), b"precious");
    let error = library.backup_to(&library.file("no/such/folder.db"), &|_| true).unwrap_err();
    assert!(matches!(error, StoreError::File { .. }), "{error:?}");
}

#[test]
fn there_is_one_automatic_backup_a_day() {
    let library = Library::with_days(&["2025-12-30"], 1);
    let first = library.automatic_backup(at(0)).unwrap().unwrap();
    assert_eq!(first, library.file("backups/library-20260105-120000-daily.db.zst"));
    assert_eq!(library.automatic_backup(at(3600)).unwrap(), None);
    // A day is UTC's: twelve hours after noon.
    assert!(library.automatic_backup(at(12 * 3600)).unwrap().is_some());
    let backups = library.backups().unwrap();
    assert_eq!(
        backups.iter().map(|backup| backup.made).collect::<Vec<_>>(),
        [at(12 * 3600), at(0)]
    );
    assert!(backups.iter().all(|backup| backup.reason == "daily"
        && backup.bytes == fs::metadata(&backup.path).unwrap().len()));
}

#[test]
fn a_library_that_holds_nothing_is_not_backed_up_by_itself() {
    let library = Library::new();
    assert_eq!(library.automatic_backup(at(0)).unwrap(), None);
    library.add("2025-12-30", "since", vec![report(1, "one")]);
    assert!(library.automatic_backup(at(1)).unwrap().is_some());
}

#[test]
fn a_day_has_a_second_backup_after_many_changes_when_the_first_is_hours_old() {
    const HOUR: i64 = 3600;
    let library = Library::with_days(&["2025-12-30"], 3);
    assert!(library.automatic_backup(at(-12 * HOUR)).unwrap().is_some());
    library.mark(&ids(&[1]), Mark::Starred, true, at(1)).unwrap();
    assert_eq!(library.automatic_backup(at(8 * HOUR)).unwrap(), None, "little has changed");
    library.add("2025-12-31", "much", (10..40).map(|n| report(n, "new")).collect());
    assert_eq!(library.automatic_backup(at(-7 * HOUR)).unwrap(), None, "the first is recent");
    assert!(library.automatic_backup(at(0)).unwrap().is_some());
    library.add("2026-01-01", "more", (40..70).map(|n| report(n, "new")).collect());
    assert_eq!(library.automatic_backup(at(HOUR)).unwrap(), None, "the second is recent");
    assert!(library.automatic_backup(at(11 * HOUR + 60)).unwrap().is_some(), "the day ends");
    let copies = library.backups().unwrap();
    assert_eq!(copies.len(), 1, "the newest of a day is kept");
    assert!(
        open_backup(&copies[0].path)
            .query_row("SELECT count(*) = 63 FROM paper", [], |row| row.get::<_, bool>(0))
            .unwrap()
    );
}

#[test]
fn a_requested_backup_is_made_whatever_others_there_are() {
    let library = Library::with_days(&["2025-12-30"], 1);
    library.automatic_backup(at(0)).unwrap().unwrap();
    library.set_note(&id(1), Some("just now"), at(1)).unwrap();
    for _ in 0..2 {
        let path = library.backup_now(at(2), &|_| true).unwrap();
        let note: String =
            open_backup(&path).query_row("SELECT text FROM note", [], |row| row.get(0)).unwrap();
        assert_eq!(note, "just now");
    }
    assert_eq!(
        reasons(&library).iter().map(|(reason, _)| reason.as_str()).collect::<Vec<_>>(),
        ["manual", "manual", "daily"]
    );
    assert!(
        expired(&library.backups().unwrap(), at(6 * DAY), u64::MAX)
            .iter()
            .all(|backup| backup.reason == "daily")
    );
}

#[test]
fn other_files_among_the_backups_are_no_backups_and_stay() {
    let library = Library::with_days(&["2025-12-30"], 1);
    let folder = library.file("backups");
    fs::create_dir(&folder).unwrap();
    let others = [
        "library-20260101-120000.db",
        "library-20261301-120000-daily.db",
        "notes.txt",
        "library-x-y-daily.db",
    ];
    for name in others {
        fs::write(folder.join(name), "x").unwrap();
    }
    fs::create_dir(folder.join("library-20250101-120000-daily.db")).unwrap();
    assert!(library.backups().unwrap().is_empty());
    for day in 0..9 {
        library.automatic_backup(at(day * DAY)).unwrap().unwrap();
    }
    assert!(others.iter().all(|name| folder.join(name).exists()));
}

#[test]
fn a_year_of_days_leaves_seven_days_and_four_weeks() {
    let library = Library::with_days(&["2025-12-30"], 1);
    for day in 0..45 {
        library.automatic_backup(at(day * DAY)).unwrap().unwrap();
    }
    // The last is of Wednesday, the 18th of February; its week and the three before end on Sundays.
    let kept: Vec<String> = library
        .backups()
        .unwrap()
        .iter()
        .map(|backup| backup.made.strftime("%m-%d").to_string())
        .collect();
    assert_eq!(
        kept,
        ["02-18", "02-17", "02-16", "02-15", "02-14", "02-13", "02-12", "02-08", "02-01"]
    );
}

#[test]
fn old_backups_are_not_lost_by_a_long_absence_and_occasions_are_kept_a_week() {
    let backup = |days: i64, reason: &str| Backup {
        path: PathBuf::from(format!("{days}-{reason}")),
        made: at(-days * DAY),
        bytes: 1,
        reason: reason.to_owned(),
        content: None,
    };
    let list = [
        backup(0, "daily"),
        backup(0, "restore"),
        backup(6, "migration"),
        backup(6, "restore"),
        backup(8, "daily"),
        backup(8, "migration"),
        backup(200, "daily"),
        backup(201, "daily"),
        backup(300, "daily"),
        backup(400, "daily"),
        backup(500, "daily"),
    ];
    let gone: Vec<_> = expired(&list, at(0), u64::MAX)
        .into_iter()
        .map(|backup| backup.path.display().to_string())
        .collect();
    // Seven days have one before the eighth, 500 days ago; 8-migration is older than a week and not
    // its day's newest.
    assert_eq!(gone, ["8-migration", "500-daily"]);
}

#[test]
fn what_a_crash_left_of_a_backup_goes_with_the_next_one() {
    let library = Library::with_days(&["2025-12-30"], 1);
    let folder = library.file("backups");
    fs::create_dir(&folder).unwrap();
    let (old, fresh) = (
        "library-20260103-120000-daily.db.77.unfinished",
        "library-20260105-110000-daily.db.78.unfinished",
    );
    for name in [old, fresh] {
        fs::write(folder.join(name), "half").unwrap();
        fs::write(folder.join(format!("{name}-journal")), "half").unwrap();
    }
    library.automatic_backup(at(0)).unwrap().unwrap();
    assert_eq!(names(&folder), ["library-20260105-120000-daily.db.zst"]);
}

#[test]
fn a_restore_brings_the_backup_back_and_can_itself_be_taken_back() {
    let library = Library::with_days(&["2025-12-30"], 2);
    let backup = library.automatic_backup(at(0)).unwrap().unwrap();
    library.set_note(&id(1), Some("written since"), at(1)).unwrap();
    library.add("2025-12-31", "since", vec![report(9, "nine")]);
    let (history, change_counter) =
        (library.history_id().unwrap(), library.change_counter().unwrap());

    let kept = library.restore(&backup, at(2)).unwrap();

    assert_eq!(library.one(1).note, None);
    assert_eq!(library.paper_count().unwrap(), 2);
    let restored = library.history_id().unwrap();
    assert_ne!(restored, history);
    assert_ne!(library.change_counter().unwrap(), change_counter);
    assert_eq!(reasons(&library), [("restore".into(), at(2)), ("daily".into(), at(0))]);

    library.restore(&kept, at(3)).unwrap();
    assert_eq!(library.one(1).note.as_deref(), Some("written since"));
    assert_eq!(library.paper_count().unwrap(), 3);
    assert!(![history, restored].contains(&library.history_id().unwrap()));
    assert!(library.check().unwrap().is_empty());
    let folder = library.close();
    assert_eq!(open(folder.path()).store.paper_count().unwrap(), 3);
    assert!(!folder.path().join("library.unfinished.db").exists());
}

#[test]
fn what_is_no_sound_backup_is_refused_with_the_reason_and_the_library_stays() {
    let library = Library::with_days(&["2025-12-30"], 2);
    let (missing, text, foreign, empty, broken) = (
        library.file("missing.db"),
        library.file("text.db"),
        library.file("foreign.db"),
        library.file("empty.db"),
        library.file("broken.db"),
    );
    fs::write(&text, "no database, but longer than a header of one hundred bytes ".repeat(9))
        .unwrap();
    fs::write(&empty, []).unwrap();
    rusqlite::Connection::open(&foreign).unwrap().execute_batch("CREATE TABLE t (x)").unwrap();
    library.backup_to(&broken, &|_| true).unwrap();
    let mut bytes = fs::read(&broken).unwrap();
    bytes[4096 * 3..].fill(9);
    fs::write(&broken, bytes).unwrap();
    let before = (library.history_id().unwrap(), library.list(&List::default(), 0, 9).unwrap());
    for (path, reason) in [
        (missing, "no such file"),
        (library.path().to_owned(), "it is a folder"),
        (text, "not a database"),
        (foreign, "not a Paperboy library"),
        (empty, "not a Paperboy library"),
        (broken, ""),
        (library.file("library.db"), "the library itself"),
    ] {
        match library.restore(&path, at(1)).unwrap_err() {
            StoreError::BadBackup { path: named, why } => {
                assert!(named == path && why.contains(reason) && !why.is_empty(), "{why}")
            }
            error => panic!("{error:?}"),
        }
    }
    assert_eq!(
        (library.history_id().unwrap(), library.list(&List::default(), 0, 9).unwrap()),
        before
    );
    assert!(library.backups().unwrap().is_empty(), "nothing was to be saved from");
    library.set_setting("still", Some("writable")).unwrap();
}

#[test]
fn a_backup_made_during_writes_is_one_state() {
    let library = Library::new();
    let folder = tempfile::tempdir().unwrap();
    std::thread::scope(|scope| {
        scope.spawn(|| {
            for n in 0..30 {
                library
                    .write(|c| {
                        c.execute(
                            "INSERT OR REPLACE INTO setting (key, value) VALUES ('a', ?1)",
                            [n.to_string()],
                        )?;
                        c.execute(
                            "INSERT OR REPLACE INTO setting (key, value) VALUES ('b', ?1)",
                            [n.to_string()],
                        )
                    })
                    .unwrap();
            }
        });
        for n in 0..4 {
            library.backup_to(&folder.path().join(format!("{n}.db")), &|_| true).unwrap();
        }
    });
    for n in 0..4 {
        let copy = rusqlite::Connection::open(folder.path().join(format!("{n}.db"))).unwrap();
        let distinct: i64 = copy
            .query_row("SELECT count(DISTINCT value) FROM setting", [], |row| row.get(0))
            .unwrap();
        assert!(distinct <= 1);
    }
}
