//! Citation keys, exports and collections.

use crate::test_app::{Paper, SURGERY, TALK, TestApp, day};
use paperboy_core::wire::{CitationForm, ExportFormat, ExportOf, ValueCause, View};
use paperboy_core::{Error, Filter, PaperId, Selection};
use serde_json::Value;

/// A title that ends a field, a line or an element in some format.
const NASTY: Paper = Paper {
    id: "2601.00003",
    title: "A & B: 100% of {Braces} <script>alert(1)</script> \"quoted\" \\end",
    ..TALK
};

fn sample_library() -> TestApp {
    let test = TestApp::new();
    test.add_day("2026-01-05", &[TALK, SURGERY, NASTY]);
    test
}

fn ids(papers: &[Paper]) -> Vec<String> {
    papers.iter().map(|paper| paper.id.to_owned()).collect()
}

fn exported(test: &TestApp, selection: &Selection, format: ExportFormat) -> String {
    let picked = test.app().pick(selection).unwrap();
    let mut bytes = Vec::new();
    test.app().export_to(&picked, format, selection, None, &mut bytes).unwrap();
    String::from_utf8(bytes).unwrap()
}

fn key(test: &TestApp, paper: Paper) -> Option<String> {
    test.app().paper(&PaperId::parse(paper.id).unwrap()).unwrap().citation_key
}

#[test]
fn a_key_is_the_same_in_every_format_and_after_the_title_has_changed() {
    let test = sample_library();
    let all = Selection::List(Filter::default());
    assert_eq!(key(&test, TALK), None, "nobody has cited it yet");
    let bibtex = exported(&test, &all, ExportFormat::Bibtex);
    let keys: Vec<&str> =
        bibtex.lines().filter_map(|line| line.strip_prefix("@misc{")?.strip_suffix(',')).collect();
    assert_eq!(keys, ["arxiv2601.00001", "arxiv2601.00002", "arxiv2601.00003"]);
    test.import("b.md", &day("2026-01-06", &[Paper { title: "Another Title", ..TALK }]));
    assert_eq!(key(&test, TALK).as_deref(), Some(keys[0]));
    let biblatex = exported(&test, &all, ExportFormat::Biblatex);
    let ris = exported(&test, &all, ExportFormat::Ris);
    let csl: Value = serde_json::from_str(&exported(&test, &all, ExportFormat::CslJson)).unwrap();
    let csl: Vec<&str> =
        csl.as_array().unwrap().iter().map(|item| item["id"].as_str().unwrap()).collect();
    for key in &keys {
        assert!(biblatex.contains(&format!("@online{{{key},\n")), "{key}");
        assert!(ris.contains(&format!("ID  - {key}\r\n")), "{key}");
        assert!(csl.contains(key), "{key}");
        assert!(exported(&test, &all, ExportFormat::Markdown).contains(&format!("`{key}`")));
    }
    let cite = test.app().citation_text(&ids(&[TALK, SURGERY]), CitationForm::Latex).unwrap();
    assert_eq!(cite, "\\cite{arxiv2601.00001,arxiv2601.00002}");
}

#[test]
fn a_key_of_the_users_is_kept_and_a_taken_one_gets_a_suffix() {
    let test = sample_library();
    let set = |paper: Paper, key: &str| test.app().set_citation_key(paper.id, key);
    assert_eq!(set(TALK, " talk2026 ").unwrap().key, "talk2026");
    let kept = set(SURGERY, "Talk2026").unwrap();
    assert_eq!(kept.key, "Talk2026a");
    test.app().undo(kept.change.id).unwrap();
    assert_eq!(key(&test, SURGERY).as_deref(), Some("arxiv2601.00002"));
    for wrong in ["", "a b", "a,b", "中文", &"x".repeat(101)] {
        let error = set(TALK, wrong).unwrap_err();
        assert!(
            matches!(error, Error::BadValue(ValueCause::CitationKey { .. })),
            "{wrong}: {error:?}"
        );
    }
    assert_eq!(test.app().citation_key(TALK.id).unwrap().as_deref(), Some("talk2026"));
    assert!(matches!(set(Paper { id: "2601.99999", ..TALK }, "x"), Err(Error::UnknownPaper(_))));
}

