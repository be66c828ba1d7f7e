//! Libraries that can only be read.

use super::*;
use crate::connection::{ReadMode, open_to_read};
use crate::schema::MIGRATIONS;
use crate::{Access, List, Mark};
#[cfg(unix)]
use std::os::unix::fs::PermissionsExt;

/// Removes or restores the right to write; `None` where permissions have no effect, as for root.
#[cfg(unix)]
fn permit(path: &Path, mode: u32) -> Option<()> {
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
    if mode & 0o200 == 0
        && std::fs::OpenOptions::new()
            .append(true)
            .create(path.is_dir())
            .open(if path.is_dir() { path.join("probe") } else { path.to_owned() })
            .is_ok()
    {
        println!("skipped: permissions do not bind this user");
        return None;
    }
    Some(())
}

fn expect_reading_alone(store: &Store) {
    assert_eq!(store.access(), Access::ReadOnly);
    assert_eq!(store.list(&List::default(), 0, 9).unwrap().1, 2);
    assert!(store.paper(&id(1)).unwrap().is_some());
    assert!(store.change_counter().is_ok() && store.history_id().is_ok());
    assert!(store.check().unwrap().is_empty());
    let refused = [
        store.mark(&ids(&[1]), Mark::Read, true, at(0)).err(),
        store.tag(&ids(&[1]), &["a".into()], &[], at(0)).err(),
        store.set_note(&id(1), Some("a"), at(0)).err(),
        store.undo(None, at(0)).err(),
        store.set_setting("a", Some("b")).err(),
        store.add_document(&document("2025-12-31", "b", vec![]), at(0)).err(),
        store.automatic_backup(at(0)).err(),
        store.restore(Path::new("/nowhere"), at(0)).err(),
    ];
    assert!(refused.iter().all(|error| matches!(error, Some(StoreError::ReadOnly))), "{refused:?}");
    let elsewhere = tempfile::tempdir().unwrap();
    store.backup_to(&elsewhere.path().join("copy.db"), &|_| true).unwrap();
}

#[test]
#[cfg(unix)]
fn a_library_in_a_folder_that_cannot_be_written_is_read() {
    let folder = Library::with_days(&["2025-12-30"], 2).close();
    for lock in [true, false] {
        if !lock {
            std::fs::remove_file(folder.path().join("open.lock")).unwrap();
        }
        let before = names(folder.path());
        if permit(&folder.path().join("library.db"), 0o444)
            .and_then(|()| permit(folder.path(), 0o555))
            .is_none()
        {
            return;
        }
        let opening = open(folder.path());
        assert_eq!(opening.events, [OpenEvent::ReadOnly]);
        expect_reading_alone(&opening.store);
        drop(opening);
        assert_eq!(names(folder.path()), before);
        permit(folder.path(), 0o755);
        permit(&folder.path().join("library.db"), 0o644);
    }
    assert!(open(folder.path()).events.is_empty());
}

#[test]
#[cfg(unix)]
fn what_may_not_be_read_or_created_is_reported_by_name() {
    let folder = Library::with_days(&["2025-12-30"], 2).close();
    if permit(&folder.path().join("library.db"), 0o000).is_none() {
        return;
    }
    assert!(
        matches!(refusal(folder.path()), StoreError::NoPermission(path) if path == folder.path().join("library.db"))
    );
    let empty = tempfile::tempdir().unwrap();
    permit(empty.path(), 0o555);
    assert!(
        matches!(refusal(empty.path()), StoreError::NoPermission(path) if path == empty.path())
    );
    let inner = empty.path().join("library");
    assert!(matches!(refusal(&inner), StoreError::NoPermission(path) if path == inner));
}

/// What the tests above see only where permissions bind: a store as a folder that cannot be written
/// gives it.
#[test]
fn a_store_for_reading_alone_reads_everything_and_writes_nothing() {
    let folder = Library::with_days(&["2025-12-30"], 2).close();
    let before = (names(folder.path()), std::fs::read(folder.path().join("library.db")).unwrap());
    let store =
        Store::new(crate::files::Files::new(folder.path()), MIGRATIONS, None, ReadMode::Unchanging);
    expect_reading_alone(&store);
    drop(store);
    assert_eq!(
        (names(folder.path()), std::fs::read(folder.path().join("library.db")).unwrap()),
        before
    );
}

#[test]
fn a_file_nobody_writes_is_found_whatever_its_name() {
    let parent = tempfile::tempdir().unwrap();
    for name in ["plain", "50% & more?x=#1", "论文 \u{1F4C4}", "a'b"] {
        let folder = parent.path().join(name);
        drop(open(&folder));
        let connection = open_to_read(&folder.join("library.db"), ReadMode::Unchanging).unwrap();
        connection.query_row("SELECT history_id FROM library", [], |_| Ok(())).unwrap();
        assert_eq!(names(&folder), ["library.db", "open.lock"]);
    }
}
