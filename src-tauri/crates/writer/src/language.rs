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
    /// The language that most of a report is in. A Chinese report has many English terms, an English
    /// one at most a few Chinese names.
    pub fn of(report: &str) -> Self {
        let han = report
            .chars()
            .filter(|c| matches!(c, '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}'));
        let words = report.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| word.len() > 1);
        if han.count() > words.count() { Self::Zh } else { Self::En }
    }

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
