//! The sentences of each section.

use super::cues::Cues;
use super::problem;
use super::rank::Ranked;
use super::read::{ArticleContent, Listed};
use super::score::{self, Beside};
use super::zone::Zone;
use paperboy_paper::article::Text;
use std::ops::Range;

/// The sentences for the four sections that consist of sentences, as indices.
#[derive(Debug, Default)]
pub struct Chosen<'a> {
    /// One sentence.
    pub contribution: Option<usize>,
    /// Points: a label and their sentences.
    pub innovations: Vec<(Option<&'a Text>, Range<usize>)>,
    /// Sentences.
    pub results: Vec<usize>,
    /// Sentences.
    pub usage: Vec<usize>,
}

/// The most points of innovation in a report.
const MAX_INNOVATIONS: usize = 5;
/// The most sentences of results.
const MAX_RESULTS: usize = 4;
/// The most sentences of usage beside the addresses.
const MAX_USAGES: usize = 4;
const MIN_INNOVATION_SCORE: f32 = 1.8;
const MIN_RESULT_SCORE: f32 = 1.9;
const MIN_USAGE_SCORE: f32 = 1.9;
/// The longest point of a list in bytes; of a longer one only its first sentences are taken.
const MAX_POINT_BYTES: usize = 600;

/// Chooses what each section shows.
pub fn choose<'a>(
    content: &ArticleContent<'a>,
    ranked: &mut Ranked,
    name: Option<&str>,
) -> Chosen<'a> {
    let sentences = &content.sentences;
    // The abstract's text before its first sentence on the paper itself is about others.
    let turn = sentences
        .iter()
        .position(|sentence| sentence.zone == Zone::Abstract && sentence.voice.act.is_some());
    // An abstract gives its method first and then its results.
    let results_from = sentences.iter().enumerate().position(|(at, sentence)| {
        let counts = sentence.counts;
        let has_result = counts.figures >= 1.0 && counts.result >= 1.0
            || counts.reports_results && counts.result >= 2.0;
        sentence.zone == Zone::Abstract
            && has_result
            && counts.brings < 3.0
            && turn.is_none_or(|turn| at > turn)
    });
    let beside = |at: usize, is_before: bool| Beside {
        centrality: ranked.centrality[at],
        is_before,
        reports_results: results_from
            .filter(|_| sentences[at].zone == Zone::Abstract)
            .map(|from| at >= from),
        name,
    };
    let best = |scores: &mut dyn Iterator<Item = (usize, f32)>| {
        scores.reduce(|a, b| if b.1 > a.1 { b } else { a })
    };
    let fit =
        || sentences.iter().enumerate().filter(|(_, sentence)| sentence.is_fit && !sentence.loose);
    let whole =
        sentences.iter().enumerate().filter(|(_, sentence)| sentence.is_whole && !sentence.loose);
    let contribution = best(&mut whole.filter_map(|(at, sentence)| {
        Some((at, score::contribution(sentence, beside(at, false))?))
    }));
    let is_before = |at: usize| {
        let sentence = &sentences[at];
        sentence.voice.is_others
            || sentence.zone == Zone::Abstract && turn.is_some_and(|turn| at < turn)
    };
    let scores: Vec<[f32; 3]> = (0..sentences.len())
        .map(|at| {
            let beside = beside(at, is_before(at));
            [
                score::innovation(&sentences[at], beside),
                score::result(&sentences[at], beside),
                score::usage(&sentences[at], beside),
            ]
        })
        .collect();

    let mut chosen = Chosen { contribution: contribution.map(|(at, _)| at), ..Chosen::default() };
    if let Some(at) = chosen.contribution {
        ranked.take(&sentences[at].words);
    }
    let listed = contributions(content, ranked);
    chosen.innovations = listed;

    let results = |least: f32| {
        let mut scored = Vec::new();
        for (at, sentence) in fit() {
            let [innovation, result, _] = scores[at];
            if result >= least && (result > innovation || sentence.zone == Zone::Experiments) {
                scored.push((at, result));
            }
        }
        scored
    };
    chosen.results =
        ranked.choose(sentences, results(MIN_RESULT_SCORE), MAX_RESULTS, MIN_RESULT_SCORE);
    if chosen.results.is_empty() {
        chosen.results = ranked.choose(sentences, results(1.4), 1, 1.4);
    }

    let offers = sentences
        .iter()
        .enumerate()
        .filter(|(_, sentence)| sentence.is_offer)
        .map(|(at, _)| (at, scores[at][2]))
        .collect();
    let offered = ranked.choose(sentences, offers, 2, MIN_USAGE_SCORE);

    if chosen.innovations.len() < 2 {
        let problems = problem::problems_beside(sentences, chosen.contribution, name);
        let scored = fit()
            .filter(|(at, _)| !problems.contains(at))
            .map(|(at, _)| (at, scores[at][0]))
            .collect();
        let more = ranked.choose(
            sentences,
            scored,
            MAX_INNOVATIONS - chosen.innovations.len(),
            MIN_INNOVATION_SCORE,
        );
        chosen.innovations.extend(more.into_iter().map(|at| (None, at..at + 1)));
    }

    if chosen.innovations.is_empty() && chosen.results.len() > 1 {
        // Of several results, the one with the most about the method.
        let like = |at: usize| scores[at][0];
        if let Some(n) = (0..chosen.results.len())
            .reduce(|a, b| if like(chosen.results[b]) > like(chosen.results[a]) { b } else { a })
        {
            let at = chosen.results.remove(n);
            chosen.innovations.push((None, at..at + 1));
        }
    }

    let uses = fit().map(|(at, _)| (at, scores[at][2])).collect();
    chosen.usage = ranked.choose(sentences, uses, MAX_USAGES - offered.len(), MIN_USAGE_SCORE);
    chosen.usage.extend(offered);
    chosen.usage.sort_unstable();
    chosen
}

