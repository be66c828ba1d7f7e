//! Backups and putting them back.

use crate::test_app::{SURGERY, TALK, TestApp};
use paperboy_core::wire::{ErrorCode, JobKind, Mark, NoticeKind, WireError};
use paperboy_core::{App, Begin, Clock, Places};

#[test]
fn one_backup_a_day_and_a_restore_that_can_itself_be_undone() {
    let test = TestApp::new();
    test.add_day("2026-01-05", &[TALK]);
    let made = test.app().back_up().unwrap().unwrap();
    assert_eq!(test.app().back_up().unwrap(), None, "one a day");
    test.pass_days(1);
    test.add_day("2026-01-06", &[SURGERY]);
    test.app().mark(&[SURGERY.id.to_owned()], Mark::Starred, true).unwrap();

    let before = test.app().restore_from(&test.library().join("backups").join(made.name)).unwrap();
    test.app().wait_until_indexed().unwrap();
    assert_eq!(test.app().status().unwrap().papers, 1);
    assert_eq!(test.hit_ids("世界模型"), Vec::<String>::new(), "the index follows");

    test.app().restore_from(&before).unwrap();
    test.app().wait_until_indexed().unwrap();
    assert_eq!(test.app().status().unwrap().starred, 1);
    assert_eq!(test.hit_ids("世界模型"), [SURGERY.id]);
}

#[test]
fn a_backup_asked_for_after_a_change_holds_it() {
    let test = TestApp::new();
    assert_eq!(test.app().back_up().unwrap(), None, "an empty library");
    test.add_day("2026-01-05", &[TALK, SURGERY]);
    assert_eq!(test.app().back_up().unwrap().unwrap().reason, "daily");
    test.app().mark(&[TALK.id.to_owned()], Mark::Starred, true).unwrap();
    let first = test.app().back_up_now().unwrap();
    assert_eq!(first.reason, "manual");
    test.app().set_note(SURGERY.id, "since").unwrap();
    let second = test.app().back_up_now().unwrap();
    assert_eq!(test.app().backups().unwrap().copies.len(), 3);
    for (backup, notes) in [(first, 0), (second, 1)] {
        test.app().restore_from(&test.library().join("backups").join(backup.name)).unwrap();
        test.app().wait_until_indexed().unwrap();
        assert_eq!(
            (test.app().status().unwrap().starred, test.hit_ids("has:note").len()),
            (1, notes)
        );
    }
}

#[test]
fn what_is_no_backup_is_refused_and_nothing_changes() {
    let test = TestApp::new();
    test.add_day("2026-01-05", &[TALK]);
    let bad = test.path("bad.db");
    std::fs::write(&bad, "not a database").unwrap();
    assert_eq!(test.app().restore_from(&bad).unwrap_err().wire().code, ErrorCode::BadBackup);
    assert_eq!(
        test.app().restore_from(&test.path("nowhere.db")).unwrap_err().wire().code,
        ErrorCode::BadBackup
    );
    assert_eq!(test.app().status().unwrap().papers, 1);
    assert!(
        test.app().backup_to(&bad, &paperboy_core::Job::unwatched(JobKind::Backup)).is_err(),
        "nothing is overwritten"
    );
    assert_eq!(std::fs::read_to_string(&bad).unwrap(), "not a database");
}

#[test]
fn a_clock_that_was_years_ahead_is_reported_once_and_hides_no_backup() {
    let mut test = TestApp::new();
    let is_reported = |test: &TestApp| {
        test.app().pending_notices().iter().any(|notice| notice.kind == NoticeKind::Clock)
    };
    test.add_day("2026-01-05", &[TALK]);
    test.pass_days(3653);
    let ahead = test.app().back_up().unwrap().unwrap();
    assert!(!is_reported(&test));
    test.pass_days(-3653);
    test.add_day("2026-01-06", &[SURGERY]);
    let newest = test.app().back_up().unwrap().unwrap();
    assert!(is_reported(&test));
    let names: Vec<String> =
        test.app().backups().unwrap().copies.into_iter().map(|copy| copy.name).collect();
    assert_eq!(names, [newest.name, ahead.name]);
    test.open().unwrap();
    test.app().back_up().unwrap();
    assert!(!is_reported(&test), "it was said");
}

#[test]
fn what_the_user_did_is_kept_apart_and_restored_by_its_name() {
    let test = TestApp::new();
    test.add_day("2026-01-05", &[TALK]);
    test.app().mark(&[TALK.id.to_owned()], Mark::Starred, true).unwrap();
    test.app().set_note(TALK.id, "mine").unwrap();
    test.app().back_up().unwrap();
    let facts = test.app().backups().unwrap().facts.remove(0);
    let undone = test.app().mark(&[TALK.id.to_owned()], Mark::Starred, false).unwrap();
    assert!(undone.id.is_some());
    let added =
        test.app().restore_facts(&test.library().join("backups").join(&facts.name)).unwrap();
    assert_eq!((added.starred, added.notes), (1, 0));
    assert_eq!(test.app().status().unwrap().starred, 1);
    assert_eq!(test.app().undo(None).unwrap().unwrap().what, "facts");
    assert_eq!(test.app().status().unwrap().starred, 0);
}

#[test]
fn a_library_that_is_missing_beside_its_backups_is_begun_as_the_user_says() {
    let mut test = TestApp::new();
    test.add_day("2026-01-05", &[TALK]);
    test.app().back_up().unwrap();
    test.close();
    std::fs::remove_file(test.library().join("library.db")).unwrap();
    let error = test.open().unwrap_err();
    assert!(error.is_missing_library());
    let WireError { code, message, .. } = error.wire();
    assert!(
        code == ErrorCode::LibraryMissing
            && message.contains(".db.zst")
            && message.contains("--empty"),
        "{message}"
    );
    assert!(!test.library().join("library.db").exists());
    let places = Places { library: test.library(), logs: test.path("logs") };
    let clock: Clock = std::sync::Arc::new(jiff::Timestamp::now);
    App::begin(&places, &clock, &Begin::Newest).unwrap();
    test.open().unwrap();
    test.app().wait_until_indexed().unwrap();
    assert_eq!(test.hit_ids("数字人"), [TALK.id]);
}

#[test]
fn damaged_files_are_listed_with_their_sizes_and_removed_by_name() {
    let mut test = TestApp::new();
    test.add_day("2026-01-05", &[TALK]);
    test.app().back_up().unwrap();
    test.close();
    std::fs::write(test.library().join("library.db"), vec![0x5a; 40_000]).unwrap();
    test.open().unwrap();
    let damaged = test.app().backups().unwrap().damaged;
    assert_eq!((damaged.len(), damaged[0].bytes as u64), (1, 40_000));
    assert!(test.app().forget_backup("library.db").is_err(), "only what is listed");
    assert!(test.app().forget_backup("../library.db").is_err());
    let left = test.app().forget_backup(&damaged[0].name).unwrap();
    assert!(left.damaged.is_empty() && !left.copies.is_empty());
    assert!(test.library().join("library.db").exists());
}
