//! The names of the sections: the five of a report, and similar names that models give them.

use super::Section;

/// How well a text names a section.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Likeness {
    /// A name such as 实验结果 that may head another text too.
    Near,
    /// One of the five names, in Chinese or English.
    Exact,
}

/// The longest name, in characters.
const MAX_NAME_CHARS: usize = 48;

/// The names of a section, the usual one first. English names come as models vary them; single
/// words such as `Results` are left out, since they begin lines of running text.
pub const EXACT: [(Section, &[&str]); 5] = [
    (
        Section::Domain,
        &[
            "应用领域",
            "application domain",
            "application domains",
            "application area",
            "application areas",
            "application field",
        ],
    ),
    (
        Section::Contribution,
        &[
            "一句话核心贡献",
            "core contribution",
            "core contributions",
            "one-sentence core contribution",
            "core contribution in one sentence",
            "one-sentence contribution",
            "key contribution",
            "main contribution",
        ],
    ),
    (
        Section::Usage,
        &[
            "使用指南",
            "usage guide",
            "usage guidelines",
            "usage instructions",
            "user guide",
            "how to use",
        ],
    ),
    (
        Section::Innovations,
        &[
            "主要创新点",
            "main innovations",
            "main innovation",
            "main innovation points",
            "key innovations",
            "key innovation",
            "core innovations",
        ],
    ),
    (
        Section::Results,
        &[
            "实验效果",
            "experimental results",
            "experimental result",
            "experiment results",
            "experimental effects",
            "experimental effect",
        ],
    ),
];

/// Traditional characters of the names and of models' words around a report, each before its
/// simplified form.
const SIMPLIFIED: &str = "應应領领話话貢贡獻献創创點点實实驗验結结總总場场術术說说評评估估與与數数據据簡简單单問问題题測测試试標标準准\
    對对現现優优勢势關关鍵键學学門门類类論论這这個个類类導导覽览範范圍围義义適适屬属處处圖图運运環环節节詳详細细達达績绩過过異异項项彙汇驟骤範范\
    當当為为這这裡里裏里據据給给於于報报閱阅讀读筆笔記记內内幫帮滿满參参歡欢啟启發发隨随時时聯联繫系請请還还麼么討讨饋馈進进細细會会來来將将\
    們们沒没興兴務务謝谢動动嗎吗順顺樂乐處处題题審审別别條条從从讓让願愿繼继續续補补兩两誤误權权責责聲声";

/// The simplified form of a character.
pub(super) fn simplified(c: char) -> char {
    if c < '\u{4e00}' {
        return c;
    }
    let mut pairs = SIMPLIFIED.chars();
    while let (Some(from), Some(to)) = (pairs.next(), pairs.next()) {
        if from == c {
            return to;
        }
    }
    c
}

/// The section that the whole text names.
pub fn named(text: &str) -> Option<(Section, Likeness)> {
    if text.chars().nth(MAX_NAME_CHARS).is_some() {
        return None;
    }
    let text: String = text.chars().map(simplified).flat_map(char::to_lowercase).collect();
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    exact(&text)
        .or_else(|| near(&text).map(|section| (section, Likeness::Near)))
        .or_else(|| in_two_languages(&text))
}

fn exact(text: &str) -> Option<(Section, Likeness)> {
    let bare = text.replace(' ', "");
    EXACT
        .iter()
        .find(|(_, names)| {
            names.iter().any(|name| *name == text || (!name.is_ascii() && *name == bare))
        })
        .map(|(section, _)| (*section, Likeness::Exact))
}

/// `应用领域 Application Domain`, in either order.
fn in_two_languages(text: &str) -> Option<(Section, Likeness)> {
    text.match_indices(' ').find_map(|(at, _)| {
        let (first, second) = (&text[..at], &text[at + 1..]);
        let (chinese, english) = if first.is_ascii() { (second, first) } else { (first, second) };
        if chinese.is_ascii()
            || !english.chars().all(|c| c.is_ascii_alphabetic() || " -&".contains(c))
        {
            return None;
        }
        exact(chinese).or_else(|| {
            near(chinese)
                .filter(|_| exact(english).is_some() || near(english).is_some())
                .map(|section| (section, Likeness::Near))
        })
    })
}

/// The meaning of a word in a near name.
#[derive(Clone, Copy, PartialEq)]
enum Word {
    /// It names the section.
    Head(Section),
    /// It belongs to any name.
    Any,
    /// It belongs to any name, after another word.
    Tail,
    /// It belongs to a name of this section only.
    Of(Section),
}

use Section::{Contribution, Domain, Innovations, Results, Usage};
use Word::{Any, Head, Of, Tail};

