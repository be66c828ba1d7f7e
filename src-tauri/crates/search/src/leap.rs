//! Disjunction and conjunction for queries of several words: a clause is only evaluated for the
//! papers that the others leave over. tantivy's own union reads every paper of each of its clauses,
//! which for a phrase means its positions.

use tantivy::query::{EnableScoring, Explanation, Query, Scorer, Weight, intersect_scorers};
use tantivy::{DocId, DocSet, Score, SeekDangerResult, SegmentReader, TERMINATED};

/// Holds of the papers that any of the clauses holds of; their scores add up.
#[derive(Debug)]
pub(crate) struct AnyOf(pub Vec<Box<dyn Query>>);

/// Holds of the papers that all of `required` hold of; the scores add up, those of `optional` too.
#[derive(Debug)]
pub(crate) struct AllOf {
    pub required: Vec<Box<dyn Query>>,
    pub optional: Vec<Box<dyn Query>>,
}

fn cloned(queries: &[Box<dyn Query>]) -> Vec<Box<dyn Query>> {
    queries.iter().map(|query| query.box_clone()).collect()
}

fn weights(
    queries: &[Box<dyn Query>],
    scoring: EnableScoring<'_>,
) -> tantivy::Result<Vec<Box<dyn Weight>>> {
    queries.iter().map(|query| query.weight(scoring)).collect()
}

impl Clone for AnyOf {
    fn clone(&self) -> Self {
        Self(cloned(&self.0))
    }
}

impl Clone for AllOf {
    fn clone(&self) -> Self {
        Self { required: cloned(&self.required), optional: cloned(&self.optional) }
    }
}

impl Query for AnyOf {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(AnyWeight(weights(&self.0, scoring)?)))
    }
}

impl Query for AllOf {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let optional = if scoring.is_scoring_enabled() {
            weights(&self.optional, scoring)?
        } else {
            Vec::new()
        };
        Ok(Box::new(AllWeight { required: weights(&self.required, scoring)?, optional }))
    }
}

struct AnyWeight(Vec<Box<dyn Weight>>);

struct AllWeight {
    required: Vec<Box<dyn Weight>>,
    optional: Vec<Box<dyn Weight>>,
}

impl Weight for AnyWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let clauses = clauses(&self.0, reader, boost)?;
        let doc = clauses.iter().map(|clause| clause.next).min().unwrap_or(TERMINATED);
        Ok(Box::new(AnyScorer { clauses, doc }))
    }

    fn explain(&self, _: &SegmentReader, _: DocId) -> tantivy::Result<Explanation> {
        Ok(Explanation::new("any of these", 1.0))
    }
}

impl Weight for AllWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let required: Vec<_> = self
            .required
            .iter()
            .map(|weight| weight.scorer(reader, boost))
            .collect::<Result<_, _>>()?;
        let required = intersect_scorers(required, reader.max_doc());
        Ok(Box::new(AllScorer { required, optional: clauses(&self.optional, reader, boost)? }))
    }

    fn explain(&self, _: &SegmentReader, _: DocId) -> tantivy::Result<Explanation> {
        Ok(Explanation::new("all of these", 1.0))
    }
}

/// A clause, and its known range. It is only used for single papers, in rising order.
struct Clause {
    scorer: Box<dyn Scorer>,
    /// It matches no paper between the last requested one and this one.
    next: DocId,
    /// Whether it holds of `next`.
    sure: bool,
}

fn clauses(
    weights: &[Box<dyn Weight>],
    reader: &SegmentReader,
    boost: Score,
) -> tantivy::Result<Vec<Clause>> {
    let mut clauses = Vec::with_capacity(weights.len());
    for weight in weights {
        let scorer = weight.scorer(reader, boost)?;
        let next = scorer.doc();
        if next != TERMINATED {
            clauses.push(Clause { scorer, next, sure: true });
        }
    }
    Ok(clauses)
}

impl Clause {
    /// Whether it holds of `doc`; `doc` never falls.
    fn holds(&mut self, doc: DocId) -> bool {
        if self.next < doc || (self.next == doc && !self.sure) {
            (self.next, self.sure) = match self.scorer.seek_danger(doc) {
                SeekDangerResult::Found => (doc, true),
                SeekDangerResult::SeekLowerBound(next) => (next, false),
            };
        }
        self.sure && self.next == doc
    }

    fn score(&mut self, doc: DocId) -> Score {
        if doc < TERMINATED && self.holds(doc) { self.scorer.score() } else { 0.0 }
    }
}

struct AnyScorer {
    clauses: Vec<Clause>,
    doc: DocId,
}

impl AnyScorer {
    /// The first paper that may match; the match cannot be later.
    fn bound(&self) -> DocId {
        self.clauses.iter().map(|clause| clause.next).min().unwrap_or(TERMINATED)
    }
}

impl DocSet for AnyScorer {
    fn advance(&mut self) -> DocId {
        if self.doc == TERMINATED { TERMINATED } else { self.seek(self.doc + 1) }
    }

    fn seek(&mut self, target: DocId) -> DocId {
        let mut target = target;
        while target < TERMINATED {
            match self.seek_danger(target) {
                SeekDangerResult::Found => return target,
                SeekDangerResult::SeekLowerBound(next) => target = next,
            }
        }
        self.doc = TERMINATED;
        TERMINATED
    }

    fn seek_danger(&mut self, target: DocId) -> SeekDangerResult {
        if target >= TERMINATED {
            self.doc = TERMINATED;
            return SeekDangerResult::SeekLowerBound(TERMINATED);
        }
        if self.clauses.iter_mut().any(|clause| clause.holds(target)) {
            self.doc = target;
            return SeekDangerResult::Found;
        }
        SeekDangerResult::SeekLowerBound(self.bound())
    }

    fn doc(&self) -> DocId {
        self.doc
    }

    fn size_hint(&self) -> u32 {
        self.clauses.iter().map(|clause| clause.scorer.size_hint()).max().unwrap_or(0)
    }

    fn cost(&self) -> u64 {
        self.clauses.iter().map(|clause| clause.scorer.cost()).sum()
    }
}

impl Scorer for AnyScorer {
    fn score(&mut self) -> Score {
        let doc = self.doc;
        self.clauses.iter_mut().map(|clause| clause.score(doc)).sum()
    }
}

struct AllScorer {
    required: Box<dyn Scorer>,
    optional: Vec<Clause>,
}

impl DocSet for AllScorer {
    fn advance(&mut self) -> DocId {
        self.required.advance()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        self.required.seek(target)
    }

    fn seek_danger(&mut self, target: DocId) -> SeekDangerResult {
        self.required.seek_danger(target)
    }

    fn doc(&self) -> DocId {
        self.required.doc()
    }

    fn size_hint(&self) -> u32 {
        self.required.size_hint()
    }

    fn cost(&self) -> u64 {
        self.required.cost()
    }
}

impl Scorer for AllScorer {
    fn score(&mut self) -> Score {
        let doc = self.required.doc();
        self.required.score()
            + self.optional.iter_mut().map(|clause| clause.score(doc)).sum::<Score>()
    }
}
