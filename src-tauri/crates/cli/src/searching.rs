//! `search`, `related`, `saved`.

use crate::args::{Saved, Search, Sort};
use crate::exit::{Exit, Failure};
use crate::output::Output;
use crate::reading::paper_id;
use paperboy_core::wire::{Hit, SearchAnswer, SortOrder};
use paperboy_core::{App, Section};
use serde::Serialize;
use serde_json::json;
use std::sync::Arc;

/// A search's answer, with the parsed tree on request.
#[derive(Serialize)]
struct Explained {
    #[serde(flatten)]
    answer: SearchAnswer,
    #[serde(skip_serializing_if = "Option::is_none")]
    tree: Option<String>,
}

/// Updates the index without waiting for another program, and prints a warning when papers are
/// missing from it.
pub fn update_index(app: &App, output: &Output) -> Result<(), Failure> {
    app.update_index()?;
    let index = app.index_state();
    if index.indexed == index.papers && app.is_index_behind()? {
        output.warn("the latest changes are not in the search index yet and were not searched");
    } else if index.indexed < index.papers {
        output.warn(&format!(
            "only {} of {} papers are in the search index so far; the others were not searched",
            index.indexed, index.papers
        ));
    }
    Ok(())
}

pub fn search(app: &Arc<App>, search: &Search, output: &mut Output) -> Result<Exit, Failure> {
    update_index(app, output)?;
    let sort = match search.sort {
        Sort::Relevance => SortOrder::Relevance,
        Sort::Newest => SortOrder::Newest,
    };
    let mut answer = app.search(&search.query, sort, search.offset, search.limit)?;
    answer.hits.iter_mut().for_each(name_the_field);
    let tree = search.explain.then(|| app.explain(&search.query).tree);
    if output.is_json() {
        output.document(&Explained { answer, tree })?;
        return Ok(Exit::Done);
    }
    if let Some(tree) = tree {
        output.line(&format!("interpreted as: {}\n{}\n", answer.understood, tree.trim_end()))?;
    }
    hits(&answer.hits, output)?;
    output.warn(&format!(
        "{}{} found",
        if answer.total_is_exact { "" } else { "about " },
        answer.total
    ));
    Ok(Exit::Done)
}

/// For a hit in the title alone, the window shows the title with its marks and a passage about the
/// paper. A program gets one text: the one with the marks.
fn name_the_field(hit: &mut Hit) {
    if hit.highlights.is_empty() && !hit.title_highlights.is_empty() {
        hit.field = "title".to_owned();
        hit.snippet.clone_from(&hit.title);
        hit.highlights.clone_from(&hit.title_highlights);
    }
}

pub fn related(app: &Arc<App>, id: &str, limit: u32, output: &mut Output) -> Result<Exit, Failure> {
    let id = paper_id(id)?;
    update_index(app, output)?;
    let related_papers = app.related(id.as_str(), limit)?;
    if output.is_json() {
        output.document(
            &json!({ "id": id.as_str(), "hits": related_papers, "is_complete": !app.is_index_behind()? }),
        )?;
    } else {
        hits(&related_papers, output)?;
    }
    Ok(Exit::Done)
}

pub fn saved(app: &Arc<App>, what: Option<&Saved>, output: &mut Output) -> Result<Exit, Failure> {
    match what {
        Some(Saved::Add { name, query }) => {
            app.save_search(name, query)?;
        }
        Some(Saved::Remove { name }) => {
            app.remove_saved(name)?;
        }
        Some(Saved::Run { name }) => {
            let query = app.saved_query(name)?;
            return search(
                app,
                &Search { query, limit: 20, offset: 0, sort: Sort::Relevance, explain: false },
                output,
            );
        }
        None => {}
    }
    // After a change, JSON gets the list; a person gets failures alone.
    if what.is_some() && !output.is_json() {
        return Ok(Exit::Done);
    }
    update_index(app, output)?;
    let saved = app.saved_searches()?;
    if output.is_json() {
        output.document(&saved)?;
    } else {
        for search in saved {
            output.line(&format!(
                "{}  {} found, {} unread  {}",
                search.name, search.total, search.unread, search.query
            ))?;
        }
    }
    Ok(Exit::Done)
}

/// Where a hit was found, as the window names it.
fn field(key: &str) -> &str {
    let section = Section::ALL.into_iter().find(|section| section.key() == key);
    match (section, key) {
        (Some(section), _) => section.heading_en(),
        (None, "title") => "Title",
        (None, "abstract") => "Abstract",
        (None, "summary") => "AI summary by Hugging Face",
        (None, "author") => "Authors",
        (None, "note") => "Note",
        (None, "tag") => "Tags",
        (None, "highlight") => "Highlight",
        (None, other) => other,
    }
}

fn hits(hits: &[Hit], output: &mut Output) -> Result<(), Failure> {
    let mut looser = false;
    for hit in hits {
        if hit.looser && !looser {
            output.line("-- looser matches --")?;
            looser = true;
        }
        output.line(&format!("{}  {}  {}", hit.date, hit.id, hit.title))?;
        let field = field(&hit.field);
        let similar = if hit.meaning { "similar in meaning, " } else { "" };
        output.line(&format!(
            "    {similar}{field}: {}",
            hit.snippet.split_whitespace().collect::<Vec<_>>().join(" ")
        ))?;
    }
    Ok(())
}
