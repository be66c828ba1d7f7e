//! Searching the library, and the index that follows it.

use crate::test_app::{SURGERY, TALK, TestApp};
use paperboy_core::wire::{NoticeKind, SortOrder};

fn sample_library() -> TestApp {
    let test = TestApp::new();
    test.add_day("2026-01-05", &[TALK, SURGERY]);
    test
}

#[test]
fn chinese_english_and_fields_find_their_paper() {
    let test = sample_library();
    for (query, id) in [
        ("数字人", TALK.id),
        ("世界模型", SURGERY.id),
        ("surgical robots", SURGERY.id),
        ("innovations:蒸馏", TALK.id),
        ("领域:手术", SURGERY.id),
        ("\"首帧延迟\"", TALK.id),
    ] {
        assert_eq!(test.hit_ids(query), [id], "{query}");
    }
    assert_eq!(test.hit_ids("title:蒸馏"), Vec::<String>::new());
}

#[test]
fn highlights_are_on_the_right_characters() {
    let test = sample_library();
    let answer = test.app().search("首帧延迟", SortOrder::Relevance, 0, 10).unwrap();
    let hit = &answer.hits[0];
    let marked: Vec<String> = hit
        .highlights
        .iter()
        .map(|(from, to)| {
            hit.snippet.chars().skip(*from as usize).take((to - from) as usize).collect()
        })
        .collect();
    assert_eq!(marked, ["首帧延迟"]);
    assert_eq!(hit.field, "contribution");
}

#[test]
fn a_lost_an_older_and_a_broken_index_are_rebuilt() {
    let mut test = sample_library();
    test.close();
    let index = test.library().join("index");
    std::fs::remove_dir_all(&index).unwrap();
    test.open().unwrap();
    test.app().wait_until_indexed().unwrap();
    assert_eq!(test.hit_ids("数字人"), [TALK.id]);

    test.close();
    std::fs::write(index.join("meta.json"), "{").unwrap();
    test.open().unwrap();
    test.app().wait_until_indexed().unwrap();
    assert_eq!(test.hit_ids("数字人"), [TALK.id]);
    assert!(
        test.app().pending_notices().iter().any(|notice| notice.kind == NoticeKind::IndexRebuilt)
    );
    let health = test.app().check(false).unwrap();
    assert_eq!(
        (health.database.as_str(), health.index.as_str(), health.papers, health.indexed),
        ("ok", "ok", 2, 2)
    );
}

#[test]
fn a_database_put_back_by_hand_makes_the_index_follow() {
    let mut test = sample_library();
    test.close();
    let (database, copy) = (test.library().join("library.db"), test.path("copy.db"));
    std::fs::copy(&database, &copy).unwrap();
    test.open().unwrap();
    test.app().set_note(TALK.id, "later gone").unwrap();
    test.app().wait_until_indexed().unwrap();
    assert_eq!(test.hit_ids("note:gone"), [TALK.id]);
    test.close();
    for ending in ["-wal", "-shm"] {
        let _ = std::fs::remove_file(test.library().join(format!("library.db{ending}")));
    }
    std::fs::copy(&copy, &database).unwrap();
    test.open().unwrap();
    test.app().wait_until_indexed().unwrap();
    assert_eq!(test.hit_ids("note:gone"), Vec::<String>::new());
    assert_eq!(test.hit_ids("数字人"), [TALK.id]);
}

#[test]
fn whatever_is_typed_is_answered() {
    let test = sample_library();
    for query in [
        "",
        " ",
        "((((",
        "\"",
        "AND OR NOT",
        "-",
        "title:",
        "date:2025-99",
        "is:nothing",
        "😀",
        "\u{0}",
        "*",
        "a* OR",
        "：",
        "领域：",
    ] {
        test.app()
            .search(query, SortOrder::Relevance, 0, 10)
            .unwrap_or_else(|error| panic!("{query:?}: {error}"));
    }
    test.app().search(&"(".repeat(10_000), SortOrder::Newest, 0, 10).unwrap();
    test.app().search(&"长".repeat(300_000), SortOrder::Relevance, 0, 10).unwrap();
}

#[test]
fn two_programs_share_a_library() {
    let test = sample_library();
    let other = paperboy_core::App::open(
        paperboy_core::Places { library: test.library(), logs: test.path("logs") },
        std::sync::Arc::new(|| "2026-01-15T17:00:00Z".parse().unwrap()),
    )
    .unwrap();
    other.set_note(TALK.id, "from the other side").unwrap();
    other.wait_until_indexed().unwrap();
    test.app().wait_until_indexed().unwrap();
    assert_eq!(test.hit_ids("note:side"), [TALK.id]);
    test.app().set_note(TALK.id, "and back").unwrap();
    test.app().wait_until_indexed().unwrap();
    other.wait_until_indexed().unwrap();
    assert_eq!(other.search("note:back", SortOrder::Relevance, 0, 10).unwrap().hits.len(), 1);
}

#[test]
fn as_many_hits_come_as_are_asked_for() {
    let test = TestApp::new();
    test.import("day.md", &paperboy_tests::generate::report(jiff::civil::date(2026, 1, 5), 250, 1));
    test.app().wait_until_indexed().unwrap();
    let ids = |offset, limit| -> Vec<String> {
        test.app()
            .search("-zzzz", SortOrder::Newest, offset, limit)
            .unwrap()
            .hits
            .into_iter()
            .map(|hit| hit.id)
            .collect()
    };
    let all = ids(0, 1_000);
    assert_eq!(all.len(), 250);
    assert_eq!(ids(190, 20), all[190..210]);
}
