//! PDFs: the text of a paper that has no HTML, and the files that are kept.

use crate::fetch::{DAY, Round, until};
use paperboy_core::wire::{ClaimOutcome, JobKind, Mark, PaperPdf, View};
use paperboy_core::{DateSpan, Fetch, FetchOutcome, Job, PdfReader, Surroundings};
use paperboy_paper::{PdfAbsence, PdfProblem, ReadingCause, ReadingReason, ReadingSource};
use paperboy_tests::{hostile, pdf};

const FIRST: &str = "2601.00001";
const SECOND: &str = "2601.00002";
const FINDING: &str = "Our method reaches an accuracy of 71.47 on the benchmark.";

fn address(id: &str) -> String {
    format!("/pdf/{id}")
}

fn whole(id: &str) -> Vec<u8> {
    pdf::paper(&format!("Paper {id}"), FINDING)
}

impl Round {
    /// A library that reads PDFs in a process of their own, whose source has these PDFs.
    fn with_pdfs(ids: &[&str]) -> Self {
        let mut round = Self::new(ids);
        let program = env!("CARGO_BIN_EXE_read-pdf").into();
        round.test.user.pdf_reader = Some(PdfReader { program, arguments: Vec::new() });
        round.test.open().unwrap();
        for id in ids {
            round.source.answer_bytes(&address(id), 200, &whole(id));
        }
        round
    }

    fn pdf(&self, id: &str) -> PaperPdf {
        self.test.app().pdf(id).unwrap()
    }

    fn is_kept(&self, id: &str) -> bool {
        self.pdf(id).kept_kb.is_some()
    }

    fn pdf_requests(&self) -> Vec<String> {
        self.source.requests().into_iter().filter(|path| path.starts_with("/pdf/")).collect()
    }

    fn rests(&self) -> bool {
        let status = self.test.app().status().unwrap();
        status.fetch.is_none() && status.figures.is_none()
    }
}

#[test]
fn a_paper_without_html_is_read_from_its_pdf_written_and_checked_against_it() {
    let round = Round::with_pdfs(&[FIRST]);
    let app = round.test.app();
    let date = DAY.parse().unwrap();
    let fetch = Fetch { span: DateSpan { from: date, to: date }, articles: true, write: true };
    app.set_setting("report.writer", "extract").unwrap();
    app.set_setting("report.language", "en").unwrap();
    let day = app.fetch(fetch, &Job::unwatched(JobKind::Fetch)).unwrap().remove(0);
    let paper = &day.papers[0];
    assert_eq!((paper.outcome, paper.reading_source), (FetchOutcome::Written, Some("pdf")));
    let order: Vec<String> = round.source.requests();
    let of = |path: &str| order.iter().position(|other| other == path).unwrap();
    assert!(of(&format!("/html/{FIRST}")) < of(&format!("/papers/{FIRST}.md")));
    assert!(of(&format!("/papers/{FIRST}.md")) < of(&address(FIRST)));
    assert!(!order.contains(&format!("/abs/{FIRST}")), "{order:?}");

    let article = app.article(FIRST).unwrap().unwrap();
    assert_eq!(article.reading_source, ReadingSource::Pdf);
    let titles: Vec<&str> =
        article.sections.iter().map(|section| section.title_html.trim()).collect();
    assert_eq!(titles.len(), 5, "abstract, three sections, references: {titles:?}");
    assert!(titles[3].contains("Results"), "{titles:?}");
    assert!(article.sections[3].html.contains(FINDING), "{}", article.sections[3].html);
    let open = app.open_paper(FIRST).unwrap();
    assert_eq!(open.card.reading_source, Some(ReadingSource::Pdf));
    assert!(open.has_article);
    // What the report says of the paper was looked up in the text of the PDF.
    assert!(open.check.is_some_and(|check| check.whole));
    let claims = app.verify(FIRST, "准确率为 71.47，基线为 99.99。").unwrap().claims;
    let outcomes: Vec<_> =
        claims.iter().map(|claim| (claim.text.as_str(), claim.outcome)).collect();
    assert_eq!(outcomes, [("71.47", ClaimOutcome::Found), ("99.99", ClaimOutcome::NotFound)]);
    // The daily report names it as such.
    let file = app.export_days(fetch.span).unwrap().remove(0);
    let file = String::from_utf8(file.bytes).unwrap();
    assert!(file.contains("**阅读来源**: PDF"), "{file}");
    // Nothing is kept that nobody asked for.
    assert_eq!(round.pdf(FIRST), PaperPdf::default());
    assert!(round.figures_are_none(FIRST));
}

