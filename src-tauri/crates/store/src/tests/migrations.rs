//! Schemas of other ages. A Paperboy with more migrations represents a newer one.

use super::*;
use crate::files::Files;
use crate::open::open_knowing;
use crate::schema::{self, MIGRATIONS};
use paperboy_paper::{NetworkCause, ReadingCause, ReadingReason};
use rusqlite::Connection;

const TODAY: u32 = MIGRATIONS.len() as u32;
const NEWEST: u32 = TODAY + 2;

/// Today's steps and more.
fn steps(more: &[&'static str]) -> &'static [&'static str] {
    [MIGRATIONS, more].concat().leak()
}

fn newer() -> &'static [&'static str] {
    steps(&[
        "CREATE TABLE later_one (name TEXT PRIMARY KEY) STRICT; INSERT INTO later_one VALUES ('x')",
        "ALTER TABLE later_one ADD COLUMN query TEXT",
    ])
}

fn version_of(path: &Path) -> u32 {
    schema::version(&Connection::open(path).unwrap()).unwrap()
}

#[test]
fn an_older_library_is_backed_up_and_migrated_with_all_it_holds() {
    let folder = Library::with_days(&["2025-12-30"], 3).close();
    let opening = open_knowing(folder.path(), at(0), newer()).unwrap();
    let [OpenEvent::Migrated { from: TODAY, backup }] = opening.events.as_slice() else {
        panic!("{:?}", opening.events)
    };
    assert_eq!(backup.file_name().unwrap(), "library-20260105-120000-migration.db");
    assert_eq!(version_of(backup), TODAY);
    assert_eq!(opening.store.paper_count().unwrap(), 3);
    let kept: String = opening
        .store
        .read(|c| {
            c.query_row("SELECT name FROM later_one WHERE query IS NULL", [], |row| row.get(0))
        })
        .unwrap();
    assert_eq!(kept, "x");
    drop(opening);
    assert_eq!(version_of(&folder.path().join("library.db")), NEWEST);
    assert!(open_knowing(folder.path(), at(0), newer()).unwrap().events.is_empty());
}

/// A library of version 1: two versions of the first paper, the older one shown again, and the
/// user's marks.
const VERSION_1: &str = include_str!("version_1.sql");

#[test]
fn a_library_of_version_1_shows_after_its_backup_what_it_showed_before() {
    let folder = tempfile::tempdir().unwrap();
    let path = Files::new(folder.path()).library();
    schema::create(&path, &MIGRATIONS[..1]).unwrap();
    Connection::open(&path).unwrap().execute_batch(VERSION_1).unwrap();
    let opening = open(folder.path());
    let [OpenEvent::Migrated { from: 1, backup }] = opening.events.as_slice() else {
        panic!("{:?}", opening.events)
    };
    assert_eq!(version_of(backup), 1);
    let store = opening.store;
    assert!(store.check().unwrap().is_empty());
    let paper = store.paper(&id(1)).unwrap().unwrap();
    let report = paper.report.unwrap();
    assert_eq!(
        (report.body.as_str(), report.writer.as_str(), report.checked),
        ("first", "imported", None)
    );
    assert_eq!((paper.marks.starred, paper.note.as_deref()), (Some(at(0)), Some("mine")));
    assert_eq!(store.undo(None, at(9)).unwrap().unwrap().what, "starred");
    // The user's choice changes the shown version, and changes it back.
    let change = store.show_version(&id(1), 2, at(1)).unwrap().unwrap();
    assert_eq!(store.paper(&id(1)).unwrap().unwrap().report.unwrap().body, "second");
    store.undo(change.id, at(2)).unwrap();
    assert_eq!(store.paper(&id(1)).unwrap().unwrap().report.unwrap().body, "first");
    assert_eq!(store.versions(&id(2)).unwrap(), []);
}

#[test]
fn full_texts_of_an_earlier_schema_are_those_of_this_device() {
    let folder = tempfile::tempdir().unwrap();
    let path = Files::new(folder.path()).library();
    let before = MIGRATIONS.iter().position(|step| step.contains("article ADD COLUMN device"));
    schema::create(&path, &MIGRATIONS[..before.unwrap()]).unwrap();
    let library = crate::connection::open_alone(&path).unwrap();
    library.execute("INSERT INTO day (date) VALUES ('2025-12-30')", []).unwrap();
    for n in 1..=2 {
        let body = crate::articles::packed(format!("text {n}").as_bytes()).unwrap();
        for (sql, values) in [
            (
                "INSERT INTO paper (key, id, title, revision) VALUES (?1, ?2, 'A title', ?1)",
                rusqlite::params![n, id(n).as_str()],
            ),
            (
                "INSERT INTO day_paper (date, position, paper, marks) VALUES ('2025-12-30', ?1, ?1, 0)",
                rusqlite::params![n],
            ),
            (
                "INSERT INTO article (paper, source, fetched, body) VALUES (?1, 'html', 1767614000000, ?2)",
                rusqlite::params![n, body],
            ),
        ] {
            library.execute(sql, values).unwrap();
        }
    }
    drop(library);
    let store = open(folder.path()).store;
    let (articles, _, has_more) = store.articles_after(0, 1 << 20).unwrap();
    let bodies: Vec<&[u8]> = articles.iter().map(|shared| &*shared.article.body).collect();
    assert_eq!((bodies, has_more), (vec![&b"text 1"[..], b"text 2"], false));
}

#[test]
fn images_of_an_earlier_schema_are_those_of_this_device() {
    let folder = tempfile::tempdir().unwrap();
    let path = Files::new(folder.path()).library();
    let before = MIGRATIONS.iter().position(|step| step.contains("numbered_image"));
    schema::create(&path, &MIGRATIONS[..before.unwrap()]).unwrap();
    let library = crate::connection::open_alone(&path).unwrap();
    let sql = "INSERT INTO day (date) VALUES ('2025-12-30');
        INSERT INTO paper (key, id, title, revision) VALUES (1, '2512.00001', 'A title', 1);
        INSERT INTO day_paper (date, position, paper, marks) VALUES ('2025-12-30', 1, 1, 0);
        INSERT INTO image (paper, source, fetched, tries, width, height, text, text_width, text_height, card, card_width, card_height, bytes, article)
          SELECT 1, 'x' || n || '.png', 1767614000000, 0, 2, 2, 'a', 2, 2, 'b', 2, 2, 9, 'c' FROM (SELECT 1 AS n UNION SELECT 2);
        INSERT INTO image (paper, source, problem, fetched, tries, bytes) VALUES (1, 'x3.png', 'not_found', 1767614000000, 1, 0);";
    library.execute_batch(sql).unwrap();
    drop(library);
    let store = open(folder.path()).store;
    assert_eq!(store.count_images_after(0).unwrap(), 2);
    let (_, last, has_more) = store.images_after(0, 1).unwrap();
    assert!(has_more, "one at a time");
    assert_eq!(store.count_images_after(last).unwrap(), 1);
    let problems = "SELECT count(*) FROM image WHERE problem = 'not_found' AND tries = 1";
    let problems: u32 = store.read(|c| c.query_row(problems, [], |row| row.get(0))).unwrap();
    assert_eq!(problems, 1);
}

#[test]
fn sentences_on_what_was_not_read_become_reasons_and_damage_stays_known() {
    let folder = tempfile::tempdir().unwrap();
    let path = Files::new(folder.path()).library();
    let before = MIGRATIONS.iter().position(|step| step.contains("reading_reasons(")).unwrap();
    schema::create(&path, &MIGRATIONS[..before]).unwrap();
    let mut library = crate::connection::open_alone(&path).unwrap();
    for (n, problem) in [
        (1, Some("arXiv's HTML does not exist; the Markdown of 2512.00001: hf.co is busy")),
        (2, Some("something that nobody knows any more")),
        (3, None),
        (4, Some("arXiv's HTML: the page is too large")),
    ] {
        let paper = "INSERT INTO paper (key, id, title, revision) VALUES (?1, ?2, 'A title', ?1)";
        library.execute(paper, rusqlite::params![n, id(n).as_str()]).unwrap();
        let reading =
            "INSERT INTO reading (paper, settled, problem, tried, tries) VALUES (?1, 0, ?2, 0, 1)";
        library.execute(reading, rusqlite::params![n, problem]).unwrap();
    }
    // Altered on the disk: the row does not match its checksum.
    library.execute("UPDATE reading SET sum = sum + 1 WHERE paper = 4", []).unwrap();
    schema::migrate(&mut library, MIGRATIONS).unwrap();
    let reasons = |n: u32| {
        let sql = "SELECT problem FROM reading WHERE paper = ?1";
        let stored: Option<String> = library.query_row(sql, [n], |row| row.get(0)).unwrap();
        stored.map(|stored| ReadingReason::from_stored(&stored)).unwrap_or_default()
    };
    let busy = NetworkCause::Busy { host: "hf.co".into(), seconds: None };
    assert_eq!(
        reasons(1),
        [
            ReadingReason::new(ReadingSource::Html, ReadingCause::NotFound),
            ReadingReason::new(ReadingSource::Markdown, busy),
        ]
    );
    let text = "something that nobody knows any more".to_owned();
    assert_eq!(reasons(2), [ReadingReason { source: None, cause: ReadingCause::Other { text } }]);
    assert_eq!(reasons(3), []);
    let wrong = crate::sums::altered(&library).unwrap();
    assert_eq!(wrong.len(), 1, "{wrong:?}");
}

#[test]
fn a_new_library_is_of_todays_schema_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let opening = open_knowing(folder.path(), at(0), newer()).unwrap();
    assert_eq!(opening.events, [OpenEvent::Created]);
    assert_eq!(opening.store.read(schema::version).unwrap(), NEWEST);
    assert!(opening.store.check().unwrap().is_empty());
}

