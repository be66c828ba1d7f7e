//! The paper's field: arXiv's subjects, keywords, else what its title and abstract keep naming.
//!
//! Where there are no keywords they are extracted as by RAKE (Rose et al., 2010): runs of words
//! between stop words and marks are candidates, and the words' own frequency ranks them. What the
//! title names counts for more.

use super::category;
use super::cues::Cues;
use super::sentence::{Sentence, is_name};
use super::words::{WordMap, is_han, stem};
use crate::Source;
use paperboy_paper::article::Text;

const MAX_SUBJECTS: usize = 2;
const MAX_KEYWORDS: usize = 5;
/// The most bytes of a title that are read.
const MAX_TITLE_BYTES: usize = 2_000;
/// Characters a keyword may have.
const MAX_KEYWORD_CHARS: usize = 60;
/// The most candidates that are weighed.
const MAX_PHRASES: usize = 300;
/// Words a candidate may have.
const WORDS: std::ops::RangeInclusive<usize> = 2..=4;

/// The field on one line of Markdown, in parts that [`paperboy_report::domain_chips`]
/// distinguishes.
pub fn domain(source: &Source<'_>, abstract_text: &str) -> Option<String> {
    let article = source.article;
    let subjects = article.map(|article| article.subjects.as_slice()).unwrap_or_default();
    let subjects: Vec<String> = subjects
        .iter()
        .take(MAX_SUBJECTS)
        .map(|subject| one_line(&category::with_name(subject)))
        .collect();
    let listed_keywords = article
        .map(|article| article.keywords.as_slice())
        .filter(|keywords| !keywords.is_empty())
        .unwrap_or(source.keywords);
    let mut keywords: Vec<String> = Vec::new();
    for keyword in listed_keywords
        .iter()
        .map(|keyword| one_line(keyword))
        .filter(|keyword| (2..=MAX_KEYWORD_CHARS).contains(&keyword.chars().count()))
    {
        if keywords.len() < MAX_KEYWORDS
            && !keywords.iter().any(|known| known.eq_ignore_ascii_case(&keyword))
        {
            keywords.push(keyword);
        }
    }
    let title = &source.title[..source.title.floor_char_boundary(MAX_TITLE_BYTES)];
    if keywords.is_empty() {
        keywords = phrases(title, abstract_text);
    }
    if keywords.is_empty() && subjects.is_empty() {
        keywords = Some(one_line(without_name(title)))
            .filter(|title| !title.is_empty())
            .into_iter()
            .collect();
    }
    let parts = [subjects.join(" / "), keywords.join(", ")];
    let text =
        parts.iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join(" - ");
    // Invisible characters are no name of a field.
    text.contains(char::is_alphanumeric).then(|| Text::words(&text).markdown())
}

fn one_line(text: &str) -> String {
    text.split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .trim_matches([',', ';', '.', '-', ' '])
        .to_owned()
}

/// What the title calls the thing it brings, in lower case: `kite` of `Kite: Flying Models`, or of
/// `KiteNet` alone.
pub fn name(title: &str) -> Option<String> {
    let Some((head, _)) = title.split_once([':', '：']) else {
        let word = title.trim();
        let capitals = word.chars().filter(|c| c.is_uppercase() || c.is_ascii_digit()).count();
        let is_name = capitals >= 2 && word.chars().all(|c| c.is_alphanumeric() || c == '-');
        return (is_name && (3..=30).contains(&word.len())).then(|| word.to_lowercase());
    };
    let head = head.split(['&', ',', '(']).next().unwrap_or(head).trim().to_lowercase();
    ((3..=30).contains(&head.len()) && head.split_whitespace().count() <= 3).then_some(head)
}

/// The same where the abstract uses it as a name: it writes `Kite` as the title does, and never
/// `kite`. An overview is named after its subject, which it does not bring.
pub fn name_in_use<'a>(
    title: &str,
    sentences: impl Iterator<Item = &'a Sentence>,
) -> Option<String> {
    let report = ["technical report", "Technical Report", "Technical report"];
    let report = report.iter().find_map(|report| title.trim().strip_suffix(report));
    let titled = report.map(|head| format!("{}:", head.trim()));
    let title = titled.as_deref().unwrap_or(title.trim());
    let name = name(title)?;
    let rest = without_name(title).to_lowercase();
    if ["survey", "review", "overview", "tutorial", "perspective"]
        .iter()
        .any(|kind| rest.contains(kind))
    {
        return None;
    }
    let shown = title.get(..name.len()).filter(|shown| shown.chars().any(char::is_uppercase))?;
    let (mut is_used, mut is_word) = (false, false);
    for sentence in sentences {
        is_used |= sentence.plain.contains(shown);
        is_word |= sentence.plain.contains(&name);
    }
    (is_used && !is_word).then_some(name)
}

/// `Flying Models` of `Kite: Flying Models`.
fn without_name(title: &str) -> &str {
    let rest = title.split_once([':', '：']).map(|(_, rest)| rest.trim());
    rest.filter(|rest| !rest.is_empty() && name(title).is_some()).unwrap_or(title)
}

