//! Code fences: text between them opens no section.

/// Fences longer than this count as this long, so that the table of closing fences stays small.
const MAX_FENCE_CHARS: usize = 64;

/// Follows a text line by line and finds the lines of code.
pub struct Fences {
    /// For backtick and tilde: the offset of the last line that closes a fence of this length.
    last_closing: [[Option<usize>; MAX_FENCE_CHARS + 1]; 2],
    open: Option<(usize, usize)>,
}

impl Fences {
    /// Looks where fences could end, so that one that never ends is known when it begins.
    pub fn of(text: &str) -> Self {
        let mut last_closing = [[None; MAX_FENCE_CHARS + 1]; 2];
        let mut offset = 0;
        for line in text.split_inclusive('\n') {
            if let Some((kind, length, "")) = fence(line.trim_start_matches([' ', '\t', '>'])) {
                last_closing[kind][..=length].fill(Some(offset));
            }
            offset += line.len();
        }
        Self { last_closing, open: None }
    }

    /// Whether the line before was code or opened a fence.
    pub fn is_open(&self) -> bool {
        self.open.is_some()
    }

    /// Whether the line at this offset is a fence or is between two. Lines must be given in
    /// order.
    pub fn holds(&mut self, offset: usize, line: &str) -> bool {
        if let Some((kind, length)) = self.open {
            let closing = fence(line.trim_start_matches([' ', '\t', '>']));
            if closing.is_some_and(|(k, l, info)| k == kind && l >= length && info.is_empty()) {
                self.open = None;
            }
            return true;
        }
        let Some((kind, length, info)) = fence(without_containers(line)) else { return false };
        // A backtick after backticks makes them inline code. A fence that is never closed would
        // swallow every section below it: a model forgot its end, so it is taken as text.
        let opens = (kind == 1 || !info.contains('`'))
            && self.last_closing[kind][length].is_some_and(|last| last > offset);
        if opens {
            self.open = Some((kind, length));
        }
        opens
    }
}

/// A line of three or more backticks (0) or tildes (1): which, how many, and what follows
/// them.
fn fence(line: &str) -> Option<(usize, usize, &str)> {
    let mark = line.chars().next()?;
    let kind = ['`', '~'].iter().position(|&m| m == mark)?;
    let info = line.trim_start_matches(mark);
    let length = line.len() - info.len();
    (length >= 3).then(|| (kind, length.min(MAX_FENCE_CHARS), info.trim()))
}

/// The line without the marks of lists and quotes that a fence may be in.
fn without_containers(line: &str) -> &str {
    let mut rest = line.trim_start_matches([' ', '\t', '>']);
    loop {
        let behind_digits = rest.trim_start_matches(|c: char| c.is_ascii_digit());
        let marks: &[char] =
            if behind_digits.len() < rest.len() { &['.', ')'] } else { &['-', '*', '+'] };
        match behind_digits.strip_prefix(marks).filter(|after| after.starts_with([' ', '\t'])) {
            Some(after) => rest = after.trim_start_matches([' ', '\t', '>']),
            None => return rest,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The lines that are code or a fence, by their numbers from 0.
    fn code(text: &str) -> Vec<usize> {
        let mut fences = Fences::of(text);
        let mut offset = 0;
        let mut held = Vec::new();
        for (n, line) in text.split_inclusive('\n').enumerate() {
            if fences.holds(offset, line) {
                held.push(n);
            }
            offset += line.len();
        }
        held
    }

    #[test]
    fn lines_between_fences_are_code() {
        assert_eq!(code("a\n```\nb\n```\nc"), [1, 2, 3]);
        assert_eq!(code("~~~ text\n```\n~~\n~~~~ \na"), [0, 1, 2, 3]);
        assert_eq!(code("````\n```\n````\n"), [0, 1, 2]);
        assert_eq!(code("*   ```python\n    a\n    ```\nb"), [0, 1, 2]);
        assert_eq!(code("> 1. ~~~\n> a\n> ~~~\nb"), [0, 1, 2]);
        assert_eq!(code("```\r\na\r\n```\r\nb"), [0, 1, 2]);
    }

    #[test]
    fn what_is_no_fence_holds_nothing() {
        assert_eq!(code("``\na\n``"), [0; 0]);
        assert_eq!(code("``` a ` b\nc\n"), [0; 0]);
        assert_eq!(code("a ```\nb"), [0; 0]);
    }

    #[test]
    fn a_fence_that_never_ends_is_text() {
        assert_eq!(code("```\na\n~~~\nb\n```python\n"), [0; 0]);
        assert_eq!(code("```\na\n```\n```\nb"), [0, 1, 2]);
        let long = "`".repeat(100);
        assert_eq!(code(&format!("{long}\na\n{long}\nb")), [0, 1, 2]);
    }
}
