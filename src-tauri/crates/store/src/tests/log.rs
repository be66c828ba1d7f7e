//! The log of facts, and the tables that are derived from it.

use super::undo::{Act, act, made_highlight, run};
use super::*;
use crate::collections::{Collected, CollectionFact};
use crate::log::{
    Device, Fact, FactId, Kind, Statement, Subject, Time, compact, facts, in_force, statements,
};
use crate::taste::OpinionFact;
use crate::{ChosenFigure, CollectionId, HighlightId, Mark, Opinion, WordKind, schema};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use std::collections::{HashMap, HashSet};

/// The state by the log, and the state by the tables.
pub(crate) fn both(store: &Store) -> (HashMap<Subject, Statement>, HashMap<Subject, Statement>) {
    let by_subject = |statements: Vec<Statement>| {
        statements.into_iter().map(|statement| (statement.subject(), statement)).collect()
    };
    store
        .read(|connection| {
            let log = in_force(facts(connection)?).into_values().map(|fact| fact.statement);
            let log = log.filter(|statement| !statement.is_nothing()).collect();
            Ok((by_subject(log), by_subject(statements(connection)?)))
        })
        .unwrap()
}

#[derive(Debug, Clone)]
enum Step {
    Do(Act),
    /// Takes back the newest change, or one of the last ten.
    Undo(Option<i64>),
    RestoreFacts,
    Reopen,
    Compact,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        12 => act().prop_map(Step::Do),
        4 => prop::option::of(0..10_i64).prop_map(Step::Undo),
        1 => Just(Step::RestoreFacts),
        1 => Just(Step::Reopen),
        1 => Just(Step::Compact),
    ]
}

/// Facts that another library would bring: each kind once.
const FACTS: &str = r#"{"header":{"format":"paperboy-facts","version":1,"made":"2026-01-05T12:00:00Z"}}
{"paper":{"id":"2512.00001","read":"2026-01-05T11:00:00Z","tags":["ä","new"],"note":{"text":"theirs","changed":"2026-01-05T11:00:00Z"}}}
{"paper":{"id":"2512.00001","note":{"text":"again","changed":"2026-01-05T11:00:00Z"}}}
{"paper":{"id":"2512.99999","starred":"2026-01-05T11:00:00Z","later":"2026-01-05T11:00:00Z","version":"AA769a454f667fc14527eff9e437eb062782688097c2ef78dfaff22d20c10835"}}
{"paper":{"id":"2512.00002","citation_key":"one","collections":{"00000000000000aa":4,"00000000000000bb":1}}}
{"paper":{"id":"2512.00003","highlights":{"0b0cdd5c-7f0d-4a6e-8d4f-0d9f1c0b7a11":{"colour":"blue","note":"theirs","quote":{"exact":"body","prefix":"","suffix":"","section":"rest"},"made_on":{"text":"report","digest":"00"},"ranges":[{"part":"rest","from":0,"to":4}],"added":1767614400000}}}}
{"collection":{"id":"00000000000000aa","name":"Talk","place":7,"added":"2026-01-05T11:00:00Z"}}
{"collection":{"id":"00000000000000bb","name":"inner","parent":"00000000000000aa","place":1,"note":"theirs","added":"2026-01-05T11:00:00Z"}}
{"paper":{"id":"2512.00004","less":"2026-01-05T11:00:00Z"}}
{"opinion":{"kind":"subject","word":"扩散","opinion":"less","at":"2026-01-05T11:00:00Z"}}
{"taste_forgotten":{"at":"2026-01-05T10:00:00Z"}}
{"saved_search":{"name":"s","query":"theirs","added":"2026-01-05T11:00:00Z"}}
"#;

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_tables_equal_the_log_whatever_was_done(steps in prop::collection::vec(step(), 1..30)) {
        let mut library = Library::with_days(&["2025-12-30"], 4);
        for version in ["second", "third"] {
            library.add("2025-12-30", version, (1..5).map(|n| report(n, version)).collect());
        }
        let file = library.file("facts.jsonl");
        std::fs::write(&file, FACTS).unwrap();
        let mut newest = 0;
        for (n, step) in (0..).zip(&steps) {
            // The clock goes back and forth.
            let now = at(if n % 3 == 0 { -n } else { n });
            let before = both(&library).1;
            match step {
                Step::Do(act) => newest = run(&library, act, now).unwrap_or(newest),
                Step::Undo(back) => drop(library.undo(back.map(|back| newest - back), now).unwrap()),
                Step::RestoreFacts => drop(library.restore_facts(&file, now).unwrap()),
                Step::Reopen => {
                    let folder = library.close();
                    library = Library { store: open(folder.path()).store, folder };
                }
                Step::Compact => {
                    library.write(|connection| compact(connection)).unwrap();
                    let (length, subjects) = library
                        .read(|c| {
                            let facts = facts(c)?;
                            Ok((facts.len(), in_force(facts).len()))
                        })
                        .unwrap();
                    prop_assert_eq!(length, subjects, "one fact of each subject is left");
                }
            }
            let (log, tables) = both(&library);
            prop_assert_eq!(&log, &tables, "{:?}", step);
            if matches!(step, Step::Reopen | Step::Compact) {
                prop_assert_eq!(&tables, &before);
            }
        }
        prop_assert_eq!(library.check().unwrap(), Vec::<String>::new());
    }

    #[test]
    fn two_logs_merge_to_one_state_in_either_order(
        here in prop::collection::vec(fact(), 0..40), there in prop::collection::vec(fact(), 0..40),
    ) {
        let one = in_force(here.iter().chain(&there).cloned());
        let other = in_force(there.iter().chain(&here).cloned());
        prop_assert_eq!(&one, &other);
        // Neither an earlier compaction nor a repeated fact makes a difference.
        let compacted = in_force(here.clone()).into_values().chain(there.clone()).chain(here.clone());
        prop_assert_eq!(&in_force(compacted), &one);
        for fact in one.values() {
            let of_subject = here.iter().chain(&there).filter(|other| other.statement.subject() == fact.statement.subject());
            let newest = of_subject.map(|fact| (fact.time, fact.device)).max();
            prop_assert_eq!(newest, Some((fact.time, fact.device)));
        }
    }
}

