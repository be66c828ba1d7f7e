//! A job that is stopped ends, whatever it waits for. No state here ends without being stopped, so that each
//! test ends only when the stop is heeded; the time that it took is printed.

use crate::fetch::{DAY, LIST, Round, until};
use crate::figures::file;
use crate::sync_server::{device, server};
use crate::test_app::{TALK, TestApp, day};
use crate::write::report;
use paperboy_core::wire::{Event, JobKind, Mark, Phase};
use paperboy_core::{Job, Write};
use paperboy_paper::PaperId;
use paperboy_tests::fake_server::Reply;
use paperboy_tests::fake_webdav::{FakeWebDav, Lie};
use rusqlite::Connection;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

const ID: &str = "2601.00001";
const FOREVER: Duration = Duration::from_secs(3600);

/// Another program that is writing into the library.
fn busy(test: &TestApp) -> Connection {
    let other = Connection::open(test.library().join("library.db")).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    other
}

/// Stops, waits for the end, and prints how long it took.
fn stop(state: &str, stop: impl FnOnce(), is_over: impl Fn() -> bool) {
    let began = Instant::now();
    stop();
    until(state, is_over);
    println!("{state}: stopped after {} ms", began.elapsed().as_millis());
}

struct Fetching {
    round: Round,
    phases: Arc<Mutex<Vec<Phase>>>,
}

impl Fetching {
    fn new() -> Self {
        let round = Round::new(&[ID]);
        round.html(ID);
        let phases: Arc<Mutex<Vec<Phase>>> = Arc::default();
        let recorded = phases.clone();
        round.test.app().listen(Box::new(move |event| {
            if let Event::Progress { progress } = event {
                recorded.lock().unwrap().push(progress.phase);
            }
        }));
        Self { round, phases }
    }

    fn start(&self) {
        self.round.test.app().start_fetch(DAY, DAY, true).unwrap();
    }

    fn is_idle(&self) -> bool {
        self.round.test.app().status().unwrap().fetch.is_none()
    }

    fn until_phase(&self, phase: Phase) {
        until("the phase", || self.phases.lock().unwrap().contains(&phase));
    }

    fn until_asked(&self, path: &str) {
        let mut asked = Vec::new();
        until("the question", || {
            asked.extend(self.round.source.requests());
            asked.iter().any(|asked| asked.starts_with(path))
        });
    }

    /// It is stopped, and what was to be fetched is forgotten.
    fn stop(&self, state: &str) {
        let app = self.round.test.app();
        stop(state, || app.cancel_fetch().unwrap(), || self.is_idle());
        self.round.source.requests();
        std::thread::sleep(Duration::from_millis(100));
        assert_eq!(
            self.round.source.requests(),
            Vec::<String>::new(),
            "{state}: it was begun again"
        );
        assert!(self.is_idle(), "{state}");
    }
}

#[test]
fn fetching_is_stopped_while_a_list_or_an_article_is_waited_for() {
    for path in [LIST, "/html/2601.00001"] {
        let fetching = Fetching::new();
        fetching.round.source.slow(path, FOREVER);
        fetching.start();
        fetching.until_asked(path);
        fetching.stop(path);
    }
}

#[test]
fn fetching_is_stopped_while_a_source_allows_no_request() {
    let fetching = Fetching::new();
    fetching.round.source.answer("/html/2601.00001", 429, "");
    fetching.round.source.header("/html/2601.00001", "Retry-After", "60");
    fetching.start();
    fetching.until_phase(Phase::Wait);
    fetching.stop("a source allows no request");
}

#[test]
fn fetching_is_stopped_while_there_is_no_network() {
    let fetching = Fetching::new();
    for key in ["source.huggingface", "source.arxiv"] {
        fetching.round.test.app().set_setting(key, "http://127.0.0.1:9").unwrap();
    }
    fetching.start();
    fetching.until_phase(Phase::Offline);
    fetching.stop("there is no network");
}

