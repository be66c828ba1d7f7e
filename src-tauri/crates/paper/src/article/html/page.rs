//! Determines the kind of a page, its paper, and the place of its article.

use super::super::{Article, Block, NoText, NotThePaper, Span, Text};
use crate::PaperId;
use crate::dom::{Dom, NodeId, first, select, text_of};
use scraper::{ElementRef, Html};

pub(super) enum PageContent {
    Article(NodeId),
    NoText(NoText),
    NotThePaper(NotThePaper),
}

/// A page and where LaTeXML's article is in it.
pub(super) struct Page<'a> {
    dom: &'a Dom,
    article: Option<NodeId>,
    /// The page around the article; the text of the article is the authors' own.
    frame: Html,
}

impl<'a> Page<'a> {
    pub(super) fn of(dom: &'a Dom) -> Self {
        let article = dom
            .find(Dom::ROOT, |each| each.tag() == "article" && each.has_class("ltx_document"))
            .or_else(|| dom.find(Dom::ROOT, |each| each.has_class("ltx_document")));
        Self { dom, article, frame: dom.for_selectors(article) }
    }

    pub(super) fn find_article(&self, requested: &PaperId) -> PageContent {
        let stated_ids = self.ids();
        if let Some(other) = stated_ids.first()
            && !stated_ids.contains(requested)
        {
            return PageContent::NotThePaper(NotThePaper::OtherPaper(other.clone()));
        }
        if let Some(article) = self.article {
            return PageContent::Article(article);
        }
        if let Some(named) = self.names_missing_html() {
            return match named {
                Some(other) if other != *requested => {
                    PageContent::NotThePaper(NotThePaper::OtherPaper(other))
                }
                _ => PageContent::NoText(NoText::NotConverted),
            };
        }
        if self.is_challenge() {
            return PageContent::NotThePaper(NotThePaper::Challenge);
        }
        // A paper that its authors submitted as HTML has none of LaTeXML's classes: it is accepted
        // when its page names the address of a paper's HTML.
        let at_html = "base[href*='/html/'], link[rel=canonical][href*='/html/'], #watermark-tr";
        if first(&self.frame, at_html).is_none() {
            // To be sent on to the abstract means that arXiv has no more.
            let is_abs = stated_ids.contains(requested)
                && first(&self.frame, "blockquote.abstract").is_some();
            return if is_abs {
                PageContent::NoText(NoText::NotConverted)
            } else {
                PageContent::NotThePaper(NotThePaper::Foreign)
            };
        }
        let body = ["article", "main", "body"]
            .iter()
            .find_map(|tag| self.dom.find(Dom::ROOT, |element| element.tag() == *tag));
        body.map_or(PageContent::NotThePaper(NotThePaper::Foreign), PageContent::Article)
    }

    /// The papers that the frame names.
    fn ids(&self) -> Vec<PaperId> {
        const PLACES: &str = "base[href], link[rel=canonical][href], #watermark-tr, \
            meta[property='og:url'][content], meta[name=citation_arxiv_id][content]";
        let id = |place: ElementRef<'_>| match place.attr("href").or(place.attr("content")) {
            Some(address) => PaperId::parse(address),
            // `arXiv:2410.00260v2 [cs.CL] 09 Oct 2024`
            None => PaperId::parse(text_of(place, 200).split(' ').next()?),
        };
        select(&self.frame, PLACES).into_iter().filter_map(id).collect()
    }

    /// arXiv's primary category, which is after the id: `[cs.CL]`.
    pub(super) fn subject(&self) -> Option<String> {
        let text = text_of(first(&self.frame, "#watermark-tr")?, 200);
        let code = text.split_once('[')?.1.split_once(']')?.0.trim();
        let known = |c: char| c.is_ascii_alphabetic() || matches!(c, '-' | '.');
        (!code.is_empty() && code.len() <= 20 && code.chars().all(known)).then(|| code.to_owned())
    }

    /// The paper's licence, as arXiv's frame around the article names it.
    pub(super) fn licence(&self) -> Option<String> {
        let text = text_of(first(&self.frame, "#license-tr")?, 200);
        let name = text.trim().strip_prefix("License:")?.trim();
        (!name.is_empty()).then(|| name.to_owned())
    }

    /// Whether this is arXiv's own page for a paper it could not convert, and the paper it names.
    fn names_missing_html(&self) -> Option<Option<PaperId>> {
        select(&self.frame, "h1, title").into_iter().find_map(|heading| {
            let text = text_of(heading, 100);
            let named = text.strip_prefix("No HTML for")?;
            Some(PaperId::parse(named.trim().trim_matches('\'')))
        })
    }

    fn is_challenge(&self) -> bool {
        const SIGNS: [&str; 8] = [
            "just a moment",
            "attention required",
            "checking your browser",
            "are you a robot",
            "verify you are human",
            "access denied",
            "captcha",
            "security check",
        ];
        let title = first(&self.frame, "title").map(|title| text_of(title, 200).to_lowercase());
        title.is_some_and(|title| SIGNS.iter().any(|sign| title.contains(sign)))
    }
}

/// Whether the text is mostly commands: a conversion that gave up and shows its source.
pub(in super::super) fn is_raw_latex(article: &Article) -> bool {
    let (mut commands, mut words) = (0, 0);
    let mut count = |text: &Text| {
        for span in &text.0 {
            let Span::Text(text) = span else { continue };
            for word in text.split_whitespace() {
                words += 1;
                commands +=
                    usize::from(word.match_indices('\\').any(|(at, _)| {
                        word[at + 1..].starts_with(|c: char| c.is_ascii_alphabetic())
                    }));
            }
        }
    };
    article.sections.iter().flat_map(|section| &section.blocks).for_each(|block| {
        if let Block::Paragraph(text) = block {
            count(text);
        }
    });
    commands >= 15 && commands * 5 > words
}
