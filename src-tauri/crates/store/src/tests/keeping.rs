//! Citation keys and collections.

use super::undo::{act, made, run};
use super::*;
use crate::{CollectionId, CollectionRefused, KeyFilter, List};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, TestRunner};
use std::collections::{HashMap, HashSet};

fn keys(library: &Store, numbers: &[u32], seconds: i64) -> Vec<String> {
    let ids = ids(numbers);
    let keys = library.citation_keys(&ids, &made, at(seconds)).unwrap();
    ids.iter().map(|id| keys[id].clone()).collect()
}

/// Adds a collection.
fn add(library: &Library, name: &str, parent: Option<&CollectionId>) -> CollectionId {
    library.add_collection(name, parent, at(1)).unwrap().unwrap().0
}

/// Name, how deep it is, and its number of papers.
fn tree(library: &Library) -> Vec<(String, bool, u64)> {
    let collections = library.collections().unwrap().into_iter();
    collections.map(|it| (it.name, it.parent.is_some(), it.papers)).collect()
}

#[test]
fn a_paper_keeps_the_key_that_it_got_first() {
    let library = Library::with_days(&["2025-12-30"], 3);
    assert_eq!(keys(&library, &[2, 1], 1), ["key1", "key2"]);
    assert_eq!(keys(&library, &[1, 2, 3], 2), ["key2", "key1", "key3"]);
    assert_eq!(library.one(3).citation_key.as_deref(), Some("key3"));
    // It was no change of the user's.
    assert_eq!(library.undo(None, at(3)).unwrap(), None);
    let folder = library.close();
    assert_eq!(keys(&open(folder.path()).store, &[3, 1], 4), ["key3", "key2"]);
}

#[test]
fn a_key_of_the_users_gets_a_suffix_where_another_paper_has_it_or_had_it() {
    let library = Library::with_days(&["2025-12-30"], 3);
    let set = |n, key: &str, seconds| {
        let (change, key) = library.set_citation_key(&id(n), key, &made, at(seconds)).unwrap();
        (change.id, key)
    };
    let (first, key) = set(1, "smith2025", 1);
    assert_eq!(key, "smith2025");
    assert_eq!(set(2, "Smith2025", 2).1, "Smith2025a");
    assert_eq!(set(2, "smith2025", 3).1, "smith2025a");
    assert_eq!(set(1, "jones2025", 4).1, "jones2025");
    // The first paper may be cited by the old key somewhere.
    assert_eq!(set(3, "smith2025", 5).1, "smith2025b");
    assert_eq!(set(1, "smith2025", 6).1, "smith2025");
    assert_eq!(set(1, "smith2025", 7).0, None, "nothing changed");
    library.undo(first, at(8)).unwrap();
    assert_eq!(library.one(1).citation_key.as_deref(), Some("smith2025"), "a newer change is kept");
    // Everything taken back: each has a key still.
    while library.undo(None, at(9)).unwrap().is_some() {}
    let all = keys(&library, &[1, 2, 3], 10);
    assert_eq!(all, ["key1", "key2", "key3"]);
    assert!(library.check().unwrap().is_empty());
}

#[test]
fn keys_outlive_a_restore_and_come_with_the_facts() {
    let library = Library::with_days(&["2025-12-30"], 3);
    keys(&library, &[1], 1);
    let backup = library.automatic_backup(at(2)).unwrap().unwrap();
    keys(&library, &[3, 2], 3);
    let facts = library.back_up_facts(at(4)).unwrap().unwrap();
    library.restore(&backup, at(5)).unwrap();
    // Without that, the second would get the third one's key.
    assert_eq!(keys(&library, &[1, 2, 3], 6), ["key1", "key3", "key2"]);
    assert!(library.check().unwrap().is_empty());
    let (log, tables) = both(&library);
    assert_eq!(log, tables);

    let other = Library::with_days(&["2025-12-30"], 3);
    keys(&other, &[2], 1);
    let added = other.restore_facts(&facts, at(7)).unwrap();
    assert_eq!(added.citation_keys, 2);
    // The second has one, which the first had in the file: the newcomer here is the first.
    assert_eq!(keys(&other, &[1, 2, 3], 8), ["key1a", "key1", "key2"]);
    other.undo(None, at(9)).unwrap();
    assert_eq!(keys(&other, &[1, 2, 3], 10), ["key1a", "key1", "key2"], "no undo takes keys");
}

