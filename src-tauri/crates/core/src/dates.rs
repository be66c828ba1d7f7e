//! Days as users type them.

use paperboy_paper::Date;

/// A day or a span of days, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DateSpan {
    /// The first day.
    pub from: Date,
    /// The last day, not before the first.
    pub to: Date,
}

/// Why a text is no day.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadDate {
    /// It is neither `YYYY-MM-DD` nor `today` nor `FROM..TO`, or no calendar has it.
    #[error("“{0}” is not a date; use YYYY-MM-DD, today or FROM..TO")]
    NoDay(String),
    /// One day is wanted, and it is neither `YYYY-MM-DD` nor `today`.
    #[error("“{0}” is not a date; use YYYY-MM-DD or today")]
    NotOneDay(String),
    /// It has not come yet.
    #[error("{0} has not begun yet; days begin at midnight in New York")]
    Future(Date),
    /// The span ends before it begins.
    #[error("{from}..{to} ends before it begins")]
    Backwards {
        /// Where it begins.
        from: Date,
        /// Where it ends.
        to: Date,
    },
}

impl DateSpan {
    /// Reads `YYYY-MM-DD`, `today` or `FROM..TO`; `today` is passed in.
    pub fn parse(text: &str, today: Date) -> Result<Self, BadDate> {
        let (from, to) = match text.split_once("..") {
            Some((from, to)) => (day(from, today)?, day(to, today)?),
            None => day(text, today).map(|date| (date, date))?,
        };
        if from > to {
            return Err(BadDate::Backwards { from, to });
        }
        match to > today {
            true => Err(BadDate::Future(to)),
            false => Ok(Self { from, to }),
        }
    }

    /// Reads one day, `YYYY-MM-DD` or `today`; `today` is passed in.
    pub fn parse_day(text: &str, today: Date) -> Result<Self, BadDate> {
        match Self::parse(text, today) {
            Ok(span) if span.from == span.to => Ok(span),
            Err(error @ BadDate::Future(_)) => Err(error),
            Ok(_) | Err(_) => Err(BadDate::NotOneDay(text.to_owned())),
        }
    }
}

fn day(text: &str, today: Date) -> Result<Date, BadDate> {
    if text == "today" {
        Ok(today)
    } else {
        iso_day(text).ok_or_else(|| BadDate::NoDay(text.to_owned()))
    }
}

/// The page of Hugging Face with the papers of a day.
pub(crate) fn day_page(date: Date) -> String {
    format!("https://huggingface.co/papers/date/{date}")
}

/// Reads `YYYY-MM-DD` and nothing else.
pub(crate) fn iso_day(text: &str) -> Option<Date> {
    let shape = text.len() == 10
        && text.bytes().enumerate().all(|(at, byte)| {
            if at == 4 || at == 7 { byte == b'-' } else { byte.is_ascii_digit() }
        });
    if shape { text.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_spans_are_read_and_others_refused() {
        let today: Date = "2026-01-05".parse().unwrap();
        let span = |text| DateSpan::parse(text, today);
        assert_eq!(span("today").unwrap(), DateSpan { from: today, to: today });
        assert_eq!(span("2025-12-30..today").unwrap().from.to_string(), "2025-12-30");
        assert!(matches!(span("2025-02-30"), Err(BadDate::NoDay(_))));
        assert!(matches!(span("20251230"), Err(BadDate::NoDay(_))));
        assert!(matches!(span("2026-01-06"), Err(BadDate::Future(_))));
        assert!(matches!(span("2025-12-30..2025-12-29"), Err(BadDate::Backwards { .. })));
    }
}
