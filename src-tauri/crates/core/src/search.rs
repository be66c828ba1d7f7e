//! Searching: the index finds papers, and the library has their texts.

use crate::indexing::{cut, texts};
use crate::meaning::{Merged, Near, Nearby};
use crate::paper::newest;
use crate::reading::narrow;
use crate::wire::{Hit, SearchAnswer, SortOrder};
use crate::{App, Error};
use paperboy_report::{Section, plain, short_title, title};
use paperboy_search::{
    Field, Hit as IndexHit, Index, IndexAnswer, IndexError, Query, SearchRequest, SetKey, Sets,
    Snippet, Sort, folded, matches_in, parse, snippet_of,
};
use paperboy_store::{KeyFilter, List, Mark, Paper};
use roaring::RoaringTreemap;
use std::collections::HashMap;
use std::sync::LazyLock;
use std::thread::Builder;
use std::time::Instant;

/// Papers that one thread reads from the library together: fewer are not worth a thread, more not
/// their memory.
const MIN_THREAD_PAPERS: usize = 5;
const MAX_THREAD_PAPERS: usize = 200;
/// Threads that share the reading: the library serves as many at once.
const MAX_THREADS: usize = 4;

/// A query as it was understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explained {
    /// In the user's words.
    pub understood: String,
    /// The tree.
    pub tree: String,
}

impl App {
    /// Searches. No query is a syntax error.
    pub fn search(
        &self,
        query: &str,
        sort: SortOrder,
        offset: u32,
        limit: u32,
    ) -> Result<SearchAnswer, Error> {
        let began = Instant::now();
        let parsed = self.parse_query(query);
        let sort = match sort {
            SortOrder::Relevance => Sort::Relevance,
            SortOrder::Newest => Sort::Newest,
        };
        let run_query = || -> Result<_, Error> {
            let ask = |offset, limit| self.query_index(&parsed, sort, offset, limit);
            let page = (offset as usize, limit as usize);
            let merged = match sort {
                Sort::Relevance => self.with_meaning(&parsed, page, &ask)?,
                // By date, papers that are only similar would be anywhere in the list.
                Sort::Newest => Merged::by_words(ask(page.0, page.1)?),
            };
            let hits = self.readable(&parsed, &merged.answer.hits, merged.nearby.as_ref())?;
            let left_out = merged.nearby.as_ref().map_or(0, Nearby::left_out);
            let is_unknown = hits.len() + left_out < merged.answer.hits.len();
            Ok((merged, hits, is_unknown))
        };
        let before = self.complete_index()?;
        let (mut merged, mut hits, is_unknown) = run_query()?;
        if is_unknown {
            // A library that was just restored has other papers, and an index of its own.
            if self.disagreement(true)?.is_some() {
                self.rebuild_wrong("it finds a paper that the library does not hold")?;
            }
            (merged, hits, _) = run_query()?;
        }
        let total_is_exact = merged.answer.total_is_exact
            && self.is_still_complete(before.as_ref())?
            && self.outcomes_are_counted(&parsed)?;
        Ok(SearchAnswer {
            query: query.to_owned(),
            understood: parsed.understood(),
            total: narrow(merged.answer.total),
            total_is_exact,
            took_ms: began.elapsed().as_secs_f64() * 1000.0,
            words_alone: merged.words_alone,
            without_report: merged.without_report.iter().map(ToString::to_string).collect(),
            hits,
        })
    }

