//! The outcomes of a report's figures and names: counted, searched for, and exported.

use crate::fetch::Round;
use crate::test_app::{Paper, SURGERY, day};
use paperboy_core::PaperId;
use paperboy_core::wire::{Check, ClaimOutcome, DayCheck, OutcomeCounts, SortOrder, View};
use paperboy_tests::claims::{DAY, FIGURES, PAGE, PAPERS, daily_report};
use serde_json::json;

/// A paper that is not read.
const UNREAD: Paper = Paper { id: "2601.00009", ..SURGERY };

/// A library with reports on papers that have been read, and one on a paper that has not.
fn checked() -> Round {
    let round = Round::new(&PAPERS);
    for id in PAPERS {
        round.source.answer(&format!("/html/{id}"), 200, PAGE);
    }
    round.test.import("day.md", &daily_report());
    round.test.import("other.md", &day(DAY, &[UNREAD]));
    round.fetch();
    round.test.app().check_reports(0).unwrap();
    round
}

fn check_of(round: &Round, id: &str) -> Check {
    round.test.app().open_paper(id).unwrap().check.unwrap()
}

fn day_check(round: &Round) -> DayCheck {
    let view = View::Day { date: DAY.to_owned() };
    round.test.app().list(&view, 0, 9).unwrap().check.unwrap()
}

#[test]
fn each_figure_of_a_report_in_either_language_has_its_outcome() {
    let round = checked();
    for (id, expected) in PAPERS.into_iter().zip(FIGURES) {
        let claims = check_of(&round, id).claims;
        let figures: Vec<_> = claims
            .iter()
            .filter(|claim| claim.kind == "figure")
            .map(|claim| (claim.text.as_str(), json!(claim.outcome)))
            .collect();
        assert_eq!(figures, expected.map(|(text, outcome)| (text, json!(outcome))));
    }
}

#[test]
fn the_outcomes_of_a_paper_and_of_a_day_are_counted_and_what_was_not_checked_is_not_found() {
    let round = checked();
    let counted = |id: &str| {
        let claims = check_of(&round, id).claims;
        let of = |outcomes: &[ClaimOutcome]| {
            claims.iter().filter(|claim| outcomes.contains(&claim.outcome)).count() as u32
        };
        use ClaimOutcome::*;
        OutcomeCounts {
            found: of(&[Found, Respelled, Rounded, Bound]),
            computed: of(&[Computed]),
            another_owner: of(&[AnotherOwner]),
            another_direction: of(&[AnotherDirection]),
            not_found: of(&[NotFound]),
            not_checked: of(&[NotChecked]),
        }
    };
    let mut sums = OutcomeCounts::default();
    for id in PAPERS {
        let expected = counted(id);
        assert_eq!(
            (expected.computed, expected.another_owner, expected.another_direction),
            (1, 1, 1)
        );
        assert_eq!((expected.not_found, expected.not_checked), (1, 1));
        let paper = round.test.app().paper(&PaperId::parse(id).unwrap()).unwrap();
        let checked = paper.checked.unwrap();
        assert_eq!(checked.outcomes, Some(expected));
        assert_eq!(
            (checked.figures, checked.found),
            (expected.found + 4, expected.found + 1),
            "what was not checked is neither"
        );
        // As `show --json` and the export as JSON have it.
        assert_eq!(json!(paper)["checked"]["outcomes"]["another_owner"], 1);
        sums.found += expected.found;
    }
    sums = OutcomeCounts {
        computed: 2,
        another_owner: 2,
        another_direction: 2,
        not_found: 2,
        not_checked: 2,
        ..sums
    };
    assert_eq!(day_check(&round), DayCheck { outcomes: sums, reports: 2, others: 1 });
    let all = round.test.app().list(&View::All, 0, 9).unwrap();
    assert_eq!(all.check, None, "only a day has totals");
}

#[test]
fn papers_are_found_by_the_outcomes_of_their_reports_and_a_number_is_exact_once_all_are_counted() {
    let mut round = checked();
    let total = |round: &Round, query: &str| {
        let answer = round.test.app().search(query, SortOrder::Relevance, 0, 9).unwrap();
        (answer.total, answer.total_is_exact)
    };
    let found = |round: &Round, query: &str| {
        let mut ids = round.test.hit_ids(query);
        ids.sort();
        ids
    };
    for query in ["has:misattributed", "has:computed", "has:unverified", "HAS:Computed"] {
        assert_eq!(found(&round, query), PAPERS, "{query}");
        assert_eq!(total(&round, query), (2, true), "{query}");
    }
    assert_eq!(found(&round, "-has:misattributed"), ["2601.00009"]);

    // As an earlier version left it: no outcomes are counted yet.
    round.test.close();
    let library = rusqlite::Connection::open(round.test.library().join("library.db")).unwrap();
    let sql = "UPDATE checked SET computed = NULL, another_owner = NULL, another_direction = NULL, not_checked = NULL";
    library.execute(sql, []).unwrap();
    drop(library);
    round.test.open().unwrap();
    round.test.app().wait_until_indexed().unwrap();
    assert_eq!(
        total(&round, "has:computed"),
        (0, false),
        "none is found yet, and the number is not called exact"
    );
    assert_eq!(total(&round, "has:unverified"), (2, true), "this was counted");
    assert_eq!((day_check(&round).reports, day_check(&round).others), (0, 3));
    // The background does this.
    round.test.app().check_reports(0).unwrap();
    assert_eq!(total(&round, "has:computed"), (2, true));
    assert_eq!(day_check(&round).reports, 2);
}
