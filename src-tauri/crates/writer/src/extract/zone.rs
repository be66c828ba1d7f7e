//! What a part of a paper is good for.

use paperboy_paper::article::{Part, Section};

/// The parts of a paper, by their headings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Zone {
    /// The abstract.
    Abstract,
    /// The introduction.
    Introduction,
    /// Sections under no other heading: the method.
    Method,
    /// How it was set up and where it can be had.
    Setup,
    /// The results.
    Experiments,
    /// What follows from it.
    Conclusion,
    /// An appendix.
    Appendix,
    /// Other people's work, limits, thanks.
    Aside,
}

const HEADINGS: [(Zone, &[&str]); 6] = [
    (
        Zone::Introduction,
        &["introduction", "overview and contributions", "contribution", "引言", "绪论", "介绍"],
    ),
    (
        Zone::Aside,
        &[
            "related",
            "background",
            "preliminar",
            "prior work",
            "literature",
            "limitation",
            "ethic",
            "broader impact",
            "societal",
            "future",
            "acknowledg",
            "funding",
            "author contribution",
            "references",
            "notation",
            "相关工作",
            "背景",
            "致谢",
            "局限",
        ],
    ),
    (
        Zone::Setup,
        &[
            "implementation",
            "training detail",
            "setup",
            "set-up",
            "setting",
            "hyperparameter",
            "availability",
            "reproducib",
            "efficiency",
            "cost",
            "hardware",
            "实现",
            "设置",
        ],
    ),
    (Zone::Conclusion, &["conclu", "discussion", "summary", "结论", "总结", "结语"]),
    (
        Zone::Experiments,
        &[
            "experiment",
            "evaluation",
            "result",
            "ablation",
            "empirical",
            "analysis",
            "comparison",
            "performance",
            "case stud",
            "实验",
            "评估",
            "结果",
            "消融",
        ],
    ),
    (Zone::Method, &["method", "approach", "model", "framework", "方法", "模型"]),
];

/// The zone of a section below a heading of a zone.
pub fn zone(section: &Section, above: Option<Zone>) -> Zone {
    match section.part {
        Part::Appendix => return Zone::Appendix,
        Part::Acknowledgements => return Zone::Aside,
        Part::Front => return Zone::Introduction,
        Part::Body => {}
    }
    let title = section.title.plain().to_lowercase();
    let known = HEADINGS
        .iter()
        .find(|(_, words)| words.iter().any(|word| title.contains(word)))
        .map(|&(zone, _)| zone);
    match (known, above.filter(|_| section.level > 1)) {
        (_, Some(Zone::Aside)) => Zone::Aside,
        (Some(zone), _) | (None, Some(zone)) => zone,
        (None, None) => Zone::Method,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use paperboy_paper::article::Text;

    #[test]
    fn a_heading_decides_how_useful_its_section_is() {
        let section =
            |title: &str, level| Section { title: Text::words(title), level, ..Section::default() };
        for (title, level, above, expected) in [
            ("Introduction", 1, None, Zone::Introduction),
            ("Expert-Router Coupling", 1, None, Zone::Method),
            ("Main Results", 2, Some(Zone::Method), Zone::Experiments),
            ("Routers", 2, Some(Zone::Experiments), Zone::Experiments),
            ("Evaluation of agents", 2, Some(Zone::Aside), Zone::Aside),
            ("Related Work", 1, Some(Zone::Introduction), Zone::Aside),
            ("实验设置", 1, None, Zone::Setup),
        ] {
            assert_eq!(zone(&section(title, level), above), expected, "{title}");
        }
    }
}
