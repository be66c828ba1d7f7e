//! The files of the devices, put together: what each device knows.

use crate::segment::{Header, Refused, Segment};
use crate::state::State;
use crate::{Device, MAX_AHEAD_MILLISECONDS, Seen, Time, View, in_force};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};

/// A file that was not used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// Its name.
    pub file: String,
    /// Why not.
    pub why: Refused,
}

/// A file that was opened.
pub(crate) struct Opened {
    pub(crate) name: String,
    pub(crate) bytes: u64,
    pub(crate) segment: Segment,
}

/// What one device knows, and the files that say so.
pub(crate) struct DeviceState {
    pub(crate) view: View,
    pub(crate) device: Device,
    /// What its user calls it, and the newest time that it knew.
    pub(crate) signature: (String, Time),
    /// The number of its last file.
    pub(crate) number: u64,
    /// The files, with their sizes.
    pub(crate) files: Vec<(String, u64)>,
}

/// What the devices know by their files; a file that is of no use before another one came is left
/// out, and read again with it.
pub(crate) fn device_states(
    opened: Vec<Opened>,
    state: &State,
    now: i64,
    problems: &mut Vec<Problem>,
) -> Vec<DeviceState> {
    let mut devices: BTreeMap<Device, Vec<Opened>> = BTreeMap::new();
    let latest = Time::at(now.saturating_add(MAX_AHEAD_MILLISECONDS));
    for file in opened {
        match ahead(&file.segment, latest, now) {
            Some(why) => problems.push(Problem { file: file.name, why }),
            None => devices.entry(file.segment.header.device).or_default().push(file),
        }
    }
    let mut states = Vec::new();
    for (device, mut files) in devices {
        files.sort_by_key(|file| file.segment.header.number);
        let merged = state.chains.get(&device).copied().unwrap_or_default();
        one_device(device, merged, files, &mut states);
    }
    states
}

/// A file that is from the future.
fn ahead(segment: &Segment, latest: Time, now: i64) -> Option<Refused> {
    let times = segment.facts.iter().map(|fact| fact.stamp.time);
    let newest = times.chain([segment.header.clock, segment.header.floor]).max()?;
    (newest > latest).then(|| Refused::ClockAhead {
        device: segment.header.name.clone(),
        hours: u32::try_from(newest.milliseconds().saturating_sub(now) / 3_600_000)
            .unwrap_or(u32::MAX),
    })
}

fn one_device(device: Device, merged: u64, files: Vec<Opened>, states: &mut Vec<DeviceState>) {
    let number = |file: &Opened| file.segment.header.number;
    // Two files with one number: a library was copied, and both copies wrote. Each file is right
    // in what it contains, and none says what the device has seen.
    let is_forked = files.windows(2).any(|pair| number(&pair[0]) == number(&pair[1]));
    let (late, new): (Vec<_>, Vec<_>) = files.into_iter().partition(|file| number(file) <= merged);
    let signature = |file: &Opened| (file.segment.header.name.clone(), file.segment.header.clock);
    let alone = |file: Opened| DeviceState {
        number: number(&file).max(merged),
        signature: signature(&file),
        files: vec![(file.name, file.bytes)],
        view: View {
            is_whole: false,
            seen: Seen::default(),
            floor: Time::default(),
            facts: newest(file.segment.facts),
        },
        device,
    };
    states.extend(late.into_iter().map(alone));
    let begin = new.iter().rposition(|file| file.segment.header.whole);
    let Some(first) = new.get(begin.unwrap_or(0)).map(number) else { return };
    if is_forked {
        states.extend(new.into_iter().map(alone));
        return;
    }
    if begin.is_none() && first != merged + 1 {
        return;
    }
    let is_whole = begin.is_some();
    let mut view =
        View { facts: HashMap::new(), seen: Seen::default(), floor: Time::default(), is_whole };
    let (mut facts, mut used, mut last) = (Vec::new(), Vec::new(), first);
    let mut signed = (String::new(), Time::default());
    for file in new {
        let of_file = signature(&file);
        let Header { number, ref seen, floor, .. } = file.segment.header;
        if number >= first {
            if number > last + 1 {
                break;
            }
            last = number;
            signed = of_file;
            view.seen.extend(seen);
            // Of the file of all facts: those after it leave out no more than it does.
            if number == first {
                view.floor = floor;
            }
            facts.extend(file.segment.facts);
        }
        used.push((file.name, file.bytes));
    }
    view.facts = newest(facts);
    states.push(DeviceState { view, device, signature: signed, number: last, files: used });
}

fn newest(facts: Vec<crate::Fact>) -> HashMap<crate::Subject, crate::Fact> {
    in_force(facts, |fact| fact.subject.clone(), |fact| fact.stamp)
}
