//! The extractive writer's selection from abstracts of all fields; `make bench S=writing` prints
//! the numbers.
#![allow(clippy::unwrap_used)]

mod labelled;

use labelled::{HELD, TUNE, count, read};

#[test]
fn the_labelled_abstracts_are_read_whole() {
    for file in [TUNE, HELD] {
        let papers = read(file);
        assert!(papers.len() >= 32, "{}", papers.len());
        for paper in &papers {
            assert!(
                paper.sentences.len() >= 3 && paper.sentences.iter().any(|(kind, _)| *kind == 'C'),
                "{}",
                paper.title
            );
        }
    }
}

#[test]
fn contributions_are_taken_and_background_is_not() {
    let papers = read(TUNE);
    let counts = count(&papers, |paper, shown| eprintln!("{}: {shown}", paper.title));
    assert_eq!((counts.background, counts.old, counts.missing), (0, 0, 0), "{counts:?}");
    assert!(counts.right * 17 >= counts.papers * 16, "{counts:?}");
}
