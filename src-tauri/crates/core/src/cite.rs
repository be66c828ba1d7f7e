//! References to papers.

use crate::{App, Error, Exported};
use paperboy_cite::{CitedDate, Name, Reference, formatted};
use paperboy_paper::PaperId;
use paperboy_report::title;
use serde::Serialize;

pub use paperboy_cite::Style;

/// A reference as text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FormattedReference {
    /// The arXiv id.
    pub id: String,
    /// The reference in one line.
    pub text: String,
}

impl App {
    /// The references to papers as text, in the order of the ids. Papers not in the library are
    /// named.
    pub fn formatted_references(
        &self,
        ids: &[PaperId],
        style: Style,
    ) -> Result<Exported<FormattedReference>, Error> {
        let store = self.store();
        let today = CitedDate::from(self.readers_today());
        let mut references = Exported { found: Vec::new(), unknown: Vec::new() };
        for id in ids {
            match store.paper(id)? {
                Some(paper) => references.found.push(FormattedReference {
                    id: id.to_string(),
                    text: formatted(&reference(&paper), style, today),
                }),
                None => references.unknown.push(id.clone()),
            }
        }
        Ok(references)
    }
}

/// What the library knows for a reference.
fn reference(paper: &paperboy_store::Paper) -> Reference {
    Reference {
        id: Some(paper.id.clone()),
        title: title(&paper.title).into_owned(),
        authors: paper.authors.iter().filter_map(|name| Name::parse(name)).collect(),
        date: paper.published.map(CitedDate::from),
        abstract_text: paper.abstract_text.clone(),
        note: paper.note.clone(),
        tags: paper.tags.clone(),
        ..Reference::default()
    }
}
