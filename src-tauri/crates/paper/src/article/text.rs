//! Running text: words, formulas, code, links and notes.

use serde::{Deserialize, Serialize};

/// Running text, in pieces. White space is single spaces; a line feed in a piece is a line break.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Text(pub Vec<Span>);

/// A piece of running text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Span {
    /// Words as a user sees them.
    Text(String),
    /// A formula: LaTeX without dollar signs.
    Math(String),
    /// Text set as it was typed.
    Code(String),
    /// A link out of the paper.
    Link {
        /// What is shown.
        text: String,
        /// An http or https address.
        url: String,
    },
    /// A footnote, at its mark. Contains no further notes.
    Note(Text),
}

impl Text {
    /// Text of words only.
    pub fn words(words: &str) -> Self {
        let mut builder = TextBuilder::default();
        builder.words(words);
        builder.finish()
    }

    /// Text with formulas between single dollar signs, as abstracts are written on arXiv. Money
    /// stays money: a formula has no white space inside its signs and no digit after them.
    pub fn with_formulas(text: &str) -> Self {
        let mut builder = TextBuilder::default();
        let mut rest = text;
        while let Some((before, behind)) = rest.split_once('$') {
            let end = behind.find('$').filter(|&end| {
                let inside = &behind[..end];
                let money = behind[end + 1..].starts_with(|c: char| c.is_ascii_digit());
                !inside.is_empty() && inside.trim() == inside && !money && !before.ends_with('\\')
            });
            match end {
                Some(end) => {
                    builder.words(before);
                    builder.span(Span::Math(
                        behind[..end].split_whitespace().collect::<Vec<_>>().join(" "),
                    ));
                    rest = &behind[end + 1..];
                }
                None => {
                    builder.words(before.strip_suffix('\\').unwrap_or(before));
                    builder.push("$");
                    rest = behind;
                }
            }
        }
        builder.words(rest);
        builder.finish()
    }

    /// Whether there is nothing to read.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The text without Markdown: formulas as LaTeX without dollar signs, notes in round brackets.
    pub fn plain(&self) -> String {
        let mut out = String::new();
        super::plain::text(self, &mut out);
        out
    }

    /// The text as one line of Markdown; literal text is escaped, formulas are between dollar
    /// signs.
    pub fn markdown(&self) -> String {
        super::markdown::line(self)
    }

    /// Appends `other` to this text, with `between` when both have words.
    pub(crate) fn join(&mut self, between: &str, other: Self) {
        if !self.is_empty() && !other.is_empty() {
            self.push_words(between);
        }
        for span in other.0 {
            match span {
                Span::Text(words) => self.push_words(&words),
                other => self.0.push(other),
            }
        }
    }

    /// The text with its line breaks as spaces.
    pub(crate) fn unbroken(mut self) -> Self {
        for span in &mut self.0 {
            if let Span::Text(words) = span
                && words.contains('\n')
            {
                *words = words.replace('\n', " ");
            }
        }
        self
    }

    fn push_words(&mut self, words: &str) {
        match self.0.last_mut() {
            Some(Span::Text(last)) => last.push_str(words),
            _ => self.0.push(Span::Text(words.to_owned())),
        }
    }
}

/// Makes a [`Text`] out of pieces of a page.
#[derive(Debug, Default)]
pub(crate) struct TextBuilder {
    spans: Vec<Span>,
    /// Whether there was white space after the last word.
    space: bool,
    /// Text in characters without a shape.
    pub(crate) shapeless: String,
}

impl TextBuilder {
    pub(crate) fn is_empty(&self) -> bool {
        self.spans.is_empty()
    }

    /// White space, once it is between words.
    pub(crate) fn space(&mut self) {
        self.space = true;
    }

    pub(crate) fn line_break(&mut self) {
        if let Some(Span::Text(last)) = self.spans.last_mut() {
            if !last.ends_with('\n') {
                last.push('\n');
            }
        } else if !self.spans.is_empty() {
            self.spans.push(Span::Text("\n".to_owned()));
        }
        self.space = false;
    }

    pub(crate) fn ends_with(&self, test: impl Fn(char) -> bool) -> bool {
        !self.space && matches!(self.spans.last(), Some(Span::Text(last)) if last.ends_with(test))
    }

