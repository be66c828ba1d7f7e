//! Signs and numbers that are written out several times and have no reading with marks.

use super::formula::set;

/// Signs that are written out without a reading's marks, as in `×\times×`, `10%percent 10 10\%10 %`
/// and `5 5 5 5`.
pub(super) fn symbols(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        let name = rest[at + 1..].bytes().take_while(u8::is_ascii_alphabetic).count();
        let (before, command) = (&rest[..at], &rest[at..at + 1 + name]);
        let behind = rest[at + 1 + name..].trim_start_matches(' ');
        let sign = behind.chars().next().filter(|c| !c.is_ascii() && !c.is_alphanumeric());
        let seen = sign.and_then(|sign| {
            let start = before.trim_end_matches(' ');
            let word = start.len()
                - start
                    .chars()
                    .rev()
                    .take_while(|c| c.is_ascii_lowercase() || *c == '-')
                    .map(char::len_utf8)
                    .sum::<usize>();
            let start = if start[..word].ends_with(sign) { &start[..word] } else { start };
            start.ends_with(sign).then(|| (start.trim_end_matches([sign, ' ']), sign))
        });
        match seen {
            Some((visible, sign)) if name > 0 => {
                out.push_str(visible);
                set(command, &mut out);
                rest = &behind[sign.len_utf8()..];
            }
            _ if name > 0 && factor(before, behind).is_some() => {
                let (visible, number, length) = factor(before, behind).unwrap_or_default();
                out.push_str(visible);
                set(&format!("{number}{command}"), &mut out);
                rest = &behind[length..];
            }
            _ if command == "\\"
                && rest[at..].starts_with("\\%")
                && percent(before, behind).is_some() =>
            {
                let (visible, number, length) = percent(before, behind).unwrap_or_default();
                out.push_str(visible);
                out.push_str(number);
                out.push('%');
                rest = &behind[length..];
            }
            _ => {
                out.push_str(&rest[..at + 1 + name]);
                rest = &rest[at + 1 + name..];
            }
        }
    }
    out.push_str(rest);
    four_times(&out)
}

/// `10%percent 10 10` before `\%10 %`: what precedes it, the number, and how long the rest is.
fn percent<'a>(before: &'a str, behind: &'a str) -> Option<(&'a str, &'a str, usize)> {
    let number = number_at_end(before)?;
    let heads = [
        format!("{number}%percent {number} {number}"),
        format!("{number} % percent {number} {number}"),
    ];
    let tail = format!("%{number} %");
    let visible = heads.iter().find_map(|head| before.strip_suffix(head.as_str()))?;
    behind.starts_with(&tail).then_some((visible, number, tail.len()))
}

/// `2 × 2` before `\times 2 ×`: what precedes it, the number, and how long the rest is.
fn factor<'a>(before: &'a str, behind: &str) -> Option<(&'a str, &'a str, usize)> {
    let number = number_at_end(before)?;
    let sign = behind.strip_prefix(number)?.trim_start_matches(' ').chars().next()?;
    let is_sign = !sign.is_ascii() && !sign.is_alphanumeric();
    let tail = format!("{number} {sign}");
    let visible = before.strip_suffix(&format!("{tail} {number}"))?;
    (is_sign && behind.starts_with(&tail)).then_some((visible, number, tail.len()))
}

/// The number that a text ends with.
fn number_at_end(text: &str) -> Option<&str> {
    let start = text.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.').len();
    Some(&text[start..]).filter(|number| !number.is_empty())
}

/// A number that is there four times in a row is there once.
fn four_times(text: &str) -> String {
    let words: Vec<&str> = text.split(' ').collect();
    let number = |word: &str| {
        word.starts_with(|c: char| c.is_ascii_digit())
            && word.chars().all(|c| c.is_ascii_digit() || c == '.' || c == ',')
    };
    if !words
        .windows(4)
        .any(|four| number(four[0]) && four.iter().skip(1).take(2).all(|word| *word == four[0]))
    {
        return text.to_owned();
    }
    let mut out: Vec<&str> = Vec::with_capacity(words.len());
    let mut at = 0;
    while at < words.len() {
        let word = words[at];
        let same = number(word)
            && words.get(at + 1..at + 4).is_some_and(|next| {
                next[0] == word
                    && next[1] == word
                    && next[2]
                        .strip_prefix(word)
                        .is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_digit()))
            });
        out.push(if same { words[at + 3] } else { word });
        at += if same { 4 } else { 1 };
    }
    out.join(" ")
}
