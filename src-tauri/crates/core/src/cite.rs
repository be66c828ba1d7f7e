//! References to papers, and the keys by which they are cited.

use crate::marks::paper_ids;
use crate::reading::paper_id;
use crate::wire::{CitationForm, CitationKeyCause, Event, StoredKey, ValueCause};
use crate::{App, Error, Exported};
use paperboy_cite::{
    CitedDate, Format, Key, KeyRefused, MAX_KEY_BYTES, Name, Reference, formatted, write,
};
use paperboy_paper::PaperId;
use paperboy_report::title;
use paperboy_store::Paper;
use serde::Serialize;
use std::collections::{HashMap, HashSet};

pub use paperboy_cite::Style;

/// A citation of a paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Cited {
    /// The arXiv id.
    pub id: String,
    /// Its citation key.
    pub key: String,
    /// The reference in the requested form.
    pub text: String,
}

impl App {
    /// The references to papers in the order of the ids. Each paper gets a citation key, which is
    /// stored. `unknown` lists the ids that are not in the library.
    pub fn citations(&self, ids: &[PaperId], form: CitationForm) -> Result<Exported<Cited>, Error> {
        let paper_keys = self.store().keys_of(ids)?;
        let unknown = ids.iter().zip(&paper_keys).filter(|(_, key)| key.is_none());
        let unknown = unknown.map(|(id, _)| id.clone()).collect();
        let paper_keys: Vec<u64> = paper_keys.into_iter().flatten().collect();
        let papers = self.store().papers_by_key(&paper_keys)?;
        let today = CitedDate::from(self.users_today());
        let references = self.referenced(&papers)?.into_iter().zip(&papers);
        let citations = references.map(|((citation_key, reference), paper)| {
            let text = match form {
                CitationForm::Key => citation_key.to_string(),
                CitationForm::Bibtex => write(Format::Bibtex, &[(citation_key.clone(), reference)]),
                CitationForm::Gbt7714 => formatted(&reference, Style::GbT7714, today),
                CitationForm::Apa => formatted(&reference, Style::Apa, today),
                CitationForm::Latex => format!("\\cite{{{citation_key}}}"),
                CitationForm::Markdown => crate::copy::citation(paper, true),
                CitationForm::Plain => crate::copy::citation(paper, false),
            };
            Cited { id: paper.id.to_string(), key: citation_key.to_string(), text }
        });
        Ok(Exported { items: citations.collect(), unknown })
    }

    /// The citations of papers as one text for the clipboard.
    pub fn citation_text(&self, ids: &[String], form: CitationForm) -> Result<String, Error> {
        let Exported { items, unknown } = self.citations(&paper_ids(ids)?, form)?;
        if let Some(id) = unknown.into_iter().next() {
            return Err(Error::UnknownPaper(id));
        }
        // A paper may have got its key.
        self.emit(&Event::Changed);
        let keys: Vec<&str> = items.iter().map(|cited| cited.key.as_str()).collect();
        Ok(match form {
            CitationForm::Key => keys.join(", "),
            CitationForm::Latex => format!("\\cite{{{}}}", keys.join(",")),
            // A BibTeX entry ends with a line break: so there is an empty line between two entries.
            CitationForm::Bibtex
            | CitationForm::Gbt7714
            | CitationForm::Apa
            | CitationForm::Markdown
            | CitationForm::Plain => {
                items.iter().map(|cited| cited.text.as_str()).collect::<Vec<_>>().join("\n")
            }
        })
    }

    /// The citation key of a paper, to be shown; `None` if it has none yet, see [`App::shown_keys`].
    pub fn citation_key(&self, id: &str) -> Result<Option<String>, Error> {
        let paper = self.stored_paper(&paper_id(id)?)?;
        let shown = self.shown_keys(&[paper])?.pop().flatten();
        Ok(shown.map(|(key, _)| key.to_string()))
    }

    /// The references to papers with the keys that are shown with them. A key that was shown never
    /// changes: so a paper without known authors, whose key would be its number, gets one only when it
    /// is cited or exported as a reference. In a read-only library no key is assigned.
    pub(crate) fn shown_keys(
        &self,
        papers: &[Paper],
    ) -> Result<Vec<Option<(Key, Reference)>>, Error> {
        let is_shown = |paper: &&Paper| {
            paper.citation_key.is_some() || !self.read_only() && !paper.authors.is_empty()
        };
        let with_key: Vec<Paper> = papers.iter().filter(is_shown).cloned().collect();
        let mut referenced = self.referenced(&with_key)?.into_iter();
        let shown =
            papers.iter().map(|paper| is_shown(&paper).then(|| referenced.next()).flatten());
        Ok(shown.collect())
    }

    /// Gives a paper the key that the user typed.
    pub fn set_citation_key(&self, id: &str, text: &str) -> Result<StoredKey, Error> {
        let key = Key::parse(text).map_err(refused)?;
        let paper = self.stored_paper(&paper_id(id)?)?;
        let generated = |_: &PaperId, taken: &HashSet<String>| {
            Key::for_newcomer(&reference(&paper), taken).to_string()
        };
        let (change, key) =
            self.store().set_citation_key(&paper.id, key.as_str(), &generated, self.now())?;
        Ok(StoredKey { key, change: self.changed(change).change })
    }

    /// The references to papers with their citation keys, which are stored. In a read-only library
    /// new keys are not stored.
    pub(crate) fn referenced(&self, papers: &[Paper]) -> Result<Vec<(Key, Reference)>, Error> {
        let references: HashMap<&PaperId, Reference> =
            papers.iter().map(|paper| (&paper.id, reference(paper))).collect();
        let make = |id: &PaperId, taken: &HashSet<String>| match references.get(id) {
            Some(reference) => Key::for_newcomer(reference, taken).to_string(),
            // The store asks for keys of these papers only.
            None => id.to_string(),
        };
        let ids: Vec<PaperId> = papers.iter().map(|paper| paper.id.clone()).collect();
        let keys = self.store().citation_keys(&ids, &make, self.now())?;
        let none = HashSet::new();
        let with_key = |paper: &Paper| {
            let reference = references.get(&paper.id).cloned().unwrap_or_default();
            // A stored key is valid, unless the library is damaged.
            let key = keys.get(&paper.id).and_then(|key| Key::parse(key).ok());
            (key.unwrap_or_else(|| Key::for_newcomer(&reference, &none)), reference)
        };
        Ok(papers.iter().map(with_key).collect())
    }
}

fn refused(why: KeyRefused) -> Error {
    let why = match why {
        KeyRefused::Empty => CitationKeyCause::Empty,
        KeyRefused::TooLong => {
            CitationKeyCause::TooLong { most: crate::reading::narrow(MAX_KEY_BYTES as u64) }
        }
        KeyRefused::Character(c) => CitationKeyCause::Character {
            character: if c.is_control() { c.escape_default().to_string() } else { c.to_string() },
        },
    };
    ValueCause::CitationKey { why }.into()
}

/// The reference to a paper, with all that the library knows about it.
fn reference(paper: &Paper) -> Reference {
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
