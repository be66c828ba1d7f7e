//! The visible text of real pages is kept, and text that is hidden on purpose is removed.
#![allow(clippy::unwrap_used)]

use paperboy_paper::PaperId;
use paperboy_paper::article::{Reading, html};
use std::path::{Path, PathBuf};

/// The captured pages, where they are at hand.
fn pages() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../../shared/data/arxiv_html");
    let folders = [folder.clone(), folder.join("generated")];
    let mut pages: Vec<PathBuf> = folders
        .iter()
        .flat_map(std::fs::read_dir)
        .flatten()
        .flatten()
        .map(|entry| entry.path())
        .collect();
    pages.retain(|path| path.extension().is_some_and(|ending| ending == "html"));
    pages.sort();
    if pages.is_empty() {
        println!("skipped: no captures at {}", folder.display());
    }
    pages
}

fn id(path: &Path) -> PaperId {
    let name = path.file_name().unwrap().to_str().unwrap();
    let counted = include_str!("captures.txt");
    let line = counted
        .lines()
        .find(|line| line.split(" | ").next().is_some_and(|page| page.ends_with(name)))
        .unwrap();
    PaperId::parse(line.split(" | ").nth(1).unwrap()).unwrap()
}

#[test]
fn no_real_page_hides_a_word_that_a_person_sees() {
    // What our own TeX hides on purpose; see the README of the generated pages.
    let planted = ["PINEAPPLE", "IGNORE ALL PREVIOUS", "White by hex", "Almost white"];
    for path in pages() {
        let Reading::Article(article) = html::read(&std::fs::read(&path).unwrap(), &id(&path))
        else {
            continue;
        };
        for hidden in &article.hidden.texts {
            println!(
                "{}: {:?} {}",
                path.file_name().unwrap().to_str().unwrap(),
                hidden.how,
                hidden.text
            );
            assert!(
                planted.iter().any(|words| hidden.text.contains(words)),
                "{}: {hidden:?}",
                path.display()
            );
        }
    }
}

/// The words of a page that are in no attribute and no formula, as html5ever gives them to
/// another parser.
fn words(page: &str) -> Vec<String> {
    let page = scraper::Html::parse_document(page);
    let article = scraper::Selector::parse("article.ltx_document").unwrap();
    let Some(article) = page.select(&article).next() else { return Vec::new() };
    let skipped = "math, script, style, .ltx_page_footer, .ltx_page_navbar, .ltx_TOC, .ltx_ERROR, .ltx_authors, .ltx_tag, .ltx_note_mark, .ltx_note_type, .ltx_bib_cited, [aria-hidden=true], .ltx_phantom, .ltx_pubnotes, .ltx_listing_data, .ltx_role_footnotemark, [class*=mjx], .ltx_title_abstract, .ltx_title_bibliography, .ltx_title_keywords, .ltx_keywords > .ltx_title";
    let skipped = scraper::Selector::parse(skipped).unwrap();
    let out: std::collections::HashSet<_> =
        article.select(&skipped).map(|element| element.id()).collect();
    let mut found = Vec::new();
    for node in article.descendants() {
        let Some(text) = node.value().as_text() else { continue };
        if node.ancestors().any(|above| out.contains(&above.id())) {
            continue;
        }
        found.extend(
            text.split(|c: char| !c.is_alphanumeric())
                .filter(|word| word.chars().count() > 3)
                .map(str::to_owned),
        );
    }
    found
}

#[test]
fn every_word_of_a_real_page_comes_out() {
    // The heading alone, where the references are apart; and what our own TeX hides on purpose.
    let planted =
        ["References", "PINEAPPLE", "IGNORE", "PREVIOUS", "INSTRUCTIONS", "White", "Almost"];
    for path in pages() {
        let page = std::fs::read_to_string(&path).unwrap();
        let Reading::Article(article) = html::read(page.as_bytes(), &id(&path)) else { continue };
        let mut text = article.plain();
        text.extend(article.keywords.iter().map(String::as_str));
        let hidden: String = article.hidden.texts.iter().map(|each| each.text.as_str()).collect();
        let bare: String = text.chars().filter(|c| c.is_alphanumeric()).collect();
        let lost: Vec<String> = words(&page)
            .into_iter()
            .filter(|word| {
                !bare.contains(word) && !hidden.contains(word) && !planted.contains(&word.as_str())
            })
            .collect();
        println!("{}: {} lost {lost:?}", path.display(), lost.len());
        assert!(lost.is_empty(), "{}: {lost:?}", path.display());
    }
}
