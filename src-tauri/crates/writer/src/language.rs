//! The languages a report is written in.

/// The language of a report's headings and fixed sentences, and of a model's answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Language {
    /// Chinese with English terms.
    #[default]
    Zh,
    /// English.
    En,
}

impl Language {
    /// The name in settings and in the database.
    pub fn key(self) -> &'static str {
        match self {
            Self::Zh => "zh",
            Self::En => "en",
        }
    }

    /// The language whose [`key`](Self::key) this is.
    pub fn from_key(key: &str) -> Option<Self> {
        [Self::Zh, Self::En].into_iter().find(|language| language.key() == key)
    }
}
