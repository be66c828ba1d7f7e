//! Answers, written reports, checks and the queue.

use super::*;
use crate::{
    Check, Checked, KeyFilter, NewAnswer, NewArticle, NewWritten, Outcomes, PromptCut, Record,
    ToWrite,
};

fn answer(digest: u8, date: &str, tokens: u64) -> NewAnswer {
    NewAnswer {
        digest: vec![digest],
        model: "m".into(),
        text: format!("answer {digest}"),
        done: true,
        prompt_tokens: tokens,
        completion_tokens: 1,
        date: day(date),
    }
}

fn check(figures: u32, found: u32) -> Check {
    check_with(Outcomes { found, not_found: figures - found, ..Outcomes::default() })
}

fn check_with(outcomes: Outcomes) -> Check {
    Check {
        checker: 1,
        article: None,
        whole: false,
        checked: outcomes.into(),
        claims: b"[]".to_vec(),
    }
}

fn written(body: &str, is_requested: bool) -> NewWritten {
    NewWritten {
        title: "Written".into(),
        body: body.into(),
        writer: "model:m".into(),
        reading_source: Some(ReadingSource::Html),
        record: Record {
            language: "zh".into(),
            prompt: Some("zh-1".into()),
            extracted: vec!["usage".into()],
            of: 7,
            ..Record::default()
        },
        check: check(2, 1),
        answers: vec![vec![1]],
        is_requested,
    }
}

fn article(source: ReadingSource) -> NewArticle {
    NewArticle {
        source,
        body: b"{}".to_vec(),
        etag: None,
        last_modified: None,
        reasons: Vec::new(),
    }
}

fn to_write(n: u32, writer: Option<&str>, again: bool) -> ToWrite {
    ToWrite { id: id(n), writer: writer.map(str::to_owned), again }
}

#[test]
fn an_answer_is_kept_once_and_what_it_cost_is_counted_on_its_day() {
    let library = Library::new();
    library.keep_answer(&answer(1, "2026-01-05", 10), at(0)).unwrap();
    library.keep_answer(&answer(1, "2026-01-05", 99), at(1)).unwrap();
    library.keep_answer(&answer(2, "2026-01-06", 20), at(2)).unwrap();
    library
        .keep_answer(&NewAnswer { model: "a".into(), ..answer(3, "2026-01-06", 30) }, at(3))
        .unwrap();
    let kept = library.answer(&[1]).unwrap().unwrap();
    assert_eq!((kept.text.as_str(), kept.used), ("answer 1", false));
    assert_eq!(library.answer(&[9]).unwrap(), None);
    assert_eq!(
        (
            library.spent_on(day("2026-01-05")).unwrap(),
            library.spent_on(day("2026-01-06")).unwrap()
        ),
        (11, 52)
    );
    let spending: Vec<_> = library
        .spending()
        .unwrap()
        .into_iter()
        .map(|s| (s.date.to_string(), s.model, s.answers, s.prompt))
        .collect();
    let row = |date: &str, model: &str, tokens| (date.to_owned(), model.to_owned(), 1, tokens);
    assert_eq!(
        spending,
        [row("2026-01-06", "a", 30), row("2026-01-06", "m", 20), row("2026-01-05", "m", 10)]
    );
}

