//! Where the opened paper matches the query.

use crate::reading::{cut, paper_id};
use crate::wire::Matched;
use crate::{App, Error};
use paperboy_report::{Section, plain, title};
use paperboy_search::Field;

/// The largest number of marks in one paper.
const MAX_MATCHES: usize = 2_000;

impl App {
    /// The places in a paper that match a query, in the order of the page: strictly or, without a
    /// strict match, more loosely.
    pub fn matches(&self, id: &str, query: &str) -> Result<Vec<Matched>, Error> {
        let paper = self.stored_paper(&paper_id(id)?)?;
        let query = self.parse_query(query);
        let body = paper.report.as_ref().map_or("", |report| &report.body);
        let cut = cut(paper.report.as_ref());
        let mut parts = vec![("title", Field::Title, title(&paper.title).into_owned())];
        parts.extend(Section::ALL.into_iter().filter_map(|section| {
            Some((section.key(), crate::indexing::field(section), plain(cut.get(section)?)))
        }));
        if cut.texts.iter().all(Option::is_none) && !body.is_empty() {
            parts.push(("rest", Field::Contribution, plain(body)));
        }
        parts.extend(
            paper.summary.iter().map(|text| ("summary", Field::Contribution, text.clone())),
        );
        parts.extend(
            paper.abstract_text.iter().map(|text| ("abstract", Field::Abstract, plain(text))),
        );
        for looser in [false, true] {
            let matches = parts.iter().flat_map(|(section, field, text)| {
                let ranges = paperboy_search::matches_in(&query, *field, text, looser);
                places(text, &ranges).into_iter().map(|(text, occurrence)| Matched {
                    section: (*section).to_owned(),
                    text,
                    occurrence,
                })
            });
            let matches: Vec<Matched> = matches.take(MAX_MATCHES).collect();
            if !matches.is_empty() {
                return Ok(matches);
            }
        }
        Ok(Vec::new())
    }
}

/// Ranges in characters as the page needs them: the text, and the number of earlier occurrences of
/// the same text, without overlaps. A range across the end of a line becomes several places, as on
/// the page.
fn places(text: &str, ranges: &[(usize, usize)]) -> Vec<(String, u32)> {
    let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    // A tab parts a table's cells, a line's end two blocks.
    let seam = ['\n', '\t'];
    let even: String = text
        .chars()
        .map(|c| if c.is_whitespace() && c.len_utf8() == 1 { ' ' } else { c })
        .collect();
    let mut places = Vec::new();
    for &(from, to) in ranges {
        let (mut from, to) = (starts[from], starts[to]);
        for piece in text[from..to].split_inclusive(seam) {
            let wanted = &even[from..from + piece.trim_end_matches(seam).len()];
            let mut before = even.match_indices(wanted);
            // Where a text overlaps itself, the page counts from the front, and may pass over this
            // place.
            if !wanted.trim().is_empty()
                && let Some(count) = before.position(|(at, _)| at == from)
            {
                places.push((wanted.to_owned(), u32::try_from(count).unwrap_or(u32::MAX)));
            }
            from += piece.len();
        }
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(text: &str, occurrence: u32) -> (String, u32) {
        (text.to_owned(), occurrence)
    }

    #[test]
    fn a_place_is_identified_by_its_text_and_occurrence() {
        let text = "机器人学习，robot，机器人。\nrobots";
        assert_eq!(
            places(text, &[(0, 3), (6, 11), (12, 15), (17, 22)]),
            [place("机器人", 0), place("robot", 0), place("机器人", 1), place("robot", 1),]
        );
    }

    #[test]
    fn a_range_over_a_lines_end_is_two_places() {
        assert_eq!(places("深度\n学习 深度", &[(0, 5)]), [place("深度", 0), place("学习", 0)]);
        assert_eq!(places("a b", &[(0, 3)]), [place("a b", 0)]);
    }

    #[test]
    fn a_text_that_overlaps_itself_is_counted_as_the_page_counts() {
        assert_eq!(places("aaa", &[(1, 3)]), []);
        assert_eq!(places("aaaa", &[(2, 4)]), [place("aa", 1)]);
    }
}
