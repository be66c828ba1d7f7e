//! Where a text names labels.

use super::spelled::{is_an_ablation, own_method_names};
use super::{LabelId, Labels, MAX_LABEL_BYTES, Mention, Named};
use crate::name;
use crate::vocabulary::concepts;

/// The most words of a label that are compared.
const MAX_LABEL_WORDS: usize = 12;
/// The largest number of labels that is looked for in one text.
const MAX_MENTIONS: usize = 64;

impl Labels {
    /// The names that may begin at a place of a text: those with the letters of the next words,
    /// gaps left out.
    fn named_at<'a>(&'a self, bytes: &[u8], start: usize) -> impl Iterator<Item = &'a Named> {
        let (mut letters, mut at) = (Vec::new(), start);
        let mut mentions: Vec<&Vec<Named>> = Vec::new();
        for _ in 0..MAX_LABEL_WORDS {
            let length = bytes[at..]
                .iter()
                .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'+'))
                .count();
            if length == 0 || letters.len() > MAX_LABEL_BYTES {
                break;
            }
            letters.extend(bytes[at..at + length].iter().map(u8::to_ascii_lowercase));
            mentions.extend(self.keys.get(&letters));
            // A full stop, or a plural's ending, is no part of the name.
            let bare = letters.trim_ascii_end();
            let bare = bare.strip_suffix(b".").unwrap_or(bare);
            if bare.len() < letters.len() {
                mentions.extend(self.keys.get(bare));
            }
            if let Some(singular) = bare.strip_suffix(b"s") {
                mentions.extend(self.keys.get(singular));
            }
            // C_L0 is of C_L.
            let index = letters.iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
            if index > 0 && letters.len() == 2 + index {
                mentions.extend(self.keys.get(&letters[..2]));
            }
            at = name::skip_gap(bytes, at + length);
        }
        mentions.into_iter().flatten()
    }

    /// The places where a text names labels, in their order.
    pub(crate) fn mentions(&self, text: &str) -> Vec<Mention> {
        if self.texts.is_empty() {
            return Vec::new();
        }
        let mut mentions: Vec<Mention> = Vec::new();
        let bytes = text.as_bytes();
        let is_wide = !text.is_ascii();
        for start in name::word_starts(bytes) {
            let mut best: Option<Mention> = None;
            for named in self.named_at(bytes, start) {
                let Some(end) = named.key.end_at(bytes, start) else { continue };
                // `n = 1` is n=1.
                let written = || bytes[start..end].iter().filter(|byte| **byte != b' ');
                if named
                    .exactly
                    .as_ref()
                    .is_some_and(|exactly| !exactly.bytes().eq(written().copied()))
                {
                    continue;
                }
                let label = &self.texts[named.label as usize];
                let is_capital = bytes[start].is_ascii_uppercase();
                let is_written = bytes
                    .get(start..end)
                    .is_some_and(|there| label.text.as_bytes().starts_with(there));
                let is_own_word = is_capital
                    && is_written
                    && (end - start > 3 && !name::is_common(&text[start..end])
                        || text[start..end].bytes().any(|byte| byte.is_ascii_digit()));
                // “spring” and 5C are names.
                let is_whole = named.is_whole && end - start >= 2;
                let is_marked = is_whole
                    && (is_quoted(text, start, end)
                        || text[start..end].bytes().any(|byte| byte.is_ascii_digit())
                            && label.text.contains(&text[start..end]));
                let is_sure = label.is_name
                    || is_marked
                    || is_wide && (is_capital || is_in_chinese(text, start, end))
                    || label.kind.as_ref().is_some_and(|kind| is_of_kind(text, start, end, kind))
                    || is_own_word
                    || label.is_heading
                        && end - start > 3
                        && (!label.is_counted || is_behind_figure(&text[..start]));
                match &mut best {
                    Some(best) if best.range.end == end => {
                        best.labels.push(named.label);
                        best.is_sure |= is_sure;
                        best.is_firm |= label.is_name || is_own_word || is_marked;
                        best.is_whole |= is_whole;
                        best.is_measure |= label.is_heading;
                    }
                    Some(longer) if longer.range.end > end => {}
                    _ => {
                        best = Some(Mention {
                            range: start..end,
                            labels: vec![named.label],
                            is_sure,
                            is_firm: label.is_name || is_own_word || is_marked,
                            is_whole,
                            is_left_away: false,
                            is_measure: label.is_heading,
                        })
                    }
                }
            }
            if !self.own_rows.is_empty()
                && let Some(end) = self.own.iter().find_map(|key| key.end_at(bytes, start))
            {
                match &mut best {
                    // `Kestrel-7B` is a variant of the paper's own method.
                    Some(best) if best.range.end > end => {
                        let is_own = best.labels.iter().any(|label| self.ours.contains(label));
                        best.labels.extend(self.ours.iter().filter(|_| !is_own));
                    }
                    Some(best) if best.range.end == end => best.labels.extend(&self.ours),
                    _ => {
                        best = Some(Mention {
                            range: start..end,
                            labels: self.own_rows.clone(),
                            is_sure: true,
                            is_firm: true,
                            is_whole: false,
                            is_left_away: false,
                            is_measure: false,
                        })
                    }
                }
            }
            mentions.extend(best);
        }
        if !self.left_away.is_empty() {
            for start in name::word_starts(bytes).filter(|start| is_an_ablation(&text[..*start])) {
                let here = self
                    .left_away
                    .iter()
                    .filter_map(|(key, label)| Some((key.end_at(bytes, start)?, *label)));
                mentions.extend(here.map(|(end, label)| Mention {
                    range: start..end,
                    labels: vec![label],
                    is_sure: true,
                    is_firm: true,
                    is_whole: false,
                    is_left_away: true,
                    is_measure: false,
                }));
            }
        }
        for (range, concept) in concepts(text) {
            if let Some(labels) = self.by_concept.get(&concept) {
                // 去掉重叠 names the row without it, and 重叠 alone does not.
                let is_left_away = is_an_ablation(&text[..range.start]);
                let of_case = labels.iter().copied();
                let of_case: Vec<LabelId> =
                    of_case.filter(|label| self.is_ablation(*label) == is_left_away).collect();
                let (labels, is_left_away) = match (of_case.is_empty(), is_left_away) {
                    // Every row but the one without it has it.
                    (true, false) => continue,
                    (true, true) => (labels, false),
                    (false, _) => (&of_case, is_left_away),
                };
                // `310 tasks` is of tasks; `the task` may be of anything.
                let is_sure = !concept.is_counted() || is_behind_figure(&text[..range.start]);
                mentions.push(Mention {
                    range,
                    labels: labels.clone(),
                    is_sure: is_sure || is_left_away,
                    is_firm: concept.is_rate() || is_left_away,
                    is_whole: false,
                    is_left_away,
                    is_measure: concept.is_rate() || concept.better().is_some(),
                });
            }
        }
        for (words, label) in &self.wide {
            // ν1 is not in ν12.
            let is_apart = |(at, _): &(usize, &str)| {
                let is_digit = |c: char| c.is_ascii_digit();
                let goes_on = |c: char| c.is_ascii_alphanumeric();
                !words.ends_with(is_digit) || !text[at + words.len()..].starts_with(goes_on)
            };
            let here = text.match_indices(words.as_str()).filter(is_apart).take(4);
            mentions.extend(here.map(|(at, words)| Mention {
                range: at..at + words.len(),
                labels: vec![*label],
                is_sure: true,
                is_firm: true,
                is_whole: false,
                is_left_away: false,
                is_measure: self.is_heading(*label),
            }));
        }
        mentions.extend(self.numbers_named(text));
        mentions.extend(self.sizes_named(text));
        if !self.ours.is_empty() {
            mentions.extend(own_method_names(text).map(|range| Mention {
                range,
                labels: self.ours.clone(),
                is_sure: true,
                is_firm: true,
                is_whole: false,
                is_left_away: false,
                is_measure: false,
            }));
        }
        let mut mentions = self.without_overlaps(mentions);
        self.add_composed(text, &mut mentions);
        for mention in &mut mentions {
            mention.labels.sort_unstable();
            mention.labels.dedup();
        }
        mentions
    }

    /// The longest of overlapping mentions; mentions of the same words are one. `P99 TTFT` is the
    /// heading of a column in one table, and in another P99 is below TTFT.
    fn without_overlaps(&self, mut mentions: Vec<Mention>) -> Vec<Mention> {
        mentions.sort_by_key(|mention| (mention.range.start, std::cmp::Reverse(mention.range.end)));
        let mut kept: Vec<Mention> = Vec::new();
        for mention in mentions {
            let last = kept.last_mut().filter(|last| mention.range.start < last.range.end);
            if let Some(last) = last {
                if last.range == mention.range {
                    last.labels.extend(mention.labels);
                    last.is_sure |= mention.is_sure;
                    last.is_firm |= mention.is_firm;
                    last.is_whole |= mention.is_whole;
                    last.is_left_away |= mention.is_left_away;
                    last.is_measure |= mention.is_measure;
                } else if mention.range.end <= last.range.end && last.is_measure {
                    let elsewhere: Vec<LabelId> = mention
                        .labels
                        .iter()
                        .copied()
                        .filter(|label| {
                            self.is_heading(*label) && self.is_apart(*label, &last.labels)
                        })
                        .collect();
                    last.labels.extend(elsewhere);
                }
            } else if kept.len() < MAX_MENTIONS {
                kept.push(mention);
            }
        }
        kept
    }

    /// Whether a label is on no axis that one of the others is on.
    pub(super) fn is_apart(&self, label: LabelId, others: &[LabelId]) -> bool {
        let axes = self.axes_with(label);
        !others.iter().any(|other| self.axes_with(*other).iter().any(|axis| axes.contains(axis)))
    }
}

