//! The sample that ships inside.

use paperboy_report::Section;
use std::collections::HashSet;

const SAMPLE: [(&str, &str); 2] = [
    ("2025-01-06", include_str!("../../src-tauri/crates/core/sample/2025-01-06.md")),
    ("2025-01-07", include_str!("../../src-tauri/crates/core/sample/2025-01-07.md")),
];

#[test]
fn each_day_of_the_sample_holds_six_papers_with_five_sections_and_no_problem() {
    for (date, text) in SAMPLE {
        let read = paperboy_report::read(text.as_bytes());
        assert_eq!(read.date.map(|date| date.to_string()).as_deref(), Some(date));
        assert_eq!(read.problems, []);
        assert_eq!(read.papers.len(), 6);
        for paper in &read.papers {
            let sections = paperboy_report::sections(&paper.body);
            assert_eq!(sections.problems, [], "{}", paper.title);
            assert!(
                Section::ALL.iter().all(|section| sections
                    .get(*section)
                    .is_some_and(|text| !text.trim().is_empty())),
                "{}",
                paper.title
            );
        }
    }
}

#[test]
fn the_sample_is_written_to_the_byte_as_a_report_is() {
    for (date, text) in SAMPLE {
        assert_eq!(paperboy_report::write(&paperboy_report::read(text.as_bytes())), text, "{date}");
    }
}

#[test]
fn the_sample_shows_both_reading_sources_and_no_paper_twice() {
    let papers: Vec<_> =
        SAMPLE.iter().flat_map(|(_, text)| paperboy_report::read(text.as_bytes()).papers).collect();
    let ids: HashSet<_> = papers.iter().map(|paper| paper.id.clone()).collect();
    assert_eq!(ids.len(), 12);
    for source in ["HTML", "ArXiv Abs"] {
        assert!(
            papers
                .iter()
                .any(|paper| paper.reading_source.is_some_and(|read| read.in_report() == source)),
            "{source}"
        );
    }
}