#[test]
fn a_written_report_comes_with_its_record_and_its_check_and_leaves_the_queue() {
    let library = Library::with_days(&["2025-12-30"], 2);
    library.keep_answer(&answer(1, "2026-01-05", 10), at(0)).unwrap();
    library.queue_writing(&[to_write(1, None, true), to_write(2, None, true)]).unwrap();
    let revision = library.revision().unwrap();
    let number = library.add_written(&id(1), &written("new", true), at(1)).unwrap().number;
    let paper = library.one(1);
    assert_eq!(
        (paper.title.as_str(), paper.report.as_ref().unwrap().checked),
        ("Written", Some(check(2, 1).checked))
    );
    let (version, report) = library.version(&id(1), number).unwrap().unwrap();
    assert_eq!(
        (report.body.as_str(), version.writer.as_str(), version.shown),
        ("new", "model:m", true)
    );
    assert_eq!(version.record.unwrap(), written("", true).record);
    assert_eq!(library.check_of(number).unwrap(), Some(check(2, 1)));
    assert!(library.answer(&[1]).unwrap().unwrap().used);
    assert_eq!(numbers(&library.changed_since(revision, 9).unwrap()), [1]);
    assert_eq!(library.to_write(None, None, 9).unwrap(), (vec![to_write(2, None, true)], 1));
    let unknown = library.add_written(&id(77), &written("x", true), at(2));
    assert!(matches!(unknown, Err(StoreError::UnknownPaper(_))), "{unknown:?}");
}

#[test]
fn an_automatic_report_never_replaces_a_shown_one_and_a_requested_one_does() {
    let library = Library::with_days(&["2025-12-30"], 1);
    library.add_written(&id(1), &written("automatic", false), at(1)).unwrap();
    assert_eq!(library.one(1).report.unwrap().body, "body 1");
    assert_eq!(library.version_count(&id(1)).unwrap(), 2, "it is kept, though");
    // The user chose a version, and then requests another to be written.
    let automatic_version = library.versions(&id(1)).unwrap()[0].id;
    library.show_version(&id(1), automatic_version, at(2)).unwrap();
    library.add_written(&id(1), &written("requested", true), at(3)).unwrap();
    assert_eq!(library.one(1).report.unwrap().body, "requested");
    assert_eq!(library.undo(None, at(4)).unwrap().unwrap().what, "version");
    assert_eq!(library.one(1).report.unwrap().body, "automatic", "the choice is back");
}

#[test]
fn a_day_with_a_written_version_shown_is_no_longer_its_file() {
    let library = Library::with_days(&["2025-12-30"], 1);
    assert!(library.verbatim(day("2025-12-30")).unwrap().is_some());
    library.add_written(&id(1), &written("new", true), at(1)).unwrap();
    assert_eq!(library.verbatim(day("2025-12-30")).unwrap(), None);
}

#[test]
fn papers_with_something_not_found_in_the_shown_report_are_distinguished() {
    let library = Library::with_days(&["2025-12-30"], 3);
    library.add_written(&id(1), &written("one", true), at(1)).unwrap();
    library
        .add_written(&id(2), &NewWritten { check: check(2, 2), ..written("two", true) }, at(1))
        .unwrap();
    library.add_written(&id(3), &written("not shown", false), at(1)).unwrap();
    let keys = library.keys(&KeyFilter::Unverified).unwrap();
    assert_eq!(numbers(&library.papers_by_key(&keys).unwrap()), [1]);
}

#[test]
fn papers_with_another_owners_or_a_computed_figure_in_the_shown_report_are_distinguished() {
    let library = Library::with_days(&["2025-12-30"], 4);
    let outcomes = [
        Outcomes { found: 3, another_owner: 1, ..Outcomes::default() },
        Outcomes { found: 3, computed: 2, not_checked: 1, ..Outcomes::default() },
        Outcomes { another_direction: 1, not_found: 1, not_checked: 5, ..Outcomes::default() },
    ];
    for (n, outcomes) in (1..).zip(outcomes) {
        let report = NewWritten { check: check_with(outcomes), ..written(&n.to_string(), true) };
        let number = library.add_written(&id(n), &report, at(1)).unwrap().number;
        assert_eq!(library.check_of(number).unwrap().unwrap().checked.outcomes, Some(outcomes));
        assert_eq!(library.one(n).report.unwrap().checked.unwrap().outcomes, Some(outcomes));
        let versions = library.versions(&id(n)).unwrap();
        assert_eq!(versions[0].checked.unwrap().outcomes, Some(outcomes));
    }
    let found = |filter| {
        let keys = library.keys(&filter).unwrap();
        numbers(&library.papers_by_key(&keys).unwrap())
    };
    assert_eq!(found(KeyFilter::Misattributed), [1]);
    assert_eq!(found(KeyFilter::Computed), [2]);
    assert_eq!(found(KeyFilter::Unverified), [1, 3], "what is computed or not checked is no doubt");
    // The day's papers together; the fourth shows a report that was not looked up.
    let day = library.checked_on(day("2025-12-30")).unwrap();
    let sums = Outcomes {
        found: 6,
        computed: 2,
        another_owner: 1,
        another_direction: 1,
        not_found: 1,
        not_checked: 6,
    };
    assert_eq!((day.outcomes, day.reports, day.others), (sums, 3, 1));
    // Another version is shown, which was not looked up.
    let imported = library.versions(&id(1)).unwrap().last().unwrap().id;
    library.show_version(&id(1), imported, at(2)).unwrap();
    assert_eq!(found(KeyFilter::Misattributed), [] as [u32; 0]);
}

