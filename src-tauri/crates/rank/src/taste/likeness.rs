//! The liked paper that is nearest to another one.

use super::vocabulary::Value;

/// From this likeness on two papers have something to do with each other.
const MIN_LIKENESS: f64 = 0.1;

/// A liked paper that a paper is like.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Like {
    /// The library's number for it.
    pub key: u64,
    /// The cosine of both: from 0 to 1.
    pub likeness: f64,
}

/// The liked papers, by their words.
#[derive(Debug)]
pub(super) struct Liked {
    keys: Vec<u64>,
    /// Where the papers of each word end in `papers`.
    ends: Vec<u32>,
    /// The papers that have a word, as places in `keys`, with its value there.
    papers: Vec<(u32, f32)>,
}

impl Liked {
    /// `words`: how many words there are.
    pub fn of(liked: &[(u64, &[Value])], words: usize) -> Self {
        let mut ends = vec![0_u32; words];
        for x in liked.iter().flat_map(|(_, values)| *values) {
            ends[x.word as usize] += 1;
        }
        // Where the papers of each word begin, which becomes where they end as they are put there.
        let mut sum = 0;
        for end in &mut ends {
            sum += std::mem::replace(end, sum);
        }
        let mut papers = vec![(0, 0.0); sum as usize];
        for (paper, (_, values)) in (0..).zip(liked) {
            for x in *values {
                let place = &mut ends[x.word as usize];
                papers[*place as usize] = (paper, x.value);
                *place += 1;
            }
        }
        Self { keys: liked.iter().map(|(key, _)| *key).collect(), ends, papers }
    }

    /// The liked paper that is nearest to this one and is not itself. `likeness` is memory that is
    /// used again.
    pub fn nearest(&self, key: u64, values: &[Value], likeness: &mut Vec<f32>) -> Option<Like> {
        likeness.clear();
        likeness.resize(self.keys.len(), 0.0);
        for x in values {
            let word = x.word as usize;
            let Some(end) = self.ends.get(word) else { continue };
            let start = if word == 0 { 0 } else { self.ends[word - 1] };
            for (paper, value) in &self.papers[start as usize..*end as usize] {
                likeness[*paper as usize] += x.value * value;
            }
        }
        let others = self.keys.iter().zip(likeness).filter(|(other, _)| **other != key);
        // Among equals the newer paper, which has the higher key.
        let nearest = others.max_by(|(key_a, a), (key_b, b)| a.total_cmp(b).then(key_a.cmp(key_b)));
        nearest
            .map(|(key, likeness)| Like { key: *key, likeness: f64::from(*likeness).min(1.0) })
            .filter(|like| like.likeness >= MIN_LIKENESS)
    }
}
