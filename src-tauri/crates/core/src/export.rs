//! Papers out of the library again.

use crate::{App, DateSpan, Error, Paper};
use paperboy_paper::{Date, PaperId};
use paperboy_report::{DailyReport, PaperReport};
use paperboy_store::List;
use std::collections::BTreeMap;

/// What is to be exported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Selection {
    /// Days.
    Days(DateSpan),
    /// Papers by their ids.
    Papers(Vec<PaperId>),
    /// Papers that answer a query.
    Query(String),
    /// The starred papers.
    Starred,
}

/// What a selection came to.
#[derive(Debug, Clone, PartialEq)]
pub struct Exported<T> {
    /// What was found, in order.
    pub found: Vec<T>,
    /// Papers named that are not in the library.
    pub unknown: Vec<PaperId>,
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
    /// Daily reports of the selection, by day, oldest first, each as bytes to write. A whole day
    /// comes byte for byte as its newest document stands, where that tells all of the day; else it
    /// is composed. Papers not in the library are named.
    pub fn export_markdown(&self, selection: &Selection) -> Result<Exported<DayFile>, Error> {
        if let Selection::Days(span) = selection {
            let mut days = Vec::new();
            for day in self
                .store()
                .days()?
                .iter()
                .rev()
                .filter(|day| (span.from..=span.to).contains(&day.date))
            {
                days.push(DayFile {
                    date: day.date,
                    bytes: self.day_markdown(day.date, day.source_url.clone())?,
                });
            }
            return Ok(Exported { found: days, unknown: Vec::new() });
        }
        let Exported { found: papers, unknown } = self.selected(selection)?;
        let mut days: BTreeMap<Date, Vec<paperboy_store::Paper>> = BTreeMap::new();
        for paper in papers {
            // Every paper stands on a day; one that did not would have no report to be part of.
            if let Some(date) = paper.dates.first() {
                days.entry(*date).or_default().push(paper);
            }
        }
        let found = days
            .into_iter()
            .map(|(date, papers)| DayFile { date, bytes: composed(date, None, papers) })
            .collect();
        Ok(Exported { found, unknown })
    }

    /// The selection's papers with their sections. Papers not in the library are named.
    pub fn export_json(&self, selection: &Selection) -> Result<Exported<Paper>, Error> {
        let Exported { found: papers, unknown } = self.selected(selection)?;
        Ok(Exported { found: papers.iter().map(Paper::full).collect(), unknown })
    }

    fn day_markdown(&self, date: Date, source_url: Option<String>) -> Result<Vec<u8>, Error> {
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

    fn selected(&self, selection: &Selection) -> Result<Exported<paperboy_store::Paper>, Error> {
        let store = self.store();
        let listed =
            |list: List| store.list(&list, 0, u64::from(u32::MAX)).map(|(papers, _)| papers);
        let mut unknown = Vec::new();
        let papers = match selection {
            Selection::Days(span) => {
                listed(List { dates: Some((span.from, span.to)), ..List::default() })?
            }
            Selection::Starred => listed(List { starred: true, ..List::default() })?,
            Selection::Query(query) => self.strictly_found(query)?,
            Selection::Papers(ids) => {
                let mut papers = Vec::new();
                for id in ids {
                    match store.paper(id)? {
                        Some(paper) => papers.push(paper),
                        None => unknown.push(id.clone()),
                    }
                }
                papers
            }
        };
        Ok(Exported { found: papers, unknown })
    }
}

fn composed(date: Date, source_url: Option<String>, papers: Vec<paperboy_store::Paper>) -> Vec<u8> {
    let papers = papers.into_iter().map(|paper| PaperReport {
        title: paper.title,
        link: paper.id.links().huggingface,
        id: Some(paper.id),
        reading_source: paper.report.as_ref().and_then(|report| report.reading_source),
        body: paper.report.map(|report| report.body).unwrap_or_default(),
        line: 0,
    });
    let source_url =
        source_url.unwrap_or_else(|| format!("https://huggingface.co/papers/date/{date}"));
    let report = DailyReport {
        date: Some(date),
        source_url: Some(source_url),
        papers: papers.collect(),
        problems: Vec::new(),
    };
    paperboy_report::write(&report).into_bytes()
}
