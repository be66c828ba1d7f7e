//! Days that are complete: reported once, by whichever program, and only when all is there.

use crate::fetch::{DAY, Round, until};
use paperboy_core::wire::{Event, JobKind};
use paperboy_core::{App, CompleteDay, Fetch, FetchedDay, Job, Places};
use std::sync::{Arc, Mutex};

fn fetch_of(app: &App, day: &str, write: bool) -> Vec<FetchedDay> {
    let span = paperboy_core::DateSpan { from: day.parse().unwrap(), to: day.parse().unwrap() };
    let fetch = Fetch { span, articles: true, write };
    app.fetch(fetch, &Job::unwatched(JobKind::Fetch)).unwrap()
}

fn complete_day(app: &App, days: &[FetchedDay]) -> Option<CompleteDay> {
    app.take_complete_day(days).unwrap()
}

#[test]
fn a_day_is_reported_once_whichever_program_fetched_it() {
    let round = Round::new(&["2601.00001", "2601.00002"]);
    round.html("2601.00001");
    round.html("2601.00002");
    let places = Places { library: round.test.library(), logs: round.test.path("logs") };
    let other = App::open(places, Arc::new(|| "2026-01-15T17:00:00Z".parse().unwrap())).unwrap();
    let days = fetch_of(round.test.app(), DAY, true);
    let day = CompleteDay { date: DAY.parse().unwrap(), papers: 2, for_you: None };
    assert_eq!(complete_day(&other, &days), Some(day));
    assert_eq!(complete_day(round.test.app(), &days), None);
    assert_eq!(complete_day(&other, &fetch_of(&other, DAY, true)), None);
}

#[test]
fn a_day_that_lacks_a_paper_or_its_list_or_is_old_is_not_reported() {
    let round = Round::new(&["2601.00001", "2601.00002"]);
    let app = round.test.app();
    round.html("2601.00001");
    round.source.answer("/html/2601.00002", 503, "");
    round.source.answer("/abs/2601.00002", 503, "");
    assert_eq!(complete_day(app, &fetch_of(app, DAY, false)), None, "a paper is missing");
    round.html("2601.00002");
    let whole = fetch_of(app, DAY, false);
    round.source.answer(crate::fetch::LIST, 500, "");
    assert_eq!(complete_day(app, &fetch_of(app, DAY, false)), None, "its list is missing");
    round.source.answer(crate::fetch::LIST, 200, "[]");
    assert_eq!(complete_day(app, &fetch_of(app, "2026-01-13", false)), None, "it has no papers");
    let old: Vec<FetchedDay> =
        whole.iter().map(|day| FetchedDay { date: "2026-01-02".into(), ..day.clone() }).collect();
    assert_eq!(complete_day(app, &old), None, "it is old");
    assert_eq!(complete_day(app, &whole).map(|day| day.papers), Some(2));
}

#[test]
fn the_window_gets_the_day_when_the_reports_are_written_and_the_choice_is_kept() {
    let round = Round::new(&["2601.00001", "2601.00002"]);
    round.html("2601.00001");
    round.html("2601.00002");
    let app = round.test.app();
    let days: Arc<Mutex<Vec<(String, u32, bool)>>> = Arc::default();
    let (emitted, of) = (days.clone(), Arc::downgrade(app));
    app.listen(Box::new(move |event| {
        if let Event::DayComplete { date, papers, .. } = event {
            let is_written = of
                .upgrade()
                .is_some_and(|app| app.status().is_ok_and(|status| status.writing.is_none()));
            emitted.lock().unwrap().push((date.clone(), *papers, is_written));
        }
    }));
    app.start_fetch(DAY, DAY, true).unwrap();
    until("the day is reported", || !days.lock().unwrap().is_empty());
    // Fetching it again reports nothing.
    app.start_fetch(DAY, DAY, true).unwrap();
    until("it is fetched again", || app.status().unwrap().fetch.is_none());
    assert_eq!(*days.lock().unwrap(), [(DAY.to_owned(), 2, true)]);
    assert_eq!(app.newest_unread().unwrap(), 2);
    assert!(app.tells_days());
    app.set_setting("notify.day", "off").unwrap();
    assert!(!app.tells_days());
}
