//! Libraries that are broken, newer, or gone.

use crate::test_app::{TALK, TestApp};
use paperboy_core::wire::Mark;

#[test]
fn a_broken_library_is_moved_aside_and_its_newest_backup_takes_its_place() {
    let mut test = TestApp::new();
    test.add_day("2026-01-05", &[TALK]);
    test.app().mark(&[TALK.id.to_owned()], Mark::Starred, true).unwrap();
    test.app().back_up().unwrap();
    test.close();
    let database = test.library().join("library.db");
    std::fs::write(&database, vec![0x5a; 40_000]).unwrap();
    test.open().unwrap();
    assert_eq!(test.app().status().unwrap().starred, 1);
    test.app().settle().unwrap();
    assert_eq!(test.found("数字人"), [TALK.id]);
    let notices = test.app().pending_notices();
    let notice = notices.iter().find(|notice| notice.kind == "recovered").unwrap();
    assert_eq!(std::fs::read(&notice.detail).unwrap(), vec![0x5a; 40_000], "the broken file is kept");
}

#[test]
fn a_folder_that_vanishes_is_said_so_and_comes_back() {
    let mut test = TestApp::new();
    test.add_day("2026-01-05", &[TALK]);
    let away = test.path("away");
    std::fs::rename(test.library(), &away).unwrap();
    // Reading may go on from what is open; writing must not pretend.
    let written = test.app().mark(&[TALK.id.to_owned()], Mark::Starred, true);
    if let Err(error) = &written {
        assert_eq!(error.wire().code, "gone", "{error:?}");
    }
    test.close();
    let _ = std::fs::remove_dir_all(test.library());
    std::fs::rename(&away, test.library()).unwrap();
    test.open().unwrap();
    assert_eq!(test.app().status().unwrap().starred, u32::from(written.is_ok()), "what was acknowledged is there");
}
