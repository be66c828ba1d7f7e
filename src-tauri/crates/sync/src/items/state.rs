//! What a library remembers of the files of items, compared with those that are there.

use crate::Device;
use crate::state::LibraryId;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// The most files of about one size that are joined into one, so that there are never many.
const MAX_RUN: usize = 16;
/// The most names of superfluous files that are kept while the files are not there: they may still come.
const MAX_KEPT_NAMES: usize = 100;

/// What a library remembers of the files of one kind of item. It has no secret in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemState {
    pub(super) library: LibraryId,
    pub(super) device: Device,
    /// The own files, in the order of their rows.
    pub(super) own: Vec<OwnFile>,
    /// Own files that others replace, and one that was about to be sent.
    pub(super) superfluous: Vec<String>,
    /// Files of others that were read, with their sizes.
    pub(super) read: BTreeMap<String, u64>,
    /// Files that could not be used, with their sizes: they may be incomplete, and are read again
    /// after all others.
    pub(super) bad: BTreeMap<String, u64>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct OwnFile {
    pub(super) name: String,
    pub(super) bytes: u64,
    /// How long its items are, in bytes.
    pub(super) text: usize,
    /// The last row in it; it begins after that of the file before.
    pub(super) last: i64,
    /// How often its items were joined.
    pub(super) level: u32,
}

impl ItemState {
    /// Of a library that exchanged nothing yet.
    pub fn new(library: LibraryId, device: Device) -> Self {
        let (own, superfluous, read, bad) = Default::default();
        Self { library, device, own, superfluous, read, bad }
    }

    /// Up to which row all items of a device are in files.
    pub fn sent_row_of(&self, device: Device) -> i64 {
        if self.device == device { self.sent_row() } else { 0 }
    }

    pub(super) fn sent_row(&self) -> i64 {
        self.own.last().map_or(0, |file| file.last)
    }

    /// The state as that of a device. A library that became another device leaves its files to the
    /// copy that continues under the former name, and sends all items again.
    pub(super) fn of(self, device: Device) -> Self {
        if self.device == device {
            return self;
        }
        Self { read: self.read, ..Self::new(self.library, device) }
    }

    /// The own files from a place in their order on are replaced.
    pub(super) fn replace_from(&mut self, at: usize) {
        let replaced = self.own.split_off(at);
        self.superfluous.extend(replaced.into_iter().map(|file| file.name));
    }

    /// Where the last files begin that are to be joined with so much new text to at most so much, if
    /// it is time. A full file stays as it is.
    pub(super) fn run(&self, new_text: usize, max_text: usize) -> Option<usize> {
        let level = self.own.last()?.level;
        let mut text = new_text;
        let fits = |file: &&OwnFile| {
            text = text.saturating_add(file.text);
            file.level == level && text <= max_text
        };
        let run = self.own.iter().rev().take_while(fits).count();
        (run + 1 >= MAX_RUN).then(|| self.own.len() - run)
    }

    /// The last row before an own file.
    pub(super) fn row_before(&self, at: usize) -> i64 {
        at.checked_sub(1).map_or(0, |before| self.own[before].last)
    }

    /// The files of others that were not read, with their sizes.
    pub(super) fn unread<'a>(&self, listed: &Listing<'a>) -> Vec<(&'a str, u64)> {
        let own = self.own.iter().map(|file| &file.name).chain(&self.superfluous);
        let own: BTreeSet<&str> = own.map(String::as_str).collect();
        let files = listed.iter().map(|(name, bytes)| (*name, *bytes));
        let mut unread: Vec<(&str, u64)> = files
            .filter(|(name, bytes)| !own.contains(name) && self.read.get(*name) != Some(bytes))
            .collect();
        // The others first: they must not wait for thousands of damaged ones.
        unread.sort_by_key(|(name, bytes)| self.bad.get(*name) == Some(bytes));
        unread
    }

    /// Compares what is remembered with what is there.
    pub(super) fn settle(&mut self, listed: &Listing<'_>) {
        for known in [&mut self.read, &mut self.bad] {
            known.retain(|name, _| listed.contains_key(name.as_str()));
        }
        // A file that was lost, or never came: its rows are sent again, with those after them.
        let is_there = |file: &OwnFile| listed.get(file.name.as_str()) == Some(&file.bytes);
        if let Some(lost) = self.own.iter().position(|file| !is_there(file)) {
            self.replace_from(lost);
        }
    }

    /// The superfluous files that are there, once all own files are.
    pub(super) fn removable(&self, listed: &Listing<'_>) -> Vec<String> {
        let is_there = |name: &String| listed.contains_key(name.as_str());
        if self.own.iter().all(|file| is_there(&file.name)) {
            self.superfluous.iter().filter(|name| is_there(name)).cloned().collect()
        } else {
            Vec::new()
        }
    }

    /// Keeps only so many names of superfluous files that are not there.
    pub(super) fn forget_missing(&mut self, listed: &Listing<'_>) {
        let is_missing = |name: &String| !listed.contains_key(name.as_str());
        let missing = self.superfluous.iter().filter(|name| is_missing(name)).count();
        let mut forgotten = missing.saturating_sub(MAX_KEPT_NAMES);
        self.superfluous.retain(|name| {
            let is_forgotten = forgotten > 0 && is_missing(name);
            forgotten -= usize::from(is_forgotten);
            !is_forgotten
        });
    }
}

/// The files of one kind that are there, with their sizes.
pub(super) type Listing<'a> = BTreeMap<&'a str, u64>;
