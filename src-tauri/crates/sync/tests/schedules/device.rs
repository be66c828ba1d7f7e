//! A device with a library in memory, which may be stopped before and after each of its steps.

use crate::random::Random;
use crate::server::Server;
use paperboy_sync::{
    Applied, Device as DeviceId, Fact, ItemKind, ItemPreview, ItemState, Items, KeyFile, Known,
    Local, MasterKey, Outcome, OwnItems, Remote, Request, Seal, Stamp, State, Step, Stop, Subject,
    TOMBSTONE_LIFETIME_MILLISECONDS, Taken, Time, Unsent, View, exchange_items, in_force,
    preview_items, remove_device, synchronise,
};
use std::collections::{BTreeMap, BTreeSet};

#[derive(Debug)]
pub(crate) enum Failed {
    Interrupted,
    Stop(Stop),
}

impl From<Stop> for Failed {
    fn from(stop: Stop) -> Self {
        Self::Stop(stop)
    }
}

#[derive(Clone)]
pub(crate) struct Device {
    pub(crate) name: usize,
    id: DeviceId,
    clock: Time,
    /// How far its clock is ahead, in milliseconds.
    skew: i64,
    rows: Vec<(i64, Fact)>,
    state: Option<State>,
    /// Which kind of item it exchanges: there are fewer files of some at once.
    pub(crate) kind: ItemKind,
    /// Each with whether it was written here; the row is its place, from one.
    items: Vec<(String, bool)>,
    pub(crate) item_state: Option<ItemState>,
    /// The seed of the key; `None`: files are readable.
    pub(crate) encryption: Option<u64>,
    pub(crate) away_until: i64,
    /// How many steps it makes before it is stopped.
    pub(crate) fuse: Option<u64>,
    names_given: i64,
}

impl Device {
    pub(crate) fn new(name: usize, skew: i64, encryption: Option<u64>, kind: ItemKind) -> Self {
        Self {
            name,
            id: DeviceId(name as i64 + 1),
            clock: Time::default(),
            skew,
            rows: Vec::new(),
            state: None,
            kind,
            items: Vec::new(),
            item_state: None,
            encryption,
            away_until: 0,
            fuse: None,
            names_given: 0,
        }
    }

    /// The same library in another place.
    pub(crate) fn copied(&self, name: usize) -> Self {
        Self { name, names_given: name as i64 * 1_000_000, ..self.clone() }
    }

    pub(crate) fn live(&self) -> BTreeMap<Subject, Fact> {
        self.newest().into_iter().filter(|(_, fact)| !fact.is_tombstone()).collect()
    }

    fn newest(&self) -> BTreeMap<Subject, Fact> {
        let facts = self.rows.iter().map(|(_, fact)| fact.clone());
        in_force(facts, |fact| fact.subject.clone(), |fact| fact.stamp).into_iter().collect()
    }

    pub(crate) fn newest_rows(&self) -> Vec<(i64, Stamp)> {
        self.rows.iter().map(|(row, fact)| (*row, fact.stamp)).collect()
    }

    pub(crate) fn sent_row(&self) -> i64 {
        self.state.as_ref().map_or(0, State::sent_row)
    }

    pub(crate) fn act(&mut self, subject: Subject, value: Option<String>, now: i64) -> Fact {
        self.clock = self.clock.next(now + self.skew);
        let fact = Fact::new(subject, value, self.clock, self.id);
        self.push(fact.clone());
        fact
    }

    pub(crate) fn write_item(&mut self, text: String) {
        self.items.push((text, true));
    }

    pub(crate) fn items(&self) -> BTreeSet<&str> {
        self.items.iter().map(|(text, _)| text.as_str()).collect()
    }

    fn push(&mut self, fact: Fact) {
        let row = self.rows.last().map_or(1, |(row, _)| row + 1);
        self.rows.push((row, fact));
    }

    /// As the log in the library does.
    pub(crate) fn forget_old_tombstones(&mut self) {
        let newest = self.newest();
        let oldest = self.clock.earlier_by(TOMBSTONE_LIFETIME_MILLISECONDS);
        let last = self.rows.last().map(|(row, _)| *row);
        self.rows.retain(|(row, fact)| {
            let is_newest = newest[&fact.subject].stamp == fact.stamp;
            let is_old = fact.is_tombstone() && fact.stamp.time < oldest;
            is_newest && (!is_old || Some(*row) == last)
        });
    }

    /// Another device whose files it knows.
    pub(crate) fn peer(&self) -> Option<DeviceId> {
        Some(self.state.as_ref()?.peers().first()?.device)
    }

    /// Synchronises, and removes another device where one is named.
    pub(crate) fn synchronise(
        &mut self,
        server: &mut Server,
        now: i64,
        random: &mut Random,
        removed: Option<DeviceId>,
    ) -> Result<Outcome, Failed> {
        let (seal, now) = (self.seal(), now + self.skew);
        let name = self.name.to_string();
        let mut request = Request {
            seal: &seal,
            device_name: &name,
            now,
            watch: &mut |_, _| true,
            entropy: &mut |bytes| random.fill(bytes),
        };
        match removed {
            Some(device) => remove_device(self, server, &mut request, device),
            None => {
                let mut outcome = synchronise(self, server, &mut request)?;
                let device = self.id;
                let exchanged = exchange_items(self, server, &outcome, device, &mut request)?;
                outcome.problems.extend(exchanged.problems);
                Ok(outcome)
            }
        }
    }

