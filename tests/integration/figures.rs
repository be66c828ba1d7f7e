//! Figures: fetched after the articles, shown offline, and nothing that is no image.

use crate::fetch::{DAY, LIST, Round, until};
use paperboy_core::wire::{CardFigure, FigureImage, JobKind, Mark, View};
use paperboy_core::{DateSpan, Fetch, Job};
use paperboy_paper::ImageProblem;
use paperboy_tests::fake_server::FakeServer;
use paperboy_tests::png;
use std::time::Duration;

const FIRST: &str = "2601.00001";
const SECOND: &str = "2601.00002";

fn figure(n: u32, caption: &str) -> String {
    format!(
        r#"<figure class="ltx_figure"><img src="x{n}.png" class="ltx_graphics" width="598" height="336"><figcaption class="ltx_caption"><span class="ltx_tag ltx_tag_figure">Figure {n}: </span>{caption}</figcaption></figure>"#
    )
}

/// A page with three figures, the second of which shows the whole.
fn page(id: &str) -> String {
    let text = "The method reaches an accuracy of 71.47 on the benchmark. ".repeat(20);
    let figures = figure(1, "A result.") + &figure(2, "Overview.") + &figure(3, "Another.");
    format!(
        r#"<!DOCTYPE html><html><head><base href="/html/{id}v1/"></head><body><article class="ltx_document"><h1 class="ltx_title ltx_title_document">Paper {id}</h1>
        <section class="ltx_section" id="S1"><h2 class="ltx_title">1 A</h2><div class="ltx_para"><p class="ltx_p">{text}</p></div>{figures}</section></article></body></html>"#
    )
}

fn file(id: &str, n: u32) -> String {
    format!("/html/{id}v1/x{n}.png")
}

impl Round {
    fn with_figures(ids: &[&str]) -> Self {
        let round = Self::new(ids);
        for id in ids {
            round.source.answer(&format!("/html/{id}"), 200, &page(id));
            for n in 1..=3 {
                round.source.answer_bytes(&file(id, n), 200, &png::bars(640, 360, n));
            }
        }
        round
    }

    fn card(&self, id: &str) -> Option<CardFigure> {
        let view = View::Day { date: DAY.to_owned() };
        let cards = self.test.app().list(&view, 0, 9).unwrap().cards;
        cards.into_iter().find(|card| card.id == id).unwrap().figure
    }

    fn figures(&self, id: &str) -> Vec<FigureImage> {
        self.test.app().figures(id).unwrap()
    }

    fn problems(&self, id: &str) -> Vec<Option<ImageProblem>> {
        self.figures(id).into_iter().map(|figure| figure.problem).collect()
    }

    fn is_shown(&self, key: &str) -> bool {
        let bytes = self.test.app().image(key).unwrap();
        bytes.is_some_and(|bytes| bytes.starts_with(b"RIFF"))
    }

    /// The requests for images.
    fn image_requests(&self) -> Vec<String> {
        self.source.requests().into_iter().filter(|path| path.ends_with(".png")).collect()
    }
}

#[test]
fn each_card_gets_its_figure_after_the_days_articles_and_nothing_is_asked_for_twice() {
    let mut round = Round::with_figures(&[FIRST, SECOND]);
    round.fetch();
    let html = |id: &str| format!("/html/{id}");
    assert_eq!(
        round.source.requests(),
        [LIST.to_owned(), html(FIRST), html(SECOND), file(FIRST, 2), file(SECOND, 2)],
        "the overview of each, after all articles"
    );
    let card = round.card(FIRST).unwrap();
    assert_eq!(card.caption, "Figure 2: Overview.");
    assert!(card.width <= 480 && card.height <= 320 && card.width > 400, "{card:?}");
    let key = card.key.unwrap();
    assert!(round.is_shown(&key));
    assert_eq!(
        round.problems(FIRST),
        [Some(ImageProblem::Waiting), None, Some(ImageProblem::Waiting)]
    );
    round.fetch();
    assert_eq!(round.source.requests(), [LIST]);

    // Offline, after a restart, all is there.
    round.source.leave();
    round.test.open().unwrap();
    assert_eq!(round.card(FIRST).unwrap().key.as_deref(), Some(key.as_str()));
    assert!(round.is_shown(&key));
}

