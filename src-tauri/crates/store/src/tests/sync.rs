//! The log among those of other devices.

use super::log::both;
use super::undo::{act, run};
use super::*;
use crate::Mark;
use paperboy_sync::{Device, Fact, LibraryId, Seen, State, Subject, Time, Unsent, View};
use proptest::prelude::*;

fn state(library: &Library) -> State {
    let known = library.sync_state().unwrap();
    known.unwrap_or_else(|| {
        let device = library.facts_after(i64::MAX).unwrap().device;
        State::new(LibraryId::random(&mut |bytes| bytes.fill(7)), device)
    })
}

/// What a library knows, as it is sent to another one.
fn view(library: &Library, is_whole: bool) -> View {
    let Unsent { device, clock, facts, .. } = library.facts_after(0).unwrap();
    let mut seen = state(library).seen;
    seen.raise(device, clock);
    let facts = facts.into_iter().map(|fact| (fact.subject.clone(), fact)).collect();
    View { facts, seen, floor: Time::default(), is_whole }
}

fn take(library: &Library, from: &Library, is_whole: bool) -> (u64, u64) {
    let applied = library.merge_facts(vec![view(from, is_whole)], state(library)).unwrap();
    (applied.taken, applied.unreadable)
}

fn merge(library: &Library, facts: Vec<Fact>) -> (u64, u64) {
    let facts = facts.into_iter().map(|fact| (fact.subject.clone(), fact)).collect();
    let mut seen = Seen::default();
    seen.raise(Device(1), Time(i64::MAX >> 1));
    let view = View { facts, seen, floor: Time::default(), is_whole: false };
    let applied = library.merge_facts(vec![view], state(library)).unwrap();
    (applied.taken, applied.unreadable)
}

fn fact(paper: &str, subject: &str, value: Option<&str>, seconds: i64) -> Fact {
    let subject = Subject { paper_id: paper.into(), text: subject.into() };
    let time = Time::at(at(seconds).as_millisecond());
    Fact::new(subject, value.map(str::to_owned), time, Device(1))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn two_libraries_that_exchange_everything_become_the_same(
        acts in prop::collection::vec((any::<bool>(), prop::option::weighted(0.9, act())), 1..30),
    ) {
        let libraries = [Library::with_days(&["2025-12-30"], 4), Library::with_days(&["2025-12-30"], 4)];
        for (n, (first, act)) in (0..).zip(&acts) {
            let (here, there) = if *first { (&libraries[0], &libraries[1]) } else { (&libraries[1], &libraries[0]) };
            match act {
                Some(act) => drop(run(here, act, at(n))),
                None => drop(take(here, there, n % 2 == 0)),
            }
            let Unsent { device, newest, .. } = here.facts_after(i64::MAX).unwrap();
            let facts = here.facts_after(newest / 2).unwrap().facts;
            let own = facts.iter().filter(|fact| fact.stamp.device == device);
            for (of_all, count) in [(false, own.count()), (true, facts.len())] {
                prop_assert_eq!(here.count_facts_after(newest / 2, of_all).unwrap(), count as u64);
            }
            let (log, tables) = both(here);
            prop_assert_eq!(&log, &tables, "{:?}", act);
        }
        for (round, (here, there)) in [(0, 1), (1, 0)].repeat(3).into_iter().enumerate() {
            take(&libraries[here], &libraries[there], round % 4 < 2);
        }
        prop_assert_eq!(both(&libraries[0]).1, both(&libraries[1]).1);
        for library in &libraries {
            let (log, tables) = both(library);
            prop_assert_eq!(log, tables);
            prop_assert_eq!(library.check().unwrap(), Vec::<String>::new());
        }
        prop_assert_eq!(take(&libraries[0], &libraries[1], true), (0, 0), "nothing is new");
    }
}

