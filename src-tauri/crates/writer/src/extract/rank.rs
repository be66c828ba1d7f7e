//! Ranks the central sentences of a paper, and finds those with the same content.

use super::read::ArticleContent;
use super::sentence::Sentence;
use super::words::{WordMap, each_word, stem};
use super::zone::Zone;

/// How close each sentence is to the paper's centroid, and what has been taken.
#[derive(Debug)]
pub struct Ranked {
    /// From 0 to 1, for each sentence.
    pub centrality: Vec<f32>,
    taken: Vec<Vec<u64>>,
}

/// The share of a sentence's words in another one of about its length, or in any other one, from
/// which it counts as a repetition.
const REPEATED_SHARE: f32 = 0.65;
const REPEATED_SHARE_WITHIN: f32 = 0.85;
/// What a sentence's score weighs against its being unlike those taken.
const LAMBDA: f32 = 0.75;
/// The largest number of best sentences that are compared with each other.
const MAX_COMPARED: usize = 30;

impl Ranked {
    /// Measures all sentences.
    pub fn of(content: &ArticleContent<'_>, title: &str) -> Self {
        let sentences = &content.sentences;
        let mut weights: WordMap<(f32, f32)> = WordMap::default();
        for sentence in sentences {
            let weight = match sentence.zone {
                Zone::Abstract => 3.0,
                Zone::Introduction | Zone::Conclusion => 1.5,
                Zone::Appendix | Zone::Aside => 0.2,
                _ => 1.0,
            };
            for word in &sentence.words {
                let (often, sentences) = weights.entry(*word).or_default();
                *often += weight;
                *sentences += 1.0;
            }
        }
        each_word(title, |word, _| {
            if let Some((often, _)) = weights.get_mut(&stem(word)) {
                *often *= 2.0;
            }
        });
        let all = sentences.len() as f32;
        let value = |word: &u64| {
            weights
                .get(word)
                .map_or(0.0, |(often, in_sentences)| often * (1.0 + all / in_sentences).ln())
        };
        let mut centrality: Vec<f32> = sentences
            .iter()
            .map(|sentence| {
                sentence.words.iter().map(value).sum::<f32>() / (sentence.words.len() as f32 + 5.0)
            })
            .collect();
        let max_centrality = centrality.iter().copied().fold(f32::MIN_POSITIVE, f32::max);
        centrality.iter_mut().for_each(|value| *value /= max_centrality);
        Self { centrality, taken: Vec::new() }
    }

    /// Whether a sentence repeats one that was taken before.
    pub fn is_taken(&self, words: &[u64]) -> bool {
        self.taken.iter().any(|taken| is_same(taken, words))
    }

    /// Notes that a sentence is taken.
    pub fn take(&mut self, words: &[u64]) {
        self.taken.push(words.to_vec());
    }

    /// Takes the best of the scored sentences without repetitions, in the order of the paper.
    pub fn choose(
        &mut self,
        sentences: &[Sentence],
        mut scored: Vec<(usize, f32)>,
        max_sentences: usize,
        least: f32,
    ) -> Vec<usize> {
        scored.retain(|&(at, score)| score >= least && sentences[at].is_fit);
        scored.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        scored.truncate(MAX_COMPARED);
        let best = scored.first().map_or(1.0, |&(_, score)| score.max(f32::MIN_POSITIVE));
        let mut chosen = Vec::new();
        while chosen.len() < max_sentences {
            scored.retain(|&(at, _)| !self.is_taken(&sentences[at].words));
            let marginal = |&(at, score): &(usize, f32)| {
                let alike = self
                    .taken
                    .iter()
                    .map(|taken| likeness(taken, &sentences[at].words))
                    .fold(0.0, f32::max);
                LAMBDA * score / best - (1.0 - LAMBDA) * alike
            };
            let Some(next) = scored
                .iter()
                .map(|each| (each.0, marginal(each)))
                .reduce(|a, b| if b.1 > a.1 { b } else { a })
            else {
                break;
            };
            self.take(&sentences[next.0].words);
            chosen.push(next.0);
        }
        chosen.sort_unstable();
        chosen
    }
}

fn shared(a: &[u64], b: &[u64]) -> f32 {
    let (mut a, mut b, mut count) = (a.iter().peekable(), b.iter().peekable(), 0.0);
    while let (Some(x), Some(y)) = (a.peek(), b.peek()) {
        match x.cmp(y) {
            std::cmp::Ordering::Less => _ = a.next(),
            std::cmp::Ordering::Greater => _ = b.next(),
            std::cmp::Ordering::Equal => {
                count += 1.0;
                a.next();
                b.next();
            }
        }
    }
    count
}

fn likeness(a: &[u64], b: &[u64]) -> f32 {
    shared(a, b) / (a.len() as f32 * b.len() as f32).sqrt().max(1.0)
}

fn is_same(a: &[u64], b: &[u64]) -> bool {
    let least = a.len().min(b.len());
    let shared = shared(a, b);
    least > 0
        && (shared >= REPEATED_SHARE_WITHIN * least as f32
            || shared >= REPEATED_SHARE * a.len().max(b.len()) as f32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_contained_in_another_is_the_same() {
        assert!(is_same(&[1, 2, 3, 4], &[1, 2, 3, 4, 5, 6, 7]));
        assert!(is_same(&[1, 2, 3, 4, 5, 6], &[1, 2, 3, 4, 8, 9]));
        assert!(!is_same(&[1, 2, 3, 4, 5, 6], &[1, 2, 3, 4, 8, 9, 10, 11, 12]));
        assert!(!is_same(&[1, 2, 3, 4], &[1, 2, 8, 9]));
        assert!(!is_same(&[], &[1]));
    }

    #[test]
    fn likeness_counts_what_is_shared() {
        assert_eq!(likeness(&[1, 2], &[1, 2]), 1.0);
        assert_eq!(likeness(&[1, 2], &[3, 4]), 0.0);
    }
}
