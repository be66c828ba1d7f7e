//! Reads the files of other digests and programs. A file is recognised by its content and not by
//! its name. Each has a kind, and contains papers, texts, notes and highlights. Pure: bytes in,
//! values and problems out. A part of a text keeps the name from its source, and never becomes a
//! section of a daily report.

mod daily_arxiv;
mod ids;
mod library;
mod list;
mod newsletter;
mod pieces;
mod problem;
mod table;

pub use pieces::records_end;
pub use problem::{NoArchive, Problem, ProblemKind};

use encoding_rs::UTF_8;
use paperboy_cite::{Format, NotReferences, Reference};
use paperboy_paper::{Date, ListedPaper, PaperId};

/// The largest file that is read, in bytes.
pub const MAX_BYTES: usize = paperboy_cite::MAX_BYTES;
/// The most papers of a file that are read.
pub const MAX_PAPERS: usize = 100_000;
/// The most highlights of a paper that are read.
pub const MAX_HIGHLIGHTS: usize = 10_000;
/// The longest part of a text, quote or note, in bytes; longer ones are cut.
const MAX_TEXT_BYTES: usize = 100_000;

/// The content of a file of another program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Archive {
    /// Where the file comes from.
    pub source: Source,
    /// The day of its papers, where the file itself names one.
    pub date: Option<Date>,
    /// The papers in the file's order.
    pub papers: Vec<ArchivedPaper>,
    /// The collections of Paperboy's own file, each before those in it.
    pub collections: Vec<ArchivedCollection>,
    /// What could not be read; everything else was.
    pub problems: Vec<Problem>,
}

/// The kinds of files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Source {
    /// A day of daily-arXiv-ai-enhanced: a paper a line, in JSON.
    DailyArxiv,
    /// An answer of Hugging Face's API for a day.
    HuggingFace,
    /// Such an answer with translations, or a newsletter in Markdown.
    Newsletter,
    /// References.
    References(Format),
    /// Papers as Paperboy itself exports them in JSON.
    Paperboy,
    /// A table of highlights or notes: Readwise, Hypothesis, Zotero and the like.
    Table,
    /// A list of identifiers or links.
    Ids,
}

impl Source {
    /// The name of the writer of this source's texts.
    pub fn writer(self) -> Option<&'static str> {
        match self {
            Self::DailyArxiv => Some(DAILY_ARXIV),
            Self::Newsletter => Some(NEWSLETTER),
            Self::HuggingFace | Self::References(_) | Self::Paperboy | Self::Table | Self::Ids => {
                None
            }
        }
    }
}

/// The writers of other digests.
const DAILY_ARXIV: &str = "daily-arXiv-ai-enhanced";
const NEWSLETTER: &str = "hf-daily-paper-newsletter-chinese";

/// Whether a writer's reports have no sections of a daily report, whatever their headings are.
pub fn is_digest_writer(writer: &str) -> bool {
    [DAILY_ARXIV, NEWSLETTER].contains(&writer)
}

/// A paper in a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ArchivedPaper {
    /// The line at which it begins, or in JSON its place, counted from 1.
    pub place: usize,
    /// The paper's data from the file, with the user's note and tags.
    pub reference: Reference,
    /// The paper's data from Hugging Face's list.
    pub listed: Option<ListedPaper>,
    /// What the source's writer wrote about it, in its order.
    pub parts: Vec<Part>,
    /// What the user marked in it.
    pub highlights: Vec<Highlight>,
    /// Whether the user has starred it, read it, and kept it for later.
    pub marks: Marks,
    /// The names of the user's collections that it is in.
    pub collections: Vec<String>,
}

/// The marks of a paper in a file.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Marks {
    /// It is starred.
    pub starred: bool,
    /// It was read.
    pub read: bool,
    /// It is kept for later.
    pub later: bool,
}

/// A part of a text, under the name that its source gave it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// `motivation`, `摘要`
    pub name: String,
    /// Its text, Markdown.
    pub text: String,
}

