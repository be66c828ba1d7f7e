//! `less`, `unless`, `taste`, and the reasons of `list --order for-me`.

use crate::args::{Ids, Taste, TasteWord, WordKind};
use crate::exit::{Exit, Failure};
use crate::marking::ended;
use crate::output::Output;
use crate::reading::paper_id;
use paperboy_core::App;
use paperboy_core::wire::{self, ForMe, LearntState, Opinion, WordReason};
use serde_json::json;
use std::sync::Arc;

pub fn less(app: &Arc<App>, ids: &Ids, on: bool, output: &mut Output) -> Result<Exit, Failure> {
    let ids = ids.ids.iter().map(|id| paper_id(id)).collect::<Result<Vec<_>, _>>()?;
    ended(&app.say_less_of(&ids, on)?, output)
}

pub fn taste(app: &Arc<App>, what: Option<&Taste>, output: &mut Output) -> Result<Exit, Failure> {
    let change = match what {
        None => return listed(app, output),
        Some(Taste::More(TasteWord { word, kind })) => {
            with_opinion(app, *kind, word, Some(Opinion::More))?
        }
        Some(Taste::Less(TasteWord { word, kind })) => {
            with_opinion(app, *kind, word, Some(Opinion::Less))?
        }
        Some(Taste::Reset(TasteWord { word, kind })) => with_opinion(app, *kind, word, None)?,
        Some(Taste::Forget { word: Some(word), kind, .. }) => {
            with_opinion(app, *kind, word, Some(Opinion::Forgotten))?
        }
        // Clap asks for a word wherever not everything is forgotten.
        Some(Taste::Forget { word: None, .. }) => app.forget_taste()?,
    };
    if output.is_json() {
        output.document(&json!({ "changed": change.id.is_some() }))?;
    }
    Ok(Exit::Done)
}

fn with_opinion(
    app: &Arc<App>,
    kind: WordKind,
    word: &str,
    opinion: Option<Opinion>,
) -> Result<wire::Change, Failure> {
    let kind = match kind {
        WordKind::Subject => wire::WordKind::Subject,
        WordKind::Author => wire::WordKind::Author,
        WordKind::Organisation => wire::WordKind::Organisation,
    };
    Ok(app.set_opinion(kind, word, opinion)?)
}

fn listed(app: &Arc<App>, output: &mut Output) -> Result<Exit, Failure> {
    let taste = app.taste(true)?;
    if output.is_json() {
        output.document(&taste)?;
        return Ok(Exit::Done);
    }
    if let LearntState::TooFew { have, needed } = taste.learnt {
        output.warn(&format!(
            "a learnt order needs {needed} papers that are starred, highlighted, in Read later or in a collection; the library has {have}"
        ));
    }
    for word in &taste.words {
        let opinion = word.opinion.map_or("", |opinion| match opinion {
            Opinion::More => "  more",
            Opinion::Less => "  less",
            Opinion::Forgotten => "  forgotten",
        });
        let kind = match word.kind {
            wire::WordKind::Subject => "subject",
            wire::WordKind::Author => "author",
            wire::WordKind::Organisation => "organisation",
        };
        output.line(&format!(
            "{:>+6.2}  {kind:<12}  {}{opinion}",
            word.weight,
            names(&word.zh, &word.en)
        ))?;
    }
    Ok(Exit::Done)
}

/// A word as it is shown in both languages.
fn names(zh: &str, en: &str) -> String {
    if zh == en { zh.to_owned() } else { format!("{zh} ({en})") }
}

/// Why a paper has its place in the learnt order.
pub fn because(for_me: &ForMe, output: &mut Output) -> Result<(), Failure> {
    let words = |is_wanted: fn(&&WordReason) -> bool| {
        let wanted = for_me.reasons.iter().filter(is_wanted);
        wanted.map(|reason| names(&reason.zh, &reason.en)).collect::<Vec<_>>().join(", ")
    };
    let mut parts = Vec::new();
    let searches: Vec<&str> = for_me.searches.iter().map(|search| search.name.as_str()).collect();
    if !searches.is_empty() {
        parts.push(format!("found by: {}", searches.join(", ")));
    }
    let (raising, lowering) = (words(|one| one.weight > 0.0), words(|one| one.weight < 0.0));
    if !raising.is_empty() {
        parts.push(format!("raised by: {raising}"));
    }
    if !lowering.is_empty() {
        parts.push(format!("lowered by: {lowering}"));
    }
    if let Some(like) = &for_me.like {
        parts.push(format!("similar to {} ({})", like.title, like.id));
    }
    if parts.is_empty() {
        Ok(())
    } else {
        output.line(&format!("            {}", parts.join("; ")))
    }
}