#[test]
fn a_newer_library_is_refused_and_left_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    drop(open_knowing(folder.path(), at(0), newer()).unwrap());
    let before = std::fs::read(folder.path().join("library.db")).unwrap();
    let error = refusal(folder.path());
    assert!(matches!(&error, StoreError::Newer { found: NEWEST, known: TODAY, .. }), "{error:?}");
    assert!(error.to_string().contains("newer version of Paperboy"));
    assert_eq!(std::fs::read(folder.path().join("library.db")).unwrap(), before);
    assert_eq!(names(folder.path()), ["library.db", "open.lock"]);
}

#[test]
fn a_newer_library_that_a_crash_left_with_its_log_keeps_both() {
    let folder = tempfile::tempdir().unwrap();
    let newer = open_knowing(folder.path(), at(0), newer()).unwrap().store;
    newer.set_setting("a", Some("b")).unwrap();
    let crashed = tempfile::tempdir().unwrap();
    for name in ["library.db", "library.db-wal"] {
        std::fs::copy(folder.path().join(name), crashed.path().join(name)).unwrap();
    }
    let read = |name: &str| std::fs::read(crashed.path().join(name)).unwrap();
    let before = (read("library.db"), read("library.db-wal"));
    assert!(matches!(refusal(crashed.path()), StoreError::Newer { .. }));
    assert_eq!((read("library.db"), read("library.db-wal")), before);
}

