//! The texts that travel beside the facts, each kind where the user wants that: the reports that a
//! model wrote, paid for once, and the full texts of papers.
//!
//! They are in files of their own beside those of the facts, kept in the same way. A file holds the
//! texts in a span of rows of its device's library. A report is only ever added, and of two full
//! texts of a paper the library decides, so nothing has to be merged: files may be read twice and
//! in any order. Stopped at any step, the next synchronisation goes on correctly: a file is noted
//! as superfluous before it is sent, and as one of the own files afterwards.

mod state;

pub use state::TextState;

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

/// The most texts in a file.
const MAX_TEXTS: u64 = 1_000_000;
/// How much text is put into one file, in bytes.
const TEXT_BYTES: usize = 64 << 20;
/// The most that a file may decompress to, in bytes.
const MAX_TEXT_BYTES: u64 = 160 << 20;
/// So few files of others can wait.
const FEW: usize = 2;

/// A kind of text that travels, in files of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextKind {
    /// Reports that a model wrote.
    Reports,
    /// Full texts of papers.
    Articles,
}

impl TextKind {
    /// All kinds.
    pub const ALL: [Self; 2] = [Self::Reports, Self::Articles];

    /// How a name of a file ends; before it are 32 hexadecimal digits.
    const fn ending(self) -> &'static str {
        match self {
            Self::Reports => ".pbr",
            Self::Articles => ".pba",
        }
    }

    /// What is in `format` of the first line.
    const fn format(self) -> &'static str {
        match self {
            Self::Reports => "paperboy-reports",
            Self::Articles => "paperboy-articles",
        }
    }

    fn has_file(self, name: &str) -> bool {
        is_random_name(name, self.ending())
    }
}

/// Whether a name is one that a file of texts can have.
pub fn is_text_file_name(name: &str) -> bool {
    TextKind::ALL.into_iter().any(|kind| kind.has_file(name))
}

/// The texts of one kind in the library of this device.
pub trait Texts {
    /// What can go wrong.
    type Error;
    /// Their kind.
    fn kind(&self) -> TextKind;
    /// What was remembered.
    fn text_state(&mut self) -> Result<Option<TextState>, Self::Error>;
    /// Remembers it.
    fn set_text_state(&mut self, state: &TextState) -> Result<(), Self::Error>;
    /// The texts of this device whose rows are after one, in the order of the rows, of about so
    /// many bytes at most, but always one.
    fn texts_after(&mut self, row: i64, bytes: usize) -> Result<OwnTexts, Self::Error>;
    /// Takes texts of another device, and remembers the state, in one transaction.
    fn take_texts(
        &mut self,
        lines: Vec<String>,
        device: Device,
        state: &TextState,
    ) -> Result<Taken, Self::Error>;
    /// Which texts of another device would be new here: what each is known by.
    fn new_texts(&mut self, lines: Vec<String>) -> Result<BTreeSet<Vec<u8>>, Self::Error>;
}

/// Texts of this device.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OwnTexts {
    /// Each as JSON on one line.
    pub lines: Vec<String>,
    /// How long they are together, in bytes.
    pub bytes: usize,
    /// The last of their rows.
    pub last: i64,
    /// Whether there are no more.
    pub is_all: bool,
}

/// What became of the texts of a file.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Taken {
    /// How many were new here.
    pub added: u64,
    /// How many were not understood.
    pub unreadable: u64,
}

/// What an exchange of texts did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Exchanged {
    /// How many texts came from others.
    pub received: u64,
    /// How many texts were sent that no file had.
    pub sent: u64,
    /// How many texts of others were not understood.
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
    #[serde(alias = "reports")]
    texts: u64,
}

/// Takes the texts that other devices have, and sends those of this one, after the facts were
/// synchronised with this outcome.
pub fn exchange_texts<L: Texts, R: Remote>(
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
    let known = local.text_state()?.filter(|state| state.library == request.seal.library);
    let mut state = match known {
        Some(state) => state.of(device),
        None => TextState::new(request.seal.library, device),
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
    local.set_text_state(&state)?;
    Ok(exchanged)
}

fn listing(kind: TextKind, listed: &[Listed]) -> Listing<'_> {
    let files = listed.iter().filter(|file| kind.has_file(&file.name));
    files.map(|file| (file.name.as_str(), file.bytes)).collect()
}

/// How many texts of other devices an exchange would take; nothing is changed. What keeps a file
/// from being used is told when that is tried.
pub fn preview_texts<L: Texts, R: Remote>(
    local: &mut L,
    remote: &mut R,
    listed: &[Listed],
    request: &mut Request<'_>,
) -> Result<usize, L::Error>
where
    L::Error: From<R::Error> + From<Stop>,
{
    let listed = listing(local.kind(), listed);
    let known = local.text_state()?.filter(|state| state.library == request.seal.library);
    let files = known.unwrap_or_else(|| TextState::new(request.seal.library, Device(0)));
    let files = files.unread(&listed);
    let mut new = BTreeSet::new();
    for (at, (name, bytes)) in files.iter().enumerate() {
        if !(request.watch)(at, files.len()) {
            return Err(Stop::Cancelled.into());
        }
        if let Some(Ok((_, lines))) = fetch(local.kind(), remote, request.seal, name, *bytes)? {
            new.append(&mut local.new_texts(lines)?);
        }
    }
    Ok(new.len())
}

