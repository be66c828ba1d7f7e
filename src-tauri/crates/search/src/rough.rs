//! A quick look whether a text may hold a word at all, before it is analysed.

use crate::analyser::is_folded;

/// Whether it has characters that folding changes to more than another case, or commands of LaTeX:
/// then the analyser is needed.
pub(crate) fn is_unusual(text: &str) -> bool {
    !text.chars().all(is_folded)
        || text.as_bytes().windows(2).any(|pair| pair[0] == b'\\' && pair[1].is_ascii_alphabetic())
}

/// Whether a text that is not [unusual](is_unusual) may hold a term of the analyser, in any case,
/// number and joining.
pub(crate) fn may_hold(text: &str, term: &str) -> bool {
    if is_unusual(term) {
        return true;
    }
    // `policy` is also the singular of `policies`.
    let term = term.strip_suffix('y').unwrap_or(term);
    let Some(first) = term.chars().next() else { return true };
    if !first.is_ascii() {
        return text.contains(term)
            || text
                .match_indices(first)
                .any(|(at, _)| goes_on(text, at + first.len_utf8(), &term[first.len_utf8()..]));
    }
    let (text_bytes, first) = (text.as_bytes(), first as u8);
    text_bytes
        .iter()
        .enumerate()
        .any(|(at, byte)| byte.eq_ignore_ascii_case(&first) && goes_on(text, at + 1, &term[1..]))
}

/// Whether the text continues so, in any case and joining.
fn goes_on(text: &str, mut at: usize, rest: &str) -> bool {
    let text = text.as_bytes();
    rest.bytes().all(|wanted| {
        while text.get(at).is_some_and(|byte| JOINING.contains(byte) && *byte != wanted) {
            at += 1;
        }
        at += 1;
        text.get(at - 1).is_some_and(|byte| byte.eq_ignore_ascii_case(&wanted))
    })
}

/// What may be within a word that is found without it: hyphens, the commas of figures,
/// Markdown's marks, and those of formulas.
const JOINING: &[u8] = b"-_,.*`~\\${}^";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_seen_in_any_case_number_and_joining() {
        for (text, term) in [
            ("a World-Model", "worldmodel"),
            ("**强**化学习", "强化"),
            ("POLICIES", "policy"),
            ("1,000 fps", "1000"),
            ("see world\\_model", "world"),
            ("robots", "robot"),
            ("qwen2.5", "qwen2.5"),
        ] {
            assert!(!is_unusual(text) && may_hold(text, term), "{text} {term}");
        }
        assert!(!may_hold("a world of models, 强健而变化", "worldmodel"));
        assert!(!may_hold("a world of models, 强健而变化", "强化"));
        assert!(
            ["ｗｏｒｌｄ", "強化", "mu\u{308}ller", "e\u{AD}f", "ﬁne"].into_iter().all(is_unusual)
        );
        assert!(!is_unusual("普通的“文本”，with $x$ — and “quotes”…"));
    }
}
