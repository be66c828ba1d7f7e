//! Papers' articles, for reading offline.

use crate::figures::sections_html;
use crate::reading::paper_id;
use crate::wire::{ArticleSection, OpenArticle, ValueCause};
use crate::{App, Error};
use paperboy_paper::article::{Block, Part, Reference, Section, Span, Text};
use paperboy_paper::{Article, PaperId};
use paperboy_report::html;
use paperboy_store::{ReplaceWhenRead, StoreError, StoredArticle};
use sha2::{Digest, Sha256};
use std::fmt::Write;

impl App {
    /// A paper's article; `None` when none is kept.
    pub fn article(&self, id: &str) -> Result<Option<OpenArticle>, Error> {
        let id = paper_id(id)?;
        self.stored_paper(&id)?;
        let Some(stored) = self.intact_article(&id)? else { return Ok(None) };
        let article = parsed(&id, &stored)?;
        Ok(Some(OpenArticle {
            stamp: stamp(&stored.body),
            reading_source: stored.source,
            fetched: stored.fetched.to_string(),
            licence: article.licence.clone(),
            sections: sections(&article),
            hidden: article.hidden.count,
            cut_short: article.cut_short,
        }))
    }
}

/// A section of a paper's article as Markdown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextSection {
    /// 1 for a section, 2 for a subsection, to 5; 0 for text without a heading.
    pub level: u8,
    /// The heading with its number, plain text.
    pub heading: String,
    /// The section with its heading, up to the next one.
    pub markdown: String,
}

impl App {
    /// The sections of a paper's article in order, the references last; empty when none is kept.
    pub fn article_text(&self, id: &PaperId) -> Result<Vec<TextSection>, Error> {
        let Some(stored) = self.intact_article(id)? else { return Ok(Vec::new()) };
        let mut article = parsed(id, &stored)?;
        if !article.references.is_empty() {
            article.sections.push(Section {
                level: 1,
                title: Text(vec![Span::Text("References".to_owned())]),
                blocks: article.references.iter().map(named).collect(),
                ..Section::default()
            });
        }
        let text = |section: &Section| TextSection {
            level: section.level,
            heading: section.heading(),
            markdown: section.markdown(),
        };
        Ok(article.sections.iter().map(text).collect())
    }
}

/// Up to which paper the articles were looked at.
const LOOKED_AT: &str = "articles.looked_at";

/// The number of articles that are checked each hour: a library of ten thousand takes a day.
const ARTICLES_PER_LOOK: u32 = 500;

impl App {
    /// An article as it is kept. One that was altered on the disk is removed and fetched again.
    pub(crate) fn intact_article(&self, id: &PaperId) -> Result<Option<StoredArticle>, Error> {
        match self.store().article(id) {
            Err(StoreError::Damaged(error)) => Err(self.fetch_altered_again(id, &error)),
            stored => Ok(stored?),
        }
    }

    /// Removes an article that was altered on the disk and has it fetched again. Returns the error
    /// about that.
    fn fetch_altered_again(&self, id: &PaperId, error: &dyn std::fmt::Display) -> Error {
        tracing::error!(%id, %error, "an article was damaged on the disk");
        let again = self.store().reopen_reading(id, ReplaceWhenRead::No, self.now());
        again.map_or_else(Error::from, |()| Error::TextAltered(id.clone()))
    }

    /// Looks at some more articles than were looked at before, and has those that were altered on
    /// the disk fetched again.
    pub(crate) fn look_at_articles(&self) -> Result<(), Error> {
        let store = self.store();
        let after = store.setting(LOOKED_AT)?.and_then(|key| key.parse().ok()).unwrap_or(0);
        let (damaged, last) = store.damaged_articles(after, ARTICLES_PER_LOOK)?;
        for id in damaged {
            self.fetch_altered_again(&id, &"its checksum is wrong");
        }
        let last = last.map(|key| key.to_string());
        if store.setting(LOOKED_AT)? != last {
            store.set_setting(LOOKED_AT, last.as_deref())?;
        }
        Ok(())
    }
}

/// Names a version of an article: the digest of its bytes in hexadecimal.
pub(crate) fn stamp(body: &[u8]) -> String {
    Sha256::digest(body).iter().fold(String::new(), |mut stamp, byte| {
        // Writing to a text can't fail.
        let _ = write!(stamp, "{byte:02x}");
        stamp
    })
}

/// The article that is kept as these bytes.
pub(crate) fn parsed(id: &PaperId, stored: &StoredArticle) -> Result<Article, Error> {
    serde_json::from_slice(&stored.body).map_err(|error| {
        tracing::error!(%id, %error, "an article in the library can't be read");
        ValueCause::TextUnreadable { id: id.to_string() }.into()
    })
}

/// The place of an article's section among the sections of the opened article.
pub(crate) fn opened_section(article: &Article, section: usize) -> usize {
    section + usize::from(!article.abstract_blocks.is_empty())
}

/// The sections of an article as they are opened.
pub(crate) fn sections(article: &Article) -> Vec<ArticleSection> {
    let mut sections = Vec::new();
    let mut images = 0;
    let mut untitled = |part: &str, blocks: &[Block]| ArticleSection {
        part: part.to_owned(),
        level: 1,
        title_html: String::new(),
        html: sections_html(blocks, &mut images),
    };
    if !article.abstract_blocks.is_empty() {
        sections.push(untitled("abstract", &article.abstract_blocks));
    }
    for section in &article.sections {
        let heading = Section { blocks: Vec::new(), ..section.clone() }.markdown();
        let title_html = html(heading.trim_start_matches('#').trim_start());
        sections.push(ArticleSection {
            level: section.level.into(),
            title_html,
            ..untitled(part(section.part), &section.blocks)
        });
    }
    if !article.references.is_empty() {
        let references: Vec<Block> = article.references.iter().map(named).collect();
        sections.push(untitled("references", &references));
    }
    sections
}

/// A reference after its label in the text.
fn named(reference: &Reference) -> Block {
    let label = reference.label.as_ref().map(|label| Span::Text(format!("{label} ")));
    Block::Paragraph(Text(label.into_iter().chain(reference.text.0.iter().cloned()).collect()))
}

fn part(part: Part) -> &'static str {
    match part {
        Part::Front => "front",
        Part::Body => "body",
        Part::Acknowledgements => "acknowledgements",
        Part::Appendix => "appendix",
    }
}
