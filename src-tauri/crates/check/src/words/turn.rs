//! Words that tell a change.

/// What words say of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Turn {
    Up,
    Down,
    Better,
    Worse,
}

const TURNS: [(&str, Turn); 94] = [
    ("提升", Turn::Up),
    ("提高", Turn::Up),
    ("改善", Turn::Better),
    ("改进", Turn::Better),
    ("增益", Turn::Better),
    ("增加", Turn::Up),
    ("增长", Turn::Up),
    ("增至", Turn::Up),
    ("上升", Turn::Up),
    ("升高", Turn::Up),
    ("上涨", Turn::Up),
    ("升至", Turn::Up),
    ("升到", Turn::Up),
    ("高出", Turn::Up),
    ("高于", Turn::Up),
    ("更高", Turn::Up),
    ("多出", Turn::Up),
    ("领先", Turn::Better),
    ("优于", Turn::Better),
    ("超过", Turn::Better),
    ("超出", Turn::Better),
    ("胜过", Turn::Better),
    ("下降", Turn::Down),
    ("降低", Turn::Down),
    ("降至", Turn::Down),
    ("降到", Turn::Down),
    ("减少", Turn::Down),
    ("减小", Turn::Down),
    ("缩短", Turn::Down),
    ("缩减", Turn::Down),
    ("节省", Turn::Down),
    ("节约", Turn::Down),
    ("下跌", Turn::Down),
    ("下滑", Turn::Down),
    ("低于", Turn::Down),
    ("更低", Turn::Down),
    ("减至", Turn::Down),
    ("削减", Turn::Down),
    ("压缩", Turn::Down),
    ("恶化", Turn::Worse),
    ("变差", Turn::Worse),
    ("损失", Turn::Worse),
    ("落后", Turn::Worse),
    ("劣于", Turn::Worse),
    ("不及", Turn::Worse),
    ("延长", Turn::Up),
    ("扩大", Turn::Up),
    ("跌至", Turn::Down),
    ("跌到", Turn::Down),
    ("beat", Turn::Better),
    ("lengthen", Turn::Up),
    ("prolong", Turn::Up),
    ("climb", Turn::Up),
    ("slump", Turn::Down),
    ("shed", Turn::Down),
    ("improv", Turn::Better),
    ("gain", Turn::Better),
    ("outperform", Turn::Better),
    ("surpass", Turn::Better),
    ("better", Turn::Better),
    ("exceed", Turn::Better),
    ("boost", Turn::Better),
    ("lead", Turn::Better),
    ("increas", Turn::Up),
    ("rais", Turn::Up),
    ("rise", Turn::Up),
    ("rose", Turn::Up),
    ("grow", Turn::Up),
    ("grew", Turn::Up),
    ("higher", Turn::Up),
    ("more", Turn::Up),
    ("larger", Turn::Up),
    ("longer", Turn::Up),
    ("reduc", Turn::Down),
    ("decreas", Turn::Down),
    ("drop", Turn::Down),
    ("lower", Turn::Down),
    ("fewer", Turn::Down),
    ("less", Turn::Down),
    ("cut", Turn::Down),
    ("fell", Turn::Down),
    ("fall", Turn::Down),
    ("declin", Turn::Down),
    ("shorten", Turn::Down),
    ("smaller", Turn::Down),
    ("shrink", Turn::Down),
    ("shrank", Turn::Down),
    ("sav", Turn::Down),
    ("cheaper", Turn::Down),
    ("worse", Turn::Worse),
    ("degrad", Turn::Worse),
    ("los", Turn::Worse),
    ("underperform", Turn::Worse),
    ("behind", Turn::Worse),
];
/// Single characters that tell a change right before or behind a figure.
pub(super) const SHORT: [(char, Turn); 6] = [
    ('高', Turn::Up),
    ('低', Turn::Down),
    ('升', Turn::Up),
    ('降', Turn::Down),
    ('多', Turn::Up),
    ('少', Turn::Down),
];

/// The turns that a text names, with their places; English ones as beginnings of words.
pub(super) fn turns(text: &str) -> Vec<(usize, Turn)> {
    let lower = text.to_ascii_lowercase();
    let mut found: Vec<(usize, Turn)> = Vec::new();
    for (word, turn) in TURNS {
        for (at, _) in lower.match_indices(word) {
            let begins =
                !word.is_ascii() || at == 0 || !lower.as_bytes()[at - 1].is_ascii_alphabetic();
            if begins && !is_other_word(&lower[at..], word) {
                found.push((at, turn));
            }
        }
    }
    found.sort_by_key(|(at, _)| *at);
    found
}

/// `less` begins `lesson`, `los` `loss`, `lead` `leaderboard`, `sav` `savvy`.
fn is_other_word(text: &str, word: &str) -> bool {
    let end = text.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(text.len());
    let whole = &text[..end];
    match word {
        "less" | "more" | "cut" | "lead" => !matches!(
            whole,
            "less" | "more" | "cut" | "cuts" | "cutting" | "lead" | "leads" | "leading"
        ),
        "los" => !matches!(whole, "lose" | "loses" | "lost" | "losing"),
        "sav" => !matches!(whole, "save" | "saves" | "saved" | "saving" | "savings"),
        "fall" | "fell" | "rise" | "rose" => {
            !matches!(whole, "fall" | "falls" | "fell" | "falling" | "rise" | "rises" | "rose")
        }
        "behind" | "better" | "worse" => false,
        _ => false,
    }
}
