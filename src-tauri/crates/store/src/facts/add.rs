//! Facts of a file, added to what the library has: nothing that is there is taken away.

use super::line::{CollectionLine, Line, PaperFacts};
use crate::citation_keys::{citation_key, is_key};
use crate::collections::{Collected, CollectionFact, collected, collection, named};
use crate::highlights::highlight;
use crate::images::chosen_figure;
use crate::log::{Statement, UserChange};
use crate::marks::marked;
use crate::notes::{Note, note};
use crate::searches::{Saved, saved};
use crate::tags::{fold, tagged, tidy};
use crate::taste::{MAX_WORD_BYTES, OpinionFact, forgotten, less_of, opinion};
use crate::versions::chosen;
use crate::{AddedFacts, ChosenFigure, CollectionId, Mark};
use jiff::Timestamp;
use paperboy_paper::PaperId;
use rusqlite::Connection;
use std::collections::HashMap;

/// The most names that are tried for a saved search if another one has its name.
const MAX_NAMES: u32 = 100;

/// Adds facts to a change.
pub(super) fn add<'a>(
    connection: &'a Connection,
    change: &mut UserChange<'a>,
    facts: &[Line],
) -> rusqlite::Result<AddedFacts> {
    let mut add =
        Add { connection, change, added: AddedFacts::default(), collections: HashMap::new() };
    let collections: Vec<&CollectionLine> = facts
        .iter()
        .filter_map(|line| if let Line::Collection(line) = line { Some(line) } else { None })
        .collect();
    add.collections(&collections)?;
    for line in facts {
        match line {
            Line::Header { .. } | Line::Collection(_) => {}
            Line::Paper(paper) => add.paper(paper)?,
            Line::SavedSearch { name, query, added } => add.saved_search(name, query, *added)?,
            Line::Opinion { kind, word, opinion: said, at } => {
                let is_word = (1..=MAX_WORD_BYTES).contains(&word.len());
                if is_word && opinion(connection, *kind, word)?.is_none() {
                    let fact = OpinionFact { opinion: *said, at: at.as_millisecond() };
                    let (kind, word, opinion) = (*kind, word.clone(), Some(fact));
                    add.put(Statement::WordOpinion { kind, word, opinion })?;
                    add.added.opinions += 1;
                }
            }
            Line::TasteForgotten { at } => {
                if forgotten(connection)?.is_none() {
                    add.put(Statement::TasteForgotten { at: Some(at.as_millisecond()) })?;
                }
            }
            Line::Searched { .. } => {}
        }
    }
    // They come before the searches of this library, the newest first.
    let sql = "INSERT OR IGNORE INTO search_history (id, query) VALUES ((SELECT coalesce(min(id), 1) - 1 FROM search_history), ?1)";
    for line in facts.iter().rev() {
        if let Line::Searched { query } = line {
            connection.prepare_cached(sql)?.execute([query])?;
        }
    }
    Ok(add.added)
}

struct Add<'c, 'a> {
    connection: &'a Connection,
    change: &'c mut UserChange<'a>,
    added: AddedFacts,
    /// The collections of the file that are here, by their ids in the file.
    collections: HashMap<CollectionId, CollectionId>,
}

impl Add<'_, '_> {
    /// Adds the missing ones.
    fn put(&mut self, statement: Statement) -> rusqlite::Result<()> {
        self.change.put(&statement.subject().nothing(), statement)
    }

