//! What kind of page it is, whose, and where its article is.

use super::super::{Article, Block, NoText, NotThePaper, Span, Text};
use crate::PaperId;
use crate::dom::{Dom, Element, NodeId};

pub(super) enum Found {
    Article(NodeId),
    NoText(NoText),
    NotThePaper(NotThePaper),
}

pub(super) fn find_article(dom: &Dom, asked: &PaperId) -> Found {
    let article = dom
        .find(Dom::ROOT, |element| element.tag() == "article" && element.has_class("ltx_document"))
        .or_else(|| dom.find(Dom::ROOT, |element| element.has_class("ltx_document")));
    let said = ids(dom, article);
    if let Some(other) = said.first()
        && !said.contains(asked)
    {
        return Found::NotThePaper(NotThePaper::OtherPaper(other.clone()));
    }
    if let Some(article) = article {
        return Found::Article(article);
    }
    if let Some(named) = says_no_html(dom) {
        return match named {
            Some(other) if other != *asked => Found::NotThePaper(NotThePaper::OtherPaper(other)),
            _ => Found::NoText(NoText::NotConverted),
        };
    }
    if is_challenge(dom) {
        return Found::NotThePaper(NotThePaper::Challenge);
    }
    // A paper that its authors gave as HTML has none of LaTeXML's classes: it counts when it stands
    // at the paper's address.
    if !stands_in_html(dom) {
        let is_abs = said.contains(asked)
            && dom
                .find(Dom::ROOT, |element| {
                    element.tag() == "blockquote" && element.has_class("abstract")
                })
                .is_some();
        // To be sent on to the abstract is arXiv's way of saying that there is no more.
        return if is_abs {
            Found::NoText(NoText::NotConverted)
        } else {
            Found::NotThePaper(NotThePaper::Foreign)
        };
    }
    let body = ["article", "main", "body"]
        .iter()
        .find_map(|tag| dom.find(Dom::ROOT, |element| element.tag() == *tag));
    body.map_or(Found::NotThePaper(NotThePaper::Foreign), Found::Article)
}

/// The papers the page says it shows: in its frame, not in the article, whose text is the authors'.
fn ids(dom: &Dom, article: Option<NodeId>) -> Vec<PaperId> {
    let mut found = Vec::new();
    let mut nodes = dom.below(Dom::ROOT);
    while let Some(id) = nodes.next() {
        if Some(id) == article {
            nodes.skip_inside(id);
            continue;
        }
        let Some(element) = dom.element(id) else { continue };
        let said = match element.tag() {
            "base" => element.attribute("href").and_then(id_in_address),
            "link" if element.attribute("rel") == Some("canonical") => {
                element.attribute("href").and_then(id_in_address)
            }
            "meta" if element.attribute("property") == Some("og:url") => {
                element.attribute("content").and_then(id_in_address)
            }
            "meta" if element.attribute("name") == Some("citation_arxiv_id") => {
                element.attribute("content").and_then(PaperId::parse)
            }
            _ if element.attribute("id") == Some("watermark-tr") => {
                id_in_watermark(&dom.all_text(id, 200))
            }
            _ => None,
        };
        found.extend(said);
    }
    found
}

fn id_in_address(address: &str) -> Option<PaperId> {
    PaperId::parse(address)
}

/// `arXiv:2410.00260v2 [cs.CL] 09 Oct 2024`
fn id_in_watermark(text: &str) -> Option<PaperId> {
    text.split_whitespace().next().and_then(PaperId::parse)
}

/// arXiv's primary category, which is after the id: `[cs.CL]`.
pub(super) fn subject(dom: &Dom) -> Option<String> {
    let watermark =
        dom.find(Dom::ROOT, |element| element.attribute("id") == Some("watermark-tr"))?;
    let text = dom.all_text(watermark, 200);
    let code = text.split_once('[')?.1.split_once(']')?.0.trim();
    let known = |c: char| c.is_ascii_alphabetic() || matches!(c, '-' | '.');
    (!code.is_empty() && code.len() <= 20 && code.chars().all(known)).then(|| code.to_owned())
}

/// Whether the page says that its address is arXiv's of a paper's HTML.
fn stands_in_html(dom: &Dom) -> bool {
    let says = |element: &Element| match element.tag() {
        "base" => element.attribute("href").is_some_and(|address| address.contains("/html/")),
        "link" => {
            element.attribute("rel") == Some("canonical")
                && element.attribute("href").is_some_and(|address| address.contains("/html/"))
        }
        _ => element.attribute("id") == Some("watermark-tr"),
    };
    dom.find(Dom::ROOT, says).is_some()
}

/// Whether this is arXiv's own page for a paper it could not convert, and the paper it names.
fn says_no_html(dom: &Dom) -> Option<Option<PaperId>> {
    dom.below(Dom::ROOT)
        .filter(|&id| {
            dom.element(id).is_some_and(|element| matches!(element.tag(), "h1" | "title"))
        })
        .find_map(|id| {
            let text = dom.all_text(id, 100);
            text.trim()
                .strip_prefix("No HTML for")
                .map(|named| PaperId::parse(named.trim().trim_matches('\'')))
        })
}

fn is_challenge(dom: &Dom) -> bool {
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
    let Some(title) = dom.find(Dom::ROOT, |element| element.tag() == "title") else { return false };
    let title = dom.all_text(title, 200).to_lowercase();
    SIGNS.iter().any(|sign| title.contains(sign))
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
