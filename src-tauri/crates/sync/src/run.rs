//! A synchronisation, step by step. Stopped at any of them, the next one continues correctly: a file
//! is noted before it is sent, what is merged is noted in the transaction of the merge, and a file
//! is removed only when a later one with all of its content was listed.

use crate::chain::{DeviceState, Opened, Problem, device_states};
use crate::segment::{self, Header, MAX_FILE_BYTES, Refused, is_segment_name, segment_name};
use crate::state::{OwnFile, ReadFile, State};
use crate::{
    Device, Entropy, Fact, MAX_AHEAD_MILLISECONDS, Seal, TOMBSTONE_LIFETIME_MILLISECONDS, Time,
    View,
};
use std::collections::{BTreeMap, BTreeSet};

/// After so many files of changes, a device writes all facts again in one file.
const MAX_CHANGES_FILES: usize = 16;
/// A device with anything new writes a file of all facts at least this often: removals of other
/// devices must be in it before these forget them.
const WHOLE_AGAIN_MILLISECONDS: i64 = 30 * 24 * 3600 * 1000;
/// The most unknown files that are read in one synchronisation.
const MAX_FILES: usize = 2000;

/// A place where files are kept. None is written twice.
pub trait Remote {
    /// What can go wrong.
    type Error;
    /// The names and sizes of all files.
    fn list(&mut self) -> Result<Vec<Listed>, Self::Error>;
    /// The bytes of a file, at most so many; `None`: it is not there.
    fn get(&mut self, name: &str, max_bytes: u64) -> Result<Option<Vec<u8>>, Self::Error>;
    /// Writes a file, whole or not at all.
    fn put(&mut self, name: &str, bytes: &[u8]) -> Result<(), Self::Error>;
    /// Removes a file; that it is not there is no error.
    fn remove(&mut self, name: &str) -> Result<(), Self::Error>;
    /// How many of so many superfluous files may be removed now.
    fn max_removals(&self, superfluous: usize) -> usize;
    /// Whether one more file may be read now; else it can wait for the next synchronisation.
    fn may_get(&self) -> bool {
        true
    }
    /// Whether one more file may be written now; else it can wait for the next synchronisation.
    fn may_put(&self) -> bool {
        true
    }
}

/// A file at a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Its name.
    pub name: String,
    /// Its size, in bytes.
    pub bytes: u64,
}

/// The library of this device.
pub trait Local {
    /// What can go wrong.
    type Error;
    /// What was remembered.
    fn state(&mut self) -> Result<Option<State>, Self::Error>;
    /// Remembers it.
    fn set_state(&mut self, state: &State) -> Result<(), Self::Error>;
    /// Makes this library another device: it is a copy of one that writes, too. Its facts whose rows
    /// are after `sent` become those of the new device: they were never sent, and others may believe
    /// that they have seen all that the former device did at that time.
    fn renew_device(&mut self, sent: i64) -> Result<(), Self::Error>;
    /// The facts in force whose rows are after one, in the order of the rows.
    fn facts_after(&mut self, row: i64) -> Result<Unsent, Self::Error>;
    /// How many of them this device wrote.
    fn count_own_after(&mut self, row: i64) -> Result<u64, Self::Error>;
    /// Merges what others know, and remembers the state, in one transaction.
    fn merge(&mut self, views: Vec<View>, state: State) -> Result<Applied, Self::Error>;
}

/// Facts of the log.
#[derive(Debug, Clone)]
pub struct Unsent {
    /// This device.
    pub device: Device,
    /// The newest time that is known here.
    pub clock: Time,
    /// The newest row of the log.
    pub newest: i64,
    /// The facts.
    pub facts: Vec<Fact>,
}

/// What a merge did.
#[derive(Debug, Clone)]
pub struct Applied {
    /// The state as it was stored.
    pub state: State,
    /// How many facts were taken.
    pub taken: u64,
    /// How many facts were removed that others removed long ago.
    pub dropped: u64,
    /// How many facts were not understood.
    pub unreadable: u64,
}

