//! Kinds of characters that Markdown's own rules, made for Latin scripts, do not distinguish.

/// Whether a character is written without blanks between words: ideographs, kana, Hangul.
pub fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{11ff}' | '\u{2e80}'..='\u{2fdf}' | '\u{3005}'..='\u{3007}' | '\u{3040}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}')
}

/// Whether a character is a punctuation mark of these scripts.
pub fn is_cjk_mark(c: char) -> bool {
    matches!(c, '\u{3000}'..='\u{3004}' | '\u{3008}'..='\u{303f}' | '\u{fe30}'..='\u{fe4f}' | '\u{ff01}'..='\u{ff0f}' | '\u{ff1a}'..='\u{ff20}' | '\u{ff3b}'..='\u{ff40}' | '\u{ff5b}'..='\u{ff65}' | '“' | '”' | '‘' | '’' | '…' | '—')
}

/// Whether a character is a letter or digit of a script that separates words with blanks.
pub fn is_word(c: char) -> bool {
    c.is_alphanumeric() && !is_ideograph(c)
}
