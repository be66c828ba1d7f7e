//! Reading a text for figures, from its beginning to its end.

use super::measure::{paid_per, per_before, rate};
use super::signs::{is_citation, power, signs_before, starts_with_digit, thousands_separator};
use super::{Figure, Form, Link, fraction};
use crate::label;
use crate::number::Number;
use crate::unit::{Dimension, Measure};
use std::ops::Range;

pub(super) fn scan(text: &str) -> Vec<Figure> {
    let mut scanner = Scanner { text, bytes: text.as_bytes(), at: 0, figures: Vec::new() };
    scanner.scan();
    scanner.figures
}

/// A text that is read, and how far.
pub(super) struct Scanner<'a> {
    pub(super) text: &'a str,
    pub(super) bytes: &'a [u8],
    pub(super) at: usize,
    pub(super) figures: Vec<Figure>,
}

impl<'a> Scanner<'a> {
    fn scan(&mut self) {
        while self.at < self.bytes.len() {
            match self.bytes[self.at] {
                b'0'..=b'9' => self.number(self.at),
                b'.' if self.is_digit(self.at + 1) && !self.follows_word(self.at) => {
                    self.number(self.at)
                }
                b'a'..=b'z' | b'A'..=b'Z' => self.word(),
                b'\\' => self.command(),
                byte if byte.is_ascii() => self.at += 1,
                _ => self.wide(),
            }
        }
    }

