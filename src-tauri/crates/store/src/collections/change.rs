//! Changes of collections, each of which can be taken back.

use super::{
    Collected, CollectionFact, CollectionId, CollectionRefused, Known, all, collected,
    collection_id, papers_in, parent_of,
};
use crate::log::{Statement, UserChange};
use crate::marks::known;
use crate::tags::{fold, tidy};
use crate::{Change, Store, StoreError};
use jiff::Timestamp;
use paperboy_paper::PaperId;
use rusqlite::Connection;

/// What undo calls a change of a collection, and of the papers in it.
const WHAT: &str = "collection";
const WHAT_PAPERS: &str = "collected";

type Changed = Result<Change, CollectionRefused>;

impl Store {
    /// Makes a collection, the last one in its place, and gives its id.
    pub fn add_collection(
        &self,
        name: &str,
        parent: Option<&CollectionId>,
        now: Timestamp,
    ) -> Result<Result<(CollectionId, Change), CollectionRefused>, StoreError> {
        let now = now.as_millisecond();
        self.write(|connection| {
            let all = all(connection)?;
            if let Err(refused) = check_name(&all, name, None).and(check_parent(&all, parent, None))
            {
                return Ok(Err(refused));
            }
            let id = new_id(connection)?;
            let place = last_place(&all, parent) + 1;
            let (name, parent) = (tidy(name), parent.cloned());
            let after = CollectionFact { name, parent, place, note: None, added: now };
            let mut change = UserChange::begin(connection, now)?;
            put(&mut change, &id, None, Some(after))?;
            Ok(Ok((id, change.finish(WHAT, Vec::new())?)))
        })
    }

    /// Makes a collection as a file has it, under the id that it has there.
    pub fn add_collection_as(
        &self,
        id: &CollectionId,
        name: &str,
        parent: Option<&CollectionId>,
        note: Option<&str>,
        now: Timestamp,
    ) -> Result<Changed, StoreError> {
        let now = now.as_millisecond();
        self.write(|connection| {
            let all = all(connection)?;
            if let Err(refused) = check_name(&all, name, None).and(check_parent(&all, parent, None))
            {
                return Ok(Err(refused));
            }
            let before = all.iter().find(|known| known.0 == *id).map(|known| known.1.clone());
            let (place, parent) = (last_place(&all, parent) + 1, parent.cloned());
            let (name, note) = (tidy(name), note.map(str::to_owned));
            let after = CollectionFact { name, parent, place, note, added: now };
            let mut change = UserChange::begin(connection, now)?;
            put(&mut change, id, before, Some(after))?;
            Ok(Ok(change.finish(WHAT, Vec::new())?))
        })
    }

    /// Gives a collection another name.
    pub fn rename_collection(
        &self,
        id: &CollectionId,
        name: &str,
        now: Timestamp,
    ) -> Result<Changed, StoreError> {
        self.alter(id, now, |all, fact| {
            check_name(all, name, Some(id))?;
            fact.name = tidy(name);
            Ok(())
        })
    }

    /// Sets the note of a collection; blank text removes it.
    pub fn set_collection_note(
        &self,
        id: &CollectionId,
        text: &str,
        now: Timestamp,
    ) -> Result<Changed, StoreError> {
        self.alter(id, now, |_, fact| {
            fact.note = (!text.trim().is_empty()).then(|| text.to_owned());
            Ok(())
        })
    }

    /// Puts a collection into another one or to the top, before one of those there or behind them.
    pub fn move_collection(
        &self,
        id: &CollectionId,
        parent: Option<&CollectionId>,
        before: Option<&CollectionId>,
        now: Timestamp,
    ) -> Result<Changed, StoreError> {
        self.write(|connection| {
            let all = all(connection)?;
            let Some(moved) = all.iter().find(|known| known.0 == *id) else {
                return Ok(Err(CollectionRefused::Unknown));
            };
            if let Err(refused) = check_parent(&all, parent, Some(id)) {
                return Ok(Err(refused));
            }
            let there = |known: &&Known| parent_of(&all, &known.1) == parent && known.0 != *id;
            let mut order: Vec<&Known> = all.iter().filter(there).collect();
            let at = order.iter().position(|known| Some(&known.0) == before);
            order.insert(at.unwrap_or(order.len()), moved);
            let mut change = UserChange::begin(connection, now.as_millisecond())?;
            for (place, (id, fact)) in (1..).zip(order) {
                let after = CollectionFact { place, parent: parent.cloned(), ..fact.clone() };
                put(&mut change, id, Some(fact.clone()), Some(after))?;
            }
            Ok(Ok(change.finish(WHAT, Vec::new())?))
        })
    }

