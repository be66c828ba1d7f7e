//! Files of an open library that another program removes or replaces.

#![cfg(unix)]

use crate::test_app::{SURGERY, TALK, TestApp};
use paperboy_core::wire::{ErrorCode, JobKind, Mark, NoticeKind};
use paperboy_core::{Job, PaperId, Surroundings};

fn star(test: &TestApp, id: &str) -> Result<(), ErrorCode> {
    test.app()
        .mark(&[id.to_owned()], Mark::Starred, true)
        .map(drop)
        .map_err(|error| error.wire().code)
}

fn is_starred(test: &TestApp, id: &str) -> bool {
    test.app().paper(&PaperId::parse(id).unwrap()).unwrap().starred
}

fn library() -> TestApp {
    let test = TestApp::new();
    test.add_day("2026-01-05", &[TALK, SURGERY]);
    star(&test, TALK.id).unwrap();
    test
}

#[test]
fn a_removed_log_is_reported_and_opening_again_continues() {
    let test = library();
    std::fs::remove_file(test.library().join("library.db-wal")).unwrap();
    assert_eq!(star(&test, SURGERY.id), Err(ErrorCode::Replaced));
    test.app().reopen().unwrap();
    assert!(is_starred(&test, TALK.id) && !is_starred(&test, SURGERY.id));
    star(&test, SURGERY.id).unwrap();
    test.app().wait_until_indexed().unwrap();
    assert_eq!(test.hit_ids("is:starred").len(), 2);
    assert_eq!(test.app().check(false).unwrap().database, "ok");
}

#[test]
fn another_library_in_its_place_is_the_one_that_is_opened_again() {
    let (test, other) = (library(), TestApp::new());
    other.add_day("2026-01-07", &[SURGERY]);
    other.app().backup_to(&test.path("other.db"), &Job::unwatched(JobKind::Backup)).unwrap();
    std::fs::rename(test.path("other.db"), test.library().join("library.db")).unwrap();
    assert_eq!(star(&test, SURGERY.id), Err(ErrorCode::Replaced));
    test.app().reopen().unwrap();
    let health = test.app().check(false).unwrap();
    assert_eq!((health.database.as_str(), health.papers, health.indexed), ("ok", 1, 1));
    assert_eq!(test.hit_ids("surgical"), [SURGERY.id]);
}

#[test]
fn none_is_made_in_the_place_of_one_that_is_away() {
    let test = library();
    std::fs::rename(test.library(), test.path("away")).unwrap();
    assert_eq!(test.app().reopen().unwrap_err().wire().code, ErrorCode::Gone);
    assert!(!test.library().exists());
    std::fs::rename(test.path("away"), test.library()).unwrap();
    test.app().reopen().unwrap();
    assert!(is_starred(&test, TALK.id));
}

#[test]
fn the_window_is_notified_before_anything_is_changed() {
    let test = library();
    test.app().start(|| Surroundings {
        local: jiff::civil::date(2026, 1, 15).at(12, 0, 0, 0),
        saves_power_or_data: true,
    });
    std::fs::remove_file(test.library().join("library.db-shm")).unwrap();
    let is_reported = || {
        test.app().pending_notices().into_iter().any(|notice| notice.kind == NoticeKind::Replaced)
    };
    // Far longer than needed: the test only checks that it happens automatically.
    let comes = (0..500).any(|_| {
        let is_reported = is_reported();
        if !is_reported {
            std::thread::sleep(std::time::Duration::from_millis(20));
        }
        is_reported
    });
    assert!(comes);
    test.app().reopen().unwrap();
    assert!(!is_reported() && is_starred(&test, TALK.id));
    star(&test, SURGERY.id).unwrap();
}
