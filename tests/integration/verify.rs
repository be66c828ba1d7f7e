//! One sentence looked up in a paper.

use crate::fetch::Round;
use paperboy_core::Error;
use paperboy_core::wire::ClaimOutcome;

const ONE: &str = "2601.00001";

#[test]
fn a_sentence_is_looked_up_in_what_is_kept_of_a_paper() {
    let round = Round::new(&[ONE]);
    round.html(ONE);
    round.fetch();
    let app = round.test.app();
    let check = app.verify(ONE, "准确率为 71.47，基线为 99.99。").unwrap();
    let outcomes: Vec<_> = check
        .claims
        .iter()
        .map(|claim| (claim.text.as_str(), claim.outcome, claim.passages.is_empty()))
        .collect();
    assert_eq!(
        outcomes,
        [("71.47", ClaimOutcome::Found, false), ("99.99", ClaimOutcome::NotFound, true)]
    );
    assert!(check.whole && check.claims.iter().all(|claim| claim.section.is_empty()));
    assert!(app.verify(ONE, "").unwrap().claims.is_empty());
    assert!(matches!(app.verify("2601.00002", "71.47"), Err(Error::UnknownPaper(_))));
}