    /// Removes a collection; its papers stay in the library, and the collections in it move to the
    /// top.
    pub fn remove_collection(
        &self,
        id: &CollectionId,
        now: Timestamp,
    ) -> Result<Changed, StoreError> {
        self.write(|connection| {
            let all = all(connection)?;
            let Some((_, fact)) = all.iter().find(|known| known.0 == *id) else {
                return Ok(Err(CollectionRefused::Unknown));
            };
            let mut change = UserChange::begin(connection, now.as_millisecond())?;
            for (paper, collected) in papers_in(connection, id)? {
                put_paper(&mut change, &paper, id, Some(collected), None)?;
            }
            let within = all.iter().filter(|known| known.1.parent.as_ref() == Some(id));
            for (place, (inner, inner_fact)) in (last_place(&all, None) + 1..).zip(within) {
                let after = CollectionFact { parent: None, place, ..inner_fact.clone() };
                put(&mut change, inner, Some(inner_fact.clone()), Some(after))?;
            }
            put(&mut change, id, Some(fact.clone()), None)?;
            Ok(Ok(change.finish(WHAT, Vec::new())?))
        })
    }

    /// Puts all that is in a collection into another one, its note too, and removes it.
    pub fn merge_collections(
        &self,
        from: &CollectionId,
        into: &CollectionId,
        now: Timestamp,
    ) -> Result<Changed, StoreError> {
        self.write(|connection| {
            let all = all(connection)?;
            let found =
                |id: &CollectionId| all.iter().find(|known| known.0 == *id).map(|known| &known.1);
            let (Some(source), Some(target)) = (found(from), found(into)) else {
                return Ok(Err(CollectionRefused::Unknown));
            };
            let mut change = UserChange::begin(connection, now.as_millisecond())?;
            if from == into {
                return Ok(Ok(change.finish(WHAT, Vec::new())?));
            }
            let there = papers_in(connection, into)?;
            let mut last = there.iter().map(|(_, collected)| collected.place).max().unwrap_or(0);
            for (paper, collected) in papers_in(connection, from)? {
                if !there.iter().any(|(other, _)| *other == paper) {
                    last += 1;
                    put_paper(&mut change, &paper, into, None, Some(Collected { place: last }))?;
                }
                put_paper(&mut change, &paper, from, Some(collected), None)?;
            }
            // What the target is in is what its new collections can be in.
            let is_in_source = target.parent.as_ref() == Some(from);
            let parent = if is_in_source { source.parent.clone() } else { target.parent.clone() };
            let inner_parent = Some(parent.clone().unwrap_or_else(|| into.clone()));
            let inner = all.iter().filter(|known| known.1.parent.as_ref() == Some(from));
            let inner = inner.filter(|known| known.0 != *into);
            for (place, (id, fact)) in (last_place(&all, inner_parent.as_ref()) + 1..).zip(inner) {
                let after = CollectionFact { parent: inner_parent.clone(), place, ..fact.clone() };
                put(&mut change, id, Some(fact.clone()), Some(after))?;
            }
            let place = if is_in_source { source.place } else { target.place };
            let notes: Vec<&str> =
                [&target.note, &source.note].into_iter().flatten().map(String::as_str).collect();
            let note = (!notes.is_empty()).then(|| notes.join("\n\n"));
            let after = CollectionFact { parent, place, note, ..target.clone() };
            put(&mut change, into, Some(target.clone()), Some(after))?;
            put(&mut change, from, Some(source.clone()), None)?;
            Ok(Ok(change.finish(WHAT, Vec::new())?))
        })
    }

    /// Puts papers into collections and takes them out of others; unknown papers are left out and
    /// named in the answer.
    pub fn collect(
        &self,
        ids: &[PaperId],
        add: &[CollectionId],
        remove: &[CollectionId],
        now: Timestamp,
    ) -> Result<Changed, StoreError> {
        self.write(|connection| {
            let all = all(connection)?;
            let is_known = |id: &CollectionId| all.iter().any(|known| known.0 == *id);
            if !add.iter().all(is_known) {
                return Ok(Err(CollectionRefused::Unknown));
            }
            let (known, unknown) = known(connection, ids)?;
            let mut change = UserChange::begin(connection, now.as_millisecond())?;
            for collection in add {
                let mut place: i64 = connection
                    .prepare_cached(
                        "SELECT coalesce(max(place), 0) FROM collected WHERE collection = ?1",
                    )?
                    .query_row([collection.as_str()], |row| row.get(0))?;
                for id in &known {
                    if collected(connection, id, collection)?.is_none() {
                        place += 1;
                        put_paper(&mut change, id, collection, None, Some(Collected { place }))?;
                    }
                }
            }
            for collection in remove.iter().filter(|id| !add.contains(id)) {
                for id in &known {
                    if let Some(before) = collected(connection, id, collection)? {
                        put_paper(&mut change, id, collection, Some(before), None)?;
                    }
                }
            }
            Ok(Ok(change.finish(WHAT_PAPERS, unknown)?))
        })
    }