    pub(crate) fn words(&mut self, words: &str) {
        let mut words = words;
        if begins_with_a_closing_mark(words) {
            // Indented pages have white space between a formula and the comma after it.
            words = words.trim_start();
            self.space = false;
        }
        for (n, word) in words.split(char::is_whitespace).enumerate() {
            self.space |= n > 0;
            if !word.is_empty() {
                self.word(word);
            }
        }
    }

    fn word(&mut self, word: &str) {
        if word.is_ascii() {
            return self.push(word);
        }
        let mut clean = String::with_capacity(word.len());
        for c in word.chars() {
            match c {
                // Tags and high variation selectors carry invisible text.
                '\u{E0020}'..='\u{E007E}' => {
                    self.shapeless.push(char::from_u32(c as u32 - 0xE0000).unwrap_or(' '))
                }
                c if is_shapeless(c) || c.is_control() => {}
                c => clean.push(c),
            }
        }
        if !clean.is_empty() {
            self.push(&clean);
        }
    }

    fn push(&mut self, word: &str) {
        let space = std::mem::take(&mut self.space);
        match self.spans.last_mut() {
            Some(Span::Text(last)) => {
                if space
                    && !last.ends_with(['\n', ' '])
                    && !last.ends_with('(')
                    && !last.ends_with('[')
                {
                    last.push(' ');
                }
                last.push_str(word);
            }
            Some(_) if space => self.spans.push(Span::Text(format!(" {word}"))),
            _ => self.spans.push(Span::Text(word.to_owned())),
        }
    }

    pub(crate) fn span(&mut self, span: Span) {
        let before = matches!(span, Span::Note(_));
        // A note is at the word it belongs to.
        if std::mem::take(&mut self.space) && !before {
            match self.spans.last_mut() {
                Some(Span::Text(last)) if !last.ends_with(['\n', ' ', '(', '[']) => last.push(' '),
                Some(Span::Text(_)) | None => {}
                Some(_) => self.spans.push(Span::Text(" ".to_owned())),
            }
        }
        self.spans.push(span);
    }

    /// The text, and an empty builder in its place.
    pub(crate) fn take(&mut self) -> Text {
        self.space = false;
        if let Some(Span::Text(last)) = self.spans.last_mut() {
            last.truncate(last.trim_end().len());
            if last.is_empty() {
                self.spans.pop();
            }
        }
        let mut spans = std::mem::take(&mut self.spans);
        spans.shrink_to_fit();
        Text(spans)
    }

    pub(crate) fn finish(mut self) -> Text {
        self.take()
    }
}

/// Whether a character is invisible and only changes how others are shown, or hides text.
pub fn is_shapeless(c: char) -> bool {
    matches!(c, '\u{E0000}'..='\u{E0FFF}'
        | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{FEFF}' | '\u{00AD}'
        | '\u{2060}'..='\u{206F}' | '\u{202A}'..='\u{202E}')
}

/// Whether a heading, in lower case, is that of the thanks to people and funders.
pub(crate) fn is_of_thanks(heading: &str) -> bool {
    let heading = heading.trim().trim_start_matches(|c: char| !c.is_alphabetic());
    [
        "acknowledg",
        "acknowlegd",
        "aknowledg",
        "致谢",
        "致謝",
        "鸣谢",
        "感谢",
        "謝辭",
        "謝辞",
        "remerciements",
        "danksagung",
        "agradecimientos",
    ]
    .iter()
    .any(|word| heading.starts_with(word))
        || (heading.contains("acknowledgment") || heading.contains("acknowledgement"))
            && heading.split_whitespace().count() <= 8
        || matches!(
            heading,
            "thanks"
                | "funding"
                | "funding information"
                | "funding statement"
                | "financial support"
                | "funding and support"
        )
}

fn begins_with_a_closing_mark(words: &str) -> bool {
    let closing = |c| matches!(c, ',' | '.' | ';' | ':' | ')' | ']');
    let mut start = words.trim_start().chars();
    start.next().is_some_and(closing)
        && start.next().is_none_or(|c| c.is_whitespace() || closing(c))
}
