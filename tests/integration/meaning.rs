//! Search by meaning: hits, the vectors behind them, and programs without the model.

use crate::test_app::{Paper, TestApp, day};
use paperboy_core::wire::{Hit, MeaningStatus, SortOrder};
use paperboy_tests::toy_model;

pub const VIDEO: Paper = Paper {
    id: "2601.00011",
    title: "Restoration at Scale",
    domain: "Vision",
    contribution: "We study recordings of many kinds. It turns blurry footage into sharp footage.",
    innovations: "* Weights are shared over time",
};
pub const KITCHEN: Paper = Paper {
    id: "2601.00012",
    title: "Household Skills",
    domain: "Robotics",
    contribution: "We teach robots to work in kitchens of strangers.",
    innovations: "* Trained on demonstrations by people",
};
pub const PROOF: Paper = Paper {
    id: "2601.00013",
    title: "Long Chains",
    domain: "Mathematics",
    contribution: "It finds proofs that nobody had found before.",
    innovations: "* Steps are checked one by one",
};
/// None of its characters is in a paper.
pub const DESCRIBED: &str = "把模糊的录像变得清楚";

/// A library of three papers with a model whose vectors were made.
fn library() -> TestApp {
    let mut test = TestApp::new();
    let file = test.path("model.bin");
    std::fs::write(&file, toy_model::file()).unwrap();
    test.user.encoder_files = vec![file];
    test.open().unwrap();
    test.add_day("2026-01-10", &[VIDEO, KITCHEN, PROOF]);
    assert_eq!(test.app().update_vectors(&|| false).unwrap(), Some(3));
    test
}

fn hits(test: &TestApp, query: &str) -> Vec<Hit> {
    test.app().search(query, SortOrder::Relevance, 0, 100).unwrap().hits
}

pub fn by_meaning(test: &TestApp, query: &str) -> Vec<String> {
    hits(test, query).into_iter().filter(|hit| hit.meaning).map(|hit| hit.id).collect()
}

#[test]
fn a_chinese_description_finds_an_english_paper_by_its_nearest_sentence() {
    let test = library();
    let answer = test.app().search(DESCRIBED, SortOrder::Relevance, 0, 20).unwrap();
    assert_eq!(answer.total as usize, answer.hits.len());
    let hit = &answer.hits[0];
    assert_eq!(hit.id, VIDEO.id);
    assert!(hit.meaning && hit.looser);
    assert_eq!(hit.field, "contribution");
    assert_eq!(hit.snippet, "It turns blurry footage into sharp footage.");
    // Each page has its part of the same order.
    let second = test.app().search(DESCRIBED, SortOrder::Relevance, 1, 20).unwrap();
    assert_eq!(second.hits, answer.hits[1..]);
}

#[test]
fn a_chinese_description_names_the_nearest_papers_that_have_no_report() {
    let test = library();
    let without_report = |query: &str, sort, offset| {
        test.app().search(query, sort, offset, 20).unwrap().without_report
    };
    assert!(without_report(DESCRIBED, SortOrder::Relevance, 0).is_empty(), "all have a report");

    let listed = r#"[{"paper":{"id":"2601.00031","title":"Sharper","summary":"It turns blurry footage into sharp footage.","submittedOnDailyAt":"2026-01-14T01:00:00.000Z"}}]"#;
    test.import("papers.json", listed);
    test.app().update_vectors(&|| false).unwrap();
    assert_eq!(without_report(DESCRIBED, SortOrder::Relevance, 0), ["2601.00031"]);
    // Its own words find an English paper; by date and on later pages nothing is offered.
    let english = "it turns blurry footage into sharp footage";
    assert!(without_report(english, SortOrder::Relevance, 0).is_empty());
    assert!(without_report(DESCRIBED, SortOrder::Newest, 0).is_empty());
    assert!(without_report(DESCRIBED, SortOrder::Relevance, 1).is_empty());
}

