//! Names of models, data sets and metrics: which words are such names, and where an article has
//! them in another spelling.

mod known;

use super::unit;
use std::ops::Range;

/// Names longer than this are no names.
const LONGEST: usize = 60;

/// Finds the names in a report's text, in their order.
pub(super) fn names(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
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
            || end - word.start > LONGEST
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
                found.push(word);
            }
            continue;
        };
        let mut name = word.start..word.start + length;
        if length == word.len() {
            name.end += version_behind(text, &name);
            at = at.max(name.end);
        }
        found.push(name);
    }
    found
}

/// Whether what stands before a word is only the slash between two names.
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

/// How many bytes of a word are a name; `None` when it is an ordinary word, a number or a generic
/// acronym.
fn name(word: &str) -> Option<usize> {
    // `GRPO-based`: what is meant is the stem.
    let stem = known::without_ending(word);
    let stem = stem
        .strip_suffix('s')
        .filter(|stem| stem.len() > 2 && stem.bytes().all(|byte| byte.is_ascii_uppercase()))
        .unwrap_or(stem);
    is_name(stem).then_some(stem.len())
}

fn is_name(word: &str) -> bool {
    if known::is_name(word) {
        return true;
    }
    if word.len() < 2 || known::is_generic(word) {
        return false;
    }
    // Recall@5 and pass@1 are metrics.
    if word.contains('@') {
        return word.starts_with(|c: char| c.is_ascii_alphabetic());
    }
    let parts: Vec<&str> = word.split(['-', '_']).collect();
    if parts.len() > 1 {
        let starts_with_name = parts[0].starts_with(|c: char| c.is_ascii_alphabetic());
        let capitals = |part: &&&str| part.starts_with(|c: char| c.is_ascii_uppercase());
        let is_letter_and_word =
            parts.iter().any(|part| part.len() == 1) && parts.iter().filter(capitals).count() > 1;
        let is_size_of_word = parts[0].len() > 2
            && capitals(&&parts[0])
            && !known::is_generic(parts[0])
            && parts.iter().skip(1).any(|part| part.bytes().any(|byte| byte.is_ascii_digit()));
        // `o4-mini`.
        let is_small = parts[0].bytes().any(|byte| byte.is_ascii_digit())
            && word.bytes().filter(u8::is_ascii_alphabetic).count() > 2
            || parts[0].len() == 1 && capitals(&&parts[0]) && is_numbered(&parts)
            || is_joined(&parts)
            || parts[0].len() > 1
                && parts.iter().skip(1).any(|part| {
                    part.starts_with(|c: char| c.is_ascii_digit())
                        && part.ends_with(['b', 'B', 'k', 'K', 'M'])
                });
        return starts_with_name
            && (parts.iter().any(|part| !known::is_generic(part) && is_plain_name(part))
                || is_letter_and_word
                || is_size_of_word
                || is_small);
    }
    is_plain_name(word)
}

/// `F-22`: a letter and a number of several digits.
fn is_numbered(parts: &[&str]) -> bool {
    parts.len() == 2 && parts[1].len() > 1 && parts[1].bytes().all(|byte| byte.is_ascii_digit())
}

/// `Wilson-Cowan`, `LSTM-Hydro`: capitalised words of which none is a common one.
fn is_joined(parts: &[&str]) -> bool {
    let is_word = |part: &&str| {
        part.len() > 2
            && part.starts_with(|c: char| c.is_ascii_uppercase())
            && part.bytes().skip(1).all(|byte| byte.is_ascii_lowercase())
            && !known::is_generic(part)
            && !known::is_common(part)
            && !is_adjective(part)
    };
    let is_acronym =
        |part: &&str| part.len() > 1 && part.bytes().all(|byte| byte.is_ascii_uppercase());
    parts.len() == 2
        && parts.iter().all(|part| is_word(part) || is_acronym(part))
        && parts.iter().any(is_word)
        && !known::is_prefix(parts[0])
}