/// A check of an earlier version, which counted what was found alone.
const CHECKED_IN_VERSION_18: &str = "
    INSERT INTO paper (key, id, title, revision) VALUES (1, '2512.00001', 'A', 1);
    INSERT INTO report (id, paper, digest, writer, title, body, added) VALUES (1, 1, x'64081f8f56d6487c4a74a3f2893d23d0b8e5c1ca27867249d8d3e6097d835320', 'model:a', 'A', 'b', 0);
    INSERT INTO day (date) VALUES ('2025-12-30');
    INSERT INTO day_paper VALUES ('2025-12-30', 0, 1, NULL, 0, NULL);
    UPDATE paper SET latest = 1, shown = 1;
    INSERT INTO article (paper, source, fetched, body) VALUES (1, 'html', 7, x'00');
    INSERT INTO checked VALUES (1, 4, 7, 1, 5, 3, x'28b52ffd0402110000');";

#[test]
fn a_check_without_counted_outcomes_says_so_until_it_was_made_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = crate::files::Files::new(folder.path()).library();
    crate::schema::create(&path, &crate::schema::MIGRATIONS[..18]).unwrap();
    crate::connection::open_alone(&path).unwrap().execute_batch(CHECKED_IN_VERSION_18).unwrap();
    let library = open(folder.path()).store;
    let checked = || library.paper(&id(1)).unwrap().unwrap().report.unwrap().checked;
    assert_eq!(checked(), Some(Checked { figures: 5, found: 3, outcomes: None }));
    let day_of = || library.checked_on(day("2025-12-30")).unwrap();
    assert_eq!((day_of().outcomes, day_of().reports, day_of().others), (Outcomes::default(), 0, 1));
    assert!(!library.outcomes_are_counted().unwrap());
    assert_eq!(library.keys(&KeyFilter::Unverified).unwrap(), [1], "this was counted");
    // The same checker looks again.
    assert_eq!(numbers_of(library.to_check(0, 4, 9).unwrap()), [1]);
    let outcomes = Outcomes { found: 2, computed: 1, not_found: 2, ..Outcomes::default() };
    let fetched = Some(jiff::Timestamp::from_millisecond(7).unwrap());
    let check = Check { checker: 4, article: fetched, ..check_with(outcomes) };
    library.put_check(1, &check).unwrap();
    assert!(library.outcomes_are_counted().unwrap());
    assert_eq!(numbers_of(library.to_check(0, 4, 9).unwrap()), [] as [u32; 0]);
    assert_eq!((day_of().outcomes, day_of().reports), (outcomes, 1));
    assert_eq!(library.keys(&KeyFilter::Computed).unwrap(), [1]);
}

