//! A file's bytes as text: UTF-8, UTF-16 and GB18030. The bytes themselves are kept by whoever has them.

use super::line::with_lf;
use super::read::problem;
use crate::{Problem, ProblemKind};
use encoding_rs::{Encoding, GB18030, UTF_16BE, UTF_16LE};
use std::borrow::Cow;

/// How much of a file shows its encoding, in bytes.
const SAMPLE: usize = 64 << 10;
/// One of these is in every daily report. Text in another encoding read as GB18030 has none of them.
const WORDS: [&str; 6] = ["链接", "阅读来源", "应用领域", "实验效果", "论文", "日期"];

/// The text without a byte-order mark. What no encoding explains is read as UTF-8 with its faults shown.
pub fn decode<'a>(bytes: &'a [u8], problems: &mut Vec<Problem>) -> Cow<'a, str> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes).filter(|(encoding, _)| *encoding == UTF_16LE || *encoding == UTF_16BE) {
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

fn utf16<'a>(encoding: &'static Encoding, bytes: &'a [u8], problems: &mut Vec<Problem>) -> Cow<'a, str> {
    let (text, has_faults) = encoding.decode_without_bom_handling(bytes);
    if has_faults {
        problems.push(problem(ProblemKind::NotUtf8, None, ""));
    }
    text
}

/// UTF-16 without a byte-order mark: every second byte of the ends of lines and of ASCII is zero, and few others are (一 is U+4E00).
fn unmarked_utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let zeros = |offset: usize| sample.iter().skip(offset).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let units = sample.len() / 2;
    let is_enough = |count: usize| units >= 4 && count * 8 >= units;
    let encoding = match (even, odd) {
        (even, odd) if is_enough(odd) && even * 8 <= odd => UTF_16LE,
        (even, odd) if is_enough(even) && odd * 8 <= even => UTF_16BE,
        _ => return None,
    };
    encoding.decode_without_bom_handling_and_without_replacement(bytes).map(|_| encoding)
}
