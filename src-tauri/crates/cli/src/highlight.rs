//! `highlight`.

use crate::args::{Colour, Highlight, HighlightedText};
use crate::exit::{Exit, Failure};
use crate::following;
use crate::marking::note_from_stdin;
use crate::output::Output;
use crate::reading::paper_id;
use paperboy_core::wire::{
    HighlightColour, HighlightFilter, HighlightPage, HighlightText, ListedHighlight,
};
use paperboy_core::{App, CollectionId};
use serde_json::json;
use std::sync::Arc;

/// The most characters of a quote that a line shows.
const MAX_QUOTE_CHARS: usize = 100;
/// How many highlights of all papers are listed where no limit is given.
const DEFAULT_LIMIT: u32 = 100;

pub fn highlight(
    app: &Arc<App>,
    what: Option<&Highlight>,
    output: &mut Output,
) -> Result<Exit, Failure> {
    match what {
        None => list(app, &HighlightFilter::default(), 0, DEFAULT_LIMIT, output),
        Some(Highlight::List { id: Some(id), colour, limit, offset, .. }) => {
            list_of(app, id, colour.map(colour_of), *offset, *limit, output)
        }
        Some(Highlight::List { id: None, colour, tag, collection, limit, offset }) => {
            let collection = collection.as_deref().map(|name| app.collection_named(name));
            let filter = HighlightFilter {
                colour: colour.map(colour_of),
                tag: tag.clone(),
                collection: collection.transpose()?.as_ref().map(CollectionId::to_string),
                noted: false,
            };
            list(app, &filter, *offset, limit.unwrap_or(DEFAULT_LIMIT), output)
        }
        Some(Highlight::Add { id, quote, text, colour, note }) => {
            let (id, text) = (paper_id(id)?, text.map(text_of));
            let added =
                app.highlight_quote(&id, quote, text, colour_of(*colour), note.as_deref())?;
            following::index(app, output);
            one(&app.highlight(&added.highlight)?, output)
        }
        Some(Highlight::Colour { highlight, colour }) => {
            let paper = app.highlight(highlight)?.paper;
            app.change_highlight(&paper, highlight, Some(colour_of(*colour)), None)?;
            one(&app.highlight(highlight)?, output)
        }
        Some(Highlight::Note { highlight, text }) => note(app, highlight, text.as_deref(), output),
        Some(Highlight::Remove { highlights }) => remove(app, highlights, output),
    }
}

fn note(
    app: &Arc<App>,
    highlight: &str,
    text: Option<&str>,
    output: &mut Output,
) -> Result<Exit, Failure> {
    let paper = app.highlight(highlight)?.paper;
    let text = match text {
        Some("-") => Some(note_from_stdin()?),
        other => other.map(str::to_owned),
    };
    if let Some(text) = &text {
        app.change_highlight(&paper, highlight, None, Some(text))?;
        following::index(app, output);
    }
    let note = app.highlight(highlight)?.note;
    if output.is_json() {
        output.document(&json!({ "id": highlight, "note": note }))?;
    } else if let Some(note) = note.filter(|_| text.is_none()) {
        output.line(&note)?;
    }
    Ok(Exit::Done)
}

fn remove(app: &Arc<App>, highlights: &[String], output: &mut Output) -> Result<Exit, Failure> {
    let (mut removed, mut unknown) = (0, Vec::new());
    for highlight in highlights {
        match app.highlight(highlight) {
            Ok(found) => {
                app.remove_highlights(&found.paper, std::slice::from_ref(highlight))?;
                removed += 1;
            }
            Err(error) => {
                output.warn(&error.wire().message);
                unknown.push(highlight);
            }
        }
    }
    following::index(app, output);
    if output.is_json() {
        output.document(&json!({ "changed": removed, "unknown": unknown }))?;
    }
    Ok(if unknown.is_empty() { Exit::Done } else { Exit::SomeFailed })
}

fn list(
    app: &Arc<App>,
    filter: &HighlightFilter,
    offset: u32,
    limit: u32,
    output: &mut Output,
) -> Result<Exit, Failure> {
    let HighlightPage { highlights, total } = app.all_highlights(filter, offset, limit)?;
    if output.is_json() {
        output.document(&json!({ "total": total, "highlights": highlights }))?;
        return Ok(Exit::Done);
    }
    highlights.iter().try_for_each(|it| line(&it.id, &it.paper, it.colour, &it.quote, output))?;
    Ok(Exit::Done)
}

/// The highlights of a paper, and whether its texts still say what they mark.
fn list_of(
    app: &Arc<App>,
    id: &str,
    colour: Option<HighlightColour>,
    offset: u32,
    limit: Option<u32>,
    output: &mut Output,
) -> Result<Exit, Failure> {
    let id = paper_id(id)?;
    let mut highlights = app.highlights(app.paper(&id)?.id.as_str())?;
    highlights.retain(|highlight| colour.is_none_or(|colour| highlight.colour == colour));
    let total = highlights.len();
    let highlights: Vec<_> = highlights
        .into_iter()
        .skip(offset as usize)
        .take(limit.map_or(usize::MAX, |limit| limit as usize))
        .collect();
    if output.is_json() {
        output.document(&json!({ "total": total, "highlights": highlights }))?;
        return Ok(Exit::Done);
    }
    for highlight in &highlights {
        let place = if highlight.ranges.is_some() { "" } else { "(not found in the text) " };
        let quote = format!("{place}{}", highlight.quote);
        line(&highlight.id, id.as_str(), highlight.colour, &quote, output)?;
    }
    Ok(Exit::Done)
}

fn one(highlight: &ListedHighlight, output: &mut Output) -> Result<Exit, Failure> {
    if output.is_json() {
        output.document(highlight)?;
    } else {
        let ListedHighlight { id, paper, colour, quote, .. } = highlight;
        line(id, paper, *colour, quote, output)?;
    }
    Ok(Exit::Done)
}

fn line(
    id: &str,
    paper: &str,
    colour: HighlightColour,
    quote: &str,
    output: &mut Output,
) -> Result<(), Failure> {
    let colour = match colour {
        HighlightColour::Yellow => "yellow",
        HighlightColour::Green => "green",
        HighlightColour::Blue => "blue",
        HighlightColour::Pink => "pink",
    };
    let words = quote.split_whitespace().collect::<Vec<_>>().join(" ");
    let shown: String = words.chars().take(MAX_QUOTE_CHARS).collect();
    let more = if shown.len() < words.len() { "…" } else { "" };
    output.line(&format!("{id}  {paper}  {colour:<6}  {shown}{more}"))
}

fn colour_of(colour: Colour) -> HighlightColour {
    match colour {
        Colour::Yellow => HighlightColour::Yellow,
        Colour::Green => HighlightColour::Green,
        Colour::Blue => HighlightColour::Blue,
        Colour::Pink => HighlightColour::Pink,
    }
}

fn text_of(text: HighlightedText) -> HighlightText {
    match text {
        HighlightedText::Report => HighlightText::Report,
        HighlightedText::Abstract => HighlightText::Abstract,
        HighlightedText::Article => HighlightText::Article,
    }
}