#[test]
fn a_migration_that_fails_leaves_the_library_as_it_was() {
    let failing =
        &["CREATE TABLE later_one (name TEXT) STRICT", "CREATE TABLE later_one (name TEXT)"][..];
    let dangling = &["DELETE FROM paper"][..];
    for migrations in [failing, dangling].map(steps) {
        let folder = Library::with_days(&["2025-12-30"], 3).close();
        let error = open_knowing(folder.path(), at(0), migrations).err().expect("it was migrated");
        assert!(matches!(error, StoreError::Database(_)), "{error:?}");
        assert_eq!(version_of(&folder.path().join("library.db")), TODAY);
        let opening = open(folder.path());
        assert!(opening.events.is_empty());
        assert_eq!(opening.store.paper_count().unwrap(), 3);
        assert_eq!(opening.store.backups().unwrap().len(), 1);
    }
}

#[test]
fn the_runner_takes_the_steps_still_to_be_taken_and_no_other() {
    let mut connection = Connection::open_in_memory().unwrap();
    let steps = ["CREATE TABLE a (x)", "INSERT INTO a VALUES (1)", "INSERT INTO a VALUES (2)"];
    schema::migrate(&mut connection, &steps[..2]).unwrap();
    schema::migrate(&mut connection, &steps).unwrap();
    schema::migrate(&mut connection, &steps).unwrap();
    let sum: i64 = connection.query_row("SELECT sum(x) FROM a", [], |row| row.get(0)).unwrap();
    assert_eq!((sum, schema::version(&connection).unwrap()), (3, 3));
}

