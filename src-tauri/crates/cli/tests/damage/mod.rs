//! A library with one damaged byte, as a user sees it: through the built command, and through the
//! window's background work. `PAPERBOY_FLIPS` and `PAPERBOY_FLIP_DAYS` make it longer: 500 flips
//! over 200 days are the bar. `PAPERBOY_FLIP_SEED` chooses the bytes, `PAPERBOY_FLIP_FROM` the
//! first flip.

mod kills;

use crate::harness::{Library, report};
use paperboy_core::wire::Mark;
use paperboy_core::{App, Filter, PaperId, Places, Surroundings};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// What a user has of each paper, by its id.
type Papers = BTreeMap<String, Value>;

/// Numbers that come again for the same seed.
pub(super) struct Chance(u64);

impl Chance {
    pub(super) fn new(name: &str) -> Self {
        let seed = number("PAPERBOY_FLIP_SEED", 0x9e37_79b9_7f4a_7c15);
        println!("{name}: PAPERBOY_FLIP_SEED={seed}");
        Self(seed)
    }

    pub(super) fn below(&mut self, bound: u64) -> u64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 20) % bound.max(1)
    }
}

pub(super) fn number(name: &str, default: u64) -> u64 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(default)
}

/// A library of the given number of days, with a backup in the middle, and stars, notes and tags
/// that are newer than the backup.
pub(super) fn library(days: u64) -> Library {
    let library = Library::new();
    let app = open(&library.folder());
    for day in 0..days {
        let date = jiff::civil::date(2025, 1, 1)
            .saturating_add(jiff::ToSpan::days(i64::try_from(day).unwrap()));
        app.import_bytes("day.md", report(&date.to_string(), 2).into_bytes()).unwrap();
        if day == days / 2 {
            app.back_up().unwrap();
        }
    }
    for (at, paper) in app.papers(&Filter::default()).unwrap().iter().enumerate() {
        let ids = [paper.id.clone()];
        if at % 3 == 0 {
            app.mark(&ids, Mark::Starred, true).unwrap();
        }
        if at % 4 == 0 {
            app.set_note(&paper.id, &format!("一条笔记 number {at}")).unwrap();
        }
        if at % 5 == 0 {
            app.tag(&ids, &[format!("tag {}", at % 7)], &[]).unwrap();
        }
    }
    app.wait_until_indexed().unwrap();
    app.close();
    library
}

fn open(folder: &str) -> Arc<App> {
    let places = Places { library: folder.into(), logs: Path::new(folder).with_extension("logs") };
    App::open(places, Arc::new(jiff::Timestamp::now)).unwrap()
}

pub(super) fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap().map(Result::unwrap) {
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target)
        } else {
            std::fs::copy(entry.path(), target).map(drop).unwrap()
        }
    }
}

/// All papers as the command prints them; `None` when it reported an error.
pub(super) fn exported(library: &Library) -> Option<Papers> {
    let run = library.run(&["export", "2025-01-01..2026-03-01", "--format", "json"]);
    if run.code != 0 {
        assert!(
            !run.stderr.trim().is_empty() && !run.stderr.contains("panicked"),
            "{}",
            run.stderr
        );
        return None;
    }
    Some(by_id(run.json().as_array().unwrap().iter().map(kept)))
}

fn by_id(papers: impl Iterator<Item = Value>) -> Papers {
    papers.map(|paper| (paper["id"].as_str().unwrap().to_owned(), paper)).collect()
}

fn kept(paper: &Value) -> Value {
    let mut kept = json!({});
    for key in [
        "id", "title", "abstract", "sections", "starred", "later", "read", "tags", "note",
        "damaged",
    ] {
        kept[key] = paper[key].clone();
    }
    kept
}

/// What a flip came to.
#[derive(Default, Debug)]
struct Judged {
    harmless: u32,
    repaired: u32,
    reported_lost: u32,
    facts_lost: u32,
    texts_lost: u32,
}

/// Compares the library after the repair of a flip with the library before; `lost` is the number of
/// reported losses.
fn judge(
    judged: &mut Judged,
    place: &str,
    before: &Papers,
    after: &Papers,
    was_reported: bool,
    lost: u64,
) {
    let facts =
        |paper: &Value| [&paper["starred"], &paper["later"], &paper["tags"]].map(Value::clone);
    let is_warned = |paper: &Value| paper["note"].as_str().is_some_and(|note| note.contains('⚠'));
    let (mut facts_lost, mut texts_lost) = (0, 0);
    for (id, was) in before {
        let Some(is) = after.get(id) else {
            (facts_lost, texts_lost) = (facts_lost + 1, texts_lost + 1);
            continue;
        };
        facts_lost +=
            u32::from(facts(was) != facts(is) || (was["note"] != is["note"] && !is_warned(is)));
        texts_lost += u32::from(
            [&was["title"], &was["abstract"], &was["sections"]]
                != [&is["title"], &is["abstract"], &is["sections"]],
        );
    }
    assert_eq!(
        after.keys().filter(|id| !before.contains_key(*id)).count(),
        0,
        "{place}: papers that never were"
    );
    assert!(
        facts_lost + texts_lost == 0 || (was_reported && lost > 0),
        "{place}: {facts_lost} facts and {texts_lost} texts lost in silence"
    );
    judged.facts_lost += facts_lost;
    judged.texts_lost += texts_lost;
    match (was_reported, lost) {
        (false, _) => judged.harmless += 1,
        (true, 0) => judged.repaired += 1,
        (true, _) => judged.reported_lost += 1,
    }
}

