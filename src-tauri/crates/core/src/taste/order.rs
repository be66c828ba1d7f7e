//! Lists in the order that was learnt, or by votes.

use super::opinions::{kind, wire_opinion};
use super::terms::PaperTerms;
use crate::reading::{list_of, narrow, paper_id};
use crate::wire::{
    Card, CardPage, ForMe, LearntState, LikedPaper, Neighbours, Order, View, WordKind, WordReason,
};
use crate::{App, Error};
use jiff::ToSpan;
use paperboy_paper::PaperId;
use paperboy_rank::taste::{Paper, Ranked};
use paperboy_report::short_title;
use paperboy_store::{List, ListedPaper};
use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

/// The days before the newest one of which unread papers are listed together.
const DAYS_BEFORE: i64 = 13;
/// The largest number of papers that are put in the learnt order at once, those of the newest days.
const MAX_ORDERED: usize = 2_000;

/// A paper at its place in the learnt order.
struct Placed {
    key: u64,
    /// What raises and lowers it.
    reasons: Vec<WordReason>,
    /// The key of the liked paper that it is most like.
    like: Option<u64>,
    /// Whether what is known of it speaks for it.
    is_raised: bool,
}

/// The papers of a list in an order.
struct Ordered {
    keys: Vec<u64>,
    learnt: Option<LearntState>,
    /// In the learnt order, why each paper has its place.
    placed: HashMap<u64, Placed>,
}

/// Papers in an order.
pub(crate) struct InOrder {
    /// The papers, whole.
    pub(crate) papers: Vec<paperboy_store::Paper>,
    /// Why each has its place, where the order is the learnt one.
    pub(crate) why: Vec<Option<ForMe>>,
    /// The state of the learnt order, where that was asked for.
    pub(crate) learnt: Option<LearntState>,
}

impl App {
    /// A part of a list in an order, as cards. Only days have another order than their own.
    pub fn ordered_list(
        &self,
        view: &View,
        order: Order,
        offset: u32,
        limit: u32,
    ) -> Result<CardPage, Error> {
        let Some(list) = self.to_be_ordered(view, order)? else {
            return self.list(view, offset, limit);
        };
        let Ordered { keys, learnt, mut placed } =
            self.in_order(self.store().list_keys(&list)?, order_of(view, order), false)?;
        let limit = limit.min(crate::reading::MAX_CARDS) as usize;
        let page: Vec<u64> = keys.iter().skip(offset as usize).take(limit).copied().collect();
        let mut papers = self.store().papers_by_key(&page)?;
        let place: HashMap<u64, usize> = page.iter().copied().zip(0..).collect();
        papers.sort_by_key(|paper| place.get(&paper.key).copied());
        let of_page: Vec<Option<Placed>> =
            papers.iter().map(|paper| placed.remove(&paper.key)).collect();
        let why = self.for_me(&papers, of_page)?;
        let cards = self.cards(&papers)?.into_iter().zip(why);
        let cards = cards.map(|(card, for_me)| Card { for_me, ..card }).collect();
        Ok(CardPage { cards, total: narrow(keys.len() as u64), learnt })
    }

    /// The papers before and after one in a list in an order. A paper keeps its place when a mark
    /// has just removed it from the list.
    pub fn ordered_neighbours(
        &self,
        view: &View,
        order: Order,
        id: &str,
    ) -> Result<Neighbours, Error> {
        let Some(list) = self.to_be_ordered(view, order)? else {
            return self.neighbours(view, id);
        };
        let Some(key) = self.store().keys_of(&[paper_id(id)?])?.into_iter().flatten().next() else {
            return self.neighbours(view, id);
        };
        let mut keys = self.store().list_keys(&list)?;
        if !keys.contains(&key) {
            keys.push(key);
        }
        let Ordered { keys, learnt, .. } = self.in_order(keys, order_of(view, order), false)?;
        if !matches!(learnt, None | Some(LearntState::Ready)) {
            let (previous, next) = self.store().neighbours(&list, &paper_id(id)?)?;
            return Ok(Neighbours {
                previous: previous.map(String::from),
                next: next.map(String::from),
            });
        }
        let at = keys.iter().position(|other| *other == key);
        let id_at = |at: Option<usize>| -> Result<Option<String>, Error> {
            let key = at.and_then(|at| keys.get(at)).copied();
            let ids = self.store().ids_of(key.as_slice())?;
            Ok(ids.into_iter().next().map(String::from))
        };
        Ok(Neighbours {
            previous: id_at(at.and_then(|at| at.checked_sub(1)))?,
            next: id_at(at.map(|at| at + 1))?,
        })
    }