/// Why a synchronisation can't begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Stop {
    /// What the user did here is dated more than a day ahead.
    #[error(
        "the newest change on this computer is dated {hours} hours ahead of its clock; correct the clock"
    )]
    ClockAhead {
        /// How far.
        hours: u64,
    },
    /// The user stopped it.
    #[error("it was stopped")]
    Cancelled,
    /// There are more facts than one file may have.
    #[error("this library has more than can be synchronised")]
    TooLarge,
    /// What was sent is not there.
    #[error("what was sent has not arrived")]
    NotArrived,
}

/// What to synchronise with, and how.
pub struct Request<'a> {
    /// How files are kept.
    pub seal: &'a Seal,
    /// What the user calls this device.
    pub device_name: &'a str,
    /// Milliseconds since 1970.
    pub now: i64,
    /// Gets how many files of how many were read; whether to continue.
    pub watch: &'a mut dyn FnMut(usize, usize) -> bool,
    /// Random bytes.
    pub entropy: Entropy<'a>,
}

/// What a synchronisation did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outcome {
    /// How many facts came from others.
    pub received: u64,
    /// How many facts were removed here because others removed them long ago.
    pub dropped: u64,
    /// How many facts were sent.
    pub sent: u64,
    /// How many facts of others were not understood.
    pub unreadable: u64,
    /// Whether another copy of this library was noticed, and this one is now a device of its own.
    pub is_renewed: bool,
    /// Files that were not used.
    pub problems: Vec<Problem>,
    /// What was there at the beginning.
    pub listed: Vec<Listed>,
}

/// What a synchronisation would do.
#[derive(Debug, Clone, Default)]
pub struct Preview {
    /// What others know.
    pub views: Vec<View>,
    /// The state that goes with it.
    pub state: Option<State>,
    /// Files that were not used.
    pub problems: Vec<Problem>,
    /// What is there.
    pub listed: Vec<Listed>,
}

/// Reads what others know, and changes nothing.
pub fn preview<L: Local, R: Remote>(
    local: &mut L,
    remote: &mut R,
    request: &mut Request<'_>,
) -> Result<Preview, L::Error>
where
    L::Error: From<R::Error> + From<Stop>,
{
    let device = local.facts_after(i64::MAX)?.device;
    let state = local.state()?.filter(|state| is_of(state, request, device));
    let state = state.unwrap_or_else(|| State::new(request.seal.library, device));
    let listed = remote.list()?;
    let files = listing(&listed);
    let mut problems = Vec::new();
    let devices = read::<R, L::Error>(remote, &files, &state, request, &mut problems)?.devices;
    let views = devices.into_iter().map(|device| device.view).collect();
    Ok(Preview { views, state: Some(state), problems, listed })
}

/// Takes what others did, and sends what was done here.
pub fn synchronise<L: Local, R: Remote>(
    local: &mut L,
    remote: &mut R,
    request: &mut Request<'_>,
) -> Result<Outcome, L::Error>
where
    L::Error: From<R::Error> + From<Stop>,
{
    let log = local.facts_after(i64::MAX)?;
    let latest = Time::at(request.now.saturating_add(MAX_AHEAD_MILLISECONDS));
    if log.clock > latest {
        let ahead = log.clock.milliseconds().saturating_sub(request.now);
        return Err(Stop::ClockAhead { hours: ahead.unsigned_abs() / 3_600_000 }.into());
    }
    let mut outcome = Outcome::default();
    let mut state = match local.state()? {
        Some(state) if is_of(&state, request, log.device) => state,
        Some(state) if state.library == request.seal.library => state.renewed(log.device),
        _ => State::new(request.seal.library, log.device),
    };
    // A library in which nothing was done has nothing to say.
    state.must_write_all &= log.newest > 0;
    outcome.listed = remote.list()?;
    let listed = listing(&outcome.listed);
    let mut problems = Vec::new();
    let mut reading = read::<R, L::Error>(remote, &listed, &state, request, &mut problems)?;
    if reading.is_copied {
        local.renew_device(state.sent)?;
        outcome.is_renewed = true;
        state = state.renewed(local.facts_after(i64::MAX)?.device);
        problems.clear();
        reading = read::<R, L::Error>(remote, &listed, &state, request, &mut problems)?;
    }
    outcome.problems = problems;
    state = take(local, reading, &listed, state, request.now, &mut outcome)?;
    send(local, remote, &listed, &mut state, request, &mut outcome)?;
    tidy(local, remote, &listed, &mut state)?;
    Ok(outcome)
}

