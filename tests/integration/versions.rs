//! Versions and checks of reports.

use crate::fetch::{DAY, Round};
use crate::test_app::{TALK, day};
use crate::write::{report, requested_papers};
use paperboy_core::Writer;
use paperboy_core::wire::View;
use paperboy_tests::fake_server::Reply;

const ONE: &str = "2601.00001";

#[test]
fn every_version_can_be_opened_compared_and_shown_and_the_choice_taken_back() {
    let (round, _) =
        Round::with_model(&[ONE], |question, _| Reply::Text(report(&requested_papers(question))));
    round.fetch();
    round.write_one(ONE);
    round.write(&[ONE], Some(Writer::Extract), true);
    let app = round.test.app();
    let versions = app.versions(ONE).unwrap();
    let writers: Vec<&str> = versions.iter().map(|version| version.writer.as_str()).collect();
    assert_eq!(
        (writers.as_slice(), versions[0].shown, versions[1].shown),
        (&["extract", "model:stand-in"][..], true, false)
    );
    assert_eq!(versions[1].reading_source.map(|source| source.key()), Some("html"));
    let by_model = versions[1].number;
    let open = app.version(ONE, by_model).unwrap();
    assert_eq!((open.sections.len(), open.check.unwrap().whole), (5, true));
    let change = app.show_version(ONE, by_model).unwrap();
    assert_eq!((change.papers, round.body(ONE)), (1, report(ONE)));
    let paper = app.open_paper(ONE).unwrap();
    assert_eq!(
        (paper.version, paper.versions, paper.card.writer.as_deref()),
        (Some(by_model), 2, Some("model:stand-in"))
    );
    assert_eq!(app.undo(change.id).unwrap().unwrap().what, "version");
    assert_eq!(app.open_paper(ONE).unwrap().version, Some(versions[0].number));
    assert!(app.version(ONE, 4711).is_err() && app.show_version(ONE, 4711).is_err());
}

#[test]
fn the_chosen_version_is_the_one_that_is_searched_and_exported() {
    let (round, _) = Round::with_model(&[ONE], |question, _| {
        Reply::Text(report(&requested_papers(question)).replace("基线", "斑马"))
    });
    round.fetch();
    round.write_one(ONE);
    round.write(&[ONE], Some(Writer::Extract), true);
    round.test.app().wait_until_indexed().unwrap();
    assert!(round.test.hit_ids("斑马").is_empty());
    let by_model = round.test.app().versions(ONE).unwrap()[1].number;
    round.test.app().show_version(ONE, by_model).unwrap();
    round.test.app().wait_until_indexed().unwrap();
    assert_eq!(round.test.hit_ids("斑马"), [ONE]);
}

#[test]
fn a_figure_that_is_not_in_the_paper_is_marked_counted_and_searched_for() {
    let (round, _) =
        Round::with_model(&[ONE], |question, _| Reply::Text(report(&requested_papers(question))));
    round.fetch();
    let checked = round.write_one(ONE).checked.unwrap();
    assert!(checked.found < checked.figures, "{checked:?}");
    let check = round.test.app().open_paper(ONE).unwrap().check.unwrap();
    let claim = |text: &str| check.claims.iter().find(|claim| claim.text.contains(text)).unwrap();
    assert!(claim("99.99").passage.is_none());
    let passage = claim("71.47").passage.as_ref().unwrap();
    assert_eq!((passage.place.as_str(), passage.heading.as_str()), ("section", "1 Introduction"));
    let (from, to) = passage.highlight;
    let marked: String =
        passage.text.chars().skip(from as usize).take((to - from) as usize).collect();
    assert_eq!(marked, "71.47");
    // The place leads into the opened article.
    let article = round.test.app().article(ONE).unwrap().unwrap();
    assert!(article.sections[passage.section.unwrap() as usize].html.contains("71.47"));
    let card = |id: &str| {
        round
            .test
            .app()
            .list(&View::Day { date: DAY.to_owned() }, 0, 9)
            .unwrap()
            .cards
            .into_iter()
            .find(|card| card.id == id)
            .unwrap()
    };
    assert_eq!(card(ONE).unverified, Some(checked.figures - checked.found));
    round.test.app().wait_until_indexed().unwrap();
    assert_eq!(round.test.hit_ids("has:unverified"), [ONE]);
}

#[test]
fn an_imported_report_is_checked_as_soon_as_its_paper_was_read_and_again_when_there_is_more_of_it()
{
    let round = Round::new(&[TALK.id]);
    let imported = day(DAY, &[TALK]).replace("优于基线。", "准确率为 71.47，基线为 99.99。");
    round.test.import("day.md", &imported);
    let app = round.test.app();
    let check = || app.open_paper(TALK.id).unwrap().check;
    app.check_reports(0).unwrap();
    assert_eq!(
        (check(), app.open_paper(TALK.id).unwrap().card.unverified),
        (None, None),
        "nothing was looked up: there is no outcome"
    );
    // First there is the list's abstract alone.
    round.fetch();
    app.check_reports(0).unwrap();
    assert!(
        !check().unwrap().whole
            && check().unwrap().claims.iter().all(|claim| claim.passage.is_none())
    );
    // The next day there is the article.
    round.html(TALK.id);
    round.test.pass_days(1);
    round.fetch();
    app.check_reports(0).unwrap();
    assert!(check().unwrap().whole);
    assert!(check().unwrap().claims.iter().any(|claim| claim.passage.is_some()));
    assert_eq!(app.versions(TALK.id).unwrap()[0].record, None, "it is still an imported one");
}
