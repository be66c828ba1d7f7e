//! arXiv's abstract page and Hugging Face's Markdown.
#![allow(clippy::unwrap_used)]

use paperboy_paper::article::{
    Block, NoText, NotThePaper, Part, Reading, Span, Text, from_markdown, html,
};
use paperboy_paper::{AbsPage, NoAbs, PaperId};
use std::path::Path;

fn id(text: &str) -> PaperId {
    PaperId::parse(text).unwrap()
}

const ABS: &str = "<html><head><meta name='citation_title' content='Beans\n in Rows'/><meta name='citation_author' content='Bean, Ada'>\
    <meta name='citation_author' content='Pea, Bo'><meta name='citation_date' content='2026/01/05'><meta name='citation_arxiv_id' content='2601.00001'></head>\
    <body><blockquote class='abstract mathjax'><span class='descriptor'>Abstract:</span>We plant $x_i$ beans\nfor $5 each.</blockquote>\
    <table><tr><td class='tablecell comments mathjax'>7 pages</td><td class='tablecell subjects'><span class='primary-subject'>Rows (cs.RO)</span>; Beans (cs.BE)</td></tr></table>\
    <a href='/html/2601.00001v1' id='latexml-download-link'>HTML</a></body></html>";

#[test]
fn an_abstract_page_gives_what_arxiv_says() {
    let page = AbsPage::read(ABS.as_bytes(), &id("2601.00001")).unwrap();
    assert_eq!(
        (page.title.as_str(), page.abstract_text.as_str()),
        ("Beans in Rows", "We plant $x_i$ beans for $5 each.")
    );
    assert_eq!(page.authors, ["Ada Bean", "Bo Pea"]);
    assert_eq!(page.subjects, ["Rows (cs.RO)", "Beans (cs.BE)"]);
    assert_eq!(
        (page.comments.as_deref(), page.has_html, page.submitted),
        (Some("7 pages"), true, Some("2026-01-05".parse().unwrap()))
    );
    let article = page.article();
    assert_eq!(
        article.markdown(),
        "# Beans in Rows\n\nAda Bean, Bo Pea\n\n## Abstract\n\nWe plant $x_i$ beans for \\$5 each.\n"
    );
    assert_eq!(article.subjects, page.subjects);
}

