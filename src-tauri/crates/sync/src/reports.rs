//! The reports that a model wrote for one device, for the others: paid for once.
//!
//! They are in files of their own beside those of the facts, kept in the same way. A file holds the
//! reports in a span of rows of its device's library. Reports are only ever added, so nothing has to
//! be merged: files may be read twice and in any order. Stopped at any step, the next
//! synchronisation goes on correctly: a file is noted as superfluous before it is sent, and as one
//! of the own files afterwards.

use crate::chain::Problem;
use crate::lines::{self, Lines};
use crate::run::{Outcome, Remote, Request, Stop};
use crate::segment::{MAX_FILE_BYTES, Refused};
use crate::state::LibraryId;
use crate::text::{is_random_name, random_name};
use crate::{Device, Seal};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// How a name of a file ends; before it are 32 hexadecimal digits.
const ENDING: &str = ".pbr";
/// What Paperboy writes into `format` of the first line.
const FORMAT: &str = "paperboy-reports";
/// So many files of about one size are joined into one, so that there are never many.
const MAX_RUN: usize = 16;
/// The most reports in a file.
const MAX_REPORTS: u64 = 1_000_000;
/// How much text is put into one file, in bytes.
const TEXT_BYTES: usize = 64 << 20;
/// The most that a file may decompress to, in bytes.
const MAX_TEXT_BYTES: u64 = 160 << 20;
/// So few files of others can wait.
const FEW: usize = 2;
/// So many unknown files are read at once.
const MAX_FILES: usize = 2000;
/// So many names of superfluous files that are not there are kept, for they may still come.
const MAX_KEPT_NAMES: usize = 100;

/// Whether a name is one that a file of reports can have.
pub fn is_report_file_name(name: &str) -> bool {
    is_random_name(name, ENDING)
}

/// The reports in the library of this device.
pub trait Reports {
    /// What can go wrong.
    type Error;
    /// What was remembered.
    fn report_state(&mut self) -> Result<Option<ReportState>, Self::Error>;
    /// Remembers it.
    fn set_report_state(&mut self, state: &ReportState) -> Result<(), Self::Error>;
    /// The reports written on this device whose rows are after one, in the order of the rows, of
    /// about so many bytes at most, but always one.
    fn written_after(&mut self, row: i64, bytes: usize) -> Result<Written, Self::Error>;
    /// Adds reports of another device, and remembers the state, in one transaction.
    fn take_reports(
        &mut self,
        lines: Vec<String>,
        device: Device,
        state: &ReportState,
    ) -> Result<Taken, Self::Error>;
}

/// Reports written on this device.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Written {
    /// Each as JSON on one line.
    pub lines: Vec<String>,
    /// How long they are together, in bytes.
    pub bytes: usize,
    /// The last of their rows.
    pub last: i64,
    /// Whether there are no more.
    pub is_all: bool,
}

/// What became of the reports of a file.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Taken {
    /// How many were new here.
    pub added: u64,
    /// How many were not understood.
    pub unreadable: u64,
}

/// What an exchange of reports did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Exchanged {
    /// How many reports came from others.
    pub received: u64,
    /// How many reports were sent that no file had.
    pub sent: u64,
    /// How many reports of others were not understood.
    pub unreadable: u64,
    /// Files that were not used.
    pub problems: Vec<Problem>,
}

/// What a library remembers of files of reports. It has no secret in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportState {
    library: LibraryId,
    device: Device,
    /// The own files, in the order of their rows.
    own: Vec<OwnFile>,
    /// Own files that others replace, and one that was about to be sent.
    superfluous: Vec<String>,
    /// Files of others that were read, with their sizes.
    read: BTreeMap<String, u64>,
    /// Files that could not be used, with their sizes: they may be incomplete, and are read again
    /// after all others.
    bad: BTreeMap<String, u64>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct OwnFile {
    name: String,
    bytes: u64,
    /// How long its reports are, in bytes.
    text: usize,
    /// The last row in it; it begins after that of the file before.
    last: i64,
    /// How often its reports were joined.
    level: u32,
}

impl ReportState {
    fn new(library: LibraryId, device: Device) -> Self {
        let (own, superfluous, read, bad) = Default::default();
        Self { library, device, own, superfluous, read, bad }
    }

    /// Up to which row all reports of a device are in files.
    pub fn sent_row_of(&self, device: Device) -> i64 {
        if self.device == device { self.sent_row() } else { 0 }
    }

    fn sent_row(&self) -> i64 {
        self.own.last().map_or(0, |file| file.last)
    }

