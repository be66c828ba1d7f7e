//! The terms that a paper is recognised by: known ones, and names of models, methods and data.

use crate::analyser::{Analysis, Kind};
use crate::lexicon::Lexicon;
use crate::schema::TERMS;
use crate::synonyms::{group, groups};
use crate::{Entry, Field};
use std::collections::{BTreeMap, HashSet};
use std::ops::Range;
use std::sync::LazyLock;
use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::StrColumn;
use tantivy::{DocId, Score, SegmentOrdinal, SegmentReader};

/// The fields that describe the subject of a paper in few words.
const FIELDS: [Field; 2] = [Field::Title, Field::Contribution];
/// The largest number of terms of a paper.
const MAX_TERMS: usize = 64;
/// The number of characters of a name.
const NAME: std::ops::RangeInclusive<usize> = 3..=30;

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    let mut lexicon = Lexicon::default();
    for (number, group) in groups().iter().enumerate() {
        group.names.iter().for_each(|name| lexicon.add(name.clone(), number));
    }
    lexicon
});

/// A term as it is shown, and the query that finds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TermNames {
    /// In Chinese, or as it is written.
    pub zh: String,
    /// In English, or as it is written.
    pub en: String,
    /// All its names.
    pub query: String,
}

/// A term of [`Index::terms`](crate::Index::terms).
pub fn term_names(term: &str) -> TermNames {
    let Some(group) = group(term) else {
        return TermNames { zh: term.to_owned(), en: term.to_owned(), query: term.to_owned() };
    };
    let quoted = |name: &&str| {
        if name.contains(char::is_whitespace) { format!("\"{name}\"") } else { (*name).to_owned() }
    };
    let names: Vec<String> = group.written.iter().map(quoted).collect();
    TermNames {
        zh: group.zh.to_owned(),
        en: group.en.to_owned(),
        query: format!("({})", names.join(" OR ")),
    }
}

/// The known terms in a text, by their Chinese names, as often as it holds them, with their places.
pub(crate) fn known_terms(
    analysis: &Analysis,
) -> impl Iterator<Item = (&'static str, Range<usize>)> + use<> {
    LEXICON.find_places(analysis).into_iter().map(|(number, place)| (groups()[number].zh, place))
}

/// The terms of a paper, each once: known ones by their Chinese names, others as they are written.
pub(crate) fn of(entry: &Entry) -> Vec<String> {
    let mut terms = Vec::new();
    for (_, text) in entry.texts.iter().filter(|(field, _)| FIELDS.contains(field)) {
        let analysis = Analysis::of(text);
        for (name, _) in known_terms(&analysis) {
            terms.push(name);
        }
        let mut last = 0;
        for token in analysis.tokens().iter().filter(|token| token.kind == Kind::Word) {
            let (from, to) = (token.from as usize, token.to as usize);
            // The parts of a compound have its place.
            if from >= last && is_name(&text[from..to]) && group(&text[from..to]).is_none() {
                terms.push(&text[from..to]);
            }
            last = to;
        }
    }
    let mut seen = HashSet::new();
    terms.retain(|term| seen.insert(*term));
    terms.truncate(MAX_TERMS);
    terms.into_iter().map(str::to_owned).collect()
}

/// Whether a word is written as names are: GRPO, LoRA, Qwen3-VL, and not Learning, Vision-Language
/// or 1.3B.
pub(crate) fn is_name(word: &str) -> bool {
    let of_a_name =
        |part: &str| part.chars().skip(1).any(|c| c.is_ascii_uppercase() || c.is_ascii_digit());
    word.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.+#".contains(&b))
        && NAME.contains(&word.len())
        && word.starts_with(|c: char| c.is_ascii_alphabetic())
        && word.bytes().filter(u8::is_ascii_alphabetic).count() > 1
        && word.split(['-', '_']).any(of_a_name)
}

/// Counts papers by their terms.
pub(crate) struct Terms;

