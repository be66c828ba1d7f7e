//! Versions of a report, and which one is shown.

use super::*;
use crate::Mark;

/// A paper with three imported versions, the third one shown.
fn with_three_versions() -> Library {
    let library = Library::new();
    for body in ["first", "second", "third"] {
        library.add("2025-12-30", body, vec![report(1, body)]);
    }
    library
}

fn shown(library: &Library) -> String {
    library.one(1).report.unwrap().body
}

/// The number of the version with this text.
fn number(library: &Library, body: &str) -> i64 {
    let versions = library.versions(&id(1)).unwrap();
    let has = |version: &&crate::Version| {
        library.version(&id(1), version.id).unwrap().unwrap().1.body == body
    };
    versions.iter().find(has).unwrap().id
}

#[test]
fn every_version_stays_and_the_newest_is_first() {
    let library = with_three_versions();
    let versions = library.versions(&id(1)).unwrap();
    assert_eq!(versions.len(), 3);
    assert!(versions[0].shown && !versions[1].shown && versions[0].id > versions[2].id);
    assert_eq!(
        (versions[0].writer.as_str(), &versions[0].record, versions[0].checked),
        ("imported", &None, None)
    );
    assert_eq!(library.version_count(&id(1)).unwrap(), 3);
    assert_eq!(library.version(&id(1), 4711).unwrap(), None);
}

#[test]
fn the_version_chosen_is_shown_indexed_and_taken_back_by_undo() {
    let library = with_three_versions();
    let revision = library.revision().unwrap();
    let change = library.show_version(&id(1), number(&library, "first"), at(1)).unwrap().unwrap();
    assert_eq!((change.papers, shown(&library).as_str()), (1, "first"));
    assert_eq!(numbers(&library.changed_since(revision, 9).unwrap()), [1]);
    assert_eq!(
        library.show_version(&id(1), number(&library, "first"), at(2)).unwrap().unwrap().id,
        None,
        "it is shown already"
    );
    let undone = library.undo(change.id, at(3)).unwrap().unwrap();
    assert_eq!(
        (undone.what.as_str(), undone.ids, shown(&library).as_str()),
        ("version", ids(&[1]), "third")
    );
}

#[test]
fn a_version_of_another_paper_cannot_be_shown() {
    let library = with_three_versions();
    library.add("2025-12-31", "other", vec![report(2, "other")]);
    assert_eq!(library.show_version(&id(2), number(&library, "first"), at(1)).unwrap(), None);
    assert_eq!(library.one(2).report.unwrap().body, "other");
}

#[test]
fn an_import_shows_its_version_except_where_the_user_chose_one() {
    let library = with_three_versions();
    library.show_version(&id(1), number(&library, "first"), at(1)).unwrap();
    library.add("2025-12-30", "a fourth", vec![report(1, "fourth")]);
    assert_eq!(shown(&library), "first");
    // Choosing the version that would be shown anyway removes the choice.
    library.show_version(&id(1), number(&library, "fourth"), at(2)).unwrap();
    library.add("2025-12-30", "a fifth", vec![report(1, "fifth")]);
    assert_eq!(shown(&library), "fifth");
}

#[test]
fn a_choice_outlives_the_papers_it_was_made_on() {
    let library = with_three_versions();
    library.show_version(&id(1), number(&library, "second"), at(1)).unwrap();
    library.mark(&ids(&[1]), Mark::Starred, true, at(2)).unwrap();
    // As in a library that is rebuilt from its files.
    let sql = "DELETE FROM day_paper; DELETE FROM document_report; UPDATE paper SET shown = NULL, latest = NULL;
               DELETE FROM report; DELETE FROM paper; DELETE FROM document; DELETE FROM day;";
    library.write(|c| c.execute_batch(sql)).unwrap();
    for body in ["first", "second", "third"] {
        library.add("2025-12-30", body, vec![report(1, body)]);
    }
    assert_eq!(shown(&library), "second");
    assert!(library.one(1).marks.starred.is_some());
}
