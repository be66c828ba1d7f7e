//! Highlights, notes and collections out of the library and into it, without doubles.

use crate::test_app::{Paper, SURGERY, TALK, TestApp, day};
use paperboy_core::wire::{
    ExportFormat, HighlightColour, HighlightText, ImportProblem, ImportedFile, Mark, Outcome,
};
use paperboy_core::{Filter, PaperId, Selection};
use serde_json::Value;

const QUOTE: &str = "首帧延迟降到 0.33 秒";

fn library() -> TestApp {
    let test = TestApp::new();
    test.add_day("2026-01-05", &[TALK, SURGERY]);
    test
}

fn id(paper: Paper) -> PaperId {
    PaperId::parse(paper.id).unwrap()
}

fn everything() -> Selection {
    Selection::List(Filter::default())
}

fn exported(test: &TestApp, selection: &Selection, format: ExportFormat) -> String {
    let picked = test.app().pick(selection).unwrap();
    let mut bytes = Vec::new();
    test.app().export_to(&picked, format, selection, None, &mut bytes).unwrap();
    String::from_utf8(bytes).unwrap()
}

fn outcome(file: &ImportedFile) -> (Outcome, u32, Vec<ImportProblem>) {
    (file.outcome, file.highlights, file.problems.clone())
}

fn table(quote: &str, note: &str) -> String {
    format!(
        "Quote,Comment,URL,Color,Tags,Created at\n\"{quote}\",{note},https://arxiv.org/abs/{},#5fb236,\"to teach\",2025-03-04 05:06:07+00:00\n",
        TALK.id
    )
}

#[test]
fn highlights_of_another_program_are_placed_by_their_quotes_and_never_doubled() {
    let test = library();
    let app = test.app();
    let file = test.import("hypothesis.csv", &table(QUOTE, "why"));
    assert_eq!(outcome(&file), (Outcome::Added, 1, Vec::new()));
    let [highlight] = app.highlights(TALK.id).unwrap().try_into().unwrap();
    assert_eq!((highlight.quote.as_str(), highlight.note.as_deref()), (QUOTE, Some("why")));
    assert_eq!(highlight.ranges.as_ref().unwrap()[0].part, "contribution");
    assert_eq!(
        (highlight.colour, highlight.added.as_str()),
        (HighlightColour::Green, "2025-03-04T05:06:07Z")
    );
    assert_eq!(app.paper(&id(TALK)).unwrap().tags, ["to teach"]);
    for again in [table(QUOTE, "why"), table("首帧延迟降到\n0.33 秒", "")] {
        let file = test.import("hypothesis.csv", &again);
        assert_eq!(outcome(&file), (Outcome::Unchanged, 0, Vec::new()));
    }
    // A new note on it is added to the old one, and neither is lost.
    test.import("hypothesis.csv", &table(QUOTE, "and how"));
    let [highlight] = app.highlights(TALK.id).unwrap().try_into().unwrap();
    assert_eq!(highlight.note.as_deref(), Some("why\n\nand how"));
}

#[test]
fn a_quote_without_a_certain_place_is_listed_as_it_is() {
    let test = library();
    let app = test.app();
    for (quote, why) in [
        ("首帧延迟降到 0.53 秒", "another figure"),
        ("蒸馏", "it is there twice"),
        ("33 秒", "a part of a number"),
        ("Nothing of the kind is written here.", "it is not there"),
    ] {
        let file = test.import("readwise.csv", &table(quote, ""));
        let unplaced = vec![ImportProblem::UnplacedHighlights { count: 1 }];
        assert_eq!(outcome(&file), (Outcome::Added, 1, unplaced), "{why}");
        let highlights = app.highlights(TALK.id).unwrap();
        let orphan = highlights.iter().find(|it| it.quote == quote).unwrap();
        assert_eq!((&orphan.ranges, orphan.text), (&None, HighlightText::Article), "{why}");
        assert_eq!(test.import("readwise.csv", &table(quote, "")).outcome, Outcome::Unchanged);
    }
    assert_eq!(app.highlights(TALK.id).unwrap().len(), 4);
    let undone = app.undo(None).unwrap().unwrap();
    assert_eq!((undone.what.as_str(), app.highlights(TALK.id).unwrap().len()), ("highlight", 3));
}

