//! How a sentence sets the thing that it is about against another one that it names: lower than X,
//! 不如 X, `compared with X, … rises`.

use super::clause_before;
use super::turn::{Turn, found, turn_at_end, turns};
use std::ops::Range;

/// The most bytes between a word of comparison and the name after it.
const MAX_BEFORE_BYTES: usize = 64;
/// The most bytes between a name that something is compared with and the comparison after it.
const MAX_BEHIND_BYTES: usize = 96;

/// The most bytes between a word of comparison and the name with something else between: 超过教师模型 X,
/// `beats the strong retrieval baseline X`.
const MAX_APPOSITION_BYTES: usize = 40;
/// Words that begin something else there.
const NO_APPOSITION: [&str; 16] = [
    "by", "at", "and", "or", "but", "to", "from", "when", "while", "as", "after", "before", "than",
    "which", "that", "it",
];

/// What sets a thing against the one that follows; the first only behind a change.
const BASES: [&str; 11] = [
    " over",
    " compared with",
    " compared to",
    " relative to",
    " in contrast to",
    "相较于",
    "相比于",
    "相对于",
    "相较",
    "相比",
    "相对",
];

/// What sets the parts of a sentence apart: a comparison before it is not of what follows.
const CONTRASTS: [&str; 15] = [
    " but ",
    "although",
    "though ",
    " while ",
    "whereas",
    "however",
    " yet ",
    "despite",
    "at the cost",
    "但",
    "虽",
    "尽管",
    "然而",
    "不过",
    "代价",
];

/// Words that take back the comparison right behind them: `no better than`, 并未低于.
const NEGATIONS: [&str; 12] =
    ["not ", "no ", "n't ", "never ", "hardly ", "不", "未", "没有", "没", "并非", "无", "非"];

/// Where the thing that a sentence is about lies from the thing that is named at a place of it, and
/// where the word is that says so; `None` where the sentence does not compare the two.
pub(crate) fn turn_against(text: &str, named: &Range<usize>) -> Option<(usize, Turn)> {
    let before = text[..named.start].trim_end();
    by_than(before)
        .or_else(|| by_verb(before))
        .or_else(|| by_passive(text, before, named))
        .or_else(|| by_character(text, before, named))
        .or_else(|| beside(text, named))
        .or_else(|| by_over(before))
        .filter(|(at, _)| !is_negated(&text[..*at]))
}

/// Whether the end of a text takes back what follows.
pub(super) fn is_negated(before: &str) -> bool {
    let start = before.ceil_char_boundary(before.len().saturating_sub(12));
    let near = before[start..].to_ascii_lowercase();
    NEGATIONS.iter().any(|not| near.ends_with(not))
}

/// Whether words between two places of a sentence set its parts against one another.
pub(crate) fn is_set_apart(text: &str, a: usize, b: usize) -> bool {
    let between = text.get(a.min(b)..a.max(b)).unwrap_or_default().to_ascii_lowercase();
    CONTRASTS.iter().any(|word| between.contains(word))
}

/// Whether words before a name only say what it is: `the strong baseline`, 教师模型.
fn is_apposition(words: &str) -> bool {
    words.len() <= MAX_APPOSITION_BYTES
        && words.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '-'))
        && !words.ends_with(['时', '后', '和', '与'])
        && (words.trim().starts_with("that of")
            || words.trim().starts_with("those of")
            || words.split(' ').all(|word| !NO_APPOSITION.contains(&word)))
}

/// Where the last bytes of a text begin that are in the same clause.
fn near_start(before: &str) -> usize {
    let start = before.ceil_char_boundary(before.len().saturating_sub(MAX_BEFORE_BYTES));
    let end = before[start..].rfind(['，', '；', '。', ';', '：']);
    end.map_or(start, |at| {
        start + at + before[start + at..].chars().next().map_or(1, char::len_utf8)
    })
}

/// `lower memory than X`.
fn by_than(before: &str) -> Option<(usize, Turn)> {
    let (compared, words) = before.rsplit_once("than")?;
    if !is_apposition(words) {
        return None;
    }
    let start = near_start(compared);
    turns(&compared[start..]).pop().map(|(at, turn)| (start + at, turn))
}

/// `improves the score over X`, `the error rises relative to X`: the last turn of the clause.
fn by_over(before: &str) -> Option<(usize, Turn)> {
    let over = |word: &&str| before.rsplit_once(*word).filter(|(_, words)| is_apposition(words));
    let (compared, _) = BASES.iter().find_map(over)?;
    let start = compared.len() - clause_before(compared, MAX_BEHIND_BYTES).len();
    turns(&compared[start..]).pop().map(|(at, turn)| (start + at, turn))
}

