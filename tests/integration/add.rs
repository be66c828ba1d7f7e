//! Papers that the user adds by their ids.

use crate::fetch::{Round, page, until};
use crate::test_app::{TALK, TestApp, day};
use paperboy_core::wire::{Event, FetchSummary, JobKind, Pasted, ValueCause};
use paperboy_core::{Error, FetchOutcome, Job, PaperId};
use std::sync::{Arc, Mutex};
use std::time::Duration;

fn ids(ids: &[&str]) -> Vec<PaperId> {
    ids.iter().map(|id| PaperId::parse(id).unwrap()).collect()
}

impl Round {
    /// arXiv's abstract page of a paper.
    fn abs(&self, id: &str) {
        let page = format!(
            r#"<html><head><meta name="citation_title" content="Added {id}"><meta name="citation_date" content="2024/05/06">
            <meta name="citation_arxiv_id" content="{id}"></head><body><h1 class="title">Added {id}</h1>
            <div class="authors"><a>Ana Li</a>, <a>Bo Xu</a></div><blockquote class="abstract">We add {id}.</blockquote></body></html>"#
        );
        self.source.answer(&format!("/abs/{id}"), 200, &page);
    }

    /// The results of jobs for the window.
    fn summaries(&self) -> Arc<Mutex<Vec<FetchSummary>>> {
        let summaries: Arc<Mutex<Vec<FetchSummary>>> = Arc::default();
        let recorded = summaries.clone();
        self.test.app().listen(Box::new(move |event| {
            if let Event::Fetched { summary } = event {
                recorded.lock().unwrap().push(summary.clone());
            }
        }));
        summaries
    }
}

#[test]
fn a_paper_is_looked_up_read_and_put_on_the_day_on_which_it_is_added() {
    let round = Round::new(&[]);
    round.abs("2405.00001");
    round.html("2405.00001");
    round.abs("hep-th/9901001");
    round.test.import("a.md", &day("2026-01-05", &[TALK]));
    let ids = ids(&["2405.00001", "2405.99999", TALK.id, "hep-th/9901001", "2405.00001"]);
    let added = round.test.app().add(&ids, true, &Job::unwatched(JobKind::Fetch)).unwrap();
    let outcomes: Vec<_> =
        added.papers.iter().map(|paper| (paper.id.as_str(), paper.outcome)).collect();
    assert_eq!(
        outcomes,
        [
            ("2405.00001", FetchOutcome::Written),
            ("2405.99999", FetchOutcome::Failed),
            (TALK.id, FetchOutcome::Failed),
            ("hep-th/9901001", FetchOutcome::Written),
        ],
        "each id counts once"
    );
    assert_eq!((added.date.as_str(), added.added, added.listed), ("2026-01-15", 2, 3));
    assert!(added.papers[1].is_unknown() && !added.papers[2].is_unknown());
    let problem = added.papers[1].problem.sentence().unwrap();
    assert!(problem.contains("arXiv"), "{problem}");
    let paper = round.test.app().paper(&ids[0]).unwrap();
    assert_eq!(
        (paper.title.as_str(), paper.dates.as_slice()),
        ("Added 2405.00001", &["2026-01-15".to_owned()][..])
    );
    assert_eq!(paper.authors, ["Ana Li", "Bo Xu"]);
    assert_eq!(paper.abstract_text.as_deref(), Some("We add 2405.00001."));
    assert_eq!(round.test.app().paper(&ids[2]).unwrap().dates, ["2026-01-05"]);
    assert!(round.test.app().paper(&ids[1]).is_err(), "an id without a paper leaves nothing");
    round.source.requests();
    round.test.pass_days(1);
    let again = round.test.app().add(&ids[..1], true, &Job::unwatched(JobKind::Fetch)).unwrap();
    assert_eq!(again.papers[0].outcome, FetchOutcome::Kept);
    assert_eq!((again.added, round.source.requests()), (0, Vec::new()));
    assert_eq!(round.test.app().paper(&ids[0]).unwrap().dates, ["2026-01-15"]);
}

