//! The order that is learnt from what the user did.

use crate::test_app::{Paper, TALK, TestApp};
use paperboy_core::Filter;
use paperboy_core::wire::{
    Card, ExportOf, LearntState, Mark, Opinion, Order, Outcome, View, WordKind, WordReason,
};

const fn paper(id: &'static str, title: &'static str, contribution: &'static str) -> Paper {
    Paper { id, title, domain: "计算机视觉", contribution, innovations: "见论文。" }
}

/// Three on video diffusion, and two on something else.
const LIKED: [Paper; 5] = [
    paper(
        "2601.00001",
        "LiveTalk: Video Diffusion in Real Time",
        "把视频扩散模型蒸馏成自回归模型。",
    ),
    paper("2601.00002", "Surgical Robots", "机器人学会缝合伤口。"),
    paper("2601.00003", "Long Video Diffusion", "长视频扩散的注意力。"),
    paper("2601.00004", "Proving Theorems", "定理证明的搜索。"),
    paper("2601.00005", "Distilled Diffusion of Videos", "扩散蒸馏只需四步。"),
];
const NEXT: [Paper; 4] = [
    paper("2601.00011", "Robots that Sew", "机器人缝纫。"),
    paper("2601.00012", "Bread and Butter", "关于面包。"),
    paper("2601.00013", "Fast Video Diffusion", "视频扩散的蒸馏。"),
    paper("2601.00014", "Theorems for All", "定理证明。"),
];

fn library() -> TestApp {
    let test = TestApp::new();
    test.add_day("2026-01-12", &LIKED);
    test.add_day("2026-01-13", &NEXT);
    test
}

fn star(test: &TestApp, ids: &[&str]) {
    let ids: Vec<String> = ids.iter().map(|id| (*id).to_owned()).collect();
    test.app().mark(&ids, Mark::Starred, true).unwrap();
}

fn liking() -> TestApp {
    let test = library();
    star(&test, &["2601.00001", "2601.00003", "2601.00005"]);
    test
}

fn day(date: &str) -> View {
    View::Day { date: date.to_owned() }
}

fn page(test: &TestApp, view: &View, order: Order) -> (Vec<Card>, Option<LearntState>) {
    let page = test.app().ordered_list(view, order, 0, 99).unwrap();
    assert_eq!(page.cards.len(), page.total as usize);
    (page.cards, page.learnt)
}

fn ids(cards: &[Card]) -> Vec<&str> {
    cards.iter().map(|card| &*card.id).collect()
}

fn reason<'c>(card: &'c Card, en: &str) -> Option<&'c WordReason> {
    card.for_me.as_ref().unwrap().reasons.iter().find(|reason| reason.en == en)
}

#[test]
fn three_stars_order_a_day_and_each_card_says_why() {
    let test = liking();
    let (cards, learnt) = page(&test, &day("2026-01-13"), Order::ForMe);
    assert_eq!(learnt, Some(LearntState::Ready));
    assert_eq!(cards[0].id, "2601.00013");
    let why = cards[0].for_me.as_ref().unwrap();
    let shown: Vec<(&str, &str)> = why.reasons.iter().map(|one| (&*one.zh, &*one.en)).collect();
    assert!(shown.iter().any(|(zh, _)| zh.contains("扩散")), "{shown:?}");
    assert!(why.reasons.iter().any(|one| one.weight > 0.0));
    let like = why.like.as_ref().unwrap();
    assert!(["2601.00001", "2601.00003", "2601.00005"].contains(&&*like.id), "{like:?}");
    // All are there, and other orders have no reasons.
    let (listed, learnt) = page(&test, &day("2026-01-13"), Order::Listed);
    assert_eq!((ids(&listed), learnt), (NEXT.map(|one| one.id).to_vec(), None));
    assert!(listed.iter().all(|card| card.for_me.is_none()));
    let mut sorted = ids(&cards);
    sorted.sort_unstable();
    assert_eq!(sorted, ids(&listed));
}

#[test]
fn with_fewer_than_three_stars_the_lists_order_stays_and_says_so() {
    let test = library();
    for (stars, have) in [(&[][..], 0), (&["2601.00001", "2601.00003"], 2)] {
        star(&test, stars);
        let (cards, learnt) = page(&test, &day("2026-01-13"), Order::ForMe);
        assert_eq!(learnt, Some(LearntState::TooFew { have, needed: 3 }));
        assert_eq!(ids(&cards), NEXT.map(|one| one.id));
    }
    // Later is a liking, too.
    test.app().mark(&["2601.00005".to_owned()], Mark::Later, true).unwrap();
    assert_eq!(page(&test, &day("2026-01-13"), Order::ForMe).1, Some(LearntState::Ready));
}

