//! Hugging Face's Markdown as it is really sent: a web reader's conversion of arXiv's HTML, or of
//! Hugging Face's own page.
#![allow(clippy::unwrap_used)]

use paperboy_paper::PaperId;
use paperboy_paper::article::{
    Article, Block, NoText, NotThePaper, Part, Reading, Span, from_markdown,
};

const FILLER: &str = "A sentence that a person could read, and another one behind it. ";

fn id() -> PaperId {
    PaperId::parse("2601.00001").unwrap()
}

fn page(head: &str, text: &str) -> String {
    format!("{head}\n\nMarkdown Content:\n{text}")
}

fn arxiv(text: &str) -> String {
    page("Title: Beans in Rows\n\nURL Source: https://arxiv.org/html/2601.00001v1", text)
}

fn article(text: &str) -> Article {
    match from_markdown::read_for(arxiv(text).as_bytes(), &id()) {
        Reading::Article(article) => *article,
        other => panic!("{other:?}"),
    }
}

/// A paper whose introduction holds this.
fn with(text: &str) -> Article {
    article(&format!(
        "Beans in Rows\n=============\n\n1 Introduction\n--------------\n\n{}\n\n{text}\n",
        FILLER.repeat(12)
    ))
}

#[test]
fn the_page_about_a_paper_is_no_paper() {
    let text = format!(
        "[Papers](https://huggingface.co/papers)\n\n# Beans in Rows\n\nUpvote 25\n\n## Abstract\n\n{}\n\n## Community\n\nA stranger's comment.",
        FILLER.repeat(20)
    );
    for source in [
        "https://huggingface.co/papers/2601.00001",
        "https://arxiv.org/abs/2601.00001",
        "https://arxiv.org/pdf/2601.00001v1",
        "https://www.alphaxiv.org/abs/2601.00001",
        "not an address",
    ] {
        for head in [
            format!("Title: Paper page - Beans in Rows\n\nURL Source: {source}"),
            format!(
                "Title: Beans\n\nURL Source: {source}\n\nPublished Time: Fri, 02 Jan 2026 01:00:00 GMT\n\nWarning: Target URL returned error 404"
            ),
            format!("\u{feff}title: Beans\r\nurl source: {source}"),
        ] {
            assert_eq!(
                from_markdown::read_for(page(&head, &text).as_bytes(), &id()),
                Reading::NoText(NoText::OtherPage),
                "{head}"
            );
        }
    }
    let none = page(
        "Title: No HTML for '2601.00001'\n\nURL Source: https://arxiv.org/html/2601.00001",
        &text,
    );
    assert_eq!(
        from_markdown::read_for(none.as_bytes(), &id()),
        Reading::NoText(NoText::NotConverted)
    );
    let other = page("Title: Peas\n\nURL Source: https://arxiv.org/html/2601.00002v3", &text);
    let of_another =
        Reading::NotThePaper(NotThePaper::OtherPaper(PaperId::parse("2601.00002").unwrap()));
    assert_eq!(from_markdown::read_for(other.as_bytes(), &id()), of_another);
}

#[test]
fn a_page_without_a_head_that_begins_with_a_sites_menu_is_no_paper() {
    let rest = format!(
        "# Beans in Rows\n\nAda Bean\n\n## Abstract\n\n{}\n\n## 1 Introduction\n\n{}",
        FILLER.repeat(4),
        FILLER.repeat(12)
    );
    for menu in [
        "*   [Models](https://huggingface.co/models)\n*   [Datasets](https://huggingface.co/datasets)\n*   [Spaces](https://huggingface.co/spaces)\n*   [Log In](https://huggingface.co/login)\n*   [Sign Up](https://huggingface.co/join)",
        "[Models](/models) [Datasets](/datasets) [Docs](/docs) [Pricing](/pricing) [Log In](/login)",
        "Hugging Face\n\nModels Datasets Spaces Community Docs Pricing Log In Sign Up",
        "* Home\n* About\n* Blog\n* Contact\n* Sign in",
        "[Skip to main content](#main)\n\nSearch\n\nHelp\n\nLogin\n\nDonate",
        "首页 论文 数据集 模型 社区 登录 注册",
        "[首页](/) | [社区](/c) | [文档](/d) | [登录](/login) | [注册](/join)",
    ] {
        let text = format!("{menu}\n\n{rest}");
        let read = from_markdown::read_for(text.as_bytes(), &id());
        assert_eq!(read, Reading::NoText(NoText::OtherPage), "{menu}");
    }
    for front in [
        "",
        "Ada Bean, Home University\n\nBo Pea, Search Institute",
        "Models, datasets and docs: [Models](https://a.b/models), [Datasets](https://a.b/data).",
        "[Code](https://a.b) [Models](https://a.b/m) [Datasets](https://a.b/d)",
        "Related models and datasets for community search",
        "[Code](https://a.b) [Models](https://a.b/m) [Datasets](https://a.b/d) [Docs](https://a.b/s) [Blog](https://a.b/b)",
    ] {
        let text = format!("{front}\n\n{rest}");
        let read = from_markdown::read_for(text.as_bytes(), &id());
        assert!(matches!(read, Reading::Article(_)), "{front}: {read:?}");
    }
}