#[test]
fn a_table_without_ids_names_its_papers_by_their_titles_and_a_note_alone_is_the_papers() {
    let test = library();
    let csv = format!(
        "Highlight,Book Title,Note\n{QUOTE},TALKING heads in real-time,\n,{},A note on the whole\nx,World Models,\n",
        TALK.title
    );
    let file = test.import("readwise.csv", &csv);
    assert_eq!(outcome(&file), (Outcome::Added, 1, vec![ImportProblem::NotOnArxiv { count: 1 }]));
    let paper = test.app().paper(&id(TALK)).unwrap();
    assert_eq!(paper.note.as_deref(), Some("A note on the whole"));
    assert_eq!(paper.highlights.unwrap().len(), 1);
    assert_eq!(test.import("readwise.csv", &csv).outcome, Outcome::Unchanged);
}

#[test]
fn an_imported_quote_finds_its_place_when_its_text_comes() {
    let test = library();
    let quote = "The latency of the first frame falls to a third of a second.";
    test.import("readwise.csv", &table(quote, ""));
    let [highlight] = test.app().highlights(TALK.id).unwrap().try_into().unwrap();
    assert_eq!(highlight.ranges, None);
    let contribution = "We distil. The latency of the first frame falls to a third of a second.";
    test.import("b.md", &day("2026-01-05", &[Paper { contribution, ..TALK }, SURGERY]));
    assert_eq!(test.import("readwise.csv", &table(quote, "")).outcome, Outcome::Unchanged);
    let [highlight] = test.app().highlights(TALK.id).unwrap().try_into().unwrap();
    assert_eq!(highlight.text, HighlightText::Report);
    assert_eq!(highlight.ranges.unwrap()[0].part, "contribution");
}

/// A library with something of everything that a user makes.
fn annotated() -> TestApp {
    let test = library();
    let app = test.app();
    let talk = [TALK.id.to_owned()];
    app.mark(&talk, Mark::Later, true).unwrap();
    app.tag(&talk, &["to teach".to_owned()], &[]).unwrap();
    app.set_note(TALK.id, "A note.").unwrap();
    for (quote, colour, note) in
        [(QUOTE, HighlightColour::Pink, Some("why")), ("实时数字人", HighlightColour::Blue, None)]
    {
        app.highlight_quote(&id(TALK), quote, None, colour, note).unwrap();
    }
    let outer = app.add_collection("组会", None).unwrap().collection;
    let inner = app.add_collection("Figures", Some(&outer)).unwrap().collection;
    app.set_collection_note(&inner, "for the talk").unwrap();
    // Not in the order of the days.
    app.collect(&[SURGERY.id.to_owned()], std::slice::from_ref(&inner), &[]).unwrap();
    app.collect(&talk, &[inner], &[]).unwrap();
    test
}

#[test]
fn what_the_user_made_comes_back_from_its_export_once() {
    let test = annotated();
    let text = exported(&test, &everything(), ExportFormat::AnnotationsJson);
    assert_eq!(test.import("own.json", &text).outcome, Outcome::Unchanged);
    let other = library();
    let file = other.import("annotations.json", &text);
    assert_eq!(outcome(&file), (Outcome::Added, 2, Vec::new()));
    for id in [id(TALK), id(SURGERY)] {
        assert_eq!(other.app().paper(&id).unwrap(), test.app().paper(&id).unwrap());
    }
    assert_eq!(other.app().collections().unwrap(), test.app().collections().unwrap());
    assert_eq!(exported(&other, &everything(), ExportFormat::AnnotationsJson), text);
    assert_eq!(other.import("annotations.json", &text).outcome, Outcome::Unchanged);
    // What the user changed since stays as it is.
    let app = other.app();
    let [highlight, _] = app.highlights(TALK.id).unwrap().try_into().unwrap();
    app.change_highlight(TALK.id, &highlight.id, Some(HighlightColour::Green), None).unwrap();
    let figures = app.collection_named("Figures").unwrap();
    app.rename_collection(figures.as_str(), "Plots").unwrap();
    assert_eq!(other.import("annotations.json", &text).outcome, Outcome::Unchanged);
    assert_eq!(app.highlights(TALK.id).unwrap()[0].colour, HighlightColour::Green);
    assert_eq!(app.collections().unwrap().len(), 2);
}

