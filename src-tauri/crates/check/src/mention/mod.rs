//! Labels of tables, and where a text names them.

mod composed;
mod find;
mod numbered;
mod own;
mod sized;
mod spelled;

use super::name::{self, Key};
use super::unit::{self, Measure};
use super::vocabulary::{Concept, concepts};
use composed::Composed;
use numbered::Numbered;
use spelled::{
    cleaned, first_name, is_ours, is_setting, last_name, left_away, object, without_brackets,
};
use std::collections::{HashMap, HashSet};
use std::ops::Range;

pub(super) use spelled::is_of_ours;

/// The longest label, in bytes; a longer text in a table is no label.
const MAX_LABEL_BYTES: usize = 120;
/// The most different labels of a paper.
const MAX_LABELS: usize = 6_000;

/// A label's text; the same text in several tables is one label.
pub(super) type LabelId = u32;
/// Labels that exclude one another: the row names of a table, or a level of its headings.
pub(super) type AxisId = u32;

/// All labels of a paper.
#[derive(Debug, Default)]
pub(super) struct Labels {
    texts: Vec<Label>,
    by_text: HashMap<String, LabelId>,
    /// Latin names of labels by their letters and digits.
    keys: HashMap<Vec<u8>, Vec<Named>>,
    /// Names in other scripts.
    wide: Vec<(String, LabelId)>,
    by_concept: HashMap<Concept, Vec<LabelId>>,
    axes: Vec<HashSet<LabelId>>,
    /// The axis of the names in captions, which are of several kinds.
    captions: Option<AxisId>,
    /// The axes of each label.
    of_label: Vec<Vec<AxisId>>,
    /// Labels that are numbers of something.
    numbered: Vec<Numbered>,
    /// Labels with the size of a model, in lower case: `7b`.
    sized: Vec<(String, LabelId)>,
    /// Labels by their words.
    composed: Composed,
    /// What the paper calls its own method.
    own: Vec<Key>,
    /// The parts that rows of an ablation leave out.
    left_away: Vec<(Key, LabelId)>,
    ours: Vec<LabelId>,
    /// Labels of the paper's own method.
    own_labels: HashSet<LabelId>,
    /// Those of them that the name of the method alone may mean.
    own_rows: Vec<LabelId>,
}

#[derive(Debug)]
struct Named {
    label: LabelId,
    key: Key,
    /// A name so short that it must be in the same case.
    exactly: Option<String>,
    /// Whether it is the whole label without brackets.
    is_whole: bool,
}

#[derive(Debug)]
struct Label {
    text: String,
    /// Whether it is never an ordinary word.
    is_name: bool,
    /// Whether it heads a column: what the numbers are.
    is_heading: bool,
    /// Whether it names things that are counted, which are ordinary words elsewhere.
    is_counted: bool,
    /// The name of the first column that contains the label, in lower case: `phase`.
    kind: Option<String>,
    /// The unit of what it heads.
    measure: Option<Measure>,
}

/// A place where a text names labels.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Mention {
    pub(super) range: Range<usize>,
    /// All labels that the words may mean.
    pub(super) labels: Vec<LabelId>,
    /// Whether the words surely mean a label and are no ordinary ones.
    pub(super) is_sure: bool,
    /// Whether they are a name, or a measure of which more or less is better: a sentence of the paper
    /// means it wherever they are in it.
    pub(super) is_firm: bool,
    /// Whether they are a whole label.
    pub(super) is_whole: bool,
    /// Whether the sentence says that it is left out.
    pub(super) is_left_away: bool,
    /// Whether the labels name a measure, and not the thing that is measured.
    pub(super) is_measure: bool,
}

impl Mention {
    pub(super) fn means(&self, label: LabelId) -> bool {
        self.labels.contains(&label)
    }
}

impl Labels {
    pub(super) fn axis(&mut self) -> AxisId {
        self.axes.push(HashSet::new());
        self.axes.len() as AxisId - 1
    }

    /// The axis of the names in captions.
    pub(super) fn captions(&mut self) -> AxisId {
        match self.captions {
            Some(axis) => axis,
            None => {
                let axis = self.axis();
                self.captions = Some(axis);
                axis
            }
        }
    }

    pub(super) fn is_of_captions(&self, axis: AxisId) -> bool {
        self.captions == Some(axis)
    }

    /// Whether a label is one of an axis.
    pub(super) fn is_on(&self, axis: AxisId, label: LabelId) -> bool {
        self.axes.get(axis as usize).is_some_and(|labels| labels.contains(&label))
    }

    pub(super) fn axes_with(&self, label: LabelId) -> &[AxisId] {
        self.of_label.get(label as usize).map_or(&[], Vec::as_slice)
    }

