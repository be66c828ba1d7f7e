//! Images and PDFs that are made to do harm, and what becomes of each.

use crate::pdf::{self, BOLD, Sheet, TEXT};
use crate::png;
use flate2::Compression;
use flate2::write::ZlibEncoder;
use std::io::Write as _;

/// A file that does no good.
pub struct Hostile {
    /// What it is.
    pub name: &'static str,
    /// The file.
    pub bytes: Vec<u8>,
    /// The key of the problem that it has; `None`: it is shown without what it tries.
    pub problem: Option<&'static str>,
}

/// Images; `trap` is an address that nothing may ask for.
pub fn images(trap: &str) -> Vec<Hostile> {
    let whole = png::bars(640, 360, 7);
    let laughs: String = (1..20)
        .map(|n| format!(r#"<!ENTITY a{n} "{}">"#, format!("&a{};", n - 1).repeat(10)))
        .collect();
    let laughs = format!(
        r#"<!DOCTYPE svg [<!ENTITY a0 "ha">{laughs}]><svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text>&a19;</text></svg>"#
    );
    let of = |name, bytes, problem| Hostile { name, bytes, problem };
    vec![
        of("pixels without end", png::claiming(100_000, 100_000), Some("too_large")),
        of("cut off", whole[..whole.len() / 2].to_vec(), Some("damaged")),
        of(
            "a page",
            b"<!DOCTYPE html><html><body>Sign in</body></html>".to_vec(),
            Some("not_an_image"),
        ),
        of("a text", b"Just a moment".to_vec(), Some("not_an_image")),
        of("nothing", Vec::new(), Some("not_an_image")),
        of("a drawing that runs and loads", active(trap), None),
        of("a drawing that doubles", doubling(), Some("too_complex")),
        of("a million laughs", laughs.into_bytes(), Some("too_complex")),
        of("a million nodes", svg(&"<g/>".repeat(1_000_000)), Some("too_complex")),
        of(
            "fifty megabytes",
            [&[0xff, 0xd8, 0xff][..], &vec![7; 50 << 20]].concat(),
            Some("too_large"),
        ),
        of("an image", whole, None),
    ]
}

fn svg(inside: &str) -> Vec<u8> {
    format!(r##"<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="320" height="200"><rect width="99" height="99" fill="#00f"/>{inside}</svg>"##).into_bytes()
}

fn active(trap: &str) -> Vec<u8> {
    svg(&format!(
        r#"<script>fetch('{trap}')</script><image href="{trap}" width="99" height="99"/><image xlink:href="file:///etc/passwd" width="9" height="9"/><use href="{trap}#a"/><style>@import url("{trap}");</style><foreignObject width="99" height="99"><body xmlns="http://www.w3.org/1999/xhtml"><img src="{trap}"/></body></foreignObject>"#
    ))
}

fn doubling() -> Vec<u8> {
    let doubling: String = (0..40)
        .map(|n| format!(r##"<g id="n{}"><use href="#n{n}"/><use href="#n{n}"/></g>"##, n + 1))
        .collect();
    svg(&format!(r##"<rect id="n0" width="9" height="9"/>{doubling}<use href="#n40"/>"##))
}

/// PDFs with no text to read, quick to see through.
pub fn pdfs() -> Vec<Hostile> {
    let key = "<".to_owned() + &"ab".repeat(32) + ">";
    let encrypt = format!(
        "/Encrypt << /Filter /Standard /V 2 /R 3 /Length 128 /O {key} /U {key} /P -4 >> /ID [<00> <00>]"
    );
    let empty = [
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Kids [] /Count 0 >>".to_vec(),
    ];
    let of = |name, bytes, problem| Hostile { name, bytes, problem: Some(problem) };
    vec![
        of("no text", pdf::pdf(&[Sheet::new()]), "no_text"),
        of("encrypted", pdf::of_objects(&empty, &encrypt), "encrypted"),
        of("broken", b"%PDF-1.4\nnothing\n%%EOF".to_vec(), "damaged"),
        of("of another paper", pdf::paper("Cabbages and Snails", "None."), "other_title"),
    ]
}

/// A PDF of a thousand pages, with a title on the first.
pub fn thousand_pages(title: &str) -> Vec<u8> {
    let sheet = |n: usize| {
        let mut sheet = Sheet::new();
        if n == 0 {
            sheet.line(17.0, BOLD, title);
            sheet.heading("1 Introduction");
        }
        for _ in 0..3 {
            sheet.line(10.0, TEXT, "The gardener sows one bean after another, and measures all of");
            sheet.line(
                10.0,
                TEXT,
                &format!("the plants that stand in row number {n} of her garden."),
            );
        }
        sheet
    };
    pdf::pdf(&(0..1000).map(sheet).collect::<Vec<_>>())
}

/// So many megabytes of zeros, packed.
pub fn zeros(megabytes: usize) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
    let zeros = vec![0; 1 << 20];
    // Nothing fails in memory.
    (0..megabytes).for_each(|_| drop(encoder.write_all(&zeros)));
    encoder.finish().unwrap_or_default()
}
