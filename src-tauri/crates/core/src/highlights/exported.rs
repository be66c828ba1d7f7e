//! Highlights as they are exported: with the sentence around them, and with all that an import needs
//! to have the same highlight again.

use super::Versions;
use super::text::{Texts, in_words};
use crate::wire::{Highlight, HighlightRange};
use crate::{App, Error};
use paperboy_anchor::Range;
use paperboy_store::Paper;
use serde::Serialize;

/// A highlight of a paper as programs see it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ExportedHighlight {
    /// As the window has it.
    #[serde(flatten)]
    pub highlight: Highlight,
    /// The sentences that it is in.
    pub sentence: String,
    /// What an import places it by.
    pub anchor: HighlightAnchor,
    /// What of the sentences is before and behind the quote.
    #[serde(skip)]
    pub(crate) around: (String, String),
}

/// The quote of a highlight and its place in the version that it was made on, by the names of the
/// W3C's annotations.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct HighlightAnchor {
    /// The text.
    pub exact: String,
    /// The text before it.
    pub prefix: String,
    /// The text behind it.
    pub suffix: String,
    /// Whether its section says it more than once.
    pub repeated: bool,
    /// The SHA-256 of the version's text, in hexadecimal; empty for a highlight of another program
    /// that could not be placed.
    pub digest: String,
    /// Where it is in that version.
    pub ranges: Vec<HighlightRange>,
}

impl App {
    /// The highlights of a paper with all that is known of them, the oldest first.
    pub(crate) fn exported_highlights(
        &self,
        paper: &Paper,
    ) -> Result<Vec<ExportedHighlight>, Error> {
        if paper.highlights == 0 {
            return Ok(Vec::new());
        }
        let texts = Texts::of(self, paper);
        let mut versions = Versions::default();
        let mut exported = Vec::new();
        for (id, stored) in self.store().highlights(&paper.id)? {
            let anchor = HighlightAnchor {
                exact: stored.quote.exact.clone(),
                prefix: stored.quote.prefix.clone(),
                suffix: stored.quote.suffix.clone(),
                repeated: stored.quote.repeated,
                digest: stored.made_on.digest.clone(),
                ranges: stored.ranges.iter().map(Into::into).collect(),
            };
            let kept = in_words(&stored.quote);
            let highlight = self.placed(&texts, id, stored, &mut versions)?;
            let ranges = highlight.ranges.iter().flatten().map(HighlightRange::in_text);
            let ranges: Vec<Range> = ranges.collect();
            let text = texts.get(highlight.text.into());
            let around = text.and_then(|text| text.text.around(&ranges));
            let around = around.unwrap_or_else(|| kept.around());
            let sentence = format!("{}{}{}", around.0, highlight.quote, around.1);
            exported.push(ExportedHighlight { highlight, sentence, anchor, around });
        }
        Ok(exported)
    }
}
