//! Dates as a query names them.

use paperboy_paper::Date;

/// The first and the last day that `text` names: `2025`, `2025-12`, `2025-12-30`, `today`, `7d`, or
/// two of these with `..` between them, one of which may be absent. A day may be `2025/12/30`,
/// `20251230` or `2025年12月30日` too. `None` when it names none.
pub(crate) fn parse(text: &str, today: Date) -> Option<(Option<Date>, Option<Date>)> {
    let text = paperboy_paper::in_usual_signs(text).trim().to_lowercase().replace('/', "-");
    let Some((from, to)) = text.split_once("..") else {
        return span(&text, today).map(|(from, to)| (Some(from), Some(to)));
    };
    let side = |text: &str| if text.is_empty() { Some(None) } else { span(text, today).map(Some) };
    let (from, to) = (side(from)?, side(to)?);
    match (from, to) {
        (None, None) => None,
        // Days in the wrong order still name the days between them.
        (Some(one), Some(other)) => Some((Some(one.0.min(other.0)), Some(one.1.max(other.1)))),
        (from, to) => Some((from.map(|span| span.0), to.map(|span| span.1))),
    }
}

fn span(text: &str, today: Date) -> Option<(Date, Date)> {
    match text {
        "today" | "今天" => return Some((today, today)),
        "yesterday" | "昨天" => return today.yesterday().ok().map(|day| (day, day)),
        _ => {}
    }
    let text = in_chinese(text).unwrap_or_else(|| text.replace('.', "-"));
    let text = text.as_str();
    if number_of(text, 8..=8).is_some() {
        let day = paperboy_paper::date_in(text)?;
        return Some((day, day));
    }
    if let Some((number, unit)) =
        text.char_indices().next_back().map(|(at, unit)| (&text[..at], unit))
        && !unit.is_ascii_digit()
        && let Some(number) = number_of(number, 1..=5)
    {
        return last(number, unit, today);
    }
    let mut parts = text.split('-');
    let year = i16::try_from(number_of(parts.next()?, 4..=4)?).ok()?;
    let Some(month) = parts.next() else {
        return Some((Date::new(year, 1, 1).ok()?, Date::new(year, 12, 31).ok()?));
    };
    let month = i8::try_from(number_of(month, 1..=2)?).ok()?;
    let first = Date::new(year, month, 1).ok()?;
    let Some(day) = parts.next() else { return Some((first, first.last_of_month())) };
    if parts.next().is_some() {
        return None;
    }
    let day = Date::new(year, month, i8::try_from(number_of(day, 1..=2)?).ok()?).ok()?;
    Some((day, day))
}

/// `2025年`, `2025年12月` or `2025年12月30日` with dashes; `None` for other texts, such as `1年`,
/// the last year.
fn in_chinese(text: &str) -> Option<String> {
    let (year, behind) = text.split_once('年')?;
    number_of(year, 4..=4)?;
    let behind = behind
        .trim()
        .trim_end_matches(['日', '号'])
        .trim_end_matches('月')
        .replace('月', "-")
        .replace(' ', "");
    Some(if behind.is_empty() { year.to_owned() } else { format!("{year}-{behind}") })
}

/// The last number of days, weeks, months or years, including today.
fn last(number: i64, unit: char, today: Date) -> Option<(Date, Date)> {
    let span = jiff::Span::new();
    let span = match unit {
        'd' | '天' | '日' => span.try_days(number),
        'w' | '周' => span.try_weeks(number),
        'm' | '月' => span.try_months(number),
        'y' | '年' => span.try_years(number),
        _ => return None,
    };
    let first = today.checked_sub(span.ok()?).ok()?.tomorrow().ok()?.min(today);
    // An earlier year could not be read again.
    Some((first.max(Date::constant(0, 1, 1)), today))
}

fn number_of(text: &str, digits: std::ops::RangeInclusive<usize>) -> Option<i64> {
    let plain = digits.contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    plain.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn dates_are_read_in_every_form() {
        for (text, expected) in [
            ("2025", "2025-01-01..2025-12-31"),
            ("2025-12", "2025-12-01..2025-12-31"),
            ("2024-2", "2024-02-01..2024-02-29"),
            ("2025-12-30", "2025-12-30..2025-12-30"),
            ("2025/12/3", "2025-12-03..2025-12-03"),
            ("20251203", "2025-12-03..2025-12-03"),
            ("2025年12月3日", "2025-12-03..2025-12-03"),
            ("2025年2月", "2025-02-01..2025-02-28"),
            ("2025.12.03", "2025-12-03..2025-12-03"),
            ("2025.12", "2025-12-01..2025-12-31"),
            ("２０２５-１２-０３", "2025-12-03..2025-12-03"),
            ("2025–12–03", "2025-12-03..2025-12-03"),
            ("2025.12.1..2026.1.5", "2025-12-01..2026-01-05"),
            ("2025年", "2025-01-01..2025-12-31"),
            ("2025年12月1日..20260105", "2025-12-01..2026-01-05"),
            ("20251332", "-"),
            ("2025年13月", "-"),
            ("2025年2月30日", "-"),
            ("2025-12-01..2026-01-05", "2025-12-01..2026-01-05"),
            ("2025-11..2025-12", "2025-11-01..2025-12-31"),
            ("2026-01-05..2025-12-01", "2025-12-01..2026-01-05"),
            ("2025-12..", "2025-12-01.."),
            ("..2025", "..2025-12-31"),
            ("today", "2026-01-02..2026-01-02"),
            ("7d", "2025-12-27..2026-01-02"),
            ("1D", "2026-01-02..2026-01-02"),
            ("2w", "2025-12-20..2026-01-02"),
            ("1m", "2025-12-03..2026-01-02"),
            ("1年", "2025-01-03..2026-01-02"),
            ("2025-13", "-"),
            ("2025-02-30", "-"),
            ("2025-1-1-1", "-"),
            ("6202y", "0000-01-01..2026-01-02"),
            ("99999y", "-"),
            ("..", "-"),
            ("", "-"),
            ("天", "-"),
            ("x", "-"),
        ] {
            let shown = |date: Option<Date>| date.map(|date| date.to_string()).unwrap_or_default();
            let read = parse(text, "2026-01-02".parse().unwrap());
            assert_eq!(
                read.map_or("-".to_owned(), |(from, to)| format!("{}..{}", shown(from), shown(to))),
                expected,
                "{text}"
            );
        }
    }
}