    pub(super) fn rest(&self, at: usize) -> &'a str {
        self.text.get(at..).unwrap_or_default()
    }

    pub(super) fn byte(&self, at: usize) -> u8 {
        self.bytes.get(at).copied().unwrap_or_default()
    }

    pub(super) fn is_digit(&self, at: usize) -> bool {
        self.byte(at).is_ascii_digit()
    }

    pub(super) fn follows_word(&self, at: usize) -> bool {
        at > 0 && self.bytes[at - 1].is_ascii_alphanumeric()
    }

    /// A LaTeX command: its letters are no word.
    fn command(&mut self) {
        let letters =
            self.bytes[self.at + 1..].iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
        self.at += 1 + letters;
    }

    /// A number in digits.
    pub(super) fn number(&mut self, start: usize) {
        let (digits, mut end) = self.digits(start);
        // The rate C/10 is a name.
        let before = &self.text[..start];
        let is_rate = before.strip_suffix('/').is_some_and(|before| {
            before.ends_with(|c: char| c.is_ascii_uppercase())
                && !before[..before.len() - 1].ends_with(|c: char| c.is_ascii_alphanumeric())
        });
        if is_rate && digits.len() < 4 && !digits.contains('.') {
            self.at = end;
            return;
        }
        let Some(mut number) = Number::parse(&digits) else {
            self.at = end;
            return;
        };
        // Versions, dates and addresses: more points or hyphens than a number has.
        let dotted = self.byte(end) == b'.' && self.is_digit(end + 1);
        let dated = digits.len() == 4
            && self.byte(end) == b'-'
            && self.is_digit(end + 1)
            && self.is_digit(end + 2)
            && self.byte(end + 3) == b'-';
        if dotted || dated {
            let length = self.bytes[end..]
                .iter()
                .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-'))
                .count();
            self.at = end + length;
            return;
        }
        if let Some((part, length)) = fraction::in_digits(before, &digits, &self.text[end..]) {
            let per_cent = Measure::new(Dimension::Percent, 1, 0);
            self.at = end + length;
            self.push(start..self.at, start, (part, 0), per_cent, Form::Part);
            return;
        }
        let mut last = decimals(&digits);
        if digits == "10"
            && let Some((power, length)) = power(&self.text[end..])
        {
            number = Number::new(1, power);
            last = power;
            end += length;
        } else if let Some((value, length)) = power_of_two(&digits, &self.text[end..]) {
            number = Number::new(value, 0);
            end += length;
        } else if let Some((power, length)) = self.power_of_ten(end) {
            number = number.scaled(1, power);
            last = last.saturating_add(power);
            end += length;
        }
        let tail = &self.text[end..];
        let letters = tail.bytes().take_while(u8::is_ascii_alphabetic).count();
        if matches!(&tail[..letters], "st" | "nd" | "rd" | "th")
            || self.is_mark(start, end, &digits)
        {
            self.at = end + letters;
            return;
        }
        let (mut measure, mut length) = self.measure(end).unwrap_or((Measure::BARE, 0));
        // 65536 个点 are no points of per cent.
        if measure.dimension == Dimension::Point
            && number.float() > 100.0
            && tail.trim_start_matches(' ').starts_with("个点")
        {
            (measure, length) = (Measure::BARE, 0);
        }
        // `16x16`, `8xA100`, and `16times 16`, whose backslash a list has lost.
        let is_product = tail.starts_with(['x', 'X'])
            && tail[1..].starts_with(|c: char| c.is_ascii_digit() || c.is_ascii_uppercase())
            || tail.starts_with("times");
        if length == 0 && letters > 0 && !is_product {
            let run = tail.bytes().take_while(u8::is_ascii_alphanumeric).count();
            if run > letters || letters > 4 || &tail[..letters] == "d" || is_name(&tail[..letters])
            {
                self.at = end + run;
                return;
            }
            let mut name = [0; 4];
            name[..letters].copy_from_slice(tail[..letters].to_ascii_lowercase().as_bytes());
            (measure, length) = (Measure::new(Dimension::Letters(name), 1, 0), letters);
        }
        if label::is_before(&self.text[..start]) && measure == Measure::BARE
            || label::is_ordinal_before(&self.text[..start])
        {
            self.at = end;
            return;
        }
        if measure.dimension == Dimension::Months && is_year(number) {
            self.at = end + length;
            return;
        }
        // A date's month and day.
        if measure == Measure::BARE && tail.starts_with(['月', '日', '号']) {
            self.at = end;
            return;
        }
        if measure == Measure::BARE
            && let Some((rate, taken)) = rate(&self.text[..start], tail).or_else(|| out_of(tail))
        {
            (measure, length) = (rate, taken);
        }
        let mut range = start..end + length;
        self.at = range.end + if is_product && length == 0 { letters } else { 0 };
        if let Some((sign, currency)) = self.currency_before(start) {
            range.start = sign;
            if measure.dimension == Dimension::Count {
                measure.dimension = currency;
            }
        }
        self.push(range, start, (number, last), measure, Form::Digits);
    }

    /// The digits from here as plain ASCII, without thousands separators, and where they end.
    fn digits(&self, start: usize) -> (String, usize) {
        let mut digits = String::new();
        let (mut at, mut has_point) = (start, false);
        loop {
            let rest = self.rest(at);
            let Some(c) = rest.chars().next() else { break };
            match c {
                '0'..='9' => digits.push(c),
                '０'..='９' => digits.push(char::from(b'0' + (c as u32 - '０' as u32) as u8)),
                '.' | '．' if !has_point && starts_with_digit(&rest[c.len_utf8()..]) => {
                    has_point = true;
                    digits.push('.');
                }
                _ => {
                    let Some(length) = thousands_separator(rest).filter(|_| {
                        !has_point && (1..=15).contains(&digits.len()) && !digits.starts_with('0')
                    }) else {
                        break;
                    };
                    at += length;
                    continue;
                }
            }
            at += c.len_utf8();
        }
        (digits, at)
    }

    /// `e-4`, `×10^{8}`, `\times 10^{-3}` after a number.
    fn power_of_ten(&self, at: usize) -> Option<(i16, usize)> {
        let rest = self.rest(at);
        if let Some(behind) = rest.strip_prefix(['e', 'E']) {
            let digits = behind.strip_prefix(['-', '−', '+']).unwrap_or(behind);
            let length = digits.bytes().take_while(u8::is_ascii_digit).count();
            let value: i16 = digits[..length].parse().ok().filter(|value| *value < 100)?;
            return Some((
                if behind.starts_with(['-', '−']) { -value } else { value },
                rest.len() - digits.len() + length,
            ));
        }
        let times = rest.trim_start_matches([' ', '\\', '$']);
        let ten =
            ["times", "cdot", "×", "·", "x"].iter().find_map(|sign| times.strip_prefix(sign))?;
        let behind = ten.trim_start_matches([' ', '$', '{']).strip_prefix("10")?;
        let (value, length) = power(behind)?;
        Some((value, rest.len() - behind.len() + length))
    }

    /// Whether a number is the mark of an item, a citation or an equation's number.
    fn is_mark(&self, start: usize, end: usize, digits: &str) -> bool {
        if digits.contains('.') {
            return false;
        }
        let before = self.text[..start].trim_end_matches(' ');
        let after = self.rest(end);
        let in_brackets =
            before.ends_with(['(', '（']) && after.starts_with([')', '）']) && digits.len() <= 2;
        let opens_line = before.is_empty() || before.ends_with(['\n', '•']);
        let is_item = opens_line
            && digits.len() <= 2
            && after
                .strip_prefix(['.', '、', ')', '）'])
                .is_some_and(|behind| !starts_with_digit(behind));
        in_brackets || is_item || is_citation(before, after)
    }

    pub(super) fn push(
        &mut self,
        range: Range<usize>,
        digits: usize,
        (number, last): (Number, i16),
        measure: Measure,
        form: Form,
    ) {
        let measure = if measure == Measure::BARE && is_factor(&self.text[..range.start]) {
            Measure::new(Dimension::Times, 1, 0)
        } else {
            measure
        };
        let mut measure = measure;
        if measure.per == [None; 2] && is_quantity(measure) {
            measure = measure.each([per_before(&self.text[..range.start]), None]);
        }
        if measure.per == [None; 2] && measure.is_money() {
            measure = measure.each([paid_per(&self.text[..range.start]), None]);
        }
        let (start, minus, bound) = signs_before(
            self.text,
            range.start,
            self.figures.last().map_or(0, |last| last.range.end),
        );
        let figure = Figure {
            range: start..range.end,
            digits,
            number,
            last,
            measure,
            minus,
            bound,
            form,
            link: Link::None,
            is_falling: false,
        };
        self.figures.push(figure);
    }
}

