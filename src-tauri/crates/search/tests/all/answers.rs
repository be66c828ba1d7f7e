use super::*;
use roaring::RoaringTreemap;

#[test]
fn words_are_found_in_every_spelling() {
    let library = Library::titled(&[
        "強化學習与智能体",
        "Ｑｗｅｎ３－ＶＬ report",
        "LiveTalk: a system",
        "world models",
        "Self Forcing",
        "RTX 4090 and Sora2",
        "图",
        "流程图表",
        "0.33秒延迟",
    ]);
    for (query, expected) in [
        ("强化学习", vec![1]),
        ("強化學習", vec![1]),
        ("化学", vec![1]),
        ("qwen3", vec![2]),
        ("QWEN", vec![2]),
        ("qwen3-vl", vec![2]),
        ("qwen3vl", vec![2]),
        ("live talk", vec![3]),
        ("live-talk", vec![3]),
        ("livetalk", vec![3]),
        ("world-model", vec![4]),
        ("model", vec![4]),
        ("self-forcing", vec![5]),
        ("rtx4090", vec![6]),
        ("sora 2", vec![6]),
        ("图", vec![7, 8]),
        ("0.33秒", vec![9]),
        ("0.3", vec![]),
        ("2512.00003", vec![3]),
        ("https://arxiv.org/abs/2512.00003v4", vec![3]),
    ] {
        assert_eq!(library.strict(query), expected, "{query}");
    }
}

#[test]
fn a_phrase_is_just_that_run_of_text() {
    let library = Library::titled(&[
        "世界模型",
        "世界的模型",
        "世界，模型",
        "a world model b",
        "model world",
        "world of model",
        "Qwen3 report",
        "用 KV缓存",
        "KV 的缓存",
    ]);
    for (query, expected) in [
        ("\"世界模型\"", vec![1]),
        ("世界 模型", vec![1, 2, 3]),
        ("\"World-Model\"", vec![4]),
        ("\"qwen report\"", vec![]),
        ("\"qwen3 report\"", vec![7]),
        ("\"kv 缓存\"", vec![8]),
        ("\"的\"", vec![2, 9]),
        ("\"世界的\"", vec![2]),
    ] {
        assert_eq!(library.strict(query), expected, "{query}");
    }
    assert!(library.looser("\"世界之模型\"").is_empty(), "a phrase means what it says");
}

#[test]
fn the_boolean_tree_holds_for_every_kind_of_leaf() {
    let papers = [
        paper(
            1,
            &[
                (Field::Title, "diffusion video"),
                (Field::Author, "Ada Lovelace"),
                (Field::Author, "Alan Turing"),
            ],
        ),
        paper(
            2,
            &[
                (Field::Title, "video"),
                (Field::Innovations, "diffusion 蒸馏"),
                (Field::Note, "重读"),
            ],
        ),
        Entry {
            source: Some("abstract".into()),
            writer: Some("model:Qwen".into()),
            ..paper(3, &[(Field::Title, "robots")])
        },
    ];
    let library = Library::of(&papers);
    for (query, expected) in [
        ("diffusion video", vec![1, 2]),
        ("title:diffusion", vec![1]),
        ("innovations:(蒸馏 OR distillation)", vec![2]),
        ("创新：（蒸馏 -video）", vec![2]),
        ("diffusion -title:diffusion", vec![2]),
        ("-diffusion", vec![3]),
        ("-(diffusion robots)", vec![1, 2, 3]),
        ("-(diffusion OR robots)", vec![]),
        ("robots OR (video -蒸馏)", vec![1, 3]),
        ("robots OR -video", vec![3]),
        ("author:\"ada lovelace\"", vec![1]),
        ("author:\"lovelace alan\"", vec![]),
        ("note:重读", vec![2]),
        ("diff*", vec![1, 2]),
        ("-diff*", vec![3]),
        ("title:diff*", vec![1]),
        ("date:2025-12-03", vec![2]),
        ("date:2025-12-03..", vec![2, 3]),
        ("-date:2025-12", vec![]),
        ("date:2024", vec![]),
        ("id:2512.00002", vec![2]),
        ("id:2512", vec![1, 2, 3]),
        ("source:abstract", vec![3]),
        ("-source:abstract", vec![1, 2]),
        ("writer:model", vec![3]),
        ("writer:qwen", vec![3]),
        ("writer:model:q*", vec![3]),
        ("writer:imported", vec![1, 2]),
        ("", vec![]),
    ] {
        assert_eq!(library.strict(query), expected, "{query}");
    }
}