    /// The hits with their papers, in order. Reading papers and making their passages takes longer
    /// than finding them, so that several threads share the work.
    fn readable(
        &self,
        query: &Query,
        index_hits: &[IndexHit],
        nearby: Option<&Nearby>,
    ) -> Result<Vec<Hit>, Error> {
        static THREADS: LazyLock<usize> = LazyLock::new(|| {
            std::thread::available_parallelism().map_or(1, |cores| cores.get().min(MAX_THREADS))
        });
        let share = index_hits.len().div_ceil(*THREADS).clamp(MIN_THREAD_PAPERS, MAX_THREAD_PAPERS);
        let read = |index_hits: &[IndexHit]| -> Result<Vec<Hit>, Error> {
            let keys: Vec<u64> = index_hits.iter().map(|hit| hit.key).collect();
            let papers: HashMap<u64, Paper> = self
                .store()
                .papers_by_key(&keys)?
                .into_iter()
                .map(|paper| (paper.key, paper))
                .collect();
            Ok(index_hits
                .iter()
                .filter_map(|hit| shown(query, hit, papers.get(&hit.key)?, nearby))
                .collect())
        };
        let mut hits = Vec::with_capacity(index_hits.len());
        let mut shares = index_hits.chunks(share);
        while let Some(own) = shares.next() {
            std::thread::scope(|scope| -> Result<(), Error> {
                let thread = |share| {
                    (
                        share,
                        Builder::new()
                            .name("passages".to_owned())
                            .spawn_scoped(scope, move || read(share)),
                    )
                };
                let others: Vec<_> = shares.by_ref().take(*THREADS - 1).map(thread).collect();
                hits.extend(read(own)?);
                for (share, other) in others {
                    hits.extend(match other {
                        Ok(other) => {
                            other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))?
                        }
                        // The system could not start a thread.
                        Err(_) => read(share)?,
                    });
                }
                Ok(())
            })?;
        }
        Ok(hits)
    }

    /// How a query is interpreted.
    pub fn explain(&self, query: &str) -> Explained {
        let query = self.parse_query(query);
        Explained { understood: query.understood(), tree: query.explain() }
    }

    /// The keys of all papers that a query finds strictly, the best first.
    pub(crate) fn strict_matches(&self, query: &str) -> Result<Vec<u64>, Error> {
        let query = parse(query, self.today());
        let paper_count = usize::try_from(self.store().paper_count()?).unwrap_or(usize::MAX);
        let answer = self.query_index(&query, Sort::Relevance, 0, paper_count)?;
        Ok(answer.hits.iter().filter(|hit| !hit.looser).map(|hit| hit.key).collect())
    }

    fn query_index(
        &self,
        query: &Query,
        sort: Sort,
        offset: usize,
        limit: usize,
    ) -> Result<IndexAnswer, Error> {
        let sets = self.sets(query)?;
        let collection = query.only_collection().filter(|_| sort == Sort::Relevance);
        let Some(name) = collection else {
            let request = SearchRequest { query, sets, sort, offset, limit };
            return self.with_index(|index| index.search(&request));
        };
        // Its papers are only ranked by the user's own order.
        let places = self.places_in(name)?;
        let request = SearchRequest { query, sets, sort, offset: 0, limit: places.len() };
        let mut answer = self.with_index(|index| index.search(&request))?;
        answer.hits.sort_by_key(|hit| places.get(&hit.key).copied());
        answer.hits = answer.hits.into_iter().skip(offset).take(limit).collect();
        Ok(answer)
    }

    /// The places of papers in the order of a collection.
    fn places_in(&self, name: &str) -> Result<HashMap<u64, usize>, Error> {
        let wanted = folded(name);
        let all = self.store().collections()?.into_iter();
        let collection = all.filter(|it| folded(&it.name) == wanted).map(|it| it.id).next();
        let Some(collection) = collection else { return Ok(HashMap::new()) };
        let list = List { collection: Some(collection), ..List::default() };
        Ok(self.store().list_keys(&list)?.into_iter().zip(0..).collect())
    }

    /// The papers in the sets that a query names.
    pub(crate) fn sets(&self, query: &Query) -> Result<Sets, Error> {
        let mut sets = Sets::new();
        for set in query.sets() {
            let keys = match &set {
                SetKey::Tag(name) => self.tagged(name)?,
                SetKey::Collection(name) => self.in_collection(name)?,
                SetKey::Mark(words) => {
                    filter(words).map_or(Ok(RoaringTreemap::new()), |filter| self.keys(&filter))?
                }
            };
            sets.insert(set, keys);
        }
        Ok(sets)
    }

    /// Whether the library has counted the outcomes that a query asks for. It counts them in the
    /// background where an earlier version made the checks.
    pub(crate) fn outcomes_are_counted(&self, query: &Query) -> Result<bool, Error> {
        let is_asked = query.sets().iter().any(|set| {
            matches!(set, SetKey::Mark(words) if matches!(filter(words), Some(KeyFilter::Misattributed | KeyFilter::Computed)))
        });
        Ok(!is_asked || self.store().outcomes_are_counted()?)
    }

    /// The papers with a tag, in whatever script it is written.
    fn tagged(&self, name: &str) -> Result<RoaringTreemap, Error> {
        let (store, wanted) = (self.store(), folded(name));
        let mut keys = RoaringTreemap::new();
        for (tag, _) in store.tags()?.into_iter().filter(|(tag, _)| folded(tag) == wanted) {
            keys |= self.keys(&KeyFilter::Tagged(tag))?;
        }
        Ok(keys)
    }

    /// The papers in a collection or one in it, in whatever script its name is written.
    fn in_collection(&self, name: &str) -> Result<RoaringTreemap, Error> {
        let (all, wanted) = (self.store().collections()?, folded(name));
        let mut keys = RoaringTreemap::new();
        for collection in all.into_iter().filter(|it| folded(&it.name) == wanted) {
            keys |= self.keys(&KeyFilter::Collected(collection.id))?;
        }
        Ok(keys)
    }

    /// The papers that the library has in a set.
    pub(crate) fn keys(&self, filter: &KeyFilter) -> Result<RoaringTreemap, Error> {
        Ok(RoaringTreemap::from_sorted_iter(self.store().keys(filter)?).unwrap_or_default())
    }

    /// Queries the index; a damaged index is rebuilt and queried again.
    pub(crate) fn with_index<T>(
        &self,
        ask: impl Fn(&Index) -> Result<T, IndexError>,
    ) -> Result<T, Error> {
        match ask(&*self.index()?) {
            Err(IndexError::Damaged(why)) => {
                self.rebuild_wrong(&why)?;
                Ok(ask(&*self.index()?)?)
            }
            answer => Ok(answer?),
        }
    }
}

