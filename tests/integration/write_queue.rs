//! Writing in the background.

use crate::fetch::{DAY, Round, until};
use crate::write::{Requests, report, requested_papers};
use paperboy_core::Surroundings;
use paperboy_core::wire::{Event, WritingHeld, WritingState};
use paperboy_tests::fake_server::{Question, Reply};
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::sync::{Arc, Mutex};
use std::time::Duration;

const IDS: [&str; 3] = ["2601.00001", "2601.00002", "2601.00003"];

fn awake() -> Surroundings {
    Surroundings { local: "2026-01-15T12:00:00".parse().unwrap(), saves_power_or_data: true }
}

/// A day that was read, one report written at a time; the model answers once the gate is open.
struct Stage {
    round: Round,
    requests: Requests,
    gate: Arc<AtomicBool>,
}

impl Stage {
    fn new(replies: impl Fn(&Question) -> Reply + Send + Sync + 'static) -> Self {
        let gate = Arc::new(AtomicBool::new(true));
        let opens = gate.clone();
        let (round, requests) = Round::with_model(&IDS, move |question, _| {
            while !opens.load(SeqCst) {
                std::thread::sleep(Duration::from_millis(5));
            }
            replies(question)
        });
        round.fetch();
        round.set("model.parallel", "1");
        Self { round, requests, gate }
    }

    fn honest() -> Self {
        Self::new(|question| Reply::Text(report(&requested_papers(question))))
    }

    fn queue(&self, ids: &[&str]) {
        let ids: Vec<String> = ids.iter().map(|id| (*id).to_owned()).collect();
        self.round.test.app().write_papers(&ids, None, false).unwrap();
    }

    fn state(&self) -> Option<WritingState> {
        self.round.test.app().status().unwrap().writing
    }

    fn requested_papers(&self) -> Vec<String> {
        self.requests
            .lock()
            .unwrap()
            .iter()
            .map(|text| text[text.find("2601.").unwrap()..][..10].to_owned())
            .collect()
    }

    fn writer(&self, id: &str) -> Option<String> {
        self.round.test.app().open_paper(id).unwrap().card.writer
    }

    fn until_done(&self) {
        until("the end of writing", || self.state().is_none());
    }
}

#[test]
fn a_fetched_day_is_written_behind_the_window_as_it_is_read() {
    let (round, _) =
        Round::with_model(&IDS, |question, _| Reply::Text(report(&requested_papers(question))));
    let app = round.test.app();
    app.start_fetch(DAY, DAY, true).unwrap();
    until("all reports", || {
        IDS.iter().all(|id| app.open_paper(id).is_ok_and(|paper| paper.card.writer.is_some()))
    });
    until("the end", || app.status().unwrap().writing.is_none());
    assert_eq!(round.body(IDS[2]), report(IDS[2]));
}

#[test]
fn a_report_is_seen_growing_as_safe_html() {
    let stage = Stage::new(|question| {
        Reply::Text(format!(
            "{}\n\n<script>alert(1)</script> **Ende**",
            report(&requested_papers(question))
        ))
    });
    let seen: Arc<Mutex<Vec<String>>> = Arc::default();
    let sees = seen.clone();
    stage.round.test.app().listen(Box::new(move |event| {
        if let Event::Writing { id, html, .. } = event {
            assert_eq!(id, IDS[0]);
            sees.lock().unwrap().push(html.clone());
        }
    }));
    stage.queue(&IDS[..1]);
    stage.until_done();
    let seen = seen.lock().unwrap();
    assert!(
        !seen.is_empty() && seen.iter().all(|html| (html.is_empty() || html.starts_with('<')) && !html.contains("<script")),
        "{seen:?}"
    );
}

#[test]
fn the_paper_that_is_looked_at_comes_before_those_that_wait() {
    let stage = Stage::honest();
    stage.gate.store(false, SeqCst);
    stage.queue(&IDS);
    until("the first question", || !stage.requests.lock().unwrap().is_empty());
    stage.round.test.app().look_at(Some(IDS[2])).unwrap();
    let state = stage.state().unwrap();
    assert_eq!(
        (state.at, state.waiting, state.done, state.total),
        (vec![IDS[0].to_owned()], vec![IDS[2].to_owned(), IDS[1].to_owned()], 0, 3)
    );
    stage.gate.store(true, SeqCst);
    stage.until_done();
    assert_eq!(stage.requested_papers(), [IDS[0], IDS[2], IDS[1]]);
}

#[test]
fn paused_writing_begins_nothing_new_and_stays_paused_after_a_start() {
    let mut stage = Stage::honest();
    stage.round.test.app().pause_writing(true).unwrap();
    stage.queue(&IDS[..2]);
    assert!(stage.state().unwrap().paused);
    stage.round.test.open().unwrap();
    stage.round.test.app().start(awake);
    std::thread::sleep(Duration::from_millis(300));
    assert!(stage.requests.lock().unwrap().is_empty());
    assert_eq!(stage.state().unwrap().waiting.len(), 2);
    stage.round.test.app().pause_writing(false).unwrap();
    stage.until_done();
    assert_eq!(stage.requested_papers(), IDS[..2]);
}

