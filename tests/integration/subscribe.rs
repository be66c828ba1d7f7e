//! Days and feeds of others, subscribed to.

use crate::publish::HOSTILE;
use crate::test_app::{Paper, SURGERY, TALK, TestApp, day};
use paperboy_core::wire::{
    ErrorCause, FetchedSubscription, JobKind, SubscriptionKind, SubscriptionProblem, ValueCause,
};
use paperboy_core::{DateSpan, Error, Job, PaperId, Publish};
use paperboy_tests::fake_server::FakeServer;
use std::fs;
use std::path::{Path, PathBuf};

fn job() -> Job {
    Job::unwatched(JobKind::Fetch)
}

/// The days of a library as its `export` gives them.
fn exported(test: &TestApp) -> Vec<(String, Vec<u8>)> {
    let span = DateSpan { from: "2020-01-01".parse().unwrap(), to: "2026-12-31".parse().unwrap() };
    let days = test.app().export_days(span).unwrap();
    days.into_iter().map(|day| (day.date.to_string(), day.bytes)).collect()
}

fn publish(test: &TestApp, title: &str) -> PathBuf {
    let folder = test.path("Site");
    let publish = Publish { folder: folder.clone(), title: title.to_owned(), ..Publish::default() };
    let published = test.app().publish(&publish, &Job::unwatched(JobKind::Publish)).unwrap();
    assert_eq!((published.foreign.len(), published.failures.len()), (0, 0));
    folder
}

/// Serves a folder under `/lab/`, each file with an entity tag of its content.
fn serve(server: &FakeServer, folder: &Path, below: &str) {
    for entry in fs::read_dir(folder).unwrap().flatten() {
        let name = format!("{below}/{}", entry.file_name().to_str().unwrap());
        if entry.path().is_dir() {
            serve(server, &entry.path(), &name);
        } else if !entry.file_name().to_string_lossy().starts_with('.') {
            let bytes = fs::read(entry.path()).unwrap();
            server.answer_bytes(&name, 200, &bytes);
            let tag = format!(
                "\"{}\"",
                bytes.iter().fold(7_u64, |sum, byte| sum.wrapping_mul(31) + u64::from(*byte))
            );
            server.header(&name, "ETag", &tag);
        }
    }
}

fn fetch(test: &TestApp) -> Vec<FetchedSubscription> {
    test.app().fetch_subscriptions(None, false, &job()).unwrap()
}

fn writer(test: &TestApp, id: &str) -> Option<String> {
    test.app().paper(&PaperId::parse(id).unwrap()).unwrap().writer
}

/// A library that publishes, served on loopback, and one that subscribes to it.
struct Lab {
    publisher: TestApp,
    subscriber: TestApp,
    server: FakeServer,
}

impl Lab {
    fn new() -> Self {
        let publisher = TestApp::new();
        publisher.add_day("2026-01-05", &[TALK, SURGERY]);
        publisher.add_day("2026-01-06", &[HOSTILE]);
        let lab =
            Self { publisher, subscriber: TestApp::new(), server: FakeServer::start().unwrap() };
        lab.publish();
        lab
    }

    fn publish(&self) {
        serve(&self.server, &publish(&self.publisher, "Lab A"), "/lab");
    }

    fn subscribe(&self) {
        let address = format!("{}/lab/index.json", self.server.url());
        let added = self.subscriber.app().subscribe(&address, None, &job()).unwrap();
        assert_eq!((added.name.as_str(), added.kind), ("Lab A", Some(SubscriptionKind::Days)));
    }
}

#[test]
fn days_reports_and_updates_arrive_and_the_same_bytes_come_out() {
    let lab = Lab::new();
    lab.subscribe();
    let fetched = fetch(&lab.subscriber);
    assert_eq!((fetched[0].result.days, fetched[0].result.papers), (2, 3));
    assert_eq!(exported(&lab.subscriber), exported(&lab.publisher));
    assert_eq!(writer(&lab.subscriber, TALK.id).as_deref(), Some("from:Lab A"));
    // Nothing new costs one request, whose answer has no body.
    lab.server.requests();
    assert_eq!(fetch(&lab.subscriber)[0].result.days, 0);
    assert_eq!(lab.server.requests(), ["/lab/index.json"]);
    // A day that changed and a new one.
    let changed = Paper { contribution: "改写的一句话。", ..TALK };
    lab.publisher.import("2026-01-05.md", &day("2026-01-05", &[changed, SURGERY]));
    lab.publisher.add_day("2026-01-07", &[Paper { id: "2601.00003", title: "New", ..TALK }]);
    lab.publish();
    let fetched = fetch(&lab.subscriber);
    assert_eq!((fetched[0].result.days, fetched[0].result.papers), (2, 1));
    assert_eq!(exported(&lab.subscriber), exported(&lab.publisher));
    // What came by a subscription stays when that is removed, and after a restart.
    lab.subscriber.app().unsubscribe("Lab A").unwrap();
    assert!(fetch(&lab.subscriber).is_empty());
    assert_eq!(exported(&lab.subscriber), exported(&lab.publisher));
}

