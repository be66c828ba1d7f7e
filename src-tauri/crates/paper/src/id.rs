//! arXiv identifiers and the addresses made from them.

use serde::{Deserialize, Serialize};
use std::fmt;

/// An arXiv identifier without its version, such as `2512.23576` or `cs/0112017`.
///
/// Hugging Face names papers by the same identifier.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PaperId(String);

impl PaperId {
    /// Reads an identifier as a person gives it: plain, with `arXiv:` before it or a version after
    /// it (`2512.23576v2`), behind a label (`论文：2512.23576`), as a DOI of arXiv's (`10.48550/arXiv.2512.23576`), inside an address of
    /// arXiv, Hugging Face or doi.org, as a Markdown link, or with the brackets and the full stop
    /// of the text it was copied from. `None` when there is none.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if let Some((label, address)) = markdown_link(text) {
            return Self::parse_plain(address).or_else(|| Self::parse_plain(label));
        }
        let parse = |text| Self::parse_plain(without_year(without_journal(without_category(text))));
        parse(text).or_else(|| parse(behind_label(text)?))
    }

    fn parse_plain(text: &str) -> Option<Self> {
        let text = text.trim_matches(|c: char| c.is_whitespace() || AROUND.contains(c));
        let text = text.split(['?', '#']).next().unwrap_or(text);
        let text =
            text.replace("%2F", "/").replace("%2f", "/").replace("%3A", ":").replace("%3a", ":");
        let text = text.trim_end_matches('/');
        let text = text.strip_suffix(".pdf").or_else(|| text.strip_suffix(".md")).unwrap_or(text);
        let text = strip_ignoring_case(text, "doi:").unwrap_or(text).trim_start();
        let text = strip_ignoring_case(text, "arxiv:").unwrap_or(text).trim_start();
        if is_other_doi(text) {
            return None;
        }
        let mut parts = text.rsplit('/');
        let last = without_version(parts.next()?);
        let last = strip_ignoring_case(last, DOI_PREFIX).unwrap_or(last);
        if is_new_style(last) {
            return Some(Self(last.to_owned()));
        }
        let archive = parts.next()?;
        let archive = strip_ignoring_case(archive, DOI_PREFIX).unwrap_or(archive);
        is_old_style(archive, last).then(|| Self(format!("{archive}/{last}")))
    }

    /// The identifier as arXiv writes it.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Where the paper is found on the web.
    pub fn links(&self) -> Links {
        Links {
            huggingface: format!("https://huggingface.co/papers/{self}"),
            arxiv: format!("https://arxiv.org/abs/{self}"),
            pdf: format!("https://arxiv.org/pdf/{self}"),
        }
    }
}

/// Addresses that follow from the identifier alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Links {
    /// The paper's page on Hugging Face.
    pub huggingface: String,
    /// The paper's abstract page on arXiv.
    pub arxiv: String,
    /// The paper's PDF on arXiv.
    pub pdf: String,
}

impl fmt::Display for PaperId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for PaperId {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        Self::parse(&text).ok_or_else(|| format!("“{text}” contains no arXiv id"))
    }
}

impl From<PaperId> for String {
    fn from(id: PaperId) -> Self {
        id.0
    }
}

/// What arXiv's DOIs put before the identifier, after `10.48550/`.
const DOI_PREFIX: &str = "arxiv.";

/// The marks of the text around an identifier.
const AROUND: &str = "<>()[]{}\"'`*.,;:!（）【】《》「」“”‘’。，；：！、";

/// What follows a label: `论文：2512.21218`, `（arXiv：2512.21218）`.
fn behind_label(text: &str) -> Option<&str> {
    let (_, behind) = text.rsplit_once('：').or_else(|| text.rsplit_once(": "))?;
    Some(behind.trim())
}

/// The two parts of `[label](address)`.
fn markdown_link(text: &str) -> Option<(&str, &str)> {
    let (label, address) = text.strip_prefix('[')?.split_once("](")?;
    // A title may be after the address.
    let address = address.split([')', ' ']).next().unwrap_or(address);
    Some((label, address))
}

/// The text without the category and the date that arXiv puts after an identifier:
/// `arXiv:2512.21218v1 [cs.CV] 24 Dec 2025`.
fn without_category(text: &str) -> &str {
    match text.split_once(" [") {
        Some((id, behind))
            if behind.split_once(']').is_some_and(|(category, _)| is_category(category)) =>
        {
            id
        }
        _ => text,
    }
}

/// The text without what citations write as the journal: `arXiv preprint arXiv:2512.21218`, `CoRR,
/// abs/2512.21218`.
fn without_journal(text: &str) -> &str {
    ["arxiv preprint", "arxiv e-prints", "corr"]
        .into_iter()
        .find_map(|journal| strip_ignoring_case(text, journal))
        .filter(|behind| behind.starts_with([' ', ',']))
        .map_or(text, |behind| behind.trim_start_matches([' ', ',']))
}

/// The text without the year that citations put after an identifier: `arXiv:2512.21218, 2025`,
/// `arXiv:2512.21218 (2025)`.
fn without_year(text: &str) -> &str {
    let Some((id, year)) = text.trim_end_matches('.').rsplit_once(' ') else { return text };
    let year = year.strip_prefix('(').and_then(|year| year.strip_suffix(')')).unwrap_or(year);
    if year.len() == 4 && all_digits(year) && year.starts_with(['1', '2']) { id } else { text }
}

/// Whether a text holds a DOI that is not one of arXiv's. Its last part can look like an identifier
/// and is none.
fn is_other_doi(text: &str) -> bool {
    // A label may be before it, such as `DOI：`.
    let mut parts =
        text.split('/').map(|part| part.rsplit(['：', ':', ' ']).next().unwrap_or(part));
    let registrant = parts.find(|part| is_registrant(part));
    registrant.is_some_and(|registrant| registrant != "10.48550")
}

