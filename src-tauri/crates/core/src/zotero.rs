//! Papers to a Zotero that runs on this computer. What was sent is remembered, so that sending
//! again makes no double.

use crate::fetch::USER_AGENT;
use crate::paper::links;
use crate::reading::narrow;
use crate::wire::{ExportOf, SentToZotero, View};
use crate::{App, Error, Picked, Selection};
use paperboy_cite::{CitedDate, Key, Name, Reference};
use paperboy_net::{Zotero, ZoteroError};
use paperboy_store::{Paper, StoreError};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use url::Url;

/// The setting with the ids of the papers that were sent, one on a line. It belongs to the machine,
/// like its Zotero.
const SENT: &str = "zotero.sent";
/// How many papers are sent at once.
const PAPERS_AT_ONCE: usize = 50;

impl App {
    /// Sends papers to Zotero: into its collection of the given name, if it has one, and else into
    /// the selected one. Papers that were sent before are left out unless `again`.
    pub fn send_to_zotero(
        &self,
        picked: &Picked,
        collection: Option<&str>,
        again: bool,
    ) -> Result<SentToZotero, Error> {
        let url = self.setting("zotero.url")?;
        let url = Url::parse(&url).map_err(|_| ZoteroError::NotHere)?;
        let zotero = Zotero::new(&url, USER_AGENT)?;
        let runtime = self.runtime()?;
        // What can't be remembered as sent would be sent twice.
        if self.read_only() {
            return Err(StoreError::ReadOnly.into());
        }
        let places = runtime.block_on(zotero.places())?;
        let named = |name: &str| places.targets.iter().find(|target| target.name == name);
        let target = collection.and_then(named);
        let mut result = SentToZotero {
            sent: 0,
            already: 0,
            collection: target.map_or(places.selected.clone(), |target| target.name.clone()),
            missing: collection.filter(|_| target.is_none()).map(str::to_owned),
        };
        let mut known = self.sent_to_zotero()?;
        for chunk in picked.keys.chunks(PAPERS_AT_ONCE) {
            let mut papers = self.store().papers_by_key(chunk)?;
            let all = papers.len();
            papers.retain(|paper| again || !known.contains(paper.id.as_str()));
            result.already = narrow(u64::from(result.already) + (all - papers.len()) as u64);
            if papers.is_empty() {
                continue;
            }
            let references = self.referenced(&papers)?;
            let cited = papers.iter().zip(&references);
            let items: Vec<Value> =
                cited.map(|(paper, (key, reference))| item(paper, key, reference)).collect();
            let session = self.session(&papers);
            let uri = links(&papers[0]).arxiv;
            runtime.block_on(zotero.save(&session, &uri, &items))?;
            // Before anything else can fail: the items are there.
            known.extend(papers.iter().map(|paper| paper.id.to_string()));
            self.remember_sent(&known)?;
            if let Some(target) = target {
                runtime.block_on(zotero.move_to(&session, &target.id))?;
            }
            result.sent = narrow(u64::from(result.sent) + papers.len() as u64);
        }
        Ok(result)
    }

    /// Sends papers from the window: a collection's into that of the same name.
    pub fn send(&self, of: &ExportOf, again: bool) -> Result<SentToZotero, Error> {
        let picked = self.pick(&Selection::of(self, of)?)?;
        if let Some(id) = picked.unknown.first() {
            return Err(Error::UnknownPaper(id.clone()));
        }
        let name = match of {
            ExportOf::List { view: View::Collection { id } } => {
                self.collections()?.into_iter().find(|one| one.id == *id).map(|one| one.name)
            }
            _ => None,
        };
        self.send_to_zotero(&picked, name.as_deref(), again)
    }

    fn sent_to_zotero(&self) -> Result<BTreeSet<String>, Error> {
        let sent = self.store().setting(SENT)?.unwrap_or_default();
        Ok(sent.lines().map(str::to_owned).collect())
    }

    fn remember_sent(&self, ids: &BTreeSet<String>) -> Result<(), Error> {
        let lines = ids.iter().map(String::as_str).collect::<Vec<_>>().join("\n");
        Ok(self.store().set_setting(SENT, Some(&lines))?)
    }

    /// A name for the sending of some papers that no other sending has.
    fn session(&self, papers: &[Paper]) -> String {
        let mut hash = Sha256::new();
        hash.update(self.now().to_string());
        for paper in papers {
            hash.update(paper.id.as_str());
            hash.update(b"\n");
        }
        hash.finalize()[..8].iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

/// A paper as Zotero's own translator for arXiv makes it, with what the user added.
fn item(paper: &Paper, key: &Key, reference: &Reference) -> Value {
    let links = links(paper);
    let creators: Vec<Value> = reference.authors.iter().map(creator).collect();
    let tags: Vec<Value> = paper.tags.iter().map(|tag| json!({ "tag": tag })).collect();
    let note = paper.note.as_ref().map(|note| json!({ "note": as_html(note) }));
    let extra = format!("arXiv:{}\nCitation Key: {key}", paper.id);
    json!({
        "id": format!("paperboy-{}", paper.id),
        "itemType": "preprint",
        "title": reference.title,
        "creators": creators,
        "abstractNote": reference.abstract_text.as_deref().unwrap_or_default(),
        "date": reference.cited_date().map(iso).unwrap_or_default(),
        "repository": "arXiv",
        "archiveID": format!("arXiv:{}", paper.id),
        "DOI": reference.cited_doi().unwrap_or_default(),
        "url": links.arxiv,
        "libraryCatalog": "arXiv.org",
        "extra": extra,
        "tags": tags,
        "notes": note.into_iter().collect::<Vec<_>>(),
        // A link: the file itself stays at arXiv.
        "attachments": [{
            "title": "arXiv PDF",
            "url": links.pdf,
            "mimeType": "application/pdf",
            "snapshot": false,
        }],
    })
}

fn creator(name: &Name) -> Value {
    match name {
        Name::Whole(name) => json!({ "creatorType": "author", "lastName": name, "fieldMode": 1 }),
        Name::Person { given, particle, family, suffix } => {
            let joined = |parts: [&str; 2]| {
                let parts = parts.into_iter().filter(|part| !part.is_empty());
                parts.collect::<Vec<_>>().join(" ")
            };
            json!({
                "creatorType": "author",
                "firstName": joined([given, suffix]),
                "lastName": joined([particle, family]),
            })
        }
    }
}

fn iso(date: CitedDate) -> String {
    let month = date.month.map(|month| format!("-{month:02}")).unwrap_or_default();
    let day = date.day.map(|day| format!("-{day:02}")).unwrap_or_default();
    format!("{:04}{month}{day}", date.year)
}

/// Plain text as a note of Zotero's.
fn as_html(text: &str) -> String {
    let escaped = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let lines: Vec<&str> = escaped.split('\n').map(|line| line.trim_end_matches('\r')).collect();
    format!("<p>{}</p>", lines.join("<br/>"))
}
