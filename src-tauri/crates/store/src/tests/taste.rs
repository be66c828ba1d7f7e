//! The user's opinions on the learnt order, and what it is learnt from.

use super::*;
use crate::{Mark, Opinion, Signals, WordKind, WordOpinion};
use std::collections::BTreeMap;

const DAY_SECONDS: i64 = 24 * 3600;

/// What was done, by the numbers of the papers, two days later.
fn signals(library: &Library, most: usize) -> BTreeMap<u32, Signals> {
    signals_at(library, most, at(2 * DAY_SECONDS))
}

fn signals_at(library: &Library, most: usize, now: Timestamp) -> BTreeMap<u32, Signals> {
    let by_key = library.taste_signals(most, now).unwrap();
    let keys: Vec<u64> = by_key.keys().copied().collect();
    let ids = library.ids_of(&keys).unwrap();
    ids.iter().map(number).zip(by_key.into_values()).collect()
}

fn on(change: impl FnOnce(&mut Signals)) -> Signals {
    let mut signals = Signals::default();
    change(&mut signals);
    signals
}

#[test]
fn an_order_is_learnt_from_all_that_was_done_and_from_what_was_passed_over_on_seen_days() {
    let library = Library::with_days(&["2025-12-29", "2025-12-30"], 5);
    library.mark(&ids(&[1]), Mark::Starred, true, at(1)).unwrap();
    library.mark(&ids(&[2]), Mark::Later, true, at(1)).unwrap();
    library.mark(&ids(&[3]), Mark::Read, true, at(1)).unwrap();
    library.add_highlight(&id(4), made_highlight(None, at(1)), at(1)).unwrap();
    let (talk, _) = library.add_collection("Talk", None, at(1)).unwrap().unwrap();
    library.collect(&ids(&[6]), &[talk], &[], at(1)).unwrap().unwrap();
    library.say_less(&ids(&[7]), true, at(1)).unwrap();
    let found = signals(&library, 99);
    assert_eq!(found[&1], on(|one| one.starred = true));
    assert_eq!(found[&2], on(|one| one.later = true));
    assert_eq!(found[&3], Signals::default(), "it was read, and nothing more");
    assert_eq!(found[&4], on(|one| (one.highlighted, one.skipped) = (true, true)));
    assert_eq!(found[&5], on(|one| one.skipped = true));
    assert_eq!(found[&6], on(|one| one.collected = true));
    assert_eq!(found[&7], on(|one| one.less = true));
    assert_eq!(found[&8], Signals::default(), "nobody looked at its day");
    assert_eq!(found.len(), 10);
    let soon = signals_at(&library, 99, at(3600));
    assert_eq!(soon[&5], Signals::default(), "the user may still read it");
    // The bound is one of papers without a word from the user.
    let few = signals(&library, 1);
    assert_eq!(few.keys().copied().collect::<Vec<_>>(), [1, 2, 4, 5, 6, 7]);
}

#[test]
fn what_was_done_before_all_was_forgotten_is_no_longer_learnt_from_until_it_is_taken_back() {
    let library = Library::with_days(&["2025-12-30"], 5);
    let (talk, _) = library.add_collection("Talk", None, at(1)).unwrap().unwrap();
    library.mark(&ids(&[1]), Mark::Starred, true, at(1)).unwrap();
    library.add_highlight(&id(2), made_highlight(None, at(1)), at(1)).unwrap();
    library.collect(&ids(&[3]), std::slice::from_ref(&talk), &[], at(1)).unwrap().unwrap();
    library.say_less(&ids(&[4]), true, at(1)).unwrap();
    library.set_opinion(WordKind::Subject, "扩散", Some(Opinion::More), at(1)).unwrap();
    let before = signals(&library, 99);
    let change = library.forget_taste(at(10)).unwrap();
    assert!(library.opinions().unwrap().is_empty());
    assert!(signals(&library, 99).values().all(|one| *one == Signals::default()));
    assert_eq!(library.one(1).marks.starred, Some(at(1)), "the star stays");
    // What is done from then on counts.
    library.mark(&ids(&[5]), Mark::Starred, true, at(11)).unwrap();
    library.collect(&ids(&[4]), &[talk], &[], at(11)).unwrap().unwrap();
    let after = signals(&library, 99);
    assert!(after[&5].starred && after[&4].collected && after[&3].skipped);
    assert!(!after[&3].collected && !after[&1].starred);
    library.undo(None, at(12)).unwrap();
    library.undo(None, at(12)).unwrap();
    let undone = library.undo(change.id, at(12)).unwrap().unwrap();
    assert_eq!((undone.what.as_str(), undone.ids), ("taste", ids(&[4])));
    assert_eq!(signals(&library, 99), before);
    assert_eq!(library.opinions().unwrap().len(), 1);
}