impl Collector for Terms {
    type Fruit = BTreeMap<String, u64>;
    type Child = SegmentTerms;

    fn for_segment(
        &self,
        _: SegmentOrdinal,
        segment: &SegmentReader,
    ) -> tantivy::Result<SegmentTerms> {
        Ok(SegmentTerms(Names::new(segment.fast_fields().str(TERMS)?)))
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, segments: Vec<Names>) -> tantivy::Result<BTreeMap<String, u64>> {
        let mut sum = BTreeMap::new();
        for segment in segments {
            for (name, papers) in segment.named()? {
                *sum.entry(name).or_insert(0) += papers;
            }
        }
        Ok(sum)
    }
}

pub(crate) struct SegmentTerms(Names);

impl SegmentCollector for SegmentTerms {
    type Fruit = Names;

    fn collect(&mut self, document: DocId, _: Score) {
        self.0.count(&[document]);
    }

    fn collect_block(&mut self, documents: &[DocId]) {
        self.0.count(documents);
    }

    fn harvest(self) -> Names {
        self.0
    }
}

/// A column of names, and how many papers have each.
pub(crate) struct Names {
    names: Option<StrColumn>,
    papers: Vec<u64>,
}

impl Names {
    pub fn new(names: Option<StrColumn>) -> Self {
        let papers = vec![0; names.as_ref().map_or(0, |names| names.num_terms())];
        Self { names, papers }
    }

    pub fn count(&mut self, documents: &[DocId]) {
        let Some(names) = &self.names else { return };
        for ordinal in documents.iter().flat_map(|&document| names.ords().values_for_doc(document))
        {
            if let Some(papers) =
                usize::try_from(ordinal).ok().and_then(|ordinal| self.papers.get_mut(ordinal))
            {
                *papers += 1;
            }
        }
    }

    /// The names that some papers have.
    pub fn named(self) -> tantivy::Result<BTreeMap<String, u64>> {
        let mut named = BTreeMap::new();
        let Some(names) = &self.names else { return Ok(named) };
        for (ordinal, papers) in (0..).zip(self.papers).filter(|(_, papers)| *papers > 0) {
            let mut name = String::new();
            if names.ord_to_str(ordinal, &mut name)? {
                named.insert(name, papers);
            }
        }
        Ok(named)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_recognised_by_its_spelling() {
        for name in ["GRPO", "LoRA", "Qwen3-VL", "DeepSeek-R1", "GPT-4o", "SmartSnap", "pi0.5"] {
            assert!(is_name(name), "{name}");
        }
        for word in ["Learning", "Vision-Language", "1.3B", "4K", "AI", "the", "A1", "模型", "x2"]
        {
            assert!(!is_name(word), "{word}");
        }
    }

    #[test]
    fn a_paper_is_described_by_known_terms_each_named_once() {
        let entry = Entry {
            key: 1,
            id: "2601.00001".to_owned(),
            dates: Vec::new(),
            source: None,
            writer: None,
            texts: vec![
                (Field::Title, "SmartSnap: Reinforcement Learning for GUI Agents".to_owned()),
                (Field::Contribution, "用強化學習訓練 SmartSnap，超過 Qwen3-VL 基线。".to_owned()),
                (Field::Results, "GPT-5".to_owned()),
            ],
        };
        assert_eq!(
            of(&entry),
            ["强化学习", "图形用户界面", "智能体", "SmartSnap", "基线", "Qwen3-VL"]
        );
    }

    #[test]
    fn a_term_is_found_by_all_its_names() {
        let names = term_names("强化学习");
        assert_eq!((names.zh.as_str(), names.en.as_str()), ("强化学习", "reinforcement learning"));
        assert_eq!(names.query, "(强化学习 OR \"reinforcement learning\" OR RL)");
        assert_eq!(term_names("GRPO2").query, "GRPO2");
    }
}
