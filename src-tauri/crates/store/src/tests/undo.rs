//! Taking changes back.

use super::*;
use crate::{
    ChosenFigure, CollectionId, Colour, Highlight, HighlightFilter, HighlightId, List, Mark,
    Opinion, WordKind,
};
use proptest::prelude::*;

fn star(library: &Library, numbers: &[u32], on: bool, seconds: i64) -> i64 {
    library.mark(&ids(numbers), Mark::Starred, on, at(seconds)).unwrap().id.unwrap()
}

#[test]
fn the_newest_change_is_taken_back_first_then_the_one_before() {
    let library = Library::with_days(&["2025-12-30"], 3);
    star(&library, &[1], true, 1);
    library.set_note(&id(2), Some("a"), at(2)).unwrap();
    library.set_note(&id(2), Some("b"), at(3)).unwrap();
    let undo = || library.undo(None, at(9)).unwrap().map(|undone| (undone.what, undone.ids));
    assert_eq!(undo(), Some(("note".into(), ids(&[2]))));
    assert_eq!(library.one(2).note.as_deref(), Some("a"));
    assert_eq!(undo(), Some(("note".into(), ids(&[2]))));
    assert_eq!(undo(), Some(("starred".into(), ids(&[1]))));
    assert_eq!(library.one(1).marks.starred, None);
    assert_eq!(undo(), None);
}

#[test]
fn a_mark_taken_away_comes_back_with_its_moment() {
    let library = Library::with_days(&["2025-12-30"], 1);
    star(&library, &[1], true, 1);
    let change = star(&library, &[1], false, 2);
    library.undo(Some(change), at(3)).unwrap();
    assert_eq!(library.one(1).marks.starred, Some(at(1)));
}

#[test]
fn undo_touches_only_the_papers_that_the_change_changed() {
    let library = Library::with_days(&["2025-12-30"], 3);
    star(&library, &[1], true, 1);
    star(&library, &[1, 2, 3], true, 2);
    assert_eq!(library.undo(None, at(3)).unwrap().unwrap().ids, ids(&[2, 3]));
    assert_eq!(library.one(1).marks.starred, Some(at(1)));
}

#[test]
fn a_newer_change_of_the_same_thing_stays_when_an_older_one_is_undone() {
    let library = Library::with_days(&["2025-12-30"], 2);
    let first = library.set_note(&id(1), Some("first"), at(1)).unwrap().id;
    let second = library.set_note(&id(1), Some("second"), at(2)).unwrap().id;
    let undone = library.undo(first, at(3)).unwrap().unwrap();
    assert!(undone.ids.is_empty());
    assert_eq!(library.one(1).note.as_deref(), Some("second"));
    // After the first was undone, undoing the second leads to the state before both.
    library.undo(second, at(4)).unwrap();
    assert_eq!(library.one(1).note, None);
}

#[test]
fn tags_are_taken_back_one_by_one() {
    let library = Library::with_days(&["2025-12-30"], 2);
    let first = library.tag(&ids(&[1, 2]), &["a".into(), "b".into()], &[], at(1)).unwrap().id;
    library.tag(&ids(&[1]), &["c".into()], &["b".into()], at(2)).unwrap();
    let undone = library.undo(first, at(3)).unwrap().unwrap();
    assert_eq!((undone.what.as_str(), undone.ids), ("tags", ids(&[1, 2])));
    assert_eq!((library.one(1).tags, library.one(2).tags), (vec!["c".to_owned()], vec![]));
}

#[test]
fn undo_reports_tags_and_notes_to_the_index_and_nothing_else() {
    let library = Library::with_days(&["2025-12-30"], 2);
    library.tag(&ids(&[2]), &["a".into()], &[], at(1)).unwrap();
    let revision = library.revision().unwrap();
    library.undo(None, at(2)).unwrap();
    assert_eq!(numbers(&library.changed_since(revision, 9).unwrap()), [2]);
    star(&library, &[1], true, 3);
    let revision = library.revision().unwrap();
    library.undo(None, at(4)).unwrap();
    assert_eq!(library.revision().unwrap(), revision);
}

#[test]
fn a_change_is_taken_back_once_and_an_unknown_one_never() {
    let library = Library::with_days(&["2025-12-30"], 1);
    let change = star(&library, &[1], true, 1);
    assert!(library.undo(Some(change), at(2)).unwrap().is_some());
    assert_eq!(library.undo(Some(change), at(3)).unwrap(), None);
    assert!(star(&library, &[1], true, 4) > change, "a number must never mean another change");
    assert_eq!(library.undo(Some(4711), at(5)).unwrap(), None);
    assert!(library.one(1).marks.starred.is_some());
}