#[test]
fn the_users_own_reports_stay_shown_and_anothers_are_versions_beside_them() {
    let lab = Lab::new();
    let own = Paper { contribution: "我自己的报告。", ..TALK };
    lab.subscriber.add_day("2026-01-05", &[own]);
    let before = exported(&lab.subscriber);
    lab.subscribe();
    fetch(&lab.subscriber);
    let app = lab.subscriber.app();
    assert_eq!(writer(&lab.subscriber, TALK.id).as_deref(), Some("imported"));
    let versions = app.versions(TALK.id).unwrap();
    let writers: Vec<&str> = versions.iter().map(|version| version.writer.as_str()).collect();
    assert_eq!(writers, ["from:Lab A", "imported"]);
    assert_eq!(writer(&lab.subscriber, SURGERY.id).as_deref(), Some("from:Lab A"));
    // The day now has another paper; its own is first, and the file that was imported is kept.
    let day = &exported(&lab.subscriber)[0].1;
    assert!(String::from_utf8_lossy(day).contains("我自己的报告。"));
    assert_ne!(day, &before[0].1);
}

#[test]
fn the_address_of_the_pages_and_a_folder_are_subscribed_to_as_well() {
    let lab = Lab::new();
    let address = format!("{}/lab/index.html", lab.server.url());
    let added = lab.subscriber.app().subscribe(&address, Some("By page"), &job()).unwrap();
    assert_eq!((added.name.as_str(), added.kind), ("By page", Some(SubscriptionKind::Days)));
    fetch(&lab.subscriber);
    assert_eq!(exported(&lab.subscriber), exported(&lab.publisher));
    let other = TestApp::new();
    let folder = lab.publisher.path("Site").display().to_string();
    other.app().subscribe(&folder, None, &job()).unwrap();
    fetch(&other);
    assert_eq!(exported(&other), exported(&lab.publisher));
    // A folder of days without an index.
    let plain = TestApp::new();
    let days = lab.publisher.path("Site").join("days").display().to_string();
    plain.app().subscribe(&days, Some("Plain"), &job()).unwrap();
    fetch(&plain);
    assert_eq!(exported(&plain), exported(&lab.publisher));
}

#[test]
fn a_day_that_is_not_what_the_index_says_is_left_for_the_next_time() {
    let lab = Lab::new();
    lab.subscribe();
    let report = fs::read(lab.publisher.path("Site/days/2026-01-05.md")).unwrap();
    lab.server.answer_bytes("/lab/days/2026-01-05.md", 200, &report[..report.len() / 2]);
    let result = fetch(&lab.subscriber).remove(0).result;
    assert_eq!((result.days, result.missing), (1, 1));
    assert_eq!(result.problem, Some(SubscriptionProblem::Days));
    assert_eq!(exported(&lab.subscriber).len(), 1);
    lab.server.answer_bytes("/lab/days/2026-01-05.md", 200, &report);
    assert_eq!(fetch(&lab.subscriber)[0].result.problem, None);
    assert_eq!(exported(&lab.subscriber), exported(&lab.publisher));
}

#[test]
fn a_day_that_can_not_be_read_is_not_fetched_each_time() {
    let lab = Lab::new();
    lab.subscribe();
    lab.server.answer("/lab/days/2026-01-05.md", 200, "no report");
    let day = || {
        lab.server.requests();
        let result = fetch(&lab.subscriber).remove(0).result;
        assert_eq!((result.missing, result.problem), (1, Some(SubscriptionProblem::Days)));
        lab.server.requests().iter().filter(|path| path.ends_with(".md")).count()
    };
    assert_eq!(day(), 2, "both days");
    assert_eq!(day(), 1, "it may have been changed just then");
    assert_eq!((day(), day()), (0, 0));
    lab.subscriber.pass_days(1);
    assert_eq!((day(), day()), (1, 0));
    // Published again, it is another one.
    lab.publisher.import("2026-01-05.md", &day_of(Paper { title: "Again", ..TALK }));
    lab.publish();
    assert_eq!(fetch(&lab.subscriber)[0].result.problem, None);
    assert_eq!(exported(&lab.subscriber), exported(&lab.publisher));
}

