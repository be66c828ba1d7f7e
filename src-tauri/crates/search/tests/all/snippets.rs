use super::*;
use paperboy_search::{matches, matches_in, snippet};
use proptest::prelude::*;

fn query(text: &str) -> paperboy_search::Query {
    parse(text, "2026-01-02".parse().unwrap())
}

/// The marked pieces of a text, by characters.
fn pieces(text: &str, marks: &[(usize, usize)]) -> Vec<String> {
    marks.iter().map(|&(from, to)| text.chars().skip(from).take(to - from).collect()).collect()
}

#[test]
fn the_right_characters_are_marked() {
    for (typed, text, expected) in [
        ("强化学习", "基于強化學習的方法", vec!["強化學習"]),
        ("学习", "强化学习", vec!["学习"]),
        ("图", "流程图表和图", vec!["图", "图"]),
        ("KV缓存", "用 KV 缓存，再用KV缓存", vec!["KV", "缓存", "KV缓存"]),
        ("\"kv 缓存\"", "KV 和 KV 缓存", vec!["KV 缓存"]),
        ("\"self forcing\"", "forcing Self-Forcing self", vec!["Self-Forcing"]),
        ("vl", "用 Qwen3-VL 做", vec!["Qwen3-VL"]),
        ("talk", "LiveTalk", vec!["LiveTalk"]),
        ("model", "世界Models", vec!["Models"]),
        ("wor*", "world 和 word", vec!["world", "word"]),
        ("difusion", "a diffusion model", vec!["diffusion"]),
        ("视频超分", "视频的超分辨率", vec!["视频", "超分辨率"]),
        ("强化 学习", "强化学习", vec!["强化学习"]),
        ("a -b", "a b", vec!["a"]),
        ("robot", "😀👨‍👩‍👧 ro\u{AD}bot é", vec!["ro\u{AD}bot"]),
        ("etude", "一首E\u{301}tude曲", vec!["E\u{301}tude"]),
        ("x", "y", vec![]),
    ] {
        assert_eq!(pieces(text, &matches(&query(typed), text)), expected, "{typed} in {text}");
    }
}

#[test]
fn words_of_another_field_are_not_marked() {
    let typed = query("title:robot image");
    assert_eq!(
        pieces("robot image", &matches_in(&typed, Field::Title, "robot image", false)),
        ["robot", "image"]
    );
    assert_eq!(
        pieces("robot image", &matches_in(&typed, Field::Usage, "robot image", false)),
        ["image"]
    );
}

#[test]
fn the_passage_is_the_sentence_that_shows_most() {
    let long = "这是一个没有关系的句子，说的是别的事情。".repeat(12);
    let texts = paper(
        1,
        &[
            (Field::Title, "机器人"),
            (
                Field::Results,
                &format!("{long}我们的机器人在真实环境中抓取物体，成功率很高。{long}"),
            ),
        ],
    );
    let shown = snippet(&query("机器人 抓取"), &texts, false);
    assert_eq!(shown.field, Field::Results);
    assert!(shown.text.starts_with("我们的机器人在真实环境中抓取物体"), "{}", shown.text);
    assert_eq!(pieces(&shown.text, &shown.highlights), ["机器人", "抓取"]);
    assert!(shown.text.chars().count() <= 162, "{}", shown.text);
}

#[test]
fn a_long_sentence_is_cut_around_the_match_at_words() {
    let words = "lorem ipsum dolor ".repeat(40);
    let texts = paper(1, &[(Field::Abstract, &format!("{words}robot {words}"))]);
    let shown = snippet(&query("robot"), &texts, false);
    assert!(shown.text.starts_with('…') && shown.text.ends_with('…'), "{}", shown.text);
    let cut = |c: char| c == '…' || c == ' ';
    assert!(
        shown
            .text
            .trim_matches(cut)
            .split(' ')
            .all(|word| ["lorem", "ipsum", "dolor", "robot"].contains(&word)),
        "{}",
        shown.text
    );
    assert_eq!(pieces(&shown.text, &shown.highlights), ["robot"]);
}

