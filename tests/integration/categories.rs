//! Categories of arXiv, subscribed to.

use crate::test_app::TestApp;
use paperboy_core::wire::{
    AtomCause, ErrorCause, JobKind, Mark, SubscriptionKind, SubscriptionProblem,
    SubscriptionResult, ValueCause,
};
use paperboy_core::{Job, PaperId};
use paperboy_tests::fake_server::FakeServer;

const QUERY: &str = "/api/query";
/// Announced on 2026-01-14 and on the day before.
const NEWEST: &str = "2026-01-14T12:00:00Z";
const BEFORE: &str = "2026-01-13T12:00:00Z";

fn job() -> Job {
    Job::unwatched(JobKind::Fetch)
}

fn id(number: usize) -> String {
    format!("2601.{number:05}")
}

fn entry(number: usize, published: &str, title: &str) -> String {
    let id = id(number);
    format!(
        "<entry><id>http://arxiv.org/abs/{id}v1</id><updated>{published}</updated><published>{published}</published><title>{title}</title><summary>We study {title}.</summary><author><name>Ana Li</name></author><arxiv:primary_category xmlns:arxiv='http://arxiv.org/schemas/atom' term='cs.CL'/></entry>"
    )
}

fn feed(total: usize, entries: &[String]) -> String {
    format!(
        "<?xml version='1.0'?><feed xmlns='http://www.w3.org/2005/Atom'><title>q</title><opensearch:totalResults xmlns:opensearch='http://a9.com/-/spec/opensearch/1.1/'>{total}</opensearch:totalResults>{}</feed>",
        entries.concat()
    )
}

/// The query for the page from the `start`-th paper on.
fn page(start: usize) -> String {
    format!(
        "{QUERY}?search_query=cat%3Acs.CL&sortBy=submittedDate&sortOrder=descending&start={start}&max_results=200"
    )
}

fn article(server: &FakeServer, number: usize) {
    let html = crate::fetch::page(&id(number));
    server.answer(&format!("/html/{}", id(number)), 200, &html);
}

struct Subscriber {
    test: TestApp,
    server: FakeServer,
}

impl Subscriber {
    fn new() -> Self {
        let (test, server) = (TestApp::new(), FakeServer::start().unwrap());
        for (key, value) in [
            ("source.huggingface", server.url()),
            ("source.arxiv", server.url()),
            ("source.arxiv_interval_ms", "0".to_owned()),
        ] {
            test.app().set_setting(key, &value).unwrap();
        }
        Self { test, server }
    }

    fn lists(&self, entries: &[String]) {
        self.server.answer(QUERY, 200, &feed(entries.len(), entries));
    }

    fn subscribe(&self) {
        let added = self.test.app().subscribe("cs.cl", None, &job()).unwrap();
        assert_eq!((added.name.as_str(), added.address.as_str()), ("arXiv cs.CL", "arxiv:cs.CL"));
        assert_eq!((added.kind, added.per_day), (Some(SubscriptionKind::Category), Some(20)));
    }

    fn fetch(&self) -> SubscriptionResult {
        self.test.app().fetch_subscriptions(None, false, &job()).unwrap().remove(0).result
    }

    /// The papers of a day, in its order.
    fn day(&self, date: &str) -> Vec<String> {
        let view = paperboy_core::wire::View::Day { date: date.to_owned() };
        let cards = self.test.app().list(&view, 0, 500).unwrap().cards;
        cards.into_iter().map(|card| card.id).collect()
    }
}

#[test]
fn the_newest_day_comes_first_and_then_what_was_announced_since() {
    let subscriber = Subscriber::new();
    let entries = [entry(3, NEWEST, "C"), entry(2, NEWEST, "B"), entry(1, BEFORE, "A")];
    subscriber.lists(&entries);
    [2, 3, 4, 5].into_iter().for_each(|number| article(&subscriber.server, number));
    subscriber.subscribe();
    let result = subscriber.fetch();
    assert_eq!((result.days, result.papers, result.problem), (1, 2, None));
    assert_eq!(subscriber.day("2026-01-14"), [id(2), id(3)], "as arXiv lists them");
    assert!(subscriber.day("2026-01-13").is_empty());
    let paper = subscriber.test.app().paper(&PaperId::parse(&id(3)).unwrap()).unwrap();
    assert_eq!((paper.title.as_str(), paper.abstract_text.as_deref()), ("C", Some("We study C.")));
    assert_eq!(paper.authors, ["Ana Li"]);
    assert_eq!(paper.reading_source, Some("html"));
    // Nothing new: the list alone is asked for.
    subscriber.server.requests();
    assert_eq!(subscriber.fetch(), SubscriptionResult::default());
    assert_eq!(subscriber.server.requests(), [QUERY]);
    // A paper that was late, and the next day.
    subscriber.test.pass_days(1);
    let later = [entry(5, "2026-01-15T12:00:00Z", "E"), entry(4, NEWEST, "D")];
    subscriber.lists(&[&later[..], &entries[..]].concat());
    let result = subscriber.fetch();
    assert_eq!((result.days, result.papers, result.problem), (2, 2, None));
    assert_eq!(subscriber.day("2026-01-15"), [id(5)]);
    assert_eq!(subscriber.day("2026-01-14"), [id(2), id(3), id(4)]);
}

