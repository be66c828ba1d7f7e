//! Numbers in English words.

use super::Number;

/// The most words of a number: `nine hundred and ninety-nine`.
const MAX_WORDS: usize = 5;

/// The number that a text begins with in words, and how many bytes it takes: `twenty-three`, `two
/// hundred and forty`, `one thousand three hundred and forty`. A scale at the end is
/// left to the caller. `one` counts only before a scale, as in `one million`: elsewhere it is mostly
/// no number.
pub(crate) fn english(text: &str) -> Option<(Number, usize)> {
    let (thousands, taken) = below_thousand(text)?;
    let rest =
        text[taken..].strip_prefix([' ', '-']).and_then(|rest| rest.strip_prefix("thousand"));
    let ones = rest.and_then(|rest| {
        let ones = rest.strip_prefix(" and ").or_else(|| rest.strip_prefix(", "));
        let ones = ones.or_else(|| rest.strip_prefix([' ', '-']))?;
        let (number, length) = below_thousand(ones)?;
        let is_scaled = is_scale(ones[length..].trim_start_matches([' ', '-']));
        (!is_scaled).then_some((number, text.len() - ones.len() + length))
    });
    match (thousands.whole(), ones) {
        (Some(thousands), Some((ones, length))) => {
            Some((Number::new(thousands * 1_000 + ones.whole()?, 0), length))
        }
        _ => Some((thousands, taken)),
    }
}

fn below_thousand(text: &str) -> Option<(Number, usize)> {
    let (mut sum, mut taken, mut last) = (0u64, 0usize, None);
    let mut at = 0;
    for _ in 0..MAX_WORDS {
        let rest = &text[at..];
        let length = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
        let word = rest[..length].to_ascii_lowercase();
        let is_joined = word == "and" && last == Some(Size::Hundred);
        if !is_joined {
            let Some((value, size)) = value(&word) else { break };
            let fits = matches!(
                (last, size),
                (None, _)
                    | (Some(Size::One | Size::Teen), Size::Hundred)
                    | (Some(Size::Hundred), Size::One | Size::Teen | Size::Ten)
                    | (Some(Size::Ten), Size::One)
            );
            if !fits {
                break;
            }
            sum = if last.is_some() && size == Size::Hundred { sum * value } else { sum + value };
            last = Some(size);
            taken = at + length;
        }
        at += length;
        match text.as_bytes().get(at) {
            Some(b' ' | b'-') => at += 1,
            _ => break,
        }
    }
    let is_one = sum == 1 && !is_scale(text[taken..].trim_start_matches([' ', '-']));
    (taken > 0 && !is_one).then(|| (Number::new(sum, 0), taken))
}

/// The kind of a number word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Size {
    One,
    Teen,
    Ten,
    Hundred,
}

fn value(word: &str) -> Option<(u64, Size)> {
    const ONES: [&str; 9] =
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];
    const TEENS: [&str; 10] = [
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ];
    const TENS: [&str; 8] =
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
    let place = |words: &[&str]| words.iter().position(|other| *other == word).map(|n| n as u64);
    place(&ONES)
        .map(|n| (n + 1, Size::One))
        .or_else(|| place(&TEENS).map(|n| (n + 10, Size::Teen)))
        .or_else(|| place(&TENS).map(|n| (10 * n + 20, Size::Ten)))
        .or_else(|| (word == "hundred").then_some((100, Size::Hundred)))
}

fn is_scale(text: &str) -> bool {
    ["thousand", "million", "billion", "trillion"].iter().any(|scale| text.starts_with(scale))
}

/// The factor of an English word in lower case: `twice`, `doubles`, `threefold`.
pub(crate) fn english_times(word: &str) -> Option<Number> {
    Some(match word {
        "twice" | "double" | "doubles" | "doubled" | "doubling" => Number::new(2, 0),
        "thrice" | "triple" | "triples" | "tripled" | "tripling" => Number::new(3, 0),
        "quadruple" | "quadruples" | "quadrupled" => Number::new(4, 0),
        _ => {
            let word = word.strip_suffix("fold")?;
            english(word).filter(|(_, taken)| *taken == word.len())?.0
        }
    })
}
