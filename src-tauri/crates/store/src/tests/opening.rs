//! Opening: existing libraries, and files that are not ours.

use super::*;
use crate::{Access, set_aside_and_recover};
use rusqlite::Connection;

#[test]
fn a_library_is_made_where_there_is_none_and_found_again() {
    let parent = tempfile::tempdir().unwrap();
    let folder = parent.path().join("new/folder with % and ? in it 论文");
    let opening = open(&folder);
    assert_eq!(opening.events, [OpenEvent::Created]);
    assert_eq!(opening.store.access(), Access::ReadWrite);
    opening
        .store
        .add_document(&document("2025-12-30", "a", vec![report(1, "one")]), at(0))
        .unwrap();
    let history = opening.store.history_id().unwrap();
    assert!(history.len() == 32 && history.bytes().all(|b| b.is_ascii_hexdigit()));
    drop(opening);
    let opening = open(&folder);
    assert!(opening.events.is_empty());
    assert_eq!(opening.store.history_id().unwrap(), history);
    assert_eq!(opening.store.paper_count().unwrap(), 1);
    assert!(opening.store.check().unwrap().is_empty());
}

#[test]
fn closing_leaves_one_file_that_holds_all() {
    let folder = Library::with_days(&["2025-12-30"], 2).close();
    assert_eq!(names(folder.path()), ["library.db", "open.lock"]);
}

#[test]
fn two_libraries_have_two_histories() {
    assert_ne!(Library::new().history_id().unwrap(), Library::new().history_id().unwrap());
}

#[test]
fn an_empty_file_counts_as_no_library() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("library.db"), []).unwrap();
    assert_eq!(open(folder.path()).events, [OpenEvent::Created]);
}

#[test]
fn another_programs_database_is_refused_and_left_as_it_is() {
    for sql in [
        "CREATE TABLE bookmarks (url)",
        "PRAGMA application_id = 77; CREATE TABLE library (x)",
        "PRAGMA journal_mode = WAL; CREATE TABLE t (x)",
    ] {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("library.db");
        Connection::open(&path).unwrap().execute_batch(sql).unwrap();
        let before = std::fs::read(&path).unwrap();
        let error = refusal(folder.path());
        assert!(matches!(&error, StoreError::NotALibrary(named) if *named == path), "{error:?}");
        assert_eq!(std::fs::read(&path).unwrap(), before);
        assert_eq!(names(folder.path()), ["library.db", "open.lock"]);
    }
}

#[test]
fn a_folder_under_the_librarys_name_is_no_library() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("library.db")).unwrap();
    assert!(matches!(refusal(folder.path()), StoreError::NotALibrary(_)));
}

#[test]
fn a_file_in_the_place_of_the_folder_is_reported() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    std::fs::write(&file, "text").unwrap();
    assert!(matches!(refusal(&file), StoreError::File { path, .. } if path == file));
    assert_eq!(std::fs::read(&file).unwrap(), b"text");
}

#[test]
fn a_log_without_its_library_is_set_aside_and_not_deleted() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("library.db-wal"), "what is left").unwrap();
    let opening = open(folder.path());
    assert_eq!(opening.events, [OpenEvent::Created]);
    assert_eq!(
        std::fs::read(folder.path().join("library.broken-20260105-120000.db-wal")).unwrap(),
        b"what is left"
    );
}

#[test]
fn the_remains_of_an_interrupted_creation_block_nobody() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("library.unfinished.db"), "half a databa").unwrap();
    std::fs::write(folder.path().join("library.unfinished.db-journal"), "half a journal").unwrap();
    assert_eq!(open(folder.path()).events, [OpenEvent::Created]);
    assert!(!folder.path().join("library.unfinished.db").exists());
}

#[test]
fn many_first_starts_at_once_make_one_library() {
    let folder = tempfile::tempdir().unwrap();
    let openings: Vec<Opening> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..6).map(|_| scope.spawn(|| open(folder.path()))).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    assert_eq!(openings.iter().filter(|opening| opening.events == [OpenEvent::Created]).count(), 1);
    let history = openings[0].store.history_id().unwrap();
    assert!(openings.iter().all(|opening| opening.store.history_id().unwrap() == history));
}

#[test]
fn recovering_where_there_is_no_library_reports_that_it_is_gone() {
    let folder = tempfile::tempdir().unwrap();
    assert!(matches!(set_aside_and_recover(folder.path(), at(0)), Err(StoreError::Gone(_))));
}

#[test]
#[cfg(unix)]
fn a_library_whose_folder_vanished_acknowledges_nothing_more() {
    let library = Library::with_days(&["2025-12-30"], 2);
    std::fs::remove_dir_all(library.path()).unwrap();
    let gone =
        |error: StoreError| matches!(error, StoreError::Gone(path) if path == library.path());
    assert!(gone(library.mark(&ids(&[1]), crate::Mark::Read, true, at(0)).unwrap_err()));
    assert!(gone(
        library
            .add_document(&document("2025-12-31", "b", vec![report(3, "3")]), at(0))
            .unwrap_err()
    ));
    assert!(gone(library.automatic_backup(at(0)).unwrap_err()));
    assert!(gone(library.restore(Path::new("/nowhere"), at(0)).unwrap_err()));
    // Reading continues from the open files, or reports an error.
    match library.paper(&id(1)) {
        Ok(paper) => assert_eq!(paper.unwrap().marks.read, None),
        Err(error) => assert!(gone(error)),
    }
}

#[test]
#[cfg(unix)]
fn a_library_that_another_file_replaced_is_not_written_any_more() {
    let library = Library::with_days(&["2025-12-30"], 2);
    std::fs::rename(library.file("library.db"), library.file("elsewhere.db")).unwrap();
    let error = library.set_setting("a", Some("b")).unwrap_err();
    assert!(matches!(error, StoreError::Gone(_)), "{error:?}");
    std::fs::copy(library.file("elsewhere.db"), library.file("library.db")).unwrap();
    let error = library.set_setting("a", Some("b")).unwrap_err();
    assert!(matches!(error, StoreError::Replaced(_)), "{error:?}");
}