#[test]
fn papers_in_json_bring_their_highlights_once() {
    let test = annotated();
    let text = exported(&test, &everything(), ExportFormat::Json);
    let other = library();
    assert_eq!(outcome(&other.import("papers.json", &text)), (Outcome::Added, 2, Vec::new()));
    assert_eq!(other.app().paper(&id(TALK)).unwrap(), test.app().paper(&id(TALK)).unwrap());
    assert_eq!(other.import("papers.json", &text).outcome, Outcome::Unchanged);
}

#[test]
fn only_papers_of_which_the_user_made_something_are_exported_with_their_collections() {
    let test = library();
    assert_eq!(exported(&test, &everything(), ExportFormat::AnnotationsJson), "[]\n");
    let test = annotated();
    let one = Selection::Papers(vec![id(SURGERY)]);
    let json: Value =
        serde_json::from_str(&exported(&test, &one, ExportFormat::AnnotationsJson)).unwrap();
    let items = json.as_array().unwrap();
    assert_eq!(items.len(), 3, "a paper, its collection, and the one that this is in");
    assert_eq!((&items[0]["id"], items[0].get("sections")), (&SURGERY.id.into(), None));
    assert_eq!((&items[1]["name"], &items[1]["papers"]), (&"组会".into(), &Value::Array(vec![])));
    assert_eq!(items[2]["papers"], serde_json::json!([SURGERY.id]));
}

#[test]
fn broken_and_foreign_parts_of_an_export_harm_nothing() {
    let test = annotated();
    let text = exported(&test, &everything(), ExportFormat::AnnotationsJson);
    let other = library();
    let highlight = test.app().highlights(TALK.id).unwrap()[0].id.clone();
    // The id of a highlight of another paper, and of a collection that is in itself.
    let moved = text.replace(TALK.id, "2601.00009").replace(SURGERY.id, TALK.id);
    let moved = moved.replace("2601.00009", SURGERY.id);
    other.import("a.json", &text);
    other.import("b.json", &moved);
    let found = other.app().highlight(&highlight).unwrap();
    assert_eq!(found.paper, TALK.id, "an id stays with its paper");
    assert_eq!(other.app().highlights(SURGERY.id).unwrap().len(), 2);
    let long = "长".repeat(400_000);
    let file = library().import("c.json", &text.replace(QUOTE, &long));
    assert!(matches!(&file.problems[..], [ImportProblem::NotAdded { .. }]), "{:?}", file.problems);
    assert_eq!(file.highlights, 1, "the rest is taken");
}

#[test]
fn markdown_the_page_and_json_have_each_highlight_in_its_sentence() {
    let test = annotated();
    let talk = Selection::Papers(vec![id(TALK)]);
    let markdown = exported(&test, &talk, ExportFormat::Markdown);
    for part in [
        "### 高亮",
        "- 把双向视频扩散模型蒸馏成自回归模型，<mark>首帧延迟降到 0.33 秒</mark>。 — 粉色 · 解读\n  > why\n",
        "- 计算机视觉 - <mark>实时数字人</mark> — 蓝色 · 解读\n",
    ] {
        assert!(markdown.contains(part), "{part}\n{markdown}");
    }
    let page = exported(&test, &talk, ExportFormat::Html);
    assert!(page.contains("，<mark class=\"pink\">首帧延迟降到 0.33 秒</mark>。"), "{page}");
    assert!(page.contains("<p class=\"note\">why</p>"));
    let json: Value = serde_json::from_str(&exported(&test, &talk, ExportFormat::Json)).unwrap();
    let all = json[0]["highlights"].as_array().unwrap();
    let highlight = all.iter().find(|it| it["colour"] == "pink").unwrap();
    assert_eq!(highlight["sentence"], "把双向视频扩散模型蒸馏成自回归模型，首帧延迟降到 0.33 秒。");
    assert_eq!(highlight["anchor"]["exact"], QUOTE);
    // After a rewrite the sentence is still known, and that it is gone is said.
    let contribution = "用四步生成。";
    test.import("again.md", &day("2026-01-05", &[Paper { contribution, ..TALK }, SURGERY]));
    let markdown = exported(&test, &talk, ExportFormat::Markdown);
    assert!(markdown.contains("</mark>。 — 粉色 · 解读（文中未找到）"), "{markdown}");
}
