//! `backup`, `backups`, `restore`.

use crate::args::Backups as Command;
use crate::exit::{Exit, Failure};
use crate::following;
use crate::output::{Output, count, held};
use crate::progress;
use paperboy_core::wire::{AddedFacts, Backup, Backups, JobKind};
use paperboy_core::{App, Begin, size};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub fn backup(app: &Arc<App>, path: &Path, output: &mut Output) -> Result<Exit, Failure> {
    let job = progress::stoppable(JobKind::Backup);
    match app.backup_to(path, &job) {
        Err(_) if job.is_cancelled() => return Ok(Exit::Stopped),
        made => made?,
    }
    if output.is_json() {
        output.document(&json!({ "path": path.display().to_string() }))?;
    }
    Ok(Exit::Done)
}

pub fn backups(
    app: &Arc<App>,
    command: Option<&Command>,
    output: &mut Output,
) -> Result<Exit, Failure> {
    let mut exit = Exit::Done;
    if let Some(Command::Forget { names }) = command {
        for name in names {
            if let Err(error) = app.forget_backup(name) {
                output.warn(&error.wire().message);
                exit = Exit::SomeFailed;
            }
        }
    }
    let Backups { copies, facts, damaged, max_bytes } = app.backups()?;
    let folder = app.library();
    if output.is_json() {
        let rows = |files: &[Backup], folder: &Path, kind: &str| -> Vec<Value> {
            let row = |file: &Backup| {
                let Backup { name, made, bytes, reason } = file;
                json!({ "name": name, "kind": kind, "reason": reason, "made": made, "bytes": *bytes as u64, "path": folder.join(name).display().to_string() })
            };
            files.iter().map(row).collect()
        };
        let backups = folder.join("backups");
        let files = [
            rows(&copies, &backups, "copy"),
            rows(&facts, &backups, "facts"),
            rows(&damaged, folder, "damaged"),
        ]
        .concat();
        output.document(&json!({ "files": files, "max_bytes": max_bytes as u64 }))?;
        return Ok(exit);
    }
    for file in copies.iter().chain(&facts).chain(&damaged) {
        let Backup { name, made, bytes, reason } = file;
        output.line(&format!("{made}  {reason:<9}  {:>10}  {name}", size(*bytes as u64)))?;
    }
    let total: f64 = copies.iter().map(|copy| copy.bytes).sum();
    let taken = if copies.is_empty() {
        "no full backups yet".to_owned()
    } else {
        format!("the full backups take up {}", size(total as u64))
    };
    output.line(&format!("{taken}; the limit is {}", size(max_bytes as u64)))?;
    Ok(exit)
}

pub fn restore(app: &Arc<App>, path: &Path, output: &mut Output) -> Result<Exit, Failure> {
    let backup = app.restore_from(&located(app.library(), path))?;
    output.warn(&format!("the previous library was backed up to {}", backup.display()));
    following::index(app, output);
    if output.is_json() {
        output.document(&json!({ "restored": path.display().to_string(), "before": backup.display().to_string() }))?;
    }
    Ok(Exit::Done)
}

pub fn salvage(app: &Arc<App>, path: &Path, output: &mut Output) -> Result<Exit, Failure> {
    let (backup, recovery) = app.salvage_from(&located(app.library(), path))?;
    output.warn(&format!("the previous library was backed up to {}", backup.display()));
    following::index(app, output);
    if output.is_json() {
        output.document(&json!({ "salvaged": path.display().to_string(), "before": backup.display().to_string(), "recovery": recovery }))?;
    } else {
        let lost = match recovery.lost {
            0 => String::new(),
            lost => format!(
                "; {} of the database could not be read",
                count(lost.into(), "damaged part")
            ),
        };
        output.line(&format!("added: {}{lost}", held(&recovery.newer)))?;
    }
    Ok(Exit::Done)
}

pub fn facts(app: &Arc<App>, path: &Path, output: &mut Output) -> Result<Exit, Failure> {
    let added = app.restore_facts(&located(app.library(), path))?;
    following::index(app, output);
    let AddedFacts { starred, later, read, tags, notes, saved, unreadable, .. } = added;
    if unreadable > 0 {
        output.warn(&format!(
            "{} of the file could not be read and {} skipped",
            count(unreadable.into(), "line"),
            if unreadable == 1 { "was" } else { "were" }
        ));
    }
    if output.is_json() {
        output.document(&json!({ "restored": path.display().to_string(), "added": added }))?;
    } else {
        output.line(&format!(
            "added: {}, {}, {later} in Read later, {}, {}, {}, {}, {} in collections, {} and {}",
            count(starred.into(), "star"),
            count(read.into(), "read mark"),
            count(tags.into(), "tag"),
            count(notes.into(), "note"),
            count(added.highlights.into(), "highlight"),
            count(added.collections.into(), "collection"),
            count(added.collected.into(), "paper"),
            count(added.citation_keys.into(), "citation key"),
            if saved == 1 {
                "1 saved search".to_owned()
            } else {
                format!("{saved} saved searches")
            }
        ))?;
    }
    Ok(if unreadable == 0 { Exit::Done } else { Exit::SomeFailed })
}

/// The library was missing and was restored or created as requested.
pub fn begun(app: &Arc<App>, begin: &Begin, output: &mut Output) -> Result<Exit, Failure> {
    following::index(app, output);
    if output.is_json() {
        let restored =
            if let Begin::With(path) = begin { Some(path.display().to_string()) } else { None };
        output.document(&json!({ "restored": restored, "before": null }))?;
    }
    Ok(Exit::Done)
}

/// `--empty` where the library is there.
pub fn not_missing() -> Failure {
    Failure::Message(
        Exit::Usage,
        "nothing was changed: library.db exists, and --empty is only for a library without it"
            .to_owned(),
    )
}

/// The file of a path, or of a name that `backups` lists: backups have a folder of their own, and
/// damaged libraries are beside the library.
pub fn located(library: &Path, path: &Path) -> PathBuf {
    let is_name = path.components().count() == 1 && !path.exists();
    [library.join("backups"), library.to_owned()]
        .into_iter()
        .map(|folder| folder.join(path))
        .find(|listed| is_name && listed.exists())
        .unwrap_or_else(|| path.to_owned())
}