/// Phrases that the title and the abstract keep naming, the best first.
fn phrases(title: &str, abstract_text: &str) -> Vec<String> {
    let mut frequency: WordMap<f32> = WordMap::default();
    // A phrase in the title, or a repeated one, names the field; a phrase that occurs once may be
    // anything.
    let mut phrases: Vec<Phrase<'_>> = Vec::new();
    for (text, weight) in [(without_name(title), 3.0), (abstract_text, 1.0)] {
        for (words, is_abbreviated) in runs(text) {
            for word in &words {
                *frequency.entry(stem(&word.to_lowercase())).or_default() += weight;
            }
            let words = without_gerund(words);
            // In English the last words of a long name are its head.
            let words = &words[words.len().saturating_sub(*WORDS.end())..];
            if !WORDS.contains(&words.len()) {
                continue;
            }
            let weight = if is_abbreviated { weight + 1.0 } else { weight };
            let stems: Vec<u64> = words.iter().map(|word| stem(&word.to_lowercase())).collect();
            match phrases.iter().position(|known| known.stems == stems) {
                Some(at) => phrases[at].count += weight,
                None if phrases.len() < MAX_PHRASES => {
                    phrases.push(Phrase { words: words.to_vec(), stems, count: weight })
                }
                None => {}
            }
        }
    }
    let value = |phrase: &Phrase<'_>| {
        let words: f32 = phrase.stems.iter().filter_map(|stem| frequency.get(stem)).sum();
        phrase.count.sqrt() * words / phrase.stems.len() as f32
    };
    phrases.retain(|phrase| phrase.count >= 2.0);
    phrases.sort_by(|a, b| value(b).total_cmp(&value(a)));
    let mut best: Vec<Phrase<'_>> = Vec::new();
    for phrase in phrases {
        let shared = |known: &Phrase<'_>| {
            phrase.stems.iter().filter(|stem| known.stems.contains(stem)).count()
        };
        if best.len() < MAX_KEYWORDS
            && best.iter().all(|known| shared(known) * 2 <= phrase.stems.len())
        {
            best.push(phrase);
        }
    }
    let shown =
        |phrase: Phrase<'_>| phrase.words.into_iter().map(as_keyword).collect::<Vec<_>>().join(" ");
    best.into_iter()
        .map(shown)
        .filter(|phrase| phrase.chars().count() <= MAX_KEYWORD_CHARS)
        .collect()
}

/// Words that occur together, and how often.
struct Phrase<'a> {
    words: Vec<&'a str>,
    stems: Vec<u64>,
    count: f32,
}

/// Capitals of a title go, capitals of a name stay.
fn as_keyword(word: &str) -> String {
    let is_name = word.split('-').any(is_name) || word.chars().all(char::is_uppercase);
    if is_name { word.to_owned() } else { word.to_lowercase() }
}

/// `Repurposing Video Diffusion` names video diffusion.
fn without_gerund(mut run: Vec<&str>) -> Vec<&str> {
    let is_long = run.len() > *WORDS.start();
    if is_long
        && run.first().is_some_and(|word| {
            word.len() > 5 && !word.contains('-') && word.to_lowercase().ends_with("ing")
        })
    {
        run.remove(0);
    }
    run
}

/// Runs of words between stop words and marks, and whether an abbreviation in brackets follows.
/// Chinese has no blanks to cut at and gives none.
fn runs(text: &str) -> Vec<(Vec<&str>, bool)> {
    let mut runs = Vec::new();
    let mut run = Vec::new();
    for token in text.split_whitespace() {
        let word = token.trim_matches(|c: char| !c.is_alphanumeric());
        let lower = word.to_lowercase();
        let kinds = Cues::of(&lower);
        let breaks = kinds.has(
            Cues::STOP
                .and(Cues::PROPOSE)
                .and(Cues::PROBLEM)
                .and(Cues::AVAILABLE)
                .and(Cues::TIE)
                .and(Cues::STUDY)
                .and(Cues::ORDER),
        ) || lower.ends_with("ly")
            || is_verb(&lower);
        let is_word = word.chars().count() > 1
            && !breaks
            && !word.contains(['/', '\\', '$', '^', '_', '=', '@'])
            && !word.chars().any(is_han);
        let is_number = word.chars().next().is_some_and(|c| c.is_ascii_digit());
        if is_word && !is_number && token.starts_with(word) {
            run.push(word);
        }
        if !is_word || is_number || !token.ends_with(word) || !token.starts_with(word) {
            let is_abbreviated = token.starts_with('(') && is_name(word);
            runs.extend(
                Some((std::mem::take(&mut run), is_abbreviated)).filter(|(run, _)| !run.is_empty()),
            );
            if is_word && !is_number && token.ends_with(word) {
                run.push(word);
            }
        }
    }
    runs.extend(Some((run, false)).filter(|(run, _)| !run.is_empty()));
    runs
}

/// Words of results and methods that are no nouns.
fn is_verb(lower: &str) -> bool {
    let kinds = Cues::of(lower);
    kinds.has(Cues::RESULT.and(Cues::METHOD).and(Cues::OUTPUT))
        && (lower.ends_with('s') && !lower.ends_with("ss")
            || lower.ends_with("ed")
            || lower.ends_with("ve")
            || lower.ends_with("ize"))
        || matches!(
            lower,
            "achieving"
                | "enabling"
                | "leveraging"
                | "significant"
                | "extensive"
                | "various"
                | "multiple"
                | "diverse"
                | "different"
                | "promising"
                | "effective"
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_the_thing_is_before_the_colon() {
        assert_eq!(name("Kite-2: Flying Models"), Some("kite-2".to_owned()));
        assert_eq!(name("What We Talk About When We Fly: A Study"), None);
        assert_eq!(name("Flying Models"), None);
    }

    #[test]
    fn phrases_are_what_title_and_abstract_keep_naming() {
        let phrases = phrases(
            "Kite: Repurposing Video Diffusion for Glass Depth Estimation",
            "Glass is hard for depth estimation. We propose Kite. With video diffusion, glass depth estimation improves over the rest.",
        );
        assert_eq!(phrases[..2], ["glass depth estimation", "video diffusion"]);
        assert!(phrases.iter().all(|phrase| !phrase.contains("Kite")));
    }
}
