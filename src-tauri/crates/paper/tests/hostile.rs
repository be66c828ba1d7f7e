//! Pages made to break a parser.
#![allow(clippy::unwrap_used)]

use paperboy_paper::article::{Article, NoText, NotThePaper, Reading, from_markdown, html};
use paperboy_paper::{AbsPage, DayList, MAX_PAGE_BYTES, PaperId};
use proptest::prelude::*;
use std::path::Path;

fn id() -> PaperId {
    PaperId::parse("2601.00001").unwrap()
}

fn page(inside: &str) -> String {
    let filler = "A sentence that a person could read. ".repeat(20);
    format!(
        "<base href='/html/2601.00001v1/'><article class='ltx_document'><h1 class='ltx_title_document'>T</h1><p>{filler}</p>{inside}<p>The end.</p></article>"
    )
}

fn article(inside: &str) -> Article {
    match html::read(page(inside).as_bytes(), &id()) {
        Reading::Article(article) => *article,
        other => panic!("{other:?}"),
    }
}

/// Everything this crate reads, on the same bytes, and everything made of it.
fn read_all(bytes: &[u8]) {
    if let Reading::Article(article) = html::read(bytes, &id()) {
        let _ = (article.markdown(), article.plain(), article.text_len());
        // A stored value must be readable: serde_json rejects deep nesting.
        let stored = serde_json::to_vec(&article).unwrap();
        assert_eq!(serde_json::from_slice::<Article>(&stored).unwrap(), *article);
    }
    if let Reading::Article(article) = from_markdown::read(bytes) {
        let _ = article.markdown();
    }
    let _ = AbsPage::read(bytes, &id());
    let _ = DayList::from_json(bytes);
    let _ = DayList::from_page(bytes, "2026-01-05".parse().unwrap());
}

#[test]
fn ten_thousand_elements_in_one_another_are_read_on_a_small_stack() {
    let read = || {
        for (open, close) in [
            ("<div>", "</div>"),
            ("<section class=ltx_section><h2 class=ltx_title>S</h2>", "</section>"),
            ("<ul><li>", "</li></ul>"),
            ("<table class=ltx_tabular><tr><td>a<td>", "</table>"),
            ("<blockquote>", "</blockquote>"),
            ("<span class='ltx_note'><span class=ltx_note_content>", "</span></span>"),
            ("<figure class=ltx_figure><figcaption class=ltx_caption>c</figcaption>", "</figure>"),
            ("<b><i>", "</i></b>"),
            ("<div class='ltx_theorem'>", "</div>"),
            ("<svg><foreignObject>", "</foreignObject></svg>"),
            (
                "<span class=ltx_tabular><span class=ltx_tr><span class=ltx_td>x</span><span class=ltx_td>",
                "</span></span></span>",
            ),
            ("<math><mrow>", "</mrow></math>"),
        ] {
            let article =
                article(&format!("{}inmost words{}", open.repeat(10_000), close.repeat(10_000)));
            assert!(article.plain().contains("inmost words"), "{open}");
            let _ = article.markdown();
            let stored = serde_json::to_vec(&article).unwrap();
            assert_eq!(serde_json::from_slice::<Article>(&stored).unwrap(), article, "{open}");
        }
    };
    // Two megabytes are what a thread has.
    std::thread::Builder::new().stack_size(2 * 1024 * 1024).spawn(read).unwrap().join().unwrap();
}

#[test]
fn pages_that_selectors_look_through_are_read_on_a_small_stack_whatever_their_depth() {
    let read = || {
        let day = "2026-01-05".parse().unwrap();
        for open in [
            "<div class=authors>",
            "<h3><div>",
            "<blockquote class=abstract><p><span class=descriptor>",
            "<div id=challenge data-target=DailyPapers>",
            "<template>",
        ] {
            let deep = open.repeat(20_000);
            let page = format!(
                "<link rel=canonical href='https://huggingface.co/papers/date/2026-01-05'>\
                 <meta name=citation_arxiv_id content=2601.00001>{deep}<a href=/papers/2601.00001>\
                 T</a>{}<blockquote class=abstract>We plant beans.</blockquote>",
                "<a href=/papers/2601.00002>x</a>".repeat(2_000)
            );
            let _ = AbsPage::read(page.as_bytes(), &id());
            let _ = DayList::from_page(page.as_bytes(), day);
        }
    };
    std::thread::Builder::new().stack_size(2 * 1024 * 1024).spawn(read).unwrap().join().unwrap();
}

