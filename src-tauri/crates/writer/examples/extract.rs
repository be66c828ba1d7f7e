//! Prints the extractive reports of captured papers beside their abstracts, for a person to judge:
//! `cargo run -p paperboy-writer --example extract -- LIST.json… PAGE.html…`. A list's papers are read from their abstracts, a
//! page named after its paper from its text.

use paperboy_paper::article::{Reading, html};
use paperboy_paper::{DayList, PaperId};
use paperboy_report::Section;
use paperboy_writer::{Extract, Language, Source, extract};
use std::path::Path;

fn main() {
    let mut silent = [0; 5];
    let mut papers = 0;
    for path in std::env::args().skip(1) {
        let bytes = std::fs::read(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
        let extracts = if path.ends_with(".json") { list(&bytes) } else { page(Path::new(&path), &bytes).into_iter().collect() };
        for extract in extracts {
            papers += 1;
            for section in Section::ALL {
                silent[section as usize] += usize::from(extract.sections[section as usize].is_none());
            }
        }
    }
    println!("{papers} papers; sections without a word: {:?}", Section::ALL.map(|section| (section.key(), silent[section as usize])));
}

fn list(bytes: &[u8]) -> Vec<Extract> {
    let list = DayList::from_json(bytes).unwrap_or_else(|error| panic!("{error:?}"));
    let read = |paper: &paperboy_paper::ListedPaper| {
        let source = Source {
            id: &paper.id,
            title: &paper.title,
            abstract_text: Some(&paper.abstract_text),
            summary: paper.ai_summary.as_deref(),
            keywords: &paper.ai_keywords,
            code: paper.code.as_deref(),
            project: paper.project.as_deref(),
            article: None,
            whole: false,
        };
        show(&source, &paper.abstract_text)
    };
    list.items.iter().map(read).collect()
}

fn page(path: &Path, bytes: &[u8]) -> Option<Extract> {
    let name = path.file_stem().unwrap_or_default().to_string_lossy();
    let id = PaperId::parse(name.trim_start_matches("engrafo_")).or_else(|| PaperId::parse("2609.99991"))?;
    let Reading::Article(article) = html::read(bytes, &id) else {
        println!("{name}: no article\n");
        return None;
    };
    let title = article.title.plain();
    let source = Source {
        id: &id,
        title: &title,
        abstract_text: None,
        summary: None,
        keywords: &[],
        code: None,
        project: None,
        article: Some(&article),
        whole: true,
    };
    Some(show(&source, &article.abstract_text()))
}

fn show(source: &Source, abstract_text: &str) -> Extract {
    let extract = extract(source);
    println!("{} {}\n{}\n\nABSTRACT {abstract_text}\n\n{}\n", "=".repeat(40), source.id, source.title, extract.report(Language::En));
    extract
}
