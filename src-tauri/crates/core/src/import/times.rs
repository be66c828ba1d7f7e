//! Moments as other programs write them.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::fmt::strtime;
use jiff::tz::TimeZone;

/// The longest text of a moment, in bytes.
const MAX_MOMENT_BYTES: usize = 60;
const FORMS: [&str; 6] = [
    "%B %d, %Y %I:%M %p",
    "%b %d, %Y %I:%M %p",
    "%B %d, %Y",
    "%m/%d/%Y %H:%M",
    "%Y/%m/%d %H:%M",
    "%Y/%m/%d",
];

/// A moment in milliseconds since 1970; in UTC where the text names no time zone.
pub(super) fn moment(text: &str) -> Option<i64> {
    let text = text.trim();
    if text.len() > MAX_MOMENT_BYTES {
        return None;
    }
    if let Ok(at) = text.parse::<Timestamp>() {
        return Some(at.as_millisecond());
    }
    let civil = text.parse::<DateTime>().ok();
    let civil = civil.or_else(|| text.parse::<Date>().ok().map(DateTime::from));
    let parsed = || FORMS.iter().find_map(|form| strtime::parse(form, text).ok());
    let civil = civil.or_else(|| {
        let parsed = parsed()?;
        parsed.to_datetime().or_else(|_| parsed.to_date().map(DateTime::from)).ok()
    });
    Some(civil?.to_zoned(TimeZone::UTC).ok()?.timestamp().as_millisecond())
}

#[cfg(test)]
mod tests {
    use super::moment;

    #[test]
    fn moments_are_read_in_the_forms_of_other_programs() {
        for text in [
            "2021-04-26 13:24:00+00:00",
            "2021-04-26T13:24:00.000Z",
            "2021-04-26T15:24:00+02:00",
            "2021-04-26 13:24",
            "April 26, 2021 1:24 PM",
            "4/26/2021 13:24",
        ] {
            assert_eq!(moment(text), Some(1_619_443_440_000), "{text}");
        }
        assert_eq!(moment("2021-04-26"), Some(1_619_395_200_000));
        for text in ["", "yesterday", "2021-13-45", &"1".repeat(99)] {
            assert_eq!(moment(text), None, "{text}");
        }
    }
}
