//! The check (核对) of a report: which figures and names of its contribution, innovations and results
//! are in the paper.

use crate::Source;
use paperboy_check::{ClaimKind, Outcome, Paper};
use paperboy_report::{Section, plain};

/// The outcome for a report's claims.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Check {
    /// The claims in the order of the report.
    pub claims: Vec<Claim>,
    /// Whether they were looked for in the whole paper; else in its abstract alone.
    pub whole: bool,
}

/// A figure or a name that a report gives.
#[derive(Debug, Clone, PartialEq)]
pub struct Claim {
    /// The section it is in: contribution, innovations or results; `None` for a sentence alone.
    pub section: Option<Section>,
    /// What it is.
    pub kind: ClaimKind,
    /// As it is in [`paperboy_report::plain`] of the section's Markdown, letter for letter.
    pub text: String,
    /// How many times the same text is in the section's plain text before, as a plain substring.
    pub occurrence: u32,
    /// The sentence it is in.
    pub sentence: String,
    /// Its outcome.
    pub outcome: Outcome,
}

/// The sections that contain claims.
const SECTIONS: [Section; 3] = [Section::Contribution, Section::Innovations, Section::Results];

/// Looks every figure and name of a report's contribution, innovations and results up in what it
/// was written from.
pub fn check(report: &str, source: &Source) -> Check {
    let sections = paperboy_report::sections(report);
    let texts: Vec<(Section, String)> = SECTIONS
        .iter()
        .filter_map(|section| Some((*section, plain(sections.get(*section)?))))
        .collect();
    let plain: Vec<&str> = texts.iter().map(|(_, text)| text.as_str()).collect();
    looked_up(&plain, source, |of| texts.get(of).map(|(section, _)| *section))
}

/// Looks every figure and name of a sentence up in a paper.
pub fn verify(sentence: &str, source: &Source) -> Check {
    looked_up(&[sentence], source, |_| None)
}

fn looked_up(
    texts: &[&str],
    source: &Source,
    section_of: impl Fn(usize) -> Option<Section>,
) -> Check {
    let paper =
        Paper { title: source.title, abstract_text: source.abstract_text, article: source.article };
    let claims = paperboy_check::check(texts, &paper).claims.into_iter().map(|claim| {
        let paperboy_check::Claim { of, kind, text, occurrence, sentence, outcome } = claim;
        Claim { section: section_of(of), kind, text, occurrence, sentence, outcome }
    });
    Check { claims: claims.collect(), whole: source.whole }
}

#[cfg(test)]
mod tests {
    use super::*;
    use paperboy_paper::PaperId;

    #[test]
    fn only_contribution_innovations_and_results_hold_claims() {
        let report = "## 应用领域\nGPT-4o\n## 一句话核心贡献\n提升 1%\n## 使用指南\n8 GB\n## 主要创新点\n提升 2%\n## 实验效果\n提升 3%";
        let id = PaperId::parse("2601.00001").unwrap();
        let source = Source {
            id: &id,
            title: "A Paper",
            abstract_text: Some("none"),
            keywords: &[],
            code: None,
            project: None,
            article: None,
            whole: false,
        };
        let check = check(report, &source);
        let claims: Vec<_> =
            check.claims.iter().map(|claim| (claim.section, claim.text.as_str())).collect();
        assert_eq!(
            claims,
            [
                (Some(Section::Contribution), "1%"),
                (Some(Section::Innovations), "2%"),
                (Some(Section::Results), "3%")
            ]
        );
        assert!(
            !check.whole && check.claims.iter().all(|claim| claim.outcome == Outcome::NotFound)
        );
    }
}