/// Whether a unit belongs to a quantity that can be given per year.
fn is_quantity(measure: Measure) -> bool {
    use Dimension::{
        Count, FramesPerSecond, Hertz, Letters, Months, Percent, Point, Seconds, Times,
    };
    !matches!(
        measure.dimension,
        Count
            | FramesPerSecond
            | Dimension::TokensPerSecond
            | Hertz
            | Letters(_)
            | Months
            | Percent
            | Point
            | Seconds
            | Times
    ) && !measure.is_money()
}

/// `out of a million`: the part that a number is, and how many bytes it takes.
fn out_of(behind: &str) -> Option<(Measure, usize)> {
    let whole = [" out of a ", " out of one ", " in a ", " in one ", " out of every ", " per "]
        .iter()
        .find_map(|of| behind.strip_prefix(of))?;
    let parts = [("hundred", 0), ("thousand", -1), ("million", -4), ("billion", -7)];
    let (word, power) = parts.iter().find(|(word, _)| whole.starts_with(word))?;
    let rest = &whole[word.len()..];
    let ends = !rest.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '-');
    ends.then(|| (Measure::new(Dimension::Percent, 1, *power), behind.len() - rest.len()))
}

/// The value of `2^{16}` and 2¹⁶, and how many bytes the power takes. Small powers may be marks of
/// notes.
fn power_of_two(digits: &str, behind: &str) -> Option<(u64, usize)> {
    let (power, length) = power(behind).filter(|_| digits == "2")?;
    let is_power = (3..40).contains(&power);
    is_power.then(|| (1 << power, length))
}

/// `by a factor of 5`: a multiple.
fn is_factor(before: &str) -> bool {
    let before = before.trim_end_matches([' ', '$', '~']);
    before.ends_with("factor of") || before.ends_with("factors of")
}

/// The power of ten of the last digit.
pub(super) fn decimals(digits: &str) -> i16 {
    digits.split_once('.').map_or(0, |(_, behind)| -(behind.len() as i16))
}

fn is_year(number: Number) -> bool {
    number.whole().is_some_and(|year| (1500..2100).contains(&year))
}

/// Letters after digits that make a name of both: `3DGS`, `3C`.
fn is_name(letters: &str) -> bool {
    letters.bytes().all(|byte| byte.is_ascii_uppercase())
}