#[test]
fn the_text_has_a_place_for_each_image_and_its_caption() {
    let round = Round::with_figures(&[FIRST]);
    round.fetch();
    let article = round.test.app().article(FIRST).unwrap().unwrap();
    let html: String = article.sections.iter().map(|section| section.html.as_str()).collect();
    for n in 0..3 {
        let place = format!(r#"<span data-image="{n}" data-width="598" data-height="336"></span>"#);
        assert!(html.contains(&place), "{html}");
    }
    assert!(html.contains("<figcaption><p><strong>Figure 2.</strong> Overview.</p>"), "{html}");
    assert!(!html.contains("<img") && !html.contains("x2.png"), "no image and no address: {html}");
}

#[test]
fn a_paper_that_is_opened_or_starred_gets_all_its_figures() {
    let round = Round::with_figures(&[FIRST, SECOND]);
    round.fetch();
    round.source.requests();
    let app = round.test.app();
    app.start_figures(&[FIRST.to_owned()]).unwrap();
    until("the figures", || round.problems(FIRST) == [None, None, None]);
    assert_eq!(round.image_requests(), [file(FIRST, 1), file(FIRST, 3)]);
    app.start_figures(&[FIRST.to_owned()]).unwrap();
    assert!(app.status().unwrap().fetch.is_none(), "nothing is missing");
    // One that was starred elsewhere gets its own with the next fetch.
    app.mark(&[SECOND.to_owned()], Mark::Starred, true).unwrap();
    round.fetch();
    assert_eq!(round.image_requests(), [file(SECOND, 1), file(SECOND, 3)]);
    assert_eq!(round.problems(SECOND), [None, None, None]);
}

#[test]
fn the_setting_says_whose_figures_are_fetched() {
    let round = Round::with_figures(&[FIRST, SECOND]);
    let app = round.test.app();
    app.set_setting("figures.fetch", "none").unwrap();
    round.fetch();
    app.start_figures(&[FIRST.to_owned()]).unwrap();
    assert_eq!((round.image_requests(), round.card(FIRST)), (Vec::new(), None));
    app.set_setting("figures.fetch", "kept").unwrap();
    app.mark(&[SECOND.to_owned()], Mark::Later, true).unwrap();
    round.fetch();
    assert_eq!(round.image_requests(), [file(SECOND, 2), file(SECOND, 1), file(SECOND, 3)]);
    assert!(round.card(FIRST).is_none() && round.card(SECOND).unwrap().key.is_some());
    assert!(app.set_setting("figures.fetch", "some").is_err());
}

#[test]
fn what_is_no_image_is_said_and_the_next_figure_is_on_the_card() {
    let round = Round::with_figures(&[FIRST, SECOND]);
    let cut = png::bars(640, 360, 1);
    round.source.answer(
        &file(FIRST, 2),
        200,
        "<!DOCTYPE html><html><body>Just a moment</body></html>",
    );
    round.source.answer_bytes(&file(FIRST, 1), 200, &cut[..cut.len() / 2]);
    round.source.answer(&file(FIRST, 3), 404, "");
    round.source.answer_bytes(&file(SECOND, 2), 200, &png::blank(640, 360));
    round.source.answer_bytes(&file(SECOND, 1), 200, &png::bars(150, 90, 1));
    round.fetch();
    assert!(round.card(FIRST).is_none(), "no empty box");
    let problems = round.problems(FIRST);
    assert!(matches!(problems[1], Some(ImageProblem::NotAnImage | ImageProblem::Damaged)));
    assert_eq!(problems[0], Some(ImageProblem::Damaged));
    assert_eq!(problems[2], Some(ImageProblem::NotFound));
    assert_eq!(round.problems(SECOND)[1], Some(ImageProblem::Blank));
    assert_eq!(round.card(SECOND).unwrap().caption, "Figure 3: Another.", "the first is too small");
    // What may have been a gatekeeper's page is asked for again; what is not there is not.
    round.source.requests();
    round.fetch();
    let requests = round.image_requests();
    assert!(
        requests.contains(&file(FIRST, 2)) && !requests.contains(&file(FIRST, 3)),
        "{requests:?}"
    );
}

#[test]
fn no_redirect_leads_an_image_elsewhere() {
    let round = Round::with_figures(&[FIRST]);
    let elsewhere = FakeServer::start().unwrap();
    elsewhere.answer_bytes("/x.png", 200, &png::bars(640, 360, 1));
    for n in 1..=3 {
        round.source.answer(&file(FIRST, n), 302, "");
        round.source.header(&file(FIRST, n), "Location", &format!("{}/x.png", elsewhere.url()));
    }
    round.fetch();
    assert_eq!(elsewhere.requests(), Vec::<String>::new());
    assert_eq!(round.problems(FIRST)[1], Some(ImageProblem::NotFetched));
    assert_eq!(round.card(FIRST), None);
}

#[test]
fn deleting_figures_loses_nothing_else_and_they_come_again() {
    let round = Round::with_figures(&[FIRST]);
    round.fetch();
    let app = round.test.app();
    app.mark(&[FIRST.to_owned()], Mark::Starred, true).unwrap();
    assert!(app.figure_settings().unwrap().used_kb > 0);
    let settings = app.delete_figures().unwrap();
    assert_eq!((settings.used_kb, round.card(FIRST)), (0, None));
    let open = app.open_paper(FIRST).unwrap();
    assert!(open.card.starred && open.has_article);
    assert!(app.article(FIRST).unwrap().is_some());
    round.fetch();
    assert!(round.card(FIRST).unwrap().key.is_some());
}

#[test]
fn figures_take_no_more_space_than_they_may() {
    let ids = ["2601.00001", "2601.00002", "2601.00003"];
    let round = Round::with_figures(&ids);
    let app = round.test.app();
    assert!(app.set_setting("figures.space_mb", "1").is_err());
    app.set_setting("figures.space_mb", "10").unwrap();
    round.fetch();
    let settings = app.figure_settings().unwrap();
    assert!(settings.used_kb > 0 && settings.used_kb <= 10 * 1024, "{settings:?}");
    assert_eq!(settings.space_mb, 10);
}

#[test]
fn a_stopped_fetch_goes_on_with_the_figures_that_lack() {
    let round = Round::with_figures(&[FIRST, SECOND]);
    round.source.slow(&file(SECOND, 2), Duration::from_secs(600));
    let app = round.test.app();
    app.start_fetch(DAY, DAY, true).unwrap();
    let mut asked = Vec::new();
    until("the second figure", || {
        asked.extend(round.source.requests());
        asked.contains(&file(SECOND, 2))
    });
    app.cancel_fetch().unwrap();
    until("the end", || app.status().unwrap().fetch.is_none());
    assert!(round.card(FIRST).unwrap().key.is_some(), "what came is kept");
    assert!(round.card(SECOND).unwrap().key.is_none());
    round.source.answer_bytes(&file(SECOND, 2), 200, &png::bars(640, 360, 2));
    round.source.requests();
    round.fetch();
    assert_eq!(round.image_requests(), [file(SECOND, 2)]);
}

#[test]
fn a_damaged_file_is_not_shown_and_comes_again() {
    let round = Round::with_figures(&[FIRST]);
    round.fetch();
    let key = round.card(FIRST).unwrap().key.unwrap();
    let path = round.test.library().join("images").join(&key[..2]).join(&key);
    let whole = std::fs::read(&path).unwrap();
    std::fs::write(&path, &whole[..whole.len() / 2]).unwrap();
    assert_eq!(round.test.app().image(&key).unwrap(), None);
    assert!(round.card(FIRST).unwrap().key.is_none());
    round.source.requests();
    round.fetch();
    assert_eq!(round.image_requests(), [file(FIRST, 2)]);
    assert!(round.is_shown(&key));
}

#[test]
fn nothing_but_a_key_names_an_image() {
    let round = Round::with_figures(&[FIRST]);
    round.fetch();
    for other in ["", "library.db", "../library.db", "images", &"0".repeat(64)] {
        assert_eq!(round.test.app().image(other).unwrap(), None, "{other}");
    }
}

#[test]
fn a_fetch_without_articles_asks_for_no_figure() {
    let round = Round::with_figures(&[FIRST]);
    let date = DAY.parse().unwrap();
    let fetch = Fetch { span: DateSpan { from: date, to: date }, articles: false, write: false };
    round.test.app().fetch(fetch, &Job::unwatched(JobKind::Fetch)).unwrap();
    assert_eq!(round.source.requests(), [LIST]);
}
