//! Rows put together to a title, an abstract, sections and paragraphs.

use super::heading::{Finder, Heading};
use super::page::{Column, Row, Sheets};
use super::references::References;
use super::squashed;
use crate::article::{Article, Block, Caption, Code, Part, Section, Text};

/// The most lines before the abstract that are kept as notes.
const MAX_NOTES: usize = 60;
/// The words with which captions begin, and what their labels are.
const LABELS: [(&str, &str); 6] = [
    ("Figure ", "Figure"),
    ("Fig. ", "Figure"),
    ("FIGURE ", "Figure"),
    ("Table ", "Table"),
    ("TABLE ", "Table"),
    ("Algorithm ", "Algorithm"),
];

pub(super) fn article(sheets: &Sheets, title: &str) -> Article {
    let article = read(sheets, title, Place::Front);
    match article.sections.is_empty() && article.abstract_blocks.is_empty() {
        false => article,
        // Without a heading all of it is one text.
        true => read(sheets, title, Place::Text),
    }
}

fn read(sheets: &Sheets, title: &str, place: Place) -> Article {
    let mut flow = Flow {
        sheets,
        finder: Finder::default(),
        article: Article::default(),
        section: Section { part: Part::Front, ..Section::default() },
        place,
        before: None,
        text: String::new(),
        typed: Vec::new(),
        caption: None,
        footnotes: Vec::new(),
        in_footnote: false,
        references: References::default(),
        has_ended: false,
    };
    let rows = flow.title(title);
    for row in rows {
        flow.row(row);
    }
    flow.finish()
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Before the abstract: authors and the like.
    Front,
    Abstract,
    Text,
    References,
}

struct Flow<'a> {
    sheets: &'a Sheets,
    finder: Finder,
    article: Article,
    section: Section,
    place: Place,
    /// The row of running text before.
    before: Option<&'a Row>,
    /// The paragraph that is being put together.
    text: String,
    /// Rows that are set as they were typed.
    typed: Vec<&'a Row>,
    /// A caption, and its last row.
    caption: Option<(Caption, String, &'a Row)>,
    footnotes: Vec<String>,
    in_footnote: bool,
    references: References<'a>,
    /// Whether the references were passed: what follows is an appendix.
    has_ended: bool,
}

