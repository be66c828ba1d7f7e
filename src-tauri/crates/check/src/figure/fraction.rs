//! Parts of a whole in words: a quarter, two thirds, half, 三分之一, 四成.

use crate::number::{self, Number};

/// A part of a whole in per cent, and how many bytes of the text it takes.
type Part = (Number, usize);

/// The part that an English text begins with; `before` is what precedes it.
pub(super) fn english(before: &str, text: &str) -> Option<Part> {
    half(before, text)
        .or_else(|| counted_part(text))
        .or_else(|| one_in(text))
        .or_else(|| several_in(text))
}

/// `half of`, `by half`, `halves`; not `half-precision` or the second half.
fn half(before: &str, text: &str) -> Option<Part> {
    const VERBS: [&str; 4] = ["halves", "halved", "halving", "halve"];
    let word = word(text);
    let fifty = Some((Number::new(50, 0), word.len()));
    if VERBS.iter().any(|verb| verb.eq_ignore_ascii_case(word)) {
        return fifty;
    }
    if !word.eq_ignore_ascii_case("half") || text[word.len()..].starts_with('-') {
        return None;
    }
    const OF: [&str; 8] =
        [" of ", " the ", " as ", " its ", " their ", " that ", " fewer", " less"];
    const BY: [&str; 9] =
        ["by", "in", "to", "about", "over", "than", "almost", "nearly", "roughly"];
    let behind = &text[word.len()..];
    let last = before.trim_end().rsplit(' ').next().unwrap_or_default();
    let ends = behind.is_empty() || behind.starts_with(['.', ',', ';', ')', '，', '。']);
    let is_part = OF.iter().any(|of| behind.starts_with(of)) && !is_ordinal(last);
    (is_part || ends && BY.contains(&last)).then_some(fifty).flatten()
}

fn is_ordinal(word: &str) -> bool {
    ["first", "second", "other", "upper", "lower"].contains(&word)
}

/// `one tenth`, `two-thirds`, `a quarter of`.
fn counted_part(text: &str) -> Option<Part> {
    const PARTS: [(&str, u64); 10] = [
        ("third", 3),
        ("quarter", 4),
        ("fourth", 4),
        ("fifth", 5),
        ("sixth", 6),
        ("seventh", 7),
        ("eighth", 8),
        ("ninth", 9),
        ("tenth", 10),
        ("twentieth", 20),
    ];
    const COUNTS: [(&str, u64); 10] = [
        ("a", 1),
        ("one", 1),
        ("two", 2),
        ("three", 3),
        ("four", 4),
        ("five", 5),
        ("six", 6),
        ("seven", 7),
        ("eight", 8),
        ("nine", 9),
    ];
    let first = word(text);
    let (_, count) = COUNTS.iter().find(|(name, _)| name.eq_ignore_ascii_case(first))?;
    let rest = text[first.len()..].strip_prefix([' ', '-'])?;
    let second = word(rest);
    let is_plural = second.ends_with('s');
    let (_, whole) =
        PARTS.iter().find(|(name, _)| *name == second.strip_suffix('s').unwrap_or(second))?;
    let length = first.len() + 1 + second.len();
    let behind = &text[length..];
    // A third party and a fifth method are not parts.
    let is_part = behind.starts_with(" of ")
        || !behind.starts_with([' ', '-'])
        || [
            " more", " less", " fewer", " faster", " lower", " higher", " smaller", " larger",
            " the ",
        ]
        .iter()
        .any(|more| behind.starts_with(more));
    let fits = if *count == 1 { !is_plural && (first.len() > 1 || is_part) } else { is_plural };
    (fits && count < whole).then(|| (Number::per_cent(*count, *whole), length))
}

/// The 1/20 of 约为 Y 的 1/20 and the 2/3 of `2/3 of them`: elsewhere, digits with a slash between them
/// may be anything.
pub(super) fn in_digits(before: &str, count: &str, behind: &str) -> Option<Part> {
    const BEFORE: [&str; 14] = [
        "的", "约", "近", "到", "至", "仅", "about", "only", "nearly", "roughly", "by", "to",
        "than", "just",
    ];
    let whole = behind.strip_prefix('/')?;
    let digits = whole.bytes().take_while(u8::is_ascii_digit).count();
    let rest = &whole[digits..];
    let ends = !rest.starts_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '-'))
        && !rest
            .strip_prefix('.')
            .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    let before = before.trim_end();
    let is_part = BEFORE.iter().any(|word| before.ends_with(word)) || rest.starts_with(" of ");
    let (count, whole) = (count.parse().ok()?, whole[..digits].parse().ok()?);
    let fits = (1..whole).contains(&count) && whole <= 1_000;
    (ends && is_part && fits).then(|| (Number::per_cent(count, whole), 1 + digits))
}

/// `one in five`.
fn one_in(text: &str) -> Option<Part> {
    let rest = text.strip_prefix("one in ").or_else(|| text.strip_prefix("One in "))?;
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let (whole, length) = match rest[..digits].parse() {
        Ok(whole) => (whole, digits),
        Err(_) => {
            let (number, length) = number::english(rest)?;
            (number.whole()?, length)
        }
    };
    let is_part = (2..=1_000).contains(&whole);
    is_part.then(|| (Number::per_cent(1, whole), text.len() - rest.len() + length))
}

