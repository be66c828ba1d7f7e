//! The words that describe a text, by which papers are compared.

use crate::analyser::{Analysis, Kind, Token};
use crate::glossary::{MAX_NAME_CHARS, is_known, is_stop_word};
use crate::related::is_pair;
use crate::synonyms::group;
use crate::trends::{is_name, known_terms};
use std::ops::Range;
use std::sync::LazyLock;

/// Words that are in papers on anything: they count, and nobody sees them.
const ON_ANYTHING: &str = "propose proposed proposes introduce introduced introduces present presented \
    presents show shown shows demonstrate demonstrates achieve achieved achieves achieving method \
    approach result work model study experiment extensive outperform outperforms outperformed improve \
    improved improves improving improvement performance state art new novel existing recent recently \
    first best better high higher significant significantly across based including enable enables \
    provide provides task framework across however while towards toward key effective effectively \
    efficient efficiently address addressing challenge challenging limited limitation problem \
    different various large small simple strong further often become becomes ability able such \
    remain remains lead leads leading build built design designed develop developed explore \
    investigate analysis evaluate evaluation compare compared two three real world data dataset \
    system learning training trained train test set code available release open source \
    提出 方法 模型 实现 通过 结果 问题 论文 研究 首次 框架 显著 性能 任务 系统 数据 能力 训练 进行 \
    基于 利用 效果 提升 提高 实验 现有 传统 引入 设计 构建 采用 支持 解决 挑战 不同 多种 有效 高效 \
    同时 超过 优于 达到 验证 表明 应用 领域 技术 分析 学习 生成 优化 场景 评估 信息 输入 输出";

static NO_TOPIC: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    let mut words: Vec<&str> = ON_ANYTHING.split_whitespace().collect();
    words.sort_unstable();
    words
});

/// A word of a text in one form for all its spellings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DescribingTerm {
    /// The form that is compared.
    pub text: String,
    /// As it is written, where that is written as names are: GRPO, LoRA.
    pub written: Option<String>,
    /// Where it is in the text, in bytes.
    pub at: Range<usize>,
    /// Whether it says what a text is about, for a user who reads it alone. Other terms, such as two
    /// characters that may belong to two words, are only compared.
    pub is_word: bool,
}

/// The words that describe a text, as often as it holds them: the known terms by their Chinese
/// names, whatever language it is in, English words as singulars, and of Chinese text the words of
/// the built-in tables and all pairs of characters that may be within one.
pub fn describing_terms(text: &str) -> Vec<DescribingTerm> {
    let analysis = Analysis::of(text);
    let mut terms = Vec::new();
    let mut add = |term: &str, at: Range<usize>, written: Option<&str>, is_word: bool| {
        let is_word = is_word && NO_TOPIC.binary_search(&term).is_err();
        terms.push(DescribingTerm {
            text: term.to_owned(),
            written: written.map(str::to_owned),
            at,
            is_word,
        });
    };
    for (name, at) in known_terms(&analysis) {
        add(&crate::folded(name), at, None, true);
    }
    let tokens = analysis.tokens();
    let mut run: Vec<(char, Range<usize>)> = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let term = analysis.text(token);
        match token.kind {
            Kind::Han => {
                let first = token.from as usize..token.first_to as usize;
                run.extend(term.chars().next().map(|character| (character, first)));
                // The last character of a run is alone.
                if term.chars().count() == 1 {
                    words_of_run(&std::mem::take(&mut run), &mut add);
                }
            }
            Kind::Word | Kind::Plain => {
                if has_singular(tokens, at) || term.len() < 2 || is_stop_word(term) {
                    continue;
                }
                // A name of a known term is that term, in whichever language and spelling.
                let at = token.from as usize..token.to as usize;
                if let Some(group) = group(term) {
                    add(&crate::folded(group.zh), at, None, true);
                    continue;
                }
                let is_figure = !term.chars().any(char::is_alphabetic);
                let written = text.get(at.clone()).filter(|written| is_name(written));
                add(term, at, written, !is_figure);
            }
            Kind::Variant => {}
        }
    }
    terms
}

