//! Feeds of others: Atom, RSS 2.0 and RSS 1.0, read for the papers of arXiv that their entries name.
//!
//! One pass without recursion, which ends after so many entries: a feed may be of any length.
//! Entities that a feed defines itself are refused, scripts and all other markup are no text of a
//! paper, and the ids of entries count for nothing: a paper is known by its arXiv id.

use crate::text::{beginning, line};
use jiff::Timestamp;
use paperboy_paper::PaperId;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

/// The most entries that are read.
const MAX_ENTRIES: usize = 2_000;
/// The deepest nesting of elements; reading ends at deeper ones.
const MAX_DEPTH: usize = 200;
/// The most bytes of a field's text that are read.
const MAX_FIELD_BYTES: usize = 200_000;
/// The most papers that an entry may name.
const MAX_PAPERS: usize = 50;
const MAX_AUTHORS: usize = 1_000;
/// The longest tag within a text; a longer one is text.
const MAX_TAG_BYTES: usize = 4_000;
const MAX_TITLE_CHARS: usize = 500;

/// A feed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Feed {
    /// Its title, on one line.
    pub title: String,
    /// Its entries, in its order.
    pub entries: Vec<Entry>,
    /// Whether more followed that was not read: too many entries, or a fault of the file.
    pub is_cut: bool,
}

/// An entry of a feed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Entry {
    /// Its title, on one line.
    pub title: String,
    /// The papers that it names, each once.
    pub papers: Vec<PaperId>,
    /// Whether it is the entry of its one paper: then title, authors and text are the paper's.
    pub is_paper: bool,
    /// The authors that it names.
    pub authors: Vec<String>,
    /// Its summary, without markup.
    pub summary: String,
    /// When it was published, or else last changed.
    pub published: Option<Timestamp>,
}

/// Why some bytes are no feed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotAFeed {
    /// It is a web page.
    Page,
    /// It defines entities of its own.
    Entities,
    /// It is something else.
    Other,
}

/// Reads a feed.
pub fn read(bytes: &[u8]) -> Result<Feed, NotAFeed> {
    let text = String::from_utf8_lossy(bytes);
    let text = text.trim_start_matches('\u{feff}').trim_start();
    let mut reader = Reader::from_str(text);
    let config = reader.config_mut();
    config.allow_dangling_amp = true;
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    let mut reading = Reading::default();
    loop {
        match reader.read_event() {
            Ok(Event::Start(element)) => {
                if !reading.begin(&element)? {
                    break;
                }
            }
            Ok(Event::Empty(element)) => {
                if !reading.begin(&element)? {
                    break;
                }
                reading.end();
            }
            Ok(Event::End(_)) => reading.end(),
            Ok(Event::Text(text)) => reading.text(&text.xml10_content()),
            Ok(Event::CData(text)) => reading.text(&text.xml10_content()),
            Ok(Event::GeneralRef(reference)) => {
                let character = reference.resolve_char_ref().ok().flatten();
                let named = match &*reference {
                    "lt" => "<",
                    "gt" => ">",
                    "amp" => "&",
                    "quot" => "\"",
                    "apos" => "'",
                    // A name of HTML's, or of nobody's.
                    _ => " ",
                };
                match character {
                    Some(character) => reading.text(character.encode_utf8(&mut [0; 4])),
                    None => reading.text(named),
                }
            }
            Ok(Event::DocType(kind)) => {
                if kind.contains("<!ENTITY") {
                    return Err(NotAFeed::Entities);
                }
                if kind.trim_start().get(..4).is_some_and(|name| name.eq_ignore_ascii_case("html"))
                {
                    return Err(NotAFeed::Page);
                }
            }
            Ok(Event::Comment(_) | Event::Decl(_) | Event::PI(_)) => {}
            Ok(Event::Eof) => break,
            Err(_) => {
                reading.feed.is_cut = true;
                break;
            }
        }
    }
    reading.finish()
}

/// The field whose text is being read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Field {
    FeedTitle,
    Title,
    Id,
    Link,
    Published,
    Updated,
    Summary,
    Author,
}

#[derive(Default)]
struct Reading {
    feed: Feed,
    has_root: bool,
    depth: usize,
    /// The depth of the entry that is being read.
    entry_depth: Option<usize>,
    entry: Draft,
    /// The field that is being read, and its depth.
    field: Option<(Field, usize)>,
    value: String,
}

/// An entry while it is read.
#[derive(Default)]
struct Draft {
    entry: Entry,
    id: String,
    links: Vec<String>,
    updated: Option<Timestamp>,
    /// Its text with markup, in which papers are looked for.
    body: String,
}

