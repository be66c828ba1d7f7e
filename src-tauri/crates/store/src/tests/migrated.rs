//! Libraries of every older schema with all that their users did, migrated to the log of facts.

use super::*;
use crate::files::Files;
use crate::schema::{self, MIGRATIONS};
use rusqlite::Connection;
use std::process::{Command, Stdio};
use std::time::Instant;

const VERSION_1: &str = include_str!("version_1.sql");
const VERSION_2: &str = include_str!("version_2.sql");
const VERSION_3: &str = include_str!("version_3.sql");
const VERSION_6: &str = include_str!("version_6.sql");
const VERSION_8: &str = include_str!("version_8.sql");
/// Added to that of version 8.
const VERSION_9: &str = include_str!("version_9.sql");

/// A library as that version left it.
fn library_of(version: usize, sql: &str) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let path = Files::new(folder.path()).library();
    schema::create(&path, &MIGRATIONS[..version]).unwrap();
    crate::connection::open_alone(&path).unwrap().execute_batch(sql).unwrap();
    folder
}

/// The content of the log and of the tables, line by line; they must be equal.
fn contents(store: &Store) -> Vec<String> {
    let (log, tables) = both(store);
    assert_eq!(log, tables);
    let mut lines: Vec<String> = log
        .values()
        .map(|statement| {
            let subject = statement.subject();
            let value = statement.value().unwrap();
            // One order of keys.
            let value: serde_json::Value = serde_json::from_str(&value).unwrap();
            format!("{} {} {value}", subject.paper_id(), subject.text())
        })
        .collect();
    lines.sort();
    lines
}

/// The last change, and the state before the oldest change that can be undone.
const NOW: &[&str] = &[
    "2512.00001 note {\"changed\":1767614404000,\"text\":\"newer “note”\\nwith \\\"quotes\\\", \\\\ 😀\\t\\u0000\u{2028}.\"}",
    "2512.00001 read 1767614000000",
    "2512.00001 starred 1767614405000",
    "2512.00001 tag:机器人 robots \"机器人 Robots\"",
    "2512.00002 read 1767614409000",
    "2512.00002 tag:机器人 robots \"机器人 Robots\"",
    "2601.99999 later 1767614000000",
    "2601.99999 note {\"changed\":1767614000000,\"text\":\"of a paper to come\"}",
    "2601.99999 tag:\"quoted\" \\ \"\\\"Quoted\\\" \\\\\"",
];
const BEGAN: &[&str] = &[
    "2512.00001 note {\"changed\":1767614001000,\"text\":\"older\"}",
    "2512.00001 read 1767614000000",
    "2512.00001 tag:b \"B\"",
    "2601.99999 later 1767614000000",
    "2601.99999 note {\"changed\":1767614000000,\"text\":\"of a paper to come\"}",
    "2601.99999 tag:\"quoted\" \\ \"\\\"Quoted\\\" \\\\\"",
];
const NOW_2: &[&str] = &[
    "2512.00001 version \"769a454f667fc14527eff9e437eb062782688097c2ef78dfaff22d20c108354d\"",
    "2601.99999 version \"00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff\"",
];
const NOW_3: &[&str] = &[
    " saved:mine {\"added\":1767614411000,\"name\":\"Mine\",\"query\":\"is:starred \\\"a b\\\" 机器人\"}",
];

const NOW_9: &[&str] = &[
    "2512.00001 citation_key \"one2025\"",
    " collection:00000000000000aa {\"added\":1767614412000,\"name\":\"Talk\",\"note\":\"why\",\"place\":1}",
    " collection:00000000000000bb {\"added\":1767614412000,\"name\":\"Figures\",\"parent\":\"00000000000000aa\",\"place\":1}",
    "2512.00001 in:00000000000000aa {\"place\":1}",
];

fn sorted(parts: &[&[&str]]) -> Vec<String> {
    let mut lines: Vec<String> = parts.concat().into_iter().map(str::to_owned).collect();
    lines.sort();
    lines
}

