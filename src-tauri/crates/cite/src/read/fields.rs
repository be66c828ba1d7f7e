//! The data of a paper from the fields of any format.

use crate::line::{line_within, lines_within};
use crate::read::html::without_tags;
use crate::reference::is_plain_doi;
use crate::write::PUBLISHED_IN;
use crate::{CitedDate, Reference};
use paperboy_paper::PaperId;

/// The longest title or name of a journal, in bytes; longer ones are cut.
const MAX_TITLE_BYTES: usize = 4_000;
/// The longest abstract, in bytes; longer ones are cut.
const MAX_ABSTRACT_BYTES: usize = 20_000;
/// The longest note, in bytes; longer ones are cut.
const MAX_NOTE_BYTES: usize = 100_000;
/// The most tags of an entry that are read.
const MAX_TAGS: usize = 200;

/// Fields as other programs write them. Values are cleaned and cut; the first value of a field counts.
impl Reference {
    /// Takes the title.
    pub fn set_title(&mut self, text: &str) {
        if self.title.is_empty() {
            self.title = line_within(text, MAX_TITLE_BYTES);
        }
    }

    /// Takes an identifier as `eprint` and Zotero's `archiveID` have it.
    pub fn set_id(&mut self, text: &str) {
        let text = line_within(text, 300);
        if let Some(id) = PaperId::parse(&text) {
            self.set_version(version_of(&text));
            self.id.get_or_insert(id);
        }
    }

    /// Takes the version of the paper on arXiv.
    pub fn set_version(&mut self, version: Option<u32>) {
        self.version = self.version.or(version);
    }

    /// Takes a DOI, also as an address; arXiv's own is its identifier. A DOI that no format could
    /// contain is dropped.
    pub fn set_doi(&mut self, text: &str) {
        let text = line_within(text, 300);
        let Some(begin) = text.find("10.").filter(|begin| *begin <= 30) else { return };
        let doi = &text[begin..];
        if doi.to_ascii_lowercase().starts_with("10.48550/") {
            self.set_id(doi);
        } else if self.doi.is_none() && doi.contains('/') && is_plain_doi(doi) {
            self.doi = Some(doi.to_owned());
        }
    }

    /// Takes an address; arXiv's own, and that of a DOI, are what they name.
    pub fn set_url(&mut self, text: &str) {
        let url = line_within(text, 2_000);
        let rest = ["https://", "http://"].iter().find_map(|scheme| url.strip_prefix(scheme));
        let Some((host, path)) = rest.map(|rest| rest.split_once('/').unwrap_or((rest, ""))) else {
            return;
        };
        let host = host.to_ascii_lowercase();
        if host == "doi.org" || host.ends_with(".doi.org") {
            self.set_doi(path);
        } else if names_by_id(host.trim_start_matches("www."), path)
            && PaperId::parse(&url).is_some()
        {
            self.set_id(&url);
        } else {
            self.url.get_or_insert(url);
        }
    }

    /// Takes the name of a journal; arXiv's is its identifier (`arXiv preprint arXiv:…`).
    pub fn set_journal(&mut self, text: &str) {
        let journal = line_within(text, MAX_TITLE_BYTES);
        let folded = journal.to_ascii_lowercase();
        if folded.contains("arxiv") || folded.starts_with("corr") {
            self.set_id(&journal);
        } else if !journal.is_empty() {
            self.journal.get_or_insert(journal);
        }
    }

    /// Takes the abstract.
    pub fn set_abstract(&mut self, text: &str) {
        let text = line_within(text, MAX_ABSTRACT_BYTES);
        if !text.is_empty() {
            self.abstract_text.get_or_insert(text);
        }
    }

    /// Takes the licence.
    pub fn set_licence(&mut self, text: &str) {
        let text = line_within(text, MAX_TITLE_BYTES);
        if !text.is_empty() {
            self.licence.get_or_insert(text);
        }
    }

    /// Takes the primary category.
    pub fn set_class(&mut self, text: &str) {
        let class = line_within(text, 40);
        if self.categories.is_empty() && !class.is_empty() {
            self.categories.push(class);
        }
    }

    /// Sets the date, unless there is one.
    pub fn set_date_if_empty(&mut self, date: Option<CitedDate>) {
        self.date = self.date.or(date);
    }

    /// Adds to the note. Lines that were added by programs are read as fields.
    pub fn add_note(&mut self, text: &str) {
        let text = lines_within(&without_tags(text), MAX_NOTE_BYTES);
        let kept: Vec<&str> = text.lines().filter(|line| !self.takes_line(line)).collect();
        let kept = kept.join("\n");
        let kept = kept.trim();
        match &mut self.note {
            _ if kept.is_empty() => {}
            Some(note) if note.len() + kept.len() < MAX_NOTE_BYTES => {
                note.push_str("\n\n");
                note.push_str(kept);
            }
            Some(_) => {}
            None => self.note = Some(kept.to_owned()),
        }
    }

    /// Takes `arXiv:1706.03762 [cs.CL]` and `Published in: …` out of a note.
    fn takes_line(&mut self, line: &str) -> bool {
        if let Some(journal) = line.strip_prefix(PUBLISHED_IN) {
            self.set_journal(journal);
            return true;
        }
        let (id, class) = line.split_once('[').unwrap_or((line, ""));
        let is_id = id.get(..6).is_some_and(|begin| begin.eq_ignore_ascii_case("arxiv:"));
        if !is_id || PaperId::parse(id).is_none() {
            return false;
        }
        self.set_id(id);
        self.set_class(class.split(']').next().unwrap_or_default());
        true
    }

    /// Adds tags.
    pub fn add_tags<'a>(&mut self, tags: impl Iterator<Item = &'a str>) {
        for tag in tags {
            let tag = line_within(tag, 200);
            if !tag.is_empty() && self.tags.len() < MAX_TAGS && !self.tags.contains(&tag) {
                self.tags.push(tag);
            }
        }
    }
}

/// The version after an identifier: the 5 of `1706.03762v5`, also before a category.
fn version_of(text: &str) -> Option<u32> {
    let text = text.split([' ', '?', '#']).next().unwrap_or(text);
    let text = text.trim_end_matches(".pdf");
    let (before, version) = text.rsplit_once(['v', 'V'])?;
    let is_version = before.ends_with(|c: char| c.is_ascii_digit())
        && version.len() <= 4
        && version.bytes().all(|b| b.is_ascii_digit());
    is_version.then(|| version.parse().ok()).flatten().filter(|version| *version > 0)
}

/// Whether the last part of a site's addresses is arXiv's identifier. That of another site can look
/// like one, and an address of another site can hold one of arXiv's.
fn names_by_id(host: &str, path: &str) -> bool {
    match host {
        "arxiv.org" | "alphaxiv.org" => true,
        "huggingface.co" | "hf.co" => path.starts_with("papers/"),
        host => host.ends_with(".arxiv.org"),
    }
}
