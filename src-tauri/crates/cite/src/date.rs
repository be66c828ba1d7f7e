//! When a paper was published, as precisely as in its source.

use paperboy_paper::{Date, PaperId};

/// The years that a reference can have.
const YEARS: std::ops::RangeInclusive<i16> = 1000..=2999;

/// A year, and month and day where they are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CitedDate {
    /// The year, 1000 to 2999.
    pub year: i16,
    /// The month, 1 to 12.
    pub month: Option<i8>,
    /// The day of the month. Never without a month.
    pub day: Option<i8>,
}

impl CitedDate {
    /// The date of these parts. An impossible part is left out together with the finer parts;
    /// `None` without a year.
    pub fn new(year: i16, month: Option<i8>, day: Option<i8>) -> Option<Self> {
        if !YEARS.contains(&year) {
            return None;
        }
        let month = month.filter(|month| (1..=12).contains(month));
        let day = month.and_then(|month| day.filter(|day| Date::new(year, month, *day).is_ok()));
        Some(Self { year, month, day })
    }

    /// Reads `2017`, `2017-06`, `2017-06-12` and the same with strokes, and what follows
    /// (a time, the end of a span) is left out.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim_start();
        let mut parts = text.split(['-', '/']).map(leading_number);
        let year = parts.next()??;
        let year = i16::try_from(year).ok().filter(|year| YEARS.contains(year))?;
        let mut small = || parts.next().flatten().and_then(|number| i8::try_from(number).ok());
        let month = small();
        Self::new(year, month, month.and(small()))
    }

    /// The month in which arXiv gave an identifier.
    pub fn of_id(id: &PaperId) -> Option<Self> {
        let number = id.as_str().rsplit('/').next()?;
        let year: i16 = number.get(..2)?.parse().ok()?;
        let month: i8 = number.get(2..4)?.parse().ok()?;
        // arXiv began in 1991.
        let year = if year >= 91 { 1900 + year } else { 2000 + year };
        Self::new(year, Some(month), None)
    }

    /// `2017`, `2017-06` or `2017-06-12`, by how much is known, with another sign for the dash.
    pub(crate) fn joined(self, sign: char) -> String {
        match (self.month, self.day) {
            (Some(month), Some(day)) => format!("{:04}{sign}{month:02}{sign}{day:02}", self.year),
            (Some(month), None) => format!("{:04}{sign}{month:02}", self.year),
            _ => format!("{:04}", self.year),
        }
    }
}

impl From<Date> for CitedDate {
    fn from(date: Date) -> Self {
        Self { year: date.year(), month: Some(date.month()), day: Some(date.day()) }
    }
}

/// The number at the beginning of a text of at most four digits.
fn leading_number(text: &str) -> Option<u16> {
    let text = text.trim_start();
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if digits > 4 { None } else { text[..digits].parse().ok() }
}

/// A month by its number or its English name, which may be cut to three letters.
pub(crate) fn month(text: &str) -> Option<i8> {
    const NAMES: [&str; 12] =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let text = text.trim().trim_matches('.').to_ascii_lowercase();
    if let Ok(number) = text.parse::<i8>() {
        return (1..=12).contains(&number).then_some(number);
    }
    let at = NAMES.iter().position(|name| text.starts_with(name))?;
    i8::try_from(at + 1).ok()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_exactly_as_they_are_written() {
        for (text, written) in [
            ("2017", "2017"),
            ("2017-06", "2017-06"),
            ("2017-06-12", "2017-06-12"),
            ("2017/6/2", "2017-06-02"),
            ("2017/06/12/", "2017-06-12"),
            ("2017///", "2017"),
            ("2017-06-12T10:00:00Z", "2017-06-12"),
            ("2017-06-12/2018-01-01", "2017-06-12"),
            ("2017-13-01", "2017"),
            ("2017-02-30", "2017-02"),
            (" 2017?", "2017"),
        ] {
            assert_eq!(CitedDate::parse(text).unwrap().joined('-'), written, "{text}");
        }
        for text in ["", "June 2017", "17", "20170612", "forthcoming", "0099"] {
            assert_eq!(CitedDate::parse(text), None, "{text}");
        }
    }

    #[test]
    fn an_identifier_contains_its_month() {
        for (id, written) in
            [("1706.03762", "2017-06"), ("hep-th/9901001", "1999-01"), ("0704.0097", "2007-04")]
        {
            let id = PaperId::parse(id).unwrap();
            assert_eq!(CitedDate::of_id(&id).unwrap().joined('-'), written);
        }
        assert_eq!(month("June"), Some(6));
        assert_eq!(month("sept."), Some(9));
        assert_eq!(month("13"), None);
    }
}
