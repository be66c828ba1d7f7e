//! arXiv's categories, and the day on which arXiv announces a paper.

use jiff::civil::{Date, Weekday};
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};
use std::fmt;

/// The longest parts of a category, in characters; arXiv's have at most nine.
const MAX_PART_CHARS: usize = 20;
/// The archives with subjects.
const ARCHIVES: [&str; 11] = [
    "astro-ph", "cond-mat", "cs", "econ", "eess", "math", "nlin", "physics", "q-bio", "q-fin",
    "stat",
];
/// The archives that are one category each.
const WITHOUT_SUBJECTS: [&str; 9] =
    ["gr-qc", "hep-ex", "hep-lat", "hep-ph", "hep-th", "math-ph", "nucl-ex", "nucl-th", "quant-ph"];
/// What a category is written with where it could be something else.
const PREFIX: &str = "arxiv:";
/// Papers that are submitted before this hour in New York are announced on the same day.
const DEADLINE_HOUR: i8 = 14;

/// A category of arXiv, such as `cs.CL` or `quant-ph`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Category(String);

impl Category {
    /// Reads a category as a person gives it, in any case, with `arxiv:` before it or without.
    /// `None` when it is none: a word without a point counts only with `arxiv:` or where it is one
    /// of the archives without subjects.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim().to_ascii_lowercase();
        let named = text.strip_prefix(PREFIX).map(str::trim_start);
        let name = named.unwrap_or(&text);
        let is_part = |part: &str, least: usize| {
            (least..=MAX_PART_CHARS).contains(&part.len())
                && part.starts_with(|c: char| c.is_ascii_lowercase())
                && part.ends_with(|c: char| c.is_ascii_lowercase())
                && part.chars().all(|c| c.is_ascii_lowercase() || c == '-')
        };
        match name.split_once('.') {
            // A host has a point, too.
            Some((archive, subject)) if is_part(archive, 2) && is_part(subject, 2) => {
                let is_archive = named.is_some() || ARCHIVES.contains(&archive);
                // arXiv writes the short ones large: cs.CL, cond-mat.mtrl-sci.
                let subject = match subject.len() {
                    2 => subject.to_ascii_uppercase(),
                    _ => subject.to_owned(),
                };
                is_archive.then(|| Self(format!("{archive}.{subject}")))
            }
            Some(_) => None,
            None if named.is_some() && is_part(name, 2) || WITHOUT_SUBJECTS.contains(&name) => {
                Some(Self(name.to_owned()))
            }
            None => None,
        }
    }

    /// The category as arXiv writes it.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// How it is written where it could be something else: `arxiv:cs.CL`.
    pub fn address(&self) -> String {
        format!("{PREFIX}{self}")
    }

    /// The page of arXiv that lists its newest papers.
    pub fn page(&self) -> String {
        format!("https://arxiv.org/list/{self}/recent")
    }
}

impl fmt::Display for Category {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The day in New York on whose evening arXiv announces a paper that was submitted at this moment,
/// by arXiv's weekly schedule: it announces from Sunday to Thursday, each time what was submitted
/// before 14:00; on Sunday what was submitted before Friday 14:00. Holidays are not known.
pub fn announcement_day(submitted: Timestamp) -> Date {
    let zone = TimeZone::get("America/New_York").unwrap_or(TimeZone::UTC);
    let at = submitted.to_zoned(zone);
    let later = i64::from(at.hour() >= DEADLINE_HOUR);
    let closing = at.date().saturating_add(Span::new().days(later));
    let wait = match closing.weekday() {
        Weekday::Friday | Weekday::Saturday => 2,
        Weekday::Sunday => 1,
        _ => 0,
    };
    closing.saturating_add(Span::new().days(wait))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn categories_are_read_as_people_write_them_and_nothing_else_is_one() {
        for (text, category) in [
            ("cs.CL", "cs.CL"),
            (" arXiv: cs.cl ", "cs.CL"),
            ("stat.ml", "stat.ML"),
            ("cond-mat.MTRL-SCI", "cond-mat.mtrl-sci"),
            ("quant-ph", "quant-ph"),
            ("arxiv:hep-th", "hep-th"),
            ("arxiv:new.XY", "new.XY"),
        ] {
            let read = Category::parse(text).unwrap();
            assert_eq!(read.as_str(), category, "{text}");
            assert_eq!(Category::parse(&read.address()), Some(read));
        }
        for text in [
            "",
            "lab",
            "cs",
            "cs.",
            ".CL",
            "cs.C",
            "cs.CL.x",
            "lab.example",
            "arxiv:",
            "arxiv:x",
            "cs.CL OR all:x",
            "arxiv:cs.c1",
            "https://cs.CL",
            "arxiv:-a.bc",
            "人工.智能",
        ] {
            assert_eq!(Category::parse(text), None, "{text}");
        }
        assert_eq!(Category::parse(&format!("arxiv:cs.{}", "a".repeat(10_000))), None);
    }

    #[test]
    fn papers_are_announced_by_arxivs_schedule() {
        for (submitted, day) in [
            // Monday before and after 14:00 in New York.
            ("2026-01-12T18:59:59Z", "2026-01-12"),
            ("2026-01-12T19:00:00Z", "2026-01-13"),
            // Thursday after the deadline, Friday before it: Sunday.
            ("2026-01-15T19:00:00Z", "2026-01-18"),
            ("2026-01-16T18:00:00Z", "2026-01-18"),
            // Friday after it, Saturday, Sunday: Monday.
            ("2026-01-16T19:30:00Z", "2026-01-19"),
            ("2026-01-17T12:00:00Z", "2026-01-19"),
            ("2026-01-18T12:00:00Z", "2026-01-19"),
            ("2026-01-18T23:00:00Z", "2026-01-19"),
            // In summer New York is four hours behind.
            ("2026-07-14T17:59:00Z", "2026-07-14"),
            ("2026-07-14T18:00:00Z", "2026-07-15"),
        ] {
            let at: Timestamp = submitted.parse().unwrap();
            assert_eq!(announcement_day(at).to_string(), day, "{submitted}");
        }
        announcement_day(Timestamp::MAX);
        announcement_day(Timestamp::MIN);
    }
}