    /// The axes that mentions are on.
    pub(super) fn axes_of(&self, mentions: &[Mention]) -> Vec<AxisId> {
        let labels = mentions.iter().flat_map(|mention| &mention.labels);
        let mut axes: Vec<AxisId> = labels
            .filter_map(|label| self.of_label.get(*label as usize))
            .flatten()
            .copied()
            .collect();
        axes.sort_unstable();
        axes.dedup();
        axes
    }

    pub(super) fn text(&self, label: LabelId) -> &str {
        self.texts.get(label as usize).map_or("", |label| label.text.as_str())
    }

    /// Puts a label on an axis; `None` for a text that can't be a label.
    pub(super) fn add(&mut self, axis: AxisId, text: &str) -> Option<LabelId> {
        let text = text.trim();
        if text.is_empty() || text.len() > MAX_LABEL_BYTES || !text.chars().any(char::is_alphabetic)
        {
            return None;
        }
        let label = match self.by_text.get(text) {
            Some(label) => *label,
            None if self.texts.len() >= MAX_LABELS => return None,
            None => self.learn(text),
        };
        if self.axes.get_mut(axis as usize)?.insert(label) {
            self.of_label.get_mut(label as usize)?.push(axis);
        }
        Some(label)
    }

    /// Puts a column's heading on an axis.
    pub(super) fn add_heading(&mut self, axis: AxisId, text: &str) -> Option<LabelId> {
        let label = self.add(axis, text)?;
        self.texts.get_mut(label as usize)?.is_heading = true;
        Some(label)
    }

    /// Sets the unit of the numbers below a heading.
    pub(super) fn set_measure(&mut self, label: LabelId, measure: Option<Measure>) {
        if let Some(known) = self.texts.get_mut(label as usize) {
            known.measure = known.measure.or(measure);
        }
    }

    /// The unit of the numbers below a heading.
    pub(super) fn measure(&self, label: LabelId) -> Option<Measure> {
        self.texts.get(label as usize)?.measure
    }

    /// The name of the column that contains a row's name: `Site` of C.
    pub(super) fn set_kind(&mut self, label: LabelId, kind: &str) {
        let is_word = kind.len() > 2 && kind.bytes().all(|byte| byte.is_ascii_alphabetic());
        let Some(known) = self.texts.get_mut(label as usize).filter(|_| is_word) else { return };
        if known.kind.is_none() {
            known.kind = Some(kind.to_ascii_lowercase());
            // A letter alone names nothing without its kind.
            if known.text.len() < 3 && known.text.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
                let name = format!("{kind} {}", known.text);
                self.key(label, &name);
            }
        }
    }

    fn learn(&mut self, text: &str) -> LabelId {
        let label = self.texts.len() as LabelId;
        let cleaned = cleaned(text);
        let (outer, inner) = without_brackets(&cleaned);
        let is_phrase = outer.split(' ').filter(|word| word.len() > 1).count() > 1;
        let named = concepts(&cleaned);
        self.texts.push(Label {
            text: text.to_owned(),
            is_name: name::is_distinctive(&outer)
                || is_phrase
                || is_compound(&outer)
                || is_setting(&outer),
            is_heading: false,
            kind: None,
            measure: None,
            is_counted: !named.is_empty() && named.iter().all(|(_, concept)| concept.is_counted()),
        });
        self.of_label.push(Vec::new());
        self.by_text.insert(text.to_owned(), label);
        for (_, concept) in &named {
            let known = self.by_concept.entry(*concept).or_default();
            if known.last() != Some(&label) {
                known.push(label);
            }
        }
        if is_ours(&cleaned) {
            self.ours.push(label);
        }
        if !cleaned.is_ascii() && cleaned.chars().filter(|c| !c.is_ascii()).count() > 1 {
            self.wide.push((outer.clone(), label));
        }
        self.wide.extend(spelled::symbol(text).into_iter().map(|symbol| (symbol, label)));
        // A removed part is named in another form: 去掉 RAG.
        if let Some(left) = left_away(&cleaned) {
            if left.len() > 2 && left.is_ascii() {
                self.left_away.push((Key::of(left), label));
            }
            return label;
        }
        self.composed.learn(label, text);
        self.size(label, &outer);
        self.key(label, &outer);
        if let Some(left) = left_away(&inner).filter(|left| left.len() > 2 && left.is_ascii()) {
            self.left_away.push((Key::of(left), label));
        }
        if outer.len() != cleaned.len() {
            self.key(label, &cleaned);
            let is_words = inner.contains(' ') || inner.len() > 4;
            let is_name = inner.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b' ');
            let is_unit = unit::measure(&inner).is_some_and(|(_, length)| length == inner.len());
            if name::is_distinctive(&inner) && !is_unit
                || is_words && is_name && named.is_empty()
                || is_setting(&inner)
            {
                self.key(label, &inner);
            }
        }
        // `GPT-4o-0513` may be named without the day of its version.
        if let Some(short) = without_day(&outer) {
            self.key(label, short);
        }
        if let Some(last) = last_name(&outer) {
            self.key(label, last);
            if let Some(short) = without_day(last) {
                self.key(label, short);
            }
        }
        // `AlphaNet + RAG` is of RAG, too.
        for part in outer.split(" + ").skip(1).filter(|part| name::is_distinctive(part)) {
            self.key(label, part);
        }
        // In `FT on vulnerable code`, the row is the one of vulnerable code.
        if let Some(object) = object(&outer) {
            self.key(label, object);
        }
        if let Some(first) = first_name(&outer).filter(|first| first.len() < outer.len()) {
            self.key(label, first);
        }
        label
    }

    fn key(&mut self, label: LabelId, text: &str) {
        let letters = text.bytes().filter(u8::is_ascii_alphanumeric).count();
        if letters < 2 || !text.bytes().any(|byte| byte.is_ascii_alphabetic()) {
            return;
        }
        // One of several: GPU of `GPUs`.
        if let Some(one) = text
            .strip_suffix('s')
            .filter(|one| one.len() > 2 && one.bytes().all(|byte| byte.is_ascii_uppercase()))
        {
            let key = Key::of(one);
            let named = Named { label, key, exactly: None, is_whole: false };
            self.keys.entry(named.key.letters()).or_default().push(named);
        }
        let key = Key::of(text);
        // `Hot` may be written small; `PQ` may not.
        let is_word = text.len() == 3 && text.bytes().skip(1).all(|byte| byte.is_ascii_lowercase());
        let exactly = (text.len() <= 3 && !is_word).then(|| text.to_owned());
        let is_whole = self
            .texts
            .get(label as usize)
            .is_some_and(|label| without_brackets(&cleaned(&label.text)).0 == text);
        self.keys.entry(key.letters()).or_default().push(Named { label, key, exactly, is_whole });
    }

    /// Whether a label heads a column.
    pub(super) fn is_heading(&self, label: LabelId) -> bool {
        self.texts.get(label as usize).is_some_and(|label| label.is_heading)
    }
}

