//! Papers to a Zotero on this computer.

use crate::test_app::{SURGERY, TALK, TestApp};
use paperboy_core::wire::{ErrorCause, ErrorCode, ExportOf, View};
use paperboy_core::{Error, Selection};
use paperboy_tests::fake_zotero::FakeZotero;
use serde_json::json;

fn library(zotero: &FakeZotero) -> TestApp {
    let test = TestApp::new();
    test.add_day("2026-01-05", &[TALK, SURGERY]);
    test.app().set_setting("zotero.url", &zotero.url()).unwrap();
    test
}

fn all() -> ExportOf {
    ExportOf::List { view: View::All }
}

#[test]
fn a_paper_is_the_item_that_zoteros_own_translator_makes_with_what_the_user_added() {
    let zotero = FakeZotero::start(&[]).unwrap();
    let test = library(&zotero);
    let app = test.app();
    let ids = [TALK.id.to_owned()];
    app.tag(&ids, &["to teach".to_owned()], &[]).unwrap();
    app.set_note(TALK.id, "a < b & c\n第二行").unwrap();
    let list = r#"[{"paper":{"id":"2601.00001","title":"T","summary":"We distil.","authors":[{"name":"Ana van der Li"},{"name":"张三"}],"publishedAt":"2026-01-04T00:00:00.000Z"}}]"#;
    test.import("2026-01-05.json", list);
    app.set_citation_key(TALK.id, "talk2026").unwrap();
    let sent = app.send(&ExportOf::Papers { ids: ids.to_vec() }, false).unwrap();
    assert_eq!((sent.sent, sent.already, sent.missing), (1, 0, None));
    assert_eq!(sent.collection, "My Library");
    let items = zotero.items();
    assert_eq!(items.len(), 1);
    assert_eq!(
        items[0].item,
        json!({
            "id": "paperboy-2601.00001",
            "itemType": "preprint",
            "title": TALK.title,
            "creators": [
                {"creatorType": "author", "firstName": "Ana", "lastName": "van der Li"},
                {"creatorType": "author", "lastName": "张三", "fieldMode": 1},
            ],
            "abstractNote": "We distil.",
            "date": "2026-01-04",
            "repository": "arXiv",
            "archiveID": "arXiv:2601.00001",
            "DOI": "10.48550/arXiv.2601.00001",
            "url": "https://arxiv.org/abs/2601.00001",
            "libraryCatalog": "arXiv.org",
            "extra": "arXiv:2601.00001\nCitation Key: talk2026",
            "tags": [{"tag": "to teach"}],
            "notes": [{"note": "<p>a &lt; b &amp; c<br/>第二行</p>"}],
            "attachments": [{
                "title": "arXiv PDF",
                "url": "https://arxiv.org/pdf/2601.00001",
                "mimeType": "application/pdf",
                "snapshot": false,
            }],
        })
    );
}

#[test]
fn sending_again_makes_no_double_unless_the_user_wants_it() {
    let zotero = FakeZotero::start(&[]).unwrap();
    let mut test = library(&zotero);
    let one = ExportOf::Papers { ids: vec![TALK.id.to_owned()] };
    assert_eq!(test.app().send(&one, false).unwrap().sent, 1);
    test.open().unwrap();
    let sent = test.app().send(&all(), false).unwrap();
    assert_eq!((sent.sent, sent.already, zotero.items().len()), (1, 1, 2));
    let sent = test.app().send(&all(), false).unwrap();
    assert_eq!((sent.sent, sent.already, zotero.items().len()), (0, 2, 2));
    test.pass_days(1);
    let sent = test.app().send(&one, true).unwrap();
    assert_eq!((sent.sent, sent.already, zotero.items().len()), (1, 0, 3));
}

#[test]
fn a_collection_goes_into_the_one_of_its_name_and_a_missing_one_is_named() {
    let zotero = FakeZotero::start(&["Elsewhere", "组会"]).unwrap();
    let test = library(&zotero);
    let app = test.app();
    let add = |name: &str, id: &str| {
        let collection = app.add_collection(name, None).unwrap().collection;
        app.collect(&[id.to_owned()], std::slice::from_ref(&collection), &[]).unwrap();
        ExportOf::List { view: View::Collection { id: collection } }
    };
    let sent = app.send(&add("组会", TALK.id), false).unwrap();
    assert_eq!((sent.sent, sent.collection.as_str(), sent.missing), (1, "组会", None));
    let sent = app.send(&add("Not there", SURGERY.id), false).unwrap();
    assert_eq!((sent.sent, sent.missing.as_deref()), (1, Some("Not there")));
    let places: Vec<String> = zotero.items().into_iter().map(|item| item.place).collect();
    assert_eq!(places, ["C2", "L1"]);
}

#[test]
fn what_does_not_run_or_is_no_zotero_is_named_and_nothing_counts_as_sent() {
    let zotero = FakeZotero::start(&[]).unwrap();
    let test = library(&zotero);
    let app = test.app();
    let fails = || {
        let error = app.send(&all(), false).unwrap_err().wire();
        assert_eq!(error.code, ErrorCode::Zotero);
        let Some(ErrorCause::Zotero { why }) = error.cause else { panic!("no cause") };
        format!("{why:?}").split([' ', '{']).next().unwrap().to_owned()
    };
    for (status, body, name) in [
        (200, "<html>hello</html>", "Garbage"),
        (200, "[]", "Garbage"),
        (404, "No endpoint found", "Garbage"),
        (500, "{}", "Garbage"),
    ] {
        zotero.answer_all(Some((status, body)));
        assert_eq!(fails(), name, "{status} {body}");
    }
    zotero.answer_all(None);
    zotero.set_read_only(true);
    assert_eq!(fails(), "ReadOnly");
    zotero.set_read_only(false);
    app.set_setting("zotero.url", "http://127.0.0.1:9").unwrap();
    assert_eq!(fails(), "NotRunning");
    for elsewhere in ["http://example.org:23119", "https://127.0.0.1:23119", "ftp://localhost"] {
        let error = app.set_setting("zotero.url", elsewhere).unwrap_err();
        assert!(matches!(error, Error::BadValue(_)), "{elsewhere}: {error:?}");
    }
    app.set_setting("zotero.url", &zotero.url()).unwrap();
    assert_eq!(app.send(&all(), false).unwrap().sent, 2);
    assert_eq!(zotero.items().len(), 2);
    let none = app.pick(&Selection::Query("nothing-at-all".into())).unwrap();
    assert_eq!(app.send_to_zotero(&none, None, false).unwrap().sent, 0);
}
