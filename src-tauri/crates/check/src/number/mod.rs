//! Numbers as they are written, exactly: 71.4 and 71.40 are one number, 71.4 and 71.39 are two.

mod chinese;
mod english;

pub(super) use chinese::chinese;
pub(super) use english::{english, english_times};

/// A number that is not negative: `digits` × 10^`exponent`, without zeros at the end of `digits`,
/// so that equal numbers are equal values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Number {
    digits: u128,
    exponent: i16,
}

/// The most digits of a figure.
const MAX_DIGITS: usize = 18;
/// The number of decimal places of a fraction such as one third.
const FRACTION_DIGITS: i16 = 15;

impl Number {
    pub(super) fn new(digits: u64, exponent: i16) -> Self {
        Self::shortened(u128::from(digits), exponent)
    }

    /// A number from its digits with at most one point among them; `None` when there are too many
    /// or none.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (mut digits, mut exponent, mut behind_point, mut count) = (0u128, 0i16, false, 0);
        for byte in text.bytes() {
            match byte {
                b'0'..=b'9' => {
                    digits = digits * 10 + u128::from(byte - b'0');
                    exponent -= i16::from(behind_point);
                    count += 1;
                }
                b'.' if !behind_point => behind_point = true,
                _ => return None,
            }
            if count > MAX_DIGITS {
                return None;
            }
        }
        (count > 0).then(|| Self::shortened(digits, exponent))
    }

    /// A part of a whole in per cent: 25 for a quarter; a third is cut after many digits.
    pub(super) fn per_cent(part: u64, whole: u64) -> Self {
        let digits = u128::from(part) * 10u128.pow(2 + u32::from(FRACTION_DIGITS.unsigned_abs()));
        Self::shortened(digits / u128::from(whole.max(1)), -FRACTION_DIGITS)
    }

    /// This number and a half, when it is whole.
    pub(super) fn and_a_half(self) -> Self {
        match self.whole() {
            Some(whole) => Self::shortened(u128::from(whole) * 10 + 5, -1),
            None => self,
        }
    }

    /// This number × `times` × 10^`exponent`.
    pub(super) fn scaled(self, times: u32, exponent: i16) -> Self {
        Self::shortened(self.digits * u128::from(times), self.exponent.saturating_add(exponent))
    }

    /// The number as a float, the same for equal numbers.
    pub(super) fn float(self) -> f64 {
        self.digits as f64 * 10f64.powi(i32::from(self.exponent))
    }

    /// The number of significant digits: 3 for 71.4, 1 for 3000.
    pub(super) fn significant(self) -> u32 {
        self.digits.checked_ilog10().map_or(0, |log| log + 1)
    }

    /// The number, when it is whole and small enough.
    pub(super) fn whole(self) -> Option<u64> {
        let power = 10u64.checked_pow(u32::try_from(self.exponent).ok()?)?;
        u64::try_from(self.digits).ok()?.checked_mul(power)
    }

    /// Whether it lies between 0 and 1 and is neither.
    pub(super) fn is_below_one(self) -> bool {
        let digits = i32::try_from(self.significant()).unwrap_or(i32::MAX);
        self.digits > 0 && digits + i32::from(self.exponent) <= 0
    }

    fn shortened(mut digits: u128, mut exponent: i16) -> Self {
        if digits == 0 {
            return Self { digits, exponent: 0 };
        }
        while digits.is_multiple_of(10) {
            digits /= 10;
            exponent = exponent.saturating_add(1);
        }
        Self { digits, exponent }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Number {
        Number::parse(text).unwrap()
    }

    #[test]
    fn equal_numbers_are_equal_however_they_are_written() {
        assert_eq!(number("71.40"), number("71.4"));
        assert_eq!(number(".5"), number("0.50"));
        assert_eq!(number("0.0"), number("0"));
        assert_eq!(number("12000"), number("1.2").scaled(1, 4));
        assert_eq!(number("0.5").scaled(3600, 0), number("30").scaled(60, 0));
        assert_ne!(number("71.5"), number("71.47"));
        assert_eq!(Number::parse("1234567890123456789"), None);
        assert_eq!(Number::parse("."), None);
    }

    #[test]
    fn numbers_in_words_are_numbers() {
        for (text, value) in [
            ("十", "10"),
            ("十二", "12"),
            ("两", "2"),
            ("三百", "300"),
            ("二十", "20"),
            ("一万二千", "12000"),
            ("三亿", "300000000"),
            ("一点五", "1.5"),
        ] {
            assert_eq!(chinese(text), Some(number(value)), "{text}");
        }
        for text in ["一二", "点五五点", "三点", "甲"] {
            assert_eq!(chinese(text), None, "{text}");
        }
        for (text, value, taken) in [
            ("twelve", "12", 6),
            ("Twenty-three percent", "23", 12),
            ("two hundred and forty answers", "240", 21),
            ("one hundred and seventy-three", "173", 29),
            ("one million rounds", "1", 3),
            ("sixty of", "60", 5),
            ("two hundred and more", "200", 11),
        ] {
            assert_eq!(english(text), Some((number(value), taken)), "{text}");
        }
        for text in ["one of them", "twentysomething", "tenth", "hundreds"] {
            assert_eq!(english(text), None, "{text}");
        }
        assert_eq!(english_times("threefold"), Some(number("3")));
        assert_eq!(english_times("manifold"), None);
        assert_eq!(Number::per_cent(1, 4), number("25"));
        assert_eq!(Number::per_cent(2, 3), Number::per_cent(4, 6));
    }

    #[test]
    fn a_number_knows_its_digits_and_its_size() {
        assert_eq!(
            (
                number("71.40").significant(),
                number("3000").significant(),
                number("0").significant()
            ),
            (3, 1, 0)
        );
        assert_eq!((number("3000").whole(), number("0.5").whole()), (Some(3000), None));
        assert!(number("0.7147").is_below_one() && number("0.05").is_below_one());
        assert!(
            !number("1").is_below_one()
                && !number("10").is_below_one()
                && !number("0").is_below_one()
        );
    }
}
