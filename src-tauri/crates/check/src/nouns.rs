//! What is counted, in Chinese and English: `nouns.txt`, read once.

use std::sync::LazyLock;

/// The most Chinese characters after a figure in which the counted thing is looked for.
const MAX_CHARS: usize = 10;

/// The English beginnings of one thing that is counted.
pub(super) type Beginnings = &'static [&'static str];

struct Noun {
    chinese: Vec<&'static str>,
    english: Beginnings,
}

static NOUNS: LazyLock<Vec<Noun>> = LazyLock::new(|| read(include_str!("nouns.txt")));

fn read(text: &'static str) -> Vec<Noun> {
    let words = |side: &'static str| -> Vec<&'static str> {
        side.split(',').map(str::trim).filter(|word| !word.is_empty()).collect()
    };
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    lines
        .filter_map(|line| line.split_once('|'))
        .map(|(chinese, english)| Noun { chinese: words(chinese), english: words(english).leak() })
        .collect()
}

/// What a Chinese text counts whose figure and measure word end where it begins: all things that its
/// first words name, as English beginnings.
pub(super) fn counted(behind: &str) -> Vec<Beginnings> {
    const ENDS: [char; 14] =
        ['，', '。', '、', '；', '：', ',', '.', ';', ':', '(', '（', '在', '和', '与'];
    let start = behind.trim_start_matches([' ', '\u{a0}']);
    let end = start.char_indices().nth(MAX_CHARS).map_or(start.len(), |(at, _)| at);
    let near = &start[..end];
    let near =
        &near[..near.find(|c: char| ENDS.contains(&c) || c.is_ascii_digit()).unwrap_or(near.len())];
    // 作者 within 合作者 is no author of its own; the longest name at a place counts.
    let mut found: Vec<Beginnings> = Vec::new();
    let mut at = 0;
    while let Some(c) = near[at..].chars().next() {
        let here = NOUNS.iter().flat_map(|noun| {
            let longest = noun.chinese.iter().filter(|name| near[at..].starts_with(**name));
            longest.map(|name| (name.len(), noun.english)).max_by_key(|(length, _)| *length)
        });
        let longest = here.clone().map(|(length, _)| length).max();
        found.extend(
            here.filter(|(length, _)| Some(*length) == longest).map(|(_, english)| english),
        );
        at += longest.unwrap_or(c.len_utf8());
    }
    found
}

/// Whether an English text has a word that begins with one of these.
pub(super) fn has(text: &str, nouns: &[Beginnings]) -> bool {
    text.split(|c: char| !c.is_ascii_alphanumeric())
        .any(|word| nouns.iter().any(|beginnings| begins(word, beginnings)))
}

/// Whether a word begins with one of these; short beginnings are whole words or their plurals.
pub(super) fn begins(word: &str, beginnings: Beginnings) -> bool {
    beginnings.iter().any(|beginning| {
        word.split_at_checked(beginning.len()).is_some_and(|(start, rest)| {
            start.eq_ignore_ascii_case(beginning)
                && (beginning.len() > 3 || matches!(rest, "" | "s" | "es" | "y" | "ies"))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_things_have_english_words() {
        for (behind, english, expected) in [
            ("条建议", "eight pieces of advice", true),
            ("条建议", "52 broken tasks", false),
            ("个公开数据集", "five data sets", true),
            ("个神经元", "43 papers", false),
            ("个任务上", "twelve tasks", true),
            ("座城市", "nine cities", true),
            ("座城市", "nine experts", false),
        ] {
            let nouns = counted(behind);
            assert!(!nouns.is_empty(), "{behind}");
            assert_eq!(has(english, &nouns), expected, "{behind} {english}");
        }
        assert!(counted("。").is_empty() && counted(" 左右").is_empty());
    }
}