    /// The papers of a list, whole, in an order, with the reasons where it is the learnt one. Waits
    /// for learning.
    pub(crate) fn papers_in_order(&self, list: &List, order: Order) -> Result<InOrder, Error> {
        let Ordered { keys, learnt, mut placed } =
            self.in_order(self.store().list_keys(list)?, order, true)?;
        let mut papers = self.store().papers_by_key(&keys)?;
        let place: HashMap<u64, usize> = keys.iter().copied().zip(0..).collect();
        papers.sort_by_key(|paper| place.get(&paper.key).copied());
        let placed = papers.iter().map(|paper| placed.remove(&paper.key)).collect();
        let why = self.for_me(&papers, placed)?;
        Ok(InOrder { papers, why, learnt })
    }

    /// The list that is to be put in an order; `None`: it keeps its own.
    fn to_be_ordered(&self, view: &View, order: Order) -> Result<Option<List>, Error> {
        let is_ordered = match view {
            View::Day { .. } => order != Order::Listed,
            View::ForMe => true,
            _ => false,
        };
        if !is_ordered {
            return Ok(None);
        }
        self.list_of(view).map(Some)
    }

    /// A view as the store lists it. The last days are those before the newest one that has papers:
    /// while the user was away, nothing may have been fetched.
    pub(crate) fn list_of(&self, view: &View) -> Result<List, Error> {
        let list = list_of(view)?;
        if *view != View::ForMe {
            return Ok(list);
        }
        let dates = self
            .store()
            .newest_day()?
            .map(|newest| (newest.checked_sub(DAYS_BEFORE.days()).unwrap_or(newest), newest));
        Ok(List { dates, ..list })
    }

    fn in_order(&self, keys: Vec<u64>, order: Order, wait: bool) -> Result<Ordered, Error> {
        let own = |keys, learnt| Ordered { keys, learnt, placed: HashMap::new() };
        match order {
            Order::Listed => Ok(own(keys, None)),
            Order::Votes => {
                let papers = self.store().papers_by_key(&keys)?;
                let votes: HashMap<u64, Option<u32>> =
                    papers.iter().map(|paper| (paper.key, paper.upvotes)).collect();
                let mut keys = keys;
                keys.sort_by_key(|key| Reverse(votes.get(key).copied().flatten()));
                Ok(own(keys, None))
            }
            Order::ForMe => {
                let (state, placed) = self.in_learnt_order(&keys, wait)?;
                if state != LearntState::Ready {
                    return Ok(own(keys, Some(state)));
                }
                let ordered: Vec<u64> = placed.iter().map(|one| one.key).collect();
                let rest = keys.iter().skip(MAX_ORDERED).copied();
                let keys = ordered.into_iter().chain(rest).collect();
                let placed = placed.into_iter().map(|one| (one.key, one)).collect();
                Ok(Ordered { keys, learnt: Some(state), placed })
            }
        }
    }

    /// Papers in the learnt order, none where there is no such order.
    fn in_learnt_order(
        &self,
        keys: &[u64],
        wait: bool,
    ) -> Result<(LearntState, Vec<Placed>), Error> {
        let keys = &keys[..keys.len().min(MAX_ORDERED)];
        let state = self.learn_taste(wait)?;
        if state != LearntState::Ready {
            return Ok((state, Vec::new()));
        }
        if !self.have_terms(keys, wait)? {
            return Ok((LearntState::Learning, Vec::new()));
        }
        let opinions = self.store().opinions()?;
        let less: HashSet<u64> = self.store().keys_of_less()?.into_iter().collect();
        let known = self.known();
        let Some(taste) = known.learnt.as_ref().and_then(|learnt| learnt.taste.as_ref()) else {
            return Ok((LearntState::Learning, Vec::new()));
        };
        // A paper that was removed meanwhile has no words.
        let nothing = Paper::default();
        let papers: Vec<&Paper> = keys
            .iter()
            .map(|key| known.papers.get(key).map_or(&nothing, |known| &known.1))
            .collect();
        let placed = |ranked: Ranked| {
            let reason = |reason: paperboy_rank::taste::Reason| {
                let (zh, en) = known.shown(&reason.word);
                let kind = kind(reason.word.kind);
                let said = opinions
                    .iter()
                    .find(|said| said.word == reason.word.text && is_same(said.kind, kind));
                let opinion = said.map(|said| wire_opinion(said.opinion));
                let weight = reason.weight;
                WordReason { kind, word: reason.word.text, zh, en, weight, opinion }
            };
            Placed {
                key: keys[ranked.index],
                is_raised: ranked.score > 0.0,
                reasons: ranked.reasons.into_iter().map(reason).collect(),
                like: ranked.like.map(|like| like.key),
            }
        };
        let mut ranked = taste.order(&known.words, &papers);
        // Those of which the user wants less come last, whatever else is known of them.
        ranked.sort_by_key(|ranked| less.contains(&keys[ranked.index]));
        Ok((state, ranked.into_iter().map(placed).collect()))
    }

