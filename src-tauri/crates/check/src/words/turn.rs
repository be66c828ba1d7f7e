//! Words of a change: whether it goes up or down, for better or for worse.

use super::turn_words::{BY_FIRST, LESSENS, PREFIXES, REACHING, SHORT, SHORT_COMPARED};

/// Words that describe a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Turn {
    Up,
    Down,
    Better,
    Worse,
    /// Of a time less, of a rate more.
    Faster,
    Slower,
}

impl Turn {
    /// The turn the other way on the same scale.
    pub(super) fn opposite(self) -> Self {
        match self {
            Self::Up => Self::Down,
            Self::Down => Self::Up,
            Self::Better => Self::Worse,
            Self::Worse => Self::Better,
            Self::Faster => Self::Slower,
            Self::Slower => Self::Faster,
        }
    }
}

/// The characters of verbs that may follow 多 and 少: 少用 5.8 GB, 多消耗 34%.
const VERBS: [char; 20] = [
    '用', '耗', '花', '占', '出', '产', '需', '算', '了', '收', '消', '使', '费', '要', '生', '写',
    '读', '付', '跑', '走',
];

/// The change that a text ends in with one character: 比 BetaNet 高.
pub(super) fn turn_at_end(text: &str) -> Option<Turn> {
    let of = |text: &str| {
        let last = text.chars().next_back()?;
        let before = text[..text.len() - last.len_utf8()].chars().next_back();
        // 最高 and 至多 are values.
        let is_value = before.is_some_and(|c| matches!(c, '最' | '至' | '很' | '众' | '许' | '相'));
        let compared = SHORT_COMPARED.iter().filter(|_| text.contains('比'));
        let all = SHORT.iter().chain(compared);
        all.filter(|(c, _)| *c == last && !is_value).map(|(_, turn)| *turn).next()
    };
    of(text).or_else(|| {
        let stem = text.trim_end_matches(VERBS);
        if stem.len() < text.len() && stem.ends_with(['多', '少']) { of(stem) } else { None }
    })
}

/// A Chinese word of change that one of the single characters makes with another one, and its
/// length: 变厚, 骤增, 重于, 快过.
fn compound(text: &str) -> Option<(usize, Turn)> {
    let mut chars = text.chars();
    let (first, second, third) = (chars.next()?, chars.next()?, chars.next());
    let length = first.len_utf8() + second.len_utf8();
    let of = |c: char| {
        SHORT.iter().chain(&SHORT_COMPARED).find(|(known, _)| *known == c).map(|(_, turn)| *turn)
    };
    // 减重 is less weight.
    let of_first = if LESSENS.contains(first) { Some(Turn::Down) } else { None };
    if (PREFIXES.contains(first) || of_first.is_some())
        && let Some(turn) = of(second)
    {
        // 略高于.
        let than = third.filter(|third| matches!(third, '于' | '过')).map_or(0, char::len_utf8);
        return Some((length + than, of_first.unwrap_or(turn)));
    }
    let is_reached = matches!(second, '至' | '到') && REACHING.contains(first);
    // 大过滤器 compares nothing.
    let is_compared = second == '于'
        || second == '过' && !third.is_some_and(|third| "滤程度去拟敏".contains(third));
    let is_amount = second == '出' && "高低多少快慢大小强".contains(first);
    let is_done = second == '了' && "高低升降多增减涨跌快慢大小强弱差".contains(first);
    if is_reached || is_compared || is_amount || is_done {
        of(first).map(|turn| (length, turn))
    } else {
        None
    }
}

/// A word of change in a text.
#[derive(Debug, Clone, Copy)]
pub(super) struct TurnHit {
    pub(super) at: usize,
    pub(super) end: usize,
    pub(super) turn: Turn,
    /// Whether it sets what comes before it against what follows.
    pub(super) compares: bool,
}

/// The turns that a text names, with their places.
pub(super) fn turns(text: &str) -> Vec<(usize, Turn)> {
    found(text).into_iter().map(|word| (word.at, word.turn)).collect()
}

