//! The texts of a paper in which there are highlights.

use crate::article::{parsed, sections};
use crate::reading::{narrow, opened};
use crate::wire::{HighlightRange, in_text};
use crate::{App, Error};
use paperboy_anchor::{Quote, Range, Section, Text};
use paperboy_paper::PaperId;
use paperboy_report::{html, shown_text};
use paperboy_store::{Highlight, HighlightedText, Paper, Report};
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::fmt::Write;

/// A text of a paper as it is now.
pub(super) struct CurrentText {
    /// Of its bytes, in hexadecimal.
    pub(super) digest: String,
    pub(super) text: Text,
}

impl App {
    /// A text of a paper as it is now; `None`: the paper has no such text.
    pub(super) fn current_text(
        &self,
        paper: &Paper,
        which: HighlightedText,
    ) -> Result<Option<CurrentText>, Error> {
        Ok(match which {
            HighlightedText::Report => paper.report.as_ref().map(|report| CurrentText {
                digest: digest(report.body.as_bytes()),
                text: Text::new(report_sections(report)),
            }),
            HighlightedText::Abstract => paper.abstract_text.as_ref().map(|text| {
                let name = "abstract";
                let section = section(name.to_owned(), name.to_owned(), &html(text));
                CurrentText { digest: digest(text.as_bytes()), text: Text::new(vec![section]) }
            }),
            HighlightedText::Article => match self.intact_article(&paper.id)? {
                None => None,
                Some(stored) => {
                    let article = parsed(&paper.id, &stored)?;
                    let named = (0..).zip(sections(&article)).map(|(n, it)| {
                        let title = shown_text(&it.title_html);
                        let name = if title.trim().is_empty() { it.part } else { title };
                        section(n.to_string(), name, &it.html)
                    });
                    let text = Text::new(named.collect());
                    Some(CurrentText { digest: digest(&stored.body), text })
                }
            },
        })
    }

    /// The numbers of a paper's versions by the digests of their texts.
    pub(super) fn report_digests(&self, id: &PaperId) -> Result<HashMap<String, u32>, Error> {
        let mut digests = HashMap::new();
        for version in self.store().versions(id)? {
            // One that was altered on the disk is none of which a highlight is known to be.
            if let Ok(Some((version, report))) = self.store().version(id, version.id) {
                digests.insert(digest(report.body.as_bytes()), narrow(version.id.cast_unsigned()));
            }
        }
        Ok(digests)
    }
}

impl CurrentText {
    /// Where a highlight is in this text. On the version that it was made on, its place is known;
    /// unless Paperboy shows that version in another way than it did.
    pub(super) fn place(&self, highlight: &Highlight) -> Option<Vec<HighlightRange>> {
        let quote = &highlight.quote;
        if highlight.made_on.digest == self.digest {
            let ranges: Vec<Range> = highlight.ranges.iter().map(in_text).collect();
            if self.text.says(&ranges, &quote.exact) {
                return Some(highlight.ranges.iter().map(Into::into).collect());
            }
        }
        let ranges = self.text.place(&Quote {
            exact: quote.exact.clone(),
            prefix: quote.prefix.clone(),
            suffix: quote.suffix.clone(),
            section: quote.section.clone(),
            repeated: quote.repeated,
        })?;
        Some(ranges.iter().map(Into::into).collect())
    }
}

fn report_sections(report: &Report) -> Vec<Section> {
    let (sections, rest) = opened(Some(report));
    let mut all: Vec<Section> =
        sections.into_iter().map(|it| section(it.key.clone(), it.key, &it.html)).collect();
    all.extend(rest.map(|html| section("rest".to_owned(), "rest".to_owned(), &html)));
    all
}

fn section(part: String, name: String, html: &str) -> Section {
    Section { part, name: name.trim().to_owned(), text: shown_text(html) }
}

pub(super) fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::new(), |mut text, byte| {
        // Writing to a text can't fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
