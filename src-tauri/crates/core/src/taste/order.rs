//! Lists in the order that was learnt, or by votes.

use super::first::searches_of;
use super::opinions::{kind, ranked as ranked_word, wire_opinion};
use super::terms::{PaperTerms, Spelling, spell};
use super::{Known, Target};
use crate::collections::collection_id;
use crate::reading::{list_of, narrow, paper_id};
use crate::wire::{
    Card, CardPage, ForMe, LearntState, LikedPaper, MatchedSearch, Neighbours, Opinion, Order,
    View, WordKind, WordReason,
};
use crate::{App, Error};
use jiff::ToSpan;
use paperboy_paper::PaperId;
use paperboy_rank::taste::{Paper, Ranked, Reason, Word};
use paperboy_report::short_title;
use paperboy_store::{KeyFilter, List, ListedPaper, WordOpinion};
use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// The days before the newest one of which unread papers are listed together.
const DAYS_BEFORE: i64 = 13;
/// The largest number of papers of a list that are kept in memory. Of a longer list the window has
/// those of the newest days in the learnt order; the command has all, which takes it a while.
const MAX_ORDERED: usize = 3_000;
/// The most words of which the user wants more that are named with a paper.
const MAX_ASKED_FOR: usize = 5;
/// How many of the further papers are read at once.
const BATCH: usize = 200;

/// A paper at its place in the learnt order.
struct Placed {
    key: u64,
    /// What raises and lowers it.
    reasons: Vec<(Word, WordReason)>,
    /// The key of the liked paper that it is most like.
    like: Option<u64>,
    /// Whether the paper's known words raise it.
    is_raised: bool,
    /// The saved searches that find it.
    searches: Vec<MatchedSearch>,
}

