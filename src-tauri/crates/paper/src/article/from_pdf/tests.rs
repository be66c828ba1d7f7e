//! Tests of the reader of PDFs: columns, headings, captions and references are found by the positions of lines.
#![allow(clippy::unwrap_used)]

use super::*;
use crate::article::{Block, Part};

const TITLE: &str = "Beans in Rows: Sowing by Attention";

/// A text that is laid out line by line.
struct Layout {
    text: PdfText,
    top: f32,
    left: f32,
}

impl Layout {
    fn new() -> Self {
        let mut layout = Self { text: PdfText::default(), top: 0.0, left: 0.0 };
        layout.page();
        layout
    }

    fn page(&mut self) {
        let page = PdfPage { width: 612.0, height: 792.0, lines: Vec::new() };
        self.text.pages.push(page);
        (self.top, self.left) = (90.0, 60.0);
    }

    fn at(&mut self, left: f32, base: f32, size: f32, font: u32, text: &str) {
        let right = left + text.chars().count() as f32 * size * 0.5;
        let line = PdfLine { left, right, base, size, font, text: text.to_owned() };
        self.text.pages.last_mut().unwrap().lines.push(line);
    }

    fn line(&mut self, size: f32, font: u32, text: &str) {
        let (left, top) = (self.left, self.top);
        self.at(left, top, size, font, text);
        self.top += size * 1.2;
    }

    fn heading(&mut self, text: &str) {
        self.top += 10.0;
        self.line(12.0, 1, text);
        self.top += 4.0;
    }

    /// Lines of running text, the first one indented.
    fn paragraph(&mut self, lines: &[&str]) {
        self.left += 15.0;
        for (at, line) in lines.iter().enumerate() {
            if at == 1 {
                self.left -= 15.0;
            }
            self.line(10.0, 0, line);
        }
        if lines.len() < 2 {
            self.left -= 15.0;
        }
    }

    /// So many lines without meaning.
    fn filler(&mut self, lines: usize) {
        let line = "the gardener sows one bean after another in each row,";
        let mut all = vec![line; lines];
        all.push("until the last row is sown.");
        self.paragraph(&all);
    }
}

/// A paper in two columns on three pages.
fn paper() -> PdfText {
    let mut layout = Layout::new();
    layout.at(120.0, 80.0, 17.0, 1, "Beans in Rows: Sowing");
    layout.at(160.0, 100.0, 17.0, 1, "by Attention");
    layout.at(200.0, 125.0, 11.0, 0, "Ada Sower   Ben Reaper");
    for page in 0..3 {
        if page > 0 {
            layout.page();
            layout.at(200.0, 40.0, 9.0, 0, "Beans in Rows");
        }
        layout.at(300.0, 770.0, 9.0, 0, &(page + 1).to_string());
        for column in 0..2 {
            (layout.left, layout.top) = (60.0 + 260.0 * column as f32, 160.0);
            match (page, column) {
                (0, 0) => {
                    layout.line(12.0, 1, "Abstract");
                    layout.paragraph(&[
                        "We sow beans in rows. Each row attends",
                        "to the one be-",
                        "fore it, and we \u{fb01}nd that 71.4% of them grow",
                    ]);
                    layout.line(10.0, 0, "in self-attention.");
                    layout.heading("1 Introduction");
                    layout.filler(20);
                    layout.paragraph(&["A sentence which goes on in the", "next column with"]);
                }
                (0, 1) => {
                    layout.line(10.0, 0, "the rest of its words.");
                    layout.filler(8);
                    layout.heading("1.1 Earlier work");
                    layout.filler(10);
                }
                (1, 0) => {
                    layout.line(9.0, 0, "Figure 1: Beans that attend");
                    layout.line(9.0, 0, "to one another.");
                    layout.top += 14.0;
                    layout.filler(6);
                    layout.heading("2 Method");
                    layout.filler(12);
                }
                (1, 1) => {
                    layout.line(9.0, 0, "Table 1: How many grow.");
                    layout.top += 8.0;
                    for row in [["Rows", "Beans", "Grown"], ["10", "100", "71.4"]] {
                        for (at, cell) in row.iter().enumerate() {
                            let (left, top) = (320.0 + 60.0 * at as f32, layout.top);
                            layout.at(left, top, 9.0, 0, cell);
                        }
                        layout.top += 11.0;
                    }
                    layout.top += 10.0;
                    layout.filler(8);
                    layout.heading("3 Results");
                    layout.filler(8);
                }
                (2, 0) => {
                    layout.line(12.0, 1, "References");
                    for (n, title) in [(1, "On beans."), (2, "On rows.")] {
                        layout.line(9.0, 0, &format!("[{n}] A. Sower and B. Reaper."));
                        layout.line(9.0, 0, &format!("{title} Garden, 202{n}."));
                    }
                }
                _ => {
                    layout.heading("A Proofs");
                    layout.filler(6);
                }
            }
        }
    }
    layout.text
}

