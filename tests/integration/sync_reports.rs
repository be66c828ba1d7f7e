//! Reports that a model wrote for one device, on the others.

use crate::fetch::{DAY, Round};
use crate::test_app::TestApp;
use crate::write::{report, requested_papers};
use paperboy_core::wire::{JobKind, SyncTrouble, Synced};
use paperboy_core::{Error, Job, PaperId};
use paperboy_tests::fake_server::Reply;
use std::path::{Path, PathBuf};

const ONE: &str = "2601.00001";
const TWO: &str = "2601.00002";

fn with_model() -> Round {
    Round::with_model(&[ONE, TWO], |question, _| Reply::Text(report(&requested_papers(question)))).0
}

fn join(test: &TestApp, folder: &Path) {
    test.app().set_up_sync(folder, None).unwrap();
}

fn sync(test: &TestApp) -> Synced {
    test.app().synchronise(&Job::unwatched(JobKind::Sync)).unwrap()
}

fn pending(test: &TestApp) -> u32 {
    test.app().sync_status().unwrap().pending
}

fn body(test: &TestApp, id: &str) -> Option<String> {
    test.app().report_markdown(&PaperId::parse(id).unwrap()).unwrap()
}

fn report_files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.filter(|path| path.extension().is_some_and(|end| end == "pbr")).collect()
}

#[test]
fn a_report_that_was_paid_for_once_is_on_every_device_with_its_paper() {
    let folder = tempfile::tempdir().unwrap();
    let (one, other) = (with_model(), TestApp::new());
    one.fetch_and_write();
    join(&one.test, folder.path());
    assert_eq!(pending(&one.test), 2);
    assert_eq!((sync(&one.test).sent, pending(&one.test)), (2, 0));

    join(&other, folder.path());
    let preview = || other.app().preview_sync(&Job::unwatched(JobKind::Sync)).unwrap();
    assert_eq!(preview().added.get("report"), Some(&2));
    assert!(other.app().days().unwrap().is_empty(), "a preview changes nothing");
    assert_eq!(sync(&other).received, 2);
    assert_eq!(preview().added.get("report"), None);
    for id in [ONE, TWO] {
        assert_eq!(body(&other, id).as_deref(), Some(report(id).as_str()), "to the byte");
        let (here, there) =
            (one.test.app().open_paper(id).unwrap(), other.app().open_paper(id).unwrap());
        assert_eq!(there.card.title, here.card.title);
        assert_eq!(there.authors, here.authors);
        assert_eq!(there.record, here.record, "how it was written");
    }
    let days = other.app().days().unwrap();
    assert_eq!((days.len(), days[0].date.as_str(), days[0].papers), (1, DAY, 2));
    other.app().wait_until_indexed().unwrap();
    assert_eq!(other.hit_ids("不用标注").len(), 2);
    // Who received a report does not send it, and nothing is taken twice.
    assert_eq!((pending(&other), sync(&other).received, sync(&one.test).received), (0, 0, 0));
    assert_eq!(report_files(folder.path()).len(), 1);
}

#[test]
fn a_models_report_is_shown_instead_of_an_extracted_one_which_stays_a_version() {
    let folder = tempfile::tempdir().unwrap();
    let (one, other) = (with_model(), with_model());
    for round in [&one, &other] {
        join(&round.test, folder.path());
    }
    other.set("report.writer", "extract");
    other.fetch_and_write();
    assert!(body(&other.test, ONE).is_some_and(|text| text != report(ONE)));
    one.fetch_and_write();
    sync(&one.test);
    sync(&other.test);
    assert_eq!(body(&other.test, ONE), body(&one.test, ONE), "the model's");
    assert_eq!(other.test.app().versions(ONE).unwrap().len(), 2, "the other one is still there");
}

#[test]
fn reports_stay_where_they_are_when_the_user_wants_that() {
    let folder = tempfile::tempdir().unwrap();
    let (one, other) = (with_model(), TestApp::new());
    one.set("sync.reports", "off");
    one.fetch_and_write();
    for test in [&one.test, &other] {
        join(test, folder.path());
        sync(test);
    }
    assert_eq!((pending(&one.test), report_files(folder.path()).len()), (0, 0));
    one.set("sync.reports", "on");
    assert_eq!(sync(&one.test).sent, 2);
    other.app().set_setting("sync.reports", "off").unwrap();
    assert_eq!(sync(&other).received, 0);
    assert!(other.app().days().unwrap().is_empty());
}

#[test]
fn a_lost_file_of_reports_is_sent_again_and_a_foreign_one_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let one = with_model();
    join(&one.test, folder.path());
    one.fetch_and_write();
    sync(&one.test);
    for file in report_files(folder.path()) {
        std::fs::remove_file(file).unwrap();
    }
    assert_eq!(sync(&one.test).sent, 2);
    let foreign = folder.path().join(format!("{}.pbr", "0123456789abcdef".repeat(2)));
    std::fs::write(&foreign, "<html>Quota exceeded</html>").unwrap();
    let problems = sync(&one.test).problems;
    assert_eq!(problems.len(), 1, "{problems:?}");
    assert!(foreign.exists(), "it is left alone");
}

#[test]
fn a_report_that_was_extracted_because_the_model_failed_is_not_sent() {
    let folder = tempfile::tempdir().unwrap();
    let (one, _) = Round::with_model(&[ONE, TWO], |question, _| {
        let id = requested_papers(question);
        if id == ONE { Reply::Text("no report".to_owned()) } else { Reply::Text(report(&id)) }
    });
    join(&one.test, folder.path());
    one.fetch_and_write();
    assert!(body(&one.test, ONE).is_some_and(|text| !text.is_empty() && text != report(ONE)));
    assert_eq!((pending(&one.test), sync(&one.test).sent, pending(&one.test)), (1, 1, 0));
}

#[test]
fn a_folder_with_reports_alone_and_no_key_file_gets_no_other_one() {
    let folder = tempfile::tempdir().unwrap();
    let (one, other) = (with_model(), TestApp::new());
    join(&one.test, folder.path());
    one.fetch_and_write();
    sync(&one.test);
    std::fs::remove_file(folder.path().join("paperboy-sync.json")).unwrap();
    assert_eq!(report_files(folder.path()).len(), 1);
    let refused = other.app().set_up_sync(folder.path(), None);
    assert!(matches!(refused, Err(Error::Sync(SyncTrouble::KeyFileMissing))), "{refused:?}");
}
