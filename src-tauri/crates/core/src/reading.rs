//! Days, lists and papers, for reading.

use crate::collections::collection_id;
use crate::dates::iso_day;
use crate::paper::{links, newest};
use crate::taste::InOrder;
use crate::wire::{
    Card, CardPage, ContributionSource, Day, LearntState, Neighbours, OpenPaper, OpenSection,
    Order, Status, TagCount, ValueCause, View,
};
use crate::write::Writer;
use crate::{App, DateSpan, Error, Paper};
use paperboy_archive::is_digest_writer;
use paperboy_paper::{Date, PaperId, ReadingSource};
use paperboy_report::{Section, Sections, domain_chips, html, plain, sections, short_title};
use paperboy_store::{CollectionId, List, Report};
use paperboy_writer::Language;
use std::hash::{DefaultHasher, Hash, Hasher};

/// The largest part of an abstract on a card, in bytes, unless its first sentence is longer.
const MAX_BEGINNING_BYTES: usize = 320;
/// The largest contribution or summary on a card, in bytes.
const MAX_CARD_BYTES: usize = 4_000;
/// The largest part of a note on a card, in bytes.
const MAX_NOTE_BYTES: usize = 600;
/// The largest number of cards in one answer.
pub(crate) const MAX_CARDS: u32 = 500;

/// The filter of `list` on the command line.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Only these days.
    pub dates: Option<DateSpan>,
    /// Only starred ones.
    pub starred: bool,
    /// Only unread ones.
    pub unread: bool,
    /// Only those kept for later.
    pub later: bool,
    /// Only those with this tag.
    pub tag: Option<String>,
    /// Only those in this collection or one in it.
    pub collection: Option<CollectionId>,
}

impl Filter {
    pub(crate) fn list(&self) -> List {
        List {
            dates: self.dates.map(|span| (span.from, span.to)),
            starred: self.starred,
            unread: self.unread,
            later: self.later,
            tag: self.tag.clone(),
            collection: self.collection.clone(),
        }
    }
}

impl App {
    /// What the window shows around its views.
    pub fn status(&self) -> Result<Status, Error> {
        let store = self.store();
        let count = |list: List| store.list(&list, 0, 0).map(|(_, total)| narrow(total));
        // Each lock is released before the next: a guard in the literal below would live to its end.
        let notices = self.notices().clone();
        let jobs = self.jobs.lock();
        let job = jobs.running.as_ref().or(jobs.backup.as_ref());
        let job = job.or(jobs.vault.as_ref()).or(jobs.sync.as_ref());
        let job = job.or(jobs.publish.as_ref()).cloned();
        let (fetch, figures) = (jobs.fetch.clone(), jobs.figures.clone());
        drop(jobs);
        let [job, fetch, figures] = [job, fetch, figures].map(|job| job.map(|job| job.progress()));
        Ok(Status {
            papers: narrow(store.paper_count()?),
            days: narrow(store.day_count()?),
            starred: count(List { starred: true, ..List::default() })?,
            later: count(List { later: true, ..List::default() })?,
            unread: count(List { unread: true, ..List::default() })?,
            tags: digest_of(&store.tags()?),
            collections: self.collections()?,
            read_only: self.read_only(),
            notices,
            index: self.index_state(),
            job,
            fetch,
            figures,
            writing: self.writing_state()?,
        })
    }

    /// The tags in use, by name.
    pub fn tags(&self) -> Result<Vec<TagCount>, Error> {
        let tags = self.store().tags()?.into_iter();
        Ok(tags.map(|(name, papers)| TagCount { name, papers: narrow(papers) }).collect())
    }

    /// The days in the library, newest first.
    pub fn days(&self) -> Result<Vec<Day>, Error> {
        let days = self.store().days()?.into_iter();
        Ok(days
            .map(|day| Day {
                date: day.date.to_string(),
                papers: narrow(day.papers),
                unread: narrow(day.unread),
                source_url: day.source_url,
            })
            .collect())
    }

    /// A part of a list, as cards.
    pub fn list(&self, view: &View, offset: u32, limit: u32) -> Result<CardPage, Error> {
        let (papers, total) =
            self.store().list(&self.list_of(view)?, offset.into(), limit.min(MAX_CARDS).into())?;
        Ok(CardPage {
            cards: self.cards(&papers)?,
            total: narrow(total),
            learnt: None,
            check: self.day_check(view)?,
        })
    }

    /// Papers as cards, with their figures.
    pub(crate) fn cards(&self, papers: &[paperboy_store::Paper]) -> Result<Vec<Card>, Error> {
        let ids: Vec<PaperId> = papers.iter().map(|paper| paper.id.clone()).collect();
        let mut figures = self.card_figures(&ids)?;
        let with_figure = |paper: &paperboy_store::Paper| Card {
            figure: figures.remove(&paper.id),
            ..card(paper)
        };
        Ok(papers.iter().map(with_figure).collect())
    }

