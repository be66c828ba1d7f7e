//! Hostile input: short runs of it in every test run, millions on demand.

use super::*;
use crate::holds;
use std::time::Instant;

/// The pieces of hostile queries and texts: the language's own signs and keys, scripts, and
/// Unicode's traps.
#[rustfmt::skip]
const PIECES: &[&str] = &[
    "(", ")", "((", "))", "\"", "“", "”", "「", "-", "－", "*", "＊", ":", "：", " ", "  ", "\t", "\n", "\u{0}", "\u{7}", "\u{FFFD}", "OR", "AND", "NOT", " OR ", " NOT ",
    "title:", "标题：", "innovations:(", "tag:", "is:", "is:starred", "has:code", "date:", "date:2025-12", "7d", "2025-99..", "id:", "2512.23576v2", "source:", "writer:model:", "domain:计算机视觉", "…",
    "强化学习", "強化", "学", "图", "kv缓存", "Qwen2.5-VL", "LiveTalk", "world-models", "a", "B", "ies", "0.33", "1,000", "_", ".", "ﬁ", "ＧＲＰＯ", "e\u{301}\u{302}", "\u{301}", "İ", "ß", "한국", "ｶﾞ",
    "ไทย", "😀", "👨\u{200D}👩\u{200D}👧", "\u{200B}", "\u{AD}", "\u{E0100}",
];

/// SplitMix64.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) >> 11) as usize % bound
    }

    fn text(&mut self, max_chars: usize) -> String {
        let mut text = String::new();
        for _ in 0..=self.below(max_chars) {
            match self.below(16) {
                0 => text.extend(char::from_u32(self.below(0x11_0000) as u32)),
                1 => text.extend(char::from_u32(0x4E00 + self.below(0x5000) as u32)),
                2 => text.extend(char::from_u32(0x20 + self.below(0x60) as u32)),
                _ => text.push_str(PIECES[self.below(PIECES.len())]),
            }
        }
        text
    }
}

fn run(seed: u64, queries: usize, texts: usize) {
    let mut random = Random(seed);
    for _ in 0..queries {
        holds::of_query(&random.text(12));
    }
    for _ in 0..texts {
        let query = random.text(4);
        holds::of_marks(&query, &random.text(60));
    }
}

#[test]
fn hostile_queries_and_texts_are_borne() {
    run(1, 10_000, 1_000);
}

/// `PAPERBOY_RUNS=10000000 cargo test --release -p paperboy-search --test all -- --ignored
/// --nocapture millions`
#[test]
#[ignore = "runs for minutes"]
fn hostile_queries_and_texts_are_borne_by_the_millions() {
    let runs: usize =
        std::env::var("PAPERBOY_RUNS").map_or(1_000_000, |runs| runs.parse().unwrap());
    let began = Instant::now();
    let seed =
        std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_nanos()
            as u64;
    println!("seed {seed}");
    for round in 0..runs.div_ceil(100_000) as u64 {
        run(seed ^ (round << 32), 50_000, 50_000);
    }
    println!(
        "{runs} runs, half of the parser, half of the highlighter, in {:.0?}",
        began.elapsed()
    );
}

/// A query of about a megabyte, made of one piece.
fn megabyte(piece: &str) -> String {
    piece.repeat(1_000_000 / piece.len())
}

#[test]
fn enormous_and_broken_queries_are_answered() {
    let library = Library::titled(&["强化学习 robot", "image"]);
    for query in [
        megabyte("robot "),
        megabyte("强化学习"),
        megabyte("图 "),
        megabyte("ro* "),
        megabyte("-robot "),
        megabyte("\""),
        megabyte("title:"),
        megabyte("robot OR "),
        megabyte("NOT "),
        "(".repeat(10_000),
        ")".repeat(10_000),
        format!("{}robot{}", "(".repeat(10_000), ")".repeat(10_000)),
        format!("{}robot", "(-".repeat(10_000)),
        megabyte("(a OR b) "),
        megabyte("e\u{301}"),
        format!("e{}", megabyte("\u{301}")),
        megabyte("😀"),
        megabyte("\u{FFFD}"),
        megabyte("\u{0}"),
        megabyte("(a+)+$"),
        ".*".repeat(5_000),
        "date:".repeat(5_000),
    ] {
        let answer = library.answer(&query);
        let parsed = parse(&query, "2026-01-02".parse().unwrap());
        for hit in &answer.hits {
            let texts = paper(hit.key, &[(Field::Title, "强化学习 robot")]);
            paperboy_search::snippet(&parsed, &texts, hit.looser);
        }
    }
}
