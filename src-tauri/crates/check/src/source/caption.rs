//! The names in a table's caption, which are labels of all its cells.

use crate::name;
use crate::unit;
use crate::vocabulary;

/// The most names of a caption that are taken.
const MAX_NAMES: usize = 12;
/// The most settings of a caption that are read.
const MAX_SETTINGS: usize = 4;
/// The most letters of the name of a setting.
const MAX_LETTERS: usize = 5;
/// The most names that differ by a letter.
const MAX_LETTERED_NAMES: usize = 4;

/// The names of a caption: `EOS L` is one of several, and `EOS` alone then none.
pub(super) fn names(caption: &str) -> Vec<String> {
    let is_inner = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '@' | '+' | '.');
    let words: Vec<&str> = caption
        .split(|c: char| !is_inner(c))
        .map(|word| word.trim_end_matches(['.', '-']))
        .collect();
    let is_lettered = |pair: &&[&str]| {
        pair[1].len() == 1
            && pair[1].starts_with(|c: char| c.is_ascii_uppercase())
            && name::is_distinctive(pair[0])
            && caption.contains(&pair.join(" "))
    };
    let lettered: Vec<&[&str]> =
        words.windows(2).filter(is_lettered).take(MAX_LETTERED_NAMES).collect();
    let is_alone = |word: &&&str| !lettered.iter().any(|pair| pair[0] == **word);
    let is_name = |word: &&&str| {
        let is_unit = || unit::measure(word).is_some_and(|(_, length)| length == word.len());
        name::is_distinctive(word) && vocabulary::concepts(word).is_empty() && !is_unit()
    };
    let alone = words.iter().filter(is_alone).filter(is_name).take(MAX_NAMES);
    alone
        .map(|word| (*word).to_owned())
        .chain(lettered.iter().map(|pair| pair.join(" ")))
        .chain(settings(caption))
        .collect()
}

/// What a caption says that something is: `n=1` of `with $n = 1$`.
fn settings(caption: &str) -> impl Iterator<Item = String> + '_ {
    caption.match_indices('=').take(MAX_SETTINGS).filter_map(|(at, _)| {
        let before = caption[..at].trim_end();
        let letters = before.bytes().rev().take_while(u8::is_ascii_alphabetic).count();
        let name = &before[before.len() - letters..];
        let stem = &before[..before.len() - letters];
        let value = caption[at + 1..].trim_start();
        let is_inner = |c: char| c.is_ascii_digit() || c == '.';
        let value =
            value[..value.find(|c| !is_inner(c)).unwrap_or(value.len())].trim_end_matches('.');
        let is_short = (1..=MAX_LETTERS).contains(&letters);
        // `\kappa` and `x_{n}` are other letters.
        let is_whole =
            !stem.ends_with(['\\', '_', '{', '-']) && !stem.ends_with(char::is_alphanumeric);
        (is_short && is_whole && !value.is_empty()).then(|| format!("{name}={value}"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_caption_has_names_and_no_units() {
        for (caption, expected) in [
            ("Models of EOS L at rest", &["EOS L"][..]),
            ("Results of GPT-4o on ShopQA (ms)", &["GPT-4o", "ShopQA"]),
            ("Counts (log10 CFU/g, GB)", &["log10", "CFU"]),
            ("The cities.", &[]),
            ("Data with n=0.8 and \\kappa=700, where x_{k} = 3", &["n=0.8"]),
            ("Errors for k = 4.", &["k=4"]),
        ] {
            assert_eq!(names(caption), expected, "{caption}");
        }
    }
}