#[test]
fn deep_markdown_is_read_on_a_small_stack() {
    let read = || {
        for (open, close) in [
            ("> ", ""),
            ("- ", ""),
            ("*a ", "*"),
            ("[", "](https://a)"),
            ("`", ""),
            ("$", ""),
            ("^[", "]"),
            ("![", "](b)"),
        ] {
            let text = format!(
                "# T\n\n{}\n\n{}x{}\n",
                "Words of a paper. ".repeat(50),
                open.repeat(10_000),
                close.repeat(10_000)
            );
            if let Reading::Article(article) = from_markdown::read(text.as_bytes()) {
                let _ = article.markdown();
            }
        }
    };
    std::thread::Builder::new().stack_size(2 * 1024 * 1024).spawn(read).unwrap().join().unwrap();
}

#[test]
fn notes_without_an_end_do_not_hold_up_markdown() {
    // Minutes, were each of them looked for to the end.
    let text = format!("# T\n\n{}\n\n{}", "Words of a paper. ".repeat(50), "^[".repeat(100_000));
    assert!(matches!(from_markdown::read(text.as_bytes()), Reading::Article(_)));
}

#[test]
fn a_table_of_endless_spans_stays_small() {
    let wide = format!(
        "<table class=ltx_tabular>{}</table>",
        "<tr><td rowspan=1000 colspan=1000>cell<td>b</tr>".repeat(300)
    );
    let long = format!(
        "<table class=ltx_tabular>{}</table>",
        "<tr><td rowspan=999999999>x<td colspan=99999999999999999999>y</tr>".repeat(300)
    );
    for table in [wide, long] {
        let length = article(&table).markdown().len();
        assert!(length < 20_000_000, "{length}");
    }
}

#[test]
fn what_is_too_large_is_not_read() {
    let large = vec![b' '; MAX_PAGE_BYTES + 1];
    assert_eq!(html::read(&large, &id()), Reading::NoText(NoText::TooLarge));
    assert_eq!(from_markdown::read(&large), Reading::NoText(NoText::TooLarge));
    assert!(DayList::from_json(&large).is_err());
    assert!(AbsPage::read(&large, &id()).is_err());
}

#[test]
fn bytes_that_are_no_utf8_cost_only_themselves() {
    let mut bytes = page("<p>before \u{0} after</p>").into_bytes();
    let at = bytes.iter().position(|&byte| byte == 0).unwrap();
    bytes[at] = 0xff;
    let Reading::Article(article) = html::read(&bytes, &id()) else { panic!() };
    assert!(article.plain().contains("before \u{fffd} after"));
}

#[test]
fn an_answer_of_another_kind_is_never_an_article() {
    assert_eq!(html::read(b"", &id()), Reading::NotThePaper(NotThePaper::Foreign));
    assert_eq!(
        html::read(b"{\"error\":\"try again later\"}", &id()),
        Reading::NotThePaper(NotThePaper::Foreign)
    );
    let challenge =
        b"<html><head><title>Just a moment...</title></head><body>\xff\xfe challenge</body></html>";
    assert_eq!(html::read(challenge, &id()), Reading::NotThePaper(NotThePaper::Challenge));
    assert_eq!(from_markdown::read(challenge), Reading::NotThePaper(NotThePaper::Foreign));
}

