//! What crosses of one paper: its card, its report, its article.

use super::{CardFigure, Check, ForMe, ReportLanguage, WritingRecord};
use paperboy_paper::{ReadingReason, ReadingSource};
use serde::{Deserialize, Serialize};
#[cfg(test)]
use ts_rs::TS;

/// Whose words a card shows as a paper's contribution.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(TS))]
pub enum ContributionSource {
    /// The shown report's.
    Report,
    /// The summary that a model of Hugging Face wrote.
    HuggingFace,
    /// The paper's abstract.
    Abstract,
}

/// A paper in a list.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct Card {
    /// The arXiv id.
    pub id: String,
    /// The title, plain text (may hold `$LaTeX$`).
    pub title: String,
    /// The newest day that lists it.
    pub date: String,
    /// The domain as short labels.
    pub domain: Vec<String>,
    /// The core contribution: safe HTML of one paragraph.
    pub contribution_html: Option<String>,
    /// The author of the contribution; null when there is none.
    pub contribution_source: Option<ContributionSource>,
    /// The source that it was read from; null before it was read.
    pub reading_source: Option<ReadingSource>,
    /// Whether it is starred.
    pub starred: bool,
    /// Whether it was read.
    pub read: bool,
    /// Whether it is kept for later.
    pub later: bool,
    /// The user's tags.
    pub tags: Vec<String>,
    /// The beginning of the user's note, plain text; null: there is none.
    pub note: Option<String>,
    /// How many highlights the user made in its texts.
    pub highlights: u32,
    /// Why it was not read, or not more fully.
    pub reading_reasons: Vec<ReadingReason>,
    /// The number of upvotes on the source at the last request.
    pub upvotes: Option<u32>,
    /// Who wrote the shown report: `imported`, `extract`, `model:NAME`; null: there is none.
    pub writer: Option<String>,
    /// How many figures and names of the shown report were looked up and not found; null: not
    /// looked up.
    pub unverified: Option<u32>,
    /// Whether a part was altered on the disk and is not shown.
    pub damaged: bool,
    /// The figure that shows what it is about; null: there is none.
    pub figure: Option<CardFigure>,
    /// Why it has its place in the order that was learnt; null in another order.
    pub for_me: Option<ForMe>,
}

/// A paper opened for reading.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct OpenPaper {
    /// What its card shows.
    pub card: Card,
    /// All the days that list it, newest first.
    pub dates: Vec<String>,
    /// Its authors, when known.
    pub authors: Vec<String>,
    /// Its abstract, safe HTML, when known.
    pub abstract_html: Option<String>,
    /// The one-sentence summary that a model of Hugging Face wrote.
    pub summary: Option<String>,
    /// The keywords that a model of Hugging Face chose.
    pub keywords: Vec<String>,
    /// Who published it.
    pub organization: Option<String>,
    /// The day it was published, `YYYY-MM-DD`.
    pub published: Option<String>,
    /// Whether its article can be read here.
    pub has_article: bool,
    /// Whether its reading is settled; until then the next fetch tries again.
    pub reading_settled: bool,
    /// The number of the shown version; null: there is no report.
    pub version: Option<u32>,
    /// How many versions there are.
    pub versions: u32,
    /// How the shown report was written; null for an imported one.
    pub record: Option<WritingRecord>,
    /// The language that the shown report is mostly in; null: there is no report.
    pub language: Option<ReportLanguage>,
    /// The outcome for its figures and names when they were looked up; null: not looked up.
    pub check: Option<Check>,
    /// The sections the report has, in order.
    pub sections: Vec<OpenSection>,
    /// The report as a whole, safe HTML, when it has none of the five sections.
    pub rest_html: Option<String>,
    /// The user's note, plain text.
    pub note: Option<String>,
    /// Its addresses.
    pub links: Links,
}

/// One section of a paper opened for reading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct OpenSection {
    /// `domain`, `contribution`, `usage`, `innovations`, `results`.
    pub key: String,
    /// The text as safe HTML; formulas are `<span data-math-style="inline|display">LaTeX</span>`.
    pub html: String,
}

/// What of a paper is copied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(TS))]
pub enum CopyPart {
    /// Authors, title, arXiv id and year.
    Citation,
    /// The address of its abstract page.
    Link,
    /// The whole report with the title.
    Paper,
    /// A section of its report.
    Domain,
    /// A section of its report.
    Contribution,
    /// A section of its report.
    Usage,
    /// A section of its report.
    Innovations,
    /// A section of its report.
    Results,
}

/// In which form it is copied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(TS))]
pub enum CopyFormat {
    /// As it reads.
    Text,
    /// As it is written.
    Markdown,
}

/// A paper's addresses.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct Links {
    /// Its page on Hugging Face.
    pub huggingface: String,
    /// Its abstract page on arXiv.
    pub arxiv: String,
    /// Its PDF.
    pub pdf: String,
    /// Its code.
    pub code: Option<String>,
    /// Its project's page.
    pub project: Option<String>,
}

/// A paper's article.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct OpenArticle {
    /// Names this version of the text: the numbers of its images are those of the answer about its
    /// figures with the same stamp.
    pub stamp: String,
    /// What it was read from.
    pub reading_source: ReadingSource,
    /// When it was fetched, RFC 3339 in UTC.
    pub fetched: String,
    /// The licence of the paper as arXiv names it; null: not known.
    pub licence: Option<String>,
    /// Its sections in order, the abstract first and the references last.
    pub sections: Vec<ArticleSection>,
    /// The number of invisible pieces of text on the page; they were left out.
    pub hidden: u32,
    /// Whether part of the page was left unread because it was too deep or too large.
    pub cut_short: bool,
}

/// A section of an article.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct ArticleSection {
    /// `abstract`, `front`, `body`, `acknowledgements`, `appendix` or `references`.
    pub part: String,
    /// 1 for a section, 2 for a subsection, to 5; 0 for text without a heading.
    pub level: u32,
    /// The heading with its number as safe HTML; empty where there is no heading, or where the
    /// window has its own word.
    pub title_html: String,
    /// The content up to the next heading, as safe HTML.
    pub html: String,
}
