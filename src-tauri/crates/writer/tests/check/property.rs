use paperboy_paper::PaperId;
use paperboy_paper::article::Text;
use paperboy_report::{Section, plain, sections};
use paperboy_writer::{Place, Source, check};
use proptest::prelude::*;

/// Text of the pieces of figures and names.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[0-9]{1,4}",
        "[0-9]{1,2}\\.[0-9]{1,3}",
        Just("%".to_owned()),
        Just("倍".to_owned()),
        Just("×".to_owned()),
        Just("\\times".to_owned()),
        Just("至".to_owned()),
        Just(" to ".to_owned()),
        Just("-".to_owned()),
        Just("±".to_owned()),
        Just("$".to_owned()),
        Just("{,}".to_owned()),
        Just("10^{".to_owned()),
        Just("e-".to_owned()),
        Just("百分之".to_owned()),
        Just("第".to_owned()),
        Just("个".to_owned()),
        Just("GPT-4o".to_owned()),
        Just("x".to_owned()),
        Just("A100".to_owned()),
        Just("\n".to_owned()),
        Just("。".to_owned()),
        Just(". ".to_owned()),
        Just("```".to_owned()),
        Just("| a | 1 |\n|---|---|\n| b | 2% |\n".to_owned()),
        "[a-zA-Z]{1,6}",
        "[一-十万亿秒个步分]{1,3}",
        "\\PC{0,6}",
    ];
    proptest::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_claim_is_in_the_report_and_every_passage_in_its_bounds(report in text(), source in text()) {
        let report = format!("## 主要创新点\n{report}\n## 实验效果\n{report}{source}\n");
        let id = PaperId::parse("2601.00001").unwrap();
        let source = Source { id: &id, title: "1% of GPT-4o", abstract_text: Some(&source), keywords: &[], code: None, project: None, article: None, whole: false };
        let check = check(&report, &source);
        let cut = sections(&report);
        let mut last = (Section::Domain, 0);
        for claim in &check.claims {
            let section = claim.section.unwrap();
            let text = plain(cut.get(section).unwrap());
            let at = text.match_indices(&claim.text).nth(claim.occurrence as usize).map(|(at, _)| at);
            prop_assert!(at.is_some(), "{:?}", claim);
            let here = (section, at.unwrap());
            prop_assert!(here >= last, "{:?} before {:?}", here, last);
            last = here;
            prop_assert!(!claim.outcome.is_supported() || !claim.outcome.passages().is_empty(), "{:?}", claim);
            for passage in claim.outcome.passages() {
                let (start, end) = passage.highlight;
                prop_assert!(start < end && end as usize <= passage.text.chars().count(), "{:?}", claim);
                let place = if passage.place == Place::Title { source.title } else { source.abstract_text.unwrap() };
                let place = Text::with_formulas(place).plain();
                prop_assert!(place.contains(&passage.text), "{:?}", claim);
            }
        }
    }
}
