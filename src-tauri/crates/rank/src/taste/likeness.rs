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
    /// Of each word the papers that have it, as places in `keys`, and its value there.
    papers: Vec<Vec<(u32, f64)>>,
}

impl Liked {
    pub fn of<'v>(papers: impl Iterator<Item = (u64, &'v [Value])>, words: usize) -> Self {
        let mut liked = Self { keys: Vec::new(), papers: vec![Vec::new(); words] };
        for (key, values) in papers {
            for x in values {
                liked.papers[x.word as usize].push((liked.keys.len() as u32, x.value));
            }
            liked.keys.push(key);
        }
        liked
    }

    /// The liked paper that is nearest to this one and is not itself.
    pub fn nearest(&self, key: u64, values: &[Value]) -> Option<Like> {
        let mut likeness = vec![0.0; self.keys.len()];
        for x in values {
            for (paper, value) in self.papers.get(x.word as usize).into_iter().flatten() {
                likeness[*paper as usize] += x.value * value;
            }
        }
        let others = self.keys.iter().zip(likeness).filter(|(other, _)| **other != key);
        // Among equals the newer paper, which has the higher key.
        let nearest = others.max_by(|(key_a, a), (key_b, b)| a.total_cmp(b).then(key_a.cmp(key_b)));
        nearest
            .map(|(key, likeness)| Like { key: *key, likeness })
            .filter(|like| like.likeness >= MIN_LIKENESS)
    }
}
