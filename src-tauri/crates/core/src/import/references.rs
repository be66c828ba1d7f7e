//! Papers of the library that a file of another program names: starred and put into a collection
//! with the file's name, with the notes of the file. What Paperboy itself exported is added to the
//! papers as it was.

use super::highlights::Highlighted;
use crate::reading::narrow;
use crate::wire::{ImportKind, ImportProblem, ImportedFile, Outcome, ValueCause};
use crate::{App, CollectionChange, Error};
use paperboy_archive::{ArchivedCollection, ArchivedPaper};
use paperboy_paper::PaperId;
use paperboy_store::{CollectionId, Mark};
use std::collections::{BTreeMap, HashSet};
use std::path::Path;

/// The longest name of a collection that is made of a file's name, in characters.
const MAX_NAME_CHARS: usize = 100;
/// The most papers outside the library that are named.
const MAX_NAMED: usize = 1_000;

/// What a file says of papers.
#[derive(Default)]
pub(super) struct References {
    /// The papers in the file's order, each once.
    ids: Vec<PaperId>,
    known: HashSet<PaperId>,
    without_id: u64,
    notes: Vec<(PaperId, String)>,
    marked: [Vec<PaperId>; 3],
    /// The papers of each keyword. Only Paperboy's own file has the user's tags in its place.
    keywords: BTreeMap<String, Vec<PaperId>>,
    /// The papers of each tag that a highlight or a note of the user's has.
    tagged: BTreeMap<String, Vec<PaperId>>,
    collected: BTreeMap<String, Vec<PaperId>>,
    highlighted: Highlighted,
    /// Collections that the file has beside its papers.
    pub(super) collections: Vec<ArchivedCollection>,
}

/// The marks in the order of [`References::marked`].
const MARKS: [Mark; 3] = [Mark::Starred, Mark::Read, Mark::Later];

impl References {
    pub(super) fn take(&mut self, papers: Vec<ArchivedPaper>) {
        for paper in papers {
            let Some(id) = paper.reference.id else {
                self.without_id += 1;
                continue;
            };
            let marks = [paper.marks.starred, paper.marks.read, paper.marks.later];
            for (papers, _) in self.marked.iter_mut().zip(marks).filter(|(_, is_set)| *is_set) {
                papers.push(id.clone());
            }
            for tag in paper.reference.tags {
                self.keywords.entry(tag).or_default().push(id.clone());
            }
            for name in paper.collections {
                self.collected.entry(name).or_default().push(id.clone());
            }
            self.notes.extend(paper.reference.note.map(|note| (id.clone(), note)));
            for mut highlight in paper.highlights {
                for tag in std::mem::take(&mut highlight.tags) {
                    self.tagged.entry(tag).or_default().push(id.clone());
                }
                if highlight.quote.trim().is_empty() {
                    // It is on the whole paper.
                    self.notes.extend(highlight.note.map(|note| (id.clone(), note)));
                } else {
                    self.highlighted.entry(id.clone()).or_default().push(highlight);
                }
            }
            if self.known.insert(id.clone()) {
                self.ids.push(id);
            }
        }
    }
}

impl App {
    pub(super) fn import_references(
        &self,
        mut references: References,
        file: &mut ImportedFile,
    ) -> Result<(), Error> {
        let keys = self.store().keys_of(&references.ids)?;
        let (here, missing): (Vec<_>, Vec<_>) =
            references.ids.iter().zip(keys).partition(|(_, key)| key.is_some());
        if !missing.is_empty() {
            let named = missing.iter().take(MAX_NAMED).map(|(id, _)| id.to_string());
            let (count, ids) = (narrow(missing.len() as u64), named.collect());
            file.problems.push(ImportProblem::NotInLibrary { count, ids });
        }
        if references.without_id > 0 {
            file.problems.push(ImportProblem::NotOnArxiv { count: narrow(references.without_id) });
        }
        file.papers = narrow(here.len() as u64);
        let collections = std::mem::take(&mut references.collections);
        if here.is_empty() && collections.is_empty() {
            return Ok(());
        }
        let here: HashSet<&PaperId> = here.into_iter().map(|(id, _)| id).collect();
        let only_here = |ids: &[PaperId]| -> Vec<PaperId> {
            ids.iter().filter(|id| here.contains(id)).cloned().collect()
        };
        let mut changed = false;
        if file.kind == Some(ImportKind::Papers) {
            for (ids, mark) in references.marked.iter().zip(MARKS) {
                let change = self.store().mark(&only_here(ids), mark, true, self.now())?;
                changed |= self.changed(change).change.id.is_some();
            }
            changed |= self.add_tags(&references.keywords, &only_here, file)?;
            changed |= self.import_collections(&collections, &here, file)?;
            // A collection that the file has itself may be called otherwise here.
            let is_named = |name: &str| collections.iter().any(|it| it.name == name);
            for (name, ids) in references.collected.iter().filter(|(name, _)| !is_named(name)) {
                changed |= self.collect_under(name, &only_here(ids), file)?;
            }
        } else {
            let ids = only_here(&references.ids);
            let starred = self.store().mark(&ids, Mark::Starred, true, self.now())?;
            changed |= self.changed(starred).change.id.is_some();
            let name = collection_name(&file.path);
            changed |= self.collect_under(&name, &ids, file)?;
            file.collection = Some(name);
        }
        for (id, note) in references.notes.iter().filter(|(id, _)| here.contains(id)) {
            changed |= self.add_to_note(id, note, file)?;
        }
        changed |= self.add_tags(&references.tagged, &only_here, file)?;
        let mut highlighted = std::mem::take(&mut references.highlighted);
        highlighted.retain(|id, _| here.contains(id));
        changed |= self.import_highlights(&highlighted, file)?;
        file.outcome = if changed { Outcome::Added } else { Outcome::Unchanged };
        Ok(())
    }