#[test]
fn the_journal_outlives_the_process_and_holds_the_last_200() {
    let library = Library::with_days(&["2025-12-30"], 1);
    for n in 0..205 {
        star(&library, &[1], n % 2 == 0, n);
    }
    let folder = library.close();
    let store = open(folder.path()).store;
    let undone = std::iter::from_fn(|| store.undo(None, at(999)).unwrap()).count();
    assert_eq!(undone, 200);
    // Changes 1 to 5 are in force: starred, the last time by the fifth.
    assert_eq!(store.paper(&id(1)).unwrap().unwrap().marks.starred, Some(at(4)));
}

/// A change by the user; `log.rs` uses it too.
#[derive(Debug, Clone)]
pub(super) enum Act {
    Mark(Vec<u32>, Mark, bool),
    Tag(Vec<u32>, Vec<String>, Vec<String>),
    Note(u32, Option<String>),
    /// Shows the paper's version, counted from the oldest.
    Show(u32, usize),
    Save(&'static str, &'static str),
    Remove(&'static str),
    Rename(&'static str, &'static str),
    Key(u32, &'static str),
    Add(&'static str),
    /// Of the collections as they are listed, counted round.
    RenameCollection(usize, &'static str),
    Describe(usize, &'static str),
    Move(usize, Option<usize>),
    RemoveCollection(usize),
    Merge(usize, usize),
    Collect(Vec<u32>, usize, bool),
    Order(Vec<u32>, usize, Option<u32>),
    Highlight(u32, Option<&'static str>),
    /// Of the paper's highlights as they are listed, counted round.
    Recolour(u32, usize, Colour),
    NoteHighlight(u32, usize, &'static str),
    RemoveHighlights(u32, Vec<usize>),
    Less(Vec<u32>, bool),
    Opinion(&'static str, Option<Opinion>),
    ForgetTaste,
    /// The figure on a card, by its image.
    CardFigure(u32, Option<&'static str>),
}

pub(super) fn act() -> impl Strategy<Value = Act> {
    let papers = || prop::collection::vec(1..5_u32, 1..4);
    let names = || {
        prop::collection::vec(
            prop::sample::select(vec!["a", "A", "ä", "B", "c d"]).prop_map(str::to_owned),
            0..3,
        )
    };
    let mark = prop::sample::select(vec![Mark::Read, Mark::Starred, Mark::Later]);
    let name = || prop::sample::select(vec!["s", "S", "t", "u"]);
    let text = prop::sample::select(vec![None, Some("x"), Some("y"), Some(" ")])
        .prop_map(|text| text.map(str::to_owned));
    prop_oneof![
        (papers(), mark, any::<bool>()).prop_map(|(papers, mark, on)| Act::Mark(papers, mark, on)),
        (papers(), names(), names())
            .prop_map(|(papers, add, remove)| Act::Tag(papers, add, remove)),
        (1..5_u32, text).prop_map(|(paper, text)| Act::Note(paper, text)),
        (1..5_u32, 0..3_usize).prop_map(|(paper, version)| Act::Show(paper, version)),
        (name(), prop::sample::select(vec!["a", "b"]))
            .prop_map(|(name, query)| Act::Save(name, query)),
        name().prop_map(Act::Remove),
        (name(), name()).prop_map(|(name, to)| Act::Rename(name, to)),
        (1..5_u32, prop::sample::select(vec!["one", "ONE", "two"]))
            .prop_map(|(paper, key)| Act::Key(paper, key)),
        collection_act(papers()),
        collection_act(papers()),
        highlight_act(),
        taste_act(papers()),
        (1..5_u32, prop::option::of(prop::sample::select(vec!["x1.png", "x2.png"])))
            .prop_map(|(paper, source)| Act::CardFigure(paper, source)),
    ]
}

fn taste_act(papers: impl Strategy<Value = Vec<u32>>) -> impl Strategy<Value = Act> {
    let opinion = || prop::sample::select(vec![Opinion::More, Opinion::Less, Opinion::Forgotten]);
    prop_oneof![
        2 => (papers, any::<bool>()).prop_map(|(papers, on)| Act::Less(papers, on)),
        2 => (prop::sample::select(vec!["a", "扩散", ":"]), prop::option::of(opinion()))
            .prop_map(|(word, opinion)| Act::Opinion(word, opinion)),
        1 => Just(Act::ForgetTaste),
    ]
}

fn highlight_act() -> impl Strategy<Value = Act> {
    let (paper, at) = (|| 1..5_u32, || 0..4_usize);
    prop_oneof![
        3 => (paper(), prop::sample::select(vec![None, Some("why")])).prop_map(|(paper, note)| Act::Highlight(paper, note)),
        1 => (paper(), at(), prop::sample::select(Colour::ALL.to_vec()))
            .prop_map(|(paper, at, colour)| Act::Recolour(paper, at, colour)),
        1 => (paper(), at(), prop::sample::select(vec!["", "x", "y"]))
            .prop_map(|(paper, at, note)| Act::NoteHighlight(paper, at, note)),
        1 => (paper(), prop::collection::vec(at(), 0..3)).prop_map(|(paper, at)| Act::RemoveHighlights(paper, at)),
    ]
}

/// A highlight of the whole text of a paper's report.
pub(crate) fn made_highlight(note: Option<&str>, now: Timestamp) -> Highlight {
    let text = r#"{"colour":"yellow","quote":{"exact":"body","prefix":"","suffix":" 1","section":"rest","repeated":true},"made_on":{"text":"report","digest":"00"},"ranges":[{"part":"rest","from":0,"to":4}],"added":0}"#;
    let highlight: Highlight = serde_json::from_str(text).unwrap();
    Highlight { note: note.map(str::to_owned), added: now.as_millisecond(), ..highlight }
}

fn collection_act(papers: impl Strategy<Value = Vec<u32>>) -> impl Strategy<Value = Act> {
    let name = || prop::sample::select(vec!["Talk", "talk", "组会", "c"]);
    let at = || 0..4_usize;
    prop_oneof![
        3 => name().prop_map(Act::Add),
        1 => (at(), name()).prop_map(|(at, name)| Act::RenameCollection(at, name)),
        1 => (at(), prop::sample::select(vec!["", "why"]))
            .prop_map(|(at, note)| Act::Describe(at, note)),
        1 => (at(), prop::option::of(at())).prop_map(|(at, parent)| Act::Move(at, parent)),
        1 => at().prop_map(Act::RemoveCollection),
        1 => (at(), at()).prop_map(|(from, into)| Act::Merge(from, into)),
        3 => (papers, at(), any::<bool>()).prop_map(|(papers, at, on)| Act::Collect(papers, at, on)),
        2 => (prop::collection::vec(1..4_u32, 1..3), at(), prop::option::of(1..4_u32))
            .prop_map(|(papers, at, before)| Act::Order(papers, at, before)),
    ]
}

/// All the user's facts, as every read returns them. Spelling is compared apart: it may follow
/// another paper's.
fn state(library: &Library) -> impl PartialEq + std::fmt::Debug + use<> {
    let papers = library.list(&List::default(), 0, 9).unwrap().0.into_iter();
    let papers: Vec<_> = papers
        .map(|paper| {
            let chosen_figure = library.chosen_figure(&paper.id).unwrap();
            (
                paper.id,
                paper.marks,
                paper.tags.join("|").to_lowercase(),
                paper.note,
                paper.report.unwrap().body,
                (paper.citation_key, paper.collections),
                (paper.highlights, paper.highlighted, chosen_figure),
            )
        })
        .collect();
    let count = |list: List| library.list(&list, 0, 0).unwrap().1;
    let marked = [
        count(List { starred: true, ..List::default() }),
        count(List { unread: true, ..List::default() }),
        count(List { later: true, ..List::default() }),
    ];
    (
        papers,
        marked,
        library.days().unwrap(),
        library.tags().unwrap().len(),
        library.saved_searches().unwrap(),
        library.collections().unwrap(),
        library.all_highlights(&HighlightFilter::default(), 0, 99).unwrap(),
        library.opinions().unwrap(),
        library.taste_signals(9, at(1_000_000)).unwrap(),
    )
}

pub(super) fn run(library: &Library, act: &Act, now: Timestamp) -> Option<i64> {
    match act {
        Act::Mark(papers, mark, on) => library.mark(&ids(papers), *mark, *on, now).unwrap().id,
        Act::Tag(papers, add, remove) => library.tag(&ids(papers), add, remove, now).unwrap().id,
        Act::Note(paper, text) => library.set_note(&id(*paper), text.as_deref(), now).unwrap().id,
        Act::Show(paper, version) => {
            let versions = library.versions(&id(*paper)).unwrap();
            let at = versions.len().checked_sub(1 + version)?;
            library.show_version(&id(*paper), versions[at].id, now).unwrap().unwrap().id
        }
        Act::Save(name, query) => library.save_search(name, query, now).unwrap().id,
        Act::Remove(name) => library.remove_saved(name, now).unwrap().id,
        Act::Rename(name, to) => {
            library.rename_saved(name, to, now).unwrap().and_then(|change| change.id)
        }
        Act::Key(paper, key) => {
            library.set_citation_key(&id(*paper), key, &made, now).unwrap().0.id
        }
        Act::CardFigure(paper, source) => {
            let caption = "Figure 1".to_owned();
            let figure = source.map(|source| ChosenFigure { source: source.to_owned(), caption });
            library.choose_figure(&id(*paper), figure.as_ref(), now).unwrap().id
        }
        Act::Add(name) => {
            library.add_collection(name, None, now).unwrap().ok().and_then(|added| added.1.id)
        }
        Act::RenameCollection(at, name) => {
            changed(library.rename_collection(&nth(library, *at)?, name, now))
        }
        Act::Describe(at, note) => {
            changed(library.set_collection_note(&nth(library, *at)?, note, now))
        }
        Act::Move(at, parent) => {
            let parent = parent.and_then(|at| nth(library, at));
            changed(library.move_collection(&nth(library, *at)?, parent.as_ref(), None, now))
        }
        Act::RemoveCollection(at) => changed(library.remove_collection(&nth(library, *at)?, now)),
        Act::Merge(from, into) => {
            changed(library.merge_collections(&nth(library, *from)?, &nth(library, *into)?, now))
        }
        Act::Collect(papers, at, on) => {
            let there = [nth(library, *at)?];
            let (add, remove): (&[_], &[_]) = if *on { (&there, &[]) } else { (&[], &there) };
            changed(library.collect(&ids(papers), add, remove, now))
        }
        Act::Order(papers, at, before) => {
            let (there, before) = (nth(library, *at)?, before.map(id));
            changed(library.move_collected(&there, &ids(papers), before.as_ref(), now))
        }
        Act::Highlight(paper, note) => {
            let highlight = made_highlight(*note, now);
            library.add_highlight(&id(*paper), highlight, now).unwrap().1.id
        }
        Act::Recolour(paper, at, colour) => {
            let highlight = nth_highlight(library, *paper, *at)?;
            let changed =
                library.change_highlight(&id(*paper), &highlight, Some(*colour), None, now);
            changed.unwrap().unwrap().id
        }
        Act::NoteHighlight(paper, at, note) => {
            let highlight = nth_highlight(library, *paper, *at)?;
            let changed = library.change_highlight(&id(*paper), &highlight, None, Some(note), now);
            changed.unwrap().unwrap().id
        }
        Act::RemoveHighlights(paper, at) => {
            let found: Vec<HighlightId> =
                at.iter().filter_map(|at| nth_highlight(library, *paper, *at)).collect();
            library.remove_highlights(&id(*paper), &found, now).unwrap().id
        }
        Act::Less(papers, on) => library.say_less(&ids(papers), *on, now).unwrap().id,
        Act::Opinion(word, opinion) => {
            library.set_opinion(WordKind::Subject, word, *opinion, now).unwrap().id
        }
        Act::ForgetTaste => library.forget_taste(now).unwrap().id,
    }
}

fn nth_highlight(library: &Library, paper: u32, at: usize) -> Option<HighlightId> {
    let all = library.highlights(&id(paper)).unwrap();
    (!all.is_empty()).then(|| all[at % all.len()].0.clone())
}

fn nth(library: &Library, at: usize) -> Option<CollectionId> {
    let all = library.collections().unwrap();
    (!all.is_empty()).then(|| all[at % all.len()].id.clone())
}

fn changed(
    change: Result<Result<crate::Change, crate::CollectionRefused>, StoreError>,
) -> Option<i64> {
    change.unwrap().ok().and_then(|change| change.id)
}

/// A key for tests, where many papers would have the same.
pub(super) fn made(_: &PaperId, taken: &std::collections::HashSet<String>) -> String {
    let mut keys = (1..).map(|n| format!("key{n}"));
    keys.find(|key| !taken.contains(key)).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn taking_everything_back_in_any_order_ends_where_all_began(
        before in prop::collection::vec(act(), 0..6), acts in prop::collection::vec(act(), 1..14), seed in any::<prop::sample::Index>(), newest_first in any::<bool>(),
    ) {
        let library = Library::with_days(&["2025-12-30"], 4);
        for version in ["second", "third"] {
            library.add("2025-12-30", version, (1..5).map(|n| report(n, version)).collect());
        }
        library.citation_keys(&ids(&[1, 2, 3, 4]), &made, at(0)).unwrap();
        for (second, act) in (0..).zip(&before) {
            run(&library, act, at(second));
        }
        let began = state(&library);
        let mut states = Vec::new();
        let mut changes = Vec::new();
        for (second, act) in (100..).zip(&acts) {
            let earlier = state(&library);
            if let Some(change) = run(&library, act, at(second)) {
                changes.push(change);
                states.push(earlier);
            } else {
                prop_assert_eq!(earlier, state(&library));
            }
        }
        while !changes.is_empty() {
            let place = if newest_first { changes.len() - 1 } else { seed.index(changes.len()) };
            library.undo(Some(changes.remove(place)), at(999)).unwrap().unwrap();
            let earlier = states.remove(place);
            if newest_first {
                prop_assert_eq!(state(&library), earlier);
            }
        }
        prop_assert_eq!(state(&library), began);
    }
}
