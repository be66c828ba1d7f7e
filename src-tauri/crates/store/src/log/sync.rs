//! The log among those of other devices: what is sent, and what is taken from them.

use super::append::{FACTS_IN_FORCE, compact, renew_device};
use super::change::index_again;
use super::subject::{Statement, Subject};
use crate::citation_keys::{clashes, free_key};
use crate::error::damage;
use crate::settings::put_setting;
use crate::{MAX_WORD_BYTES, Store, StoreError};
use jiff::Timestamp;
use paperboy_sync::{Applied, Device, Fact, FactId, Known, Seen, State, Step, Time, Unsent, View};
use rusqlite::{Connection, Row, params};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Where the state is kept: with the facts that it is about, so that a backup has both or neither.
const STATE: &str = "sync.state";

/// What a merge would change, by kind of subject.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MergePreview {
    /// How many statements would be new here, by the name of their table.
    pub added: BTreeMap<&'static str, u64>,
    /// How many would be replaced.
    pub replaced: u64,
    /// How many would be removed.
    pub removed: u64,
}

impl Store {
    /// What the last synchronisation remembered.
    pub fn sync_state(&self) -> Result<Option<State>, StoreError> {
        let text = self.setting(STATE)?;
        // A state that cannot be read means that everything is compared again.
        Ok(text.and_then(|text| serde_json::from_str(&text).ok()))
    }

    /// Remembers the state of a synchronisation; `None` forgets it.
    pub fn set_sync_state(&self, state: Option<&State>) -> Result<(), StoreError> {
        self.set_setting(STATE, state.map(as_text).as_deref())
    }

    /// Makes this library another device: it is a copy of one that writes, too. Its facts whose rows
    /// are after `sent` become those of the new device.
    pub fn renew_device(&self, sent: i64) -> Result<(), StoreError> {
        self.write(|connection| {
            let former: i64 =
                connection.query_row("SELECT id FROM device", [], |row| row.get(0))?;
            renew_device(connection)?;
            connection.execute(
                "UPDATE fact SET device = new.id, id = fact_id(paper_id, subject, value, time, new.id)
                 FROM device new WHERE seq > ?1 AND device = ?2",
                params![sent, former],
            )
        })
        .map(drop)
    }

    /// The facts in force whose rows are after one, in the order of the rows.
    pub fn facts_after(&self, row: i64) -> Result<Unsent, StoreError> {
        self.read(|connection| {
            let (device, clock) =
                connection.query_row("SELECT id, clock FROM device", [], |row| {
                    Ok((Device(row.get(0)?), Time(row.get(1)?)))
                })?;
            let newest =
                connection
                    .query_row("SELECT coalesce(max(seq), 0) FROM fact", [], |row| row.get(0))?;
            let facts = if row >= newest { Vec::new() } else { in_force_after(connection, row)? };
            Ok(Unsent { device, clock, newest, facts })
        })
    }

    /// How many facts in force have rows after one: those of this device, or of all.
    pub fn count_facts_after(&self, row: i64, of_all: bool) -> Result<u64, StoreError> {
        let whose = if of_all { "" } else { "AND device = (SELECT id FROM device)" };
        let sql = format!(
            "SELECT count(*) FROM fact f WHERE seq > ?1 {whose} AND NOT EXISTS (
               SELECT 1 FROM fact newer WHERE newer.paper_id = f.paper_id AND newer.subject = f.subject
                 AND (newer.time, newer.device, newer.id) > (f.time, f.device, f.id))"
        );
        self.read(|connection| {
            connection
                .prepare_cached(&sql)?
                .query_row([row], |row| row.get::<_, i64>(0).map(i64::unsigned_abs))
        })
    }

    /// Merges what other devices know, and remembers the state, in one transaction.
    pub fn merge_facts(&self, views: Vec<View>, state: State) -> Result<Applied, StoreError> {
        self.write(|connection| merge(connection, views, state))
    }

    /// What [`merge_facts`](Self::merge_facts) would change.
    pub fn preview_merge(
        &self,
        views: Vec<View>,
        state: &State,
    ) -> Result<MergePreview, StoreError> {
        self.read(|connection| {
            let mut known = known(connection, state, &views)?;
            let before = known.facts.clone();
            let mut preview = MergePreview::default();
            for view in views {
                for step in known.merge(understood(view).0) {
                    let Step::Take(fact) = step else {
                        preview.removed += 1;
                        continue;
                    };
                    match (before.contains_key(&fact.subject), fact.is_tombstone()) {
                        (true, true) => preview.removed += 1,
                        (true, false) => preview.replaced += 1,
                        (false, true) => {}
                        (false, false) => {
                            let kind = parse(&fact.subject).map(|subject| subject.kind().table());
                            *preview.added.entry(kind.unwrap_or("other")).or_default() += 1;
                        }
                    }
                }
            }
            Ok(preview)
        })
    }
}