/// Pieces of pages, to be put together in any order.
fn fragment() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "<article class=ltx_document>",
        "</article>",
        "<section class=ltx_section>",
        "<section class=ltx_bibliography>",
        "</section>",
        "<h2 class=ltx_title>",
        "</h2>",
        "<span class=ltx_tag>1</span>",
        "<div class=ltx_para>",
        "</div>",
        "<p class=ltx_p>",
        "</p>",
        "<ul class=ltx_itemize>",
        "<ol>",
        "<li class=ltx_item>",
        "<li class=ltx_bibitem>",
        "</ul>",
        "<dl class=ltx_description>",
        "<dt>",
        "<dd>",
        "<table class=ltx_tabular>",
        "<table class='ltx_equation ltx_eqn_table'>",
        "<tr class='ltx_equation ltx_eqn_row'>",
        "<td rowspan=3 colspan=2>",
        "<td class=ltx_eqn_eqno rowspan=2><span class=ltx_tag>(1)</span>",
        "</table>",
        "<thead>",
        "<th>",
        "<span class=ltx_tabular>",
        "<span class=ltx_tr>",
        "<span class=ltx_td>",
        "<figure class=ltx_table>",
        "<figcaption class=ltx_caption>",
        "</figure>",
        "<math alttext='a|b$%\\'>",
        "<math>",
        "</math>",
        "<mi>",
        "<annotation encoding='application/x-tex'>",
        "<svg class=ltx_picture>",
        "<path fill='#000'>",
        "<foreignObject>",
        "</svg>",
        "<span style='color:#fff'>",
        "<span style='--ltx-bg-color:#000;font-size:1%'>",
        "<span class='ltx_note ltx_role_footnote'>",
        "<span class=ltx_note_content>",
        "</span>",
        "<pre class=ltx_verbatim>",
        "</pre>",
        "<div class='ltx_listing'>",
        "<div class=ltx_listing_data><a href='data:text/plain;base64,eA=='>",
        "<div class=ltx_listingline>",
        "<div class=ltx_theorem>",
        "<blockquote class=ltx_quote>",
        "<a class=ltx_ref href='https://a.b/|'>",
        "</a>",
        "<sup>",
        "2",
        "</sup>",
        "<br>",
        "<b>",
        "<template>",
        "<script>",
        "</script>",
        "<title>",
        "<!--",
        "-->",
        "words of a paper, ",
        "$",
        "*",
        "`",
        "\\",
        "\u{e0041}",
        "字",
        " ",
        "\n",
        "|",
        "]",
        "[x]: y",
        "# ",
        "1. ",
        "&lt;b>",
        "<base href='/html/2601.00001v1/'>",
    ]);
    prop::collection::vec(pieces, 0..120).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn arbitrary_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..2000)) {
        read_all(&bytes);
    }

    #[test]
    fn pieces_of_pages_in_any_order_never_panic(text in fragment()) {
        read_all(page(&text).as_bytes());
        read_all(text.as_bytes());
    }

    #[test]
    fn mutated_captures_never_panic(which in any::<prop::sample::Index>(), cuts in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..40)) {
        let folders = ["arxiv_html/generated", "arxiv_abs", "hf_api"].map(|name| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../../shared/data").join(name));
        let mut files: Vec<_> = folders.iter().flat_map(std::fs::read_dir).flatten().flatten().map(|entry| entry.path()).filter(|path| path.is_file()).collect();
        files.sort();
        if files.is_empty() {
            println!("skipped: no captures beside the repository");
            return Ok(());
        }
        let mut bytes = std::fs::read(which.get(&files)).unwrap();
        bytes.truncate(60_000);
        prop_assume!(!bytes.is_empty());
        for (at, byte) in cuts {
            let at = at.index(bytes.len());
            match byte % 4 {
                0 => bytes[at] = byte,
                1 => bytes.insert(at, byte),
                2 => bytes.truncate(at.max(1)),
                _ => { bytes.remove(at); if bytes.is_empty() { bytes.push(byte); } }
            }
        }
        read_all(&bytes);
    }
}
