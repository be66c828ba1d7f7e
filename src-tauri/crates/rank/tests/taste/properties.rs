//! What holds for all input.

use crate::{Example, Paper, Taste, by_index, has};
use paperboy_rank::taste::{self, Field, Opinion, Ranked, Signal, Term, Word, Words};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

const FIELDS: [Field; 8] = [
    Field::Title,
    Field::Domain,
    Field::Contribution,
    Field::Innovations,
    Field::Abstract,
    Field::Keywords,
    Field::Authors,
    Field::Organisation,
];
const SIGNALS: [Signal; 6] = [
    Signal::Starred,
    Signal::Collected,
    Signal::Highlighted,
    Signal::Later,
    Signal::Skipped,
    Signal::Less,
];
const OPINIONS: [Opinion; 3] = [Opinion::More, Opinion::Less, Opinion::Forgotten];

fn term() -> impl Strategy<Value = Term> {
    (select(&FIELDS[..]), 0..24_u8).prop_map(|(field, word)| Term {
        field,
        text: format!("w{word}"),
        is_word: word % 5 > 0,
    })
}

fn papers(from: u64, number: std::ops::Range<usize>) -> impl Strategy<Value = Vec<Paper>> {
    vec(vec(term(), 0..9), number).prop_map(move |papers| {
        (from..).zip(papers).map(|(key, terms)| Paper { key, terms }).collect()
    })
}

/// Papers with words that no other one has.
fn papers_of_others() -> Vec<Paper> {
    let terms = vec![Term { field: Field::Title, text: "of others".to_owned(), is_word: true }];
    vec![Paper { key: 999, terms }]
}

fn learnt(
    words: &mut Words,
    known: &[taste::Paper],
    examples: &[Example],
    opinions: &[(Word, Opinion)],
) -> taste::Taste {
    let examples: Vec<taste::Example<'_>> = known
        .iter()
        .zip(examples)
        .map(|(paper, one)| taste::Example { paper, signals: one.signals.clone() })
        .collect();
    taste::Taste::learn(words, &examples, opinions).unwrap()
}

fn ordered_with(
    words: &mut Words,
    known: &[taste::Paper],
    examples: &[Example],
    opinions: &[(Word, Opinion)],
    day: &[taste::Paper],
) -> Vec<Ranked> {
    let taste = learnt(words, known, examples, opinions);
    taste.order(words, &day.iter().collect::<Vec<_>>())
}

/// Examples of which at least three are liked.
fn examples() -> impl Strategy<Value = Vec<Example>> {
    (papers(1, 4..24), vec(vec(select(&SIGNALS[..]), 0..3), 24)).prop_map(|(papers, signals)| {
        let example = |(at, (paper, signals)): (usize, (Paper, Vec<Signal>))| {
            let signals = if at < 3 { vec![Signal::Starred] } else { signals };
            Example { paper, signals }
        };
        papers.into_iter().zip(signals).enumerate().map(example).collect()
    })
}

fn opinion() -> impl Strategy<Value = (Word, Opinion)> {
    (select(&FIELDS[..]), 0..26_u8, select(&OPINIONS[..])).prop_map(|(field, word, opinion)| {
        (Word { kind: field.kind(), text: format!("w{word}") }, opinion)
    })
}

/// The same things in an order that `seeds` decides.
fn shuffled<T: Clone>(things: &[T], seeds: &[u32]) -> Vec<T> {
    let mut keyed: Vec<(u32, &T)> = seeds.iter().copied().cycle().zip(things).collect();
    keyed.sort_by_key(|(seed, _)| *seed);
    keyed.into_iter().map(|(_, thing)| thing.clone()).collect()
}

