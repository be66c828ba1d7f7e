//! Numbers in Chinese characters.

use super::Number;

/// A number in Chinese characters, such as 十二, 三百 or 一点五; `None` when they do not make one.
pub(crate) fn chinese(text: &str) -> Option<Number> {
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