#[test]
fn what_paperboy_could_not_have_made_is_left_out_and_counted() {
    let library = Library::with_days(&["2025-12-30"], 2);
    library.mark(&ids(&[1]), Mark::Starred, true, at(1)).unwrap();
    let paper = "2512.00001";
    for (n, (paper, subject, value)) in [
        (paper, "starred", Some("99999999999999999")),
        (paper, "starred", Some("\"yes\"")),
        (paper, "starred", Some("not json")),
        (paper, "tag:a", Some("\"b\"")),
        (paper, "tag:", Some("\"\"")),
        (paper, "note", Some(r#"{"text":"  ","changed":1}"#)),
        (paper, "note", Some(r#"{"text":"x","changed":-99999999999999999}"#)),
        (paper, "note", Some(r#"{"text":"x"}"#)),
        (paper, "version", Some("\"; DROP TABLE fact\"")),
        (paper, "citation_key", Some("\"a} @evil{\"")),
        (paper, "citation_key", Some("7")),
        ("no paper", "citation_key", Some("garbage")),
        ("", "note", Some("{}")),
        ("", "saved:a", Some(r#"{"name":"b","query":"q","added":1}"#)),
        ("", "collection:00000000000000aa", Some(r#"{"name":" ","place":1,"added":1}"#)),
        (paper, "collection:00000000000000aa", None),
        (paper, "in:talk", Some("not json")),
        (paper, "unknown kind", Some("not json")),
    ]
    .into_iter()
    .enumerate()
    {
        let bad = fact(paper, subject, value, 10 + n as i64);
        let good = fact("2512.00002", "later", Some("5"), 10 + n as i64);
        assert_eq!(merge(&library, vec![bad, good]), (1, 1), "{paper} {subject} {value:?}");
    }
    let (log, tables) = both(&library);
    assert_eq!(log, tables);
    assert!(library.one(1).marks.starred.is_some() && library.one(2).marks.later.is_some());
    assert!(library.check().unwrap().is_empty());
    // A device that sends such a thing does not count as having seen what it does not name.
    assert_eq!(state(&library).seen, Seen::default());
}

#[test]
fn facts_of_a_kind_that_only_a_newer_paperboy_knows_are_passed_on() {
    let (library, next) = (Library::with_days(&["2025-12-30"], 1), Library::new());
    let newer = fact("2512.00001", "mood", Some(r#"{"of":"reading"}"#), 5);
    assert_eq!(merge(&library, vec![newer.clone()]), (1, 0));
    let (log, tables) = both(&library);
    assert_eq!(log, tables);
    assert!(library.check().unwrap().is_empty());
    assert_eq!(take(&next, &library, true), (1, 0));
    assert_eq!(next.facts_after(0).unwrap().facts, [newer]);
}

#[test]
fn an_altered_fact_is_sent_to_nobody_and_none_is_missed_for_it() {
    let library = Library::with_days(&["2025-12-30"], 2);
    library.mark(&ids(&[1, 2]), Mark::Starred, true, at(1)).unwrap();
    library.write(|c| c.execute("UPDATE fact SET value = '5' WHERE seq = 1", [])).unwrap();
    assert!(matches!(library.facts_after(0), Err(StoreError::Damaged(_))));
}

#[test]
fn undo_leaves_what_came_from_another_device_and_forgotten_rows_lend_their_numbers_to_none() {
    let library = Library::with_days(&["2025-12-30"], 1);
    library.set_note(&id(1), Some("mine"), at(1)).unwrap();
    let theirs = r#"{"text":"theirs","changed":1}"#;
    assert_eq!(merge(&library, vec![fact("2512.00001", "note", Some(theirs), 2)]), (1, 0));
    library.undo(None, at(3)).unwrap();
    assert_eq!(library.one(1).note.as_deref(), Some("theirs"));
    // An expired tombstone as the last row.
    const DAY: i64 = 24 * 3600;
    library.mark(&ids(&[1]), Mark::Starred, true, at(200 * DAY)).unwrap();
    merge(&library, vec![fact("2512.00001", "later", None, 10)]);
    let newest = library.facts_after(i64::MAX).unwrap().newest;
    library.write(|c| crate::log::compact(c)).unwrap();
    library.mark(&ids(&[1]), Mark::Read, true, at(201 * DAY)).unwrap();
    assert!(library.facts_after(i64::MAX).unwrap().newest > newest);
}

#[test]
fn a_preview_counts_and_changes_nothing() {
    let (here, there) =
        (Library::with_days(&["2025-12-30"], 3), Library::with_days(&["2025-12-30"], 3));
    here.mark(&ids(&[1]), Mark::Starred, true, at(1)).unwrap();
    here.set_note(&id(1), Some("older"), at(1)).unwrap();
    there.mark(&ids(&[2, 3]), Mark::Starred, true, at(2)).unwrap();
    there.set_note(&id(1), Some("newer"), at(2)).unwrap();
    let before = both(&here);
    let preview = here.preview_merge(vec![view(&there, true)], &state(&here)).unwrap();
    assert_eq!(preview.added.into_iter().collect::<Vec<_>>(), [("mark", 2)]);
    assert_eq!((preview.replaced, preview.removed), (1, 0));
    assert_eq!(both(&here), before);
    assert_eq!(here.sync_state().unwrap(), None);
}

#[test]
fn what_a_copied_library_never_sent_becomes_the_new_devices() {
    let library = Library::with_days(&["2025-12-30"], 2);
    library.mark(&[id(1)], Mark::Starred, true, at(0)).unwrap();
    let Unsent { device: former, newest: sent, .. } = library.facts_after(0).unwrap();
    library.mark(&[id(2)], Mark::Starred, true, at(1)).unwrap();
    library.renew_device(sent).unwrap();
    let Unsent { device, facts, .. } = library.facts_after(0).unwrap();
    let devices: Vec<Device> = facts.iter().map(|fact| fact.stamp.device).collect();
    assert!(device != former);
    assert_eq!(devices, [former, device], "each with the checksum that belongs to it");
    assert_eq!(both(&library).0, both(&library).1);
}