/// The points of the introduction's list of contributions, or the sentences that number them.
fn contributions<'a>(
    content: &ArticleContent<'a>,
    ranked: &mut Ranked,
) -> Vec<(Option<&'a Text>, Range<usize>)> {
    let sentences = &content.sentences;
    let announces = |list: &&Listed<'_>| {
        let lead = list.lead.map_or(0..0, |lead| lead.saturating_sub(1)..lead + 1);
        let announced =
            sentences[lead].iter().any(|sentence| sentence.cues.has(Cues::CONTRIBUTION));
        let bring = list
            .items
            .iter()
            .filter(|item| {
                sentences[item.sentences.clone()]
                    .iter()
                    .any(|sentence| sentence.counts.brings >= 1.0)
            })
            .count();
        list.items.len() >= 2
            && matches!(list.zone, Zone::Introduction | Zone::Abstract)
            && (announced || bring >= 2)
    };
    let mut points = Vec::new();
    if let Some(list) = content.lists.iter().find(announces) {
        for item in &list.items {
            let mut range = item.sentences.start..item.sentences.start;
            let mut bytes = 0;
            while range.end < item.sentences.end && sentences[range.end].is_fit {
                bytes += sentences[range.end].plain.len();
                if range.end > range.start && bytes > MAX_POINT_BYTES {
                    break;
                }
                range.end += 1;
            }
            push_point(content, ranked, item.label, range, &mut points);
        }
        return points;
    }
    let announced = sentences.iter().position(|sentence| {
        matches!(sentence.zone, Zone::Abstract | Zone::Introduction)
            && sentence.cues.has(Cues::CONTRIBUTION)
            && sentence.cues.has(Cues::WE)
    });
    let Some(announced) = announced else { return points };
    let zone = sentences[announced].zone;
    for (at, sentence) in sentences.iter().enumerate().skip(announced).take(12) {
        if sentence.zone == zone && sentence.is_fit && is_numbered(&sentence.plain) {
            push_point(content, ranked, None, at..at + 1, &mut points);
        }
    }
    points
}

fn push_point<'a>(
    content: &ArticleContent<'a>,
    ranked: &mut Ranked,
    label: Option<&'a Text>,
    range: Range<usize>,
    points: &mut Vec<(Option<&'a Text>, Range<usize>)>,
) {
    let mut words: Vec<u64> = content.sentences[range.clone()]
        .iter()
        .flat_map(|sentence| sentence.words.iter().copied())
        .collect();
    words.sort_unstable();
    words.dedup();
    let new = !words.is_empty()
        && !content.sentences[range.clone()]
            .iter()
            .any(|sentence| ranked.is_taken(&sentence.words));
    if new && points.len() < MAX_INNOVATIONS {
        ranked.take(&words);
        points.push((label, range));
    }
}

/// Whether a sentence begins with its number: `(1)`, `2)`, `First,`, `其一`.
fn is_numbered(text: &str) -> bool {
    let word = text.split([' ', ',', '，', '、', '：']).next().unwrap_or_default();
    let bare = word.trim_matches(['(', ')', '（', '）', '.', ':', '•']);
    let is_mark = word.len() > bare.len()
        && (bare.len() <= 2 && bare.bytes().all(|b| b.is_ascii_digit())
            || matches!(bare, "i" | "ii" | "iii" | "iv" | "v" | "a" | "b" | "c" | "d"));
    let words = [
        "first", "firstly", "second", "secondly", "third", "thirdly", "fourth", "finally", "lastly",
    ];
    is_mark
        || words.iter().any(|first| bare.eq_ignore_ascii_case(first))
        || ["首先", "其次", "第一", "第二", "第三", "最后"]
            .iter()
            .any(|first| text.starts_with(first))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_numbered_sentence_is_known_by_its_beginning() {
        for text in
            ["(1) We propose", "2) a loss", "First, we", "(iii) It", "第二，我们", "Finally, we"]
        {
            assert!(is_numbered(text), "{text}");
        }
        for text in ["We first propose", "A loss", "In 2020 we", "Firstborn"] {
            assert!(!is_numbered(text), "{text}");
        }
    }
}