/// 低于 X, `outperforms X`, `lags behind X`, `superior to X`: the turn is the last word.
fn by_verb(before: &str) -> Option<(usize, Turn)> {
    const PREPOSITIONS: [&str; 5] = [" to", " behind", " of", " over", " against"];
    let start = near_start(before);
    let near = &before[start..];
    for (word, turn) in [(" below", Turn::Down), (" above", Turn::Up)] {
        if let Some((stem, words)) = near.rsplit_once(word)
            && is_apposition(words)
        {
            return Some((start + stem.len(), turn));
        }
    }
    // `falls to X` is a value that is reached, and `reduces X` is done to X.
    let word = found(near).pop()?;
    let words = &near[word.end..];
    // `is beaten by X`.
    if let Some(words) = words.strip_prefix(" by").filter(|_| word.compares) {
        return is_apposition(words).then_some((start + word.at, word.turn.opposite()));
    }
    let words = PREPOSITIONS.iter().find_map(|it| words.strip_prefix(it)).unwrap_or(words);
    (word.compares && is_apposition(words)).then_some((start + word.at, word.turn))
}

/// 被 X 超过: the turn is the one behind the name.
fn by_passive(text: &str, before: &str, named: &Range<usize>) -> Option<(usize, Turn)> {
    let behind = &text[named.end..];
    let word = found(behind).into_iter().next().filter(|word| word.compares)?;
    let is_next = behind[..word.at].trim().is_empty() && before.ends_with('被');
    is_next.then(|| (named.end + word.at, word.turn.opposite()))
}

/// 比 X 更低, 较 X 的 38.6 GB 少, 比 X 慢.
fn by_character(text: &str, before: &str, named: &Range<usize>) -> Option<(usize, Turn)> {
    if !before.ends_with(['比', '较']) {
        return None;
    }
    let behind =
        text[named.end..].trim_start_matches([' ', '的', '更', '还', '要', '略', '稍', '都']);
    let at = text.len() - behind.len();
    let near = &behind[..behind.floor_char_boundary(MAX_BEHIND_BYTES)];
    let near = &near[..near.find(['，', '；', '。', ',', ';']).unwrap_or(near.len())];
    let first = near.chars().next()?;
    // 比 X 的误差高 3.1: the last character before the amount.
    let amount = near.find(|c: char| c.is_ascii_digit()).unwrap_or(0);
    turn_at_end(&format!("比{first}"))
        .map(|turn| (at, turn))
        .or_else(|| turns(near).into_iter().next().map(|(n, turn)| (at + n, turn)))
        .or_else(|| {
            let turn = turn_at_end(&format!("比{}", near[..amount].trim_end()))?;
            Some((at + amount, turn))
        })
}

/// `compared with X, the error rises`, 与 X 相比，误差更大: the only turn of what follows.
fn beside(text: &str, named: &Range<usize>) -> Option<(usize, Turn)> {
    let before = text[..named.start].trim_end();
    let near = &before[near_start(before)..];
    let lower = near.to_ascii_lowercase();
    // 与 X 的 71 ms 相比.
    let behind = text[named.end..].trim_start();
    let value = behind.strip_prefix('的').and_then(|value| value.find('相').map(|at| &value[at..]));
    let behind =
        value.filter(|it| behind.len() - it.len() < MAX_APPOSITION_BYTES).unwrap_or(behind);
    let is_with = |with: &&str| lower.rsplit_once(with.trim_start());
    let is_with = |with: &&str| is_with(with).is_some_and(|(_, words)| is_apposition(words));
    let is_beside = BASES[1..].iter().any(is_with)
        || before.ends_with(['与', '和', '同', '跟'])
            && ["相比", "比", "相较", "对比"].iter().any(|word| behind.starts_with(word));
    if !is_beside {
        return None;
    }
    let near = &behind[..behind.floor_char_boundary(MAX_BEHIND_BYTES)];
    let near = &near[..near.find(['；', '。', ';']).unwrap_or(near.len())];
    let found = turns(near);
    let [(at, turn)] = found.as_slice() else { return None };
    Some((text.len() - behind.len() + at, *turn))
}

/// The most names of a sentence that are compared.
const MAX_NAMES: usize = 16;

/// The names of a text, with whether something is compared with them there: Latin words with a
/// capital.
fn names(text: &str) -> Vec<(&str, bool)> {
    let is_of_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '+');
    let mut names = Vec::new();
    let mut at = 0;
    for word in text.split(|c: char| !is_of_name(c)) {
        let start = at + (word.len() - word.trim_start_matches(['-', '.']).len());
        let name = word.trim_matches(['-', '.']);
        at += word.len() + text[at + word.len()..].chars().next().map_or(0, char::len_utf8);
        let is_name = name.len() > 1
            && name.starts_with(|c: char| c.is_ascii_alphabetic())
            && name.bytes().any(|byte| byte.is_ascii_uppercase());
        if is_name && names.len() < MAX_NAMES {
            names.push((name, turn_against(text, &(start..start + name.len())).is_some()));
        }
    }
    names
}