    /// Moves papers of a collection within its order, before another one of its papers or behind all.
    /// Their own order stays. Papers that are not in the collection itself are passed over.
    pub fn move_collected(
        &self,
        id: &CollectionId,
        papers: &[PaperId],
        before: Option<&PaperId>,
        now: Timestamp,
    ) -> Result<Changed, StoreError> {
        self.write(|connection| {
            if !all(connection)?.iter().any(|known| known.0 == *id) {
                return Ok(Err(CollectionRefused::Unknown));
            }
            let there = papers_in(connection, id)?;
            // The places stay as they are, and the papers change theirs. Where libraries met, two
            // papers may have one.
            let mut last = i64::MIN;
            let places: Vec<i64> = there
                .iter()
                .map(|(_, collected)| {
                    last = collected.place.max(last.saturating_add(1));
                    last
                })
                .collect();
            let is_moved = |(paper, _): &&(PaperId, Collected)| papers.contains(paper);
            let target = there.iter().position(|(paper, _)| Some(paper) == before);
            let target = target.and_then(|at| there[at..].iter().find(|it| !is_moved(it)));
            let mut order: Vec<&(PaperId, Collected)> =
                there.iter().filter(|it| !is_moved(it)).collect();
            let at = target.and_then(|target| order.iter().position(|it| it.0 == target.0));
            let at = at.unwrap_or(order.len());
            order.splice(at..at, there.iter().filter(is_moved));
            let mut change = UserChange::begin(connection, now.as_millisecond())?;
            for ((paper, collected), place) in order.into_iter().zip(places) {
                if collected.place != place {
                    put_paper(&mut change, paper, id, Some(*collected), Some(Collected { place }))?;
                }
            }
            Ok(Ok(change.finish(WHAT_PAPERS, Vec::new())?))
        })
    }

    fn alter(
        &self,
        id: &CollectionId,
        now: Timestamp,
        alter: impl FnOnce(&[Known], &mut CollectionFact) -> Result<(), CollectionRefused>,
    ) -> Result<Changed, StoreError> {
        self.write(|connection| {
            let all = all(connection)?;
            let Some((_, before)) = all.iter().find(|known| known.0 == *id) else {
                return Ok(Err(CollectionRefused::Unknown));
            };
            let mut after = before.clone();
            if let Err(refused) = alter(&all, &mut after) {
                return Ok(Err(refused));
            }
            let mut change = UserChange::begin(connection, now.as_millisecond())?;
            put(&mut change, id, Some(before.clone()), Some(after))?;
            Ok(Ok(change.finish(WHAT, Vec::new())?))
        })
    }
}

fn last_place(all: &[Known], parent: Option<&CollectionId>) -> i64 {
    let there = all.iter().filter(|(_, fact)| parent_of(all, fact) == parent);
    there.map(|(_, fact)| fact.place).max().unwrap_or(0)
}

fn check_name(
    all: &[Known],
    name: &str,
    own: Option<&CollectionId>,
) -> Result<(), CollectionRefused> {
    let is_taken = |(id, fact): &Known| Some(id) != own && fold(&fact.name) == fold(name);
    if all.iter().any(is_taken) { Err(CollectionRefused::NameTaken) } else { Ok(()) }
}

fn check_parent(
    all: &[Known],
    parent: Option<&CollectionId>,
    own: Option<&CollectionId>,
) -> Result<(), CollectionRefused> {
    let Some(parent) = parent else { return Ok(()) };
    let Some((_, fact)) = all.iter().find(|known| known.0 == *parent) else {
        return Err(CollectionRefused::Unknown);
    };
    let has_own =
        own.is_some_and(|own| all.iter().any(|known| known.1.parent.as_ref() == Some(own)));
    let is_deep = has_own || Some(parent) == own || parent_of(all, fact).is_some();
    if is_deep { Err(CollectionRefused::TooDeep) } else { Ok(()) }
}

fn put(
    change: &mut UserChange<'_>,
    id: &CollectionId,
    before: Option<CollectionFact>,
    after: Option<CollectionFact>,
) -> rusqlite::Result<()> {
    if before == after {
        return Ok(());
    }
    let statement = |collection| Statement::Collection { id: id.clone(), collection };
    change.put(&statement(before), statement(after))
}

fn put_paper(
    change: &mut UserChange<'_>,
    paper: &PaperId,
    id: &CollectionId,
    before: Option<Collected>,
    after: Option<Collected>,
) -> rusqlite::Result<()> {
    let statement =
        |collected| Statement::Collected { paper: paper.clone(), id: id.clone(), collected };
    change.put(&statement(before), statement(after))
}

fn new_id(connection: &Connection) -> rusqlite::Result<CollectionId> {
    connection.query_row("SELECT lower(hex(randomblob(8)))", [], |row| collection_id(row, 0))
}