#[test]
fn libraries_of_every_older_schema_keep_all_that_the_user_did_and_all_that_can_be_taken_back() {
    let began_2 = &NOW_2[1..];
    let began_3: &[&str] =
        &[" saved:old {\"added\":1767614000000,\"name\":\"Old\",\"query\":\"is:unread\"}"];
    let version_9 = format!("{VERSION_8}{VERSION_9}");
    let no_note: Vec<&str> =
        BEGAN.iter().copied().filter(|line| !line.contains("to come")).collect();
    let cases = [
        (2_usize, VERSION_2, sorted(&[NOW, NOW_2]), sorted(&[BEGAN, began_2]), 7),
        (3, VERSION_3, sorted(&[NOW, NOW_2, NOW_3]), sorted(&[&no_note, began_2, began_3]), 10),
        (6, VERSION_6, sorted(&[NOW, NOW_2, NOW_3]), sorted(&[&no_note, began_2, began_3]), 10),
        (8, VERSION_8, sorted(&[NOW, NOW_2, NOW_3]), sorted(&[&no_note, began_2, began_3]), 10),
        (
            9,
            version_9.as_str(),
            sorted(&[NOW, NOW_2, NOW_3, NOW_9]),
            // No undo takes a citation key away.
            sorted(&[&no_note, began_2, began_3, &NOW_9[..1]]),
            12,
        ),
    ];
    for (version, sql, now, began, changes) in cases {
        let folder = library_of(version, sql);
        let opening = open(folder.path());
        let [OpenEvent::Migrated { from, backup }] = opening.events.as_slice() else {
            panic!("{:?}", opening.events)
        };
        assert_eq!(*from as usize, version);
        assert_eq!(schema::version(&Connection::open(backup).unwrap()).unwrap() as usize, version);
        let store = opening.store;
        assert_eq!(store.check().unwrap(), Vec::<String>::new(), "version {version}");
        assert_eq!(contents(&store), now, "version {version}");
        let paper = store.paper(&id(1)).unwrap().unwrap();
        assert_eq!(paper.report.unwrap().body, "first");
        assert_eq!(store.setting("ui.theme").unwrap().as_deref(), Some("dark"));
        let history: &[&str] = if version == 2 { &[] } else { &["robots"] };
        assert_eq!(store.search_history().unwrap(), history);
        assert_eq!(store.to_write(None, None, 9).unwrap().1, 1);

        // Once more is nothing new.
        drop(store);
        let Opening { store, events } = open(folder.path());
        assert_eq!((contents(&store), events), (now, Vec::new()));
        let undone = std::iter::from_fn(|| store.undo(None, at(999)).unwrap()).count();
        assert_eq!((undone, contents(&store)), (changes, began), "version {version}");
        let paper = store.paper(&id(1)).unwrap().unwrap();
        assert_eq!(paper.report.unwrap().body, "second");
        assert_eq!(store.check().unwrap(), Vec::<String>::new());
    }
}

#[test]
fn a_library_of_version_1_keeps_what_its_user_did() {
    let folder = library_of(1, VERSION_1);
    let store = open(folder.path()).store;
    let expected = [
        "2512.00001 note {\"changed\":1767614400000,\"text\":\"mine\"}",
        "2512.00001 starred 1767614400000",
        "2512.00001 tag:a \"A\"",
    ];
    // No user chose the shown version.
    assert_eq!(contents(&store), expected);
    assert_eq!(store.undo(None, at(9)).unwrap().unwrap().ids, ids(&[1]));
    assert_eq!(contents(&store), [expected[0], expected[2]]);
}

/// Where the fields of a database's header begin.
const HEADER_FIELDS: [usize; 20] =
    [0, 16, 18, 20, 21, 24, 28, 32, 36, 40, 44, 48, 52, 56, 60, 64, 68, 72, 92, 96];

