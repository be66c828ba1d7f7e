//! The text of PDFs: which characters are where on which page.
//!
//! A file is read in a process of its own, [`serve`], which [`text_of`] starts: whatever a file does
//! to the library that reads it (a loop, a stack that overflows, memory without end) ends that
//! process and nothing else. It gets the file through a pipe and gives the text through another one;
//! it opens nothing, and where the system has limits for processes, its memory and time are limited.

#![cfg_attr(test, allow(clippy::unwrap_used))]

mod ask;
mod device;
mod lines;
mod serve;

pub use ask::{Reader, text_of};
pub use paperboy_paper::PdfProblem;
pub use serve::serve;

use device::{Bounds, Drawing, Drawn};
use hayro_interpret::hayro_syntax::{LoadPdfError, Pdf};
use hayro_interpret::kurbo::Rect;
use hayro_interpret::{
    Context, InterpreterCache, InterpreterSettings, RenderContent, TransformExt, interpret_page,
};
use paperboy_paper::MAX_PDF_BYTES;
use paperboy_paper::article::from_pdf::{PdfPage, PdfText};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// The most pages that are read.
const MAX_PAGES: usize = 400;
/// The most bytes before a PDF's first line.
const MAX_LEAD_BYTES: usize = 1024;

/// Whether bytes are a PDF, however broken, and not something else.
pub fn is_pdf(bytes: &[u8]) -> bool {
    bytes[..bytes.len().min(MAX_LEAD_BYTES)].windows(5).any(|window| window == b"%PDF-")
}

/// Reads the text of a PDF in this process. Only for bytes that may not be bounded: see [`text_of`].
///
/// # Errors
/// When it can't be read.
pub fn text(bytes: Vec<u8>) -> Result<PdfText, PdfProblem> {
    if bytes.len() > MAX_PDF_BYTES {
        return Err(PdfProblem::TooLarge);
    }
    if !is_pdf(&bytes) {
        return Err(PdfProblem::Damaged);
    }
    let pdf = Pdf::new(bytes).map_err(|error| match error {
        LoadPdfError::Decryption(_) => PdfProblem::Encrypted,
        LoadPdfError::Invalid => PdfProblem::Damaged,
    })?;
    let pages = pdf.pages();
    if pages.is_empty() {
        return Err(PdfProblem::Damaged);
    }
    let cache = InterpreterCache::new();
    let mut bounds = Bounds::default();
    let mut read: Vec<(f32, f32, Drawn)> = Vec::new();
    let mut text = PdfText { cut_short: pages.len() > MAX_PAGES, ..PdfText::default() };
    for page in pages.iter().take(MAX_PAGES) {
        let (width, height) = page.render_dimensions();
        let settings = InterpreterSettings {
            render_content: RenderContent::PAGE,
            ..InterpreterSettings::default()
        };
        let area = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
        let first = page.initial_transform(true).to_kurbo();
        let mut drawn = Drawing::new(area, &mut bounds);
        let mut context = Context::new(first, area, &cache, pdf.xref(), settings);
        // A page that the library fails on costs no other page.
        let page = AssertUnwindSafe(|| interpret_page(page, &mut context, &mut drawn));
        text.cut_short |= catch_unwind(page).is_err();
        let is_full = drawn.is_full();
        read.push((width, height, drawn.finish()));
        if is_full {
            text.cut_short = true;
            break;
        }
    }
    let usual = lines::Usual::of(read.iter().flat_map(|(.., drawn)| &drawn.glyphs));
    for (width, height, drawn) in read {
        text.unknown += drawn.unknown;
        text.hidden.extend(drawn.hidden);
        let lines = lines::lines(&drawn.glyphs, &usual);
        text.pages.push(PdfPage { width, height, lines });
    }
    Ok(text)
}
