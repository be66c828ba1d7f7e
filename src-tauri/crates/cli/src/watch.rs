//! `watch`: what is new about papers that the user keeps.

use crate::args::Watch;
use crate::exit::{Exit, Failure};
use crate::output::{Output, count};
use crate::progress;
use paperboy_core::App;
use paperboy_core::wire::{JobKind, News, NewsOfPaper};
use serde_json::{Value, json};
use std::sync::Arc;

pub fn watch(app: &Arc<App>, what: Option<&Watch>, output: &mut Output) -> Result<Exit, Failure> {
    match what {
        None => asked(app, output),
        Some(Watch::List) => {
            let news = app.paper_news(None)?;
            if output.is_json() {
                output.document(&json!({ "news": in_json(&news) }))?;
            } else {
                listed(&news, output)?;
            }
            Ok(Exit::Done)
        }
        Some(Watch::Aside(ids)) => {
            let aside = app.put_news_aside(Some(&ids.ids))?;
            if output.is_json() {
                output.document(&json!({ "aside": aside }))?;
            }
            Ok(Exit::Done)
        }
    }
}

fn asked(app: &Arc<App>, output: &mut Output) -> Result<Exit, Failure> {
    let job = progress::stoppable(JobKind::Watch);
    let (worker, of) = (app.clone(), job.clone());
    let watched = job.wait_for(move || worker.watch(&of)).transpose()?.unwrap_or_default();
    for id in &watched.unknown {
        output.warn(&format!("{id}: arXiv has no paper with this id"));
    }
    if let Some(problem) = &watched.problem {
        output
            .warn(&format!("the papers you keep could not all be checked for updates: {problem}"));
    }
    if output.is_json() {
        let unknown: Vec<String> = watched.unknown.iter().map(ToString::to_string).collect();
        output.document(&json!({
            "asked": watched.asked,
            "news": in_json(&watched.news),
            "unknown": unknown,
            "problem": watched.problem.as_ref().map(ToString::to_string),
        }))?;
    } else {
        listed(&watched.news, output)?;
        output.line(&format!(
            "{} checked, {}",
            count(watched.asked.into(), "paper"),
            count(watched.news.len() as u64, "update")
        ))?;
    }
    Ok(match () {
        () if job.is_cancelled() => Exit::Stopped,
        () if watched.problem.is_some() || !watched.unknown.is_empty() => Exit::SomeFailed,
        () => Exit::Done,
    })
}

fn in_json(news: &[NewsOfPaper]) -> Vec<Value> {
    let one = |NewsOfPaper { id, title, news, found }: &NewsOfPaper| {
        let mut one = json!({ "id": id, "title": title, "found": found });
        if let (Value::Object(one), Ok(Value::Object(news))) =
            (&mut one, serde_json::to_value(news))
        {
            one.extend(news);
        }
        one
    };
    news.iter().map(one).collect()
}

fn listed(news: &[NewsOfPaper], output: &mut Output) -> Result<(), Failure> {
    for NewsOfPaper { id, title, news, .. } in news {
        let what = match news {
            News::Version { version, since: Some(since) } => {
                format!("version {version} since {}", since.get(..10).unwrap_or(since))
            }
            News::Version { version, since: None } => format!("version {version}"),
            News::Withdrawn { quote } => format!("withdrawn: {quote}"),
            News::Reference { quote } => format!("published: {quote}"),
            News::Code { url } => format!("code: {url}"),
        };
        output.line(&format!("{id}  {title}"))?;
        output.line(&format!("            {what}"))?;
    }
    Ok(())
}