/// Removes another device: its files. What it knew is in a file of this device before; if it
/// synchronises again, it writes all that it knows, and is one of the devices again.
pub fn remove_device<L: Local, R: Remote>(
    local: &mut L,
    remote: &mut R,
    request: &mut Request<'_>,
    device: Device,
) -> Result<Outcome, L::Error>
where
    L::Error: From<R::Error> + From<Stop>,
{
    let mut outcome = synchronise(local, remote, request)?;
    let Some(mut state) = local.state()? else { return Ok(outcome) };
    if state.files_of(device).is_empty() {
        return Ok(outcome);
    }
    let knows_anything = local.facts_after(i64::MAX)?.newest > 0;
    state.must_write_all = knows_anything;
    local.set_state(&state)?;
    let second = synchronise(local, remote, request)?;
    outcome.received += second.received;
    outcome.dropped += second.dropped;
    outcome.sent += second.sent;
    let Some(mut state) = local.state()? else { return Ok(outcome) };
    let listed = listing(&remote.list()?);
    let is_there = |file: &OwnFile| listed.get(&file.name) == Some(&file.bytes);
    if knows_anything && !state.newest_whole().is_some_and(is_there) {
        return Err(Stop::NotArrived.into());
    }
    for name in state.files_of(device) {
        remote.remove(&name)?;
        state.read.remove(&name);
    }
    state.chains.remove(&device);
    state.names.remove(&device);
    local.set_state(&state)?;
    Ok(outcome)
}

fn is_of(state: &State, request: &Request<'_>, device: Device) -> bool {
    state.library == request.seal.library && state.device == device
}

type Listing = BTreeMap<String, u64>;

fn listing(listed: &[Listed]) -> Listing {
    let ours = listed.iter().filter(|file| is_segment_name(&file.name));
    ours.map(|file| (file.name.clone(), file.bytes)).collect()
}

struct Reading {
    devices: Vec<DeviceState>,
    /// Files that can't be read, with their sizes.
    bad: Vec<(String, u64)>,
    /// Whether somebody else writes under the name of this device.
    is_copied: bool,
}

