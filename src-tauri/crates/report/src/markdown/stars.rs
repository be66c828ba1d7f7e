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
        if (left == Side::Word && right == Side::Word)
            || is_in_file_name(text, &mark)
            || is_between_quotes(text, &mark)
        {
            continue;
        }
        let is_product = is_factor(left) && is_factor(right);
        let next = singles.get(n + 1).map(|(next, ..)| next);
        let opens = !matches!(right, Side::Blank | Side::Comma)
            && !is_factor(left)
            && !is_level(text, &mark, next);
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

/// Whether a star is a product's between quoted factors: `"A"*"B"`.
fn is_between_quotes(text: &str, mark: &Mark) -> bool {
    text[..mark.at].ends_with('"') && text[mark.at + mark.length..].starts_with('"')
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
            } else if behind(text, &mark) == Side::Comma
                || sign == b'*' && is_level(text, &mark, doubles.get(n + 1).map(|(next, _)| next))
            {
                // A level of significance: `84.1**，`, `（**）`, `甲组**（n=30）`.
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

/// Whether stars that could open emphasis are a level of significance behind what they are about:
/// `甲组**（n=30）与乙组**（n=28）`, `0.35**和0.42**`. `next` are the next stars of their kind.
fn is_level(text: &str, mark: &Mark, next: Option<&Mark>) -> bool {
    let is_behind =
        |mark: &Mark| matches!(before(text, mark), Side::Word | Side::Factor | Side::Ideograph);
    let is_behind_value = |mark: &Mark| ends_with_value(&text[..mark.at]);
    let inside = |mark: &Mark| in_brackets(&text[mark.at + mark.length..]);
    if !is_behind(mark) {
        return false;
    }
    match inside(mark) {
        Some(inside) if is_statistic(inside) => true,
        // `分为**（1）采样**（说明）` is emphasis.
        Some(inside) if is_number_of_item(inside) => false,
        Some(_) => next.is_some_and(|next| is_behind(next) && inside(next).is_some()),
        None => is_behind_value(mark) && next.is_some_and(is_behind_value),
    }
}

/// The most bytes of the brackets after a level.
const MAX_BRACKETS_BYTES: usize = 120;

/// The text within the brackets that a text begins with.
fn in_brackets(text: &str) -> Option<&str> {
    let open = text.chars().next()?;
    let close = match open {
        '(' => ')',
        '（' => '）',
        '[' => ']',
        '【' => '】',
        _ => return None,
    };
    let inside = &text[open.len_utf8()..];
    // Models mix brackets of both widths.
    let end = inside.find(|c| c == close || matches!((close, c), (')', '）') | ('）', ')')))?;
    (end <= MAX_BRACKETS_BYTES && !inside[..end].contains('*')).then(|| &inside[..end])
}

/// `n=30`, `p < 0.01`, `±0.2`
fn is_statistic(text: &str) -> bool {
    text.contains(['=', '<', '>', '≤', '≥', '＜', '＞', '＝', '≈', '±'])
        || text.contains("&lt;")
        || text.contains("&gt;")
}

/// `1`, `一`, `a`, `ii`
fn is_number_of_item(text: &str) -> bool {
    let text = text.trim();
    let is_letter = text.len() == 1 && text.bytes().all(|byte| byte.is_ascii_alphabetic());
    let is_short = (1..=2).contains(&text.chars().count());
    let is_number = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
    let is_roman = |c: char| "ivxIVX".contains(c);
    is_letter
        || is_short && text.chars().all(is_number)
        || !text.is_empty() && text.chars().all(is_roman)
}

/// Whether a text ends with a value, which no name has: `0.35`, `-1.2%`.
fn ends_with_value(text: &str) -> bool {
    let number = text.strip_suffix('%').unwrap_or(text);
    let name = number.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.');
    let number = &number[name.len()..];
    let is_decimal = number
        .split_once('.')
        .is_some_and(|(whole, part)| !part.is_empty() && !part.contains('.') && whole.len() <= 6);
    // `GPT-4.1` is a name, `-4.1` a value.
    let sign = name.strip_suffix('-').unwrap_or(name);
    is_decimal && !sign.ends_with(|c: char| c.is_ascii_alphanumeric() || c == '_')
}

/// Whether what follows stars is a level of significance: `**p < 0.01`, `**表示p<0.01`,
/// `***代表在1%水平上显著`.
pub fn is_before_significance(behind: &str) -> bool {
    const VERBS: [&str; 8] = ["表示", "代表", "指", "为", "：", ":", "=", "＝"];
    let behind = behind.trim_start_matches(' ');
    let meant = VERBS.iter().find_map(|verb| behind.strip_prefix(verb));
    let value = meant.unwrap_or(behind).trim_start_matches([' ', '$']);
    let compared = value.strip_prefix(['p', 'P', '𝑝']).map(str::trim_start);
    let is_level = compared.is_some_and(|value| {
        value.starts_with(['<', '>', '=', '≤', '≥', '＜', '＝'])
            || value.starts_with("&lt;")
            || value.starts_with("值")
    });
    is_level || meant.is_some() && is_meant_as_level(value)
}

/// `在1%水平上显著`, `显著性水平为 0.01`, before the sentence's next mark.
fn is_meant_as_level(meaning: &str) -> bool {
    let end = meaning.find(['，', '。', '；', ',', ';', '*', '\n']).unwrap_or(meaning.len());
    let meaning = &meaning[..end];
    meaning.chars().count() <= 24
        && meaning.contains("显著")
        && (meaning.contains("水平") || meaning.contains(|c: char| c.is_ascii_digit()))
}

/// Whether a line that Markdown would read as an item of a list is a legend of levels:
/// `* p<0.05, ** p<0.01`.
pub fn is_legend(line: &str) -> bool {
    let Some(behind) = line.strip_prefix("* ") else { return false };
    is_before_significance(behind)
        && behind.match_indices("**").any(|(at, stars)| {
            let behind = behind[at + stars.len()..].trim_start_matches('*');
            is_before_significance(behind)
        })
}

/// Whether a character parts sentences; emphasis of a name does not reach over one.
pub fn parts_sentences(c: char) -> bool {
    matches!(c, '\n' | '!' | '?')
        || (is_cjk_mark(c) && matches!(c, '，' | '。' | '；' | '！' | '？'))
}
