//! An article as Markdown.

use super::{Article, Block, Caption, Code, List, Part, Section, Span, Table, Text};

pub(super) fn article(article: &Article) -> String {
    let mut out = Writer::default();
    if !article.title.is_empty() {
        out.paragraph(&format!("# {}", inline(&article.title, InlineContext::Heading)));
    }
    if !article.authors.is_empty() {
        out.paragraph(&escape_line(&article.authors.join(", ")));
    }
    article.notes.iter().for_each(|note| out.paragraph(&inline(note, InlineContext::Paragraph)));
    if !article.abstract_blocks.is_empty() {
        out.paragraph("## Abstract");
        out.blocks(&article.abstract_blocks);
    }
    if !article.keywords.is_empty() {
        out.paragraph(&format!(
            "**Keywords:** {}",
            escape(&article.keywords.join("; "), InlineContext::Paragraph)
        ));
    }
    let first_appendix = article.sections.iter().position(|section| section.part == Part::Appendix);
    let (body, appendices) =
        article.sections.split_at(first_appendix.unwrap_or(article.sections.len()));
    body.iter().for_each(|section| out.section(section));
    if !article.references.is_empty() {
        out.paragraph("## References");
        for reference in &article.references {
            let label = reference
                .label
                .as_ref()
                .map(|label| escape(label, InlineContext::Paragraph) + " ")
                .unwrap_or_default();
            out.item(
                "- ",
                &format!("{label}{}", inline(&reference.text, InlineContext::Paragraph)),
            );
        }
        out.end_of_list();
    }
    appendices.iter().for_each(|section| out.section(section));
    out.finish()
}

pub(super) fn section(section: &Section) -> String {
    let mut out = Writer::default();
    out.section(section);
    out.finish()
}

pub(super) fn blocks(blocks: &[Block]) -> String {
    let mut out = Writer::default();
    out.blocks(blocks);
    out.finish()
}

pub(super) fn line(text: &Text) -> String {
    // Formulas and code may hold line breaks of their own.
    inline(&text.clone().unbroken(), InlineContext::Paragraph).replace(['\n', '\r'], " ")
}

/// Markdown lines after the prefix of the lists and quotes they are in.
#[derive(Default)]
struct Writer {
    out: String,
    /// What every line begins with, save the first of a list item.
    prefix: String,
    /// The bullet of an item whose first line is still to come.
    bullet: Option<String>,
    blank: bool,
}

impl Writer {
    fn line(&mut self, line: &str) {
        if std::mem::take(&mut self.blank) {
            let prefix = self.prefix.trim_end();
            // An empty line within a list item needs no indentation.
            self.out.push_str(prefix);
            self.out.push('\n');
        }
        match self.bullet.take() {
            Some(bullet) => {
                let outer = self.prefix.len() - bullet.chars().count();
                self.out.push_str(&self.prefix[..outer]);
                self.out.push_str(&bullet);
            }
            None if line.is_empty() => self.out.push_str(self.prefix.trim_end()),
            None => self.out.push_str(&self.prefix),
        }
        self.out.push_str(line);
        self.out.push('\n');
    }

    fn paragraph(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        text.lines().for_each(|line| self.line(line));
        self.blank = true;
    }

    fn item(&mut self, bullet: &str, text: &str) {
        text.lines().enumerate().for_each(|(n, line)| {
            self.line(&format!("{}{line}", if n == 0 { bullet } else { "  " }))
        });
    }

    fn end_of_list(&mut self) {
        self.blank = true;
    }