#[test]
fn less_of_a_paper_and_of_a_word_move_down_and_undo_brings_back() {
    let test = liking();
    let first = |test: &TestApp| page(test, &day("2026-01-13"), Order::ForMe).0;
    let before = first(&test);
    let less = test.app().say_less(&["2601.00013".to_owned()], true).unwrap();
    let after = first(&test);
    let card = after.iter().find(|card| card.id == "2601.00013").unwrap();
    assert!(card.for_me.as_ref().unwrap().less);
    let score = |cards: &[Card]| {
        let card = cards.iter().find(|card| card.id == "2601.00013").unwrap();
        card.for_me.as_ref().unwrap().reasons.iter().map(|one| one.weight).sum::<f64>()
    };
    assert!(score(&after) < score(&before));
    test.app().undo(less.id).unwrap();
    assert_eq!(first(&test), before);
    let word = before[0].for_me.as_ref().unwrap().reasons[0].clone();
    let less = test.app().set_opinion(word.kind, &word.word, Some(Opinion::Less)).unwrap();
    let after = first(&test);
    let at = after.iter().position(|card| card.id == "2601.00013").unwrap();
    assert!(at > 0, "{word:?}: {:?}", ids(&after));
    let said = reason(&after[at], &word.en).unwrap();
    assert_eq!((said.opinion, said.weight < 0.0), (Some(Opinion::Less), true));
    test.app().undo(less.id).unwrap();
    assert_eq!(first(&test), before);
}

#[test]
fn a_word_is_meant_in_every_spelling_and_language() {
    let test = liking();
    let set = |word: &str, opinion| {
        test.app().set_opinion(WordKind::Subject, word, opinion).unwrap().id.is_some()
    };
    assert!(set("Reinforcement Learning", Some(Opinion::More)));
    assert!(!set("強化學習", Some(Opinion::More)), "it was said already");
    assert!(set("RL", None));
    assert!(!set("  ", Some(Opinion::More)), "it is no word");
}

#[test]
fn what_was_learnt_is_listed_and_forgotten_by_word_and_as_a_whole() {
    let test = liking();
    let taste = test.app().taste(false).unwrap();
    assert_eq!(taste.learnt, LearntState::Ready);
    assert!((taste.words[0].weight.abs() - 1.0).abs() < 1e-9);
    let word = taste.words[0].clone();
    test.app().set_opinion(word.kind, &word.word, Some(Opinion::Forgotten)).unwrap();
    let taste = test.app().taste(false).unwrap();
    let last = taste.words.last().unwrap();
    assert_eq!(
        (&last.word, last.opinion, last.weight),
        (&word.word, Some(Opinion::Forgotten), 0.0)
    );
    let forgotten = test.app().forget_taste().unwrap();
    let nothing = test.app().taste(false).unwrap();
    assert_eq!(
        (nothing.learnt, nothing.words.len()),
        (LearntState::TooFew { have: 0, needed: 3 }, 0)
    );
    assert_eq!(page(&test, &View::Starred, Order::Listed).0.len(), 3, "stars stay");
    test.app().undo(forgotten.id).unwrap();
    assert_eq!(test.app().taste(false).unwrap(), taste);
}

#[test]
fn what_was_missed_comes_best_first_over_two_weeks_with_neighbours() {
    let test = liking();
    test.add_day("2025-12-01", &[Paper { id: "2512.00001", ..TALK }]);
    let (cards, learnt) = page(&test, &View::ForMe, Order::Listed);
    assert_eq!(learnt, Some(LearntState::Ready));
    let order = ids(&cards);
    assert_eq!(order.len(), 9, "the day before is too long ago");
    assert!(order[..4].contains(&"2601.00013"), "{order:?}");
    assert!(cards.iter().any(|card| card.date == "2026-01-12"));
    let neighbours = |id: &str| {
        let found = test.app().ordered_neighbours(&View::ForMe, Order::Listed, id).unwrap();
        (found.previous, found.next)
    };
    let around = (Some(order[0].to_owned()), Some(order[2].to_owned()));
    assert_eq!(neighbours(order[1]), around);
    assert_eq!(neighbours(order[0]).0, None);
    // A paper that was just read keeps its place between the others, and is listed no more.
    test.app().mark(&[order[1].to_owned()], Mark::Read, true).unwrap();
    assert_eq!(page(&test, &View::ForMe, Order::Listed).0.len(), 8);
    let (previous, next) = neighbours(order[1]);
    assert!(previous.is_some() || next.is_some());
}

