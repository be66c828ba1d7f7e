//! A report as a table of Markdown or HTML: a row, or a column, for each of the five sections.

use super::candidate;
use super::structured::Row;

/// The most cells of an HTML table that are read.
const MAX_CELLS: usize = 200;

/// The tables of a text: where the first begins, and the sections they name.
pub fn rows(text: &str) -> (usize, Vec<Row>) {
    let lower = text.to_ascii_lowercase();
    if let Some(start) = lower.find("<table") {
        return (start, named_cells(&html_rows(&text[start..], &lower[start..])));
    }
    let mut at = 0;
    let start = text.split_inclusive('\n').find_map(|line| {
        at += line.len();
        line.trim_start().starts_with('|').then_some(at - line.len())
    });
    let lines = |start: usize| {
        text[start..]
            .lines()
            .map(str::trim)
            .filter(|line| line.starts_with('|'))
            .map(cells)
            .collect::<Vec<_>>()
    };
    start.map_or((0, Vec::new()), |start| (start, named_cells(&lines(start))))
}

/// The cells of each row of the HTML table that the text begins with. `lower` is the same text in
/// small letters.
fn html_rows(text: &str, lower: &str) -> Vec<Vec<String>> {
    let end = lower.find("</table").unwrap_or(lower.len());
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut from = 0;
    let mut read = 0;
    while let Some(at) = lower[from..end].find("<t").map(|at| from + at) {
        from = at + "<t".len();
        let Some(tag) = lower[at..end].find('>').map(|tag| at + tag + 1) else { break };
        match lower.as_bytes().get(from) {
            Some(b'r') => rows.push(Vec::new()),
            Some(b'd' | b'h') if !lower[from..].starts_with("head") && read < MAX_CELLS => {
                let close = ["</td", "</th", "<td", "<th", "</tr", "<tr"]
                    .iter()
                    .filter_map(|mark| lower[tag..end].find(mark))
                    .min();
                let cell = &text[tag..close.map_or(end, |close| tag + close)];
                if let Some(row) = rows.last_mut() {
                    row.push(with_line_ends(cell));
                }
                read += 1;
            }
            _ => {}
        }
    }
    rows
}

/// The text without HTML's tags.
fn without_tags(cell: &str) -> String {
    let mut out = String::with_capacity(cell.len());
    let mut rest = cell;
    while let Some((before, tag)) = rest.split_once('<') {
        out.push_str(before);
        let Some((_, after)) = tag.split_once('>') else { break };
        rest = after;
    }
    out.push_str(rest);
    out
}

fn named_cells(lines: &[Vec<String>]) -> Vec<Row> {
    let by_row: Vec<Row> = lines.iter().filter_map(|cells| in_row(cells)).collect();
    if by_row.len() >= 2 {
        return by_row;
    }
    // The names as the head of the table, the texts below.
    let Some(head) =
        lines.first().filter(|head| head.iter().filter(|cell| name(cell).is_some()).count() >= 2)
    else {
        return Vec::new();
    };
    let Some(body) = lines.iter().skip(1).find(|cells| !is_delimiter(cells)) else {
        return Vec::new();
    };
    head.iter()
        .zip(body)
        .filter_map(|(head, text)| Some(Row { text: text.clone(), ..name(head)? }))
        .collect()
}

/// A row that names a section in one of its first two cells.
fn in_row(cells: &[String]) -> Option<Row> {
    let (at, row) =
        cells.iter().take(2).enumerate().find_map(|(at, cell)| Some((at, name(cell)?)))?;
    let text = cells[at + 1..].join(" | ");
    // Of a table with the names as its head the next cell is a name too.
    let is_head = cells.get(at + 1).is_none_or(|cell| name(cell).is_some());
    (!is_head).then_some(Row { text, ..row })
}

fn name(cell: &str) -> Option<Row> {
    let cell = without_tags(cell);
    let (opening, ..) =
        candidate::read(cell.trim()).filter(|(opening, ..)| opening.rest.is_empty())?;
    Some(Row { section: opening.section, is_english: cell.is_ascii(), text: String::new() })
}

/// The cells of a row, with `<br>` as a line's end and escaped bars as bars.
fn cells(line: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    let (mut escaped, mut in_math, mut in_code) = (false, false, false);
    for c in line.trim_matches('|').chars() {
        let cell = cells.last_mut();
        match (c, cell) {
            ('|', _) if !escaped && !in_math && !in_code => cells.push(String::new()),
            ('|', Some(cell)) if escaped => {
                cell.pop();
                cell.push('|');
            }
            (c, Some(cell)) => {
                in_math ^= c == '$' && !escaped;
                in_code ^= c == '`' && !escaped;
                cell.push(c);
            }
            (_, None) => {}
        }
        escaped = c == '\\' && !escaped;
    }
    cells.into_iter().map(|cell| with_line_ends(&cell)).collect()
}

fn with_line_ends(cell: &str) -> String {
    let text = ["<br>", "<br/>", "<br />", "<BR>"]
        .iter()
        .fold(cell.to_owned(), |text, mark| text.replace(mark, "\n"));
    text.lines().map(str::trim_end).collect::<Vec<_>>().join("\n").trim().to_owned()
}

fn is_delimiter(cells: &[String]) -> bool {
    cells.iter().all(|cell| !cell.is_empty() && cell.chars().all(|c| matches!(c, '-' | ':' | ' ')))
}

#[cfg(test)]
mod tests {
    use super::super::{Section, sections};

    #[test]
    fn an_html_table_is_read_by_rows_and_by_columns() {
        let names = Section::ALL.map(Section::heading_zh);
        let rows: String = names
            .iter()
            .map(|name| {
                format!("<tr>\n<th><b>{name}</b></th><td>关于{name}的话<br>又一句</td>\n</tr>")
            })
            .collect();
        let head: String = names.iter().map(|name| format!("<TH>{name}</TH>")).collect();
        let body: String =
            names.iter().map(|name| format!("<TD>关于{name}的话<br>又一句</TD>")).collect();
        for text in [
            format!("<table>\n<tbody>{rows}</tbody></table>\n"),
            format!(
                "<TABLE border=\"1\"><THEAD><TR>{head}</TR></THEAD><TBODY><TR>{body}</TR></TBODY></TABLE>"
            ),
        ] {
            let cut = sections(&text);
            assert_eq!(cut.problems, [], "{text}");
            for section in Section::ALL {
                assert_eq!(
                    cut.get(section),
                    Some(format!("关于{}的话\n又一句", section.heading_zh()).as_str()),
                    "{text}"
                );
            }
        }
    }
}
