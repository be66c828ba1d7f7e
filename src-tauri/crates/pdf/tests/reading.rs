//! PDFs of all kinds are read within bounds, and what makes no sense is said.
#![allow(clippy::unwrap_used, missing_docs)]

#[path = "../../../../tests/src/pdf.rs"]
#[allow(dead_code)]
mod pdf;

use flate2::write::ZlibEncoder;
use paperboy_paper::article::from_pdf::{self, PdfText};
use paperboy_pdf::{PdfProblem, text};
use pdf::{BOLD, Sheet, TEXT};
use proptest::prelude::*;
use std::io::Write;

const TITLE: &str = "Beans in Rows";

fn squeezed(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn lines(text: &PdfText) -> Vec<&str> {
    text.pages.iter().flat_map(|page| &page.lines).map(|line| line.text.as_str()).collect()
}

/// A file with one page, whose content is this.
fn page(content: &[u8], filter: &str) -> Vec<u8> {
    pdf::of_objects(
        &[
            b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_vec(),
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>".to_vec(),
            pdf::stream(filter, content),
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_vec(),
        ],
        "",
    )
}

#[test]
fn a_paper_is_read_with_its_sections_and_references() {
    let finding = "With our method 71.4 percent of the beans grow.";
    let read = text(pdf::paper(TITLE, finding)).unwrap();
    let article = from_pdf::read(&read, TITLE).unwrap();
    assert_eq!(article.title.plain(), TITLE);
    let headings: Vec<String> = article.sections.iter().map(|section| section.heading()).collect();
    assert_eq!(headings, ["1 Introduction", "2 Method", "3 Results"]);
    let of_abstract = article.abstract_text();
    let begins = "We sow beans in rows, and we find that each attends to the one before it.";
    assert!(of_abstract.starts_with(begins), "{of_abstract}");
    assert!(article.sections[2].plain().starts_with(finding));
    let references: Vec<String> =
        article.references.iter().map(|reference| reference.text.plain()).collect();
    assert_eq!(
        references,
        ["A. Sower. On beans. Garden, 2021.", "B. Reaper. On rows. Garden, 2022."]
    );
    assert!(!article.plain().contains("Under review"));
}

#[test]
fn words_are_apart_where_there_is_a_gap_and_one_where_there_is_none() {
    let content =
        b"BT /F1 10 Tf 1 0 0 1 60 700 Tm [(Be) 20 (ans) -300 (in) -250 (ro) 10 (ws)] TJ ET";
    assert_eq!(lines(&text(page(content, "")).unwrap()), ["Beans in rows"]);
}

#[test]
fn what_is_far_away_is_another_line_and_what_is_turned_is_none() {
    let content = b"BT /F1 10 Tf 1 0 0 1 60 700 Tm (left) Tj 1 0 0 1 330 700 Tm (right) Tj \
        0 1 -1 0 30 200 Tm (arXiv:2601.00001v1 [cs.CL] 1 Jan 2026) Tj ET";
    assert_eq!(lines(&text(page(content, "")).unwrap()), ["left", "right"]);
}

#[test]
fn what_is_not_visible_is_not_read_and_is_reported() {
    let content = b"BT /F1 10 Tf 1 0 0 1 60 700 Tm (seen) Tj ET \
        BT 1 1 1 rg /F1 10 Tf 1 0 0 1 60 680 Tm (white) Tj ET \
        BT 0 g 3 Tr /F1 10 Tf 1 0 0 1 60 660 Tm (invisible) Tj 0 Tr ET \
        BT /F1 0.5 Tf 1 0 0 1 60 640 Tm (tiny) Tj ET \
        BT /F1 10 Tf 1 0 0 1 60 -640 Tm (outside) Tj ET \
        0 g 50 600 200 30 re f BT 1 1 1 rg /F1 10 Tf 1 0 0 1 60 610 Tm (on black) Tj ET";
    let read = text(page(content, "")).unwrap();
    assert_eq!(lines(&read), ["seen", "on black"]);
    let hidden: Vec<&str> = read.hidden.iter().map(|(_, text)| text.as_str()).collect();
    assert_eq!(hidden, ["white", "invisible", "tiny", "outside"]);
}

#[test]
fn what_is_no_pdf_is_damaged_and_what_has_no_text_is_read_as_that() {
    assert_eq!(text(b"<html>no</html>".to_vec()), Err(PdfProblem::Damaged));
    assert_eq!(text(Vec::new()), Err(PdfProblem::Damaged));
    assert_eq!(text(b"%PDF-1.7\n%%EOF".to_vec()), Err(PdfProblem::Damaged));
    let blank = text(pdf::pdf(&[Sheet::new()])).unwrap();
    assert_eq!(from_pdf::read(&blank, TITLE).map(|_| ()), Err(PdfProblem::NoText));
}

#[test]
fn an_encrypted_file_is_said_to_be_one() {
    let key = "<".to_owned() + &"ab".repeat(32) + ">";
    let encrypt = format!(
        "/Encrypt << /Filter /Standard /V 2 /R 3 /Length 128 /O {key} /U {key} /P -4 >> /ID [<00> <00>]"
    );
    let objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Kids [] /Count 0 >>".to_vec(),
    ];
    assert_eq!(text(pdf::of_objects(&objects, &encrypt)), Err(PdfProblem::Encrypted));
}

