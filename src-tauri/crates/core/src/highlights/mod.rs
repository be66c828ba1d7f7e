//! Highlights in reports, abstracts and articles.
//!
//! A highlight is stored with its quote and the version of the text that it was made on, and never
//! changes with the text. Where it is in the text that is shown now is worked out by
//! [`paperboy_anchor`] each time; where that is in doubt, it has no place and is listed by its quote.

mod exported;
mod text;

pub use exported::{ExportedHighlight, HighlightAnchor};

use crate::collections::collection_id;
use crate::reading::{narrow, paper_id};
use crate::wire::{
    AddedHighlight, Change, Highlight, HighlightColour, HighlightFilter, HighlightPage,
    HighlightPlace, HighlightRange, HighlightText, ListedHighlight, ValueCause,
};
use crate::{App, Error};
use jiff::Timestamp;
use paperboy_anchor::Range;
use paperboy_paper::PaperId;
use paperboy_report::{html, short_title, shown_text};
use paperboy_store::{Colour, HighlightId, HighlightQuote, HighlightedText, MadeOn, Paper};
use std::collections::HashMap;
use text::digest;
pub(crate) use text::{CurrentText, Texts, as_stored};

/// The longest quote and the longest note, in bytes.
pub(crate) const MAX_BYTES: usize = 1 << 20;
/// The most highlights in one paper, and the most parts of one highlight.
pub(crate) const MAX_HIGHLIGHTS: usize = 20_000;
const MAX_RANGES: usize = 10_000;
/// The largest number of highlights in one answer.
const MAX_LISTED: u32 = 500;
/// The digests of a paper's versions, once they are needed.
#[derive(Default)]
struct Versions(Option<HashMap<String, u32>>);

/// The most characters of a quote that an error repeats.
const MAX_REPEATED_CHARS: usize = 60;

impl App {
    /// The highlights of a paper, the oldest first, with their places in the texts shown now.
    pub fn highlights(&self, id: &str) -> Result<Vec<Highlight>, Error> {
        let id = paper_id(id)?;
        let stored = self.store().highlights(&id)?;
        if stored.is_empty() {
            return Ok(Vec::new());
        }
        let paper = self.stored_paper(&id)?;
        let texts = Texts::of(self, &paper);
        let mut versions = Versions::default();
        let crossing = |(id, highlight)| self.placed(&texts, id, highlight, &mut versions);
        stored.into_iter().map(crossing).collect()
    }

    /// A highlight with its place.
    fn placed(
        &self,
        texts: &Texts,
        id: HighlightId,
        mut highlight: paperboy_store::Highlight,
        versions: &mut Versions,
    ) -> Result<Highlight, Error> {
        let (text, ranges) = texts.place(&highlight);
        highlight.made_on.text = text;
        let version = match text {
            HighlightedText::Report if ranges.is_none() => {
                let known = match &mut versions.0 {
                    Some(known) => known,
                    none => none.insert(self.report_digests(&texts.paper().id)?),
                };
                known.get(&highlight.made_on.digest).copied()
            }
            _ => None,
        };
        Ok(crossing(id, highlight, ranges, version))
    }

    /// The highlights that were made on this version of a report.
    pub(crate) fn highlights_on(&self, id: &PaperId, body: &str) -> Result<Vec<Highlight>, Error> {
        let digest = digest(body.as_bytes());
        let stored = self.store().highlights(id)?.into_iter();
        let made_here = stored.filter(|(_, it)| {
            it.made_on.text == HighlightedText::Report && it.made_on.digest == digest
        });
        Ok(made_here
            .map(|(id, it)| {
                let ranges = it.ranges.iter().map(Into::into).collect();
                crossing(id, it, Some(ranges), None)
            })
            .collect())
    }

