//! Highlights in reports and articles.

use crate::fetch::Round;
use crate::test_app::{Paper, SURGERY, TALK, TestApp, day};
use crate::write::{report, requested_papers};
use paperboy_core::wire::{
    Highlight, HighlightColour, HighlightFilter, HighlightPlace, HighlightRange, HighlightText,
    SortOrder, ValueCause,
};
use paperboy_core::{Error, PaperId, Writer};
use paperboy_tests::fake_server::Reply;

const QUOTE: &str = "首帧延迟降到 0.33 秒";

fn library() -> TestApp {
    let test = TestApp::new();
    test.add_day("2026-01-05", &[TALK, SURGERY]);
    test
}

fn id(paper: Paper) -> PaperId {
    PaperId::parse(paper.id).unwrap()
}

fn add(test: &TestApp, paper: Paper, quote: &str) -> String {
    let colour = HighlightColour::Yellow;
    test.app().highlight_quote(&id(paper), quote, None, colour, None).unwrap().highlight
}

fn only(test: &TestApp, paper: Paper) -> Highlight {
    let [highlight] = test.app().highlights(paper.id).unwrap().try_into().unwrap();
    highlight
}

/// Has the paper's report written again with another contribution.
fn rewrite(test: &TestApp, contribution: &'static str) {
    test.import("again.md", &day("2026-01-05", &[Paper { contribution, ..TALK }, SURGERY]));
}

#[test]
fn a_highlight_has_its_place_colour_and_note_and_each_change_can_be_taken_back() {
    let test = library();
    let app = test.app();
    let made = add(&test, TALK, QUOTE);
    let highlight = only(&test, TALK);
    assert_eq!((highlight.id.as_str(), highlight.quote.as_str()), (made.as_str(), QUOTE));
    let ranges = highlight.ranges.clone().unwrap();
    assert_eq!((ranges.len(), ranges[0].part.as_str()), (1, "contribution"));
    assert_eq!(ranges[0].to - ranges[0].from, 11, "white space is not counted");
    assert_eq!(app.open_paper(TALK.id).unwrap().card.highlights, 1);

    let noted =
        app.change_highlight(TALK.id, &made, Some(HighlightColour::Pink), Some("why")).unwrap();
    let highlight = only(&test, TALK);
    assert_eq!((highlight.colour, highlight.note.as_deref()), (HighlightColour::Pink, Some("why")));
    app.undo(noted.id).unwrap();
    assert_eq!(only(&test, TALK).note, None);
    let removed = app.remove_highlights(TALK.id, std::slice::from_ref(&made)).unwrap();
    assert!(app.highlights(TALK.id).unwrap().is_empty());
    assert_eq!(app.undo(removed.id).unwrap().unwrap().what, "highlight");
    assert_eq!(only(&test, TALK).id, made);
}

#[test]
fn after_a_rewrite_a_highlight_is_where_the_text_says_the_same_or_is_listed_with_its_quote() {
    let test = library();
    add(&test, TALK, QUOTE);
    let contribution = add(&test, SURGERY, "从无标注的手术视频中学习策略");
    rewrite(&test, "把模型蒸馏成自回归模型。首帧延迟降到 0.33 秒，画质不变。");
    let placed = only(&test, TALK);
    let ranges = placed.ranges.unwrap();
    assert_eq!(ranges[0].from, 12, "it has moved with its words");
    assert_eq!(only(&test, SURGERY).id, contribution, "another paper's stays");

    rewrite(&test, "把双向视频扩散模型蒸馏成自回归模型，首帧延迟降到 0.53 秒。");
    let orphan = only(&test, TALK);
    assert_eq!((orphan.ranges, orphan.quote.as_str()), (None, QUOTE));
    // It is on the version that it was made on.
    let open = test.app().version(TALK.id, orphan.version.unwrap()).unwrap();
    assert_eq!(open.highlights.len(), 1);
    assert_eq!(open.highlights[0].ranges.as_ref().unwrap()[0].part, "contribution");
    assert!(open.sections[1].html.contains("0.33"));
    // And is back with that version.
    test.app().show_version(TALK.id, orphan.version.unwrap()).unwrap();
    assert!(only(&test, TALK).ranges.is_some());
}

