//! Hugging Face's lists, whole and damaged.
#![allow(clippy::unwrap_used)]

use paperboy_paper::{Date, DayList, ListProblemKind, NoList};
use serde_json::json;
use std::path::{Path, PathBuf};

fn captures() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../../shared/data");
    if folder.is_dir() {
        return Some(folder);
    }
    println!("skipped: no captures at {}", folder.display());
    None
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

#[test]
fn an_item_gives_all_it_says() {
    let item = json!({
        "title": "Beans in Rows", "summary": "short", "publishedAt": "2026-01-04T20:00:00.000Z", "numComments": 3,
        "submittedBy": {"fullname": "Ada Bean", "name": "ada"},
        "paper": {
            "id": "2601.00001v2", "title": "Beans in\n  Rows", "summary": "We plant.\nWe harvest $x$.",
            "authors": [{"name": "Ada Bean", "hidden": false}, {"hidden": true}, {"name": " Bo\nPea "}],
            "publishedAt": "2026-01-05T00:00:00.000Z", "submittedOnDailyAt": "2026-01-06T00:00:00.000Z", "upvotes": 12,
            "githubRepo": "https://github.com/a/b", "githubStars": 7, "projectPage": "javascript:alert(1)",
            "ai_summary": "Rows.", "ai_keywords": ["rows", 3, "beans"], "organization": {"name": "garden", "fullname": "The Garden"},
        },
    });
    let list = DayList::from_json(json!([item]).to_string().as_bytes()).unwrap();
    assert_eq!(list.problems, []);
    let [paper] = list.items.as_slice() else { panic!() };
    assert_eq!((paper.id.as_str(), paper.title.as_str()), ("2601.00001", "Beans in Rows"));
    assert_eq!(paper.abstract_text, "We plant. We harvest $x$.");
    assert_eq!(paper.authors, ["Ada Bean", "Bo Pea"]);
    assert_eq!(
        (paper.published, paper.submitted_on_daily),
        (Some(day("2026-01-05")), Some(day("2026-01-06")))
    );
    assert_eq!((paper.upvotes, paper.comments, paper.code_stars), (12, Some(3), Some(7)));
    assert_eq!(
        (paper.code.as_deref(), paper.project.as_deref()),
        (Some("https://github.com/a/b"), None)
    );
    assert_eq!(
        (paper.ai_summary.as_deref(), paper.ai_keywords.as_slice()),
        (Some("Rows."), ["rows".to_owned(), "beans".to_owned()].as_slice())
    );
    assert_eq!(
        (paper.organization.as_deref(), paper.submitted_by.as_deref()),
        (Some("The Garden"), Some("Ada Bean"))
    );
}

#[test]
fn a_bad_item_is_a_problem_and_the_rest_is_read() {
    let good = json!({"title": "T", "paper": {"id": "2601.00001", "upvotes": -3, "authors": "nobody", "publishedAt": 7}});
    let list = DayList::from_json(
        json!([good, "{'paper': {'id': '2601.00002'}}", {"title": "T", "paper": {}}, {"paper": {"id": "2601.00003"}}, good, null])
            .to_string()
            .as_bytes(),
    )
    .unwrap();
    assert_eq!(list.items.len(), 1);
    let kinds: Vec<_> =
        list.problems.iter().map(|problem| (problem.index.unwrap(), problem.kind)).collect();
    use ListProblemKind::*;
    assert_eq!(kinds, [(1, NoRecord), (2, NoId), (3, NoTitle), (4, Repeated), (5, NoRecord)]);
    assert_eq!(list.problems[1].to_string(), "item 3: it has no arXiv id");
}

#[test]
fn what_is_no_list_is_said_to_be_none() {
    assert_eq!(DayList::from_json(b"[]").unwrap(), DayList::default());
    assert_eq!(
        DayList::from_json(b"<html><head><title>Just a moment...</title>"),
        Err(NoList::WebPage)
    );
    assert_eq!(DayList::from_json(b"{\"error\":\"Invalid date\"}"), Err(NoList::OtherShape));
    assert_eq!(DayList::from_json(b"17"), Err(NoList::OtherShape));
    assert_eq!(DayList::from_json(b""), Err(NoList::NotJson));
    assert_eq!(DayList::from_json(b"[{\"paper\": {\"id\": \"2601.0"), Err(NoList::NotJson));
    assert_eq!(DayList::from_json(&[b'['; 100_000]), Err(NoList::NotJson));
}

