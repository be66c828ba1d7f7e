//! Whose work a Chinese sentence describes.

use super::Voice;
use crate::extract::verbs::Act;

const SELVES: [&str; 14] = [
    "本文",
    "我们",
    "本研究",
    "本工作",
    "本综述",
    "本论文",
    "该文",
    "笔者",
    "作者",
    "本报告",
    "这项工作",
    "本项工作",
    "此工作",
    "为此",
];
const VERBS: [(Act, &[&str]); 5] = [
    (Act::Brings, &["提出", "引入", "推出", "介绍", "给出"]),
    (Act::Makes, &["设计", "构建", "构造", "开发", "建立", "发布", "搭建", "定义", "推导"]),
    (Act::Reviews, &["综述", "梳理", "回顾", "总结", "归纳"]),
    (Act::Finds, &["证明", "发现", "表明", "揭示", "指出", "证实", "观察到", "刻画"]),
    (Act::Studies, &["研究", "探讨", "探索", "分析", "考察", "旨在", "讨论", "评估", "比较"]),
];
const OTHERS: [&str; 16] = [
    "现有", "已有", "以往", "此前", "近年", "近来", "目前", "当前", "传统", "然而", "但是", "尽管",
    "虽然", "先前", "前人", "随着",
];

/// Looks at a sentence.
pub fn voice(text: &str) -> Voice {
    let own = SELVES.iter().filter_map(|own| text.find(own).map(|at| at + own.len())).min();
    let names_paper = text.contains("本文") || text.contains("本论文") || text.contains("本综述");
    // A Chinese sentence may leave its subject out: `提出一种新的方法。`
    let from = own.or_else(|| {
        VERBS
            .iter()
            .flat_map(|(_, verbs)| verbs.iter())
            .any(|verb| text.starts_with(verb))
            .then_some(0)
    });
    let act = from.and_then(|from| {
        let rest = &text[from..];
        VERBS
            .iter()
            .find(|(_, verbs)| verbs.iter().any(|verb| rest.contains(verb)))
            .map(|(act, _)| *act)
    });
    let act = act.filter(|_| !text.ends_with(['？', '?']));
    let is_others =
        act.is_none_or(|act| act < Act::Finds) && OTHERS.iter().any(|word| text.starts_with(word));
    Voice { act, is_others, names_paper, ..Voice::default() }
}