/// Few subjects, times and devices, so that they meet.
fn fact() -> impl Strategy<Value = Fact> {
    let statement =
        (0..15_usize, 1..3_u32, prop::option::of(0..3_i64)).prop_map(|(kind, n, value)| {
            let (paper, text) = (id(n), value.map(|value| value.to_string()));
            let mark = |mark| Statement::Mark { paper: paper.clone(), mark, at: value };
            match kind {
                0 => mark(Mark::Read),
                1 => mark(Mark::Starred),
                2 => mark(Mark::Later),
                3 => Statement::Tag { paper, folded: "a".into(), name: text },
                4 => Statement::Note {
                    paper,
                    note: text.map(|text| crate::notes::Note { text, changed: 1 }),
                },
                5 => Statement::Version { paper, digest: text },
                6 => Statement::CitationKey { paper, key: text },
                7 => Statement::Collection {
                    id: CollectionId::parse("00000000000000aa").unwrap(),
                    collection: text.map(|name| CollectionFact {
                        name,
                        parent: None,
                        place: 1,
                        note: None,
                        added: 1,
                    }),
                },
                8 => Statement::Collected {
                    paper,
                    id: CollectionId::parse("00000000000000aa").unwrap(),
                    collected: value.map(|place| Collected { place }),
                },
                9 => Statement::Highlight {
                    paper,
                    id: HighlightId::parse("0b0cdd5c-7f0d-4a6e-8d4f-0d9f1c0b7a11").unwrap(),
                    highlight: text.map(|text| Box::new(made_highlight(Some(&text), at(1)))),
                },
                10 => Statement::LessOf { paper, at: value },
                11 => Statement::WordOpinion {
                    kind: WordKind::Author,
                    word: "a:b".into(),
                    opinion: value.map(|at| OpinionFact { opinion: Opinion::Less, at }),
                },
                12 => Statement::TasteForgotten { at: value },
                13 => Statement::CardFigure {
                    paper,
                    figure: text.map(|source| ChosenFigure { source, caption: String::new() }),
                },
                _ => Statement::SavedSearch {
                    folded: "s".into(),
                    search: text.map(|query| crate::searches::Saved {
                        name: "S".into(),
                        query,
                        added: 1,
                    }),
                },
            }
        });
    (statement, 0..4_i64, 0..3_i64).prop_map(|(statement, time, device)| {
        let (subject, value) = (statement.subject(), statement.value());
        let (time, device) = (Time(time), Device(device));
        let (paper_id, text) = (subject.paper_id(), subject.text());
        let value = value.as_deref().map(str::as_bytes);
        let id = FactId::of(paper_id.as_bytes(), text.as_bytes(), value, time, device);
        Fact { id, statement, time, device }
    })
}

