//! Collections of papers.

use crate::marks::{all_known, paper_ids};
use crate::reading::narrow;
use crate::wire::{AddedCollection, Change, CollectedCount, Collection, ValueCause};
use crate::{App, Error, Marked};
use paperboy_paper::PaperId;
use paperboy_store::{CollectionId, CollectionRefused};

/// The longest name, in characters, and the longest note, in bytes.
const MAX_NAME_CHARS: usize = 100;
const MAX_NOTE_BYTES: usize = 1 << 20;
/// The most collections.
const MAX_COLLECTIONS: usize = 1_000;

/// The collections to which papers are added, and those from which they are removed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CollectionChange {
    /// The papers are added to these.
    pub add: Vec<CollectionId>,
    /// The papers are removed from these.
    pub remove: Vec<CollectionId>,
}

impl App {
    /// The collections in their order, each followed by those in it.
    pub fn collections(&self) -> Result<Vec<Collection>, Error> {
        let collections = self.store().collections()?.into_iter();
        Ok(collections
            .map(|collection| Collection {
                id: collection.id.into(),
                name: collection.name,
                parent: collection.parent.map(String::from),
                note: collection.note,
                papers: narrow(collection.papers),
            })
            .collect())
    }

    /// The collection of a name, whatever its case, or of an id.
    pub fn collection_named(&self, name: &str) -> Result<CollectionId, Error> {
        let wanted = paperboy_search::folded(name.trim());
        let collections = self.store().collections()?;
        let found = collections
            .iter()
            .find(|it| paperboy_search::folded(&it.name) == wanted)
            .or_else(|| collections.iter().find(|it| it.id.as_str() == name));
        found.map(|it| it.id.clone()).ok_or_else(|| unknown(name))
    }

    /// Makes a collection, in another one or at the top.
    pub fn add_collection(
        &self,
        name: &str,
        parent: Option<&str>,
    ) -> Result<AddedCollection, Error> {
        self.check_new_collection(name)?;
        let parent = parent.map(collection_id).transpose()?;
        let added = self.store().add_collection(name, parent.as_ref(), self.now())?;
        let (id, change) = added.map_err(|why| refused(why, name))?;
        Ok(AddedCollection { collection: id.into(), change: self.changed(change).change })
    }

    /// Whether there can be another collection, of this name.
    pub(crate) fn check_new_collection(&self, name: &str) -> Result<(), Error> {
        check_name(name)?;
        if self.store().collections()?.len() >= MAX_COLLECTIONS {
            let most = narrow(MAX_COLLECTIONS as u64);
            return Err(ValueCause::TooManyCollections { most }.into());
        }
        Ok(())
    }

    /// Gives a collection another name.
    pub fn rename_collection(&self, id: &str, name: &str) -> Result<Change, Error> {
        check_name(name)?;
        let changed = self.store().rename_collection(&collection_id(id)?, name, self.now())?;
        self.collection_changed(changed, name)
    }

    /// Sets the note of a collection; blank text removes it.
    pub fn set_collection_note(&self, id: &str, text: &str) -> Result<Change, Error> {
        check_note(text)?;
        let changed = self.store().set_collection_note(&collection_id(id)?, text, self.now())?;
        self.collection_changed(changed, id)
    }

    /// Puts a collection into another one or to the top, before one of those there or behind them.
    pub fn move_collection(
        &self,
        id: &str,
        parent: Option<&str>,
        before: Option<&str>,
    ) -> Result<Change, Error> {
        let parent = parent.map(collection_id).transpose()?;
        let before = before.map(collection_id).transpose()?;
        let (id, now) = (collection_id(id)?, self.now());
        let changed = self.store().move_collection(&id, parent.as_ref(), before.as_ref(), now)?;
        self.collection_changed(changed, id.as_str())
    }

    /// Removes a collection; its papers stay in the library.
    pub fn remove_collection(&self, id: &str) -> Result<Change, Error> {
        let changed = self.store().remove_collection(&collection_id(id)?, self.now())?;
        self.collection_changed(changed, id)
    }