#[test]
fn a_days_list_joins_the_papers_that_were_added_to_it() {
    let round = Round::new(&["2601.00005"]);
    round.abs("2405.00001");
    let today = "2026-01-15";
    round.test.app().add(&ids(&["2405.00001"]), false, &Job::unwatched(JobKind::Fetch)).unwrap();
    let date = today.parse().unwrap();
    let fetch = paperboy_core::Fetch {
        span: paperboy_core::DateSpan { from: date, to: date },
        articles: false,
        write: false,
    };
    let fetched = round.test.app().fetch(fetch, &Job::unwatched(JobKind::Fetch)).unwrap();
    assert_eq!((fetched[0].listed, fetched[0].added, fetched[0].papers.len()), (1, 1, 2));
}

#[test]
fn a_paste_of_ids_adds_what_is_missing_and_names_what_is_there() {
    let round = Round::new(&[]);
    let summaries = round.summaries();
    round.test.import("a.md", &day("2026-01-05", &[TALK]));
    round.abs("2405.00001");
    round.html("2405.00001");
    let paste = |text: &str| round.test.app().start_paste("Pasted".into(), text.into()).unwrap();
    assert_eq!(paste("just words"), Pasted::Nothing);
    let text = format!(
        "see https://arxiv.org/abs/2405.00001v2 and arXiv:2405.99999,\nand https://huggingface.co/papers/{}",
        TALK.id
    );
    assert_eq!(paste(&text), Pasted::Papers { known: vec![TALK.id.to_owned()], adding: 2 });
    until("the end", || summaries.lock().unwrap().len() == 1);
    let summary = summaries.lock().unwrap().remove(0);
    assert_eq!((summary.added, summary.read, summary.failed), (1, 1, 0));
    assert_eq!(summary.unknown, ["2405.99999"]);
    assert_eq!(paste("2405.00001"), Pasted::Papers { known: vec!["2405.00001".into()], adding: 0 });
    let report = day("2026-01-06", &[TALK]);
    assert_eq!(paste(&report), Pasted::Import);
    until("the import", || round.test.app().days().unwrap().len() == 3);
}

#[test]
fn a_paste_that_is_too_long_is_refused_with_the_limit_and_a_way_forward() {
    let test = TestApp::new();
    let refused = test.app().start_paste("Pasted".into(), "x".repeat((64 << 20) + 1)).unwrap_err();
    assert!(
        matches!(refused, Error::BadValue(ValueCause::PasteTooLong { mebibytes: 64 })),
        "{refused}"
    );
    assert!(refused.wire().message.contains("import the file"), "{}", refused.wire().message);
}

#[test]
fn adding_goes_on_after_a_kill_on_the_day_on_which_it_was_requested() {
    let mut round = Round::new(&[]);
    // Nothing listens at the source: the job can't be done, and stays in the library.
    for key in ["source.huggingface", "source.arxiv"] {
        round.test.app().set_setting(key, "http://127.0.0.1:9").unwrap();
    }
    round.test.app().start_add_ids(&["2405.00001".to_owned()]).unwrap();
    round.test.close();
    round.test.pass_days(1);
    round.abs("2405.00001");
    round.source.answer("/html/2405.00001", 200, &page("2405.00001"));
    round.test.open().unwrap();
    for key in ["source.huggingface", "source.arxiv"] {
        round.test.app().set_setting(key, &round.source.url()).unwrap();
    }
    let app = round.test.app().clone();
    app.start(|| paperboy_core::Surroundings {
        local: "2026-01-16T03:00:00".parse().unwrap(),
        saves_power_or_data: true,
    });
    let id = PaperId::parse("2405.00001").unwrap();
    until("the paper", || app.paper(&id).is_ok_and(|paper| paper.reading_source.is_some()));
    assert_eq!(app.paper(&id).unwrap().dates, ["2026-01-15"]);
    round.source.slow("/abs/2405.00002", Duration::from_secs(600));
    app.start_add_ids(&["2405.00002".to_owned()]).unwrap();
    until("the request", || round.source.requests().iter().any(|path| path.ends_with("00002")));
    app.cancel_fetch().unwrap();
    until("the stop", || app.status().unwrap().fetch.is_none());
}
