//! Words of a change: whether it goes up or down, for better or for worse.

use std::collections::HashMap;
use std::sync::LazyLock;

/// What words say of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Turn {
    Up,
    Down,
    Better,
    Worse,
}

const TURNS: &[(&str, Turn)] = &[
    ("增大", Turn::Up),
    ("增多", Turn::Up),
    ("变大", Turn::Up),
    ("变宽", Turn::Up),
    ("变长", Turn::Up),
    ("展宽", Turn::Up),
    ("拉长", Turn::Up),
    ("攀升", Turn::Up),
    ("飙升", Turn::Up),
    ("翻倍", Turn::Up),
    ("多于", Turn::Up),
    ("大于", Turn::Up),
    ("更多", Turn::Up),
    ("更长", Turn::Up),
    ("变小", Turn::Down),
    ("变少", Turn::Down),
    ("变窄", Turn::Down),
    ("变短", Turn::Down),
    ("收窄", Turn::Down),
    ("缩小", Turn::Down),
    ("骤降", Turn::Down),
    ("回落", Turn::Down),
    ("减半", Turn::Down),
    ("少于", Turn::Down),
    ("小于", Turn::Down),
    ("更少", Turn::Down),
    ("更短", Turn::Down),
    ("牺牲", Turn::Down),
    ("加快", Turn::Better),
    ("提速", Turn::Better),
    ("更快", Turn::Better),
    ("快于", Turn::Better),
    ("好于", Turn::Better),
    ("强于", Turn::Better),
    ("反超", Turn::Better),
    ("减慢", Turn::Worse),
    ("变慢", Turn::Worse),
    ("更慢", Turn::Worse),
    ("慢于", Turn::Worse),
    ("放缓", Turn::Worse),
    ("差于", Turn::Worse),
    ("弱于", Turn::Worse),
    ("不如", Turn::Worse),
    ("逊于", Turn::Worse),
    ("受损", Turn::Worse),
    ("widen", Turn::Up),
    ("lift", Turn::Up),
    ("jump", Turn::Up),
    ("soar", Turn::Up),
    ("surge", Turn::Up),
    ("extend", Turn::Up),
    ("ris", Turn::Up),
    ("add", Turn::Up),
    ("goes up", Turn::Up),
    ("went up", Turn::Up),
    ("go up", Turn::Up),
    ("up from", Turn::Up),
    ("greater", Turn::Up),
    ("bigger", Turn::Up),
    ("goes down", Turn::Down),
    ("went down", Turn::Down),
    ("go down", Turn::Down),
    ("down from", Turn::Down),
    ("narrow", Turn::Down),
    ("halv", Turn::Down),
    ("plung", Turn::Down),
    ("plummet", Turn::Down),
    ("diminish", Turn::Down),
    ("shorter", Turn::Down),
    ("faster", Turn::Better),
    ("quicker", Turn::Better),
    ("speed up", Turn::Better),
    ("speeds up", Turn::Better),
    ("slow", Turn::Worse),
    ("trail", Turn::Worse),
    ("lag", Turn::Worse),
    ("hurt", Turn::Worse),
    ("harm", Turn::Worse),
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
/// Single characters that tell a change right before a figure.
const SHORT: [(char, Turn); 18] = [
    ('高', Turn::Up),
    ('低', Turn::Down),
    ('升', Turn::Up),
    ('降', Turn::Down),
    ('多', Turn::Up),
    ('少', Turn::Down),
    ('长', Turn::Up),
    ('短', Turn::Down),
    ('增', Turn::Up),
    ('减', Turn::Down),
    ('涨', Turn::Up),
    ('跌', Turn::Down),
    ('省', Turn::Down),
    ('快', Turn::Better),
    ('慢', Turn::Worse),
    ('好', Turn::Better),
    ('差', Turn::Worse),
    ('贵', Turn::Up),
];
/// Verbs of one character that may follow 多 and 少: 少用 5.8 GB.
const VERBS: [char; 10] = ['用', '耗', '花', '占', '出', '产', '需', '算', '了', '收'];

/// The change that a text ends in with one character: 比 BetaNet 高.
pub(super) fn turn_at_end(text: &str) -> Option<Turn> {
    let of = |text: &str| {
        let last = text.chars().next_back()?;
        let before = text[..text.len() - last.len_utf8()].chars().next_back();
        // 最高 and 至多 are values.
        let is_value = before.is_some_and(|c| matches!(c, '最' | '至' | '很' | '众' | '许'));
        SHORT.iter().find(|(c, _)| *c == last && !is_value).map(|(_, turn)| *turn)
    };
    of(text).or_else(|| {
        let stem = text.trim_end_matches(VERBS);
        if stem.len() < text.len() && stem.ends_with(['多', '少']) { of(stem) } else { None }
    })
}

/// The turns by what they begin with.
static BY_FIRST: LazyLock<HashMap<char, Vec<(&str, Turn)>>> = LazyLock::new(|| {
    let mut by_first: HashMap<char, Vec<(&str, Turn)>> = HashMap::new();
    for (word, turn) in TURNS {
        if let Some(first) = word.chars().next() {
            by_first.entry(first).or_default().push((word, *turn));
        }
    }
    by_first
});

/// The turns that a text names, with their places; English ones as beginnings of words.
pub(super) fn turns(text: &str) -> Vec<(usize, Turn)> {
    let lower = text.to_ascii_lowercase();
    let mut found: Vec<(usize, Turn)> = Vec::new();
    let mut is_inside = false;
    for (at, c) in lower.char_indices() {
        let begins = !c.is_ascii_alphabetic() || !is_inside;
        is_inside = c.is_ascii_alphabetic();
        if !begins || c.is_ascii() && !is_inside {
            continue;
        }
        let here = BY_FIRST.get(&c).map_or(&[][..], Vec::as_slice);
        found.extend(
            here.iter()
                .filter(|(word, _)| {
                    lower[at..].starts_with(word) && !is_other_word(&lower[at..], word)
                })
                .map(|(_, turn)| (at, *turn)),
        );
    }
    found
}

/// Whether a word only begins like a turn: `less` begins `lesson`, `los` `loss`, `ris` `risk`.
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
        "add" => !matches!(whole, "add" | "adds" | "added" | "adding"),
        "ris" => !matches!(whole, "rises" | "rising"),
        "lag" => !matches!(whole, "lag" | "lags" | "lagged" | "lagging"),
        _ => false,
    }
}