impl Placed {
    /// Whether the user asked for papers such as this one.
    fn is_asked_for(&self) -> bool {
        let is_more = |(_, reason): &(Word, WordReason)| reason.opinion == Some(Opinion::More);
        !self.searches.is_empty() || self.reasons.iter().any(is_more)
    }
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
        let order = &order_of(view, order)?;
        let Some(list) = self.to_be_ordered(view, order)? else {
            return self.list(view, offset, limit);
        };
        let Ordered { keys, learnt, mut placed } =
            self.in_order(self.keys_of_view(view, &list)?, order, false)?;
        let limit = limit.min(crate::reading::MAX_CARDS) as usize;
        let page: Vec<u64> = keys.iter().skip(offset as usize).take(limit).copied().collect();
        let mut papers = self.store().papers_by_key(&page)?;
        let place: HashMap<u64, usize> = page.iter().copied().zip(0..).collect();
        papers.sort_by_key(|paper| place.get(&paper.key).copied());
        let of_page: Vec<Option<Placed>> =
            papers.iter().map(|paper| placed.remove(&paper.key)).collect();
        let why = self.for_me(&papers, of_page, learnt == Some(LearntState::Ready))?;
        let cards = self.cards(&papers)?.into_iter().zip(why);
        let cards = cards.map(|(card, for_me)| Card { for_me, ..card }).collect();
        let check = self.day_check(view)?;
        Ok(CardPage { cards, total: narrow(keys.len() as u64), learnt, check })
    }

    /// The papers before and after one in a list in an order. A paper keeps its place when a mark
    /// has just removed it from the list.
    pub fn ordered_neighbours(
        &self,
        view: &View,
        order: Order,
        id: &str,
    ) -> Result<Neighbours, Error> {
        let order = &order_of(view, order)?;
        let Some(list) = self.to_be_ordered(view, order)? else {
            return self.neighbours(view, id);
        };
        let Some(key) = self.store().keys_of(&[paper_id(id)?])?.into_iter().flatten().next() else {
            return self.neighbours(view, id);
        };
        let mut keys = self.keys_of_view(view, &list)?;
        if !keys.contains(&key) {
            keys.push(key);
        }
        let Ordered { keys, learnt, placed } = self.in_order(keys, order, false)?;
        if placed.is_empty() && learnt.is_some() {
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
    /// for learning. With a collection, the learnt order is that of the collection, and its own
    /// papers are left out.
    pub(crate) fn papers_in_order(
        &self,
        list: &List,
        order: Order,
        collection: Target,
    ) -> Result<InOrder, Error> {
        let mut keys = self.store().list_keys(list)?;
        if order == Order::ForMe {
            self.leave_out(&mut keys, &collection)?;
        }
        let order = By::of(order, collection);
        let Ordered { keys, learnt, mut placed } = self.in_order(keys, &order, true)?;
        let mut papers = self.store().papers_by_key(&keys)?;
        let place: HashMap<u64, usize> = keys.iter().copied().zip(0..).collect();
        papers.sort_by_key(|paper| place.get(&paper.key).copied());
        let placed = papers.iter().map(|paper| placed.remove(&paper.key)).collect();
        let why = self.for_me(&papers, placed, learnt == Some(LearntState::Ready))?;
        Ok(InOrder { papers, why, learnt })
    }

    /// The papers of a view in the learnt order. Waits for learning.
    pub(crate) fn ids_in_learnt_order(&self, view: &View) -> Result<Vec<PaperId>, Error> {
        let keys = self.keys_of_view(view, &self.list_of(view)?)?;
        let Ordered { keys, .. } = self.in_order(keys, &order_of(view, Order::ForMe)?, true)?;
        self.store().ids_of(&keys).map_err(Error::from)
    }

    /// The keys of a view's papers as the store lists them.
    fn keys_of_view(&self, view: &View, list: &List) -> Result<Vec<u64>, Error> {
        let mut keys = self.store().list_keys(list)?;
        if let View::ForCollection { id } = view {
            self.leave_out(&mut keys, &Some(collection_id(id)?))?;
        }
        Ok(keys)
    }

    /// Leaves out the papers of a collection.
    fn leave_out(&self, keys: &mut Vec<u64>, collection: &Target) -> Result<(), Error> {
        if let Some(collection) = collection {
            let filter = KeyFilter::Collected(collection.clone());
            let inside: HashSet<u64> = self.store().keys(&filter)?.into_iter().collect();
            keys.retain(|key| !inside.contains(key));
        }
        Ok(())
    }

    /// The list that is to be put in an order; `None`: it keeps its own.
    fn to_be_ordered(&self, view: &View, order: &By) -> Result<Option<List>, Error> {
        let is_ordered = match view {
            View::Day { .. } => *order != By::Listed,
            View::ForMe | View::ForCollection { .. } => true,
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
        if !matches!(view, View::ForMe | View::ForCollection { .. }) {
            return Ok(list);
        }
        let dates = self
            .store()
            .newest_day()?
            .map(|newest| (newest.checked_sub(DAYS_BEFORE.days()).unwrap_or(newest), newest));
        Ok(List { dates, ..list })
    }

    fn in_order(&self, keys: Vec<u64>, order: &By, wait: bool) -> Result<Ordered, Error> {
        let own = |keys, learnt| Ordered { keys, learnt, placed: HashMap::new() };
        match order {
            By::Listed => Ok(own(keys, None)),
            By::Votes => {
                let papers = self.store().papers_by_key(&keys)?;
                let votes: HashMap<u64, Option<u32>> =
                    papers.iter().map(|paper| (paper.key, paper.upvotes)).collect();
                let mut keys = keys;
                keys.sort_by_key(|key| Reverse(votes.get(key).copied().flatten()));
                Ok(own(keys, None))
            }
            By::Learnt(target) => {
                let (state, placed) = self.in_learnt_order(&keys, target, wait)?;
                let ordered: Vec<u64> = placed.iter().map(|one| one.key).collect();
                let rest = keys.iter().skip(ordered.len()).copied();
                let keys = ordered.into_iter().chain(rest).collect();
                let placed = placed.into_iter().map(|one| (one.key, one)).collect();
                Ok(Ordered { keys, learnt: Some(state), placed })
            }
        }
    }

    /// Papers in the learnt order, none where they keep their own: all of them if it may wait, and
    /// else the first [`MAX_ORDERED`]. What the user asked for comes first, even where too little is
    /// known for a learnt order.
    fn in_learnt_order(
        &self,
        keys: &[u64],
        target: &Target,
        wait: bool,
    ) -> Result<(LearntState, Vec<Placed>), Error> {
        let (kept, passing) = keys.split_at(keys.len().min(MAX_ORDERED));
        self.known().evict(kept);
        let state = self.learn_for(target, wait)?;
        let opinions = self.opinions_for(target)?;
        // No list fails because of the index.
        let found = match target {
            None => self.saved_matches().unwrap_or_else(|error| {
                tracing::warn!(%error, "what the saved searches find is not known");
                Arc::default()
            }),
            Some(_) => Arc::default(),
        };
        let is_ready = state == LearntState::Ready;
        let is_more = |one: &WordOpinion| one.opinion == paperboy_store::Opinion::More;
        let asks = !found.is_empty() || opinions.iter().any(is_more);
        if state == LearntState::Learning || !is_ready && !asks {
            return Ok((state, Vec::new()));
        }
        if !self.have_terms(kept, wait)? {
            return Ok((LearntState::Learning, Vec::new()));
        }
        let less: HashSet<u64> = self.store().keys_of_less()?.into_iter().collect();
        let ranked = if is_ready {
            self.ranked_known(kept, target)
        } else {
            Some(self.known().only_asked_for(kept, &opinions))
        };
        let Some(mut ranked) = ranked else {
            return Ok((LearntState::Learning, Vec::new()));
        };
        if wait && is_ready {
            for (number, batch) in passing.chunks(BATCH).enumerate() {
                let from = kept.len() + number * BATCH;
                let Some(of_batch) = self.ranked_passing(batch, target)? else {
                    return Ok((LearntState::Learning, Vec::new()));
                };
                let placed = |one: Ranked| Ranked { index: from + one.index, ..one };
                ranked.extend(of_batch.into_iter().map(placed));
            }
            ranked.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.index.cmp(&b.index)));
        }
        let known = self.known();
        let placed = |ranked: Ranked| {
            let reason = |reason: Reason| {
                let (zh, en) = known.shown(&reason.word);
                let kind = kind(reason.word.kind);
                let opinion = opinions
                    .iter()
                    .find(|one| one.word == reason.word.text && is_same(one.kind, kind))
                    .map(|one| wire_opinion(one.opinion));
                let weight = reason.weight;
                let word = reason.word.text.clone();
                (reason.word, WordReason { kind, word, zh, en, weight, opinion })
            };
            Placed {
                key: keys[ranked.index],
                is_raised: ranked.score > 0.0,
                reasons: ranked.reasons.into_iter().map(reason).collect(),
                like: ranked.like.map(|like| like.key),
                searches: searches_of(&found, keys[ranked.index]),
            }
        };
        let mut placed: Vec<Placed> = ranked.into_iter().map(placed).collect();
        // Those of which the user wants less come last, whatever else is known of them.
        placed.sort_by_key(|one| (less.contains(&one.key), !one.is_asked_for()));
        Ok((state, placed))
    }

    /// Papers whose words are known, in the learnt order.
    fn ranked_known(&self, keys: &[u64], target: &Target) -> Option<Vec<Ranked>> {
        let known = self.known();
        let taste = known.taste(target)?;
        // A paper that was removed meanwhile has no words.
        let nothing = Paper::default();
        let papers: Vec<&Paper> = keys
            .iter()
            .map(|key| known.papers.get(key).map_or(&nothing, |known| &known.1))
            .collect();
        Some(taste.order(&known.words, &papers))
    }

    /// Papers that are read, put in the learnt order and dropped.
    fn ranked_passing(&self, keys: &[u64], target: &Target) -> Result<Option<Vec<Ranked>>, Error> {
        let papers = self.store().papers_by_key(keys)?;
        let mut read: HashMap<u64, PaperTerms> =
            papers.iter().map(|paper| (paper.key, PaperTerms::of(paper))).collect();
        let known = self.known();
        let taste = known.taste(target);
        let paper = |key: &u64| {
            let terms = read.remove(key).map(|read| read.terms);
            known.words.passing_paper(*key, &terms.unwrap_or_default())
        };
        let papers: Vec<Paper> = keys.iter().map(paper).collect();
        let papers: Vec<&Paper> = papers.iter().collect();
        Ok(taste.map(|taste| taste.order(&known.words, &papers)))
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
        let Some(taste) = known.taste(&None) else { return Ok(None) };
        let ranked = taste.order(&known.words, &read.iter().collect::<Vec<_>>());
        Ok(Some(ranked.into_iter().map(|ranked| ranked.index).collect()))
    }

    /// How many of these papers are like a liked one and are raised by what is known of them;
    /// `None`: nothing was learnt. Waits for learning.
    pub(crate) fn count_for_you(&self, keys: &[u64]) -> Result<Option<u32>, Error> {
        let (state, placed) = self.in_learnt_order(keys, &None, true)?;
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
        is_ready: bool,
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
        let why = |(paper, placed): (&paperboy_store::Paper, Option<Placed>)| {
            let placed = placed.filter(|one| is_ready || one.is_asked_for())?;
            let like = placed.like.and_then(|key| liked.get(&key).cloned());
            let reasons = as_written(paper, placed.reasons);
            let searches = placed.searches;
            Some(ForMe { reasons, like, less: less.contains(&paper.id), searches })
        };
        Ok(papers.iter().zip(placed).map(why).collect())
    }
}

