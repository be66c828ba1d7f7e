//! An index that is behind the library, empty, or altered on the disk: no wrong answer is given as
//! right.

use crate::test_app::{SURGERY, TALK, TestApp, day};
use paperboy_core::wire::{NoticeKind, SortOrder};
use paperboy_search::Index;
use std::fs::File;
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

fn history(test: &TestApp) -> String {
    let library = rusqlite::Connection::open(test.library().join("library.db")).unwrap();
    library.query_row("SELECT history_id FROM library", [], |row| row.get(0)).unwrap()
}

/// Keeps everybody from writing the index.
fn lock(test: &TestApp) -> File {
    let lock = File::create(test.library().join("index/.tantivy-writer.lock")).unwrap();
    lock.lock().unwrap();
    lock
}

#[test]
fn an_index_that_is_rebuilt_never_answers_for_the_whole_library() {
    let test = TestApp::new();
    test.add_day("2026-01-05", &[TALK, SURGERY]);
    test.app().save_search("robots", "surgical").unwrap();
    let counted = || {
        let answer = test.app().search("surgical", SortOrder::Relevance, 0, 10).unwrap();
        let (facets, saved) =
            (test.app().facets("").unwrap(), test.app().saved_searches().unwrap());
        (
            answer.total,
            answer.total_is_exact,
            facets.is_exact,
            saved[0].total,
            saved[0].total_is_exact,
        )
    };
    assert_eq!(counted(), (1, true, true, 1, true));
    // Another program has emptied it and is at it.
    Index::reset_index(&test.library().join("index"), &history(&test)).unwrap();
    let held = lock(&test);
    test.app().update_index().unwrap();
    assert_eq!(counted(), (0, false, false, 0, false));
    assert!(test.app().index_state().behind && test.app().is_index_behind().unwrap());
    held.unlock().unwrap();
    test.app().update_index().unwrap();
    assert_eq!(counted(), (1, true, true, 1, true));
    assert!(!test.app().index_state().behind);
}

#[test]
fn an_index_that_is_behind_is_reported_until_it_has_followed() {
    let test = TestApp::new();
    test.add_day("2026-01-05", &[TALK]);
    let held = lock(&test);
    test.app().import_bytes("day.md", day("2026-01-06", &[SURGERY]).into_bytes()).unwrap();
    test.app().update_index().unwrap();
    assert!(!test.app().facets("").unwrap().is_exact && test.app().status().unwrap().index.behind);
    held.unlock().unwrap();
    test.app().wait_until_indexed().unwrap();
    assert!(test.app().facets("").unwrap().is_exact && !test.app().status().unwrap().index.behind);
}

/// The index's files that are checked by their checksums.
fn segments(index: &Path) -> Vec<PathBuf> {
    let files = std::fs::read_dir(index).unwrap().map(|file| file.unwrap().path());
    files
        .filter(|file| {
            file.file_name().unwrap().len() > 32 && std::fs::metadata(file).unwrap().len() > 0
        })
        .collect()
}

/// Alters a byte as a failing disk does: length and times stay.
fn rot(path: &Path) {
    let when = std::fs::metadata(path).unwrap().modified().unwrap();
    let mut file = File::options().read(true).write(true).open(path).unwrap();
    let mut byte = [0];
    file.read_exact(&mut byte).unwrap();
    file.seek(SeekFrom::Start(0)).unwrap();
    file.write_all(&[byte[0] ^ 0x10]).unwrap();
    file.set_modified(when).unwrap();
}

#[test]
fn a_byte_that_the_disk_has_altered_is_found_by_the_daily_validation() {
    let mut test = TestApp::new();
    test.add_day("2026-01-05", &[TALK, SURGERY]);
    test.app().update_index().unwrap();
    let index = test.library().join("index");
    let mut rotten = 0;
    while let Some(file) = segments(&index).get(rotten).cloned() {
        rotten += 1;
        rot(&file);
        // The window validates everything after each start and once a day.
        assert!(test.app().repair_index().unwrap(), "{}", file.display());
        assert_eq!(
            (test.hit_ids("数字人"), test.hit_ids("surgical")),
            (vec![TALK.id.to_owned()], vec![SURGERY.id.to_owned()])
        );
    }
    assert!(rotten > 4, "{rotten} files");
    // The command trusts what it has found sound for a day; then it reads it again.
    test.app().update_index().unwrap();
    rot(&segments(&index)[0]);
    let sound = index.join("intact.txt");
    let noted = std::fs::read_to_string(&sound).unwrap();
    let aged = noted.lines().map(|line| {
        let (file, when) = line.rsplit_once(' ').unwrap();
        format!("{file} {}\n", when.parse::<u64>().unwrap() - 25 * 60 * 60)
    });
    let aged: String = aged.collect();
    std::fs::write(&sound, aged).unwrap();
    test.open().unwrap();
    test.app().update_index().unwrap();
    assert!(
        test.app().pending_notices().iter().any(|notice| notice.kind == NoticeKind::IndexRebuilt)
    );
    assert_eq!(test.hit_ids("数字人"), [TALK.id]);
}
