//! Broken libraries.

use super::*;
use crate::files::Files;
use crate::recover;
use crate::schema::MIGRATIONS;
use crate::{RepairedBy, set_aside_and_recover};
use std::fs;

/// A library with a day in its backup and a day more since.
fn backed_up() -> Library {
    let library = Library::with_days(&["2025-12-30"], 3);
    library.automatic_backup(at(-3600)).unwrap().unwrap();
    library.add("2025-12-31", "since", vec![report(9, "nine")]);
    library
}

fn break_header(path: &Path) {
    let mut bytes = fs::read(path).unwrap();
    bytes[..16].fill(0);
    fs::write(path, bytes).unwrap();
}

fn fill_with_noise(path: &Path) {
    let bytes: Vec<u8> =
        fs::read(path).unwrap().iter().enumerate().map(|(n, _)| (n * 7919 % 251) as u8).collect();
    fs::write(path, bytes).unwrap();
}

fn drop_a_table(path: &Path) {
    rusqlite::Connection::open(path).unwrap().execute_batch("DROP TABLE setting").unwrap();
}

fn empty(path: &Path) {
    fs::write(path, []).unwrap();
}

fn empty_a_table(path: &Path) {
    rusqlite::Connection::open(path).unwrap().execute_batch("DELETE FROM library").unwrap();
}

#[test]
fn a_broken_library_is_moved_aside_and_the_newest_backup_takes_its_place() {
    type Harm = fn(&Path);
    let harms: [(Harm, u64); 5] = [
        (break_header, 4),
        (fill_with_noise, 3),
        (drop_a_table, 4),
        (empty, 3),
        (empty_a_table, 4),
    ];
    for (harm, papers) in harms {
        let library = backed_up();
        let history = library.history_id().unwrap();
        let folder = library.close();
        harm(&folder.path().join("library.db"));
        let broken = fs::read(folder.path().join("library.db")).unwrap();

        let opening = open(folder.path());

        let (moved_to, backup) = recovered(&opening.events);
        assert_eq!(moved_to, folder.path().join("library.broken-20260105-120000.db"));
        assert_eq!(fs::read(moved_to).unwrap(), broken);
        assert_eq!(
            backup.unwrap(),
            folder.path().join("backups/library-20260105-110000-daily.db.zst")
        );
        assert_eq!(opening.store.paper_count().unwrap(), papers);
        assert_ne!(opening.store.history_id().unwrap(), history);
        assert!(opening.store.check().unwrap().is_empty());
        assert_eq!(
            opening
                .store
                .add_document(&document("2026-01-01", "x", vec![report(10, "ten")]), at(0))
                .unwrap(),
            Added::Added
        );
        drop(opening);
        assert!(open(folder.path()).events.is_empty());
    }
}

#[test]
fn a_broken_backup_is_passed_over_for_an_older_sound_one() {
    let library = backed_up();
    let newest = library.automatic_backup(at(24 * 3600)).unwrap().unwrap();
    let folder = library.close();
    // Damage that is found only when it is decompressed: the header stays whole.
    let mut bytes = fs::read(&newest).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 0x5a;
    fs::write(&newest, bytes).unwrap();
    break_header(&folder.path().join("library.db"));
    let opening = open(folder.path());
    assert!(
        recovered(&opening.events).1.unwrap().ends_with("library-20260105-110000-daily.db.zst")
    );
    assert!(newest.exists());
    assert_eq!(opening.store.paper_count().unwrap(), 4);
}

#[test]
fn without_a_sound_backup_the_library_begins_empty_and_the_broken_file_is_kept() {
    let folder = Library::with_days(&["2025-12-30"], 3).close();
    fs::write(folder.path().join("library.db"), "this is no database at all").unwrap();
    let opening = open(folder.path());
    let (moved_to, backup) = recovered(&opening.events);
    assert_eq!(
        (fs::read(moved_to).unwrap().as_slice(), backup),
        (b"this is no database at all".as_slice(), None)
    );
    assert_eq!(opening.store.paper_count().unwrap(), 0);
}

#[test]
fn a_second_broken_file_does_not_overwrite_the_first() {
    let folder = Library::new().close();
    for text in ["first", "second"] {
        fs::write(folder.path().join("library.db"), text).unwrap();
        drop(open(folder.path()));
    }
    assert_eq!(
        fs::read(folder.path().join("library.broken-20260105-120000.db")).unwrap(),
        b"first"
    );
    assert_eq!(
        fs::read(folder.path().join("library.broken-20260105-120001.db")).unwrap(),
        b"second"
    );
}

#[test]
fn the_log_goes_aside_with_its_library() {
    let folder = backed_up().close();
    break_header(&folder.path().join("library.db"));
    fs::write(folder.path().join("library.db-wal"), "a log").unwrap();
    drop(open(folder.path()));
    assert_eq!(
        fs::read(folder.path().join("library.broken-20260105-120000.db-wal")).unwrap(),
        b"a log"
    );
}

