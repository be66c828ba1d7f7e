//! arXiv's abstract page.

use crate::article::{Article, Block, NoText, NotThePaper, Text};
use crate::dom::{self, Dom, Element, NodeId};
use crate::{MAX_PAGE, PaperId};
use jiff::civil::Date;

/// What arXiv's abstract page says of a paper.
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

/// Why an abstract page says nothing of the paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoAbs {
    /// It is the page, and it holds no abstract.
    NoText(NoText),
    /// It is no page of the paper: it should be asked for again.
    NotThePaper(NotThePaper),
}

impl AbsPage {
    /// Reads the page that was given for a paper.
    ///
    /// # Errors
    /// When the page is another paper's, or none of arXiv's, or has no abstract.
    pub fn read(bytes: &[u8], asked: &PaperId) -> Result<Self, NoAbs> {
        if bytes.len() > MAX_PAGE {
            return Err(NoAbs::NoText(NoText::TooLarge));
        }
        let dom = dom::parse(&String::from_utf8_lossy(bytes), |_| false);
        let mut page = Self::default();
        let mut said = None;
        let mut from_meta = Vec::new();
        for id in dom.below(Dom::ROOT) {
            let Some(element) = dom.element(id) else { continue };
            match (element.tag(), element.attribute("name"), element.attribute("content")) {
                ("meta", Some("citation_title"), Some(title)) => page.title = words(title),
                ("meta", Some("citation_author"), Some(name)) => {
                    from_meta.push(given_name_first(name))
                }
                ("meta", Some("citation_arxiv_id"), Some(id)) => said = PaperId::parse(id),
                ("meta", Some("citation_date"), Some(date)) => {
                    page.submitted = date.trim().replace('/', "-").parse().ok()
                }
                ("meta", Some("citation_abstract"), Some(text))
                    if page.abstract_text.is_empty() =>
                {
                    page.abstract_text = words(text)
                }
                ("blockquote", ..) if element.has_class("abstract") => {
                    page.abstract_text = described(&dom, id)
                }
                ("h1", ..) if element.has_class("title") && page.title.is_empty() => {
                    page.title = described(&dom, id)
                }
                ("div", ..) if element.has_class("authors") => page.authors = links(&dom, id),
                ("td", ..) if element.has_class("subjects") => {
                    page.subjects = subjects(&described(&dom, id))
                }
                ("td", ..) if element.has_class("comments") => {
                    page.comments = Some(described(&dom, id)).filter(|text| !text.is_empty())
                }
                ("a", ..) if element.attribute("id") == Some("latexml-download-link") => {
                    page.has_html = true
                }
                _ => {}
            }
        }
        if page.authors.is_empty() {
            page.authors = from_meta;
        }
        match said {
            Some(other) if other != *asked => {
                Err(NoAbs::NotThePaper(NotThePaper::OtherPaper(other)))
            }
            _ if !page.abstract_text.is_empty() => Ok(page),
            Some(_) => Err(NoAbs::NoText(NoText::Blank)),
            None if dom.find(Dom::ROOT, is_challenge_mark).is_some() => {
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

fn is_challenge_mark(element: &Element) -> bool {
    element.attribute("id").is_some_and(|id| id.contains("challenge"))
        || element.has_class("g-recaptcha")
}

fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The text of an element without the label arXiv puts before it (`Abstract:`).
fn described(dom: &Dom, top: NodeId) -> String {
    let mut text = String::new();
    let mut nodes = dom.below(top);
    while let Some(id) = nodes.next() {
        if dom.element(id).is_some_and(|element| element.has_class("descriptor")) {
            nodes.skip_inside(id);
        } else {
            text.push_str(dom.text(id).unwrap_or_default());
        }
    }
    words(&text)
}

fn links(dom: &Dom, top: NodeId) -> Vec<String> {
    let of_person = |id: &NodeId| dom.element(*id).is_some_and(|element| element.tag() == "a");
    dom.below(top)
        .filter(of_person)
        .map(|id| words(&dom.all_text(id, 500)))
        .filter(|name| !name.is_empty())
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
        Some((family, given)) => words(&format!("{given} {family}")),
        None => words(name),
    }
}
