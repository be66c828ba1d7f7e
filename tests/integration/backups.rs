//! Backups and putting them back.

use crate::test_app::{SURGERY, TALK, TestApp};
use paperboy_core::wire::Mark;

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
    test.app().settle().unwrap();
    assert_eq!(test.app().status().unwrap().papers, 1);
    assert_eq!(test.found("世界模型"), Vec::<String>::new(), "the index follows");

    test.app().restore_from(&before).unwrap();
    test.app().settle().unwrap();
    assert_eq!(test.app().status().unwrap().starred, 1);
    assert_eq!(test.found("世界模型"), [SURGERY.id]);
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
        test.app().settle().unwrap();
        assert_eq!((test.app().status().unwrap().starred, test.found("has:note").len()), (1, notes));
    }
}

#[test]
fn what_is_no_backup_is_refused_and_nothing_changes() {
    let test = TestApp::new();
    test.add_day("2026-01-05", &[TALK]);
    let bad = test.path("bad.db");
    std::fs::write(&bad, "not a database").unwrap();
    assert_eq!(test.app().restore_from(&bad).unwrap_err().wire().code, "bad_backup");
    assert_eq!(test.app().restore_from(&test.path("nowhere.db")).unwrap_err().wire().code, "bad_backup");
    assert_eq!(test.app().status().unwrap().papers, 1);
    assert!(test.app().backup_to(&bad, &paperboy_core::Job::unwatched("backup")).is_err(), "nothing is overwritten");
    assert_eq!(std::fs::read_to_string(&bad).unwrap(), "not a database");
}
