//! Devices that synchronise over servers that others wrote; `make sync-peers` starts these.

use crate::test_app::{SURGERY, TALK, TestApp};
use paperboy_core::wire::{JobKind, Mark, SyncTrouble, Synced};
use paperboy_core::{Error, Job, PaperId, StorageTrouble};

fn address(name: &str) -> String {
    std::env::var(name).unwrap_or_else(|_| panic!("{name} is set by `make sync-peers`"))
}

fn device(address: &str, password: &str, passphrase: &str) -> Result<TestApp, Error> {
    let test = TestApp::new();
    test.add_day("2026-01-14", &[TALK, SURGERY]);
    test.app().set_up_sync_server(address, "me", password, Some(passphrase))?;
    Ok(test)
}

fn sync(test: &TestApp) -> Synced {
    test.app().synchronise(&Job::unwatched(JobKind::Sync)).unwrap()
}

fn star(test: &TestApp, id: &str) {
    test.app().mark(&[id.to_owned()], Mark::Starred, true).unwrap();
}

fn is_starred(test: &TestApp, id: &str) -> bool {
    test.app().paper(&PaperId::parse(id).unwrap()).unwrap().starred
}

/// What two devices do on a server; `requests` counts those that it got.
fn meet(address: &str, password: &str, requests: &dyn Fn() -> Option<usize>) {
    let counted = |what: &str, test: &TestApp, most: usize| {
        let before = requests();
        let synced = sync(test);
        if let (Some(before), Some(after)) = (before, requests()) {
            println!("{what}: {} requests", after - before);
            assert!(after - before <= most, "{what}");
        }
        synced
    };
    let one = device(address, password, "correct horse").unwrap();
    star(&one, TALK.id);
    one.app().set_note(TALK.id, "a note").unwrap();
    counted("a first synchronisation", &one, 5);
    let wrong = device(address, password, "correct house").err();
    assert!(matches!(wrong, Some(Error::Sync(SyncTrouble::WrongPassphrase))), "{wrong:?}");
    let other = device(address, password, "correct horse").unwrap();
    assert_eq!(counted("joining", &other, 5).received, 2);
    assert!(is_starred(&other, TALK.id));
    star(&other, SURGERY.id);
    counted("sending a star", &other, 5);
    counted("receiving a star", &one, 5);
    assert!(is_starred(&one, SURGERY.id));
    assert_eq!(counted("nothing new", &one, 2), Synced::default());
    for n in 0..20 {
        one.app().set_note(TALK.id, &format!("note {n}")).unwrap();
        counted("one of many changes", &one, 5);
    }
    sync(&other);
    let paper = other.app().paper(&PaperId::parse(TALK.id).unwrap()).unwrap();
    assert_eq!(paper.note.as_deref(), Some("note 19"));
}

#[test]
#[ignore = "needs the servers of `make sync-peers`"]
fn two_devices_meet_on_apaches_webdav() {
    let (address, log) = (address("PAPERBOY_WEBDAV"), address("PAPERBOY_WEBDAV_LOG"));
    let refused = device(&address, "wrong", "correct horse").err();
    assert!(
        matches!(
            &refused,
            Some(Error::Sync(SyncTrouble::Storage { why: StorageTrouble::SignIn { .. } }))
        ),
        "{refused:?}"
    );
    let lines = || std::fs::read_to_string(&log).ok().map(|text| text.lines().count());
    meet(&address, "secret", &lines);
}

#[test]
#[ignore = "needs the servers of `make sync-peers`"]
fn two_devices_meet_in_s3_compatible_storage() {
    meet(&address("PAPERBOY_S3"), "secret", &|| None);
}