#[test]
fn a_paper_without_known_authors_is_shown_without_a_key_until_it_is_cited() {
    let test = sample_library();
    let app = test.app();
    let all = Selection::List(Filter::default());
    assert_eq!(app.citation_key(TALK.id).unwrap(), None);
    assert!(!exported(&test, &all, ExportFormat::Markdown).contains("引用键"));
    let cited = app.citation_text(&ids(&[SURGERY]), CitationForm::Key).unwrap();
    assert_eq!(cited, "arxiv2601.00002");
    assert_eq!((key(&test, TALK), key(&test, SURGERY)), (None, Some(cited.clone())));
    let paper = |paper: Paper| {
        format!(
            r#"{{"paper":{{"id":"{}","title":"{}","authors":[{{"name":"Ana Li"}}],"publishedAt":"2026-01-04T00:00:00.000Z"}}}}"#,
            paper.id, paper.title
        )
    };
    test.import("2026-01-05.json", &format!("[{},{}]", paper(TALK), paper(SURGERY)));
    // Nobody has used the one, and somebody may have used the other.
    assert_eq!(app.citation_key(TALK.id).unwrap().as_deref(), Some("li2026talking"));
    assert_eq!(app.citation_key(SURGERY.id).unwrap(), Some(cited));
    let markdown = exported(&test, &all, ExportFormat::Markdown);
    assert_eq!(markdown.matches("引用键").count(), 2, "{markdown}");
}

#[test]
fn markdown_and_the_page_hold_what_the_user_added_and_nothing_that_runs() {
    let test = sample_library();
    let app = test.app();
    app.set_note(NASTY.id, "first <b>\n]]> & 第二行").unwrap();
    app.tag(&ids(&[NASTY]), &["to <teach>".to_owned()], &[]).unwrap();
    let talk = app.add_collection("组会 \"1\"", None).unwrap().collection;
    app.collect(&ids(&[NASTY]), std::slice::from_ref(&talk), &[]).unwrap();
    let picked = Selection::Papers(vec![PaperId::parse(NASTY.id).unwrap()]);
    let markdown = exported(&test, &picked, ExportFormat::Markdown);
    for part in [
        "## A & B: 100% of {Braces} \\<script\\>",
        "[arXiv:2601.00003](<https://arxiv.org/abs/2601.00003>)",
        "to \\<teach\\>",
        "组会 \"1\"",
        "> first <b>\n> ]]> & 第二行\n",
        NASTY.contribution,
    ] {
        assert!(markdown.contains(part), "{part}\n{markdown}");
    }
    let page = exported(&test, &picked, ExportFormat::Html);
    for part in [
        "<h2>A &amp; B: 100% of {Braces} &lt;script&gt;",
        "first &lt;b&gt;\n]]&gt; &amp; 第二行",
        "to &lt;teach&gt;",
        "组会 &quot;1&quot;",
        "default-src 'none'",
        "<a href=\"https://arxiv.org/abs/2601.00003\">",
    ] {
        assert!(page.contains(part), "{part}\n{page}");
    }
    assert!(!page.contains("<script") && !page.contains("src="));
    assert_eq!(page.matches("<article>").count(), 1);
    let json: Value = serde_json::from_str(&exported(&test, &picked, ExportFormat::Json)).unwrap();
    assert_eq!(json[0]["collections"][0], "组会 \"1\"");
}

#[test]
fn nothing_is_exported_as_an_empty_file_of_its_format() {
    let test = TestApp::new();
    let starred = Selection::List(Filter { starred: true, ..Filter::default() });
    for (format, text) in [
        (ExportFormat::Bibtex, ""),
        (ExportFormat::Ris, ""),
        (ExportFormat::CslJson, "[]\n"),
        (ExportFormat::Json, "[]\n"),
        (ExportFormat::Markdown, ""),
    ] {
        assert_eq!(exported(&test, &starred, format), text, "{format:?}");
    }
    assert!(exported(&test, &starred, ExportFormat::Html).ends_with("</html>\n"));
}

