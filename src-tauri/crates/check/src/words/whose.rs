//! Whose result a text gives: the authors' own, or an earlier one of others.

use super::clause_before;
use std::ops::Range;

/// The most bytes between the words that name the owner and the figure.
const MAX_BEFORE_BYTES: usize = 120;

/// Who found something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Whose {
    Ours,
    Others,
}

/// Who found what follows, as a sentence about the paper says it in the same clause, and the word
/// that says so.
pub(crate) fn whose(before: &str) -> Option<(Whose, Range<usize>)> {
    const WORDS: [(&str, Whose); 14] = [
        ("我们", Whose::Ours),
        ("本文", Whose::Ours),
        ("this paper", Whose::Ours),
        ("this work", Whose::Ours),
        ("This paper", Whose::Ours),
        ("This work", Whose::Ours),
        ("此前", Whose::Others),
        ("先前", Whose::Others),
        ("以往", Whose::Others),
        ("前人", Whose::Others),
        ("previously", Whose::Others),
        ("earlier work", Whose::Others),
        ("previous work", Whose::Others),
        ("prior work", Whose::Others),
    ];
    let clause = clause_before(before, MAX_BEFORE_BYTES);
    let start = before.len() - clause.len();
    let mut found = WORDS.iter().filter_map(|(word, whose)| {
        let at = start + clause.find(word)?;
        Some((*whose, at..at + word.len()))
    });
    // `lower than in previous work` is of a third one.
    found.next().filter(|_| found.next().is_none() && !super::compares(clause))
}

/// Whether a sentence of the paper goes over from what others found to what its authors did:
/// `, whereas we obtain`.
pub(crate) fn turns_to_ours(between: &str) -> bool {
    let lower = between.to_lowercase();
    let turns = ["whereas", "while", "but", "而"].iter().find_map(|word| lower.split_once(word));
    turns.is_some_and(|(_, behind)| {
        behind.trim_start().starts_with("we ") || behind.trim_start().starts_with("我们")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_says_who_found_something() {
        for (before, expected) in [
            ("Väth 此前得到的质量是 ", Some(Whose::Others)),
            ("Earlier, in previous work, the mass was ", None),
            ("The mass that was previously found is ", Some(Whose::Others)),
            ("本文得到的质量是 ", Some(Whose::Ours)),
            ("This work finds a mass of ", Some(Whose::Ours)),
            ("本文的质量高于此前的 ", None),
            ("质量是 ", None),
        ] {
            assert_eq!(whose(before).map(|(whose, _)| whose), expected, "{before}");
        }
        assert!(turns_to_ours(" km, whereas we obtain R=") && turns_to_ours("，而我们得到 "));
        assert!(!turns_to_ours(" km, whereas they obtain R=") && !turns_to_ours(" and "));
    }
}
