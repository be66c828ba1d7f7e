//! The figures of papers in an export: files beside it, each of which Paperboy encoded itself.

mod folder;
mod render;

pub(crate) use folder::FigureFolder;

use crate::figures::{named_image, source_key};
use crate::licence::is_open;
use crate::wire::{ExportFormat, ExportedFigures};
use crate::{App, Error};
use jiff::Timestamp;
use paperboy_paper::article::{Block, Figure, blocks_markdown};
use paperboy_paper::{Article, PaperId};
use paperboy_store::{ImageFile, ImageKey};
use paperboy_vault::file_stem;
use std::collections::HashMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// The most images of one paper that are exported.
const MAX_IMAGES: usize = 200;
/// The longest word for a figure in the name of a file, in bytes.
const MAX_LABEL_BYTES: usize = 24;
/// How much of an image's key is in the name of its file: no two images of a paper share it.
const KEY_CHARS: usize = 12;
/// The figures of so many papers are remembered.
const MAX_REMEMBERED: usize = 2_000;

/// The figures of an export while it is written.
pub struct FigureExport {
    which: ExportedFigures,
    folder: FigureFolder,
    /// How many images the export shows.
    pub images: u64,
    /// How many papers have figures that their licence keeps out.
    pub withheld: u64,
}

impl FigureExport {
    pub(crate) fn new(which: ExportedFigures, folder: FigureFolder) -> Self {
        Self { which, folder, images: 0, withheld: 0 }
    }

    /// The folder of the images, once there is one.
    pub fn folder(&self) -> Option<&Path> {
        (self.images > 0).then(|| self.folder.path())
    }
}

/// Figures of one paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PaperFigures {
    /// The licence as arXiv names it; empty: not known.
    licence: String,
    /// Whether it allows to pass them on.
    is_open: bool,
    /// Those of the paper in its order.
    figures: Vec<FigureToExport>,
    /// Which of them is on the paper's card.
    on_card: Option<usize>,
}

/// A figure with the images that are there.
#[derive(Debug, Clone, PartialEq, Eq)]
struct FigureToExport {
    /// The caption as Markdown.
    caption: String,
    /// The caption as plain text, its number first.
    text: String,
    images: Vec<ImageToExport>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct ImageToExport {
    /// What it is called: `Figure 3`, `Table 2 b`.
    label: String,
    /// The name of its file.
    name: String,
    file: ImageFile,
}

/// Figures of one paper whose files are beside the export.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Illustrations {
    figures: PaperFigures,
    /// What links to a file begin with.
    link: String,
}

/// The outcome for a paper's figures.
pub(crate) struct Illustrated {
    /// Those that the export shows.
    pub shown: Option<Illustrations>,
    /// The first file that could not be written.
    pub failure: Option<(PathBuf, io::Error)>,
}

/// What was last exported of each paper: a text that did not change is not read again.
#[derive(Default)]
pub(crate) struct KnownFigures(Mutex<HashMap<PaperId, Known>>);

/// A paper's figures, and what they were made of.
struct Known {
    of: Seen,
    figures: Option<Arc<PaperFigures>>,
}

/// By this, a change of a paper's figures is seen.
#[derive(PartialEq)]
struct Seen {
    article: Option<Timestamp>,
    images: Vec<(String, ImageKey)>,
    card: Option<ImageKey>,
}

impl App {
    /// The figures that exports contain.
    pub(crate) fn exported_figures(&self) -> Result<ExportedFigures, Error> {
        Ok(match self.setting("export.figures")?.as_str() {
            "open" => ExportedFigures::Open,
            "all" => ExportedFigures::All,
            _ => ExportedFigures::None,
        })
    }

    /// The figures of an export to this path: `which` of them, or those of the setting. `None`: the
    /// export has none, because of the setting, of the format, or because nothing can be beside it.
    pub fn figures_beside(
        &self,
        path: &Path,
        format: ExportFormat,
        which: Option<ExportedFigures>,
    ) -> Result<Option<FigureExport>, Error> {
        let which = which.map_or_else(|| self.exported_figures(), Ok)?;
        if which == ExportedFigures::None || !format.has_figures() {
            return Ok(None);
        }
        Ok(FigureFolder::beside(path).map(|folder| FigureExport::new(which, folder)))
    }

    /// Writes the files of a paper's figures. An image that can't be read is left out.
    pub(crate) fn illustrate(
        &self,
        id: &PaperId,
        export: &mut FigureExport,
    ) -> Result<Illustrated, Error> {
        let nothing = Illustrated { shown: None, failure: None };
        let Some(all) = self.figures_to_export(id)? else { return Ok(nothing) };
        if !all.is_open && export.which != ExportedFigures::All {
            export.withheld += 1;
            return Ok(nothing);
        }
        let (mut figures, mut failure) = (PaperFigures::clone(&all), None);
        for figure in &mut figures.figures {
            let mut written = Vec::new();
            for image in figure.images.drain(..) {
                match self.write_image(&image, &mut export.folder)? {
                    Ok(true) => written.push(image),
                    Ok(false) => {}
                    Err(error) => {
                        failure.get_or_insert((export.folder.path().join(&image.name), error));
                    }
                }
            }
            export.images += written.len() as u64;
            figure.images = written;
        }
        let is_any = figures.figures.iter().any(|figure| !figure.images.is_empty());
        let link = export.folder.link().to_owned();
        Ok(Illustrated { shown: is_any.then_some(Illustrations { figures, link }), failure })
    }

    /// `false`: the image is not there any more.
    fn write_image(
        &self,
        image: &ImageToExport,
        folder: &mut FigureFolder,
    ) -> Result<io::Result<bool>, Error> {
        if folder.has(&image.name) {
            return Ok(Ok(true));
        }
        let Some(bytes) = self.store().image_bytes(&image.file.key)? else { return Ok(Ok(false)) };
        Ok(folder.put(&image.name, &bytes).map(|()| true))
    }

