//! Documents in and out.

use super::*;
use crate::List;

#[test]
fn the_same_bytes_again_change_nothing() {
    let library = Library::with_days(&["2025-12-30"], 3);
    let before = (library.revision().unwrap(), library.one(1));
    let papers = (1..4).map(|n| report(n, &format!("body {n}"))).collect();
    assert_eq!(library.add("2025-12-30", "2025-12-30", papers), Added::Unchanged);
    assert_eq!((library.revision().unwrap(), library.one(1)), before);
    assert_eq!(library.paper_count().unwrap(), 3);
}

#[test]
fn the_same_papers_in_other_bytes_are_unchanged_and_the_newer_bytes_come_out() {
    let library = Library::new();
    assert_eq!(library.add("2025-12-30", "a\n", vec![report(1, "one")]), Added::Added);
    let revision = library.revision().unwrap();
    assert_eq!(library.add("2025-12-30", "a\r\n", vec![report(1, "one")]), Added::Unchanged);
    assert_eq!(library.revision().unwrap(), revision);
    assert_eq!(library.verbatim(day("2025-12-30")).unwrap().unwrap(), b"a\r\n");
}

#[test]
fn a_changed_file_adds_a_version_shows_it_and_keeps_every_mark() {
    let library = Library::new();
    library.add("2025-12-30", "first", vec![report(1, "one"), report(2, "two")]);
    library.mark(&ids(&[1]), crate::Mark::Starred, true, at(1)).unwrap();
    library.tag(&ids(&[1]), &["vision".into()], &[], at(1)).unwrap();
    library.set_note(&id(1), Some("mine"), at(1)).unwrap();
    let (before, other) = (library.one(1), library.one(2));

    assert_eq!(
        library.add("2025-12-30", "second", vec![report(1, "one, better"), report(2, "two")]),
        Added::Updated
    );

    let after = library.one(1);
    assert_eq!(after.report.as_ref().unwrap().body, "one, better");
    assert_eq!(
        (after.marks, &after.tags, &after.note, after.key),
        (before.marks, &before.tags, &before.note, before.key)
    );
    assert!(after.revision > before.revision);
    assert_eq!(library.one(2), other);
    let versions: i64 =
        library.read(|c| c.query_row("SELECT count(*) FROM report", [], |row| row.get(0))).unwrap();
    assert_eq!(versions, 3);
}

#[test]
fn a_version_kept_earlier_is_shown_again_when_a_newer_file_holds_it() {
    let library = Library::new();
    library.add("2025-12-30", "a", vec![report(1, "one")]);
    library.add("2025-12-30", "b", vec![report(1, "two")]);
    assert_eq!(library.add("2025-12-30", "c", vec![report(1, "one")]), Added::Updated);
    assert_eq!(library.one(1).report.unwrap().body, "one");
    assert_eq!(library.verbatim(day("2025-12-30")).unwrap().unwrap(), b"c");
}

#[test]
fn another_title_is_another_version() {
    let library = Library::new();
    library.add("2025-12-30", "a", vec![report(1, "one")]);
    let renamed = NewReport { title: "Renamed".into(), ..report(1, "one") };
    assert_eq!(library.add("2025-12-30", "b", vec![renamed]), Added::Updated);
    assert_eq!(library.one(1).title, "Renamed");
}

#[test]
fn a_newer_file_gives_the_day_its_order_and_removes_no_paper() {
    let library = Library::new();
    library.add("2025-12-30", "a", vec![report(1, "1"), report(2, "2"), report(3, "3")]);
    assert_eq!(library.add("2025-12-30", "b", vec![report(4, "4"), report(2, "2")]), Added::Added);
    let (papers, total) = library
        .list(
            &List { dates: Some((day("2025-12-30"), day("2025-12-30"))), ..List::default() },
            0,
            10,
        )
        .unwrap();
    assert_eq!((numbers(&papers), total), (vec![4, 2, 1, 3], 4));
    // Papers 1 and 3 are not in the newest document, so it is not the whole day.
    assert_eq!(library.verbatim(day("2025-12-30")).unwrap(), None);
    assert_eq!(
        library.add(
            "2025-12-30",
            "c",
            vec![report(3, "3"), report(4, "4"), report(2, "2"), report(1, "1")]
        ),
        Added::Unchanged
    );
    assert_eq!(library.verbatim(day("2025-12-30")).unwrap().unwrap(), b"c");
}

#[test]
fn a_paper_on_two_days_is_one_paper_with_both_dates_newest_first() {
    let library = Library::new();
    library.add("2025-12-30", "a", vec![report(1, "one")]);
    library.add("2025-12-28", "b", vec![report(1, "one"), report(2, "two")]);
    library.add("2026-01-02", "c", vec![report(3, "three"), report(1, "one")]);
    assert_eq!(library.paper_count().unwrap(), 3);
    assert_eq!(library.one(1).dates, vec![day("2026-01-02"), day("2025-12-30"), day("2025-12-28")]);
    let (papers, total) = library.list(&List::default(), 0, 10).unwrap();
    assert_eq!((numbers(&papers), total), (vec![3, 1, 2], 3));
}