#[test]
fn terms_and_other_orders_are_answered_by_words_alone() {
    let test = library();
    assert!(by_meaning(&test, "模糊 录像").is_empty(), "a term is no description");
    assert!(by_meaning(&test, "blurry footage").is_empty());
    let newest = test.app().search(DESCRIBED, SortOrder::Newest, 0, 20).unwrap();
    assert!(newest.hits.iter().all(|hit| !hit.meaning));
    assert!(by_meaning(&test, "\"把模糊的录像变得清楚\"").is_empty(), "a phrase is exact");
}

#[test]
fn what_a_query_demands_and_excludes_holds_for_hits_by_meaning() {
    let test = library();
    test.add_day("2026-01-12", &[Paper { id: "2601.00021", title: "Second Sight", ..VIDEO }]);
    test.app().update_vectors(&|| false).unwrap();
    let mut both = by_meaning(&test, DESCRIBED);
    both.sort();
    assert_eq!(both, ["2601.00011", "2601.00021"]);
    assert_eq!(by_meaning(&test, &format!("{DESCRIBED} date:2026-01-12")), ["2601.00021"]);
    assert_eq!(by_meaning(&test, &format!("{DESCRIBED} -sight")), ["2601.00011"]);
    assert!(by_meaning(&test, &format!("{DESCRIBED} is:starred")).is_empty());
}

#[test]
fn strict_hits_are_where_they_are_without_meaning() {
    let test = library();
    let words = "It turns blurry footage into sharp footage robots kitchens proofs nobody steps";
    let words: Vec<&str> = words.split(' ').collect();
    let strict = |query: &str| -> Vec<String> {
        hits(&test, query).into_iter().take_while(|hit| !hit.looser).map(|hit| hit.id).collect()
    };
    for from in 0..words.len() {
        for length in 1..=6 {
            let query = words[from..(from + length).min(words.len())].join(" ");
            let with = strict(&query);
            test.app().set_setting("search.meaning", "off").unwrap();
            assert_eq!(strict(&query), with, "{query}");
            test.app().set_setting("search.meaning", "on").unwrap();
            let all = hits(&test, &query);
            assert_eq!(all.iter().filter(|hit| !hit.looser).count(), with.len(), "{query}");
        }
    }
}

#[test]
fn a_text_that_changed_is_not_found_by_what_it_said_before() {
    let test = library();
    let changed = Paper { contribution: "It turns robots into cooks for kitchens.", ..VIDEO };
    test.import("day.md", &day("2026-01-10", &[changed, KITCHEN, PROOF]));
    assert!(by_meaning(&test, DESCRIBED).is_empty(), "its vector is of the former text");
    test.app().update_vectors(&|| false).unwrap();
    assert!(by_meaning(&test, DESCRIBED).is_empty());
    let found = by_meaning(&test, "会在陌生人厨房干活的机器人");
    assert!(found.contains(&VIDEO.id.to_owned()), "{found:?}");
}

#[test]
fn a_stopped_update_goes_on_where_it_was() {
    let test = library();
    let more: Vec<String> = (1..=20).map(|number| format!("2602.{number:05}")).collect();
    let more: Vec<Paper> =
        more.into_iter().map(|id| Paper { id: Box::leak(id.into_boxed_str()), ..PROOF }).collect();
    test.add_day("2026-01-11", &more);
    let asked = std::cell::Cell::new(0);
    let stop = || {
        asked.set(asked.get() + 1);
        asked.get() > 1
    };
    test.app().update_vectors(&stop).unwrap();
    assert_eq!(by_meaning(&test, DESCRIBED), [VIDEO.id], "what is not changed is still found");
    asked.set(-100);
    test.app().update_vectors(&stop).unwrap();
    assert_eq!(asked.get(), -98, "the first eight papers were made before");
    assert_eq!(by_meaning(&test, "一种寻找数学定理证明的方法").len(), 21);
}

