//! Names of models, data sets and metrics: which words are such names, and where an article has
//! them in another spelling.

mod key;
mod known;
mod looks;
mod version;

pub(super) use key::{Key, skip_gap};
use looks::{is_proper, name};
use std::ops::Range;
use version::version_behind;

/// The longest name, in bytes.
const MAX_NAME_BYTES: usize = 60;

/// Finds the names in a report's text, in their order.
pub(super) fn names(text: &str) -> Vec<Range<usize>> {
    let mut ranges: Vec<Range<usize>> = Vec::new();
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if !bytes[at].is_ascii_alphanumeric() {
            at += 1;
            continue;
        }
        let end = word_end(bytes, at);
        let word = at..end;
        at = end;
        let before = &text[..word.start];
        // A command, an index or an argument of LaTeX; an address.
        if before.ends_with(['\\', '{', '_', '^', '/', ':']) && !is_alternative(before)
            || end - word.start > MAX_NAME_BYTES
        {
            if is_address(&text[word.start..]) {
                at = text[word.start..]
                    .find(|c: char| c.is_whitespace() || !c.is_ascii())
                    .map_or(bytes.len(), |length| word.start + length);
            }
            continue;
        }
        if is_address(&text[word.start..]) {
            at = text[word.start..]
                .find(|c: char| c.is_whitespace() || !c.is_ascii())
                .map_or(bytes.len(), |length| word.start + length);
            continue;
        }
        let Some(length) = name(&text[word.clone()]) else {
            if is_proper(text, &word) {
                ranges.push(word);
            }
            continue;
        };
        let mut name = word.start..word.start + length;
        if length == word.len() {
            name.end += version_behind(text, &name);
            at = at.max(name.end);
        }
        ranges.push(name);
    }
    ranges
}

/// Whether only a slash between two names precedes a word.
fn is_alternative(before: &str) -> bool {
    before.ends_with(':') && !before.ends_with("::")
        || before.ends_with('/') && !before.ends_with("//")
}

fn is_address(text: &str) -> bool {
    ["http://", "https://", "www.", "arxiv:", "arXiv:", "doi:"]
        .iter()
        .any(|start| text.starts_with(start))
}

/// Where a word ends that may hold hyphens, points between digits, and signs that names have.
fn word_end(bytes: &[u8], start: usize) -> usize {
    let alphanumeric = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_alphanumeric);
    let mut at = start;
    loop {
        while alphanumeric(at) {
            at += 1;
        }
        match bytes.get(at) {
            Some(b'-' | b'_' | b'@') if alphanumeric(at + 1) => at += 1,
            Some(b'.') if bytes.get(at + 1).is_some_and(u8::is_ascii_digit) && at > start => {
                at += 1
            }
            Some(b'+') if !alphanumeric(at + 1) => at += 1,
            _ => return at,
        }
    }
}

/// Whether a label is a name of something, and no ordinary word: it has a capital within a word, a
/// digit beside letters, or is an acronym.
pub(super) fn is_distinctive(text: &str) -> bool {
    text.split(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '+' | '.' | '_'))).any(
        |word| {
            let letters = word.bytes().filter(u8::is_ascii_alphabetic).count();
            let inner = word.bytes().skip(1).any(|byte| byte.is_ascii_uppercase());
            let digit = word.bytes().any(|byte| byte.is_ascii_digit());
            letters > 1
                && (inner
                    || digit && word.starts_with(|c: char| c.is_ascii_alphabetic())
                    || known::is_name(word))
        },
    )
}

pub(crate) use known::is_common;

