//! Distinguishes the stars and tildes that are markup from those that are text.
//!
//! Markdown's own rules read `224*224*3` as emphasis, and its rules for Chinese do so with
//! `CRT*只…CRT*`. A single star between letters or digits, or one that closes nothing, is a star;
//! two stars or tildes between digits are a power or a range.

use super::script::{is_cjk_mark, is_ideograph, is_word};

/// One or more of the same sign in a row.
#[derive(Debug, Clone, Copy)]
pub struct Mark {
    /// Where it begins.
    pub at: usize,
    /// How many signs there are.
    pub length: usize,
    /// `*` or `~`.
    pub sign: u8,
    /// How many marks that separate sentences precede it.
    pub parts_before: usize,
}

/// The text on one side of a mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    /// A blank, or nothing.
    Blank,
    /// A letter or digit of a script that separates words with blanks.
    Word,
    /// What can be a factor of a product and is no word: a bracket, a formula, code, a per cent
    /// sign.
    Factor,
    Ideograph,
    /// A Chinese comma, which no emphasis ends with, or another mark that none begins with.
    Comma,
    /// An opening bracket, which no emphasis ends with.
    Opening,
    Other,
}

/// Those of a run's marks that are no markup.
pub fn literal(text: &str, marks: &[Mark]) -> Vec<Mark> {
    let mut out = singles(text, marks);
    out.extend(powers(text, marks));
    out
}

fn before(text: &str, mark: &Mark) -> Side {
    match text[..mark.at].chars().next_back() {
        None => Side::Blank,
        Some(c) if c.is_whitespace() => Side::Blank,
        Some(c) if is_word(c) => Side::Word,
        Some(')' | ']' | '}' | '%' | '$' | '`' | '°' | '\'' | '′') => Side::Factor,
        Some(c) if is_ideograph(c) => Side::Ideograph,
        Some('，' | '、' | '；') => Side::Comma,
        Some('（' | '(' | '【' | '《' | '「' | '“' | '‘') => Side::Opening,
        Some(_) => Side::Other,
    }
}

/// Whether emphasis can end after this.
fn can_end(before: Side) -> bool {
    !matches!(before, Side::Blank | Side::Comma | Side::Opening)
}

fn behind(text: &str, mark: &Mark) -> Side {
    match text[mark.at + mark.length..].chars().next() {
        None => Side::Blank,
        Some(c) if c.is_whitespace() => Side::Blank,
        Some(c) if is_word(c) => Side::Word,
        Some('(' | '[' | '{' | '$' | '`' | '\\') => Side::Factor,
        Some(c) if is_ideograph(c) => Side::Ideograph,
        Some('，' | '、' | '；' | '。' | '：' | '！' | '？' | '）' | '】' | '》' | '」') => {
            Side::Comma
        }
        Some(_) => Side::Other,
    }
}

/// The single stars that open and close no emphasis.
fn singles(text: &str, marks: &[Mark]) -> Vec<Mark> {
    let singles: Vec<(Mark, Side, Side)> = marks
        .iter()
        // One of three may be bold's end and emphasis's beginning.
        .filter(|mark| mark.sign == b'*' && matches!(mark.length, 1 | 3))
        .map(|mark| (*mark, before(text, mark), behind(text, mark)))
        // One between blanks is a list's mark, or nothing to the parser either.
        .filter(|&(_, left, right)| left != Side::Blank || right != Side::Blank)
        .collect();
    let mut is_paired = vec![false; singles.len()];
    let mut open: Vec<usize> = Vec::new();
    for (n, &(mark, left, right)) in singles.iter().enumerate() {
        let is_factor = |side| matches!(side, Side::Word | Side::Factor);
        if (left == Side::Word && right == Side::Word) || is_in_file_name(text, &mark) {
            continue;
        }
        let is_product = is_factor(left) && is_factor(right);
        let opens = !matches!(right, Side::Blank | Side::Comma) && !is_factor(left);
        // After a name, as in `CRT*`, and in the middle of a sentence.
        let is_suffix = left == Side::Word && right == Side::Ideograph;
        let opener = open.last().copied().filter(|_| can_end(left));
        let opener = opener
            .filter(|&opener| !is_suffix || singles[opener].0.parts_before == mark.parts_before);
        if let Some(opener) = opener {
            open.pop();
            (is_paired[opener], is_paired[n]) = (true, true);
        } else if opens
            || (!is_product
                && right == Side::Ideograph
                && is_emphasised_behind_a_word(&singles[n..]))
        {
            open.push(n);
        }
    }
    singles
        .into_iter()
        .zip(is_paired)
        .filter(|((mark, ..), is_paired)| !is_paired && mark.length == 1)
        .map(|((mark, ..), _)| mark)
        .collect()
}

