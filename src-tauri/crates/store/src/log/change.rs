//! A running change by the user.

use super::append::Appender;
use super::subject::Statement;
use crate::Change;
use crate::citation_keys::free_key;
use crate::columns::{key_of, touch};
use crate::tags::spelling;
use crate::undo::{Item, journal};
use paperboy_paper::PaperId;
use rusqlite::Connection;
use std::collections::HashSet;

/// Appends facts, derives tables from them, and stores the former state for undo. The user's own
/// data is written in no other way.
pub(crate) struct UserChange<'a> {
    connection: &'a Connection,
    log: Appender<'a>,
    now: i64,
    items: Vec<Item>,
}

impl<'a> UserChange<'a> {
    pub(crate) fn begin(connection: &'a Connection, now: i64) -> rusqlite::Result<Self> {
        let log = Appender::begin(connection, now)?;
        Ok(Self { connection, log, now, items: Vec::new() })
    }

    /// Replaces `before`, the current statement on the subject, with `after`.
    pub(crate) fn put(&mut self, before: &Statement, after: Statement) -> rusqlite::Result<()> {
        debug_assert_eq!(before.subject(), after.subject());
        self.items.push(Item { subject: after.subject(), before: before.value() });
        self.log.append(&spelled(self.connection, after)?)
    }

    /// Appends what no undo takes back.
    pub(crate) fn put_for_good(&mut self, statement: Statement) -> rusqlite::Result<()> {
        self.log.append(&spelled(self.connection, statement)?)
    }

    /// Ends the change and stores the former state for undo, under the name `what`.
    pub(crate) fn finish(self, what: &str, unknown: Vec<PaperId>) -> rusqlite::Result<Change> {
        let id = journal(self.connection, what, self.now, &self.items)?;
        let papers: HashSet<&PaperId> =
            self.items.iter().filter_map(|item| item.subject.paper()).collect();
        let papers = papers.len() as u64;
        self.finish_without_undo()?;
        Ok(Change { id, papers, unknown })
    }

    /// Ends a change that can't be undone.
    pub(crate) fn finish_without_undo(self) -> rusqlite::Result<()> {
        self.log.finish()?;
        index_again(self.connection, self.items.iter().map(|item| &item.subject))
    }
}

/// A tag has one spelling on all papers: the one that is in use. A citation key belongs to one
/// paper: another one gets a suffix.
pub(crate) fn spelled(
    connection: &Connection,
    mut statement: Statement,
) -> rusqlite::Result<Statement> {
    if let Statement::Tag { folded, name: Some(name), .. } = &mut statement
        && let Some(used) = spelling(connection, folded)?
    {
        *name = used;
    }
    if let Statement::CitationKey { paper, key: Some(key) } = &mut statement {
        *key = free_key(connection, paper, key)?;
    }
    Ok(statement)
}

/// Gives new revisions to the papers whose searched data has changed.
pub(crate) fn index_again<'s>(
    connection: &Connection,
    subjects: impl Iterator<Item = &'s super::Subject>,
) -> rusqlite::Result<()> {
    let mut papers = HashSet::new();
    for subject in subjects.filter(|subject| subject.is_searched()) {
        if let Some(paper) = subject.paper()
            && papers.insert(paper)
            && let Some(key) = key_of(connection, paper)?
        {
            touch(connection, key)?;
        }
    }
    Ok(())
}
