//! What cards, search, copies and exports make of texts that Markdown or HTML would change.

use crate::test_app::{Paper, TestApp, day};
use paperboy_core::wire::{CopyFormat, CopyPart, SortOrder};
use paperboy_core::{DateSpan, PaperId};

const RANGES: Paper = Paper {
    id: "2601.00031",
    title: "R&amp;D at \\textbf{Scale}: Schr\\\"odinger&#39;s $\\pi_{0.5}$",
    domain: "机器人",
    contribution: "训练要 2~4 天，延迟 5~7 毫秒，输入 128*128*3。",
    innovations: "1. 代价 $O(m^3)$[^1]\n\n[^1]: 见附录庚",
};

#[test]
fn ranges_products_and_notes_are_found_and_copied_as_they_were_written() {
    let test = TestApp::new();
    test.add_day("2026-01-05", &[RANGES]);
    let open = test.app().open_paper(RANGES.id).unwrap();
    assert!(open.card.contribution_html.unwrap().contains("2~4 天，延迟 5~7 毫秒，输入 128*128*3"));
    assert_eq!(
        test.app().copy_text(RANGES.id, CopyPart::Contribution, CopyFormat::Text).unwrap(),
        RANGES.contribution
    );
    assert_eq!(
        test.app().copy_text(RANGES.id, CopyPart::Innovations, CopyFormat::Text).unwrap(),
        "1. 代价 $O(m^3)$[^1]\n[^1]: 见附录庚"
    );
    assert_eq!(test.hit_ids("附录庚"), [RANGES.id]);
}

#[test]
fn titles_are_shown_and_found_as_they_are_read_and_exported_as_they_came() {
    let test = TestApp::new();
    let text = day("2026-01-05", &[RANGES]);
    test.import("a.md", &text);
    let shown = "R&D at Scale: Schrödinger's $\\pi_{0.5}$";
    assert_eq!(test.app().open_paper(RANGES.id).unwrap().card.title, shown);
    assert_eq!(test.app().paper(&PaperId::parse(RANGES.id).unwrap()).unwrap().title, shown);
    assert_eq!(
        test.app().search("title:Schrödinger", SortOrder::Relevance, 0, 5).unwrap().hits[0].title,
        shown
    );
    assert_eq!(test.hit_ids("textbf"), [""; 0]);
    let date = "2026-01-05".parse().unwrap();
    let exported = test.app().export_days(DateSpan { from: date, to: date }).unwrap();
    assert_eq!(String::from_utf8(exported.into_iter().next().unwrap().bytes).unwrap(), text);
}