    /// The state as that of a device. A library that became another device leaves its files to the
    /// copy that goes on under the former name, and sends all reports again.
    fn of(self, device: Device) -> Self {
        if self.device == device {
            return self;
        }
        Self { read: self.read, ..Self::new(self.library, device) }
    }

    /// The own files from a place in their order on are replaced.
    fn replace_from(&mut self, at: usize) {
        let replaced = self.own.split_off(at);
        self.superfluous.extend(replaced.into_iter().map(|file| file.name));
    }

    /// Where the last files begin that are to be joined with so much new text, if it is time. A
    /// full file stays as it is.
    fn run(&self, new_text: usize) -> Option<usize> {
        let level = self.own.last()?.level;
        let mut text = new_text;
        let fits = |file: &&OwnFile| {
            text = text.saturating_add(file.text);
            file.level == level && text <= TEXT_BYTES
        };
        let run = self.own.iter().rev().take_while(fits).count();
        (run + 1 >= MAX_RUN).then(|| self.own.len() - run)
    }

    /// The last row before an own file.
    fn row_before(&self, at: usize) -> i64 {
        at.checked_sub(1).map_or(0, |before| self.own[before].last)
    }

    fn is_own(&self, name: &str) -> bool {
        self.own.iter().any(|file| file.name == name)
    }
}

type Listing<'a> = BTreeMap<&'a str, u64>;

/// The first line of a file.
#[derive(Serialize, Deserialize)]
struct Header {
    format: String,
    library: LibraryId,
    device: Device,
    /// How many lines follow.
    reports: u64,
}

/// Takes the reports that other devices have, and sends those written here, after the facts were
/// synchronised with this outcome.
pub fn exchange_reports<L: Reports, R: Remote>(
    local: &mut L,
    remote: &mut R,
    facts: &Outcome,
    device: Device,
    request: &mut Request<'_>,
) -> Result<Exchanged, L::Error>
where
    L::Error: From<R::Error> + From<Stop>,
{
    let files = facts.listed.iter().filter(|file| is_report_file_name(&file.name));
    let listed: Listing<'_> = files.map(|file| (file.name.as_str(), file.bytes)).collect();
    let known = local.report_state()?.filter(|state| state.library == request.seal.library);
    let mut state = match known {
        Some(state) => state.of(device),
        None => ReportState::new(request.seal.library, device),
    };
    settle(&mut state, &listed);
    let removable = removable(&state, &listed);
    let mut exchanged = Exchanged::default();
    let mut has_news = facts.received + facts.dropped + facts.sent > 0;
    receive(local, remote, &listed, &mut state, request, has_news, &mut exchanged)?;
    has_news |= exchanged.received > 0;
    send(local, remote, &mut state, request, has_news, &mut exchanged)?;
    for name in removable.iter().take(remote.max_removals(removable.len())) {
        remote.remove(name)?;
        state.superfluous.retain(|kept| kept != name);
    }
    forget_missing(&mut state, &listed);
    local.set_report_state(&state)?;
    Ok(exchanged)
}

/// Compares what is remembered with what is there.
fn settle(state: &mut ReportState, listed: &Listing<'_>) {
    for known in [&mut state.read, &mut state.bad] {
        known.retain(|name, _| listed.contains_key(name.as_str()));
    }
    // A file that was lost, or never came: its rows are sent again, with those after them.
    let is_there = |file: &OwnFile| listed.get(file.name.as_str()) == Some(&file.bytes);
    if let Some(lost) = state.own.iter().position(|file| !is_there(file)) {
        state.replace_from(lost);
    }
}