#[test]
fn every_kind_of_subject_and_value_is_read_as_it_was_written() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let mut met = HashSet::new();
    for _ in 0..500 {
        let statement = fact().new_tree(&mut runner).unwrap().current().statement;
        let subject = statement.subject();
        assert_eq!(Subject::parse(subject.paper_id(), &subject.text()), Some(subject.clone()));
        let read = Statement::parse(subject.clone(), statement.value().as_deref()).unwrap();
        assert_eq!(read, statement);
        met.insert(subject.kind().table());
    }
    assert_eq!(met.len(), Kind::ALL.len());
    for (paper_id, text) in [
        ("2512.00001", "highlight"),
        ("2512.00001", "saved:a"),
        ("", "note"),
        ("", "tag:a"),
        ("2512.00001", "collection:00000000000000aa"),
        ("", "in:00000000000000aa"),
        ("", "less"),
        ("", "word:other:a"),
        ("", "word:subject:"),
        ("2512.00001", "word:subject:a"),
        ("2512.00001", "forgotten"),
        ("2512.00001", "in:talk"),
        ("", "collection:00000000000000AA"),
        ("no id", "read"),
        ("2512.00001v2", "read"),
    ] {
        assert_eq!(Subject::parse(paper_id, text), None, "{paper_id} {text}");
    }
}

#[test]
fn a_journal_of_an_unknown_subject_is_an_error_and_changes_nothing() {
    let library = Library::with_days(&["2025-12-30"], 1);
    library.set_note(&id(1), Some("mine"), at(1)).unwrap();
    library.write(|c| c.execute("UPDATE change_item SET subject = 'highlight'", [])).unwrap();
    assert!(library.undo(None, at(2)).is_err());
    assert_eq!(library.one(1).note.as_deref(), Some("mine"));
}

#[test]
fn the_clock_of_facts_goes_on_when_the_systems_clock_goes_back() {
    let library = Library::with_days(&["2025-12-30"], 3);
    let times = |library: &Library| -> Vec<Time> {
        library.read(facts).unwrap().iter().map(|fact| fact.time).collect()
    };
    library.mark(&ids(&[1, 2]), Mark::Starred, true, at(100)).unwrap();
    library.mark(&ids(&[1]), Mark::Starred, false, at(-1_000_000_000)).unwrap();
    library.undo(None, at(-2_000_000_000)).unwrap();
    let ahead = Timestamp::MAX;
    library.mark(&ids(&[2]), Mark::Read, true, ahead).unwrap();
    library.mark(&ids(&[3]), Mark::Read, true, at(101)).unwrap();
    let times = times(&library);
    assert_eq!(times.len(), 6);
    assert!(times.is_sorted_by(|earlier, later| earlier < later), "{times:?}");
    assert_eq!(times[0], Time::at(at(100).as_millisecond()));
    assert!(times[1].0 < Time::at(at(101).as_millisecond()).0, "within the millisecond");
    let (log, tables) = both(&library);
    assert_eq!(log, tables);
}

