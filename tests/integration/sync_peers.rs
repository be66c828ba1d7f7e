//! Devices that synchronise over servers that others wrote; `make sync-peers` starts these.

use crate::test_app::{SURGERY, TALK, TestApp};
use paperboy_core::wire::{JobKind, Mark, SyncTrouble, Synced};
use paperboy_core::{Error, Job, PaperId, StorageTrouble};

const PASSWORD: &str = "secret";
const PASSPHRASE: &str = "correct horse";

fn variable(name: &str) -> String {
    std::env::var(name).unwrap_or_else(|_| panic!("{name} is set by `make sync-peers`"))
}

fn device(address: &str, password: &str, passphrase: &str) -> Result<TestApp, Error> {
    let test = TestApp::new();
    test.add_day("2026-01-14", &[TALK, SURGERY]);
    test.app().set_up_sync_server(address, "me", password, Some(passphrase))?;
    Ok(test)
}

fn try_sync(test: &TestApp) -> Result<Synced, Error> {
    test.app().synchronise(&Job::unwatched(JobKind::Sync))
}

fn sync(test: &TestApp) -> Synced {
    try_sync(test).unwrap()
}

fn star(test: &TestApp, id: &str) {
    test.app().mark(&[id.to_owned()], Mark::Starred, true).unwrap();
}

fn is_starred(test: &TestApp, id: &str) -> bool {
    test.app().paper(&PaperId::parse(id).unwrap()).unwrap().starred
}

fn note(test: &TestApp) -> Option<String> {
    test.app().paper(&PaperId::parse(TALK.id).unwrap()).unwrap().note
}

fn trouble<T>(result: Result<T, Error>) -> SyncTrouble {
    match result {
        Err(Error::Sync(why)) => why,
        Err(other) => panic!("{other:?}"),
        Ok(_) => panic!("it should have failed"),
    }
}

fn storage<T>(result: Result<T, Error>) -> StorageTrouble {
    match trouble(result) {
        SyncTrouble::Storage { why } => why,
        other => panic!("{other:?}"),
    }
}

/// A log of a server that has a line for each request.
struct Log(String);

impl Log {
    fn requests(&self) -> usize {
        const METHODS: [&str; 6] = ["PROPFIND", "GET", "PUT", "DELETE", "MKCOL", "HEAD"];
        let text = std::fs::read_to_string(&self.0).unwrap_or_default();
        let is_of = |line: &str, method: &str| {
            let [short, typed] = [format!("{method} /"), format!("method: {method}, uri: /")];
            line.contains(&short) || line.contains(&typed)
        };
        let is_request = |line: &&str| METHODS.iter().any(|method| is_of(line, method));
        text.lines().filter(is_request).count()
    }
}

/// What two devices do on a server, with the numbers of requests.
fn meet(address: &str, log: &Log) {
    let counted = |what: &str, test: &TestApp, most: usize| {
        let before = log.requests();
        let synced = sync(test);
        let requests = log.requests() - before;
        println!("{what}: {requests} requests");
        assert!(requests > 0, "the log of the server has no requests");
        assert!(requests <= most, "{what}");
        synced
    };
    let one = device(address, PASSWORD, PASSPHRASE).unwrap();
    star(&one, TALK.id);
    one.app().set_note(TALK.id, "a note").unwrap();
    counted("a first synchronisation", &one, 5);
    assert_eq!(
        trouble(device(address, PASSWORD, "correct house")),
        SyncTrouble::WrongPassphrase,
        "and nothing is touched"
    );
    let other = device(address, PASSWORD, PASSPHRASE).unwrap();
    assert_eq!(counted("joining", &other, 5).received, 2);
    assert!(is_starred(&other, TALK.id));
    star(&other, SURGERY.id);
    counted("sending a star", &other, 5);
    counted("receiving a star", &one, 5);
    assert!(is_starred(&one, SURGERY.id));
    assert_eq!(counted("nothing new", &one, 2), Synced::default());
    star(&one, SURGERY.id);
    one.app().set_note(SURGERY.id, "both ways").unwrap();
    other.app().set_note(TALK.id, "both ways").unwrap();
    sync(&other);
    counted("receiving and sending", &one, 5);
    let mut most = 0;
    for n in 0..40 {
        one.app().set_note(TALK.id, &format!("note {n}")).unwrap();
        let before = log.requests();
        sync(&one);
        most = most.max(log.requests() - before);
    }
    println!("each of forty changes: at most {most} requests");
    assert!(most <= 5);
    sync(&other);
    assert_eq!(note(&other).as_deref(), Some("note 39"));
    assert_eq!(counted("nothing new after all", &other, 2), Synced::default());
}

#[test]
#[ignore = "needs the servers of `make sync-peers`"]
fn two_devices_meet_on_apaches_webdav() {
    let address = format!("{}/of/me", variable("PAPERBOY_APACHE"));
    let refused = storage(device(&address, "wrong", PASSPHRASE));
    assert!(matches!(refused, StorageTrouble::SignIn { .. }), "{refused:?}");
    println!("Apache's mod_dav");
    meet(&address, &Log(variable("PAPERBOY_APACHE_LOG")));
}

#[test]
#[ignore = "needs the servers of `make sync-peers`"]
fn a_certificate_that_nobody_vouches_for_ends_the_connection() {
    let refused = storage(device(&variable("PAPERBOY_APACHE_TLS"), PASSWORD, PASSPHRASE));
    assert!(matches!(refused, StorageTrouble::NotSecure { .. }), "{refused:?}");
    println!("{refused}");
}

#[test]
#[ignore = "needs the servers of `make sync-peers`"]
fn a_full_server_is_reported_and_the_change_stays_pending() {
    let small = format!("{}/small", variable("PAPERBOY_APACHE"));
    let disk = Some(variable("PAPERBOY_APACHE_DISK")).filter(|disk| !disk.is_empty());
    if disk.is_none() {
        println!("skipped here: a full disk, which only root can make");
    }
    for address in [Some(small), disk].into_iter().flatten() {
        let test = device(&address, PASSWORD, PASSPHRASE).unwrap();
        star(&test, TALK.id);
        let full = storage(try_sync(&test));
        assert!(matches!(full, StorageTrouble::Full { .. }), "{full:?}");
        assert_eq!(test.app().sync_status().unwrap().pending, 1);
        println!("{full}");
    }
}

#[test]
#[ignore = "needs the servers of `make sync-peers`"]
fn two_devices_meet_on_wsgidav() {
    let address = format!("{}/论文/of me", variable("PAPERBOY_WSGIDAV"));
    let refused = storage(device(&address, "wrong", PASSPHRASE));
    assert!(matches!(refused, StorageTrouble::SignIn { .. }), "{refused:?}");
    println!("WsgiDAV");
    meet(&address, &Log(variable("PAPERBOY_WSGIDAV_LOG")));
}

#[test]
#[ignore = "needs the servers of `make sync-peers`"]
fn two_devices_meet_in_s3_compatible_storage() {
    let server = variable("PAPERBOY_S3");
    let address = format!("{server}/papers/论文/of me");
    let refused = storage(device(&address, "wrong", PASSPHRASE));
    assert!(matches!(refused, StorageTrouble::SignIn { .. }), "{refused:?}");
    let missing = storage(device(&format!("{server}/nothing/of/me"), PASSWORD, PASSPHRASE));
    assert!(matches!(missing, StorageTrouble::NoFolder { .. }), "{missing:?}");
    println!("s3s-fs");
    meet(&address, &Log(variable("PAPERBOY_S3_LOG")));
}