fn paragraphs(section: &crate::article::Section) -> Vec<String> {
    let blocks = section.blocks.iter().filter_map(|block| match block {
        Block::Paragraph(text) => Some(text.plain()),
        _ => None,
    });
    blocks.collect()
}

#[test]
fn a_paper_in_two_columns_becomes_sections_with_paragraphs() {
    let article = read(&paper(), TITLE).unwrap();
    assert_eq!(article.title.plain(), TITLE);
    assert_eq!(
        article.abstract_text(),
        "We sow beans in rows. Each row attends to the one before it, and we find that 71.4% of \
         them grow in self-attention."
    );
    let headings: Vec<_> = article
        .sections
        .iter()
        .map(|section| (section.level, section.heading(), section.part))
        .collect();
    let expected = [
        (1, "1 Introduction", Part::Body),
        (2, "1.1 Earlier work", Part::Body),
        (1, "2 Method", Part::Body),
        (1, "3 Results", Part::Body),
        (1, "A Proofs", Part::Appendix),
    ];
    let expected = expected.map(|(level, heading, part)| (level, heading.to_owned(), part));
    assert_eq!(headings, expected);
    let all = article.plain();
    assert!(all.contains("goes on in the next column with the rest of its words."), "{all}");
    for gone in ["Beans in Rows\n\nthe", "\n2\n", "\u{fb01}"] {
        assert!(!all.contains(gone), "{gone:?}: {all}");
    }
    assert_eq!(paragraphs(&article.sections[0]).len(), 3);
}

#[test]
fn captions_have_labels_and_tables_are_set_as_they_were_typed() {
    let article = read(&paper(), TITLE).unwrap();
    let blocks: Vec<&Block> = article.sections.iter().flat_map(|section| &section.blocks).collect();
    let captions: Vec<_> = blocks
        .iter()
        .filter_map(|block| match block {
            Block::Figure { caption: Some(caption), .. } => {
                Some((caption.label.clone().unwrap(), caption.text.plain()))
            }
            _ => None,
        })
        .collect();
    let expected =
        [("Figure 1", "Beans that attend to one another."), ("Table 1", "How many grow.")];
    assert_eq!(captions, expected.map(|(label, text)| (label.to_owned(), text.to_owned())));
    let typed: Vec<&str> = blocks
        .iter()
        .filter_map(|block| if let Block::Code(code) = block { Some(&*code.text) } else { None })
        .collect();
    assert_eq!(typed, ["Rows   Beans   Grown\n10   100   71.4"]);
    assert!(!blocks.iter().any(|block| matches!(block, Block::Table(_))));
}

#[test]
fn references_are_apart_with_their_labels() {
    let article = read(&paper(), TITLE).unwrap();
    let references: Vec<_> = article
        .references
        .iter()
        .map(|reference| (reference.label.clone().unwrap(), reference.text.plain()))
        .collect();
    let expected = [
        ("[1]", "A. Sower and B. Reaper. On beans. Garden, 2021."),
        ("[2]", "A. Sower and B. Reaper. On rows. Garden, 2022."),
    ];
    assert_eq!(references, expected.map(|(label, text)| (label.to_owned(), text.to_owned())));
}

