//! Bold beside Chinese quotation marks.
//!
//! In `**“锚点”**Token` the stars stand between a punctuation mark and a letter, which Markdown's rules read as the beginning of
//! bold, not its end; the parser's own rules for Chinese leave these marks out, since Latin scripts use them too. While a text
//! is parsed, stand-ins that count as letters take their place where they touch a star.

use comrak::nodes::NodeValue;
use std::borrow::Cow;

/// The marks, and noncharacters that no text uses.
const MARKS: [(char, char); 7] =
    [('“', '\u{fdd0}'), ('”', '\u{fdd1}'), ('‘', '\u{fdd2}'), ('’', '\u{fdd3}'), ('…', '\u{fdd4}'), ('—', '\u{fdd5}'), ('%', '\u{fdd6}')];

fn stand_in(mark: char) -> Option<char> {
    MARKS.iter().find(|&&(c, _)| c == mark).map(|&(_, stand_in)| stand_in)
}

fn mark(stand_in: char) -> Option<char> {
    MARKS.iter().find(|&&(_, c)| c == stand_in).map(|&(mark, _)| mark)
}

/// The text as it is given to the parser.
pub fn prepared(text: &str) -> Cow<'_, str> {
    // A text that does hold a stand-in would not come back as it was.
    if !text.contains('*') || text.contains(|c| mark(c).is_some()) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 64);
    let mut before = ' ';
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let touches = before == '*' || chars.peek() == Some(&'*');
        out.push(stand_in(c).filter(|_| touches).unwrap_or(c));
        before = c;
    }
    Cow::Owned(out)
}

/// What the parser made of the text, with the marks in their places again.
pub fn undone(mut value: NodeValue) -> NodeValue {
    match &mut value {
        NodeValue::Text(text) if has_stand_in(text) => *text = restored(text).into(),
        NodeValue::Code(code) => restore(&mut code.literal),
        NodeValue::CodeBlock(code) => restore(&mut code.literal),
        NodeValue::Math(math) => restore(&mut math.literal),
        NodeValue::HtmlInline(html) => restore(html),
        NodeValue::HtmlBlock(html) => restore(&mut html.literal),
        NodeValue::Link(link) => restore(&mut link.url),
        _ => {}
    }
    value
}

fn has_stand_in(text: &str) -> bool {
    text.contains(|c| mark(c).is_some())
}

fn restore(text: &mut String) {
    if has_stand_in(text) {
        *text = restored(text);
    }
}

fn restored(text: &str) -> String {
    text.chars().map(|c| mark(c).unwrap_or(c)).collect()
}
