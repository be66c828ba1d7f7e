//! `import`, `check`, `reindex`, `settings`.

use crate::exit::{Exit, Failure};
use crate::following;
use crate::output::{Output, count, noun};
use crate::progress;
use paperboy_core::wire::{
    ImportProblem, Imported, ImportedFile, JobKind, KeyChange, KeyOutcome, KeySource, Outcome,
};
use paperboy_core::{App, in_words, setting_keys};
use paperboy_secret::Zeroizing;
use serde_json::json;
use std::io::Read;
use std::path::PathBuf;
use std::sync::Arc;

/// The most taken from stdin, in bytes.
const MAX_STDIN_BYTES: u64 = 64 << 20;

/// The longest key taken from stdin, in bytes.
const MAX_KEY_BYTES: u64 = 10_000;

pub fn import(app: &Arc<App>, paths: &[PathBuf], output: &mut Output) -> Result<Exit, Failure> {
    let (stdin, paths): (Vec<PathBuf>, Vec<PathBuf>) =
        paths.iter().cloned().partition(|path| path.as_os_str() == "-");
    let mut imported = Imported { files: Vec::new(), left_out: 0, cancelled: false };
    if !stdin.is_empty() {
        imported.files.push(import_stdin(app)?);
    }
    let job = progress::stoppable(JobKind::Import);
    let files = app.import(&paths, &job)?;
    imported.files.extend(files.files);
    imported.left_out = files.left_out;
    imported.cancelled = files.cancelled;
    if !imported.cancelled {
        following::papers(app, &job, output);
        let worker = app.clone();
        if let Some(Err(error)) = job.wait_for(move || worker.back_up()) {
            output.warn(&error.wire().message);
        }
    }
    for file in &imported.files {
        report(file, output)?;
    }
    if output.is_json() {
        output.document(&document(&imported))?;
    } else if imported.left_out > 0 {
        output.line(&left_out(imported.left_out))?;
    }
    Ok(match imported {
        Imported { cancelled: true, .. } => Exit::Stopped,
        imported if imported.files.iter().any(|file| file.outcome == Outcome::Refused) => {
            Exit::SomeFailed
        }
        _ => Exit::Done,
    })
}

/// The result of an import in the form of the contract: problems are sentences.
fn document(imported: &Imported) -> serde_json::Value {
    let files = imported.files.iter().map(|file| {
        let problems: Vec<String> = file.problems.iter().map(ImportProblem::to_string).collect();
        json!({
            "path": file.path, "kind": file.kind, "date": file.date, "collection": file.collection,
            "papers": file.papers, "highlights": file.highlights, "outcome": file.outcome, "problems": problems,
        })
    });
    json!({
        "files": files.collect::<Vec<_>>(),
        "left_out": imported.left_out,
        "cancelled": imported.cancelled,
    })
}

fn left_out(count: u32) -> String {
    let (files, were) =
        if count == 1 { ("file or folder", "was") } else { ("files or folders", "were") };
    format!("{count} {files} {were} skipped: hidden items, and conflict copies from a sync program")
}

fn report(file: &ImportedFile, output: &mut Output) -> Result<(), Failure> {
    let outcome = match file.outcome {
        Outcome::Added => "added",
        Outcome::Updated => "updated",
        Outcome::Unchanged => "unchanged",
        Outcome::Refused => "not imported",
    };
    if !output.is_json() {
        output.line(&format!(
            "{outcome:<12}  {:<10}  {:>3} {:<6}  {}",
            file.date.as_deref().or(file.collection.as_deref()).unwrap_or("-"),
            file.papers,
            noun(file.papers.into(), "paper"),
            file.path
        ))?;
    }
    for problem in &file.problems {
        output.warn(&match problem {
            // These name the file.
            ImportProblem::Missing { .. }
            | ImportProblem::NoPermission { .. }
            | ImportProblem::Unreadable { .. }
            | ImportProblem::TooLarge { .. }
            | ImportProblem::NotAFile { .. } => problem.to_string(),
            _ => format!("{}: {problem}", file.path),
        });
    }
    Ok(())
}

fn import_stdin(app: &Arc<App>) -> Result<ImportedFile, Failure> {
    let unread =
        |why: String| Failure::Message(Exit::SomeFailed, format!("stdin was not imported: {why}"));
    let mut bytes = Vec::new();
    std::io::stdin()
        .take(MAX_STDIN_BYTES + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| unread(in_words(&error)))?;
    if bytes.len() as u64 > MAX_STDIN_BYTES {
        return Err(unread("it is larger than 64 MB; save it as a file, or divide it".to_owned()));
    }
    Ok(app.import_bytes("-", bytes)?)
}

pub fn check(app: &Arc<App>, repair: bool, output: &mut Output) -> Result<Exit, Failure> {
    let health = app.check(repair)?;
    if output.is_json() {
        output.document(&health)?;
    } else {
        output.line(&format!(
            "database  {}\nindex     {}\npapers    {}\nindexed   {}",
            health.database, health.index, health.papers, health.indexed
        ))?;
    }
    let well = health.database == "ok" && health.index == "ok" && health.papers == health.indexed;
    if !well && !repair {
        output.warn("run `paperboy check --repair` to repair the library; if another program is using it or the disk is full, deal with that first");
    }
    Ok(if well { Exit::Done } else { Exit::SomeFailed })
}

