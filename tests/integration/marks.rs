//! The user's changes, and undo.

use crate::test_app::{SURGERY, TALK, TestApp};
use paperboy_core::wire::{Mark, View};
use paperboy_core::{Error, Filter, PaperId};

fn sample_library() -> TestApp {
    let test = TestApp::new();
    test.add_day("2026-01-05", &[TALK, SURGERY]);
    test
}

fn ids(view: &View, test: &TestApp) -> Vec<String> {
    test.app().list(view, 0, 10).unwrap().cards.into_iter().map(|card| card.id).collect()
}

#[test]
fn marks_make_the_lists_and_survive_a_restart() {
    let mut test = sample_library();
    test.app().mark(&[SURGERY.id.to_owned()], Mark::Starred, true).unwrap();
    test.app().mark(&[TALK.id.to_owned()], Mark::Later, true).unwrap();
    test.app().tag(&[TALK.id.to_owned()], &["数字人".to_owned()], &[]).unwrap();
    test.open().unwrap();
    assert_eq!(ids(&View::Starred, &test), [SURGERY.id]);
    assert_eq!(ids(&View::Later, &test), [TALK.id]);
    assert_eq!(ids(&View::Tag { name: "数字人".to_owned() }, &test), [TALK.id]);
    assert_eq!(ids(&View::Unread, &test), [TALK.id, SURGERY.id]);
    let starred = test.app().papers(&Filter { starred: true, ..Filter::default() }).unwrap();
    assert_eq!(starred.len(), 1);
}

#[test]
fn a_day_marked_read_is_undone_with_one_stroke() {
    let test = sample_library();
    test.app().mark(&[TALK.id.to_owned()], Mark::Read, true).unwrap();
    let change = test.app().mark_day_read("2026-01-05").unwrap();
    assert_eq!(change.papers, 1, "one was read before");
    assert_eq!(ids(&View::Unread, &test), Vec::<String>::new());
    let undone = test.app().undo(change.id).unwrap().unwrap();
    assert_eq!(undone.ids, [SURGERY.id]);
    assert_eq!(ids(&View::Unread, &test), [SURGERY.id], "what was read before stays read");
}

#[test]
fn a_note_overwritten_comes_back() {
    let test = sample_library();
    test.app().set_note(TALK.id, "第一版").unwrap();
    test.app().set_note(TALK.id, "").unwrap();
    let note = || test.app().open_paper(TALK.id).unwrap().note;
    assert_eq!(note(), None);
    test.app().undo(None).unwrap();
    assert_eq!(note().as_deref(), Some("第一版"));
}

#[test]
fn a_note_and_a_tag_are_searched_at_once_and_not_after_they_are_gone() {
    let test = sample_library();
    test.app().set_note(SURGERY.id, "给导师看").unwrap();
    test.app().tag(&[SURGERY.id.to_owned()], &["robotics".to_owned()], &[]).unwrap();
    test.app().wait_until_indexed().unwrap();
    assert_eq!(test.hit_ids("note:导师"), [SURGERY.id]);
    assert_eq!(test.hit_ids("tag:robotics"), [SURGERY.id]);
    test.app().tag(&[SURGERY.id.to_owned()], &["數字人".to_owned()], &[]).unwrap();
    for written in ["tag:数字人", "标签:數字人", "tag:ROBOTICS"] {
        assert_eq!(test.hit_ids(written), [SURGERY.id], "{written}");
        assert!(
            !test.hit_ids(&format!("-{written}")).contains(&SURGERY.id.to_owned()),
            "-{written}"
        );
    }
    test.app().set_note(SURGERY.id, "").unwrap();
    test.app().tag(&[SURGERY.id.to_owned()], &[], &["robotics".to_owned()]).unwrap();
    test.app().wait_until_indexed().unwrap();
    assert_eq!(test.hit_ids("note:导师"), Vec::<String>::new());
    assert_eq!(test.hit_ids("tag:robotics"), Vec::<String>::new());
}

#[test]
fn marks_filter_a_search_at_any_place_of_it() {
    let test = sample_library();
    test.app().mark(&[TALK.id.to_owned()], Mark::Starred, true).unwrap();
    assert_eq!(test.hit_ids("is:starred"), [TALK.id]);
    assert_eq!(test.hit_ids("优于基线 -is:starred"), [SURGERY.id]);
    assert_eq!(test.hit_ids("is:unread is:starred 蒸馏"), [TALK.id]);
}

#[test]
fn an_unknown_paper_is_named() {
    let test = sample_library();
    let marked = test
        .app()
        .mark_papers(
            &[PaperId::parse("2601.99999").unwrap(), PaperId::parse(TALK.id).unwrap()],
            Mark::Starred,
            true,
        )
        .unwrap();
    assert_eq!((marked.change.papers, marked.unknown.len()), (1, 1));
    assert!(matches!(test.app().open_paper("2601.99999"), Err(Error::UnknownPaper(_))));
}

#[test]
fn the_state_says_when_the_tags_or_their_numbers_of_papers_have_changed() {
    let test = sample_library();
    let state = || test.app().status().unwrap().tags;
    let tags = || {
        let tags = test.app().tags().unwrap().into_iter();
        tags.map(|tag| (tag.name, tag.papers)).collect::<Vec<_>>()
    };
    let without = state();
    assert!(tags().is_empty());
    test.app().tag(&[TALK.id.to_owned()], &["数字人".to_owned()], &[]).unwrap();
    let one = state();
    assert_ne!(one, without);
    assert_eq!(tags(), [("数字人".to_owned(), 1)]);
    test.app().mark(&[TALK.id.to_owned()], Mark::Starred, true).unwrap();
    assert_eq!(state(), one);
    let change = test.app().tag(&[SURGERY.id.to_owned()], &["数字人".to_owned()], &[]).unwrap().id;
    assert_ne!(state(), one);
    assert_eq!(tags(), [("数字人".to_owned(), 2)]);
    test.app().undo(change).unwrap();
    assert_eq!(state(), one);
}
