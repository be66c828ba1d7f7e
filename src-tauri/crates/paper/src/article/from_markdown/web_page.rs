//! Recognises an article that was made of Hugging Face's own page about a paper, or of another
//! site's page with a menu.

use crate::article::{Article, Block, Span, Text};
use std::collections::BTreeSet;

/// Headings below which such a page lists what others made of the paper.
const HEADINGS: [&str; 4] = [
    "models citing this paper",
    "datasets citing this paper",
    "spaces citing this paper",
    "collections including this paper",
];
/// Blocks that are looked through for the page's buttons.
const MAX_BLOCKS: usize = 200;

/// Entries of sites' menus that are about the site and its accounts.
const OF_SITE: [&str; 44] = [
    "log in",
    "login",
    "log out",
    "logout",
    "sign in",
    "signin",
    "sign up",
    "signup",
    "register",
    "create account",
    "my account",
    "account",
    "profile",
    "settings",
    "notifications",
    "pricing",
    "enterprise",
    "solutions",
    "products",
    "careers",
    "contact",
    "contact us",
    "about",
    "about us",
    "home",
    "help",
    "faq",
    "search",
    "menu",
    "main menu",
    "explore",
    "browse",
    "donate",
    "privacy",
    "terms",
    "skip to content",
    "skip to main content",
    "登录",
    "登陆",
    "注册",
    "首页",
    "主页",
    "关于我们",
    "搜索",
];
/// Entries that a paper's own line of links may have too.
const OF_CONTENT: [&str; 20] = [
    "docs",
    "documentation",
    "models",
    "datasets",
    "spaces",
    "community",
    "posts",
    "papers",
    "daily papers",
    "trending",
    "collections",
    "organizations",
    "blog",
    "forum",
    "论文",
    "模型",
    "数据集",
    "社区",
    "文档",
    "博客",
];
/// The number of a menu's entries that make one. Fewer may be a paper's own words.
const MIN_ENTRIES: usize = 4;
/// The fewest entries that must be about the site.
const MIN_ENTRIES_OF_SITE: usize = 2;
/// The most blocks at a text's beginning that may be the site's, and the most characters of a block
/// that are read.
const MAX_FRONT_BLOCKS: usize = 40;
const MAX_MENU_CHARS: usize = 400;

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
        || begins_with_menu(article)
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

/// Whether a text begins with the menu of a site: entries of their own, each a link, an item or a
/// line, or one line of nothing but entries.
fn begins_with_menu(article: &Article) -> bool {
    let mut entries = BTreeSet::new();
    let blocks = article.sections.iter().flat_map(|section| &section.blocks);
    for block in blocks.take(MAX_FRONT_BLOCKS) {
        add_entries(block, &mut entries, 0);
    }
    let of_site = entries.iter().filter(|entry| OF_SITE.contains(entry)).count();
    entries.len() >= MIN_ENTRIES && of_site >= MIN_ENTRIES_OF_SITE
}

fn add_entries(block: &Block, entries: &mut BTreeSet<&'static str>, depth: usize) {
    match block {
        Block::List(list) if depth < 4 => {
            let blocks = list.items.iter().take(MAX_FRONT_BLOCKS).flat_map(|item| &item.blocks);
            blocks.for_each(|block| add_entries(block, entries, depth + 1));
        }
        Block::Paragraph(text) => {
            for span in &text.0 {
                if let Span::Link { text, .. } = span {
                    entries.extend(entry(text));
                }
            }
            let plain = text.plain();
            if plain.len() > MAX_MENU_CHARS || plain.contains(['.', '。', '，', ',']) {
                return;
            }
            plain.lines().for_each(|line| entries.extend(entry(line)));
            entries.extend(line_of_entries(&plain));
        }
        _ => {}
    }
}

/// The entry of a menu that a text is.
fn entry(text: &str) -> Option<&'static str> {
    let text = text.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    OF_SITE.iter().chain(&OF_CONTENT).find(|entry| **entry == text).copied()
}

/// The entries of a line that has hardly anything else: `Models Datasets Docs Log In Sign Up`.
fn line_of_entries(line: &str) -> Vec<&'static str> {
    let words: Vec<&str> =
        line.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let (mut found, mut covered, mut at) = (Vec::new(), 0, 0);
    while at < words.len() {
        let longest = (1..=4).rev().find_map(|length| {
            let words = words.get(at..at + length)?;
            entry(&words.join(" ")).map(|entry| (entry, length))
        });
        let length = longest.map_or(1, |(_, length)| length);
        covered += longest.map_or(0, |(_, length)| length);
        found.extend(longest.map(|(entry, _)| entry));
        at += length;
    }
    // A heading such as `Related models and datasets` is none.
    if found.len() >= 3 && covered * 3 >= words.len() * 2 { found } else { Vec::new() }
}

fn is_view(text: &Text) -> bool {
    text.0.iter().any(|span| match span {
        Span::Link { text, url } => {
            matches!(text.trim(), "View arXiv page" | "View PDF") && url.contains("arxiv.org/")
        }
        _ => false,
    })
}
