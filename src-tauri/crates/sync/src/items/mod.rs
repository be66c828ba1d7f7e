//! What travels beside the facts, each kind where the user wants that: the reports that a model
//! wrote, paid for once, the full texts of papers, and their figures.
//!
//! These items are in files of their own beside those of the facts, kept in the same way. A file
//! holds the items in a span of rows of its device's library. A report is only ever added, and of
//! two full texts or images the library decides, so nothing has to be merged: files may be read
//! twice and in any order. Stopped at any step, the next synchronisation continues correctly: a file is noted
//! as superfluous before it is sent, and as one of the own files afterwards.

mod state;

pub use state::ItemState;

use crate::chain::Problem;
use crate::lines::{self, Lines};
use crate::run::{Listed, Outcome, Remote, Request, Stop};
use crate::segment::{MAX_FILE_BYTES, Refused};
use crate::state::LibraryId;
use crate::text::{is_random_name, random_name};
use crate::{Device, Seal};
use serde::{Deserialize, Serialize};
use state::{Listing, OwnFile};
use std::collections::BTreeSet;

/// The most files that are read or written in one synchronisation.
const MAX_FILES: usize = 2000;
/// The most files of other devices that can wait for the next synchronisation.
const MAX_WAITING_FILES: usize = 2;

/// A kind of item that devices exchange, in files of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ItemKind {
    /// Reports that a model wrote.
    Reports,
    /// Full texts of papers.
    Articles,
    /// Images of papers' figures.
    Figures,
}

/// How much of a kind is in a file, and how much is exchanged at once.
struct Bounds {
    /// How much text is put into one file, in bytes.
    text_bytes: usize,
    /// The most that a file may decompress to, in bytes.
    max_text_bytes: u64,
    /// The most items in a file.
    max_items: u64,
    /// So many files are read, and so many written, in one synchronisation; others follow in the
    /// next ones.
    files: usize,
}

impl ItemKind {
    /// All kinds.
    pub const ALL: [Self; 3] = [Self::Reports, Self::Articles, Self::Figures];

    /// How a name of a file ends; before it are 32 hexadecimal digits.
    const fn ending(self) -> &'static str {
        match self {
            Self::Reports => ".pbr",
            Self::Articles => ".pba",
            Self::Figures => ".pbf",
        }
    }

    /// What is in `format` of the first line.
    const fn format(self) -> &'static str {
        match self {
            Self::Reports => "paperboy-reports",
            Self::Articles => "paperboy-articles",
            Self::Figures => "paperboy-figures",
        }
    }

    const fn bounds(self) -> Bounds {
        match self {
            Self::Reports | Self::Articles => Bounds {
                text_bytes: 64 << 20,
                max_text_bytes: 160 << 20,
                max_items: 1_000_000,
                files: MAX_FILES,
            },
            // Each image that comes is decoded and encoded again, which takes a while.
            Self::Figures => {
                Bounds { text_bytes: 8 << 20, max_text_bytes: 20 << 20, max_items: 2000, files: 2 }
            }
        }
    }

    fn has_file(self, name: &str) -> bool {
        is_random_name(name, self.ending())
    }
}

/// Whether a name is one that a file of items can have.
pub fn is_item_file_name(name: &str) -> bool {
    ItemKind::ALL.into_iter().any(|kind| kind.has_file(name))
}

/// The items of one kind in the library of this device.
pub trait Items {
    /// What can go wrong.
    type Error;
    /// Their kind.
    fn kind(&self) -> ItemKind;
    /// What was remembered.
    fn item_state(&mut self) -> Result<Option<ItemState>, Self::Error>;
    /// Remembers it.
    fn set_item_state(&mut self, state: &ItemState) -> Result<(), Self::Error>;
    /// The items of this device whose rows are after one, in the order of the rows, of about so
    /// many bytes at most, but always one.
    fn items_after(&mut self, row: i64, bytes: usize) -> Result<OwnItems, Self::Error>;
    /// Takes items of another device, and remembers the state, once all are taken.
    fn take_items(
        &mut self,
        lines: Vec<String>,
        device: Device,
        state: &ItemState,
    ) -> Result<Taken, Self::Error>;
    /// Which items of another device would be new here: what each is known by.
    fn new_items(&mut self, lines: Vec<String>) -> Result<BTreeSet<Vec<u8>>, Self::Error>;
}

