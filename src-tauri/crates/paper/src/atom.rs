//! What arXiv's interface for programs (Atom) says about papers.

use crate::{AtomCause, MAX_PAGE_BYTES, PaperId};
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::{Namespace, ResolveResult};
use quick_xml::{NsReader, XmlVersion, escape::resolve_predefined_entity};
use std::collections::BTreeMap;

const ATOM: Namespace<'_> = Namespace("http://www.w3.org/2005/Atom");
const ARXIV: Namespace<'_> = Namespace("http://arxiv.org/schemas/atom");

/// The most papers of an answer that are read; fifty are asked for at a time.
const MAX_ENTRIES: usize = 500;
/// The deepest nesting; an answer of arXiv has four levels.
const MAX_DEPTH: usize = 32;
/// The most characters of a text that are kept.
const MAX_TEXT_CHARS: usize = 20_000;

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

/// Reads an answer; the newest version of each paper in it. Papers that were not asked for are left
/// out, and fail the answer when there are no others.
pub fn read_atom(
    bytes: &[u8],
    asked: &[PaperId],
) -> Result<BTreeMap<PaperId, AtomRecord>, AtomCause> {
    if bytes.len() > MAX_PAGE_BYTES {
        return Err(AtomCause::TooLarge);
    }
    let text = std::str::from_utf8(bytes).map_err(|_| AtomCause::NotXml)?;
    let text = text.trim_start_matches('\u{feff}').trim_start();
    if is_web_page(text) {
        return Err(AtomCause::WebPage);
    }
    let entries = Feed::default().read(text)?;
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
}

/// An element whose text is kept.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Field {
    Id,
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
    in_entry: bool,
    /// The field whose text comes, and what came of it.
    field: Option<(Field, String, usize)>,
}

impl Feed {
    fn read(mut self, text: &str) -> Result<Vec<Entry>, AtomCause> {
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
            (true, _) => Ok(self.entries),
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
            2 if self.in_entry && has_content => {
                let field = match name {
                    "id" if is_atom => Some(Field::Id),
                    "updated" if is_atom => Some(Field::Updated),
                    "summary" if is_atom => Some(Field::Summary),
                    "comment" if is_arxiv => Some(Field::Comment),
                    "journal_ref" if is_arxiv => Some(Field::Journal),
                    "doi" if is_arxiv => Some(Field::Doi),
                    _ => None,
                };
                self.field = field.map(|field| (field, String::new(), 0));
            }
            _ => {}
        }
        self.depth += usize::from(has_content);
        Ok(())
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
                if let Some(entry) = self.entries.last() {
                    refused(entry)?;
                }
            }
            2 => self.keep(),
            _ => {}
        }
        Ok(())
    }

    fn keep(&mut self) {
        let (Some((field, text, _)), Some(entry)) = (self.field.take(), self.entries.last_mut())
        else {
            return;
        };
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let record = &mut entry.record;
        match field {
            Field::Id => entry.id = text,
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