#[test]
fn a_library_with_a_damaged_header_loses_nothing_whether_it_has_a_log_or_is_older() {
    for (at_field, version) in
        HEADER_FIELDS.into_iter().zip([6, MIGRATIONS.len()].into_iter().cycle())
    {
        let folder = library_of(6, VERSION_6);
        if version > 6 {
            drop(open(folder.path()));
            std::fs::remove_dir_all(folder.path().join("backups")).unwrap();
        }
        let path = Files::new(folder.path()).library();
        let mut bytes = std::fs::read(&path).unwrap();
        bytes[at_field..at_field + 4].fill(0x5a);
        std::fs::write(&path, bytes).unwrap();
        let mut store = open(folder.path()).store;
        // Some of it is found by the background check.
        if !store.check().unwrap().is_empty() {
            drop(store);
            store = open(folder.path()).store;
        }
        let place = format!("header field {at_field}, version {version}");
        assert_eq!(contents(&store), sorted(&[NOW, NOW_2, NOW_3]), "{place}");
        assert_eq!(store.check().unwrap(), Vec::<String>::new(), "{place}");
    }
}

#[test]
fn a_damaged_library_of_version_1_loses_nothing() {
    let folder = library_of(1, VERSION_1);
    let path = Files::new(folder.path()).library();
    let mut bytes = std::fs::read(&path).unwrap();
    bytes[..40].fill(0);
    std::fs::write(&path, bytes).unwrap();
    let store = open(folder.path()).store;
    assert_eq!(contents(&store).len(), 3);
    let paper = store.paper(&id(1)).unwrap().unwrap();
    assert_eq!((paper.report.unwrap().body, paper.note), ("first".into(), Some("mine".into())));
}

#[test]
fn a_backup_of_the_schema_before_the_log_is_restored_with_all_it_holds() {
    let old = library_of(6, VERSION_6);
    let library = Library::with_days(&["2026-01-01"], 2);
    library.restore(&Files::new(old.path()).library(), at(1)).unwrap();
    assert_eq!(contents(&library), sorted(&[NOW, NOW_2, NOW_3]));
}

const FOLDER: &str = "PAPERBOY_STORE_TEST_FOLDER";

/// Not a test: the process that the next one kills.
#[test]
#[ignore = "run by the test below, in a process of its own"]
fn a_process_that_migrates() {
    let Some(folder) = std::env::var_os(FOLDER) else { return };
    let begun = Instant::now();
    let opening = open(Path::new(&folder));
    println!("opened in {:?}: {:?}", begun.elapsed(), opening.events);
}

/// Papers of a library of version 6, each read, many starred, tagged, noted and kept for later, with
/// a full journal.
const LARGE: &str = "
  CREATE TEMP TABLE n AS WITH RECURSIVE c (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM c LIMIT (SELECT papers FROM size)) SELECT n FROM c;
  INSERT INTO day (date) SELECT DISTINCT date('2020-01-01', '+' || (n / 100) || ' days') FROM n;
  INSERT INTO paper (key, id, revision, title) SELECT n + 1, printf('2512.%05d', n), n + 1, 'Paper ' || n FROM n;
  INSERT INTO report (id, paper, digest, writer, added, title, body)
    SELECT n + 1, n + 1, report_digest('imported', NULL, 'Paper ' || n, 'text ' || n), 'imported', 1767614400000, 'Paper ' || n, 'text ' || n FROM n;
  UPDATE paper SET shown = key, latest = key;
  INSERT INTO day_paper (date, position, paper, next_date, marks)
    SELECT date('2020-01-01', '+' || (n / 100) || ' days'), n % 100, n + 1, NULL, 1 + 2 * (n % 3 = 0) + 4 * (n % 10 = 0) FROM n;
  INSERT INTO mark SELECT printf('2512.%05d', n), 1767614400000 + n, iif(n % 3 = 0, 1767614400000 + n, NULL), iif(n % 10 = 0, 1767614400000 + n, NULL), NULL FROM n;
  INSERT INTO tag (folded, paper_id, name) SELECT 'tag ' || (n % 17), printf('2512.%05d', n), 'Tag ' || (n % 17) FROM n WHERE n % 4 = 0;
  INSERT INTO note (paper_id, text, changed) SELECT printf('2512.%05d', n), 'note 笔记 ' || n, 1767614400000 + n FROM n WHERE n % 10 = 0;
  INSERT INTO chosen_version (paper_id, report) SELECT p.id, r.digest FROM paper p JOIN report r ON r.paper = p.key WHERE p.key % 20 = 0;
  INSERT INTO saved_search (folded, name, query, added) SELECT 'search ' || n, 'Search ' || n, 'is:unread', n FROM n LIMIT 50;
  INSERT INTO change (id, at, what) SELECT n + 1, 1767614400000, 'starred' FROM n LIMIT 200;
  INSERT INTO change_item (change, paper_id, subject, before)
    SELECT n / 50 + 1, printf('2512.%05d', n), iif(n % 3 = 0, 'starred', 'read'), NULL FROM n LIMIT 10000;";

