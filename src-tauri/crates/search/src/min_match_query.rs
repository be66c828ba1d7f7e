//! A query that matches papers in which at least `needed` of its groups match.

use tantivy::query::{EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::{DocId, DocSet, Score, SegmentReader, TERMINATED};

/// Matches papers in which at least `needed` of the groups match. A group matches where any of its
/// queries does; the scores of all of them are added.
#[derive(Debug)]
pub(crate) struct MinMatchQuery {
    pub groups: Vec<Vec<Box<dyn Query>>>,
    pub needed: usize,
}

impl Clone for MinMatchQuery {
    fn clone(&self) -> Self {
        let groups = self
            .groups
            .iter()
            .map(|group| group.iter().map(|query| query.box_clone()).collect())
            .collect();
        Self { groups, needed: self.needed }
    }
}

impl Query for MinMatchQuery {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let weights = |group: &Vec<Box<dyn Query>>| {
            group.iter().map(|query| query.weight(scoring)).collect::<Result<_, _>>()
        };
        Ok(Box::new(MinMatchWeight {
            groups: self.groups.iter().map(weights).collect::<Result<_, _>>()?,
            needed: self.needed,
        }))
    }
}

struct MinMatchWeight {
    groups: Vec<Vec<Box<dyn Weight>>>,
    needed: usize,
}

/// The groups that match a paper, and the sum of their scores.
#[derive(Clone, Copy, Default)]
struct Tally {
    score: Score,
    /// The number of groups that match the paper, and the number of the last one, from 1.
    groups: u16,
    last: u16,
}

impl Tally {
    fn add(&mut self, group: u16, score: Score) {
        self.score += score;
        if self.last != group {
            self.last = group;
            self.groups += 1;
        }
    }
}

impl Weight for MinMatchWeight {
    /// One group after the other, the rarest first. Once the remaining groups are too few to match
    /// a paper alone, they are only applied to the papers that have already matched.
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let mut groups = Vec::with_capacity(self.groups.len());
        for weights in &self.groups {
            let scorers: Vec<Box<dyn Scorer>> = weights
                .iter()
                .map(|weight| weight.scorer(reader, boost))
                .collect::<Result<_, _>>()?;
            groups.push((
                scorers.iter().map(|scorer| u64::from(scorer.size_hint())).sum::<u64>(),
                scorers,
            ));
        }
        groups.sort_by_key(|(papers, _)| *papers);
        let open = (groups.len() + 1).saturating_sub(self.needed);
        let mut tallies = vec![Tally::default(); reader.max_doc() as usize];
        let mut documents: Vec<DocId> = Vec::new();
        for (number, (_, scorers)) in groups.iter_mut().enumerate() {
            let group = number as u16 + 1;
            if number == open {
                documents =
                    (0..reader.max_doc()).filter(|doc| tallies[*doc as usize].groups > 0).collect();
            }
            if number >= open {
                // Of those, only the ones that can still have enough.
                let left = self.groups.len() - number;
                documents
                    .retain(|doc| usize::from(tallies[*doc as usize].groups) + left >= self.needed);
            }
            for scorer in scorers {
                if number < open {
                    while scorer.doc() != TERMINATED {
                        tallies[scorer.doc() as usize].add(group, scorer.score());
                        scorer.advance();
                    }
                } else {
                    for &doc in &documents {
                        if scorer.doc() < doc {
                            scorer.seek(doc);
                        }
                        if scorer.doc() == doc {
                            tallies[doc as usize].add(group, scorer.score());
                        }
                    }
                }
            }
        }
        let enough = |doc: &DocId| usize::from(tallies[*doc as usize].groups) >= self.needed;
        let papers: Vec<(DocId, Score)> = (0..reader.max_doc())
            .filter(enough)
            .map(|doc| (doc, tallies[doc as usize].score))
            .collect();
        Ok(Box::new(PaperScorer::new(papers)))
    }

    fn explain(&self, _: &SegmentReader, _: DocId) -> tantivy::Result<Explanation> {
        Ok(Explanation::new("most of these", 1.0))
    }
}

/// The papers of a segment that match, by rising number, with their scores.
pub(crate) struct PaperScorer {
    papers: Vec<(DocId, Score)>,
    at: usize,
}

impl PaperScorer {
    pub fn new(papers: Vec<(DocId, Score)>) -> Self {
        Self { papers, at: 0 }
    }
}

impl DocSet for PaperScorer {
    fn advance(&mut self) -> DocId {
        self.at += 1;
        self.doc()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        let behind = self.papers.get(self.at..).unwrap_or_default();
        self.at += behind.partition_point(|(doc, _)| *doc < target);
        self.doc()
    }

    fn doc(&self) -> DocId {
        self.papers.get(self.at).map_or(TERMINATED, |(doc, _)| *doc)
    }

    fn size_hint(&self) -> u32 {
        self.papers.len() as u32
    }
}

impl Scorer for PaperScorer {
    fn score(&mut self) -> Score {
        self.papers.get(self.at).map_or(0.0, |(_, score)| *score)
    }
}