/// Whether a Latin word is between Chinese ones, which means a name, and is none of the field's
/// common words.
fn is_in_chinese(text: &str, start: usize, end: usize) -> bool {
    let is_chinese = |c: Option<char>| c.is_some_and(|c| matches!(c, '\u{4e00}'..='\u{9fff}'));
    let beside = is_chinese(text[..start].trim_end().chars().next_back())
        || is_chinese(text[end..].trim_start().chars().next());
    beside && end - start > 3 && !name::is_common(&text[start..end])
}

/// Whether quotation marks are around a word.
fn is_quoted(text: &str, start: usize, end: usize) -> bool {
    text[..start].ends_with(['“', '"', '‘', '\'', '「', '`', '《'])
        && text[end..].starts_with(['”', '"', '’', '\'', '」', '`', '》'])
}

/// Whether the text names the category of a label's word: `the cold phase`, `bark as the codeword`.
fn is_of_kind(text: &str, start: usize, end: usize, kind: &str) -> bool {
    let starts =
        |text: &str| text.get(..kind.len()).is_some_and(|start| start.eq_ignore_ascii_case(kind));
    let ends = |text: &str| {
        let at = text.len().checked_sub(kind.len());
        at.and_then(|at| text.get(at..)).is_some_and(|end| end.eq_ignore_ascii_case(kind))
    };
    starts(text[end..].trim_start())
        || ends(text[..start].trim_end())
        || end - start > 3
            && !name::is_common(&text[start..end])
            && text.to_ascii_lowercase().contains(kind)
}

/// Whether a text ends with a figure, perhaps with its measure word.
fn is_behind_figure(before: &str) -> bool {
    let before = before
        .trim_end_matches([' ', '个', '条', '项', '篇', '种', '份', '名', '万', '亿', 'K', 'M']);
    before.ends_with(|c: char| c.is_ascii_digit() || "一二两三四五六七八九十".contains(c))
}
