#![allow(clippy::unwrap_used)]

use super::*;
use proptest::prelude::*;

fn today() -> Date {
    "2026-01-02".parse().unwrap()
}

fn understood(query: &str) -> String {
    parse(query, today()).understood()
}

#[test]
fn queries_are_understood_so() {
    for (query, expected) in [
        ("", ""),
        ("  \t ", ""),
        ("强化学习 智能体", "强化学习 AND 智能体"),
        ("a b OR c d", "(a AND b) OR (c AND d)"),
        ("a AND (b OR c)", "a AND (b OR c)"),
        ("-a", "NOT a"),
        ("a -b NOT c", "a AND NOT b AND NOT c"),
        ("NOT -a", "a"),
        ("--a", "NOT a"),
        ("-(a OR b)", "NOT (a OR b)"),
        ("\"world model\"", "\"world model\""),
        ("“世界模型”", "\"世界模型\""),
        ("「世界模型」 -\"x y\"", "\"世界模型\" AND NOT \"x y\""),
        ("wor*", "wor*"),
        ("title:强化 标题：学习", "title:强化 AND title:学习"),
        ("TITLE:x", "title:x"),
        (
            "领域:视觉 貢獻：x 用法:x 创新:x 实验:x 摘要:x 作者:x 笔记:x",
            "domain:视觉 AND contribution:x AND usage:x AND innovations:x AND results:x AND abstract:x AND author:x AND note:x",
        ),
        ("innovations:(蒸馏 OR distillation)", "innovations:蒸馏 OR innovations:distillation"),
        ("创新：（蒸馏 -\"a b\"）", "innovations:蒸馏 AND NOT innovations:\"a b\""),
        ("title:-x", "NOT title:x"),
        ("-title:x", "NOT title:x"),
        ("title:(a author:b)", "title:a AND author:b"),
        ("date:2025-12", "date:2025-12-01..2025-12-31"),
        ("日期：2025-12-30", "date:2025-12-30"),
        ("date:2025-12-01..2026-01-05", "date:2025-12-01..2026-01-05"),
        ("date:7d", "date:2025-12-27..2026-01-02"),
        ("date:2025-12..", "date:2025-12-01.."),
        ("date:(2024 OR 2025)", "date:2024-01-01..2024-12-31 OR date:2025-01-01..2025-12-31"),
        ("id:2512.23576v2", "id:2512.23576"),
        ("id:2512", "id:2512*"),
        ("source:HTML writer:model:qwen", "source:html AND writer:model:qwen"),
        ("is:starred -is:Read has:code", "is:starred AND NOT is:read AND has:code"),
        ("tag:x 标签:\"to read\"", "tag:x AND tag:\"to read\""),
        // What can't be read is taken as words.
        ("date:2025-13", "date:2025-13"),
        ("is:nonsense", "is:nonsense"),
        ("source:x", "source:x"),
        ("title:", "title:"),
        ("title: x", "title: AND x"),
        ("OR", "or"),
        ("a OR", "a AND or"),
        ("OR a", "or AND a"),
        ("NOT", "not"),
        ("a AND", "a AND and"),
        ("- a", "a"),
        ("foo:bar", "foo:bar"),
        ("http://arxiv.org/abs/2512.23576", "http://arxiv.org/abs/2512.23576"),
        ("(a", "a"),
        ("a)) b", "a AND b"),
        ("()", ""),
        ("\"a b", "\"a b\""),
        ("\"\" -\"\" -()", ""),
        ("😀 -😀", ""),
        ("a\u{0}b", "a AND b"),
    ] {
        assert_eq!(understood(query), expected, "{query}");
    }
}

#[test]
fn the_tree_is_explained_line_by_line() {
    let explained = parse("Qwen3-VL -(title:强化学习 OR is:read)", today()).explain();
    let expected = "AND\n  word Qwen3-VL in any field: qwen3+vl | qwen3vl\n  NOT\n    OR\n      word 强化学习 in title: 强化+化学+学习\n      is:read\n";
    assert_eq!(explained, expected);
}

#[test]
fn the_sets_a_query_names_are_listed_once_each() {
    let query = parse("is:starred (tag:a OR -tag:a) -has:note 标签:\"b c\"", today());
    let mark = |name: &str| SetKey::Mark(name.to_owned());
    let tag = |name: &str| SetKey::Tag(name.to_owned());
    assert_eq!(query.sets(), [mark("is:starred"), tag("a"), mark("has:note"), tag("b c")]);
}

#[test]
fn a_collection_is_a_set_by_its_name_in_either_language() {
    for (query, written) in [
        ("in:talk", "in:talk"),
        ("合集:\"组会 一\" -in:a", "in:\"组会 一\" AND NOT in:a"),
        ("IN:Talk", "in:Talk"),
        ("in: a", "in: AND a"),
    ] {
        assert_eq!(understood(query), written);
        assert_eq!(understood(written), written);
    }
    let sets = parse("in:talk 合集:talk", today()).sets();
    assert_eq!(sets, [SetKey::Collection("talk".into())]);
}

#[test]
fn highlights_are_a_field_and_a_set_in_either_language() {
    for (query, written) in [
        ("highlight:transfer", "highlight:transfer"),
        ("高亮:\"最优 传输\" -划线:a", "highlight:\"最优 传输\" AND NOT highlight:a"),
        ("HAS:highlight", "has:highlight"),
    ] {
        assert_eq!(understood(query), written);
        assert_eq!(understood(written), written);
    }
}

