//! Devices that share a folder on a WebDAV server, which lies, is full, or is in a hurry.

use crate::test_app::{SURGERY, TALK, TestApp};
use paperboy_core::wire::{JobKind, Mark, SyncState, SyncTrouble, Synced};
use paperboy_core::{Error, Job, PaperId, StorageTrouble};
use paperboy_tests::fake_webdav::{FakeWebDav, Lie};

/// `me:secret`, in base64.
const SIGN_IN: &str = "bWU6c2VjcmV0";

fn server() -> FakeWebDav {
    FakeWebDav::start(SIGN_IN).unwrap()
}

fn device(server: &FakeWebDav) -> TestApp {
    let test = TestApp::new();
    test.add_day("2026-01-14", &[TALK, SURGERY]);
    set_up(&test, server, "secret").unwrap();
    test
}

fn set_up(
    test: &TestApp,
    server: &FakeWebDav,
    password: &str,
) -> Result<paperboy_core::wire::SyncSetup, Error> {
    let address = server.url("of/me/paperboy");
    test.app().set_up_sync_server(&address, "me", password, Some("correct horse"))
}

fn sync(test: &TestApp) -> Result<Synced, Error> {
    test.app().synchronise(&Job::unwatched(JobKind::Sync))
}

fn storage(result: Result<impl std::fmt::Debug, Error>) -> StorageTrouble {
    match result {
        Err(Error::Sync(SyncTrouble::Storage { why })) => why,
        other => panic!("{other:?}"),
    }
}

fn star(test: &TestApp, id: &str) {
    test.app().mark(&[id.to_owned()], Mark::Starred, true).unwrap();
}

fn is_starred(test: &TestApp, id: &str) -> bool {
    test.app().paper(&PaperId::parse(id).unwrap()).unwrap().starred
}

#[test]
fn two_devices_meet_on_a_server_in_at_most_five_requests_and_two_when_nothing_is_new() {
    let server = server();
    let one = device(&server);
    let made = server.requests();
    assert!(made.iter().any(|request| request == "MKCOL /dav/of/me/paperboy/"), "{made:?}");
    star(&one, TALK.id);
    sync(&one).unwrap();
    let other = device(&server);
    server.requests();
    assert_eq!(sync(&other).unwrap().received, 1);
    assert!(is_starred(&other, TALK.id));
    assert_eq!(server.requests().len(), 3, "the key file, the list and one file");
    star(&other, SURGERY.id);
    sync(&other).unwrap();
    assert_eq!(server.requests().len(), 3, "the key file, the list and one file of its own");
    star(&one, SURGERY.id);
    sync(&one).unwrap();
    assert!(server.requests().len() <= 5);
    for _ in 0..3 {
        sync(&other).unwrap();
    }
    server.requests();
    assert_eq!(sync(&other).unwrap(), Synced::default());
    assert_eq!(server.requests().len(), 2);
    // Thirty changes, each sent alone: the superfluous files go one by one.
    for n in 0..30 {
        one.app().set_note(TALK.id, &format!("note {n}")).unwrap();
        server.requests();
        sync(&one).unwrap();
        let requests = server.requests();
        assert!(requests.len() <= 5, "{requests:?}");
    }
    assert!(server.files().len() < 30);
    // Nothing of it can be read there.
    for (path, bytes) in server.files() {
        for word in ["note 29", TALK.id, "secret"] {
            let word = word.as_bytes();
            assert!(!bytes.windows(word.len()).any(|window| window == word), "{path}");
        }
    }
}

#[test]
fn what_a_server_does_wrong_is_said_as_what_it_is_and_loses_nothing() {
    let server = server();
    let one = device(&server);
    star(&one, TALK.id);
    sync(&one).unwrap();
    let host = "127.0.0.1".to_owned();
    let fails = |lie: Lie, why: StorageTrouble| {
        one.app().set_note(SURGERY.id, &format!("{lie:?}")).unwrap();
        server.lie(Some(lie));
        assert_eq!(storage(sync(&one)), why, "{lie:?}");
        let status = one.app().sync_status().unwrap();
        assert_eq!(status.state, SyncState::Failed { why: SyncTrouble::Storage { why } });
        assert_eq!(status.pending, 1);
        server.lie(None);
        sync(&one).unwrap();
        assert_eq!(one.app().sync_status().unwrap().state, SyncState::InSync);
    };
    fails(Lie::Page, StorageTrouble::NotStorage { host: host.clone() });
    fails(Lie::Full, StorageTrouble::Full { host: host.clone() });
    fails(Lie::SignedOutAfter(2), StorageTrouble::SignIn { host: host.clone() });
    fails(Lie::Elsewhere, StorageTrouble::Moved { host: host.clone() });
    let other = device(&server);
    // Half a file is no file: the connection broke, or it is named.
    server.lie(Some(Lie::HalfFile));
    assert_eq!(storage(sync(&other)), StorageTrouble::Broke { host });
    server.lie(Some(Lie::ShortFile));
    assert!(!sync(&other).unwrap().problems.is_empty());
    assert!(!is_starred(&other, TALK.id));
    server.lie(None);
    sync(&other).unwrap();
    assert!(is_starred(&other, TALK.id));
    // What was acknowledged and not kept, or is not listed, is sent again.
    for lie in [Lie::LostPut, Lie::OldList] {
        let text = format!("{lie:?}");
        one.app().set_note(TALK.id, &text).unwrap();
        server.lie(Some(lie));
        sync(&one).unwrap();
        sync(&one).unwrap();
        server.lie(None);
        sync(&one).unwrap();
        sync(&other).unwrap();
        let paper = other.app().paper(&PaperId::parse(TALK.id).unwrap()).unwrap();
        assert_eq!(paper.note.as_deref(), Some(text.as_str()));
    }
}

#[test]
fn a_busy_server_is_left_alone_for_as_long_as_it_says() {
    let server = server();
    let one = device(&server);
    server.lie(Some(Lie::Busy(Some(600))));
    let busy = storage(sync(&one));
    assert_eq!(busy, StorageTrouble::Busy { host: "127.0.0.1".to_owned(), seconds: 600 });
    assert!(busy.to_string().contains("10 min"));
    server.lie(None);
    server.requests();
    assert!(matches!(storage(sync(&one)), StorageTrouble::Busy { .. }));
    assert_eq!(server.requests(), Vec::<String>::new());
    one.pass_days(1);
    sync(&one).unwrap();
    // One that does not say for how long has an allowance per half an hour.
    server.lie(Some(Lie::Busy(None)));
    assert!(matches!(storage(sync(&one)), StorageTrouble::Busy { seconds: 1800, .. }));
}

#[test]
fn a_wrong_password_is_said_and_a_hidden_key_file_is_never_replaced() {
    let server = server();
    let test = TestApp::new();
    assert!(matches!(storage(set_up(&test, &server, "wrong")), StorageTrouble::SignIn { .. }));
    assert_eq!(test.app().sync_status().unwrap().state, SyncState::Off);
    set_up(&test, &server, "secret").unwrap();
    let before = server.files();
    server.lie(Some(Lie::Hidden));
    match set_up(&TestApp::new(), &server, "secret") {
        Err(Error::Sync(SyncTrouble::KeyFileMissing)) => {}
        other => panic!("{other:?}"),
    }
    assert_eq!(server.files(), before);
    let unsafe_address = test.app().offer_sync("http://example.com/dav", "me", "secret");
    assert!(matches!(storage(unsafe_address), StorageTrouble::Address { .. }));
}
