//! Pages of our own and their visible text: `tests/fixtures/articles`, each page with its Markdown.
//!
//! `PAPERBOY_WRITE_GOLDEN=1 cargo test -p paperboy-paper` writes the Markdown again; read the
//! difference before keeping it.
#![allow(clippy::unwrap_used)]

use paperboy_paper::PaperId;
use paperboy_paper::article::{Article, Reading, html};
use std::path::{Path, PathBuf};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../tests/fixtures/articles")
}

fn read(name: &str) -> Reading {
    let page = std::fs::read(folder().join(name).with_extension("html")).unwrap();
    html::read(&page, &PaperId::parse("2601.00001").unwrap())
}

fn article(name: &str) -> Article {
    match read(name) {
        Reading::Article(article) => *article,
        other => panic!("{name}: {other:?}"),
    }
}

/// What a page comes to, as text for a person to check.
fn outline(reading: &Reading) -> String {
    match reading {
        Reading::Article(article) => {
            let hidden: Vec<String> = article
                .hidden
                .texts
                .iter()
                .map(|each| format!("hidden ({:?}): {}\n", each.how, each.text))
                .collect();
            let line = if hidden.is_empty() { "" } else { "\n----\n" };
            format!("{}{line}{}", article.markdown(), hidden.concat())
        }
        Reading::NoText(why) => format!("no text: {why}\n"),
        Reading::NotThePaper(why) => format!("not the paper: {why}\n"),
    }
}

#[test]
fn every_page_gives_what_a_person_reads_in_it() {
    let mut wrong = Vec::new();
    let mut pages = 0;
    for entry in std::fs::read_dir(folder()).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|ending| ending != "html") {
            continue;
        }
        pages += 1;
        let name = path.file_stem().unwrap().to_str().unwrap();
        let outline = outline(&read(name));
        let golden = path.with_extension("md");
        if std::env::var_os("PAPERBOY_WRITE_GOLDEN").is_some() {
            std::fs::write(&golden, &outline).unwrap();
        }
        if std::fs::read_to_string(&golden).unwrap_or_default() != outline {
            wrong.push(format!("== {name}\n{outline}"));
        }
    }
    assert!(pages >= 20, "only {pages} pages in {}", folder().display());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_hidden_text_comes_out_and_all_of_it_is_reported() {
    let article = article("hidden");
    assert!(!article.markdown().contains("HIDDEN"), "{}", article.markdown());
    assert!(!article.plain().contains("HIDDEN"));
    // 25 numbered ones but for two that `\phantom` reserves space for; what is shown twice for
    // machines is no secret.
    assert_eq!(article.hidden.count, 23, "{:#?}", article.hidden);
}

#[test]
fn an_article_survives_being_stored() {
    for name in ["structure", "tables", "code", "equations", "notes", "figures"] {
        let article = article(name);
        let stored = serde_json::to_string(&article).unwrap();
        assert_eq!(serde_json::from_str::<Article>(&stored).unwrap(), article, "{name}");
    }
}

#[test]
fn plain_text_has_the_words_and_the_formulas_without_markup() {
    let plain = article("maths").plain();
    for words in [
        "Inline x_{i}^{2} once",
        "It costs $3 or $4, not 56 of a_b and *stars*, `ticks`, <b>tags</b>, [a](b)",
    ] {
        assert!(plain.contains(words), "{words:?} in {plain}");
    }
}