#[test]
fn a_pdf_that_makes_no_sense_gives_way_to_the_abstract_and_the_reason_is_kept() {
    for hostile::Hostile { name, bytes, problem } in hostile::pdfs() {
        let round = Round::with_pdfs(&[FIRST]);
        round.source.answer_bytes(&address(FIRST), 200, &bytes);
        let day = round.fetch();
        assert_eq!(day.papers[0].reading_source, Some("abstract"), "{name}");
        let open = round.test.app().open_paper(FIRST).unwrap();
        let is_it = |why: &PdfProblem| serde_json::to_value(why).unwrap().as_str() == problem;
        let why = PdfProblem::ALL.into_iter().find(is_it).unwrap();
        let reason = ReadingReason::new(ReadingSource::Pdf, why);
        assert!(open.card.reading_reasons.contains(&reason), "{name}: {:?}", open.card);
    }
    // A page of somebody who wants to see a person is no PDF, and settles nothing.
    let round = Round::with_pdfs(&[FIRST]);
    round.source.answer(&address(FIRST), 200, "<html>Are you human?</html>");
    let day = round.fetch();
    assert_eq!((day.papers[0].outcome, round.pdf_requests().len()), (FetchOutcome::Failed, 3));
    let reason = ReadingReason::new(ReadingSource::Pdf, ReadingCause::Foreign);
    assert_eq!(day.papers[0].problem.reading, [reason]);
    round.source.answer_bytes(&address(FIRST), 200, &whole(FIRST));
    assert_eq!(round.fetch().papers[0].reading_source, Some("pdf"));
}

#[test]
fn html_that_comes_later_takes_the_place_of_the_pdfs_text() {
    let round = Round::with_pdfs(&[FIRST]);
    assert_eq!(round.fetch().papers[0].reading_source, Some("pdf"));
    round.html(FIRST);
    round.test.pass_days(1);
    assert_eq!(round.fetch().papers[0].reading_source, Some("html"));
    // And not the other way round.
    round.source.answer(&format!("/html/{FIRST}"), 404, "");
    round.test.pass_days(1);
    assert_eq!(round.fetch().papers[0].reading_source, Some("html"));
}

#[test]
fn without_a_reader_no_pdf_is_asked_for() {
    let round = Round::new(&[FIRST]);
    round.source.answer_bytes(&address(FIRST), 200, &whole(FIRST));
    round.fetch();
    assert_eq!(round.pdf_requests(), Vec::<String>::new());
}

#[test]
fn pdfs_of_starred_and_later_papers_are_kept_once_that_is_switched_on() {
    let round = Round::with_pdfs(&[FIRST, SECOND]);
    round.html(FIRST);
    round.html(SECOND);
    let app = round.test.app();
    round.fetch();
    app.mark(&[FIRST.to_owned()], Mark::Starred, true).unwrap();
    app.start_figures(&[FIRST.to_owned(), SECOND.to_owned()]).unwrap();
    until("the end", || round.rests());
    assert_eq!(round.pdf_requests(), Vec::<String>::new(), "it is off");

    app.set_setting("pdf.keep", "on").unwrap();
    app.start_figures(&[FIRST.to_owned(), SECOND.to_owned()]).unwrap();
    until("the PDF", || round.is_kept(FIRST) && round.rests());
    assert_eq!(round.pdf_requests(), [address(FIRST)]);
    assert_eq!(std::fs::read(app.pdf_path(FIRST).unwrap()).unwrap(), whole(FIRST));
    // With the next fetch comes what was marked elsewhere; nothing comes twice.
    app.mark(&[SECOND.to_owned()], Mark::Later, true).unwrap();
    round.fetch();
    assert_eq!(round.pdf_requests(), [address(SECOND)]);
    round.fetch();
    assert_eq!(round.pdf_requests(), Vec::<String>::new());
}

