//! The readings that LaTeXML makes of formulas, as in `italic_t start_POSTSUBSCRIPT 4
//! end_POSTSUBSCRIPT`.

use unicode_normalization::UnicodeNormalization;

/// Letters of LaTeXML's readings are after these words.
const STYLES: [&str; 12] = [
    "italic_",
    "bold_italic_",
    "bold_",
    "roman_",
    "caligraphic_",
    "bold_caligraphic_",
    "blackboard_",
    "fraktur_",
    "bold_fraktur_",
    "sansserif_",
    "typewriter_",
    "script_",
];
/// Whether a word is of a reading and never in prose.
fn is_mark(word: &str) -> bool {
    word.starts_with("start_")
        || word.starts_with("end_")
        || STYLES.iter().any(|style| word.starts_with(style) && word.len() > style.len())
}

fn is_mark_start(text: &str) -> bool {
    let upper = |rest: &str| rest.starts_with(|c: char| c.is_ascii_uppercase());
    text.strip_prefix("start_").is_some_and(upper)
        || text.strip_prefix("end_").is_some_and(upper)
        || STYLES.iter().any(|style| {
            text.strip_prefix(style)
                .is_some_and(|rest| rest.starts_with(|c: char| !c.is_whitespace() && c != '{'))
        })
}

/// Where the next reading begins at its first mark, and where it ends.
pub(super) fn next_reading(text: &str) -> Option<(usize, usize)> {
    let mut from = 0;
    let start = loop {
        let at = from + text[from..].find('_')?;
        let word = text[..at]
            .bytes()
            .rev()
            .take_while(|byte| byte.is_ascii_lowercase() || *byte == b'_')
            .count();
        // The mark may follow letters of the LaTeX: `Nitalic_N` has none between.
        let offset = (at - word..at).find(|&start| is_mark_start(&text[start..]));
        match offset {
            // `overbold_˙ start_ARG`: the operation and the mark are one word.
            Some(start) => {
                break ["over", "under"]
                    .iter()
                    .find_map(|name| text[..start].strip_suffix(name))
                    .map_or(start, str::len);
            }
            None => from = at + 1,
        }
    };
    let mut end = start;
    let mut open = 0usize;
    let mut at = start;
    for word in text[start..].split(' ') {
        let next = at + word.len();
        let bare = word.trim_end_matches([',', '.', ';', ':', ')', ']']);
        let inside = open > 0 && word.len() <= 40 || is_symbol(word) || lead(word) == Some(0);
        if word.starts_with("start_") {
            open += 1;
        } else if word.starts_with("end_") {
            open = open.saturating_sub(1);
        } else if !is_mark(word) && !inside {
            break;
        }
        if is_mark(word) {
            // Punctuation after the last mark is the sentence's.
            end = at + if bare.is_empty() { word.len() } else { bare.len() };
            let glued = word.starts_with("end_").then(|| {
                word.find(|c: char| !c.is_ascii_uppercase() && !c.is_ascii_lowercase() && c != '_')
            });
            if let Some(Some(cut)) = glued {
                end = at + cut;
                if open == 0 {
                    break;
                }
            }
        } else {
            // Apart from a mark, a sign is the reading's: prose has its punctuation at the word. So
            // is a number after a sign.
            let number = word.starts_with(|c: char| c.is_ascii_digit());
            let sign_before = text[start..at].trim_end().ends_with(|c: char| {
                !c.is_alphanumeric() && !matches!(c, '_' | ',' | '.' | ';' | ')' | ']')
            });
            if open > 0 || !word.is_empty() && (!number || sign_before) {
                end = next;
            }
        }
        at = next + 1;
    }
    Some((start, end.max(start + 1)))
}

/// A number or a sign, no word.
pub(super) fn is_symbol(word: &str) -> bool {
    !word.is_empty()
        && word.chars().all(|c| {
            !c.is_alphabetic() || !c.is_ascii() && plain(c).all(|c| !c.is_ascii_alphabetic())
        })
        && word.chars().count() <= 12
}

