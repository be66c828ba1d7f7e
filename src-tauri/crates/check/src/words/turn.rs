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
    /// Of a time less, of a rate more.
    Faster,
    Slower,
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
    ("加快", Turn::Faster),
    ("提速", Turn::Faster),
    ("更快", Turn::Faster),
    ("快于", Turn::Faster),
    ("好于", Turn::Better),
    ("强于", Turn::Better),
    ("反超", Turn::Better),
    ("减慢", Turn::Slower),
    ("变慢", Turn::Slower),
    ("更慢", Turn::Slower),
    ("慢于", Turn::Slower),
    ("放缓", Turn::Slower),
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
    ("faster", Turn::Faster),
    ("quicker", Turn::Faster),
    ("speed up", Turn::Faster),
    ("speeds up", Turn::Faster),
    ("slow", Turn::Slower),
    ("trail", Turn::Worse),
    ("lag", Turn::Worse),
    ("hurt", Turn::Worse),
    ("harm", Turn::Worse),
    ("speeding up", Turn::Faster),
    ("sped up", Turn::Faster),
    ("加速", Turn::Faster),
    ("变快", Turn::Faster),
    ("拖慢", Turn::Slower),
    ("变强", Turn::Up),
    ("增强", Turn::Up),
    ("加深", Turn::Up),
    ("变深", Turn::Up),
    ("变厚", Turn::Up),
    ("变亮", Turn::Up),
    ("变热", Turn::Up),
    ("升温", Turn::Up),
    ("加热", Turn::Up),
    ("放大", Turn::Up),
    ("走高", Turn::Up),
    ("推高", Turn::Up),
    ("抬高", Turn::Up),
    ("调高", Turn::Up),
    ("减弱", Turn::Down),
    ("变弱", Turn::Down),
    ("变浅", Turn::Down),
    ("变薄", Turn::Down),
    ("变暗", Turn::Down),
    ("变冷", Turn::Down),
    ("冷却", Turn::Down),
    ("降温", Turn::Down),
    ("走低", Turn::Down),
    ("拉低", Turn::Down),
    ("压低", Turn::Down),
    ("调低", Turn::Down),
    ("cool", Turn::Down),
    ("heat", Turn::Up),
    ("warms", Turn::Up),
    ("warmed", Turn::Up),
    ("brighten", Turn::Up),
    ("strengthen", Turn::Up),
    ("amplif", Turn::Up),
    ("enlarg", Turn::Up),
    ("thicken", Turn::Up),
    ("deepen", Turn::Up),
    ("swell", Turn::Up),
    ("weaken", Turn::Down),
    ("dwindl", Turn::Down),
    ("shrunk", Turn::Down),
    ("lessen", Turn::Down),
    ("trim", Turn::Down),
    ("curb", Turn::Down),
    ("suppress", Turn::Down),
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
    ('快', Turn::Faster),
    ('慢', Turn::Slower),
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
    let mut found: Vec<(usize, usize, Turn)> = Vec::new();
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
        let here = BY_FIRST.get(&c).map_or(&[][..], Vec::as_slice);
        let longest = here
            .iter()
            .filter(|(word, _)| lower[at..].starts_with(word) && !is_other_word(&lower[at..], word))
            .max_by_key(|(word, _)| word.len());
        let Some((word, turn)) = longest else { continue };
        taken = at + word.len();
        // What is changed may be called after a change: `increases drops by 4.2 points`.
        let is_object = found.last().is_some_and(|(start, _, _)| is_object(&lower, *start, at));
        if !is_object {
            found.push((at, taken, *turn));
        }
    }
    found.into_iter().map(|(at, _, turn)| (at, turn)).collect()
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
    is_gap && is_verb && !second.is_empty()
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
        "cool" => !matches!(whole, "cool" | "cools" | "cooled" | "cooling"),
        "heat" => !matches!(whole, "heats" | "heated" | "heating"),
        "trim" => !matches!(whole, "trim" | "trims" | "trimmed" | "trimming"),
        "lag" => !matches!(whole, "lag" | "lags" | "lagged" | "lagging"),
        _ => false,
    }
}
