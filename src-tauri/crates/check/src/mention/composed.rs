//! Labels that a text names word by word: in another language, in another order, or with other small
//! words between.

use super::spelled::{cleaned, without_brackets};
use super::{LabelId, Labels, Mention};
use crate::lexicon::{self, Script};
use crate::name;
use std::collections::HashMap;
use std::ops::Range;

/// The most words of a label that is looked for in this way.
const MAX_WORDS: usize = 8;
/// The most bytes between two words of a label: 的, `of the`.
const MAX_GAP_BYTES: usize = 8;
/// The most names of this kind in one text.
const MAX_NAMED: usize = 64;
/// The most places of one label's words in one text.
const MAX_PLACES: usize = 24;

/// The words of labels.
#[derive(Debug, Default)]
pub(super) struct Composed {
    labels: HashMap<(Script, u64), Vec<(LabelId, u8)>>,
    /// By label: how many words it has, and whether one of them alone is a name.
    counts: HashMap<LabelId, (usize, bool)>,
}

impl Composed {
    /// Learns the words of a label.
    pub(super) fn learn(&mut self, label: LabelId, text: &str) {
        let (outer, _) = without_brackets(&cleaned(text));
        let words = lexicon::words(&outer);
        // Of Chinese words that are not known the label has more than its known ones.
        let is_chinese = |c: &char| matches!(c, '\u{4e00}'..='\u{9fff}');
        let wide = |text: &str| text.chars().filter(is_chinese).count();
        let known: usize = words.iter().map(|word| wide(&outer[word.range.clone()])).sum();
        let is_number = |word: &lexicon::Word| {
            outer[word.range.clone()].bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
        };
        if words.is_empty()
            || words.len() > MAX_WORDS
            || known < wide(&outer)
            || words.iter().all(is_number)
            || outer.contains(['\\', '_', '='])
        {
            return;
        }
        for (n, word) in words.iter().enumerate() {
            for key in word.keys() {
                self.labels.entry(key).or_default().push((label, n as u8));
            }
        }
        let is_name = words.len() == 1
            && words[0].is_latin
            && words[0].range.len() < outer.len()
            && name::is_distinctive(&outer[words[0].range.clone()]);
        self.counts.insert(label, (words.len(), is_name));
    }

    /// Where a text has all words of a label, side by side.
    fn places(&self, text: &str) -> Vec<(Range<usize>, LabelId, usize)> {
        let mut places: HashMap<LabelId, Vec<(usize, u8)>> = HashMap::new();
        let words = lexicon::words(text);
        for (at, word) in words.iter().enumerate() {
            for (label, n) in word.wanted().filter_map(|key| self.labels.get(&key)).flatten() {
                let known = places.entry(*label).or_default();
                if known.len() < MAX_PLACES && known.last() != Some(&(at, *n)) {
                    known.push((at, *n));
                }
            }
        }
        let mut found = Vec::new();
        for (label, places) in places {
            let Some((count, _)) = self.counts.get(&label) else { continue };
            for start in 0..places.len() {
                let (mut have, mut end) = (0_u8, start);
                let mut last = places[start].0;
                while let Some((at, n)) = places.get(end) {
                    let between = text.get(words[last].range.end..words[*at].range.start);
                    if at != &last && !between.is_some_and(is_gap) {
                        break;
                    }
                    (have, last, end) = (have | 1 << n, *at, end + 1);
                    if have.count_ones() as usize == *count {
                        let range = words[places[start].0].range.start..words[last].range.end;
                        found.push((range, label, *count));
                        break;
                    }
                }
            }
        }
        found
    }
}

/// Whether what is between two words keeps them together.
fn is_gap(text: &str) -> bool {
    text.len() <= MAX_GAP_BYTES && !text.contains(['，', ',', '。', ';', '；', '、', '：', ':'])
}

impl Labels {
    /// Adds the labels that a text names word by word, where no longer name is.
    pub(super) fn add_composed(&self, text: &str, mentions: &mut Vec<Mention>) {
        let mut places = self.composed.places(text);
        // Those of more words come first, and of as many the shorter text.
        places.sort_by_key(|(range, label, count)| {
            (std::cmp::Reverse(*count), range.len(), range.start, *label)
        });
        places.truncate(MAX_NAMED);
        let mut taken: Vec<(Range<usize>, LabelId)> = Vec::new();
        for (range, label, count) in places {
            let overlaps =
                |other: &Range<usize>| other.start < range.end && range.start < other.end;
            // A label of fewer words is not meant where another one of its kind is.
            let is_part = taken.iter().any(|(other, known)| {
                overlaps(other)
                    && (*other != range || !self.is_apart(label, &[*known]))
                    && self.composed.counts.get(known).is_some_and(|known| known.0 > count)
            });
            let is_known =
                mentions.iter().any(|known| overlaps(&known.range) && known.means(label));
            if is_part || is_known {
                continue;
            }
            let is_name = self.composed.counts.get(&label).is_some_and(|(_, is_name)| *is_name);
            let here: Vec<usize> =
                (0..mentions.len()).filter(|n| overlaps(&mentions[*n].range)).collect();
            let is_within = |n: &usize| {
                let other = &mentions[*n].range;
                range.start <= other.start && other.end <= range.end
            };
            if !here.iter().all(is_within) {
                continue;
            }
            let mut labels = vec![label];
            // What shorter names mean in other tables stays meant.
            for n in here.iter().rev() {
                let known = mentions.remove(*n);
                let is_equal = known.range == range;
                labels.extend(
                    known
                        .labels
                        .iter()
                        .filter(|other| is_equal || self.is_apart(**other, &[label])),
                );
            }
            labels.sort_unstable();
            labels.dedup();
            let is_sure = count > 1 || is_name;
            mentions.push(Mention {
                range: range.clone(),
                labels,
                is_sure,
                is_firm: is_sure,
                is_whole: true,
                is_left_away: false,
                is_measure: self.is_heading(label),
            });
            taken.push((range, label));
        }
        mentions.sort_by_key(|mention| mention.range.start);
    }
}
