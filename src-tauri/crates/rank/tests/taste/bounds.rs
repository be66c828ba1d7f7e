//! What is too much, too little and of no use.

use crate::{Example, Paper, Taste, by_index, example, examples, ordered, paper, term};
use paperboy_rank::taste::{Field, MAX_EXAMPLES, Signal};

const STARS: [(&str, Signal); 4] = [
    ("video diffusion", Signal::Starred),
    ("video distillation", Signal::Starred),
    ("video models", Signal::Starred),
    ("robot hands", Signal::Skipped),
];

#[test]
fn of_20_000_stars_the_newest_count() {
    let subject = |key: u64| if key > 18_000 { "video" } else { "robot" };
    let stars: Vec<Example> = (0..20_000)
        .map(|key| example(key, &format!("{} of {key}", subject(key)), Signal::Starred))
        .chain((20_000..40_000).map(|key| example(key, "a robot", Signal::Skipped)))
        .collect();
    const { assert!(MAX_EXAMPLES < 2_000) };
    let mut taste = Taste::learn(&stars, &[]).unwrap();
    assert_eq!(ordered(&mut taste, &["robot", "video"]), ["video", "robot"]);
    assert!(taste.words().iter().all(|one| one.word.text != "17000"), "it is beyond the bound");
}

#[test]
fn a_megabyte_of_terms_is_read_in_part_and_drowns_no_title() {
    let mut long = paper(1, "video diffusion");
    long.terms.extend((0..200_000).map(|word| term(Field::Abstract, &format!("n{word}"))));
    let mut stars = examples(&STARS);
    let score = |stars: &[Example], paper: &Paper| {
        Taste::learn(stars, &[]).unwrap().order(std::slice::from_ref(paper))[0].score
    };
    assert!(score(&stars, &long) > 0.0);
    stars[0].paper = long;
    assert!(score(&stars, &paper(9, "video diffusion")) > 0.0);
    assert!(Taste::learn(&stars, &[]).unwrap().words().len() < 1_000);
}

#[test]
fn a_term_that_is_no_word_is_not_read() {
    let mut stars = examples(&STARS);
    for example in &mut stars {
        example.paper.terms.push(term(Field::Title, ""));
        example.paper.terms.push(term(Field::Title, &"x".repeat(1_000_000)));
    }
    let words = Taste::learn(&stars, &[]).unwrap().words();
    assert!(words.iter().all(|one| (1..100).contains(&one.word.text.len())));
}

#[test]
fn empty_papers_are_ordered_as_they_came() {
    let empty: Vec<Example> = (0..4).map(|key| example(key, "", Signal::Starred)).collect();
    let mut taste = Taste::learn(&empty, &[]).unwrap();
    assert_eq!(ordered(&mut taste, &["b", "", "a"]), ["b", "", "a"]);
    assert!(taste.words().is_empty() && taste.order(&[]).is_empty());
    let mut taste = Taste::learn(&examples(&STARS), &[]).unwrap();
    let ranked = by_index(taste.order(&[Paper::default(), paper(9, "video")]));
    assert_eq!(ranked[0].score, 0.0);
    assert!(ranked[0].reasons.is_empty() && ranked[0].like.is_none());
}
