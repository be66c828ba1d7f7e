//! A paper as programs see it: the command line's `PAPER`.

use crate::highlights::ExportedHighlight;
use crate::reading::{cut, is_summary_shown};
use crate::wire::{Checked, ForMe, Links};
use crate::write::numbers;
use crate::{App, Error};
use paperboy_paper::PaperId;
use paperboy_report::{Section, title};
use serde::Serialize;

/// A paper with all its stored data, as `--json` gives it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Paper {
    /// The arXiv id.
    pub id: String,
    /// The title as it is read, on one line.
    pub title: String,
    /// The newest day that lists it.
    pub date: String,
    /// All the days, newest first.
    pub dates: Vec<String>,
    /// Its authors, when known.
    pub authors: Vec<String>,
    /// Its abstract, when known.
    #[serde(rename = "abstract")]
    pub abstract_text: Option<String>,
    /// `html`, `markdown`, `abs` or `abstract`; null: nothing read yet.
    pub reading_source: Option<&'static str>,
    /// `imported`, `extract`, `model:NAME`; null: no report.
    pub writer: Option<String>,
    /// What the check of its report found; null: not looked up.
    pub checked: Option<Checked>,
    /// The five sections; absent in lists.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sections: Option<PaperSections>,
    /// Whether the contribution is the summary that a model of Hugging Face wrote, as in extractive
    /// reports of earlier versions.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub contribution_by_hugging_face: bool,
    /// Whether it is starred.
    pub starred: bool,
    /// Whether it was read.
    pub read: bool,
    /// Whether it is kept for later.
    pub later: bool,
    /// The user's tags.
    pub tags: Vec<String>,
    /// The user's note.
    pub note: Option<String>,
    /// The names of the collections that it is in.
    pub collections: Vec<String>,
    /// The user's highlights, the oldest first; absent in lists.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub highlights: Option<Vec<ExportedHighlight>>,
    /// The key by which it is cited; null until it is first cited or exported.
    pub citation_key: Option<String>,
    /// Its addresses.
    pub links: Links,
    /// Whether a part was altered on the disk and is left out.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub damaged: bool,
    /// Why it has its place in the learnt order; absent in another order.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub because: Option<ForMe>,
}

/// The five sections as Markdown; null where the report has none.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct PaperSections {
    /// 应用领域.
    pub domain: Option<String>,
    /// 一句话核心贡献.
    pub contribution: Option<String>,
    /// 使用指南.
    pub usage: Option<String>,
    /// 主要创新点.
    pub innovations: Option<String>,
    /// 实验效果.
    pub results: Option<String>,
}

impl App {
    /// A paper with all its stored data.
    pub fn paper(&self, id: &PaperId) -> Result<Paper, Error> {
        let paper = self.stored_paper(id)?;
        Ok(Paper::full(&paper, self.exported_highlights(&paper)?))
    }

    /// As [`paper`](Self::paper) without the highlights, which take time to be placed in the text.
    pub fn paper_without_highlights(&self, id: &PaperId) -> Result<Paper, Error> {
        let paper = self.stored_paper(id)?;
        Ok(Paper { highlights: None, ..Paper::full(&paper, Vec::new()) })
    }

    /// The Markdown of a paper's shown report, untouched; `None` when it has none.
    pub fn report_markdown(&self, id: &PaperId) -> Result<Option<String>, Error> {
        Ok(self.stored_paper(id)?.report.map(|report| report.body))
    }

    pub(crate) fn stored_paper(&self, id: &PaperId) -> Result<paperboy_store::Paper, Error> {
        let paper = self.store().paper(id)?.ok_or_else(|| Error::UnknownPaper(id.clone()))?;
        if paper.is_damaged {
            self.background.suspect();
        }
        Ok(paper)
    }
}

impl Paper {
    /// Without its sections, for lists.
    pub(crate) fn brief(paper: &paperboy_store::Paper) -> Self {
        let report = paper.report.as_ref();
        Self {
            id: paper.id.to_string(),
            title: title(&paper.title).into_owned(),
            date: newest(paper),
            dates: paper.dates.iter().map(ToString::to_string).collect(),
            authors: paper.authors.clone(),
            abstract_text: paper.abstract_text.clone(),
            reading_source: paper.reading_source.map(|source| source.key()),
            writer: report.map(|report| report.writer.clone()),
            checked: report.and_then(|report| report.checked).map(numbers),
            sections: None,
            contribution_by_hugging_face: false,
            starred: paper.marks.starred.is_some(),
            read: paper.marks.read.is_some(),
            later: paper.marks.later.is_some(),
            tags: paper.tags.clone(),
            note: paper.note.clone(),
            collections: paper.collections.clone(),
            highlights: None,
            citation_key: paper.citation_key.clone(),
            links: links(paper),
            damaged: paper.is_damaged,
            because: None,
        }
    }

    /// With the highlights and without the sections.
    pub(crate) fn annotated(
        paper: &paperboy_store::Paper,
        highlights: Vec<ExportedHighlight>,
    ) -> Self {
        Self { highlights: Some(highlights), ..Self::brief(paper) }
    }

    /// With all that the library has of it.
    pub(crate) fn full(paper: &paperboy_store::Paper, highlights: Vec<ExportedHighlight>) -> Self {
        let mut cut = cut(paper.report.as_ref());
        let mut take = |section: Section| cut.texts[section as usize].take();
        let sections = PaperSections {
            domain: take(Section::Domain),
            contribution: take(Section::Contribution),
            usage: take(Section::Usage),
            innovations: take(Section::Innovations),
            results: take(Section::Results),
        };
        Self {
            sections: Some(sections),
            contribution_by_hugging_face: is_summary_shown(paper),
            ..Self::annotated(paper, highlights)
        }
    }
}

/// The newest day that lists a paper.
pub(crate) fn newest(paper: &paperboy_store::Paper) -> String {
    paper.dates.first().map(ToString::to_string).unwrap_or_default()
}

pub(crate) fn links(paper: &paperboy_store::Paper) -> Links {
    let links = paper.id.links();
    Links {
        huggingface: links.huggingface,
        arxiv: links.arxiv,
        pdf: links.pdf,
        code: paper.code.clone(),
        project: paper.project.clone(),
    }
}