/// The reasons in the words of the paper, where the user can find them.
fn as_written(paper: &paperboy_store::Paper, reasons: Vec<(Word, WordReason)>) -> Vec<WordReason> {
    let mut spellings: HashMap<Word, Spelling> =
        reasons.iter().map(|(word, _)| (word.clone(), Spelling::default())).collect();
    spell(paper, &mut spellings);
    let written = |(word, reason): (Word, WordReason)| match spellings.get(&word)?.shown() {
        Some((zh, en)) => Some(WordReason { zh, en, ..reason }),
        None => Some(reason),
    };
    reasons.into_iter().filter_map(written).collect()
}

/// What a list is ordered by.
#[derive(Debug, Clone, PartialEq, Eq)]
enum By {
    Listed,
    Votes,
    Learnt(Target),
}

impl By {
    fn of(order: Order, target: Target) -> Self {
        match order {
            Order::Listed => Self::Listed,
            Order::Votes => Self::Votes,
            Order::ForMe => Self::Learnt(target),
        }
    }
}

fn order_of(view: &View, order: Order) -> Result<By, Error> {
    Ok(match view {
        View::ForMe => By::Learnt(None),
        View::ForCollection { id } => By::Learnt(Some(collection_id(id)?)),
        _ => By::of(order, None),
    })
}