#[test]
fn of_a_thousand_pages_a_part_is_read() {
    let sheets: Vec<Sheet> = (0..1000)
        .map(|n| {
            let mut sheet = Sheet::new();
            sheet.line(10.0, if n == 0 { BOLD } else { TEXT }, &format!("Page {n} of many"));
            sheet
        })
        .collect();
    let read = text(pdf::pdf(&sheets)).unwrap();
    assert!(read.cut_short);
    assert_eq!(read.pages.len(), 400);
}

#[test]
fn trees_that_lead_back_to_themselves_end() {
    let kids = |kids: &str| format!("<< /Type /Pages /Kids [{kids}] /Count 9 >>").into_bytes();
    let catalogue = b"<< /Type /Catalog /Pages 2 0 R >>".to_vec();
    let pages = [catalogue.clone(), kids("2 0 R 3 0 R"), kids("2 0 R 3 0 R")];
    assert!(text(pdf::of_objects(&pages, "")).is_err());
    // A form that draws itself, twice.
    let resources = "/Resources << /XObject << /X 4 0 R >> >>";
    let form = format!("/Type /XObject /Subtype /Form /BBox [0 0 9 9] {resources}");
    let files = [
        catalogue,
        kids("3 0 R"),
        format!("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 5 0 R {resources} >>")
            .into_bytes(),
        pdf::stream(&form, b"/X Do"),
        pdf::stream("", b"/X Do"),
    ];
    assert!(lines(&text(pdf::of_objects(&files, "")).unwrap()).is_empty());
}

#[test]
fn a_file_that_is_cut_anywhere_or_changed_is_read_without_panic() {
    let whole = pdf::paper(TITLE, "It grows.");
    for end in (0..whole.len()).step_by(97) {
        let _ = text(whole[..end].to_vec());
    }
    for at in (0..whole.len()).step_by(41) {
        let mut changed = whole.clone();
        changed[at] ^= 0x15;
        let _ = text(changed);
    }
}

#[test]
fn a_compressed_page_is_read() {
    let content = squeezed(b"BT /F1 10 Tf 1 0 0 1 60 700 Tm (Beans in rows) Tj ET");
    assert_eq!(lines(&text(page(&content, "/Filter /FlateDecode")).unwrap()), ["Beans in rows"]);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]
    #[test]
    fn any_operators_are_read_without_panic(
        operators in prop::collection::vec(
            prop_oneof![
                "-?[0-9]{1,4}(\\.[0-9]{1,3})?",
                "BT|ET|Tj|Tm|Td|T\\*|TL|Tf|Tz|Tr|Ts|Tc|Tw|q|Q|cm|re|f|g|rg|Do|BI|ID|EI",
                "\\([ -'*-~]{0,12}\\)",
                "/F1|/X|/GS",
            ],
            0..200,
        )
    ) {
        let _ = text(page(operators.join(" ").as_bytes(), ""));
    }
}