#[test]
fn a_list_by_votes_keeps_all_and_pages_agree_with_the_whole() {
    let test = liking();
    let (cards, learnt) = page(&test, &day("2026-01-13"), Order::Votes);
    assert_eq!((ids(&cards), learnt), (NEXT.map(|one| one.id).to_vec(), None), "nobody voted");
    let (whole, _) = page(&test, &day("2026-01-13"), Order::ForMe);
    let parts: Vec<Card> = (0..5)
        .flat_map(|at| {
            let view = day("2026-01-13");
            test.app().ordered_list(&view, Order::ForMe, at, 1).unwrap().cards
        })
        .collect();
    assert_eq!(parts, whole);
}

#[test]
fn a_changed_report_is_learnt_again_and_a_restart_learns_the_same() {
    let mut test = liking();
    let before = page(&test, &day("2026-01-13"), Order::ForMe).0;
    test.open().unwrap();
    assert_eq!(page(&test, &day("2026-01-13"), Order::ForMe).0, before);
    let bread = paper("2601.00012", "Video Diffusion of Bread", "视频扩散蒸馏面包。");
    let file = test.import("again.md", &crate::test_app::day("2026-01-13", &[bread]));
    assert_ne!(file.outcome, Outcome::Refused);
    let after = page(&test, &day("2026-01-13"), Order::ForMe).0;
    let place = |cards: &[Card]| cards.iter().position(|card| card.id == "2601.00012").unwrap();
    assert!(place(&after) < 2 && place(&before) >= 1, "{:?}", ids(&after));
}

/// Papers that write the same words in other ways.
const SPELLED: [Paper; 4] = [
    Paper {
        id: "2601.00021",
        title: "RL for Text-to-Video Models",
        domain: "計算機視覺",
        contribution: "用 RL 微调視頻扩散模型。",
        innovations: "GRPO 的变体。",
    },
    paper("2601.00022", "Reinforcement Learning of Videos", "强化学习与 diffusion-based 视频。"),
    paper("2601.00023", "Video Diffusion with $\\pi_{0.5}$", "视频扩散。"),
    paper("2601.00024", "GRPO and LiveTalk", "GRPO 用于强化学习。"),
];

#[test]
fn every_word_of_a_reason_is_in_the_paper_as_it_is_shown() {
    let test = liking();
    test.add_day("2026-01-14", &SPELLED);
    test.app()
        .mark(&["2601.00022".to_owned(), "2601.00024".to_owned()], Mark::Starred, true)
        .unwrap();
    let mut named = 0;
    for date in ["2026-01-12", "2026-01-13", "2026-01-14"] {
        for card in page(&test, &day(date), Order::ForMe).0 {
            let paper = LIKED.iter().chain(&NEXT).chain(&SPELLED).find(|one| one.id == card.id);
            let Paper { title, domain, contribution, innovations, .. } = *paper.unwrap();
            let text = [title, domain, contribution, innovations].join("\n");
            for reason in &card.for_me.as_ref().unwrap().reasons {
                assert!(text.contains(&reason.zh), "{}: {} is not in {text}", card.id, reason.zh);
                assert!(text.contains(&reason.en), "{}: {} is not in {text}", card.id, reason.en);
                named += 1;
            }
        }
    }
    assert!(named > 20, "{named}");
    // A user of the Chinese interface sees the Chinese word where the paper has both.
    let (cards, _) = page(&test, &day("2026-01-13"), Order::ForMe);
    let video = reason(cards.iter().find(|card| card.id == "2601.00013").unwrap(), "Video");
    assert_eq!(video.unwrap().zh, "视频");
}

#[test]
fn however_many_opinions_there_are_what_was_learnt_is_listed() {
    let test = liking();
    let learnt = test.app().taste(false).unwrap().words;
    let (opinions, all) = (250, learnt.len());
    for word in 0..opinions {
        test.app()
            .set_opinion(WordKind::Subject, &format!("word{word}"), Some(Opinion::More))
            .unwrap();
    }
    assert_eq!(test.app().taste(false).unwrap().words.len(), all + opinions);
}

