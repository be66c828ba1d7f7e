//! The items of one device on the others: reports that a model wrote, full texts and figures.

mod articles;
mod figures;
mod reports;

use super::library::Library;
use crate::dates::day_page;
use crate::{Error, Job};
use jiff::tz::TimeZone;
use paperboy_paper::{Date, PaperId};
use paperboy_report::on_one_line;
use paperboy_store::{ListedPaper, SharedPaper};
use paperboy_sync::{Device, ItemKind, ItemState, Items, MAX_LINE_BYTES, OwnItems, Taken};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// The longest title, name or address that is taken, in bytes.
const MAX_WORDS_BYTES: usize = 4096;
/// The longest abstract or report that is taken, in bytes.
const MAX_TEXT_BYTES: usize = 1 << 20;
/// arXiv has no earlier paper.
const FIRST_DAY: Date = jiff::civil::date(1991, 8, 1);
/// The most authors or keywords of a paper that are taken.
const MAX_LIST: usize = 5000;

/// The items of one kind in the library.
pub(super) struct LibraryItems<'a> {
    pub(super) library: Library,
    pub(super) kind: ItemKind,
    /// What asks whether to continue.
    pub(super) job: &'a Job,
    /// How many bytes images may take.
    pub(super) figure_space: u64,
}

impl Items for LibraryItems<'_> {
    type Error = Error;

    fn kind(&self) -> ItemKind {
        self.kind
    }

    fn item_state(&mut self) -> Result<Option<ItemState>, Error> {
        Ok(self.library.store.item_state(self.kind)?)
    }

    fn set_item_state(&mut self, state: &ItemState) -> Result<(), Error> {
        // Where nothing is new, nothing is written: each write is a change of the library.
        if self.item_state()?.as_ref() == Some(state) {
            return Ok(());
        }
        Ok(self.library.store.set_item_state(self.kind, state)?)
    }

    fn items_after(&mut self, row: i64, bytes: usize) -> Result<OwnItems, Error> {
        match self.kind {
            ItemKind::Reports => self.library.reports_after(row, bytes),
            ItemKind::Articles => self.library.articles_after(row, bytes),
            ItemKind::Figures => self.library.images_after(row, bytes),
        }
    }

    fn take_items(
        &mut self,
        lines: Vec<String>,
        device: Device,
        state: &ItemState,
    ) -> Result<Taken, Error> {
        let Library { store, now } = &self.library;
        let all = lines.len();
        let (added, understood) = match self.kind {
            ItemKind::Reports => {
                let reports = self.library.reports_in(lines);
                (store.take_reports(&reports, device, state, *now)?, reports.len())
            }
            ItemKind::Articles => {
                let articles = self.library.articles_in(lines);
                (store.take_articles(&articles, device, state, *now)?, articles.len())
            }
            ItemKind::Figures => return self.take_images(lines, device, state),
        };
        Ok(Taken { added, unreadable: (all - understood) as u64 })
    }

    fn new_items(&mut self, lines: Vec<String>) -> Result<BTreeSet<Vec<u8>>, Error> {
        let store = &self.library.store;
        Ok(match self.kind {
            ItemKind::Reports => store.new_reports(&self.library.reports_in(lines))?,
            ItemKind::Articles => {
                let new = store.new_articles(&self.library.articles_in(lines))?;
                new.into_iter().map(|id| id.as_str().into()).collect()
            }
            ItemKind::Figures => self.library.new_images(lines)?,
        })
    }
}

/// Items as lines, without those that no device would read.
fn own_items(items: Vec<impl Serialize>, last: i64, is_all: bool) -> OwnItems {
    let line = |item| serde_json::to_string(&item).expect("texts and numbers are JSON");
    let mut lines: Vec<String> = items.into_iter().map(line).collect();
    lines.retain(|line| (line.len() as u64) < MAX_LINE_BYTES);
    let bytes = lines.iter().map(String::len).sum();
    OwnItems { lines, bytes, last, is_all }
}

/// What the line of an item says of its paper.
#[derive(Serialize, Deserialize)]
struct PaperLine {
    paper: Paper,
    date: Date,
    #[serde(default)]
    source_url: String,
}

#[derive(Serialize, Deserialize)]
struct Paper {
    id: PaperId,
    title: String,
    #[serde(default)]
    authors: Vec<String>,
    #[serde(default, rename = "abstract")]
    abstract_text: Option<String>,
    #[serde(default)]
    code: Option<String>,
    #[serde(default)]
    project: Option<String>,
    #[serde(default)]
    upvotes: Option<u32>,
    #[serde(default)]
    keywords: Vec<String>,
    #[serde(default)]
    summary: Option<String>,
    #[serde(default)]
    organization: Option<String>,
    #[serde(default)]
    published: Option<Date>,
}

impl From<SharedPaper> for PaperLine {
    fn from(SharedPaper { paper, date, source_url }: SharedPaper) -> Self {
        let paper = Paper {
            id: paper.id,
            title: paper.title,
            authors: paper.authors,
            abstract_text: paper.abstract_text,
            code: paper.code,
            project: paper.project,
            upvotes: paper.upvotes,
            keywords: paper.keywords,
            summary: paper.summary,
            organization: paper.organization,
            published: paper.published,
        };
        Self { paper, date, source_url }
    }
}

impl PaperLine {
    fn is_bounded(&self) -> bool {
        let Self { paper, date, source_url } = self;
        let optional = [&paper.code, &paper.project, &paper.summary, &paper.organization];
        let lists = [&paper.authors, &paper.keywords];
        let mut short = [&paper.title, source_url]
            .into_iter()
            .chain(optional.into_iter().flatten())
            .chain(lists.into_iter().flatten());
        short.all(|text| text.len() <= MAX_WORDS_BYTES)
            && lists.iter().all(|list| list.len() <= MAX_LIST)
            && paper.abstract_text.as_ref().is_none_or(|text| text.len() <= MAX_TEXT_BYTES)
            && *date >= FIRST_DAY
    }

    /// The paper, where it is one that a Paperboy can have sent.
    fn checked(self, library: &Library) -> Option<SharedPaper> {
        if !self.is_bounded() {
            return None;
        }
        let Self { paper, date, source_url } = self;
        // A day of a clock that is wrong; tomorrow is today elsewhere.
        let today = library.now.to_zoned(TimeZone::UTC).date();
        let date =
            if today.tomorrow().is_ok_and(|tomorrow| date > tomorrow) { today } else { date };
        let is_web = |address: &String| {
            let parsed = url::Url::parse(address);
            parsed.is_ok_and(|parsed| matches!(parsed.scheme(), "http" | "https"))
        };
        let line = |text: Option<String>| text.map(|text| on_one_line(&text));
        Some(SharedPaper {
            paper: ListedPaper {
                id: paper.id,
                title: on_one_line(&paper.title),
                abstract_text: paper.abstract_text,
                authors: paper.authors.iter().map(|name| on_one_line(name)).collect(),
                code: paper.code.filter(is_web),
                project: paper.project.filter(is_web),
                upvotes: paper.upvotes,
                keywords: paper.keywords.iter().map(|word| on_one_line(word)).collect(),
                summary: line(paper.summary),
                organization: line(paper.organization),
                published: paper.published,
            },
            date,
            source_url: Some(source_url).filter(is_web).unwrap_or_else(|| day_page(date)),
        })
    }
}
