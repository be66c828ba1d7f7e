//! Reading: one pass over the lines, whatever they hold.

use super::decode::decode;
use super::line::{
    HEADING, SEPARATOR, is_blank, on_one_line, unescaped, with_lf, without_blank_lines_around,
};
use super::unusual::{has_link, is_separator};
use super::{DailyReport, PaperReport, metadata};
use crate::{Problem, ProblemKind};
use paperboy_paper::{ReadingSource, date_in};
use std::borrow::Cow;
use std::collections::HashSet;

/// The most headings without a separator that are reported: a hostile file may hold millions, and a
/// user needs a few.
const MAX_LOOSE_HEADINGS: usize = 100;

/// Reads a daily report. Never fails: what can be read is in `papers`, the rest in `problems`.
pub fn read(bytes: &[u8]) -> DailyReport {
    let mut problems = Vec::new();
    let text = decode(bytes, &mut problems);
    let text = with_lf(&text);
    let text = without_fence(&text);
    let Cut { head, papers, loose } = cut(&text).or_unusual(&text);
    let last = papers.len().wrapping_sub(1);
    problems.extend(
        loose.into_iter().map(|(line, text)| problem(ProblemKind::LooseHeading, Some(line), text)),
    );
    let (date, source_url) = metadata::head(head);
    let date = date.and_then(date_in);
    if date.is_none() {
        problems.push(problem(ProblemKind::NoDate, None, ""));
    }
    if papers.is_empty() {
        problems.push(problem(ProblemKind::NoPapers, None, ""));
    }
    let mut seen = HashSet::new();
    let mut read = Vec::with_capacity(papers.len());
    for (n, piece) in papers.into_iter().enumerate() {
        let paper = paper(&piece);
        let mut add_problem =
            |kind, what: &str| problems.push(problem(kind, Some(paper.line), what));
        match &paper.id {
            None => add_problem(ProblemKind::NoId, &paper.title),
            Some(id) if !seen.insert(id.clone()) => {
                add_problem(ProblemKind::SamePaperTwice, id.as_str())
            }
            Some(_) => {}
        }
        if paper.reading_source.is_none() {
            add_problem(ProblemKind::NoReadingSource, &paper.title);
        }
        if n == last && !piece.ended {
            add_problem(ProblemKind::CutOff, &paper.title);
        }
        read.push(paper);
    }
    problems.sort_by_key(|problem| problem.line);
    DailyReport { date, source_url: source_url.map(str::to_owned), papers: read, problems }
}

/// A whole report that a chat model has put into a code fence, without it. A blank line replaces
/// the fence's first line, so that all lines keep their numbers.
fn without_fence(text: &str) -> Cow<'_, str> {
    let blank = text.len() - text.trim_start().len();
    let Some((opening, inside)) = text[blank..].split_once('\n') else {
        return Cow::Borrowed(text);
    };
    let fence: String = opening.chars().take_while(|c| matches!(c, '`' | '~')).collect();
    let language = opening[fence.len()..].trim();
    let is_opening = fence.len() >= 3
        && ["", "markdown", "md"].iter().any(|name| language.eq_ignore_ascii_case(name));
    let closed =
        inside.trim_end().strip_suffix(fence.as_str()).filter(|inside| inside.ends_with('\n'));
    // A fence that closes earlier contains only the lines up to there.
    let closed =
        closed.filter(|inside| is_opening && !inside.lines().any(|line| line.trim_end() == fence));
    closed.map_or(Cow::Borrowed(text), |inside| Cow::Owned(format!("{}\n{inside}", &text[..blank])))
}

/// A file's text in its pieces.
pub(super) struct Cut<'a> {
    pub head: &'a str,
    pub papers: Vec<Piece<'a>>,
    /// Headings that open no paper: line and text.
    pub loose: Vec<(usize, &'a str)>,
}

/// One paper's stretch of the file.
pub(super) struct Piece<'a> {
    pub heading: &'a str,
    pub line: usize,
    /// Everything below the heading.
    pub text: &'a str,
    /// Whether a separator ended it.
    pub ended: bool,
}