    /// A paper's figures with the images that are on the disk; `None`: there are none.
    fn figures_to_export(&self, id: &PaperId) -> Result<Option<Arc<PaperFigures>>, Error> {
        let store = self.store();
        let stored = self.images_by_source(id)?.into_iter();
        let files: HashMap<String, (ImageFile, ImageKey)> = stored
            .filter_map(|(source, stored)| {
                let shown = stored.image.ok()?;
                Some((source, (shown.text, shown.card.key)))
            })
            .collect();
        if files.is_empty() {
            return Ok(None);
        }
        let card = store.card_images(std::slice::from_ref(id))?.remove(id);
        let card = card.and_then(|card| card.image).map(|file| file.key);
        let mut images: Vec<(String, ImageKey)> =
            files.iter().map(|(source, (file, _))| (source.clone(), file.key.clone())).collect();
        images.sort_by(|one, other| one.0.cmp(&other.0));
        let seen = Seen { article: store.article_fetched(id)?, images, card };
        let known = || self.known_figures.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = known().get(id)
            && known.of == seen
        {
            return Ok(known.figures.clone());
        }
        let article = match self.article_with_figures(id) {
            // The text is fetched again; the rest of the export does not wait for it.
            Err(Error::TextAltered(_) | Error::BadValue(_)) => return Ok(None),
            article => article?,
        };
        let figures = article.and_then(|(article, _)| {
            paper_figures(id, &article, &files, seen.card.as_ref()).map(Arc::new)
        });
        let mut known = known();
        if known.len() >= MAX_REMEMBERED {
            known.clear();
        }
        known.insert(id.clone(), Known { of: seen, figures: figures.clone() });
        Ok(figures)
    }
}

fn paper_figures(
    id: &PaperId,
    article: &Article,
    files: &HashMap<String, (ImageFile, ImageKey)>,
    card: Option<&ImageKey>,
) -> Option<PaperFigures> {
    let (mut figures, mut on_card, mut left) = (Vec::new(), None, MAX_IMAGES);
    for figure in article.figures() {
        let mut images = Vec::new();
        for (number, image) in &figure.images {
            let Some((file, its_card)) = files.get(&source_key(image)) else { continue };
            if left == 0 {
                break;
            }
            left -= 1;
            if on_card.is_none() && card == Some(its_card) {
                on_card = Some(figures.len());
            }
            let label =
                named_image(article, *number).unwrap_or_else(|| format!("Image {}", number + 1));
            let name = file_name(id, &label, &file.key);
            images.push(ImageToExport { label, name, file: file.clone() });
        }
        if !images.is_empty() {
            figures.push(FigureToExport { caption: caption(&figure), text: figure.text(), images });
        }
    }
    let licence = article.licence.clone().unwrap_or_default();
    let is_open = is_open(&licence);
    (!figures.is_empty()).then_some(PaperFigures { licence, is_open, figures, on_card })
}

fn caption(figure: &Figure<'_>) -> String {
    let Some(caption) = figure.caption else { return String::new() };
    let block =
        Block::Figure { caption: Some(caption.clone()), images: Vec::new(), blocks: Vec::new() };
    blocks_markdown(&[block]).trim().to_owned()
}

/// The name of an image's file, which every file system takes: the paper, the figure, and what the
/// image is. The same image always has the same name, and another one never has it.
fn file_name(id: &PaperId, label: &str, key: &ImageKey) -> String {
    let mut slug = String::new();
    for c in label.chars().map(|c| c.to_ascii_lowercase()) {
        match c {
            'a'..='z' | '0'..='9' => slug.push(c),
            _ if !slug.is_empty() && !slug.ends_with('-') => slug.push('-'),
            _ => {}
        }
        if slug.len() >= MAX_LABEL_BYTES {
            break;
        }
    }
    let slug = match slug.trim_end_matches('-') {
        // A figure in another script.
        slug if slug.bytes().any(|byte| byte.is_ascii_lowercase()) => slug,
        _ => "figure",
    };
    format!("{}-{slug}-{}.webp", file_stem(id.as_str()), &key.as_str()[..KEY_CHARS])
}

impl ExportFormat {
    /// Whether figures of papers can be beside it.
    pub fn has_figures(self) -> bool {
        match self {
            Self::Markdown | Self::Html => true,
            Self::Json
            | Self::AnnotationsJson
            | Self::Bibtex
            | Self::Biblatex
            | Self::Ris
            | Self::CslJson => false,
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_named_by_paper_figure_and_image_whatever_the_label_says() {
        let key = ImageKey::parse(&"0123456789abcdef".repeat(4)).unwrap();
        let id = |text: &str| PaperId::parse(text).unwrap();
        for (paper, label, name) in [
            ("2601.00001", "Figure 3", "2601.00001-figure-3-0123456789ab.webp"),
            ("2601.00001", "Table 2 b", "2601.00001-table-2-b-0123456789ab.webp"),
            ("hep-th/9901001", "Fig. 1", "hep-th-9901001-fig-1-0123456789ab.webp"),
            ("2601.00001", "../../etc/passwd", "2601.00001-etc-passwd-0123456789ab.webp"),
            ("2601.00001", "\u{202e}CON\0:|", "2601.00001-con-0123456789ab.webp"),
            ("2601.00001", "图 3", "2601.00001-figure-0123456789ab.webp"),
            ("2601.00001", "", "2601.00001-figure-0123456789ab.webp"),
        ] {
            assert_eq!(file_name(&id(paper), label, &key), name, "{label}");
        }
        assert!(file_name(&id("2601.00001"), &"长a".repeat(900), &key).len() < 80);
    }
}
