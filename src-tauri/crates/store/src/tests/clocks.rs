//! Clocks that are years wrong: backups are ordered by what they hold.

use super::*;
use crate::Mark;
use std::fs;

const DAY: i64 = 24 * 3600;
const TEN_YEARS: i64 = 3653 * DAY;

/// What is done to a library, at a moment of a clock that may be wrong.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Step {
    /// Another paper comes in and is starred.
    Import,
    BackUp,
    /// The header goes; the next start makes the library whole.
    Damage,
}

/// Every order of two imports, two backups and a damage under a clock that jumps ahead, back, or
/// both ways between the steps.
#[test]
fn recovery_takes_the_newest_by_content_and_backups_go_on_whatever_the_clock_says() {
    use Step::*;
    let orders = [
        [Import, BackUp, Import, BackUp, Damage],
        [Import, BackUp, Import, Damage, BackUp],
        [Import, BackUp, Damage, Import, BackUp],
        [Import, Damage, BackUp, Import, BackUp],
        [BackUp, Import, BackUp, Import, Damage],
        [Import, Import, BackUp, BackUp, Damage],
    ];
    let mut looked_at = 0;
    // For each step one of three clocks: right, ten years ahead, ten years behind.
    for (order, clocks) in
        orders.into_iter().flat_map(|order| (0..3_u32.pow(5)).map(move |clocks| (order, clocks)))
    {
        // All of them take minutes: a part is walked through, or all on request.
        if std::env::var_os("PAPERBOY_ALL_CLOCKS").is_none() && clocks % 47 != 3 {
            continue;
        }
        let place = format!("{order:?} under clocks {clocks:05}");
        looked_at += 1;
        let folder = tempfile::tempdir().unwrap();
        let mut store = open(folder.path()).store;
        let (mut papers, mut backed_up) = (0, 0);
        for (n, step) in (0..).zip(order) {
            let jump = [0, TEN_YEARS, -TEN_YEARS][(clocks / 3_u32.pow(n) % 3) as usize];
            let now = at(i64::from(n) * DAY + jump);
            match step {
                Import => {
                    papers += 1;
                    let raw = format!("raw {papers}");
                    store
                        .add_document(
                            &document("2025-12-30", &raw, vec![report(papers, "text")]),
                            now,
                        )
                        .unwrap();
                    store.mark(&ids(&[papers]), Mark::Starred, true, now).unwrap();
                }
                BackUp => {
                    let made = store.automatic_backup(now).unwrap();
                    assert_eq!(made.is_some(), papers > 0, "{place}: no backup");
                    backed_up = papers;
                    let backups = store.backups().unwrap();
                    let made =
                        made.and_then(|path| backups.iter().find(|backup| backup.path == path));
                    assert!(
                        made.is_none_or(|made| made.content == backups[0].content),
                        "{place}: an older one counts as newest"
                    );
                }
                Damage => {
                    drop(store);
                    // Nothing but a backup is left.
                    fs::write(folder.path().join("library.db"), [7; 9000]).unwrap();
                    store = Store::open(folder.path(), now).unwrap().store;
                    assert_eq!(
                        store.paper_count().unwrap(),
                        u64::from(backed_up),
                        "{place}: not the newest backup"
                    );
                    papers = backed_up;
                }
            }
        }
        assert!(store.check().unwrap().is_empty());
    }
    assert!(looked_at > 25, "{looked_at}");
}

#[test]
fn backups_dated_ten_years_ahead_push_no_real_ones_out() {
    let library = Library::with_days(&["2025-12-30"], 1);
    library.backup_now(at(TEN_YEARS), &|_| true).unwrap();
    for day in 0..40_i64 {
        let raw = format!("day {day}");
        library.add("2025-12-31", &raw, vec![report(100 + u32::try_from(day).unwrap(), "text")]);
        library.automatic_backup(at(day * DAY)).unwrap().unwrap();
    }
    let made: Vec<_> = library.backups().unwrap().into_iter().map(|backup| backup.made).collect();
    assert_eq!(made[0], at(39 * DAY));
    assert!(made.iter().filter(|made| **made < at(TEN_YEARS / 2)).count() >= 9, "{made:?}");
}

#[test]
fn a_clock_that_runs_ahead_takes_no_safety_copy_away() {
    let library = Library::with_days(&["2025-12-30"], 1);
    let first = library.automatic_backup(at(0)).unwrap().unwrap();
    let kept = library.restore(&first, at(60)).unwrap();
    library.automatic_backup(at(TEN_YEARS)).unwrap().unwrap();
    library.automatic_backup(at(TEN_YEARS + DAY)).unwrap().unwrap();
    let name = kept.file_name().unwrap().to_string_lossy().into_owned();
    assert!(
        library
            .backups()
            .unwrap()
            .iter()
            .any(|backup| backup.path.to_string_lossy().contains(&name))
    );
    // It was compressed since; its name still leads to it.
    assert!(!kept.exists());
    library.restore(&kept, at(TEN_YEARS + DAY)).unwrap();
}

#[test]
fn a_copy_of_another_library_among_the_backups_wins_no_recovery() {
    let other = Library::with_days(&["2025-12-30"], 60);
    for n in 1..60 {
        other.set_note(&id(n), Some("of the other library"), at(0)).unwrap();
    }
    let library = Library::with_days(&["2026-01-01"], 2);
    library.automatic_backup(at(0)).unwrap().unwrap();
    other.backup_to(&library.file("backups/library-20360101-000000-daily.db"), &|_| true).unwrap();
    let folder = library.close();
    // A report's text is altered: all else can be read.
    let path = folder.path().join("library.db");
    let mut bytes = fs::read(&path).unwrap();
    let text = bytes.windows(6).position(|window| window == b"body 1").unwrap();
    bytes[text] ^= 1;
    fs::write(&path, bytes).unwrap();
    let store = open(folder.path()).store;
    assert!(!store.check().unwrap().is_empty());
    drop(store);
    let opening = open(folder.path());
    assert!(
        recovered(&opening.events).1.unwrap().ends_with("library-20260105-120000-daily.db.zst")
    );
    assert_eq!(opening.store.paper_count().unwrap(), 2);
}

#[test]
fn a_library_ahead_of_the_clock_is_noticed() {
    let library = Library::with_days(&["2025-12-30"], 1);
    assert_eq!(library.ahead_of(at(60)).unwrap(), None);
    assert_eq!(library.ahead_of(at(-3600)).unwrap(), None, "an hour is nothing");
    library.mark(&ids(&[1]), Mark::Starred, true, at(5 * DAY)).unwrap();
    assert_eq!(library.ahead_of(at(0)).unwrap(), Some(at(5 * DAY)));
    library.automatic_backup(at(TEN_YEARS)).unwrap().unwrap();
    assert_eq!(library.ahead_of(at(6 * DAY)).unwrap(), Some(at(TEN_YEARS)));
    assert_eq!(library.ahead_of(at(TEN_YEARS)).unwrap(), None);
}