impl Reading {
    /// An element begins; false where the reading is to end.
    fn begin(&mut self, element: &BytesStart<'_>) -> Result<bool, NotAFeed> {
        let (name, local) = (element.name(), element.local_name());
        let (name, local) = (name.as_ref(), local.as_ref());
        if !self.has_root {
            self.has_root = true;
            match local {
                "feed" | "rss" | "RDF" => {}
                _ if local.eq_ignore_ascii_case("html") => return Err(NotAFeed::Page),
                _ => return Err(NotAFeed::Other),
            }
        }
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            self.feed.is_cut = true;
            return Ok(false);
        }
        if self.entry_depth.is_none() && matches!(local, "entry" | "item") {
            if self.feed.entries.len() == MAX_ENTRIES {
                self.feed.is_cut = true;
                return Ok(false);
            }
            (self.entry_depth, self.entry) = (Some(self.depth), Draft::default());
            return Ok(true);
        }
        if self.entry_depth.is_some() {
            self.address(element, local);
        }
        if self.field.is_some() {
            return Ok(true);
        }
        let field = match (self.entry_depth, name) {
            (None, "title") if self.depth <= 3 && self.feed.title.is_empty() => Field::FeedTitle,
            (None, _) => return Ok(true),
            (Some(depth), "name") if self.depth == depth + 2 => Field::Author,
            (Some(depth), _) if self.depth != depth + 1 => return Ok(true),
            (Some(_), "title") => Field::Title,
            (Some(_), "id" | "guid") => Field::Id,
            (Some(_), "link") => Field::Link,
            (Some(_), "published" | "pubDate" | "dc:date") => Field::Published,
            (Some(_), "updated") => Field::Updated,
            (Some(_), "summary" | "description" | "content" | "content:encoded") => Field::Summary,
            (Some(_), "dc:creator") => Field::Author,
            (Some(_), _) => return Ok(true),
        };
        self.field = Some((field, self.depth));
        self.value.clear();
        Ok(true)
    }

    /// Takes the address of an element within an entry.
    fn address(&mut self, element: &BytesStart<'_>, local: &str) {
        let mut href = None;
        let mut rel = None;
        for attribute in element.attributes().with_checks(false).flatten().take(20) {
            match attribute.key.as_ref() {
                "href" => href = attribute.normalized_value(XmlVersion::Implicit1_0).ok(),
                "rel" => rel = attribute.normalized_value(XmlVersion::Implicit1_0).ok(),
                _ => {}
            }
        }
        let Some(href) = href else { return };
        if local == "link" {
            if rel.is_none_or(|rel| matches!(&*rel, "alternate" | "related")) {
                self.entry.links.push(href.into_owned());
            }
        } else if self.entry.body.len() < MAX_FIELD_BYTES {
            // A link in a text of XHTML.
            self.entry.body.push_str(&format!(" {href} "));
        }
    }

    fn text(&mut self, text: &str) {
        if self.field.is_some() && self.value.len() < MAX_FIELD_BYTES {
            let end = text.floor_char_boundary(MAX_FIELD_BYTES - self.value.len());
            self.value.push_str(&text[..end]);
        }
    }

    fn end(&mut self) {
        if let Some((field, depth)) = self.field
            && depth >= self.depth
        {
            self.field = None;
            let value = std::mem::take(&mut self.value);
            self.take(field, value);
        }
        if self.entry_depth == Some(self.depth) {
            self.entry_depth = None;
            let draft = std::mem::take(&mut self.entry);
            self.feed.entries.push(draft.finish());
        }
        self.depth = self.depth.saturating_sub(1);
    }

    fn take(&mut self, field: Field, value: String) {
        let draft = &mut self.entry;
        let title = |value: &str| beginning(&line(&without_markup(value)), MAX_TITLE_CHARS);
        match field {
            Field::FeedTitle => self.feed.title = title(&value),
            Field::Title => draft.entry.title = title(&value),
            Field::Id => draft.id = value.trim().to_owned(),
            Field::Link => {
                draft.links.extend(Some(value.trim().to_owned()).filter(|v| !v.is_empty()))
            }
            Field::Published => draft.entry.published = moment(&value).or(draft.entry.published),
            Field::Updated => draft.updated = moment(&value),
            Field::Summary => {
                if draft.entry.summary.is_empty() {
                    draft.entry.summary = without_markup(&value).trim().to_owned();
                }
                draft.body.push_str(&value);
                draft.body.truncate(draft.body.floor_char_boundary(2 * MAX_FIELD_BYTES));
            }
            Field::Author => {
                let space = MAX_AUTHORS - draft.entry.authors.len().min(MAX_AUTHORS);
                let names = value.split(", ").map(line).filter(|name| !name.is_empty());
                draft.entry.authors.extend(names.take(space));
            }
        }
    }

    fn finish(mut self) -> Result<Feed, NotAFeed> {
        if !self.has_root {
            return Err(NotAFeed::Other);
        }
        // An entry that is not whole names nothing.
        self.feed.is_cut |= self.entry_depth.is_some();
        Ok(self.feed)
    }
}

