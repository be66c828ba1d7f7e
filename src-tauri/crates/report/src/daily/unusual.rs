//! Files whose separators or headings an editor or another program has changed: other lengths,
//! dashes, no emoji.
//!
//! Such lines are believed only where nothing else can be meant: a heading, then a link that names
//! a paper. In a file with papers in the usual form no heading without its emoji is, so that no
//! text can forge a paper in what Paperboy writes.

use super::line::{is_blank, on_one_line};
use super::metadata;
use super::read::{Cut, Piece};

/// The least length of a separator, in characters.
const MIN_SEPARATOR: usize = 3;
/// The most symbols before a title.
const MAX_SYMBOLS: usize = 8;

/// Whether a line is a separator of any length, of equals signs or dashes.
pub fn is_separator(line: &str) -> bool {
    let line = line.trim();
    let mark = line.chars().next();
    let is_mark = |c: char| matches!(c, '=' | '-' | '—' | '–' | '─' | '━' | '═' | '＝' | '*' | '_');
    mark.is_some_and(|mark| is_mark(mark) && line.chars().all(|c| c == mark))
        && line.chars().count() >= MIN_SEPARATOR
}

/// Whether a paper's text begins with a link that names a paper.
pub fn has_link(text: &str) -> bool {
    let (metadata, _) = metadata::take(text);
    metadata.link.and_then(metadata::id).is_some()
}

/// The title in a heading, without the emoji before it, or what a program has put in its place.
pub fn without_symbols(heading: &str) -> &str {
    let mut title = heading.trim_start();
    for _ in 0..MAX_SYMBOLS {
        let Some(first) = title.chars().next() else { break };
        let is_lost = matches!(first, '?' | '\u{fffd}' | '□')
            && title.chars().nth(1).is_some_and(|next| next == ' ' || next == first);
        let is_symbol = first >= '\u{2190}'
            && !first.is_alphanumeric()
            && !matches!(first, '\u{3000}'..='\u{303f}' | '\u{ff00}'..='\u{ffef}');
        if !is_lost && !is_symbol && first != '\u{200d}' {
            break;
        }
        title = title[first.len_utf8()..].trim_start();
    }
    title
}

impl<'a> Cut<'a> {
    /// The file cut at headings of any form that a link follows, where none has the usual form.
    pub fn or_unusual(self, text: &'a str) -> Self {
        if !self.papers.is_empty() {
            return self;
        }
        let unusual = cut(text);
        if unusual.papers.is_empty() { self } else { unusual }
    }
}

fn cut(text: &str) -> Cut<'_> {
    let mut cut = Cut { head: text, papers: Vec::new(), loose: Vec::new() };
    let mut offset = 0;
    let mut start = 0;
    for (n, with_end) in text.split_inclusive('\n').enumerate() {
        let at = offset;
        offset += with_end.len();
        let Some(heading) = heading(with_end) else { continue };
        if has_link(&text[offset..]) {
            cut.take(&text[start..at]);
            cut.papers.push(Piece { heading, line: n + 1, text: "", ended: false });
            start = offset;
        }
    }
    if !cut.papers.is_empty() {
        cut.take(&text[start..]);
    }
    without_numbers(&mut cut.papers);
    // The last paper is cut off where the others end with a separator.
    let last_is_ended = cut.papers.last().is_some_and(|last| last.ended)
        || !cut.papers.iter().any(|paper| paper.ended);
    if let Some(last) = cut.papers.last_mut() {
        last.ended = last_is_ended;
    }
    cut
}

/// Takes the numbers from titles that are counted: `1. A`, `2. B`. A single number may be a title's
/// own.
fn without_numbers(papers: &mut [Piece<'_>]) {
    let bare = |n: usize, title: &str| {
        let rest = title
            .strip_prefix(&(n + 1).to_string())
            .or_else(|| title.strip_prefix(&format!("{:02}", n + 1)))?;
        // `1.58-bit` is a number of the title's own.
        let behind_point =
            rest.strip_prefix('.').filter(|title| !title.starts_with(|c: char| c.is_ascii_digit()));
        let title = behind_point.or_else(|| rest.strip_prefix(['、', ')', '）']))?.trim_start();
        (!title.is_empty()).then_some(title.len())
    };
    let lengths: Option<Vec<usize>> =
        papers.iter().enumerate().map(|(n, paper)| bare(n, paper.heading)).collect();
    let Some(lengths) = lengths.filter(|lengths| lengths.len() > 1) else { return };
    for (paper, length) in papers.iter_mut().zip(lengths) {
        paper.heading = &paper.heading[paper.heading.len() - length..];
    }
}

/// The title in a heading of the first three levels, or in a line that begins with the emoji.
fn heading(line: &str) -> Option<&str> {
    let trimmed = line.trim();
    let bare = trimmed.trim_start_matches(['#', '＃']);
    let level = trimmed.chars().count() - bare.chars().count();
    let is_heading = (1..=3).contains(&level) || (level == 0 && bare.starts_with("📄"));
    let title = without_symbols(bare);
    (is_heading && !on_one_line(title).is_empty()).then_some(title)
}

impl<'a> Cut<'a> {
    /// Gives the paper that was being read its text, without the separator at its end.
    fn take(&mut self, text: &'a str) {
        let mut end = text.len();
        let mut ended = false;
        for line in text.split_inclusive('\n').rev() {
            if is_separator(line) && !ended {
                ended = true;
            } else if !is_blank(line) {
                break;
            }
            end -= line.len();
        }
        let text = if ended { &text[..end] } else { text };
        match self.papers.last_mut() {
            Some(piece) => (piece.text, piece.ended) = (text, ended),
            None => self.head = text,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::read;

    fn titles(headings: &[&str]) -> Vec<String> {
        let paper = |(n, heading): (usize, &&str)| {
            format!("## {heading}\n- **链接**: 2601.0000{n}\n\nx\n\n")
        };
        let text: String = headings.iter().enumerate().map(paper).collect();
        read(text.as_bytes()).papers.into_iter().map(|paper| paper.title).collect()
    }

    #[test]
    fn numbers_that_count_the_papers_are_no_part_of_their_titles() {
        assert_eq!(titles(&["1. A", "2. B"]), ["A", "B"]);
        assert_eq!(titles(&["01、A", "02、3D B"]), ["A", "3D B"]);
        assert_eq!(titles(&["1. A"]), ["1. A"]);
        assert_eq!(titles(&["3D A", "2. B"]), ["3D A", "2. B"]);
        assert_eq!(titles(&["1.58-bit A", "2. B"]), ["1.58-bit A", "2. B"]);
    }
}