fn as_text(state: &State) -> String {
    serde_json::to_string(state).expect("texts and numbers are JSON")
}

fn parse(subject: &paperboy_sync::Subject) -> Option<Subject> {
    Subject::parse(&subject.paper_id, &subject.text)
}

fn in_force_after(connection: &Connection, row: i64) -> rusqlite::Result<Vec<Fact>> {
    let sql = format!(
        "SELECT seq, id, paper_id, subject, value, time, device FROM ({FACTS_IN_FORCE}) WHERE age = 1 AND seq > ?1 ORDER BY seq"
    );
    connection.prepare_cached(&sql)?.query_and_then([row], fact)?.collect()
}

/// The fact in force on a subject.
fn in_force(
    connection: &Connection,
    subject: &paperboy_sync::Subject,
) -> rusqlite::Result<Option<Fact>> {
    connection
        .prepare_cached(
            "SELECT seq, id, paper_id, subject, value, time, device FROM fact
             WHERE paper_id = ?1 AND subject = ?2 ORDER BY time DESC, device DESC, id DESC LIMIT 1",
        )?
        .query_and_then([&subject.paper_id, &subject.text], fact)?
        .next()
        .transpose()
}

/// An altered fact must not reach other devices, nor look there as if it had been removed.
fn fact(row: &Row<'_>) -> rusqlite::Result<Fact> {
    let subject = paperboy_sync::Subject { paper_id: row.get(2)?, text: row.get(3)? };
    let fact = Fact::new(subject, row.get(4)?, Time(row.get(5)?), Device(row.get(6)?));
    if fact.stamp.id == FactId(row.get(1)?) {
        return Ok(fact);
    }
    let row: i64 = row.get(0)?;
    Err(damage(format!("row {row} of fact does not match its checksum")))
}

/// What is known here of the subjects that the views may change.
fn known(connection: &Connection, state: &State, views: &[View]) -> rusqlite::Result<Known> {
    let mut facts = HashMap::new();
    // What a whole view lacks may have been removed.
    if views.iter().any(|view| view.is_whole) {
        let all = in_force_after(connection, 0)?;
        facts.extend(all.into_iter().map(|fact| (fact.subject, fact.stamp)));
    } else {
        // In the order of the index, which then reads each of its pages once.
        let subjects: BTreeSet<_> = views.iter().flat_map(|view| view.facts.keys()).collect();
        for subject in subjects {
            let here = in_force(connection, subject)?;
            facts.extend(here.map(|fact| (fact.subject, fact.stamp)));
        }
    }
    Ok(Known { facts, seen: state.seen.clone(), floor: state.floor })
}

