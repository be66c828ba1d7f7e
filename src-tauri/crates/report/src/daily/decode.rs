//! A file's bytes as text: UTF-8, UTF-16 and GB18030. The caller keeps the bytes.

use super::line::with_lf;
use super::read::problem;
use crate::{Problem, ProblemKind};
use encoding_rs::{Encoding, GB18030, UTF_16BE, UTF_16LE};
use std::borrow::Cow;

/// How many bytes of a file are enough to know its encoding.
const SAMPLE_BYTES: usize = 64 << 10;
/// One of these is in every daily report. Text in another encoding read as GB18030 has none of
/// them.
const WORDS: [&str; 6] = ["链接", "阅读来源", "应用领域", "实验效果", "论文", "日期"];

/// The text without a byte-order mark. What no encoding explains is read as UTF-8 with its faults
/// shown.
pub fn decode<'a>(bytes: &'a [u8], problems: &mut Vec<Problem>) -> Cow<'a, str> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes)
        .filter(|(encoding, _)| *encoding == UTF_16LE || *encoding == UTF_16BE)
    {
        return utf16(encoding, &bytes[mark..], problems);
    }
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    if let Some(encoding) = unmarked_utf16(bytes) {
        return utf16(encoding, bytes, problems);
    }
    let error = match std::str::from_utf8(bytes) {
        Ok(text) => return Cow::Borrowed(text),
        Err(error) => error,
    };
    if let Some(text) = GB18030.decode_without_bom_handling_and_without_replacement(bytes)
        && WORDS.iter().any(|word| text.contains(word))
    {
        return text;
    }
    let before = String::from_utf8_lossy(&bytes[..error.valid_up_to()]);
    let line = with_lf(&before).matches('\n').count() + 1;
    problems.push(problem(ProblemKind::NotUtf8, Some(line), ""));
    String::from_utf8_lossy(bytes)
}

fn utf16<'a>(
    encoding: &'static Encoding,
    bytes: &'a [u8],
    problems: &mut Vec<Problem>,
) -> Cow<'a, str> {
    let (text, has_faults) = encoding.decode_without_bom_handling(bytes);
    if has_faults {
        problems.push(problem(ProblemKind::NotUtf8, None, ""));
    }
    text
}

/// UTF-16 without a byte-order mark: in the ends of lines and in ASCII the same byte of the two is
/// always zero. The other one is zero in few characters only, such as `一` (U+4E00).
fn unmarked_utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(SAMPLE_BYTES)];
    let zeros =
        |offset: usize| sample.iter().skip(offset).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let units = sample.len() / 2;
    let is_enough = |count: usize| units >= 4 && count * 8 >= units;
    const CLEAR_RATIO: usize = 4;
    let encoding = if is_enough(odd) && odd > even * CLEAR_RATIO {
        UTF_16LE
    } else if is_enough(even) && even > odd * CLEAR_RATIO {
        UTF_16BE
    } else {
        return None;
    };
    encoding.decode_without_bom_handling_and_without_replacement(bytes).map(|_| encoding)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn utf_16_without_a_mark_is_read_though_a_character_holds_a_zero_byte() {
        let text = "# Hugging Face Daily Papers Report\n\n### 2. 一句话核心贡献\n一、一种方法。\n";
        let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        for bytes in [little, big] {
            let mut problems = Vec::new();
            assert_eq!(decode(&bytes, &mut problems), text);
            assert_eq!(problems, []);
        }
    }
}
