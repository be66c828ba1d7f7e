//! Headings, distinguished from text by their number, their name and their font.

use super::page::{Row, Sheets};

/// The longest heading, in characters.
const MAX_CHARS: usize = 140;

/// Sections without a number that papers have.
const NAMES: [&str; 34] = [
    "abstract",
    "introduction",
    "related work",
    "related works",
    "background",
    "preliminaries",
    "method",
    "methods",
    "methodology",
    "materials and methods",
    "experiments",
    "experimental setup",
    "experimental results",
    "results",
    "results and discussion",
    "evaluation",
    "discussion",
    "conclusion",
    "conclusions",
    "conclusion and future work",
    "limitations",
    "future work",
    "broader impact",
    "broader impacts",
    "impact statement",
    "ethics statement",
    "reproducibility statement",
    "references",
    "bibliography",
    "acknowledgements",
    "acknowledgments",
    "acknowledgement",
    "appendix",
    "supplementary material",
];

/// The number of a heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Number {
    /// As it is written, without a last point.
    pub(super) written: String,
    parts: Vec<Part>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Figure(u32),
    Letter(u8),
    Roman(u32),
}

/// A heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Heading {
    pub(super) level: u8,
    pub(super) number: Option<Number>,
    pub(super) title: String,
}

/// Finds headings; knows the number that the next one has.
#[derive(Default)]
pub(super) struct Finder {
    last: Vec<Part>,
    /// Whether the table of contents is being read: its entries look like headings.
    in_contents: bool,
}

impl Finder {
    /// Whether a row is the heading of the table of contents or an entry in it.
    pub(super) fn is_of_contents(&mut self, text: &str) -> bool {
        if matches!(text.to_lowercase().as_str(), "contents" | "table of contents" | "目录") {
            self.in_contents = true;
            return true;
        }
        self.in_contents && (has_leaders(text) || numbered(text).is_some() && ends_in_number(text))
    }

    /// The heading that a row is.
    pub(super) fn heading(&mut self, row: &Row, sheets: &Sheets) -> Option<Heading> {
        let heading = self.found(row, sheets)?;
        self.in_contents = false;
        Some(heading)
    }

    fn found(&mut self, row: &Row, sheets: &Sheets) -> Option<Heading> {
        let text = row.text();
        if has_leaders(&text) {
            return None;
        }
        let is_larger = row.size > sheets.size * 1.06;
        let is_other = row.font != sheets.font && row.size > sheets.size * 0.93;
        let chars = text.chars().count();
        if !(2..=MAX_CHARS).contains(&chars) {
            return None;
        }
        let is_capital = |text: &str| {
            text.chars().any(char::is_alphabetic) && !text.chars().any(char::is_lowercase)
        };
        if let Some((number, title)) = numbered(&text) {
            let stands_out = is_larger || is_other || is_capital(title);
            if stands_out && is_title(title) && !is_month(title) && self.follows(&number.parts) {
                let level = u8::try_from(number.parts.len().min(5)).unwrap_or(5);
                // IEEE's subsections have a letter under a Roman number.
                let is_below = matches!(
                    (self.last.first(), number.parts.as_slice()),
                    (Some(Part::Roman(_)), [Part::Letter(_)])
                );
                self.note(&number.parts, is_below);
                let level = level + u8::from(is_below);
                return Some(Heading { level, number: Some(number), title: title.to_owned() });
            }
        }
        let name = text.trim_end_matches([':', '.']).to_lowercase();
        let is_named = NAMES.contains(&name.as_str());
        if is_named && (is_larger || is_other || is_capital(&text) || chars < 30 && row.is_short())
        {
            let title = text.trim_end_matches([':', '.']).to_owned();
            return Some(Heading { level: 1, number: None, title });
        }
        None
    }

