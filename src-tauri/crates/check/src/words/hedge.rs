//! Whether a figure is given exactly, about, or as a bound.

/// The most bytes between a hedge and its figure.
const MAX_GAP_BYTES: usize = 24;

/// The exactness that a sentence gives a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Hedge {
    /// Nothing.
    None,
    /// 约, about.
    About,
    /// 超过, more than: the paper's figure is larger.
    Above,
    /// 接近, less than: the paper's figure is smaller.
    Below,
}

/// The exactness of a figure by the words right around it.
pub(crate) fn hedge(before: &str, behind: &str) -> Hedge {
    const ABOUT: [&str; 21] = [
        "大致",
        "差不多",
        "估计",
        "circa",
        "ca.",
        "约",
        "大约",
        "约为",
        "大概",
        "about",
        "near",
        "in the region of",
        "around",
        "roughly",
        "approximately",
        "approx.",
        "some",
        "~",
        "≈",
        "∼",
        "\\sim",
    ];
    const ABOVE: [&str; 17] = [
        "超过",
        "超",
        "逾",
        "高于",
        "大于",
        "至少",
        "不少于",
        "不低于",
        "more than",
        "over",
        "above",
        "at least",
        "exceeding",
        "exceeds",
        "exceed",
        "greater than",
        "beyond",
    ];
    const BELOW: [&str; 20] = [
        "just short of",
        "略低于",
        "接近",
        "近",
        "将近",
        "不到",
        "不足",
        "低于",
        "小于",
        "至多",
        "不超过",
        "nearly",
        "almost",
        "close to",
        "less than",
        "under",
        "below",
        "at most",
        "fewer than",
        "up to",
    ];
    let near = &before[before.ceil_char_boundary(before.len().saturating_sub(MAX_GAP_BYTES))..];
    let near = near.trim_end_matches([' ', '\u{a0}', '$', '*', '(', '（']).to_lowercase();
    // 约为每年 0.3: the base of a rate may be between.
    let near = ["每年", "每天", "每日", "每小时", "每分钟", "每秒", "每个", "每次"]
        .iter()
        .find_map(|each| near.strip_suffix(each))
        .map_or(near.clone(), |near| near.trim_end().to_owned());
    // 约需, 约为: a verb may be between; 不到 ends like one.
    let bare = near.trim_end_matches(|c: char| " 了到达有需用为是含共占花要".contains(c));
    let ends =
        |words: &[&str]| words.iter().any(|word| near.ends_with(word) || bare.ends_with(word));
    let behind = behind.trim_start_matches([' ', '个', '条']);
    if ends(&BELOW) || behind.starts_with("以内") || behind.starts_with("以下") {
        Hedge::Below
    } else if ends(&ABOVE)
        || behind.starts_with("以上")
        || behind.starts_with('多')
        || behind.starts_with('余')
        || behind.starts_with('+')
    {
        Hedge::Above
    } else if ends(&ABOUT)
        || behind.starts_with("左右")
        || behind.starts_with("上下")
        || behind.starts_with("or so")
        || is_about_with_verb(&near)
    {
        Hedge::About
    } else {
        Hedge::None
    }
}

/// Whether a text ends in 约 and a verb of one character: 约重, 约占.
fn is_about_with_verb(near: &str) -> bool {
    let mut chars = near.chars();
    let verb = chars.next_back().filter(|c| matches!(c, '\u{4e00}'..='\u{9fff}'));
    verb.is_some() && chars.as_str().ends_with('约') && !chars.as_str().ends_with("节约")
}