/// Where words begin in a text: there names are looked for.
pub(super) fn word_starts(bytes: &[u8]) -> impl Iterator<Item = usize> {
    let mut inside = false;
    bytes.iter().enumerate().filter_map(move |(at, byte)| {
        let starts = byte.is_ascii_alphanumeric() && !inside;
        inside = byte.is_ascii_alphanumeric();
        starts.then_some(at)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names_in(text: &str) -> Vec<&str> {
        names(text).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn models_data_sets_and_metrics_are_names() {
        for (text, expected) in [
            (
                "在 ImageNet 与 nDCG@10 上超过GPT-4o和LLaMA-3-8B",
                &["ImageNet", "nDCG@10", "GPT-4o", "LLaMA-3-8B"][..],
            ),
            ("F1、BLEU-4、MMLU、C-Eval", &["F1", "BLEU-4", "MMLU", "C-Eval"]),
            ("PSNR/SSIM，PIE-Bench++。", &["PSNR", "SSIM", "PIE-Bench++"]),
            ("Qwen3-30B 优于 o4-mini-deep-research", &["Qwen3-30B", "o4-mini-deep-research"]),
            ("Claude 3.5 与 DeepSeek V3.1、RTX 4090", &["Claude 3.5", "DeepSeek V3.1", "RTX 4090"]),
            (
                "GPT 4o 和 Llama 3.1-70B、Llama 3 8B 的 GPT 20%",
                &["GPT 4o", "Llama 3.1-70B", "Llama 3 8B", "GPT"],
            ),
            ("基于 GRPO-based 训练的 resnet50", &["GRPO", "resnet50"]),
            (
                "Whisper-large-v3、Vimeo-90K-T、2WikiMultihopQA、3DGS",
                &["Whisper-large-v3", "Vimeo-90K-T", "2WikiMultihopQA", "3DGS"],
            ),
            ("Qwen2.5 系列和 Yume-1.5", &["Qwen2.5", "Yume-1.5"]),
        ] {
            assert_eq!(names_in(text), expected, "{text}");
        }
    }

    #[test]
    fn ordinary_words_numbers_and_generic_acronyms_are_none() {
        for text in [
            "Self-Forcing、State-of-the-art、Zero-shot、Layer-wise、First Interleaving",
            "LLM、LLMs、GPU、LLM-based、RL、KV 缓存、2D、3D、L1、Top-5、SOTA",
            "24.82 FPS、7B、12K、720p、3.5x、0.33s、1e-4、8 GB",
            "https://github.com/OpenAI/GPT-2 与 $\\mathcal{L}_{ERC}$",
            "The Model, IV, I2V",
        ] {
            assert_eq!(names_in(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn one_name_has_many_spellings() {
        for (name, spellings) in [
            ("GPT-4o", &["GPT-4o", "GPT4o", "GPT 4o", "GPT\u{2011}4o", "gpt-4o"][..]),
            ("LLaMA3-8B", &["LLaMA-3-8B", "Llama 3 8B", "LLaMA-3 (8B"]),
            ("F1", &["F1", "F_{1}", "F-1", "F1-score"]),
            ("nDCG@10", &["NDCG@10", "nDCG_{10}"]),
            ("ImageNet", &["ImageNet-1K", "ImageNet", "Imagenet"]),
            ("LLaVA", &["LLaVA", "LLaVAs"]),
        ] {
            for spelling in spellings {
                assert!(
                    Key::of(name).end_at(spelling.as_bytes(), 0).is_some(),
                    "{name} {spelling}"
                );
            }
        }
    }

    #[test]
    fn another_name_is_not_this_one() {
        for (name, text) in [
            ("GPT-4", "GPT-4o"),
            ("GPT-4o", "GPT-4"),
            ("LLaMA-3", "LLaMA-3.1"),
            ("LLaMA-3-8B", "LLaMA-3-80B"),
            ("UNet", "UNet++"),
            ("MMLU", "MMLU-Pro"),
            ("MATH", "math"),
            ("MATH", "MATH500"),
            ("F1", "F10"),
            ("ImageNet", "Image of a Net"),
        ] {
            assert!(Key::of(name).end_at(text.as_bytes(), 0).is_none(), "{name} {text}");
        }
        assert!(Key::of("MMLU").end_at(b"C-MMLU", 2).is_none());
    }
}
