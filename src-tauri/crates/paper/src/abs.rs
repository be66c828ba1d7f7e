//! arXiv's abstract page.

use crate::article::{Article, Block, NoText, NotThePaper, Text};
use crate::dom::{self, first, folded, select, text_of};
use crate::{MAX_PAGE_BYTES, PaperId};
use jiff::civil::Date;
use scraper::Html;

/// Bytes of a name that are read.
const MAX_NAME_BYTES: usize = 500;
/// Bytes of a title, an abstract or a comment that are read.
const MAX_TEXT_BYTES: usize = 100_000;

/// The data of a paper on arXiv's abstract page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AbsPage {
    /// The title.
    pub title: String,
    /// The authors in their order, given name first.
    pub authors: Vec<String>,
    /// The abstract. Formulas keep their dollar signs.
    pub abstract_text: String,
    /// The categories as arXiv names them, the primary one first: `Information Retrieval (cs.IR)`.
    pub subjects: Vec<String>,
    /// The authors' comment: pages, figures, where it appears.
    pub comments: Option<String>,
    /// When the first version was submitted.
    pub submitted: Option<Date>,
    /// Whether arXiv offers the paper as HTML.
    pub has_html: bool,
}

/// The reason why an abstract page gives no data of the paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoAbs {
    /// It is the page, and it holds no abstract.
    NoText(NoText),
    /// It is no page of the paper: it should be requested again.
    NotThePaper(NotThePaper),
}

impl AbsPage {
    /// Reads the page that was received for a paper.
    ///
    /// # Errors
    /// When the page is another paper's, or none of arXiv's, or has no abstract.
    pub fn read(bytes: &[u8], requested: &PaperId) -> Result<Self, NoAbs> {
        if bytes.len() > MAX_PAGE_BYTES {
            return Err(NoAbs::NoText(NoText::TooLarge));
        }
        let dom = dom::parse(&String::from_utf8_lossy(bytes), |_| false);
        let html = dom.for_selectors(None);
        let text = |selector| {
            first(&html, selector)
                .map(|element| text_of(element, MAX_TEXT_BYTES))
                .filter(|text| !text.is_empty())
        };
        let from_meta =
            |name| meta(&html, name).into_iter().map(folded).find(|content| !content.is_empty());
        let authors: Vec<_> = select(&html, "div.authors a")
            .into_iter()
            .map(|author| text_of(author, MAX_NAME_BYTES))
            .filter(|name| !name.is_empty())
            .collect();
        let page = Self {
            title: from_meta("citation_title").or_else(|| text("h1.title")).unwrap_or_default(),
            authors: if authors.is_empty() {
                meta(&html, "citation_author").into_iter().map(given_name_first).collect()
            } else {
                authors
            },
            abstract_text: text("blockquote.abstract")
                .or_else(|| from_meta("citation_abstract"))
                .unwrap_or_default(),
            subjects: subjects(&text("td.subjects").unwrap_or_default()),
            comments: text("td.comments"),
            submitted: from_meta("citation_date")
                .and_then(|date| date.replace('/', "-").parse().ok()),
            has_html: first(&html, "a#latexml-download-link").is_some(),
        };
        match meta(&html, "citation_arxiv_id").into_iter().find_map(PaperId::parse) {
            Some(other) if other != *requested => {
                Err(NoAbs::NotThePaper(NotThePaper::OtherPaper(other)))
            }
            _ if !page.abstract_text.is_empty() => Ok(page),
            Some(_) => Err(NoAbs::NoText(NoText::Blank)),
            None if first(&html, "[id*=challenge], .g-recaptcha").is_some() => {
                Err(NoAbs::NotThePaper(NotThePaper::Challenge))
            }
            None => Err(NoAbs::NotThePaper(NotThePaper::Foreign)),
        }
    }

    /// The page as an article of an abstract only.
    pub fn article(&self) -> Article {
        Article {
            title: Text::words(&self.title),
            authors: self.authors.clone(),
            subjects: self.subjects.clone(),
            abstract_blocks: vec![Block::Paragraph(Text::with_formulas(&self.abstract_text))],
            ..Article::default()
        }
    }
}

/// The values of a name in the page's head, in order.
fn meta<'a>(html: &'a Html, name: &str) -> Vec<&'a str> {
    select(html, &format!("meta[name={name}][content]"))
        .into_iter()
        .filter_map(|element| element.attr("content"))
        .collect()
}

fn subjects(text: &str) -> Vec<String> {
    text.split(';')
        .map(|subject| subject.trim().to_owned())
        .filter(|subject| !subject.is_empty())
        .collect()
}

/// `Firooz, Hamed` is `Hamed Firooz`.
fn given_name_first(name: &str) -> String {
    match name.split_once(',') {
        Some((family, given)) => folded(&format!("{given} {family}")),
        None => folded(name),
    }
}