    fn section(&mut self, section: &Section) {
        if section.level > 0 {
            let number =
                section.number.as_ref().map(|number| escape_line(number)).unwrap_or_default();
            let title = inline(&section.title, InlineContext::Heading);
            let marks = "#".repeat(usize::from(section.level.min(5)) + 1);
            self.paragraph(format!("{marks} {number} {title}").replace("  ", " ").trim_end());
        }
        self.blocks(&section.blocks);
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            match block {
                Block::Paragraph(text) => self.paragraph(&inline(text, InlineContext::Paragraph)),
                Block::Equation { tex, number } => {
                    self.equation(tex, number.as_deref().unwrap_or_default())
                }
                Block::List(list) => self.list(list),
                Block::Table(table) => self.table(table),
                Block::Code(code) => self.code(code),
                Block::Figure { caption, blocks, .. } => {
                    self.blocks(blocks);
                    self.caption(caption);
                }
                // As a quotation, so that it is seen where the theorem ends.
                Block::Theorem { title, blocks } => self.within("> ", None, |writer| {
                    if !title.is_empty() {
                        writer.paragraph(&format!("**{}**", inline(title, InlineContext::Bold)));
                    }
                    writer.blocks(blocks);
                }),
                Block::Quote(blocks) => self.within("> ", None, |writer| writer.blocks(blocks)),
            }
        }
    }

    fn equation(&mut self, tex: &str, number: &str) {
        let inner = number.strip_prefix('(').and_then(|number| number.strip_suffix(')'));
        let plain =
            |number: &str| number.chars().all(|c| c.is_ascii_alphanumeric() || ".-:'*".contains(c));
        let line = match (number, inner) {
            ("", _) => format!("$${tex}$$"),
            (_, Some(inner)) if plain(inner) => format!("$${tex} \\tag{{{inner}}}$$"),
            (number, None) if plain(number) => format!("$${tex} \\tag*{{{number}}}$$"),
            _ => format!("$${tex}$$ {}", escape(number, InlineContext::Inside)),
        };
        self.paragraph(&line.replace('\n', " "));
    }

    fn within(&mut self, prefix: &str, bullet: Option<String>, write: impl FnOnce(&mut Self)) {
        let outer = self.prefix.len();
        if bullet.is_none() && std::mem::take(&mut self.blank) {
            self.out.push_str(self.prefix.trim_end());
            self.out.push('\n');
        }
        self.prefix.push_str(prefix);
        if bullet.is_some() {
            // An item without a line of its own before the inner list's first keeps its bullet as a
            // line.
            if self.bullet.is_some() {
                let line = String::new();
                let inner = self.prefix.split_off(outer);
                self.line(&line);
                self.prefix.push_str(&inner);
            }
            self.bullet = bullet;
        }
        write(self);
        self.bullet = None;
        self.prefix.truncate(outer);
        self.blank = true;
    }

    fn list(&mut self, list: &List) {
        let mut number = list.start;
        for item in &list.items {
            let bullet = match number {
                Some(number) => format!("{number}. "),
                None => "- ".to_owned(),
            };
            number = number.map(|number| number.saturating_add(1));
            let label = item
                .label
                .as_ref()
                .map(|label| inline(label, InlineContext::Bold))
                .unwrap_or_default();
            self.within(&" ".repeat(bullet.len()), Some(bullet), |writer| {
                match (item.blocks.split_first(), label.is_empty()) {
                    (Some((Block::Paragraph(first), rest)), false) => {
                        writer.paragraph(&format!(
                            "**{label}** {}",
                            inline(first, InlineContext::Inside)
                        ));
                        writer.blocks(rest);
                    }
                    (_, empty) => {
                        if !empty {
                            writer.paragraph(&format!("**{label}**"));
                        }
                        writer.blocks(&item.blocks);
                    }
                }
            });
            // Items of one line are below one another.
            self.blank = item.blocks.len() > 1;
        }
        self.blank = true;
    }

    fn caption(&mut self, caption: &Option<Caption>) {
        let Some(caption) = caption else { return };
        let text = inline(
            &caption.text,
            if caption.label.is_some() { InlineContext::Inside } else { InlineContext::Paragraph },
        );
        match &caption.label {
            Some(label) => {
                let point = if label.ends_with(')') { "" } else { "." };
                self.paragraph(
                    format!("**{}{point}** {text}", escape(label, InlineContext::Bold)).trim_end(),
                );
            }
            None => self.paragraph(&text),
        }
    }

    fn table(&mut self, table: &Table) {
        self.caption(&table.caption);
        let mut row = |cells: &[Text]| {
            let mut line = "|".to_owned();
            for cell in cells {
                line.push(' ');
                line.push_str(&inline(cell, InlineContext::Cell));
                line.push_str(" |");
            }
            self.line(&line);
        };
        row(&table.header);
        let rule = vec![Text(vec![Span::Code("---".to_owned())]); table.header.len()];
        row(&rule);
        table.rows.iter().for_each(|cells| row(cells));
        self.blank = true;
    }

    fn code(&mut self, code: &Code) {
        self.caption(&code.caption);
        let longest = code.text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
        let fence = "`".repeat(longest.max(2) + 1);
        // Named so that the code that shows it knows that its dollar signs are those of formulas.
        let language = if code.has_formulas { Some("algorithm") } else { code.language.as_deref() };
        self.line(&format!("{fence}{}", language.unwrap_or_default()));
        code.text.lines().for_each(|line| self.line(line));
        self.line(&fence);
        self.blank = true;
    }

    fn finish(self) -> String {
        self.out
    }
}

/// The block that contains running text: what must be escaped differs.
#[derive(Clone, Copy, PartialEq, Eq)]
enum InlineContext {
    Paragraph,
    /// In a paragraph, after something else.
    Inside,
    Heading,
    Bold,
    Cell,
    Note,
}