#[test]
fn a_library_writes_as_one_device_until_it_is_restored_or_copied() {
    let library = Library::with_days(&["2025-12-30"], 2);
    let device = |store: &Store| -> i64 {
        store.read(|c| c.query_row("SELECT id FROM device", [], |row| row.get(0))).unwrap()
    };
    let first = device(&library);
    library.mark(&ids(&[1]), Mark::Starred, true, at(1)).unwrap();
    let backup = library.automatic_backup(at(2)).unwrap().unwrap();
    let folder = library.close();
    let library = Library { store: open(folder.path()).store, folder };
    assert_eq!(device(&library), first);
    library.restore(&backup, at(3)).unwrap();
    let second = device(&library);
    assert_ne!(second, first);
    library.write(|connection| crate::log::renew_device(connection)).unwrap();
    assert_ne!(device(&library), second);
    library.mark(&ids(&[1]), Mark::Starred, false, at(4)).unwrap();
    let devices: Vec<Device> =
        library.read(facts).unwrap().iter().map(|fact| fact.device).collect();
    assert_eq!(devices, [Device(first), Device(device(&library))]);
    assert_ne!(device(&Library::new()), device(&Library::new()));
    assert!(library.check().unwrap().is_empty());
}

#[test]
fn the_log_stays_bounded_and_forgets_old_tombstones() {
    const DAY: i64 = 24 * 3600;
    let library = Library::with_days(&["2025-12-30"], 40);
    let all: Vec<PaperId> = (1..=40).map(id).collect();
    let mut longest = 0;
    for round in 0..600 {
        library.mark(&all, Mark::Starred, round % 2 == 0, at(round)).unwrap();
        let length: i64 = library
            .read(|c| c.query_row("SELECT count(*) FROM fact", [], |row| row.get(0)))
            .unwrap();
        longest = longest.max(length);
    }
    assert!((10_000..=10_080).contains(&longest), "{longest}");
    // All stars are taken away; 90 days later nothing is left of them.
    let count = |at: Timestamp| {
        library.mark(&ids(&[1]), Mark::Read, true, at).unwrap();
        library.write(|connection| compact(connection)).unwrap();
        library.read(facts).unwrap().len()
    };
    assert_eq!(count(at(89 * DAY)), 41);
    library.mark(&ids(&[1]), Mark::Read, false, at(89 * DAY)).unwrap();
    assert_eq!(count(at(91 * DAY)), 1);
    let (log, tables) = both(&library);
    assert_eq!(log, tables);
}

#[test]
fn a_change_that_fails_leaves_neither_fact_nor_row() {
    let library = Library::with_days(&["2025-12-30"], 1);
    library.set_note(&id(1), Some("mine"), at(1)).unwrap();
    let before = library.read(facts).unwrap();
    let failed: Result<(), StoreError> = library.write(|connection| {
        let mut log = crate::log::Appender::begin(connection, 0)?;
        log.append(&Subject::Note(id(1)).nothing())?;
        log.finish()?;
        Err(rusqlite::Error::InvalidQuery)
    });
    assert!(failed.is_err());
    assert_eq!(library.read(facts).unwrap(), before);
    assert_eq!(library.one(1).note.as_deref(), Some("mine"));
}

#[test]
fn an_altered_fact_is_found_by_the_check() {
    for sql in [
        "UPDATE fact SET value = '5'",
        "UPDATE fact SET value = NULL",
        "UPDATE fact SET subject = 'read'",
        "UPDATE fact SET time = time + 1",
        "UPDATE fact SET device = device + 1",
        "UPDATE fact SET paper_id = '2512.00002'",
    ] {
        let library = Library::with_days(&["2025-12-30"], 1);
        library.mark(&ids(&[1]), Mark::Starred, true, at(1)).unwrap();
        assert!(library.check().unwrap().is_empty());
        library.write(|c| c.execute(sql, [])).unwrap();
        assert_eq!(
            library.check().unwrap(),
            ["row 1 of fact does not match its checksum"],
            "{sql}"
        );
    }
}

#[test]
fn a_library_of_an_older_schema_gets_no_device_by_a_new_line_of_history() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("old.db");
    schema::create(&path, &schema::MIGRATIONS[..6]).unwrap();
    let connection = crate::connection::open_alone(&path).unwrap();
    schema::begin_history(&connection, None, 0).unwrap();
}