fn day_of(paper: Paper) -> String {
    day("2026-01-05", &[paper, SURGERY])
}

#[test]
fn bad_input_is_bounded_and_reported() {
    let test = TestApp::new();
    let server = FakeServer::start().unwrap();
    let bomb =
        "<!DOCTYPE f [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><feed><title>&b;</title></feed>";
    let many = format!("<feed>{}</feed>", "<entry><title>x</title></entry>".repeat(200_000));
    let large = format!("<feed>{}", " ".repeat(10 << 20));
    for (path, body) in [
        ("/bomb", bomb),
        ("/page", "<!doctype html><script>alert(1)</script>"),
        ("/other", "{}"),
        ("/many", &many),
        ("/large", &large),
        ("/newer", r#"{"format":"paperboy-days","version":9,"id":"","title":"","days":[]}"#),
        ("/elsewhere", ""),
        ("/round", ""),
    ] {
        server.answer(path, 200, body);
    }
    for (path, to) in [("/elsewhere", "https://example.org/"), ("/round", "/round")] {
        server.answer(path, 302, "");
        server.header(path, "Location", to);
    }
    let refused = |path: &str| {
        let address = format!("{}{path}", server.url());
        let error = test.app().subscribe(&address, None, &job()).unwrap_err();
        let Some(ErrorCause::Value { why }) = error.wire().cause else {
            panic!("{path}: {error:?}")
        };
        let ValueCause::NotSubscribed { why, .. } = *why else { panic!("{path}") };
        *why
    };
    assert_eq!(refused("/bomb"), SubscriptionProblem::Entities);
    assert_eq!(refused("/page"), SubscriptionProblem::Page);
    assert_eq!(refused("/other"), SubscriptionProblem::Other);
    assert_eq!(refused("/many"), SubscriptionProblem::NoPapers);
    assert_eq!(refused("/newer"), SubscriptionProblem::Newer);
    assert_eq!(refused("/missing"), SubscriptionProblem::NotFound);
    for path in ["/large", "/elsewhere", "/round"] {
        assert!(matches!(refused(path), SubscriptionProblem::Network { .. }), "{path}");
    }
    for address in [
        "",
        "lab",
        "http://lab.example/",
        "https://me:pw@lab.example/",
        "ftp://lab.example/",
        "file:///etc",
    ] {
        let error = test.app().subscribe(address, None, &job()).unwrap_err();
        assert!(matches!(error, Error::BadValue(ValueCause::NoSubscription { .. })), "{address}");
    }
    assert!(test.app().subscriptions().unwrap().is_empty());
}

#[test]
fn a_feed_brings_its_papers_from_arxiv_once_whatever_the_entries_are_called() {
    let test = TestApp::new();
    let server = FakeServer::start().unwrap();
    for (key, value) in [
        ("source.huggingface", server.url()),
        ("source.arxiv", server.url()),
        ("source.arxiv_interval_ms", "0".to_owned()),
    ] {
        test.app().set_setting(key, &value).unwrap();
    }
    let abs = |id: &str| {
        format!(
            r#"<html><head><meta name="citation_title" content="The title of {id}"><meta name="citation_date" content="2026/01/13">
            <meta name="citation_arxiv_id" content="{id}"></head><body><h1 class="title">The title of {id}</h1>
            <div class="authors"><a>Ana Li</a></div><blockquote class="abstract">We add {id}.</blockquote></body></html>"#
        )
    };
    server.answer("/abs/2601.00001", 200, &abs("2601.00001"));
    let feed = |id: &str| {
        format!(
            "<rss><channel><title>A blog</title><item><title><![CDATA[<script>alert(1)</script>Read this]]></title>\
             <guid>{id}</guid><pubDate>Wed, 14 Jan 2026 12:00:00 GMT</pubDate>\
             <description>See https://arxiv.org/abs/2601.00001v3</description></item></channel></rss>"
        )
    };
    server.answer("/feed", 200, &feed("one"));
    let added = test.app().subscribe(&format!("{}/feed", server.url()), None, &job()).unwrap();
    assert_eq!((added.name.as_str(), added.kind), ("A blog", Some(SubscriptionKind::List)));
    assert_eq!(fetch(&test)[0].result.papers, 1);
    let paper = test.app().paper(&PaperId::parse("2601.00001").unwrap()).unwrap();
    assert_eq!(
        (paper.title.as_str(), paper.date.as_str()),
        ("The title of 2601.00001", "2026-01-14")
    );
    // The entry has another id now: it is the same paper.
    server.answer("/feed", 200, &feed("two"));
    server.requests();
    assert_eq!(fetch(&test)[0].result.papers, 0);
    assert_eq!(server.requests(), ["/feed"]);
}
