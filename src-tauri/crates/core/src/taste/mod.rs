//! The order of papers that is learnt from what the user did with others.
//!
//! The papers that are learnt from, and those that were ordered, are kept as their words in memory.
//! A paper is read again when its revision has changed, and the order is learnt again when the user
//! did or said something that it is learnt from: that takes milliseconds. Only where many papers are
//! still to be read (at the first request after the start, above all) it is left to the background,
//! and lists have their own order until then. What is kept is bounded: papers that are not needed
//! are dropped with their words, and of long lists each paper is dropped once it has its score.
//! Nothing of it is stored; the user's opinions on words and papers are facts, which are stored and
//! synchronised like all others.

mod first;
mod opinions;
mod order;
mod terms;

pub(crate) use order::InOrder;

use crate::wire::LearntState;
use crate::{App, Error};
use paperboy_rank::taste::{Example, MAX_EXAMPLES, MIN_LIKED, Paper, Signal, Taste, Word, Words};
use paperboy_store::{CollectionId, KeyFilter, Signals, WordOpinion};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::{Mutex, MutexGuard, PoisonError};
use terms::PaperTerms;

/// The largest number of papers whose words are read within a request: what it may take longer.
const MAX_READ_AT_ONCE: usize = 200;
/// How many papers are read at once in the background: requests wait no longer than for these.
const BATCH: usize = 50;
/// The largest number of papers that are kept, a few kilobytes each: more than the examples and a
/// long list. Beyond it, what is not needed is dropped.
const MAX_PAPERS: usize = 8_000;
/// With so many words and twice as many as were needed the last time, they are dropped as well.
const MAX_WORDS: usize = 300_000;

/// What is known of papers, and what was learnt from them.
#[derive(Default)]
pub(crate) struct Learning {
    known: Mutex<Known>,
    /// The papers whose words are to be read in the background.
    wanted: Mutex<BTreeSet<u64>>,
    /// What the saved searches find.
    searches: Mutex<Option<first::SavedMatches>>,
}

/// For what an order is learnt: for the user, or for one of their collections.
type Target = Option<CollectionId>;

/// For how many collections the last ones are kept that were learnt.
const MAX_COLLECTIONS: usize = 4;

#[derive(Default)]
struct Known {
    /// Of which library: keys mean nothing in another one.
    history: String,
    words: Words,
    /// The papers by their keys, with their revisions.
    papers: HashMap<u64, (u64, Paper)>,
    /// The keys of those that were learnt from.
    examples: HashSet<u64>,
    /// How many words were left when some were dropped the last time.
    words_kept: usize,
    /// How names and acronyms are written, by the form in which they are compared.
    written: HashMap<Word, String>,
    /// The last one at the end.
    learnt: Vec<(Target, Learnt)>,
}

struct Learnt {
    /// The library's change counter before the signals were read.
    counter: i64,
    /// What the user did and said, of which it was learnt.
    basis: Basis,
    /// `None`: nothing could be learnt.
    taste: Option<Taste>,
    liked: usize,
}

/// The papers with which the user did something, and the opinions. Everything else in which the
/// library changes (a read mark, an article that arrived, what was passed over) leaves the order as
/// it is until one of these changes: it must not move while somebody reads.
#[derive(PartialEq)]
struct Basis {
    signals: Vec<(u64, Signals)>,
    opinions: Vec<WordOpinion>,
}

impl Basis {
    fn new(signals: &[(u64, Signals)], opinions: Vec<WordOpinion>) -> Self {
        let done = signals.iter().map(|(key, one)| (*key, Signals { skipped: false, ..*one }));
        let signals = done.filter(|(_, one)| *one != Signals::default()).collect();
        Self { signals, opinions }
    }
}

impl Learnt {
    fn state(&self) -> LearntState {
        match self.taste {
            Some(_) => LearntState::Ready,
            None => LearntState::TooFew {
                have: self.liked.try_into().unwrap_or(u32::MAX),
                needed: MIN_LIKED as u32,
            },
        }
    }
}