#[test]
fn sets_are_accepted_anywhere_in_the_tree() {
    let papers: Vec<Entry> = (1..=200)
        .map(|key| paper(key, &[(Field::Title, if key % 2 == 0 { "even" } else { "odd" })]))
        .collect();
    let library = Library::of(&papers);
    let sets = || {
        let mark = |name: &str| SetKey::Mark(name.to_owned());
        HashMap::from([
            (mark("is:starred"), RoaringTreemap::from_iter([3, 4])),
            (mark("is:read"), RoaringTreemap::from_iter(1..=150)),
            (SetKey::Tag("x".to_owned()), RoaringTreemap::from_iter([4, 5, 999])),
        ])
    };
    for (query, expected) in [
        ("is:starred", vec![3, 4]),
        ("is:starred even", vec![4]),
        ("is:starred OR tag:x", vec![3, 4, 5]),
        ("is:starred -tag:x", vec![3]),
        ("-is:read -odd id:2512.0015*", vec![152, 154, 156, 158]),
        ("is:read -(is:starred OR -tag:x)", vec![5]),
        ("is:later", vec![]),
        ("odd is:starred -has:note", vec![3]),
    ] {
        assert_eq!(
            keys(&library.answer_with(query, sets(), Sort::Relevance, 0, 1_000), false),
            expected,
            "{query}"
        );
    }
}

#[test]
fn with_few_strict_hits_looser_ones_follow() {
    let library = Library::titled(&[
        "diffusion model",
        "a deep model",
        "视频的超分辨率",
        "distillation",
        "unrelated",
    ]);
    assert_eq!((library.strict("difusion"), library.looser("difusion")), (vec![], vec![1]));
    assert_eq!((library.strict("distill"), library.looser("distill")), (vec![], vec![4]));
    assert_eq!((library.strict("视频超分"), library.looser("视频超分")), (vec![], vec![3]));
    assert_eq!(
        (library.strict("diffusion model"), library.looser("diffusion model")),
        (vec![1], vec![2])
    );
    assert_eq!(
        (library.strict("deep OR difusion"), library.looser("deep OR difusion")),
        (vec![2], vec![1])
    );
    assert_eq!(library.looser("zdiffusion"), Vec::<u64>::new(), "the first letter holds");
    let answer = library.answer("diffusion model");
    assert_eq!((answer.total, answer.total_is_exact), (2, true));
    assert_eq!(answer.hits.iter().map(|hit| hit.looser).collect::<Vec<_>>(), [false, true]);
}

#[test]
fn looser_hits_never_break_an_exclusion_a_filter_or_a_field() {
    let papers = [
        paper(1, &[(Field::Title, "diffusion robot"), (Field::Abstract, "卫星")]),
        paper(2, &[(Field::Title, "robot")]),
        paper(3, &[(Field::Abstract, "diffusion")]),
    ];
    let library = Library::of(&papers);
    assert_eq!(library.looser("difusion -卫星"), [3]);
    assert_eq!(library.looser("difusion date:2025-12-02"), [1]);
    assert_eq!(library.looser("title:difusion nothing"), [1]);
    assert_eq!(library.looser("title:diffusion robots nothing"), [1]);
    assert_eq!(library.looser("nothing \"a phrase\" robot"), Vec::<u64>::new());
    assert_eq!(library.looser("(nothing -diffusion) OR (none robot -卫星)"), [2]);
}

#[test]
fn with_ten_strict_hits_there_are_no_looser_ones_and_pages_fit_together() {
    let mut titles = vec!["robot"; 10];
    titles.extend(["robotics"; 5]);
    let library = Library::titled(&titles);
    assert_eq!(library.answer("robot").total, 10);
    let library = Library::titled(&titles[1..]);
    let whole = library.answer("robot");
    assert_eq!((whole.total, keys(&whole, true).len()), (14, 5));
    let mut pages = Vec::new();
    for offset in (0..16).step_by(4) {
        let page = library.answer_with("robot", HashMap::new(), Sort::Relevance, offset, 4);
        assert_eq!(page.total, 14);
        pages.extend(page.hits);
    }
    assert_eq!(pages, whole.hits);
    assert_eq!(
        library.answer_with("robot", HashMap::new(), Sort::Relevance, usize::MAX, usize::MAX).hits,
        []
    );
}