    /// Whole papers without their sections, for the command line.
    pub fn papers(&self, filter: &Filter) -> Result<Vec<Paper>, Error> {
        let (papers, _) = self.store().list(&filter.list(), 0, u64::from(u32::MAX))?;
        Ok(papers.iter().map(Paper::brief).collect())
    }

    /// Like [`papers`](Self::papers), in an order. In the learnt order each paper has its reasons; the
    /// call waits until the order is learnt. With a collection, the order is learnt from the papers of
    /// the collection, and these are left out.
    pub fn papers_by(
        &self,
        filter: &Filter,
        order: Order,
        collection: Option<CollectionId>,
    ) -> Result<(Vec<Paper>, Option<LearntState>), Error> {
        let InOrder { papers, why, learnt } =
            self.papers_in_order(&filter.list(), order, collection)?;
        let paper = |(paper, why)| Paper { because: why, ..Paper::brief(paper) };
        Ok((papers.iter().zip(why).map(paper).collect(), learnt))
    }

    /// The papers before and after one in a list.
    pub fn neighbours(&self, view: &View, id: &str) -> Result<Neighbours, Error> {
        let (previous, next) = self.store().neighbours(&self.list_of(view)?, &paper_id(id)?)?;
        Ok(Neighbours { previous: previous.map(String::from), next: next.map(String::from) })
    }

    /// A paper for reading. It fetches nothing: the window also asks for papers that are likely to be
    /// opened next.
    pub fn open_paper(&self, id: &str) -> Result<OpenPaper, Error> {
        let paper = self.stored_paper(&paper_id(id)?)?;
        let (sections, rest_html) = opened(paper.report.as_ref());
        let check = match &paper.report {
            Some(report) if report.checked.is_some() => self.check_of(report.id)?,
            _ => None,
        };
        Ok(OpenPaper {
            card: card(&paper),
            dates: paper.dates.iter().map(ToString::to_string).collect(),
            authors: paper.authors.clone(),
            abstract_html: paper.abstract_text.as_deref().map(html),
            summary: paper.summary.clone(),
            keywords: paper.keywords.clone(),
            organization: paper.organization.clone(),
            published: paper.published.map(|date| date.to_string()),
            has_article: paper.has_article
                && paper.reading_source.is_some_and(ReadingSource::is_whole),
            reading_settled: paper.reading_settled,
            version: paper.report.as_ref().map(|report| narrow(report.id.cast_unsigned())),
            versions: narrow(self.store().version_count(&paper.id)?),
            record: self.record_of(&paper)?,
            language: paper.report.as_ref().map(|report| Language::of(&report.body).into()),
            check,
            sections,
            rest_html,
            note: paper.note.clone(),
            links: links(&paper),
        })
    }
}

/// The sections of a report. A report of another digest has none of the five, even if its headings
/// are alike.
pub(crate) fn cut(report: Option<&Report>) -> Sections {
    match report {
        Some(report) if !is_digest_writer(&report.writer) => sections(&report.body),
        _ => Sections::default(),
    }
}

/// A report's sections as HTML; if it has none of the five, the whole report instead.
pub(crate) fn opened(report: Option<&Report>) -> (Vec<OpenSection>, Option<String>) {
    let (cut, body) = (cut(report), report.map_or("", |report| &report.body));
    let open: Vec<OpenSection> = Section::ALL
        .into_iter()
        .filter_map(|section| {
            cut.get(section)
                .map(|text| OpenSection { key: section.key().to_owned(), html: html(text) })
        })
        .collect();
    let rest = (open.is_empty() && !body.is_empty()).then(|| html(body));
    (open, rest)
}

fn card(paper: &paperboy_store::Paper) -> Card {
    let report = paper.report.as_ref();
    let cut = cut(report);
    let (contribution_html, contribution_source) =
        contribution(paper, cut.get(Section::Contribution)).unzip();
    Card {
        id: paper.id.to_string(),
        title: short_title(&paper.title).into_owned(),
        date: newest(paper),
        domain: cut.get(Section::Domain).map(domain_chips).unwrap_or_default(),
        contribution_html,
        contribution_source,
        reading_source: paper.reading_source,
        starred: paper.marks.starred.is_some(),
        read: paper.marks.read.is_some(),
        later: paper.marks.later.is_some(),
        tags: paper.tags.clone(),
        note: paper.note.as_deref().map(|note| beginning_of_note(note).to_owned()),
        highlights: narrow(paper.highlights),
        reading_reasons: paper.reading_reasons.clone(),
        upvotes: paper.upvotes,
        writer: report.map(|report| report.writer.clone()),
        unverified: report
            .and_then(|report| report.checked)
            .map(|checked| checked.figures.saturating_sub(checked.found)),
        damaged: paper.is_damaged,
        figure: None,
        for_me: None,
    }
}