impl App {
    /// Reads the words of the papers for which a request was refused, and emits an event when it is
    /// done. The background thread calls this.
    pub(crate) fn read_wanted_papers(&self) -> Result<(), Error> {
        let wanted: Vec<u64> =
            std::mem::take(&mut *lock(&self.learning.wanted)).into_iter().collect();
        if wanted.is_empty() {
            return Ok(());
        }
        self.known().evict(&wanted);
        for batch in wanted.chunks(BATCH) {
            self.read_terms(batch)?;
        }
        self.learn_taste(true)?;
        self.emit(&crate::wire::Event::Changed);
        Ok(())
    }

    /// Learns from the library as it is. `wait`: however many papers are still to be read, which
    /// else is left to the background.
    pub(crate) fn learn_taste(&self, wait: bool) -> Result<LearntState, Error> {
        self.learn_for(&None, wait)
    }

    /// Learns for the user, or for a collection.
    fn learn_for(&self, target: &Target, wait: bool) -> Result<LearntState, Error> {
        let store = self.store();
        let (history, counter) = (store.history_id()?, store.change_counter()?);
        {
            let mut known = self.known();
            if known.history != history {
                *known = Known { history, ..Known::default() };
            }
            if let Some(learnt) = known.learnt(target).filter(|learnt| learnt.counter == counter) {
                return Ok(learnt.state());
            }
        }
        let mut signals = store.taste_signals(MAX_EXAMPLES, self.now())?;
        if let Some(collection) = target {
            let keys = store.keys(&KeyFilter::Collected(collection.clone()))?;
            only_collected(&mut signals, &keys);
        }
        let liked = signals.values().filter(|one| is_liked(one)).count();
        let signals = chosen(signals);
        let opinions = self.opinions_for(target)?;
        let basis = Basis::new(&signals, opinions.clone());
        if let Some(learnt) = self.known().learnt_mut(target).filter(|learnt| learnt.basis == basis)
        {
            learnt.counter = counter;
            return Ok(learnt.state());
        }
        if liked < MIN_LIKED {
            let learnt = Learnt { counter, basis, taste: None, liked };
            let state = learnt.state();
            self.known().keep_learnt(target, learnt);
            return Ok(state);
        }
        let keys: Vec<u64> = signals.iter().map(|(key, _)| *key).collect();
        self.known().evict(&keys);
        if !self.have_terms(&keys, wait)? {
            return Ok(LearntState::Learning);
        }
        let opinions: Vec<(Word, paperboy_rank::taste::Opinion)> =
            opinions.into_iter().map(opinions::ranked).collect();
        let known = &mut *self.known();
        let examples: Vec<Example<'_>> = signals
            .iter()
            .filter_map(|(key, signals)| {
                let (_, paper) = known.papers.get(key)?;
                Some(Example { paper, signals: signals_of(*signals) })
            })
            .collect();
        let taste = Taste::learn(&mut known.words, &examples, &opinions);
        let liked = taste.as_ref().err().map_or(liked, |few| few.have);
        let learnt = Learnt { counter, basis, taste: taste.ok(), liked };
        let state = learnt.state();
        known.keep_learnt(target, learnt);
        known.examples.extend(keys);
        Ok(state)
    }

    /// The user's opinions on words. They count in the order for the user; that for a collection is
    /// about its own papers.
    fn opinions_for(&self, target: &Target) -> Result<Vec<WordOpinion>, Error> {
        Ok(if target.is_none() { self.store().opinions()? } else { Vec::new() })
    }

    /// Whether the words of these papers are known; they are read where they are few, and else
    /// wanted from the background.
    fn have_terms(&self, keys: &[u64], wait: bool) -> Result<bool, Error> {
        let revisions = self.store().revisions_of(keys)?;
        let unread: Vec<u64> = {
            let known = self.known();
            let is_known = |key: &u64, revision: &u64| {
                known.papers.get(key).is_some_and(|(known, _)| known == revision)
            };
            let unread = revisions.iter().filter(|(key, revision)| !is_known(key, revision));
            unread.map(|(key, _)| *key).collect()
        };
        if unread.len() > MAX_READ_AT_ONCE && !wait {
            lock(&self.learning.wanted).extend(unread);
            self.background.wake();
            return Ok(false);
        }
        for batch in unread.chunks(BATCH) {
            self.read_terms(batch)?;
        }
        Ok(true)
    }

