use super::*;

fn keys(text: &str) -> Vec<String> {
    let kept = |it: Token| match it.kind {
        Kind::Plain => it.key,
        _ => format!("={}", it.key),
    };
    tokens(text).into_iter().filter(|it| it.kind != Kind::Filler).map(kept).collect()
}

#[test]
fn words_that_mean_the_same_have_one_key_and_fillers_none() {
    for (one, other) in [
        ("本文提出了一种新方法", "作者设计一种新方案"),
        ("We present a method.", "The authors introduced an approach"),
        ("due to noise", "Because of the noise"),
        ("它无需训练", "它不需要训练"),
        ("It doesn't scale", "It does not scale"),
        ("用 1.2 万张图", "使用 12,000 张图"),
        ("三家医院", "3 家医院"),
        ("Sixty-four runs", "64 runs"),
        ("与基线相比，快两成", "比基线快两成"),
        ("1.2 million images", "1.2M images"),
        ("百分之三十", "30%"),
        ("快 1.59×", "快 1.59 倍"),
        ("0.9s 延迟", "0.9 s 时延"),
        ("the behaviour of LLMs", "behavior of the LLM"),
    ] {
        assert_eq!(keys(one), keys(other));
    }
    for (one, other) in [
        ("教师模型", "学生模型"),
        ("中文", "英文"),
        ("前向", "反向"),
        ("上升", "下降"),
        ("1e-4", "1e4"),
    ] {
        assert_ne!(keys(one), keys(other));
    }
}

#[test]
fn numbers_names_formulas_and_negations_must_be_equal() {
    assert_eq!(keys("达到 92.10%"), ["需要", "=92.1", "=%"]);
    assert_eq!(keys("GPT-4 用 1,000 张图"), ["=gpt4", "需要", "=1000", "张", "图"]);
    assert_eq!(keys("$\\mathcal{L}$ 不变，不快"), ["=\\mathcalL", "不变", "=不", "快"]);
    assert_eq!(keys("The model of Alice fails"), ["model", "=alic", "=fail"]);
    assert_eq!(keys("ten teams"), ["=10", "team"]);
}

#[test]
fn a_word_knows_its_visible_characters() {
    let found = tokens("在 A 上，用 B2。");
    let places: Vec<_> = found.iter().map(|it| (it.key.as_str(), it.from, it.to)).collect();
    assert_eq!(places, [("在", 0, 1), ("a", 1, 2), ("上", 2, 3), ("需要", 4, 5), ("b2", 5, 7)]);
}