#[test]
fn a_recovery_cut_off_anywhere_is_finished_by_the_next_start() {
    for moved in 0..=3 {
        let library = backed_up();
        let history = library.history_id().unwrap();
        let folder = library.close();
        let (files, file) = (Files::new(folder.path()), |name: &str| folder.path().join(name));
        break_header(&files.library());
        fs::write(file("library.db-wal"), "a log").unwrap();
        fs::write(file("library.db-shm"), "its index").unwrap();
        // What `recover` does, up to the crash: the replacement is whole, `moved` files are moved.
        let newest = &files.backups().unwrap()[0];
        crate::restore::prepare(&newest.path, &files, MIGRATIONS, 0).unwrap();
        fs::rename(files.unfinished(), files.replacement("20260105-115959")).unwrap();
        for suffix in ["", "-wal", "-shm"].into_iter().take(moved) {
            fs::rename(files.library_with(suffix), files.damaged_path("20260105-115959", suffix))
                .unwrap();
        }

        let opening = open(folder.path());

        let (moved_to, backup) = recovered(&opening.events);
        assert_eq!(
            (moved_to, backup.unwrap()),
            (file("library.broken-20260105-115959.db").as_path(), newest.path.as_path())
        );
        assert_eq!(fs::read(file("library.broken-20260105-115959.db-wal")).unwrap(), b"a log");
        assert_eq!(opening.store.paper_count().unwrap(), 3);
        assert_ne!(opening.store.history_id().unwrap(), history);
        drop(opening);
        assert!(
            !names(folder.path())
                .iter()
                .any(|name| name.contains("recovered") || name.contains("unfinished"))
        );
        assert!(open(folder.path()).events.is_empty());
    }
}

#[test]
fn a_file_put_in_the_place_of_a_library_under_recovery_is_kept_too() {
    let folder = backed_up().close();
    let files = Files::new(folder.path());
    crate::restore::prepare(&files.backups().unwrap()[0].path, &files, MIGRATIONS, 0).unwrap();
    fs::rename(files.unfinished(), files.replacement("20260105-115959")).unwrap();
    fs::write(files.damaged_path("20260105-115959", ""), "the broken one").unwrap();
    fs::write(files.library(), "somebody's own").unwrap();
    assert_eq!(open(folder.path()).store.paper_count().unwrap(), 3);
    assert_eq!(fs::read(files.damaged_path("20260105-115959", "")).unwrap(), b"the broken one");
    assert_eq!(fs::read(files.damaged_path("20260105-120000", "")).unwrap(), b"somebody's own");
}

#[test]
fn a_recovery_interrupted_before_its_replacement_was_complete_starts_again() {
    let folder = backed_up().close();
    break_header(&folder.path().join("library.db"));
    fs::write(folder.path().join("library.unfinished.db"), "half a copy").unwrap();
    let opening = open(folder.path());
    assert!(recovered(&opening.events).1.is_some());
    assert_eq!(opening.store.paper_count().unwrap(), 4);
}

#[test]
fn check_finds_damage_that_opening_does_not_and_no_backup_is_made_of_it() {
    let library = backed_up();
    let folder = library.close();
    let path = folder.path().join("library.db");
    // An index that no start looks into.
    let sql = "SELECT rootpage FROM sqlite_schema WHERE name = 'change_item_subject'";
    let page: u32 =
        rusqlite::Connection::open(&path).unwrap().query_row(sql, [], |row| row.get(0)).unwrap();
    let mut bytes = fs::read(&path).unwrap();
    bytes[(page as usize - 1) * 4096..page as usize * 4096].fill(0xee);
    fs::write(&path, bytes).unwrap();

    let store = open(folder.path()).store;
    assert!(!store.check().unwrap().is_empty());
    let before = names(&folder.path().join("backups"));
    let error = store.automatic_backup(at(48 * 3600)).unwrap_err();
    assert!(matches!(error, StoreError::Damaged(_)), "{error:?}");
    assert_eq!(names(&folder.path().join("backups")), before);

    // Found while running: the store still open on the broken file must not write into the new one.
    let event = set_aside_and_recover(folder.path(), at(1)).unwrap();
    let OpenEvent::Recovered { recovery, .. } = &event else { panic!("{event:?}") };
    assert_eq!(
        (recovery.how, recovery.lost_rows, recovery.lost_pages),
        (RepairedBy::Salvaged, 0, 0)
    );
    if cfg!(unix) {
        assert!(matches!(store.set_setting("a", Some("b")), Err(StoreError::Replaced(_))));
    }
    let opening = open(folder.path());
    drop(store);
    assert!(opening.events.is_empty());
    assert_eq!(opening.store.paper_count().unwrap(), 4);
    assert!(opening.store.check().unwrap().is_empty());

    // Another process found the same damage and is second: changes since the first recovery must
    // stay.
    opening
        .store
        .add_document(&document("2026-01-01", "x", vec![report(10, "ten")]), at(2))
        .unwrap();
    assert_eq!(set_aside_and_recover(folder.path(), at(3)).unwrap(), event);
    assert_eq!(opening.store.paper_count().unwrap(), 5);
    opening.store.set_setting("still", Some("writable")).unwrap();
}

#[test]
fn a_library_begun_empty_after_damage_is_not_begun_again_by_who_comes_second() {
    let folder = Library::with_days(&["2025-12-30"], 3).close();
    fill_with_noise(&folder.path().join("library.db"));
    let event = set_aside_and_recover(folder.path(), at(0)).unwrap();
    assert_eq!(
        recovered(std::slice::from_ref(&event)),
        (folder.path().join("library.broken-20260105-120000.db").as_path(), None)
    );
    let store = open(folder.path()).store;
    store.add_document(&document("2026-01-01", "x", vec![report(10, "ten")]), at(2)).unwrap();
    assert_eq!(set_aside_and_recover(folder.path(), at(3)).unwrap(), event);
    assert_eq!(store.paper_count().unwrap(), 1);
}

#[test]
fn recovering_does_not_harm_the_library_when_the_disk_is_too_full_for_the_replacement() {
    let folder = backed_up().close();
    let files = Files::new(folder.path());
    break_header(&files.library());
    // A folder is at the path of the replacement: nothing can be written there.
    fs::create_dir(files.unfinished()).unwrap();
    let before = fs::read(files.library()).unwrap();
    assert!(recover::recover(&files, at(0), MIGRATIONS).is_err());
    assert_eq!(fs::read(files.library()).unwrap(), before);
}
