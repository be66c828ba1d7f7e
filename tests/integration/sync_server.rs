//! Devices that share a folder on a WebDAV server, which lies, is full, or is in a hurry.

use crate::test_app::{SURGERY, TALK, TestApp};
use paperboy_core::wire::{JobKind, Mark, SyncState, SyncTrouble, Synced};
use paperboy_core::{Error, Job, PaperId, StorageTrouble};
use paperboy_tests::fake_webdav::{FakeWebDav, Lie};

const PASSWORD: &str = "zebra-Quill-41";
/// `me:` and the password, in base64.
const SIGN_IN: &str = "bWU6emVicmEtUXVpbGwtNDE=";
const PASSPHRASE: &str = "correct horse";

pub fn server() -> FakeWebDav {
    FakeWebDav::start(SIGN_IN).unwrap()
}

pub fn device(server: &FakeWebDav) -> TestApp {
    let test = TestApp::new();
    test.add_day("2026-01-14", &[TALK, SURGERY]);
    set_up(&test, server, PASSWORD).unwrap();
    test
}

fn set_up(
    test: &TestApp,
    server: &FakeWebDav,
    password: &str,
) -> Result<paperboy_core::wire::SyncSetup, Error> {
    let address = server.url("of/me/paperboy");
    test.app().set_up_sync_server(&address, "me", password, Some(PASSPHRASE))
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

fn note(test: &TestApp) -> String {
    let paper = test.app().paper(&PaperId::parse(TALK.id).unwrap()).unwrap();
    paper.note.unwrap_or_default()
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
    assert_eq!(server.requests().len(), 4, "the key file, the list, its own file and its size");
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
        for word in ["note 29", TALK.id, PASSWORD] {
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
    // Another file's content under the name of the newest one is refused.
    one.app().set_note(TALK.id, "newest").unwrap();
    sync(&one).unwrap();
    server.lie(Some(Lie::OldContent));
    assert!(!sync(&other).unwrap().problems.is_empty());
    server.lie(None);
    sync(&other).unwrap();
    assert_eq!(note(&other), "newest");
    // A list without the newest file loses nothing: what is not listed is sent again.
    server.lie(Some(Lie::OldList));
    sync(&other).unwrap();
    sync(&one).unwrap();
    server.lie(None);
    sync(&other).unwrap();
    assert_eq!(note(&other), "newest");
}

#[test]
fn what_a_server_acknowledges_and_does_not_keep_stays_pending_and_is_sent_again() {
    let server = server();
    let (one, other) = (device(&server), device(&server));
    star(&one, TALK.id);
    sync(&one).unwrap();
    for lie in [Lie::LostPut, Lie::HalfPut] {
        let text = format!("{lie:?}");
        one.app().set_note(TALK.id, &text).unwrap();
        server.lie(Some(lie));
        for _ in 0..2 {
            match sync(&one) {
                Err(Error::Sync(SyncTrouble::NotArrived)) => {}
                other => panic!("{other:?}"),
            }
            assert_ne!(one.app().sync_status().unwrap().pending, 0);
        }
        server.lie(None);
        sync(&one).unwrap();
        assert_eq!(one.app().sync_status().unwrap().pending, 0);
        sync(&other).unwrap();
        assert_eq!(note(&other), text);
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
    let status = one.app().sync_status().unwrap();
    match status.state {
        SyncState::Failed {
            why: SyncTrouble::Storage { why: StorageTrouble::Busy { seconds, .. } },
        } => {
            assert!((1..=600).contains(&seconds), "{seconds}");
        }
        other => panic!("{other:?}"),
    }
    // Another server is not meant.
    let another = FakeWebDav::start(SIGN_IN).unwrap();
    let address = another.url("paperboy").replace("127.0.0.1", "localhost");
    assert!(one.app().offer_sync(&address, "me", PASSWORD).unwrap().is_new);
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
    set_up(&test, &server, PASSWORD).unwrap();
    let before = server.files();
    server.lie(Some(Lie::Hidden));
    match set_up(&TestApp::new(), &server, PASSWORD) {
        Err(Error::Sync(SyncTrouble::KeyFileMissing)) => {}
        other => panic!("{other:?}"),
    }
    assert_eq!(server.files(), before);
    let unsafe_address = test.app().offer_sync("http://example.com/dav", "me", PASSWORD);
    assert!(matches!(storage(unsafe_address), StorageTrouble::Address { .. }));
}

#[test]
fn the_password_and_the_passphrase_are_in_no_file() {
    let server = server();
    let mut test = device(&server);
    star(&test, TALK.id);
    sync(&test).unwrap();
    // A library that is opened again without a keyring knows neither.
    test.open().unwrap();
    match sync(&test) {
        Err(Error::Sync(SyncTrouble::NeedsPassword { host })) => assert_eq!(host, "127.0.0.1"),
        other => panic!("{other:?}"),
    }
    assert_eq!(server.requests().iter().filter(|request| request.starts_with("PUT")).count(), 2);
    let mut looked = 0;
    let mut folders = vec![test.path("")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let bytes = std::fs::read(&path).unwrap();
            looked += 1;
            for word in [PASSWORD, PASSPHRASE, SIGN_IN] {
                let word = word.as_bytes();
                assert!(!bytes.windows(word.len()).any(|part| part == word), "{}", path.display());
            }
        }
    }
    assert!(looked > 3, "the database, the log and the backup");
    // The new password of the same place continues where it ended.
    let last = test.app().sync_status().unwrap().last;
    test.app()
        .set_up_sync_server(&server.url("of/me/paperboy"), "me", PASSWORD, Some(PASSPHRASE))
        .unwrap();
    let status = test.app().sync_status().unwrap();
    assert_eq!((status.last, status.state), (last, SyncState::InSync));
    assert_eq!(sync(&test).unwrap(), Synced::default());
}
