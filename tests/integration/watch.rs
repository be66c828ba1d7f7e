//! What arXiv says is new about papers that the user keeps.

use crate::fetch::Round;
use crate::test_app::TestApp;
use paperboy_core::wire::{AtomCause, JobKind, Mark, News, NewsOfPaper};
use paperboy_core::{Job, Surroundings, Watched};
use std::time::{Duration, Instant};

const QUERY: &str = "/api/query";
const KEPT: &str = "2601.00001";
const OTHER: &str = "2601.00002";
/// After the paper was starred, on 2026-01-15.
const LATER: &str = "2026-02-03T04:05:06Z";

fn entry(id: &str, version: u32, more: &str) -> String {
    format!(
        "<entry><id>http://arxiv.org/abs/{id}v{version}</id><updated>{LATER}</updated><title>Paper</title>{more}</entry>"
    )
}

fn feed(entries: &[String]) -> String {
    format!(
        "<?xml version='1.0' encoding='UTF-8'?><feed xmlns:arxiv='http://arxiv.org/schemas/atom' xmlns='http://www.w3.org/2005/Atom'><title>q</title>{}</feed>",
        entries.concat()
    )
}

/// A library with two papers, of which one is starred.
fn round() -> Round {
    let round = Round::new(&[KEPT, OTHER]);
    round.fetch();
    mark(&round.test, KEPT, Mark::Starred, true);
    round.source.requests();
    round
}

fn mark(test: &TestApp, id: &str, mark: Mark, on: bool) {
    test.app().mark(&[id.to_owned()], mark, on).unwrap();
}

fn watch(test: &TestApp) -> Watched {
    test.app().watch(&Job::unwatched(JobKind::Watch)).unwrap()
}

fn listed_news(test: &TestApp) -> Vec<NewsOfPaper> {
    test.app().paper_news(None).unwrap()
}

fn kinds(news: &[NewsOfPaper]) -> Vec<&News> {
    news.iter().map(|one| &one.news).collect()
}

#[test]
fn a_newer_version_of_a_starred_paper_is_reported_once() {
    let round = round();
    round.source.answer(QUERY, 200, &feed(&[entry(KEPT, 1, "")]));
    assert_eq!(watch(&round.test), Watched { asked: 1, ..Watched::default() });
    assert_eq!(round.source.requests(), [QUERY.to_owned()], "the other paper is not kept");
    assert_eq!(watch(&round.test).asked, 0, "it is asked about once a week");
    assert!(round.source.requests().is_empty());

    round.source.answer(QUERY, 200, &feed(&[entry(KEPT, 2, "")]));
    round.test.pass_days(7);
    let version = News::Version { version: 2, since: Some(LATER.to_owned()) };
    assert_eq!(kinds(&watch(&round.test).news), [&version]);
    assert_eq!(kinds(&listed_news(&round.test)), [&version]);
    assert_eq!(listed_news(&round.test)[0].title, format!("Paper {KEPT}"));
    round.test.pass_days(7);
    assert!(watch(&round.test).news.is_empty());
    assert_eq!(listed_news(&round.test).len(), 1, "it is there until it is put aside");
    assert_eq!(round.test.app().put_news_aside(Some(&[KEPT.to_owned()])).unwrap(), 1);
    assert!(listed_news(&round.test).is_empty());

    round.source.answer(QUERY, 200, &feed(&[entry(KEPT, 3, "")]));
    round.test.pass_days(7);
    assert_eq!(watch(&round.test).news.len(), 1, "the next version is another one");
    assert_eq!(listed_news(&round.test).len(), 1);
}

#[test]
fn what_came_before_the_paper_was_kept_is_no_newer_version() {
    let round = round();
    let early = feed(&[entry(KEPT, 2, "")]).replace(LATER, "2026-01-02T00:00:00Z");
    round.source.answer(QUERY, 200, &early);
    assert!(watch(&round.test).news.is_empty());
    // The version is known from now on, whatever its date.
    round.source.answer(QUERY, 200, &early.replace("v2", "v3"));
    round.test.pass_days(7);
    assert_eq!(watch(&round.test).news.len(), 1);
}

#[test]
fn a_withdrawal_a_reference_and_code_are_reported() {
    let round = round();
    mark(&round.test, OTHER, Mark::Later, true);
    let withdrawn = "<arxiv:comment>This paper has been withdrawn by the author</arxiv:comment>";
    let published = "<arxiv:journal_ref>J. Tests 7 (2026)</arxiv:journal_ref><summary>Code: https://github.com/we/it .</summary>";
    round.source.answer(
        QUERY,
        200,
        &feed(&[entry(KEPT, 1, withdrawn), entry(OTHER, 1, published)]),
    );
    let news = watch(&round.test).news;
    let of = |id: &str| {
        kinds(&news.iter().filter(|one| one.id == id).cloned().collect::<Vec<_>>())
            .into_iter()
            .cloned()
            .collect::<Vec<_>>()
    };
    assert_eq!(
        of(KEPT),
        [News::Withdrawn { quote: "This paper has been withdrawn by the author".into() }]
    );
    assert_eq!(
        of(OTHER),
        [
            News::Reference { quote: "J. Tests 7 (2026)".into() },
            News::Code { url: "https://github.com/we/it".into() }
        ]
    );
    assert_eq!(round.test.app().paper_news(Some(OTHER)).unwrap().len(), 2);
    round.test.pass_days(8);
    assert!(watch(&round.test).news.is_empty());
    // Of a paper that is not kept any more, nothing is reported.
    mark(&round.test, OTHER, Mark::Later, false);
    assert_eq!(listed_news(&round.test).len(), 1);
}