#[test]
fn a_paper_that_gets_another_day_is_indexed_again() {
    let library = Library::new();
    library.add("2025-12-30", "a", vec![report(1, "one"), report(2, "two")]);
    let revision = library.revision().unwrap();
    library.add("2025-12-31", "b", vec![report(2, "two")]);
    assert_eq!(numbers(&library.changed_since(revision, 10).unwrap()), vec![2]);
}

#[test]
fn verbatim_is_refused_when_another_version_is_shown() {
    let library = Library::new();
    library.add("2025-12-30", "a", vec![report(1, "one")]);
    library.add("2025-12-31", "b", vec![report(1, "one again")]);
    assert_eq!(library.verbatim(day("2025-12-30")).unwrap(), None);
    assert_eq!(library.verbatim(day("2025-12-31")).unwrap().unwrap(), b"b");
    assert_eq!(library.verbatim(day("2025-12-29")).unwrap(), None);
}

#[test]
fn a_document_that_fails_in_its_middle_leaves_nothing() {
    let library = Library::with_days(&["2025-12-30"], 2);
    let before = (
        library.list(&List::default(), 0, 10).unwrap(),
        library.days().unwrap(),
        library.revision().unwrap(),
    );
    let writer = library.writer.as_ref().unwrap();
    let trap = "CREATE TEMP TRIGGER trap BEFORE INSERT ON main.report WHEN NEW.body = 'trap' BEGIN SELECT raise(ABORT, 'sprung'); END";
    writer.lock().unwrap().execute_batch(trap).unwrap();
    let papers = vec![report(1, "other"), report(8, "eight"), report(9, "trap"), report(10, "ten")];
    for date in ["2025-12-30", "2025-12-31"] {
        let error = library.add_document(&document(date, "x", papers.clone()), at(0)).unwrap_err();
        assert!(matches!(error, StoreError::Database(_)), "{error:?}");
    }
    assert_eq!(
        (
            library.list(&List::default(), 0, 10).unwrap(),
            library.days().unwrap(),
            library.revision().unwrap()
        ),
        before
    );
    writer.lock().unwrap().execute_batch("DROP TRIGGER trap").unwrap();
    assert_eq!(library.add("2025-12-31", "x", papers), Added::Added);
}

#[test]
fn a_paper_named_twice_in_a_document_is_taken_once() {
    let library = Library::new();
    library.add("2025-12-30", "a", vec![report(1, "one"), report(1, "again"), report(2, "two")]);
    let (papers, total) = library.list(&List::default(), 0, 10).unwrap();
    assert_eq!((numbers(&papers), total), (vec![1, 2], 2));
    assert_eq!(papers[0].report.as_ref().unwrap().body, "one");
}

#[test]
fn a_day_without_papers_is_remembered() {
    let library = Library::new();
    assert_eq!(library.add("2025-12-28", "nothing", vec![]), Added::Added);
    let days = library.days().unwrap();
    assert_eq!((days[0].date, days[0].papers, days[0].unread), (day("2025-12-28"), 0, 0));
    assert_eq!(library.verbatim(day("2025-12-28")).unwrap().unwrap(), b"nothing");
}

#[test]
fn marks_that_outlived_their_papers_are_found_again() {
    let library = Library::with_days(&["2025-12-30"], 2);
    library.mark(&ids(&[2]), crate::Mark::Starred, true, at(1)).unwrap();
    library
        .write(|c| {
            c.execute_batch(
                "DELETE FROM day_paper; DELETE FROM document_report; UPDATE paper SET shown = NULL, latest = NULL;
                 DELETE FROM report; DELETE FROM paper; DELETE FROM document; DELETE FROM day;",
            )
        })
        .unwrap();
    library.add("2025-12-30", "again", vec![report(2, "two")]);
    let (papers, total) = library.list(&List { starred: true, ..List::default() }, 0, 10).unwrap();
    assert_eq!((numbers(&papers), total), (vec![2], 1));
}

#[test]
fn every_text_comes_out_as_it_went_in() {
    let library = Library::new();
    let body =
        "1. **应用领域**\n   $\\mathcal{L}$ | a\u{0}b | 'quote' \"double\" \u{1F4C4} %s ?1\r\n\n";
    let odd =
        NewReport { title: "§ 'x' -- \"y\"".into(), reading_source: None, ..report(1, body) };
    library.add("2025-12-30", "raw", vec![odd]);
    let paper = library.one(1);
    let report = paper.report.unwrap();
    assert_eq!(
        (paper.title.as_str(), report.body.as_str(), report.reading_source),
        ("§ 'x' -- \"y\"", body, None)
    );
    assert_eq!(report.writer, "imported");
}
