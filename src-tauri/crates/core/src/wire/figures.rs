//! What crosses of papers' figures.

use paperboy_paper::{ImageProblem, PdfAbsence};
use serde::Serialize;
#[cfg(test)]
use ts_rs::TS;

/// The figure on a paper's card.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct CardFigure {
    /// The caption of the figure, its number first, plain text.
    pub caption: String,
    /// The name of the image; null: it is still to come.
    pub key: Option<String>,
    /// The width in pixels: twice that in which it is shown.
    pub width: u32,
    /// The height in pixels.
    pub height: u32,
}

/// The images of a paper's article.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct ArticleFigures {
    /// That of the article; empty: no article is kept.
    pub stamp: String,
    /// Each image in the order of the article.
    pub images: Vec<FigureImage>,
    /// Whether the user chose the figure on the card.
    pub chosen: bool,
}

/// An image of a paper's article.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct FigureImage {
    /// The name of the image; null: there is none to show.
    pub key: Option<String>,
    /// The width in pixels: twice that in which it is shown at most.
    pub width: u32,
    /// The height in pixels.
    pub height: u32,
    /// Why there is none to show.
    pub problem: Option<ImageProblem>,
    /// Whether the paper's card shows it.
    pub on_card: bool,
}

/// The papers whose figures are fetched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(test, derive(TS))]
pub enum FetchedFigures {
    /// The card's figure of each fetched paper, and all figures of papers that are starred, kept for
    /// later or opened.
    All,
    /// All figures of papers that are starred, kept for later or opened.
    Kept,
    /// None.
    None,
}

/// The figures that exports contain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(test, derive(TS))]
pub enum ExportedFigures {
    /// Those of papers whose licence allows passing them on.
    Open,
    /// All, for the user's own disk.
    All,
    /// None.
    None,
}

/// Which figures are fetched and exported, and how much space they take.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct FigureSettings {
    /// The papers whose figures are fetched.
    pub fetched: FetchedFigures,
    /// The figures that exports contain.
    pub exported: ExportedFigures,
    /// How much space they may take, in megabytes.
    pub space_mb: u32,
    /// How much space they take, in kilobytes.
    pub used_kb: u32,
}

/// What is known of a paper's PDF.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct PaperPdf {
    /// The size of the file in kilobytes; null: none is kept.
    pub kept_kb: Option<u32>,
    /// Whether it waits to be fetched.
    pub waiting: bool,
    /// Why none is kept, where that is known.
    pub absence: Option<PdfAbsence>,
}

/// Whether PDFs are kept, and how much space they take.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct PdfSettings {
    /// Whether PDFs of papers that are starred or kept for later are kept.
    pub kept: bool,
    /// How much space PDFs may take, in megabytes.
    pub space_mb: u32,
    /// How much space they take, in kilobytes.
    pub used_kb: u32,
}
