//! The rows of tables with the results of the paper's own method.

use paperboy_paper::article::{Caption, Span, Table, Text};

/// The most rows that are shown.
const MAX_ROWS: usize = 2;
/// The most columns of a row that can be read at a glance.
const MAX_COLUMNS: usize = 9;
/// The most characters of a cell.
const MAX_CELL_CHARS: usize = 40;
/// The most characters of a caption.
const MAX_CAPTION_CHARS: usize = 200;

/// Words in the captions of tables without results.
const NO_RESULTS: [&str; 10] = [
    "hyperparameter",
    "hyper-parameter",
    "statistic",
    "notation",
    "ablation",
    "prompt",
    "setting",
    "configuration",
    "example",
    "超参数",
];

/// The rows of the paper's own method in its tables of results, as Markdown: the table, the row and
/// its cells under their heads.
pub fn rows(tables: &[&Table], name: Option<&str>) -> Vec<String> {
    tables.iter().filter_map(|table| row(table, name)).take(MAX_ROWS).collect()
}

fn row(table: &Table, name: Option<&str>) -> Option<String> {
    if !(2..=MAX_COLUMNS).contains(&table.header.len()) {
        return None;
    }
    let caption = match &table.caption {
        Some(caption) => format!("{} — ", titled(caption)?),
        None => String::new(),
    };
    let own = |cell: &Text| {
        let cell = cell.plain().to_lowercase();
        cell.split(|c: char| !c.is_alphanumeric()).any(|word| word == "ours")
            || name.is_some_and(|name| cell.contains(name))
    };
    let row = table.rows.iter().rev().find(|row| row.iter().take(2).any(own))?;
    let at = row.iter().take(2).position(own)?;
    let mut cells = Vec::new();
    for (head, cell) in table.header.iter().zip(row).skip(at + 1) {
        let (head, cell) = (shown(head)?, shown(cell)?);
        if cell.contains(|c: char| c.is_ascii_digit()) {
            cells.push(if head.is_empty() { cell } else { format!("{head}: {cell}") });
        }
    }
    let method = shown(&row[at])?;
    (!cells.is_empty()).then(|| format!("{caption}**{method}**: {}", cells.join("; ")))
}

/// A table's label and the first sentence of its caption, when it holds results.
fn titled(caption: &Caption) -> Option<String> {
    let caption_sentence = sentence(&caption.text)?;
    let lower = caption_sentence.to_lowercase();
    if NO_RESULTS.iter().any(|word| lower.contains(word)) {
        return None;
    }
    let label = caption
        .label
        .as_deref()
        .map(|label| Text::words(label).markdown())
        .filter(|label| !label.is_empty());
    Some(label.map_or(caption_sentence.clone(), |label| format!("{label}: {caption_sentence}")))
}

/// The first sentence of a caption in Markdown, without its full stop.
fn sentence(caption: &Text) -> Option<String> {
    let flat = super::flat::Flat::of(caption, 0);
    let first = paperboy_paper::sentence::sentences(&flat.text).into_iter().next()?;
    let text = flat.piece(flat.text[first].trim_end_matches(['.', '。', ':', '：']), 0);
    let shown = text.markdown();
    ((8..=MAX_CAPTION_CHARS).contains(&shown.chars().count())).then_some(shown)
}

/// A cell in Markdown on one line, or nothing when it is too long to be one.
fn shown(cell: &Text) -> Option<String> {
    let spans = cell.0.iter().filter(|span| !matches!(span, Span::Note(_))).cloned().collect();
    let text = Text(spans);
    (text.plain().chars().count() <= MAX_CELL_CHARS).then(|| text.markdown().trim().to_owned())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn table(caption: &str, rows: &[&[&str]]) -> Table {
        let texts = |cells: &[&str]| cells.iter().map(|cell| Text::words(cell)).collect();
        Table {
            caption: Some(Caption {
                label: Some("Table 2".to_owned()),
                text: Text::words(caption),
            }),
            header: texts(rows[0]),
            rows: rows[1..].iter().map(|row| texts(row)).collect(),
        }
    }

    #[test]
    fn the_own_row_is_shown_under_its_heads() {
        let mut table = table(
            "Accuracy on two sets. Best in bold.",
            &[&["Method", "A*", "B"], &["Old", "1.0", "2"], &["Kite (ours)", "3.5", "-"]],
        );
        assert_eq!(
            rows(&[&table], None),
            ["Table 2: Accuracy on two sets — **Kite (ours)**: A\\*: 3.5"]
        );
        table.rows.truncate(1);
        assert_eq!(
            rows(&[&table], Some("old")),
            ["Table 2: Accuracy on two sets — **Old**: A\\*: 1.0; B: 2"]
        );
    }

    #[test]
    fn a_table_of_settings_or_of_others_shows_nothing() {
        let settings = table("Hyperparameters of our runs.", &[&["Name", "Value"], &["ours", "3"]]);
        let others = table("Accuracy of all the others.", &[&["Name", "Value"], &["theirs", "3"]]);
        assert_eq!(rows(&[&settings, &others], Some("kite")), [""; 0]);
    }
}
