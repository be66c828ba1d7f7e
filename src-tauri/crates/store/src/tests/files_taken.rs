//! Files that are taken away, replaced or protected under an open library, or before it is opened.

use super::*;
use crate::{Access, Mark};
use rusqlite::Connection;

fn star(library: &Store, n: u32) -> Result<(), StoreError> {
    library.mark(&ids(&[n]), Mark::Starred, true, at(0)).map(drop)
}

fn is_starred(store: &Store, n: u32) -> bool {
    store.paper(&id(n)).unwrap().unwrap().marks.starred.is_some()
}

#[test]
#[cfg(unix)]
fn a_log_that_was_removed_is_noticed_before_the_next_change_and_loses_nothing() {
    for removed in
        [&["library.db-wal"][..], &["library.db-shm"], &["library.db-wal", "library.db-shm"]]
    {
        for is_by_the_look in [false, true] {
            let library = Library::with_days(&["2025-12-30"], 2);
            star(&library, 1).unwrap();
            removed.iter().for_each(|name| std::fs::remove_file(library.file(name)).unwrap());
            let refused =
                if is_by_the_look { library.look_after_files() } else { star(&library, 2) };
            assert!(
                matches!(&refused, Err(StoreError::Replaced(path)) if *path == library.file(removed[0])),
                "{refused:?}"
            );
            if removed.contains(&"library.db-wal") {
                // As a kill leaves it: the database alone.
                let alone = tempfile::tempdir().unwrap();
                std::fs::copy(library.file("library.db"), alone.path().join("library.db")).unwrap();
                assert!(is_starred(&open(alone.path()).store, 1), "{removed:?}");
            }
            let folder = library.close();
            let store = open(folder.path()).store;
            assert!(
                is_starred(&store, 1)
                    && !is_starred(&store, 2)
                    && store.check().unwrap().is_empty(),
                "{removed:?}"
            );
            star(&store, 2).unwrap();
        }
    }
}

#[test]
#[cfg(unix)]
fn a_log_that_another_program_has_written_since_is_left_alone() {
    let library = Library::with_days(&["2025-12-30"], 2);
    std::fs::remove_file(library.file("library.db-wal")).unwrap();
    std::fs::write(library.file("library.db-wal"), "another program's").unwrap();
    assert!(matches!(library.look_after_files(), Err(StoreError::Replaced(_))));
    assert_eq!(std::fs::read(library.file("library.db-wal")).unwrap(), b"another program's");
}

#[test]
fn closed_is_no_library() {
    let library = Library::with_days(&["2025-12-30"], 2);
    let closed = Store::closed(library.path());
    assert!(matches!(closed.paper(&id(1)), Err(StoreError::Gone(_))));
    assert!(closed.look_after_files().is_err());
}

#[test]
#[cfg(unix)]
fn write_protection_of_the_files_alone_is_taken_off() {
    use std::os::unix::fs::PermissionsExt;
    let permit = |path: &Path, mode| {
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap()
    };
    let library = Library::with_days(&["2025-12-30"], 2);
    let crashed = tempfile::tempdir().unwrap();
    for name in ["library.db", "library.db-wal", "library.db-shm"] {
        std::fs::copy(library.file(name), crashed.path().join(name)).unwrap();
    }
    for protected in [
        &["library.db"][..],
        &["library.db-shm"],
        &["library.db-wal", "library.db-shm"],
        &["library.db", "library.db-wal", "library.db-shm"],
    ] {
        let folder = tempfile::tempdir().unwrap();
        for name in names(crashed.path()) {
            std::fs::copy(crashed.path().join(&name), folder.path().join(&name)).unwrap();
        }
        let paths: Vec<PathBuf> = protected.iter().map(|name| folder.path().join(name)).collect();
        paths.iter().for_each(|path| permit(path, 0o444));
        let opening = open(folder.path());
        assert_eq!(opening.events, [OpenEvent::Unprotected(paths.clone())]);
        assert_eq!(opening.store.access(), Access::ReadWrite);
        star(&opening.store, 1).unwrap();
        assert_eq!(std::fs::metadata(&paths[0]).unwrap().permissions().mode() & 0o777, 0o644);
        drop(opening);
        assert!(open(folder.path()).events.is_empty());
    }
}

#[test]
fn a_header_that_was_altered_makes_no_library_another_programs() {
    let whole = Library::with_days(&["2025-12-30"], 2).close();
    for sql in [
        "PRAGMA application_id = 77",
        "PRAGMA application_id = 77; PRAGMA user_version = 3",
        "PRAGMA application_id = 77; DROP INDEX tag_paper",
    ] {
        let folder = tempfile::tempdir().unwrap();
        std::fs::copy(whole.path().join("library.db"), folder.path().join("library.db")).unwrap();
        let connection = Connection::open(folder.path().join("library.db")).unwrap();
        if connection.execute_batch(sql).is_err() {
            continue;
        }
        drop(connection);
        let opening = open(folder.path());
        assert!(
            matches!(opening.events[..], [OpenEvent::Recovered { .. }]),
            "{sql}: {:?}",
            opening.events
        );
        assert_eq!(opening.store.paper_count().unwrap(), 2, "{sql}");
    }
}

#[test]
fn what_is_to_stop_waits_for_no_other_program() {
    use std::sync::{Arc, atomic::AtomicBool};
    let library = Library::with_days(&["2025-12-30"], 2);
    let other = Connection::open(library.file("library.db")).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    std::thread::scope(|scope| {
        scope.spawn(|| {
            crate::stop_waiting_when(Arc::new(AtomicBool::new(true)));
            assert!(matches!(star(&library, 1), Err(StoreError::Busy)));
        });
    });
    other.execute_batch("ROLLBACK").unwrap();
    star(&library, 1).unwrap();
}