fn receive<L: Texts, R: Remote>(
    local: &mut L,
    remote: &mut R,
    listed: &Listing<'_>,
    state: &mut TextState,
    request: &mut Request<'_>,
    has_news: bool,
    exchanged: &mut Exchanged,
) -> Result<(), L::Error>
where
    L::Error: From<R::Error> + From<Stop>,
{
    let unknown = state.unread(listed);
    for (at, (name, bytes)) in unknown.iter().enumerate() {
        if !(request.watch)(at, unknown.len()) {
            return Err(Stop::Cancelled.into());
        }
        if has_news && unknown.len() <= FEW && !remote.may_get() {
            break;
        }
        // One that vanished meanwhile is in another one.
        let opened = fetch(local.kind(), remote, request.seal, name, *bytes)?;
        let Some(opened) = opened else { continue };
        match opened {
            Ok((of, lines)) => {
                state.bad.remove(*name);
                state.read.insert((*name).to_owned(), *bytes);
                let taken = local.take_texts(lines, of, state)?;
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
    kind: TextKind,
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

fn open(kind: TextKind, seal: &Seal, name: &str, bytes: &[u8]) -> Opened {
    let content = seal.open(name, bytes)?;
    let mut lines = Lines::of(&content, MAX_TEXT_BYTES)?;
    let header: Header = lines.header()?;
    if header.format != kind.format() || header.library != seal.library {
        return Err(Refused::NotOurs);
    }
    if header.texts > MAX_TEXTS {
        return Err(Refused::TooLarge);
    }
    let mut texts = Vec::new();
    while let Some(line) = lines.next()? {
        let line = std::str::from_utf8(line).map_err(|_| Refused::NotOurs)?;
        texts.push(line.to_owned());
        if texts.len() as u64 > header.texts {
            return Err(Refused::NotOurs);
        }
    }
    if texts.len() as u64 == header.texts {
        Ok((header.device, texts))
    } else {
        Err(Refused::NotOurs)
    }
}

/// Writes the texts that no own file contains.
fn send<L: Texts, R: Remote>(
    local: &mut L,
    remote: &mut R,
    state: &mut TextState,
    request: &mut Request<'_>,
    has_news: bool,
    exchanged: &mut Exchanged,
) -> Result<(), L::Error>
where
    L::Error: From<R::Error> + From<Stop>,
{
    loop {
        let new = local.texts_after(state.sent_row(), TEXT_BYTES)?;
        if new.lines.is_empty() {
            // What can't be sent is passed over.
            if let Some(file) = state.own.last_mut() {
                file.last = file.last.max(new.last);
            }
            return Ok(());
        }
        // After other news a few texts can wait; a part of many is sent at once.
        if has_news && new.is_all && !remote.may_put() {
            return Ok(());
        }
        if !(request.watch)(0, 0) {
            return Err(Stop::Cancelled.into());
        }
        let (is_last, sent) = (new.is_all, new.lines.len() as u64);
        let (mut at, mut level, mut written) = (state.own.len(), 0, new);
        if let Some(run) = state.run(written.bytes) {
            let joined = local.texts_after(state.row_before(run), TEXT_BYTES)?;
            if joined.is_all {
                (at, level, written) = (run, state.own[run].level + 1, joined);
            }
        }
        let name = random_name(local.kind().ending(), request.entropy);
        let header = Header {
            format: local.kind().format().to_owned(),
            library: state.library,
            device: state.device,
            texts: written.lines.len() as u64,
        };
        let (text, last) = (written.bytes, written.last);
        let content = lines::encode(&header, written.lines);
        let bytes = request.seal.close(&name, &content, request.entropy);
        if bytes.len() as u64 > MAX_FILE_BYTES {
            return Err(Stop::TooLarge.into());
        }
        state.superfluous.push(name.clone());
        local.set_text_state(state)?;
        remote.put(&name, &bytes)?;
        state.superfluous.pop();
        state.replace_from(at);
        state.own.push(OwnFile { name, bytes: bytes.len() as u64, text, last, level });
        local.set_text_state(state)?;
        exchanged.sent += sent;
        if is_last {
            return Ok(());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Device, Header, LibraryId};

    #[test]
    fn a_file_of_reports_before_there_were_other_texts_is_read() {
        let header = Header {
            format: "paperboy-reports".to_owned(),
            library: LibraryId([7; 16]),
            device: Device(3),
            texts: 2,
        };
        let line = serde_json::to_string(&header).unwrap().replace("texts", "reports");
        assert_eq!(serde_json::from_str::<Header>(&line).unwrap().texts, 2);
    }
}