#[test]
fn figures_that_are_switched_off_keep_no_pdf_away() {
    let round = Round::with_pdfs(&[FIRST]);
    round.html(FIRST);
    let app = round.test.app();
    app.set_setting("figures.fetch", "none").unwrap();
    app.set_setting("pdf.keep", "on").unwrap();
    round.fetch();
    app.mark(&[FIRST.to_owned()], Mark::Starred, true).unwrap();
    round.fetch();
    assert!(round.is_kept(FIRST));
}

#[test]
fn a_pdf_that_is_asked_for_is_fetched_and_one_that_is_damaged_is_never_opened() {
    let mut round = Round::with_pdfs(&[FIRST]);
    round.html(FIRST);
    round.fetch();
    let app = round.test.app().clone();
    assert!(app.pdf_path(FIRST).unwrap_err().to_string().contains("not on this computer"));
    let asked = app.fetch_pdf(FIRST).unwrap();
    assert!(asked.waiting || asked.kept_kb.is_some(), "{asked:?}");
    until("the PDF", || round.is_kept(FIRST) && round.rests());
    let path = app.pdf_path(FIRST).unwrap();
    assert_eq!(path.file_name().unwrap(), "2601.00001.pdf");
    std::fs::write(&path, b"%PDF-1.4 half of it").unwrap();
    app.pdf_path(FIRST).unwrap_err();
    assert!(!round.is_kept(FIRST) && !path.exists());
    app.fetch_pdf(FIRST).unwrap();
    until("the PDF", || round.is_kept(FIRST) && round.rests());
    drop(app);
    // Offline, after a restart, it is there.
    round.source.leave();
    round.test.open().unwrap();
    assert_eq!(std::fs::read(round.test.app().pdf_path(FIRST).unwrap()).unwrap(), whole(FIRST));
}

#[test]
fn what_arxiv_does_not_have_or_is_no_pdf_is_said_and_can_be_asked_for_again() {
    let round = Round::with_pdfs(&[FIRST]);
    round.html(FIRST);
    round.fetch();
    let app = round.test.app();
    for (status, body, absence) in
        [(404, &b""[..], PdfAbsence::NotFound), (200, &b"<html>no</html>"[..], PdfAbsence::NotAPdf)]
    {
        round.source.answer_bytes(&address(FIRST), status, body);
        app.fetch_pdf(FIRST).unwrap();
        until("the answer", || round.pdf(FIRST).absence.is_some() && round.rests());
        assert_eq!(round.pdf(FIRST).absence, Some(absence));
    }
    round.source.answer_bytes(&address(FIRST), 200, &whole(FIRST));
    app.fetch_pdf(FIRST).unwrap();
    until("the PDF", || round.is_kept(FIRST));
}

#[test]
fn pdfs_take_as_much_space_as_they_may_and_starred_ones_go_last() {
    let round = Round::with_pdfs(&[FIRST, SECOND]);
    round.html(FIRST);
    round.html(SECOND);
    // As large as six megabytes each.
    for id in [FIRST, SECOND] {
        let mut large = whole(id);
        large.extend(vec![b'\n'; 6 << 20]);
        round.source.answer_bytes(&address(id), 200, &large);
    }
    round.fetch();
    let app = round.test.app();
    app.mark(&[FIRST.to_owned()], Mark::Starred, true).unwrap();
    for id in [FIRST, SECOND] {
        app.fetch_pdf(id).unwrap();
        until("the PDF", || round.is_kept(id) && round.rests());
    }
    app.set_setting("pdf.space_mb", "10").unwrap();
    assert!(round.is_kept(FIRST), "it is starred");
    assert_eq!(round.pdf(SECOND).absence, Some(PdfAbsence::Removed));
    assert!(app.pdf_settings().unwrap().used_kb < 10 << 10);
    // Deleting loses nothing else, and nothing comes back automatically.
    app.set_setting("pdf.keep", "on").unwrap();
    assert_eq!(app.delete_pdfs().unwrap().used_kb, 0);
    round.source.requests();
    round.fetch();
    assert_eq!(round.pdf(FIRST).absence, Some(PdfAbsence::Deleted));
    assert_eq!(round.pdf_requests(), Vec::<String>::new());
    let view = View::Day { date: DAY.to_owned() };
    assert_eq!(app.list(&view, 0, 9).unwrap().cards.len(), 2);
    assert!(app.article(FIRST).unwrap().is_some());
}