impl Known {
    /// Papers in their order, with those words of which the user wants more as the only reasons:
    /// too little is known for others.
    fn only_asked_for(&self, keys: &[u64], opinions: &[WordOpinion]) -> Vec<Ranked> {
        let more = opinions.iter().filter(|one| one.opinion == paperboy_store::Opinion::More);
        let more: Vec<Word> = more.map(|one| ranked_word(one.clone()).0).collect();
        let ranked = |(index, key): (usize, &u64)| {
            let paper = self.papers.get(key).map(|known| &known.1);
            let field = |word: &Word| paper.and_then(|paper| self.words.field_in(paper, word));
            let reason =
                |word: &Word| Some(Reason { word: word.clone(), field: field(word)?, weight: 1.0 });
            let reasons = more.iter().filter_map(reason).take(MAX_ASKED_FOR).collect();
            Ranked { index, score: 0.0, reasons, like: None }
        };
        keys.iter().enumerate().map(ranked).collect()
    }
}

fn is_same(stored: paperboy_store::WordKind, kind: WordKind) -> bool {
    match stored {
        paperboy_store::WordKind::Subject => kind == WordKind::Subject,
        paperboy_store::WordKind::Author => kind == WordKind::Author,
        paperboy_store::WordKind::Organisation => kind == WordKind::Organisation,
    }
}