/// A mathematical letter as the letter it is.
pub(super) fn plain(c: char) -> impl Iterator<Item = char> {
    let letter = matches!(c, '\u{1D400}'..='\u{1D7FF}' | '\u{2100}'..='\u{214F}');
    let normal = letter.then(|| std::iter::once(c).nfkc());
    normal.into_iter().flatten().chain((!letter).then_some(c)).map(|c| match c {
        '−' => '-',
        '∗' => '*',
        '′' => '\'',
        '∣' => '|',
        'ϵ' => 'ε',
        'ϕ' => 'φ',
        c => c,
    })
}

/// The start of a word that is an operation on the following mark: `divide`, `over^`.
pub(super) fn lead(word: &str) -> Option<usize> {
    for name in ["divide", "square-root"] {
        if let Some(rest) = word.strip_suffix(name) {
            return Some(rest.len());
        }
    }
    ["over", "under"].iter().find_map(|name| {
        let at = word.rfind(name)?;
        let sign = &word[at + name.len()..];
        let sign = sign.strip_prefix("bold_").unwrap_or(sign);
        (!sign.is_empty()
            && sign.chars().count() <= 2
            && sign.chars().all(|c| !c.is_alphanumeric() && c != '_'))
        .then_some(at)
    })
}

/// The signs of a reading in order, which must be in the LaTeX and in the visible text.
pub(super) fn atoms(reading: &str) -> Vec<Atom> {
    let mut atoms = Vec::new();
    for word in reading.split_whitespace() {
        if word.starts_with("start_") || word.starts_with("end_") || lead(word) == Some(0) {
            continue;
        }
        let styled = STYLES
            .iter()
            .filter_map(|style| word.strip_prefix(style))
            .min_by_key(|rest| rest.len());
        let letters = styled.unwrap_or(word);
        if letters.len() > 1 && letters.chars().all(|c| c.is_ascii_alphabetic()) {
            atoms.push(Atom::Word(letters.to_owned()));
            continue;
        }
        for c in letters.chars().flat_map(plain) {
            match c {
                c if c.is_ascii() => atoms.push(Atom::Sign(c)),
                c => atoms.push(Atom::Symbol(c)),
            }
        }
    }
    atoms
}

#[derive(Debug, PartialEq, Eq)]
pub(super) enum Atom {
    /// A letter, a figure or a sign that LaTeX has as it is.
    Sign(char),
    /// A sign that LaTeX has a command for.
    Symbol(char),
    /// Several letters: a command or upright words.
    Word(String),
}

/// LaTeX made of a reading, where the page's own could not be distinguished from the text around
/// it.
pub(super) fn from_reading(reading: &str) -> String {
    let mut tex = String::with_capacity(reading.len());
    for word in reading.split_whitespace() {
        let styled = |style: &str| word.strip_prefix(style);
        match word {
            "start_POSTSUBSCRIPT" | "start_FLOATSUBSCRIPT" => tex.push_str("_{"),
            "start_POSTSUPERSCRIPT" | "start_FLOATSUPERSCRIPT" => tex.push_str("^{"),
            "divide" => tex.push_str("\\frac"),
            "square-root" => tex.push_str("\\sqrt"),
            _ if word.starts_with("start_ARG") => tex.push('{'),
            _ if word.starts_with("end_POST")
                || word.starts_with("end_FLOAT")
                || word.starts_with("end_ARG") =>
            {
                tex.push('}')
            }
            _ if word.starts_with("start_") || word.starts_with("end_") => {}
            _ => {
                let letters =
                    STYLES.iter().filter_map(|style| styled(style)).min_by_key(|rest| rest.len());
                match (word, letters) {
                    (_, Some(letters)) if word.starts_with("bold_") => {
                        tex.push_str(&format!("\\mathbf{{{letters}}}"))
                    }
                    (_, Some(letters)) if word.starts_with("caligraphic_") => {
                        tex.push_str(&format!("\\mathcal{{{letters}}}"))
                    }
                    (_, Some(letters)) if word.starts_with("blackboard_") => {
                        tex.push_str(&format!("\\mathbb{{{letters}}}"))
                    }
                    (_, Some(letters)) if letters.len() > 1 && letters.is_ascii() => {
                        tex.push_str(&format!("\\mathrm{{{letters}}}"))
                    }
                    (_, Some(letters)) => tex.push_str(letters),
                    (word, None) => tex.push_str(word),
                }
            }
        }
    }
    // A script that was cut off has no end.
    let open = tex.matches('{').count().saturating_sub(tex.matches('}').count());
    tex.push_str(&"}".repeat(open));
    tex
}