/// The names of a text that something is compared with there: what follows the name, and how they
/// are compared.
pub(crate) fn compared_names(text: &str) -> impl Iterator<Item = (&str, &str, Turn)> {
    names(text).into_iter().filter(|(_, is_compared)| *is_compared).filter_map(move |(name, _)| {
        let start = name.as_ptr() as usize - text.as_ptr() as usize;
        let range = start..start + name.len();
        let (_, turn) = turn_against(text, &range)?;
        Some((name, &text[range.end..], turn))
    })
}

/// Whether two texts have a name in common.
pub(crate) fn shares_name(text: &str, other: &str) -> bool {
    let others = names(other);
    let is_there = |name: &str| others.iter().any(|(it, _)| it.eq_ignore_ascii_case(name));
    names(text).iter().any(|(name, _)| is_there(name))
}

/// Whether a label begins with a name of a text, as `X-7B-Chat` does with X-7B.
pub(crate) fn begins_with_name(label: &str, text: &str) -> bool {
    names(text).iter().any(|(name, _)| {
        let rest = label.strip_prefix(name);
        rest.is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_alphanumeric()))
    })
}

/// Whether two texts compare the same two things the other way round: `X trails Y`, `Y remains ahead
/// of X`.
pub(crate) fn is_turned_round(text: &str, other: &str) -> bool {
    let (own, others) = (names(text), names(other));
    // What one text compares with, and the other one is about.
    let is_turned = |own: &[(&str, bool)], others: &[(&str, bool)]| {
        own.iter().any(|(name, is_object)| {
            let mut there =
                others.iter().filter(|(it, _)| it.eq_ignore_ascii_case(name)).peekable();
            *is_object && there.peek().is_some() && there.all(|(_, is_object)| !is_object)
        })
    };
    is_turned(&own, &others) && is_turned(&others, &own)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_sets_its_thing_against_a_named_one() {
        for (text, expected) in [
            ("AlphaNet is slower than X: it takes 790 ms.", Some(Turn::Slower)),
            ("AlphaNet has fewer parameters than the X.", Some(Turn::Down)),
            ("Its memory is lower than that of X.", Some(Turn::Down)),
            ("Its memory is lower than that of the X.", Some(Turn::Down)),
            ("AlphaNet outperforms X.", Some(Turn::Better)),
            ("AlphaNet lags behind X.", Some(Turn::Worse)),
            ("AlphaNet is inferior to X.", Some(Turn::Worse)),
            ("AlphaNet still trails the X.", Some(Turn::Worse)),
            ("显存低于我们的 X。", Some(Turn::Down)),
            ("误差为 6.4，不如 X 精确。", Some(Turn::Worse)),
            ("延迟比 X 更长。", Some(Turn::Up)),
            ("比 X 慢 3 ms。", Some(Turn::Slower)),
            ("AlphaNet 优于 X。", Some(Turn::Better)),
            ("AlphaNet 落后于 X。", Some(Turn::Worse)),
            ("与 X 相比，误差增大。", Some(Turn::Up)),
            ("Compared with X, the error rises.", Some(Turn::Up)),
            ("相对 X，AlphaNet 把准确率提升到 71.2。", Some(Turn::Up)),
            ("AlphaNet improves the score over the X, to 71.2.", Some(Turn::Better)),
            ("The error rises relative to X.", Some(Turn::Up)),
            ("It improves the score, averaged over X.", None),
            ("AlphaNet is no better than X.", None),
            ("AlphaNet 并不优于 X。", None),
            ("It reduces the X.", None),
            ("It falls to X.", None),
            ("AlphaNet is outperformed by the X.", Some(Turn::Worse)),
            ("AlphaNet 被 X 超过。", Some(Turn::Down)),
            ("AlphaNet 力压 X。", Some(Turn::Better)),
            ("AlphaNet 略高于 X。", Some(Turn::Up)),
            ("AlphaNet and X reach 71.2.", None),
        ] {
            let at = text.find('X').unwrap();
            let found = turn_against(text, &(at..at + 1)).map(|(_, turn)| turn);
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn contrasts_set_parts_of_a_sentence_apart() {
        let text = "It beats X but needs 24 GB";
        assert!(is_set_apart(text, 3, text.len()) && !is_set_apart(text, 0, 10));
    }

    #[test]
    fn two_things_may_be_compared_the_other_way_round() {
        for (text, other, expected) in [
            ("In rain, RawNeRF-S remains ahead of Sedge.", "In rain Sedge trails RawNeRF-S.", true),
            ("RawNeRF 优于 SedgeNet。", "SedgeNet trails RawNeRF by 0.8 dB.", true),
            ("RawNeRF trails SedgeNet.", "RawNeRF beats SedgeNet.", false),
            ("RawNeRF beats BetaNet.", "SedgeNet trails RawNeRF.", false),
            ("It rises by 3.2.", "It falls by 3.2.", false),
            ("The error is lower.", "The error is higher.", false),
        ] {
            assert_eq!(is_turned_round(text, other), expected, "{text}");
        }
    }
}
