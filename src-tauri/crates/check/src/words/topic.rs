//! The topic of a text, in either language: its words that are neither words of change nor common
//! ones.

use super::turn::turns;
use crate::lexicon::{self, Word};
use crate::vocabulary::{self, Concept};

/// The fewest letters of a Latin word.
const MIN_LETTERS: usize = 3;
/// The same where a coincidence must be excluded.
const MIN_LETTERS_BY_CHANCE: usize = 5;
/// The most shared words that are counted.
const MAX_SHARED: usize = 4;
/// Words that are in any text.
const COMMON: [&str; 12] =
    ["that", "are", "was", "were", "has", "have", "which", "this", "these", "when", "only", "both"];

/// The words that show the topic of a text.
pub(super) fn topics(text: &str) -> Vec<Word> {
    let mut words = lexicon::words(text);
    words.retain(|word| {
        let written = text[word.range.clone()].to_ascii_lowercase();
        written.len() >= MIN_LETTERS
            && written.bytes().any(|byte| !byte.is_ascii_digit() && byte != b'.')
            && turns(&written).is_empty()
            && !COMMON.contains(&written.as_str())
    });
    words
}

/// Whether two words are the same or mean the same.
pub(super) fn is_same(a: &Word, b: &Word) -> bool {
    a.stem == b.stem
        || a.is_latin != b.is_latin && a.lines.iter().any(|line| b.lines.contains(line))
}

/// How many longer words two texts share, four at most.
pub(crate) fn shared(text: &str, other: &str) -> u32 {
    let long = |text: &str| -> Vec<Word> {
        let mut words = topics(text);
        words.retain(|word| !word.is_latin || word.range.len() >= MIN_LETTERS_BY_CHANCE);
        words
    };
    let others = long(other);
    if others.is_empty() {
        return 0;
    }
    let own = long(text);
    own.iter().filter(|word| others.iter().any(|it| is_same(word, it))).take(MAX_SHARED).count()
        as u32
}

/// Whether two sentences name something that is the same: a measure, or a word that both have or
/// that means the same.
pub(crate) fn names_same(sentence: &str, there: &str) -> bool {
    let concepts = |text: &str| -> Vec<Concept> {
        vocabulary::concepts(text).into_iter().map(|(_, concept)| concept).collect()
    };
    let (own, others) = (topics(sentence), topics(there));
    let measured = concepts(there);
    own.iter().any(|word| others.iter().any(|it| is_same(word, it)))
        || concepts(sentence).iter().any(|measure| measured.contains(measure))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_of_two_languages_speak_of_the_same() {
        assert!(names_same("迎角超过 20 度后阻力增加", "above 20 degrees the drag falls"));
        assert!(!names_same("气温升高", "the cost falls"));
        assert_eq!(shared("the reservoir levels", "levels of the reservoir"), 2);
        assert_eq!(shared("径流与蒸发", "runoff and evaporation"), 2);
    }
}
