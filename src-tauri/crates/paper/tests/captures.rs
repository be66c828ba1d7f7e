//! Real pages, where they are at hand, and what a person counted in them.
#![allow(clippy::unwrap_used)]

use paperboy_paper::PaperId;
use paperboy_paper::article::{Article, Block, Reading, Span, Text, html};
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};

/// Counted by looking at each page's own text and source. The text itself stays out of the project:
/// the first sentence of the abstract and the last of the last running text are here as the first
/// sixteen digits of their SHA-256.
///
/// `page | paper | sections | tables | equations | footnotes | references | first | last`, or `page
/// | paper | what it is`.
const COUNTED: &str = include_str!("captures.txt");

fn folder() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../../shared/data/arxiv_html");
    if folder.is_dir() {
        return Some(folder);
    }
    println!("skipped: no captures at {}", folder.display());
    None
}

#[derive(Default)]
struct Counts {
    tables: usize,
    equations: usize,
    footnotes: usize,
}

impl Counts {
    fn text(&mut self, text: &Text) {
        self.footnotes += text.0.iter().filter(|span| matches!(span, Span::Note(_))).count();
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            match block {
                Block::Paragraph(text) => self.text(text),
                Block::Equation { .. } => self.equations += 1,
                Block::List(list) => list.items.iter().for_each(|item| self.blocks(&item.blocks)),
                Block::Table(table) => {
                    self.tables += 1;
                    table
                        .rows
                        .iter()
                        .flatten()
                        .chain(&table.header)
                        .for_each(|cell| self.text(cell));
                }
                Block::Figure { caption, blocks, .. } => {
                    caption.iter().for_each(|caption| self.text(&caption.text));
                    self.blocks(blocks);
                }
                Block::Theorem { blocks, .. } | Block::Quote(blocks) => self.blocks(blocks),
                Block::Code(_) => {}
            }
        }
    }
}

/// A sentence's digest: words, figures and formulas, whatever the white space.
fn digest(sentence: &str) -> String {
    let bare: String = sentence.split_whitespace().collect();
    Sha256::digest(bare).iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

fn sentences(text: &str) -> Vec<&str> {
    let ends = |c: char| matches!(c, '.' | '?' | '!' | '。');
    let mut sentences = Vec::new();
    let mut start = 0;
    for (at, c) in text.char_indices() {
        let behind = text[at + c.len_utf8()..].chars().next();
        if ends(c) && (c == '。' || behind.is_none_or(char::is_whitespace)) {
            sentences.push(text[start..at + c.len_utf8()].trim());
            start = at + c.len_utf8();
        }
    }
    sentences.push(text[start..].trim());
    sentences.retain(|sentence| !sentence.is_empty());
    sentences
}

/// The last running text.
fn last_paragraph(blocks: &[Block]) -> Option<String> {
    blocks.iter().rev().find_map(|block| match block {
        Block::Paragraph(text) => Some(text.plain()),
        Block::List(list) => list.items.iter().rev().find_map(|item| last_paragraph(&item.blocks)),
        Block::Figure { blocks, .. } | Block::Theorem { blocks, .. } | Block::Quote(blocks) => {
            last_paragraph(blocks)
        }
        Block::Equation { .. } | Block::Table(_) | Block::Code(_) => None,
    })
}

fn counted(article: &Article) -> String {
    let mut counts = Counts::default();
    for section in &article.sections {
        counts.text(&section.title);
        counts.blocks(&section.blocks);
    }
    let sections = article.sections.iter().filter(|section| section.level > 0).count();
    let first = article.abstract_text();
    let first = sentences(&first).first().map(|sentence| digest(sentence)).unwrap_or_default();
    let last = article
        .sections
        .iter()
        .rev()
        .find_map(|section| last_paragraph(&section.blocks))
        .unwrap_or_default();
    let last = sentences(&last).last().map(|sentence| digest(sentence)).unwrap_or_default();
    let Counts { tables, equations, footnotes } = counts;
    format!(
        "{sections} | {tables} | {equations} | {footnotes} | {} | {first} | {last}",
        article.references.len()
    )
}

#[test]
fn every_capture_gives_what_a_person_counted_in_it() {
    let Some(folder) = folder() else { return };
    let mut wrong = Vec::new();
    let lines: Vec<&str> =
        COUNTED.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty()).collect();
    for line in &lines {
        let (page, rest) = line.split_once(" | ").unwrap();
        let (paper, expected) = rest.split_once(" | ").unwrap();
        let bytes = std::fs::read(folder.join(page)).unwrap();
        let found = match html::read(&bytes, &PaperId::parse(paper).unwrap()) {
            Reading::Article(article) if article.cut_short => "cut short".to_owned(),
            Reading::Article(article) => counted(&article),
            Reading::NoText(why) => format!("no text: {why}"),
            Reading::NotThePaper(why) => format!("not the paper: {why}"),
        };
        if found != expected {
            wrong.push(format!("{page}\n  counted {expected}\n  read    {found}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let pages = [folder.clone(), folder.join("generated")];
    let pages = pages
        .iter()
        .flat_map(|folder| std::fs::read_dir(folder).unwrap())
        .map(|entry| entry.unwrap().path());
    let pages =
        pages.filter(|path| path.extension().is_some_and(|ending| ending == "html")).count();
    assert_eq!(lines.len(), pages, "a capture without its counts");
}

#[test]
fn a_page_that_names_another_paper_is_refused() {
    let Some(folder) = folder() else { return };
    let other = PaperId::parse("2512.00001").unwrap();
    for page in [
        "1808.08002.html",
        "2501.11120.html",
        "2410.00260-excerpt.html",
        "2507.00150-excerpts.html",
        "2608.30667.html",
    ] {
        let bytes = std::fs::read(folder.join(page)).unwrap();
        assert!(matches!(html::read(&bytes, &other), Reading::NotThePaper(_)), "{page}");
    }
}

#[test]
fn hidden_text_of_the_generated_pages_is_reported_and_does_not_appear() {
    let Some(folder) = folder() else { return };
    let mut pages = 0;
    for entry in std::fs::read_dir(folder.join("generated")).unwrap() {
        let path = entry.unwrap().path();
        if !path.to_string_lossy().contains("_main_") {
            continue;
        }
        pages += 1;
        let Reading::Article(article) =
            html::read(&std::fs::read(&path).unwrap(), &PaperId::parse("2609.99991").unwrap())
        else {
            panic!("{}", path.display());
        };
        let text = article.markdown();
        for words in
            ["PINEAPPLE", "IGNORE ALL PREVIOUS", "White by hex", "Almost white", "phantom text"]
        {
            assert!(!text.contains(words), "{words} in {}", path.display());
            let reported = article.hidden.texts.iter().any(|each| each.text.contains(words));
            // What `\phantom` reserves space for is not hidden text.
            assert_eq!(reported, words != "phantom text", "{words} of {}", path.display());
        }
    }
    assert_eq!(pages, 4);
}

#[test]
fn a_page_cut_anywhere_is_never_taken_for_the_paper() {
    let Some(folder) = folder() else { return };
    let bytes = std::fs::read(folder.join("2501.11120.html")).unwrap();
    let id = PaperId::parse("2501.11120").unwrap();
    for part in 1..8 {
        let cut = &bytes[..bytes.len() * part / 8];
        assert!(matches!(html::read(cut, &id), Reading::NotThePaper(_)), "{part}/8");
    }
}
