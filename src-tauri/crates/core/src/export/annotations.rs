//! What the user made of papers, as JSON that is imported again: the papers with marks, tags, notes
//! and highlights, and the collections that they are in.

use super::Selection;
use crate::{App, Error, Filter};
use paperboy_paper::PaperId;
use paperboy_store::Paper;
use serde::Serialize;
use std::collections::HashSet;

/// A collection, with the exported papers that are in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct ExportedCollection {
    id: String,
    name: String,
    parent: Option<String>,
    note: Option<String>,
    /// The arXiv ids of the papers in their order.
    papers: Vec<String>,
}

/// Whether the user made anything of a paper.
pub(super) fn is_annotated(paper: &Paper) -> bool {
    let marks = paper.marks;
    marks.starred.or(marks.read).or(marks.later).is_some()
        || !paper.tags.is_empty()
        || paper.note.is_some()
        || !paper.collections.is_empty()
        || paper.highlights > 0
}

impl App {
    /// The collections with exported papers, and those that they are in; all of them where all papers
    /// are exported.
    pub(super) fn exported_collections(
        &self,
        selection: &Selection,
        exported: &HashSet<PaperId>,
    ) -> Result<Vec<ExportedCollection>, Error> {
        let is_all = matches!(selection, Selection::List(filter) if *filter == Filter::default());
        let mut collections = Vec::new();
        for it in self.store().collections()? {
            let papers = self.store().papers_of(&it.id)?.into_iter();
            let papers = papers.filter(|id| exported.contains(id)).map(String::from);
            collections.push(ExportedCollection {
                id: it.id.into(),
                name: it.name,
                parent: it.parent.map(String::from),
                note: it.note,
                papers: papers.collect(),
            });
        }
        let parents: HashSet<String> = collections
            .iter()
            .filter(|it| !it.papers.is_empty())
            .filter_map(|it| it.parent.clone())
            .collect();
        collections
            .retain(|it| is_all || !it.papers.is_empty() || parents.contains(it.id.as_str()));
        Ok(collections)
    }
}
