//! Days as people write them in texts and file names.

use jiff::civil::Date;

/// The years a paper's day can have.
const YEARS: std::ops::RangeInclusive<i16> = 1900..=2199;

/// The first day that stands in a text: `2026-09-10`, `2026-9-10`, `2026/09/10`, `2026.09.10`, `2026_09_10`, `20260910` or
/// `2026年9月10日`, in usual or full-width digits.
pub fn date_in(text: &str) -> Option<Date> {
    // Days stand at the beginning; a longer text is not searched to its end.
    let text: Vec<char> = text.chars().take(1_000).map(plain).collect();
    let is_beginning = |at: &usize| text[*at].is_ascii_digit() && (*at == 0 || !text[*at - 1].is_ascii_digit());
    (0..text.len()).filter(is_beginning).find_map(|at| date_at(&text[at..]))
}

/// The text with the digits, dashes, strokes and points of days in their usual form: `２０２６－０９` is `2026-09`.
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
    let (month, _, rest) = number(rest, 2)?;
    let (second, rest) = self::separator(rest)?;
    if second != if separator == '年' { '月' } else { separator } {
        return None;
    }
    let (day, ..) = number(rest, 2)?;
    date(first, month, day)
}

fn date(year: u32, month: u32, day: u32) -> Option<Date> {
    let year = i16::try_from(year).ok().filter(|year| YEARS.contains(year))?;
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// The number of at most so many digits that the text begins with, the count of its digits, and what stands behind.
fn number(text: &[char], most: usize) -> Option<(u32, usize, &[char])> {
    let count = text.iter().take_while(|c| c.is_ascii_digit()).count();
    if count == 0 || count > most {
        return None;
    }
    let value = text[..count].iter().filter_map(|c| c.to_digit(10)).fold(0, |value, digit| value * 10 + digit);
    Some((value, count, &text[count..]))
}

/// The mark between two numbers, with the blanks that may stand around 年 and 月.
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
        ] {
            assert_eq!(date_in(text).map(|date| date.to_string()).as_deref(), Some("2026-09-10"), "{text}");
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
            "2026 09 10",
            "2026-009-10",
            "10/09/2026",
        ] {
            assert_eq!(date_in(text), None, "{text}");
        }
    }
}
