//! Where sentences end.

use std::ops::Range;

/// Replaces a formula, code or a link in text that is cut into sentences.
pub const ATOM: char = '\u{FFFC}';

/// Words before a full stop that does not end a sentence.
const ABBREVIATIONS: [&str; 44] = [
    "e.g", "i.e", "al", "fig", "figs", "eq", "eqs", "eqn", "sec", "secs", "tab", "tabs", "vs",
    "cf", "c.f", "resp", "approx", "dr", "prof", "mr", "mrs", "ms", "no", "nos", "vol", "pp",
    "ref", "refs", "thm", "def", "alg", "app", "ch", "st", "w.r.t", "a.k.a", "viz", "ca", "jr",
    "prop", "cor", "lem", "i.i.d", "est",
];

/// The largest distance from a full stop in round brackets to their end, in bytes.
const MAX_BRACKET_BYTES: usize = 300;

/// The sentences of a paragraph, without the blanks between them.
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut sentences = Vec::new();
    let (mut start, mut depth) = (0, 0_usize);
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        match c {
            '(' | '（' => depth += 1,
            ')' | '）' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if !matches!(c, '.' | '!' | '?' | '。' | '！' | '？' | '…') {
            continue;
        }
        let behind = &text[at + c.len_utf8()..];
        let after = behind.trim_start_matches([
            '"', '\'', '”', '’', '」', '』', '》', '.', '!', '?', '。', '！', '？',
        ]);
        let mut end = text.len() - after.len();
        // A closing bracket belongs to the sentence that was opened in it.
        if depth > 0
            && after.starts_with([')', '）'])
            && text[start..].trim_start().starts_with(['(', '（'])
        {
            end += after.chars().next().map_or(0, char::len_utf8);
            depth -= 1;
        }
        let wide = matches!(c, '。' | '！' | '？');
        if goes_on_counting(&text[start..at], &text[end..]) {
            continue;
        }
        if !wide && !(ends_here(&text[start..at], c, &text[end..]))
            || depth > 0 && is_closed_soon(behind)
        {
            continue;
        }
        push(text, start..end, &mut sentences);
        start = end;
        depth = 0;
        while chars.peek().is_some_and(|&(next, _)| next < end) {
            chars.next();
        }
    }
    push(text, start..text.len(), &mut sentences);
    sentences
}

/// Whether a sentence ends with this mark, given what precedes and follows it.
fn ends_here(before: &str, mark: char, after: &str) -> bool {
    if !after.is_empty() && !after.starts_with(char::is_whitespace) {
        return lacks_its_blank(before, mark, after);
    }
    let Some(next) = after.trim_start().chars().next() else { return true };
    if next.is_lowercase() || matches!(next, ',' | ';' | ':' | ')' | ']') {
        return false;
    }
    if mark != '.' {
        return mark != '…' || next.is_uppercase();
    }
    let word = before
        .rsplit(|c: char| c.is_whitespace() || matches!(c, '(' | '[' | '"' | '“' | ATOM))
        .next()
        .unwrap_or_default();
    let is_initial = word.chars().count() == 1
        && word.chars().all(char::is_uppercase)
        && next.is_uppercase()
        && before.len() > word.len();
    // `1. We propose …` at the beginning of a sentence.
    let is_number = word.len() == before.trim_start().len()
        && word.len() <= 3
        && word.bytes().all(|b| b.is_ascii_digit());
    let is_short =
        word.len() <= 6 && ABBREVIATIONS.iter().any(|short| word.eq_ignore_ascii_case(short));
    // `No. 3` and `no.` at an end.
    let is_short =
        is_short && (next.is_ascii_digit() || !matches!(word, "no" | "est" | "ms" | "def"));
    !is_initial && !is_number && !is_short
}

/// Whether only the blank is missing after the mark: `for two tasks.We propose`. `torch.Tensor`,
/// `v1.Beta` and `example.Org` are words: what ends a sentence is a plain word, and what begins one
/// has a capital and small letters or is a known beginning.
fn lacks_its_blank(before: &str, mark: char, after: &str) -> bool {
    const PACKAGES: [&str; 17] = [
        "torch", "numpy", "np", "tf", "jax", "keras", "java", "javax", "system", "math", "os",
        "sys", "www", "example", "github", "scipy", "sklearn",
    ];
    const BEGINNINGS: [&str; 6] = ["We", "A", "An", "In", "I", "It"];
    const WORD: usize = 60;
    let window = &before[before.ceil_char_boundary(before.len().saturating_sub(WORD))..];
    let word = window.rsplit(|c: char| c.is_whitespace() || c == ATOM).next().unwrap_or_default();
    if word.len() == WORD {
        return false;
    }
    let after = &after[..after.floor_char_boundary(WORD)];
    let bare = word
        .trim_end_matches([')', ']', '”', '"', '\'', '%'])
        .trim_start_matches(['(', '[', '“', '"']);
    let end = after.find(|c: char| !c.is_alphanumeric()).unwrap_or(after.len());
    let (next, behind) = after.split_at(end);
    let is_whole =
        word.len() > bare.len() && word.ends_with([')', ']', '”', '"', '%']) && !bare.contains('(')
            || mark != '.' && mark != '…';
    let is_plain = bare.chars().filter(|c| c.is_lowercase()).count() > 2
        && bare.chars().all(|c| c.is_lowercase() || c == '-' || c == '\'')
        && !PACKAGES.contains(&bare);
    let is_path = before.ends_with(char::is_alphanumeric)
        && (word.contains("://")
            || behind.starts_with(['.', '/', '_', '(', '@']) && next.len() > 1);
    let begins = BEGINNINGS.contains(&next)
        || next.len() > 1
            && next.starts_with(char::is_uppercase)
            && next.chars().skip(1).any(char::is_lowercase);
    begins
        && !is_path
        && (is_plain
            || is_whole
            || bare.ends_with(|c: char| c.is_ascii_digit()) && BEGINNINGS[..4].contains(&next))
}