/// Cuts the file at each separator that a heading follows, and at one that nothing follows.
fn cut(text: &str) -> Cut<'_> {
    let mut cut = Cut { head: text, papers: Vec::new(), loose: Vec::new() };
    let mut offset = 0;
    // Where the text of the piece being read begins, and where a separator is that only blank
    // lines followed so far.
    let mut start = 0;
    let mut separator = None;
    // The same of a line that an editor has made longer or shorter. Paperboy writes no heading
    // after one: a text's own has a backslash.
    let mut unusual = None;
    let mut has_unusual = false;
    // Whether the file was cut inside the next paper's heading, even inside one of its characters.
    let mut ends_in_heading = false;
    for (n, with_end) in text.split_inclusive('\n').enumerate() {
        let at = offset;
        offset += with_end.len();
        let line = with_end.strip_suffix('\n').unwrap_or(with_end);
        if line == SEPARATOR {
            separator = Some(at);
        } else if is_separator(line) {
            (separator, unusual) = (None, Some(at));
        } else if let Some(heading) = line.strip_prefix(HEADING) {
            let of_link = || unusual.filter(|_| has_link(&text[offset..]));
            let usual = separator.take();
            match usual.or_else(of_link) {
                Some(end) => {
                    has_unusual |= usual.is_none();
                    cut.finish(&text[start..end], true);
                    start = offset;
                    unusual = None;
                    cut.papers.push(Piece { heading, line: n + 1, text: "", ended: false });
                }
                None if cut.loose.len() < MAX_LOOSE_HEADINGS => cut.loose.push((n + 1, line)),
                None => {}
            }
        } else if offset == text.len()
            && !line.is_empty()
            && HEADING.starts_with(line.trim_end_matches('\u{fffd}'))
        {
            ends_in_heading = true;
        } else if !is_blank(line) {
            (separator, unusual) = (None, None);
        }
    }
    let separator = separator.or(unusual.filter(|_| has_unusual));
    cut.finish(
        &text[start..separator.unwrap_or(text.len())],
        separator.is_some() && !ends_in_heading,
    );
    cut
}

impl<'a> Cut<'a> {
    /// Gives the piece that was being read its text.
    fn finish(&mut self, text: &'a str, ended: bool) {
        match self.papers.last_mut() {
            Some(piece) => (piece.text, piece.ended) = (text, ended),
            None => self.head = text,
        }
    }
}

fn paper(piece: &Piece<'_>) -> PaperReport {
    let (metadata, body) = metadata::take(piece.text);
    let link = metadata.link.unwrap_or_default();
    PaperReport {
        // Some systems put a variation selector after an emoji.
        title: on_one_line(piece.heading.trim_start_matches('\u{fe0f}')),
        link: link.to_owned(),
        id: metadata::id(link),
        reading_source: metadata.reading_source.and_then(ReadingSource::from_report),
        body: unescaped(without_blank_lines_around(body)),
        line: piece.line,
    }
}