/// `four in five`, `nine out of ten`, in words alone: in digits it may be anything.
fn several_in(text: &str) -> Option<Part> {
    let (count, taken) = number::english(text)?;
    let behind = &text[taken..];
    let rest =
        [" in ", " out of every ", " out of "].iter().find_map(|of| behind.strip_prefix(of))?;
    let (whole, length) = number::english(rest)?;
    let (count, whole) = (count.whole()?, whole.whole()?);
    let end = text.len() - rest.len() + length;
    // `two in ten days` is no part.
    let is_time = ["day", "hour", "minute", "week", "month", "year", "second"]
        .iter()
        .any(|unit| text[end..].trim_start().starts_with(unit));
    ((1..whole).contains(&count) && whole <= 20 && !is_time)
        .then(|| (Number::per_cent(count, whole), end))
}

/// The letters that a text begins with.
fn word(text: &str) -> &str {
    &text[..text.bytes().take_while(u8::is_ascii_alphabetic).count()]
}

/// The part that a Chinese text begins with at a numeral: 三分之一, 四成五.
pub(super) fn chinese(digits: &str, behind: &str) -> Option<Part> {
    if let Some(part) = behind.strip_prefix("分之") {
        let whole = number::chinese(digits)?.whole().filter(|whole| (2..=1_000).contains(whole))?;
        let counted = super::signs::numeral_at(part);
        let count = number::chinese(counted)?.whole().filter(|count| *count < whole)?;
        let length = digits.len() + "分之".len() + counted.len();
        return Some((Number::per_cent(count, whole), length));
    }
    let rest = behind.strip_prefix('成')?;
    let tens = number::chinese(digits)?.whole().filter(|tens| (1..=9).contains(tens))?;
    // 成为, 成功 and 成员 are other words.
    const OTHER: [char; 22] = [
        '为', '功', '员', '本', '果', '分', '绩', '就', '立', '长', '对', '组', '像', '型', '人',
        '熟', '都', '效', '因', '交', '品', '套',
    ];
    if rest.starts_with(OTHER) {
        return None;
    }
    let (ones, taken) = match rest.chars().next() {
        Some('半') => (5, '半'.len_utf8()),
        Some(c)
            if rest[c.len_utf8()..].starts_with(|c: char| !is_numeral(c))
                || rest.len() == c.len_utf8() =>
        {
            match number::chinese(&rest[..c.len_utf8()]).and_then(Number::whole) {
                Some(ones @ 1..=9) => (ones, c.len_utf8()),
                _ => (0, 0),
            }
        }
        _ => (0, 0),
    };
    Some((Number::new(tens * 10 + ones, 0), digits.len() + '成'.len_utf8() + taken))
}

fn is_numeral(c: char) -> bool {
    "〇零一二两三四五六七八九十百千万亿个名条".contains(c)
}

/// The base of a part, such as 百分之: its length in bytes, and the part as a power of ten in per cent.
pub(super) fn whole(text: &str) -> Option<(usize, i16)> {
    const WHOLES: [(&str, i16); 5] =
        [("百分之", 0), ("千分之", -1), ("万分之", -2), ("十万分之", -3), ("百万分之", -4)];
    WHOLES.iter().find(|(whole, _)| text.starts_with(whole)).map(|(whole, at)| (whole.len(), *at))
}

/// A half in Chinese: 一半, 半数, 减半.
pub(super) fn half_in_chinese(text: &str) -> Option<Part> {
    ["一半", "半数", "减半"]
        .iter()
        .find(|half| text.starts_with(**half))
        .map(|half| (Number::new(50, 0), half.len()))
}

/// Twice as much in Chinese: 翻倍, 翻一番.
pub(super) fn doubled_in_chinese(text: &str) -> Option<usize> {
    ["翻倍", "翻一番", "翻番", "翻了一番", "加倍"]
        .iter()
        .find(|doubled| text.starts_with(**doubled))
        .map(|doubled| doubled.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_in_words_are_per_cents() {
        for (before, text, expected) in [
            ("", "a quarter of them", Some((1, 4))),
            ("", "two thirds", Some((2, 3))),
            ("", "one tenth of them", Some((1, 10))),
            ("", "three-fifths.", Some((3, 5))),
            ("falls by ", "half.", Some((1, 2))),
            ("it ", "halves the peak", Some((1, 2))),
            ("needs ", "half the steps", Some((1, 2))),
            ("", "a third party", None),
            ("", "a fifth method", None),
            ("the second ", "half of it", None),
            ("in ", "half-precision", None),
            ("", "two third", None),
        ] {
            let part = expected.map(|(part, whole)| Number::per_cent(part, whole));
            assert_eq!(english(before, text).map(|(number, _)| number), part, "{text}");
        }
        for (digits, behind, expected) in [
            ("三", "分之一的", Some((1, 3))),
            ("十", "分之九", Some((9, 10))),
            ("四", "成", Some((4, 10))),
            ("两", "成五左右", Some((1, 4))),
            ("七", "成半", Some((3, 4))),
            ("三", "成为", None),
            ("三", "成员", None),
        ] {
            let part = expected.map(|(part, whole)| Number::per_cent(part, whole));
            assert_eq!(chinese(digits, behind).map(|(number, _)| number), part, "{digits}{behind}");
        }
    }
}
