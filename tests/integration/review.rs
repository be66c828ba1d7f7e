//! The report on a week or a month.

use crate::test_app::{Paper, TestApp};
use paperboy_core::wire::{Mark, Period, Review, ReviewedPaper};

const fn paper(id: &'static str, title: &'static str, contribution: &'static str) -> Paper {
    Paper { id, title, domain: "计算机视觉", contribution, innovations: "见论文。" }
}

/// Three on video diffusion, and one on something else.
const WEEK: [Paper; 4] = [
    paper("2601.00001", "Video Diffusion in Real Time", "把视频扩散模型蒸馏成自回归模型。"),
    paper("2601.00002", "Surgical Robots", "机器人学会缝合伤口。"),
    paper("2601.00003", "Long Video Diffusion", "长视频扩散的注意力。"),
    paper("2601.00005", "Distilled Diffusion of Videos", "扩散蒸馏只需四步。"),
];
const NEXT: [Paper; 2] = [
    paper("2601.00012", "Bread and Butter", "关于面包。"),
    paper("2601.00013", "Fast Video Diffusion", "视频扩散的蒸馏。"),
];

/// Two days of the week of 2026-01-12, in which it is.
fn library() -> TestApp {
    let test = TestApp::new();
    test.add_day("2026-01-12", &WEEK);
    test.add_day("2026-01-13", &NEXT);
    test
}

fn mark(test: &TestApp, ids: &[&str], mark: Mark) {
    let ids: Vec<String> = ids.iter().map(|id| (*id).to_owned()).collect();
    test.app().mark(&ids, mark, true).unwrap();
}

fn week(test: &TestApp, day: &str) -> Review {
    test.app().review(Period::Week, day.parse().unwrap()).unwrap()
}

fn ids(papers: &[ReviewedPaper]) -> Vec<&str> {
    papers.iter().map(|paper| &*paper.id).collect()
}

#[test]
fn a_week_says_what_was_starred_and_read_and_what_would_be_liked() {
    let test = library();
    mark(&test, &["2601.00001", "2601.00003", "2601.00005"], Mark::Starred);
    mark(&test, &["2601.00001", "2601.00003", "2601.00005", "2601.00002"], Mark::Read);
    let review = week(&test, "2026-01-15");
    assert_eq!((&*review.from, &*review.to, review.papers), ("2026-01-12", "2026-01-18", 6));
    assert_eq!(review.read_count, 4);
    assert!(review.is_learnt);
    assert_eq!(ids(&review.missed)[0], "2601.00013", "the unread paper like the starred ones");
    assert!(!ids(&review.missed).contains(&"2601.00001"), "what was read was not missed");
    let vision = review.fields.iter().find(|field| field.zh == "计算机视觉").unwrap();
    assert_eq!(vision.starred, 3);
    assert_eq!(week(&test, "2026-01-18"), review, "each day of the week gives the same report");
    let text = test.app().review_markdown(&review).unwrap();
    assert!(text.contains("Fast Video Diffusion") && text.starts_with("# "), "{text}");
}

#[test]
fn what_was_read_later_belongs_to_the_week_in_which_it_was_read() {
    let test = library();
    test.pass_days(7);
    mark(&test, &["2601.00001"], Mark::Read);
    assert_eq!(week(&test, "2026-01-12").read_count, 0);
    let next = week(&test, "2026-01-19");
    assert_eq!((next.papers, ids(&next.read)), (0, vec!["2601.00001"]));
}

#[test]
fn without_stars_nothing_is_said_to_be_missed() {
    let review = week(&library(), "2026-01-15");
    assert!(!review.is_learnt && review.missed.is_empty() && review.fields.is_empty());
}
