//! How well the check distinguishes true claims from false ones, by hand-written truths.
#![allow(clippy::unwrap_used)]

mod alterations;
mod extracts;
mod pages;
mod property;

use paperboy_paper::{Article, PaperId};
use paperboy_writer::{Check, Source, check};

/// What becomes of a text as the results of a report on an article.
fn checked(article: &Article, id: &PaperId, results: &str) -> Check {
    check(&format!("### 5. 实验效果\n{results}\n"), &source(article, id))
}

fn source<'a>(article: &'a Article, id: &'a PaperId) -> Source<'a> {
    Source {
        id,
        title: "A Paper",
        abstract_text: None,
        keywords: &[],
        code: None,
        project: None,
        article: Some(article),
        whole: true,
    }
}
