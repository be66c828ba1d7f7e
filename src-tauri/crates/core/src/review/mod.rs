//! A report on a week or a month: what rose, what was starred and read, and what stayed unread.

mod markdown;

use crate::reading::narrow;
use crate::wire::{ForMe, LearntState, Order, Shift};
use crate::{App, Error};
use jiff::ToSpan;
use paperboy_paper::Date;
use paperboy_report::short_title;
use paperboy_search::domains;
use paperboy_store::{KeyFilter, List, Mark, Paper};
use paperboy_writer::Language;
use serde::Serialize;

/// The most papers that are listed of each kind.
const MAX_PAPERS: usize = 20;
/// The most papers that stayed unread.
const MAX_MISSED: usize = 10;
/// The most fields.
const MAX_FIELDS: usize = 5;
/// How many periods before are compared with.
const BEFORE: i32 = 3;

/// How long a report's time is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Period {
    /// From Monday to Sunday.
    Week,
    /// A month of the calendar.
    Month,
}

impl Period {
    /// The first and the last day of the one that a day is in.
    pub fn around(self, day: Date) -> (Date, Date) {
        match self {
            Self::Week => {
                let since = i64::from(day.weekday().to_monday_zero_offset());
                let from = day.checked_sub(since.days()).unwrap_or(day);
                (from, from.checked_add(6.days()).unwrap_or(day))
            }
            Self::Month => (day.first_of_month(), day.last_of_month()),
        }
    }

    /// The first and the last day of the three before it.
    fn before(self, from: Date) -> (Date, Date) {
        let to = from.yesterday().unwrap_or(from);
        let span = match self {
            Self::Week => (7 * BEFORE).days(),
            Self::Month => BEFORE.months(),
        };
        (from.checked_sub(span).unwrap_or(from), to)
    }
}

/// A review of a week or a month.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Review {
    /// How long it is.
    pub period: Period,
    /// The first day, `YYYY-MM-DD`.
    pub from: String,
    /// The last day.
    pub to: String,
    /// How many papers its days list.
    pub papers: u32,
    /// The terms and domains that rose significantly against the three before, the surest first.
    pub rising: Vec<Shift>,
    /// The domains with the most starred papers of these days.
    pub fields: Vec<ReviewedField>,
    /// How many papers were marked as read in this time.
    pub read_count: u32,
    /// Some of them, the last ones first.
    pub read: Vec<ReviewedPaper>,
    /// Papers of these days that are unread and come first in the learnt order; none where nothing
    /// is learnt.
    pub missed: Vec<ReviewedPaper>,
    /// Whether there is a learnt order.
    pub is_learnt: bool,
}

/// A domain with how many of its papers are starred.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReviewedField {
    /// Its name in Chinese.
    pub zh: String,
    /// Its name in English.
    pub en: String,
    /// How many of its papers are starred.
    pub starred: u32,
}

/// A paper of a review.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReviewedPaper {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The newest day that lists it.
    pub date: String,
}

impl App {
    /// The review of the week or the month that contains a day. The same library gives the same
    /// review.
    pub fn review(&self, period: Period, day: Date) -> Result<Review, Error> {
        let (from, to) = period.around(day);
        let (before_from, before_to) = period.before(from);
        let spans = [format!("date:{from}..{to}"), format!("date:{before_from}..{before_to}")];
        let trends = self.trends_of(from.to_string(), &spans)?;
        let mut rising = trends.terms_up;
        rising.extend(trends.domains_up);
        let read = self.read_between(from, to)?;
        let (is_learnt, missed) = self.missed(from, to)?;
        Ok(Review {
            period,
            from: from.to_string(),
            to: to.to_string(),
            papers: trends.papers,
            rising,
            fields: self.starred_fields(&spans[0])?,
            read_count: narrow(read.len() as u64),
            read: read.iter().take(MAX_PAPERS).map(reviewed).collect(),
            missed,
            is_learnt,
        })
    }

    /// A review as Markdown, in the language of reports.
    pub fn review_markdown(&self, review: &Review) -> Result<String, Error> {
        let language = Language::from_key(&self.setting("report.language")?).unwrap_or_default();
        Ok(markdown::markdown(review, language))
    }

    /// The papers that were marked as read on these days in the user's time zone, the last ones
    /// first.
    fn read_between(&self, from: Date, to: Date) -> Result<Vec<Paper>, Error> {
        let store = self.store();
        let mut papers = store.papers_by_key(&store.keys(&KeyFilter::Marked(Mark::Read))?)?;
        papers.retain(|paper| {
            paper.marks.read.is_some_and(|at| {
                let day = at.to_zoned(self.user.zone.clone()).date();
                (from..=to).contains(&day)
            })
        });
        papers.sort_by(|a, b| b.marks.read.cmp(&a.marks.read).then_with(|| a.id.cmp(&b.id)));
        Ok(papers)
    }

    fn starred_fields(&self, span: &str) -> Result<Vec<ReviewedField>, Error> {
        let counts = self.counts(&format!("{span} is:starred"))?;
        let mut fields: Vec<ReviewedField> = counts
            .domains
            .iter()
            .zip(domains())
            .filter(|(starred, _)| **starred > 0)
            .map(|(starred, domain)| ReviewedField {
                zh: domain.zh.to_owned(),
                en: domain.en.to_owned(),
                starred: narrow(*starred),
            })
            .collect();
        fields.sort_by(|a, b| b.starred.cmp(&a.starred).then_with(|| a.en.cmp(&b.en)));
        fields.truncate(MAX_FIELDS);
        Ok(fields)
    }

    fn missed(&self, from: Date, to: Date) -> Result<(bool, Vec<ReviewedPaper>), Error> {
        let list = List { dates: Some((from, to)), unread: true, ..List::default() };
        let in_order = self.papers_in_order(&list, Order::ForMe)?;
        if in_order.learnt != Some(LearntState::Ready) {
            return Ok((false, Vec::new()));
        }
        let papers = in_order.papers.iter().zip(in_order.why);
        let is_wanted = |why: &Option<ForMe>| {
            let weight = |why: &ForMe| why.reasons.iter().map(|reason| reason.weight).sum::<f64>();
            why.as_ref().is_some_and(|why| !why.less && weight(why) > 0.0)
        };
        let missed = papers.filter(|(_, why)| is_wanted(why)).take(MAX_MISSED);
        Ok((true, missed.map(|(paper, _)| reviewed(paper)).collect()))
    }
}

fn reviewed(paper: &Paper) -> ReviewedPaper {
    ReviewedPaper {
        id: paper.id.to_string(),
        title: short_title(&paper.title).into_owned(),
        date: paper.dates.first().map(ToString::to_string).unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_in_its_week_and_its_month() {
        let day = |text: &str| text.parse::<Date>().unwrap();
        let around = |period: Period, text: &str| {
            let (from, to) = period.around(day(text));
            let (before, end) = period.before(from);
            [from, to, before, end].map(|day| day.to_string())
        };
        assert_eq!(
            around(Period::Week, "2026-01-01"),
            ["2025-12-29", "2026-01-04", "2025-12-08", "2025-12-28"]
        );
        assert_eq!(around(Period::Week, "2025-12-29"), around(Period::Week, "2026-01-04"));
        assert_eq!(
            around(Period::Month, "2026-02-14"),
            ["2026-02-01", "2026-02-28", "2025-11-01", "2026-01-31"]
        );
    }
}
