//! Papers as one file, read and written part by part: a large selection is never in memory as a
//! whole.

use super::annotations::is_annotated;
use super::{DayFile, FigureExport, Illustrations, Picked, Selection, document, page};
use crate::highlights::ExportedHighlight;
use crate::reading::narrow;
use crate::wire::{ExportFormat, ExportOf, ExportedFile, View};
use crate::{App, Error, Paper};
use paperboy_cite::{Format, Key, Reference, Writer};
use paperboy_paper::PaperId;
use paperboy_store::Paper as Stored;
use paperboy_writer::Language;
use std::collections::HashSet;
use std::io::Write;
use std::path::Path;

/// How many papers are read at once.
const PAPERS_AT_ONCE: usize = 500;

impl App {
    /// Writes the papers that were picked of a selection to an open file, and their figures beside it
    /// where `figures` says so; answers how many papers were written. Markdown is a document to read,
    /// not a daily report.
    pub fn export_to(
        &self,
        picked: &Picked,
        format: ExportFormat,
        selection: &Selection,
        mut figures: Option<&mut FigureExport>,
        out: &mut dyn Write,
    ) -> Result<u64, Error> {
        let language = Language::from_key(&self.setting("report.language")?).unwrap_or_default();
        let mut file = ExportedText::new(format, figures.is_some(), language);
        let mut text = file.begin(&heading(selection), picked.len());
        let mut ids = HashSet::new();
        for keys in picked.keys.chunks(PAPERS_AT_ONCE) {
            let papers = self.store().papers_by_key(keys)?;
            let references = self.references_in(format, &papers)?;
            for (at, paper) in papers.iter().enumerate() {
                if format == ExportFormat::AnnotationsJson {
                    ids.insert(paper.id.clone());
                    if !is_annotated(paper) {
                        continue;
                    }
                }
                let highlights = match format.has_highlights() {
                    true => self.exported_highlights(paper)?,
                    false => Vec::new(),
                };
                let figures = match figures.as_deref_mut() {
                    Some(figures) => self.figures_written(&paper.id, figures)?,
                    None => None,
                };
                let reference = references.get(at).and_then(Option::as_ref);
                file.add(paper, reference, (highlights, figures), &mut text);
                put(out, &text)?;
                text.clear();
            }
        }
        let papers = file.papers;
        if format == ExportFormat::AnnotationsJson {
            self.add_collections(selection, &ids, &mut file, &mut text)?;
        }
        file.end(&mut text);
        put(out, &text)?;
        Ok(papers)
    }

    /// The figures of a paper, once their files are written: all of them, or none is.
    fn figures_written(
        &self,
        id: &PaperId,
        figures: &mut FigureExport,
    ) -> Result<Option<Illustrations>, Error> {
        let illustrated = self.illustrate(id, figures)?;
        match illustrated.failure {
            Some((path, source)) => Err(Error::File { path, source }),
            None => Ok(illustrated.shown),
        }
    }

    /// The references to papers, as a format needs them: all of them, those that are shown, or none.
    fn references_in(
        &self,
        format: ExportFormat,
        papers: &[Stored],
    ) -> Result<Vec<Option<(Key, Reference)>>, Error> {
        Ok(match format {
            ExportFormat::Bibtex
            | ExportFormat::Biblatex
            | ExportFormat::Ris
            | ExportFormat::CslJson => self.referenced(papers)?.into_iter().map(Some).collect(),
            ExportFormat::Markdown => self.shown_keys(papers)?,
            ExportFormat::Json | ExportFormat::AnnotationsJson | ExportFormat::Html => Vec::new(),
        })
    }

    fn add_collections(
        &self,
        selection: &Selection,
        papers: &HashSet<PaperId>,
        file: &mut ExportedText,
        text: &mut String,
    ) -> Result<(), Error> {
        for collection in self.exported_collections(selection, papers)? {
            file.add_json(serde_json::json!(collection), text);
        }
        Ok(())
    }

    /// Writes papers to a file that the user chose.
    pub fn export_file(
        &self,
        export: &ExportOf,
        format: ExportFormat,
        path: &Path,
    ) -> Result<ExportedFile, Error> {
        let selection = Selection::of(self, export)?;
        let picked = self.pick(&selection)?;
        if let Some(id) = picked.unknown.first() {
            return Err(Error::UnknownPaper(id.clone()));
        }
        let mut papers = picked.len() as u64;
        let mut figures = None;
        match (&selection, format) {
            (Selection::Days(span), ExportFormat::Markdown) => {
                let days = self.export_days(*span)?.into_iter();
                let bytes: Vec<u8> = days.flat_map(|DayFile { bytes, .. }| bytes).collect();
                self.write_out(path, &bytes)?;
            }
            _ => {
                figures = self.figures_beside(path, format, None)?;
                self.write_out_by(path, &mut |out| {
                    papers = self.export_to(&picked, format, &selection, figures.as_mut(), out)?;
                    Ok(())
                })?;
            }
        }
        let folder = figures.as_ref().and_then(FigureExport::folder);
        Ok(ExportedFile {
            path: path.display().to_string(),
            papers: narrow(papers),
            figures: folder.map(|folder| folder.display().to_string()),
            withheld: narrow(figures.as_ref().map_or(0, |figures| figures.withheld)),
        })
    }