/// Whether the singular of a plural follows it: both are one word.
fn has_singular(tokens: &[Token], at: usize) -> bool {
    tokens
        .get(at + 1)
        .is_some_and(|next| next.kind == Kind::Plain && next.position == tokens[at].position)
}

/// The words of the tables in a run of characters, the longest from each on, and its other pairs.
fn words_of_run(
    run: &[(char, Range<usize>)],
    add: &mut impl FnMut(&str, Range<usize>, Option<&str>, bool),
) {
    let text_of = |part: &[(char, Range<usize>)]| part.iter().map(|(c, _)| c).collect::<String>();
    let place_of = |part: &[(char, Range<usize>)]| part[0].1.start..part[part.len() - 1].1.end;
    let mut known = vec![false; run.len()];
    let mut at = 0;
    while at < run.len() {
        let longest = (2..=MAX_NAME_CHARS.min(run.len() - at)).rev().find_map(|length| {
            let text = text_of(&run[at..at + length]);
            is_known(&text).then_some((length, text))
        });
        match longest {
            Some((length, text)) => {
                // A word of two characters is its own pair.
                known[at] = length == 2;
                let place = place_of(&run[at..at + length]);
                match group(&text) {
                    Some(group) => add(&crate::folded(group.zh), place, None, true),
                    None => add(&text, place, None, true),
                }
                at += length;
            }
            None => at += 1,
        }
    }
    for (pair, is_known) in run.windows(2).zip(known) {
        let text = text_of(pair);
        if !is_known && is_pair(&text) {
            add(&text, place_of(pair), None, false);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        let terms = describing_terms(text).into_iter();
        terms.filter(|term| term.is_word).map(|term| term.text).collect()
    }

    #[test]
    fn a_term_of_the_field_is_one_word_in_both_languages() {
        for text in ["Reinforcement Learning", "用强化学习", "強化學習"] {
            assert!(words(text).contains(&"强化学习".to_owned()), "{text}");
        }
    }

    #[test]
    fn a_term_of_one_word_is_not_two_words() {
        for text in ["Diffusion", "扩散"] {
            let words: Vec<String> =
                words(text).into_iter().filter(|word| word != "扩散").collect();
            assert!(words.is_empty(), "{text}: {words:?}");
        }
    }

    #[test]
    fn english_words_are_singular_and_none_is_on_anything() {
        assert_eq!(words("We propose violins of the hands in 2025"), ["violin", "hand"]);
        let terms = describing_terms("SmartSnap and Bread");
        let written: Vec<_> = terms.iter().map(|term| term.written.as_deref()).collect();
        assert_eq!(written, [Some("SmartSnap"), None]);
    }

    #[test]
    fn chinese_words_are_known_ones_and_pairs_are_only_compared() {
        let terms = describing_terms("光流的猫咪");
        let of = |text: &str| -> Vec<bool> {
            terms.iter().filter(|term| term.text == text).map(|term| term.is_word).collect()
        };
        assert!(!of("光流").is_empty() && of("光流").iter().all(|is_word| *is_word));
        assert_eq!(of("猫咪"), [false]);
        assert!(of("流的").is_empty());
    }

    #[test]
    fn each_word_is_where_the_text_has_it() {
        let text = "We use RL on 視頻 and 强化学习 of Diffusion models";
        let of = |word: &str| -> Vec<&str> {
            let terms = describing_terms(text).into_iter();
            terms.filter(|term| term.text == word).map(|term| &text[term.at]).collect()
        };
        for (word, written) in
            [("强化学习", &["RL", "强化学习"][..]), ("视频", &["視頻"]), ("扩散", &["Diffusion"])]
        {
            let found = of(word);
            assert!(written.iter().all(|one| found.contains(one)), "{word}: {found:?}");
        }
    }

    #[test]
    fn nothing_has_no_words() {
        assert!(describing_terms("").is_empty() && describing_terms("。 — 12").len() <= 1);
    }
}
