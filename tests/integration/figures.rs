//! Figures: fetched after the articles, shown offline, and nothing that is no image.

use crate::fetch::{DAY, LIST, Round, until};
use paperboy_core::wire::{CardFigure, Event, FigureImage, JobKind, Mark, Phase, View};
use paperboy_core::{DateSpan, Fetch, Job, Surroundings};
use paperboy_paper::{ImageProblem, PaperId};
use paperboy_tests::fake_server::FakeServer;
use paperboy_tests::hostile::{self, Hostile};
use paperboy_tests::png;
use std::iter;
use std::sync::{Arc, Mutex};
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

pub fn file(id: &str, n: u32) -> String {
    format!("/html/{id}v1/x{n}.png")
}

impl Round {
    pub fn with_figures(ids: &[&str]) -> Self {
        let round = Self::new(ids);
        for id in ids {
            round.source.answer(&format!("/html/{id}"), 200, &page(id));
            for n in 1..=3 {
                round.source.answer_bytes(&file(id, n), 200, &png::bars(640, 360, n));
            }
        }
        round
    }

    pub fn card(&self, id: &str) -> Option<CardFigure> {
        let view = View::Day { date: DAY.to_owned() };
        let cards = self.test.app().list(&view, 0, 9).unwrap().cards;
        cards.into_iter().find(|card| card.id == id).unwrap().figure
    }

    pub fn figures(&self, id: &str) -> Vec<FigureImage> {
        self.test.app().figures(id).unwrap().images
    }

    fn problems(&self, id: &str) -> Vec<Option<ImageProblem>> {
        self.figures(id).into_iter().map(|figure| figure.problem).collect()
    }

    pub fn is_shown(&self, key: &str) -> bool {
        let bytes = self.test.app().image(key).unwrap();
        bytes.is_some_and(|bytes| bytes.starts_with(b"RIFF"))
    }

    /// Whether neither papers nor figures are being fetched.
    pub fn is_at_rest(&self) -> bool {
        let status = self.test.app().status().unwrap();
        status.fetch.is_none() && status.figures.is_none()
    }

    /// Stores the text of a paper as an earlier version did, which kept no images.
    fn put_old_article(&self, id: &str) {
        let body = br#"{"title":[],"authors":[],"abstract":[],"keywords":[],"notes":[],"sections":[],"references":[],"hidden":{"texts":[],"count":0},"cut_short":false}"#;
        // A frame of zstd with one block that is not compressed.
        let mut packed = vec![0x28, 0xb5, 0x2f, 0xfd, 0xa0];
        packed.extend((body.len() as u32).to_le_bytes());
        packed.extend(&((body.len() as u32) << 3 | 1).to_le_bytes()[..3]);
        packed.extend(body);
        let library = rusqlite::Connection::open(self.test.library().join("library.db")).unwrap();
        let sql =
            "UPDATE article SET body = ?2 WHERE paper = (SELECT key FROM paper WHERE id = ?1)";
        assert_eq!(library.execute(sql, rusqlite::params![id, packed]).unwrap(), 1);
    }