#[test]
fn quotes_and_notes_are_found_and_shown_in_hits() {
    let test = library();
    let made = add(&test, TALK, QUOTE);
    test.app().change_highlight(TALK.id, &made, None, Some("与斑马比较")).unwrap();
    test.app().wait_until_indexed().unwrap();
    for query in ["highlight:首帧延迟", "高亮:斑马", "has:highlight", "斑马"] {
        assert_eq!(test.hit_ids(query), [TALK.id], "{query}");
    }
    assert!(test.hit_ids("highlight:蒸馏").is_empty());
    assert!(test.hit_ids("-has:highlight").contains(&SURGERY.id.to_owned()));
    let hits = test.app().search("高亮:斑马", SortOrder::Relevance, 0, 9).unwrap().hits;
    assert_eq!((hits[0].field.as_str(), hits[0].snippet.as_str()), ("highlight", "与斑马比较"));
    test.app().remove_highlights(TALK.id, &[made]).unwrap();
    test.app().wait_until_indexed().unwrap();
    assert!(test.hit_ids("斑马").is_empty());
}

#[test]
fn all_highlights_are_listed_by_colour_tag_and_collection() {
    let test = library();
    let app = test.app();
    let first = add(&test, TALK, QUOTE);
    let second = add(&test, SURGERY, "手术视频");
    app.change_highlight(SURGERY.id, &second, Some(HighlightColour::Blue), None).unwrap();
    let listed = |filter: &HighlightFilter| -> Vec<String> {
        app.all_highlights(filter, 0, 9).unwrap().highlights.into_iter().map(|it| it.id).collect()
    };
    let all = HighlightFilter::default();
    assert_eq!(listed(&all).len(), 2);
    assert_eq!(
        listed(&HighlightFilter { colour: Some(HighlightColour::Blue), ..all.clone() }),
        [second]
    );
    app.tag(&[TALK.id.to_owned()], &["keep".to_owned()], &[]).unwrap();
    assert_eq!(
        listed(&HighlightFilter { tag: Some("keep".to_owned()), ..all.clone() }),
        std::slice::from_ref(&first)
    );
    let collection = app.add_collection("Talk", None).unwrap().collection;
    app.collect(&[TALK.id.to_owned()], std::slice::from_ref(&collection), &[]).unwrap();
    let collected = HighlightFilter { collection: Some(collection), ..all };
    assert_eq!(listed(&collected), std::slice::from_ref(&first));
    assert_eq!(app.highlight(&first).unwrap().title.as_deref(), Some(TALK.title));
}

#[test]
fn what_cannot_be_highlighted_is_refused_with_its_reason() {
    let test = library();
    let app = test.app();
    let cause = |result: Result<paperboy_core::wire::AddedHighlight, Error>| match result {
        Err(Error::BadValue(why)) => why,
        other => panic!("{other:?}"),
    };
    let colour = HighlightColour::Green;
    let by_quote = |quote: &str, text| app.highlight_quote(&id(TALK), quote, text, colour, None);
    assert!(matches!(cause(by_quote("蒸馏了", None)), ValueCause::QuoteNotFound { .. }));
    assert!(matches!(cause(by_quote("蒸馏", None)), ValueCause::QuoteRepeated { .. }));
    assert!(matches!(cause(by_quote(" \n", None)), ValueCause::QuoteNotFound { .. }));
    let article = Some(HighlightText::Article);
    assert!(matches!(cause(by_quote("x", article)), ValueCause::NoText { .. }));
    let place = |part: &str, from, to, says: &str| HighlightPlace {
        text: HighlightText::Report,
        ranges: vec![HighlightRange { part: part.to_owned(), from, to }],
        says: says.to_owned(),
    };
    let at = |place: &HighlightPlace| app.add_highlight(TALK.id, place, colour, None);
    for wrong in [
        place("contribution", 0, 2, "把单"),
        place("contribution", 0, 4_000_000_000, "把"),
        place("nothing", 0, 1, "把"),
        place("contribution", 3, 3, ""),
        HighlightPlace { ranges: Vec::new(), ..place("x", 0, 0, "") },
    ] {
        assert_eq!(cause(at(&wrong)), ValueCause::TextChanged, "{wrong:?}");
    }
    // As it is written, not as it is shown.
    let written = by_quote("**KV 缓存锚点**：长时间", None).unwrap();
    app.undo(written.change.id).unwrap();
    let long = "长".repeat(400_000);
    assert!(matches!(
        cause(at(&place("contribution", 0, 1, &long))),
        ValueCause::HighlightTooLong { .. }
    ));
    let right = place("contribution", 0, 2, "把双");
    let noted = app.add_highlight(TALK.id, &right, colour, Some(&long));
    assert!(matches!(cause(noted), ValueCause::NoteTooLong { .. }));
    assert_eq!(app.quote_text(TALK.id, &right).unwrap(), "把双");
    for unknown in ["x", "0b0cdd5c-7f0d-4a6e-8d4f-0d9f1c0b7a11"] {
        let changed = app.change_highlight(TALK.id, unknown, Some(colour), None);
        assert!(matches!(changed, Err(Error::BadValue(ValueCause::UnknownHighlight { .. }))));
    }
    assert!(app.highlights(TALK.id).unwrap().is_empty());
}

