//! The words of changes and of comparisons, with where they go: `turns.txt`, read once, and the
//! single characters of Chinese ones.

use super::turn::Turn;
use std::collections::HashMap;
use std::sync::LazyLock;

/// A word of the list.
#[derive(Debug, Clone, Copy)]
pub(super) struct TurnWord {
    pub(super) text: &'static str,
    /// The way it turns a sentence; without one it only looks like a word of change.
    pub(super) turn: Option<Turn>,
    /// Whether it sets what comes before it against what follows: `outperforms X`, 不如 X.
    pub(super) compares: bool,
}

/// Words of change, by what they begin with.
pub(super) static BY_FIRST: LazyLock<HashMap<char, Vec<TurnWord>>> =
    LazyLock::new(|| read(include_str!("turns.txt")));

fn read(text: &'static str) -> HashMap<char, Vec<TurnWord>> {
    let mut by_first: HashMap<char, Vec<TurnWord>> = HashMap::new();
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    for (turn, words) in lines.filter_map(|line| line.split_once('|')) {
        let (turn, compares) = match turn.trim().strip_suffix(" than") {
            Some(turn) => (turn, true),
            None => (turn.trim(), false),
        };
        let turn = match turn {
            "up" => Some(Turn::Up),
            "down" => Some(Turn::Down),
            "better" => Some(Turn::Better),
            "worse" => Some(Turn::Worse),
            "faster" => Some(Turn::Faster),
            "slower" => Some(Turn::Slower),
            "none" => None,
            _ => continue,
        };
        for text in words.split(',').map(str::trim) {
            if let Some(first) = text.chars().next() {
                by_first.entry(first).or_default().push(TurnWord { text, turn, compares });
            }
        }
    }
    by_first
}

/// The characters before one of [`SHORT`] or [`SHORT_COMPARED`] in a word of change: 变厚, 更亮, 骤增.
pub(super) const PREFIXES: &str = "变更调拉抬走升提增涨激骤猛陡暴飙攀锐剧加收扩下上回渐略稍偏跃";
/// The same that makes less of whatever follows: 减重, 缩短.
pub(super) const LESSENS: &str = "减缩削";
/// The characters of a change that has reached a value: 升至, 跌到, 低至.
pub(super) const REACHING: &str = "升降增减涨跌高低";
/// Single characters that mark a change right before a figure.
pub(super) const SHORT: [(char, Turn); 18] = [
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
/// The same of words that name measures as well, where two things are compared: 比 X 重 3 kg.
pub(super) const SHORT_COMPARED: [(char, Turn); 16] = [
    ('大', Turn::Up),
    ('小', Turn::Down),
    ('宽', Turn::Up),
    ('窄', Turn::Down),
    ('重', Turn::Up),
    ('轻', Turn::Down),
    ('厚', Turn::Up),
    ('薄', Turn::Down),
    ('深', Turn::Up),
    ('浅', Turn::Down),
    ('亮', Turn::Up),
    ('暗', Turn::Down),
    ('热', Turn::Up),
    ('冷', Turn::Down),
    ('强', Turn::Up),
    ('弱', Turn::Down),
];
