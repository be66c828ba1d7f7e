//! What is new about a paper: what arXiv says now, compared with what was known.

use crate::AtomRecord;
use crate::sentence::sentences;
use serde::{Deserialize, Serialize};
use url::Url;

/// The hosts of code.
const CODE_HOSTS: [&str; 6] =
    ["github.com", "gitlab.com", "bitbucket.org", "codeberg.org", "gitee.com", "sr.ht"];
/// Words that only a comment on an accepted or published paper has.
const ACCEPTED: [&str; 15] = [
    "accepted at",
    "accepted to",
    "accepted by",
    "accepted in",
    "accepted for",
    "accepted as",
    "to appear in",
    "to appear at",
    "to be published in",
    "published in",
    "published at",
    "published as",
    "presented at",
    "in proceedings of",
    "camera-ready",
];
/// Words that turn the ones above around.
const NOT_ACCEPTED: [&str; 5] = ["not ", "never ", "if ", "withdrawn", "rejected"];
/// The most characters of a reference or a comment.
const MAX_QUOTE_CHARS: usize = 500;

/// What is known of a paper before arXiv is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct KnownPaper {
    /// The newest version that is known: the one whose text is kept, or the one that arXiv named
    /// last. `None`: unknown.
    pub version: Option<u32>,
    /// Where no version is known: a version that came later than this is a newer one,
    /// `YYYY-MM-DDTHH:MM:SSZ`.
    pub since: Option<String>,
    /// Whether it is known to be withdrawn.
    pub withdrawn: bool,
    /// Where it is known to be published.
    pub reference: Option<String>,
    /// Where its code is known to be.
    pub code: Option<String>,
}

/// One thing that is new about a paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub enum News {
    /// There is a newer version.
    Version {
        /// Its number.
        version: u32,
        /// When it came, `YYYY-MM-DDTHH:MM:SSZ`; null: arXiv does not say.
        since: Option<String>,
    },
    /// It was withdrawn.
    Withdrawn {
        /// What arXiv says about it.
        quote: String,
    },
    /// It was published or accepted.
    Reference {
        /// Where, as arXiv says.
        quote: String,
    },
    /// Its authors name an address of code.
    Code {
        /// The address.
        url: String,
    },
}

/// What is new, the gravest first.
pub fn news(known: &KnownPaper, now: &AtomRecord) -> Vec<News> {
    let mut news = Vec::new();
    if let (false, Some(quote)) = (known.withdrawn, withdrawal(now)) {
        news.push(News::Withdrawn { quote });
    }
    let is_newer = match known.version {
        Some(version) => now.version > version,
        // Moments of this form are in the order of their texts.
        None => {
            let later = known.since.as_ref().is_some_and(|since| now.updated > *since);
            now.version > 1 && later
        }
    };
    if is_newer {
        let since = Some(now.updated.clone()).filter(|updated| !updated.is_empty());
        news.push(News::Version { version: now.version, since });
    }
    match reference(now) {
        Some(quote) if known.reference.as_ref() != Some(&quote) => {
            news.push(News::Reference { quote });
        }
        _ => {}
    }
    match code(now) {
        Some(url) if known.code.is_none() => news.push(News::Code { url }),
        _ => {}
    }
    news
}

/// What is known once arXiv has said this.
pub fn known_after(known: &KnownPaper, now: &AtomRecord) -> KnownPaper {
    KnownPaper {
        version: Some(known.version.unwrap_or(0).max(now.version)),
        since: None,
        withdrawn: withdrawal(now).is_some(),
        reference: reference(now).or_else(|| known.reference.clone()),
        code: known.code.clone().or_else(|| code(now)),
    }
}

/// What arXiv says about a withdrawal, where it says so.
fn withdrawal(record: &AtomRecord) -> Option<String> {
    let of_comment = record.comment.as_deref().filter(|comment| says_withdrawn(comment));
    // The abstract of a withdrawn paper begins with it; one about withdrawals does not.
    let of_summary = || {
        let first = record.summary.get(sentences(&record.summary).into_iter().next()?)?;
        says_withdrawn(first).then_some(first)
    };
    of_comment.or_else(of_summary).map(quoted)
}

fn says_withdrawn(text: &str) -> bool {
    const THINGS: [&str; 7] =
        ["paper", "submission", "article", "manuscript", "preprint", "work", "version"];
    const VERBS: [&str; 4] =
        ["has been withdrawn", "is withdrawn", "was withdrawn", "withdrawn by"];
    let text = text.to_lowercase();
    let start = text.trim_start_matches(|c: char| !c.is_alphabetic());
    start.starts_with("withdrawn")
        || VERBS.iter().any(|verb| {
            text.split_once(verb).is_some_and(|(before, _)| {
                // “This paper has been withdrawn”, and not what a paper says about others.
                let before = before.trim_end();
                before.is_empty()
                    || before.chars().count() <= 60
                        && THINGS.iter().any(|thing| before.contains(thing))
            })
        })
}

/// Where a paper was published, or where it was accepted as its authors say.
fn reference(record: &AtomRecord) -> Option<String> {
    if let Some(journal) = &record.journal {
        return Some(quoted(journal));
    }
    let comment = record.comment.as_deref()?;
    let folded = comment.to_lowercase();
    ACCEPTED
        .iter()
        .any(|words| {
            folded.split_once(words).is_some_and(|(before, _)| {
                let clause = before.rsplit(['.', ';', ',']).next().unwrap_or(before);
                !NOT_ACCEPTED.iter().any(|word| clause.contains(word))
            })
        })
        .then(|| quoted(comment))
}

/// The first address of code in the comment, else in the abstract.
fn code(record: &AtomRecord) -> Option<String> {
    let is_around = |c: char| c.is_whitespace() || "<>()[]{}\"'“”".contains(c);
    let mut texts = record.comment.iter().chain([&record.summary]);
    texts.find_map(|text| text.split(is_around).find_map(code_address))
}

fn code_address(word: &str) -> Option<String> {
    let at = word.find("http")?;
    // Chinese text follows an address without a space.
    let word = word[at..].split(|c: char| !c.is_ascii()).next()?;
    let word = word.trim_end_matches(|c: char| ".,;:!?".contains(c));
    let url = Url::parse(word).ok().filter(|url| matches!(url.scheme(), "http" | "https"))?;
    let host = url.host_str()?;
    let host = host.strip_prefix("www.").unwrap_or(host);
    // A repository has an owner and a name.
    let parts = url.path_segments()?.filter(|part| !part.is_empty()).count();
    let is_plain = url.username().is_empty() && url.password().is_none() && url.port().is_none();
    (CODE_HOSTS.contains(&host) && parts >= 2 && is_plain && word.len() <= MAX_QUOTE_CHARS)
        .then(|| url.to_string())
}

fn quoted(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(MAX_QUOTE_CHARS).collect()
}
