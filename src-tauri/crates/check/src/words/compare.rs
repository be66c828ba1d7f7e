//! Words that set one thing against another.

/// What precedes the thing that something is compared with. The second part of a pair says whether
/// the word compares wherever it is; the others do so only between two things that are named.
const COMPARED_WITH: [(&str, bool); 36] = [
    ("比", true),
    ("较", true),
    ("相比", true),
    ("相较", true),
    ("相较于", true),
    ("相比于", true),
    ("对比", true),
    ("相对", true),
    ("相对于", true),
    ("优于", true),
    ("超过", true),
    ("低于", true),
    ("高于", true),
    ("落后于", true),
    ("落后", true),
    ("领先", true),
    ("than", true),
    ("over", true),
    ("against", true),
    ("compared to", true),
    ("compared with", true),
    ("relative to", true),
    ("outperforms", true),
    ("outscores", true),
    ("surpasses", true),
    ("beats", true),
    ("trails", true),
    ("versus", true),
    ("vs.", true),
    ("vs", true),
    ("与", false),
    ("和", false),
    ("从", false),
    ("from", false),
    ("of", false),
    ("to the", false),
];

/// Words of a clause that compares.
const COMPARES: [&str; 24] = [
    "比",
    "较",
    "优于",
    "超过",
    "领先",
    "超出",
    "低于",
    "高于",
    "落后",
    "than",
    "over ",
    "against",
    "compared",
    "outperform",
    "outscore",
    "surpass",
    "exceed",
    "beat",
    "trail",
    "between",
    "from",
    "relative",
    "versus",
    "behind",
];

/// Whether what follows is what something is compared with: 比 BetaNet, `than BetaNet`.
pub(crate) fn is_compared_with(before: &str) -> bool {
    ends(before, |always| always)
}

/// The same between two things that are named: 与 BetaNet, `from BetaNet`.
pub(crate) fn is_base(before: &str) -> bool {
    ends(before, |_| true)
}

fn ends(before: &str, counts: impl Fn(bool) -> bool) -> bool {
    let before = before.trim_end();
    // `than with BetaNet`, `than that of BetaNet`.
    const BETWEEN: [&str; 9] =
        [" the", " with", " in", " on", " for", " by", " that of", " those of", " without"];
    let before = BETWEEN
        .iter()
        .filter_map(|word| before.strip_suffix(word))
        .find(|before| {
            before.ends_with("than") || before.ends_with("to") || before.ends_with("from")
        })
        .or_else(|| before.strip_suffix(" the"))
        .unwrap_or(before);
    COMPARED_WITH.iter().any(|(word, always)| {
        counts(*always)
            && before.len() >= word.len()
            && before.is_char_boundary(before.len() - word.len())
            && before[before.len() - word.len()..].eq_ignore_ascii_case(word)
            && (!word.is_ascii()
                || !before[..before.len() - word.len()]
                    .ends_with(|c: char| c.is_ascii_alphabetic()))
    })
}

/// Whether a clause compares two things.
pub(crate) fn compares(clause: &str) -> bool {
    COMPARES.iter().any(|word| clause.contains(word))
}
