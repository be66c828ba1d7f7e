//! arXiv's HTML of a paper, in all its kinds (LaTeXML 0.8, LaTeXML oxide, ar5iv), read into an
//! [`Article`].

mod blocks;
mod drawing;
mod front;
mod images;
mod leftovers;
mod listing;
mod lists;
mod math;
mod page;
mod role;
mod running;
mod sections;
mod seen;
mod table;

use super::{Article, NoText, NotThePaper, Reading};
use crate::dom::{self, Dom};
use crate::look::{self, Styles};
use crate::{MAX_PAGE_BYTES, PaperId};
use page::{Page, PageContent};

/// Rises with each change after which a stored article lacks what the page has. Version 0 kept no
/// images.
pub const VERSION: u32 = 1;

/// Reads the page that was received for a paper. Never fails and never panics; time and memory grow
/// with the page's length.
///
/// Bytes that are no UTF-8 are read as replacement characters.
pub fn read(bytes: &[u8], requested: &PaperId) -> Reading {
    if bytes.len() > MAX_PAGE_BYTES {
        return Reading::NoText(NoText::TooLarge);
    }
    let html = String::from_utf8_lossy(bytes);
    let dom = dom::parse(&html, look::hides);
    drop(html);
    let page = Page::of(&dom);
    match page.find_article(requested) {
        PageContent::Article(top) => {
            let styles = Styles::of(&dom);
            let files = images::Files::of(&dom, requested);
            let article = blocks::read(&dom, top, &styles, files);
            if styles.are_too_large() {
                Reading::NoText(NoText::StylesTooLarge)
            } else {
                judge(article, &page, &dom)
            }
        }
        PageContent::NoText(why) => Reading::NoText(why),
        PageContent::NotThePaper(why) => Reading::NotThePaper(why),
    }
}

pub(super) use page::is_raw_latex;

/// Reads a piece of HTML within other text.
pub(super) fn fragment(html: &str) -> Article {
    let dom = dom::parse(html, look::hides);
    let styles = Styles::of(&dom);
    let article = blocks::read(&dom, Dom::ROOT, &styles, None);
    if styles.are_too_large() { Article::default() } else { article }
}

/// A formula as it may be between dollar signs.
pub(super) fn tex(tex: &str) -> String {
    math::formula(tex).tex
}

fn judge(mut article: Article, page: &Page<'_>, dom: &Dom) -> Reading {
    article.cut_short = dom.cut_short;
    article.subjects.extend(page.subject());
    article.licence = page.licence();
    article.version = VERSION;
    let length = article.text_len();
    if !dom.complete && !dom.cut_short {
        Reading::NotThePaper(NotThePaper::CutOff)
    } else if length == 0 {
        Reading::NoText(NoText::Blank)
    } else if length < NoText::MIN_ARTICLE_CHARS {
        Reading::NoText(NoText::TooShort)
    } else if is_raw_latex(&article) {
        Reading::NoText(NoText::RawLatex)
    } else {
        Reading::Article(Box::new(article))
    }
}