#[test]
fn the_category_in_a_page_s_watermark_is_the_article_s_subject() {
    let filler = "A sentence that a person could read. ".repeat(20);
    for (watermark, subjects) in [
        ("arXiv:2601.00001v2 [cs.CL] 09 Oct 2026", &["cs.CL"][..]),
        ("arXiv:2601.00001v2 [<i>x y</i>]", &[]),
        ("arXiv:2601.00001", &[]),
    ] {
        let page = format!(
            "<div id='watermark-tr'>{watermark}</div><article class='ltx_document'><h1 class='ltx_title_document'>T</h1><p>{filler}</p></article>"
        );
        match html::read(page.as_bytes(), &id("2601.00001")) {
            Reading::Article(article) => assert_eq!(article.subjects, subjects, "{watermark}"),
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn running_text_is_one_line_of_markdown() {
    let text = Text(vec![
        Span::Text("2 * 3\n# at ".to_owned()),
        Span::Math("a\nb".to_owned()),
        Span::Code("c\r\nd".to_owned()),
    ]);
    assert_eq!(text.markdown(), "2 \\* 3 # at $a b$`c  d`");
}

#[test]
fn an_abstract_page_of_another_paper_or_none_is_refused() {
    let other = NoAbs::NotThePaper(NotThePaper::OtherPaper(id("2601.00001")));
    assert_eq!(AbsPage::read(ABS.as_bytes(), &id("2601.00002")), Err(other));
    // The abstract's page arrives instead of the article's, and states that there is no HTML.
    assert_eq!(
        html::read(ABS.as_bytes(), &id("2601.00001")),
        Reading::NoText(NoText::NotConverted)
    );
    let foreign =
        AbsPage::read(b"<html><body><h1>Paper not found</h1></body></html>", &id("2601.00002"));
    assert_eq!(foreign, Err(NoAbs::NotThePaper(NotThePaper::Foreign)));
    let blank =
        AbsPage::read(b"<meta name=citation_arxiv_id content=2601.00002>", &id("2601.00002"));
    assert_eq!(blank, Err(NoAbs::NoText(NoText::Blank)));
}

#[test]
fn the_captured_abstract_pages_are_read() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../../shared/data/arxiv_abs");
    if !folder.is_dir() {
        return println!("skipped: no captures at {}", folder.display());
    }
    let old = AbsPage::read(
        &std::fs::read(folder.join("abs_2501.16450_dom_smoothie.html")).unwrap(),
        &id("2501.16450"),
    )
    .unwrap();
    assert_eq!((old.authors.len(), old.subjects.len(), old.has_html), (23, 2, true));
    let new = AbsPage::read(
        &std::fs::read(folder.join("abs_1902.02534_2026_full_commonmeta_cassette.html")).unwrap(),
        &id("1902.02534"),
    )
    .unwrap();
    assert_eq!((new.authors.len(), new.has_html, new.comments.is_some()), (3, false, true));
    assert!(old.abstract_text.len() > 800 && new.abstract_text.len() > 400);
}

const FILLER: &str = "A sentence that a person could read, and another one behind it. ";

#[test]
fn markdown_of_a_paper_becomes_the_same_article() {
    let text = format!(
        "# Beans in $R$ows\n\n## Abstract\n\nWe *plant*.\n\n## 1 Introduction\n\n{}\n\nCosts \\$3, $x_1$[^1] and [code](https://a.b).\n\n[^1]: A note.\n\n$$a=b$$\n\n\
         ### 1.1 Rows\n\n1. one\n2. two\n\n| a | b |\n| - | - |\n| 1 | $|x|$ |\n\n```python\nx = 1\n```\n\n<table><tr><td>k</td><td>v</td></tr><tr><td>1</td><td>2</td></tr></table>\n\n\
         ## Acknowledgements\n\nRain.\n\n## References\n\n- Bean 2020.\n- Pea 2021.\n\n## Appendix A More\n\nDeep.\n",
        FILLER.repeat(12)
    );
    let Reading::Article(article) = from_markdown::read(text.as_bytes()) else { panic!() };
    assert_eq!(
        (article.title.plain().as_str(), article.abstract_text().as_str()),
        ("Beans in Rows", "We plant.")
    );
    let sections: Vec<_> = article
        .sections
        .iter()
        .map(|section| (section.level, section.heading(), section.part))
        .collect();
    let expected = [
        (1, "1 Introduction", Part::Body),
        (2, "1.1 Rows", Part::Body),
        (1, "Acknowledgements", Part::Acknowledgements),
        (1, "Appendix A More", Part::Appendix),
    ];
    assert_eq!(sections, expected.map(|(level, heading, part)| (level, heading.to_owned(), part)));
    assert!(
        article.sections[0].blocks.contains(&Block::Equation { tex: "a=b".into(), number: None }),
        "{:?}",
        article.sections[0]
    );
    assert_eq!(
        article.sections[1].blocks.iter().filter(|block| matches!(block, Block::Table(_))).count(),
        2
    );
    let Block::Paragraph(costs) = &article.sections[0].blocks[1] else { panic!() };
    assert!(
        costs.0.iter().any(|span| matches!(span, Span::Note(note) if note.plain() == "A note.")),
        "{costs:?}"
    );
    assert_eq!(costs.plain(), "Costs $3, x_1 (A note.) and code.");
    assert_eq!(article.references.len(), 2);
}

#[test]
fn our_own_markdown_read_back_is_the_same() {
    for name in [
        "structure",
        "lists",
        "code",
        "notes",
        "references",
        "chinese",
        "figures",
        "tables",
        "maths",
    ] {
        let page = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../../../tests/fixtures/articles")
            .join(name)
            .with_extension("html");
        let Reading::Article(article) =
            html::read(&std::fs::read(page).unwrap(), &id("2601.00001"))
        else {
            panic!("{name}")
        };
        let Reading::Article(back) = from_markdown::read(article.markdown().as_bytes()) else {
            panic!("{name}")
        };
        // Formulas lose what Markdown tables make of their bars; words stay.
        let words = |text: String| {
            text.chars()
                .filter(|c| c.is_alphanumeric())
                .collect::<String>()
                .replace("vert", "")
                .replace("Vert", "")
        };
        let sections = |article: &paperboy_paper::Article| {
            article.sections.iter().map(|each| each.heading() + &each.plain()).collect::<String>()
        };
        let body = |article: &paperboy_paper::Article| {
            article.sections.iter().filter(|section| section.level > 0).cloned().collect::<Vec<_>>()
        };
        let (mut one, mut other) = (article.clone(), back.clone());
        (one.sections, other.sections) = (body(&article), body(&back));
        assert_eq!(words(sections(&other)), words(sections(&one)), "{name}");
    }
}

#[test]
fn markdown_that_is_none_is_recognised() {
    assert_eq!(
        from_markdown::read(b"<!doctype html><html>"),
        Reading::NotThePaper(NotThePaper::Foreign)
    );
    assert_eq!(from_markdown::read(b"Not found"), Reading::NoText(NoText::TooShort));
    assert_eq!(from_markdown::read(b"\n\n"), Reading::NoText(NoText::Blank));
}
