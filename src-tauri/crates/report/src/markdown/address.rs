//! Where a bare web address begins and ends in running text.
//!
//! Chinese text has no space after an address, and models write marks around it. So an address ends
//! before the first character that is not ASCII, before marks of Markdown, and before a closing
//! bracket that was not opened in it.

use super::placeholder;
use std::ops::Range;

/// The longest address, in bytes: a longer one would not be followed.
const MAX_ADDRESS_BYTES: usize = 2_048;

/// The most letters of a label before an address: `homepage:https://…`.
const MAX_LABEL_LETTERS: usize = 20;

/// The next address at or after `from`.
pub fn next(text: &str, from: usize) -> Option<Range<usize>> {
    let bytes = text.as_bytes();
    let mut at = from;
    while at < bytes.len() {
        if let Some(scheme) = begins(bytes, at) {
            let end = end(text, at, at + scheme);
            if end > at + scheme {
                return Some(at..end);
            }
        }
        at += 1;
    }
    None
}

/// The address that begins at `at`, if one does.
pub fn at(text: &str, at: usize) -> Option<Range<usize>> {
    let scheme = begins(text.as_bytes(), at)?;
    let end = end(text, at, at + scheme);
    (end > at + scheme).then_some(at..end)
}

/// The length of `https://` or `www.` at `at`, unless it is in the middle of a word.
fn begins(bytes: &[u8], at: usize) -> Option<usize> {
    if !matches!(bytes.get(at), Some(b'h' | b'H' | b'w' | b'W')) {
        return None;
    }
    let has = |start: &str| {
        bytes[at..]
            .get(..start.len())
            .is_some_and(|text| text.eq_ignore_ascii_case(start.as_bytes()))
    };
    let scheme = ["https://", "http://", "www."].into_iter().find(|start| has(start))?;
    let before = at.checked_sub(1).map(|before| bytes[before]);
    let is_free = before.is_none_or(|before| match scheme {
        // `www.` within a word, or `http://` after a letter, belongs to what precedes it.
        "www." => !before.is_ascii_alphanumeric() && !b"/.-@:_".contains(&before),
        _ => !before.is_ascii_alphanumeric(),
    });
    is_free.then_some(scheme.len())
}

fn end(text: &str, start: usize, from: usize) -> usize {
    let is_within_stars = text[..start].ends_with('*');
    let mut open: Vec<char> = Vec::new();
    let mut in_query = false;
    let mut end = from;
    let mut chars = text[from..].char_indices().map(|(at, c)| (from + at, c)).peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|&(_, next)| next);
        let goes_on = match c {
            '<' | '>' | '"' | '`' | '$' | '|' | '^' => false,
            // An escaped mark is one of the address.
            '\\' => matches!(next, Some('_' | '*' | '~' | '&' | '#' | '-')),
            '*' => {
                !is_within_stars
                    && !text[..at].ends_with('*')
                    && next.is_some_and(|next| {
                        next.is_ascii_alphanumeric() || matches!(next, '.' | '/' | '_' | '-')
                    })
            }
            '~' => next != Some('~'),
            '[' => in_query,
            '(' | '{' => true,
            ')' => open.last() == Some(&'('),
            ']' => open.last() == Some(&'['),
            '}' => open.last() == Some(&'{'),
            ',' | ';' => !begins_another(&text[at + 1..]),
            '\'' => next.is_some_and(|next| next.is_ascii_alphanumeric()),
            c => {
                c.is_ascii_graphic()
                    || placeholder::is_in_address(c)
                    || placeholder::of('%') == Some(c)
            }
        };
        if !goes_on || at - start > MAX_ADDRESS_BYTES {
            break;
        }
        match c {
            '(' | '[' | '{' => open.push(c),
            ')' | ']' | '}' => {
                open.pop();
            }
            '?' => in_query = true,
            _ => {}
        }
        end = at + c.len_utf8();
    }
    trimmed(text, from, end)
}

/// Whether after a comma another address begins, alone or after its label: `,https://b.org`,
/// `,data:https://b.org`.
fn begins_another(text: &str) -> bool {
    let label =
        text.bytes().take(MAX_LABEL_LETTERS).take_while(|byte| byte.is_ascii_alphabetic()).count();
    let has_scheme = |text: &str| text.starts_with("http://") || text.starts_with("https://");
    has_scheme(text) || text[label..].strip_prefix(':').is_some_and(has_scheme)
}

/// Marks at the end belong to the sentence, and so does a bracket that was opened last and not
/// closed.
fn trimmed(text: &str, from: usize, end: usize) -> usize {
    let mut address = &text[from..end];
    loop {
        let mut bare = address.trim_end_matches(|c: char| {
            matches!(
                c,
                '?' | '!'
                    | '.'
                    | ','
                    | ':'
                    | ';'
                    | '*'
                    | '_'
                    | '~'
                    | '\''
                    | '"'
                    | '\\'
                    | '('
                    | '['
                    | '{'
            ) || placeholder::is_in_address(c)
        });
        // The text of an address that has entities for its marks.
        for entity in ["&quot", "&gt", "&lt", "&nbsp", "&amp"] {
            bare = bare.strip_suffix(entity).filter(|_| address.len() > bare.len()).unwrap_or(bare);
        }
        if bare.len() == address.len() {
            return from + bare.len();
        }
        address = bare;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn addresses(text: &str) -> Vec<&str> {
        let mut parts = Vec::new();
        let mut from = 0;
        while let Some(range) = next(text, from) {
            from = range.end;
            parts.push(&text[range]);
        }
        parts
    }

    #[test]
    fn an_address_ends_before_marks_and_chinese_text() {
        for (text, parts) in [
            ("**https://a.org/b**，已开源", vec!["https://a.org/b"]),
            ("见https://a.org，与https://b.org/x。`pip`", vec!["https://a.org", "https://b.org/x"]),
            ("*https://a.org*是 ~~https://b.org~~", vec!["https://a.org", "https://b.org"]),
            ("(https://a.org)(https://b.org/x_(y))", vec!["https://a.org", "https://b.org/x_(y)"]),
            ("[https://a.org]（https://b.org）", vec!["https://a.org", "https://b.org"]),
            ("https://a.org/b`c` https://a.org/$x$", vec!["https://a.org/b", "https://a.org/"]),
            (
                "https://a.org,https://b.org;https://c.org.",
                vec!["https://a.org", "https://b.org", "https://c.org"],
            ),
            ("\"https://a.org/?q=a&b=c#d\"", vec!["https://a.org/?q=a&b=c#d"]),
            (
                "https://a.org/~name/a_b*c/ www.b.org/x!",
                vec!["https://a.org/~name/a_b*c/", "www.b.org/x"],
            ),
            (
                "https://a.org/?a[]=1 \\url{https://b.org}",
                vec!["https://a.org/?a[]=1", "https://b.org"],
            ),
            ("https://web.org/2020/https://a.org", vec!["https://web.org/2020/https://a.org"]),
            ("HTTPS://A.ORG/x| http://b.org<br>", vec!["HTTPS://A.ORG/x", "http://b.org"]),
            (
                "Code:https://a.org/x,data:https://b.org;Demo:http://c.org",
                vec!["https://a.org/x", "https://b.org", "http://c.org"],
            ),
            ("https://a.org/x,y:z,w", vec!["https://a.org/x,y:z,w"]),
            ("https:// xhttps://a.org awww.b.org", vec![]),
        ] {
            assert_eq!(addresses(text), parts, "{text}");
        }
    }
}
