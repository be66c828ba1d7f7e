//! Atom feeds: one with an entry for each paper, one with an entry for each day.
//!
//! An id never changes and is no address. `updated` is the caller's to keep: it changes when the
//! text does.

use crate::text::{allowed, beginning, escaped, line};
use crate::{Language, Site};
use jiff::Timestamp;
use paperboy_paper::{Date, PaperId};
use std::fmt::Write;

/// The most entries of a feed.
const MAX_ENTRIES: usize = 300;
/// The most authors that an entry names.
const MAX_AUTHORS: usize = 12;
/// The longest title of an entry, in characters.
const MAX_TITLE_CHARS: usize = 300;

/// A paper in a feed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaperEntry {
    /// The paper.
    pub id: PaperId,
    /// Its title.
    pub title: String,
    /// Its authors.
    pub authors: Vec<String>,
    /// The newest of its days.
    pub date: Date,
    /// When its text last changed.
    pub updated: Timestamp,
    /// Its text, as safe HTML.
    pub html: String,
}

/// A day in a feed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayEntry {
    /// The day.
    pub date: Date,
    /// When its report last changed.
    pub updated: Timestamp,
    /// The titles of its papers, in its order.
    pub papers: Vec<(PaperId, String)>,
    /// How large its report is, in bytes.
    pub bytes: u64,
}

/// The feed of papers: those of the newest days. The entries are in its order.
pub fn papers_feed(site: &Site, entries: &[PaperEntry]) -> String {
    let entries = &entries[..entries.len().min(MAX_ENTRIES)];
    let updated = entries.iter().map(|entry| entry.updated).max();
    let mut feed = Feed::begin(site, Kind::Papers, updated);
    for entry in entries {
        let links = entry.id.links();
        let title = title_of(&entry.title, &entry.id);
        feed.entry(&format!("papers/{}", entry.id), &title, entry.updated, entry.date);
        for author in entry.authors.iter().take(MAX_AUTHORS) {
            let name = line(author);
            if !name.is_empty() {
                feed.text(&format!("<author><name>{}</name></author>\n", escaped(&name)));
            }
        }
        feed.text(&format!("<category term=\"{}\"/>\n", entry.date));
        feed.link("alternate", "text/html", &links.arxiv, None);
        feed.link("related", "text/html", &links.huggingface, None);
        let html = escaped(&allowed(&entry.html));
        feed.text(&format!("<content type=\"html\">{html}</content>\n</entry>\n"));
    }
    feed.end()
}

/// The feed of days. The entries are in its order.
pub fn days_feed(site: &Site, entries: &[DayEntry]) -> String {
    let entries = &entries[..entries.len().min(MAX_ENTRIES)];
    let updated = entries.iter().map(|entry| entry.updated).max();
    let mut feed = Feed::begin(site, Kind::Days, updated);
    for entry in entries {
        let title = format!("{} · {}", entry.date, line(&site.title));
        feed.entry(&format!("days/{}", entry.date), &title, entry.updated, entry.date);
        if let Some(address) = &site.address {
            let day = format!("{address}days/{}", entry.date);
            feed.link("alternate", "text/html", &format!("{day}.html"), None);
            feed.link("enclosure", "text/markdown", &format!("{day}.md"), Some(entry.bytes));
        }
        let mut html = String::from("<ul>");
        for (id, title) in &entry.papers {
            let (title, link) = (escaped(&title_of(title, id)), id.links().arxiv);
            html.push_str(&format!("<li><a href=\"{}\">{title}</a></li>", escaped(&link)));
        }
        html.push_str("</ul>");
        feed.text(&format!("<content type=\"html\">{}</content>\n</entry>\n", escaped(&html)));
    }
    feed.end()
}

/// A title on one line; one without a title is called by its id.
fn title_of(title: &str, id: &PaperId) -> String {
    let title = beginning(&line(title), MAX_TITLE_CHARS);
    if title.is_empty() { id.to_string() } else { title }
}

#[derive(Clone, Copy)]
enum Kind {
    Papers,
    Days,
}

/// A feed while it is written.
struct Feed<'a> {
    site: &'a Site,
    xml: String,
}

impl<'a> Feed<'a> {
    fn begin(site: &'a Site, kind: Kind, updated: Option<Timestamp>) -> Self {
        let mut feed = Self { site, xml: String::new() };
        let (what, file, of_days) = match kind {
            Kind::Papers => ("papers", "feed.xml", ""),
            Kind::Days => match site.language {
                Language::Zh => ("days", "days.xml", "（按天）"),
                Language::En => ("days", "days.xml", " (days)"),
            },
        };
        let title = escaped(&line(&site.title));
        let id = escaped(&site.id_of(what));
        // An empty feed was never updated.
        let updated = moment(updated.unwrap_or(Timestamp::UNIX_EPOCH));
        feed.text(&format!(
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
             <feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">\n\
             <id>{id}</id>\n<title>{title}{of_days}</title>\n<updated>{updated}</updated>\n\
             <author><name>{title}</name></author>\n<generator>Paperboy</generator>\n",
            site.language.tag()
        ));
        if let Some(address) = &site.address {
            feed.link("self", "application/atom+xml", &format!("{address}{file}"), None);
            feed.link("alternate", "text/html", address, None);
        }
        feed
    }

    fn entry(&mut self, what: &str, title: &str, updated: Timestamp, date: Date) {
        let (id, title) = (escaped(&self.site.id_of(what)), escaped(title));
        // The day is one of New York's, which ends at least as late as that of Greenwich.
        self.text(&format!(
            "<entry>\n<id>{id}</id>\n<title type=\"text\">{title}</title>\n<updated>{}</updated>\n\
             <published>{date}T00:00:00Z</published>\n",
            moment(updated)
        ));
    }

    fn link(&mut self, rel: &str, kind: &str, href: &str, bytes: Option<u64>) {
        let length = bytes.map(|bytes| format!(" length=\"{bytes}\"")).unwrap_or_default();
        let href = escaped(href);
        self.text(&format!("<link rel=\"{rel}\" type=\"{kind}\" href=\"{href}\"{length}/>\n"));
    }

    fn text(&mut self, xml: &str) {
        // Writing into a string does not fail.
        let _ = self.xml.write_str(xml);
    }

    fn end(mut self) -> String {
        self.text("</feed>\n");
        self.xml
    }
}

/// A moment to the second.
pub(crate) fn moment(at: Timestamp) -> String {
    format!("{at:.0}")
}