#[test]
fn an_older_backup_is_migrated_on_restore_and_a_newer_one_is_refused() {
    let old = Library::with_days(&["2025-12-30"], 3);
    let backup = old.file("old.db");
    old.backup_to(&backup, &|_| true).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let store = open_knowing(folder.path(), at(0), newer()).unwrap().store;
    store.restore(&backup, at(1)).unwrap();
    assert_eq!(store.paper_count().unwrap(), 3);
    assert_eq!(store.read(schema::version).unwrap(), NEWEST);
    store.read(|c| c.query_row("SELECT query FROM later_one", [], |_| Ok(()))).unwrap();

    let newer = folder.path().join("newer.db");
    store.backup_to(&newer, &|_| true).unwrap();
    let error = old.restore(&newer, at(2)).unwrap_err();
    assert!(
        matches!(&error, StoreError::BadBackup { why, .. } if why.contains("newer version of Paperboy")),
        "{error:?}"
    );
    assert_eq!(old.paper_count().unwrap(), 3);
}

#[test]
fn a_broken_library_is_recovered_from_an_older_backup() {
    let library = Library::with_days(&["2025-12-30"], 3);
    library.automatic_backup(at(0)).unwrap().unwrap();
    let folder = library.close();
    std::fs::write(Files::new(folder.path()).library(), [7; 9000]).unwrap();
    let opening = open_knowing(folder.path(), at(1), newer()).unwrap();
    assert!(recovered(&opening.events).1.is_some());
    assert_eq!(opening.store.paper_count().unwrap(), 3);
    assert_eq!(opening.store.read(schema::version).unwrap(), NEWEST);
}

#[test]
fn the_tables_looked_into_at_every_start_are_all_there_are() {
    let sql = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY rowid";
    let tables: Vec<String> = Library::new()
        .read(|c| c.prepare(sql)?.query_map([], |row| row.get(0))?.collect())
        .unwrap();
    assert_eq!(tables, schema::TABLES);
}

#[test]
fn a_library_of_the_first_release_is_migrated_to_the_present_schema() {
    let folder = tempfile::tempdir().unwrap();
    schema::create(&Files::new(folder.path()).library(), &MIGRATIONS[..1]).unwrap();
    Connection::open(Files::new(folder.path()).library())
        .unwrap()
        .execute("INSERT INTO setting VALUES ('a', 'b')", [])
        .unwrap();
    let opening = open_knowing(folder.path(), at(0), MIGRATIONS).unwrap();
    assert!(
        matches!(opening.events.as_slice(), [OpenEvent::Migrated { from: 1, .. }]),
        "{:?}",
        opening.events
    );
    assert_eq!(opening.store.setting("a").unwrap().as_deref(), Some("b"));
    opening.store.save_search("x", "y", at(1)).unwrap();
    assert!(opening.store.check().unwrap().is_empty());
}

/// A report written before it was noted what a server had read of its question.
const WRITTEN_IN_VERSION_3: &str = "
    INSERT INTO paper (key, id, title, revision) VALUES (1, '2512.00001', 'A', 1);
    INSERT INTO report (id, paper, digest, writer, title, body, added) VALUES (1, 1, x'64081f8f56d6487c4a74a3f2893d23d0b8e5c1ca27867249d8d3e6097d835320', 'model:a', 'A', 'b', 0);
    UPDATE paper SET latest = 1, shown = 1;
    INSERT INTO writing VALUES (1, 'zh', 'zh-1', NULL, '[]', 7, 9, x'02');";

#[test]
fn a_record_of_version_3_reads_as_before() {
    let folder = tempfile::tempdir().unwrap();
    let path = Files::new(folder.path()).library();
    schema::create(&path, &MIGRATIONS[..3]).unwrap();
    Connection::open(&path).unwrap().execute_batch(WRITTEN_IN_VERSION_3).unwrap();
    let store = open(folder.path()).store;
    let record = store.versions(&id(1)).unwrap().remove(0).record.unwrap();
    assert_eq!(
        (record.prompt.as_deref(), record.read, record.of, record.cut),
        (Some("zh-1"), 7, 9, None)
    );
}