    /// Reads the words of papers. Requests wait only while they are added to those known.
    fn read_terms(&self, keys: &[u64]) -> Result<(), Error> {
        let papers = self.store().papers_by_key(keys)?;
        let read: Vec<(u64, u64, PaperTerms)> =
            papers.iter().map(|one| (one.key, one.revision, PaperTerms::of(one))).collect();
        let known = &mut *self.known();
        for (key, revision, PaperTerms { terms, written }) in read {
            let paper = known.words.paper(key, &terms);
            known.papers.insert(key, (revision, paper));
            known.written.extend(written);
        }
        Ok(())
    }

    fn known(&self) -> MutexGuard<'_, Known> {
        lock(&self.learning.known)
    }
}

impl Known {
    /// Drops papers and words that neither these papers nor learning need, once there are too many.
    /// Then the order is learnt again at the next request, without reading a paper.
    fn evict(&mut self, keys: &[u64]) {
        let new = keys.iter().filter(|key| !self.papers.contains_key(key)).count();
        let is_much = self.papers.len() + new > MAX_PAPERS
            || self.words.len() > MAX_WORDS.max(2 * self.words_kept);
        if !is_much {
            return;
        }
        let wanted: HashSet<u64> = keys.iter().copied().collect();
        let examples = &self.examples;
        self.papers.retain(|key, _| wanted.contains(key) || examples.contains(key));
        self.words.keep_only(self.papers.values_mut().map(|(_, paper)| paper));
        self.written.retain(|word, _| self.words.has(word));
        self.words_kept = self.words.len();
        self.learnt.clear();
        self.examples.clear();
    }

    fn learnt(&self, target: &Target) -> Option<&Learnt> {
        self.learnt.iter().find(|(of, _)| of == target).map(|(_, learnt)| learnt)
    }

    fn learnt_mut(&mut self, target: &Target) -> Option<&mut Learnt> {
        self.learnt.iter_mut().find(|(of, _)| of == target).map(|(_, learnt)| learnt)
    }

    fn keep_learnt(&mut self, target: &Target, learnt: Learnt) {
        self.learnt.retain(|(of, _)| of != target);
        let collections = self.learnt.iter().filter(|(of, _)| of.is_some()).count();
        if collections >= MAX_COLLECTIONS
            && let Some(oldest) = self.learnt.iter().position(|(of, _)| of.is_some())
        {
            self.learnt.remove(oldest);
        }
        self.learnt.push((target.clone(), learnt));
    }

    fn taste(&self, target: &Target) -> Option<&Taste> {
        self.learnt(target)?.taste.as_ref()
    }
}

/// Leaves of what the user did what says something about a collection: its papers are the liked
/// ones, and others are passed over.
fn only_collected(signals: &mut BTreeMap<u64, Signals>, collected: &[u64]) {
    for signals in signals.values_mut() {
        let is_known = *signals != Signals::default();
        *signals = Signals { less: signals.less, skipped: is_known, ..Signals::default() };
    }
    for key in collected {
        signals.insert(*key, Signals { collected: true, ..Signals::default() });
    }
}

fn is_liked(signals: &Signals) -> bool {
    signals.starred || signals.later || signals.highlighted || signals.collected
}

/// The signals of the papers that are learnt from: of those that are liked, of those that are not and
/// of the others, the newest.
fn chosen(signals: BTreeMap<u64, Signals>) -> Vec<(u64, Signals)> {
    let (mut liked, mut less, mut others) = (0, 0, 0);
    let is_chosen = |(_, signals): &(u64, Signals)| {
        let count = match signals {
            signals if is_liked(signals) => &mut liked,
            signals if signals.less => &mut less,
            _ => &mut others,
        };
        *count += 1;
        *count <= MAX_EXAMPLES
    };
    signals.into_iter().rev().filter(is_chosen).collect()
}

fn signals_of(signals: Signals) -> Vec<Signal> {
    let each = [
        (signals.starred, Signal::Starred),
        (signals.collected, Signal::Collected),
        (signals.highlighted, Signal::Highlighted),
        (signals.later, Signal::Later),
        (signals.skipped, Signal::Skipped),
        (signals.less, Signal::Less),
    ];
    each.into_iter().filter(|(is_there, _)| *is_there).map(|(_, signal)| signal).collect()
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
