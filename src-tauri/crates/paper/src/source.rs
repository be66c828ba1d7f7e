//! What a paper was read from.

use serde::{Deserialize, Serialize};

/// What a report's writer had read of the paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub enum ReadingSource {
    /// arXiv's HTML of the whole paper.
    Html,
    /// Hugging Face's Markdown of the whole paper.
    Markdown,
    /// The text of arXiv's PDF.
    Pdf,
    /// arXiv's abstract page.
    Abs,
    /// The abstract in Hugging Face's list.
    Abstract,
}

impl ReadingSource {
    /// Every source, the fullest first.
    pub const ALL: [Self; 5] = [Self::Html, Self::Markdown, Self::Pdf, Self::Abs, Self::Abstract];

    /// The name in JSON, in queries and in the database.
    pub fn key(self) -> &'static str {
        match self {
            Self::Html => "html",
            Self::Markdown => "markdown",
            Self::Pdf => "pdf",
            Self::Abs => "abs",
            Self::Abstract => "abstract",
        }
    }

    /// The source whose [`key`](Self::key) this is.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|source| source.key() == key)
    }

    /// Its name in English.
    pub fn name(self) -> &'static str {
        match self {
            Self::Html => "arXiv's HTML",
            Self::Markdown => "Hugging Face's Markdown",
            Self::Pdf => "arXiv's PDF",
            Self::Abs => "arXiv's abstract page",
            Self::Abstract => "the list's abstract",
        }
    }

    /// Whether it is the whole paper rather than its abstract.
    pub fn is_whole(self) -> bool {
        matches!(self, Self::Html | Self::Markdown | Self::Pdf)
    }

    /// How a daily report names it after `阅读来源`.
    pub fn in_report(self) -> &'static str {
        match self {
            Self::Html | Self::Markdown => "HTML",
            Self::Pdf => "PDF",
            Self::Abs | Self::Abstract => "ArXiv Abs",
        }
    }

    /// The source that a daily report names so; `None` for a name not seen before.
    pub fn from_report(name: &str) -> Option<Self> {
        let name = name.trim();
        if name.eq_ignore_ascii_case("html") {
            Some(Self::Html)
        } else if name.eq_ignore_ascii_case("pdf") {
            Some(Self::Pdf)
        } else if name.eq_ignore_ascii_case("arxiv abs") {
            Some(Self::Abs)
        } else {
            None
        }
    }
}