/// `PAPERBOY_SEQUENCES=1000` for more.
#[test]
fn a_key_never_changes_whatever_is_done_but_by_the_user() {
    let sequences = std::env::var("PAPERBOY_SEQUENCES").ok().and_then(|text| text.parse().ok());
    let mut runner = TestRunner::new_with_rng(
        Config::default(),
        proptest::test_runner::TestRng::deterministic_rng(
            proptest::test_runner::RngAlgorithm::ChaCha,
        ),
    );
    let mut given = 0;
    for _ in 0..sequences.unwrap_or(20) {
        let library = Library::with_days(&["2025-12-30"], 4);
        let mut backups = Vec::new();
        let mut known: HashMap<u32, String> = HashMap::new();
        let steps = prop::collection::vec((0..9_u8, 1..5_u32, act()), 4..14);
        let steps = steps.new_tree(&mut runner).unwrap().current();
        for (n, (step, paper, act)) in (10..).zip(steps) {
            match step {
                0..=2 => drop(keys(&library, &[paper, paper % 4 + 1], n)),
                3 => {
                    let mut newer = report(paper, "newer");
                    newer.title = format!("Renamed {n}");
                    let raw = format!("imported {n}");
                    library.add("2025-12-31", &raw, vec![newer, report(100 + paper, "new")]);
                }
                4 => backups.push(library.automatic_backup(at(n * 100_000)).unwrap()),
                5 => {
                    if let Some(Some(backup)) = backups.get(paper as usize % backups.len().max(1)) {
                        library.restore(backup, at(n)).unwrap();
                    }
                }
                6 => {
                    if let Some(facts) = library.back_up_facts(at(n * 100_000)).unwrap() {
                        library.restore_facts(&facts, at(n)).unwrap();
                    }
                }
                7 => drop(library.undo(None, at(n)).unwrap()),
                _ if matches!(act, super::undo::Act::Key(..)) => {}
                _ => drop(run(&library, &act, at(n))),
            }
            let mut seen = HashSet::new();
            for number in 1..5 {
                let key = library.one(number).citation_key;
                if let Some(before) = known.get(&number) {
                    assert_eq!(key.as_ref(), Some(before), "step {step} changed a key");
                }
                if let Some(key) = key {
                    assert!(seen.insert(key.to_lowercase()), "two papers have the key {key}");
                    known.insert(number, key);
                }
            }
        }
        given += known.len();
    }
    println!("{given} keys were given");
    assert!(given > 20);
}

#[test]
fn collections_are_two_levels_in_the_users_order_and_a_paper_is_in_many() {
    let library = Library::with_days(&["2025-12-30"], 4);
    let talk = add(&library, " My  Talk ", None);
    let draft = add(&library, "Draft", None);
    let inner = add(&library, "Figures", Some(&talk));
    let refused = |name: &str, parent| library.add_collection(name, parent, at(2)).unwrap().err();
    assert_eq!(refused("my talk", None), Some(CollectionRefused::NameTaken));
    assert_eq!(refused("deeper", Some(&inner)), Some(CollectionRefused::TooDeep));
    let nobody = CollectionId::parse("0123456789abcdef").unwrap();
    assert_eq!(refused("x", Some(&nobody)), Some(CollectionRefused::Unknown));

    library.collect(&ids(&[1, 2]), &[talk.clone(), draft.clone()], &[], at(3)).unwrap().unwrap();
    let change = library
        .collect(&ids(&[2, 3, 99]), std::slice::from_ref(&inner), &[], at(4))
        .unwrap()
        .unwrap();
    assert_eq!((change.papers, change.unknown), (2, ids(&[99])));
    let of = |name: &str, deep, papers| (name.to_owned(), deep, papers);
    assert_eq!(
        tree(&library),
        [of("My Talk", false, 3), of("Figures", true, 2), of("Draft", false, 2)]
    );
    assert_eq!(library.one(2).collections, ["My Talk", "Figures", "Draft"].map(str::to_owned));
    assert_eq!(
        library.collections_of(&ids(&[1, 2, 3])).unwrap().iter().map(|(_, n)| n).sum::<u64>(),
        6
    );
    let found = library.keys(&KeyFilter::Collected(talk.clone())).unwrap();
    let list = List { collection: Some(talk.clone()), ..List::default() };
    let (papers, total) = library.list(&list, 0, 9).unwrap();
    assert_eq!((found.len(), total, numbers(&papers)), (3, 3, vec![1, 2, 3]));
    assert_eq!(library.neighbours(&list, &id(2)).unwrap(), (Some(id(1)), Some(id(3))));
    let unread = List { unread: true, ..list.clone() };
    library.mark(&ids(&[2]), crate::Mark::Read, true, at(5)).unwrap();
    assert_eq!(library.list(&unread, 0, 9).unwrap().1, 2);

    library.move_collection(&draft, None, Some(&talk), at(6)).unwrap().unwrap();
    assert_eq!(tree(&library)[0].0, "Draft");
    let deep = library.move_collection(&talk, Some(&draft), None, at(7)).unwrap();
    assert_eq!(deep, Err(CollectionRefused::TooDeep));
    library.move_collection(&inner, Some(&draft), None, at(8)).unwrap().unwrap();
    assert_eq!(
        tree(&library),
        [of("Draft", false, 3), of("Figures", true, 2), of("My Talk", false, 2)]
    );
}