fn merge(connection: &Connection, views: Vec<View>, mut state: State) -> rusqlite::Result<Applied> {
    let mut known = known(connection, &state, &views)?;
    let (mut taken, mut dropped, mut unreadable) = (0, 0, 0);
    let (mut subjects, mut keys) = (Vec::new(), Vec::new());
    let mut newest = Time::default();
    for view in views {
        let (view, left_out) = understood(view);
        unreadable += left_out;
        for step in known.merge(view) {
            let subject = match step {
                Step::Take(fact) => {
                    taken += 1;
                    newest = newest.max(fact.stamp.time);
                    insert(connection, &fact)?;
                    let subject = parse(&fact.subject);
                    if let Some(subject) = &subject {
                        // It was understood before it was merged.
                        let statement = Statement::parse(subject.clone(), fact.value.as_deref());
                        if let Ok(statement) = statement {
                            statement.derive(connection)?;
                            keys.extend(
                                matches!(statement, Statement::CitationKey { .. })
                                    .then_some(statement),
                            );
                        }
                    }
                    subject
                }
                Step::Drop(subject) => {
                    dropped += 1;
                    connection
                        .prepare_cached("DELETE FROM fact WHERE paper_id = ?1 AND subject = ?2")?
                        .execute([&subject.paper_id, &subject.text])?;
                    let subject = parse(&subject);
                    if let Some(subject) = &subject {
                        subject.nothing().derive(connection)?;
                    }
                    subject
                }
            };
            subjects.extend(subject);
        }
    }
    connection.prepare_cached("UPDATE device SET clock = max(clock, ?1)")?.execute([newest.0])?;
    settle_keys(connection, keys)?;
    forget_undo(connection, &subjects)?;
    index_again(connection, subjects.iter())?;
    let (last, compact_at): (i64, i64) = connection.query_row(
        "SELECT (SELECT coalesce(max(seq), 0) FROM fact), compact_at FROM device",
        [],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    if last >= compact_at {
        compact(connection)?;
    }
    state.rows_end_at(last);
    (state.seen, state.floor) = (known.seen, known.floor);
    put_setting(connection, STATE, Some(&as_text(&state)))?;
    Ok(Applied { state, taken, dropped, unreadable })
}

fn insert(connection: &Connection, fact: &Fact) -> rusqlite::Result<()> {
    let Fact { subject, value, stamp } = fact;
    connection
        .prepare_cached(
            "INSERT INTO fact (id, paper_id, subject, value, time, device) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute(params![
            stamp.id.0,
            subject.paper_id,
            subject.text,
            value,
            stamp.time.0,
            stamp.device.0
        ])
        .map(drop)
}

/// Two devices may have given one key to two papers: the paper that got it later gets a suffix.
fn settle_keys(connection: &Connection, taken: Vec<Statement>) -> rusqlite::Result<()> {
    let stamp = |statement: &Statement| {
        let subject = statement.subject();
        let (paper_id, text) = (subject.paper_id().to_owned(), subject.text());
        let fact = in_force(connection, &paperboy_sync::Subject { paper_id, text })?;
        Ok::<_, rusqlite::Error>(fact.map(|fact| fact.stamp))
    };
    // The clock continues from the newest fact.
    let mut log = super::Appender::begin(connection, 0)?;
    for statement in taken {
        let Statement::CitationKey { paper, key: Some(key) } = &statement else { continue };
        for (paper, key) in clashes(connection, paper, key)? {
            let other = Statement::CitationKey { paper, key: Some(key) };
            let later = if stamp(&other)? > stamp(&statement)? { other } else { statement.clone() };
            if let Statement::CitationKey { paper, key: Some(key) } = later {
                let key = Some(free_key(connection, &paper, &key)?);
                log.append(&Statement::CitationKey { paper, key })?;
            }
        }
    }
    log.finish()
}

/// Undoing an older change here leaves what came from another device as it is.
fn forget_undo(connection: &Connection, subjects: &[Subject]) -> rusqlite::Result<()> {
    let mut has_undo = connection
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM change_item WHERE paper_id = ?1)")?;
    let mut delete = connection
        .prepare_cached("DELETE FROM change_item WHERE paper_id = ?1 AND subject = ?2")?;
    // Many facts in a row belong to one paper, and few papers have anything to be undone.
    for of_paper in subjects.chunk_by(|a, b| a.paper_id() == b.paper_id()) {
        if has_undo.query_row([of_paper[0].paper_id()], |row| row.get(0))? {
            for subject in of_paper {
                delete.execute([subject.paper_id(), &subject.text()])?;
            }
        }
    }
    Ok(())
}