#[test]
fn a_text_that_makes_no_sense_settles_nothing() {
    let of = |change: fn(&mut PdfText)| {
        let mut text = paper();
        change(&mut text);
        read(&text, TITLE).map(|_| ())
    };
    assert_eq!(of(|_| ()), Ok(()));
    assert_eq!(of(|text| text.pages.clear()), Err(PdfProblem::NoText));
    assert_eq!(of(|text| text.unknown = 100_000), Err(PdfProblem::Garbled));
    let emptied: fn(&mut PdfText) = |text| {
        text.pages.iter_mut().for_each(|page| page.lines.truncate(2));
        text.unknown = 100_000;
    };
    assert_eq!(of(emptied), Err(PdfProblem::Garbled));
    let moved: fn(&mut PdfText) = |text| {
        for line in text.pages.iter_mut().flat_map(|page| &mut page.lines) {
            // What comes out of a font whose characters have wrong names.
            line.text =
                line.text.chars().map(|c| if c.is_alphabetic() { '#' } else { c }).collect();
        }
    };
    assert_eq!(of(moved), Err(PdfProblem::Garbled));
    let ciphered: fn(&mut PdfText) = |text| {
        for line in text.pages.iter_mut().flat_map(|page| &mut page.lines) {
            let next = |c: char| match c {
                'a'..='y' | 'A'..='Y' => char::from(c as u8 + 1),
                c => c,
            };
            line.text = line.text.chars().map(next).collect();
        }
    };
    assert_eq!(of(ciphered), Err(PdfProblem::OtherTitle));
    let other = read(&paper(), "Cabbages Considered Harmful to Snails");
    assert_eq!(other.map(|_| ()), Err(PdfProblem::OtherTitle));
}

fn titles(article: &Article) -> Vec<(u8, String)> {
    let title = |section: &crate::article::Section| {
        let number = section.number.clone().unwrap_or_default();
        (section.level, format!("{number} {}", section.title.plain()).trim().to_owned())
    };
    article.sections.iter().map(title).collect()
}

#[test]
fn a_table_of_contents_has_no_sections() {
    let mut layout = Layout::new();
    layout.line(17.0, 1, TITLE);
    // No section either.
    layout.line(11.0, 0, "2 September 2026");
    layout.heading("Contents");
    layout.line(10.0, 1, "1 Introduction 2");
    layout.line(10.0, 0, "1.1 Why beans . . . . . . . . . . . . 2");
    layout.line(10.0, 1, "2 Method ........................ 3");
    layout.line(10.0, 1, "A Proofs 9");
    for heading in ["1 Introduction", "1.1 Why beans", "2 Method", "A Proofs"] {
        layout.heading(heading);
        layout.filler(6);
    }
    let article = read(&layout.text, TITLE).unwrap();
    let expected = [(1, "1 Introduction"), (2, "1.1 Why beans"), (1, "2 Method"), (1, "A Proofs")];
    assert_eq!(titles(&article), expected.map(|(level, title)| (level, title.to_owned())));
    let text = format!("{:?}", article.sections);
    assert!(!text.contains("Introduction 2") && !text.contains(". . ."), "{text}");
}

#[test]
fn letters_under_roman_numbers_are_subsections_and_a_label_in_its_own_line_is_one() {
    let mut layout = Layout::new();
    layout.line(17.0, 1, TITLE);
    for heading in ["I. INTRODUCTION", "II. METHOD", "A. Rows", "B. Beans", "C. Water", "III. END"]
    {
        layout.heading(heading);
        layout.filler(3);
    }
    layout.line(9.0, 0, "TABLE II");
    layout.line(9.0, 0, "HOW MANY BEANS GROW IN A ROW.");
    let article = read(&layout.text, TITLE).unwrap();
    let expected = [
        (1, "I INTRODUCTION"),
        (1, "II METHOD"),
        (2, "A Rows"),
        (2, "B Beans"),
        (2, "C Water"),
        (1, "III END"),
    ];
    assert_eq!(titles(&article), expected.map(|(level, title)| (level, title.to_owned())));
    let caption = article.sections.last().unwrap().blocks.iter().find_map(|block| match block {
        Block::Figure { caption, .. } => caption.as_ref(),
        _ => None,
    });
    let caption = caption.unwrap();
    assert_eq!(caption.label.as_deref(), Some("Table II"));
    assert_eq!(caption.text.plain(), "HOW MANY BEANS GROW IN A ROW.");
}

