//! The field's measures and the words that mean the same in tables and sentences: `vocabulary.txt`,
//! read once.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

/// A line of the vocabulary.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Concept(u16);

/// Which way of a measure is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Better {
    Up,
    Down,
}

struct Entry {
    better: Option<Better>,
    is_rate: bool,
    is_counted: bool,
}

struct Vocabulary {
    entries: Vec<Entry>,
    /// Latin names in lower case, by their first word; the longest first.
    latin: HashMap<String, Vec<(String, &'static str, Concept)>>,
    /// Chinese names by their first character, the longest first.
    chinese: HashMap<char, Vec<(&'static str, Concept)>>,
}

static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(|| read(include_str!("vocabulary.txt")));

fn read(text: &'static str) -> Vocabulary {
    let mut read =
        Vocabulary { entries: Vec::new(), latin: HashMap::new(), chinese: HashMap::new() };
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let mut fields = line.split('|').map(str::trim);
        let (Some(_), Some(better), Some(rate), Some(names)) =
            (fields.next(), fields.next(), fields.next(), fields.next())
        else {
            continue;
        };
        let concept = Concept(u16::try_from(read.entries.len()).unwrap_or(u16::MAX));
        let better = match better {
            "+" => Some(Better::Up),
            "-" => Some(Better::Down),
            _ => None,
        };
        read.entries.push(Entry { better, is_rate: rate == "%", is_counted: rate == "#" });
        for name in names.split(',').map(str::trim).filter(|name| !name.is_empty()) {
            if let Some(first) = name.chars().next().filter(|c| !c.is_ascii()) {
                read.chinese.entry(first).or_default().push((name, concept));
            } else {
                let first = name[..word_length(name)].to_ascii_lowercase();
                read.latin.entry(first).or_default().push((
                    name.to_ascii_lowercase(),
                    name,
                    concept,
                ));
            }
        }
    }
    read.latin
        .values_mut()
        .for_each(|names| names.sort_by_key(|(name, ..)| std::cmp::Reverse(name.len())));
    read.chinese
        .values_mut()
        .for_each(|names| names.sort_by_key(|(name, _)| std::cmp::Reverse(name.len())));
    read
}

impl Concept {
    pub(super) fn better(self) -> Option<Better> {
        VOCABULARY.entries.get(usize::from(self.0)).and_then(|entry| entry.better)
    }

    /// Whether it is mostly given in per cent.
    pub(super) fn is_rate(self) -> bool {
        VOCABULARY.entries.get(usize::from(self.0)).is_some_and(|entry| entry.is_rate)
    }
}

impl Concept {
    /// Whether it is a thing that is counted, whose name is an ordinary word elsewhere.
    pub(super) fn is_counted(self) -> bool {
        VOCABULARY.entries.get(usize::from(self.0)).is_some_and(|entry| entry.is_counted)
    }
}

fn word_length(text: &str) -> usize {
    let is_inner = |c: char| c.is_ascii_alphanumeric() || c == '#';
    text.find(|c| !is_inner(c)).unwrap_or(text.len())
}

/// The concepts that a text names, with the places of their names, in order.
pub(super) fn concepts(text: &str) -> Vec<(Range<usize>, Concept)> {
    let mut concepts = Vec::new();
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        if !c.is_ascii() {
            let names = VOCABULARY.chinese.get(&c).map_or(&[][..], Vec::as_slice);
            // 超低剂量 is no 低剂量.
            let is_other = text[..at].ends_with(['超', '非', '亚']);
            let here = names.iter().find(|(name, _)| text[at..].starts_with(name));
            if let Some((name, _)) = here.filter(|_| !is_other) {
                concepts.extend(
                    names
                        .iter()
                        .filter(|(other, _)| other == name)
                        .map(|(_, concept)| (at..at + name.len(), *concept)),
                );
                at += name.len();
            } else {
                at += c.len_utf8();
            }
            continue;
        }
        let length = word_length(&text[at..]);
        if length == 0 {
            at += 1;
            continue;
        }
        // `GPT-4`'s 4 and `d_time` begin no word of their own.
        let starts = at == 0
            || !matches!(bytes[at - 1], b'\\' | b'_' | b'@')
                && !bytes[at - 1].is_ascii_alphanumeric();
        let end = if starts { latin(text, at, length, &mut concepts) } else { None };
        at = end.unwrap_or(at + length);
    }
    concepts
}

/// Takes the longest Latin name that begins here.
fn latin(
    text: &str,
    at: usize,
    length: usize,
    concepts: &mut Vec<(Range<usize>, Concept)>,
) -> Option<usize> {
    let word = &text[at..at + length];
    let lower = word.to_ascii_lowercase();
    // `five times` is a frequency.
    if lower == "times" {
        return None;
    }
    let names = VOCABULARY
        .latin
        .get(lower.as_str())
        .or_else(|| VOCABULARY.latin.get(lower.strip_suffix('s')?))?;
    let fits = |lower: &str, name: &str| {
        let there = text.get(at..at + name.len())?;
        let is_strict = name.len() <= 2
            || name.chars().skip(1).any(|c| c.is_ascii_uppercase())
                && name.starts_with(|c: char| c.is_ascii_lowercase());
        let same = if is_strict { there == name } else { there.eq_ignore_ascii_case(lower) };
        let end = at + name.len();
        let behind = &text[end..];
        // A plural is no other word.
        let end = if name.len() > 3 && behind.starts_with('s') { end + 1 } else { end };
        let behind = text[end..].chars().next();
        (same && behind.is_none_or(|c| !(c.is_ascii_alphanumeric() || c == '@'))).then_some(end)
    };
    let (end, first) = names
        .iter()
        .find_map(|(lower, name, concept)| Some((fits(lower, name)?, (lower, concept))))?;
    concepts.extend(
        names
            .iter()
            .filter(|(lower, ..)| lower == first.0)
            .map(|(.., concept)| (at..end, *concept)),
    );
    Some(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_concept_has_names_in_both_languages() {
        let of =
            |text: &str| concepts(text).into_iter().map(|(_, concept)| concept).collect::<Vec<_>>();
        for (chinese, english) in [
            ("准确率", "Acc."),
            ("成功率", "SR"),
            ("延迟", "latency (ms)"),
            ("召回率", "Recall"),
            ("词错误率", "WER"),
        ] {
            assert!(!of(chinese).is_empty());
            assert_eq!(of(chinese), of(english), "{chinese} {english}");
        }
        assert_eq!(of("a map of sr and d_time"), []);
        assert!(of("latency")[0].better() == Some(Better::Down) && of("F1")[0].is_rate());
    }
}