#[test]
fn an_answer_that_can_not_be_used_is_reported_and_settles_nothing() {
    let round = round();
    let good = feed(&[entry(KEPT, 1, "")]);
    let bomb = good.replace("<feed", "<!DOCTYPE f [<!ENTITY a 'aaaa'>]><feed");
    let huge = feed(&[entry(KEPT, 1, "")]).replace("<title>q", &"<!-- x -->".repeat(2_500_000));
    type IsExpected = fn(&AtomCause) -> bool;
    let wrong: [(u16, &str, IsExpected); 7] = [
        (200, "<!DOCTYPE html><html>busy</html>", |why| *why == AtomCause::WebPage),
        (200, &good[..good.len() - 40], |why| *why == AtomCause::CutOff),
        (200, &bomb, |why| *why == AtomCause::Entities),
        (200, &huge, |why| *why == AtomCause::TooLarge),
        (200, &good.replace(KEPT, "2601.99999"), |why| *why == AtomCause::OtherPapers),
        (404, "no", |why| *why == AtomCause::NotFound),
        (400, "no", |why| matches!(why, AtomCause::Network { .. })),
    ];
    for (status, body, is_expected) in wrong {
        round.source.answer(QUERY, status, body);
        let watched = watch(&round.test);
        let problem = watched.problem.unwrap();
        assert!(is_expected(&problem), "{problem:?}");
        assert_eq!((watched.asked, watched.news.len()), (0, 0));
        let last = round.test.app().watch_state().unwrap().last.unwrap();
        assert_eq!(last.problem, Some(problem));
    }
    round.source.answer(QUERY, 200, &good);
    assert_eq!(watch(&round.test).asked, 1);
    assert_eq!(round.test.app().watch_state().unwrap().last.unwrap().problem, None);
}

#[test]
fn a_paper_that_arxiv_does_not_know_is_named_and_not_asked_about_again_at_once() {
    let round = round();
    round.source.answer(QUERY, 200, &feed(&[]));
    let watched = watch(&round.test);
    assert_eq!(watched.unknown.len(), 1);
    assert_eq!(watch(&round.test).asked, 0);
}

/// Starts the background work, with the clock of a machine that has its power.
fn start(test: &TestApp) {
    let local = "2026-01-15T12:00:00".parse().unwrap();
    test.app().start(move || Surroundings { local, saves_power_or_data: false });
}

fn wait_for(what: &str, mut is_there: impl FnMut() -> bool) {
    let end = Instant::now() + Duration::from_secs(20);
    while !is_there() {
        assert!(Instant::now() < end, "{what} did not come");
        std::thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn nothing_is_asked_until_the_user_agreed() {
    let round = round();
    round.source.answer(QUERY, 200, &feed(&[entry(KEPT, 2, "")]));
    start(&round.test);
    // The first look at the clock is over once another job of it is.
    round.test.app().set_setting("ui.theme", "dark").unwrap();
    std::thread::sleep(Duration::from_millis(500));
    assert!(!round.source.requests().contains(&QUERY.to_owned()));
    assert!(!round.test.app().watch_state().unwrap().on);
}

#[test]
fn once_the_user_agreed_a_look_up_begins_by_itself() {
    let round = round();
    round.source.answer(QUERY, 200, &feed(&[entry(KEPT, 2, "")]));
    round.test.app().set_setting("watch.papers", "on").unwrap();
    start(&round.test);
    wait_for("the news", || listed_news(&round.test).len() == 1);
}

#[test]
fn a_look_up_that_was_cut_off_goes_on_and_a_cancelled_one_does_not() {
    let mut round = round();
    round.source.answer(QUERY, 200, &feed(&[entry(KEPT, 2, "")]));
    round.source.slow(QUERY, Duration::from_secs(60));
    round.test.app().start_watch().unwrap();
    wait_for("the request", || round.source.requests().contains(&QUERY.to_owned()));
    // The program ends in the middle of the request.
    round.test.open().unwrap();
    assert!(listed_news(&round.test).is_empty());
    round.source.answer(QUERY, 200, &feed(&[entry(KEPT, 2, "")]));
    start(&round.test);
    wait_for("the news", || listed_news(&round.test).len() == 1);

    wait_for("the end", || !round.test.app().watch_state().unwrap().running);
    round.source.slow(QUERY, Duration::from_secs(60));
    round.source.requests();
    // Once the week is over, the background may start the job first: the request is the same.
    round.test.pass_days(8);
    round.test.app().start_watch().unwrap();
    wait_for("the request", || round.source.requests().contains(&QUERY.to_owned()));
    round.test.app().cancel_watch().unwrap();
    wait_for("the end", || !round.test.app().watch_state().unwrap().running);
    round.test.open().unwrap();
    start(&round.test);
    std::thread::sleep(Duration::from_millis(500));
    assert!(!round.source.requests().contains(&QUERY.to_owned()));
}

#[test]
fn a_text_of_the_new_version_ends_its_news() {
    let round = round();
    round.html(KEPT);
    round.source.answer(QUERY, 200, &feed(&[entry(KEPT, 2, "")]));
    assert_eq!(watch(&round.test).news.len(), 1);
    round.test.app().start_read_again(KEPT).unwrap();
    wait_for("the end of the news", || listed_news(&round.test).is_empty());
}