#[test]
fn a_report_is_to_be_checked_once_there_is_a_text_and_again_when_there_is_another() {
    let library = Library::with_days(&["2025-12-30"], 2);
    let due = |checker| numbers_of(library.to_check(0, checker, 9).unwrap());
    assert_eq!(due(1), [] as [u32; 0], "there is nothing to look it up in");
    library.put_article(&id(1), &article(ReadingSource::Abs), at(1)).unwrap();
    assert_eq!(due(1), [1]);
    let number = library.one(1).report.unwrap().id;
    library.put_check(number, &Check { article: Some(at(1)), ..check(1, 1) }).unwrap();
    assert_eq!((due(1), due(2)), (vec![], vec![1]), "a better checker looks again");
    library.put_article(&id(1), &article(ReadingSource::Html), at(2)).unwrap();
    assert_eq!(due(1), [1], "a fuller article came");
    let revision = library.revision().unwrap();
    assert!(library.to_check(revision, 1, 9).unwrap().is_empty(), "it was seen");
}

fn numbers_of(due: Vec<(PaperId, u64)>) -> Vec<u32> {
    due.iter().map(|(id, _)| id.as_str()[5..].parse().unwrap()).collect()
}

#[test]
fn the_queue_keeps_its_order_and_knows_who_is_looked_at() {
    let library = Library::with_days(&["2025-12-30"], 3);
    let wishes = [
        to_write(2, None, false),
        to_write(1, Some("extract"), false),
        to_write(3, None, false),
        to_write(77, None, false),
    ];
    assert_eq!(library.queue_writing(&wishes).unwrap(), 3, "an unknown paper is left out");
    library.queue_writing(&[to_write(2, Some("model"), true)]).unwrap();
    library.queue_writing(&[to_write(2, Some("model"), false)]).unwrap();
    let next = |first: Option<u32>, extract: Option<&str>| {
        let (next, all) = library.to_write(first.map(id).as_ref(), extract, 2).unwrap();
        assert_eq!(all, 3);
        next
    };
    assert_eq!(
        next(None, None),
        [to_write(2, Some("model"), true), to_write(1, Some("extract"), false)]
    );
    assert_eq!(next(Some(3), None)[0], to_write(3, None, false));
    assert_eq!(next(None, Some("model")), [to_write(1, Some("extract"), false)]);
    assert_eq!(
        next(None, Some("extract")),
        [to_write(1, Some("extract"), false), to_write(3, None, false)]
    );
    library.forget_writing(Some(&id(2))).unwrap();
    assert_eq!(library.to_write(None, None, 9).unwrap().1, 2);
    library.forget_writing(None).unwrap();
    assert_eq!(library.to_write(None, None, 9).unwrap(), (vec![], 0));
}

#[test]
fn a_report_that_is_the_one_shown_already_changes_nothing_and_says_so() {
    let library = Library::with_days(&["2025-12-30"], 1);
    let first = library.add_written(&id(1), &written("one", true), at(1)).unwrap();
    let again = library.add_written(&id(1), &written("one", true), at(2)).unwrap();
    assert_eq!((first.unchanged, again.unchanged, again.number), (false, true, first.number));
    assert!(!library.add_written(&id(1), &written("two", true), at(3)).unwrap().unchanged);
    // An older version that is shown again is a change of the shown version.
    assert!(!library.add_written(&id(1), &written("one", true), at(4)).unwrap().unchanged);
}

#[test]
fn a_record_names_where_the_prompt_was_cut() {
    let library = Library::with_days(&["2025-12-30"], 1);
    let cut = Some(PromptCut { read: 4096, sent: 31_000 });
    let report = written("one", true);
    let report = NewWritten { record: Record { cut, ..report.record.clone() }, ..report };
    library.add_written(&id(1), &report, at(1)).unwrap();
    let records: Vec<_> = library
        .versions(&id(1))
        .unwrap()
        .into_iter()
        .filter_map(|version| version.record)
        .collect();
    assert_eq!(records.iter().map(|record| record.cut).collect::<Vec<_>>(), [cut]);
}
