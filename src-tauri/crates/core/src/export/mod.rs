//! Papers out of the library again.

mod annotations;
pub(crate) mod document;
mod figures;
mod file;
mod highlights;
mod page;

pub use figures::FigureExport;
pub(crate) use figures::{FigureFolder, Illustrations, KnownFigures};

use crate::collections::collection_id;
use crate::dates::day_page;
use crate::reading::{list_of, paper_id};
use crate::wire::{ExportOf, View};
use crate::{App, DateSpan, Error, Filter};
use paperboy_paper::{Date, PaperId};
use paperboy_report::{DailyReport, PaperReport};
use paperboy_store::List;

/// The selection of an export.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Selection {
    /// Days.
    Days(DateSpan),
    /// Papers by their ids.
    Papers(Vec<PaperId>),
    /// Papers that answer a query.
    Query(String),
    /// The papers of a list.
    List(Filter),
}

/// What a selection came to.
#[derive(Debug, Clone, PartialEq)]
pub struct Exported<T> {
    /// The items, in order.
    pub items: Vec<T>,
    /// Papers named that are not in the library.
    pub unknown: Vec<PaperId>,
}

/// The papers of a selection, still to be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picked {
    /// The library's numbers of them, in order.
    pub(crate) keys: Vec<u64>,
    /// Papers named that are not in the library.
    pub unknown: Vec<PaperId>,
}

impl Picked {
    /// How many papers there are.
    pub fn len(&self) -> usize {
        self.keys.len()
    }

    /// Whether there is no paper.
    pub fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }
}

/// A daily report as a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayFile {
    /// The day.
    pub date: Date,
    /// The file's bytes.
    pub bytes: Vec<u8>,
}

impl App {
    /// The daily reports of a span, by day, oldest first, each as bytes to write. A whole day
    /// equals its newest document byte for byte, where that document contains the whole day;
    /// otherwise it is written from the papers.
    pub fn export_days(&self, span: DateSpan) -> Result<Vec<DayFile>, Error> {
        let days = self.store().days()?;
        let mut files = Vec::new();
        for day in days.iter().rev().filter(|day| (span.from..=span.to).contains(&day.date)) {
            let bytes = self.day_markdown(day.date, day.source_url.clone())?;
            files.push(DayFile { date: day.date, bytes });
        }
        Ok(files)
    }

    /// The papers of a selection. Papers not in the library are named.
    pub fn pick(&self, selection: &Selection) -> Result<Picked, Error> {
        let store = self.store();
        let mut unknown = Vec::new();
        let keys = match selection {
            Selection::Days(span) => {
                store.list_keys(&List { dates: Some((span.from, span.to)), ..List::default() })?
            }
            Selection::List(filter) => store.list_keys(&filter.list())?,
            Selection::Query(query) => self.strict_matches(query)?,
            Selection::Papers(ids) => {
                let keys = store.keys_of(ids)?;
                let missing = ids.iter().zip(&keys).filter(|(_, key)| key.is_none());
                unknown = missing.map(|(id, _)| id.clone()).collect();
                keys.into_iter().flatten().collect()
            }
        };
        Ok(Picked { keys, unknown })
    }

    /// The daily report of a whole day.
    pub(crate) fn day_markdown(
        &self,
        date: Date,
        source_url: Option<String>,
    ) -> Result<Vec<u8>, Error> {
        let store = self.store();
        if let Some(bytes) = store.verbatim(date)? {
            return Ok(bytes);
        }
        let (papers, _) = store.list(
            &List { dates: Some((date, date)), ..List::default() },
            0,
            u64::from(u32::MAX),
        )?;
        Ok(composed(date, source_url, papers))
    }
}

impl Selection {
    /// What the window exports.
    pub(crate) fn of(app: &App, export: &ExportOf) -> Result<Self, Error> {
        Ok(match export {
            ExportOf::Query { query } => Self::Query(query.clone()),
            ExportOf::Papers { ids } => {
                Self::Papers(ids.iter().map(|id| paper_id(id)).collect::<Result<_, _>>()?)
            }
            ExportOf::List { view } => match view {
                View::Day { .. } => {
                    let (from, to) = list_of(view)?.dates.unwrap_or_default();
                    Self::Days(DateSpan { from, to })
                }
                View::Starred => Self::List(Filter { starred: true, ..Filter::default() }),
                View::Later => Self::List(Filter { later: true, ..Filter::default() }),
                View::Unread => Self::List(Filter { unread: true, ..Filter::default() }),
                View::Tag { name } => {
                    Self::List(Filter { tag: Some(name.clone()), ..Filter::default() })
                }
                View::Collection { id } => {
                    let collection = Some(collection_id(id)?);
                    Self::List(Filter { collection, ..Filter::default() })
                }
                View::All => Self::List(Filter::default()),
                // In the order in which it is shown.
                View::ForMe | View::ForCollection { .. } => {
                    Self::Papers(app.ids_in_learnt_order(view)?)
                }
            },
        })
    }
}

/// A daily report of these papers.
pub(crate) fn composed(
    date: Date,
    source_url: Option<String>,
    papers: Vec<paperboy_store::Paper>,
) -> Vec<u8> {
    let papers = papers.into_iter().map(|paper| PaperReport {
        title: paper.title,
        link: paper.id.links().huggingface,
        id: Some(paper.id),
        reading_source: paper.report.as_ref().and_then(|report| report.reading_source),
        body: paper.report.map(|report| report.body).unwrap_or_default(),
        line: 0,
    });
    let source_url = source_url.unwrap_or_else(|| day_page(date));
    let report = DailyReport {
        date: Some(date),
        source_url: Some(source_url),
        papers: papers.collect(),
        problems: Vec::new(),
    };
    paperboy_report::write(&report).into_bytes()
}
