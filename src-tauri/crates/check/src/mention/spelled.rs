//! How labels are written, and how a sentence names them in other words.

use crate::name;
use crate::words::WITHOUT;
use std::ops::Range;

/// The most bytes from the word that leaves a part out to the part.
const MAX_WITHOUT_BYTES: usize = 20;

/// A label without citations, marks, arrows and LaTeX.
pub(super) fn cleaned(text: &str) -> String {
    let mut cleaned = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        rest = &rest[c.len_utf8()..];
        match c {
            '[' if rest.starts_with(|c: char| c.is_ascii_digit()) => {
                rest = rest.split_once(']').map_or("", |(_, behind)| behind)
            }
            '\\' => {
                let letters = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
                rest = &rest[letters..];
                cleaned.push(' ');
            }
            // C_{M} is C_M.
            '{' | '}' if cleaned.ends_with(['_', '^']) || c == '}' => {}
            '↑' | '↓' | '†' | '‡' | '*' | '$' | '{' | '}' | '^' | '★' | '✓' | '⋆' | '∗'
            | '\u{a0}' => cleaned.push(' '),
            c => cleaned.push(c),
        }
    }
    cleaned.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// How a text may write a label that is a Greek letter with an index, as `\nu_{0}`: ν0, ν_0, ν₀.
pub(super) fn symbol(label: &str) -> Vec<String> {
    const GREEK: [(&str, char); 24] = [
        ("alpha", 'α'),
        ("beta", 'β'),
        ("gamma", 'γ'),
        ("delta", 'δ'),
        ("epsilon", 'ε'),
        ("zeta", 'ζ'),
        ("eta", 'η'),
        ("theta", 'θ'),
        ("iota", 'ι'),
        ("kappa", 'κ'),
        ("lambda", 'λ'),
        ("mu", 'μ'),
        ("nu", 'ν'),
        ("xi", 'ξ'),
        ("pi", 'π'),
        ("rho", 'ρ'),
        ("sigma", 'σ'),
        ("tau", 'τ'),
        ("phi", 'φ'),
        ("chi", 'χ'),
        ("psi", 'ψ'),
        ("omega", 'ω'),
        ("Delta", 'Δ'),
        ("Omega", 'Ω'),
    ];
    let label = label.split(['(', '[', '（']).next().unwrap_or_default().trim();
    let bare: String = label.chars().filter(|c| !matches!(c, '$' | '{' | '}' | ' ')).collect();
    let Some((letter, index)) = bare.split_once('_') else { return Vec::new() };
    let letter = match letter.strip_prefix('\\') {
        Some(name) => GREEK.iter().find(|(known, _)| *known == name).map(|(_, sign)| *sign),
        None => letter.chars().next().filter(|c| GREEK.iter().any(|(_, sign)| sign == c)),
    };
    let is_index =
        (1..=3).contains(&index.len()) && index.bytes().all(|b| b.is_ascii_alphanumeric());
    let Some(letter) = letter.filter(|_| is_index) else { return Vec::new() };
    let lowered: Option<String> =
        index.chars().map(|c| char::from_u32('₀' as u32 + c.to_digit(10)?)).collect();
    let spelled = [format!("{letter}{index}"), format!("{letter}_{index}")];
    let latex = [format!("{letter}_{{{index}}}"), label.to_owned()];
    spelled
        .into_iter()
        .chain(latex)
        .chain(lowered.map(|lowered| format!("{letter}{lowered}")))
        .collect()
}

/// A label without its round brackets, and the content of the first of them.
pub(super) fn without_brackets(text: &str) -> (String, String) {
    match text.split_once(['(', '（']) {
        Some((before, behind)) if !before.trim().is_empty() => {
            let (inner, after) = behind.split_once([')', '）']).unwrap_or((behind, ""));
            (
                format!("{} {}", before.trim(), after.trim()).trim().to_owned(),
                inner.trim().to_owned(),
            )
        }
        _ => (text.trim_matches(['(', ')', '（', '）', '.', ':', ' ']).to_owned(), String::new()),
    }
}

