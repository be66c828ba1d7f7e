//! Several processes and threads on one library. Two stores represent two processes: they share
//! nothing but the files.

use super::*;
use crate::{List, Mark};
use std::collections::HashSet;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc;
use std::time::Duration;

fn impatient(store: &Store) {
    store.writer.as_ref().unwrap().lock().unwrap().busy_timeout(Duration::from_millis(20)).unwrap();
}

#[test]
fn two_stores_write_in_turn_and_see_each_others_writes() {
    let first = Library::new();
    let second = open(first.path()).store;
    for n in 0..10 {
        let (writer, reader) =
            if n % 2 == 0 { (&first.store, &second) } else { (&second, &first.store) };
        let change_counter = reader.change_counter().unwrap();
        writer
            .add_document(
                &document("2025-12-30", &n.to_string(), (0..=n).map(|n| report(n, "x")).collect()),
                at(0),
            )
            .unwrap();
        writer.mark(&ids(&[n]), Mark::Read, true, at(n.into())).unwrap();
        assert_ne!(reader.change_counter().unwrap(), change_counter);
        assert_eq!(reader.paper_count().unwrap(), u64::from(n) + 1);
        assert_eq!(reader.paper(&id(n)).unwrap().unwrap().marks.read, Some(at(n.into())));
        assert_eq!(reader.days().unwrap()[0].unread, 0);
    }
    assert!(first.check().unwrap().is_empty());
}

#[test]
fn the_change_counter_changes_with_ones_own_writes_too_and_not_otherwise() {
    let library = Library::with_days(&["2025-12-30"], 1);
    let change_counter = library.change_counter().unwrap();
    library.days().unwrap();
    library.mark(&ids(&[7]), Mark::Read, true, at(0)).unwrap();
    assert_eq!(library.change_counter().unwrap(), change_counter);
    library.mark(&ids(&[1]), Mark::Read, true, at(0)).unwrap();
    assert_ne!(library.change_counter().unwrap(), change_counter);
}

#[test]
fn stores_that_write_at_the_same_time_lose_nothing() {
    let library = Library::new();
    let other = open(library.path()).store;
    std::thread::scope(|scope| {
        for (store, base) in
            [(&library.store, 0), (&other, 100), (&library.store, 200), (&other, 300)]
        {
            scope.spawn(move || {
                for n in base..base + 15 {
                    store
                        .add_document(
                            &document("2025-12-30", &n.to_string(), vec![report(n, "x")]),
                            at(0),
                        )
                        .unwrap();
                    store.tag(&ids(&[n]), &["t".into()], &[], at(0)).unwrap();
                }
            });
        }
    });
    assert_eq!(
        library.list(&List { tag: Some("t".into()), ..List::default() }, 0, 0).unwrap().1,
        60
    );
    assert_eq!(library.days().unwrap()[0].papers, 60);
    assert!(library.check().unwrap().is_empty());
}

#[test]
fn readers_see_the_old_state_while_a_write_is_under_way() {
    let library = Library::with_days(&["2025-12-30"], 2);
    let (begun, has_begun) = mpsc::channel();
    let (go_on, may_go_on) = mpsc::channel::<()>();
    std::thread::scope(|scope| {
        let library = &library;
        scope.spawn(move || {
            library
                .write(|c| {
                    c.execute("UPDATE paper SET title = 'half done' WHERE id = '2512.00001'", [])?;
                    begun.send(()).unwrap();
                    may_go_on.recv().unwrap();
                    c.execute("UPDATE paper SET title = 'done' WHERE id = '2512.00001'", [])
                })
                .unwrap();
        });
        has_begun.recv().unwrap();
        // More readers at once than there are connections for them.
        let readers: Vec<_> = (0..9).map(|_| scope.spawn(|| library.one(1).title)).collect();
        for reader in readers {
            assert_eq!(reader.join().unwrap(), "Paper 1");
        }
        go_on.send(()).unwrap();
    });
    assert_eq!(library.one(1).title, "done");
}