/// A name without the month and day that its version ends in: `GPT-4o 0513`, `GPT-4o-2024-05-13`.
fn without_day(name: &str) -> Option<&str> {
    let stem = name.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '-' | ' '));
    let digits = name[stem.len()..].bytes().filter(u8::is_ascii_digit).count();
    let joined = name[stem.len()..].starts_with(['-', ' ']);
    (joined && matches!(digits, 4 | 6 | 8) && stem.len() > 2).then_some(stem)
}

/// Whether a label is of two words that a hyphen joins: `Ultra-low`.
fn is_compound(text: &str) -> bool {
    let mut parts = text.split('-');
    let is_word = |part: Option<&str>| {
        part.is_some_and(|part| {
            part.len() > 2 && part.bytes().all(|byte| byte.is_ascii_alphabetic())
        })
    };
    is_word(parts.next()) && is_word(parts.next()) && parts.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named<'a>(labels: &'a Labels, text: &str) -> Vec<Vec<&'a str>> {
        labels
            .mentions(text)
            .iter()
            .map(|mention| mention.labels.iter().map(|label| labels.text(*label)).collect())
            .collect()
    }

    #[test]
    fn labels_are_named_in_other_spellings_and_languages() {
        let mut labels = Labels::default();
        let axis = labels.axis();
        for text in [
            "AlphaNet",
            "BetaNet (ours) [12]",
            "AlphaNet + RAG",
            "Acc. (%)",
            "SR",
            "GPT-4o",
            "GPT-4",
            "12",
            "w/o CRF",
        ] {
            labels.add(axis, text);
        }
        labels.own_names(["Zeta"]);
        for (text, expected) in [
            ("BetaNet 的准确率", &[&["BetaNet (ours) [12]"][..], &["Acc. (%)"]][..]),
            ("AlphaNet reaches", &[&["AlphaNet", "AlphaNet + RAG"]]),
            ("AlphaNet+RAG 的成功率", &[&["AlphaNet + RAG"], &["SR"]]),
            ("GPT4o 与 GPT-4", &[&["GPT-4o"], &["GPT-4"]]),
            ("Zeta 与 12 个 CRF", &[&["BetaNet (ours) [12]"]]),
            ("本文方法", &[&["BetaNet (ours) [12]"]]),
        ] {
            assert_eq!(named(&labels, text), expected, "{text}");
        }
    }
}