#[test]
fn a_list_of_any_length_is_ordered_as_a_whole_by_the_command() {
    let test = liking();
    // More than are kept in memory, the one that fits at the end.
    let filler: Vec<Paper> = (0..3_000)
        .map(|number| Paper {
            id: String::leak(format!("2511.{number:05}")),
            title: "Bread and Butter",
            domain: "烹饪",
            contribution: "关于面包。",
            innovations: "见论文。",
        })
        .collect();
    test.add_day("2026-01-11", &filler);
    test.add_day("2025-11-01", &[paper("2510.00001", "Video Diffusion of Old", "视频扩散蒸馏。")]);
    let (papers, learnt) = test.app().papers_by(&Filter::default(), Order::ForMe, None).unwrap();
    assert_eq!((papers.len(), learnt), (3_010, Some(LearntState::Ready)));
    let place = papers.iter().position(|one| one.id == "2510.00001").unwrap();
    assert!(place < 6, "{place}");
    assert!(!papers[place].because.as_ref().unwrap().reasons.is_empty());
}

#[test]
fn for_me_is_exported_in_its_order() {
    let test = liking();
    let order = ids(&page(&test, &View::ForMe, Order::Listed).0).join(" ");
    let exported = test.app().paper_ids(&ExportOf::List { view: View::ForMe }).unwrap();
    assert_eq!(exported.join(" "), order);
}

#[test]
fn what_was_asked_for_comes_first_and_is_named_even_before_anything_is_learnt() {
    let test = library();
    test.app().save_search("面包", "bread").unwrap();
    let view = day("2026-01-13");
    let (cards, learnt) = page(&test, &view, Order::ForMe);
    assert!(matches!(learnt, Some(LearntState::TooFew { .. })));
    assert_eq!(ids(&cards)[0], "2601.00012");
    let why = cards[0].for_me.as_ref().unwrap();
    assert_eq!((&*why.searches[0].name, why.reasons.len()), ("面包", 0));
    assert!(cards[1].for_me.is_none(), "nothing is known of the others");
    // An author or a term that is followed is one of which the user wants more.
    test.app().set_opinion(WordKind::Subject, "theorem", Some(Opinion::More)).unwrap();
    let (cards, _) = page(&test, &view, Order::ForMe);
    assert_eq!(ids(&cards), ["2601.00012", "2601.00014", "2601.00011", "2601.00013"]);
    let theorem = &cards[1].for_me.as_ref().unwrap().reasons[0];
    assert_eq!((&*theorem.en, theorem.opinion), ("Theorems", Some(Opinion::More)));
    let neighbours = test.app().ordered_neighbours(&view, Order::ForMe, "2601.00014").unwrap();
    assert_eq!(neighbours.previous.as_deref(), Some("2601.00012"));
    // What is liked comes behind it.
    star(&test, &["2601.00001", "2601.00003", "2601.00005"]);
    let (cards, learnt) = page(&test, &view, Order::ForMe);
    assert_eq!(learnt, Some(LearntState::Ready));
    let order = ids(&cards);
    assert!(order[..2].contains(&"2601.00012") && order[..2].contains(&"2601.00014"), "{order:?}");
    assert_eq!(order[2], "2601.00013");
    test.app().say_less(&["2601.00012".to_owned()], true).unwrap();
    assert_eq!(page(&test, &view, Order::ForMe).0.last().unwrap().id, "2601.00012");
}

#[test]
fn an_order_for_a_collection_is_learnt_from_its_papers_alone() {
    let test = liking();
    let added = test.app().add_collection("Robots", None).unwrap();
    let view = View::ForCollection { id: added.collection.clone() };
    let ids_of = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect::<Vec<String>>();
    let put = |ids: &[&str]| {
        test.app().collect(&ids_of(ids), std::slice::from_ref(&added.collection), &[]).unwrap();
    };
    put(&["2601.00002", "2601.00004"]);
    let few = page(&test, &view, Order::Listed).1;
    assert_eq!(few, Some(LearntState::TooFew { have: 2, needed: 3 }));
    put(&["2601.00011"]);
    let (cards, learnt) = page(&test, &view, Order::Listed);
    assert_eq!((cards.len(), learnt), (6, Some(LearntState::Ready)), "its own are left out");
    let first = cards[0].for_me.as_ref().unwrap();
    assert_eq!(cards[0].id, "2601.00014", "{:?}", ids(&cards));
    assert_eq!(first.like.as_ref().unwrap().id, "2601.00004");
    // The order for the user is another one.
    assert_ne!(page(&test, &day("2026-01-13"), Order::ForMe).0[0].id, "2601.00014");
}