#[test]
fn a_day_has_as_many_papers_as_wanted_those_first_that_the_user_probably_likes() {
    let subscriber = Subscriber::new();
    let day = crate::test_app::day(
        "2026-01-05",
        &[1, 2, 3, 4, 5, 6].map(|number| crate::test_app::Paper {
            id: [
                "2512.00001",
                "2512.00002",
                "2512.00003",
                "2512.00004",
                "2512.00005",
                "2512.00006",
            ][number - 1],
            title: if number <= 3 { "Diffusion distillation" } else { "Surgical robots" },
            ..crate::test_app::TALK
        }),
    );
    subscriber.test.import("day.md", &day);
    let starred = ["2512.00001", "2512.00002", "2512.00003"].map(str::to_owned);
    subscriber.test.app().mark(&starred, Mark::Starred, true).unwrap();
    subscriber.test.app().set_setting("subscribe.arxiv_per_day", "2").unwrap();
    let titles = ["Robots", "Proteins", "Diffusion distillation", "Proofs", "Fast diffusion"];
    let entries: Vec<String> =
        (1..=5).rev().map(|number| entry(number, NEWEST, titles[number - 1])).collect();
    subscriber.lists(&entries);
    (1..=5).for_each(|number| article(&subscriber.server, number));
    let added = subscriber.test.app().subscribe("arxiv:cs.CL", None, &job()).unwrap();
    assert_eq!(added.per_day, Some(2));
    assert_eq!(subscriber.fetch().papers, 2);
    assert_eq!(subscriber.day("2026-01-14"), [id(3), id(5)]);
    // They were read, and are thus written, in this order.
    let read: Vec<String> = subscriber.server.requests();
    let read: Vec<&String> = read.iter().filter(|path| path.starts_with("/html/")).collect();
    assert_eq!(read, [&format!("/html/{}", id(3)), &format!("/html/{}", id(5))]);
    assert_eq!(subscriber.fetch(), SubscriptionResult::default(), "the day is full");
    subscriber.test.app().set_setting("subscribe.arxiv_per_day", "3").unwrap();
    assert_eq!(subscriber.fetch().papers, 1);
}

#[test]
fn a_long_list_is_read_to_the_first_day_that_is_wanted() {
    let subscriber = Subscriber::new();
    let all: Vec<String> =
        (1..=450).rev().map(|n| entry(n, if n > 250 { NEWEST } else { BEFORE }, "Paper")).collect();
    for (start, end) in [(0, 200), (200, 400), (400, 450)] {
        subscriber.server.answer(&page(start), 200, &feed(450, &all[start..end]));
    }
    subscriber.test.app().set_setting("subscribe.arxiv_per_day", "1").unwrap();
    article(&subscriber.server, 251);
    subscriber.test.app().subscribe("cs.CL", None, &job()).unwrap();
    subscriber.server.requests();
    assert_eq!(subscriber.fetch().papers, 1);
    let asked = subscriber.server.requests();
    assert_eq!(asked.iter().filter(|path| *path == QUERY).count(), 2, "the third has older ones");
    // An empty page in the middle, which arXiv now and then sends, is no end.
    subscriber.server.answer(&page(200), 200, &feed(450, &[]));
    let problem = subscriber.fetch().problem;
    assert_eq!(problem, Some(SubscriptionProblem::Arxiv { why: AtomCause::CutOff }));
}

#[test]
fn a_failure_is_reported_and_made_up_for_the_next_time() {
    let subscriber = Subscriber::new();
    let refused = |address: &str| {
        let error = subscriber.test.app().subscribe(address, None, &job()).unwrap_err();
        let Some(ErrorCause::Value { why }) = error.wire().cause else { panic!("{error:?}") };
        let ValueCause::NotSubscribed { why, .. } = *why else { panic!("{address}") };
        *why
    };
    subscriber.lists(&[]);
    assert_eq!(refused("cs.XX"), SubscriptionProblem::NoCategory);
    subscriber.server.answer(QUERY, 200, "<!doctype html><p>Rate exceeded.</p>");
    assert_eq!(refused("cs.CL"), SubscriptionProblem::Arxiv { why: AtomCause::WebPage });
    subscriber.lists(&[entry(1, NEWEST, "A")]);
    subscriber.subscribe();
    // The list is there, and the paper's text is not to be had.
    subscriber.server.answer(&format!("/html/{}", id(1)), 400, "");
    let result = subscriber.fetch();
    assert_eq!((result.papers, result.missing), (1, 1));
    assert_eq!(result.problem, Some(SubscriptionProblem::Papers));
    article(&subscriber.server, 1);
    assert_eq!(subscriber.fetch(), SubscriptionResult::default());
    let paper = subscriber.test.app().paper(&PaperId::parse(&id(1)).unwrap()).unwrap();
    assert_eq!(paper.reading_source, Some("html"));
    // Removing it removes nothing.
    subscriber.test.app().unsubscribe("arxiv:cs.CL").unwrap();
    assert_eq!(subscriber.day("2026-01-14"), [id(1)]);
}
