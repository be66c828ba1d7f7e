//! Numbers as they are written, exactly: 71.4 and 71.40 are one number, 71.4 and 71.39 are two.

/// A number that is not negative: `digits` × 10^`exponent`, without zeros at the end of `digits`,
/// so that equal numbers are equal values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Number {
    digits: u128,
    exponent: i16,
}

/// A number with more digits is no figure.
const MOST_DIGITS: usize = 18;

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
            if count > MOST_DIGITS {
                return None;
            }
        }
        (count > 0).then(|| Self::shortened(digits, exponent))
    }

    /// This number × `times` × 10^`exponent`.
    pub(super) fn scaled(self, times: u32, exponent: i16) -> Self {
        Self::shortened(self.digits * u128::from(times), self.exponent.saturating_add(exponent))
    }

    /// The number as a float, the same for equal numbers.
    pub(super) fn float(self) -> f64 {
        self.digits as f64 * 10f64.powi(i32::from(self.exponent))
    }

    /// How many digits it takes to tell it from its neighbours: 3 for 71.4, 1 for 3000.
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

/// A number in Chinese characters, such as 十二, 三百 or 一点五; `None` when they do not make one.
pub(super) fn chinese(text: &str) -> Option<Number> {
    let (whole, part) =
        text.split_once('点').map_or((text, None), |(whole, part)| (whole, Some(part)));
    let (mut sum, mut section, mut digit) = (0u64, 0u64, None);
    for c in whole.chars() {
        let power: u64 = match c {
            '十' => 10,
            '百' => 100,
            '千' => 1_000,
            '万' => 10_000,
            '亿' => 100_000_000,
            '零' | '〇' => continue,
            _ if digit.is_some() => return None,
            _ => {
                digit = Some(ordinal(c)?);
                continue;
            }
        };
        if power < 10_000 {
            section = section.checked_add(power * digit.take().unwrap_or(1))?;
        } else {
            sum = sum.checked_add(section + digit.take().unwrap_or(0))?.checked_mul(power)?;
            section = 0;
        }
    }
    let mut number = Number::new(sum.checked_add(section + digit.unwrap_or(0))?, 0);
    if let Some(part) = part {
        let digits: Option<String> =
            part.chars().map(|c| ordinal(c).map(|digit| char::from(b'0' + digit as u8))).collect();
        number = Number::parse(&format!(
            "{}.{}",
            number.whole()?,
            digits.filter(|digits| !digits.is_empty())?
        ))?;
    }
    Some(number)
}

fn ordinal(c: char) -> Option<u64> {
    Some(match c {
        '零' | '〇' => 0,
        '一' => 1,
        '二' | '两' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

/// A number in an English word, in lower case. Not `one`, which is mostly no number.
pub(super) fn english(word: &str) -> Option<Number> {
    let (digits, exponent) = match word {
        "two" => (2, 0),
        "three" => (3, 0),
        "four" => (4, 0),
        "five" => (5, 0),
        "six" => (6, 0),
        "seven" => (7, 0),
        "eight" => (8, 0),
        "nine" => (9, 0),
        "ten" => (1, 1),
        "eleven" => (11, 0),
        "twelve" => (12, 0),
        "thirteen" => (13, 0),
        "fourteen" => (14, 0),
        "fifteen" => (15, 0),
        "sixteen" => (16, 0),
        "eighteen" => (18, 0),
        "twenty" => (2, 1),
        "thirty" => (3, 1),
        "forty" => (4, 1),
        "fifty" => (5, 1),
        "sixty" => (6, 1),
        "hundred" => (1, 2),
        _ => return None,
    };
    Some(Number::new(digits, exponent))
}

/// How many times over an English word says, in lower case: `twice`, `doubles`, `threefold`.
pub(super) fn english_times(word: &str) -> Option<Number> {
    Some(match word {
        "twice" | "double" | "doubles" | "doubled" | "doubling" => Number::new(2, 0),
        "thrice" | "triple" | "triples" | "tripled" | "tripling" => Number::new(3, 0),
        "quadruple" | "quadruples" | "quadrupled" => Number::new(4, 0),
        _ => english(word.strip_suffix("fold")?)?,
    })
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
        assert_eq!(english("twelve"), Some(number("12")));
        assert_eq!(english_times("threefold"), Some(number("3")));
        assert_eq!(english_times("manifold"), None);
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
