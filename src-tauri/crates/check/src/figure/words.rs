//! Figures that are written in words, English or Chinese, and those within names.

use super::scan::{Scanner, decimals};
use super::signs::numeral_at;
use super::{Form, fraction};
use crate::number::{self, Number};
use crate::term::Terms;
use crate::unit::{self, Dimension, Measure};
use std::ops::Range;

/// The length of the longest word that a number in English begins with, in bytes.
const MAX_NUMBER_WORD_BYTES: usize = 10;
/// Measure words: the counted thing follows them.
const MEASURE_WORDS: [char; 34] = [
    '个', '种', '类', '项', '条', '组', '篇', '张', '份', '款', '名', '套', '座', '例', '只', '匹',
    '台', '部', '架', '辆', '艘', '枚', '颗', '粒', '株', '棵', '根', '幅', '册', '家', '间', '所',
    '段', '句',
];

impl Scanner<'_> {
    /// A character beyond ASCII: a full-width digit, a Chinese numeral, or nothing.
    pub(super) fn wide(&mut self) {
        let Some(c) = self.rest(self.at).chars().next() else { return };
        match c {
            '０'..='９' => self.number(self.at),
            '百' | '千' | '万' | '十' if fraction::whole(self.rest(self.at)).is_some() => {
                self.part_of_whole()
            }
            '一' | '半' | '减' | '过' if self.half() => {}
            '翻' | '加' => self.doubled(),
            '一' | '二' | '两' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' => {
                self.numeral()
            }
            _ => self.at += c.len_utf8(),
        }
    }

    /// 一半, 减半.
    fn half(&mut self) -> bool {
        let Some((number, length)) = fraction::half_in_chinese(self.rest(self.at)) else {
            return false;
        };
        self.part(number, length);
        true
    }

    /// 翻倍.
    fn doubled(&mut self) {
        let start = self.at;
        match fraction::doubled_in_chinese(self.rest(start)) {
            Some(length) => {
                let times = Measure::new(Dimension::Times, 1, 0);
                self.at += length;
                self.push(start..self.at, start, (Number::new(2, 0), 0), times, Form::Words);
            }
            None => self.at += '翻'.len_utf8(),
        }
    }

    /// A part of a whole that begins here.
    fn part(&mut self, number: Number, length: usize) {
        let start = self.at;
        self.at += length;
        // A quarter of a second is 0.25 s.
        if let Some((unit, taken)) = unit_of_part(self.rest(self.at)) {
            self.at += taken;
            let range = start..self.at;
            return self.push(range, start, (number.scaled(1, -2), -2), unit, Form::Words);
        }
        let per_cent = Measure::new(Dimension::Percent, 1, 0);
        self.push(start..self.at, start, (number, 0), per_cent, Form::Part);
    }

    /// 百分之三十, 百分之 71.4, 百万分之 3.1.
    fn part_of_whole(&mut self) {
        let start = self.at;
        let Some((length, power)) = fraction::whole(self.rest(start)) else { return };
        self.at += length;
        self.at += self.rest(self.at).len() - self.rest(self.at).trim_start_matches(' ').len();
        let before = self.figures.len();
        if self.is_digit(self.at) || self.rest(self.at).starts_with(|c| matches!(c, '０'..='９'))
        {
            self.number(self.at);
        } else {
            let digits = numeral_at(self.rest(self.at));
            if let Some(number) = number::chinese(digits) {
                let end = self.at + digits.len();
                self.push(start..end, self.at, (number, 0), Measure::BARE, Form::Words);
                self.at = end;
            }
        }
        if let Some(figure) = self.figures.get_mut(before) {
            figure.range.start = start;
            figure.measure = Measure::new(Dimension::Percent, 1, power);
        }
    }

    /// A number in Chinese characters counts only before a unit or what it counts.
    fn numeral(&mut self) {
        let start = self.at;
        let digits = numeral_at(self.rest(start));
        if let Some((part, length)) = fraction::chinese(digits, &self.rest(start)[digits.len()..]) {
            return self.part(part, length);
        }
        self.at += digits.len();
        // 数十倍, 第三层, 其一; 七年级 is a place in an order, 五样本 a setting, 两部分 a figure of speech.
        let is_no_number = ["分之", "年级", "样本", "部分"];
        if self.text[..start].ends_with(['第', '数', '几', '其', '唯', '之', '每', '同', '统'])
            || is_no_number.iter().any(|word| self.rest(self.at).starts_with(word))
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
                || self.rest(self.at).starts_with(MEASURE_WORDS)
                    && (digits.chars().count() > 1 || !self.is_set_phrase());
            if digits != "一" && is_counted && !is_word {
                self.push(start..self.at, start, (number, 0), Measure::BARE, Form::Words);
            }
            return;
        };
        // 一天半, 两小时半.
        let has_half = measure.dimension == Dimension::Seconds
            && self.rest(self.at + length).starts_with('半');
        let (number, length) = if has_half {
            (number.and_a_half(), length + '半'.len_utf8())
        } else {
            (number, length)
        };
        // 一倍 is as much again, 十分 means very, and 一周 what `a week` says.
        let is_word = matches!(measure.dimension, Dimension::Count | Dimension::Point);
        if is_word || digits == "一" && !has_half {
            return;
        }
        self.push(start..self.at + length, start, (number, 0), measure, Form::Words);
        self.at += length;
    }

    /// 两类, 三种 alone at the end of a clause count the thing that was named before.
    fn is_set_phrase(&self) -> bool {
        let behind = self.rest(self.at).chars().nth(1);
        behind
            .is_none_or(|c| matches!(c, '，' | '。' | '、' | '；' | '：' | ',' | '.' | '）' | ')'))
    }

    /// A word: the beginning of a name with digits, a label, a number in English, or nothing.
    pub(super) fn word(&mut self) {
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
        let begins_number = word.starts_with(|c: char| "aAoOtTfFsSeEnNdDhHq".contains(c));
        if word.len() > MAX_NUMBER_WORD_BYTES || !begins_number {
            return;
        }
        if let Some((part, length)) = fraction::english(&self.text[..start], self.rest(start)) {
            self.at = start;
            return self.part(part, length);
        }
        if let Some(number) = number::english_times(&word.to_ascii_lowercase()) {
            let times = Measure::new(Dimension::Times, 1, 0);
            self.push(start..end, start, (number, 0), times, Form::Words);
        } else if let Some((number, taken)) = number::english(self.rest(start)) {
            let end = start + taken;
            let (measure, length) = self.measure(end).unwrap_or((Measure::BARE, 0));
            self.push(start..end + length, start, (number, 0), measure, Form::Words);
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
            self.push(part.clone(), part.start, (number, decimals(digits)), measure, Form::Digits);
        }
    }
}

/// The unit that a part in words is of, and how many bytes it takes: ` of a second`, 秒.
fn unit_of_part(behind: &str) -> Option<(Measure, usize)> {
    let rest = [" of a ", " of an ", " of one "].iter().find_map(|of| behind.strip_prefix(of));
    let rest = match rest {
        Some(rest) => rest,
        None if behind.is_ascii() => return None,
        None => behind.trim_start_matches(['个', ' ']),
    };
    let (measure, length) = unit::measure(rest)?;
    let is_quantity = matches!(
        measure.dimension,
        Dimension::Seconds | Dimension::Metres | Dimension::Grams | Dimension::Degrees
    );
    is_quantity.then(|| (measure, behind.len() - rest.len() + length))
}