    /// Highlights a place in a text of a paper.
    pub fn add_highlight(
        &self,
        id: &str,
        place: &HighlightPlace,
        colour: HighlightColour,
        note: Option<&str>,
    ) -> Result<AddedHighlight, Error> {
        let paper = self.stored_paper(&paper_id(id)?)?;
        let (made_on, quote) = self.quoted(&paper, place)?;
        check_note(note)?;
        if usize::try_from(paper.highlights).is_ok_and(|count| count >= MAX_HIGHLIGHTS) {
            let most = narrow(MAX_HIGHLIGHTS as u64);
            return Err(ValueCause::TooManyHighlights { most }.into());
        }
        let now = self.now();
        let highlight = paperboy_store::Highlight {
            colour: colour.into(),
            note: note.filter(|note| !note.trim().is_empty()).map(str::to_owned),
            quote,
            made_on,
            ranges: place.ranges.iter().map(Into::into).collect(),
            added: now.as_millisecond(),
        };
        let (id, change) = self.store().add_highlight(&paper.id, highlight, now)?;
        Ok(AddedHighlight { highlight: id.into(), change: self.changed(change).change })
    }

    /// Highlights a text by its words, which must be in the text once; without `text`, in the report,
    /// the abstract or the article.
    pub fn highlight_quote(
        &self,
        id: &PaperId,
        quote: &str,
        text: Option<HighlightText>,
        colour: HighlightColour,
        note: Option<&str>,
    ) -> Result<AddedHighlight, Error> {
        let paper = self.stored_paper(id)?;
        let all = [HighlightText::Report, HighlightText::Abstract, HighlightText::Article];
        let repeated: String = quote.trim().chars().take(MAX_REPEATED_CHARS).collect();
        let mut is_there = false;
        for which in all.into_iter().filter(|which| text.is_none_or(|text| text == *which)) {
            let Some(current) = self.current_text(&paper, which.into())? else { continue };
            is_there = true;
            // A quote may come as it is shown, or as it is written.
            let written = shown_text(&html(quote));
            let found = [quote, written.as_str()]
                .map(|said| (said, current.text.find(said, 2)))
                .into_iter()
                .find(|(_, places)| !places.is_empty());
            match found.as_ref().map(|(said, places)| (*said, places.as_slice())) {
                None => {}
                Some((said, [ranges])) => {
                    let ranges = ranges.iter().map(Into::into).collect();
                    let place = HighlightPlace { text: which, ranges, says: said.to_owned() };
                    return self.add_highlight(id.as_str(), &place, colour, note);
                }
                Some(_) => return Err(ValueCause::QuoteRepeated { quote: repeated }.into()),
            }
        }
        match is_there {
            true => Err(ValueCause::QuoteNotFound { quote: repeated }.into()),
            false => Err(ValueCause::NoText { id: id.to_string() }.into()),
        }
    }

    /// Gives a highlight another colour or note; a blank note removes it.
    pub fn change_highlight(
        &self,
        id: &str,
        highlight: &str,
        colour: Option<HighlightColour>,
        note: Option<&str>,
    ) -> Result<Change, Error> {
        check_note(note)?;
        let (paper, colour) = (paper_id(id)?, colour.map(Colour::from));
        let id = highlight_id(highlight)?;
        let changed = self.store().change_highlight(&paper, &id, colour, note, self.now())?;
        Ok(self.changed(changed.ok_or_else(|| unknown(highlight))?).change)
    }

    /// Removes highlights of a paper.
    pub fn remove_highlights(&self, id: &str, highlights: &[String]) -> Result<Change, Error> {
        let ids = highlights.iter().map(|id| highlight_id(id)).collect::<Result<Vec<_>, _>>()?;
        let change = self.store().remove_highlights(&paper_id(id)?, &ids, self.now())?;
        Ok(self.changed(change).change)
    }

