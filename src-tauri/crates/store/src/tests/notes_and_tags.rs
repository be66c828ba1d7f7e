//! Marks, tags, notes and settings.

use super::*;
use crate::{Mark, Marks};

fn tag(library: &Library, numbers: &[u32], add: &[&str], remove: &[&str]) -> crate::Change {
    let owned = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    library.tag(&ids(numbers), &owned(add), &owned(remove), at(1)).unwrap()
}

#[test]
fn a_mark_keeps_the_moment_it_was_first_set() {
    let library = Library::with_days(&["2025-12-30"], 2);
    let change = library.mark(&ids(&[1, 1, 2]), Mark::Read, true, at(5)).unwrap();
    assert_eq!(change.papers, 2);
    let again = library.mark(&ids(&[1]), Mark::Read, true, at(9)).unwrap();
    assert_eq!((again.id, again.papers), (None, 0));
    assert_eq!(library.one(1).marks, Marks { read: Some(at(5)), ..Marks::default() });
    library.mark(&ids(&[1]), Mark::Read, false, at(10)).unwrap();
    assert_eq!(library.one(1).marks, Marks::default());
}

#[test]
fn unknown_papers_are_named_and_the_others_marked() {
    let library = Library::with_days(&["2025-12-30"], 1);
    let change = library.mark(&ids(&[7, 1, 8]), Mark::Later, true, at(0)).unwrap();
    assert_eq!((change.papers, change.unknown), (1, ids(&[7, 8])));
    assert_eq!(tag(&library, &[9], &["x"], &[]).unknown, ids(&[9]));
    assert!(library.tags().unwrap().is_empty());
}

#[test]
fn a_note_on_an_unknown_paper_is_refused() {
    let library = Library::with_days(&["2025-12-30"], 1);
    let error = library.set_note(&id(9), Some("lost?"), at(0)).unwrap_err();
    assert!(matches!(error, StoreError::UnknownPaper(unknown) if unknown == id(9)));
}

#[test]
fn tags_are_one_whatever_their_case_and_form_and_keep_their_first_spelling() {
    let library = Library::with_days(&["2025-12-30"], 3);
    tag(&library, &[1], &["  Über\u{a0} Blick "], &[]);
    tag(&library, &[2], &["U\u{308}BER BLICK", "agents"], &[]);
    assert_eq!(tag(&library, &[1], &["über blick"], &[]).id, None);
    assert_eq!(library.one(2).tags, ["agents", "Über Blick"]);
    assert_eq!(library.tags().unwrap(), [("agents".to_owned(), 1), ("Über Blick".to_owned(), 2)]);
    tag(&library, &[1, 2, 3], &[], &["über BLICK"]);
    assert_eq!(library.tags().unwrap(), [("agents".to_owned(), 1)]);
}

#[test]
fn blank_tags_are_no_tags_and_a_name_among_both_is_added() {
    let library = Library::with_days(&["2025-12-30"], 1);
    assert_eq!(tag(&library, &[1], &["", "  ", "\n"], &[" "]).id, None);
    tag(&library, &[1], &["x"], &["X"]);
    assert_eq!(library.one(1).tags, ["x"]);
}

#[test]
fn notes_are_kept_as_written_and_blank_text_removes_them() {
    let library = Library::with_days(&["2025-12-30"], 1);
    library.set_note(&id(1), Some("  line\n\n笔记 "), at(1)).unwrap();
    assert_eq!(library.one(1).note.as_deref(), Some("  line\n\n笔记 "));
    assert_eq!(library.set_note(&id(1), Some("  line\n\n笔记 "), at(2)).unwrap().id, None);
    library.set_note(&id(1), Some(" \n"), at(3)).unwrap();
    assert_eq!(library.one(1).note, None);
    assert_eq!(library.set_note(&id(1), None, at(4)).unwrap().id, None);
}

#[test]
fn settings_are_given_back_as_they_were_put() {
    let library = Library::new();
    assert_eq!(library.setting("ui.theme").unwrap(), None);
    library.set_setting("ui.theme", Some("dark")).unwrap();
    library.set_setting("ui.theme", Some("")).unwrap();
    assert_eq!(library.setting("ui.theme").unwrap().as_deref(), Some(""));
    library.set_setting("ui.theme", None).unwrap();
    assert_eq!(library.setting("ui.theme").unwrap(), None);
}