fn receive<L: Reports, R: Remote>(
    local: &mut L,
    remote: &mut R,
    listed: &Listing<'_>,
    state: &mut ReportState,
    request: &mut Request<'_>,
    has_news: bool,
    exchanged: &mut Exchanged,
) -> Result<(), L::Error>
where
    L::Error: From<R::Error> + From<Stop>,
{
    let superfluous: BTreeSet<&String> = state.superfluous.iter().collect();
    let is_unknown = |name: &str, bytes: u64| {
        !state.is_own(name)
            && !superfluous.contains(&name.to_owned())
            && state.read.get(name) != Some(&bytes)
    };
    let unknown = listed.iter().filter(|(name, bytes)| is_unknown(name, **bytes));
    let mut unknown: Vec<(&str, u64)> = unknown.map(|(name, bytes)| (*name, *bytes)).collect();
    // The others first: they must not wait for thousands of damaged ones.
    unknown.sort_by_key(|(name, bytes)| state.bad.get(*name) == Some(bytes));
    unknown.truncate(MAX_FILES);
    for (at, (name, bytes)) in unknown.iter().enumerate() {
        if !(request.watch)(at, unknown.len()) {
            return Err(Stop::Cancelled.into());
        }
        if has_news && unknown.len() <= FEW && !remote.may_get() {
            break;
        }
        let opened = if *bytes > MAX_FILE_BYTES {
            Err(Refused::TooLarge)
        } else {
            // One that vanished meanwhile is in another one.
            let Some(content) = remote.get(name, MAX_FILE_BYTES + 1)? else { continue };
            open(request.seal, name, &content)
        };
        match opened {
            Ok((of, lines)) => {
                state.bad.remove(*name);
                state.read.insert((*name).to_owned(), *bytes);
                let taken = local.take_reports(lines, of, state)?;
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

fn open(seal: &Seal, name: &str, bytes: &[u8]) -> Result<(Device, Vec<String>), Refused> {
    let content = seal.open(name, bytes)?;
    let mut lines = Lines::of(&content, MAX_TEXT_BYTES)?;
    let header: Header = lines.header()?;
    if header.format != FORMAT || header.library != seal.library {
        return Err(Refused::NotOurs);
    }
    if header.reports > MAX_REPORTS {
        return Err(Refused::TooLarge);
    }
    let mut reports = Vec::new();
    while let Some(line) = lines.next()? {
        let line = std::str::from_utf8(line).map_err(|_| Refused::NotOurs)?;
        reports.push(line.to_owned());
        if reports.len() as u64 > header.reports {
            return Err(Refused::NotOurs);
        }
    }
    if reports.len() as u64 == header.reports {
        Ok((header.device, reports))
    } else {
        Err(Refused::NotOurs)
    }
}

/// Writes the reports that no own file contains.
fn send<L: Reports, R: Remote>(
    local: &mut L,
    remote: &mut R,
    state: &mut ReportState,
    request: &mut Request<'_>,
    has_news: bool,
    exchanged: &mut Exchanged,
) -> Result<(), L::Error>
where
    L::Error: From<R::Error> + From<Stop>,
{
    loop {
        let new = local.written_after(state.sent_row(), TEXT_BYTES)?;
        // After other news a few reports can wait; a part of many is sent at once.
        if new.lines.is_empty() || has_news && new.is_all && !remote.may_put() {
            return Ok(());
        }
        if !(request.watch)(0, 0) {
            return Err(Stop::Cancelled.into());
        }
        let (is_last, sent) = (new.is_all, new.lines.len() as u64);
        let (mut at, mut level, mut written) = (state.own.len(), 0, new);
        if let Some(run) = state.run(written.bytes) {
            let joined = local.written_after(state.row_before(run), TEXT_BYTES)?;
            if joined.is_all {
                (at, level, written) = (run, state.own[run].level + 1, joined);
            }
        }
        let name = random_name(ENDING, request.entropy);
        let header = Header {
            format: FORMAT.to_owned(),
            library: state.library,
            device: state.device,
            reports: written.lines.len() as u64,
        };
        let (text, last) = (written.bytes, written.last);
        let content = lines::encode(&header, written.lines);
        let bytes = request.seal.close(&name, &content, request.entropy);
        if bytes.len() as u64 > MAX_FILE_BYTES {
            return Err(Stop::TooLarge.into());
        }
        state.superfluous.push(name.clone());
        local.set_report_state(state)?;
        remote.put(&name, &bytes)?;
        state.superfluous.pop();
        state.replace_from(at);
        state.own.push(OwnFile { name, bytes: bytes.len() as u64, text, last, level });
        local.set_report_state(state)?;
        exchanged.sent += sent;
        if is_last {
            return Ok(());
        }
    }
}

/// The superfluous files that are there, once all own files are.
fn removable(state: &ReportState, listed: &Listing<'_>) -> Vec<String> {
    let is_there = |name: &String| listed.contains_key(name.as_str());
    if state.own.iter().all(|file| is_there(&file.name)) {
        state.superfluous.iter().filter(|name| is_there(name)).cloned().collect()
    } else {
        Vec::new()
    }
}

/// Keeps only so many names of superfluous files that are not there.
fn forget_missing(state: &mut ReportState, listed: &Listing<'_>) {
    let is_missing = |name: &String| !listed.contains_key(name.as_str());
    let missing = state.superfluous.iter().filter(|name| is_missing(name)).count();
    let mut forgotten = missing.saturating_sub(MAX_KEPT_NAMES);
    state.superfluous.retain(|name| {
        let is_forgotten = forgotten > 0 && is_missing(name);
        forgotten -= usize::from(is_forgotten);
        !is_forgotten
    });
}
