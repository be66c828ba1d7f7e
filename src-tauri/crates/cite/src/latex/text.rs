//! LaTeX to text: one pass without recursion, whatever the nesting.

use super::signs::{BRACES, ESCAPED};
use paperboy_paper::latex::{ACCENTS, SIGNS};
use std::collections::HashMap;
use std::sync::LazyLock;
use unicode_normalization::char::compose;

/// Commands whose first argument is not shown.
const HIDDEN_FIRST: [&str; 3] = ["href", "textcolor", "colorbox"];

/// The signs of commands, by the commands' names without the backslash.
static MEANING: LazyLock<HashMap<&str, String>> = LazyLock::new(|| {
    let escaped = BRACES.iter().chain(&ESCAPED).map(|(sign, command)| {
        (command.trim_start_matches('\\').trim_end_matches("{}"), sign.to_string())
    });
    let signs = SIGNS.iter().map(|(name, sign)| (*name, (*sign).to_owned()));
    let plain = [" ", "@"].map(|name| (name, name.to_owned()));
    let blanks =
        ["\\", ",", ";", ":", "quad", "qquad", "newline", "par"].map(|name| (name, " ".to_owned()));
    escaped.chain(signs).chain(plain).chain(blanks).collect()
});

/// The text that LaTeX would set: commands for signs and accents are replaced, braces and other
/// commands are removed, and their arguments stay. Formulas stay between dollar signs.
pub fn text(latex: &str) -> String {
    let mut out = Out { text: String::with_capacity(latex.len()), accent: None };
    let mut rest = latex;
    while let Some(c) = rest.chars().next() {
        let used = match c {
            '\\' => command(rest, &mut out),
            '$' => formula(rest, &mut out),
            '{' | '}' => 1,
            '~' => out.push(" ", 1),
            '-' if rest.starts_with("---") => out.push("—", 3),
            '-' if rest.starts_with("--") => out.push("–", 2),
            '`' if rest.starts_with("``") => out.push("“", 2),
            '\'' if rest.starts_with("''") => out.push("”", 2),
            c => out.push(&rest[..c.len_utf8()], c.len_utf8()),
        };
        rest = &rest[used..];
    }
    out.end()
}

struct Out {
    text: String,
    /// An accent that the next letter gets.
    accent: Option<char>,
}

impl Out {
    /// Writes what was read from `used` bytes, and returns their number.
    fn push(&mut self, shown: &str, used: usize) -> usize {
        let mut shown = shown;
        // There may be blanks between an accent and its letter.
        if let Some(accent) = self.accent
            && !shown.trim().is_empty()
            && let Some(first) = shown.chars().next()
        {
            self.accent = None;
            let base = match first {
                'ı' => 'i',
                'ȷ' => 'j',
                first => first,
            };
            match compose(base, accent) {
                Some(composed) => self.text.push(composed),
                None if base.is_alphabetic() => self.text.extend([base, accent]),
                None => self.text.push(base),
            }
            shown = &shown[first.len_utf8()..];
        } else if self.accent.is_some() {
            return used;
        }
        self.text.push_str(shown);
        used
    }

    fn end(self) -> String {
        self.text
    }
}

/// Reads the command at the beginning of a text and returns the length of what was read.
fn command(text: &str, out: &mut Out) -> usize {
    let letters = text[1..].bytes().take_while(u8::is_ascii_alphabetic).count();
    let sign = text[1..].chars().next().map_or(0, char::len_utf8);
    let length = 1 + if letters > 0 { letters } else { sign };
    let name = &text[1..length];
    if let Some((_, accent)) = ACCENTS.iter().find(|(own, _)| *own == name) {
        out.accent = Some(*accent);
        return length;
    }
    // A command of letters swallows the blanks after it; `{}` ends it and keeps them.
    let behind = &text[length..];
    let used = if letters == 0 {
        length
    } else if behind.starts_with("{}") {
        length + 2
    } else {
        text.len() - behind.trim_start_matches([' ', '\n', '\t']).len()
    };
    if let Some(shown) = MEANING.get(name) {
        return out.push(shown, used);
    }
    if HIDDEN_FIRST.contains(&name)
        && behind.starts_with('{')
        && let Some(end) = behind.bytes().take(500).position(|byte| byte == b'}')
    {
        return length + end + 1;
    }
    used
}

/// Copies the formula at the beginning of a text, or a dollar sign that begins none.
fn formula(text: &str, out: &mut Out) -> usize {
    let mut is_escaped = false;
    for (at, byte) in text.bytes().enumerate().skip(1).take(2_000) {
        if byte == b'$' && !is_escaped {
            return out.push(&text[..=at], at + 1);
        }
        is_escaped = byte == b'\\' && !is_escaped;
    }
    out.push("$", 1)
}