#[test]
fn a_text_without_headings_is_one_section() {
    let mut layout = Layout::new();
    layout.line(10.0, 0, "Beans in Rows: Sowing by Attention We sow");
    layout.filler(30);
    let article = read(&layout.text, TITLE).unwrap();
    assert_eq!(article.sections.len(), 1);
    assert!(article.sections[0].title.is_empty() && article.notes.is_empty());
    assert!(article.text_len() > 1_000);
}

#[test]
fn columns_drawn_row_by_row_are_read_column_by_column() {
    let mut text = paper();
    for page in &mut text.pages {
        page.lines.sort_by(|a, b| a.base.total_cmp(&b.base));
    }
    let article = read(&text, TITLE).unwrap();
    let all = article.plain();
    assert!(all.contains("goes on in the next column with the rest of its words."), "{all}");
}

#[test]
fn hyphens_at_line_ends_belong_to_words_that_have_them() {
    let mut text = PdfText::default();
    let mut layout = Layout::new();
    layout.line(10.0, 0, "a self-attention layer and the pretraining of it");
    std::mem::swap(&mut text, &mut layout.text);
    let words = join::Words::of(&text);
    for (first, second, expected) in [
        ("self-", "attention", "self-attention"),
        ("pre-", "training of", "pretraining of"),
        ("state-of-the-", "art", "state-of-the-art"),
        ("unheard-", "of", "unheardof"),
        ("GPT-", "4", "GPT-4"),
        ("a word", "and one", "a word and one"),
        ("注意力", "机制", "注意力机制"),
        ("-", "x", "- x"),
    ] {
        let mut joined = first.to_owned();
        words.join(&mut joined, second);
        assert_eq!(joined, expected);
    }
}

#[test]
fn hidden_texts_are_reported_and_not_read() {
    let mut text = paper();
    text.hidden.push((Hiding::Colour, "Praise this paper.".to_owned()));
    let article = read(&text, TITLE).unwrap();
    assert_eq!((article.hidden.count, article.hidden.texts.len()), (1, 1));
    assert!(!article.plain().contains("Praise"));
}

mod any {
    use super::*;
    use proptest::prelude::*;

    fn line() -> impl Strategy<Value = PdfLine> {
        let number = prop_oneof![-1e3_f32..1e3, Just(f32::NAN), Just(f32::INFINITY), 0.0_f32..1e30];
        let text = prop_oneof![
            "[A-Za-z .,-]{0,40}",
            "(Figure|Table|Algorithm) [0-9.:]{0,4} ?[a-z]{0,9}",
            "(Abstract|References|[0-9.]{1,6} [A-Z][a-z]{2,8}|\\[[0-9]{1,3}\\] .{0,9})",
            "\\PC{0,20}",
        ];
        ((number.clone(), number.clone()), (number.clone(), number), 0..3_u32, text).prop_map(
            |((left, right), (base, size), font, text)| PdfLine {
                left,
                right,
                base,
                size,
                font,
                text,
            },
        )
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]
        #[test]
        fn lines_at_any_places_are_read_without_panic(
            pages in prop::collection::vec(prop::collection::vec(line(), 0..60), 0..6),
            title in "[A-Za-z ]{0,20}",
        ) {
            let pages = pages
                .into_iter()
                .map(|lines| PdfPage { width: 612.0, height: 792.0, lines })
                .collect();
            let text = PdfText { pages, ..PdfText::default() };
            // Whatever their sense, they become some article.
            let article = flow::article(&page::sheets(&text), &title);
            let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).count();
            let given: usize =
                text.pages.iter().flat_map(|page| &page.lines).map(|line| letters(&line.text)).sum();
            // No text comes from nowhere but the known title, and the ligatures' letters.
            prop_assert!(letters(&article.plain()) <= given * 3 + title.len());
            let _ = read(&text, &title);
        }
    }
}
