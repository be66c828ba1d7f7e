//! Running text as one string without debris and citations, where each element that is no word is a
//! single character.

use paperboy_paper::article::{Span, Text};
use paperboy_paper::sentence::ATOM;
use std::borrow::Cow;

/// The most bytes of a paragraph that are read.
const MAX_PARAGRAPH_BYTES: usize = 60_000;

/// A paragraph.
#[derive(Debug, Default)]
pub struct Flat<'a> {
    /// The words, [`ATOM`] in place of each of `atoms`.
    pub text: String,
    /// In their order.
    pub atoms: Vec<&'a Span>,
    /// The footnotes of the paragraph.
    pub notes: Vec<&'a Text>,
}

impl<'a> Flat<'a> {
    /// A paragraph of an article with many citations.
    pub fn of(text: &'a Text, references: usize) -> Self {
        let mut flat = Self::default();
        for span in &text.0 {
            if flat.text.len() > MAX_PARAGRAPH_BYTES {
                break;
            }
            match span {
                Span::Text(words) => {
                    let words = &words[..words.floor_char_boundary(MAX_PARAGRAPH_BYTES)];
                    if words.bytes().all(|byte| (b' '..=b'~').contains(&byte)) {
                        flat.text.push_str(words);
                    } else {
                        flat.text.extend(
                            words
                                .chars()
                                .filter(|&c| c != ATOM)
                                .map(|c| if c.is_whitespace() { ' ' } else { c }),
                        );
                    }
                }
                Span::Note(note) => flat.notes.push(note),
                Span::Math(_) | Span::Code(_) | Span::Link { .. } => {
                    flat.text.push(ATOM);
                    flat.atoms.push(span);
                }
            }
        }
        flat.text = without_citations(&without_debris(&flat.text), references);
        flat
    }

    /// A part of the text, which begins after a number of atoms, as running text again.
    pub fn piece(&self, part: &str, atoms_before: usize) -> Text {
        let mut atoms = self.atoms.iter().skip(atoms_before);
        let mut spans = Vec::new();
        for (n, words) in part.split(ATOM).enumerate() {
            if n > 0 {
                spans.extend(atoms.next().map(|atom| (*atom).clone()));
            }
            push_with_addresses(words, &mut spans);
        }
        Text(spans)
    }
}

/// Words with the addresses in them as links.
fn push_with_addresses(words: &str, spans: &mut Vec<Span>) {
    let mut rest = words;
    while let Some(start) =
        ["https://", "http://"].iter().filter_map(|scheme| rest.find(scheme)).min()
    {
        let address = &rest[start..];
        let end = address
            .find(|c: char| !c.is_ascii() || c.is_ascii_whitespace() || "<>\"`{}|\\^[]".contains(c))
            .unwrap_or(address.len());
        let mut address = address[..end].trim_end_matches(['.', ',', ';', ':', '!', '?', '\'']);
        if !address.contains('(') {
            address = address.trim_end_matches([')', '.', ',']);
        }
        let before = &rest[..start];
        if !before.is_empty() {
            spans.push(Span::Text(before.to_owned()));
        }
        spans.push(Span::Link { text: address.to_owned(), url: address.to_owned() });
        rest = &rest[start + address.len()..];
    }
    if !rest.is_empty() {
        spans.push(Span::Text(rest.to_owned()));
    }
}

