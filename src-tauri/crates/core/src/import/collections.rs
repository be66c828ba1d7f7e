//! Collections as Paperboy exports them: with their notes, one in another, their papers in order.

use super::references::{added, refused};
use crate::collections::check_note;
use crate::wire::ImportedFile;
use crate::{App, CollectionChange, Error, Marked};
use paperboy_archive::ArchivedCollection;
use paperboy_paper::PaperId;
use paperboy_store::{Collection, CollectionId};
use std::collections::HashSet;

impl App {
    /// Adds collections, each before those in it. One that is here by its id or its name stays as it
    /// is, and gets the papers that it lacks. Whether anything changed.
    pub(super) fn import_collections(
        &self,
        collections: &[ArchivedCollection],
        here: &HashSet<&PaperId>,
        file: &mut ImportedFile,
    ) -> Result<bool, Error> {
        let mut changed = false;
        for theirs in collections {
            let Some(id) = CollectionId::parse(&theirs.id) else { continue };
            let found = self.found(&id, &theirs.name)?;
            let id = match found {
                Some(found) => {
                    changed |= self.add_to_collection_note(&found, theirs, file)?;
                    found.id
                }
                None => {
                    let parent = self.parent(theirs, collections)?;
                    let made = self.add_collection_as(&id, &theirs.name, parent, theirs);
                    if !added(made, &theirs.name, file)? {
                        continue;
                    }
                    changed = true;
                    id
                }
            };
            let papers: Vec<PaperId> =
                theirs.papers.iter().filter(|paper| here.contains(paper)).cloned().collect();
            let change = CollectionChange { add: vec![id], remove: Vec::new() };
            changed |= added(self.collect_papers(&papers, &change), &theirs.name, file)?;
        }
        Ok(changed)
    }

    fn found(&self, id: &CollectionId, name: &str) -> Result<Option<Collection>, Error> {
        let wanted = paperboy_search::folded(name.trim());
        let all = self.store().collections()?;
        let at = all
            .iter()
            .position(|it| it.id == *id)
            .or_else(|| all.iter().position(|it| paperboy_search::folded(&it.name) == wanted));
        Ok(at.map(|at| all[at].clone()))
    }

    /// The collection here that one belongs in; none where that is in another one here.
    fn parent(
        &self,
        theirs: &ArchivedCollection,
        all: &[ArchivedCollection],
    ) -> Result<Option<CollectionId>, Error> {
        let Some(id) = theirs.parent.as_deref().and_then(CollectionId::parse) else {
            return Ok(None);
        };
        let name = all.iter().find(|it| it.id == id.as_str()).map_or("", |it| &it.name);
        let found = self.found(&id, name)?;
        Ok(found.filter(|found| found.parent.is_none()).map(|found| found.id))
    }

    fn add_to_collection_note(
        &self,
        here: &Collection,
        theirs: &ArchivedCollection,
        file: &mut ImportedFile,
    ) -> Result<bool, Error> {
        let (before, text) = (here.note.as_deref().unwrap_or_default(), theirs.note.as_deref());
        let Some(text) = text.map(str::trim).filter(|text| !before.contains(text)) else {
            return Ok(false);
        };
        let joined =
            if before.is_empty() { text.to_owned() } else { format!("{before}\n\n{text}") };
        match self.set_collection_note(here.id.as_str(), &joined) {
            Ok(change) => Ok(change.id.is_some()),
            Err(error) => refused(error, &theirs.name, file),
        }
    }

    fn add_collection_as(
        &self,
        id: &CollectionId,
        name: &str,
        parent: Option<CollectionId>,
        theirs: &ArchivedCollection,
    ) -> Result<Marked, Error> {
        self.check_new_collection(name)?;
        let note = theirs.note.as_deref();
        check_note(note.unwrap_or_default())?;
        let added = self.store().add_collection_as(id, name, parent.as_ref(), note, self.now())?;
        Ok(self.changed(added.map_err(|why| crate::collections::refused(why, name))?))
    }
}