#[test]
fn the_head_and_the_page_around_a_paper_are_not_its_text() {
    let text = format!(
        "Beans in Rows\n=============\n\n1.   [1 Introduction](https://arxiv.org/html/2601.00001v1#S1 \"In Beans\")\n2.   [2 Rows](https://arxiv.org/html/2601.00001v1#S2 \"In Beans\")\n\n\
         Report issue for preceding element\n\n[License: CC BY 4.0](https://info.arxiv.org/help/license/index.html#licenses-available)\n\narXiv:2601.00001v1 [cs.CL] 02 Jan 2026\n\n\
         Beans in Rows\n=============\n\nAda Bean\n\n###### Abstract\n\nWe plant.\n\n1 Introduction\n--------------\n\n{}\n\n### 1.1 Aims\n\nTo grow.\n\n\
         2 Rows\n------\n\nThey are straight.\n\nAcknowledgments\n---------------\n\nRain.\n\nReferences\n----------\n\n\
         *   Bean [2020]↑ Ada Bean. Beans. 2020.\n*   [2]Bo Pea. Peas. 2021.\n\nAppendix A More\n---------------\n\nDeep.\n\nReport Issue\n\n##### Report Github Issue\n\nTitle:\n\nSubmit without Github\n",
        FILLER.repeat(12)
    );
    let article = article(&text);
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
        (0, "", Part::Front),
        (1, "1 Introduction", Part::Body),
        (2, "1.1 Aims", Part::Body),
        (1, "2 Rows", Part::Body),
        (1, "Acknowledgments", Part::Acknowledgements),
        (1, "Appendix A More", Part::Appendix),
    ];
    assert_eq!(sections, expected.map(|(level, heading, part)| (level, heading.to_owned(), part)));
    assert_eq!(article.subjects, ["cs.CL"]);
    let references: Vec<_> = article
        .references
        .iter()
        .map(|reference| (reference.label.as_deref(), reference.text.plain()))
        .collect();
    assert_eq!(
        references,
        [
            (Some("Bean [2020]"), "Ada Bean. Beans. 2020.".to_owned()),
            (Some("[2]"), "Bo Pea. Peas. 2021.".to_owned())
        ]
    );
    for words in ["URL Source", "License", "Report", "Submit", "In Beans", "html/2601"] {
        assert!(!article.markdown().contains(words), "{words} in {}", article.markdown());
    }
}

#[test]
fn a_written_out_formula_is_a_formula() {
    let article = with(
        "where t 4 subscript 𝑡 4 t_{4}italic_t start_POSTSUBSCRIPT 4 end_POSTSUBSCRIPT is the step of [Fig. 1](https://arxiv.org/html/2601.00001#S1.F1 \"Figure 1\")",
    );
    let Some(Block::Paragraph(text)) =
        article.sections.last().and_then(|section| section.blocks.last())
    else {
        panic!()
    };
    assert_eq!(
        text.0,
        [
            Span::Text("where ".into()),
            Span::Math("t_{4}".into()),
            Span::Text(" is the step of Fig. 1".into())
        ]
    );
}

#[test]
fn images_captions_and_bullets_are_what_they_are() {
    let article = with(
        "![Image 1: Refer to caption](https://arxiv.org/html/2601.00001v1/x1.png)\n\nFigure 1: An overview.\n\n*   •\nFirst of the things.\n*   •\n\n    Second of them.\n\n\
         Table 2: Numbers.\n\n| a | b |\n| - | - |\n| 1 | 2 |\n\n[code](https://a.b \"A title\") is there.",
    );
    let blocks = &article.sections.last().unwrap().blocks[1..];
    let [
        Block::Figure { caption: Some(figure), .. },
        Block::List(list),
        Block::Table(table),
        Block::Paragraph(link),
    ] = blocks
    else {
        panic!("{blocks:?}")
    };
    assert_eq!(
        (figure.label.as_deref(), figure.text.plain().as_str()),
        (Some("Figure 1"), "An overview.")
    );
    let items: Vec<_> = list.items.iter().map(|item| item.blocks.clone()).collect();
    let paragraph =
        |words: &str| vec![Block::Paragraph(paperboy_paper::article::Text::words(words))];
    assert_eq!(items, [paragraph("First of the things."), paragraph("Second of them.")]);
    assert_eq!(
        table.caption.as_ref().and_then(|caption| caption.label.as_deref()),
        Some("Table 2")
    );
    assert_eq!(link.0[0], Span::Link { text: "code".into(), url: "https://a.b".into() });
    assert!(!article.plain().contains("Image 1"));
}

