//! Links of other programs into the window: `paperboy://paper/ID`, `paperboy://day/DATE` and
//! `paperboy://search?q=QUERY`.

use paperboy_paper::{Date, PaperId};
use serde::Serialize;
use url::Url;

/// The scheme of the links, as the desktop entry registers it.
const SCHEME: &str = "paperboy";
/// The longest link; longer ones are refused.
const MAX_LINK_BYTES: usize = 8 * 1024;
/// The longest query; longer ones are cut.
const MAX_QUERY_CHARS: usize = 1_000;

/// What a link shows. A link comes from any web page: it shows a place in the window and changes
/// nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(tag = "name", rename_all = "snake_case")]
pub enum DeepLink {
    /// A paper, whether the library has it or not.
    Paper {
        /// Its arXiv id.
        id: String,
    },
    /// A day.
    Day {
        /// The day, as `YYYY-MM-DD`.
        date: String,
    },
    /// A search.
    Search {
        /// The query.
        query: String,
    },
}

impl DeepLink {
    /// Whether a text claims to be such a link, readable or not.
    pub fn claims(text: &str) -> bool {
        text.split_once(':').is_some_and(|(scheme, _)| scheme.eq_ignore_ascii_case(SCHEME))
    }

    /// Reads a link; `None` where it names no place.
    pub fn parse(text: &str) -> Option<Self> {
        if text.len() > MAX_LINK_BYTES {
            return None;
        }
        let url = Url::parse(text).ok().filter(|url| url.scheme() == SCHEME)?;
        // `%2F` is not taken for a slash: an id with one is written as it is.
        let path = url.path().trim_matches('/');
        match url.host_str()?.to_ascii_lowercase().as_str() {
            // The whole path, not a part of it: `PaperId` finds ids within longer texts.
            "paper" => PaperId::parse(path)
                .map(|id| id.to_string())
                .filter(|id| path.starts_with(id.as_str()))
                .map(|id| Self::Paper { id }),
            "day" => path.parse::<Date>().ok().map(|date| Self::Day { date: date.to_string() }),
            "search" => {
                let (_, query) = url.query_pairs().find(|(key, _)| key == "q")?;
                let query = query.chars().filter(|c| !c.is_control()).take(MAX_QUERY_CHARS);
                Some(Self::Search { query: query.collect() })
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_names_a_paper_a_day_or_a_search() {
        let paper = |id: &str| Some(DeepLink::Paper { id: id.into() });
        let day = |date: &str| Some(DeepLink::Day { date: date.into() });
        let search = |query: &str| Some(DeepLink::Search { query: query.into() });
        for (link, meant) in [
            ("paperboy://paper/2512.23576", paper("2512.23576")),
            ("paperboy://paper/2512.23576v2", paper("2512.23576")),
            ("PAPERBOY://Paper/2512.23576/", paper("2512.23576")),
            ("paperboy://paper/cs/0112017", paper("cs/0112017")),
            ("paperboy://day/2025-12-30", day("2025-12-30")),
            ("paperboy://search?q=video%20-diffusion", search("video -diffusion")),
            (
                "paperboy://search/?sort=x&q=%E6%89%A9%E6%95%A3+is:starred",
                search("扩散 is:starred"),
            ),
            ("paperboy://search?q=", search("")),
            ("paperboy://search?q=a%00b%1Bc%0A", search("abc")),
        ] {
            assert_eq!(DeepLink::parse(link), meant, "{link}");
        }
    }

    #[test]
    fn a_link_that_names_nothing_is_refused() {
        let long = format!("paperboy://search?q={}", "a".repeat(1 << 20));
        for link in [
            "",
            "paperboy:",
            "paperboy://",
            "paperboy://paper",
            "paperboy://paper/../../etc/passwd",
            "paperboy://paper/hello",
            "paperboy://paper/see%202512.23576",
            "paperboy://day/2025-02-30",
            "paperboy://day/../2025-12-30/x",
            "paperboy://search",
            "paperboy://settings?model.url=https://evil.example",
            "paperboy://import?path=/etc/passwd",
            "https://paper/2512.23576",
            "javascript:alert(1)",
            long.as_str(),
        ] {
            assert_eq!(DeepLink::parse(link), None, "{}", &link[..link.len().min(80)]);
        }
    }

    #[test]
    fn a_long_query_is_cut() {
        let link = format!("paperboy://search?q={}", "a".repeat(5_000));
        let cut = DeepLink::Search { query: "a".repeat(MAX_QUERY_CHARS) };
        assert_eq!(DeepLink::parse(&link), Some(cut));
    }
}
