//! `Retry-After`: how long a server asks to be left alone.

use jiff::Timestamp;
use jiff::fmt::rfc2822;
use std::time::Duration;

/// A wait in seconds, or until an HTTP date; a date that is past is no wait. `None` for any other
/// text.
pub(crate) fn retry_after(text: &str, now: Timestamp) -> Option<Duration> {
    let text = text.trim();
    if let Ok(seconds) = text.parse::<u64>() {
        return Some(Duration::from_secs(seconds));
    }
    let until = rfc2822::DateTimeParser::new().parse_timestamp(text).ok()?;
    Some(Duration::try_from(until.duration_since(now)).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_and_dates_are_read() {
        let now: Timestamp = "2026-03-02T08:00:00Z".parse().unwrap();
        assert_eq!(retry_after(" 7 ", now), Some(Duration::from_secs(7)));
        assert_eq!(retry_after("0", now), Some(Duration::ZERO));
        assert_eq!(
            retry_after("Mon, 02 Mar 2026 08:01:30 GMT", now),
            Some(Duration::from_secs(90))
        );
        assert_eq!(retry_after("Mon, 02 Mar 2026 07:00:00 GMT", now), Some(Duration::ZERO));
        for odd in
            ["", "soon", "-3", "1.5", "99999999999999999999999", "Mon, 99 Mar 2026 08:01:30 GMT"]
        {
            assert_eq!(retry_after(odd, now), None, "{odd}");
        }
    }
}