    /// Highlights of all papers, the newest first.
    pub fn all_highlights(
        &self,
        filter: &HighlightFilter,
        offset: u32,
        limit: u32,
    ) -> Result<HighlightPage, Error> {
        let filter = paperboy_store::HighlightFilter {
            colour: filter.colour.map(Colour::from),
            tag: filter.tag.clone(),
            collection: filter.collection.as_deref().map(collection_id).transpose()?,
            noted: filter.noted,
        };
        let limit = limit.min(MAX_LISTED);
        let (highlights, total) =
            self.store().all_highlights(&filter, offset.into(), limit.into())?;
        let highlights = highlights.into_iter().map(ListedHighlight::from).collect();
        Ok(HighlightPage { highlights, total: narrow(total) })
    }

    /// A highlight by its id.
    pub fn highlight(&self, id: &str) -> Result<ListedHighlight, Error> {
        let found = self.store().highlight(&highlight_id(id)?)?;
        found.map(ListedHighlight::from).ok_or_else(|| unknown(id))
    }

    /// What a place says, as text for the clipboard or a note.
    pub fn quote_text(&self, id: &str, place: &HighlightPlace) -> Result<String, Error> {
        let paper = self.stored_paper(&paper_id(id)?)?;
        let (_, quote) = self.quoted(&paper, place)?;
        Ok(on_lines(&quote.exact))
    }

    /// What a place says and which version of the text that is.
    fn quoted(
        &self,
        paper: &Paper,
        place: &HighlightPlace,
    ) -> Result<(MadeOn, HighlightQuote), Error> {
        let text = place.text.into();
        let no_text = || ValueCause::NoText { id: paper.id.to_string() };
        let current = self.current_text(paper, text)?.ok_or_else(no_text)?;
        if place.says.len() > MAX_BYTES || place.ranges.len() > MAX_RANGES {
            return Err(ValueCause::HighlightTooLong { most: narrow(MAX_BYTES as u64) }.into());
        }
        let ranges: Vec<Range> = place.ranges.iter().map(HighlightRange::in_text).collect();
        let quote = current.text.quote(&ranges).filter(|_| current.text.says(&ranges, &place.says));
        let quote = as_stored(quote.ok_or(ValueCause::TextChanged)?);
        Ok((MadeOn { text, digest: current.digest }, quote))
    }
}

/// A quote without the empty lines between its blocks.
fn on_lines(text: &str) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    lines.join("\n")
}

fn crossing(
    id: HighlightId,
    highlight: paperboy_store::Highlight,
    ranges: Option<Vec<HighlightRange>>,
    version: Option<u32>,
) -> Highlight {
    Highlight {
        id: id.into(),
        colour: highlight.colour.into(),
        note: highlight.note,
        quote: on_lines(&highlight.quote.exact),
        section: highlight.quote.section,
        text: highlight.made_on.text.into(),
        added: moment(highlight.added),
        ranges,
        version,
    }
}

impl From<paperboy_store::ListedHighlight> for ListedHighlight {
    fn from(listed: paperboy_store::ListedHighlight) -> Self {
        let paperboy_store::ListedHighlight { id, paper, title, highlight } = listed;
        Self {
            id: id.into(),
            paper: paper.into(),
            title: title.map(|title| short_title(&title).into_owned()),
            colour: highlight.colour.into(),
            note: highlight.note,
            quote: on_lines(&highlight.quote.exact),
            text: highlight.made_on.text.into(),
            added: moment(highlight.added),
        }
    }
}

fn moment(milliseconds: i64) -> String {
    Timestamp::from_millisecond(milliseconds).unwrap_or_default().to_string()
}

fn check_note(note: Option<&str>) -> Result<(), Error> {
    match note {
        Some(note) if note.len() > MAX_BYTES => {
            Err(ValueCause::NoteTooLong { most: narrow(MAX_BYTES as u64) }.into())
        }
        _ => Ok(()),
    }
}

fn highlight_id(text: &str) -> Result<HighlightId, Error> {
    HighlightId::parse(text).ok_or_else(|| unknown(text))
}

fn unknown(id: &str) -> Error {
    ValueCause::UnknownHighlight { id: id.chars().take(MAX_REPEATED_CHARS).collect() }.into()
}