fn read<R: Remote, E: From<R::Error> + From<Stop>>(
    remote: &mut R,
    listed: &Listing,
    state: &State,
    request: &mut Request<'_>,
    problems: &mut Vec<Problem>,
) -> Result<Reading, E> {
    let own: BTreeSet<&str> = state.own.iter().map(|file| file.name.as_str()).collect();
    let known = |name: &str, bytes: u64| state.read.get(name).filter(|read| read.bytes == bytes);
    // One that could not be read may have arrived only in part: it is read again, and named
    // again, as long as it is there.
    let mut unknown: Vec<(&String, u64)> = listed
        .iter()
        .map(|(name, bytes)| (name, *bytes))
        .filter(|(name, _)| !own.contains(name.as_str()))
        .filter(|(name, bytes)| known(name, *bytes).is_none_or(|read| read.device.is_none()))
        .collect();
    // The others first: they must not wait for thousands of damaged ones.
    unknown.sort_by_key(|(name, bytes)| known(name, *bytes).is_some());
    unknown.truncate(MAX_FILES);
    let (mut opened, mut bad, mut is_copied) = (Vec::new(), Vec::new(), false);
    for (at, (name, bytes)) in unknown.iter().enumerate() {
        if !(request.watch)(at, unknown.len()) {
            return Err(Stop::Cancelled.into());
        }
        let segment = if *bytes > MAX_FILE_BYTES {
            Err(Refused::TooLarge)
        } else {
            // One that vanished meanwhile is no problem: its writer has put all of it into another.
            let Some(content) = remote.get(name, MAX_FILE_BYTES + 1)? else { continue };
            let content = request.seal.open(name, &content);
            content.and_then(|content| segment::decode(&content)).and_then(|segment| {
                let is_ours = segment.header.library == request.seal.library;
                is_ours.then_some(segment).ok_or(Refused::Altered)
            })
        };
        match segment {
            Ok(segment) => {
                is_copied |= segment.header.device == state.device;
                opened.push(Opened { name: (*name).clone(), bytes: *bytes, segment });
            }
            Err(why) => {
                // A file that a newer Paperboy can read is asked for again.
                if why != Refused::Newer {
                    bad.push(((*name).clone(), *bytes));
                }
                problems.push(Problem { file: (*name).clone(), why });
            }
        }
    }
    Ok(Reading { devices: device_states(opened, state, request.now, problems), bad, is_copied })
}

/// Merges what was read.
fn take<L: Local>(
    local: &mut L,
    reading: Reading,
    listed: &Listing,
    mut state: State,
    now: i64,
    outcome: &mut Outcome,
) -> Result<State, L::Error> {
    state.read.retain(|name, _| listed.contains_key(name));
    for (name, bytes) in reading.bad {
        state.read.insert(name, ReadFile { bytes, device: None });
    }
    let mut views = Vec::new();
    for DeviceState { view, device, signature, number, files } in reading.devices {
        let known = state.names.entry(device).or_default();
        if signature.1 >= known.1 {
            *known = signature;
        }
        let read = |(name, bytes)| (name, ReadFile { bytes, device: Some(device) });
        state.read.extend(files.into_iter().map(read));
        let merged = state.chains.entry(device).or_default();
        *merged = number.max(*merged);
        views.push(view);
    }
    // A device whose files are all gone: what it knew is here, and must not be here alone.
    let there: BTreeSet<Device> = state.read.values().filter_map(|read| read.device).collect();
    let before = state.chains.len();
    state.chains.retain(|device, _| there.contains(device));
    state.names.retain(|device, _| there.contains(device));
    state.must_write_all |= state.chains.len() < before;
    let clock = local.facts_after(i64::MAX)?.clock.max(Time::at(0));
    let forgotten = clock.earlier_by(TOMBSTONE_LIFETIME_MILLISECONDS);
    state.floor = state.floor.max(forgotten).min(Time::at(now));
    let applied = local.merge(views, state)?;
    outcome.received += applied.taken;
    outcome.dropped += applied.dropped;
    outcome.unreadable += applied.unreadable;
    let mut state = applied.state;
    // The own files, if there are any, still contain what others removed.
    if applied.dropped > 0 && !state.own.is_empty() {
        state.must_write_all = true;
    }
    Ok(state)
}

