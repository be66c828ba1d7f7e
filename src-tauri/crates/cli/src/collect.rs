//! `collect`: lists and changes collections.

use crate::args::Collect;
use crate::exit::{Exit, Failure};
use crate::marking::{ended, note_from_stdin};
use crate::output::{Output, noun};
use crate::reading::paper_id;
use paperboy_core::wire::{Collection, ValueCause};
use paperboy_core::{App, CollectionChange, CollectionId, Error, Filter, Marked, PaperId};
use serde_json::json;
use std::sync::Arc;

pub fn collect(
    app: &Arc<App>,
    what: Option<&Collect>,
    output: &mut Output,
) -> Result<Exit, Failure> {
    let id = |name: &str| app.collection_named(name);
    let changed = match what {
        None => return list(&app.collections()?, output),
        Some(Collect::Add { name, ids }) => {
            let (papers, add) = (paper_ids(ids)?, vec![find_or_create(app, name)?]);
            let marked =
                app.collect_papers(&papers, &CollectionChange { add, ..Default::default() })?;
            return ended(&marked, output);
        }
        Some(Collect::Remove { name, ids }) => {
            let (papers, remove) = (paper_ids(ids)?, vec![id(name)?]);
            let marked =
                app.collect_papers(&papers, &CollectionChange { remove, ..Default::default() })?;
            return ended(&marked, output);
        }
        Some(Collect::Order { name, ids, before }) => {
            let id = id(name)?;
            let there =
                app.papers(&Filter { collection: Some(id.clone()), ..Filter::default() })?;
            let (known, unknown): (Vec<PaperId>, Vec<PaperId>) = paper_ids(ids)?
                .into_iter()
                .partition(|paper| there.iter().any(|it| it.id == paper.as_str()));
            let before = before.as_deref().map(paper_id).transpose()?;
            let before = before.as_ref().map(PaperId::as_str);
            let papers: Vec<String> = known.into_iter().map(String::from).collect();
            let change = app.move_collected(id.as_str(), &papers, before)?;
            for paper in &unknown {
                output.warn(&format!("{paper} is not in the collection “{name}”"));
            }
            let exit = ended(&Marked { change, unknown: Vec::new() }, output)?;
            return Ok(if unknown.is_empty() { exit } else { Exit::SomeFailed });
        }
        Some(Collect::Note { name, text }) => {
            return note(app, name, text.as_deref(), output);
        }
        Some(Collect::New { name, parent }) => {
            let parent = parent.as_deref().map(id).transpose()?;
            app.add_collection(name, parent.as_ref().map(CollectionId::as_str)).map(|_| name)?
        }
        Some(Collect::Rename { name, to }) => {
            app.rename_collection(id(name)?.as_str(), to).map(|_| to)?
        }
        Some(Collect::Move { name, parent, before }) => {
            let parent = parent.as_deref().map(id).transpose()?;
            let before = before.as_deref().map(id).transpose()?;
            let [parent, before] = [&parent, &before].map(|id| id.as_ref().map(|id| id.as_str()));
            app.move_collection(id(name)?.as_str(), parent, before).map(|_| name)?
        }
        Some(Collect::Merge { name, into }) => {
            app.merge_collections(id(name)?.as_str(), id(into)?.as_str()).map(|_| into)?
        }
        Some(Collect::Delete { name }) => {
            app.remove_collection(id(name)?.as_str())?;
            return list(&[], output);
        }
    };
    let all = app.collections()?;
    let id = id(changed)?;
    let changed: Vec<Collection> = all.into_iter().filter(|it| it.id == id.as_str()).collect();
    list(&changed, output)
}

/// The collection of this name; it is created if there is none.
fn find_or_create(app: &App, name: &str) -> Result<CollectionId, Error> {
    created_if_unknown(app.collection_named(name), || {
        app.add_collection(name, None)?;
        app.collection_named(name)
    })
}

/// Creates a collection only if it was not found. Any other error may hide one that exists.
fn created_if_unknown(
    found: Result<CollectionId, Error>,
    create: impl FnOnce() -> Result<CollectionId, Error>,
) -> Result<CollectionId, Error> {
    match found {
        Err(Error::BadValue(ValueCause::UnknownCollection { .. })) => create(),
        found => found,
    }
}

fn list(collections: &[Collection], output: &mut Output) -> Result<Exit, Failure> {
    if output.is_json() {
        output.document(&collections)?;
        return Ok(Exit::Done);
    }
    for collection in collections {
        let indent = if collection.parent.is_some() { "  " } else { "" };
        let papers = noun(collection.papers.into(), "paper");
        output
            .line(&format!("{:>5} {papers:<6}  {indent}{}", collection.papers, collection.name))?;
    }
    Ok(Exit::Done)
}

fn note(app: &App, name: &str, text: Option<&str>, output: &mut Output) -> Result<Exit, Failure> {
    let id = app.collection_named(name)?;
    let text = match text {
        Some("-") => Some(note_from_stdin()?),
        other => other.map(str::to_owned),
    };
    let is_shown = text.is_none();
    if let Some(text) = text {
        app.set_collection_note(id.as_str(), &text)?;
    }
    let note =
        app.collections()?.into_iter().find(|it| it.id == id.as_str()).and_then(|it| it.note);
    if output.is_json() {
        output.document(&json!({ "id": id.as_str(), "note": note }))?;
    } else if let Some(note) = note.filter(|_| is_shown) {
        output.line(&note)?;
    }
    Ok(Exit::Done)
}

fn paper_ids(ids: &[String]) -> Result<Vec<PaperId>, Failure> {
    ids.iter().map(|id| paper_id(id)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_collection_is_created_only_if_the_library_has_none_of_that_name() {
        let unknown = ValueCause::UnknownCollection { name: "Talk".to_owned() };
        let created =
            created_if_unknown(Err(unknown.into()), || Err(ValueCause::NoCollectionName.into()));
        assert!(
            matches!(created, Err(Error::BadValue(ValueCause::NoCollectionName))),
            "{created:?}"
        );
        let failed = created_if_unknown(Err(Error::Offline(Vec::new())), || {
            panic!("an error that hides whether the collection exists must not create it")
        });
        assert!(matches!(failed, Err(Error::Offline(_))), "{failed:?}");
    }
}
