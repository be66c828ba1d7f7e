//! `publish`.

use crate::args;
use crate::exit::{Exit, Failure};
use crate::output::{Output, count};
use crate::progress;
use crate::searching;
use crate::sync::from_stdin;
use paperboy_core::wire::{JobKind, PublishSettings, Published};
use paperboy_core::{App, Publish};
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub fn publish(
    app: &Arc<App>,
    arguments: &args::Publish,
    output: &mut Output,
) -> Result<Exit, Failure> {
    let path = signed_in(app, arguments, output)?;
    let publish = requested(app, arguments, path)?;
    if !publish.query.is_empty() {
        searching::update_index(app, output)?;
    }
    let job = progress::stoppable(JobKind::Publish);
    let (worker, of) = (app.clone(), job.clone());
    let ended = job.wait_for(move || worker.publish(&publish, &of));
    let Some(result) = ended.transpose()? else { return Ok(Exit::Stopped) };
    warn(&result, output);
    if output.is_json() {
        output.document(&result)?;
    } else {
        output.line(&format!(
            "{}  {}  {} written  {} unchanged  {}",
            count(result.days.into(), "day"),
            count(result.papers.into(), "paper"),
            result.written,
            result.unchanged,
            result.folder
        ))?;
    }
    Ok(match &result {
        result if result.cancelled => Exit::Stopped,
        result if !result.failures.is_empty() || !result.foreign.is_empty() => Exit::SomeFailed,
        _ => Exit::Done,
    })
}

/// Says what was not published.
pub fn warn(result: &Published, output: &Output) {
    for file in &result.foreign {
        output.warn(&format!(
            "{file} was left as it is, because Paperboy did not write it or it has been changed since"
        ));
    }
    for failure in &result.failures {
        output.warn(&format!("{} was not written: {}", failure.path, failure.why));
    }
    if result.withheld > 0 {
        output.warn(&format!(
            "{} not published, because {} sentences of the paper, whose licence is not known or does not allow passing them on",
            were(result.withheld),
            if result.withheld == 1 { "it contains" } else { "each contains" },
        ));
    }
}

fn were(reports: u32) -> String {
    let was = if reports == 1 { "was" } else { "were" };
    format!("{} {was}", count(reports.into(), "report"))
}

/// The folder that the arguments name. At a server, it is signed in.
fn signed_in(
    app: &App,
    arguments: &args::Publish,
    output: &Output,
) -> Result<Option<PathBuf>, Failure> {
    let (Some(path), Some(user)) = (&arguments.path, &arguments.user) else {
        return Ok(arguments.path.clone());
    };
    let password = from_stdin()?;
    let (address, trouble) = app.sign_in_to_publish(&path.to_string_lossy(), user, &password)?;
    if let Some(why) = trouble {
        output.warn(&format!(
            "the password could not be saved in the system keyring ({}), so it is needed again the next time",
            why.of_keyring()
        ));
    }
    Ok(Some(address.into()))
}

/// What the arguments name, and else the settings, which are of the folder in them.
fn requested(
    app: &App,
    arguments: &args::Publish,
    path: Option<PathBuf>,
) -> Result<Publish, Failure> {
    let settings = app.publish_settings()?;
    let is_of_settings = |path: &Path| settings.folder.as_deref() == path.to_str();
    let PublishSettings { query, title, address, .. } = match &path {
        Some(path) if !is_of_settings(path) => PublishSettings {
            folder: None,
            query: String::new(),
            title: String::new(),
            address: String::new(),
            auto: false,
        },
        _ => settings.clone(),
    };
    let folder: PathBuf = match path {
        Some(path) => path,
        None => app.publish_of_settings()?.folder,
    };
    Ok(Publish {
        folder,
        query: arguments.query.clone().unwrap_or(query),
        title: arguments.title.clone().unwrap_or(title),
        address: arguments.address.clone().unwrap_or(address),
    })
}