/// Writes the facts that no own file contains.
fn send<L: Local, R: Remote>(
    local: &mut L,
    remote: &mut R,
    listed: &Listing,
    state: &mut State,
    request: &mut Request<'_>,
    outcome: &mut Outcome,
) -> Result<(), L::Error>
where
    L::Error: From<R::Error> + From<Stop>,
{
    settle(state, listed);
    let own = local.count_own_after(state.sent)?;
    let is_old = state
        .newest_whole()
        .is_none_or(|whole| request.now.saturating_sub(whole.written) > WHOLE_AGAIN_MILLISECONDS);
    let changes = state.own.iter().rev().take_while(|file| !file.is_whole).count();
    let is_any_unsent = local.facts_after(i64::MAX)?.newest > state.sent;
    let is_whole = state.must_write_all
        || own > 0 && (changes >= MAX_CHANGES_FILES || state.newest_whole().is_none())
        || !state.own.is_empty() && is_any_unsent && is_old;
    if !is_whole && own == 0 {
        return local.set_state(state);
    }
    let mut unsent = local.facts_after(if is_whole { 0 } else { state.sent })?;
    if is_whole {
        unsent.facts.retain(|fact| !fact.is_tombstone() || fact.stamp.time >= state.floor);
    }
    if !(request.watch)(0, 0) {
        return Err(Stop::Cancelled.into());
    }
    let mut seen = state.seen.clone();
    seen.raise(unsent.device, unsent.clock);
    let header = Header {
        number: state.next,
        whole: is_whole,
        seen,
        floor: state.floor,
        clock: unsent.clock,
        facts: unsent.facts.len() as u64,
        ..Header::new(state.library, unsent.device, request.device_name)
    };
    let name = segment_name(request.entropy);
    let content = segment::encode(&header, &unsent.facts);
    let bytes = request.seal.close(&name, &content, request.entropy);
    if bytes.len() as u64 > MAX_FILE_BYTES {
        return Err(Stop::TooLarge.into());
    }
    state.next += 1;
    state.own.push(OwnFile {
        name: name.clone(),
        number: header.number,
        bytes: bytes.len() as u64,
        is_whole,
        row: unsent.newest,
        written: request.now,
        is_sent: false,
    });
    local.set_state(state)?;
    remote.put(&name, &bytes)?;
    arrived(state);
    outcome.sent = header.facts;
    local.set_state(state)
}

/// Compares the own files with those that are there.
fn settle(state: &mut State, listed: &Listing) {
    let is_there = |file: &OwnFile| listed.get(&file.name) == Some(&file.bytes);
    if state.own.last().is_some_and(|last| !last.is_sent && is_there(last)) {
        arrived(state);
    }
    let needed = state.newest_whole().map_or(0, |whole| whole.number);
    // A file that did not arrive, or was lost. Its number is not used again, for it may still come.
    let is_lost = |file: &OwnFile| file.number >= needed && !(file.is_sent && is_there(file));
    state.must_write_all |= state.own.iter().any(is_lost);
}

/// The last own file is there.
fn arrived(state: &mut State) {
    let Some(last) = state.own.last_mut() else { return };
    last.is_sent = true;
    state.sent = last.row;
    if last.is_whole {
        state.must_write_all = false;
    }
}

/// Removes own files whose content is in a later one that is there.
fn tidy<L: Local, R: Remote>(
    local: &mut L,
    remote: &mut R,
    listed: &Listing,
    state: &mut State,
) -> Result<(), L::Error>
where
    L::Error: From<R::Error> + From<Stop>,
{
    let whole = state.newest_whole().filter(|whole| listed.contains_key(&whole.name));
    let Some(needed) = whole.map(|whole| whole.number) else { return Ok(()) };
    let superfluous: Vec<String> = state
        .own
        .iter()
        .filter(|file| file.number < needed && listed.contains_key(&file.name))
        .map(|file| file.name.clone())
        .collect();
    let removed = remote.max_removals(superfluous.len());
    for name in superfluous.iter().take(removed) {
        remote.remove(name)?;
    }
    // The name of one that never came is kept for a while: it must not look like another's.
    let kept = |file: &OwnFile| {
        file.number >= needed
            || listed.contains_key(&file.name)
            || file.number + MAX_KEPT_NAMES > needed
    };
    let before = state.own.len();
    state.own.retain(kept);
    if state.own.len() < before { local.set_state(state) } else { Ok(()) }
}

/// The most names of own files that are kept while the files are not there.
const MAX_KEPT_NAMES: u64 = 100;