/// Whether a star is a wildcard in a file's name: `data_*.json`, `logs/*/x`.
fn is_in_file_name(text: &str, mark: &Mark) -> bool {
    let is_before = text[..mark.at].ends_with(['_', '-', '/', '.']);
    is_before && text[mark.at + mark.length..].starts_with(['_', '-', '/', '.'])
}

/// Whether a star after a word opens emphasis: the next one closes it, in the same part of the
/// sentence, and is none after a word itself.
fn is_emphasised_behind_a_word(stars: &[(Mark, Side, Side)]) -> bool {
    let [(mark, ..), (next, left, _), ..] = stars else { return false };
    stars.len().is_multiple_of(2)
        && mark.parts_before == next.parts_before
        && matches!(left, Side::Ideograph | Side::Other)
}

/// The double stars and tildes between letters and digits that are no markup: `2**10`, `3~~5`.
fn powers(text: &str, marks: &[Mark]) -> Vec<Mark> {
    let mut out = Vec::new();
    for sign in [b'*', b'~'] {
        let doubles: Vec<(Mark, bool)> = marks
            .iter()
            .filter(|mark| mark.sign == sign && (2..=3).contains(&mark.length))
            .map(|mark| (*mark, is_between_factors(text, mark)))
            .collect();
        let mut is_open = false;
        for (n, &(mark, is_power)) in doubles.iter().enumerate() {
            let closes = is_open && !matches!(before(text, &mark), Side::Blank | Side::Opening);
            let next_closes = |&(next, is_power): &(Mark, bool)| {
                !is_power && next.length == mark.length && before(text, &next) != Side::Blank
            };
            if closes {
                is_open = false;
            } else if behind(text, &mark) == Side::Comma {
                // A level of significance: `84.1**，`, `（**）`.
                out.push(mark);
            } else if !is_power || doubles.get(n + 1).is_some_and(next_closes) {
                is_open = behind(text, &mark) != Side::Blank;
            } else {
                out.push(mark);
            }
        }
    }
    out
}

/// Whether a mark is between letters or digits of which one is a digit, or a name of one
/// letter.
fn is_between_factors(text: &str, mark: &Mark) -> bool {
    let (left, right) = (&text[..mark.at], &text[mark.at + mark.length..]);
    let (last, first) = (left.chars().next_back(), right.chars().next());
    let (Some(last), Some(first)) = (last.filter(|&c| is_word(c)), first.filter(|&c| is_word(c)))
    else {
        return false;
    };
    let is_long =
        left.chars().rev().nth(1).is_some_and(is_word) && right.chars().nth(1).is_some_and(is_word);
    last.is_numeric() || first.is_numeric() || !is_long
}

/// Whether what follows stars is a level of significance: `**p < 0.01`.
pub fn is_before_significance(behind: &str) -> bool {
    let behind = behind.trim_start_matches(' ');
    let value = behind.strip_prefix(['p', 'P']).map(str::trim_start);
    value.is_some_and(|value| {
        value.starts_with(['<', '>', '=', '≤', '≥', '＜', '＝']) || value.starts_with("&lt;")
    })
}

/// Whether a character parts sentences; emphasis of a name does not reach over one.
pub fn parts_sentences(c: char) -> bool {
    matches!(c, '\n' | '!' | '?')
        || (is_cjk_mark(c) && matches!(c, '，' | '。' | '；' | '！' | '？'))
}
