//! Published days: what a folder of daily reports has beside them, so that people read them in a
//! browser, feed readers follow them and other libraries subscribe to them; and feeds of others,
//! read for the papers in them. Pure: values in, text out; bytes in, value out.
//!
//! Everything that is written here escapes what it is given, but for HTML that the caller vouches
//! for. Everything that is read is bounded in size, depth and number.

#![cfg_attr(test, allow(clippy::unwrap_used))]

mod atom;
mod index;
mod page;
mod read;
mod text;

pub use atom::{DayEntry, PaperEntry, days_feed, papers_feed};
pub use index::{Index, IndexedDay, NotAnIndex};
pub use page::{DayPage, PagePaper, PageSection, day_page, index_page};
pub use read::{Entry, Feed, NotAFeed, read};
pub use text::{escaped, line};

/// The language of the words around papers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// Chinese.
    Zh,
    /// English.
    En,
}

impl Language {
    /// As HTML and XML name it.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Zh => "zh-CN",
            Self::En => "en",
        }
    }
}

/// A folder of published days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Site {
    /// What all its ids begin with: a `tag:` URI, which stays whatever else changes.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The address under which it is on the web, ending in `/`, where that is known.
    pub address: Option<String>,
    /// The language of its words.
    pub language: Language,
}

impl Site {
    /// The id of something in it.
    fn id_of(&self, what: &str) -> String {
        format!("{}:{what}", self.id)
    }
}