/// Remains of LaTeX in an abstract: `15.24\%`, ``` ``first'' ```, `\textit{on}`, and `750times`,
/// whose backslash was lost.
fn without_debris(text: &str) -> Cow<'_, str> {
    let has_times = text
        .match_indices("times")
        .any(|(at, _)| text[..at].ends_with(|c: char| c.is_ascii_digit()));
    if !has_times && !text.contains(['\\', '~']) && !text.contains("``") && !text.contains("''") {
        return Cow::Borrowed(text);
    }
    const COMMANDS: [&str; 6] =
        ["\\textit{", "\\textbf{", "\\emph{", "\\texttt{", "\\textsc{", "\\text{"];
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    let mut braces = 0_usize;
    while let Some(at) = rest.find(['\\', '}', '`', '\'', '~', 't']) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let before = out.chars().next_back();
        let behind = &rest[1..];
        let (shown, taken) = if let Some(command) =
            COMMANDS.iter().find(|command| rest.starts_with(**command))
        {
            braces += 1;
            ("", command.len())
        } else if rest.starts_with('}') && braces > 0 {
            braces -= 1;
            ("", 1)
        } else if rest.starts_with('\\') && behind.starts_with(['%', '&', '_', '#', '$', '{', '}'])
        {
            (&behind[..1], 2)
        } else if rest.starts_with("``") {
            ("“", 2)
        } else if rest.starts_with("''") {
            ("”", 2)
        } else if rest.starts_with('~')
            && before.is_some_and(char::is_alphanumeric)
            && behind.starts_with(char::is_alphanumeric)
        {
            (" ", 1)
        } else if rest.starts_with("times")
            && before.is_some_and(|c| c.is_ascii_digit())
            && !rest[5..].starts_with(char::is_alphanumeric)
        {
            ("×", 5)
        } else {
            (&rest[..1], 1)
        };
        out.push_str(shown);
        rest = &rest[taken..];
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// After these a citation is a part of the sentence.
const NEEDS_IT: [&str; 17] = [
    "in",
    "by",
    "from",
    "of",
    "with",
    "see",
    "and",
    "to",
    "on",
    "than",
    "following",
    "like",
    "as",
    "per",
    "using",
    "range",
    "interval",
];

/// The longest citation in bytes.
const MAX_CITATION_BYTES: usize = 400;

/// Drops citations and pointers to tables and figures that are in brackets of their own.
fn without_citations(text: &str, references: usize) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(['(', '[']) {
        let (before, group) = rest.split_at(start);
        out.push_str(before);
        let window = &group[..group.floor_char_boundary(MAX_CITATION_BYTES)];
        let close = if group.starts_with('(') { ')' } else { ']' };
        let end = closing(window, close);
        let drop = end.is_some_and(|end| {
            let content = &window[1..end];
            let word =
                out.trim_end().rsplit(|c: char| c.is_whitespace()).next().unwrap_or_default();
            let within = !word.is_empty() && !word.ends_with(['.', '!', '?', '。', ':', ';'])
                || word.ends_with("al.");
            let needed = NEEDS_IT.iter().any(|needs| word.eq_ignore_ascii_case(needs));
            within
                && !needed
                && !content.contains(ATOM)
                && is_citation(content, close == ']', references)
        });
        match end.filter(|_| drop) {
            Some(end) => {
                rest = &group[end + 1..];
                if rest.starts_with(|c: char| c.is_whitespace() || ",.;:!?)]，。；：".contains(c))
                    || rest.is_empty()
                {
                    out.truncate(out.trim_end().len());
                }
            }
            None => {
                out.push_str(&group[..1]);
                rest = &group[1..];
            }
        }
    }
    out.push_str(rest);
    out
}

fn closing(window: &str, close: char) -> Option<usize> {
    let (open, mut depth) = (window.chars().next()?, 0_usize);
    for (at, c) in window.char_indices() {
        if c == open {
            depth += 1;
        } else if c == close {
            depth -= 1;
            if depth == 0 {
                return Some(at);
            }
        }
    }
    None
}

fn is_citation(content: &str, square: bool, references: usize) -> bool {
    let content = content.trim();
    if square && is_numbers(content, references) {
        return true;
    }
    is_pointer(content) || (!content.is_empty() && content.split(';').all(is_author_and_year))
}

/// `1, 4–6`, each the number of a work that is cited.
fn is_numbers(content: &str, references: usize) -> bool {
    !content.is_empty()
        && content.split([',', ';', '–', '-']).all(|part| {
            part.trim().parse::<usize>().is_ok_and(|number| (1..=references).contains(&number))
        })
}

