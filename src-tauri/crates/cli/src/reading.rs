//! `days`, `list`, `show`.

use crate::args::{List, ListOrder};
use crate::exit::{Exit, Failure};
use crate::output::{Output, noun};
use crate::taste;
use paperboy_core::wire::{LearntState, Order};
use paperboy_core::{App, BadDate, DateSpan, Filter, Paper, PaperId, Section};
use std::sync::Arc;

pub fn days(app: &Arc<App>, output: &mut Output) -> Result<Exit, Failure> {
    let days = app.days()?;
    if output.is_json() {
        output.document(&days)?;
    } else {
        for day in days {
            output.line(&format!(
                "{}  {:>4} {:<6}  {:>4} unread",
                day.date,
                day.papers,
                noun(day.papers.into(), "paper"),
                day.unread
            ))?;
        }
    }
    Ok(Exit::Done)
}

pub fn list(app: &Arc<App>, list: &List, output: &mut Output) -> Result<Exit, Failure> {
    let dates = list.date.as_deref().map(|text| span(app, text)).transpose()?;
    let filter = Filter {
        dates,
        starred: list.starred,
        unread: list.unread,
        later: list.later,
        tag: list.tag.clone(),
        collection: None,
    };
    let order = match list.order {
        ListOrder::Listed => Order::Listed,
        ListOrder::Votes => Order::Votes,
        ListOrder::ForMe => Order::ForMe,
    };
    let collection = list.for_collection.as_deref().map(|name| app.collection_named(name));
    let collection = collection.transpose()?;
    if collection.is_some() && order != Order::ForMe {
        let why = "--for-collection needs --order for-me".to_owned();
        return Err(Failure::Message(Exit::Usage, why));
    }
    let papers = match order {
        Order::Listed => app.papers(&filter)?,
        order => {
            let is_for_collection = collection.is_some();
            let (papers, learnt) = app.papers_by(&filter, order, collection)?;
            if let Some(LearntState::TooFew { have, needed }) = learnt {
                output.warn(&if is_for_collection {
                    format!(
                        "an order for a collection needs at least {needed} papers in it, and this one has {have}, so the papers are in the list's order"
                    )
                } else { format!(
                    "a learnt order needs {needed} papers that are starred, highlighted, in Read later or in a collection; the library has {have}, so the papers are in the list's order"
                ) });
            }
            papers
        }
    };
    if output.is_json() {
        output.document(&papers)?;
    } else {
        for paper in papers {
            output.line(&format!(
                "{}  {}  {} {}",
                paper.date,
                paper.id,
                marks(&paper),
                paper.title
            ))?;
            if let Some(because) = &paper.because {
                taste::because(because, output)?;
            }
        }
    }
    Ok(Exit::Done)
}

pub fn show(
    app: &Arc<App>,
    id: &str,
    markdown: bool,
    output: &mut Output,
) -> Result<Exit, Failure> {
    let id = paper_id(id)?;
    let paper = app.paper(&id)?;
    let exit = if paper.damaged { Exit::SomeFailed } else { Exit::Done };
    if paper.damaged {
        output.warn(&format!(
            "part of {id} was damaged on the disk and is not shown; `paperboy check --repair` restores it if a backup or the imported file contains it"
        ));
    }
    if output.is_json() {
        output.document(&paper)?;
        return Ok(exit);
    }
    if markdown {
        let body = app.report_markdown(&id)?.unwrap_or_default();
        output.bytes(body.as_bytes())?;
        output.bytes(b"\n")?;
        return Ok(exit);
    }
    output.line(&paper.title)?;
    output.line(&format!("{}  {}  {}", paper.id, paper.dates.join(", "), marks(&paper)))?;
    output.line(&paper.links.arxiv)?;
    if !paper.tags.is_empty() {
        output.line(&format!("tags: {}", paper.tags.join(", ")))?;
    }
    if !paper.collections.is_empty() {
        output.line(&format!("collections: {}", paper.collections.join(", ")))?;
    }
    if let Some(key) = &paper.citation_key {
        output.line(&format!("citation key: {key}"))?;
    }
    if let Some(note) = &paper.note {
        output.line(&format!("note: {note}"))?;
    }
    let sections = paper.sections.unwrap_or_default();
    let texts = [
        sections.domain,
        sections.contribution,
        sections.usage,
        sections.innovations,
        sections.results,
    ];
    if texts.iter().all(Option::is_none)
        && let Some(body) = app.report_markdown(&id)?
    {
        output.line(&format!("\n{}", body.trim_end()))?;
    }
    let heading = headings(&texts);
    for (section, text) in Section::ALL.into_iter().zip(texts) {
        if let Some(text) = text {
            let by_hugging_face =
                section == Section::Contribution && paper.contribution_by_hugging_face;
            let by = if by_hugging_face { " (AI summary by Hugging Face)" } else { "" };
            output.line(&format!("\n{}{by}\n{text}", heading(section)))?;
        }
    }
    Ok(exit)
}

/// The headings of a report, in its own language: they are a part of the text that is printed, and
/// a Chinese report under English headings reads as little as an English one under Chinese ones.
fn headings(texts: &[Option<String>]) -> fn(Section) -> &'static str {
    let is_han = |c: char| matches!(c, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}');
    let chars = || texts.iter().flatten().flat_map(|text| text.chars());
    // A Chinese report has English names in it, and an English one may quote some Chinese: a
    // character of Chinese counts as a word of English.
    let (han, words) = (
        chars().filter(|c| is_han(*c)).count(),
        texts
            .iter()
            .flatten()
            .flat_map(|text| text.split_whitespace())
            .filter(|word| word.is_ascii())
            .count(),
    );
    if han > words { Section::heading_zh } else { Section::heading_en }
}

/// A day or a span as the contract writes it.
pub fn span(app: &App, text: &str) -> Result<DateSpan, Failure> {
    DateSpan::parse(text, app.today())
        .map_err(|error: BadDate| Failure::Message(Exit::Usage, error.to_string()))
}

/// A day or a span where an id could be too.
pub fn date_or_id(app: &App, text: &str) -> Result<DateSpan, Failure> {
    DateSpan::parse(text, app.today()).map_err(|error| {
        let why = match error {
            BadDate::NoDay(part) => format!(
                "“{part}” is neither a date nor an arXiv id; use YYYY-MM-DD, today, FROM..TO or an id such as 2512.23576"
            ),
            other => other.to_string(),
        };
        Failure::Message(Exit::Usage, why)
    })
}

/// An id as the contract writes it.
pub fn paper_id(text: &str) -> Result<PaperId, Failure> {
    PaperId::parse(text).ok_or_else(|| {
        Failure::Message(Exit::Usage, format!("“{text}” contains no arXiv id such as 2512.23576"))
    })
}

fn marks(paper: &Paper) -> String {
    let mark = |on: bool, letter: char| if on { letter } else { '·' };
    [mark(paper.starred, '*'), mark(paper.later, 'L'), mark(!paper.read, 'u')].iter().collect()
}

#[cfg(test)]
mod tests {
    use super::{Section, headings};

    #[test]
    fn headings_are_in_the_language_of_the_report() {
        let of = |text: &str| headings(&[None, Some(text.to_owned())])(Section::Usage);
        assert_eq!(of("使用 LoRA 微调 Qwen2.5-VL 与 GPT-4o，在 ImageNet 上训练。"), "使用指南");
        assert_eq!(of("It maps “糊” to blurry, as speakers of Chinese do."), "Usage guide");
        assert_eq!(of(""), "Usage guide");
    }
}
