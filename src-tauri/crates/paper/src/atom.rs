//! What arXiv's interface for programs (Atom) says about papers.

use crate::{AtomCause, MAX_PAGE_BYTES, PaperId};
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::{Namespace, ResolveResult};
use quick_xml::{NsReader, XmlVersion, escape::resolve_predefined_entity};
use std::collections::BTreeMap;

const ATOM: Namespace<'_> = Namespace("http://www.w3.org/2005/Atom");
const ARXIV: Namespace<'_> = Namespace("http://arxiv.org/schemas/atom");
const OPENSEARCH: Namespace<'_> = Namespace("http://a9.com/-/spec/opensearch/1.1/");

/// The most papers of an answer that are read; at most two hundred are asked for at a time.
const MAX_ENTRIES: usize = 500;
/// The deepest nesting; an answer of arXiv has four levels.
const MAX_DEPTH: usize = 32;
/// The most characters of a text that are kept.
const MAX_TEXT_CHARS: usize = 20_000;
/// The most authors of a paper that are kept.
const MAX_AUTHORS: usize = 5_000;
/// The longest name of a category, in characters.
const MAX_CATEGORY_CHARS: usize = 50;

/// What arXiv says about the newest version of a paper.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AtomRecord {
    /// The number of the version, from 1.
    pub version: u32,
    /// When this version came, `YYYY-MM-DDTHH:MM:SSZ`; empty: it does not say.
    pub updated: String,
    /// The abstract.
    pub summary: String,
    /// What the authors say about the version.
    pub comment: Option<String>,
    /// Where it was published.
    pub journal: Option<String>,
    /// The DOI of the publication.
    pub doi: Option<String>,
}

/// A paper of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AtomPaper {
    /// Its id.
    pub id: PaperId,
    /// Its title; may be empty.
    pub title: String,
    /// Its abstract; may be empty.
    pub summary: String,
    /// Its authors.
    pub authors: Vec<String>,
    /// When its first version was submitted.
    pub published: jiff::Timestamp,
    /// Its primary category; empty: it does not say.
    pub category: String,
}

/// A page of a list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AtomPage {
    /// The papers in the order of the list, each once.
    pub papers: Vec<AtomPaper>,
    /// How many entries there are, those that can't be read included.
    pub entries: usize,
    /// How many papers the whole list has, if it says so.
    pub total: Option<u64>,
}

/// Reads a page of a list of papers. Entries without an id or a time are left out.
pub fn read_atom_page(bytes: &[u8]) -> Result<AtomPage, AtomCause> {
    let Feed { entries, total, .. } = Feed::of(bytes)?;
    let mut page = AtomPage { entries: entries.len(), total, ..AtomPage::default() };
    let mut known = std::collections::BTreeSet::new();
    for Entry { id, record, title, published, authors, category } in entries {
        let Some((id, _)) = id_and_version(&id) else { continue };
        let Ok(published) = published.parse() else { continue };
        if known.insert(id.clone()) {
            let summary = record.summary;
            page.papers.push(AtomPaper { id, title, summary, authors, published, category });
        }
    }
    match page.papers.is_empty() && page.entries > 0 {
        true => Err(AtomCause::OtherShape),
        false => Ok(page),
    }
}

/// Reads an answer; the newest version of each paper in it. Papers that were not asked for are left
/// out, and fail the answer when there are no others.
pub fn read_atom(
    bytes: &[u8],
    asked: &[PaperId],
) -> Result<BTreeMap<PaperId, AtomRecord>, AtomCause> {
    let Feed { entries, .. } = Feed::of(bytes)?;
    let mut records: BTreeMap<PaperId, AtomRecord> = BTreeMap::new();
    let mut others = false;
    for Entry { id, record, .. } in entries {
        let Some((paper, version)) = id_and_version(&id) else { continue };
        if !asked.contains(&paper) {
            others = true;
            continue;
        }
        let record = AtomRecord { version, ..record };
        if records.get(&paper).is_none_or(|known| known.version < version) {
            records.insert(paper, record);
        }
    }
    match records.is_empty() && others {
        true => Err(AtomCause::OtherPapers),
        false => Ok(records),
    }
}

