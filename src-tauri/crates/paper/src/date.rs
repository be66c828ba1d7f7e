//! Days as people write them in texts and file names.

use jiff::civil::Date;

/// The years a paper's day can have.
const YEARS: std::ops::RangeInclusive<i16> = 1900..=2199;

/// The first day that is in a text: `2026-09-10`, `2026-9-10`, `2026/09/10`, `2026.09.10`,
/// `2026_09_10`, `2026 09 10`, `20260910` or `2026年9月10日`, in usual or full-width digits,
/// `二〇二六年九月十日`, `September 10, 2026` or `10 Sep 2026`.
pub fn date_in(text: &str) -> Option<Date> {
    // Days are at the beginning; a longer text is not searched to its end.
    let text: Vec<char> = text.chars().take(1_000).map(plain).collect();
    let is_beginning = |at: &usize| {
        *at == 0 || !text[*at].is_ascii_alphanumeric() || !text[*at - 1].is_ascii_digit()
    };
    (0..text.len()).filter(is_beginning).find_map(|at| {
        let begins_word = at == 0 || !text[at - 1].is_ascii_alphanumeric();
        date_at(&text[at..])
            .or_else(|| date_in_chinese(&text[at..]))
            .or_else(|| begins_word.then(|| date_in_english(&text[at..])).flatten())
    })
}

/// The text with the digits, dashes, strokes and points of days in their usual form:
/// `２０２６－０９` is `2026-09`.
pub fn in_usual_signs(text: &str) -> String {
    text.chars().map(plain).collect()
}

/// The character in its usual form.
fn plain(c: char) -> char {
    match c {
        '０'..='９' => char::from_u32(c as u32 - '０' as u32 + '0' as u32).unwrap_or(c),
        '－' | '–' | '—' | '‐' | '‑' | '‒' | '―' | '−' => '-',
        '／' => '/',
        '．' => '.',
        '\u{a0}' | '\u{3000}' => ' ',
        other => other,
    }
}

fn date_at(text: &[char]) -> Option<Date> {
    let (first, count, rest) = number(text, 8)?;
    if count == 8 {
        return date(first / 10_000, first / 100 % 100, first % 100);
    }
    if count != 4 {
        return None;
    }
    let (separator, rest) = separator(rest)?;
    let (month, months, rest) = number(rest, 2)?;
    let (second, rest) = self::separator(rest)?;
    if second != if separator == '年' { '月' } else { separator } {
        return None;
    }
    let (day, days, _) = number(rest, 2)?;
    // Numbers with nothing but blanks between them are a day only when each has its usual length.
    if second == ' ' && (months, days) != (2, 2) {
        return None;
    }
    date(first, month, day)
}

/// `二〇二六年九月十日`.
fn date_in_chinese(text: &[char]) -> Option<Date> {
    let digits: Vec<u32> = text.iter().take(4).map_while(|c| chinese_digit(*c)).collect();
    let [a, b, c, d] = digits[..] else { return None };
    let rest = text[4..].strip_prefix(&['年'])?;
    let (month, rest) = chinese_number(rest)?;
    let (day, rest) = chinese_number(rest.strip_prefix(&['月'])?)?;
    matches!(rest.first(), Some('日' | '号' | '號')).then_some(())?;
    date(a * 1_000 + b * 100 + c * 10 + d, month, day)
}

fn chinese_digit(c: char) -> Option<u32> {
    let at = "〇一二三四五六七八九"
        .chars()
        .position(|digit| digit == c)
        .or_else(|| "零○".contains(c).then_some(0));
    at.and_then(|digit| u32::try_from(digit).ok())
}

/// A number from 1 to 39 that the text begins with: `九`, `十`, `十二`, `二十`, `三十一`.
fn chinese_number(text: &[char]) -> Option<(u32, &[char])> {
    let digit =
        |text: &[char]| text.first().and_then(|c| chinese_digit(*c)).filter(|digit| *digit > 0);
    let tens = digit(text);
    let behind_tens = &text[usize::from(tens.is_some())..];
    let Some(rest) = behind_tens.strip_prefix(&['十']) else { return Some((tens?, behind_tens)) };
    let ones = digit(rest);
    Some((tens.unwrap_or(1) * 10 + ones.unwrap_or(0), &rest[usize::from(ones.is_some())..]))
}

/// `September 10, 2026`, `Sep. 10th 2026`, `10 September 2026`, `10-Sep-2026`.
fn date_in_english(text: &[char]) -> Option<Date> {
    let (month, day, rest) = match month(text) {
        Some((month, rest)) => {
            let (day, _, rest) = number(behind_marks(rest), 2)?;
            (month, day, behind_ordinal(rest))
        }
        None => {
            let (day, _, rest) = number(text, 2)?;
            let rest = behind_marks(behind_ordinal(rest));
            let rest = rest.strip_prefix(&['o', 'f', ' ']).unwrap_or(rest);
            let (month, rest) = month(rest)?;
            (month, day, rest)
        }
    };
    let (year, count, _) = number(behind_marks(rest), 4)?;
    (count == 4).then(|| date(year, month, day)).flatten()
}

