//! Reports, full texts and images of one device of the user's on their other devices: what is sent,
//! and what is taken.

mod articles;
mod images;
mod reports;

use crate::columns::{date, key_of, paper_id, strings};
use crate::listing::{Precedence, place_listed};
use crate::settings::put_setting;
use crate::{ListedPaper, Listing, SharedPaper, Store, StoreError};
use paperboy_paper::Date;
use paperboy_sync::{ItemKind, ItemState};
use rusqlite::{Connection, Row};
use std::collections::BTreeMap;

/// What goes with an item of the paper `p`, in the order in which [`shared_paper`] reads it.
const PAPER: &str = "p.id, p.title, d.authors, d.abstract, d.code, d.project, d.upvotes, d.keywords, d.summary, d.organization, d.published,
    day.date, day.source_url";
/// Where that comes from.
const OF_PAPER: &str = "LEFT JOIN paper_detail d ON d.paper = p.key
    CROSS JOIN day ON day.date = (SELECT min(date) FROM day_paper WHERE paper = p.key)";
/// How many columns it has.
const PAPER_COLUMNS: usize = 13;

impl Store {
    /// What the last exchange of items remembered.
    pub fn item_state(&self, kind: ItemKind) -> Result<Option<ItemState>, StoreError> {
        let text = self.setting(state_key(kind))?;
        // One that is not understood means that all are sent and read again.
        Ok(text.and_then(|text| serde_json::from_str(&text).ok()))
    }

    /// Remembers the state of an exchange of items.
    pub fn set_item_state(&self, kind: ItemKind, state: &ItemState) -> Result<(), StoreError> {
        self.set_setting(state_key(kind), Some(&as_text(state)))
    }

    /// Forgets the exchange of items, and which device they came from: another set of devices gets
    /// all from this one.
    pub fn forget_item_exchange(&self) -> Result<(), StoreError> {
        self.write(|connection| {
            for kind in ItemKind::ALL {
                put_setting(connection, state_key(kind), None)?;
            }
            connection.execute("UPDATE report SET device = NULL WHERE device IS NOT NULL", [])?;
            connection.execute("UPDATE article SET device = NULL WHERE device IS NOT NULL", [])?;
            connection.execute("UPDATE image SET device = NULL WHERE device IS NOT NULL", [])
        })
        .map(drop)
    }
}

/// Where the state is kept: with the items that it is about, so that a backup has both or neither.
fn state_key(kind: ItemKind) -> &'static str {
    match kind {
        ItemKind::Reports => "sync.report_files",
        ItemKind::Articles => "sync.article_files",
        ItemKind::Figures => "sync.figure_files",
    }
}

fn as_text(state: &ItemState) -> String {
    serde_json::to_string(state).expect("texts and numbers are JSON")
}

fn shared_paper(row: &Row<'_>) -> rusqlite::Result<SharedPaper> {
    let published: Option<String> = row.get(10)?;
    Ok(SharedPaper {
        paper: ListedPaper {
            id: paper_id(row, 0)?,
            title: row.get(1)?,
            authors: strings(row, 2)?,
            abstract_text: row.get(3)?,
            code: row.get(4)?,
            project: row.get(5)?,
            upvotes: row.get(6)?,
            keywords: strings(row, 7)?,
            summary: row.get(8)?,
            organization: row.get(9)?,
            published: published.and_then(|date| date.parse().ok()),
        },
        date: date(row, 11)?,
        source_url: row.get::<_, Option<String>>(12)?.unwrap_or_default(),
    })
}

/// Puts the papers that the library lacks on their days.
fn place_unknown<'a>(
    connection: &Connection,
    papers: impl Iterator<Item = &'a SharedPaper>,
) -> rusqlite::Result<()> {
    let mut days: BTreeMap<Date, Listing> = BTreeMap::new();
    for SharedPaper { paper, date, source_url } in papers {
        if key_of(connection, &paper.id)?.is_some() {
            continue;
        }
        let (date, source_url) = (*date, source_url.clone());
        let day = days.entry(date).or_insert(Listing { date, source_url, papers: Vec::new() });
        day.papers.push(paper.clone());
    }
    for day in days.values() {
        place_listed(connection, day, Precedence::Known)?;
    }
    Ok(())
}