#[test]
fn a_store_that_waits_too_long_for_another_fails_and_has_written_nothing() {
    let library = Library::with_days(&["2025-12-30"], 2);
    let other = open(library.path()).store;
    impatient(&other);
    let backup = library.file("backup.db");
    library.backup_to(&backup, &|_| true).unwrap();
    library
        .write(|_| {
            assert!(matches!(
                other.mark(&ids(&[1]), Mark::Read, true, at(0)),
                Err(StoreError::Busy)
            ));
            assert!(matches!(other.restore(&backup, at(0)), Err(StoreError::Busy)));
            assert_eq!(other.paper_count().unwrap(), 2);
            Ok(())
        })
        .unwrap();
    assert!(other.mark(&ids(&[1]), Mark::Read, true, at(0)).unwrap().id.is_some());
}

#[test]
fn a_restore_by_one_store_is_seen_by_the_other_which_goes_on() {
    let library = Library::with_days(&["2025-12-30"], 2);
    let other = open(library.path()).store;
    let backup = library.automatic_backup(at(0)).unwrap().unwrap();
    other.add_document(&document("2025-12-31", "b", vec![report(9, "nine")]), at(0)).unwrap();
    assert_eq!(other.paper_count().unwrap(), 3);
    let (history, change_counter) = (other.history_id().unwrap(), other.change_counter().unwrap());
    library.restore(&backup, at(1)).unwrap();
    assert_eq!(other.paper_count().unwrap(), 2);
    assert_ne!(other.history_id().unwrap(), history);
    assert_ne!(other.change_counter().unwrap(), change_counter);
    other.mark(&ids(&[1]), Mark::Starred, true, at(2)).unwrap();
    assert!(library.one(1).marks.starred.is_some());
    assert!(library.check().unwrap().is_empty());
}

#[test]
fn nothing_acknowledged_falls_between_the_safety_copy_and_the_restore() {
    let library = Library::with_days(&["2025-12-30"], 2);
    let backup = library.automatic_backup(at(0)).unwrap().unwrap();
    let other = open(library.path()).store;
    let done = AtomicBool::new(false);
    let (acknowledged, kept) = std::thread::scope(|scope| {
        let writer = scope.spawn(|| {
            let mut acknowledged: Vec<String> = Vec::new();
            while !done.load(Ordering::Relaxed) {
                let key = acknowledged.len().to_string();
                other.set_setting(&key, Some("kept")).unwrap();
                acknowledged.push(key);
            }
            acknowledged
        });
        // A restore is refused while the other store has just begun to write; that is tried again.
        let restore = |second| loop {
            match library.restore(&backup, at(second)) {
                Err(StoreError::Busy) => {}
                restored => break restored,
            }
        };
        let kept: Vec<_> = (1..6).map(restore).collect();
        done.store(true, Ordering::Relaxed);
        (writer.join().unwrap(), kept)
    });
    let keys = |connection: &rusqlite::Connection| -> rusqlite::Result<Vec<String>> {
        connection.prepare("SELECT key FROM setting")?.query_map([], |row| row.get(0))?.collect()
    };
    let mut found: HashSet<String> = library.read(keys).unwrap().into_iter().collect();
    for path in kept {
        found.extend(keys(&rusqlite::Connection::open(path.unwrap()).unwrap()).unwrap());
    }
    assert!(acknowledged.iter().all(|key| found.contains(key)));
}

#[test]
fn a_read_sees_one_state_from_its_beginning_to_its_end() {
    let library = Library::with_days(&["2025-12-30"], 1);
    let settings = |c: &rusqlite::Connection| {
        c.query_row("SELECT count(*) FROM setting", [], |row| row.get::<_, i64>(0))
    };
    let (before, after) = library
        .read(|c| {
            let before = settings(c)?;
            library.set_setting("written", Some("meanwhile")).unwrap();
            Ok((before, settings(c)?))
        })
        .unwrap();
    assert_eq!((before, after), (0, 0));
    assert_eq!(library.read(settings).unwrap(), 1);
}

#[test]
fn a_panic_in_a_read_or_a_write_leaves_the_store_usable() {
    let library = Library::with_days(&["2025-12-30"], 1);
    for _ in 0..6 {
        let panicked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            library.read::<()>(|_| panic!("on purpose"))
        }));
        assert!(panicked.is_err());
        let panicked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            library.write::<()>(|c| {
                c.execute("DELETE FROM day_paper", [])?;
                panic!("on purpose")
            })
        }));
        assert!(panicked.is_err());
    }
    assert_eq!(library.list(&List::default(), 0, 9).unwrap().1, 1);
    library.set_setting("a", Some("b")).unwrap();
}