pub(super) fn problem(kind: ProblemKind, line: Option<usize>, what: &str) -> Problem {
    Problem { kind, line, what: what.chars().take(80).collect(), paper: None }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<(ProblemKind, Option<usize>)> {
        read(text.as_bytes())
            .problems
            .into_iter()
            .map(|problem| (problem.kind, problem.line))
            .collect()
    }

    const PAPER: &str = "## 📄 A\n- **链接**: 1706.03762\n- **阅读来源**: HTML\n\nx\n";

    #[test]
    fn a_paper_begins_behind_a_separator_and_blank_lines() {
        let report =
            read(format!("**Date**: 2024-02-29\n{SEPARATOR}\n \n\n{PAPER}{SEPARATOR}").as_bytes());
        assert_eq!(report.problems, []);
        assert_eq!(
            (
                report.papers[0].title.as_str(),
                report.papers[0].body.as_str(),
                report.papers[0].line
            ),
            ("A", "x", 5)
        );
    }

    #[test]
    fn a_separator_that_no_heading_follows_is_text() {
        let report = read(
            format!("**Date**: 2024-02-29\n{SEPARATOR}\n{PAPER}\n{SEPARATOR}\ny\n\n{SEPARATOR}\n")
                .as_bytes(),
        );
        assert_eq!(report.problems, []);
        assert_eq!(report.papers[0].body, format!("x\n\n{SEPARATOR}\ny"));
    }

    #[test]
    fn a_line_of_another_length_parts_papers_only_before_a_heading_with_a_link() {
        for line in [
            &SEPARATOR[1..],
            &format!("{SEPARATOR}="),
            &format!(" {SEPARATOR}"),
            &format!("{SEPARATOR} "),
            "----------",
        ] {
            let text = format!(
                "**Date**: 2024-02-29\n{line}\n{PAPER}{line}\n{}",
                PAPER.replace("03762", "03763")
            );
            let report = read(text.as_bytes());
            assert_eq!(
                report.papers.iter().map(|paper| paper.body.as_str()).collect::<Vec<_>>(),
                ["x", "x"],
                "{line:?}"
            );
            let usual = format!("{SEPARATOR}\n{PAPER}{line}\n## 📄 B\n\ny\n{line}\nz\n{SEPARATOR}");
            assert_eq!(read(usual.as_bytes()).papers.len(), 1, "{line:?}");
        }
    }

    #[test]
    fn problems_are_reported_in_the_order_of_the_file() {
        let text = format!("{SEPARATOR}\n{PAPER}{SEPARATOR}\n{PAPER}## 📄 B\n{SEPARATOR}\n## 📄 C");
        let expected = [
            (ProblemKind::NoDate, None),
            (ProblemKind::SamePaperTwice, Some(8)),
            (ProblemKind::LooseHeading, Some(13)),
            (ProblemKind::NoId, Some(15)),
            (ProblemKind::NoReadingSource, Some(15)),
            (ProblemKind::CutOff, Some(15)),
        ];
        assert_eq!(kinds(&text), expected);
        assert_eq!(read(text.as_bytes()).papers.len(), 3);
    }

    #[test]
    fn a_cut_inside_the_next_heading_adds_nothing_to_the_paper_before() {
        let whole = format!("**Date**: 2024-02-29\n{SEPARATOR}\n{PAPER}\n\n{SEPARATOR}\n\n");
        assert_eq!(read(whole.as_bytes()).problems, []);
        for n in 1..HEADING.len() {
            let report = read(&[whole.as_bytes(), &HEADING.as_bytes()[..n]].concat());
            assert_eq!(report.papers[0].body, "x", "{n}");
            assert!(
                report.problems.iter().any(|problem| problem.kind == ProblemKind::CutOff),
                "{n}"
            );
        }
    }

    #[test]
    fn bytes_that_are_no_text_are_shown_and_reported() {
        let bytes = [
            b"**Date**: 2024-02-29\n",
            SEPARATOR.as_bytes(),
            b"\r",
            PAPER.as_bytes(),
            b"\xff\xfey\n",
            SEPARATOR.as_bytes(),
        ]
        .concat();
        let report = read(&bytes);
        assert_eq!(report.papers[0].body, "x\n\u{fffd}\u{fffd}y");
        assert_eq!(
            report.problems.iter().map(|problem| (problem.kind, problem.line)).collect::<Vec<_>>(),
            [(ProblemKind::NotUtf8, Some(8))]
        );
    }

    #[test]
    fn a_report_within_a_fence_is_read_as_one_without() {
        let bare = format!("**Date**: 2024-02-29\n{SEPARATOR}\n{PAPER}{SEPARATOR}\n");
        for text in [
            format!("```markdown\n{bare}```"),
            format!("\n````md\n{bare}````\n\n"),
            format!("```\n{bare}```\n"),
        ] {
            let report = read(text.as_bytes());
            assert_eq!(report.problems, [], "{text}");
            assert_eq!(report.papers[0].body, "x", "{text}");
            assert_eq!(
                report.papers[0].line,
                text.lines().position(|line| line.starts_with(HEADING)).map_or(0, |at| at + 1)
            );
        }
        // A report that begins with a listing and ends with one is no listing.
        let two = format!("```\nlisting\n```\n{bare}{PAPER}\n```\nlisting\n```\n");
        assert!(
            read(two.as_bytes()).papers.last().is_some_and(|paper| paper.body.ends_with("```"))
        );
    }

    #[test]
    fn reported_texts_are_short() {
        let report = read(format!("{SEPARATOR}\n## 📄 {}", "长".repeat(500)).as_bytes());
        assert!(report.problems.iter().all(|problem| problem.what.chars().count() <= 80));
        assert_eq!(report.papers[0].title.chars().count(), 500);
    }
}
