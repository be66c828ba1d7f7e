//! To whom the model's key is sent: to the addresses that the user named on this machine, and to no
//! other.

use crate::test_app::TestApp;
use crate::write::KEY;
use paperboy_core::wire::{JobKind, KeySource, KeyTrouble, TestOutcome};
use paperboy_core::{Job, User};
use paperboy_secret::Held;
use paperboy_tests::fake_server::{FakeServer, Reply};
use std::path::Path;
use std::sync::{Arc, Mutex};

/// A model that remembers the key of each question.
struct Server {
    source: FakeServer,
    keys: Arc<Mutex<Vec<Option<String>>>>,
}

impl Server {
    fn new() -> Self {
        let (source, keys) = (FakeServer::start().unwrap(), Arc::new(Mutex::new(Vec::new())));
        let seen = keys.clone();
        source.model(move |question| {
            seen.lock().unwrap().push(question.key.clone());
            Reply::Text("OK".to_owned())
        });
        Self { source, keys }
    }

    /// The keys of the questions since the last time.
    fn keys(&self) -> Vec<Option<String>> {
        std::mem::take(&mut self.keys.lock().unwrap())
    }

    fn url(&self) -> String {
        format!("{}/v1", self.source.url())
    }
}

/// The user with a key in the environment, on a machine that remembers in this file.
fn user(hosts: &Path) -> User {
    User {
        model_key: Some(Held::new(KEY).unwrap()),
        model_hosts: Some(hosts.to_owned()),
        ..User::default()
    }
}

/// A library of somebody else's that names this server.
fn from_elsewhere(server: &Server) -> TestApp {
    let test = TestApp::new();
    name(&test, server);
    test
}

fn name(test: &TestApp, server: &Server) {
    test.app().set_setting("model.url", &server.url()).unwrap();
    test.app().set_setting("model.name", "stand-in").unwrap();
}

fn ask(test: &TestApp) {
    assert_eq!(test.app().test_model().unwrap().outcome, TestOutcome::Ok);
}

fn sent() -> Vec<Option<String>> {
    vec![Some(KEY.to_owned())]
}

#[test]
fn a_library_from_elsewhere_gets_no_key_for_its_server_until_the_user_says_so() {
    let (own, other) = (Server::new(), Server::new());
    let mut mine = TestApp::new();
    let hosts = mine.path("model-hosts.txt");
    mine.user = user(&hosts);
    mine.open().unwrap();
    name(&mine, &own);
    ask(&mine);
    assert_eq!(own.keys(), sent());

    let mut theirs = from_elsewhere(&other);
    theirs.user = user(&hosts);
    theirs.open().unwrap();
    let settings = theirs.app().model_settings().unwrap();
    assert_eq!((settings.key_from, settings.key_trouble), (None, Some(KeyTrouble::OtherHost)));
    assert_eq!(settings.key_for, Some(own.source.url()));
    ask(&theirs);
    assert_eq!(
        other.keys(),
        [None],
        "a server in one's own network may want no key, and gets none"
    );

    theirs.app().allow_model_host().unwrap();
    assert_eq!(theirs.app().model_settings().unwrap().key_from, Some(KeySource::Environment));
    ask(&theirs);
    ask(&mine);
    assert_eq!((other.keys(), own.keys()), (sent(), sent()));
}

#[test]
fn a_backup_from_elsewhere_gets_no_key_for_its_server_until_the_user_names_it() {
    let (own, other) = (Server::new(), Server::new());
    let theirs = from_elsewhere(&other);
    let backup = theirs.path("theirs.db");
    theirs.app().backup_to(&backup, &Job::unwatched(JobKind::Backup)).unwrap();
    let mut mine = TestApp::new();
    mine.user = user(&mine.path("model-hosts.txt"));
    mine.open().unwrap();
    name(&mine, &own);
    mine.app().restore_from(&backup).unwrap();
    assert_eq!(mine.app().setting("model.url").unwrap(), other.url());
    ask(&mine);
    assert_eq!(other.keys(), [None]);
    name(&mine, &other);
    ask(&mine);
    assert_eq!(other.keys(), sent());
}

#[test]
fn a_server_that_wants_a_key_that_was_given_for_another_is_named_with_it() {
    let (own, other) = (Server::new(), FakeServer::start().unwrap());
    other.model(|_| Reply::Status(401, r#"{"error":{"message":"no key"}}"#.to_owned(), None));
    let mut mine = TestApp::new();
    let hosts = mine.path("model-hosts.txt");
    mine.app().set_setting("model.url", &format!("{}/v1", other.url())).unwrap();
    mine.app().set_setting("model.name", "stand-in").unwrap();
    std::fs::write(&hosts, own.source.url() + "\n").unwrap();
    mine.user = user(&hosts);
    mine.open().unwrap();
    let tested = mine.app().test_model().unwrap();
    assert_eq!(tested.outcome, TestOutcome::Keyring);
    let sentence = tested.cause.unwrap().to_string();
    for part in
        [own.source.url(), other.url(), format!("`paperboy settings model.url {}/v1`", other.url())]
    {
        assert!(sentence.contains(&part), "{sentence}");
    }
    assert!(!sentence.contains(KEY));
}

#[test]
fn the_first_server_that_a_key_is_used_for_is_remembered() {
    let (first, second) = (Server::new(), Server::new());
    let mut test = from_elsewhere(&first);
    let hosts = test.path("model-hosts.txt");
    test.user = user(&hosts);
    test.open().unwrap();
    ask(&test);
    let mut other = from_elsewhere(&second);
    other.user = user(&hosts);
    other.open().unwrap();
    ask(&other);
    assert_eq!((first.keys(), second.keys()), (sent(), vec![None]));
}

#[test]
fn a_redirect_takes_the_key_nowhere() {
    let (own, other) = (FakeServer::start().unwrap(), Server::new());
    own.answer("/v1/chat/completions", 307, "");
    own.header("/v1/chat/completions", "Location", &format!("{}/chat/completions", other.url()));
    let mut test = TestApp::new();
    test.user = user(&test.path("model-hosts.txt"));
    test.open().unwrap();
    test.app().set_setting("model.url", &format!("{}/v1", own.url())).unwrap();
    test.app().set_setting("model.name", "stand-in").unwrap();
    assert_eq!(test.app().test_model().unwrap().outcome, TestOutcome::Refused);
    assert_eq!(own.requests(), ["/v1/chat/completions"]);
    assert!(other.source.requests().is_empty());
}

#[test]
fn a_count_of_tokens_that_can_be_none_leaves_the_budget_as_it_is() {
    use crate::fetch::Round;
    use crate::write::{report, requested_papers};
    for usage in ["-7", "1e300", "18446744073709551615", "\"5\"", "0", "null"] {
        let usage: serde_json::Value = serde_json::from_str(usage).unwrap();
        let tokens = usage.clone();
        let (round, _) = Round::with_model(&["2601.00011"], move |question, _| {
            let piece = serde_json::json!({
                "choices": [{"delta": {"content": report(&requested_papers(question))}, "finish_reason": "stop"}],
                "usage": {"prompt_tokens": tokens, "completion_tokens": tokens},
            });
            Reply::Events(vec![piece])
        });
        round.fetch();
        round.write_one("2601.00011");
        let spent = round.test.app().spending().unwrap().remove(0);
        assert!(
            (100..100_000).contains(&spent.prompt) && (100..10_000).contains(&spent.completion),
            "{usage}: {spent:?}"
        );
    }
}