/// The words of change of a text; English ones as beginnings of words.
pub(super) fn found(text: &str) -> Vec<TurnHit> {
    let lower = text.to_ascii_lowercase();
    let mut all: Vec<TurnHit> = Vec::new();
    let (mut is_inside, mut taken) = (false, 0);
    for (at, c) in lower.char_indices() {
        let begins = !c.is_ascii_alphabetic() || !is_inside;
        is_inside = c.is_ascii_alphabetic();
        if !begins || c.is_ascii() && !is_inside {
            continue;
        }
        // `up from` within `sped up from` is no turn of its own.
        if at < taken {
            continue;
        }
        let rest = &lower[at..];
        let here = BY_FIRST.get(&c).map_or(&[][..], Vec::as_slice);
        let longest = here
            .iter()
            .filter_map(|word| Some((word.text.len(), length_of(rest, word.text)?, word)))
            .max_by_key(|(length, ..)| *length);
        let (length, turn, compares) = match longest {
            Some((_, length, word)) => (length, word.turn, word.compares),
            None => match compound(rest) {
                Some((length, turn)) => (length, Some(turn), false),
                None => continue,
            },
        };
        // 高于, 快过.
        let compares = compares || rest[..length].ends_with(['于', '过']);
        taken = at + length;
        let Some(turn) = turn else { continue };
        // What is changed may be called after a change: `increases drops by 4.2 points`.
        let is_object = all.last().is_some_and(|word| is_object(&lower, word.at, at));
        if !is_object {
            all.push(TurnHit { at, end: taken, turn, compares });
        }
    }
    all
}

/// Whether the word at a place is what the word before it changes: `increases drops`, `raised the
/// gain`, `fewer drops`; in `drops increase` it is not.
fn is_object(text: &str, verb: usize, noun: usize) -> bool {
    let word =
        |at: usize| &text[at..at + text[at..].bytes().take_while(u8::is_ascii_alphabetic).count()];
    let (first, second) = (word(verb), word(noun));
    let between = &text[verb + first.len()..noun];
    let is_gap =
        between.starts_with(' ') && matches!(between.trim(), "" | "the" | "its" | "their" | "such");
    let is_verb = first.ends_with("ed")
        || first.ends_with("ing")
        || first.ends_with('s') && second.ends_with('s')
        || ["more", "fewer", "less", "higher", "lower", "larger", "smaller"].contains(&first);
    // `cuts the heating` whatever the ending.
    let is_object_of_article = is_gap && matches!(between.trim(), "the" | "its" | "their");
    (is_gap && is_verb || is_object_of_article) && !second.is_empty()
}

/// The length of a word of the list at the beginning of a text, with the ending that it has there;
/// `None` where another word only begins in the same way: `dropout`, `risk`, `lesson`.
fn length_of(text: &str, word: &str) -> Option<usize> {
    const ENDINGS: [&str; 26] = [
        "", "s", "e", "es", "ed", "d", "n", "en", "th", "ing", "ings", "ingly", "ly", "ity", "ion",
        "ions", "tion", "tions", "ation", "ment", "ments", "ement", "ements", "y", "ies", "ied",
    ];
    let rest = text.strip_prefix(word)?;
    if !word.is_ascii() {
        return Some(word.len());
    }
    let end = rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(rest.len());
    let ending = &rest[..end];
    // `dropped` has its last letter twice.
    let doubled = word.chars().next_back().and_then(|last| ending.strip_prefix(last));
    let fits = ENDINGS.contains(&ending) || matches!(doubled, Some("ed" | "ing"));
    fits.then_some(word.len() + end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_change_are_read_in_both_languages() {
        for (text, expected) in [
            ("功耗骤增", Some(Turn::Up)),
            ("薄膜减薄", Some(Turn::Down)),
            ("减重", Some(Turn::Down)),
            ("X 重于 Y", Some(Turn::Up)),
            ("X 快过 Y", Some(Turn::Faster)),
            ("产量涨至", Some(Turn::Up)),
            ("延迟低了不少", Some(Turn::Down)),
            ("上限收紧", Some(Turn::Better)),
            ("该反应放热", None),
            ("微小", None),
            ("压强", None),
            ("latency dipped", Some(Turn::Down)),
            ("the dipole", None),
            ("it tops X", Some(Turn::Better)),
            ("the topic", None),
            ("throughput doubles", Some(Turn::Up)),
            ("more efficient", Some(Turn::Better)),
            ("more expensive", Some(Turn::Up)),
        ] {
            let found = turns(text).first().map(|(_, turn)| *turn);
            assert_eq!(found, expected, "{text}");
        }
    }
}