fn is_web_page(text: &str) -> bool {
    let start: String = text.chars().take(200).collect::<String>().to_ascii_lowercase();
    start.starts_with("<!doctype html") || start.starts_with("<html")
}

/// The paper and the version in the id of an entry, `http://arxiv.org/abs/2512.23576v2`.
fn id_and_version(id: &str) -> Option<(PaperId, u32)> {
    let (_, rest) = id.split_once("/abs/")?;
    let paper = PaperId::parse(rest)?;
    let (before, digits) = rest.rsplit_once('v')?;
    let version = digits.parse().ok().filter(|version| (1..=10_000).contains(version))?;
    (before == paper.as_str()).then_some((paper, version))
}

#[derive(Default)]
struct Entry {
    id: String,
    record: AtomRecord,
    title: String,
    published: String,
    authors: Vec<String>,
    category: String,
}

/// An element whose text is kept.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Field {
    Id,
    Title,
    Published,
    Author,
    Total,
    Updated,
    Summary,
    Comment,
    Journal,
    Doi,
}

/// The state of reading.
#[derive(Default)]
struct Feed {
    depth: usize,
    is_feed: bool,
    is_over: bool,
    entries: Vec<Entry>,
    total: Option<u64>,
    in_entry: bool,
    in_author: bool,
    /// The field that is being read, and its text so far.
    field: Option<(Field, String, usize)>,
}

impl Feed {
    fn of(bytes: &[u8]) -> Result<Self, AtomCause> {
        if bytes.len() > MAX_PAGE_BYTES {
            return Err(AtomCause::TooLarge);
        }
        let text = std::str::from_utf8(bytes).map_err(|_| AtomCause::NotXml)?;
        let text = text.trim_start_matches('\u{feff}').trim_start();
        if is_web_page(text) {
            return Err(AtomCause::WebPage);
        }
        Self::default().read(text)
    }

    fn read(mut self, text: &str) -> Result<Self, AtomCause> {
        let mut reader = NsReader::from_str(text);
        loop {
            let (namespace, event) = match reader.read_resolved_event() {
                Ok(read) => read,
                // What was cut in the middle of a tag is no broken XML of arXiv's.
                Err(quick_xml::Error::Syntax(_)) if self.is_feed => return Err(AtomCause::CutOff),
                Err(_) => return Err(AtomCause::NotXml),
            };
            match event {
                Event::DocType(_) => return Err(AtomCause::Entities),
                Event::Start(start) => self.start(&namespace, &start, true)?,
                Event::Empty(start) => self.start(&namespace, &start, false)?,
                Event::End(_) => self.end()?,
                Event::Text(text) => self.text(&text.xml_content(XmlVersion::Implicit1_0)),
                Event::CData(text) => self.text(&text.xml_content(XmlVersion::Implicit1_0)),
                Event::GeneralRef(name) => {
                    let character = name.resolve_char_ref().map_err(|_| AtomCause::NotXml)?;
                    match (character, resolve_predefined_entity(&name)) {
                        (Some(character), _) => self.text(character.encode_utf8(&mut [0; 4])),
                        (None, Some(text)) => self.text(text),
                        (None, None) => return Err(AtomCause::Entities),
                    }
                }
                Event::Comment(_) | Event::PI(_) | Event::Decl(_) => {}
                Event::Eof => break,
            }
        }
        match (self.is_over, self.is_feed) {
            (true, _) => Ok(self),
            (false, true) => Err(AtomCause::CutOff),
            (false, false) => Err(AtomCause::NotXml),
        }
    }

