//! Prints the extractive reports of captured papers beside their abstracts, for a person to judge:
//! `cargo run -p paperboy-writer --example extract -- LIST.json… PAGE.html…`. A page is named after
//! its paper; a list's papers without one are read from their abstracts.

use paperboy_paper::article::{Article, Reading, html};
use paperboy_paper::{DayList, PaperId};
use paperboy_report::Section;
use paperboy_writer::{Extract, Language, Source, extract};
use std::path::Path;

fn main() {
    let (mut papers, mut pages) = (Vec::new(), Vec::new());
    for path in std::env::args().skip(1) {
        let bytes = std::fs::read(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
        if path.ends_with(".json") {
            papers.extend(
                DayList::from_json(&bytes)
                    .unwrap_or_else(|error| panic!("{path}: {error:?}"))
                    .items,
            );
        } else {
            pages.extend(page(Path::new(&path), &bytes));
        }
    }
    let mut extracts = Vec::new();
    for (id, article) in &pages {
        if !papers.iter().any(|paper| paper.id == *id) {
            let title = article.title.plain();
            extracts.push(show(&Source {
                title: &title,
                article: Some(article),
                whole: true,
                ..nothing(id)
            }));
        }
    }
    for paper in &papers {
        let article = pages.iter().find(|(id, _)| *id == paper.id).map(|(_, article)| article);
        extracts.push(show(&Source {
            id: &paper.id,
            title: &paper.title,
            abstract_text: Some(&paper.abstract_text),
            keywords: &paper.ai_keywords,
            code: paper.code.as_deref(),
            project: paper.project.as_deref(),
            article,
            whole: article.is_some(),
        }));
    }
    let silent = Section::ALL.map(|section| {
        extracts.iter().filter(|extract| extract.sections[section as usize].is_none()).count()
    });
    println!(
        "{} papers; sections without a word: {:?}",
        extracts.len(),
        Section::ALL.map(Section::key).into_iter().zip(silent).collect::<Vec<_>>()
    );
}

fn nothing(id: &PaperId) -> Source<'_> {
    Source {
        id,
        title: "",
        abstract_text: None,
        keywords: &[],
        code: None,
        project: None,
        article: None,
        whole: false,
    }
}

/// A page's paper is named by its file; otherwise the page names it.
fn page(path: &Path, bytes: &[u8]) -> Option<(PaperId, Article)> {
    let name = path.file_stem().unwrap_or_default().to_string_lossy();
    let id = PaperId::parse(name.trim_start_matches(|c: char| !c.is_ascii_digit()))?;
    match html::read(bytes, &id) {
        Reading::Article(article) => Some((id, *article)),
        _ => None,
    }
}

fn show(source: &Source) -> Extract {
    let extract = extract(source);
    let abstract_text = source.abstract_text.map_or_else(
        || source.article.map(Article::abstract_text).unwrap_or_default(),
        str::to_owned,
    );
    println!(
        "{} {}\n{}\n\nABSTRACT {abstract_text}\n\n{}\n",
        "=".repeat(40),
        source.id,
        source.title,
        extract.report(Language::En)
    );
    extract
}
