//! What a paper's report is written from and checked against.

use crate::article::parsed;
use crate::{App, Error};
use jiff::Timestamp;
use paperboy_paper::{Article, PaperId, ReadingSource};
use paperboy_report::title;
use paperboy_store::Paper;
use paperboy_writer::Source;
use sha2::{Digest, Sha256};

/// A paper with all that is kept of its text.
pub(super) struct Material {
    pub paper: Paper,
    /// The paper's title as it is read.
    pub title: String,
    /// The article, and when it was fetched.
    pub article: Option<(Article, Timestamp)>,
    /// What the article is, else the list's abstract.
    pub read: ReadingSource,
    /// The digest of all of the above.
    pub digest: Vec<u8>,
}

impl Material {
    /// What the library holds; `None`: not even the paper.
    pub(super) fn load(app: &App, id: &PaperId) -> Result<Option<Self>, Error> {
        let Some(paper) = app.store().paper(id)? else { return Ok(None) };
        let mut hash = Sha256::new();
        let mut add = |text: &[u8]| {
            hash.update((text.len() as u64).to_le_bytes());
            hash.update(text);
        };
        for text in [
            Some(&paper.title),
            paper.abstract_text.as_ref(),
            paper.summary.as_ref(),
            paper.code.as_ref(),
            paper.project.as_ref(),
        ] {
            add(text.map_or("", String::as_str).as_bytes());
        }
        let (mut article, mut read) = (None, ReadingSource::Abstract);
        if let Some(stored) = app.intact_article(id)? {
            add(&stored.body);
            // One that can't be read any more is no reason to write nothing: the abstract is there.
            article = parsed(id, &stored).ok().map(|article| (article, stored.fetched));
            read = article.as_ref().map_or(read, |_| stored.source);
        }
        Ok(Some(Self {
            article,
            read,
            digest: hash.finalize().to_vec(),
            title: title(&paper.title).into_owned(),
            paper,
        }))
    }

    /// Whether there is nothing to write from.
    pub(super) fn is_empty(&self) -> bool {
        self.article.is_none() && self.paper.abstract_text.is_none()
    }

    pub(super) fn source(&self) -> Source<'_> {
        let paper = &self.paper;
        Source {
            id: &paper.id,
            title: &self.title,
            abstract_text: paper.abstract_text.as_deref(),
            keywords: &paper.keywords,
            code: paper.code.as_deref(),
            project: paper.project.as_deref(),
            article: self.article.as_ref().map(|(article, _)| article),
            whole: self.article.is_some() && self.read.is_whole(),
        }
    }

    /// How many characters the paper has, references left out.
    pub(super) fn chars(&self) -> u64 {
        let of_abstract =
            || self.paper.abstract_text.as_ref().map_or(0, |text| text.chars().count());
        self.article.as_ref().map_or_else(of_abstract, |(article, _)| article.text_len()) as u64
    }
}