    /// How many items it would take, where the files that are read may have so many bytes.
    pub(crate) fn preview(
        &mut self,
        server: &mut Server,
        now: i64,
        random: &mut Random,
        mut bytes: u64,
    ) -> ItemPreview {
        let seal = self.seal();
        let mut request = Request {
            seal: &seal,
            device_name: "",
            now,
            watch: &mut |_, _| true,
            entropy: &mut |bytes| random.fill(bytes),
        };
        let listed = server.list().unwrap();
        preview_items(self, server, &listed, &mut request, &mut bytes).unwrap()
    }

    fn seal(&self) -> Seal {
        let library = KeyFile::plain(&mut |bytes| bytes.fill(7)).library();
        let key =
            self.encryption.map(|seed| MasterKey::from_text(&format!("{seed:064x}")).unwrap());
        Seal { library, key }
    }

    fn burn(&mut self) -> Result<(), Failed> {
        match &mut self.fuse {
            Some(0) => Err(Failed::Interrupted),
            Some(left) => {
                *left -= 1;
                Ok(())
            }
            None => Ok(()),
        }
    }
}

impl Local for Device {
    type Error = Failed;

    fn state(&mut self) -> Result<Option<State>, Failed> {
        self.burn()?;
        Ok(self.state.clone())
    }

    fn set_state(&mut self, state: &State) -> Result<(), Failed> {
        self.burn()?;
        self.state = Some(state.clone());
        self.burn()
    }

    fn renew_device(&mut self, sent: i64) -> Result<(), Failed> {
        self.burn()?;
        self.names_given += 1;
        let former = self.id;
        self.id = DeviceId(1000 * (self.name as i64 + 1) + self.names_given * 1_000_000);
        for (row, fact) in &mut self.rows {
            if *row > sent && fact.stamp.device == former {
                let (subject, value) = (fact.subject.clone(), fact.value.clone());
                *fact = Fact::new(subject, value, fact.stamp.time, self.id);
            }
        }
        self.burn()
    }

    fn facts_after(&mut self, after: i64) -> Result<Unsent, Failed> {
        self.burn()?;
        let newest = self.newest();
        let is_wanted =
            |row: i64, fact: &Fact| row > after && newest[&fact.subject].stamp == fact.stamp;
        let facts = self.rows.iter().filter(|(row, fact)| is_wanted(*row, fact));
        Ok(Unsent {
            device: self.id,
            clock: self.clock,
            newest: self.rows.last().map_or(0, |(row, _)| *row),
            facts: facts.map(|(_, fact)| fact.clone()).collect(),
        })
    }

    fn count_own_after(&mut self, after: i64) -> Result<u64, Failed> {
        let Unsent { device, facts, .. } = self.facts_after(after)?;
        Ok(facts.iter().filter(|fact| fact.stamp.device == device).count() as u64)
    }

    fn merge(&mut self, views: Vec<View>, mut state: State) -> Result<Applied, Failed> {
        self.burn()?;
        let facts = self.newest().into_iter().map(|(subject, fact)| (subject, fact.stamp));
        let mut known =
            Known { facts: facts.collect(), seen: state.seen.clone(), floor: state.floor };
        let (mut taken, mut dropped) = (0, 0);
        for view in views {
            for step in known.merge(view) {
                match step {
                    Step::Take(fact) => {
                        self.clock = self.clock.max(fact.stamp.time);
                        self.push(fact);
                        taken += 1;
                    }
                    Step::Drop(subject) => {
                        self.rows.retain(|(_, fact)| fact.subject != subject);
                        dropped += 1;
                    }
                }
            }
        }
        (state.seen, state.floor) = (known.seen, known.floor);
        state.rows_end_at(self.rows.last().map_or(0, |(row, _)| *row));
        self.state = Some(state.clone());
        self.burn()?;
        Ok(Applied { state, taken, dropped, unreadable: 0 })
    }
}

/// A file of items has at most so many, so that there are several.
const ITEMS_AT_ONCE: usize = 30;

impl Items for Device {
    type Error = Failed;

    fn kind(&self) -> ItemKind {
        self.kind
    }

    fn item_state(&mut self) -> Result<Option<ItemState>, Failed> {
        self.burn()?;
        Ok(self.item_state.clone())
    }

    fn set_item_state(&mut self, state: &ItemState) -> Result<(), Failed> {
        self.burn()?;
        self.item_state = Some(state.clone());
        self.burn()
    }

    fn items_after(&mut self, row: i64, bytes: usize) -> Result<OwnItems, Failed> {
        self.burn()?;
        let rows = (1..).zip(&self.items).filter(|(at, (_, is_own))| *at > row && *is_own);
        let own: Vec<(i64, String)> = rows.map(|(at, (text, _))| (at, text.clone())).collect();
        let is_all = own.len() <= ITEMS_AT_ONCE;
        let sent = &own[..own.len().min(ITEMS_AT_ONCE)];
        let last = sent.last().map_or(row, |(at, _)| *at);
        let lines: Vec<String> = sent.iter().map(|(_, text)| text.clone()).collect();
        let bytes = lines.len() * (bytes / ITEMS_AT_ONCE);
        Ok(OwnItems { lines, bytes, last, is_all })
    }

    fn take_items(
        &mut self,
        lines: Vec<String>,
        _device: DeviceId,
        state: &ItemState,
    ) -> Result<Taken, Failed> {
        self.burn()?;
        let mut added = 0;
        for line in lines {
            if !self.items().contains(line.as_str()) {
                self.items.push((line, false));
                added += 1;
            }
        }
        self.item_state = Some(state.clone());
        self.burn()?;
        Ok(Taken { added, unreadable: 0 })
    }

    fn new_items(&mut self, lines: Vec<String>) -> Result<BTreeSet<Vec<u8>>, Failed> {
        self.burn()?;
        let known = self.items();
        let new = lines.into_iter().filter(|line| !known.contains(line.as_str()));
        Ok(new.map(String::into_bytes).collect())
    }
}
