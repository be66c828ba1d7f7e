//! Daily reports made up from a vocabulary: the same for the same arguments, on every machine.
//!
//! Words follow Zipf's law, a paper keeps coming back to its own few terms as real ones do, and the
//! five styles of headings, nested lists, formulas, tables and code all occur. Nothing in them is
//! true.

mod page;
mod paper;
mod random;
mod vocabulary;

pub use page::page;
pub use random::Random;
pub use vocabulary::{CHINESE, ENGLISH, chinese_term, english_term};

use jiff::civil::Date;

/// How many papers a day can have: their numbers share the five digits of an arXiv id with the day
/// of the month.
pub const MAX_PAPERS_A_DAY: usize = 3_000;

/// About how many bytes a paper takes in a report.
pub const BYTES_A_PAPER: usize = 4_096;

/// The daily report of `date` with as many papers, each of about [`BYTES_A_PAPER`].
///
/// The ids depend on the date and the place alone, so another `seed` gives the same papers with
/// other texts: a newer file of the day.
///
/// # Panics
/// With more than [`MAX_PAPERS_A_DAY`] papers.
pub fn report(date: Date, papers: usize, seed: u64) -> String {
    assert!(papers <= MAX_PAPERS_A_DAY, "{papers} papers on a day would share ids with other days");
    let mut random = Random::new(seed ^ (u64::from(day_number(date)) << 32));
    let mut text = String::with_capacity(200 + papers * (BYTES_A_PAPER + 1_000));
    text.push_str(&format!(
        "# Hugging Face Daily Papers Report\n**Date**: {date}\n**Source URL**: https://huggingface.co/papers/date/{date}\n\n"
    ));
    end_part(&mut text);
    for number in 0..papers {
        text.push('\n');
        paper::write(&mut text, &paper_id(date, number), &mut random);
        end_part(&mut text);
    }
    text
}

/// The arXiv id of the paper at a place of a day: no two days within a century and no two places
/// share one.
pub fn paper_id(date: Date, number: usize) -> String {
    let in_month = date.day() as usize * MAX_PAPERS_A_DAY + number;
    format!("{:02}{:02}.{in_month:05}", date.year().rem_euclid(100), date.month())
}

/// The days of a library of `papers` papers with `a_day` on each, the last one on `newest`: oldest
/// first, each with its number of papers.
pub fn days(papers: usize, a_day: usize, newest: Date) -> Vec<(Date, usize)> {
    let count = papers.div_ceil(a_day.max(1));
    let mut days: Vec<_> =
        newest.series(jiff::Span::new().days(-1)).take(count).map(|date| (date, a_day)).collect();
    if let Some(oldest) = days.last_mut() {
        oldest.1 = papers - a_day * (count - 1);
    }
    days.reverse();
    days
}

fn end_part(text: &mut String) {
    text.push_str("============================================================\n");
}

/// Days since the year 0, near enough: it need only differ from day to day.
fn day_number(date: Date) -> u32 {
    date.year().unsigned_abs() as u32 * 372 + date.month() as u32 * 31 + date.day() as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use paperboy_report::Section;
    use std::collections::HashSet;

    #[test]
    fn the_same_arguments_give_the_same_report_and_another_seed_the_same_papers_with_other_texts() {
        let day = date(2024, 2, 29);
        assert_eq!(report(day, 7, 1), report(day, 7, 1));
        let (one, other) = (
            paperboy_report::read(report(day, 7, 1).as_bytes()),
            paperboy_report::read(report(day, 7, 2).as_bytes()),
        );
        let ids = |read: &paperboy_report::DailyReport| {
            read.papers.iter().map(|paper| paper.id.clone()).collect::<Vec<_>>()
        };
        assert_eq!(ids(&one), ids(&other));
        assert!(one.papers.iter().zip(&other.papers).all(|(one, other)| one.body != other.body));
    }

    #[test]
    fn a_generated_report_is_read_without_a_problem_and_has_all_five_sections() {
        for (seed, papers) in [(1, 0), (2, 1), (3, 200)] {
            let text = report(date(2025, 3, 4), papers, seed);
            let read = paperboy_report::read(text.as_bytes());
            assert_eq!(read.papers.len(), papers);
            assert_eq!(read.date, Some(date(2025, 3, 4)));
            if papers > 0 {
                assert_eq!(read.problems, []);
            }
            for paper in &read.papers {
                let sections = paperboy_report::sections(&paper.body);
                assert_eq!(sections.problems, [], "{}", paper.body);
                for section in Section::ALL {
                    assert!(
                        sections.get(section).is_some_and(|text| !text.trim().is_empty()),
                        "{}",
                        section.key()
                    );
                }
            }
            if papers > 0 {
                assert_eq!(paperboy_report::write(&read), text);
            }
        }
    }

    #[test]
    fn no_two_papers_of_a_hundred_thousand_over_four_thousand_days_share_an_id() {
        let days = days(100_000, 25, date(2025, 12, 31));
        assert_eq!(days.len(), 4_000);
        let ids: HashSet<_> = days
            .iter()
            .flat_map(|(day, papers)| (0..*papers).map(|number| paper_id(*day, number)))
            .collect();
        assert_eq!(ids.len(), 100_000);
        assert_ne!(
            paper_id(date(2025, 1, 30), MAX_PAPERS_A_DAY - 1),
            paper_id(date(2025, 1, 31), 0)
        );
        assert_eq!(paper_id(date(2025, 12, 31), MAX_PAPERS_A_DAY - 1), "2512.95999");
    }

    #[test]
    fn the_days_of_a_library_hold_as_many_papers_as_asked_for() {
        for papers in [0, 1, 24, 25, 26, 1_000] {
            let days = days(papers, 25, date(2025, 12, 31));
            assert_eq!(days.iter().map(|(_, papers)| papers).sum::<usize>(), papers);
            assert!(days.is_sorted());
        }
    }

    #[test]
    fn a_paper_takes_about_four_kilobytes() {
        let text = report(date(2025, 3, 4), 500, 9);
        let mean = text.len() / 500;
        assert!((3_600..4_600).contains(&mean), "{mean} bytes");
    }
}