    /// Whether a number is one after the last heading's.
    fn follows(&self, parts: &[Part]) -> bool {
        match (self.last.as_slice(), parts) {
            ([], [Part::Figure(0 | 1)] | [Part::Roman(1)]) => true,
            // The first heading may have been lost.
            ([], [Part::Figure(2)]) => true,
            ([], _) => false,
            // The first appendix follows any section.
            (_, [Part::Letter(b'A')]) => true,
            // IEEE's subsections have a letter under a Roman number.
            ([Part::Roman(_), rest @ ..], [new @ Part::Letter(_)]) => {
                let old = rest.first().filter(|old| old.is_like(*new)).map_or(0, |old| old.value());
                (1..=2).contains(&new.value().saturating_sub(old))
            }
            (last, parts) => {
                let same = last.iter().zip(parts).take_while(|(a, b)| a == b).count();
                let (old, new) = (last.get(same), parts.get(same));
                let is_last = parts.len() == same + 1;
                match (old, new) {
                    (None, Some(first)) => is_last && first.value() <= 1,
                    // One may have been lost.
                    (Some(old), Some(new)) => {
                        is_last && old.is_like(*new) && (1..=2).contains(&new.after(*old))
                    }
                    (_, None) => false,
                }
            }
        }
    }

    fn note(&mut self, parts: &[Part], is_below: bool) {
        if is_below {
            self.last.truncate(1);
            self.last.extend(parts);
        } else {
            self.last = parts.to_vec();
        }
    }
}

impl Part {
    fn value(self) -> u32 {
        match self {
            Self::Figure(n) | Self::Roman(n) => n,
            Self::Letter(letter) => u32::from(letter - b'A') + 1,
        }
    }

    fn is_like(self, other: Self) -> bool {
        matches!(
            (self, other),
            (Self::Figure(_), Self::Figure(_))
                | (Self::Letter(_), Self::Letter(_))
                | (Self::Roman(_), Self::Roman(_))
        )
    }

    fn after(self, other: Self) -> u32 {
        self.value().saturating_sub(other.value())
    }
}

/// Whether what follows a number makes it a day: `2 September 2026`.
fn is_month(title: &str) -> bool {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let mut words = title.split_whitespace();
    words.next().is_some_and(|word| MONTHS.contains(&word.trim_end_matches(',')))
        && words.next().is_some_and(ends_in_number)
}

/// Whether dots lead from a title to its page.
fn has_leaders(text: &str) -> bool {
    text.contains("....") || text.contains(". . . .")
}

fn ends_in_number(text: &str) -> bool {
    let last = text.rsplit(' ').next().unwrap_or_default();
    (1..=4).contains(&last.len()) && last.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a text may be a heading's.
fn is_title(text: &str) -> bool {
    let begins = text.chars().next().is_some_and(|c| c.is_uppercase() || super::join::is_cjk(c));
    let words = text.split_whitespace().count();
    begins && words <= 18 && !text.ends_with([',', ';']) && text.chars().any(char::is_alphabetic)
}

/// A text that begins with a heading's number, and what follows it.
pub(super) fn numbered(text: &str) -> Option<(Number, &str)> {
    let text = text.strip_prefix("Appendix ").or(text.strip_prefix("APPENDIX ")).unwrap_or(text);
    let (number, title) = text.split_once(' ')?;
    let number = number.trim_end_matches(['.', ':']);
    let title = title.trim_start_matches(['.', ':', '–', '—', ' ']);
    if number.len() > 12 {
        return None;
    }
    let mut parts = Vec::new();
    for (at, part) in number.split('.').enumerate() {
        parts.push(self::part(part, at)?);
    }
    (parts.len() <= 5).then(|| (Number { written: number.to_owned(), parts }, title))
}

fn part(text: &str, at: usize) -> Option<Part> {
    if !text.is_empty() && text.len() <= 2 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return text.parse().ok().map(Part::Figure);
    }
    match text.as_bytes() {
        [b'I' | b'V' | b'X', ..] if at == 0 => roman(text).map(Part::Roman),
        [letter @ b'A'..=b'Z'] if at == 0 => Some(Part::Letter(*letter)),
        _ => None,
    }
}

/// A Roman number up to 39.
fn roman(text: &str) -> Option<u32> {
    const TENS: [&str; 4] = ["", "X", "XX", "XXX"];
    const ONES: [&str; 10] = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"];
    (1..40).find(|n| {
        let (tens, ones) = (TENS[(n / 10) as usize], ONES[(n % 10) as usize]);
        text.strip_prefix(tens) == Some(ones)
    })
}
