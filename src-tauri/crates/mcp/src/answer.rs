//! What a tool answers: an object with its texts between tags, or a sentence why there is none.

use crate::budget::beginning;
use paperboy_core::wire::ErrorCode;
use paperboy_core::{Error, PaperId};

/// The longest sentence about a refusal, in tokens: it may repeat a part of the request.
const MAX_REFUSAL_TOKENS: usize = 200;

/// The largest number of papers of one request.
const MAX_IDS: usize = 50;

/// Why a request has no answer, in a sentence for the assistant. It names no path.
#[derive(Debug, PartialEq, Eq)]
pub struct Refusal(String);

impl Refusal {
    /// A refusal in words.
    pub fn new(sentence: &str) -> Self {
        Self(beginning(sentence, MAX_REFUSAL_TOKENS))
    }

    /// The sentence.
    pub fn into_sentence(self) -> String {
        self.0
    }
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        tracing::warn!(?error, "an assistant's request failed");
        let error = error.wire();
        match error.code {
            // Only the messages of these codes are without paths.
            ErrorCode::UnknownPaper
            | ErrorCode::BadValue
            | ErrorCode::TextAltered
            | ErrorCode::Busy
            | ErrorCode::ReadOnly
            | ErrorCode::DiskFull
            | ErrorCode::Damaged => Self::new(&error.message),
            _ => Self::new(
                "Paperboy can't use its library now; its log has more details. The user has to look after it.",
            ),
        }
    }
}

/// The ids that were sent.
pub fn paper_ids(texts: &[String]) -> Result<Vec<PaperId>, Refusal> {
    if texts.len() > MAX_IDS {
        return Err(Refusal::new(&format!("Name at most {MAX_IDS} papers at once.")));
    }
    texts.iter().map(|text| paper_id(text)).collect()
}

/// The id that was sent.
pub fn paper_id(text: &str) -> Result<PaperId, Refusal> {
    PaperId::parse(text).ok_or_else(|| {
        let shown: String = text.chars().take(40).collect();
        Refusal::new(&format!("“{shown}” contains no arXiv id such as 2512.23576."))
    })
}
