//! What a user expects of a few examples.

use crate::{Example, Paper, Taste, example, examples, ordered, paper, term};
use Signal::{Collected, Highlighted, Later, Less, Skipped, Starred};
use paperboy_rank::taste::{Field, Opinion, Signal, TooFew, Word, WordKind};

/// Three stars on video, and what was left unread.
const VIDEO: [(&str, Signal); 6] = [
    ("video diffusion in real time", Starred),
    ("long video generation", Starred),
    ("video distillation", Starred),
    ("robot arms in real homes", Skipped),
    ("theorem proving in time", Skipped),
    ("speech for robot arms", Skipped),
];
const DAY: [&str; 4] =
    ["proving a theorem", "robot hands", "video of diffusion models", "the price of bread"];

fn subject(text: &str) -> Word {
    Word { kind: WordKind::Subject, text: text.to_owned() }
}

#[test]
fn what_is_liked_comes_first_and_what_was_skipped_last() {
    let mut taste = Taste::learn(&examples(&VIDEO), &[]).unwrap();
    let order = ordered(&mut taste, &DAY);
    assert_eq!(order[..2], ["video of diffusion models", "the price of bread"], "{order:?}");
}

#[test]
fn a_paper_says_by_which_words_and_like_which_paper_it_is_there() {
    let mut taste = Taste::learn(&examples(&VIDEO), &[]).unwrap();
    let ranked = taste.order(&[paper(9, "video of diffusion models")]);
    let words: Vec<&str> = ranked[0].reasons.iter().map(|reason| &*reason.word.text).collect();
    assert_eq!(words, ["video", "diffusion"]);
    assert_eq!(ranked[0].like.unwrap().key, 1);
    let stranger = taste.order(&[paper(9, "bread and butter")]);
    assert!(stranger[0].reasons.is_empty() && stranger[0].like.is_none());
}

#[test]
fn with_fewer_than_three_liked_papers_nothing_is_learnt() {
    let have = |signals: &[Signal]| {
        let examples: Vec<Example> =
            (1..).zip(signals).map(|(key, signal)| example(key, "video", *signal)).collect();
        Taste::learn(&examples, &[]).map(|_| ()).map_err(|TooFew { needed, have }| (needed, have))
    };
    assert_eq!(have(&[]), Err((3, 0)));
    assert_eq!(have(&[Starred]), Err((3, 1)));
    assert_eq!(have(&[Starred, Later, Skipped, Less]), Err((3, 2)));
    assert_eq!(have(&[Later, Collected, Highlighted]), Ok(()));
}

#[test]
fn one_paper_counts_once_whatever_was_done_with_it() {
    let all = Example { paper: paper(1, "video"), signals: vec![Starred, Later, Highlighted] };
    let again = example(1, "video", Collected);
    let too_few = Taste::learn(&[all, again, example(2, "video", Starred)], &[]).unwrap_err();
    assert_eq!(too_few.have, 2);
}

#[test]
fn a_star_and_less_of_this_on_one_paper_say_nothing() {
    let mut examples = examples(&VIDEO);
    examples[0].signals.push(Less);
    assert_eq!(Taste::learn(&examples, &[]).unwrap_err(), TooFew { needed: 3, have: 2 });
}

#[test]
fn stars_that_contradict_each_other_give_an_order() {
    let same: Vec<Example> = (1..41)
        .map(|key| example(key, "video diffusion", if key % 2 == 0 { Starred } else { Less }))
        .collect();
    let mut taste = Taste::learn(&same, &[]).unwrap();
    assert_eq!(ordered(&mut taste, &DAY).len(), DAY.len());
}

#[test]
fn less_of_a_paper_moves_those_like_it_down() {
    let mut examples = examples(&VIDEO);
    let day = ["video distillation of a diffusion", "long video generation of a house"];
    let score = |examples: &[Example]| {
        Taste::learn(examples, &[]).unwrap().order(&[paper(99, day[1])])[0].score
    };
    let before = score(&examples);
    examples.push(example(50, "long video generation of a house", Less));
    let mut taste = Taste::learn(&examples, &[]).unwrap();
    assert!(score(&examples) < before);
    assert_eq!(ordered(&mut taste, &day), day);
}

