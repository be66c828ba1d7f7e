//! Hits by meaning: the papers, and the nearest sentence of each.

use super::file::{NearPaper, Vectors};
use super::model::TextEncoder;
use super::text::Described;
use crate::{App, Error};
use paperboy_paper::PaperId;
use paperboy_rank::{PackedVector, fused, is_chinese_description, is_description};
use paperboy_search::{
    Hit, IndexAnswer, MAX_LOOSER_HITS, MIN_STRICT_HITS, Query, Snippet, matches_in,
};
use paperboy_store::Paper;
use std::collections::{HashMap, HashSet};
use std::sync::atomic::{AtomicUsize, Ordering};

/// The most papers by meaning that are merged with the looser hits.
const MAX_CONSIDERED: usize = 100;
/// The least similarity of a hit to a query. Of 142 descriptions, the median similarity of the right
/// paper was .33, and one in ten was below this.
const MIN_LIKENESS: f32 = 0.15;
/// The least similarity of a related paper. Among 3,000 papers, the median similarity of a paper to
/// its nearest one was .71.
const MIN_RELATED: f32 = 0.72;
/// The number of hits that includes all that may be merged.
const ALL_HITS: usize = MAX_LOOSER_HITS + MIN_STRICT_HITS as usize;

/// How many papers without a report are named at most.
const MAX_WITHOUT_REPORT: usize = 40;

/// The hits of a query, those by meaning among them.
pub(crate) struct Merged {
    /// The requested hits.
    pub answer: IndexAnswer,
    /// The papers near the query; `None` when it was answered by words alone.
    pub nearby: Option<Nearby>,
    /// Whether hits by meaning are missing, since nothing encodes the query now.
    pub words_alone: bool,
    /// See [`SearchAnswer::without_report`](crate::wire::SearchAnswer::without_report).
    pub without_report: Vec<PaperId>,
}

impl Merged {
    /// An answer by words, to which nothing is added.
    pub fn by_words(answer: IndexAnswer) -> Self {
        Self { answer, nearby: None, words_alone: false, without_report: Vec::new() }
    }
}

/// Papers that are near a text in meaning.
pub(crate) struct Nearby {
    vectors: Vectors,
    to: PackedVector,
    papers: HashMap<u64, NearPaper>,
    /// Their keys, the nearest first.
    keys: Vec<u64>,
    /// Those that were found by nothing else.
    alone: HashSet<u64>,
    /// How many of them were left out, since their text has changed.
    left_out: AtomicUsize,
}

/// Why a paper is near to the text.
pub(crate) enum Near {
    /// This sentence of the paper is the nearest.
    Sentence(Snippet),
    /// The paper is not near any more: its present text is neither near nor a hit by words.
    LeftOut,
}

impl App {
    /// The vectors of the library's papers, as far as there are any for its model.
    pub(super) fn vectors(&self) -> Result<Option<Vectors>, Error> {
        let id = self.encoder_id()?;
        Ok(id.and_then(|id| Vectors::open(&self.vectors_folder(), id)))
    }

    /// The vectors, when the user wants search by meaning and they are of this library as it is
    /// now; with the keys of papers that changed since.
    fn current_vectors(&self) -> Result<Option<(Vectors, HashSet<u64>)>, Error> {
        if !self.is_meaning_on()? {
            return Ok(None);
        }
        let Some(vectors) = self.vectors()? else { return Ok(None) };
        let store = self.store();
        if vectors.state.history != store.history_id()? || vectors.papers() == 0 {
            return Ok(None);
        }
        let changed = store.keys_changed_since(vectors.state.revision)?;
        Ok(Some((vectors, changed.into_iter().collect())))
    }

    /// Merges the hits of an answer with those by meaning, if the query describes a paper and there
    /// are few strict hits. `ask` gives the index's answer to a number of hits; strict hits stay as
    /// they are.
    pub(crate) fn with_meaning(
        &self,
        query: &Query,
        (offset, limit): (usize, usize),
        ask: &dyn Fn(usize, usize) -> Result<IndexAnswer, Error>,
    ) -> Result<Merged, Error> {
        let description = query.description().filter(|text| is_description(text));
        let Some(description) = description else {
            return Ok(Merged::by_words(ask(offset, limit)?));
        };
        let mut merged = Merged::by_words(ask(0, offset.saturating_add(limit).max(ALL_HITS))?);
        let strict = merged.answer.hits.iter().filter(|hit| !hit.looser).count();
        if strict < MIN_STRICT_HITS as usize {
            if let Some((vectors, changed)) = self.current_vectors()? {
                match self.query_vector(&description, vectors.kind.dimensions)? {
                    Some(to) => merged.nearby = self.nearby(query, to, vectors, &changed)?,
                    None => merged.words_alone = true,
                }
            }
            if let Some(nearby) = &mut merged.nearby {
                nearby.merge_into(&mut merged.answer);
            }
            if offset == 0 && is_chinese_description(&description) {
                let looser = merged.answer.hits.iter().filter(|hit| hit.looser).map(|hit| hit.key);
                merged.without_report = self
                    .store()
                    .ids_without_report(&looser.take(MAX_WITHOUT_REPORT).collect::<Vec<_>>())?;
            }
        }
        let hits = std::mem::take(&mut merged.answer.hits);
        merged.answer.hits = hits.into_iter().skip(offset).take(limit).collect();
        Ok(merged)
    }

