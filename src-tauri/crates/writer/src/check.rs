//! The check (核对): which figures and names of a report stand in its article.
//!
//! A figure is found where the source has the same value with the same unit, in whatever spelling, or the same quantity in a unit
//! that converts exactly: 330 ms is 0.33 s, 1.2万 is 12K. Rounding is not found: 71.5 for 71.47 is another claim. A bare number has
//! the unit that its column, row, caption or the measure named beside it gives; 0.7147 of a rate is 71.47%. A figure that claims no
//! unit is found in any. Of a range both ends must stand in one passage, or at least in one paragraph or table. `<1%` needs a bound
//! in the source too, and a minus a minus. Small counts must count the same thing as far as its word is known here; of large ones
//! the value is enough.
//!
//! Found means that the source says the figure or name, and not that it says it of the same thing: what only its place betrays is
//! not seen here, which is why a reader is shown the passage.

mod candidate;
mod claim;
mod figure;
mod header;
mod label;
mod lookup;
mod name;
mod number;
mod passage;
mod rank;
mod term;
#[cfg(test)]
mod tests;
mod unit;

use crate::Source;
use paperboy_report::Section;

/// What became of a report's claims.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Check {
    /// The claims in the order of the report.
    pub claims: Vec<Claim>,
    /// Whether they were looked for in the whole paper; else in its abstract alone.
    pub whole: bool,
}

/// A figure or a name that a report gives.
#[derive(Debug, Clone, PartialEq)]
pub struct Claim {
    /// The section it stands in: contribution, innovations or results.
    pub section: Section,
    /// What it is.
    pub kind: ClaimKind,
    /// As it stands in [`paperboy_report::plain`] of the section's Markdown, letter for letter.
    pub text: String,
    /// How many times the same text stood in the section's plain text before, as a plain substring.
    pub occurrence: u32,
    /// Where the source says it; `None`: nowhere.
    pub found: Option<Passage>,
}

/// The kinds of claims.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ClaimKind {
    /// A figure with its unit, or a range of figures.
    Figure,
    /// The name of a model, data set or metric.
    Name,
}

/// The sentence, cell or caption of the source that says it.
#[derive(Debug, Clone, PartialEq)]
pub struct Passage {
    /// Where it stands.
    pub place: Place,
    /// The passage as plain text: a whole sentence, or a table's row with its column names.
    pub text: String,
    /// What was found in it: a range in Unicode characters.
    pub highlight: (u32, u32),
}

/// A place in the source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Place {
    /// The title.
    Title,
    /// The abstract, the article's or the list's.
    Abstract,
    /// A section of the article, by its index in [`Article::sections`](paperboy_paper::Article::sections).
    Section(usize),
}

/// Looks every figure and name of a report's contribution, innovations and results up in what it was written from.
///
/// Claims behind the first 300 of a report are neither looked up nor listed. A source of which nothing but the title is known
/// gives no claims at all: there is nothing to look them up in.
pub fn check(report: &str, source: &Source) -> Check {
    let spots = passage::Spots::of(source);
    let mut wanted = if spots.is_empty() { Vec::new() } else { claim::claims(&paperboy_report::sections(report)) };
    lookup::look_up(&mut wanted, &spots);
    Check { claims: wanted.into_iter().map(|wanted| wanted.claim).collect(), whole: source.whole }
}