#[test]
fn less_of_a_word_moves_its_papers_to_the_end_and_forgetting_it_frees_them() {
    let day = ["video diffusion", "bread", "distillation"];
    let order = |opinion: &[(Word, Opinion)]| {
        ordered(&mut Taste::learn(&examples(&VIDEO), opinion).unwrap(), &day)
    };
    assert_eq!(order(&[])[0], "video diffusion");
    assert_eq!(order(&[(subject("video"), Opinion::Less)])[2], "video diffusion");
    assert_eq!(order(&[(subject("bread"), Opinion::More)])[0], "bread");
    let all =
        ["video", "diffusion", "distillation"].map(|word| (subject(word), Opinion::Forgotten));
    assert_eq!(order(&all), day, "without a word that weighs, the list's order stays");
}

#[test]
fn an_author_is_no_word_of_the_subject() {
    let mut liked: Vec<Example> = examples(&VIDEO);
    for example in &mut liked[..3] {
        example.paper.terms.push(term(Field::Authors, "young"));
    }
    let mut taste = Taste::learn(&liked, &[]).unwrap();
    let by =
        |field| Paper { key: 9, terms: vec![term(field, "young"), term(Field::Title, "bread")] };
    let ranked = taste.order(&[by(Field::Title), by(Field::Authors)]);
    assert_eq!(ranked[0].index, 1);
    assert_eq!(ranked[0].reasons[0].word.kind, WordKind::Author);
    assert_eq!(ranked[1].score, 0.0);
}

#[test]
fn a_word_that_counts_in_several_fields_is_one_reason() {
    let mut taste = Taste::learn(&examples(&VIDEO), &[]).unwrap();
    let mut twice = paper(9, "video");
    twice.terms.push(term(Field::Abstract, "video"));
    let ranked = taste.order(&[twice]);
    assert_eq!(ranked[0].reasons.len(), 1);
    assert_eq!(ranked[0].reasons[0].field, Field::Title);
}

#[test]
fn what_no_user_reads_as_a_word_counts_but_is_never_named() {
    let mut parts = examples(&VIDEO);
    parts.iter_mut().flat_map(|one| &mut one.paper.terms).for_each(|term| term.is_word = false);
    let mut taste = Taste::learn(&parts, &[]).unwrap();
    let mut day = paper(9, "video diffusion");
    day.terms.iter_mut().for_each(|term| term.is_word = false);
    let ranked = taste.order(&[day]);
    assert!(ranked[0].score > 0.0 && ranked[0].reasons.is_empty() && taste.words().is_empty());
}

#[test]
fn each_collection_has_an_order_of_its_own() {
    let titles = ["video one", "video two", "video three", "robot one", "robot two", "robot three"];
    let order = |range: std::ops::Range<usize>| {
        let signal = |at| if range.contains(&at) { Collected } else { Skipped };
        let examples: Vec<Example> = titles
            .iter()
            .enumerate()
            .map(|(at, title)| example(at as u64, title, signal(at)))
            .collect();
        ordered(&mut Taste::learn(&examples, &[]).unwrap(), &["video", "robot"])
    };
    assert_eq!(order(0..3), ["video", "robot"]);
    assert_eq!(order(3..6), ["robot", "video"]);
}

#[test]
fn what_was_learnt_is_a_list_of_words() {
    let opinions = [(subject("bread"), Opinion::More), (subject("video"), Opinion::Forgotten)];
    let words = Taste::learn(&examples(&VIDEO), &opinions).unwrap().words();
    assert_eq!((&*words[0].word.text, words[0].opinion), ("bread", Some(Opinion::More)));
    let last = words.last().unwrap();
    assert_eq!((&*last.word.text, last.opinion), ("video", Some(Opinion::Forgotten)));
    let weight = |text: &str| words.iter().find(|one| one.word.text == text).unwrap().weight;
    assert!(weight("diffusion") > 0.0 && weight("robot") < 0.0);
}
