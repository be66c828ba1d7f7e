//! Characters, however wide they are and in which form.

/// A character in the width and form in which it counts: one stays one.
pub(crate) fn narrow(c: char) -> char {
    match c {
        // Not the comma: between two numbers it separates them.
        '\u{ff01}'..='\u{ff0b}' | '\u{ff0d}'..='\u{ff5e}' => {
            char::from_u32(c as u32 - 0xfee0).unwrap_or(c)
        }
        '‘' | '’' | '‛' | '´' => '\'',
        '“' | '”' | '„' | '「' | '」' | '『' | '』' | '«' | '»' => '"',
        '–' | '—' | '‐' | '‑' | '―' | '─' => '-',
        _ => c,
    }
}

pub(crate) fn is_cjk(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{2fdf}' | '\u{3005}'..='\u{3007}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3134f}')
}
