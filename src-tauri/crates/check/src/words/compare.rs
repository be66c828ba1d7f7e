//! Words that set one thing against another.

/// What a word means directly before a thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Before {
    /// Something is compared with that thing.
    Compared,
    /// The same, where another thing is named as well.
    ComparedToNamed,
    /// Nothing.
    Nothing,
}

/// All words that compare: what they say before a thing, and whether a clause that has them
/// compares. English verbs are without their endings.
const WORDS: [(&str, Before, bool); 50] = [
    ("比", Before::Compared, true),
    ("较", Before::Compared, true),
    ("相比", Before::Compared, true),
    ("相较", Before::Compared, true),
    ("相较于", Before::Compared, true),
    ("相比于", Before::Compared, true),
    ("对比", Before::Compared, true),
    ("相对", Before::Compared, false),
    ("相对于", Before::Compared, false),
    ("优于", Before::Compared, true),
    ("劣于", Before::Compared, true),
    ("超过", Before::Compared, true),
    ("超出", Before::Compared, true),
    ("低于", Before::Compared, true),
    ("高于", Before::Compared, true),
    ("多于", Before::Compared, true),
    ("少于", Before::Compared, true),
    ("快于", Before::Compared, true),
    ("慢于", Before::Compared, true),
    ("落后于", Before::Compared, true),
    ("落后", Before::Compared, true),
    ("领先", Before::Compared, true),
    ("不及", Before::Compared, true),
    ("不如", Before::Compared, true),
    ("than", Before::Compared, true),
    ("over", Before::Compared, true),
    ("against", Before::Compared, true),
    ("compared to", Before::Compared, true),
    ("compared with", Before::Compared, true),
    ("relative to", Before::Compared, true),
    ("outperform", Before::Compared, true),
    ("outscore", Before::Compared, true),
    ("surpass", Before::Compared, true),
    ("beat", Before::Compared, true),
    ("trail", Before::Compared, true),
    ("versus", Before::Compared, true),
    ("vs.", Before::Compared, false),
    ("vs", Before::Compared, false),
    ("与", Before::ComparedToNamed, false),
    ("和", Before::ComparedToNamed, false),
    ("从", Before::ComparedToNamed, false),
    ("from", Before::ComparedToNamed, true),
    ("between", Before::ComparedToNamed, true),
    ("of", Before::ComparedToNamed, false),
    ("to the", Before::ComparedToNamed, false),
    ("exceed", Before::Nothing, true),
    ("compared", Before::Nothing, true),
    ("relative", Before::Nothing, true),
    ("behind", Before::Nothing, true),
    ("ahead", Before::Nothing, true),
];

/// What English verbs end in.
const ENDINGS: [&str; 4] = ["s", "es", "ed", "ing"];

/// Whether what follows is what something is compared with: 比 BetaNet, `than BetaNet`.
pub(crate) fn is_compared_with(before: &str) -> bool {
    ends(before, |claimed_direction| claimed_direction == Before::Compared)
}

/// The same between two things that are named: 与 BetaNet, `from BetaNet`.
pub(crate) fn is_base(before: &str) -> bool {
    ends(before, |claimed_direction| claimed_direction != Before::Nothing)
}

fn ends(before: &str, counts: impl Fn(Before) -> bool) -> bool {
    let before = before.trim_end();
    // 相较于无检索的 X.
    const WITHOUT: [&str; 6] = ["不使用", "没有", "不用", "不加", "无", "未"];
    let before = WITHOUT.iter().find_map(|word| before.strip_suffix(word)).unwrap_or(before);
    // `than with BetaNet`, `than that of BetaNet`.
    const BETWEEN: [&str; 9] =
        [" the", " with", " in", " on", " for", " by", " that of", " those of", " without"];
    let before = BETWEEN
        .iter()
        .filter_map(|word| before.strip_suffix(word))
        .find(|before| {
            before.ends_with("than") || before.ends_with("to") || before.ends_with("from")
        })
        .or_else(|| {
            [" the", " its", " our"].iter().find_map(|article| before.strip_suffix(article))
        })
        .unwrap_or(before);
    WORDS
        .iter()
        .any(|(word, claimed_direction, _)| counts(*claimed_direction) && ends_in(before, word))
}

/// Whether a text ends in a word, or in a verb with one of its endings.
fn ends_in(text: &str, word: &str) -> bool {
    if !word.is_ascii() {
        return text.ends_with(word);
    }
    let start = text.len().saturating_sub(word.len() + "ing".len());
    let near = text[text.ceil_char_boundary(start)..].to_ascii_lowercase();
    let stem = |ending: &str| near.strip_suffix(ending)?.strip_suffix(word).map(str::len);
    // The other words are too short to be stems.
    let endings = ENDINGS.iter().copied().filter(|_| word.len() > 4 || word == "beat");
    endings.chain([""]).filter_map(stem).any(|left| {
        let at = text.len() - (near.len() - left);
        !text[..at].ends_with(|c: char| c.is_ascii_alphabetic())
    })
}

/// Whether a clause compares two things.
pub(crate) fn compares(clause: &str) -> bool {
    WORDS.iter().filter(|(_, _, of_clause)| *of_clause).any(|(word, ..)| {
        clause.match_indices(word).any(|(at, _)| {
            let begins = !clause[..at].ends_with(|c: char| c.is_ascii_alphabetic());
            let ends = !clause[at + word.len()..].starts_with(|c: char| c.is_ascii_alphabetic());
            !word.is_ascii() || begins && (ends || word.len() > 4 || *word == "beat")
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thing_is_compared_with_where_a_word_says_so() {
        for before in
            ["比 ", "than ", "than the ", "than that of ", "outperforms ", "beats ", "高于 "]
        {
            assert!(is_compared_with(before), "{before}");
        }
        for before in ["AlphaNet reaches ", "turnover ", "与 ", "of ", "exceeds "] {
            assert!(!is_compared_with(before), "{before}");
        }
        assert!(is_base("the gap between ") && is_base("与 ") && !is_base("behind "));
        assert!(compares("it outperforms the others") && compares("the gain over X"));
        assert!(!compares("moreover it is fast") && !compares("AlphaNet reaches 71.2"));
    }
}
