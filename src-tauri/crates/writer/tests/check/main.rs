//! How well the check tells what a paper says from what it does not, by truths that were written down by hand.
#![allow(clippy::unwrap_used)]

mod alterations;
mod pages;
mod property;

use paperboy_paper::{Article, PaperId};
use paperboy_writer::{Check, Source, check};

/// What becomes of a text as the results of a report on an article.
fn checked(article: &Article, id: &PaperId, results: &str) -> Check {
    let title = article.title.plain();
    let source = Source {
        id,
        title: &title,
        abstract_text: None,
        summary: None,
        keywords: &[],
        code: None,
        project: None,
        article: Some(article),
        whole: true,
    };
    check(&format!("### 5. 实验效果\n{results}\n"), &source)
}