#[test]
fn another_place_in_a_collection_and_another_collection_left_bring_nothing_forgotten_back() {
    let library = Library::with_days(&["2025-12-30"], 5);
    let (talk, _) = library.add_collection("Talk", None, at(1)).unwrap().unwrap();
    let (draft, _) = library.add_collection("Draft", None, at(1)).unwrap().unwrap();
    let both = [talk.clone(), draft.clone()];
    library.collect(&ids(&[1, 2, 3]), &both, &[], at(1)).unwrap().unwrap();
    // Of a moment when the clock was ahead.
    library.mark(&ids(&[4]), Mark::Starred, true, at(500)).unwrap();
    library.forget_taste(at(10)).unwrap();
    library.move_collected(&talk, &ids(&[3]), Some(&id(1)), at(11)).unwrap().unwrap();
    library.collect(&ids(&[1]), &[], &[draft], at(11)).unwrap().unwrap();
    assert!(signals(&library, 99).values().all(|one| *one == Signals::default()));
    library.collect(&ids(&[2]), &[], std::slice::from_ref(&talk), at(601)).unwrap().unwrap();
    library.collect(&ids(&[2]), &[talk], &[], at(602)).unwrap().unwrap();
    assert!(signals(&library, 99)[&2].collected, "it was put there again");
}

#[test]
fn an_opinion_is_replaced_and_taken_back_and_a_text_that_is_no_word_has_none() {
    let library = Library::new();
    let set = |word: &str, opinion| {
        library.set_opinion(WordKind::Author, word, opinion, at(1)).unwrap().id
    };
    assert!(set("li wei", Some(Opinion::More)).is_some());
    assert_eq!(set("li wei", Some(Opinion::More)), None, "it was said already");
    assert!(set("li wei", Some(Opinion::Less)).is_some());
    for word in [String::new(), "x".repeat(101)] {
        assert_eq!(set(&word, Some(Opinion::More)), None);
    }
    let (kind, word) = (WordKind::Author, "li wei".to_owned());
    let less = WordOpinion { kind, word, opinion: Opinion::Less };
    assert_eq!(library.opinions().unwrap(), [less]);
    assert_eq!(library.undo(None, at(2)).unwrap().unwrap().what, "opinion");
    assert_eq!(library.opinions().unwrap()[0].opinion, Opinion::More);
    assert!(set("li wei", None).is_some());
    assert!(library.opinions().unwrap().is_empty());
}

#[test]
fn opinions_are_in_the_file_of_facts_and_come_back_from_it() {
    let library = Library::with_days(&["2025-12-30"], 2);
    library.forget_taste(at(1)).unwrap();
    library.say_less(&ids(&[1]), true, at(2)).unwrap();
    library.set_opinion(WordKind::Subject, "扩散", Some(Opinion::Forgotten), at(2)).unwrap();
    let file = library.back_up_facts(at(10)).unwrap().unwrap();
    let other = Library::with_days(&["2025-12-30"], 2);
    assert_eq!(other.restore_facts(&file, at(20)).unwrap().opinions, 2);
    assert_eq!(both(&other).1, both(&library).1);
    assert_eq!(other.restore_facts(&file, at(21)).unwrap().opinions, 0);
}

#[test]
fn a_paper_is_known_by_its_revision() {
    let library = Library::with_days(&["2025-12-30"], 2);
    let keys: Vec<u64> = library.taste_signals(9, at(2)).unwrap().into_keys().collect();
    let before = library.revisions_of(&keys).unwrap();
    library.set_note(&id(2), Some("note"), at(1)).unwrap();
    let after = library.revisions_of(&[keys.clone(), vec![99]].concat()).unwrap();
    assert_eq!(before.len(), 2);
    assert_eq!(before[0], after[0]);
    assert!(before[1].1 < after[1].1);
}
