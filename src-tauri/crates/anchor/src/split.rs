//! Sentences and clauses.

/// What begins with a visible character.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Break {
    /// Nothing: it continues.
    None,
    /// A clause of a sentence.
    Clause,
    /// A sentence, an item of a list or a cell of a table.
    Sentence,
}

const CLOSERS: &str = "”’」』）)]】》\"'*";

/// Words before a point that ends no sentence.
const ABBREVIATIONS: [&str; 22] = [
    "e.g", "i.e", "etc", "al", "fig", "figs", "eq", "eqs", "vs", "cf", "no", "sec", "tab", "resp",
    "approx", "dr", "mr", "ms", "prof", "ref", "refs", "st",
];

/// What begins with each visible character of a text.
pub(crate) fn breaks(text: &str) -> Vec<Break> {
    let characters: Vec<char> = text.chars().collect();
    let mut breaks = Vec::with_capacity(characters.len());
    let mut pending = Break::Sentence;
    for (at, &c) in characters.iter().enumerate() {
        if c.is_whitespace() {
            if matches!(c, '\n' | '\t' | '\u{2028}' | '\u{2029}') {
                pending = Break::Sentence;
            }
            continue;
        }
        let is_closing = pending == Break::Sentence
            && CLOSERS.contains(c)
            && at > 0
            && !characters[at - 1].is_whitespace();
        if is_closing {
            breaks.push(Break::None);
            continue;
        }
        breaks.push(pending);
        pending = behind(&characters, at);
    }
    breaks
}

/// What begins behind a character.
fn behind(characters: &[char], at: usize) -> Break {
    let next = characters.get(at + 1);
    let is_before_space = next.is_none_or(|next| next.is_whitespace() || CLOSERS.contains(*next));
    match characters[at] {
        '。' | '！' | '？' | '；' | '!' | '?' | ';' => Break::Sentence,
        '.' if is_before_space && ends_sentence(characters, at) => Break::Sentence,
        '，' | '：' | '—' | '、' => Break::Clause,
        ',' | ':' if is_before_space || next.is_some_and(|next| !next.is_ascii()) => Break::Clause,
        _ => Break::None,
    }
}

/// Whether a point ends a sentence: it is behind no abbreviation, and no small letter follows.
fn ends_sentence(characters: &[char], at: usize) -> bool {
    let begin = characters[..at].iter().rposition(|c| c.is_whitespace() || "([（".contains(*c));
    let word: String = characters[begin.map_or(0, |at| at + 1)..at]
        .iter()
        .flat_map(|c| c.to_lowercase())
        .collect();
    let is_abbreviation = ABBREVIATIONS.contains(&word.as_str());
    let next = characters[at + 1..].iter().find(|c| !c.is_whitespace());
    !is_abbreviation && next.is_none_or(|next| !next.is_lowercase())
}