#[test]
fn an_article_kept_from_a_web_page_is_known_as_such() {
    // As the parser before this one read it.
    let old = |source: &str| {
        let text = format!(
            "Title: Beans in Rows\n\nURL Source: {source}\n\nMarkdown Content:\n\n{}",
            FILLER.repeat(20)
        )
        .replace("Title:", "Title of it:")
        .replace("Markdown Content", "Markdown");
        match from_markdown::read(format!("# Notes\n\n{text}").as_bytes()) {
            Reading::Article(article) => from_markdown::is_of_web_page(&article),
            Reading::NoText(NoText::OtherPage) => true,
            other => panic!("{other:?}"),
        }
    };
    assert!(old("https://huggingface.co/papers/2601.00001"));
    assert!(!old("https://arxiv.org/html/2601.00001v1"));
}

#[test]
fn a_page_about_a_paper_is_known_without_its_head() {
    let begin = format!(
        "[Papers](https://huggingface.co/papers)\n\n# Beans in Rows\n\nUpvote 25\n\n## Abstract\n\n{}\n\n",
        FILLER.repeat(20)
    );
    for end in [
        "## Community\n\nA stranger's comment.\n\n## Models citing this paper 0\n\nNo model linking this paper",
        "### Datasets citing this paper\n\nbeans",
        "Spaces citing this paper 12\n---------------------------\n\nbeans",
        "## Collections including this paper 1",
        "[View arXiv page](https://arxiv.org/abs/2601.00001) Add to collection\n\n## Community",
        "[View PDF](https://arxiv.org/pdf/2601.00001)\n\n[Add to collection](https://huggingface.co/login)",
    ] {
        assert_eq!(
            from_markdown::read_for(format!("{begin}{end}").as_bytes(), &id()),
            Reading::NoText(NoText::OtherPage),
            "{end}"
        );
    }
    // A paper may speak of such pages.
    for end in [
        "## Models\n\nHugging Face lists the models citing this paper, and one may Add to collection.",
        "## Citing papers\n\nWe let readers [View PDF](https://arxiv.org/pdf/2601.00001).",
    ] {
        let text = format!("{begin}{end}");
        assert!(
            matches!(from_markdown::read_for(text.as_bytes(), &id()), Reading::Article(_)),
            "{end}"
        );
    }
}

#[test]
fn hostile_marks_are_read() {
    for piece in [
        "italic_a ",
        "start_ARG ",
        "} ",
        "\\a ",
        "1 ",
        "x_{",
        "*   •\n",
        "subscript ",
        "5 5 5 ",
        "×\\times×",
        "[",
        "Figure 1: ",
    ] {
        let text = arxiv(&format!(
            "{}\n\n{}{}",
            FILLER.repeat(12),
            piece.repeat(20_000),
            "italic_t start_POSTSUBSCRIPT 4"
        ));
        let _ = from_markdown::read(text.as_bytes());
    }
}

/// A formula's element as a web reader writes it out: a blank between pieces whose letters would
/// run together.
fn written_out(math: scraper::ElementRef<'_>) -> String {
    let word = |c: char| c.is_alphanumeric() || c == '_';
    let mut out = String::new();
    for piece in math.text().map(str::trim).filter(|piece| !piece.is_empty()) {
        if out.ends_with(word) && piece.starts_with(word) {
            out.push(' ');
        }
        out.push_str(&piece.split_whitespace().collect::<Vec<_>>().join(" "));
    }
    out
}

#[test]
fn formulas_of_real_pages_come_back_as_their_latex() {
    let folder =
        std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../../shared/data/arxiv_html");
    if !folder.is_dir() {
        return println!("skipped: no captures at {}", folder.display());
    }
    let (mut right, mut all, mut wrong) = (0, 0, Vec::new());
    for name in ["1808.08002.html", "2501.11120.html"] {
        let page =
            scraper::Html::parse_document(&std::fs::read_to_string(folder.join(name)).unwrap());
        let selector = scraper::Selector::parse("math[alttext]").unwrap();
        for math in page.select(&selector) {
            let written = written_out(math);
            if !written.contains("italic_") && !written.contains("start_") {
                continue;
            }
            let tex = math
                .attr("alttext")
                .unwrap()
                .replace("%\n", "")
                .replace('\n', " ")
                .replace("\\displaystyle", "");
            let article = with(&format!("Before it comes {written} and after."));
            let Some(Block::Paragraph(text)) =
                article.sections.last().and_then(|section| section.blocks.last())
            else {
                panic!()
            };
            let words = |tex: &str| tex.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            let [Span::Text(before), Span::Math(found), Span::Text(after)] = text.0.as_slice()
            else {
                all += 1;
                wrong.push(format!("{written}\n   {text:?}"));
                continue;
            };
            let same = (before.as_str(), words(found), after.as_str())
                == ("Before it comes ", words(&tex), " and after.");
            all += 1;
            right += usize::from(same);
            if !same {
                wrong.push(format!("{written}\n   {before:?} {found:?} {after:?}\n   {tex}"));
            }
        }
    }
    println!("{right} of {all}\n{}", wrong.join("\n"));
    assert!(right * 100 >= all * 92, "{right} of {all} formulas");
}
