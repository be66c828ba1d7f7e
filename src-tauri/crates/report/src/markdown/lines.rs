//! The lines of a text before it is parsed: which block each is in, and which of them belong
//! together.

use crate::section::Fences;
use std::ops::Range;

/// Lines that the parser reads inline markup in together, or one row of a table.
#[derive(Debug, PartialEq, Eq)]
pub struct Run {
    /// From the first character after the marks of quotes and lists.
    pub range: Range<usize>,
    /// For a row of a table, how many columns the table has.
    pub columns: Option<usize>,
    /// Whether the row is the table's first.
    pub is_header: bool,
}

/// What precedes the text of a line.
pub struct Prefix {
    /// The length of blanks, quote marks and list marks together.
    pub length: usize,
    /// How many quote marks there are.
    pub quotes: usize,
    /// Whether an item of a list begins here.
    pub has_list_mark: bool,
}

/// Reads the marks before a line's text.
pub fn prefix(line: &str) -> Prefix {
    let bytes = line.as_bytes();
    let mut prefix = Prefix { length: 0, quotes: 0, has_list_mark: false };
    loop {
        match bytes.get(prefix.length) {
            Some(b' ' | b'\t') => prefix.length += 1,
            Some(b'>') => (prefix.length, prefix.quotes) = (prefix.length + 1, prefix.quotes + 1),
            Some(_) => match list_mark(&line[prefix.length..]) {
                Some(length) => {
                    (prefix.length, prefix.has_list_mark) = (prefix.length + length, true)
                }
                None => return prefix,
            },
            None => return prefix,
        }
    }
}

/// The length of a list mark at the beginning of the text, when a blank follows it.
fn list_mark(text: &str) -> Option<usize> {
    let digits = text.bytes().take(10).take_while(u8::is_ascii_digit).count();
    let marks: &[u8] = if digits > 0 { b".)" } else { b"-*+" };
    let is_mark = text.as_bytes().get(digits).is_some_and(|byte| marks.contains(byte));
    (is_mark && digits < 10 && matches!(text.as_bytes().get(digits + 1), Some(b' ' | b'\t')))
        .then_some(digits + 1)
}

/// Whether a line without its prefix is a heading.
fn is_heading(line: &str) -> bool {
    let marks = line.bytes().take_while(|&byte| byte == b'#').count();
    (1..=6).contains(&marks) && line[marks..].starts_with([' ', '\t', '\n', '\r'])
}

/// Whether a line, without its prefix, begins another block than a paragraph's next line.
pub fn begins_block(line: &str) -> bool {
    is_heading(line) || line.starts_with("```") || line.starts_with("~~~")
}

/// A text's runs, in order. Lines of code between fences belong to none.
pub fn runs(text: &str) -> Vec<Run> {
    let mut fences = Fences::of(text);
    let mut out: Runs = Runs { text, done: Vec::new(), open: None, columns: None, quotes: 0 };
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let end = at + line.len();
        if fences.holds(at, line) {
            out.close();
        } else {
            out.line(at, line);
        }
        at = end;
    }
    out.close();
    out.done
}

struct Runs<'a> {
    text: &'a str,
    done: Vec<Run>,
    /// The run that the next line may continue with.
    open: Option<Range<usize>>,
    /// The columns of the table that the lines are in.
    columns: Option<usize>,
    /// The quote marks of the line before.
    quotes: usize,
}

impl Runs<'_> {
    fn line(&mut self, at: usize, line: &str) {
        let prefix = prefix(line);
        let content = &line[prefix.length..];
        let range = at + prefix.length..at + line.len();
        let quotes = std::mem::replace(&mut self.quotes, prefix.quotes);
        if content.trim().is_empty() {
            return self.close();
        }
        if prefix.has_list_mark || prefix.quotes > quotes {
            self.close();
        }
        if let Some(columns) = delimiter_row(content) {
            if let Some(header) = self.open.take() {
                self.split_header(header, columns);
            }
            self.columns = Some(columns);
            return;
        }
        if is_heading(content) {
            self.close();
            self.push(range, None, false);
        } else if let Some(columns) = self.columns {
            self.push(range, Some(columns), false);
        } else {
            self.open = Some(self.open.as_ref().map_or(range.start, |open| open.start)..range.end);
        }
    }

    /// The last line before a delimiter row is a table's first row.
    fn split_header(&mut self, run: Range<usize>, columns: usize) {
        let body = self.text[run.clone()].trim_end_matches(['\n', '\r']);
        let line = body.rfind('\n').map_or(run.start, |end| run.start + end + 1);
        if line > run.start {
            self.push(run.start..line, None, false);
        }
        let line = line + prefix(&self.text[line..run.end]).length;
        self.push(line..run.end, Some(columns), true);
    }

    fn close(&mut self) {
        self.columns = None;
        if let Some(run) = self.open.take() {
            self.push(run, None, false);
        }
    }

    fn push(&mut self, range: Range<usize>, columns: Option<usize>, is_header: bool) {
        self.done.push(Run { range, columns, is_header });
    }
}

/// How many columns a delimiter row has; `None` for any other line.
fn delimiter_row(content: &str) -> Option<usize> {
    let row = content.trim();
    if !row.contains('|')
        || !row.contains('-')
        || !row.bytes().all(|byte| b"|:- \t".contains(&byte))
    {
        return None;
    }
    let row = row.strip_prefix('|').unwrap_or(row);
    let row = row.strip_suffix('|').unwrap_or(row);
    let is_cell = |cell: &str| {
        let cell = cell.trim();
        let cell = cell.strip_prefix(':').unwrap_or(cell);
        let cell = cell.strip_suffix(':').unwrap_or(cell);
        !cell.is_empty() && cell.bytes().all(|byte| byte == b'-')
    };
    row.split('|').all(is_cell).then(|| row.split('|').count())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<(&str, Option<usize>)> {
        runs(text).into_iter().map(|run| (text[run.range].trim_end(), run.columns)).collect()
    }

    #[test]
    fn lines_of_a_paragraph_belong_together_and_items_do_not() {
        assert_eq!(
            texts("a\nb\n\nc\n# d\ne"),
            [("a\nb", None), ("c", None), ("# d", None), ("e", None)]
        );
        assert_eq!(
            texts("1. a\n   b\n2. c\n> - d\n> e"),
            [("a\n   b", None), ("c", None), ("d\n> e", None)]
        );
    }

    #[test]
    fn code_belongs_to_no_run() {
        assert_eq!(texts("a\n```\nb\n```\nc"), [("a", None), ("c", None)]);
    }

    #[test]
    fn rows_are_separate_and_know_their_columns() {
        assert_eq!(
            texts("x\n| a | b |\n|---|:-:|\n| c |\n\nd"),
            [("x", None), ("| a | b |", Some(2)), ("| c |", Some(2)), ("d", None)]
        );
        assert_eq!(texts("a\n---\nb"), [("a\n---\nb", None)]);
    }
}