/// The words of Chinese names; of two that begin alike the longer one comes first.
const CHINESE: &[(&str, Word)] = &[
    ("一句话", Head(Contribution)),
    ("一段话", Head(Contribution)),
    ("贡献", Head(Contribution)),
    ("研究方向", Head(Domain)),
    ("应用方向", Head(Domain)),
    ("应用场景", Head(Domain)),
    ("适用场景", Head(Domain)),
    ("应用范围", Head(Domain)),
    ("适用范围", Head(Domain)),
    ("领域", Head(Domain)),
    ("使用", Head(Usage)),
    ("用法", Head(Usage)),
    ("操作指南", Head(Usage)),
    ("操作步骤", Head(Usage)),
    ("实践指南", Head(Usage)),
    ("实用指南", Head(Usage)),
    ("复现指南", Head(Usage)),
    ("应用指南", Head(Usage)),
    ("上手指南", Head(Usage)),
    ("创新", Head(Innovations)),
    ("亮点", Head(Innovations)),
    ("独创", Head(Innovations)),
    ("新颖", Head(Innovations)),
    ("实验", Head(Results)),
    ("结果", Head(Results)),
    ("效果", Head(Results)),
    ("性能", Head(Results)),
    ("评测", Head(Results)),
    ("评估", Head(Results)),
    ("主要", Any),
    ("核心", Any),
    ("关键", Any),
    ("重要", Any),
    ("本文", Any),
    ("论文", Any),
    ("文章", Any),
    ("该", Any),
    ("总结", Tail),
    ("概括", Tail),
    ("概述", Tail),
    ("说明", Tail),
    ("介绍", Tail),
    ("简介", Tail),
    ("简述", Tail),
    ("描述", Tail),
    ("归纳", Tail),
    ("要点", Tail),
    ("分析", Tail),
    ("与", Tail),
    ("和", Tail),
    ("及其", Tail),
    ("以及", Tail),
    ("及", Tail),
    ("、", Tail),
    ("&", Tail),
    (" ", Tail),
    ("的", Tail),
    ("所属", Of(Domain)),
    ("研究", Of(Domain)),
    ("应用", Any),
    ("适用", Of(Domain)),
    ("任务", Of(Domain)),
    ("学科", Of(Domain)),
    ("场景", Of(Domain)),
    ("技术", Any),
    ("如何", Of(Usage)),
    ("指南", Of(Usage)),
    ("指引", Of(Usage)),
    ("指导", Of(Usage)),
    ("方法", Of(Usage)),
    ("方式", Of(Usage)),
    ("教程", Of(Usage)),
    ("步骤", Of(Usage)),
    ("流程", Of(Usage)),
    ("手册", Of(Usage)),
    ("建议", Of(Usage)),
    ("点", Of(Innovations)),
    ("之处", Of(Innovations)),
    ("性", Of(Innovations)),
    ("表现", Of(Results)),
    ("数据", Of(Results)),
    ("验证", Of(Results)),
    ("对比", Of(Results)),
    ("比较", Of(Results)),
    ("指标", Of(Results)),
    ("成果", Of(Results)),
    ("测试", Of(Results)),
    ("发现", Of(Results)),
    ("结论", Of(Results)),
];

/// The words of English names.
const ENGLISH: &[(&str, Word)] = &[
    ("domain", Head(Domain)),
    ("domains", Head(Domain)),
    ("field", Head(Domain)),
    ("fields", Head(Domain)),
    ("area", Head(Domain)),
    ("areas", Head(Domain)),
    ("applications", Head(Domain)),
    ("scenario", Head(Domain)),
    ("scenarios", Head(Domain)),
    ("application", Of(Domain)),
    ("research", Of(Domain)),
    ("task", Of(Domain)),
    ("target", Of(Domain)),
    ("contribution", Head(Contribution)),
    ("contributions", Head(Contribution)),
    ("tl;dr", Head(Contribution)),
    ("tldr", Head(Contribution)),
    ("one-sentence", Head(Contribution)),
    ("one-line", Head(Contribution)),
    ("usage", Head(Usage)),
    ("use", Head(Usage)),
    ("guide", Head(Usage)),
    ("instructions", Head(Usage)),
    ("tutorial", Head(Usage)),
    ("how", Of(Usage)),
    ("to", Of(Usage)),
    ("it", Of(Usage)),
    ("guidelines", Of(Usage)),
    ("manual", Of(Usage)),
    ("user", Of(Usage)),
    ("practical", Of(Usage)),
    ("innovation", Head(Innovations)),
    ("innovations", Head(Innovations)),
    ("novelty", Head(Innovations)),
    ("novelties", Head(Innovations)),
    ("points", Of(Innovations)),
    ("highlights", Of(Innovations)),
    ("technical", Of(Innovations)),
    ("results", Head(Results)),
    ("result", Head(Results)),
    ("experiments", Head(Results)),
    ("evaluation", Head(Results)),
    ("findings", Head(Results)),
    ("performance", Head(Results)),
    ("experimental", Of(Results)),
    ("experiment", Of(Results)),
    ("empirical", Of(Results)),
    ("quantitative", Of(Results)),
    ("effects", Of(Results)),
    ("analysis", Of(Results)),
    ("summary", Any),
    ("core", Any),
    ("key", Any),
    ("main", Any),
    ("major", Any),
    ("primary", Any),
    ("and", Any),
    ("&", Any),
    ("of", Any),
    ("in", Any),
    ("a", Any),
    ("the", Any),
    ("one", Any),
    ("single", Any),
    ("sentence", Any),
];