/// Items of this device.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OwnItems {
    /// Each as JSON on one line.
    pub lines: Vec<String>,
    /// How long they are together, in bytes.
    pub bytes: usize,
    /// The last of their rows.
    pub last: i64,
    /// Whether there are no more.
    pub is_all: bool,
}

/// The outcome for the items of a file.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Taken {
    /// How many were new here.
    pub added: u64,
    /// How many were not understood.
    pub unreadable: u64,
}

/// What an exchange of items did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Exchanged {
    /// How many items came from others.
    pub received: u64,
    /// How many items were sent that no file had.
    pub sent: u64,
    /// How many items of others were not understood.
    pub unreadable: u64,
    /// Files that were not used.
    pub problems: Vec<Problem>,
}

/// The first line of a file.
#[derive(Serialize, Deserialize)]
struct Header {
    format: String,
    library: LibraryId,
    device: Device,
    /// How many lines follow; the first files of reports call it `reports`.
    #[serde(rename = "texts", alias = "reports")]
    items: u64,
}

/// Takes the items that other devices have, and sends those of this one, after the facts were
/// synchronised with this outcome.
pub fn exchange_items<L: Items, R: Remote>(
    local: &mut L,
    remote: &mut R,
    facts: &Outcome,
    device: Device,
    request: &mut Request<'_>,
) -> Result<Exchanged, L::Error>
where
    L::Error: From<R::Error> + From<Stop>,
{
    let listed = listing(local.kind(), &facts.listed);
    let known = local.item_state()?.filter(|state| state.library == request.seal.library);
    let mut state = match known {
        Some(state) => state.of(device),
        None => ItemState::new(request.seal.library, device),
    };
    state.settle(&listed);
    let removable = state.removable(&listed);
    let mut exchanged = Exchanged::default();
    let mut has_news = facts.received + facts.dropped + facts.sent > 0;
    receive(local, remote, &listed, &mut state, request, has_news, &mut exchanged)?;
    has_news |= exchanged.received > 0;
    send(local, remote, &mut state, request, has_news, &mut exchanged)?;
    for name in removable.iter().take(remote.max_removals(removable.len())) {
        remote.remove(name)?;
        state.superfluous.retain(|kept| kept != name);
    }
    state.forget_missing(&listed);
    local.set_item_state(&state)?;
    Ok(exchanged)
}

fn listing(kind: ItemKind, listed: &[Listed]) -> Listing<'_> {
    let files = listed.iter().filter(|file| kind.has_file(&file.name));
    files.map(|file| (file.name.as_str(), file.bytes)).collect()
}

/// What an exchange of items would do.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ItemPreview {
    /// How many items of other devices would be taken, of the files that were read.
    pub new: usize,
    /// How large the other files are, in bytes.
    pub unread_bytes: u64,
}

/// How many items of other devices an exchange would take; nothing is changed. Files are read as
/// far as they have at most so many bytes together. What keeps a file from being used is reported when
/// that is tried.
pub fn preview_items<L: Items, R: Remote>(
    local: &mut L,
    remote: &mut R,
    listed: &[Listed],
    request: &mut Request<'_>,
    bytes_left: &mut u64,
) -> Result<ItemPreview, L::Error>
where
    L::Error: From<R::Error> + From<Stop>,
{
    let listed = listing(local.kind(), listed);
    let known = local.item_state()?.filter(|state| state.library == request.seal.library);
    let files = known.unwrap_or_else(|| ItemState::new(request.seal.library, Device(0)));
    let mut files = files.unread(&listed);
    files.truncate(MAX_FILES);
    let mut new = BTreeSet::new();
    let mut unread_bytes = 0;
    for (at, (name, bytes)) in files.iter().enumerate() {
        if !(request.watch)(at, files.len()) {
            return Err(Stop::Cancelled.into());
        }
        let Some(left) = bytes_left.checked_sub(*bytes) else {
            unread_bytes += bytes;
            continue;
        };
        *bytes_left = left;
        if let Some(Ok((_, lines))) = fetch(local.kind(), remote, request.seal, name, *bytes)? {
            new.append(&mut local.new_items(lines)?);
        }
    }
    Ok(ItemPreview { new: new.len(), unread_bytes })
}