pub(super) fn is_ours(text: &str) -> bool {
    text.split(|c: char| !c.is_alphabetic())
        .any(|word| matches!(word.to_ascii_lowercase().as_str(), "ours" | "our" | "proposed"))
        || text.contains("本文")
        || text.contains("我们")
}

/// What an ablation's row is without.
pub(super) fn left_away(text: &str) -> Option<&str> {
    [
        "w/o ", "w/o", "W/o ", "without ", "Without ", "no ", "No ", "- ", "−", "–", "-w/o ",
        "remove ", "Remove ",
    ]
    .iter()
    .find_map(|start| text.strip_prefix(start))
    .map(str::trim)
}

/// Whether the words right before a place announce that the following part is removed.
pub(super) fn is_an_ablation(before: &str) -> bool {
    // 去掉表头链接（header linking）: the text in brackets is the name of the words before.
    let gloss = before.strip_suffix(['(', '（']).map(|before| {
        before.trim_end_matches(|c: char| matches!(c, '\u{4e00}'..='\u{9fff}' | ' '))
    });
    if let Some(stem) = gloss {
        let words = &before[stem.len()..];
        return WITHOUT.iter().any(|without| words.starts_with(without));
    }
    let before = before.trim_end_matches([' ', '“', '"', '`', '「']);
    let before =
        before.strip_suffix(" the").or_else(|| before.strip_suffix(" its")).unwrap_or(before);
    let near = &before[before.ceil_char_boundary(before.len().saturating_sub(MAX_WITHOUT_BYTES))..];
    let before = near.to_ascii_lowercase();
    // `no cache`, 无缓存: of a name alone.
    WITHOUT.iter().chain(&["no", "无"]).any(|word| before.ends_with(word))
}

/// What a label of several words is about: the two words or more after its preposition.
pub(super) fn object(text: &str) -> Option<&str> {
    const PREPOSITIONS: [&str; 6] = [" on ", " with ", " of ", " for ", " in ", " from "];
    let (at, preposition) =
        PREPOSITIONS.iter().filter_map(|word| Some((text.find(word)?, word))).min()?;
    let object = &text[at + preposition.len()..];
    let is_words =
        object.bytes().all(|byte| byte.is_ascii_alphabetic() || matches!(byte, b' ' | b'-'));
    (object.contains(' ') && object.len() > 9 && is_words).then_some(object)
}

/// The name that a label of several words begins with.
pub(super) fn first_name(text: &str) -> Option<&str> {
    let end = text.find([' ', '+', ',', '/']).unwrap_or(text.len());
    let word = &text[..end];
    // `K=5 switches` is called K=5.
    (name::is_distinctive(word) || is_setting(word)).then_some(word)
}

/// The name that a label ends in behind that of its maker: ada-002 of `OpenAI ada-002`, and of
/// `openai/ada-002`.
pub(super) fn last_name(text: &str) -> Option<&str> {
    const MIN_LETTERS: usize = 3;
    let (_, word) = text.rsplit_once([' ', '/'])?;
    let letters = word.bytes().filter(u8::is_ascii_alphabetic).count();
    let is_name = letters >= MIN_LETTERS
        && word.starts_with(|c: char| c.is_ascii_alphabetic())
        && word.bytes().any(|byte| byte.is_ascii_digit())
        && word.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.'));
    is_name.then_some(word)
}

/// Whether a text is a setting: `k=4`.
pub(super) fn is_setting(text: &str) -> bool {
    text.split_once('=').is_some_and(|(name, value)| {
        name.starts_with(|c: char| c.is_ascii_alphabetic()) && !value.trim().is_empty()
    })
}

/// Whether a text speaks of the authors' own method.
pub(crate) fn is_of_ours(text: &str) -> bool {
    own_method_names(text).next().is_some()
}

/// Where a text speaks of the authors' own method.
pub(super) fn own_method_names(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    const WORDS: [&str; 15] = [
        "本文方法",
        "本方法",
        "该方法",
        "所提方法",
        "我们的方法",
        "我们的模型",
        "提出的方法",
        "our method",
        "our model",
        "our approach",
        "Our method",
        "Our model",
        "Our approach",
        "the proposed method",
        "(ours)",
    ];
    WORDS.iter().filter_map(|word| text.find(word).map(|at| at..at + word.len()))
}
