//! Formulas between dollar signs.

/// The longest formula, in bytes.
const MAX_FORMULA_BYTES: usize = 500;

/// The length of the formula at the beginning of a text, with its dollar signs. As Pandoc reads
/// Markdown, there is no space inside next to a dollar sign and no digit after the last one, so that
/// two prices are no formula. A text that LaTeX could not read within a field of BibTeX is no
/// formula: for example, one with unbalanced braces.
pub fn at_beginning(text: &str) -> Option<usize> {
    let inside = text.strip_prefix('$')?;
    if inside.starts_with(|c: char| c.is_whitespace() || c == '$') {
        return None;
    }
    let (mut depth, mut before) = (0_usize, None);
    for (at, byte) in inside.bytes().enumerate().take(MAX_FORMULA_BYTES) {
        let is_escaped = before == Some(b'\\');
        match byte {
            b'$' if !is_escaped => {
                let behind = inside[at + 1..].bytes().next();
                let is_closed = depth == 0
                    && before.is_some_and(|byte| !byte.is_ascii_whitespace())
                    && !behind.is_some_and(|byte| byte.is_ascii_digit());
                return is_closed.then_some(at + 2);
            }
            // BibTeX counts braces after a backslash too.
            b'{' => depth += 1,
            b'}' => depth = depth.checked_sub(1)?,
            b'%' | b'#' | b'&' if !is_escaped => return None,
            _ => {}
        }
        // A backslash after another one escapes nothing.
        before = Some(if byte == b'\\' && is_escaped { 0 } else { byte });
    }
    None
}