#[test]
fn without_a_word_to_show_the_contribution_begins() {
    let texts = paper(1, &[(Field::Title, "标题"), (Field::Contribution, "  贡献。\n\n更多")]);
    let shown = snippet(&query("is:starred"), &texts, false);
    assert_eq!(
        (shown.field, shown.text.as_str(), shown.highlights),
        (Field::Contribution, "贡献。 更多", vec![])
    );
    assert_eq!(snippet(&query("x"), &paper(1, &[]), false).text, "");
}

fn texts() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[强化學習图a-cA-C0-9.,。 \n-]{1,8}",
        "\\PC{0,6}",
        Just("e\u{301}\u{302}".to_owned()),
        Just("👨‍👩‍👧".to_owned()),
        Just("ﬁ".to_owned()),
        Just("x".repeat(90))
    ];
    proptest::collection::vec(piece, 0..30).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn marks_rise_stay_apart_and_lie_within_the_text(typed in "[强化學習图a-c0-9.*\" -]{0,12}|\\PC{0,12}", text in texts(), looser in any::<bool>()) {
        let typed = query(&typed);
        let holds = |marks: &[(usize, usize)], text: &str| {
            let count = text.chars().count();
            marks.iter().all(|(from, to)| from < to && *to <= count) && marks.windows(2).all(|pair| pair[0].1 < pair[1].0)
        };
        prop_assert!(holds(&matches(&typed, &text), &text));
        let shown = snippet(&typed, &paper(1, &[(Field::Usage, &text)]), looser);
        prop_assert!(holds(&shown.highlights, &shown.text), "{:?}", shown);
        let marked = !matches_in(&typed, Field::Usage, &text, looser).is_empty();
        prop_assert_eq!(marked, !shown.highlights.is_empty(), "{:?}", shown);
        prop_assert!(shown.text.chars().count() <= 200, "{:?}", shown);
    }
}

#[test]
fn what_is_found_in_the_title_shows_another_passage_than_the_title() {
    let texts = paper(
        1,
        &[
            (Field::Title, "Robots that grasp"),
            (Field::Contribution, "提出一种抓取方法。"),
            (Field::Results, "A robot arm lifts 3 kg."),
        ],
    );
    // The match is only in the title: the passage shows the subject of the paper, and the field of
    // the match is named.
    let shown = snippet(&query("grasp"), &texts, false);
    assert_eq!((shown.field, shown.text.as_str()), (Field::Title, "提出一种抓取方法。"));
    assert_eq!(shown.highlights, []);
    // Another text holds part of it.
    let shown = snippet(&query("robot grasp"), &texts, false);
    assert_eq!((shown.field, shown.text.as_str()), (Field::Results, "A robot arm lifts 3 kg."));
    assert_eq!(shown.highlights.len(), 1);
    let shown = snippet(&query("title:robots"), &texts, false);
    assert_eq!((shown.field, shown.text.as_str()), (Field::Title, "提出一种抓取方法。"));
    // There is nothing but the title.
    let only = paper(2, &[(Field::Title, "Robots that grasp"), (Field::Contribution, " ")]);
    let shown = snippet(&query("grasp"), &only, false);
    assert_eq!((shown.field, shown.text.as_str()), (Field::Title, "Robots that grasp"));
    assert_eq!(shown.highlights, [(12, 17)]);
}

#[test]
fn related_papers_mark_whole_terms_not_the_pairs_they_are_found_by() {
    let contribution = |text: &'static str| [(Field::Contribution, text)];
    let mut papers = vec![
        paper(1, &contribution("提出视频扩散模型的蒸馏加速，用于世界模型。")),
        paper(2, &contribution("加速扩散模型的采样，服务于世界模型训练。")),
    ];
    papers.extend((3..40).map(|key| paper(key, &contribution("天气预报的统计方法。"))));
    let library = Library::of(&papers);
    let relation = library.index.related(&papers[0], 5).unwrap();
    let shown = relation.snippet(&papers[1]);
    let marked: Vec<String> = shown
        .highlights
        .iter()
        .map(|(from, to)| shown.text.chars().skip(*from).take(to - from).collect())
        .collect();
    assert!(marked.iter().any(|mark| mark.contains("扩散模型")), "{marked:?}");
    assert!(marked.iter().any(|mark| mark.contains("世界模型")), "{marked:?}");
    assert!(
        marked.iter().all(|mark| mark.chars().count() > 1 && !mark.contains('的')),
        "{marked:?}"
    );
}
