//! What was learnt, and what the user says about it.

use super::Known;
use crate::marks::{all_known, paper_ids};
use crate::wire::{Change, LearntState, LearntWord, Opinion, Taste, WordKind};
use crate::{App, Error, Marked};
use paperboy_paper::PaperId;
use paperboy_rank::taste::{self, Word};
use paperboy_search::{folded, term_names};
use paperboy_store::WordOpinion;

/// The largest number of learnt words that are listed, beside those with an opinion.
const MAX_WORDS_LISTED: usize = 200;

impl App {
    /// What was learnt of the user's taste. `wait`: however long that takes at the first time.
    pub fn taste(&self, wait: bool) -> Result<Taste, Error> {
        let learnt = self.learn_taste(wait)?;
        let opinions = self.store().opinions()?;
        let known = self.known();
        let Some(taste) = known.taste(&None).filter(|_| learnt == LearntState::Ready) else {
            // Opinions can be taken back however little was learnt.
            let word = |one: WordOpinion| {
                let opinion = Some(wire_opinion(one.opinion));
                let (word, _) = ranked(one);
                known.learnt_word(&word, 0.0, opinion)
            };
            return Ok(Taste { learnt, words: opinions.into_iter().map(word).collect() });
        };
        let words = taste.words(&known.words);
        // An opinion weighs more than all that was learnt: it is shown as the largest weight.
        let learnt_weights = words.iter().filter(|one| one.opinion.is_none());
        let largest = learnt_weights.map(|one| one.weight.abs()).fold(f64::MIN_POSITIVE, f64::max);
        let mut listed = 0;
        let is_listed = |one: &&taste::LearntWord| {
            listed += usize::from(one.opinion.is_none());
            one.opinion.is_some() || listed <= MAX_WORDS_LISTED
        };
        let word = |one: &taste::LearntWord| {
            known.learnt_word(
                &one.word,
                (one.weight / largest).clamp(-1.0, 1.0),
                one.opinion.map(opinion),
            )
        };
        Ok(Taste { learnt, words: words.iter().filter(is_listed).map(word).collect() })
    }

    /// Chooses "less of this" for papers, or takes it back.
    pub fn say_less(&self, ids: &[String], on: bool) -> Result<Change, Error> {
        all_known(self.say_less_of(&paper_ids(ids)?, on)?)
    }

    /// The same; papers that are not in the library are named.
    pub fn say_less_of(&self, ids: &[PaperId], on: bool) -> Result<Marked, Error> {
        let change = self.store().say_less(ids, on, self.now())?;
        Ok(self.changed(change))
    }

    /// Sets the user's opinion on a word, in whatever spelling; `None`: nothing any more. A text
    /// that is no word changes nothing.
    pub fn set_opinion(
        &self,
        kind: WordKind,
        word: &str,
        opinion: Option<Opinion>,
    ) -> Result<Change, Error> {
        let kind = match kind {
            WordKind::Subject => paperboy_store::WordKind::Subject,
            WordKind::Author => paperboy_store::WordKind::Author,
            WordKind::Organisation => paperboy_store::WordKind::Organisation,
        };
        let opinion = opinion.map(|opinion| match opinion {
            Opinion::More => paperboy_store::Opinion::More,
            Opinion::Less => paperboy_store::Opinion::Less,
            Opinion::Forgotten => paperboy_store::Opinion::Forgotten,
        });
        let word = folded(word.trim());
        // A term of the field is learnt by its Chinese name.
        let word = match kind {
            paperboy_store::WordKind::Subject => folded(&term_names(&word).zh),
            _ => word,
        };
        let change = self.store().set_opinion(kind, &word, opinion, self.now())?;
        all_known(self.changed(change))
    }

    /// Has all that was learnt forgotten. Stars and other marks stay; those made before are no
    /// longer learnt from.
    pub fn forget_taste(&self) -> Result<Change, Error> {
        let change = self.store().forget_taste(self.now())?;
        all_known(self.changed(change))
    }
}

impl Known {
    /// A word as it is shown in Chinese and in English.
    pub(super) fn shown(&self, word: &Word) -> (String, String) {
        if let Some(written) = self.written.get(word) {
            return (written.clone(), written.clone());
        }
        match word.kind {
            taste::WordKind::Subject => {
                let names = term_names(&word.text);
                (names.zh, names.en)
            }
            taste::WordKind::Author | taste::WordKind::Organisation => {
                (word.text.clone(), word.text.clone())
            }
        }
    }

    fn learnt_word(&self, word: &Word, weight: f64, opinion: Option<Opinion>) -> LearntWord {
        let (zh, en) = self.shown(word);
        LearntWord { kind: kind(word.kind), word: word.text.clone(), zh, en, weight, opinion }
    }
}

pub(super) fn kind(kind: taste::WordKind) -> WordKind {
    match kind {
        taste::WordKind::Subject => WordKind::Subject,
        taste::WordKind::Author => WordKind::Author,
        taste::WordKind::Organisation => WordKind::Organisation,
    }
}

fn opinion(opinion: taste::Opinion) -> Opinion {
    match opinion {
        taste::Opinion::More => Opinion::More,
        taste::Opinion::Less => Opinion::Less,
        taste::Opinion::Forgotten => Opinion::Forgotten,
    }
}

pub(super) fn wire_opinion(opinion: paperboy_store::Opinion) -> Opinion {
    match opinion {
        paperboy_store::Opinion::More => Opinion::More,
        paperboy_store::Opinion::Less => Opinion::Less,
        paperboy_store::Opinion::Forgotten => Opinion::Forgotten,
    }
}

/// An opinion as it is learnt from.
pub(super) fn ranked(one: WordOpinion) -> (Word, taste::Opinion) {
    let kind = match one.kind {
        paperboy_store::WordKind::Subject => taste::WordKind::Subject,
        paperboy_store::WordKind::Author => taste::WordKind::Author,
        paperboy_store::WordKind::Organisation => taste::WordKind::Organisation,
    };
    let opinion = match one.opinion {
        paperboy_store::Opinion::More => taste::Opinion::More,
        paperboy_store::Opinion::Less => taste::Opinion::Less,
        paperboy_store::Opinion::Forgotten => taste::Opinion::Forgotten,
    };
    (Word { kind, text: one.word }, opinion)
}
