//! Models that a text names by their size alone: `the 1B model`, 600M 模型.

use super::{LabelId, Labels, Mention};

/// How many labels with a size are looked at.
const MAX_SIZED: usize = 500;

/// The words before which a size is that of one certain model where `the` is before it.
const MODELS: [&str; 4] = ["model", "version", "variant", "checkpoint"];
/// The same in Chinese, where none of the other words is before the size.
const CHINESE_MODELS: [&str; 4] = ["模型", "版本", "版", "变体"];
const OF_ANY: [&str; 11] =
    ["一个", "个", "我们的", "本文的", "基于", "使用", "采用", "用", "以", "任何", "其他"];

impl Labels {
    /// Notes the sizes that are words of a label: 7B of `Llama-2-7b-chat`.
    pub(super) fn size(&mut self, label: LabelId, text: &str) {
        let words = text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '.'));
        for size in words.filter_map(|word| size_at(word).filter(|size| size.len() == word.len())) {
            if self.sized.len() < MAX_SIZED {
                self.sized.push((size.to_ascii_lowercase(), label));
            }
        }
    }

    /// The places where a text names models by their size.
    pub(super) fn sizes_named(&self, text: &str) -> Vec<Mention> {
        let mut found = Vec::new();
        for (at, _) in text.char_indices() {
            let (before, rest) = text.split_at(at);
            if before.ends_with(|c: char| c.is_ascii_alphanumeric() || c == '.') {
                continue;
            }
            let Some(size) = size_at(rest) else { continue };
            let behind = rest[size.len()..].trim_start_matches([' ', '-']);
            let near = before.trim_end();
            let is_meant = if MODELS.iter().any(|model| behind.starts_with(model)) {
                near.ends_with("the") || near.ends_with("The")
            } else {
                CHINESE_MODELS.iter().any(|model| behind.starts_with(model))
                    && !OF_ANY.iter().any(|any| near.ends_with(any))
            };
            if !is_meant {
                continue;
            }
            let size = size.to_ascii_lowercase();
            let labels: Vec<LabelId> =
                self.sized.iter().filter(|(known, _)| *known == size).map(|(_, it)| *it).collect();
            if !labels.is_empty() {
                found.push(Mention {
                    range: at..at + size.len(),
                    labels,
                    is_sure: true,
                    is_firm: true,
                    is_whole: false,
                    is_left_away: false,
                    is_measure: false,
                });
            }
        }
        found
    }
}

/// The size that a text begins with: `7B`, `1.1b`, `600M`.
fn size_at(text: &str) -> Option<&str> {
    let digits = text.find(|c: char| !(c.is_ascii_digit() || c == '.'))?;
    let behind = text[digits..].strip_prefix(['B', 'b', 'M', 'm'])?;
    let is_number = text[..digits].parse::<f32>().is_ok();
    let ends = !behind.starts_with(|c: char| c.is_ascii_alphanumeric());
    (is_number && ends).then(|| &text[..text.len() - behind.len()])
}