impl<'a> Flow<'a> {
    /// Takes the title; returns the rows after it.
    fn title(&mut self, known: &str) -> &'a [Row] {
        let sheets = self.sheets;
        let rows = sheets.rows.as_slice();
        let first_page = rows.iter().take_while(|row| row.page == 0).count();
        let top = &rows[..first_page.min(40)];
        let largest = top.iter().map(|row| row.size).fold(0.0, f32::max);
        let is_larger = largest > self.sheets.size * 1.15;
        let from = top.iter().position(|row| is_larger && row.size > largest - 0.6);
        if let Some(from) = from {
            let rest = &top[from..];
            let len = rest.iter().take_while(|row| row.size > largest - 0.6).count();
            let mut title = String::new();
            rest[..len].iter().for_each(|row| self.sheets.words.join(&mut title, &row.text()));
            self.article.title = Text::words(&title);
            // What is above the title is a running head.
            return &rows[from + len..];
        }
        // Set like the text: the rows that say the same.
        let (wanted, mut said) = (squashed([known]), String::new());
        for (at, row) in top.iter().enumerate() {
            said.push_str(&squashed([row.text().as_str()]));
            if !said.is_empty() && said == wanted {
                self.article.title = Text::words(known);
                return &rows[at + 1..];
            }
        }
        rows
    }

    fn row(&mut self, row: &'a Row) {
        if self.is_of_caption(row) {
            return;
        }
        let text = row.text();
        if self.finder.is_of_contents(&text) {
            return;
        }
        if let Some(caption) = caption_start(&text) {
            self.end_typed();
            let (label, rest) = caption;
            let caption = Caption { label: Some(label), text: Text::default() };
            self.caption = Some((caption, rest.to_owned(), row));
            return;
        }
        if self.place == Place::Front && is_abstract(&text, row) {
            self.end_typed();
            self.end_paragraph();
            self.place = Place::Abstract;
            let rest = text[8..].trim_start_matches(['.', ':', '—', '–', '-', ' ']);
            rest.clone_into(&mut self.text);
            self.before = (!rest.is_empty()).then_some(row);
            return;
        }
        if self.continues_heading(row) {
            let mut title = self.section.title.plain();
            self.sheets.words.join(&mut title, &text);
            self.section.title = Text::words(&title);
            self.before = Some(row);
            return;
        }
        if let Some(heading) = self.heading(row) {
            self.begin(heading, row);
            return;
        }
        if self.place == Place::References {
            self.references.add(row);
            return;
        }
        if self.is_of_footnote(row, &text) {
            return;
        }
        match () {
            () if self.is_typed(row, &text) => self.typed.push(row),
            () => {
                self.end_typed();
                self.running(row, &text);
            }
        }
    }

    /// Whether a row is the second line of a heading.
    fn continues_heading(&self, row: &Row) -> bool {
        let is_heading = self.place == Place::Text
            && !self.section.title.is_empty()
            && self.text.is_empty()
            && self.section.blocks.is_empty();
        is_heading
            && self.before.is_some_and(|before| {
                before.page == row.page
                    && before.font == row.font
                    && (before.size - row.size).abs() < 0.3
                    && (row.size > self.sheets.size * 1.06 || row.font != self.sheets.font)
                    && (0.0..row.size * 1.6).contains(&(row.base - before.base))
                    && !before.is_short()
            })
    }

    fn heading(&mut self, row: &Row) -> Option<Heading> {
        let heading = self.finder.heading(row, self.sheets)?;
        // Within the references only an appendix or thanks begin.
        let is_references =
            matches!(heading.title.to_lowercase().as_str(), "references" | "bibliography");
        (self.place != Place::References || !is_references).then_some(heading)
    }

    fn begin(&mut self, heading: Heading, row: &'a Row) {
        self.end_typed();
        self.end_paragraph();
        let name = heading.title.to_lowercase();
        if name == "abstract" && heading.number.is_none() {
            self.place = Place::Abstract;
            self.before = None;
            return;
        }
        self.end_section();
        if matches!(name.as_str(), "references" | "bibliography") {
            self.place = Place::References;
            self.has_ended = true;
            self.before = None;
            return;
        }
        let part = match () {
            () if name.starts_with("acknowledg") => Part::Acknowledgements,
            () if self.has_ended
                || name.starts_with("appendi")
                || name.starts_with("supplement") =>
            {
                Part::Appendix
            }
            () => Part::Body,
        };
        self.place = Place::Text;
        self.section = Section {
            level: heading.level,
            number: heading.number.map(|number| number.written),
            title: Text::words(&heading.title),
            part,
            blocks: Vec::new(),
        };
        self.before = Some(row);
    }

    /// Whether a row belongs to the caption above it, which takes it then.
    fn is_of_caption(&mut self, row: &'a Row) -> bool {
        let Some((_, text, last)) = &mut self.caption else { return false };
        let gap = row.base - last.base;
        let continues = row.page == last.page
            && gap > 0.0
            && gap < row.size * self.sheets.leading.max(1.0) * 1.35
            && (row.size - last.size).abs() < 0.6
            && row.cells.len() < 3
            && row.column == last.column;
        if continues {
            self.sheets.words.join(text, &row.text());
            *last = row;
        } else {
            self.end_caption();
        }
        continues
    }

    fn end_caption(&mut self) {
        if let Some((mut caption, text, _)) = self.caption.take() {
            caption.text = Text::words(&text);
            let figure =
                Block::Figure { caption: Some(caption), images: Vec::new(), blocks: Vec::new() };
            // A paragraph continues below a figure.
            self.blocks().push(figure);
        }
    }

    /// Footnotes are small, at the foot of a page, and begin with their mark.
    fn is_of_footnote(&mut self, row: &Row, text: &str) -> bool {
        let is_small = row.size < self.sheets.size * 0.95 && row.base > row.height * 0.5;
        let begins = text.starts_with(|c: char| c.is_ascii_digit() || "*†‡§¶∗".contains(c))
            && text.chars().filter(|c| c.is_alphabetic()).count() > 8
            && row.cells.len() < 3;
        if is_small && begins && !self.is_within_table() {
            self.footnotes.push(text.to_owned());
            self.in_footnote = true;
            return true;
        }
        if is_small && self.in_footnote && row.cells.len() < 3 {
            if let Some(note) = self.footnotes.last_mut() {
                self.sheets.words.join(note, text);
            }
            return true;
        }
        self.in_footnote = false;
        false
    }

    fn is_within_table(&self) -> bool {
        self.typed.last().is_some_and(|row| row.cells.len() > 1)
    }

    /// Whether a row is part of a table, a formula or a drawing: no running text.
    fn is_typed(&self, row: &Row, text: &str) -> bool {
        if self.place == Place::Front {
            return false;
        }
        let words = text.split_whitespace();
        let long = words.filter(|word| word.chars().filter(|c| c.is_alphabetic()).count() >= 3);
        let long = long.count();
        let is_tiny = row.size < self.sheets.size * 0.86;
        let is_narrow = row.right - row.left < (row.bounds.1 - row.bounds.0) * 0.5;
        row.cells.len() >= 3
            || is_tiny && (is_narrow || row.cells.len() > 1)
            || long < 2 && is_formula(text)
            || row.cells.len() == 2 && self.is_within_table()
            || long == 0 && text.len() < 8 && !ends_sentence(text)
    }

    /// Adds a row of running text.
    fn running(&mut self, row: &'a Row, text: &str) {
        if self.before.is_some_and(|before| self.breaks(before, row, text)) {
            self.end_paragraph();
        }
        self.sheets.words.join(&mut self.text, text);
        self.before = Some(row);
    }

    /// Whether a paragraph ends between two rows.
    fn breaks(&self, before: &Row, row: &Row, text: &str) -> bool {
        if self.text.is_empty() {
            return false;
        }
        let ended = ends_sentence(&self.text);
        let goes_on = text.starts_with(|c: char| c.is_lowercase());
        if self.place == Place::Front {
            return true;
        }
        if self.place == Place::Abstract && keywords(text).is_some() {
            return true;
        }
        let gap = row.base - before.base;
        let is_next = row.page == before.page && row.column == before.column && gap > 0.0;
        if !is_next {
            return ended && (before.is_short() || row.is_indented());
        }
        let is_far = gap > row.size.max(before.size) * self.sheets.leading.max(1.0) * 1.35;
        match (ended, goes_on) {
            (true, _) => is_far || before.is_short() || row.is_indented() && !before.is_indented(),
            (false, true) => gap > row.size * self.sheets.leading.max(1.0) * 4.0,
            (false, false) => is_far,
        }
    }

    fn blocks(&mut self) -> &mut Vec<Block> {
        match self.place {
            Place::Abstract => &mut self.article.abstract_blocks,
            _ => &mut self.section.blocks,
        }
    }

    fn end_paragraph(&mut self) {
        let text = std::mem::take(&mut self.text);
        if text.is_empty() {
            return;
        }
        if self.place == Place::Abstract
            && let Some(words) = keywords(&text)
        {
            self.article.keywords = words;
            return;
        }
        if self.place == Place::Front {
            if self.article.notes.len() < MAX_NOTES {
                self.article.notes.push(Text::words(&text));
            }
            return;
        }
        let block = Block::Paragraph(Text::words(&text));
        self.blocks().push(block);
    }

    /// What was set as it was typed: a table or a formula; the words within a drawing are left out.
    fn end_typed(&mut self) {
        let rows = std::mem::take(&mut self.typed);
        if rows.is_empty() {
            return;
        }
        let tabular = rows.iter().filter(|row| row.cells.len() > 1).count();
        let formulas = rows.iter().filter(|row| is_formula(&row.text())).count();
        if tabular * 3 < rows.len() && formulas * 2 < rows.len() {
            return;
        }
        let lines: Vec<String> = rows.iter().map(|row| row.cells.join("   ")).collect();
        // A paragraph continues below a table, and ends at a formula.
        if formulas * 2 >= rows.len() {
            self.end_paragraph();
            self.before = None;
        }
        let code = Code { text: lines.join("\n"), ..Code::default() };
        self.blocks().push(Block::Code(code));
    }

    fn end_section(&mut self) {
        self.end_caption();
        self.end_typed();
        self.end_paragraph();
        let footnotes: Vec<Text> =
            std::mem::take(&mut self.footnotes).iter().map(|note| Text::words(note)).collect();
        self.in_footnote = false;
        match self.place {
            Place::Front | Place::Abstract => self.article.notes.extend(footnotes),
            _ => self.section.blocks.extend(footnotes.into_iter().map(Block::Paragraph)),
        }
        let section = std::mem::take(&mut self.section);
        // What precedes the abstract is in the notes.
        if !section.blocks.is_empty() || !section.title.is_empty() {
            self.article.sections.push(section);
        }
    }

    fn finish(mut self) -> Article {
        self.end_section();
        self.article.references = std::mem::take(&mut self.references).finish(&self.sheets.words);
        self.article
    }
}