fn receive<L: Items, R: Remote>(
    local: &mut L,
    remote: &mut R,
    listed: &Listing<'_>,
    state: &mut ItemState,
    request: &mut Request<'_>,
    has_news: bool,
    exchanged: &mut Exchanged,
) -> Result<(), L::Error>
where
    L::Error: From<R::Error> + From<Stop>,
{
    let mut unknown = state.unread(listed);
    unknown.truncate(local.kind().bounds().files);
    for (at, (name, bytes)) in unknown.iter().enumerate() {
        if !(request.watch)(at, unknown.len()) {
            return Err(Stop::Cancelled.into());
        }
        if has_news && unknown.len() <= MAX_WAITING_FILES && !remote.may_get() {
            break;
        }
        // One that vanished meanwhile is in another one.
        let opened = fetch(local.kind(), remote, request.seal, name, *bytes)?;
        let Some(opened) = opened else { continue };
        match opened {
            Ok((of, lines)) => {
                state.bad.remove(*name);
                state.read.insert((*name).to_owned(), *bytes);
                let taken = local.take_items(lines, of, state)?;
                exchanged.received += taken.added;
                exchanged.unreadable += taken.unreadable;
            }
            Err(why) => {
                state.bad.insert((*name).to_owned(), *bytes);
                exchanged.problems.push(Problem { file: (*name).to_owned(), why });
            }
        }
    }
    Ok(())
}

/// The device and the lines of a file, or why it is not used.
type Opened = Result<(Device, Vec<String>), Refused>;

/// Reads a file of so many bytes; `None`: it is not there.
fn fetch<R: Remote>(
    kind: ItemKind,
    remote: &mut R,
    seal: &Seal,
    name: &str,
    bytes: u64,
) -> Result<Option<Opened>, R::Error> {
    if bytes > MAX_FILE_BYTES {
        return Ok(Some(Err(Refused::TooLarge)));
    }
    let content = remote.get(name, MAX_FILE_BYTES + 1)?;
    Ok(content.map(|content| open(kind, seal, name, &content)))
}

fn open(kind: ItemKind, seal: &Seal, name: &str, bytes: &[u8]) -> Opened {
    let content = seal.open(name, bytes)?;
    let bounds = kind.bounds();
    let mut lines = Lines::of(&content, bounds.max_text_bytes)?;
    let header: Header = lines.header()?;
    if header.format != kind.format() || header.library != seal.library {
        return Err(Refused::NotOurs);
    }
    if header.items > bounds.max_items {
        return Err(Refused::TooLarge);
    }
    let mut items = Vec::new();
    while let Some(line) = lines.next()? {
        let line = std::str::from_utf8(line).map_err(|_| Refused::NotOurs)?;
        items.push(line.to_owned());
        if items.len() as u64 > header.items {
            return Err(Refused::NotOurs);
        }
    }
    if items.len() as u64 == header.items {
        Ok((header.device, items))
    } else {
        Err(Refused::NotOurs)
    }
}