#[test]
fn fetching_is_stopped_while_another_program_has_arxivs_turn() {
    let fetching = Fetching::new();
    let interval_file = std::fs::File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(fetching.round.test.library().join("arxiv.pace"))
        .unwrap();
    interval_file.lock().unwrap();
    fetching.start();
    fetching.until_phase(Phase::Read);
    std::thread::sleep(Duration::from_millis(100));
    fetching.stop("another program has arXiv's turn");
}

#[test]
fn fetching_is_stopped_while_another_program_writes_and_is_not_begun_again() {
    let fetching = Fetching::new();
    fetching.round.source.slow(LIST, Duration::from_millis(300));
    fetching.start();
    fetching.until_asked(LIST);
    let other = busy(&fetching.round.test);
    std::thread::sleep(Duration::from_millis(500));
    let app = fetching.round.test.app().clone();
    // What was to be fetched is forgotten once the other program is done.
    let mut forgetting = None;
    stop(
        "another program writes",
        || forgetting = Some(std::thread::spawn(move || app.cancel_fetch())),
        || fetching.is_idle(),
    );
    fetching.round.source.requests();
    std::thread::sleep(Duration::from_millis(500));
    assert!(
        fetching.is_idle() && fetching.round.source.requests().is_empty(),
        "it was begun again"
    );
    other.execute_batch("ROLLBACK").unwrap();
    forgetting.unwrap().join().unwrap().unwrap();
    fetching.stop("nothing is fetched");
}

/// A library in which a paper was read, and a model that answers so.
fn writing(reply: Reply) -> Round {
    let (round, _) = Round::with_model(&[ID], move |_, _| reply.clone());
    round.fetch();
    round
}

fn stop_writing(state: &str, round: &Round) {
    let app = round.test.app();
    stop(state, || app.cancel_writing().unwrap(), || app.status().unwrap().writing.is_none());
    assert_eq!(app.open_paper(ID).unwrap().card.writer, None, "{state}");
}

#[test]
fn writing_is_stopped_while_a_model_is_silent_busy_or_slow() {
    let asked = |question: &str| report(question);
    for (state, reply) in [
        ("a model says nothing", Reply::Hang(String::new())),
        ("a model stops in the middle", Reply::Hang(asked(ID)[..60].to_owned())),
        ("a model is busy", Reply::Status(429, "{}".to_owned(), Some(3600))),
        ("a model's server fails", Reply::Status(503, "{}".to_owned(), Some(3600))),
    ] {
        let round = writing(reply.clone());
        round.test.app().write_papers(&[ID.to_owned()], None, false).unwrap();
        until("the question", || {
            round.source.requests().iter().any(|path| path.ends_with("/chat/completions"))
        });
        std::thread::sleep(Duration::from_millis(50));
        stop_writing(state, &round);
        // As the command waits for it.
        let round = writing(reply);
        let job = Job::unwatched(JobKind::Write);
        let (app, of) = (round.test.app().clone(), job.clone());
        let ids = vec![PaperId::parse(ID).unwrap()];
        let written = std::thread::spawn(move || {
            app.write(&Write { ids, writer: None, again: false }, &of).unwrap()
        });
        until("the question", || {
            round.source.requests().iter().any(|path| path.ends_with("/chat/completions"))
        });
        stop(&format!("{state}, in the command"), || job.cancel(), || written.is_finished());
    }
}

#[test]
fn writing_that_is_paused_or_held_is_forgotten() {
    let round = writing(Reply::Status(401, "{}".to_owned(), None));
    let app = round.test.app();
    app.write_papers(&[ID.to_owned()], None, false).unwrap();
    until("the hold", || app.status().unwrap().writing.is_some_and(|state| state.held.is_some()));
    stop_writing("writing is held", &round);
    app.pause_writing(true).unwrap();
    app.write_papers(&[ID.to_owned()], None, false).unwrap();
    stop_writing("writing is paused", &round);
}