#[test]
fn a_pdf_that_was_interrupted_is_fetched_after_a_restart() {
    let mut round = Round::with_pdfs(&[FIRST]);
    round.html(FIRST);
    round.fetch();
    round.source.slow(&address(FIRST), std::time::Duration::from_secs(600));
    round.test.app().fetch_pdf(FIRST).unwrap();
    until("the request", || round.pdf_requests() == [address(FIRST)]);
    round.test.close();
    round.source.slow(&address(FIRST), std::time::Duration::ZERO);
    round.test.open().unwrap();
    assert!(round.pdf(FIRST).waiting);
    round.test.app().start(|| Surroundings {
        local: "2026-01-15T12:00:00".parse().unwrap(),
        saves_power_or_data: true,
    });
    until("the PDF", || round.is_kept(FIRST));
}

impl Round {
    fn figures_are_none(&self, id: &str) -> bool {
        self.test.app().figures(id).unwrap().images.is_empty()
    }
}

/// A file with one page of this content; `more`: further objects, from the sixth on.
fn file(filter: &str, content: &[u8], resources: &str, more: Vec<Vec<u8>>) -> Vec<u8> {
    let page = format!(
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << {resources} >> >>"
    );
    let mut objects = vec![
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_vec(),
        page.into_bytes(),
        pdf::stream(filter, content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_vec(),
    ];
    objects.extend(more);
    pdf::of_objects(&objects, "")
}

/// Forms each of which draws the next one twice: more drawings than can be made.
fn doubling() -> Vec<u8> {
    let form = |n: usize| {
        let next = format!(
            "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X {} 0 R >> >>",
            n + 1
        );
        pdf::stream(&next, b"/X Do /X Do")
    };
    file("", b"/X Do", "/XObject << /X 6 0 R >>", (6..60).map(form).collect())
}

#[test]
fn hostile_pdfs_cost_their_text_alone() {
    let deep = |opening: &str| file("", opening.repeat(2 << 20).as_bytes(), "", Vec::new());
    let nested = format!("<< /A {} 1 {} >>", "<< /A ".repeat(200_000), ">> ".repeat(200_000));
    let hostile = [
        ("a bomb", file("/Filter /FlateDecode", &hostile::zeros(200), "", Vec::new())),
        ("arrays in arrays", deep("[")),
        ("dictionaries in dictionaries", deep("<</A ")),
        ("saved states", deep("q ")),
        (
            "nested objects",
            pdf::of_objects(
                &[b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(), nested.into_bytes()],
                "",
            ),
        ),
        ("forms that double", doubling()),
    ];
    let round = Round::with_pdfs(&[FIRST, SECOND]);
    for (what, bytes) in hostile {
        round.source.answer_bytes(&address(FIRST), 200, &bytes);
        round.test.pass_days(1);
        let day = round.fetch();
        let sources: Vec<_> = day.papers.iter().map(|paper| paper.reading_source).collect();
        assert_eq!(sources, [Some("abstract"), Some("pdf")], "{what}");
        let card = round.test.app().open_paper(FIRST).unwrap().card;
        let of_pdf = |reason: &ReadingReason| {
            reason.source == Some(ReadingSource::Pdf)
                && matches!(reason.cause, ReadingCause::Pdf { .. })
        };
        assert!(card.reading_reasons.iter().any(of_pdf), "{what}: {:?}", card.reading_reasons);
        println!("{what}: {:?}", card.reading_reasons.iter().find(|reason| of_pdf(reason)));
    }
}

#[test]
fn of_a_pdf_of_a_thousand_pages_a_part_is_read_and_it_says_so() {
    let round = Round::with_pdfs(&[FIRST]);
    let bytes = hostile::thousand_pages(&format!("Paper {FIRST}"));
    round.source.answer_bytes(&address(FIRST), 200, &bytes);
    assert_eq!(round.fetch().papers[0].reading_source, Some("pdf"));
    let article = round.test.app().article(FIRST).unwrap().unwrap();
    assert!(article.cut_short);
}
