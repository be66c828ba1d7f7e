//! The score of a sentence for a section. The weights were chosen by comparing reports with their
//! papers.

use super::cues::Cues;
use super::sentence::Sentence;
use super::verbs::Act;
use super::zone::Zone;

/// The context of a sentence for its score.
#[derive(Debug, Clone, Copy)]
pub struct Beside<'a> {
    /// How close the sentence is to the paper's centroid, from 0 to 1.
    pub centrality: f32,
    /// Whether it is in the abstract before the sentence that states the contribution: that part is
    /// about others.
    pub is_before: bool,
    /// Whether it is in the abstract after the first results, or before them; `None`
    /// elsewhere.
    pub reports_results: Option<bool>,
    /// What the title calls the thing, in lower case.
    pub name: Option<&'a str>,
}

/// The score for the contribution; `None` when the sentence is not about an act of the paper.
pub fn contribution(sentence: &Sentence, beside: Beside<'_>) -> Option<f32> {
    let act = sentence.voice.act?;
    let zone = match sentence.zone {
        Zone::Abstract => 2.6,
        // Elsewhere the authors use `we` for every step.
        Zone::Introduction if act >= Act::Names => 0.3,
        Zone::Conclusion if act >= Act::Names => 0.0,
        _ => return None,
    };
    let (cues, counts) = (sentence.cues, sentence.counts);
    let named = beside.name.is_some_and(|name| sentence.plain.to_lowercase().contains(name));
    let long = match sentence.length {
        0..=50 => 0.0,
        51..=75 => 1.0,
        _ => 1.6,
    };
    // `We address this with three contributions.` has no content of its own; neither has a list's
    // fourth point.
    let empty = if sentence.length < 9 && !named { 2.0 } else { 0.0 };
    // `We release the code and the weights.`
    let released = sentence.length < 35
        && act <= Act::Makes
        && cues.has(Cues::AVAILABLE)
        && cues.has(Cues::ARTEFACT)
        && !cues.has(Cues::NEW);
    let score = zone
        + act.weight()
        + if named { 1.0 } else { 0.0 }
        + if cues.has(Cues::THING) { 0.5 } else { 0.0 }
        + if cues.has(Cues::NEW) { 0.5 } else { 0.0 }
        + if sentence.voice.names_paper { 0.8 } else { 0.0 }
        + 1.2 * beside.centrality
        - 0.3 * counts.problem.min(2.0)
        - 0.4 * counts.figures.min(2.0)
        - 0.2 * counts.result.min(3.0)
        - if counts.is_tied || counts.is_more {
            1.0
        } else if cues.has(Cues::MORE) {
            0.5
        } else {
            0.0
        }
        // `Through an analysis of …, we propose` is no result.
        - if counts.reports_results && act < Act::Brings { 1.0 } else { 0.0 }
        - if sentence.voice.is_others { 3.0 } else { 0.0 }
        - if sentence.is_offer {
            4.0
        } else if released {
            2.0
        } else {
            0.0
        }
        - if sentence.voice.is_about_others { 1.8 } else { 0.0 }
        - empty
        - if sentence.plain.starts_with(|c: char| c.is_ascii_digit() || c == '(') { 1.0 } else { 0.0 }
        - 0.25 * sentence.place.min(10) as f32
        - long
        - aside(sentence);
    Some(score)
}

/// For the innovations.
pub fn innovation(sentence: &Sentence, beside: Beside<'_>) -> f32 {
    let zone = match sentence.zone {
        Zone::Abstract => 1.4,
        // An introduction is about others wherever it is not about the paper.
        Zone::Introduction if sentence.voice.act.is_some() => 0.2,
        Zone::Method | Zone::Conclusion => -0.3,
        _ => return f32::MIN,
    };
    let (cues, counts) = (sentence.cues, sentence.counts);
    zone + 0.5 * counts.brings
        + if counts.acts { 0.6 } else { 0.0 }
        + 0.45 * counts.method.min(4.0)
        + 0.2 * counts.names.min(3.0)
        + if cues.has(Cues::ORDER) { 0.5 } else { 0.0 }
        + 1.2 * beside.centrality
        // `It has two key designs.` has no content of its own.
        - if sentence.length < 8 && !cues.has(Cues::WE) { 0.8 } else { 0.0 }
        - 0.6 * counts.problem.min(3.0)
        - 0.4 * counts.result.min(4.0)
        - 0.7 * counts.figures.min(3.0)
        - if counts.reports_results && counts.brings < 3.0 { 1.0 } else { 0.0 }
        - if beside.reports_results == Some(true) { 0.6 } else { 0.0 }
        - if sentence.is_offer { 3.0 } else { 0.0 }
        - before(beside)
        - tied(sentence)
        - aside(sentence)
}