#[test]
fn enormous_queries_are_read_in_part() {
    let depth = |open: &str, close: &str| {
        understood(&format!("{}x{}", open.repeat(10_000), close.repeat(10_000)))
    };
    assert_eq!(depth("(", ")"), "");
    assert_eq!(understood(&format!("{}x{} y", "(".repeat(150), ")".repeat(150))), "x AND y");
    assert_eq!(understood(&format!("{}x", "title:-".repeat(45))), "NOT title:x");
    assert_eq!(understood(&"ab ".repeat(400_000)).matches("ab").count(), MAX_WANTED_COST);
    assert_eq!(understood(&"强".repeat(400_000)).chars().count(), MAX_WORD_CHARS);
    assert_eq!(
        understood(&"图 a* ".repeat(400_000)).matches('a').count(),
        MAX_WANTED_COST / OPEN_WORD_COST / 2
    );
    assert!(understood(&"ﷺ".repeat(400_000)).chars().count() < MAX_WANTED_COST);
    for part in ["-", "NOT ", "\"", "title:-", "(-", "OR ", "*", "a:"] {
        understood(&part.repeat(300_000));
    }
}

#[test]
fn what_is_excluded_or_a_filter_is_never_left_out() {
    let characters = "天 地 人 大 小 上 下 左 右 前 后 东 西 南 北";
    let words = (0..60).map(|number| format!("word{number}")).collect::<Vec<_>>().join(" OR ");
    for wanted in [characters, &words, "一丁".repeat(400).as_str()] {
        for meant in
            ["NOT 视频", "NOT (a OR b*)", "date:2020", "is:starred", "NOT title:x", "tag:t"]
        {
            let query = understood(&format!("({wanted}) {meant}"));
            let meant = understood(meant);
            assert!(query.ends_with(&format!(" AND {meant}")), "{meant}: {query}");
            assert_eq!(understood(&query), query);
        }
    }
    // A part of a long word is a word.
    for (left, begins) in [(1, "NOT"), (1, "OR"), (1, "is:read"), (2, "date:2025"), (2, "a*")] {
        let others = "word ".repeat(MAX_WANTED_COST - left);
        let query = understood(&format!("{others} {begins}{}", "强".repeat(begins.len())));
        assert_eq!(understood(&query), query, "{begins}");
    }
    // A word that is excluded twice is wanted, and costs as much.
    let query =
        understood(&format!("-(-({})) {}", "a b* c ".repeat(3), "word ".repeat(MAX_WANTED_COST)));
    assert_eq!(understood(&query), query);
    let query = understood(&format!("{} date:abcde*", "word ".repeat(MAX_WANTED_COST - 1)));
    assert_eq!(understood(&query), query);
    // An empty result is better than an excluded paper.
    let excluded: Vec<String> =
        (0..=MAX_FIXED_COST).map(|number| format!("-word{number}")).collect();
    assert_eq!(understood(&format!("a {}", excluded.join(" "))), "");
    assert_eq!(
        understood(&format!("a {}", excluded[1..].join(" "))).matches("NOT").count(),
        MAX_FIXED_COST
    );
}

/// Text made of what the language is made of.
fn queries() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        Just("(".to_owned()),
        Just(")".to_owned()),
        Just("\"".to_owned()),
        Just("-".to_owned()),
        Just(" ".to_owned()),
        Just("*".to_owned()),
        Just(" OR ".to_owned()),
        Just(" AND ".to_owned()),
        Just(" NOT ".to_owned()),
        Just("title:".to_owned()),
        Just("标签：".to_owned()),
        Just("date:2025".to_owned()),
        Just("id:".to_owned()),
        Just("is:".to_owned()),
        Just("read".to_owned()),
        Just("writer:".to_owned()),
        "[a-cA-C强化學習0-9.,:_-]{1,5}",
        "\\PC{0,3}",
    ];
    proptest::collection::vec(part, 0..16).prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn what_a_query_was_understood_as_means_the_same(query in queries()) {
        let once = parse(&query, today());
        let twice = parse(&once.understood(), today());
        prop_assert_eq!(once.understood(), twice.understood());
        prop_assert_eq!(once, twice);
    }

    #[test]
    fn any_text_is_a_query(query in "\\PC{0,200}|.{0,200}") {
        let query = parse(&query, today());
        let _ = (query.understood(), query.explain(), query.sets());
    }
}

#[test]
fn an_id_is_one_however_it_was_copied() {
    for query in [
        "2512.21218",
        "10.48550/arXiv.2512.21218",
        "https://doi.org/10.48550/arXiv.2512.21218",
        "arXiv:2512.21218v1 [cs.CV]",
        "[2512.21218]",
        "2512.21218.",
        "<https://arxiv.org/abs/2512.21218>",
        "https://arxiv.org/abs/2512.21218）",
        "[论文](https://huggingface.co/papers/2512.21218)",
    ] {
        let Node::Text(text) = parse(query, today()).root else { panic!("{query}") };
        assert_eq!(text.id.as_deref(), Some("2512.21218"), "{query}");
    }
    assert_eq!(understood("2512.21218 [note]"), "2512.21218 AND [note]");
}
