//! Reading a text for figures, from its beginning to its end.

use super::signs::{
    is_citation, is_product, joint, numeral_at, power, signs_before, starts_with_digit,
    thousands_separator,
};
use super::{Figure, Link};
use crate::label;
use crate::number::{self, Number};
use crate::term::Terms;
use crate::unit::{self, Dimension, Measure};
use std::ops::Range;

/// No number in an English word is longer.
const LONGEST_NUMBER: usize = 10;
/// Measure words: behind them stands what there is so many of.
const MEASURE_WORDS: [char; 14] =
    ['个', '种', '类', '项', '条', '组', '篇', '张', '份', '款', '名', '套', '座', '例'];

pub(super) fn scan(text: &str) -> Vec<Figure> {
    let mut scanner = Scanner { text, bytes: text.as_bytes(), at: 0, found: Vec::new() };
    scanner.scan();
    scanner.found
}

struct Scanner<'a> {
    text: &'a str,
    bytes: &'a [u8],
    at: usize,
    found: Vec<Figure>,
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

    fn rest(&self, at: usize) -> &'a str {
        self.text.get(at..).unwrap_or_default()
    }

    fn byte(&self, at: usize) -> u8 {
        self.bytes.get(at).copied().unwrap_or_default()
    }

    fn is_digit(&self, at: usize) -> bool {
        self.byte(at).is_ascii_digit()
    }

    fn follows_word(&self, at: usize) -> bool {
        at > 0 && self.bytes[at - 1].is_ascii_alphanumeric()
    }

    /// A LaTeX command: its letters are no word.
    fn command(&mut self) {
        let letters =
            self.bytes[self.at + 1..].iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
        self.at += 1 + letters;
    }

    /// A character beyond ASCII: a full-width digit, a Chinese numeral, or nothing.
    fn wide(&mut self) {
        let Some(c) = self.rest(self.at).chars().next() else { return };
        match c {
            '０'..='９' => self.number(self.at),
            '百' if self.rest(self.at).starts_with("百分之") => self.per_hundred(),
            '一' | '二' | '两' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' => {
                self.numeral()
            }
            _ => self.at += c.len_utf8(),
        }
    }

    /// 百分之三十, 百分之 71.4.
    fn per_hundred(&mut self) {
        let start = self.at;
        self.at += "百分之".len();
        self.at += self.rest(self.at).len() - self.rest(self.at).trim_start_matches(' ').len();
        let before = self.found.len();
        if self.is_digit(self.at) || self.rest(self.at).starts_with(|c| matches!(c, '０'..='９'))
        {
            self.number(self.at);
        } else {
            let digits = numeral_at(self.rest(self.at));
            if let Some(number) = number::chinese(digits) {
                let end = self.at + digits.len();
                self.push(start..end, self.at, (number, 0), Measure::BARE, true);
                self.at = end;
            }
        }
        if let Some(figure) = self.found.get_mut(before) {
            figure.range.start = start;
            figure.measure = Measure::new(Dimension::Percent, 1, 0);
        }
    }

    /// A number in Chinese characters counts only before a unit or what it counts.
    fn numeral(&mut self) {
        let start = self.at;
        let digits = numeral_at(self.rest(start));
        self.at += digits.len();
        // 数十倍, 第三层, 其一.
        if self.text[..start].ends_with(['第', '数', '几', '其', '唯', '之', '每', '同', '统'])
            || self.rest(self.at).starts_with("分之")
        {
            return;
        }
        let Some(number) = number::chinese(digits) else { return };
        let Some((measure, length)) = self.measure(self.at) else {
            let counted = Terms::behind(self.rest(self.at));
            // 二维, 两边 and 两人 are words.
            let is_word = self
                .rest(self.at)
                .starts_with(['维', '点', '边', '头', '字', '人', '块', '词', '位']);
            let is_counted = counted.is_direct
                || self.rest(self.at).starts_with(MEASURE_WORDS) && !self.is_set_phrase();
            if digits != "一" && is_counted && !is_word {
                self.push(start..self.at, start, (number, 0), Measure::BARE, true);
            }
            return;
        };
        // 一倍 is as much again, 十分 means very.
        let is_word = matches!(measure.dimension, Dimension::Count | Dimension::Point);
        if is_word || digits == "一" && measure.dimension != Dimension::Seconds {
            return;
        }
        self.push(start..self.at + length, start, (number, 0), measure, true);
        self.at += length;
    }

    /// 两类, 三种 alone, at the end of what is said, count what was named before.
    fn is_set_phrase(&self) -> bool {
        let behind = self.rest(self.at).chars().nth(1);
        behind
            .is_none_or(|c| matches!(c, '，' | '。' | '、' | '；' | '：' | ',' | '.' | '）' | ')'))
    }

    /// A word: the beginning of a name with digits, a label, a number in English, or nothing.
    fn word(&mut self) {
        let start = self.at;
        let letters =
            self.bytes[start..].iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
        let end = start + letters;
        self.at = end;
        if self.follows_word(start) {
            return;
        }
        let joined =
            matches!(self.byte(end), b'-' | b'.' | b'@' | b'_' | b'^') && self.is_digit(end + 1);
        if self.is_digit(end) || joined {
            return self.name();
        }
        let word = &self.text[start..end];
        if word.len() > LONGEST_NUMBER || !word.starts_with(|c: char| "tTfFsSeEnNdDhHq".contains(c))
        {
            return;
        }
        let mut lower = [0; LONGEST_NUMBER];
        lower[..letters].copy_from_slice(word.as_bytes());
        lower.make_ascii_lowercase();
        let lower = std::str::from_utf8(&lower[..letters]).unwrap_or_default();
        if let Some(number) = number::english_times(lower) {
            self.push(start..end, start, (number, 0), Measure::new(Dimension::Times, 1, 0), true);
        } else if let Some(number) = number::english(lower) {
            let (measure, length) = self.measure(end).unwrap_or((Measure::BARE, 0));
            self.push(start..end + length, start, (number, 0), measure, true);
            self.at = end + length;
        }
    }

    /// A name with digits in it, to its end. The size in a name (`Qwen-7B`) is a figure as well.
    fn name(&mut self) {
        let mut part = self.at;
        loop {
            let length = self.bytes[self.at..]
                .iter()
                .take_while(|byte| byte.is_ascii_alphanumeric())
                .count();
            self.at += length;
            let decimal = self.byte(self.at) == b'.' && self.is_digit(self.at + 1);
            if !decimal && part > 0 && self.bytes[part - 1] == b'-' {
                self.size_in_name(part..self.at);
            }
            let joins = matches!(self.byte(self.at), b'-' | b'_' | b'@' | b'^')
                && self.byte(self.at + 1).is_ascii_alphanumeric();
            if !joins && !decimal {
                return;
            }
            self.at += 1;
            if !decimal {
                part = self.at;
            }
        }
    }

    fn size_in_name(&mut self, part: Range<usize>) {
        let text = &self.text[part.clone()];
        let digits = text.trim_end_matches(['B', 'b', 'M', 'K', 'k', 'T']);
        if digits.len() + 1 == text.len()
            && let Some(number) = Number::parse(digits)
            && let Some((measure, _)) = unit::measure(&text[digits.len()..])
        {
            self.push(part.clone(), part.start, (number, decimals(digits)), measure, false);
        }
    }

    /// A number in digits.
    fn number(&mut self, start: usize) {
        let (digits, mut end) = self.digits(start);
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
        let mut last = decimals(&digits);
        if digits == "10"
            && let Some((power, length)) = power(&self.text[end..])
        {
            number = Number::new(1, power);
            last = power;
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
            && let Some((rate, taken)) = rate(&self.text[..start], tail)
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
        self.push(range, start, (number, last), measure, false);
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

    /// `e-4`, `×10^{8}`, `\times 10^{-3}` behind a number.
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

    /// The unit behind a number and how many bytes it takes with what stands before it.
    fn measure(&self, end: usize) -> Option<(Measure, usize)> {
        let rest = self.rest(end);
        let gap = joint(rest);
        let behind = &rest[gap..];
        // `300 K` of a gas; `300 K samples`.
        if gap > 0
            && let Some(after) = behind
                .strip_prefix('K')
                .filter(|after| !after.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '-'))
            && !Terms::behind(after).is_direct
            && unit::measure(after.trim_start()).is_none()
        {
            return Some((Measure::new(Dimension::Kelvin, 1, 0), gap + 1));
        }
        if behind.starts_with("times")
            && gap > 0
            && !is_fold(&self.text[..end], &behind["times".len()..])
        {
            return None;
        }
        if let Some((measure, length)) = unit::measure(behind) {
            let after = &behind[length..];
            if measure.dimension == Dimension::Times && is_product(after) {
                return None;
            }
            // `K` and its like stick to their number, and `s` does not end a word behind a hyphen.
            let is_one_letter =
                length == 1 && behind.starts_with(|c: char| c.is_ascii_alphabetic());
            if is_one_letter && rest[..gap].contains('-') {
                return None;
            }
            // `1. A`, `2 B` in an enumeration; `5 M` parameters and `10 s` stand so.
            if is_one_letter
                && gap > 0
                && behind.starts_with(['B', 'b', 'T', 'k', 'G', 'X', 'J', 'W', 'g'])
                && !after.starts_with([')', ',', '.', '，', '。', ' '])
            {
                return None;
            }
            return Some((measure, gap + length));
        }
        if unit::is_points(behind) {
            return Some((Measure::new(Dimension::Point, 1, 0), gap + '分'.len_utf8()));
        }
        None
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

    fn currency_before(&self, start: usize) -> Option<(usize, Dimension)> {
        let before = self.text[..start].trim_end_matches(' ');
        [
            ("US$", Dimension::Dollars),
            ("\\$", Dimension::Dollars),
            ("$", Dimension::Dollars),
            ("USD", Dimension::Dollars),
            ("€", Dimension::Euros),
            ("¥", Dimension::Yuan),
            ("￥", Dimension::Yuan),
        ]
        .into_iter()
        .find_map(|(sign, dimension)| before.strip_suffix(sign).map(|rest| (rest.len(), dimension)))
        // `$5$` is a formula.
        .filter(|(at, _)| {
            !(self.text[*at..].starts_with('$')
                && self
                    .rest(start)
                    .trim_start_matches(|c: char| c.is_ascii_digit() || c == '.')
                    .starts_with('$'))
        })
    }

    fn push(
        &mut self,
        range: Range<usize>,
        digits: usize,
        (number, last): (Number, i16),
        measure: Measure,
        in_words: bool,
    ) {
        let (start, minus, bound) = signs_before(
            self.text,
            range.start,
            self.found.last().map_or(0, |last| last.range.end),
        );
        let figure = Figure {
            range: start..range.end,
            digits,
            number,
            last,
            measure,
            minus,
            bound,
            in_words,
            link: Link::None,
        };
        self.found.push(figure);
    }
}

/// Whether `times` says so many times as much, and not so often.
fn is_fold(before: &str, behind: &str) -> bool {
    const AS_MUCH: [&str; 22] = [
        "as ", "more", "faster", "larger", "smaller", "higher", "lower", "less", "fewer", "better",
        "the ", "cheaper", "longer", "shorter", "greater", "slower", "speed", "that of", "its ",
        "improve", "bigger", "quicker",
    ];
    const BEFORE: [&str; 14] = [
        "speed",
        "faster",
        "improv",
        "increas",
        "reduc",
        "accelerat",
        "gain",
        "exceed",
        "outperform",
        "decreas",
        "by a factor",
        "grow",
        "rais",
        "up to",
    ];
    let behind = behind.trim_start();
    let start = before.ceil_char_boundary(before.len().saturating_sub(48));
    let near = before[start..].to_lowercase();
    let near = near.rsplit(['.', ';', ',']).find(|part| part.len() > 4).unwrap_or(&near);
    let has_point = before.trim_end_matches(|c: char| c.is_ascii_digit()).ends_with('.');
    has_point
        || AS_MUCH.iter().any(|word| behind.starts_with(word))
        || BEFORE.iter().any(|word| near.contains(word))
}

/// 每秒 24 帧, 每秒 11 个词元: the unit, and how many bytes behind the number are of it.
fn rate(before: &str, behind: &str) -> Option<(Measure, usize)> {
    if !before.trim_end_matches([' ', '约', '达', '可', '超', '过', '近']).ends_with("每秒")
    {
        return None;
    }
    let what = behind.trim_start_matches([' ', '个']);
    let rates = [
        ("帧", Dimension::FramesPerSecond),
        ("词元", Dimension::TokensPerSecond),
        ("token", Dimension::TokensPerSecond),
        ("Token", Dimension::TokensPerSecond),
    ];
    let (word, dimension) = rates.into_iter().find(|(word, _)| what.starts_with(word))?;
    Some((Measure::new(dimension, 1, 0), behind.len() - what.len() + word.len()))
}

/// The power of ten of the last digit.
fn decimals(digits: &str) -> i16 {
    digits.split_once('.').map_or(0, |(_, behind)| -(behind.len() as i16))
}

fn is_year(number: Number) -> bool {
    number.whole().is_some_and(|year| (1900..2100).contains(&year))
}

/// Letters behind digits that make a name of both: `3DGS`, `3C`.
fn is_name(letters: &str) -> bool {
    letters.bytes().all(|byte| byte.is_ascii_uppercase())
}