/// For the results.
pub fn result(sentence: &Sentence, beside: Beside<'_>) -> f32 {
    let zone = match sentence.zone {
        Zone::Abstract => 1.6,
        Zone::Experiments => 0.7,
        Zone::Conclusion | Zone::Introduction => 0.2,
        _ => return f32::MIN,
    };
    let (cues, counts) = (sentence.cues, sentence.counts);
    let setup = cues.has(Cues::HARDWARE) && !cues.has(Cues::RIVAL);
    zone + 0.45 * counts.result.min(4.0)
        + 0.7 * counts.figures.min(3.0)
        + if cues.has(Cues::RIVAL) { 0.5 } else { 0.0 }
        + 0.15 * counts.names.min(3.0)
        + if counts.reports_results && counts.brings < 3.0 { 0.8 } else { 0.0 }
        - if beside.reports_results == Some(false) { 0.6 } else { 0.0 }
        + 0.6 * beside.centrality
        - 0.5 * counts.problem.min(3.0)
        - 0.5 * counts.brings
        - if setup { 1.5 } else { 0.0 }
        - if sentence.is_offer { 3.0 } else { 0.0 }
        - before(beside)
        - tied(sentence)
        - aside(sentence)
}

/// For the usage: what can be had where, what goes in and comes out, what it runs on and costs.
pub fn usage(sentence: &Sentence, beside: Beside<'_>) -> f32 {
    let zone = match sentence.zone {
        Zone::Abstract => 0.8,
        Zone::Setup => 0.8,
        Zone::Introduction | Zone::Experiments | Zone::Method | Zone::Conclusion => 0.4,
        Zone::Appendix => 0.0,
        Zone::Aside => return f32::MIN,
    };
    let (cues, counts) = (sentence.cues, sentence.counts);
    let both = |a: Cues, b: Cues| cues.has(a) && cues.has(b);
    let usage_score = if sentence.is_offer { 3.0 } else { 0.0 }
        + if both(Cues::HARDWARE, Cues::COST) && counts.figures > 0.0 {
            2.6
        } else if cues.has(Cues::HARDWARE) {
            1.6
        } else if cues.has(Cues::COST) && counts.figures > 0.0 {
            1.2
        } else {
            0.0
        }
        + if cues.has(Cues::OUTPUT) && names_input(sentence) { 1.5 } else { 0.0 };
    zone + usage_score
        - before(beside)
        - 0.4 * counts.problem.min(3.0)
        - 0.2 * counts.result.min(3.0)
        - tied(sentence)
        - aside(sentence)
}

/// Whether a sentence names the input of something.
fn names_input(sentence: &Sentence) -> bool {
    if !sentence.cues.has(Cues::INPUT)
        || !matches!(sentence.zone, Zone::Abstract | Zone::Introduction | Zone::Method)
    {
        return false;
    }
    let lower = sentence.plain.to_lowercase();
    let ways = [
        "as input",
        "as inputs",
        "input is",
        "inputs are",
        "given a ",
        "given an ",
        "takes a",
        "take a",
        "conditioned on",
        "输入",
        "给定",
    ];
    ways.iter().any(|way| lower.contains(way))
}

fn before(beside: Beside<'_>) -> f32 {
    if beside.is_before { 3.0 } else { 0.0 }
}

/// A sentence that leans on the one before reads worse alone; in an abstract, less so.
fn tied(sentence: &Sentence) -> f32 {
    match (sentence.counts.is_tied, sentence.zone) {
        (true, Zone::Abstract) => 0.5,
        (true, _) => 1.0,
        _ => 0.0,
    }
}

fn aside(sentence: &Sentence) -> f32 {
    let only_points = [
        "presented in",
        "shown in",
        "reported in",
        "listed in",
        "given in",
        "details in",
        "described in",
        "summarized in",
        "provided in",
    ];
    let pointing = match sentence.cues.has(Cues::ASIDE) {
        true if only_points.iter().any(|words| sentence.plain.contains(words)) => 2.5,
        true => 1.0,
        false => 0.0,
    };
    let asides = [
        "For example",
        "For instance",
        "Note that",
        "Recall",
        "Suppose",
        "Consider ",
        "Let ",
        "例如",
        "注意",
    ];
    let others = if sentence.plain.contains("et al.") { 1.0 } else { 0.0 };
    pointing
        + others
        + if asides.iter().any(|start| sentence.plain.starts_with(start)) { 1.0 } else { 0.0 }
}
