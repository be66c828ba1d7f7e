//! The order of papers that is learnt from what the user did with others.
//!
//! The papers that are learnt from, and those that were ordered, are kept as their words in memory.
//! A paper is read again when its revision has changed, and the order is learnt again when the user
//! did or said something that it is learnt from: that takes milliseconds. Only where many papers are still to be read (at the first
//! request after the start, above all) it is left to the background, and lists have their own
//! order until then. Nothing of it is stored; what the user said about words and papers is facts,
//! which are stored and synchronised like all others.

mod opinions;
mod order;
mod terms;

pub(crate) use order::InOrder;

use crate::wire::LearntState;
use crate::{App, Error};
use paperboy_rank::taste::{Example, MAX_EXAMPLES, MIN_LIKED, Paper, Signal, Taste, Word, Words};
use paperboy_store::{Signals, WordOpinion};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Mutex, MutexGuard, PoisonError};
use terms::PaperTerms;

/// The largest number of papers whose words are read within a request: what it may take longer.
const MAX_READ_AT_ONCE: usize = 200;
/// How many papers are read at once in the background: requests wait no longer than for these.
const BATCH: usize = 50;
/// The largest number of papers and of words that are kept; beyond these, all are read again.
const MAX_PAPERS: usize = 20_000;
const MAX_WORDS: usize = 1_000_000;

/// What is known of papers, and what was learnt from them.
#[derive(Default)]
pub(crate) struct Learning {
    known: Mutex<Known>,
    /// The papers whose words are to be read in the background.
    wanted: Mutex<BTreeSet<u64>>,
}

#[derive(Default)]
struct Known {
    /// Of which library: keys mean nothing in another one.
    history: String,
    words: Words,
    /// The papers by their keys, with their revisions.
    papers: HashMap<u64, (u64, Paper)>,
    /// How names and acronyms are written, by the form in which they are compared.
    written: HashMap<Word, String>,
    learnt: Option<Learnt>,
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
    /// Reads the words of the papers that a request was refused for, and tells the window when it
    /// is done. The background thread calls this.
    pub(crate) fn read_wanted_papers(&self) -> Result<(), Error> {
        let wanted: Vec<u64> =
            std::mem::take(&mut *lock(&self.learning.wanted)).into_iter().collect();
        if wanted.is_empty() {
            return Ok(());
        }
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
        let store = self.store();
        let (history, counter) = (store.history_id()?, store.change_counter()?);
        {
            let mut known = self.known();
            if known.history != history {
                *known = Known { history, ..Known::default() };
            }
            if let Some(learnt) = known.learnt.as_ref().filter(|learnt| learnt.counter == counter) {
                return Ok(learnt.state());
            }
            if known.papers.len() > MAX_PAPERS || known.words.len() > MAX_WORDS {
                let history = std::mem::take(&mut known.history);
                *known = Known { history, ..Known::default() };
            }
        }
        let signals = store.taste_signals(MAX_EXAMPLES, self.now())?;
        let liked = signals.values().filter(|one| is_liked(one)).count();
        let signals = chosen(signals);
        let opinions = store.opinions()?;
        let basis = Basis::new(&signals, opinions.clone());
        if let Some(learnt) = self.known().learnt.as_mut().filter(|learnt| learnt.basis == basis) {
            learnt.counter = counter;
            return Ok(learnt.state());
        }
        if liked < MIN_LIKED {
            let learnt = Learnt { counter, basis, taste: None, liked };
            let state = learnt.state();
            self.known().learnt = Some(learnt);
            return Ok(state);
        }
        let keys: Vec<u64> = signals.iter().map(|(key, _)| *key).collect();
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
        known.learnt = Some(learnt);
        Ok(state)
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

fn is_liked(signals: &Signals) -> bool {
    signals.starred || signals.later || signals.highlighted || signals.collected
}

/// The signals of the papers that are learnt from: of those that are liked and of those that are
/// not, the newest.
fn chosen(signals: BTreeMap<u64, Signals>) -> Vec<(u64, Signals)> {
    let (mut liked, mut less) = (0, 0);
    let is_chosen = |(_, signals): &(u64, Signals)| {
        let count = match signals {
            signals if is_liked(signals) => &mut liked,
            signals if signals.less => &mut less,
            _ => return true,
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
