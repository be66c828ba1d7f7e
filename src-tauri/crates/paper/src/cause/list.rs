//! Why a day's list did not come, or not whole.

use super::NetworkCause;
use crate::{ListProblem, NoList};
use serde::Serialize;

/// What is wrong with a day's list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(tag = "code", rename_all = "snake_case")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub enum DayProblem {
    /// Neither source of the list gave all of it.
    #[error("the list of {date} could not be fetched completely: {}", joined(.causes))]
    NotFetched {
        /// The day, `YYYY-MM-DD`.
        date: String,
        /// Why not: by the API, then by the page for people.
        causes: Vec<ListCause>,
    },
    /// A part of the list could not be read.
    #[error("the list of {date} could not be read completely ({first})")]
    PartlyRead {
        /// The day, `YYYY-MM-DD`.
        date: String,
        /// The first part that could not be read.
        first: ListProblem,
    },
}

/// Why a source gave no list, or not all of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(tag = "code", rename_all = "snake_case")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub enum ListCause {
    /// The request failed.
    #[error("{why}")]
    Network {
        /// What happened on the way.
        why: NetworkCause,
    },
    /// The API has none.
    #[error("Hugging Face has no list for this day")]
    NoList,
    /// There is no page for people.
    #[error("Hugging Face has no page for this day")]
    NoPage,
    /// Nothing of it can be read.
    #[error("no paper in the response can be read ({first})")]
    NothingReadable {
        /// What is wrong with the first paper.
        first: ListProblem,
    },
    /// Its next page is on another host.
    #[error("the list continues at {address}, which Paperboy does not follow")]
    NextElsewhere {
        /// Where.
        address: String,
    },
    /// It never ends.
    #[error("the list has more than {most} pages")]
    TooManyPages {
        /// How many are read.
        most: u32,
    },
    /// See [`NoList::TooLarge`].
    #[error("the response is too large")]
    TooLarge,
    /// See [`NoList::WebPage`].
    #[error("the response is a web page, not a list")]
    WebPage,
    /// See [`NoList::NotJson`].
    #[error("the response is not valid JSON")]
    NotJson,
    /// See [`NoList::OtherShape`].
    #[error("the response is not a list of papers")]
    OtherShape,
    /// See [`NoList::OtherDay`].
    #[error("the page shows another day, {day}")]
    OtherDay {
        /// The day it shows, `YYYY-MM-DD`.
        day: String,
    },
    /// See [`NoList::NoDay`].
    #[error("the page does not say which day it shows")]
    NoDay,
}

impl From<NoList> for ListCause {
    fn from(why: NoList) -> Self {
        match why {
            NoList::TooLarge => Self::TooLarge,
            NoList::WebPage => Self::WebPage,
            NoList::NotJson => Self::NotJson,
            NoList::OtherShape => Self::OtherShape,
            NoList::OtherDay(day) => Self::OtherDay { day: day.to_string() },
            NoList::NoDay => Self::NoDay,
        }
    }
}

impl From<NetworkCause> for ListCause {
    fn from(why: NetworkCause) -> Self {
        Self::Network { why }
    }
}

/// The causes in one line; a cause that both requests have is given once.
fn joined(causes: &[ListCause]) -> String {
    let mut each: Vec<String> = causes.iter().map(ListCause::to_string).collect();
    each.dedup();
    each.join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ConnectionCause;

    #[test]
    fn what_both_ways_failed_by_is_said_once() {
        let proxy = || ListCause::from(NetworkCause::Proxy { why: ConnectionCause::ProxyLogin });
        let sentence_of =
            |causes| DayProblem::NotFetched { date: "2026-01-15".into(), causes }.to_string();
        let once = sentence_of(vec![proxy(), proxy()]);
        assert_eq!(once.matches("proxy").count(), 1, "{once}");
        let both = sentence_of(vec![proxy(), ListCause::NoPage]);
        assert!(both.contains("proxy") && both.contains("no page"), "{both}");
    }
}