#[test]
fn a_turn_that_another_writing_has_is_not_waited_for_after_a_stop() {
    let round = writing(Reply::Hang(String::new()));
    let app = round.test.app();
    app.write_papers(&[ID.to_owned()], None, false).unwrap();
    until("the question", || {
        round.source.requests().iter().any(|path| path.ends_with("/chat/completions"))
    });
    let job = Job::unwatched(JobKind::Write);
    let (second, of) = (app.clone(), job.clone());
    let ids = vec![PaperId::parse(ID).unwrap()];
    let written = std::thread::spawn(move || {
        second.write(&Write { ids, writer: None, again: true }, &of).map(drop)
    });
    std::thread::sleep(Duration::from_millis(300));
    stop("another writing has the turn", || job.cancel(), || written.is_finished());
    stop_writing("a model says nothing", &round);
}

#[test]
fn a_backup_ends_while_another_program_writes_and_is_asked_to_stop() {
    let test = TestApp::new();
    test.add_day("2026-01-05", &[TALK]);
    let other = busy(&test);
    let app = test.app().clone();
    let made = std::thread::spawn(move || app.back_up_now());
    std::thread::sleep(Duration::from_millis(200));
    stop(
        "a backup while another program writes",
        || test.app().cancel_job().unwrap(),
        || made.is_finished() && test.app().status().unwrap().job.is_none(),
    );
    drop(other);
}

#[test]
fn an_import_is_stopped_between_and_within_its_files() {
    let test = TestApp::new();
    let paths: Vec<_> = (1..=28)
        .map(|n| {
            let date = format!("2026-02-{n:02}");
            let path = test.path(&format!("{date}.md"));
            std::fs::write(&path, day(&date, &[TALK])).unwrap();
            path
        })
        .collect();
    let other = busy(&test);
    test.app().start_import(paths).unwrap();
    until("the import", || test.app().status().unwrap().job.is_some());
    stop(
        "an import while another program writes",
        || test.app().cancel_job().unwrap(),
        || test.app().status().unwrap().job.is_none(),
    );
    other.execute_batch("ROLLBACK").unwrap();
    std::thread::sleep(Duration::from_millis(300));
    assert!(test.app().status().unwrap().job.is_none(), "it was begun again");
    assert_eq!(test.app().days().unwrap().len(), 0);
}

/// Stops the job that is shown while it waits for a server of files.
fn stop_at_server(state: &str, test: &TestApp, server: &FakeWebDav) {
    until("the request", || !server.requests().is_empty());
    std::thread::sleep(Duration::from_millis(50));
    stop(state, || test.app().cancel_job().unwrap(), || test.app().status().unwrap().job.is_none());
    server.requests();
    std::thread::sleep(Duration::from_millis(300));
    assert_eq!(server.requests(), Vec::<String>::new(), "{state}: it was begun again");
}

#[test]
fn synchronising_and_publishing_are_stopped_while_a_server_is_silent_or_busy() {
    for (state, lie) in [("is silent", Lie::Silent), ("is busy", Lie::Busy(Some(3600)))] {
        let server = server();
        let test = device(&server);
        server.requests();
        server.lie(Some(lie));
        test.app().start_sync().unwrap();
        stop_at_server(&format!("the server for synchronising {state}"), &test, &server);

        let server = FakeWebDav::start("bWU6c2VjcmV0").unwrap();
        let test = TestApp::new();
        test.add_day("2026-01-05", &[TALK]);
        test.app().choose_publish_server(&server.url("papers"), "me", "secret").unwrap();
        server.requests();
        server.lie(Some(lie));
        test.app().start_publish().unwrap();
        stop_at_server(&format!("the server for publishing {state}"), &test, &server);
    }
}

#[test]
fn figures_and_news_are_no_longer_waited_for_after_a_stop() {
    let round = Round::with_figures(&[ID]);
    round.source.slow(&file(ID, 2), FOREVER);
    let app = round.test.app();
    app.start_fetch(DAY, DAY, true).unwrap();
    until("the image", || round.source.requests().contains(&file(ID, 2)));
    stop("an image is waited for", || app.cancel_fetch().unwrap(), || round.is_at_rest());

    app.mark(&[ID.to_owned()], Mark::Starred, true).unwrap();
    round.source.slow("/api/query", FOREVER);
    app.start_watch().unwrap();
    until("the question", || round.source.requests().contains(&"/api/query".to_owned()));
    stop(
        "news is waited for",
        || app.cancel_watch().unwrap(),
        || !app.watch_state().unwrap().running,
    );
}