    fn start(
        &mut self,
        namespace: &ResolveResult<'_>,
        start: &BytesStart<'_>,
        has_content: bool,
    ) -> Result<(), AtomCause> {
        let name = start.local_name();
        let name: &str = name.as_ref();
        let is_atom = *namespace == ResolveResult::Bound(ATOM);
        let is_arxiv = *namespace == ResolveResult::Bound(ARXIV);
        let depth = self.depth;
        if depth >= MAX_DEPTH {
            return Err(AtomCause::TooLarge);
        }
        match depth {
            0 if self.is_feed || !is_atom || name != "feed" => return Err(AtomCause::OtherShape),
            0 => {
                self.is_feed = true;
                self.is_over = !has_content;
            }
            1 if is_atom && name == "entry" => {
                if self.entries.len() >= MAX_ENTRIES {
                    return Err(AtomCause::TooLarge);
                }
                self.entries.push(Entry::default());
                self.in_entry = has_content;
            }
            1 if has_content && name == "totalResults" => {
                let is_total = *namespace == ResolveResult::Bound(OPENSEARCH);
                self.field = is_total.then(|| (Field::Total, String::new(), 0));
            }
            2 if self.in_entry && is_arxiv && name == "primary_category" => {
                self.category(start);
            }
            2 if self.in_entry && has_content => {
                self.in_author = is_atom && name == "author";
                let field = match name {
                    "id" if is_atom => Some(Field::Id),
                    "title" if is_atom => Some(Field::Title),
                    "published" if is_atom => Some(Field::Published),
                    "updated" if is_atom => Some(Field::Updated),
                    "summary" if is_atom => Some(Field::Summary),
                    "comment" if is_arxiv => Some(Field::Comment),
                    "journal_ref" if is_arxiv => Some(Field::Journal),
                    "doi" if is_arxiv => Some(Field::Doi),
                    _ => None,
                };
                self.field = field.map(|field| (field, String::new(), 0));
            }
            3 if self.in_author && has_content && is_atom && name == "name" => {
                self.field = Some((Field::Author, String::new(), 0));
            }
            _ => {}
        }
        self.depth += usize::from(has_content);
        Ok(())
    }

    /// Keeps the primary category, which is in an attribute.
    fn category(&mut self, start: &BytesStart<'_>) {
        let Ok(Some(term)) = start.try_get_attribute("term") else { return };
        let term = term.normalized_value(XmlVersion::Implicit1_0).unwrap_or_default();
        if let Some(entry) = self.entries.last_mut() {
            entry.category = term.chars().take(MAX_CATEGORY_CHARS).collect();
        }
    }

    fn text(&mut self, text: &str) {
        if let Some((_, kept, length)) = &mut self.field {
            let taken = text.chars().take(MAX_TEXT_CHARS - *length);
            let before = kept.len();
            kept.extend(taken);
            *length += kept[before..].chars().count();
        }
    }

    fn end(&mut self) -> Result<(), AtomCause> {
        self.depth = self.depth.saturating_sub(1);
        match self.depth {
            0 => self.is_over = true,
            1 => {
                self.in_entry = false;
                self.keep_total();
                if let Some(entry) = self.entries.last() {
                    refused(entry)?;
                }
            }
            2 => {
                self.in_author = false;
                self.keep();
            }
            3 if self.in_author => self.keep(),
            _ => {}
        }
        Ok(())
    }

    fn keep_total(&mut self) {
        if let Some((Field::Total, text, _)) = self.field.take() {
            self.total = text.trim().parse().ok();
        }
    }

    fn keep(&mut self) {
        let (Some((field, text, _)), Some(entry)) = (self.field.take(), self.entries.last_mut())
        else {
            return;
        };
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let record = &mut entry.record;
        match field {
            Field::Total => {}
            Field::Id => entry.id = text,
            Field::Title => entry.title = text,
            Field::Published => entry.published = text,
            Field::Author if entry.authors.len() < MAX_AUTHORS && !text.is_empty() => {
                entry.authors.push(text);
            }
            Field::Author => {}
            Field::Updated => record.updated = text,
            Field::Summary => record.summary = text,
            Field::Comment => record.comment = Some(text).filter(|text| !text.is_empty()),
            Field::Journal => record.journal = Some(text).filter(|text| !text.is_empty()),
            Field::Doi => record.doi = Some(text).filter(|text| !text.is_empty()),
        }
    }
}

/// arXiv reports an error as an entry.
fn refused(entry: &Entry) -> Result<(), AtomCause> {
    const MAX_CHARS: usize = 200;
    if entry.id.contains("/api/errors") {
        let text = entry.record.summary.chars().filter(|c| !c.is_control());
        return Err(AtomCause::Refused { text: text.take(MAX_CHARS).collect() });
    }
    Ok(())
}
