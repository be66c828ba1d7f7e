//! What the tests share.
#![allow(dead_code)]

use paperboy_check::{Checked, Outcome, Paper, check};
use paperboy_paper::article::{Article, Block, Part, Section, Text};

/// An article of one section of results.
pub fn article(blocks: Vec<Block>) -> Article {
    let results = Section {
        level: 1,
        number: None,
        title: Text::words("Experiments"),
        part: Part::Body,
        blocks,
    };
    Article { title: Text::words("A Paper"), sections: vec![results], ..Article::default() }
}

/// The outcome for the claim that overlaps a part of a text, the `nth` time that it is in it.
pub fn outcome_of<'a>(
    checked: &'a Checked,
    text: &str,
    target: &str,
    nth: usize,
) -> Option<&'a Outcome> {
    let (start, _) = text.match_indices(target).nth(nth)?;
    let target = start..start + target.len();
    let overlap = |claim: &paperboy_check::Claim| {
        let (at, _) = text.match_indices(&claim.text).nth(claim.occurrence as usize)?;
        let end = at + claim.text.len();
        Some(target.end.min(end).saturating_sub(target.start.max(at)))
    };
    let best = checked.claims.iter().max_by_key(|claim| overlap(claim).unwrap_or(0))?;
    (overlap(best)? > 0).then_some(&best.outcome)
}

/// The figures of a sentence that are judged wrongly: `+` marks those that the paper supports and
/// `-` those that it doesn't.
pub fn wrong_of(paper: &Paper, sentence: &str, figures: &str) -> Vec<String> {
    let checked = check(&[sentence], paper);
    let mut wrong = Vec::new();
    for expected in figures.split(' ') {
        let (sign, figure) = expected.split_at(1);
        let claim = checked.claims.iter().find(|claim| claim.text.contains(figure));
        if claim.is_none_or(|claim| claim.outcome.is_supported() != (sign == "+")) {
            let outcome = claim.map(|claim| &claim.outcome);
            wrong.push(format!("{expected} in {sentence} {outcome:?}"));
        }
    }
    wrong
}

/// Demands that each sentence's figures are judged rightly; see [`wrong_of`].
pub fn all_right(article: &Article, sentences: &[(&str, &str)]) {
    let paper = Paper { title: "A Paper", abstract_text: None, article: Some(article) };
    let wrong: Vec<String> = sentences
        .iter()
        .flat_map(|(sentence, figures)| wrong_of(&paper, sentence, figures))
        .collect();
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}