fn number(name: &str, otherwise: u32) -> u32 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(otherwise)
}

/// `PAPERBOY_PAPERS=100000 PAPERBOY_KILLS=50` for more.
#[test]
fn a_migration_killed_at_any_moment_leaves_the_library_as_before_or_after() {
    let (papers, kills) = (number("PAPERBOY_PAPERS", 1000), number("PAPERBOY_KILLS", 5));
    let size = format!("CREATE TEMP TABLE size AS SELECT {papers} AS papers;");
    let original = library_of(6, &format!("BEGIN; {size} {LARGE} COMMIT;"));
    let library = original.path().join("library.db");
    let spawn = |folder: &Path| {
        Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "tests::migrated::a_process_that_migrates"])
            .args(["--ignored", "--nocapture"])
            .env(FOLDER, folder)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap()
    };
    let copy = || {
        let folder = tempfile::tempdir().unwrap();
        std::fs::copy(&library, folder.path().join("library.db")).unwrap();
        folder
    };
    // One undisturbed run, for the right result and the time it takes.
    let folder = copy();
    let begun = Instant::now();
    assert!(spawn(folder.path()).wait().unwrap().success());
    let whole = begun.elapsed();
    let expected = contents(&open(folder.path()).store);
    let n = papers as usize;
    let every = |nth: usize| n.div_ceil(nth);
    let facts = n + every(3) + every(10) + every(4) + every(10) + n / 20 + n.min(50);
    assert_eq!(expected.len(), facts);
    println!("{papers} papers, {facts} facts: opened in {whole:?}");

    let (mut before, mut after) = (0, 0);
    for kill in 0..kills {
        let folder = copy();
        let mut child = spawn(folder.path());
        // In equal steps over the whole time, so that each part of it is met.
        std::thread::sleep(whole.mul_f64(f64::from(kill + 1) / f64::from(kills + 1)));
        child.kill().unwrap();
        child.wait().unwrap();
        let path = folder.path().join("library.db");
        let found = schema::version(&Connection::open(&path).unwrap()).unwrap() as usize;
        assert!([6, MIGRATIONS.len()].contains(&found), "kill {kill}: version {found}");
        *(if found == 6 { &mut before } else { &mut after }) += 1;
        let opening = open(folder.path());
        let is_migrated = matches!(opening.events.as_slice(), [OpenEvent::Migrated { .. }]);
        assert_eq!(is_migrated, found == 6, "kill {kill}: {:?}", opening.events);
        assert_eq!(opening.store.check().unwrap(), Vec::<String>::new(), "kill {kill}");
        assert_eq!(contents(&opening.store), expected, "kill {kill}");
        assert_eq!(opening.store.paper_count().unwrap(), u64::from(papers));
    }
    println!("{kills} kills: {before} left the library as before, {after} as after");
}

#[test]
fn images_of_before_their_interruptions_were_counted_are_still_there() {
    let image = |source: &str, problem: &str, tries: u32| {
        format!(
            "INSERT INTO image (paper, source, problem, fetched, tries, bytes) SELECT min(key), '{source}', '{problem}', 1000, {tries}, 0 FROM paper;"
        )
    };
    let sql =
        [VERSION_8, &image("x1.png", "interrupted", 2), &image("x2.png", "damaged", 3)].concat();
    let folder = library_of(13, &sql);
    let store = open(folder.path()).store;
    let images = store.images(&id(1)).unwrap();
    let of = |source: &str| {
        let image = images.iter().find(|image| image.source == source).unwrap();
        (image.tries, image.interrupted, image.article.is_none())
    };
    assert_eq!((of("x1.png"), of("x2.png")), ((2, 2, true), (3, 0, true)));
    assert_eq!(store.check().unwrap(), Vec::<String>::new());
}