    /// Puts all that is in a collection into another one, and removes it.
    pub fn merge_collections(&self, id: &str, into: &str) -> Result<Change, Error> {
        let (from, into) = (collection_id(id)?, collection_id(into)?);
        let changed = self.store().merge_collections(&from, &into, self.now())?;
        self.collection_changed(changed, id)
    }

    /// Puts papers into collections and takes them out of others.
    pub fn collect(
        &self,
        ids: &[String],
        add: &[String],
        remove: &[String],
    ) -> Result<Change, Error> {
        let read = |ids: &[String]| -> Result<Vec<CollectionId>, Error> {
            ids.iter().map(|id| collection_id(id)).collect()
        };
        let change = CollectionChange { add: read(add)?, remove: read(remove)? };
        all_known(self.collect_papers(&paper_ids(ids)?, &change)?)
    }

    /// Puts papers into collections and takes them out of others; papers that are not in the
    /// library are named.
    pub fn collect_papers(
        &self,
        ids: &[PaperId],
        change: &CollectionChange,
    ) -> Result<Marked, Error> {
        let CollectionChange { add, remove } = change;
        let changed = self.store().collect(ids, add, remove, self.now())?;
        Ok(self.changed(changed.map_err(|why| refused(why, ""))?))
    }

    /// Moves papers of a collection within its order, before another one of its papers or behind all.
    /// Papers that are only in a collection in it stay where they are.
    pub fn move_collected(
        &self,
        id: &str,
        papers: &[String],
        before: Option<&str>,
    ) -> Result<Change, Error> {
        let before = before.map(crate::reading::paper_id).transpose()?;
        let (collection, papers) = (collection_id(id)?, paper_ids(papers)?);
        let (before, now) = (before.as_ref(), self.now());
        let moved = self.store().move_collected(&collection, &papers, before, now)?;
        self.collection_changed(moved, id)
    }

    /// The collections that some papers are in, with how many of them each contains.
    pub fn collections_of(&self, ids: &[String]) -> Result<Vec<CollectedCount>, Error> {
        let counts = self.store().collections_of(&paper_ids(ids)?)?.into_iter();
        let count = |(id, papers): (CollectionId, u64)| CollectedCount {
            collection: id.into(),
            papers: narrow(papers),
        };
        Ok(counts.map(count).collect())
    }

    fn collection_changed(
        &self,
        changed: Result<paperboy_store::Change, CollectionRefused>,
        name: &str,
    ) -> Result<Change, Error> {
        Ok(self.changed(changed.map_err(|why| refused(why, name))?).change)
    }
}

pub(crate) fn collection_id(text: &str) -> Result<CollectionId, Error> {
    CollectionId::parse(text).ok_or_else(|| unknown(text))
}

fn unknown(name: &str) -> Error {
    ValueCause::UnknownCollection { name: name.chars().take(MAX_NAME_CHARS).collect() }.into()
}

pub(crate) fn refused(why: CollectionRefused, name: &str) -> Error {
    match why {
        CollectionRefused::Unknown => unknown(name),
        CollectionRefused::NameTaken => {
            ValueCause::CollectionTaken { name: name.trim().to_owned() }.into()
        }
        CollectionRefused::TooDeep => ValueCause::CollectionTooDeep.into(),
    }
}

/// Refuses a note that is too long.
pub(crate) fn check_note(text: &str) -> Result<(), Error> {
    if text.len() > MAX_NOTE_BYTES {
        return Err(ValueCause::NoteTooLong { most: narrow(MAX_NOTE_BYTES as u64) }.into());
    }
    Ok(())
}

fn check_name(name: &str) -> Result<(), Error> {
    match name.trim().chars().count() {
        0 => Err(ValueCause::NoCollectionName.into()),
        length if length > MAX_NAME_CHARS => {
            Err(ValueCause::NameTooLong { most: narrow(MAX_NAME_CHARS as u64) }.into())
        }
        _ => Ok(()),
    }
}