pub fn reindex(app: &Arc<App>, output: &mut Output) -> Result<Exit, Failure> {
    app.reindex()?;
    let state = app.index_state();
    let encoded = app.update_vectors(&|| false)?;
    if let Some(why) = app.meaning_state()?.trouble {
        output.warn(&format!("the embedding service can't be used now: {why}"));
    }
    if output.is_json() {
        output.document(
            &json!({ "papers": state.papers, "indexed": state.indexed, "encoded": encoded }),
        )?;
    } else {
        output.line(&format!("{} indexed", count(state.indexed.into(), "paper")))?;
        if let Some(encoded) = encoded {
            output.line(&format!("{} can be found by meaning", count(encoded, "paper")))?;
        }
    }
    Ok(Exit::Done)
}

/// Not a setting of the library: it goes to the system's keyring.
const MODEL_KEY: &str = "model.key";
/// Likewise, and it is never shown.
const EMBEDDINGS_KEY: &str = "embeddings.key";

/// The key as it was typed, or from stdin: what is typed stays in the shell's history.
fn key_from(value: &str) -> Result<Zeroizing<String>, Failure> {
    let refused =
        |why: &str| Failure::Message(Exit::Usage, format!("the API key was not saved: {why}"));
    if value != "-" {
        return Ok(Zeroizing::new(value.to_owned()));
    }
    let mut bytes = Zeroizing::new(Vec::with_capacity(MAX_KEY_BYTES as usize + 3));
    // One byte more than is accepted shows that there are too many.
    std::io::stdin()
        .take(MAX_KEY_BYTES + 3)
        .read_to_end(&mut bytes)
        .map_err(|error| refused(&in_words(&error)))?;
    let key = std::str::from_utf8(&bytes).map_err(|_| refused("it is not UTF-8"))?.trim();
    if key.len() as u64 > MAX_KEY_BYTES {
        return Err(refused("it has more than 10,000 characters"));
    }
    if key.is_empty() {
        return Err(refused("stdin was empty; to remove the API key, give '' as the value"));
    }
    Ok(Zeroizing::new(key.to_owned()))
}

/// Saves or removes the key, and reports the outcome.
fn set_key(app: &Arc<App>, value: &str, output: &Output) -> Result<(), Failure> {
    let KeyChange { outcome, settings } = app.set_model_key(Some(&key_from(value)?))?;
    output.warn(in_words_of(outcome));
    if settings.key_from == Some(KeySource::Environment) {
        output.warn("PAPERBOY_MODEL_KEY in the environment takes precedence over the API key in the system keyring");
    }
    Ok(())
}

fn in_words_of(outcome: KeyOutcome) -> &'static str {
    match outcome {
        KeyOutcome::Saved => "the API key was saved in the system keyring",
        KeyOutcome::Removed => "the API key was removed from the system keyring",
        KeyOutcome::WasNone => "there was no API key in the system keyring",
    }
}

pub fn settings(
    app: &Arc<App>,
    key: Option<&str>,
    value: Option<&str>,
    output: &mut Output,
) -> Result<Exit, Failure> {
    match (key, value) {
        (Some(MODEL_KEY), Some(value)) => set_key(app, value, output)?,
        (Some(EMBEDDINGS_KEY), Some(value)) => {
            output.warn(in_words_of(app.set_embeddings_key(Some(&key_from(value)?))?));
            return Ok(Exit::Done);
        }
        (Some(EMBEDDINGS_KEY), None) => {
            return Err(Failure::Message(
                Exit::Usage,
                "embeddings.key is never shown; to change it, give '-' as the value to read the new one from stdin, or '' to remove it".to_owned(),
            ));
        }
        (Some(key), Some(value)) => drop(app.set_setting(key, value)?),
        _ => {}
    }
    let keys = key.map_or_else(|| setting_keys().chain([MODEL_KEY]).collect(), |key| vec![key]);
    let mut values = serde_json::Map::new();
    for key in keys {
        // The key's origin is printed, never the key. A key that was just saved need not
        // be looked for.
        let setting = match key {
            MODEL_KEY if value.is_none() || output.is_json() => {
                source_of_key(app, value.is_some(), output)?
            }
            MODEL_KEY => continue,
            key => Some(app.setting(key)?),
        };
        values.insert(key.to_owned(), setting.into());
    }
    if output.is_json() {
        output.document(&values)?;
    } else if value.is_none() {
        for (key, value) in &values {
            output.line(&format!("{key} {}", value.as_str().unwrap_or_default()))?;
        }
    }
    Ok(Exit::Done)
}

/// Where the key comes from. Reports why there is none, unless that was just reported.
fn source_of_key(
    app: &Arc<App>,
    was_reported: bool,
    output: &Output,
) -> Result<Option<String>, Failure> {
    let settings = app.model_settings()?;
    if let Some(trouble) = settings.key_trouble {
        output.warn(trouble.sentence());
    }
    if settings.key_shadowed && !was_reported {
        output.warn("PAPERBOY_MODEL_KEY in the environment takes precedence over the API key in the system keyring");
    }
    Ok(settings.key_from.map(|from| from.key().to_owned()))
}