#[test]
fn ten_thousand_highlights_and_one_of_a_whole_report_are_listed_with_their_places() {
    let test = library();
    let app = test.app();
    let whole = ["domain", "contribution", "usage", "innovations", "results"];
    let open = app.open_paper(TALK.id).unwrap();
    let ranges: Vec<HighlightRange> = whole
        .iter()
        .map(|part| {
            let html = &open.sections.iter().find(|it| it.key == *part).unwrap().html;
            let text = paperboy_report::shown_text(html);
            let to = text.chars().filter(|c| !c.is_whitespace()).count() as u32;
            HighlightRange { part: (*part).to_owned(), from: 0, to }
        })
        .collect();
    let says: String =
        open.sections.iter().map(|it| paperboy_report::shown_text(&it.html)).collect();
    let place = HighlightPlace { text: HighlightText::Report, ranges: ranges.clone(), says };
    app.add_highlight(TALK.id, &place, HighlightColour::Blue, None).unwrap();
    let small = HighlightPlace {
        text: HighlightText::Report,
        ranges: vec![HighlightRange { part: "contribution".to_owned(), from: 0, to: 2 }],
        says: "把双".to_owned(),
    };
    let count = if cfg!(debug_assertions) { 500 } else { 9_999 };
    for _ in 0..count {
        app.add_highlight(TALK.id, &small, HighlightColour::Pink, None).unwrap();
    }
    let all = app.highlights(TALK.id).unwrap();
    assert_eq!(all.len(), count + 1);
    assert!(all.iter().all(|highlight| highlight.ranges.is_some()));
    assert!(all.iter().any(|highlight| highlight.ranges.as_ref() == Some(&ranges)));
}

#[test]
fn an_article_is_highlighted_and_keeps_its_highlight_while_the_report_is_rewritten() {
    const ONE: &str = "2601.00001";
    let (round, _) =
        Round::with_model(&[ONE], |question, _| Reply::Text(report(&requested_papers(question))));
    round.fetch();
    round.write_one(ONE);
    let app = round.test.app();
    let paper = PaperId::parse(ONE).unwrap();
    let article = app.article(ONE).unwrap().unwrap();
    let (number, section) =
        article.sections.iter().enumerate().find(|(_, it)| it.html.contains("71.47")).unwrap();
    let text = paperboy_report::shown_text(&section.html);
    let line = text.lines().find(|line| line.contains("71.47")).unwrap();
    let made = app
        .highlight_quote(&paper, line, Some(HighlightText::Article), HighlightColour::Green, None)
        .unwrap();
    let [highlight] = app.highlights(ONE).unwrap().try_into().unwrap();
    assert_eq!(
        (highlight.id.as_str(), highlight.text),
        (made.highlight.as_str(), HighlightText::Article)
    );
    assert_eq!(highlight.ranges.as_ref().unwrap()[0].part, number.to_string());
    round.write(&[ONE], Some(Writer::Extract), true);
    let [after] = app.highlights(ONE).unwrap().try_into().unwrap();
    assert_eq!((after.ranges, after.version), (highlight.ranges, None));
}