    fn paper(&mut self, paper: &PaperFacts) -> rusqlite::Result<()> {
        let Some(id) = PaperId::parse(&paper.id).filter(|id| id.as_str() == paper.id) else {
            self.added.unreadable += 1;
            return Ok(());
        };
        self.added.read += self.mark(&id, Mark::Read, paper.read)?;
        self.added.starred += self.mark(&id, Mark::Starred, paper.starred)?;
        self.added.later += self.mark(&id, Mark::Later, paper.later)?;
        for name in &paper.tags {
            let folded = fold(name);
            if !folded.is_empty() && tagged(self.connection, id.as_str(), &folded)?.is_none() {
                let name = Some(tidy(name));
                self.put(Statement::Tag { paper: id.clone(), folded, name })?;
                self.added.tags += 1;
            }
        }
        if let Some(fact) = &paper.note {
            self.note(&id, &fact.into())?;
        }
        if let Some(digest) = &paper.version
            && chosen(self.connection, &id)?.is_none()
            && digest.len() == 64
            && digest.bytes().all(|byte| byte.is_ascii_hexdigit())
        {
            let digest = Some(digest.to_ascii_lowercase());
            self.put(Statement::Version { paper: id.clone(), digest })?;
        }
        if let Some(key) = &paper.citation_key
            && is_key(key)
            && citation_key(self.connection, &id)?.is_none()
        {
            let (paper, key) = (id.clone(), Some(key.clone()));
            self.change.put_for_good(Statement::CitationKey { paper, key })?;
            self.added.citation_keys += 1;
        }
        if let Some(figure) = paper.card_figure.clone().filter(ChosenFigure::is_valid)
            && chosen_figure(self.connection, &id)?.is_none()
        {
            self.put(Statement::CardFigure { paper: id.clone(), figure: Some(figure) })?;
        }
        for (theirs, place) in &paper.collections {
            let Some(here) = self.collections.get(theirs).cloned() else { continue };
            if collected(self.connection, &id, &here)?.is_none() {
                let collected = Some(Collected { place: *place });
                self.put(Statement::Collected { paper: id.clone(), id: here, collected })?;
                self.added.collected += 1;
            }
        }
        for (highlight_id, theirs) in &paper.highlights {
            if theirs.is_valid() && highlight(self.connection, &id, highlight_id)?.is_none() {
                let (paper, highlight) = (id.clone(), Some(theirs.clone()));
                self.put(Statement::Highlight { paper, id: highlight_id.clone(), highlight })?;
                self.added.highlights += 1;
            }
        }
        if let Some(at) = paper.less
            && less_of(self.connection, &id)?.is_none()
        {
            self.put(Statement::LessOf { paper: id, at: Some(at.as_millisecond()) })?;
            self.added.opinions += 1;
        }
        Ok(())
    }

    /// A collection that is here already, by its id or its name, stays as it is.
    fn collections(&mut self, lines: &[&CollectionLine]) -> rusqlite::Result<()> {
        for line in lines {
            let here = match collection(self.connection, &line.id)? {
                Some(_) => Some(line.id.clone()),
                None => named(self.connection, &line.name)?,
            };
            self.collections.extend(here.map(|here| (line.id.clone(), here)));
        }
        for line in lines.iter().filter(|line| !fold(&line.name).is_empty()) {
            if self.collections.contains_key(&line.id) {
                continue;
            }
            let parent = line.parent.as_ref();
            let parent =
                parent.map(|theirs| self.collections.get(theirs).unwrap_or(theirs).clone());
            let collection = CollectionFact {
                name: tidy(&line.name),
                parent,
                place: line.place,
                note: line.note.clone(),
                added: line.added.as_millisecond(),
            };
            let (id, collection) = (line.id.clone(), Some(collection));
            self.put(Statement::Collection { id, collection })?;
            self.collections.insert(line.id.clone(), line.id.clone());
            self.added.collections += 1;
        }
        Ok(())
    }

    fn mark(&mut self, id: &PaperId, mark: Mark, at: Option<Timestamp>) -> rusqlite::Result<u64> {
        let Some(at) = at else { return Ok(0) };
        if marked(self.connection, id.as_str(), mark)?.is_some() {
            return Ok(0);
        }
        self.put(Statement::Mark { paper: id.clone(), mark, at: Some(at.as_millisecond()) })?;
        Ok(1)
    }

    /// A note that differs from the one here goes below it, unless one of them contains the other.
    fn note(&mut self, id: &PaperId, fact: &Note) -> rusqlite::Result<()> {
        let before = note(self.connection, id.as_str())?;
        let after = match &before {
            _ if fact.text.trim().is_empty() => return Ok(()),
            Some(before) if before.text.contains(&fact.text) => return Ok(()),
            Some(before) if !fact.text.contains(&before.text) => Note {
                text: format!("{}\n\n{}", before.text, fact.text),
                changed: before.changed.max(fact.changed),
            },
            _ => fact.clone(),
        };
        let statement = |note| Statement::Note { paper: id.clone(), note };
        self.change.put(&statement(before), statement(Some(after)))?;
        self.added.notes += 1;
        Ok(())
    }

    fn saved_search(&mut self, name: &str, query: &str, added: Timestamp) -> rusqlite::Result<()> {
        let name = tidy(name);
        for number in 1..=MAX_NAMES {
            let name = if number == 1 { name.clone() } else { format!("{name} {number}") };
            let folded = fold(&name);
            match saved(self.connection, &folded)? {
                _ if folded.is_empty() => return Ok(()),
                Some(here) if here.query == query => return Ok(()),
                Some(_) => {}
                None => {
                    let saved =
                        Saved { name, query: query.to_owned(), added: added.as_millisecond() };
                    self.put(Statement::SavedSearch { folded, search: Some(saved) })?;
                    self.added.saved += 1;
                    return Ok(());
                }
            }
        }
        Ok(())
    }
}
