//! The language of queries, as the command answers it.

use crate::harness::Library;
use serde_json::Value;

const AVATAR: &str = "2512.00001";
const ARM: &str = "2512.00002";
const POEM: &str = "2601.00003";

/// Three papers on two days; the avatar is starred, the arm is read, tagged and noted, the poem is
/// kept for later.
fn library() -> Library {
    let library = Library::new();
    let avatar = paper(
        AVATAR,
        "Talking Avatars",
        "计算机视觉 - 数字人",
        "用蒸馏得到实时数字人。",
        "首帧延迟降到 0.33 秒，distillation 四步。",
        "HTML",
    );
    let arm = paper(
        ARM,
        "World Models for Robot Arms",
        "具身智能",
        "用世界模型学习机械臂的策略。",
        "从视频推出动作。",
        "ArXiv Abs",
    );
    let poem = paper(
        POEM,
        "Counting Rhymes",
        "古籍",
        "统计唐诗的押韵，世界模型也不懂。",
        "韵部表。",
        "HTML",
    );
    for (date, papers) in [("2025-12-30", [avatar, arm].concat()), ("2026-01-05", poem)] {
        let line = "=".repeat(60);
        let file = library.write(
            "day.md",
            &format!("# Hugging Face Daily Papers Report\n**Date**: {date}\n\n{line}\n{papers}"),
        );
        assert_eq!(library.json(&["import", &file])["files"][0]["outcome"], "added");
    }
    for words in [
        &["star", AVATAR][..],
        &["read", ARM],
        &["later", POEM],
        &["tag", ARM, "+机器人"],
        &["note", ARM, "再读一遍"],
    ] {
        assert_eq!(library.run(words).code, 0, "{words:?}");
    }
    library
}

fn paper(
    id: &str,
    title: &str,
    domain: &str,
    contribution: &str,
    innovations: &str,
    source: &str,
) -> String {
    format!(
        "\n## 📄 {title}\n\n- **链接**: https://huggingface.co/papers/{id}\n- **阅读来源**: {source}\n\n### 1. 应用领域\n{domain}\n\n\
         ### 2. 一句话核心贡献\n{contribution}\n\n### 3. 使用指南\n见论文。\n\n### 4. 主要创新点\n{innovations}\n\n\
         ### 5. 实验效果\n优于基线。\n\n\n{}\n",
        "=".repeat(60)
    )
}

/// The ids of the strict hits in their order; with `looser`, of the looser hits.
fn ids(answer: &Value, looser: bool) -> Vec<&str> {
    let hits = answer["hits"].as_array().unwrap().iter();
    hits.filter(|hit| hit["looser"] == looser).map(|hit| hit["id"].as_str().unwrap()).collect()
}

#[test]
fn every_key_is_understood_in_english_and_in_chinese() {
    let library = library();
    for (query, expected) in [
        ("title:avatars", &[AVATAR][..]),
        ("标题:avatar", &[AVATAR]),
        ("domain:具身智能", &[ARM]),
        ("领域:计算机视觉", &[AVATAR]),
        ("domain:robotics-and-embodied-ai", &[ARM]),
        ("contribution:世界模型", &[ARM, POEM]),
        ("贡献:数字人", &[AVATAR]),
        ("usage:论文", &[AVATAR, ARM, POEM]),
        ("用法:论文", &[AVATAR, ARM, POEM]),
        ("innovations:(蒸馏 OR distillation)", &[AVATAR]),
        ("创新:动作", &[ARM]),
        ("results:基线", &[AVATAR, ARM, POEM]),
        ("实验:基线", &[AVATAR, ARM, POEM]),
        ("abstract:世界模型", &[]),
        ("摘要:世界模型", &[]),
        ("author:Tang", &[]),
        ("作者:Tang", &[]),
        ("note:再读", &[ARM]),
        ("笔记:再读", &[ARM]),
        ("tag:机器人", &[ARM]),
        ("标签:机器人", &[ARM]),
        ("id:2512", &[AVATAR, ARM]),
        (POEM, &[POEM]),
        ("date:2025-12", &[AVATAR, ARM]),
        ("date:2025-12-31..2026-01-05", &[POEM]),
        ("date:2025-12-01..2025-12-30", &[AVATAR, ARM]),
        ("source:abs", &[ARM]),
        ("writer:imported 世界模型", &[ARM, POEM]),
        ("writer:extract", &[]),
        ("is:starred", &[AVATAR]),
        ("is:read", &[ARM]),
        ("is:unread", &[AVATAR, POEM]),
        ("is:later", &[POEM]),
        ("has:note", &[ARM]),
        ("has:code", &[]),
        ("has:project", &[]),
        ("has:unverified", &[]),
        ("has:misattributed", &[]),
        ("has:computed", &[]),
        ("世界模型 -唐诗", &[ARM]),
        ("世界模型 NOT 唐诗", &[ARM]),
        ("(蒸馏 OR 唐诗) date:2026", &[POEM]),
        ("\"首帧延迟\"", &[AVATAR]),
        ("\"帧首\"", &[]),
        ("aVat*", &[AVATAR]),
        ("世界 模型 机械臂", &[ARM]),
        ("實時數字人", &[AVATAR]),
    ] {
        let answer = library.json(&["search", query]);
        let mut found = ids(&answer, false);
        found.sort_unstable();
        assert_eq!(found, expected, "{query}, understood as {}", answer["understood"]);
        assert!(
            answer["total"].as_u64().unwrap() >= expected.len() as u64
                && answer["total_is_exact"] == true,
            "{query}: {answer}"
        );
    }
}