/// The month whose English name, or its first three letters, the text begins with.
fn month(text: &[char]) -> Option<(u32, &[char])> {
    const NAMES: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let word: String = text
        .iter()
        .take(10)
        .take_while(|c| c.is_ascii_alphabetic())
        .map(char::to_ascii_lowercase)
        .collect();
    let is_name = |name: &&str| {
        word == **name || word == name[..3] || word == "sept" && name.starts_with(&word)
    };
    let at = NAMES.iter().position(is_name)?;
    Some((u32::try_from(at).ok()? + 1, &text[word.len()..]))
}

fn behind_ordinal(text: &[char]) -> &[char] {
    [['s', 't'], ['n', 'd'], ['r', 'd'], ['t', 'h']]
        .iter()
        .find_map(|ending| text.strip_prefix(ending))
        .unwrap_or(text)
}

/// What follows the marks and blanks between the parts of an English date.
fn behind_marks(text: &[char]) -> &[char] {
    let marks =
        text.iter().take(3).take_while(|c| matches!(c, ' ' | ',' | '.' | '-' | '_' | '/')).count();
    &text[marks..]
}

fn date(year: u32, month: u32, day: u32) -> Option<Date> {
    let year = i16::try_from(year).ok().filter(|year| YEARS.contains(year))?;
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// The number at the beginning of the text with at most `max_digits` digits, the count of its
/// digits, and the following text.
fn number(text: &[char], max_digits: usize) -> Option<(u32, usize, &[char])> {
    let count = text.iter().take_while(|c| c.is_ascii_digit()).count();
    if count == 0 || count > max_digits {
        return None;
    }
    let value = text[..count]
        .iter()
        .filter_map(|c| c.to_digit(10))
        .fold(0, |value, digit| value * 10 + digit);
    Some((value, count, &text[count..]))
}

/// The mark between two numbers, with the blanks that may be around 年 and 月.
fn separator(text: &[char]) -> Option<(char, &[char])> {
    let blanks = |text: &[char]| text.iter().take_while(|c| **c == ' ').count();
    let before = blanks(text);
    let mark = *text.get(before)?;
    let behind = &text[before + 1..];
    match mark {
        '年' | '月' => Some((mark, &behind[blanks(behind)..])),
        '-' | '/' | '.' | '_' if before == 0 => Some((mark, behind)),
        // A mark has blanks on both sides or on none.
        '-' | '/' | '.' if blanks(behind) > 0 => Some((mark, &behind[blanks(behind)..])),
        c if before == 1 && c.is_ascii_digit() => Some((' ', &text[1..])),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_found_in_every_form() {
        for text in [
            "2026-09-10",
            "2026-9-10",
            "2026/09/10",
            "2026/9/10",
            "2026.09.10",
            "2026_09_10",
            "20260910",
            "2026年9月10日",
            "2026年09月10日",
            "2026 年 9 月 10 日",
            "２０２６-０９-１０",
            "2026－09－10",
            "2026-09-10 (Thursday)",
            "星期四，2026年9月10日",
            "2026-09-10T08:00:00Z",
            "日报_20260910.md",
            "daily-2026-09-10 (1).md",
            "Daily Papers 2026年9月10号.txt",
            "v2 2026-09-10",
            "2026-13-01 2026-09-10",
            "2026−09−10",
            "2026 - 09 - 10",
            "2026 / 9 / 10",
            "2026　年　9　月　10　日",
            "[2026-09-10]",
            "papers 2026 09 10.md",
            "二〇二六年九月十日",
            "二零二六年九月十日 星期四",
            "○二六 二〇二六年九月十号",
            "September 10, 2026",
            "Thursday, September 10th, 2026",
            "Sep 10 2026",
            "Sept. 10, 2026",
            "10 September 2026",
            "10th of September, 2026",
            "10-Sep-2026",
            "daily_sep_10_2026.md",
        ] {
            assert_eq!(
                date_in(text).map(|date| date.to_string()).as_deref(),
                Some("2026-09-10"),
                "{text}"
            );
        }
    }

    #[test]
    fn what_is_no_day_of_a_calendar_is_none() {
        for text in [
            "",
            "tomorrow",
            "2026-02-30",
            "20261332",
            "2026-09",
            "2026年9月",
            "202609101",
            "12026-09-10x",
            "2026-09/10",
            "2026年9-10",
            "2026-9-101",
            "2609.01001",
            "9-10",
            "0026-09-10",
            "2026 9 10",
            "2026 09 100",
            "2026-009-10",
            "二〇二六年九月",
            "二〇二六年十三月十日",
            "二〇二六年二月三十日",
            "Maybe 10, 2026",
            "dismay 10, 2026",
            "September 2026",
            "September 31, 2026",
            "September 10, 202",
            "110 September 2026",
            "10/09/2026",
        ] {
            assert_eq!(date_in(text), None, "{text}");
        }
    }
}
