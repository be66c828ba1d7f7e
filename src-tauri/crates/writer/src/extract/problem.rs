//! Problems that an abstract tells after it has named what the paper brings.
//!
//! `We present Heron. Birds are often counted by hand. However, this is slow. To address this, we …`: the sentences between are
//! background, although they stand behind the first one that speaks of the paper.

use super::cues::Cues;
use super::sentence::Sentence;
use super::verbs::Act;
use super::zone::Zone;

/// How a sentence begins that answers a problem told before it.
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

/// Sentences of the abstract that tell a problem which a later sentence answers: from the first that names a problem up to the
/// answer, as far back as nobody speaks of the paper.
pub fn told_before_answers(sentences: &[Sentence]) -> Vec<usize> {
    let mut problems = Vec::new();
    let mut run: Option<usize> = None;
    for (at, sentence) in sentences.iter().enumerate() {
        let tells_problem = sentence.zone == Zone::Abstract && (sentence.counts.problem >= 1.0 || sentence.voice.is_others);
        if sentence.zone != Zone::Abstract || sentence.voice.act.is_some() || sentence.cues.has(Cues::SUBJECT) {
            if let Some(from) = run.take().filter(|_| is_answer(sentence)) {
                problems.extend(from..at);
            }
        } else if tells_problem {
            run = run.or(Some(at));
        }
    }
    problems
}

fn is_answer(sentence: &Sentence) -> bool {
    let start: String = sentence.plain.chars().take(16).collect::<String>().to_lowercase();
    let acts = sentence.voice.act.is_some_and(|act| act >= Act::Works) || sentence.cues.has(Cues::SUBJECT);
    sentence.zone == Zone::Abstract && acts && ANSWERS.iter().any(|answer| start.starts_with(answer))
}

/// Whether a sentence speaks of the authors, of their paper or of what the title calls their thing.
pub fn is_own(sentence: &Sentence, name: Option<&str>) -> bool {
    let is_named = || name.is_some_and(|name| sentence.plain.to_lowercase().contains(name));
    sentence.voice.act.is_some() || sentence.voice.names_paper || sentence.cues.has(Cues::WE) || is_named()
}
