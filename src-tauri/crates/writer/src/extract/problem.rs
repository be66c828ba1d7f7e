//! Problems that an abstract states after it has named the contribution.
//!
//! `We present Heron. Birds are often counted by hand. However, this is slow. To address this, we
//! …`: the sentences between are background, although they are after the first one that speaks
//! of the paper.

use super::cues::Cues;
use super::sentence::{Sentence, is_name};
use super::verbs::Act;
use super::zone::Zone;

/// How a sentence begins that answers a problem stated before it.
const ANSWERS: [&str; 24] = [
    "to address",
    "to tackle",
    "to overcome",
    "to bridge",
    "to mitigate",
    "to solve",
    "to resolve",
    "to close",
    "to fill",
    "to remedy",
    "to alleviate",
    "to circumvent",
    "to counter",
    "to combat",
    "to this end",
    "to that end",
    "in response",
    "we address",
    "we tackle",
    "we overcome",
    "we solve",
    "we resolve",
    "为此",
    "针对",
];

/// Sentences of the abstract on the need for the paper, after the first one about the paper;
/// `contribution` is the sentence that states the contribution, `name` is its name in the title.
///
/// These are the sentences from one that names a problem up to its answer, as far as they are not
/// about the paper, and those between an aim or a finding on others and the contribution.
pub fn problems_beside(
    sentences: &[Sentence],
    contribution: Option<usize>,
    name: Option<&str>,
) -> Vec<usize> {
    let in_abstract =
        || sentences.iter().enumerate().filter(|(_, sentence)| sentence.zone == Zone::Abstract);
    let mut problems = Vec::new();
    let mut run: Option<usize> = None;
    for (at, sentence) in in_abstract() {
        if sentence.voice.act.is_some() || sentence.cues.has(Cues::SUBJECT) {
            if let Some(from) = run.take().filter(|_| is_answer(sentence)) {
                problems.extend(from..at);
            }
        } else if (sentence.counts.problem >= 1.0 || sentence.voice.is_others)
            && !is_compared(sentence)
        {
            run = run.or(Some(at));
        }
    }
    let brings = |sentence: &Sentence| match sentence.voice.act {
        Some(Act::Finds) => !sentence.voice.is_about_others,
        act => act >= Some(Act::Names),
    };
    let first = in_abstract().find(|(_, sentence)| brings(sentence)).map(|(at, _)| at);
    if let Some(own) = contribution.filter(|&own| sentences[own].zone == Zone::Abstract) {
        problems.extend(
            in_abstract().map(|(at, _)| at).filter(|&at| at < own.min(first.unwrap_or(own))),
        );
    }
    let own_names = |at: usize| {
        in_abstract()
            .take_while(move |(other, _)| *other < at)
            .filter(|(_, sentence)| brings(sentence))
    };
    problems.retain(|&at| {
        let begins = sentences[at].plain.split(' ').next().unwrap_or_default();
        let is_named =
            is_name(begins) && own_names(at).any(|(_, sentence)| sentence.plain.contains(begins));
        !is_named && !is_compared(&sentences[at]) && !is_own(&sentences[at], name)
    });
    problems
}

/// `Unlike existing methods, the gate …` is about the gate.
fn is_compared(sentence: &Sentence) -> bool {
    [
        "Unlike ",
        "Compared ",
        "In contrast to ",
        "Instead of ",
        "Beyond ",
        "Moving beyond ",
        "与现有",
        "不同于",
    ]
    .iter()
    .any(|start| sentence.plain.starts_with(start))
}

fn is_answer(sentence: &Sentence) -> bool {
    let start: String = sentence.plain.chars().take(16).collect::<String>().to_lowercase();
    let acts =
        sentence.voice.act.is_some_and(|act| act >= Act::Works) || sentence.cues.has(Cues::SUBJECT);
    acts && ANSWERS.iter().any(|answer| start.starts_with(answer))
}

/// Whether a sentence speaks of the authors, of their paper or of what the title calls their thing.
fn is_own(sentence: &Sentence, name: Option<&str>) -> bool {
    let is_named = || name.is_some_and(|name| sentence.plain.to_lowercase().contains(name));
    sentence.voice.act.is_some()
        || sentence.voice.names_paper
        || sentence.cues.has(Cues::WE)
        || is_named()
}
