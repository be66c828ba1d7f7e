//! The texts of a paper in which there are highlights.

use crate::article::{parsed, sections};
use crate::reading::{narrow, opened};
use crate::wire::{HighlightRange, in_text};
use crate::{App, Error};
use paperboy_anchor::{Quote, Range, Section, Text};
use paperboy_paper::PaperId;
use paperboy_report::{html, shown_text};
use paperboy_store::{Highlight, HighlightQuote, HighlightedText, MadeOn, Paper, Report};
use sha2::{Digest, Sha256};
use std::cell::OnceCell;
use std::collections::HashMap;
use std::fmt::Write;

/// A text of a paper as it is now.
pub(crate) struct CurrentText {
    /// Of its bytes, in hexadecimal.
    pub(crate) digest: String,
    pub(crate) text: Text,
}

/// The texts of a paper as they are now, each read when it is first needed.
pub(crate) struct Texts<'a> {
    app: &'a App,
    paper: &'a Paper,
    texts: [OnceCell<Option<CurrentText>>; 3],
}

impl<'a> Texts<'a> {
    pub(crate) fn of(app: &'a App, paper: &'a Paper) -> Self {
        Self { app, paper, texts: Default::default() }
    }

    pub(crate) fn paper(&self) -> &'a Paper {
        self.paper
    }

    /// `None`: the paper has no such text, or it can't be read. One such text hides no highlights.
    pub(crate) fn get(&self, which: HighlightedText) -> Option<&CurrentText> {
        let at = match which {
            HighlightedText::Report => 0,
            HighlightedText::Abstract => 1,
            HighlightedText::Article => 2,
        };
        let read = || {
            self.app.current_text(self.paper, which).unwrap_or_else(|error| {
                tracing::warn!(%error, "the highlights of a text have no place");
                None
            })
        };
        self.texts[at].get_or_init(read).as_ref()
    }

    /// The texts of the paper in the order in which a quote is looked for.
    pub(crate) fn all(&self) -> impl Iterator<Item = (HighlightedText, &CurrentText)> {
        [HighlightedText::Report, HighlightedText::Abstract, HighlightedText::Article]
            .into_iter()
            .filter_map(|which| Some((which, self.get(which)?)))
    }

    /// The text that a highlight is in, and its place there. One of another program may be in any
    /// text.
    pub(super) fn place(
        &self,
        highlight: &Highlight,
    ) -> (HighlightedText, Option<Vec<HighlightRange>>) {
        let MadeOn { text, digest } = &highlight.made_on;
        if !digest.is_empty() {
            return (*text, self.get(*text).and_then(|current| current.place(highlight)));
        }
        let found = self.all().find_map(|(text, current)| {
            let ranges = current.find(&highlight.quote.exact)?;
            Some((text, Some(ranges.iter().map(Into::into).collect())))
        });
        found.unwrap_or((*text, None))
    }
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
        let ranges = self.text.place(&in_words(quote))?;
        Some(ranges.iter().map(Into::into).collect())
    }

    /// Where the text says what another program quotes from it: once, word for word, or else in
    /// nearly the same words.
    pub(crate) fn find(&self, quote: &str) -> Option<Vec<Range>> {
        if let Some(ranges) = self.once(quote) {
            return Some(ranges);
        }
        let (prefix, suffix, section) = Default::default();
        let exact = quote.to_owned();
        // Of several places that say it word for word, none is the one.
        self.text.place(&Quote { exact, prefix, suffix, section, repeated: true })
    }

    /// Where the text says this word for word, unless it does so more than once.
    pub(crate) fn once(&self, quote: &str) -> Option<Vec<Range>> {
        let mut found = self.text.find(quote, 2);
        let ranges = found.pop().filter(|_| found.is_empty())?;
        is_whole(&self.text.quote(&ranges)?).then_some(ranges)
    }
}

/// The longest quote, in characters, that must begin and end at words.
const MAX_WORD_CHARS: usize = 30;

/// Whether a place begins and ends with whole numbers, and a short one with whole words: `5 points`
/// is not in `0.5 points`, and `net` not in `planet`.
fn is_whole(quote: &Quote) -> bool {
    let is_long = quote.exact.chars().filter(|c| !c.is_whitespace()).count() > MAX_WORD_CHARS;
    let is_joined = |edge: Option<char>, mut beside: [Option<char>; 2]| {
        let (Some(edge), Some(next)) = (edge, beside[0].take()) else { return false };
        let is_digit = |c: char| c.is_ascii_digit();
        // Chinese has no blanks between words.
        let is_letter = |c: char| c.is_alphanumeric() && c < '\u{2e80}';
        let is_number = is_digit(edge)
            && (is_digit(next) || matches!(next, '.' | ',') && beside[1].is_some_and(is_digit));
        is_number || !is_long && is_letter(edge) && is_letter(next)
    };
    let (mut before, mut behind) = (quote.prefix.chars().rev(), quote.suffix.chars());
    !is_joined(quote.exact.chars().next(), [before.next(), before.next()])
        && !is_joined(quote.exact.chars().next_back(), [behind.next(), behind.next()])
}

/// A quote of the library as one that is looked for.
pub(super) fn in_words(quote: &HighlightQuote) -> Quote {
    Quote {
        exact: quote.exact.clone(),
        prefix: quote.prefix.clone(),
        suffix: quote.suffix.clone(),
        section: quote.section.clone(),
        repeated: quote.repeated,
    }
}

/// A quote of a text as the library has it.
pub(crate) fn as_stored(quote: Quote) -> HighlightQuote {
    let Quote { exact, prefix, suffix, section, repeated } = quote;
    HighlightQuote { exact, prefix, suffix, section, repeated }
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
