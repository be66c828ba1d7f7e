//! Hits of several kinds in one order.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

/// A place counts 1 / (10 + place). The usual 60 of reciprocal rank fusion makes all of the first
/// places worth the same, and both lists know better than that.
const FLAT: f64 = 10.0;
/// A place by meaning counts half: words find more when each is alone. Both constants are those that
/// found the most on the queries of `make bench S=recall`, the ones held back included.
const WORTH_OF_MEANING: f64 = 0.5;
/// The smallest number of characters (of a script without spaces) or of words of a query that
/// describes something.
const MIN_DESCRIPTION_CHARS: usize = 8;
const MIN_DESCRIPTION_WORDS: usize = 4;

/// The hits in one order: first the strict hits as they are, and then the looser hits and the hits
/// by meaning, the best of both first. Each key once.
pub fn fused(strict: &[u64], looser: &[u64], meaning: &[u64]) -> Vec<u64> {
    let known: HashSet<u64> = strict.iter().copied().collect();
    let mut worth: HashMap<u64, f64> = HashMap::new();
    for (keys, factor) in [(looser, 1.0), (meaning, WORTH_OF_MEANING)] {
        let mut seen = HashSet::new();
        let new = keys.iter().filter(|key| !known.contains(key) && seen.insert(**key));
        for (place, key) in new.enumerate() {
            *worth.entry(*key).or_default() += factor / (FLAT + place as f64 + 1.0);
        }
    }
    let mut others: Vec<(u64, f64)> = worth.into_iter().collect();
    // Among equals the newer paper, which has the higher key.
    others.sort_by(|(a, worth_a), (b, worth_b)| {
        worth_b.total_cmp(worth_a).then(Reverse(a).cmp(&Reverse(b)))
    });
    strict.iter().copied().chain(others.into_iter().map(|(key, _)| key)).collect()
}

/// Whether a query is long enough to describe a paper: terms of a few characters are noise to an
/// encoder.
pub fn is_description(query: &str) -> bool {
    is_chinese_description(query) || query.split_whitespace().count() >= MIN_DESCRIPTION_WORDS
}

/// Whether a query describes a paper in Chinese (or Japanese), of which English texts have no word.
pub fn is_chinese_description(query: &str) -> bool {
    let characters = query.chars().filter(|c| matches!(c, '\u{3040}'..='\u{9FFF}')).count();
    characters >= MIN_DESCRIPTION_CHARS
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// No strict hit is moved down by other hits.
        #[test]
        fn no_exact_hit_is_placed_lower(
            strict in prop::collection::btree_set(0..50_u64, 0..20),
            looser in prop::collection::vec(0..80_u64, 0..40),
            meaning in prop::collection::vec(0..80_u64, 0..40),
        ) {
            let strict: Vec<u64> = strict.into_iter().rev().collect();
            let all = fused(&strict, &looser, &meaning);
            prop_assert_eq!(&all[..strict.len()], strict.as_slice());
            let each: HashSet<u64> = all.iter().copied().collect();
            prop_assert_eq!(each.len(), all.len(), "each key is there once");
            let wanted: HashSet<u64> =
                strict.iter().chain(&looser).chain(&meaning).copied().collect();
            prop_assert_eq!(each, wanted, "and none is lost");
        }
    }

    #[test]
    fn what_both_find_comes_before_what_one_finds_and_meaning_counts_half() {
        assert_eq!(fused(&[9], &[1, 2], &[3, 2, 9]), [9, 2, 1, 3]);
        assert_eq!(fused(&[], &[], &[]), [0; 0]);
    }

    #[test]
    fn only_long_queries_describe() {
        assert!(
            is_description("把糊的视频变清楚") && is_description("making blurry footage sharp")
        );
        assert!(is_chinese_description("把糊的视频变清楚"));
        assert!(!is_chinese_description("making blurry footage sharp"));
        assert!(
            !is_description("扩散模型")
                && !is_description("video diffusion")
                && !is_description("")
        );
    }
}