/// Whether a word ends as adjectives, participles and abstract nouns do.
fn is_adjective(word: &str) -> bool {
    const ENDINGS: [&str; 19] = [
        "ing", "tion", "sion", "ment", "ness", "ity", "ology", "ive", "ed", "al", "ic", "able",
        "less", "ful", "ous", "wise", "ly", "free", "ance",
    ];
    ENDINGS.iter().any(|ending| word.ends_with(ending))
}

/// Whether a word without hyphens looks like a name: capitals inside it, or letters with digits.
fn is_plain_name(word: &str) -> bool {
    let letters = word.bytes().filter(u8::is_ascii_alphabetic).count();
    let capitals = word.bytes().filter(u8::is_ascii_uppercase).count();
    let digits = word.bytes().filter(u8::is_ascii_digit).count();
    let starts_with_digit = word.starts_with(|c: char| c.is_ascii_digit());
    if digits > 0 {
        return match letters {
            0 => false,
            1 => !starts_with_digit && digits >= 3 && capitals == 1,
            _ if starts_with_digit => {
                capitals >= 2
                    && !word
                        .bytes()
                        .take_while(|byte| !byte.is_ascii_alphabetic())
                        .any(|byte| byte == b'.')
            }
            _ => capitals > 0 || letters >= 3,
        };
    }
    let is_roman = word.bytes().all(|byte| matches!(byte, b'I' | b'V' | b'X'));
    // Two capitals alone are rarely a name; a plural is one of the acronym before it.
    capitals >= 2 && letters >= 3 && !is_roman
        || capitals == 1 && !word.starts_with(|c: char| c.is_ascii_uppercase()) && letters >= 3
}

/// Whether a word that looks like an ordinary one is a name for its capital: it begins no sentence,
/// and is no common word.
fn is_proper(text: &str, word: &Range<usize>) -> bool {
    let letters = &text[word.clone()];
    let is_capitalised = letters.len() > 3
        && letters.starts_with(|c: char| c.is_ascii_uppercase())
        && letters.bytes().skip(1).all(|byte| byte.is_ascii_lowercase());
    const ENDINGS: [&str; 8] = ["ing", "tion", "sion", "ment", "ness", "ity", "ology", "ive"];
    let is_common = known::is_generic(letters)
        || known::is_common(letters)
        || ENDINGS.iter().any(|ending| letters.ends_with(ending));
    if !is_capitalised || is_common {
        return false;
    }
    let before =
        text[..word.start].trim_end_matches([' ', '*', '"', '“', '‘', '(', '（', '「', '《', '`']);
    // Latin words in Chinese are meant as names wherever they are.
    let beside = text[word.end..].trim_start().chars().next();
    let in_chinese =
        beside.is_some_and(is_chinese) || before.chars().next_back().is_some_and(is_chinese);
    in_chinese
        || !before.is_empty()
            && !before.ends_with([
                '.', '!', '?', ':', '\n', '。', '！', '？', '：', '•', '-', '–', '—', '|', '\t',
                ';',
            ])
}

fn is_chinese(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}')
}

/// How many bytes a version or size takes behind a family of models or devices: ` 3.5`, ` V3.1`, `
/// 4090`, ` 4o`, ` 3.1 8B`.
fn version_behind(text: &str, name: &Range<usize>) -> usize {
    let rest = &text[name.end..];
    if !known::is_family(&text[name.clone()]) {
        return year(rest);
    }
    // `Claude Sonnet 4.5`.
    let mut taken = 0;
    while let Some(behind) = rest[taken..].strip_prefix(' ')
        && let end = word_end(behind.as_bytes(), 0)
        && known::is_line(&behind[..end])
    {
        taken += 1 + end;
    }
    let line = taken;
    taken += version(&rest[taken..]);
    if taken == line {
        return taken;
    }
    // A size comes behind a version.
    while taken > 0 && rest.as_bytes()[taken - 1].is_ascii_digit() {
        match version(&rest[taken..]) {
            0 => break,
            more => taken += more,
        }
    }
    taken
}