/// A passage that a user marked in another program.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Highlight {
    /// The marked text.
    pub quote: String,
    /// What the user wrote beside it.
    pub note: Option<String>,
    /// Its colour, in the other program's word.
    pub color: Option<String>,
    /// Its tags.
    pub tags: Vec<String>,
    /// When it was made, as the file writes it.
    pub made: Option<String>,
    /// The additional data of Paperboy's own files.
    pub anchor: Option<Anchor>,
}

/// The data of a highlight that only Paperboy's own files have.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Anchor {
    /// Its UUID, as the file writes it.
    pub id: String,
    /// The text that it is in: `report`, `abstract` or `article`.
    pub text: String,
    /// The digest of the version that it was made on.
    pub digest: String,
    /// The text before the quote.
    pub prefix: String,
    /// The text after the quote.
    pub suffix: String,
    /// The heading of its section.
    pub section: String,
    /// Whether the section says the quote more than once.
    pub repeated: bool,
    /// Where it is in that version: a part of the text, and the first and the last place in it.
    pub ranges: Vec<(String, u32, u32)>,
}

/// A collection of papers, as Paperboy exports it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ArchivedCollection {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The id of the collection that it is in.
    pub parent: Option<String>,
    /// The user's note about it.
    pub note: Option<String>,
    /// Its papers in their order.
    pub papers: Vec<PaperId>,
}

/// Reads a file. Parts that can't be read are reported as problems.
///
/// # Errors
/// When it is too large, or is none of these kinds.
pub fn read(bytes: &[u8]) -> Result<Archive, NoArchive> {
    if bytes.len() > MAX_BYTES {
        return Err(NoArchive::TooLarge);
    }
    // A byte-order mark of UTF-16 takes precedence over UTF-8.
    let (text, _, has_faults) = UTF_8.decode(bytes);
    let archive = if text.trim_start().starts_with(['{', '[']) {
        library::read(&text)
            .or_else(|| list::read(&text))
            .or_else(|| daily_arxiv::read_array(&text))
            .or_else(|| daily_arxiv::read(&text))
    } else {
        newsletter::read(&text)
            .or_else(|| table::read(&text))
            // Its first line may be broken.
            .or_else(|| daily_arxiv::read(&text))
    };
    let archive = match archive {
        Some(archive) => Ok(archive),
        None => references(bytes),
    };
    let mut archive = archive.or_else(|why| ids::read(&text).ok_or(why))?;
    if has_faults && !matches!(archive.source, Source::References(_)) {
        archive.problem(0, ProblemKind::NotUtf8, "");
    }
    Ok(archive)
}

fn references(bytes: &[u8]) -> Result<Archive, NoArchive> {
    let read = paperboy_cite::read(bytes).map_err(|why| match why {
        NotReferences::TooLarge => NoArchive::TooLarge,
        NotReferences::NoReferences => NoArchive::Unknown,
    })?;
    let mut archive = Archive::of(Source::References(read.format));
    archive.papers.extend(read.entries.into_iter().map(|entry| ArchivedPaper {
        place: entry.place,
        reference: entry.reference,
        ..ArchivedPaper::default()
    }));
    archive.problems.extend(read.problems.into_iter().map(|problem| Problem {
        place: problem.place,
        kind: ProblemKind::Reference(problem.kind),
        what: problem.what,
    }));
    Ok(archive)
}

impl Archive {
    fn of(source: Source) -> Self {
        let (papers, collections, problems) = (Vec::new(), Vec::new(), Vec::new());
        Self { source, date: None, papers, collections, problems }
    }

    /// Adds a paper with an identifier, a DOI or a title; `false` when the file has more papers
    /// than are read.
    fn take(&mut self, paper: ArchivedPaper) -> bool {
        let Reference { id, doi, title, .. } = &paper.reference;
        if id.is_none() && doi.is_none() && title.is_empty() {
            self.problem(paper.place, ProblemKind::NamesNoPaper, "");
        } else if self.papers.len() >= MAX_PAPERS {
            self.problem(paper.place, ProblemKind::TooMany, "");
            return false;
        } else {
            self.papers.push(paper);
        }
        true
    }
}

/// A text of at most `limit` bytes, without blanks around it.
fn within(text: &str, limit: usize) -> String {
    let text = text.trim();
    text[..text.floor_char_boundary(limit)].trim_end().to_owned()
}