/// `see Smith et al., 2020b`
fn is_author_and_year(part: &str) -> bool {
    let part = part.trim().trim_end_matches([')', ']']);
    let bare = ["e.g.,", "e.g.", "see also", "see", "cf.", "i.e.,"]
        .iter()
        .find_map(|lead| part.strip_prefix(lead))
        .unwrap_or(part)
        .trim();
    let year = bare.rfind(|c: char| !c.is_ascii_alphanumeric()).map_or(bare, |at| &bare[at..]);
    let year = year.trim_start_matches([' ', ',', '(', '[']);
    let digits = year.trim_end_matches(|c: char| c.is_ascii_lowercase());
    let is_year = digits.len() == 4
        && (digits.starts_with("19") || digits.starts_with("20"))
        && digits.bytes().all(|b| b.is_ascii_digit());
    let names = bare[..bare.len() - year.len()].trim_end();
    let named = names.ends_with(',')
        || names.contains("et al")
        || names.contains(" and ")
        || names.contains('&');
    is_year && named && names.starts_with(char::is_uppercase)
}

/// `see Fig. 3`
fn is_pointer(content: &str) -> bool {
    let bare = ["see also ", "see ", "cf. ", "as in ", "c.f. "]
        .iter()
        .find_map(|lead| content.strip_prefix(lead))
        .unwrap_or(content);
    let labels = [
        "Fig", "fig", "Tab", "tab", "Sec", "sec", "Eq", "eq", "App", "app", "Alg", "alg", "§",
        "Theorem", "Lemma", "Supp", "left", "right",
    ];
    let word = bare.split([' ', '.', '~', '\u{a0}']).next().unwrap_or_default();
    let one_word = word.len() == bare.len();
    content.len() <= 50
        && labels.iter().any(|label| word.starts_with(label))
        && (matches!(word, "left" | "right") && one_word
            || bare.chars().any(|c| c.is_ascii_digit())
            || word.starts_with("App"))
        && word.len() <= 13
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn citations_without_a_role_in_the_sentence_are_dropped() {
        for (text, left) in [
            ("It is fast [1, 3–5].", "It is fast."),
            (
                "It is fast (Smith et al., 2020; Wei and Li, 2021b), and small.",
                "It is fast, and small.",
            ),
            ("It is fast [e.g., Smith et al., 2020] and small.", "It is fast and small."),
            ("Errors fall (see Fig. 3) by half (Section 4.1).", "Errors fall by half."),
            ("Smith et al. (2020) say so.", "Smith et al. (2020) say so."),
            ("As in [3], weights lie in [0, 1].", "As in [3], weights lie in [0, 1]."),
            (
                "[2] begins. [2] goes on (or not) and (GPU, 2 hours).",
                "[2] begins. [2] goes on (or not) and (GPU, 2 hours).",
            ),
            ("On AIME (2024) it wins [99].", "On AIME (2024) it wins [99]."),
            ("Open ( never closed [1", "Open ( never closed [1"),
        ] {
            assert_eq!(without_citations(text, 9), left, "{text}");
        }
    }

    #[test]
    fn debris_of_latex_becomes_what_it_means() {
        for (text, clean) in [
            (
                "only 15.24\\% of ``all'' is \\textit{very} good",
                "only 15.24% of “all” is very good",
            ),
            ("750times faster, sometimes 3 times", "750× faster, sometimes 3 times"),
            ("at ~0.2 s, Fig.~2 and Table~3", "at ~0.2 s, Fig.~2 and Table 3"),
            ("we propose \\method, {x}", "we propose \\method, {x}"),
        ] {
            assert_eq!(without_debris(text), clean, "{text}");
        }
    }

    #[test]
    fn addresses_become_links_and_atoms_come_back() {
        let text = Text(vec![
            Span::Text("See https://a.org/b_c. For ".to_owned()),
            Span::Math("x".to_owned()),
            Span::Text(" it holds".to_owned()),
        ]);
        let flat = Flat::of(&text, 0);
        let link = Span::Link {
            text: "https://a.org/b_c".to_owned(),
            url: "https://a.org/b_c".to_owned(),
        };
        assert_eq!(
            flat.piece(&flat.text, 0).0,
            [
                Span::Text("See ".into()),
                link,
                Span::Text(". For ".into()),
                Span::Math("x".into()),
                Span::Text(" it holds".into())
            ]
        );
    }
}
