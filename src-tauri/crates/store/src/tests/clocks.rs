//! Clocks that are years wrong: backups are ordered by what they hold.

use super::*;
use crate::Mark;
use std::fs;

const DAY: i64 = 24 * 3600;
const TEN_YEARS: i64 = 3653 * DAY;

/// A step with a library, at a time of a clock that may be wrong.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Step {
    /// Another paper comes in, and all papers are starred.
    Import,
    BackUp,
    /// Nothing of the database is readable any more; the next start repairs the library.
    Damage,
}

const STEPS: [Step; 3] = [Step::Import, Step::BackUp, Step::Damage];
/// How many steps one order has.
const LENGTH: u32 = 5;
/// In an order's number and in a clock pattern's, each step is one digit of base three.
const ORDERS: u32 = 3_u32.pow(LENGTH);

/// Every order of imports, backups and damages under a clock that is right, ten years ahead or ten
/// years behind at each step. `PAPERBOY_ALL_CLOCKS` walks through all combinations, which takes an
/// hour, and `PAPERBOY_ALL_ORDERS` through each order once; otherwise it is a part of both.
#[test]
fn recovery_takes_the_newest_by_content_and_backups_go_on_whatever_the_clock_shows() {
    let is_set = |name| std::env::var_os(name).is_some();
    let all = is_set("PAPERBOY_ALL_CLOCKS");
    // Coprime to three, so that each step comes up at each place.
    let step = if all || is_set("PAPERBOY_ALL_ORDERS") { 1 } else { 5 };
    let digit = |number: u32, n: u32| (number / 3_u32.pow(n) % 3) as usize;
    for number in (0..ORDERS).step_by(step) {
        let order: Vec<Step> = (0..LENGTH).map(|n| STEPS[digit(number, n)]).collect();
        for clocks in 0..ORDERS {
            // A pattern that has nothing to do with the order.
            if all || clocks == (number.wrapping_mul(2_654_435_761) >> 8) % ORDERS {
                let jumps: Vec<i64> =
                    (0..LENGTH).map(|n| [0, TEN_YEARS, -TEN_YEARS][digit(clocks, n)]).collect();
                walk(&order, &jumps);
            }
        }
    }
}

fn walk(order: &[Step], jumps: &[i64]) {
    let place = format!("{order:?} under {jumps:?}");
    let folder = tempfile::tempdir().unwrap();
    let mut store = open(folder.path()).store;
    // Papers that ever came in, those in the library, in the newest backup, and the starred ones.
    let (mut ever, mut here, mut backed_up, mut starred) = (0, vec![], vec![], vec![]);
    for (n, (step, jump)) in (0..).zip(order.iter().zip(jumps)) {
        let now = at(n * DAY + jump);
        match step {
            Step::Import => {
                ever += 1;
                here.push(ever);
                let raw = format!("raw {ever}");
                store
                    .add_document(&document("2025-12-30", &raw, vec![report(ever, "text")]), now)
                    .unwrap();
                store.mark(&ids(&here), Mark::Starred, true, now).unwrap();
                starred.push(ever);
                assert!(store.back_up_facts(now).unwrap().is_some(), "{place}: no file of facts");
            }
            Step::BackUp => {
                let made = store.automatic_backup(now).unwrap();
                assert_eq!(made.is_some(), !here.is_empty(), "{place}: no backup");
                if made.is_none() {
                    continue;
                }
                backed_up.clone_from(&here);
                let backups = store.backups().unwrap();
                let made = made.and_then(|path| backups.iter().find(|backup| backup.path == path));
                assert!(
                    made.is_none_or(|made| made.content == backups[0].content),
                    "{place}: an older one counts as newest"
                );
            }
            Step::Damage => {
                drop(store);
                std::fs::write(folder.path().join("library.db"), [7; 9000]).unwrap();
                store = Store::open(folder.path(), now).unwrap().store;
                here.clone_from(&backed_up);
            }
        }
        let found = store.paper_count().unwrap();
        assert_eq!(found, here.len() as u64, "{place}: step {n}: not the newest backup");
        let lines = newest_facts(&store);
        for paper in &here {
            let is_starred = store.paper(&id(*paper)).unwrap().unwrap().marks.starred.is_some();
            assert!(is_starred, "{place}: step {n}: the star of {paper} was lost");
        }
        let kept = starred.iter().all(|paper| lines.contains(id(*paper).as_str()));
        assert!(kept, "{place}: step {n}: not the newest facts: {lines}");
    }
    assert!(store.check().unwrap().is_empty());
}

/// The newest file of facts, as text.
fn newest_facts(store: &Store) -> String {
    let newest = store.facts().unwrap().into_iter().next();
    let text =
        |file: crate::FactsFile| zstd::decode_all(fs::File::open(file.path).unwrap()).unwrap();
    String::from_utf8(newest.map(text).unwrap_or_default()).unwrap()
}

#[test]
fn stars_after_a_second_loss_without_backups_come_from_the_newest_file_of_facts() {
    let folder = tempfile::tempdir().unwrap();
    for last in 1..=4 {
        let now = at(i64::from(last) * 2 * 3600);
        let add_papers = |store: &Store, raw: &str| {
            let papers = (1..=last).map(|n| report(n, "text")).collect();
            let raw = format!("{raw} {last}");
            store.add_document(&document("2025-12-30", &raw, papers), now).unwrap();
        };
        let store = Store::open(folder.path(), now).unwrap().store;
        add_papers(&store, "before");
        // Fewer changes each time: their number does not show which came last.
        for round in 0..20 / last {
            store.set_note(&id(last), Some(&format!("note {round}")), now).unwrap();
        }
        store.mark(&ids(&[last]), Mark::Starred, true, now).unwrap();
        assert!(store.back_up_facts(now).unwrap().is_some());
        drop(store);
        fs::write(folder.path().join("library.db"), [7; 9000]).unwrap();
        let store = Store::open(folder.path(), now).unwrap().store;
        add_papers(&store, "after");
        for n in 1..=last {
            let is_starred = store.paper(&id(n)).unwrap().unwrap().marks.starred.is_some();
            assert!(is_starred, "the star of {n} was lost at the loss {last}");
        }
    }
}

/// A new empty library next to the backups and facts of a lost one.
#[test]
fn a_new_empty_library_is_ahead_of_the_remains_of_an_earlier_one() {
    let earlier = Library::with_days(&["2025-12-30"], 3);
    for n in 0..30 {
        earlier.set_note(&id(1), Some(&format!("note {n}")), at(n)).unwrap();
    }
    earlier.back_up_facts(at(0)).unwrap().unwrap();
    earlier.automatic_backup(at(0)).unwrap().unwrap();
    let folder = earlier.close();
    fs::remove_file(folder.path().join("library.db")).unwrap();
    Store::begin(folder.path(), &crate::Begin::Empty, at(DAY)).unwrap();
    let store = open(folder.path()).store;
    store.add_document(&document("2026-01-01", "new", vec![report(9, "new")]), at(DAY)).unwrap();
    store.automatic_backup(at(DAY)).unwrap().unwrap();
    store.mark(&ids(&[9]), Mark::Starred, true, at(2 * DAY)).unwrap();
    store.back_up_facts(at(2 * DAY)).unwrap().unwrap();
    drop(store);
    fs::write(folder.path().join("library.db"), [7; 9000]).unwrap();
    let store = open(folder.path()).store;
    assert_eq!(store.paper_count().unwrap(), 1);
    assert!(store.paper(&id(9)).unwrap().unwrap().marks.starred.is_some());
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