/// Whether the abstract begins with a row: it is its heading, or has it before its words.
fn is_abstract(text: &str, row: &Row) -> bool {
    let Some(start) = text.get(..8) else { return false };
    let rest = &text[8..];
    let is_word = start == "Abstract" || start == "ABSTRACT";
    is_word
        && (rest.trim_matches(['.', ':', ' ']).is_empty()
            || rest.starts_with(['.', ':', '—', '–', '-'])
            || rest.starts_with(' ') && row.column != Column::Whole && rest.len() > 20)
}

/// The label with which a caption begins, and the caption's beginning.
fn caption_start(text: &str) -> Option<(String, &str)> {
    let (start, name, rest) = LABELS
        .iter()
        .find_map(|(start, name)| text.strip_prefix(start).map(|rest| (*start, *name, rest)))?;
    let end = rest.find(|c: char| !c.is_alphanumeric() && c != '.');
    // IEEE sets `TABLE II` in a line of its own.
    let is_alone = end.is_none() && start == "TABLE " && is_roman_or_figure(rest);
    let end = if is_alone { rest.len() } else { end? };
    let number = &rest[..end];
    let (number, mut after) = (number.trim_end_matches('.'), &rest[end..]);
    let ended = is_alone || rest[..end].ends_with('.');
    if number.is_empty()
        || number.len() > 6
        || !number.contains(|c: char| c.is_ascii_digit() || c.is_uppercase())
    {
        return None;
    }
    if let Some(behind) = after.strip_prefix([':', '|', '—', '–']) {
        after = behind;
    } else if !ended && name != "Algorithm" {
        // `Figure 3 shows` is no caption.
        return None;
    }
    Some((format!("{name} {number}"), after.trim_start()))
}