/// A year behind the name of a data set or a shared task: `CoMT 2017`.
fn year(text: &str) -> usize {
    let Some(rest) = text.strip_prefix(' ') else { return 0 };
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let is_year = digits == 4 && (rest.starts_with("19") || rest.starts_with("20"));
    let behind = rest[digits..].trim_start();
    let is_figure = unit::measure(behind).is_some()
        || behind
            .starts_with(['个', '条', '张', '篇', '名', '年', '项', '种', '%', ',', '.', '，'])
            && !behind.starts_with(", ")
        || rest[digits..].starts_with(|c: char| c.is_ascii_alphanumeric());
    if is_year && !is_figure { 1 + digits } else { 0 }
}

/// A space and what stands behind it, when that has digits and is no figure with a unit: how many
/// bytes.
fn version(text: &str) -> usize {
    let Some(rest) = text.strip_prefix(' ') else { return 0 };
    let (word, behind) = rest.split_at(word_end(rest.as_bytes(), 0));
    let digits = word.strip_prefix(['V', 'v', 'R']).unwrap_or(word);
    let suffix = digits.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    let behind = behind.trim_start();
    let is_size = suffix.len() == 1
        && unit::measure(suffix)
            .is_some_and(|(measure, _)| measure.dimension == unit::Dimension::Count);
    let is_figure = unit::measure(suffix).is_some()
        || unit::measure(behind).is_some()
        || behind.starts_with('个');
    if digits.len() > suffix.len() && (is_size || !is_figure) { 1 + word.len() } else { 0 }
}

/// A name as it is looked for: its letters and digits in lower case, and before which of them other
/// texts may have a gap.
#[derive(Debug)]
pub(super) struct Key {
    signs: Vec<(u8, bool)>,
    has_capital: bool,
    /// Of a family of models; any of its versions is of the family.
    is_family: bool,
    has_digit: bool,
}

impl Key {
    pub(super) fn of(name: &str) -> Self {
        let bytes = name.as_bytes();
        let mut signs = Vec::new();
        let mut gap = false;
        for (n, byte) in bytes.iter().enumerate() {
            if !byte.is_ascii_alphanumeric() && !matches!(byte, b'.' | b'+') {
                gap = true;
                continue;
            }
            let before = n.checked_sub(1).map(|n| bytes[n]);
            let next = bytes.get(n + 1);
            let turns = before.is_some_and(|before| {
                before.is_ascii_digit() != byte.is_ascii_digit() && *byte != b'.' && before != b'.'
                    || before.is_ascii_lowercase() && byte.is_ascii_uppercase()
                    || before.is_ascii_uppercase()
                        && byte.is_ascii_uppercase()
                        && next.is_some_and(u8::is_ascii_lowercase)
            });
            signs.push((byte.to_ascii_lowercase(), gap || turns));
            gap = false;
        }
        let has_digit = bytes.iter().any(u8::is_ascii_digit);
        // A word with one capital at its beginning may be written small.
        let has_capital = bytes.iter().skip(1).any(u8::is_ascii_uppercase)
            || bytes.len() <= 3 && bytes.iter().any(u8::is_ascii_uppercase);
        Self { signs, has_capital, is_family: known::is_family(name), has_digit }
    }

    /// The same name in full, where it is a metric's.
    pub(super) fn in_full(name: &str) -> Option<Self> {
        known::spelled_out(name).map(Self::of)
    }

    /// Its letters and digits in lower case.
    pub(super) fn letters(&self) -> Vec<u8> {
        self.signs.iter().map(|(byte, _)| *byte).collect()
    }

    /// What the name begins with.
    pub(super) fn first(&self) -> u8 {
        self.signs.first().map_or(0, |(byte, _)| *byte)
    }