    fn add_tags(
        &self,
        tags: &BTreeMap<String, Vec<PaperId>>,
        only_here: &dyn Fn(&[PaperId]) -> Vec<PaperId>,
        file: &mut ImportedFile,
    ) -> Result<bool, Error> {
        let mut changed = false;
        for (tag, ids) in tags {
            let tagged = self.tag_papers(&only_here(ids), std::slice::from_ref(tag), &[]);
            changed |= added(tagged, tag, file)?;
        }
        Ok(changed)
    }

    /// Puts papers into the collection of a name, which is made if there is none.
    fn collect_under(
        &self,
        name: &str,
        ids: &[PaperId],
        file: &mut ImportedFile,
    ) -> Result<bool, Error> {
        if ids.is_empty() {
            return Ok(false);
        }
        let collect = |collection: CollectionId| {
            let change = CollectionChange { add: vec![collection], remove: Vec::new() };
            self.collect_papers(ids, &change)
        };
        let collected = match self.collection_named(name) {
            Ok(collection) => collect(collection),
            Err(Error::BadValue(ValueCause::UnknownCollection { .. })) => self
                .add_collection(name, None)
                .and_then(|_| self.collection_named(name))
                .and_then(collect),
            Err(error) => Err(error),
        };
        added(collected, name, file)
    }

    /// Adds a text to a paper's note, unless the note contains it.
    fn add_to_note(
        &self,
        id: &PaperId,
        text: &str,
        file: &mut ImportedFile,
    ) -> Result<bool, Error> {
        let note = self.stored_paper(id)?.note.unwrap_or_default();
        let text = text.trim();
        if text.is_empty() || note.contains(text) {
            return Ok(false);
        }
        let joined = if note.is_empty() { text.to_owned() } else { format!("{note}\n\n{text}") };
        match self.set_note(id.as_str(), &joined) {
            Ok(_) => Ok(true),
            Err(error) => refused(error, id.as_str(), file),
        }
    }
}

/// Whether an addition changed anything. One that the library's limits refuse is a problem of the
/// file.
pub(super) fn added(
    marked: Result<crate::Marked, Error>,
    what: &str,
    file: &mut ImportedFile,
) -> Result<bool, Error> {
    match marked {
        Ok(marked) => Ok(marked.change.id.is_some()),
        Err(error) => refused(error, what, file),
    }
}

pub(super) fn refused(error: Error, what: &str, file: &mut ImportedFile) -> Result<bool, Error> {
    if !matches!(error, Error::BadValue(_)) {
        return Err(error);
    }
    let (what, error) = (what.to_owned(), error.wire());
    file.problems.push(ImportProblem::NotAdded { what, error });
    Ok(false)
}

/// The name of a file without its folder and its ending.
fn collection_name(path: &str) -> String {
    let stem = Path::new(path).file_stem().map(|stem| stem.to_string_lossy().into_owned());
    let stem = stem.unwrap_or_default();
    let stem = stem.strip_suffix(".csl").unwrap_or(&stem);
    let name: String =
        paperboy_cite::one_line(stem).chars().take(MAX_NAME_CHARS).collect::<String>();
    match name.trim() {
        "" | "-" => "Import".to_owned(),
        name => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::collection_name;

    #[test]
    fn a_collection_is_named_after_its_file() {
        for (path, name) in [
            ("/home/x/My Reading.bib", "My Reading"),
            ("a.csl.json", "a"),
            ("-", "Import"),
            ("", "Import"),
            ("组会\n第一次.txt", "组会 第一次"),
        ] {
            assert_eq!(collection_name(path), name);
        }
        assert_eq!(collection_name(&"x".repeat(300)).len(), 100);
    }
}