#[test]
fn the_newest_come_first_when_asked_and_looser_hits_are_marked() {
    let library = library();
    let newest = library.json(&["search", "世界模型", "--sort", "newest"]);
    assert_eq!(ids(&newest, false), [POEM, ARM]);
    let best = library.json(&["search", "机械臂 世界模型", "--limit", "1"]);
    assert_eq!((best["hits"].as_array().unwrap().len(), &best["hits"][0]["id"]), (1, &ARM.into()));
    let looser = library.json(&["search", "world model"]);
    assert_eq!(
        (ids(&looser, false), ids(&looser, true)),
        (vec![ARM], vec![POEM]),
        "the other language's name is a looser hit"
    );
    let text = String::from_utf8(library.run(&["search", "world model"]).stdout).unwrap();
    assert!(
        text.find(ARM) < text.find("looser") && text.find("looser") < text.find(POEM),
        "{text}"
    );
}

#[test]
fn highlights_pick_out_the_characters_that_were_asked_for() {
    let library = library();
    for (query, id, field, marked) in [
        ("首帧延迟", AVATAR, "innovations", &["首帧延迟"][..]),
        ("0.33秒", AVATAR, "innovations", &["0.33", "秒"]),
        ("世界模型 策略", ARM, "contribution", &["世界模型", "策略"]),
        ("實時 數字人", AVATAR, "contribution", &["实时数字人"]),
        ("avatar", AVATAR, "title", &["Avatars"]),
        ("领域:机器人与具身智能", ARM, "domain", &["具身智能"]),
    ] {
        let answer = library.json(&["search", query]);
        let hit = answer["hits"].as_array().unwrap().iter().find(|hit| hit["id"] == id).unwrap();
        let characters: Vec<char> = hit["snippet"].as_str().unwrap().chars().collect();
        let cut = |range: &Value| {
            characters[range[0].as_u64().unwrap() as usize..range[1].as_u64().unwrap() as usize]
                .iter()
                .collect::<String>()
        };
        let found: Vec<String> = hit["highlights"].as_array().unwrap().iter().map(cut).collect();
        assert_eq!(
            (hit["field"].as_str().unwrap(), found.as_slice()),
            (field, marked.iter().map(ToString::to_string).collect::<Vec<_>>().as_slice()),
            "{query}"
        );
    }
}

#[test]
fn explaining_shows_the_tree_with_what_is_looked_for_more_loosely() {
    let library = library();
    let tree =
        library.json(&["search", "--explain", "RL -robot (title:a OR \"b c\") domain:计算机视觉"])
            ["tree"]
            .as_str()
            .unwrap()
            .to_owned();
    let lines: Vec<&str> = tree.lines().collect();
    assert_eq!(lines[0], "AND");
    assert!(lines[1].starts_with("  word RL in any field: rl; looser: 强化"), "{tree}");
    assert_eq!(lines[2..4], ["  NOT", "    word robot in any field: robot"]);
    assert_eq!(lines[4..7], ["  OR", "    word a in title: a", "    phrase b c in any field: b+c"]);
    assert_eq!(lines[7], "  domain 计算机视觉 (computer vision) and the domains within it");
}

#[test]
fn saved_searches_are_added_run_and_removed() {
    let library = library();
    assert_eq!(library.run(&["saved", "add", "世界", "世界模型"]).code, 0);
    let saved = library.json(&["saved"]);
    assert_eq!(
        saved,
        serde_json::json!([{"name": "世界", "query": "世界模型", "total": 2, "total_is_exact": true, "unread": 1}])
    );
    assert_eq!(ids(&library.json(&["saved", "run", "世界"]), false).len(), 2);
    assert_eq!(library.json(&["saved", "add", "世界", "-世界模型"])[0]["total"], 1);
    assert_eq!(library.run(&["saved", "run", "nothing"]).code, 1);
    assert_eq!(library.run(&["saved", "add", "x", " "]).code, 2, "a query that asks for nothing");
    assert_eq!(library.json(&["saved", "remove", "世界"]), serde_json::json!([]));
    assert_eq!(library.run(&["saved", "remove", "世界"]).code, 1);
}

#[test]
fn related_papers_have_the_shape_of_hits() {
    let library = library();
    let answer =
        library.json(&["related", &format!("https://arxiv.org/abs/{ARM}v3"), "--limit", "2"]);
    assert_eq!(answer["id"], ARM);
    assert!(answer["hits"].is_array());
    assert_eq!(library.run(&["related", "2601.99999"]).code, 1);
    assert_eq!(library.run(&["related", "nothing"]).code, 2);
}