    /// Where the name ends that begins here in a text; `None` when another word stands here.
    pub(super) fn end_at(&self, bytes: &[u8], start: usize) -> Option<usize> {
        let mut at = start;
        for (n, (sign, gap)) in self.signs.iter().enumerate() {
            if *gap && n > 0 {
                at = skip_gap(bytes, at);
            }
            if bytes.get(at)?.to_ascii_lowercase() != *sign {
                return None;
            }
            at += 1;
        }
        // `math` is not MATH; with digits a name is itself in any case.
        if self.has_capital
            && !self.has_digit
            && !bytes[start..at].iter().any(u8::is_ascii_uppercase)
        {
            return None;
        }
        (self.is_family || self.begins_there(bytes, start) && self.ends_there(bytes, at))
            .then_some(at)
    }

    /// Whether no other name ends in this one: `C-MMLU`.
    fn begins_there(&self, bytes: &[u8], start: usize) -> bool {
        if start < 2 || bytes[start - 1] != b'-' {
            return true;
        }
        let before =
            bytes[..start - 1].iter().rev().take_while(|byte| byte.is_ascii_alphanumeric());
        // The first letter is what is seen last.
        !before.last().is_some_and(u8::is_ascii_uppercase)
    }

    /// Whether no other name begins with this one: `GPT-4o`, `LLaMA-3.1`, `UNet++`, `MMLU-Pro`.
    fn ends_there(&self, bytes: &[u8], end: usize) -> bool {
        let byte = |at: usize| bytes.get(at).copied().unwrap_or(b' ');
        let end =
            if byte(end) == b's' && !byte(end + 1).is_ascii_alphanumeric() { end + 1 } else { end };
        match byte(end) {
            b'+' => false,
            b'.' => !byte(end + 1).is_ascii_digit(),
            next if next.is_ascii_alphanumeric() => false,
            b'-' if byte(end + 1).is_ascii_uppercase() => {
                let length =
                    bytes[end + 1..].iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
                length == 1 || known::is_variant(&bytes[end + 1..end + 1 + length])
            }
            _ => true,
        }
    }
}

/// Passes over what spellings put between the parts of a name: a space, hyphens, an underscore,
/// LaTeX's braces and commands.
pub(super) fn skip_gap(bytes: &[u8], start: usize) -> usize {
    let mut at = start;
    for _ in 0..10 {
        match bytes.get(at) {
            // `1,600 h`.
            Some(b',')
                if at > 0
                    && bytes[at - 1].is_ascii_digit()
                    && bytes.get(at + 1).is_some_and(u8::is_ascii_digit) =>
            {
                at += 1
            }
            Some(b' ' | b'-' | b'_' | b'@' | b'{' | b'}' | b'$' | b'^' | b'~' | b'(' | b'=') => {
                at += 1
            }
            // Full-width bracket.
            Some(0xef) if bytes.get(at + 1) == Some(&0xbc) && bytes.get(at + 2) == Some(&0x88) => {
                at += 3
            }
            // Non-breaking space, and the hyphens and dashes of Unicode.
            Some(0xc2) if bytes.get(at + 1) == Some(&0xa0) => at += 2,
            Some(0xe2)
                if bytes.get(at + 1) == Some(&0x80)
                    && bytes.get(at + 2).is_some_and(|byte| (0x90..=0x95).contains(byte)) =>
            {
                at += 3
            }
            Some(b'\\') => {
                at +=
                    1 + bytes[at + 1..].iter().take_while(|byte| byte.is_ascii_alphabetic()).count()
            }
            _ => break,
        }
    }
    at
}

/// Whether a label is a name of something, and no ordinary word: it has a capital within a word, a
/// digit beside letters, or is an acronym.
pub(super) fn is_telling(text: &str) -> bool {
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

    fn found(text: &str) -> Vec<&str> {
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
            assert_eq!(found(text), expected, "{text}");
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
            assert_eq!(found(text), [""; 0], "{text}");
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