/// What can be stored here, and how many facts can't. The device that wrote those is not trusted to have
/// seen anything: nothing is taken for removed because of it.
fn understood(mut view: View) -> (View, u64) {
    let before = view.facts.len();
    view.facts.retain(|_, fact| is_understood(fact));
    let left_out = (before - view.facts.len()) as u64;
    if left_out > 0 {
        (view.is_whole, view.seen) = (false, Seen::default());
    }
    (view, left_out)
}

/// Whether a fact is sound; one of a kind that only a newer Paperboy knows is passed on as it is.
fn is_understood(fact: &Fact) -> bool {
    let value = fact.value.as_deref();
    if let Some(subject) = parse(&fact.subject) {
        return Statement::parse(subject, value).is_ok_and(|statement| statement.is_sound());
    }
    // The subject of a known kind, with a paper that it can't belong to.
    let is_known = ["", "2512.00001"]
        .into_iter()
        .any(|paper| Subject::parse(paper, &fact.subject.text).is_some());
    let is_json = |text| serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok();
    !is_known && value.is_none_or(is_json)
}

/// Whether a moment can be shown.
fn is_moment(milliseconds: i64) -> bool {
    Timestamp::from_millisecond(milliseconds).is_ok()
}

/// The longest query of a saved search and the longest text about a collection, in bytes.
const MAX_TEXT_BYTES: usize = 1 << 20;

impl Statement {
    /// Whether Paperboy itself could have made it.
    fn is_sound(&self) -> bool {
        use crate::tags::{fold, tidy};
        match self {
            Self::Mark { at, .. } | Self::LessOf { at, .. } | Self::TasteForgotten { at } => {
                at.is_none_or(is_moment)
            }
            Self::WordOpinion { word, opinion, .. } => opinion.as_ref().is_none_or(|opinion| {
                (1..=MAX_WORD_BYTES).contains(&word.len()) && is_moment(opinion.at)
            }),
            Self::Tag { folded, name, .. } => name.as_ref().is_none_or(|name| {
                !folded.is_empty() && fold(name) == *folded && tidy(name) == *name
            }),
            Self::Note { note, .. } => note.as_ref().is_none_or(|note| {
                note.text.len() <= 2 * MAX_TEXT_BYTES
                    && !note.text.trim().is_empty()
                    && is_moment(note.changed)
            }),
            Self::Version { digest, .. } => digest.as_ref().is_none_or(|digest| {
                digest.len() == 64
                    && digest.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
            }),
            Self::SavedSearch { folded, search } => search.as_ref().is_none_or(|search| {
                fold(&search.name) == *folded
                    && !folded.is_empty()
                    && search.query.len() <= MAX_TEXT_BYTES
                    && is_moment(search.added)
            }),
            Self::CitationKey { key, .. } => {
                key.as_ref().is_none_or(|key| crate::citation_keys::is_key(key))
            }
            Self::CardFigure { figure, .. } => {
                figure.as_ref().is_none_or(crate::ChosenFigure::is_valid)
            }
            Self::Collection { collection, .. } => collection.as_ref().is_none_or(|collection| {
                !fold(&collection.name).is_empty()
                    && collection.note.as_ref().is_none_or(|note| note.len() <= MAX_TEXT_BYTES)
                    && is_moment(collection.added)
            }),
            Self::Collected { .. } => true,
            Self::Highlight { highlight, .. } => highlight
                .as_ref()
                .is_none_or(|highlight| highlight.is_valid() && is_moment(highlight.added)),
        }
    }
}
