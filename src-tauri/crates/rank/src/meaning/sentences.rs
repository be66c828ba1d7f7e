//! The sentences of a text.

use super::paper::MAX_SENTENCES;

/// The most sentences of one part of a report: so some are left for the abstract.
const MAX_OF_PART: usize = 4;
/// Shorter pieces, in characters, are headings, numbers and fragments.
const MIN_CHARS: usize = 9;
/// The marks that end a sentence whatever follows.
const ENDS: [char; 6] = ['。', '！', '？', '；', '!', '\n'];

/// The sentences of a text, in their order, without the shortest. A full stop ends a
/// sentence only before a space, and not before a small letter: `e.g. words`.
pub fn sentences(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    let parts = std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let end = end_of_first(rest);
        let (first, behind) = rest.split_at(end);
        rest = behind;
        Some(first.trim())
    });
    parts.filter(|part| part.chars().nth(MIN_CHARS - 1).is_some())
}

/// The sentences that describe a paper: its title, whatever its length, then up to
/// four of each kind of `parts`, in their order, then sentences of `filling` up to
/// [`MAX_SENTENCES`] in all.
pub fn describing_sentences<'t, K: Copy + PartialEq>(
    title: (K, &'t str),
    parts: &[(K, &'t str)],
    filling: &[(K, &'t str)],
) -> Vec<(K, &'t str)> {
    let mut chosen = vec![title];
    for (kind, text) in parts {
        let known = chosen.iter().skip(1).filter(|(other, _)| other == kind).count();
        let left = MAX_OF_PART.saturating_sub(known).min(MAX_SENTENCES - chosen.len());
        chosen.extend(sentences(text).take(left).map(|sentence| (*kind, sentence)));
    }
    let rest = filling.iter().flat_map(|(kind, text)| sentences(text).map(|it| (*kind, it)));
    let left = MAX_SENTENCES - chosen.len();
    chosen.extend(rest.take(left));
    chosen
}

fn end_of_first(text: &str) -> usize {
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let end = at + c.len_utf8();
        if ENDS.contains(&c) {
            return end;
        }
        let is_before_space = chars.peek().is_some_and(|(_, next)| next.is_whitespace());
        if matches!(c, '.' | '?') && is_before_space {
            let next = text[end..].trim_start().chars().next();
            if next.is_none_or(|next| !next.is_lowercase()) {
                return end;
            }
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_point_ends_a_sentence_where_another_one_begins() {
        let of = |text| sentences(text).collect::<Vec<_>>();
        assert_eq!(
            of("We use many tricks, e.g. words. It needs 0.33 s per frame. Short."),
            ["We use many tricks, e.g. words.", "It needs 0.33 s per frame."]
        );
        assert_eq!(
            of("把模糊的视频变得清晰。首帧延迟降到 0.33 秒！\n第三句话也在这里"),
            ["把模糊的视频变得清晰。", "首帧延迟降到 0.33 秒！", "第三句话也在这里"]
                .into_iter()
                .filter(|text| text.chars().count() >= MIN_CHARS)
                .collect::<Vec<_>>()
        );
        assert!(of("").is_empty() && of(" \n. ").is_empty());
    }

    #[test]
    fn a_paper_is_described_by_its_title_and_some_of_each_part() {
        let long = "Here is one more sentence. ".repeat(9);
        let chosen = describing_sentences(
            ('t', "Title"),
            &[('c', &long), ('c', &long), ('i', &long)],
            &[('a', &long)],
        );
        let kinds: String = chosen.iter().map(|(kind, _)| *kind).collect();
        assert_eq!(kinds, "tcccciiiiaaa");
        assert_eq!(describing_sentences((0, ""), &[], &[(1, &long)]).len(), 10);
    }

    proptest! {
        #[test]
        fn every_sentence_is_in_the_text_in_order(text in ".{0,200}") {
            let mut at = 0;
            for sentence in sentences(&text) {
                let found = text[at..].find(sentence);
                prop_assert!(found.is_some());
                at += found.unwrap_or(0) + sentence.len();
            }
        }
    }
}