/// Writes the items that no own file contains.
fn send<L: Items, R: Remote>(
    local: &mut L,
    remote: &mut R,
    state: &mut ItemState,
    request: &mut Request<'_>,
    has_news: bool,
    exchanged: &mut Exchanged,
) -> Result<(), L::Error>
where
    L::Error: From<R::Error> + From<Stop>,
{
    let bounds = local.kind().bounds();
    for _ in 0..bounds.files {
        let new = local.items_after(state.sent_row(), bounds.text_bytes)?;
        if new.lines.is_empty() {
            // What can't be sent is passed over.
            if let Some(file) = state.own.last_mut() {
                file.last = file.last.max(new.last);
            }
            return Ok(());
        }
        // After other news a few items can wait; a part of many is sent at once.
        if has_news && new.is_all && !remote.may_put() {
            return Ok(());
        }
        if !(request.watch)(0, 0) {
            return Err(Stop::Cancelled.into());
        }
        let (is_last, sent) = (new.is_all, new.lines.len() as u64);
        let (mut at, mut level, mut written) = (state.own.len(), 0, new);
        if let Some(run) = state.run(written.bytes, bounds.text_bytes) {
            let joined = local.items_after(state.row_before(run), bounds.text_bytes)?;
            if joined.is_all {
                (at, level, written) = (run, state.own[run].level + 1, joined);
            }
        }
        let name = random_name(local.kind().ending(), request.entropy);
        let header = Header {
            format: local.kind().format().to_owned(),
            library: state.library,
            device: state.device,
            items: written.lines.len() as u64,
        };
        let (text, last) = (written.bytes, written.last);
        let content = lines::encode(&header, written.lines);
        let bytes = request.seal.close(&name, &content, request.entropy);
        if bytes.len() as u64 > MAX_FILE_BYTES {
            return Err(Stop::TooLarge.into());
        }
        state.superfluous.push(name.clone());
        local.set_item_state(state)?;
        remote.put(&name, &bytes)?;
        state.superfluous.pop();
        state.replace_from(at);
        state.own.push(OwnFile { name, bytes: bytes.len() as u64, text, last, level });
        local.set_item_state(state)?;
        exchanged.sent += sent;
        if is_last {
            break;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(kind: ItemKind, items: u64) -> Header {
        let (library, device) = (LibraryId([7; 16]), Device(3));
        Header { format: kind.format().to_owned(), library, device, items }
    }

    fn opened(kind: ItemKind, header: &Header, lines: Vec<String>) -> Opened {
        let seal = Seal { library: LibraryId([7; 16]), key: None };
        let name = random_name(kind.ending(), &mut |bytes| bytes.fill(1));
        let content = lines::encode(header, lines);
        open(kind, &seal, &name, &seal.close(&name, &content, &mut |bytes| bytes.fill(1)))
    }

    #[test]
    fn a_file_of_reports_before_there_were_other_items_is_read() {
        let header = header(ItemKind::Reports, 2);
        let line = serde_json::to_string(&header).unwrap().replace("texts", "reports");
        assert_eq!(serde_json::from_str::<Header>(&line).unwrap().items, 2);
    }

    #[test]
    fn a_file_of_more_items_or_text_than_one_may_have_is_refused_and_so_is_one_of_another_kind() {
        let line = |bytes: usize| "1".repeat(bytes);
        for kind in ItemKind::ALL {
            let Bounds { max_text_bytes, max_items, .. } = kind.bounds();
            let few = opened(kind, &header(kind, 2), vec![line(1), line(1)]).unwrap();
            assert_eq!((few.0, few.1.len()), (Device(3), 2));
            let many = header(kind, max_items + 1);
            assert_eq!(opened(kind, &many, vec![line(1); 9]).unwrap_err(), Refused::TooLarge);
            // One that says less than there is, or more.
            for said in [1, 3] {
                let lines = vec![line(1), line(1)];
                assert_eq!(opened(kind, &header(kind, said), lines), Err(Refused::NotOurs));
            }
            let bomb = max_text_bytes as usize / (4 << 20) + 1;
            let bomb = opened(kind, &header(kind, bomb as u64), vec![line(4 << 20); bomb]);
            assert!(bomb.is_err());
            let other = ItemKind::ALL.into_iter().find(|other| *other != kind).unwrap();
            assert_eq!(opened(kind, &header(other, 0), Vec::new()), Err(Refused::NotOurs));
        }
    }
}