#[test]
fn cancelled_writing_keeps_nothing_half_done_and_forgets_what_waits() {
    let stage = Stage::honest();
    stage.gate.store(false, SeqCst);
    stage.queue(&IDS);
    until("the first question", || !stage.requests.lock().unwrap().is_empty());
    stage.round.test.app().cancel_writing().unwrap();
    stage.until_done();
    stage.gate.store(true, SeqCst);
    assert_eq!(IDS.map(|id| stage.writer(id)), [None, None, None]);
    // Papers that are requested afterwards are written.
    stage.queue(&IDS[1..2]);
    until("the report", || stage.writer(IDS[1]).is_some());
}

#[test]
fn what_was_to_be_written_is_written_after_the_next_start() {
    let mut stage = Stage::honest();
    stage.gate.store(false, SeqCst);
    stage.queue(&IDS);
    until("the first question", || !stage.requests.lock().unwrap().is_empty());
    stage.round.test.close();
    stage.gate.store(true, SeqCst);
    stage.round.test.open().unwrap();
    stage.round.test.app().start(awake);
    until("all reports", || IDS.iter().all(|id| stage.writer(id).is_some()));
}

#[test]
fn a_model_that_cannot_be_asked_holds_the_queue_and_the_extractive_writer_goes_on() {
    let stage = Stage::new(|question| match question.key.as_deref() {
        None => Reply::Status(
            401,
            r#"{"error":{"message":"no key","code":"invalid_api_key"}}"#.to_owned(),
            None,
        ),
        Some(_) => Reply::Text(report(&requested_papers(question))),
    });
    stage.queue(&IDS);
    until("the message", || stage.state().is_some_and(|state| state.held.is_some()));
    let state = stage.state().unwrap();
    assert_eq!((state.held, state.waiting.len()), (Some(WritingHeld::Model), 3));
    assert!(state.cause.unwrap().to_string().contains("none is set"));
    assert_eq!(stage.requests.lock().unwrap().len(), 1, "it is not asked again for each paper");
    // The user chooses the extractive writer for one paper, then for all.
    stage.round.test.app().write_papers(&[IDS[1].to_owned()], Some("extract"), false).unwrap();
    until("the extract", || stage.writer(IDS[1]).as_deref() == Some("extract"));
    stage.round.set("report.writer", "extract");
    stage.until_done();
    assert_eq!(stage.writer(IDS[0]).as_deref(), Some("extract"));
    let record = stage.round.test.app().open_paper(IDS[0]).unwrap().record.unwrap();
    assert_eq!(record.reason, None, "it was asked for");
}

#[test]
fn a_held_queue_goes_on_when_another_process_changes_the_model() {
    let stage = Stage::new(|question| match question.body["model"].as_str() {
        Some("funded") => Reply::Text(report(&requested_papers(question))),
        _ => Reply::Status(402, r#"{"error":{"message":"Insufficient Balance"}}"#.to_owned(), None),
    });
    stage.round.test.app().start(awake);
    stage.queue(&IDS);
    until("the message", || stage.state().is_some_and(|state| state.held.is_some()));
    assert_eq!(stage.requests.lock().unwrap().len(), 1);
    let places = paperboy_core::Places {
        library: stage.round.test.library(),
        logs: stage.round.test.path("other-logs"),
    };
    let other =
        paperboy_core::App::open(places, Arc::new(|| "2026-01-15T17:00:00Z".parse().unwrap()))
            .unwrap();
    other.set_setting("model.name", "funded").unwrap();
    until("all reports", || IDS.iter().all(|id| stage.writer(id).is_some()));
    stage.until_done();
    assert_eq!(stage.writer(IDS[0]).as_deref(), Some("model:funded"));
    assert_eq!(stage.requests.lock().unwrap().len(), 4, "the old model is not asked again");
}

#[test]
fn a_spent_budget_holds_the_queue() {
    let stage = Stage::new(|question| Reply::Counted(report(&requested_papers(question)), 1000));
    stage.round.set("model.daily_token_budget", "900");
    stage.queue(&IDS[..2]);
    until("the message", || stage.state().is_some_and(|state| state.held.is_some()));
    let state = stage.state().unwrap();
    assert_eq!((state.held, state.done, state.waiting.len()), (Some(WritingHeld::Budget), 1, 1));
    stage.round.set("model.daily_token_budget", "0");
    stage.until_done();
    assert!(stage.writer(IDS[1]).is_some());
}

#[test]
fn writing_a_day_again_writes_all_of_it_and_without_again_what_lacks() {
    let stage = Stage::honest();
    stage.queue(&IDS[..1]);
    stage.until_done();
    stage.round.test.app().write_day(DAY, false).unwrap();
    stage.until_done();
    assert_eq!(stage.requested_papers(), IDS);
    stage.round.test.app().write_day(DAY, true).unwrap();
    stage.until_done();
    assert_eq!(stage.requested_papers().len(), 6);
}