    /// The requests for images.
    pub fn image_requests(&self) -> Vec<String> {
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
fn a_card_keeps_a_place_for_its_figure_as_soon_as_its_article_is_there() {
    let round = Round::with_figures(&[FIRST, SECOND]);
    round.source.slow(&format!("/html/{SECOND}"), Duration::from_secs(600));
    round.test.app().start_fetch(DAY, DAY, true).unwrap();
    let second = format!("/html/{SECOND}");
    until("the second article", || round.source.requests().contains(&second));
    let place = round.card(FIRST).unwrap();
    assert_eq!((place.key, place.caption.as_str()), (None, "Figure 2: Overview."));
    assert_eq!(round.image_requests(), Vec::<String>::new(), "it is fetched after all articles");
    round.test.app().cancel_fetch().unwrap();
    until("the end", || round.is_at_rest());
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
fn what_is_copied_saved_or_put_on_the_card_is_of_the_text_that_is_open() {
    let round = Round::with_figures(&[FIRST]);
    round.fetch();
    let app = round.test.app();
    let all = || round.problems(FIRST).iter().all(Option::is_none);
    app.start_figures(&[FIRST.to_owned()]).unwrap();
    until("the figures", || all() && round.is_at_rest());
    let opened = app.article(FIRST).unwrap().unwrap();
    assert_eq!(app.figures(FIRST).unwrap().stamp, opened.stamp);
    let path = round.test.library().join("image.png");
    app.figure_pixels(FIRST, 0, &opened.stamp).unwrap();
    // A newer version has one more figure, before the others.
    let newer = page(FIRST).replacen("<figure", &(figure(9, "New.") + "<figure"), 1);
    round.source.answer(&format!("/html/{FIRST}"), 200, &newer);
    round.source.answer_bytes(&file(FIRST, 9), 200, &png::bars(640, 360, 9));
    app.read_again(&PaperId::parse(FIRST).unwrap(), &Job::unwatched(JobKind::Fetch)).unwrap();
    let now = app.article(FIRST).unwrap().unwrap().stamp;
    assert_ne!(now, opened.stamp);
    let figures = app.figures(FIRST).unwrap();
    assert_eq!((figures.images.len(), figures.stamp.as_str()), (4, now.as_str()));
    let refused = [
        app.figure_pixels(FIRST, 0, &opened.stamp).map(drop),
        app.save_figure(FIRST, 0, &opened.stamp, &path),
        app.choose_card_figure(FIRST, Some(0), &opened.stamp).map(drop),
    ];
    for refused in refused {
        let why = refused.unwrap_err().to_string();
        assert!(why.contains("was fetched again"), "{why}");
    }
    assert!(!path.exists());
    app.save_figure(FIRST, 1, &now, &path).unwrap();
    app.choose_card_figure(FIRST, Some(1), &now).unwrap();
    app.choose_card_figure(FIRST, None, "").unwrap();
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
    until("the end", || round.is_at_rest());
    app.start_figures(&[FIRST.to_owned()]).unwrap();
    assert!(app.status().unwrap().figures.is_none(), "nothing is missing");
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
    assert_eq!(problems[1], Some(ImageProblem::NotAnImage));
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
    until("the end", || round.is_at_rest());
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
    let key = round.card(FIRST).unwrap().key.unwrap();
    assert!(round.is_shown(&key));
    let others = [
        String::new(),
        "library.db".to_owned(),
        "../library.db".to_owned(),
        "images".to_owned(),
        "%2fetc%2fpasswd".to_owned(),
        "0".repeat(64),
        key.to_uppercase(),
        key[1..].to_owned(),
        format!("{key}/"),
        format!("/{key}"),
        format!("../images/{}/{key}", &key[..2]),
    ];
    for other in &others {
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

#[test]
fn figures_keep_nobody_waiting() {
    let round = Round::with_figures(&[FIRST, SECOND]);
    round.source.slow(&file(FIRST, 2), Duration::from_secs(600));
    let app = round.test.app();
    let fetched: Arc<Mutex<u32>> = Arc::default();
    let counted = fetched.clone();
    app.listen(Box::new(move |event| {
        if let Event::Fetched { .. } = event {
            *counted.lock().unwrap() += 1;
        }
    }));
    app.start_fetch(DAY, DAY, true).unwrap();
    let mut asked = Vec::new();
    until("the first figure", || {
        asked.extend(round.source.requests());
        asked.contains(&file(FIRST, 2))
    });
    let status = app.status().unwrap();
    assert!(status.fetch.is_none() && status.figures.is_some(), "the day is done");
    assert_eq!(*fetched.lock().unwrap(), 1);
    until("the reports", || {
        [FIRST, SECOND].iter().all(|id| app.open_paper(id).unwrap().card.writer.is_some())
    });
    // Another fetch does not wait for the image that hangs, nor does a paper that is read again.
    app.start_fetch(DAY, DAY, true).unwrap();
    until("the second fetch", || *fetched.lock().unwrap() == 2);
    app.start_read_again(SECOND).unwrap();
    until("the article", || round.source.requests().contains(&format!("/html/{SECOND}")));
    // What the user opens comes before what is fetched for the cards.
    app.start_figures(&[SECOND.to_owned()]).unwrap();
    until("the figures", || round.problems(SECOND) == [None, None, None]);
    round.source.answer_bytes(&file(FIRST, 2), 200, &png::bars(640, 360, 2));
    app.cancel_fetch().unwrap();
    until("the end", || round.is_at_rest());
}

#[test]
fn figures_that_are_to_be_fetched_outlive_the_program() {
    let mut round = Round::with_figures(&[FIRST]);
    round.source.slow(&file(FIRST, 2), Duration::from_secs(600));
    round.test.app().start_fetch(DAY, DAY, true).unwrap();
    until("the figure", || round.source.requests().contains(&file(FIRST, 2)));
    round.test.close();
    round.source.answer_bytes(&file(FIRST, 2), 200, &png::bars(640, 360, 2));
    round.test.open().unwrap();
    let local = "2026-01-15T03:00:00".parse().unwrap();
    round.test.app().start(move || Surroundings { local, saves_power_or_data: true });
    until("the figure", || round.card(FIRST).is_some_and(|card| card.key.is_some()));
}

#[test]
fn an_article_that_was_read_before_figures_were_kept_gets_them_and_is_asked_for_once() {
    let round = Round::with_figures(&[FIRST, SECOND]);
    let app = round.test.app();
    app.set_setting("figures.fetch", "none").unwrap();
    for id in [FIRST, SECOND] {
        // The source answers a request with the tag that nothing changed.
        round.source.header(&format!("/html/{id}"), "ETag", "\"1\"");
    }
    round.fetch();
    round.put_old_article(FIRST);
    round.put_old_article(SECOND);
    app.set_setting("figures.fetch", "all").unwrap();
    round.source.requests();
    app.start_figures(&[FIRST.to_owned()]).unwrap();
    until("the figures", || round.problems(FIRST) == [None, None, None]);
    assert_eq!(round.source.requests()[0], format!("/html/{FIRST}"));
    until("the end", || round.is_at_rest());
    // One whose page is gone keeps its text, and is not asked for again.
    round.source.answer(&format!("/html/{SECOND}"), 404, "");
    round.fetch();
    round.fetch();
    let asked = round.source.requests();
    let pages = asked.iter().filter(|path| **path == format!("/html/{SECOND}")).count();
    assert_eq!(pages, 1, "{asked:?}");
    assert!(app.article(SECOND).unwrap().is_some());
}

#[test]
fn a_paper_is_whole_only_when_nothing_of_it_is_to_come() {
    let round = Round::with_figures(&[FIRST]);
    let app = round.test.app();
    round.fetch();
    round.source.answer(&file(FIRST, 3), 500, "");
    app.mark(&[FIRST.to_owned()], Mark::Starred, true).unwrap();
    round.fetch();
    assert_eq!(round.problems(FIRST)[2], Some(ImageProblem::NotFetched));
    round.source.answer_bytes(&file(FIRST, 3), 200, &png::bars(640, 360, 3));
    round.fetch();
    assert_eq!(round.problems(FIRST), [None, None, None]);
}

#[test]
fn a_paper_that_is_opened_without_a_network_raises_no_error_and_gets_its_figures_later() {
    let round = Round::with_figures(&[FIRST]);
    round.fetch();
    let app = round.test.app();
    let failures: Arc<Mutex<Vec<String>>> = Arc::default();
    let emitted = failures.clone();
    app.listen(Box::new(move |event| {
        if let Event::Failed { error } = event {
            emitted.lock().unwrap().push(format!("{error:?}"));
        }
    }));
    let here = round.source.url();
    app.set_setting("source.arxiv", "http://127.0.0.1:9").unwrap();
    app.set_setting("source.huggingface", "http://127.0.0.1:9").unwrap();
    app.start_figures(&[FIRST.to_owned()]).unwrap();
    until("the missing network", || {
        app.status().unwrap().figures.is_some_and(|job| job.phase == Phase::Offline)
    });
    assert_eq!(round.problems(FIRST)[0], Some(ImageProblem::Waiting));
    for key in ["source.huggingface", "source.arxiv"] {
        app.set_setting(key, &here).unwrap();
    }
    until("the figures", || round.problems(FIRST) == [None, None, None]);
    assert_eq!(*failures.lock().unwrap(), Vec::<String>::new());
}

#[test]
fn an_image_that_ended_the_program_twice_is_given_up() {
    let round = Round::with_figures(&[FIRST]);
    let library = rusqlite::Connection::open(round.test.library().join("library.db")).unwrap();
    round.source.slow(&file(FIRST, 2), Duration::from_millis(1));
    round.fetch();
    let set = |interrupted: u32| {
        let sql =
            "UPDATE image SET problem = 'interrupted', text = NULL, card = NULL, interrupted = ?1";
        library.execute(sql, [interrupted]).unwrap();
    };
    set(1);
    assert_eq!(round.problems(FIRST)[1], Some(ImageProblem::Waiting), "it is tried once more");
    assert_eq!(round.card(FIRST).map(|card| card.key), Some(None), "its place is kept");
    round.source.requests();
    round.fetch();
    assert!(round.image_requests().contains(&file(FIRST, 2)));
    set(2);
    assert_eq!(round.problems(FIRST)[1], Some(ImageProblem::Interrupted));
    round.fetch();
    assert!(!round.image_requests().contains(&file(FIRST, 2)));
    assert_eq!(round.card(FIRST).unwrap().caption, "Figure 1: A result.");
}

/// Each file is refused with its reason or drawn without what it tries, the rest is shown, and nothing
/// but the paper's files is asked for.
#[test]
fn hostile_files_each_have_their_words_and_the_others_are_shown() {
    let round = Round::with_figures(&[FIRST, SECOND]);
    round.test.app().set_setting("figures.fetch", "none").unwrap();
    let elsewhere = FakeServer::start().unwrap();
    let trap = format!("{}/x.png", elsewhere.url());
    // The first one is a WebP by another name.
    let webp = Hostile { name: "WebP by another name", bytes: Vec::new(), problem: None };
    let cases: Vec<Hostile> = iter::once(webp).chain(hostile::images(&trap)).collect();
    let text = "The method reaches an accuracy of 71.47 on the benchmark. ".repeat(20);
    let figures: String = (0..cases.len()).map(|n| figure(n as u32 + 10, "Hostile.")).collect();
    let page = format!(
        r#"<!DOCTYPE html><html><head><base href="/html/{SECOND}v1/"></head><body><article class="ltx_document"><section class="ltx_section"><h2 class="ltx_title">1 A</h2><p class="ltx_p">{text}</p>{figures}</section></article></body></html>"#
    );
    round.source.answer(&format!("/html/{SECOND}"), 200, &page);
    for (n, case) in cases.iter().enumerate() {
        round.source.answer_bytes(&file(SECOND, n as u32 + 10), 200, &case.bytes);
    }
    round.fetch();
    let app = round.test.app();
    app.set_setting("figures.fetch", "kept").unwrap();
    app.start_figures(&[FIRST.to_owned()]).unwrap();
    until("the figures", || round.problems(FIRST) == [None, None, None]);
    let key = round.figures(FIRST)[0].key.clone().unwrap();
    round.source.answer_bytes(&file(SECOND, 10), 200, &app.image(&key).unwrap().unwrap());
    app.start_figures(&[SECOND.to_owned()]).unwrap();
    until("the last figure", || round.problems(SECOND).last() == Some(&None) && round.is_at_rest());
    for (came, Hostile { name, problem, .. }) in round.problems(SECOND).iter().zip(&cases) {
        assert_eq!(came.map(ImageProblem::key), *problem, "{name}");
    }
    assert_eq!(elsewhere.requests(), Vec::<String>::new());
}

fn begins_at_three() -> Surroundings {
    let local = "2026-01-15T03:00:00".parse().unwrap();
    Surroundings { local, saves_power_or_data: true }
}

#[test]
fn nothing_is_fetched_for_a_paper_that_the_window_only_looks_ahead_at() {
    let round = Round::with_figures(&[FIRST, SECOND]);
    round.fetch();
    round.source.requests();
    let app = round.test.app();
    app.start(begins_at_three);
    app.open_paper(FIRST).unwrap();
    // The background work has looked at the library many times when this is done.
    app.start_figures(&[SECOND.to_owned()]).unwrap();
    until("the figures", || round.problems(SECOND) == [None, None, None] && round.is_at_rest());
    assert_eq!(round.image_requests(), [file(SECOND, 1), file(SECOND, 3)]);
}

#[test]
fn all_of_many_papers_that_are_marked_at_once_are_to_get_their_figures() {
    let ids: Vec<String> = (1..=27).map(|n| format!("2601.{n:05}")).collect();
    let round = Round::with_figures(&ids.iter().map(String::as_str).collect::<Vec<_>>());
    let app = round.test.app();
    app.set_setting("figures.fetch", "none").unwrap();
    round.fetch();
    app.set_setting("figures.fetch", "kept").unwrap();
    round.source.slow(&file(&ids[0], 2), Duration::from_secs(600));
    app.start_figures(&ids).unwrap();
    let library = rusqlite::Connection::open(round.test.library().join("library.db")).unwrap();
    let sql = "SELECT value FROM setting WHERE key = 'figures.pending'";
    let pending: String = library.query_row(sql, [], |row| row.get(0)).unwrap();
    assert_eq!(ids.iter().filter(|id| pending.contains(id.as_str())).count(), 27, "{pending}");
    app.cancel_fetch().unwrap();
    until("the end", || round.is_at_rest());
}

#[test]
fn what_arxiv_did_not_have_is_asked_for_after_a_day_and_when_a_paper_is_read_again() {
    let round = Round::with_figures(&[FIRST, SECOND]);
    round.source.answer(&file(FIRST, 2), 404, "");
    round.source.answer(&file(SECOND, 2), 404, "");
    round.fetch();
    assert_eq!(round.problems(FIRST)[1], Some(ImageProblem::NotFound));
    for id in [FIRST, SECOND] {
        round.source.answer_bytes(&file(id, 2), 200, &png::bars(640, 360, 2));
    }
    round.source.requests();
    round.fetch();
    assert_eq!(round.image_requests(), Vec::<String>::new(), "not on the same day");
    round.test.app().start_read_again(SECOND).unwrap();
    until("the figures", || round.problems(SECOND) == [None, None, None] && round.is_at_rest());
    round.source.requests();
    round.test.pass_days(1);
    round.fetch();
    assert_eq!(round.image_requests(), [file(FIRST, 2)]);
    assert_eq!(round.card(FIRST).unwrap().caption, "Figure 2: Overview.");
}

#[test]
fn an_article_that_changed_has_its_images_asked_for_and_only_what_changed_comes() {
    let round = Round::with_figures(&[FIRST]);
    let tag = |n: u32, tag: &str| round.source.header(&file(FIRST, n), "ETag", tag);
    (1..=3).for_each(|n| tag(n, "\"1\""));
    let app = round.test.app();
    round.fetch();
    app.mark(&[FIRST.to_owned()], Mark::Starred, true).unwrap();
    round.fetch();
    let keys = || -> Vec<Option<String>> {
        round.figures(FIRST).into_iter().map(|figure| figure.key).collect()
    };
    let before = keys();
    assert!(before.iter().all(Option::is_some));
    // The same files by name: one of them is another, and a caption is.
    let newer = page(FIRST).replace("Overview.", "Overview of all.");
    round.source.answer(&format!("/html/{FIRST}"), 200, &newer);
    round.source.answer_bytes(&file(FIRST, 3), 200, &png::bars(640, 360, 77));
    tag(3, "\"2\"");
    app.read_again(&PaperId::parse(FIRST).unwrap(), &Job::unwatched(JobKind::Fetch)).unwrap();
    round.source.requests();
    round.fetch();
    let mut asked = round.image_requests();
    asked.sort();
    assert_eq!(asked, [file(FIRST, 1), file(FIRST, 2), file(FIRST, 3)]);
    let after = keys();
    assert_eq!(after[..2], before[..2]);
    assert!(after[2].is_some() && after[2] != before[2]);
    assert_eq!(round.card(FIRST).unwrap().caption, "Figure 2: Overview of all.");
    round.fetch();
    assert_eq!(round.image_requests(), Vec::<String>::new(), "once for each article");
}

#[test]
fn a_refusal_stops_the_fetch_of_figures_and_settles_nothing() {
    let round = Round::with_figures(&[FIRST]);
    let app = round.test.app();
    app.set_setting("figures.fetch", "kept").unwrap();
    round.fetch();
    (1..=3).for_each(|n| round.source.answer(&file(FIRST, n), 403, ""));
    round.source.requests();
    app.start_figures(&[FIRST.to_owned()]).unwrap();
    until("the refusal", || {
        app.status().unwrap().figures.is_some_and(|job| job.phase == Phase::Wait)
    });
    assert!(round.image_requests().iter().all(|path| *path == file(FIRST, 2)), "one and no other");
    assert!(round.problems(FIRST).iter().all(|problem| *problem == Some(ImageProblem::Waiting)));
    (1..=3).for_each(|n| {
        round.source.answer_bytes(&file(FIRST, n), 200, &png::bars(640, 360, n));
    });
    until("the figures", || round.problems(FIRST) == [None, None, None]);
}

#[test]
fn a_wait_that_arxiv_asks_for_is_kept_and_uses_up_no_try() {
    let mut round = Round::with_figures(&[FIRST, SECOND]);
    round.test.app().set_setting("figures.fetch", "kept").unwrap();
    round.fetch();
    round.source.answer(&file(FIRST, 2), 429, "");
    round.source.header(&file(FIRST, 2), "Retry-After", "600");
    round.source.requests();
    let waits = |round: &Round| {
        let figures = round.test.app().status().unwrap().figures;
        figures.is_some_and(|job| job.phase == Phase::Wait)
    };
    round.test.app().start_figures(&[FIRST.to_owned()]).unwrap();
    until("the wait", || waits(&round));
    assert_eq!(round.image_requests(), [file(FIRST, 2)]);
    // Another paper, and the program after a restart, keep it too.
    round.test.app().start_figures(&[SECOND.to_owned()]).unwrap();
    round.test.close();
    round.test.open().unwrap();
    round.test.app().start(begins_at_three);
    until("the wait", || waits(&round));
    assert_eq!(round.image_requests(), Vec::<String>::new());
    for id in [FIRST, SECOND] {
        assert!(round.problems(id).iter().all(|problem| *problem == Some(ImageProblem::Waiting)));
    }
}

#[test]
fn when_arxiv_fails_no_image_uses_up_a_try() {
    let round = Round::with_figures(&[FIRST]);
    let app = round.test.app();
    app.set_setting("figures.fetch", "kept").unwrap();
    round.fetch();
    (1..=3).for_each(|n| round.source.answer(&file(FIRST, n), 500, ""));
    app.start_figures(&[FIRST.to_owned()]).unwrap();
    // Each is tried several times.
    until("the second image", || round.image_requests().contains(&file(FIRST, 1)));
    until("the pause", || {
        app.status().unwrap().figures.is_some_and(|job| job.phase == Phase::Wait)
    });
    assert!(round.problems(FIRST).iter().all(|problem| *problem == Some(ImageProblem::Waiting)));
    assert!(!round.image_requests().contains(&file(FIRST, 3)), "the third is not asked for");
    (1..=3).for_each(|n| {
        round.source.answer_bytes(&file(FIRST, n), 200, &png::bars(640, 360, n));
    });
    until("the figures", || round.problems(FIRST) == [None, None, None]);
}

#[test]
fn articles_of_another_program_go_first_and_its_figures_hold_up_no_article() {
    let round = Round::with_figures(&[FIRST]);
    let app = round.test.app();
    app.set_setting("figures.fetch", "kept").unwrap();
    round.fetch();
    let lock = |name: &str| {
        let file = std::fs::File::create(round.test.library().join(name)).unwrap();
        file.try_lock().unwrap();
        file
    };
    let (articles, figures) = (lock("fetch.lock"), lock("figures.lock"));
    app.start_figures(&[FIRST.to_owned()]).unwrap();
    assert!(app.status().unwrap().figures.is_some());
    drop(articles);
    round.source.requests();
    app.start_read_again(FIRST).unwrap();
    until("the article", || round.source.requests().contains(&format!("/html/{FIRST}")));
    assert!(round.problems(FIRST).iter().all(|problem| *problem == Some(ImageProblem::Waiting)));
    drop(figures);
    until("the figures", || round.problems(FIRST) == [None, None, None]);
}

#[test]
fn what_was_done_of_a_day_is_not_begun_again_after_something_else_went_first() {
    let round = Round::with_figures(&[FIRST, SECOND]);
    round.fetch();
    let app = round.test.app();
    app.mark(&[FIRST.to_owned()], Mark::Starred, true).unwrap();
    round.source.slow(&file(FIRST, 1), Duration::from_secs(600));
    app.start_fetch(DAY, DAY, true).unwrap();
    until("the figure of the starred paper", || round.source.requests().contains(&file(FIRST, 1)));
    let library = rusqlite::Connection::open(round.test.library().join("library.db")).unwrap();
    let sql = "SELECT value FROM setting WHERE key = 'figures.pending'";
    let pending: String = library.query_row(sql, [], |row| row.get(0)).unwrap();
    assert_eq!(pending, r#"[{"cards":[]}]"#, "the day's cards are done");
    app.cancel_fetch().unwrap();
    until("the end", || round.is_at_rest());
}

#[test]
fn less_space_is_kept_at_once_and_files_that_are_gone_take_none() {
    let round = Round::with_figures(&[FIRST, SECOND]);
    round.fetch();
    let app = round.test.app();
    let library = rusqlite::Connection::open(round.test.library().join("library.db")).unwrap();
    let claim = || library.execute("UPDATE image SET bytes = 8 << 20", []).unwrap();
    assert_eq!(claim(), 2);
    app.set_setting("figures.space_mb", "10").unwrap();
    assert_eq!(app.figure_settings().unwrap().used_kb, 8 << 10, "one of the two went");
    let kept = [FIRST, SECOND].into_iter().find_map(|id| round.card(id)?.key).unwrap();
    std::fs::remove_file(round.test.library().join("images").join(&kept[..2]).join(&kept)).unwrap();
    library.execute("UPDATE image SET bytes = 11 << 20 WHERE text IS NOT NULL", []).unwrap();
    app.set_setting("figures.space_mb", "10").unwrap();
    assert_eq!(app.figure_settings().unwrap().used_kb, 0);
}
