//! Numbers and formulas in one form, however they are written.

/// A number in its one form: without separators of thousands and superfluous zeros, multiplied by a
/// power of ten.
pub(crate) fn number(text: &str, power: usize) -> String {
    let plain: String = text.chars().filter(|c| *c != ',').collect();
    if plain.matches('.').count() > 1 || !plain.bytes().all(|b| b.is_ascii_digit() || b == b'.') {
        return plain;
    }
    let (whole, part) = plain.split_once('.').unwrap_or((&plain, ""));
    let moved: String = part.chars().chain(std::iter::repeat('0')).take(power).collect();
    let rest = part.get(power..).unwrap_or_default().trim_end_matches('0');
    let whole = format!("{whole}{moved}");
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    if rest.is_empty() { whole.to_owned() } else { format!("{whole}.{rest}") }
}

/// The power of ten by which a Chinese character after a number multiplies it.
pub(crate) fn chinese_power(c: char) -> Option<usize> {
    match c {
        '百' => Some(2),
        '千' => Some(3),
        '万' | '萬' => Some(4),
        '亿' | '億' => Some(8),
        _ => None,
    }
}

/// The power of ten by which a letter after a number multiplies it.
pub(crate) fn letter_power(letters: &str) -> Option<usize> {
    match letters {
        "k" | "K" => Some(3),
        "M" => Some(6),
        "B" => Some(9),
        "T" => Some(12),
        _ => None,
    }
}

/// The number that an English word is.
pub(crate) fn english_number(word: &str) -> Option<&'static str> {
    Some(match word {
        "two" => "2",
        "three" => "3",
        "four" => "4",
        "five" => "5",
        "six" => "6",
        "seven" => "7",
        "eight" => "8",
        "nine" => "9",
        "ten" => "10",
        "eleven" => "11",
        "twelve" => "12",
        "thirteen" => "13",
        "fourteen" => "14",
        "fifteen" => "15",
        "sixteen" => "16",
        "seventeen" => "17",
        "eighteen" => "18",
        "nineteen" => "19",
        "twenty" => "20",
        "thirty" => "30",
        "forty" => "40",
        "fifty" => "50",
        "sixty" => "60",
        "seventy" => "70",
        "eighty" => "80",
        "ninety" => "90",
        "hundred" => "100",
        "thousand" => "1000",
        "million" => "1000000",
        "billion" => "1000000000",
        _ => return None,
    })
}

/// A number in Chinese characters at the beginning of a text, and how many characters it has.
pub(crate) fn chinese_number(text: &[char]) -> Option<(String, usize)> {
    let length = text.iter().take(12).take_while(|c| digit(**c).is_some() || ten(**c)).count();
    let run = &text[..length];
    // `一` alone is seldom a number.
    if run.is_empty() || run == ['一'] {
        return None;
    }
    let (mut value, mut pending) = (0_u64, None);
    for c in run {
        match digit(*c) {
            // Consecutive digits are decimal places: `二〇二五`.
            Some(next) => pending = Some(pending.unwrap_or(0) * 10 + next),
            None => {
                let times = chinese_power(*c).map_or(10, |power| 10_u64.pow(power as u32));
                value += pending.take().unwrap_or(1) * times;
            }
        }
    }
    Some(((value + pending.unwrap_or(0)).to_string(), length))
}

fn digit(c: char) -> Option<u64> {
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

fn ten(c: char) -> bool {
    matches!(c, '十' | '百' | '千')
}

/// A formula without the commands that only make words upright, and without braces around one
/// character.
fn upright(text: &str) -> String {
    let mut plain = text.to_owned();
    for command in [r"\mathrm{", r"\text{", r"\textrm{", r"\operatorname{", "{"] {
        let mut from = 0;
        while let Some(begin) = plain[from..].find(command).map(|at| from + at) {
            let inner = begin + command.len();
            let length = plain[inner..].find(['{', '}', '\\']).unwrap_or(0);
            let is_one = plain[inner..inner + length].chars().count() == 1;
            if plain[inner + length..].starts_with('}') && (is_one || command != "{") {
                plain.replace_range(inner + length..=inner + length, "");
                plain.replace_range(begin..inner, "");
            }
            from = begin + 1;
        }
    }
    plain
}

/// A formula in its one form: without white space, spacing commands and sizes of brackets, and with
/// its numbers in theirs.
pub(crate) fn formula(text: &str) -> String {
    let text = &upright(text);
    let mut key = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(c) = rest.chars().next() {
        let spaces = [r"\left", r"\right", r"\!", r"\,", r"\;", r"\:", r"\quad", r"\ ", "{,}"];
        let space = spaces.iter().find(|it| {
            // `\leftarrow` is a command of its own.
            rest.strip_prefix(**it).is_some_and(|behind| {
                !(it.ends_with(char::is_alphabetic) && behind.starts_with(char::is_alphabetic))
            })
        });
        let length = if let Some(space) = space {
            space.len()
        } else if c.is_ascii_digit() {
            let end = rest
                .char_indices()
                .find(|(at, c)| {
                    let is_point =
                        *c == '.' && rest[at + 1..].starts_with(|c: char| c.is_ascii_digit());
                    !c.is_ascii_digit() && !is_point
                })
                .map_or(rest.len(), |(at, _)| at);
            key.push_str(&number(&rest[..end], 0));
            end
        } else {
            if !c.is_whitespace() {
                key.push(c);
            }
            c.len_utf8()
        };
        rest = &rest[length..];
    }
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_has_one_form_however_it_is_written() {
        for (text, power, counts) in [
            ("1,000", 0, "1000"),
            ("92.10", 0, "92.1"),
            ("1.2", 4, "12000"),
            ("0.990", 0, "0.99"),
            ("007", 0, "7"),
            ("1.2.3", 0, "1.2.3"),
            ("12.5", 0, "12.5"),
            ("1.23456", 3, "1234.56"),
        ] {
            assert_eq!(number(text, power), counts, "{text}");
        }
    }

    #[test]
    fn chinese_numbers_are_read() {
        let read = |text: &str| chinese_number(&text.chars().collect::<Vec<_>>());
        for (text, value, length) in [
            ("三家", "3", 1),
            ("十二", "12", 2),
            ("二十", "20", 2),
            ("一百零五个", "105", 4),
            ("二〇二五年", "2025", 4),
        ] {
            assert_eq!(read(text), Some((value.to_owned(), length)), "{text}");
        }
        assert_eq!((read("一致"), read("中文")), (None, None));
        assert!(read(&"九".repeat(40)).is_some());
    }

    #[test]
    fn a_formula_is_the_same_with_other_spaces_and_zeros() {
        assert_eq!(formula(r"\gamma = 0.990"), formula(r"\gamma=0.99"));
        assert_eq!(formula(r"\left[ x\, \right]"), formula("[x]"));
        assert_ne!(formula(r"\leftarrow"), formula("arrow"));
        assert_eq!(formula(r"L_{\mathrm{mae}}"), formula("L_{mae}"));
        assert_eq!(formula("x_{i}"), formula("x_i"));
        assert_ne!(formula("x_{ij}"), formula("x_i j"));
        assert_ne!(formula(r"\mathbf{x}"), formula("x"));
        assert_ne!(formula("10^{-3}"), formula("10^{-4}"));
    }
}
