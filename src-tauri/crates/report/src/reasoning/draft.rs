//! A draft of the report before the report, without a mark that says so: the last complete set of
//! the five sections is the report.

use crate::section::{Section, headed_sections, openings};
use std::ops::Range;

/// An answer with more sets of sections repeats itself: nothing is removed from it.
const MAX_SETS: usize = 3;

/// The text from the last complete set of the five sections on, where a draft precedes it; else the
/// whole text.
pub fn without_draft(text: &str) -> &str {
    let openings = openings(text);
    let is_complete = |set: &[(Section, Range<usize>)]| {
        set.iter().map(|(section, _)| *section).eq(Section::ALL)
            && set.first().zip(set.last()).is_some_and(|((_, first), _)| {
                headed_sections(&text[first.start..]).texts.iter().all(Option::is_some)
            })
    };
    let sets = sets(&openings);
    if sets.len() > MAX_SETS {
        return text;
    }
    let last = sets.iter().rev().find(|set| is_complete(&openings[(*set).clone()]));
    let Some(last) = last.filter(|set| set.start > 0) else { return text };
    let begin = openings[last.start].1.clone();
    // Reports in two languages are not a draft and its final version.
    let first = &openings[..last.start];
    let is_translation = is_complete(first) && has_han(text, &first[0].1) != has_han(text, &begin);
    if is_translation { text } else { &text[begin.start..] }
}

/// The same for an answer that still arrives: once the first two sections are there a second time,
/// they replace the set before them.
pub fn without_draft_so_far(text: &str) -> &str {
    let openings = openings(text);
    let last = sets(&openings).into_iter().next_back().filter(|set| set.start > 0);
    let Some(set) = last else { return text };
    let has_contribution =
        openings.get(set.start + 1).is_some_and(|(next, _)| *next == Section::Contribution);
    let begin = &openings[set.start].1;
    let is_translation = has_han(text, &openings[0].1) != has_han(text, begin);
    if has_contribution && !is_translation { &text[begin.start..] } else { text }
}

/// The openings in groups, each from a first section to the next one.
fn sets(openings: &[(Section, Range<usize>)]) -> Vec<Range<usize>> {
    let mut begins: Vec<usize> = openings
        .iter()
        .enumerate()
        .filter(|(_, (section, _))| *section == Section::Domain)
        .map(|(at, _)| at)
        .collect();
    begins.push(openings.len());
    begins.windows(2).map(|pair| pair[0]..pair[1]).collect()
}

fn has_han(text: &str, line: &Range<usize>) -> bool {
    text[line.clone()].chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))
}
