//! Bold beside Chinese quotation marks.
//!
//! In `**“锚点”**Token` the stars are between a punctuation mark and a letter, which Markdown's rules
//! read as the beginning of bold, not its end; the parser's own rules for Chinese leave these marks
//! out, since Latin scripts use them too. Where they touch a star, they are replaced by
//! [placeholders](super::placeholder) that count as letters.

use super::placeholder;

/// The text with placeholders for the marks that touch a star.
pub fn with_placeholders(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 64);
    let mut before = ' ';
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let touches = before == '*' || chars.peek() == Some(&'*');
        let placeholder = if touches && matches!(c, '“' | '”' | '‘' | '’' | '…' | '—' | '%')
        {
            placeholder::of(c)
        } else {
            None
        };
        out.push(placeholder.unwrap_or(c));
        before = c;
    }
    out
}