#[test]
fn the_papers_of_a_collection_are_in_the_users_order() {
    let library = Library::with_days(&["2025-12-29", "2025-12-30"], 4);
    let talk = add(&library, "Talk", None);
    let inner = add(&library, "Figures", Some(&talk));
    let into = |numbers: &[u32], collection: &CollectionId| {
        library
            .collect(&ids(numbers), std::slice::from_ref(collection), &[], at(2))
            .unwrap()
            .unwrap();
    };
    into(&[4, 1, 3], &talk);
    into(&[2, 1], &inner);
    let list = List { collection: Some(talk.clone()), ..List::default() };
    let order = || numbers(&library.list(&list, 0, 9).unwrap().0);
    assert_eq!(order(), [4, 1, 3, 2], "what is in both is where it is in the collection itself");
    assert_eq!(library.list_keys(&list).unwrap().len(), 4);
    assert_eq!(numbers(&library.list(&list, 1, 2).unwrap().0), [1, 3]);
    let move_to = |papers: &[u32], before: Option<u32>, seconds| {
        let before = before.map(id);
        library.move_collected(&talk, &ids(papers), before.as_ref(), at(seconds)).unwrap().unwrap()
    };
    let first = move_to(&[3], Some(4), 3);
    assert_eq!((order(), first.papers), (vec![3, 4, 1, 2], 3));
    assert_eq!(move_to(&[4], Some(1), 4).id, None, "it is there already");
    move_to(&[3, 4], None, 5);
    assert_eq!(order(), [1, 3, 4, 2]);
    move_to(&[1, 4], Some(4), 6);
    assert_eq!(order(), [3, 1, 4, 2], "before what follows those that are moved");
    assert_eq!(move_to(&[2], Some(3), 7).id, None, "it is in the collection within");
    assert_eq!(library.neighbours(&list, &id(1)).unwrap(), (Some(id(3)), Some(id(4))));
    assert_eq!(library.neighbours(&list, &id(2)).unwrap(), (Some(id(4)), None));
    library.mark(&ids(&[1]), crate::Mark::Read, true, at(8)).unwrap();
    let unread = List { unread: true, ..list.clone() };
    assert_eq!(library.neighbours(&unread, &id(4)).unwrap().0, Some(id(3)));
    assert_eq!(library.neighbours(&unread, &id(1)).unwrap(), (Some(id(3)), Some(id(4))));
    library.tag(&ids(&[4, 2]), &["t".to_owned()], &[], at(9)).unwrap();
    let tagged = List { tag: Some("t".to_owned()), ..list.clone() };
    assert_eq!(numbers(&library.list(&tagged, 0, 9).unwrap().0), [4, 2]);
    library.undo(first.id, at(10)).unwrap();
    let nobody = CollectionId::parse("0123456789abcdef").unwrap();
    let refused = library.move_collected(&nobody, &ids(&[1]), None, at(11)).unwrap();
    assert_eq!(refused, Err(CollectionRefused::Unknown));
    assert!(library.check().unwrap().is_empty());
    let (log, tables) = both(&library);
    assert_eq!(log, tables);
}

#[test]
fn removing_and_merging_keep_what_is_within_and_can_be_taken_back() {
    let library = Library::with_days(&["2025-12-30"], 4);
    let talk = add(&library, "Talk", None);
    let inner = add(&library, "Figures", Some(&talk));
    let draft = add(&library, "Draft", None);
    library.collect(&ids(&[1, 2]), std::slice::from_ref(&talk), &[], at(2)).unwrap().unwrap();
    library.collect(&ids(&[2, 3]), std::slice::from_ref(&draft), &[], at(2)).unwrap().unwrap();
    library.set_collection_note(&talk, "why", at(3)).unwrap().unwrap();
    let before = library.collections().unwrap();

    let removed = library.remove_collection(&talk, at(4)).unwrap().unwrap();
    let of = |name: &str, papers| (name.to_owned(), false, papers);
    assert_eq!(tree(&library), [of("Draft", 2), of("Figures", 0)]);
    assert_eq!(library.one(1).collections, Vec::<String>::new());
    assert_eq!(library.undo(removed.id, at(5)).unwrap().unwrap().what, "collection");
    assert_eq!(library.collections().unwrap(), before);

    library.set_collection_note(&draft, "mine", at(6)).unwrap().unwrap();
    let merged = library.merge_collections(&talk, &draft, at(7)).unwrap().unwrap();
    let after = library.collections().unwrap();
    assert_eq!(tree(&library), [of("Draft", 3), ("Figures".to_owned(), true, 0)]);
    assert_eq!(after[0].note.as_deref(), Some("mine\n\nwhy"));
    library.undo(merged.id, at(8)).unwrap();
    // Into one that is in it.
    library.merge_collections(&talk, &inner, at(9)).unwrap().unwrap();
    assert_eq!(tree(&library), [of("Figures", 2), of("Draft", 2)]);
    assert!(library.check().unwrap().is_empty());
    let (log, tables) = both(&library);
    assert_eq!(log, tables);
}