/// Before any repair, everything that the command shows as intact equals the stored value.
fn shows_nothing_altered(place: &str, before: &Papers, library: &Library) {
    for (id, is) in exported(library).unwrap_or_default() {
        if is["damaged"] == true {
            continue;
        }
        let was = before.get(&id).unwrap_or_else(|| panic!("{place}: {id} never was"));
        // A start may have repaired it already; the note then contains a warning.
        let same = was == &is || is["note"].as_str().is_some_and(|note| note.contains('⚠'));
        let missing = |key: &str| {
            is[key] == was[key]
                || is[key].is_null()
                || is[key] == json!(false)
                || is[key] == json!([])
        };
        let is_less =
            ["title", "starred", "later", "read", "tags", "note"].iter().all(|key| missing(key))
                && (is["sections"] == was["sections"] || is["sections"]["domain"].is_null());
        assert!(same || is_less, "{place}: {id} is shown altered: {is} instead of {was}");
    }
}

#[test]
fn one_flipped_byte_loses_nothing_that_is_readable_and_shows_nothing_altered() {
    let (flips, days) = (number("PAPERBOY_FLIPS", 4), number("PAPERBOY_FLIP_DAYS", 20));
    let mut chance = Chance::new("flips");
    let original = library(days);
    let before = exported(&original).unwrap();
    assert_eq!(before.len() as u64, days * 2);
    let bytes = std::fs::read(Path::new(&original.folder()).join("library.db")).unwrap();
    let mut judged = [Judged::default(), Judged::default()];
    for flip in 0..flips {
        let (offset, bit) = (chance.below(bytes.len() as u64), chance.below(8));
        let place = format!("flip {flip} at offset {offset} bit {bit}");
        if flip < number("PAPERBOY_FLIP_FROM", 0) {
            continue;
        }
        println!("{place}");
        let library = Library::new();
        copy(Path::new(&original.folder()), Path::new(&library.folder()));
        let mut damaged = bytes.clone();
        damaged[usize::try_from(offset).unwrap()] ^= 1 << bit;
        std::fs::write(Path::new(&library.folder()).join("library.db"), damaged).unwrap();
        if flip % 2 == 0 {
            shows_nothing_altered(&place, &before, &library);
            let run = library.run(&["check", "--repair", "--json"]);
            assert_eq!(
                (run.code, &run.json()["database"]),
                (0, &"ok".into()),
                "{place}: {}",
                run.stderr
            );
            let aside = std::fs::read_dir(library.folder()).unwrap().any(|entry| {
                entry.unwrap().file_name().to_string_lossy().starts_with("library.broken")
            });
            let lost = u64::from(
                run.stderr.contains("could not be read") || !run.stderr.contains("damaged"),
            );
            let after = exported(&library).unwrap();
            judge(&mut judged[0], &place, &before, &after, aside, if aside { lost } else { 0 });
        } else {
            let (after, recovery) = behind_a_window(&library.folder());
            judge(
                &mut judged[1],
                &place,
                &before,
                &after,
                recovery.is_some(),
                recovery.unwrap_or(0),
            );
        }
    }
    println!(
        "{flips} flips over {days} days of {} bytes\nby the command: {:?}\nbehind a window: {:?}",
        bytes.len(),
        judged[0],
        judged[1]
    );
}

/// Starts like the window, waits until the library is repaired, and returns its content and the
/// number of reported losses.
fn behind_a_window(folder: &str) -> (Papers, Option<u64>) {
    let app = open(folder);
    app.start(|| Surroundings {
        local: jiff::civil::date(2026, 1, 15).at(12, 0, 0, 0),
        saves_power_or_data: true,
    });
    let began = Instant::now();
    // The background check takes the library out of use for a moment, in which a request may fail.
    while !app.check(false).is_ok_and(|health| health.database == "ok") {
        assert!(
            began.elapsed() < Duration::from_secs(300),
            "the library was not made whole: {:?}",
            app.pending_notices()
        );
        std::thread::sleep(Duration::from_millis(50));
    }
    let papers = app.papers(&Filter::default()).unwrap();
    let papers = by_id(
        papers
            .iter()
            .map(|paper| kept(&json!(app.paper(&PaperId::parse(&paper.id).unwrap()).unwrap()))),
    );
    let notices = app.pending_notices();
    app.close();
    (papers, notices.iter().find_map(|notice| Some(u64::from(notice.recovery.as_ref()?.lost))))
}