/// `10.1145`: what a DOI begins with.
fn is_registrant(text: &str) -> bool {
    text.strip_prefix("10.")
        .is_some_and(|number| (4..=9).contains(&number.len()) && all_digits(number))
}

fn is_category(text: &str) -> bool {
    let is_name = text.bytes().all(|b| b.is_ascii_alphabetic() || b == b'-' || b == b'.');
    (2..=20).contains(&text.len()) && is_name && text.contains(['-', '.'])
}

fn strip_ignoring_case<'a>(text: &'a str, prefix: &str) -> Option<&'a str> {
    let head = text.get(..prefix.len())?;
    head.eq_ignore_ascii_case(prefix).then(|| &text[prefix.len()..])
}

fn without_version(text: &str) -> &str {
    match text.rsplit_once(['v', 'V']) {
        Some((head, version))
            if !version.is_empty() && version.bytes().all(|b| b.is_ascii_digit()) =>
        {
            head
        }
        _ => text,
    }
}

/// `YYMM.NNNN` to the end of 2014, `YYMM.NNNNN` since.
fn is_new_style(text: &str) -> bool {
    text.split_once('.').is_some_and(|(month, number)| {
        month.len() == 4
            && all_digits(month)
            && (4..=5).contains(&number.len())
            && all_digits(number)
    })
}

/// `archive/YYMMNNN` or `archive.XX/YYMMNNN`, to March 2007.
fn is_old_style(archive: &str, number: &str) -> bool {
    let named = !archive.is_empty()
        && archive.len() <= 20
        && archive.bytes().all(|b| b.is_ascii_alphabetic() || b == b'-' || b == b'.')
        && archive.bytes().any(|b| b.is_ascii_lowercase());
    named && number.len() == 7 && all_digits(number)
}

fn all_digits(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn an_id_is_found_in_every_way_people_write_it() {
        for text in [
            "2512.23576",
            " 2512.23576v3 ",
            "arXiv:2512.23576",
            "https://huggingface.co/papers/2512.23576",
            "https://arxiv.org/pdf/2512.23576v1.pdf",
            "http://arxiv.org/abs/2512.23576v1#x",
            "https://arxiv.org/html/2512.23576v1/",
            "10.48550/arXiv.2512.23576",
            "10.48550/ARXIV.2512.23576v2",
            "doi:10.48550/arXiv.2512.23576",
            "DOI: 10.48550/arXiv.2512.23576",
            "https://doi.org/10.48550/arXiv.2512.23576",
            "http://dx.doi.org/10.48550/arxiv.2512.23576.",
            "https://doi.org/10.48550%2FarXiv.2512.23576",
            "arXiv.2512.23576",
            "arXiv:2512.23576v1 [cs.CV]",
            "arXiv:2512.23576v1 [cs.CV] 24 Dec 2025",
            "2512.23576 [math-ph]",
            "[2512.23576]",
            "(arXiv:2512.23576)",
            "2512.23576.",
            "论文：2512.23576",
            "（arXiv：2512.23576v2）",
            "Paper: https://arxiv.org/abs/2512.23576",
            "2512.23576，",
            "“2512.23576”",
            "<https://arxiv.org/abs/2512.23576>",
            "https://arxiv.org/abs/2512.23576）",
            "（https://arxiv.org/abs/2512.23576v3）。",
            "**2512.23576**",
            "`2512.23576`",
            "[2512.23576](https://arxiv.org/abs/2512.23576)",
            "[论文](https://huggingface.co/papers/2512.23576 \"title\")",
            "[2512.23576](https://example.org)",
            "arXiv preprint arXiv:2512.23576",
            "arXiv preprint arXiv:2512.23576v1, 2025.",
            "arXiv e-prints, arXiv:2512.23576",
            "CoRR, abs/2512.23576, 2025",
            "CoRR abs/2512.23576 (2025)",
            "arXiv:2512.23576, 2025",
        ] {
            assert_eq!(
                PaperId::parse(text).map(String::from).as_deref(),
                Some("2512.23576"),
                "{text}"
            );
        }
        assert_eq!(PaperId::parse("0704.0097").unwrap().as_str(), "0704.0097");
        assert_eq!(
            PaperId::parse("https://doi.org/10.48550/arXiv.hep-th/9901001").unwrap().as_str(),
            "hep-th/9901001"
        );
        assert_eq!(PaperId::parse("[hep-th/9901001]").unwrap().as_str(), "hep-th/9901001");
        assert_eq!(
            PaperId::parse("https://arxiv.org/abs/quant-ph/0201082v1").unwrap().as_str(),
            "quant-ph/0201082"
        );
    }

    #[test]
    fn what_is_no_id_is_refused() {
        for text in [
            "",
            "hello",
            "2512.235",
            "2512.2357612",
            "25122.23576",
            "v1",
            "a/b",
            "https://huggingface.co/papers",
            "２５１２.23576",
            "10.48550/arXiv",
            "10.1145/2512.235761",
            "DOI：10.1145/2512.23576",
            "论文：2512.23576 和 2512.23577",
            "10.1145/2512.23576",
            "https://doi.org/10.1145/2512.23576",
            "https://dl.acm.org/doi/abs/10.1145/2512.23576",
            "arXiv preprint",
            "CoRR",
            "2512.23576 and 2025",
            "2512.2357, 20251",
            "[a](b)",
            "[]()",
            "see 2512.23576 and others",
            "2512.23576 [a note on it]",
            "2512.23576 [note]",
            ".",
        ] {
            assert_eq!(PaperId::parse(text), None, "{text}");
        }
    }
}