/// The contribution that a card shows, and its author. Until a report is written, the card shows
/// Hugging Face's sentence or the beginning of the abstract.
fn contribution(
    paper: &paperboy_store::Paper,
    written: Option<&str>,
) -> Option<(String, ContributionSource)> {
    match (written, &paper.summary, &paper.abstract_text) {
        (Some(written), ..) => Some((html(fitted(written)), contribution_source(paper))),
        (None, Some(summary), _) => Some((html(fitted(summary)), ContributionSource::HuggingFace)),
        (None, None, Some(text)) => Some((beginning(text), ContributionSource::Abstract)),
        (None, None, None) => None,
    }
}

/// The beginning of a text for a card, which shows only a few lines.
fn fitted(text: &str) -> &str {
    if text.len() <= MAX_CARD_BYTES {
        return text;
    }
    let text = &text[..text.floor_char_boundary(MAX_CARD_BYTES)];
    let end = text
        .rfind(|c: char| c.is_whitespace() || "。；，".contains(c))
        .filter(|end| *end > MAX_CARD_BYTES / 2);
    &text[..end.unwrap_or(text.len())]
}

/// The part of a note that a card has space for.
fn beginning_of_note(note: &str) -> &str {
    let note = note.trim();
    &note[..note.floor_char_boundary(MAX_NOTE_BYTES)]
}

/// The author of the contribution that a report shows. Extractive reports of earlier versions show
/// Hugging Face's summary where the paper had no such sentence.
fn contribution_source(paper: &paperboy_store::Paper) -> ContributionSource {
    if is_summary_shown(paper) {
        ContributionSource::HuggingFace
    } else {
        ContributionSource::Report
    }
}

/// Whether the shown report is an extractive one whose contribution is Hugging Face's summary.
pub(crate) fn is_summary_shown(paper: &paperboy_store::Paper) -> bool {
    let report = paper.report.as_ref().filter(|report| report.writer == Writer::Extract.key());
    let (Some(report), Some(summary)) = (report, paper.summary.as_deref()) else { return false };
    let words = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    sections(&report.body)
        .get(Section::Contribution)
        .is_some_and(|text| words(&plain(text)) == words(summary))
}

/// The first sentences of an abstract, as safe HTML: as many as fit on a card.
fn beginning(text: &str) -> String {
    let mut end = 0;
    for (at, _) in text.match_indices(['.', '!', '?', '。', '！', '？']) {
        let behind = text[at..].chars().next().map_or(at, |mark| at + mark.len_utf8());
        let ends = text[behind..]
            .chars()
            .next()
            .is_none_or(|next| next.is_whitespace() || !next.is_ascii());
        if behind > MAX_BEGINNING_BYTES && end > 0 {
            break;
        }
        if ends {
            end = behind;
        }
    }
    match end {
        0 => html(fitted(text)),
        end => html(&text[..end]),
    }
}

/// A view as a list of the store. The days of the views in the learnt order are missing: they depend
/// on the library.
pub(crate) fn list_of(view: &View) -> Result<List, Error> {
    let all = List::default();
    Ok(match view {
        View::Day { date } => {
            let date = day(date)?;
            List { dates: Some((date, date)), ..all }
        }
        View::Starred => List { starred: true, ..all },
        View::Later => List { later: true, ..all },
        View::Unread | View::ForMe => List { unread: true, ..all },
        View::Tag { name } => List { tag: Some(name.clone()), ..all },
        View::Collection { id } => List { collection: Some(collection_id(id)?), ..all },
        View::All | View::ForCollection { .. } => all,
    })
}

pub(crate) fn day(text: &str) -> Result<Date, Error> {
    iso_day(text).ok_or_else(|| ValueCause::NotADay { text: text.to_owned() }.into())
}

pub(crate) fn paper_id(text: &str) -> Result<PaperId, Error> {
    PaperId::parse(text).ok_or_else(|| ValueCause::NoId { text: text.to_owned() }.into())
}

/// A digest of the tags and their numbers of papers: it changes with any of them.
fn digest_of(tags: &[(String, u64)]) -> String {
    let mut digest = DefaultHasher::new();
    tags.hash(&mut digest);
    format!("{:016x}", digest.finish())
}

/// A count for the window: JavaScript's numbers are exact up to 2^53, and no library comes near 2^32.
pub(crate) fn narrow(count: u64) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
