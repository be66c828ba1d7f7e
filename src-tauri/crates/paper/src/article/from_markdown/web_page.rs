//! Recognises an article that was made of Hugging Face's own page about a paper.

use crate::article::{Article, Block, Span, Text};

/// Headings below which such a page lists what others made of the paper.
const HEADINGS: [&str; 4] = [
    "models citing this paper",
    "datasets citing this paper",
    "spaces citing this paper",
    "collections including this paper",
];
/// Blocks that are looked through for the page's buttons.
const MAX_BLOCKS: usize = 200;

/// Whether an article was made of Hugging Face's own page about a paper: as earlier versions of
/// [`super::read`] did, or of Markdown whose head, which says so, was lost.
pub fn is_of_web_page(article: &Article) -> bool {
    let plain = |block: &Block| match block {
        Block::Paragraph(text) => text.plain(),
        _ => String::new(),
    };
    let mut first = article
        .sections
        .iter()
        .filter(|section| section.level == 0)
        .flat_map(|section| &section.blocks)
        .take(12)
        .map(plain);
    let title = article.title.plain();
    title.starts_with("Paper page - ")
        || has_heading(article)
        || has_buttons(article)
        || first.any(|text| {
            let source =
                text.split_once("URL Source:").and_then(|(_, rest)| rest.split_whitespace().next());
            source.is_some_and(|source| {
                source.starts_with("http") && source.contains("huggingface.co/")
            })
        })
}

/// `## Models citing this paper 3`
fn has_heading(article: &Article) -> bool {
    article.sections.iter().any(|section| {
        let title = section.title.plain().to_lowercase();
        let title = title.trim_end_matches(|c: char| c.is_ascii_digit() || c.is_whitespace());
        HEADINGS.contains(&title)
    })
}

/// The link `View arXiv page` or `View PDF` beside `Add to collection`.
fn has_buttons(article: &Article) -> bool {
    let blocks = article
        .abstract_blocks
        .iter()
        .chain(article.sections.iter().flat_map(|section| &section.blocks));
    let texts = blocks
        .take(MAX_BLOCKS)
        .filter_map(|block| if let Block::Paragraph(text) = block { Some(text) } else { None });
    let (mut views, mut adds) = (false, false);
    for text in texts {
        views |= is_view(text);
        adds |= text.plain().contains("Add to collection");
    }
    views && adds
}

fn is_view(text: &Text) -> bool {
    text.0.iter().any(|span| match span {
        Span::Link { text, url } => {
            matches!(text.trim(), "View arXiv page" | "View PDF") && url.contains("arxiv.org/")
        }
        _ => false,
    })
}