    /// The ids of the papers that the window would export.
    pub fn paper_ids(&self, export: &ExportOf) -> Result<Vec<String>, Error> {
        let picked = self.pick(&Selection::of(self, export)?)?;
        Ok(self.store().ids_of(&picked.keys)?.into_iter().map(String::from).collect())
    }
}

/// A file while it is written.
struct ExportedText {
    content: Content,
    /// Whether there may be figures beside it.
    has_figures: bool,
    language: Language,
    is_first: bool,
    /// How many were written.
    papers: u64,
}

enum Content {
    References(Writer),
    Markdown,
    Json,
    Annotations,
    Page,
}

impl ExportedText {
    fn new(format: ExportFormat, has_figures: bool, language: Language) -> Self {
        let references = |format| Content::References(Writer::new(format));
        let content = match format {
            ExportFormat::Bibtex => references(Format::Bibtex),
            ExportFormat::Biblatex => references(Format::Biblatex),
            ExportFormat::Ris => references(Format::Ris),
            ExportFormat::CslJson => references(Format::CslJson),
            ExportFormat::Markdown => Content::Markdown,
            ExportFormat::Json => Content::Json,
            ExportFormat::AnnotationsJson => Content::Annotations,
            ExportFormat::Html => Content::Page,
        };
        Self { content, has_figures, language, is_first: true, papers: 0 }
    }

    fn begin(&self, heading: &str, papers: usize) -> String {
        match self.content {
            Content::Page => page::beginning(heading, papers, self.has_figures, self.language),
            Content::Json | Content::Annotations => "[".to_owned(),
            Content::References(_) | Content::Markdown => String::new(),
        }
    }

    fn add(
        &mut self,
        paper: &Stored,
        reference: Option<&(Key, Reference)>,
        (highlights, figures): (Vec<ExportedHighlight>, Option<Illustrations>),
        out: &mut String,
    ) {
        self.papers += 1;
        let figures = figures.as_ref();
        match (&mut self.content, reference) {
            (Content::References(writer), Some((key, reference))) => {
                writer.add(key, reference, out);
            }
            // Each paper has one where the format needs it.
            (Content::References(_), None) => {}
            (Content::Markdown, reference) => {
                let key = reference.map(|(key, _)| key.as_str());
                out.push_str(&document::paper(paper, key, &highlights, figures, self.language));
            }
            // A paper is made of texts, numbers and lists of these, which JSON can hold.
            (Content::Json, _) => {
                self.add_json(serde_json::json!(Paper::full(paper, highlights)), out);
            }
            (Content::Annotations, _) => {
                self.add_json(serde_json::json!(Paper::annotated(paper, highlights)), out);
            }
            (Content::Page, _) => {
                out.push_str(&page::paper(paper, &highlights, figures, self.language));
            }
        }
    }

    /// Adds an item of an array.
    fn add_json(&mut self, item: serde_json::Value, out: &mut String) {
        let is_first = std::mem::replace(&mut self.is_first, false);
        out.push_str(if is_first { "" } else { ",\n" });
        out.push_str(&item.to_string());
    }

    fn end(self, out: &mut String) {
        match self.content {
            Content::References(writer) => writer.end(out),
            Content::Markdown => {}
            Content::Json | Content::Annotations => out.push_str("]\n"),
            Content::Page => out.push_str(page::END),
        }
    }
}

fn put(out: &mut dyn Write, text: &str) -> Result<(), Error> {
    // The caller knows the path.
    let not_saved =
        |why: std::io::Error| Error::NotSaved { path: "the output".into(), why: why.into() };
    out.write_all(text.as_bytes()).map_err(not_saved)
}

impl ExportOf {
    /// The name that is offered for the file.
    pub fn file_name(&self, format: ExportFormat) -> String {
        let stem = match self {
            Self::List { view: View::Day { date } } => date.clone(),
            Self::Papers { ids } if ids.len() == 1 => {
                ids[0].chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect()
            }
            _ => "papers".to_owned(),
        };
        let ending = match format {
            ExportFormat::Bibtex | ExportFormat::Biblatex => "bib",
            ExportFormat::Ris => "ris",
            ExportFormat::CslJson => "csl.json",
            ExportFormat::Markdown => "md",
            ExportFormat::Json => "json",
            ExportFormat::AnnotationsJson => "annotations.json",
            ExportFormat::Html => "html",
        };
        format!("{stem}.{ending}")
    }
}

impl ExportFormat {
    /// Whether the highlights of papers are in it.
    fn has_highlights(self) -> bool {
        match self {
            Self::Markdown | Self::Json | Self::AnnotationsJson | Self::Html => true,
            Self::Bibtex | Self::Biblatex | Self::Ris | Self::CslJson => false,
        }
    }
}

/// The heading of a printed page.
fn heading(selection: &Selection) -> String {
    match selection {
        Selection::Days(span) if span.from == span.to => span.from.to_string(),
        Selection::Days(span) => format!("{} – {}", span.from, span.to),
        Selection::Query(query) => query.clone(),
        Selection::List(filter) => filter.tag.clone().unwrap_or_default(),
        Selection::Papers(_) => String::new(),
    }
}
