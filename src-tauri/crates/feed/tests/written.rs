//! The feeds and pages that are written, as a feed reader of another house reads them.

#![allow(clippy::unwrap_used)]

use feed_rs::parser;
use jiff::Timestamp;
use paperboy_feed::{
    DayEntry, DayPage, IndexedDay, Language, PagePaper, PageSection, PaperEntry, Site, day_page,
    days_feed, index_page, papers_feed,
};
use paperboy_paper::{Date, PaperId};

/// A title that tries to leave its place.
const HOSTILE: &str = "A ]]></title><script>alert(1)</script> \u{0}\u{1b}[31m & \"x\" '\u{202e}gnp.exe\u{2066} &#x0; <!--";

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn date() -> Date {
    "2026-01-15".parse().unwrap()
}

fn site(address: Option<&str>) -> Site {
    Site {
        id: "tag:0123456789abcdef.paperboy.invalid,2026".into(),
        title: "实验室 <A> & Söhne".into(),
        address: address.map(str::to_owned),
        language: Language::Zh,
    }
}

fn entry(id: &str, title: &str, html: &str) -> PaperEntry {
    PaperEntry {
        id: PaperId::parse(id).unwrap(),
        title: title.into(),
        authors: vec!["Ann Lee".into(), HOSTILE.into()],
        date: date(),
        updated: at("2026-01-15T17:00:00Z"),
        html: html.into(),
    }
}

#[test]
fn another_reader_finds_each_paper_under_its_id_with_its_text() {
    let entries = [
        entry("2601.00001", "流式 $x<y$ Talking Heads", "<p>0.33 s &lt; 1 s</p>"),
        PaperEntry {
            updated: at("2026-01-16T01:02:03Z"),
            ..entry("cs/0112017", HOSTILE, "<p>\u{b}ok</p>")
        },
    ];
    let xml = papers_feed(&site(Some("https://lab.example/p/")), &entries);
    let feed = parser::parse(xml.as_bytes()).unwrap();
    assert_eq!(feed.id, "tag:0123456789abcdef.paperboy.invalid,2026:papers");
    assert_eq!(feed.title.unwrap().content, "实验室 <A> & Söhne");
    assert_eq!(feed.updated.unwrap().to_rfc3339(), "2026-01-16T01:02:03+00:00");
    let ids: Vec<&str> = feed.entries.iter().map(|entry| entry.id.as_str()).collect();
    assert_eq!(
        ids,
        [
            "tag:0123456789abcdef.paperboy.invalid,2026:papers/2601.00001",
            "tag:0123456789abcdef.paperboy.invalid,2026:papers/cs/0112017"
        ]
    );
    let [first, second] = &feed.entries[..] else { panic!() };
    assert_eq!(first.title.as_ref().unwrap().content, "流式 $x<y$ Talking Heads");
    let body = first.content.as_ref().unwrap().body.as_ref().unwrap();
    assert_eq!(body, "<p>0.33 s &lt; 1 s</p>");
    assert_eq!(first.links[0].href, "https://arxiv.org/abs/2601.00001");
    assert_eq!(first.authors[0].name.as_deref(), Some("Ann Lee"));
    // What is no character of XML came out as U+FFFD or a space, and nothing became markup.
    let title = &second.title.as_ref().unwrap().content;
    assert!(title.contains("</title><script>alert(1)</script>"), "{title}");
    assert!(!title.contains(['\u{202e}', '\u{2066}', '\u{0}', '\u{1b}']), "{title}");
}

#[test]
fn a_feed_is_bounded_and_an_empty_one_is_a_feed() {
    let many: Vec<PaperEntry> =
        (0..1_000).map(|n| entry(&format!("2601.{n:05}"), "T", "<p>x</p>")).collect();
    let feed = parser::parse(papers_feed(&site(None), &many).as_bytes()).unwrap();
    assert_eq!(feed.entries.len(), 300);
    let empty = parser::parse(papers_feed(&site(None), &[]).as_bytes()).unwrap();
    assert!(empty.entries.is_empty() && empty.updated.is_some());
}

fn day() -> DayEntry {
    let papers = vec![(PaperId::parse("2601.00001").unwrap(), HOSTILE.to_owned())];
    DayEntry { date: date(), updated: at("2026-01-15T17:00:00Z"), papers, bytes: 1234 }
}

#[test]
fn days_have_a_feed_of_their_own_with_absolute_addresses_only() {
    let with = parser::parse(days_feed(&site(Some("https://lab.example/p/")), &[day()]).as_bytes());
    let entry = &with.unwrap().entries[0];
    assert_eq!(entry.id, "tag:0123456789abcdef.paperboy.invalid,2026:days/2026-01-15");
    let links: Vec<&str> = entry.links.iter().map(|link| link.href.as_str()).collect();
    assert!(links.contains(&"https://lab.example/p/days/2026-01-15.html"), "{links:?}");
    let without = days_feed(&site(None), &[day()]);
    assert!(!without.contains("href=\"days/"), "{without}");
}

fn page() -> String {
    let paper = PagePaper {
        id: "cs/0112017".into(),
        title: HOSTILE.into(),
        authors: vec![HOSTILE.into()],
        links: vec![("arXiv".into(), "https://arxiv.org/abs/cs/0112017".into())],
        writer: Some(HOSTILE.into()),
        sections: vec![PageSection { heading: "摘要".into(), html: "<p>text</p>".into() }],
        note: Some(HOSTILE.into()),
    };
    let second = PagePaper { id: "2601.00002".into(), ..paper.clone() };
    day_page(&site(None), &DayPage { date: date(), papers: vec![paper, second] })
}

#[test]
fn a_page_has_no_script_loads_nothing_and_keeps_titles_in_their_place() {
    let listed = IndexedDay {
        date: date(),
        file: "days/2026-01-15.md".into(),
        papers: 1,
        bytes: 1,
        sha256: String::new(),
        updated: at("2026-01-15T17:00:00Z"),
    };
    let index = index_page(&site(None), &[listed], Some(&day()));
    for html in [page(), index] {
        for tag in [
            "<script",
            "<img",
            "<iframe",
            "<object",
            "src=",
            "onload",
            "url(",
            "@import",
            "http-equiv=\"refresh",
        ] {
            assert!(!html.contains(tag), "{tag}\n{html}");
        }
        assert!(html.contains("default-src 'none'"));
        assert!(html.contains("prefers-color-scheme: dark"));
        assert!(!html.contains(['\u{202e}', '\u{2066}', '\u{0}', '\u{1b}']));
        // Every link leads within the folder or to the web.
        for href in html.split("href=\"").skip(1).map(|rest| rest.split('"').next().unwrap()) {
            let is_within = ["../", "days/", "feed.xml", "2026-01-15.md", "#"];
            assert!(
                href.starts_with("https://")
                    || is_within.iter().any(|begin| href.starts_with(begin)),
                "{href}"
            );
        }
    }
    assert!(
        page().contains("<article id=\"cs-0112017\">") && page().contains("href=\"#cs-0112017\"")
    );
}
