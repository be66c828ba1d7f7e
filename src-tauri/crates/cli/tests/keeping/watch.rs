//! `watch`.

use super::ids;
use crate::harness::Library;
use paperboy_tests::fake_server::FakeServer;
use serde_json::json;

fn feed(id: &str) -> String {
    format!(
        "<?xml version='1.0'?><feed xmlns='http://www.w3.org/2005/Atom' xmlns:arxiv='http://arxiv.org/schemas/atom'><entry>\
         <id>http://arxiv.org/abs/{id}v2</id><updated>2999-01-01T00:00:00Z</updated><arxiv:journal_ref>J. Tests 7</arxiv:journal_ref></entry></feed>"
    )
}

#[test]
fn what_is_new_about_a_starred_paper_is_printed_once_and_listed_until_it_is_put_aside() {
    let library = Library::with_day("2026-01-05", 3);
    let source = FakeServer::start().unwrap();
    library.run(&["settings", "source.arxiv", &source.url()]);
    assert_eq!(library.json(&["watch"])["asked"], 0);
    let id = ids(&library).remove(0);
    library.run(&["star", &id]);

    source.answer("/api/query", 200, "<html>busy</html>");
    let failed = library.run(&["watch", "--json"]);
    assert_eq!(failed.code, 1);
    assert_eq!(failed.json()["problem"], "the response is a web page, not a feed");

    source.answer("/api/query", 200, &feed(&id));
    let watched = library.json(&["watch"]);
    assert_eq!((&watched["asked"], &watched["unknown"]), (&json!(1), &json!([])));
    let news = watched["news"].as_array().unwrap();
    assert_eq!(news.len(), 2);
    assert_eq!(news[0]["id"], json!(id));
    assert_eq!(
        (&news[0]["kind"], &news[0]["version"], &news[0]["since"]),
        (&json!("version"), &json!(2), &json!("2999-01-01T00:00:00Z"))
    );
    assert_eq!((&news[1]["kind"], &news[1]["quote"]), (&json!("reference"), &json!("J. Tests 7")));
    assert_eq!(library.json(&["watch"])["news"], json!([]));

    let listed = library.run(&["watch", "list"]);
    let lines = String::from_utf8(listed.stdout).unwrap();
    assert!(lines.contains("version 2 since 2999-01-01"), "{lines}");
    assert!(lines.contains("published: J. Tests 7"), "{lines}");
    assert_eq!(library.json(&["watch", "aside", &id]), json!({ "aside": 2 }));
    assert_eq!(library.json(&["watch", "list"]), json!({ "news": [] }));
    assert_eq!(library.run(&["watch", "aside"]).code, 2);
}