fn inline(text: &Text, place: InlineContext) -> String {
    let mut out = String::new();
    for (n, span) in text.0.iter().enumerate() {
        match span {
            Span::Text(words) => {
                // A digit right after a dollar sign would make it one of money.
                if words.starts_with(|c: char| c.is_ascii_digit())
                    && matches!(n.checked_sub(1).map(|n| &text.0[n]), Some(Span::Math(_)))
                {
                    out.push(' ');
                }
                out.push_str(&if n == 0 {
                    escape(words, place)
                } else {
                    escape(
                        words,
                        if place == InlineContext::Paragraph {
                            InlineContext::Inside
                        } else {
                            place
                        },
                    )
                });
            }
            Span::Math(tex) => {
                if matches!(n.checked_sub(1).map(|n| &text.0[n]), Some(Span::Math(_))) {
                    out.push(' ');
                }
                out.push('$');
                if place == InlineContext::Cell {
                    out.push_str(&tex.replace("\\|", "\\Vert ").replace('|', "\\vert "));
                } else {
                    out.push_str(tex);
                }
                out.push('$');
            }
            Span::Code(code) if place == InlineContext::Cell && code == "---" => out.push_str(code),
            Span::Code(code) => push_code(code, place, &mut out),
            Span::Link { text, url } => {
                let url = url.replace(['<', '>', ' ', '\n'], "").replace('|', "%7C");
                if text.is_empty() || *text == url {
                    out.push_str(&format!("<{url}>"));
                } else {
                    let text = escape(
                        text,
                        if place == InlineContext::Paragraph {
                            InlineContext::Inside
                        } else {
                            place
                        },
                    )
                    .replace('[', "\\[")
                    .replace(']', "\\]");
                    out.push_str(&format!("[{text}](<{url}>)"));
                }
            }
            Span::Note(note) => {
                // Markdown's own footnotes would have to be jumped to and back from, and cost its
                // parsers dear.
                out.push_str(" (");
                out.push_str(&inline(
                    note,
                    if place == InlineContext::Cell {
                        InlineContext::Cell
                    } else {
                        InlineContext::Note
                    },
                ));
                out.push(')');
            }
        }
    }
    out
}

fn push_code(code: &str, place: InlineContext, out: &mut String) {
    let longest = code.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let marks = "`".repeat(longest + 1);
    let padding = if code.starts_with('`') || code.ends_with('`') { " " } else { "" };
    let code =
        if place == InlineContext::Cell { code.replace('|', "\\|") } else { code.to_owned() };
    out.push_str(&format!("{marks}{padding}{}{padding}{marks}", code.replace('\n', " ")));
}

fn escape_line(words: &str) -> String {
    escape(words, InlineContext::Paragraph)
}

/// Makes sure that words mean themselves in Markdown.
fn escape(words: &str, place: InlineContext) -> String {
    let mut out = String::with_capacity(words.len() + 8);
    let mut starts_line = place == InlineContext::Paragraph;
    let mut before = None;
    let mut rest = words.chars().peekable();
    let mut digits = starts_line;
    while let Some(c) = rest.next() {
        let next = rest.peek().copied();
        match c {
            '\n' => {
                match place {
                    InlineContext::Heading | InlineContext::Bold | InlineContext::Note => {
                        out.push(' ')
                    }
                    InlineContext::Cell => out.push_str(" / "),
                    InlineContext::Paragraph | InlineContext::Inside if next.is_none() => {}
                    InlineContext::Paragraph | InlineContext::Inside => out.push_str("\\\n"),
                }
                (starts_line, digits, before) = (
                    !matches!(
                        place,
                        InlineContext::Heading
                            | InlineContext::Bold
                            | InlineContext::Cell
                            | InlineContext::Note
                    ),
                    true,
                    Some(c),
                );
                continue;
            }
            '\\' if next.is_none_or(|c| c.is_ascii_punctuation() || c == '\n') => out.push('\\'),
            '`' | '$' | '*' => out.push('\\'),
            '_' if !(before.is_some_and(char::is_alphanumeric)
                && next.is_some_and(char::is_alphanumeric)) =>
            {
                out.push('\\')
            }
            '<' if next
                .is_some_and(|c| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?')) =>
            {
                out.push('\\')
            }
            '~' if next == Some('~') || before == Some('~') || starts_line => out.push('\\'),
            ']' if next == Some('(') => out.push('\\'),
            // `[1]:` at the start of a paragraph would define a link.
            '[' if starts_line && words.contains("]:") => out.push('\\'),
            '[' | ']' if place == InlineContext::Note => out.push('\\'),
            '^' if next == Some('[') => out.push('\\'),
            '|' if place == InlineContext::Cell => out.push('\\'),
            '&' if next.is_some_and(|c| c.is_ascii_alphanumeric() || c == '#') => out.push('\\'),
            '#' | '>' | '|' if starts_line => out.push('\\'),
            '-' | '+' | '='
                if starts_line && next.is_none_or(|after| after == c || after.is_whitespace()) =>
            {
                out.push('\\')
            }
            '.' | ')'
                if digits
                    && before.is_some_and(|c| c.is_ascii_digit())
                    && next.is_none_or(char::is_whitespace) =>
            {
                out.push('\\')
            }
            _ => {}
        }
        out.push(c);
        digits &= c.is_ascii_digit();
        starts_line = false;
        before = Some(c);
    }
    out
}