/// Whether the second or a further one of points counted in a sentence follows: `… : (1) It is. (2)
/// It can.` is one sentence.
fn goes_on_counting(before: &str, after: &str) -> bool {
    const POINTS: [&str; 12] =
        ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(i)", "(ii)", "(iii)", "(iv)", "(v)", "(vi)"];
    let next = after.trim_start();
    next.starts_with('(')
        && POINTS.windows(2).any(|pair| {
            next.starts_with(pair[1])
                && before.contains(pair[0])
                && !before.trim_start().starts_with(pair[0])
        })
}

fn is_closed_soon(behind: &str) -> bool {
    let window = &behind[..behind.floor_char_boundary(MAX_BRACKET_BYTES)];
    let close = window.find([')', '）']);
    close.is_some_and(|close| window.find(['(', '（']).is_none_or(|open| close < open))
}

fn push(text: &str, range: Range<usize>, sentences: &mut Vec<Range<usize>>) {
    let piece = &text[range.clone()];
    let trimmed = piece.trim();
    if trimmed.is_empty() {
        return;
    }
    let start = range.start + (piece.len() - piece.trim_start().len());
    sentences.push(start..start + trimmed.len());
}

/// Whether a text ends as a sentence does.
pub fn is_ended(text: &str) -> bool {
    text.trim_end_matches(['"', '\'', '”', '’', ')', '）', '」', '』', ']', ' '])
        .ends_with(['.', '!', '?', '。', '！', '？', '…'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> Vec<&str> {
        sentences(text).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn abbreviations_decimals_and_initials_end_nothing() {
        for whole in [
            "It runs, e.g. On a phone, at 0.17 s/frame vs. Others.",
            "Fig. 3 and Eq. (4) follow Smith et al. Their code is v1.5 by J. Smith.",
            "A verifier (i.e., a script. Or a model) judges.",
            "1. We propose a loss.",
            "It has two: (1) It is. (2) It can.",
            "GPT-5.1 (w/ Search) gets 15.24% of 3.5B.",
            "It wraps torch.Tensor and Dr.Kernel-14B, FLUX.Dev, Node.JS and v1.Beta.",
            "Code is at https://example.org/a.Html and github.Com/a, see U.S.A and J.Smith.",
            "It calls model.Forward() and data.Loader.Next in a loop.",
        ] {
            assert_eq!(split(whole), [whole]);
        }
    }

    #[test]
    fn sentences_end_at_their_marks() {
        for (text, parts) in [
            ("One is. Two is!  Three?", &["One is.", "Two is!", "Three?"][..]),
            ("It says \"so.\" Then more.", &["It says \"so.\"", "Then more."]),
            (
                "我们提出方法。实验表明有效！真的？”是",
                &["我们提出方法。", "实验表明有效！", "真的？”", "是"],
            ),
            (
                "It ends in 2020. In 2021 it does not.",
                &["It ends in 2020.", "In 2021 it does not."],
            ),
            ("(We thank all.) It goes on.", &["(We thank all.)", "It goes on."]),
            ("Never ( closed. Next one.", &["Never ( closed.", "Next one."]),
            ("Hmm... Well.", &["Hmm...", "Well."]),
            (
                "It is hard for two tasks.We propose one.",
                &["It is hard for two tasks.", "We propose one."],
            ),
            (
                "It has parts (and ends).However, it is slow.Code is here.",
                &["It has parts (and ends).", "However, it is slow.", "Code is here."],
            ),
            (
                "Errors fall by 20%.In all, it is good?It is.",
                &["Errors fall by 20%.", "In all, it is good?", "It is."],
            ),
            ("By 2020.We see more.", &["By 2020.", "We see more."]),
            ("", &[]),
        ] {
            assert_eq!(split(text), parts, "{text}");
        }
    }

    #[test]
    fn a_text_without_a_mark_is_not_ended() {
        assert!(is_ended("It is (so).") && is_ended("“是。”"));
        assert!(!is_ended("It is defined as") && !is_ended("as follows:"));
    }
}