fn props(date: &str) -> String {
    let props =
        json!({"dateString": date, "dailyPapers": [{"title": "A & B", "paper": {"id": "2601.00001"}}], "nextDate": null}).to_string();
    props.replace('&', "&amp;").replace('"', "&quot;")
}

fn page(props: &str) -> String {
    format!(
        "<html><body><div class='SVELTE_HYDRATER contents' data-target='DailyPapers' data-props=\"{props}\">\
         <article><a href='/papers/2601.00001'>picture</a><h3><a href='/papers/2601.00001'>A\n &amp; B</a></h3></article>\
         <article><h3><a href='/papers/2601.00002v1'>C</a></h3></article><h3><a href='/login'>no paper</a></h3></div></body></html>"
    )
}

#[test]
fn a_page_is_read_from_its_data_else_from_its_cards() {
    let whole =
        DayList::from_page(page(&props("2026-01-05")).as_bytes(), day("2026-01-05")).unwrap();
    assert_eq!(
        (whole.items.len(), whole.items[0].title.as_str(), whole.problems.len()),
        (1, "A & B", 0)
    );
    let damaged = props("2026-01-05");
    let damaged =
        DayList::from_page(page(&damaged[..damaged.len() - 12]).as_bytes(), day("2026-01-05"))
            .unwrap();
    let titles: Vec<_> =
        damaged.items.iter().map(|paper| (paper.id.as_str(), paper.title.as_str())).collect();
    assert_eq!(titles, [("2601.00001", "A & B"), ("2601.00002", "C")]);
    assert_eq!(damaged.problems[0].kind, ListProblemKind::TitlesOnly);
}

#[test]
fn a_page_of_another_day_is_refused() {
    assert_eq!(
        DayList::from_page(page(&props("2026-01-02")).as_bytes(), day("2026-01-04")),
        Err(NoList::OtherDay(day("2026-01-02")))
    );
    assert_eq!(DayList::from_page(page("{}").as_bytes(), day("2026-01-04")), Err(NoList::NoDay));
    assert_eq!(
        DayList::from_page(b"<html>challenge</html>", day("2026-01-04")),
        Err(NoList::OtherShape)
    );
}

#[test]
fn every_captured_list_is_read() {
    let Some(folder) = captures() else { return };
    // Kept by somebody as text in text: every item is bad, none stops the reading.
    let damaged = ["2024-12-11.json", "2024-12-31.json", "2025-01-10.json"];
    let mut read = 0;
    for entry in std::fs::read_dir(folder.join("hf_api")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        if path.is_dir() {
            continue;
        }
        let list = DayList::from_json(&std::fs::read(&path).unwrap()).unwrap();
        if damaged.contains(&name.as_str()) {
            assert!(
                list.items.is_empty()
                    && list
                        .problems
                        .iter()
                        .all(|problem| problem.kind == ListProblemKind::NoRecord),
                "{name}"
            );
            continue;
        }
        assert_eq!(list.problems, [], "{name}");
        assert!(
            !list.items.is_empty()
                && list
                    .items
                    .iter()
                    .all(|paper| !paper.abstract_text.is_empty() && !paper.title.contains('\n')),
            "{name}"
        );
        read += list.items.len();
    }
    assert!(read > 450, "{read}");
    let day_of_twenty =
        DayList::from_json(&std::fs::read(folder.join("hf_api/2025-12-30.json")).unwrap()).unwrap();
    assert_eq!(day_of_twenty.items.len(), 20);
}

#[test]
fn the_captured_page_is_read_for_its_own_day_only() {
    let Some(folder) = captures() else { return };
    let page = std::fs::read(folder.join("hf_html/papers_2024-08-01_captured_slbqc.html")).unwrap();
    let list = DayList::from_page(&page, day("2024-08-01")).unwrap();
    assert_eq!((list.items.len(), list.problems.len()), (13, 0));
    assert!(list.items.iter().any(|paper| paper.authors.len() > 500));
    assert_eq!(
        DayList::from_page(&page, day("2024-08-02")),
        Err(NoList::OtherDay(day("2024-08-01")))
    );
}