impl Draft {
    fn finish(self) -> Entry {
        let Self { mut entry, id, links, updated, body } = self;
        entry.published = entry.published.or(updated);
        // RSS writes the address into the guid, arXiv its own identifier.
        let own = std::iter::once(&id).chain(&links);
        let own = own.filter_map(|address| of_source(address)).next();
        match own {
            Some(paper) => {
                entry.papers.push(paper);
                entry.is_paper = true;
                // arXiv's RSS says before the abstract what kind of announcement it is.
                if let Some((_, text)) = entry.summary.split_once("Abstract: ") {
                    entry.summary = text.to_owned();
                }
            }
            None => {
                let texts = links.iter().map(String::as_str).chain([entry.title.as_str(), &body]);
                let found: Vec<PaperId> = texts.flat_map(papers_in).collect();
                for paper in found {
                    if entry.papers.len() < MAX_PAPERS && !entry.papers.contains(&paper) {
                        entry.papers.push(paper);
                    }
                }
            }
        }
        entry
    }
}

/// The paper that an identifier or an address of arXiv or Hugging Face is of.
fn of_source(address: &str) -> Option<PaperId> {
    if let Some(id) = address.strip_prefix("oai:arXiv.org:") {
        return PaperId::parse(id);
    }
    let rest = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://"))?;
    let rest = rest.strip_prefix("www.").unwrap_or(rest);
    let hosts = ["arxiv.org/", "export.arxiv.org/", "huggingface.co/papers/", "doi.org/10.48550/"];
    hosts.into_iter().any(|host| rest.starts_with(host)).then(|| PaperId::parse(address)).flatten()
}

/// The papers that a text names by an address or by `arXiv:`.
fn papers_in(text: &str) -> Vec<PaperId> {
    const MARKS: [&str; 5] =
        ["arxiv.org/", "huggingface.co/papers/", "10.48550/arxiv.", "arxiv:", "alphaxiv.org/abs/"];
    let lower = text.to_ascii_lowercase();
    let mut places: Vec<usize> = Vec::new();
    for mark in MARKS {
        places.extend(lower.match_indices(mark).map(|(at, _)| at).take(MAX_PAPERS * 4));
    }
    places.sort_unstable();
    let mut found: Vec<PaperId> = Vec::new();
    for at in places {
        let rest = &text[at..];
        let rest = &rest[..rest.floor_char_boundary(120)];
        let end = rest
            .find(|c: char| c.is_whitespace() || "\"'<>()[]{}，。；、".contains(c))
            .unwrap_or(rest.len());
        if let Some(paper) = PaperId::parse(&rest[..end])
            && !found.contains(&paper)
            && found.len() < MAX_PAPERS
        {
            found.push(paper);
        }
    }
    found
}

/// A text without tags, and with the commonest entities resolved: a summary is often HTML in text.
fn without_markup(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        plain.push_str(&rest[..at]);
        let tag = &rest[at..];
        let is_tag = tag[1..].starts_with(|c: char| c.is_ascii_alphabetic() || "/!".contains(c));
        let near = &tag[..tag.floor_char_boundary(MAX_TAG_BYTES)];
        match near.find('>').filter(|_| is_tag) {
            Some(end) => {
                plain.push(' ');
                rest = &tag[end + 1..];
            }
            None => {
                plain.push('<');
                rest = &tag[1..];
            }
        }
    }
    plain.push_str(rest);
    let entities = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&nbsp;", " "),
        ("&amp;", "&"),
    ];
    entities.into_iter().fold(plain, |text, (from, to)| text.replace(from, to))
}

/// A moment as RFC 3339 or RFC 2822 has it, or a day.
fn moment(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    let text = &text[..text.floor_char_boundary(60)];
    let of_mail = || Some(jiff::fmt::rfc2822::parse(text).ok()?.timestamp());
    let day = || text.parse::<jiff::civil::Date>().ok()?.to_zoned(jiff::tz::TimeZone::UTC).ok();
    text.parse().ok().or_else(of_mail).or_else(|| day().map(|day| day.timestamp()))
}