#[test]
fn without_a_model_that_can_be_used_everything_else_works() {
    let mut test = library();
    let file = test.path("model.bin");
    let whole = std::fs::read(&file).unwrap();
    let mut damaged = whole.clone();
    *damaged.last_mut().unwrap() ^= 1;
    let cases: [(MeaningStatus, Option<&[u8]>); 5] = [
        (MeaningStatus::Missing, None),
        (MeaningStatus::Damaged, Some(&damaged)),
        (MeaningStatus::Damaged, Some(&whole[..whole.len() / 2])),
        (MeaningStatus::Foreign, Some(b"PK\x03\x04 something else")),
        (MeaningStatus::Foreign, Some(b"")),
    ];
    for (status, bytes) in cases {
        match bytes {
            Some(bytes) => std::fs::write(&file, bytes).unwrap(),
            None => std::fs::remove_file(&file).unwrap(),
        }
        for _ in 0..2 {
            let state = test.app().meaning_state().unwrap();
            assert_eq!((state.status, state.file), (status, file.display().to_string()));
            assert!(by_meaning(&test, DESCRIBED).is_empty(), "{status:?}");
            assert_eq!(test.hit_ids("blurry footage"), [VIDEO.id], "{status:?}");
            test.app().related(VIDEO.id, 5).unwrap();
            test.app().update_vectors(&|| false).unwrap();
            test.open().unwrap();
        }
    }
    std::fs::write(&file, &whole).unwrap();
    assert_eq!(test.app().meaning_state().unwrap().status, MeaningStatus::Ready);
    test.app().update_vectors(&|| false).unwrap();
    assert_eq!(by_meaning(&test, DESCRIBED), [VIDEO.id]);
}

#[test]
fn the_user_can_turn_it_off() {
    let test = library();
    test.app().set_setting("search.meaning", "off").unwrap();
    assert!(by_meaning(&test, DESCRIBED).is_empty());
    assert_eq!(test.app().meaning_state().unwrap().status, MeaningStatus::Off);
    assert_eq!(test.app().update_vectors(&|| false).unwrap(), None);
    test.app().set_setting("search.meaning", "on").unwrap();
    assert_eq!(by_meaning(&test, DESCRIBED), [VIDEO.id]);
}

#[test]
fn vectors_that_are_lost_or_cut_are_made_again() {
    let mut test = library();
    for name in ["vectors", "sentences", "state"] {
        let path = test.library().join("meaning").join(name);
        let bytes = std::fs::read(&path).unwrap();
        for left in [0, 10, bytes.len() / 2, bytes.len() - 1] {
            test.close();
            std::fs::write(&path, &bytes[..left]).unwrap();
            test.open().unwrap();
            for hit in hits(&test, DESCRIBED).iter().filter(|hit| hit.meaning) {
                assert_eq!(hit.id, VIDEO.id, "{name} cut to {left}");
            }
            assert_eq!(test.app().update_vectors(&|| false).unwrap(), Some(3), "{name} {left}");
            assert_eq!(by_meaning(&test, DESCRIBED), [VIDEO.id], "{name} cut to {left}");
        }
    }
}

#[test]
fn a_paper_that_says_the_same_in_other_words_is_related() {
    let test = library();
    let other = Paper {
        id: "2601.00031",
        title: "老片新看",
        domain: "修复",
        contribution: "把模糊的录像变得很清楚，一次完成。",
        innovations: "* 全部在手机上完成，不用联网",
    };
    test.add_day("2026-01-13", &[other]);
    test.app().update_vectors(&|| false).unwrap();
    let related = test.app().related(VIDEO.id, 5).unwrap();
    let found = related.iter().find(|hit| hit.id == other.id).unwrap();
    assert!(found.meaning);
    assert_eq!(found.snippet, "把模糊的录像变得很清楚，一次完成。");
    assert!(related.iter().all(|hit| hit.id != VIDEO.id));
}