/// The library's name for a mark that a query names; `None` for one that no paper can have.
fn filter(words: &str) -> Option<KeyFilter> {
    Some(match words {
        "is:starred" => KeyFilter::Marked(Mark::Starred),
        "is:read" => KeyFilter::Marked(Mark::Read),
        "is:unread" => KeyFilter::NotMarked(Mark::Read),
        "is:later" => KeyFilter::Marked(Mark::Later),
        "has:note" => KeyFilter::Noted,
        "has:highlight" => KeyFilter::Highlighted,
        "has:code" => KeyFilter::Code,
        "has:project" => KeyFilter::Project,
        "has:unverified" => KeyFilter::Unverified,
        "has:misattributed" => KeyFilter::Misattributed,
        "has:computed" => KeyFilter::Computed,
        _ => return None,
    })
}

/// A hit as it is shown; `None` when its paper is no hit by its present text.
fn shown(query: &Query, hit: &IndexHit, paper: &Paper, nearby: Option<&Nearby>) -> Option<Hit> {
    let in_title = matches_in(query, Field::Title, &title(&paper.title), hit.looser);
    let near = nearby.filter(|_| hit.looser).and_then(|nearby| nearby.near(paper, Some(query)));
    match near {
        Some(Near::Sentence(sentence)) => {
            let hit = hit_of(paper, hit.score, true, sentence, &in_title);
            return Some(Hit { meaning: true, ..hit });
        }
        Some(Near::LeftOut) => return None,
        None => {}
    }
    let cut = cut(paper);
    let texts = texts(paper, &cut);
    let fields: Vec<(Field, &str)> = texts.iter().map(|text| (text.field, &*text.stored)).collect();
    let passage = snippet_of(query, &fields, hit.looser, |at| texts[at].plain());
    Some(hit_of(paper, hit.score, hit.looser, passage, &in_title))
}

/// A paper as it is shown among others that were found.
pub(crate) fn hit_of(
    paper: &Paper,
    score: f32,
    looser: bool,
    passage: Snippet,
    in_title: &[(usize, usize)],
) -> Hit {
    let title = short_title(&paper.title).into_owned();
    let length = title.chars().count();
    let in_title: Vec<_> = in_title.iter().copied().filter(|(_, to)| *to <= length).collect();
    Hit {
        id: paper.id.to_string(),
        date: newest(paper),
        title,
        score,
        looser,
        meaning: false,
        field: if is_summary(paper, &passage) { "summary" } else { key(passage.field) }.to_owned(),
        snippet: passage.text,
        highlights: spans(&passage.highlights),
        title_highlights: spans(&in_title),
        starred: paper.marks.starred.is_some(),
        read: paper.marks.read.is_some(),
        later: paper.marks.later.is_some(),
    }
}

/// Whether a passage is from Hugging Face's summary, which is searched where no report has a
/// contribution.
fn is_summary(paper: &Paper, passage: &Snippet) -> bool {
    let Some(summary) = paper.summary.as_deref().filter(|_| passage.field == Field::Contribution)
    else {
        return false;
    };
    let is_within = |text: &str| text.contains(passage.text.trim_matches(['…', ' ']));
    match &paper.report {
        None => true,
        Some(report) if cut(paper).get(Section::Contribution).is_none() => {
            is_within(summary) && !is_within(&plain(&report.body))
        }
        Some(_) => crate::reading::is_summary_shown(paper),
    }
}

fn spans(ranges: &[(usize, usize)]) -> Vec<(u32, u32)> {
    ranges.iter().map(|(from, to)| (narrow(*from as u64), narrow(*to as u64))).collect()
}

fn key(field: Field) -> &'static str {
    match field {
        Field::Title => "title",
        Field::Domain => "domain",
        Field::Contribution => "contribution",
        Field::Usage => "usage",
        Field::Innovations => "innovations",
        Field::Results => "results",
        Field::Abstract => "abstract",
        Field::Author => "author",
        Field::Note => "note",
        Field::Tag => "tag",
        Field::Highlight => "highlight",
    }
}
