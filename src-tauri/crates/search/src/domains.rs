//! The fields of research: the free text of 应用领域 mapped to a tree.

use crate::analyser::{Analysis, Sequence};
use crate::lexicon::{self, Lexicon};
use crate::{Entry, Field};
use std::collections::HashMap;
use std::sync::LazyLock;

/// The tree as it is written down.
pub(crate) const TABLE: &str = include_str!("domains.txt");

/// A field of research.
#[derive(Debug)]
pub struct Domain {
    /// Its name in Chinese, without spaces, as it is typed after `domain:`.
    pub zh: &'static str,
    /// Its name in English.
    pub en: &'static str,
    /// The number of the field it is a part of.
    pub parent: Option<usize>,
    /// Each way it is named in a text.
    pub(crate) spellings: Vec<Sequence>,
}

/// All fields; a field's number is its place here. A part follows the field that it belongs to.
pub fn domains() -> &'static [Domain] {
    &TREE.domains
}

struct Tree {
    domains: Vec<Domain>,
    /// The fields by both their names, as they are compared.
    by_name: HashMap<String, usize>,
    lexicon: Lexicon,
}

static TREE: LazyLock<Tree> = LazyLock::new(|| read(TABLE));

fn read(table: &'static str) -> Tree {
    let mut tree =
        Tree { domains: Vec::new(), by_name: HashMap::new(), lexicon: Lexicon::default() };
    // The fields that the line at hand may be a part of, by depth.
    let mut above: Vec<usize> = Vec::new();
    for line in table.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#')) {
        let depth = (line.len() - line.trim_start().len()) / 2;
        above.truncate(depth);
        let number = tree.domains.len();
        let names: Vec<&str> = line.split('=').map(str::trim).collect();
        let (zh, en) = (names[0], names.get(1).copied().unwrap_or(names[0]));
        let spellings: Vec<Sequence> =
            names.iter().filter_map(|name| lexicon::name(name)).collect();
        for spelling in &spellings {
            tree.lexicon.add(spelling.clone(), number);
        }
        tree.by_name.extend(
            [zh, en].into_iter().filter_map(lexicon::name).map(|name| (name.to_string(), number)),
        );
        tree.domains.push(Domain { zh, en, parent: above.last().copied(), spellings });
        above.push(number);
    }
    tree
}

/// The field of this name, in Chinese or English.
pub(crate) fn named(name: &str) -> Option<usize> {
    TREE.by_name.get(&lexicon::name(name)?.to_string()).copied()
}

/// Whether the field is `of` or a part of it.
pub(crate) fn is_within(mut number: usize, of: usize) -> bool {
    while number != of {
        match TREE.domains[number].parent {
            Some(parent) => number = parent,
            None => return false,
        }
    }
    true
}

/// The fields a paper belongs to, with all that they are parts of; each once, rising.
pub(crate) fn of(entry: &Entry) -> Vec<usize> {
    let mut numbers = Vec::new();
    for (_, text) in entry.texts.iter().filter(|(field, _)| *field == Field::Domain) {
        for number in TREE.lexicon.find(&Analysis::of(text)) {
            numbers
                .extend(std::iter::successors(Some(number), |number| TREE.domains[*number].parent));
        }
    }
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of_text(text: &str) -> Vec<&'static str> {
        let entry = Entry {
            key: 1,
            id: "2601.00001".to_owned(),
            dates: Vec::new(),
            source: None,
            writer: None,
            texts: vec![(Field::Domain, text.to_owned())],
        };
        of(&entry).into_iter().map(|number| TREE.domains[number].zh).collect()
    }

    #[test]
    fn the_table_is_well_formed() {
        let mut names: HashMap<String, &str> = HashMap::new();
        let mut twice = Vec::new();
        for line in TABLE.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#')) {
            let depth = line.len() - line.trim_start_matches(' ').len();
            assert!(depth == 0 || depth == 2, "{line}");
            assert!(line.split('=').count() >= 2, "a field has a name in both languages: {line}");
            for name in line.split('=').map(str::trim) {
                let sequence = lexicon::name(name)
                    .unwrap_or_else(|| panic!("nothing to look for in “{name}” of {line}"));
                assert!(!sequence.open, "“{name}” is too short");
                if names.insert(sequence.to_string(), line).is_some() {
                    twice.push(name);
                }
            }
        }
        assert!(twice.is_empty(), "these are listed twice: {twice:?}");
        for domain in domains() {
            assert!(
                !domain.zh.contains(char::is_whitespace),
                "{} can't be typed behind a key",
                domain.zh
            );
            assert_eq!(named(domain.zh), named(domain.en));
        }
    }

    #[test]
    fn a_papers_free_text_gives_its_fields_with_all_above_them() {
        for (text, fields) in [
            ("計算機視覺 - 即時數字人", &["计算机视觉", "数字人"][..]),
            ("Robot Learning / Embodied AI", &["机器人与具身智能"]),
            (
                "自然语言处理 (NLP) - 混合专家模型 (MoE)",
                &["自然语言处理", "系统与效率", "模型架构"],
            ),
            ("Text-to-Image 扩散模型", &["计算机视觉", "图像生成", "机器学习方法", "生成模型"]),
            ("large language model", &["自然语言处理", "大语言模型"]),
            ("多模态大语言模型", &["自然语言处理", "大语言模型", "多模态", "多模态大模型"]),
            ("强化学习", &["强化学习"]),
            ("量化交易", &["社会与行业应用", "金融"]),
            ("", &[]),
            ("烹饪", &[]),
        ] {
            assert_eq!(of_text(text), fields, "{text}");
        }
    }

    #[test]
    fn a_field_is_found_by_both_its_names_and_by_no_other_spelling() {
        let zh = |name: &str| named(name).map(|number| TREE.domains[number].zh);
        assert_eq!(zh("计算机视觉"), Some("计算机视觉"));
        assert_eq!(zh("計算機視覺"), Some("计算机视觉"));
        assert_eq!(zh("Computer-Vision"), Some("计算机视觉"));
        assert_eq!(zh("CV"), None);
        assert!(is_within(
            named("数字人").unwrap_or_default(),
            named("计算机视觉").unwrap_or_default()
        ));
        assert!(!is_within(
            named("计算机视觉").unwrap_or_default(),
            named("数字人").unwrap_or_default()
        ));
    }
}
