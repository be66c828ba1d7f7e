//! A report on a week or a month: rising terms, starred fields, read papers, and unread papers.

mod markdown;

use crate::reading::narrow;
use crate::wire::{ForMe, LearntState, Order, Period, Review, ReviewedField, ReviewedPaper};
use crate::{App, Error};
use jiff::ToSpan;
use paperboy_paper::Date;
use paperboy_report::short_title;
use paperboy_search::domains;
use paperboy_store::{KeyFilter, List, Mark, Paper};
use paperboy_writer::Language;
use std::path::Path;

/// The most read papers that are listed.
const MAX_PAPERS: usize = 20;
/// The most unread papers that are listed.
const MAX_MISSED: usize = 10;
/// The most starred fields that are listed.
const MAX_FIELDS: usize = 5;
/// With how many earlier periods a period is compared.
const EARLIER_PERIODS: i32 = 3;

impl Period {
    /// The proposed name of a file with the review.
    pub fn file_name(self, date: &str) -> String {
        match self {
            Self::Week => format!("week-{date}.md"),
            Self::Month => format!("month-{}.md", date.get(..7).unwrap_or(date)),
        }
    }

    /// The first and the last day of the period that contains a day.
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

    /// The first and the last day of the periods with which it is compared.
    fn before(self, from: Date) -> (Date, Date) {
        let to = from.yesterday().unwrap_or(from);
        let span = match self {
            Self::Week => (7 * EARLIER_PERIODS).days(),
            Self::Month => EARLIER_PERIODS.months(),
        };
        (from.checked_sub(span).unwrap_or(from), to)
    }
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
            papers_before: trends.before,
            rising,
            fields: self.starred_fields(&spans[0])?,
            read_count: narrow(read.len() as u64),
            read: read.iter().take(MAX_PAPERS).map(reviewed).collect(),
            missed,
            is_learnt,
        })
    }

    /// The review for the window, of the period that contains a day (`YYYY-MM-DD`), or else the newest
    /// day that has papers.
    pub fn review_of(&self, period: Period, date: Option<&str>) -> Result<Review, Error> {
        let day = match date {
            Some(date) => crate::reading::day(date)?,
            None => self.store().newest_day()?.unwrap_or_else(|| self.today()),
        };
        self.review(period, day)
    }

    /// A review as Markdown, in the language of reports.
    pub fn review_markdown(&self, review: &Review) -> Result<String, Error> {
        let language = Language::from_key(&self.setting("report.language")?).unwrap_or_default();
        Ok(markdown::markdown(review, language))
    }

    /// The report for the window as Markdown, in the window's language.
    pub fn review_text(
        &self,
        period: Period,
        date: &str,
        is_chinese: bool,
    ) -> Result<String, Error> {
        let language = if is_chinese { Language::Zh } else { Language::En };
        Ok(markdown::markdown(&self.review_of(period, Some(date))?, language))
    }

    /// Writes the report for the window to a file that the user chose.
    pub fn save_review(
        &self,
        period: Period,
        date: &str,
        is_chinese: bool,
        path: &Path,
    ) -> Result<(), Error> {
        self.write_out(path, self.review_text(period, date, is_chinese)?.as_bytes())
    }

    /// The papers that were marked as read on these days, in the user's time zone; the last marked
    /// come first.
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
                query: format!("domain:{} {span} is:starred", domain.zh),
                starred: narrow(*starred),
            })
            .collect();
        fields.sort_by(|a, b| b.starred.cmp(&a.starred).then_with(|| a.en.cmp(&b.en)));
        fields.truncate(MAX_FIELDS);
        Ok(fields)
    }

    fn missed(&self, from: Date, to: Date) -> Result<(bool, Vec<ReviewedPaper>), Error> {
        let list = List { dates: Some((from, to)), unread: true, ..List::default() };
        let in_order = self.papers_in_order(&list, Order::ForMe, None)?;
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
