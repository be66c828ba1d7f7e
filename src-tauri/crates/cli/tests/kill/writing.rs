//! After a kill at any instruction, no stored answer is paid for twice, and no partial report is
//! shown. `PAPERBOY_KILLS` makes it longer: 100 kills are the bar.

use super::number;
use crate::harness::Library;
use crate::harness::source::{DAY, Source, id, report_of};
use paperboy_core::{App, Places};
use paperboy_tests::fake_server::Reply;
use std::sync::Arc;
use std::time::{Duration, Instant};

const PAPERS: usize = 10;

#[test]
fn a_killed_writing_pays_for_no_kept_answer_again_and_shows_no_half_report() {
    let kills = number("PAPERBOY_KILLS", 6);
    let source = Source::new(PAPERS);
    // Each paper's answer costs another power of two, so that the tokens used show whose answers
    // are kept.
    source.model(|_, place| {
        std::thread::sleep(Duration::from_millis(40));
        Reply::Counted(report_of(place), 1 << place)
    });
    let mut library = fetched(&source);
    let mut chance = 0x2545_f491_4f6c_dd1d_u64;
    let (mut whole, mut killed) = (None, 0);
    while killed < kills {
        // The first writing runs to its end: it shows how long one takes, so that kills fall all
        // over it.
        let span = *whole.get_or_insert_with(|| {
            let library = fetched(&source);
            let began = Instant::now();
            assert_eq!(library.run(&["write", DAY]).code, 0);
            began.elapsed()
        });
        for shift in [13, 7, 17] {
            chance ^= if shift == 7 { chance >> shift } else { chance << shift };
        }
        let kept = kept(&library);
        source.requests.lock().unwrap().clear();
        let mut child = library.start(&["--library", &library.folder(), "write", DAY]);
        std::thread::sleep(span.mul_f64((chance % 1000) as f64 / 1000.0));
        killed += usize::from(child.try_wait().unwrap().is_none());
        child.kill().unwrap();
        child.wait().unwrap();
        let again: Vec<usize> = source
            .requests
            .lock()
            .unwrap()
            .iter()
            .copied()
            .filter(|place| kept & (1 << place) != 0)
            .collect();
        assert!(again.is_empty(), "after kill {killed} it was paid again for {again:?}");
        if all_shown_are_whole(&library) == PAPERS {
            library = fetched(&source);
        }
    }
    let kept = kept(&library);
    source.requests.lock().unwrap().clear();
    assert_eq!(library.run(&["write", DAY]).code, 0);
    assert_eq!(
        source.requests.lock().unwrap().len(),
        PAPERS - kept.count_ones() as usize,
        "the rest is asked for, once each"
    );
    assert_eq!(all_shown_are_whole(&library), PAPERS);
}

fn fetched(source: &Source) -> Library {
    let library = source.library();
    library.json(&["fetch", DAY, "--no-write"]);
    library
}

/// The papers of which an answer is kept, as bits. An answer kept twice would show as one of
/// another paper.
fn kept(library: &Library) -> u64 {
    let places = Places { library: library.folder().into(), logs: library.path("logs").into() };
    let app = App::open(places, Arc::new(jiff::Timestamp::now)).unwrap();
    let spent = app.spending().unwrap();
    let (answers, prompt): (u32, u32) =
        spent.iter().fold((0, 0), |sum, day| (sum.0 + day.answers, sum.1 + day.prompt));
    assert_eq!(answers, prompt.count_ones(), "one answer a paper");
    prompt.into()
}

/// How many reports are shown; each is the model's, to the byte, with its record and its check.
fn all_shown_are_whole(library: &Library) -> usize {
    let places = Places { library: library.folder().into(), logs: library.path("logs").into() };
    let app = App::open(places, Arc::new(jiff::Timestamp::now)).unwrap();
    let mut shown = 0;
    for place in 0..PAPERS {
        let paper = app.open_paper(&id(place)).unwrap();
        if paper.version.is_some() {
            assert_eq!(
                app.report_markdown(&paperboy_core::PaperId::parse(&id(place)).unwrap())
                    .unwrap()
                    .unwrap(),
                report_of(place)
            );
            assert!(paper.record.is_some() && paper.check.is_some() && paper.sections.len() == 5);
            shown += 1;
        }
    }
    shown
}