    /// The places of papers that are not in the library in the learnt order, the best first; `None`:
    /// nothing was learnt. Waits for learning.
    pub(crate) fn learnt_order_of(
        &self,
        papers: &[ListedPaper],
    ) -> Result<Option<Vec<usize>>, Error> {
        if papers.is_empty() || self.learn_taste(true)? != LearntState::Ready {
            return Ok(None);
        }
        let terms: Vec<PaperTerms> = papers.iter().map(PaperTerms::of_listed).collect();
        let known = &mut *self.known();
        // The library has no number for them: they are newer than all that it has.
        let read: Vec<Paper> =
            terms.iter().map(|read| known.words.paper(u64::MAX, &read.terms)).collect();
        let Some(taste) = known.learnt.as_ref().and_then(|learnt| learnt.taste.as_ref()) else {
            return Ok(None);
        };
        let ranked = taste.order(&known.words, &read.iter().collect::<Vec<_>>());
        Ok(Some(ranked.into_iter().map(|ranked| ranked.index).collect()))
    }

    /// How many of these papers are like a liked one and are raised by what is known of them;
    /// `None`: nothing was learnt. Waits for learning.
    pub(crate) fn count_for_you(&self, keys: &[u64]) -> Result<Option<u32>, Error> {
        let (state, placed) = self.in_learnt_order(keys, true)?;
        if state != LearntState::Ready {
            return Ok(None);
        }
        let less: HashSet<u64> = self.store().keys_of_less()?.into_iter().collect();
        let is_for_you =
            |one: &&Placed| one.is_raised && one.like.is_some() && !less.contains(&one.key);
        Ok(Some(narrow(placed.iter().filter(is_for_you).count() as u64)))
    }

    /// Why papers have their places, with the titles of those that they are like.
    fn for_me(
        &self,
        papers: &[paperboy_store::Paper],
        placed: Vec<Option<Placed>>,
    ) -> Result<Vec<Option<ForMe>>, Error> {
        if placed.iter().all(Option::is_none) {
            return Ok(vec![None; papers.len()]);
        }
        let store = self.store();
        let ids: Vec<PaperId> = papers.iter().map(|paper| paper.id.clone()).collect();
        let less = store.less_of(&ids)?;
        let liked: Vec<u64> = placed.iter().flatten().filter_map(|one| one.like).collect();
        let liked: HashMap<u64, LikedPaper> = store
            .papers_by_key(&liked)?
            .into_iter()
            .map(|paper| {
                let title = short_title(&paper.title).into_owned();
                (paper.key, LikedPaper { id: paper.id.into(), title })
            })
            .collect();
        let why = |(id, placed): (&PaperId, Option<Placed>)| {
            let placed = placed?;
            let like = placed.like.and_then(|key| liked.get(&key).cloned());
            Some(ForMe { reasons: placed.reasons, like, less: less.contains(id) })
        };
        Ok(ids.iter().zip(placed).map(why).collect())
    }
}

fn order_of(view: &View, order: Order) -> Order {
    if *view == View::ForMe { Order::ForMe } else { order }
}

fn is_same(stored: paperboy_store::WordKind, kind: WordKind) -> bool {
    match stored {
        paperboy_store::WordKind::Subject => kind == WordKind::Subject,
        paperboy_store::WordKind::Author => kind == WordKind::Author,
        paperboy_store::WordKind::Organisation => kind == WordKind::Organisation,
    }
}