fn is_roman_or_figure(number: &str) -> bool {
    !number.is_empty()
        && (number.bytes().all(|byte| b"IVXL".contains(&byte))
            || number.bytes().all(|byte| byte.is_ascii_digit()))
}

/// The keywords below an abstract.
fn keywords(text: &str) -> Option<Vec<String>> {
    let names = ["Keywords", "Key words", "Index Terms", "Keyword"];
    let rest = names.iter().find_map(|name| text.strip_prefix(name))?;
    let rest = rest.strip_prefix([':', '—', '–', '.', ' ', '-'])?;
    let words = rest.trim_start_matches([':', '—', '–', '.', ' ', '-']).split([',', ';', '·', '•']);
    let words = words.map(|word| word.trim().trim_end_matches('.').to_owned());
    Some(words.filter(|word| !word.is_empty()).take(30).collect())
}

fn is_formula(text: &str) -> bool {
    let is_sign = |c: char| matches!(c, '=' | '+' | '<' | '>' | '|' | '\u{2200}'..='\u{22ff}' | '\u{370}'..='\u{3ff}' | '\u{1d400}'..='\u{1d7ff}');
    text.contains(is_sign)
}

pub(super) fn ends_sentence(text: &str) -> bool {
    text.trim_end_matches([')', ']', '"', '”', '’', '\''])
        .ends_with(['.', '?', '!', ':', '。', '？', '！'])
}