#[test]
fn the_window_exports_a_day_as_its_report_and_replaces_a_file_only_as_a_whole() {
    let test = TestApp::new();
    let report = day("2026-01-05", &[TALK, SURGERY]);
    test.import("a.md", &report);
    let path = test.path("out.md");
    let of = ExportOf::List { view: View::Day { date: "2026-01-05".to_owned() } };
    assert_eq!(of.file_name(ExportFormat::Markdown), "2026-01-05.md");
    let file = test.app().export_file(&of, ExportFormat::Markdown, &path).unwrap();
    assert_eq!((file.papers, std::fs::read_to_string(&path).unwrap()), (2, report.clone()));
    let unknown = ExportOf::Papers { ids: vec!["2601.99999".to_owned()] };
    let error = test.app().export_file(&unknown, ExportFormat::Bibtex, &path).unwrap_err();
    assert!(matches!(error, Error::UnknownPaper(_)));
    assert_eq!(std::fs::read_to_string(&path).unwrap(), report);
    let query = ExportOf::Query { query: "数字人".to_owned() };
    assert_eq!(test.app().export_file(&query, ExportFormat::Ris, &path).unwrap().papers, 1);
    assert_eq!(test.app().paper_ids(&query).unwrap(), [TALK.id]);
    let error = test
        .app()
        .export_file(&query, ExportFormat::Ris, &test.library().join("library.db"))
        .unwrap_err();
    assert!(matches!(error, Error::NotSaved { .. }), "{error:?}");
}

#[test]
fn a_collection_is_a_list_a_query_and_a_selection() {
    let test = sample_library();
    let app = test.app();
    let talk = app.add_collection("Group Talk", None).unwrap().collection;
    let inner = app.add_collection("图表", Some(&talk)).unwrap().collection;
    app.collect(&ids(&[TALK]), std::slice::from_ref(&talk), &[]).unwrap();
    app.collect(&ids(&[SURGERY]), std::slice::from_ref(&inner), &[]).unwrap();
    let view = View::Collection { id: talk.clone() };
    assert_eq!(app.list(&view, 0, 9).unwrap().total, 2);
    // In the order of the user's, not in that of the days.
    app.collect(&ids(&[NASTY]), std::slice::from_ref(&talk), &[]).unwrap();
    let moved = app.move_collected(&talk, &ids(&[NASTY]), Some(TALK.id)).unwrap();
    assert_eq!(test.hit_ids("in:\"group talk\""), [NASTY.id, TALK.id, SURGERY.id]);
    assert_eq!(test.hit_ids("合集:\"Group Talk\" is:unread"), [NASTY.id, TALK.id, SURGERY.id]);
    let cards = app.list(&view, 1, 9).unwrap().cards.into_iter();
    assert_eq!(cards.map(|card| card.id).collect::<Vec<_>>(), [TALK.id, SURGERY.id]);
    app.undo(moved.id).unwrap();
    assert_eq!(test.hit_ids("in:\"group talk\""), [TALK.id, NASTY.id, SURGERY.id]);
    app.collect(&ids(&[NASTY]), &[], std::slice::from_ref(&talk)).unwrap();
    assert_eq!(app.status().unwrap().collections[0].papers, 2);
    let mut found = test.hit_ids("in:\"group talk\"");
    found.sort_unstable();
    assert_eq!(found, [TALK.id, SURGERY.id]);
    assert_eq!(test.hit_ids("合集:图表"), [SURGERY.id]);
    assert_eq!(test.hit_ids("-合集:图表 in:\"Group Talk\""), [TALK.id]);
    assert_eq!(test.hit_ids("in:nothing"), Vec::<String>::new());
    let filter = Filter {
        collection: Some(app.collection_named("GROUP TALK").unwrap()),
        ..Filter::default()
    };
    assert_eq!(
        exported(&test, &Selection::List(filter), ExportFormat::Ris).matches("ER  -").count(),
        2
    );
    assert!(matches!(
        app.add_collection("group talk", None),
        Err(Error::BadValue(ValueCause::CollectionTaken { .. }))
    ));
    assert!(matches!(
        app.add_collection("x", Some(&inner)),
        Err(Error::BadValue(ValueCause::CollectionTooDeep))
    ));
    let removed = app.remove_collection(&talk).unwrap();
    assert_eq!(test.hit_ids("in:\"group talk\""), Vec::<String>::new());
    app.undo(removed.id).unwrap();
    assert_eq!(test.hit_ids("in:\"group talk\"").len(), 2);
    let counts = app.collections_of(&ids(&[TALK, SURGERY])).unwrap();
    assert!(counts.iter().all(|count| count.papers == 1) && counts.len() == 2);
}