#[test]
fn newer_papers_win_ties_and_come_first_when_asked_for() {
    let dated = |key: u64, dates: &[&str], title: &str| Entry {
        dates: dates.iter().map(|date| date.parse().unwrap()).collect(),
        ..paper(key, &[(Field::Title, title)])
    };
    let library = Library::of(&[
        dated(1, &["2025-12-05"], "robot"),
        dated(2, &["2025-12-09", "2025-12-01"], "robot"),
        dated(3, &["2025-12-01"], "robot robot robot"),
        dated(4, &["2025-12-05"], "robot"),
    ]);
    let order = |sort| {
        library
            .answer_with("robot", HashMap::new(), sort, 0, 10)
            .hits
            .iter()
            .map(|hit| hit.key)
            .collect::<Vec<_>>()
    };
    assert_eq!(order(Sort::Relevance), [3, 2, 4, 1]);
    assert_eq!(order(Sort::Newest), [2, 4, 1, 3]);
    assert_eq!(library.strict("date:2025-12-01"), [2, 3], "each of a paper's days counts");
}

#[test]
fn a_title_counts_more_than_the_rest_and_words_side_by_side_more_than_apart() {
    let library = Library::of(&[
        paper(9, &[(Field::Title, "x y"), (Field::Usage, "robot")]),
        paper(2, &[(Field::Title, "robot z"), (Field::Usage, "x y z")]),
        paper(8, &[(Field::Title, "deep grasping with a model")]),
        paper(3, &[(Field::Title, "with a deep model grasping")]),
    ]);
    let first = |query: &str| library.answer(query).hits[0].key;
    assert_eq!(first("robot"), 2);
    assert_eq!(first("deep model"), 3);
}

#[test]
fn hostile_queries_get_an_answer() {
    let library = Library::titled(&["强化学习 robot", "图"]);
    for query in [
        "(".repeat(10_000),
        "-".repeat(9),
        "a ".repeat(300_000),
        "图 ".repeat(300_000),
        "强化学习".repeat(100_000),
        "a* ".repeat(9_999),
        "title:".to_owned(),
        "\u{1}\u{2}".to_owned(),
    ] {
        library.answer(&query);
    }
    assert_eq!(library.strict(&format!("{} -强化", "robot ".repeat(30))), Vec::<u64>::new());
}

#[test]
fn of_a_pasted_sentence_the_rarest_words_count_most() {
    let rare = ["zebra", "quokka", "walrus", "lemur"];
    let common = ["model", "training", "data", "token", "image", "video", "policy", "reward"];
    let titles: Vec<String> = rare
        .iter()
        .map(|word| format!("{word} x"))
        .chain((0..20).map(|_| common.join(" ")))
        .collect();
    let library = Library::titled(&titles.iter().map(String::as_str).collect::<Vec<_>>());
    // A word that no paper has takes no rare one's place; what the common ones find comes after.
    let sentence = format!("{} nowhere {}", common.join(" "), rare.join(" "));
    assert_eq!(library.strict(&sentence), [0; 0]);
    let mut first: Vec<u64> =
        library.answer(&sentence).hits.iter().take(4).map(|hit| hit.key).collect();
    first.sort_unstable();
    assert_eq!(first, [1, 2, 3, 4]);
    let few = format!("{} nowhere {}", common[0], rare[0]);
    assert_eq!(library.looser(&few).len(), 21, "of a few words each is asked for");
}

#[test]
fn nothing_is_left_of_a_word_and_its_exclusion() {
    let library = Library::titled(&[
        "one wombat here",
        "an RTX 4090 card",
        "Proxies and VLMs",
        "a world model",
        "強化學習",
        "KV缓存",
    ]);
    for word in [
        "wombats",
        "rtx4090",
        "proxies",
        "vlm",
        "world-models",
        "强化",
        "kv缓存",
        "2512.00003",
        "wom*",
    ] {
        assert!(!library.strict(word).is_empty(), "{word}");
        assert_eq!(library.answer(&format!("{word} -{word}")).hits, [], "{word}");
    }
}

#[test]
fn adjacent_chinese_words_come_first() {
    let library =
        Library::titled(&["手术的系统与机器人", "手术机器人的系统", "机器人的系统与手术"]);
    assert_eq!(library.answer("手术 机器人").hits[0].key, 2);
}