    /// The vector of a query's words; `None` when there is no encoder now.
    fn query_vector(
        &self,
        description: &str,
        dimensions: usize,
    ) -> Result<Option<PackedVector>, Error> {
        let vector = match self.encoder()? {
            Ok(TextEncoder::BuiltIn(encoder)) => Some(encoder.vector(description)),
            Ok(TextEncoder::Service(service)) => {
                self.service_query(&service, description, dimensions)?
            }
            Err(_) => None,
        };
        // Another length: the vectors are now of another encoder.
        let vector = vector.filter(|vector| vector.numbers().len() == dimensions);
        Ok(vector.map(|vector| PackedVector::of(vector.numbers())))
    }

    fn nearby(
        &self,
        query: &Query,
        to: PackedVector,
        vectors: Vectors,
        changed: &HashSet<u64>,
    ) -> Result<Option<Nearby>, Error> {
        let allowed = match query.conditions() {
            None => None,
            Some(conditions) => {
                let sets = self.sets(&conditions)?;
                Some(self.with_index(|index| index.matching_keys(&conditions, &sets))?)
            }
        };
        let is_allowed = |key: u64| {
            !changed.contains(&key) && allowed.as_ref().is_none_or(|keys| keys.contains(key))
        };
        Ok(Nearby::of(vectors, to, MAX_CONSIDERED, MIN_LIKENESS, &is_allowed))
    }

    /// The papers nearest to one of the library, and its vector is of its present text.
    pub(crate) fn nearest_to(&self, paper: &Paper, limit: usize) -> Result<Option<Nearby>, Error> {
        let Some((vectors, changed)) = self.current_vectors()? else { return Ok(None) };
        let own = vectors.of(paper.key).unwrap_or_else(|error| {
            tracing::warn!(%error, "the vectors can't be read");
            None
        });
        let Some((vector, _)) = own.filter(|(_, sum)| *sum == Described::of(paper).sum) else {
            return Ok(None);
        };
        let is_other = |key: u64| key != paper.key && !changed.contains(&key);
        Ok(Nearby::of(vectors, vector, limit, MIN_RELATED, &is_other))
    }
}

impl Nearby {
    fn of(
        vectors: Vectors,
        to: PackedVector,
        limit: usize,
        least: f32,
        is_allowed: &dyn Fn(u64) -> bool,
    ) -> Option<Self> {
        match vectors.nearest(&to, limit, least, is_allowed) {
            Ok(found) => Some(Self {
                keys: found.iter().map(|paper| paper.key).collect(),
                papers: found.into_iter().map(|paper| (paper.key, paper)).collect(),
                vectors,
                to,
                alone: HashSet::new(),
                left_out: AtomicUsize::new(0),
            }),
            Err(error) => {
                tracing::warn!(%error, "the vectors can't be read");
                None
            }
        }
    }

    /// Merges the papers into the looser hits of an answer.
    fn merge_into(&mut self, answer: &mut IndexAnswer) {
        let keys = |looser: bool| -> Vec<u64> {
            answer.hits.iter().filter(|hit| hit.looser == looser).map(|hit| hit.key).collect()
        };
        let order = fused(&keys(false), &keys(true), &self.keys);
        let mut by_words: HashMap<u64, Hit> =
            std::mem::take(&mut answer.hits).into_iter().map(|hit| (hit.key, hit)).collect();
        self.alone = order.iter().copied().filter(|key| !by_words.contains_key(key)).collect();
        answer.total += self.alone.len() as u64;
        let hit = |key: &u64| {
            let by_meaning = Hit { key: *key, score: self.likeness(*key), looser: true };
            by_words.remove(key).unwrap_or(by_meaning)
        };
        answer.hits = order.iter().map(hit).collect();
    }

    /// How many of its papers were left out when they were to be shown.
    pub fn left_out(&self) -> usize {
        self.left_out.load(Ordering::Relaxed)
    }

    /// The papers' keys, the nearest first.
    pub fn keys(&self) -> &[u64] {
        &self.keys
    }

    /// How near a paper is; 0 for one that is not among them.
    pub fn likeness(&self, key: u64) -> f32 {
        self.papers.get(&key).map_or(0.0, |paper| paper.likeness)
    }

    /// How a paper is near, with the words of a query marked in its sentence; `None` for one that
    /// was found by words alone.
    pub fn near(&self, paper: &Paper, query: Option<&Query>) -> Option<Near> {
        let found = self.papers.get(&paper.key)?;
        let described = Described::of(paper);
        // Only a vector of the present text counts.
        if described.sum != found.sum {
            if !self.alone.contains(&paper.key) {
                return None;
            }
            self.left_out.fetch_add(1, Ordering::Relaxed);
            return Some(Near::LeftOut);
        }
        let place = self.vectors.nearest_sentence(found, &self.to).unwrap_or_else(|error| {
            tracing::warn!(%error, "the vectors can't be read");
            None
        });
        // Without the sentences' signs, the title describes the paper best.
        let (field, text) = described.sentences.get(place.unwrap_or_default())?;
        let highlights = query.map(|query| matches_in(query, *field, text, true));
        let highlights = highlights.unwrap_or_default();
        Some(Near::Sentence(Snippet { field: *field, text: text.clone(), highlights }))
    }
}
