//! `subscribe`, and the subscriptions in the output of `fetch`.

use crate::args;
use crate::exit::{Exit, Failure};
use crate::following;
use crate::output::{Output, count};
use crate::progress;
use paperboy_core::wire::{
    FetchedSubscription, JobKind, Subscription, SubscriptionKind, SubscriptionResult,
};
use paperboy_core::{App, Job};
use std::path::Path;
use std::sync::Arc;

pub fn subscribe(
    app: &Arc<App>,
    arguments: &args::Subscribe,
    output: &mut Output,
) -> Result<Exit, Failure> {
    if let Some(name) = &arguments.remove {
        app.unsubscribe(name)?;
        return Ok(Exit::Done);
    }
    match &arguments.address {
        Some(address) => add(app, address, arguments.name.as_deref(), output),
        None => list(app, output),
    }
}

fn add(
    app: &Arc<App>,
    address: &str,
    name: Option<&str>,
    output: &mut Output,
) -> Result<Exit, Failure> {
    // A folder may be named from where the command runs.
    let address = match Path::new(address).canonicalize() {
        Ok(folder) if folder.is_dir() => folder.display().to_string(),
        _ => address.to_owned(),
    };
    let job = progress::stoppable(JobKind::Fetch);
    let added = match app.subscribe(&address, name, &job) {
        Err(_) if job.is_cancelled() => return Ok(Exit::Stopped),
        added => added?,
    };
    let fetched = fetch(app, Some(&added.name), true, &job)?;
    following::papers(app, &job, output);
    if output.is_json() {
        let all = app.subscriptions()?;
        let stored = all.iter().find(|one| one.address == added.address);
        output.document(stored.unwrap_or(&added))?;
        warn(&fetched, output);
    } else {
        output.line(&format!("subscribed to {} ({})", added.name, added.address))?;
        print(&fetched, output)?;
    }
    Ok(exit(&fetched, &job))
}

fn list(app: &Arc<App>, output: &mut Output) -> Result<Exit, Failure> {
    let all = app.subscriptions()?;
    if output.is_json() {
        output.document(&all)?;
        return Ok(Exit::Done);
    }
    for Subscription { name, address, kind, checked, last, .. } in all {
        let kind = match kind {
            Some(SubscriptionKind::Days) => "days",
            Some(SubscriptionKind::List) => "papers",
            Some(SubscriptionKind::Category) => "category",
            None => "-",
        };
        let checked = checked.as_deref().unwrap_or("never");
        output.line(&format!("{name}  {kind}  {checked}  {address}"))?;
        if let Some(why) = last.and_then(|last| last.problem) {
            output.warn(&format!("{name}: {why}"));
        }
    }
    Ok(Exit::Done)
}

/// Fetches what is new in the subscriptions. What came before a stop is kept, although it is not
/// listed.
pub fn fetch(
    app: &Arc<App>,
    only: Option<&str>,
    write: bool,
    job: &Job,
) -> Result<Vec<FetchedSubscription>, Failure> {
    let (worker, of, only) = (app.clone(), job.clone(), only.map(str::to_owned));
    let fetched = job.wait_for(move || worker.fetch_subscriptions(only.as_deref(), write, &of));
    Ok(fetched.transpose()?.unwrap_or_default())
}

/// Prints what the subscriptions added.
pub fn print(fetched: &[FetchedSubscription], output: &mut Output) -> Result<(), Failure> {
    for FetchedSubscription { name, result } in fetched {
        let SubscriptionResult { days, papers, .. } = result;
        output.line(&format!(
            "{name}  {} new or changed  {} new",
            count((*days).into(), "day"),
            count((*papers).into(), "paper")
        ))?;
    }
    warn(fetched, output);
    Ok(())
}

/// Reports what could not be fetched.
pub fn warn(fetched: &[FetchedSubscription], output: &Output) {
    for FetchedSubscription { name, result } in fetched {
        if let Some(why) = &result.problem {
            output.warn(&format!("{name}: {why}"));
        }
    }
}

/// Whether everything was fetched.
pub fn exit(fetched: &[FetchedSubscription], job: &Job) -> Exit {
    match job.is_cancelled() {
        true => Exit::Stopped,
        false if fetched.iter().any(|one| one.result.problem.is_some()) => Exit::SomeFailed,
        false => Exit::Done,
    }
}
