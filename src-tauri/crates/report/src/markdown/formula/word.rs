//! Words between dollar signs that are a formula without any sign of LaTeX.

use super::is_formula_without_blanks;
use crate::markdown::script::is_ideograph;

/// The longest text that is a formula, in characters.
const MAX_TEXT_CHARS: usize = 12;
/// What a sentence that names the sign, or an amount, has between two of them.
const NOT_ALONE: [&str; 14] =
    ["和", "与", "及", "或", "到", "至", "对", "兑", "符号", "字符", "包裹", "包围", "分隔", "元"];

/// Whether a text of one word, or with the quotation marks and dashes of running text, is a formula:
/// `$中文$`, `$“a”$`. Beside a word of a program or an amount the signs are signs.
pub fn is_text(before: &str, inside: &str, behind: &str) -> bool {
    let is_program = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '$';
    let is_amount = |text: &str| {
        text.starts_with(|c: char| "一二两三四五六七八九十百千万亿几数零〇半".contains(c))
    };
    let is_mark = |c: char| matches!(c, '“' | '”' | '‘' | '’' | '…' | '—');
    let without_marks: String = inside.chars().filter(|c| !is_mark(*c)).collect();
    let is_word = without_marks.chars().all(is_ideograph);
    let has_marks = without_marks.len() < inside.len();
    inside.chars().count() <= MAX_TEXT_CHARS
        && !before.ends_with(is_program)
        && !behind.starts_with(is_program)
        && !is_amount(inside)
        && !is_amount(behind)
        && !NOT_ALONE.iter().any(|word| inside.starts_with(word) || inside.ends_with(word))
        && (is_word || has_marks && is_formula_without_blanks(&without_marks))
}