/// The section whose near name this is: every word of the text belongs to such a name, and the
/// words that name sections name one.
fn near(text: &str) -> Option<Section> {
    let words = if text.is_ascii() { english(text)? } else { chinese(text)? };
    if words.first() == Some(&Tail) {
        return None;
    }
    let mut section = None;
    for word in &words {
        if let Head(named) = word {
            match section {
                Some(other) if other != *named => return None,
                _ => section = Some(*named),
            }
        }
    }
    let section = section?;
    words.iter().all(|word| !matches!(word, Of(other) if *other != section)).then_some(section)
}

fn english(text: &str) -> Option<Vec<Word>> {
    let word = |written: &str| {
        ENGLISH.iter().find(|(word, _)| *word == written.trim_matches(',')).map(|(_, word)| *word)
    };
    text.split(' ').map(word).collect()
}

fn chinese(text: &str) -> Option<Vec<Word>> {
    let mut words = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let (written, word) = CHINESE.iter().find(|(word, _)| rest.starts_with(word))?;
        words.push(*word);
        rest = &rest[written.len()..];
    }
    Some(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_names_name_their_section() {
        for (section, names) in [
            (
                Domain,
                &[
                    "研究领域",
                    "应用场景",
                    "所属领域",
                    "領域",
                    "应用领域与场景",
                    "Research domain",
                    "Applications",
                ][..],
            ),
            (
                Contribution,
                &[
                    "核心贡献",
                    "主要貢獻",
                    "一句话总结",
                    "一句话概括核心贡献",
                    "Contribution",
                    "TL;DR",
                    "One-sentence summary",
                ],
            ),
            (
                Usage,
                &[
                    "使用方法",
                    "使用说明",
                    "如何使用",
                    "使用步驟",
                    "操作指南",
                    "用法",
                    "Usage",
                    "How to use it",
                    "Instructions",
                ],
            ),
            (
                Innovations,
                &[
                    "创新点",
                    "主要创新",
                    "核心创新点",
                    "技术创新",
                    "創新之處",
                    "主要亮点",
                    "Innovations",
                    "Technical novelty",
                ],
            ),
            (
                Results,
                &[
                    "实验结果",
                    "实验结果与分析",
                    "實驗分析",
                    "主要实验结果",
                    "性能表现",
                    "评测结果",
                    "Results",
                    "Results and analysis",
                ],
            ),
        ] {
            for name in names {
                assert_eq!(named(name), Some((section, Likeness::Near)), "{name}");
            }
        }
    }

    #[test]
    fn the_five_names_are_exact_in_traditional_characters_and_with_their_translation() {
        for (section, names) in [
            (
                Domain,
                &[
                    "應用領域",
                    "应用领域 Application Domain",
                    "Application domain 应用领域",
                    "应 用 领 域",
                ][..],
            ),
            (Contribution, &["一句話核心貢獻", "一句话核心贡献 Section"]),
            (Innovations, &["主要創新點"]),
            (Results, &["實驗效果", "Experimental  Results"]),
        ] {
            for name in names {
                assert_eq!(named(name), Some((section, Likeness::Exact)), "{name}");
            }
        }
    }

    #[test]
    fn other_texts_name_nothing() {
        for text in [
            "",
            "方法",
            "本文方法",
            "技术",
            "背景",
            "实验设置",
            "实验环境",
            "实验结果表明",
            "使用效果",
            "贡献与创新点",
            "创新点与不足",
            "局限性",
            "应用领域广泛",
            "使用 PyTorch",
            "结果如下",
            "实验方法",
            "Conclusion",
            "Method",
            "Results show gains",
            "Use results",
            "Related work",
            "the",
            "。",
            "、",
        ] {
            assert_eq!(named(text), None, "{text}");
        }
    }
}
