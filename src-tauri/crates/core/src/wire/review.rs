//! What crosses of the review of a week or a month.

use super::Shift;
use serde::{Deserialize, Serialize};
#[cfg(test)]
use ts_rs::TS;

/// How long a report's time is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(TS))]
pub enum Period {
    /// From Monday to Sunday.
    Week,
    /// A month of the calendar.
    Month,
}

/// A review of a week or a month.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct Review {
    /// How long it is.
    pub period: Period,
    /// The first day, `YYYY-MM-DD`.
    pub from: String,
    /// The last day.
    pub to: String,
    /// How many papers its days list.
    pub papers: u32,
    /// How many papers the three weeks or months before list.
    pub papers_before: u32,
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
#[cfg_attr(test, derive(TS))]
pub struct ReviewedField {
    /// Its name in Chinese.
    pub zh: String,
    /// Its name in English.
    pub en: String,
    /// The query that finds these papers.
    pub query: String,
    /// How many of its papers are starred.
    pub starred: u32,
}

/// A paper of a report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct ReviewedPaper {
    /// The arXiv id.
    pub id: String,
    /// The title, plain text (may hold `$LaTeX$`).
    pub title: String,
    /// The newest day that lists it, `YYYY-MM-DD`.
    pub date: String,
}
