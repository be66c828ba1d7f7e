use crate::alterations::articles;
use crate::source;
use paperboy_paper::PaperId;
use paperboy_writer::{Extract, Language, check, extract};

#[test]
fn what_a_paper_says_itself_is_found_in_it() {
    let id = PaperId::parse("2601.00001").unwrap();
    let mut claims = 0;
    for (name, article) in articles() {
        let source = source(&article, &id);
        let check = check(&extract(&source).report(Language::Zh), &source);
        let lost: Vec<&str> = check
            .claims
            .iter()
            .filter(|claim| !claim.outcome.is_supported())
            .map(|claim| claim.text.as_str())
            .collect();
        assert_eq!(lost, [""; 0], "{name}");
        claims += check.claims.len();
    }
    assert!(claims > 60, "{claims} claims");
}

#[test]
fn the_sentences_that_say_nothing_claim_nothing() {
    let id = PaperId::parse("2601.00001").unwrap();
    let (_, article) = articles().into_iter().next().unwrap();
    for language in [Language::Zh, Language::En] {
        for whole in [true, false] {
            let report = Extract { whole, ..Extract::default() }.report(language);
            assert!(report.len() > 100, "{report}");
            assert_eq!(check(&report, &source(&article, &id)).claims, [], "{report}");
        }
    }
}
