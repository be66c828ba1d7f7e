//! Fetching in the background: jobs, and when they are done.

use crate::fetch::{DAY, LIST, Round, until};
use paperboy_core::Surroundings;
use paperboy_core::wire::Event;
use paperboy_tests::fake_server::FakeServer;
use std::sync::{Arc, Mutex};
use std::time::Duration;

fn awake() -> Surroundings {
    Surroundings { local: "2026-01-15T12:00:00".parse().unwrap(), saves_power_or_data: false }
}

impl Round {
    /// The events for the window: the code of each failure, the end of each job, each phase.
    fn events(&self) -> Arc<Mutex<Vec<String>>> {
        let events: Arc<Mutex<Vec<String>>> = Arc::default();
        let recorded = events.clone();
        self.test.app().listen(Box::new(move |event| {
            let word = match event {
                Event::Failed { error } => format!("{:?}", error.code),
                Event::Fetched { summary } => format!("fetched {}", summary.from),
                Event::Progress { progress } => format!("phase {:?}", progress.phase),
                _ => return,
            };
            let mut events = recorded.lock().unwrap();
            if events.last() != Some(&word) {
                events.push(word);
            }
        }));
        events
    }

    fn is_idle(&self) -> bool {
        self.test.app().status().unwrap().fetch.is_none()
    }
}

#[test]
fn fetching_in_the_background_is_remembered_until_it_is_done() {
    let mut round = Round::new(&["2601.00001"]);
    let awake = || Surroundings {
        local: "2026-01-15T03:00:00".parse().unwrap(),
        saves_power_or_data: true,
    };
    // Nothing listens at the source: the job can't be done, and stays.
    round.test.app().set_setting("source.huggingface", "http://127.0.0.1:9").unwrap();
    round.test.app().set_setting("source.arxiv", "http://127.0.0.1:9").unwrap();
    round.test.app().start_fetch(DAY, DAY, true).unwrap();
    round.test.close();
    round.test.open().unwrap();
    for key in ["source.huggingface", "source.arxiv"] {
        round.test.app().set_setting(key, &round.source.url()).unwrap();
    }
    round.html("2601.00001");
    let app = round.test.app().clone();
    app.start(awake);
    let done = (0..400).any(|_| {
        std::thread::sleep(std::time::Duration::from_millis(50));
        app.article("2601.00001").is_ok_and(|article| article.is_some())
    });
    assert!(done, "the job was not taken up at the next start");
}

#[test]
fn a_job_given_while_a_stopped_one_ends_is_done() {
    let round = Round::new(&["2601.00001"]);
    let events = round.events();
    round.html("2601.00001");
    round.source.slow(LIST, Duration::from_millis(300));
    for _ in 0..5 {
        round.test.app().start_fetch(DAY, DAY, true).unwrap();
        until("the first question", || !round.source.requests().is_empty());
        round.test.app().cancel_fetch().unwrap();
    }
    round.test.app().start_fetch(DAY, DAY, true).unwrap();
    until("the second job", || events.lock().unwrap().contains(&format!("fetched {DAY}")));
    until("the end", || round.is_idle());
    assert_eq!(
        round.test.app().article("2601.00001").unwrap().unwrap().reading_source.key(),
        "html"
    );
}

#[test]
fn a_stop_is_heeded_while_a_source_lets_wait() {
    let round = Round::new(&["2601.00001"]);
    round.source.slow("/html/2601.00001", Duration::from_secs(600));
    round.test.app().start_fetch(DAY, DAY, true).unwrap();
    until("the question for the article", || {
        round.source.requests().iter().any(|path| path.starts_with("/html/"))
    });
    round.test.app().cancel_fetch().unwrap();
    until("the end", || round.is_idle());
    assert_eq!(round.test.app().days().unwrap()[0].papers, 1, "what came is kept");
}

#[test]
fn a_missing_network_is_reported_once_and_fetching_continues_automatically() {
    let round = Round::new(&["2601.00001"]);
    let events = round.events();
    round.html("2601.00001");
    // Nothing listens at the source.
    for key in ["source.huggingface", "source.arxiv"] {
        round.test.app().set_setting(key, "http://127.0.0.1:9").unwrap();
    }
    round.test.app().start_fetch(DAY, DAY, true).unwrap();
    until("the message", || events.lock().unwrap().contains(&"Offline".to_owned()));
    std::thread::sleep(Duration::from_millis(1200));
    for key in ["source.huggingface", "source.arxiv"] {
        round.test.app().set_setting(key, &round.source.url()).unwrap();
    }
    until("the job", || events.lock().unwrap().contains(&format!("fetched {DAY}")));
    let events = events.lock().unwrap().clone();
    assert_eq!(events.iter().filter(|word| *word == "Offline").count(), 1, "{events:?}");
    let offline = events.iter().position(|word| word == "phase Offline").unwrap();
    assert_eq!(events[offline + 1..][..2], ["phase Work", "phase Read"], "{events:?}");
}

#[test]
fn a_job_continues_where_it_ended_when_the_network_was_away() {
    let mut round = Round::new(&["2601.00001"]);
    let (earlier, path) = ("2026-01-13", "/html/2601.00001");
    let events = round.events();
    round.source.slow(path, Duration::from_millis(200));
    round.test.app().start_fetch(earlier, DAY, true).unwrap();
    let mut requests = Vec::new();
    until("the question for the article", || {
        requests.extend(round.source.requests());
        requests.iter().any(|requests| requests == path)
    });
    assert_eq!(requests, [LIST, LIST, path]);
    round.source.leave();
    until("the message", || events.lock().unwrap().contains(&"Offline".to_owned()));
    round.source = FakeServer::start().unwrap();
    round.html("2601.00001");
    for key in ["source.huggingface", "source.arxiv"] {
        round.test.app().set_setting(key, &round.source.url()).unwrap();
    }
    until("the job", || events.lock().unwrap().contains(&format!("fetched {earlier}")));
    assert_eq!(round.source.requests(), ["/", path], "neither list was asked for again");
}

#[test]
fn a_source_that_gives_no_list_is_not_asked_again_every_minute() {
    let mut round = Round::new(&[]);
    round.source.answer(LIST, 403, "no");
    round.test.app().set_setting("fetch.schedule", "07:00-23:00/3h").unwrap();
    for start in 0..2 {
        let events = round.events();
        round.test.app().start(awake);
        if start == 0 {
            until("the job", || events.lock().unwrap().contains(&"fetched 2026-01-13".to_owned()));
            until("the end", || round.is_idle());
            assert!(!round.source.requests().is_empty());
            round.test.open().unwrap();
        }
    }
    std::thread::sleep(Duration::from_millis(1500));
    assert_eq!(
        round.source.requests(),
        Vec::<String>::new(),
        "the second start looked at the clock and let it be"
    );
}