proptest! {
    /// The order hides no paper and adds none; equal papers stay as they were.
    #[test]
    fn every_order_is_a_permutation(
        examples in examples(),
        opinions in vec(opinion(), 0..4),
        day in papers(100, 0..20),
    ) {
        let ranked = Taste::learn(&examples, &opinions).unwrap().order(&day);
        let mut places: Vec<usize> = ranked.iter().map(|one| one.index).collect();
        for pair in ranked.windows(2) {
            prop_assert!(pair[0].score > pair[1].score
                || pair[0].score == pair[1].score && pair[0].index < pair[1].index);
        }
        places.sort_unstable();
        prop_assert_eq!(places, (0..day.len()).collect::<Vec<_>>());
        prop_assert!(ranked.iter().all(|one| one.score.is_finite()));
    }

    /// To the last bit, and with the same reasons.
    #[test]
    fn the_order_of_examples_terms_and_papers_changes_nothing(
        examples in examples(),
        opinions in vec(opinion(), 0..4),
        day in papers(100, 1..12),
        seeds in vec(any::<u32>(), 24),
    ) {
        let mut taste = Taste::learn(&examples, &opinions).unwrap();
        let mut other = shuffled(&examples, &seeds);
        for example in &mut other {
            example.paper.terms = shuffled(&example.paper.terms, &seeds);
            example.signals.reverse();
        }
        let mut other = Taste::learn(&other, &shuffled(&opinions, &seeds)).unwrap();
        prop_assert_eq!(taste.words(), other.words());
        let places: Vec<usize> = (0..day.len()).collect();
        let places = shuffled(&places, &seeds);
        let moved: Vec<Paper> = places
            .iter()
            .map(|place| Paper { key: day[*place].key, terms: shuffled(&day[*place].terms, &seeds) })
            .collect();
        let first = by_index(taste.order(&day));
        for one in other.order(&moved) {
            let before = &first[places[one.index]];
            prop_assert_eq!(before.score.to_bits(), one.score.to_bits());
            prop_assert_eq!(&before.reasons, &one.reasons);
            prop_assert_eq!(before.like, one.like);
        }
    }

    /// A reason is in the paper, in the field that it names, and has the sign of what was learnt.
    /// Where there are few words, the reasons are the whole score.
    #[test]
    fn reasons_are_in_the_paper_and_carry_weight(
        examples in examples(),
        opinions in vec(opinion(), 0..4),
        day in papers(100, 1..12),
    ) {
        let mut taste = Taste::learn(&examples, &opinions).unwrap();
        let learnt = taste.words();
        let weight = |word: &Word| learnt.iter().find(|one| one.word == *word).map_or(0.0, |one| one.weight);
        for ranked in taste.order(&day) {
            let paper = &day[ranked.index];
            for reason in &ranked.reasons {
                let is_there = |term: &Term| term.field == reason.field && term.text == reason.word.text;
                prop_assert!(paper.terms.iter().any(is_there));
                prop_assert_eq!(reason.field.kind(), reason.word.kind);
                prop_assert!(reason.weight * weight(&reason.word) > 0.0);
            }
            let strengths: Vec<f64> = ranked.reasons.iter().map(|one| one.weight.abs()).collect();
            prop_assert!(strengths.windows(2).all(|pair| pair[0] >= pair[1]));
            let raising = ranked.reasons.iter().filter(|one| one.weight > 0.0).count();
            prop_assert!(raising <= 5 && ranked.reasons.len() - raising <= 3);
            if raising < 5 && ranked.reasons.len() - raising < 3 && paper.terms.iter().all(|one| one.is_word) {
                let sum: f64 = ranked.reasons.iter().map(|one| one.weight).sum();
                prop_assert!((sum - ranked.score).abs() < 1e-9, "{} of {}", sum, ranked.score);
            }
        }
    }

    /// "Less" lowers every paper with the word, "more" raises it, and neither changes another one.
    /// A forgotten word is no reason any more.
    #[test]
    fn an_opinion_moves_the_papers_with_its_word_and_no_other(
        examples in examples(),
        (word, opinion) in opinion(),
        day in papers(100, 1..12),
    ) {
        let before = by_index(Taste::learn(&examples, &[]).unwrap().order(&day));
        let mut taste = Taste::learn(&examples, &[(word.clone(), opinion)]).unwrap();
        for (before, after) in before.iter().zip(by_index(taste.order(&day))) {
            if has(&day[after.index], &word) {
                match opinion {
                    Opinion::More => prop_assert!(after.score > before.score),
                    Opinion::Less => prop_assert!(after.score < before.score),
                    Opinion::Forgotten => {
                        prop_assert!(after.reasons.iter().all(|reason| reason.word != word));
                    }
                }
            } else {
                prop_assert_eq!(before.score.to_bits(), after.score.to_bits());
            }
        }
        let learnt = taste.words().into_iter().find(|one| one.word == word).unwrap();
        prop_assert_eq!(learnt.opinion, Some(opinion));
        prop_assert!(opinion != Opinion::Forgotten || learnt.weight == 0.0);
    }

    /// Papers are ordered as well, whether their words are kept, were kept before others were
    /// dropped, or are not kept at all.
    #[test]
    fn what_is_kept_of_words_changes_no_order(
        examples in examples(),
        opinions in vec(opinion(), 0..4),
        day in papers(100, 1..12),
    ) {
        let mut words = Words::default();
        let mut known: Vec<taste::Paper> = Vec::new();
        for one in day.iter().chain(examples.iter().map(|one| &one.paper)) {
            known.push(words.paper(one.key, &one.terms));
        }
        let before = ordered_with(&mut words, &known[day.len()..], &examples, &opinions, &known[..day.len()]);
        let passing = {
            let mut words = Words::default();
            let known: Vec<taste::Paper> =
                examples.iter().map(|one| words.paper(one.paper.key, &one.paper.terms)).collect();
            let taste = learnt(&mut words, &known, &examples, &opinions);
            let day: Vec<taste::Paper> =
                day.iter().map(|one| words.passing_paper(one.key, &one.terms)).collect();
            taste.order(&words, &day.iter().collect::<Vec<_>>())
        };
        prop_assert_eq!(&passing, &before);
        for one in papers_of_others() {
            words.paper(one.key, &one.terms);
        }
        let all = words.len();
        words.keep_only(&mut known);
        prop_assert!(words.len() < all);
        let (day, examined) = known.split_at(day.len());
        prop_assert_eq!(ordered_with(&mut words, examined, &examples, &opinions, day), before);
    }

    /// A paper that is named as like another one is liked, and is another one.
    #[test]
    fn the_nearest_paper_is_a_liked_one(examples in examples(), day in papers(1, 1..12)) {
        for ranked in Taste::learn(&examples, &[]).unwrap().order(&day) {
            let Some(like) = ranked.like else { continue };
            prop_assert_ne!(like.key, day[ranked.index].key);
            prop_assert!(like.likeness > 0.0 && like.likeness <= 1.0);
            let liked = examples.iter().find(|example| example.paper.key == like.key).unwrap();
            let is_positive = |signal: &Signal| !matches!(signal, Signal::Skipped | Signal::Less);
            prop_assert!(liked.signals.iter().any(is_positive));
            let shared = |term: &&Term| {
                liked.paper.terms.iter().any(|other| other.text == term.text)
            };
            prop_assert!(day[ranked.index].terms.iter().any(|term| shared(&term)));
        }
    }
}
