//! `sync`.

use crate::args::{Sync, SyncWhat};
use crate::exit::{Exit, Failure};
use crate::following;
use crate::output::{Output, count, local};
use crate::progress;
use paperboy_core::wire::{
    JobKind, KeyTrouble, SyncDevice, SyncPreview, SyncSetup, SyncState, SyncStatus, Synced,
};
use paperboy_core::{App, Error, Job, in_words};
use paperboy_secret::Zeroizing;
use std::io::Read;
use std::sync::Arc;

/// The longest text taken from stdin, in bytes.
const MAX_SECRET_BYTES: u64 = 10_000;

pub fn sync(app: &Arc<App>, arguments: &Sync, output: &mut Output) -> Result<Exit, Failure> {
    match &arguments.what {
        Some(SyncWhat::Setup { path, user, readable, passphrase }) => {
            let address = path.to_str().filter(|text| App::is_sync_address(text));
            let done = match address {
                Some(address) => set_up_server(app, address, user.as_deref(), *readable)?,
                None => {
                    let passphrase = passphrase.then(from_stdin).transpose()?;
                    app.set_up_sync(path, passphrase.as_ref().map(|text| text.as_str()))?
                }
            };
            set_up(app, &done, output)
        }
        Some(SyncWhat::Remove { device }) => {
            let job = progress::stoppable(JobKind::Sync);
            let ended = app.remove_sync_device(device, &job);
            finished(app, &job, Some(ended), output)
        }
        Some(SyncWhat::Forget) => {
            app.forget_sync()?;
            Ok(Exit::Done)
        }
        None if arguments.status => status(app, output),
        None if arguments.dry_run => preview(app, output),
        None => run(app, output),
    }
}

/// Sets up a folder on a server; its files are encrypted unless the user says otherwise.
fn set_up_server(
    app: &Arc<App>,
    address: &str,
    user: Option<&str>,
    readable: bool,
) -> Result<SyncSetup, Failure> {
    let secrets = from_stdin()?;
    let (password, passphrase) = secrets.split_once('\n').unwrap_or((&secrets, ""));
    let password = password.trim_end_matches('\r');
    let passphrase = Some(passphrase).filter(|text| !text.is_empty() && !readable);
    let user = user.unwrap_or_default();
    if passphrase.is_none() && !readable && app.offer_sync(address, user, password)?.is_new {
        let why = "files on a server are encrypted by default; give a passphrase in the second line of stdin, or leave the files unencrypted with --readable";
        return Err(Failure::Message(Exit::Usage, why.to_owned()));
    }
    Ok(app.set_up_sync_server(address, user, password, passphrase)?)
}

fn set_up(app: &Arc<App>, done: &SyncSetup, output: &mut Output) -> Result<Exit, Failure> {
    let SyncSetup { folder, is_new, is_encrypted, recovery_code, key_trouble } = done;
    if let Some(why) = key_trouble {
        output.warn(&match why {
            why if App::is_sync_address(folder) => format!(
                "the password could not be saved in the system keyring ({}), so this server cannot be used by the command; once the keyring works, run `paperboy sync setup` again",
                why.of_keyring()
            ),
            KeyTrouble::NoKeyring => format!(
                "{}, so an encrypted folder cannot be synchronised by the command; choose a folder without a passphrase",
                why.of_keyring()
            ),
            why => format!(
                "the key could not be saved in the system keyring ({}), so this folder cannot be synchronised by the command; once the keyring works, run `paperboy sync setup` with --passphrase again",
                why.of_keyring()
            ),
        });
    }
    if output.is_json() {
        output.document(done)?;
        return Ok(Exit::Done);
    }
    let (how, whose) = (
        if *is_encrypted { "encrypted" } else { "not encrypted" },
        if *is_new { "new" } else { "already set up" },
    );
    output.line(&format!("{folder}: {whose}, {how}"))?;
    if let Some(code) = recovery_code {
        output.line(&format!("recovery code: {code}"))?;
        output.line(
            "write the code down: it opens the files if you forget the passphrase, and it is not shown again",
        )?;
    }
    if !is_new {
        preview(app, output)?;
    }
    output.line("run `paperboy sync` to synchronise")?;
    Ok(Exit::Done)
}

/// A secret from stdin: what is typed as an argument stays in the shell's history.
pub fn from_stdin() -> Result<Zeroizing<String>, Failure> {
    let refused = |why: &str| Failure::Message(Exit::Usage, format!("nothing was read: {why}"));
    let mut bytes = Zeroizing::new(Vec::with_capacity(MAX_SECRET_BYTES as usize + 1));
    std::io::stdin()
        .take(MAX_SECRET_BYTES + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| refused(&in_words(&error)))?;
    let text = std::str::from_utf8(&bytes).map_err(|_| refused("it is not UTF-8"))?;
    let text = text.trim_end_matches(['\r', '\n']);
    match text.len() as u64 {
        0 => Err(refused("stdin was empty")),
        bytes if bytes > MAX_SECRET_BYTES => Err(refused("it is too long")),
        _ => Ok(Zeroizing::new(text.to_owned())),
    }
}

fn status(app: &Arc<App>, output: &mut Output) -> Result<Exit, Failure> {
    let status = app.sync_status()?;
    let exit = if status.failed.is_some() { Exit::SomeFailed } else { Exit::Done };
    if output.is_json() {
        output.document(&status)?;
        return Ok(exit);
    }
    let SyncStatus { folder, pending, last, state, devices, problems, .. } = status;
    let Some(folder) = folder else {
        output.line(
            "synchronisation is not set up; run `paperboy sync setup PATH` to choose a folder",
        )?;
        return Ok(exit);
    };
    output.line(&folder)?;
    let changes = count(pending.into(), "change");
    let last = last.as_deref().map(local).unwrap_or_default();
    output.line(&match state {
        SyncState::Failed { why } => format!("{changes} pending; {why}"),
        SyncState::Off | SyncState::New => "not synchronised yet".to_owned(),
        SyncState::InSync => format!("no changes pending here; last synchronised {last}"),
        SyncState::Running | SyncState::Pending => {
            format!("{changes} pending; last synchronised {last}")
        }
    })?;
    for SyncDevice { id, name, last } in devices {
        let name = if name.is_empty() { "unnamed device" } else { &name };
        let last =
            last.map_or_else(String::new, |last| format!(", newest change {}", local(&last)));
        output.line(&format!("with {name} ({id}){last}"))?;
    }
    for problem in problems {
        output.warn(&format!("{} was not used: {}", problem.file, problem.why));
    }
    Ok(exit)
}

fn preview(app: &Arc<App>, output: &mut Output) -> Result<Exit, Failure> {
    let job = progress::stoppable(JobKind::Sync);
    let preview = match app.preview_sync(&job) {
        Err(_) if job.is_cancelled() => return Ok(Exit::Stopped),
        preview => preview?,
    };
    if output.is_json() {
        output.document(&preview)?;
        return Ok(Exit::Done);
    }
    let SyncPreview { added, replaced, removed, pending, unread_kb, .. } = preview;
    let added: u32 = added.values().sum();
    output.line(&format!(
        "a synchronisation would add {}, replace {replaced} and remove {removed} on this computer, and send {}",
        count(added.into(), "item"),
        count(pending.into(), "change"),
    ))?;
    if unread_kb > 0 {
        output.line(&format!(
            "further reports, full texts and figures are only counted when they are received: {} MB of files",
            unread_kb.div_ceil(1024)
        ))?;
    }
    Ok(Exit::Done)
}

fn run(app: &Arc<App>, output: &mut Output) -> Result<Exit, Failure> {
    let job = progress::stoppable(JobKind::Sync);
    let (worker, of) = (app.clone(), job.clone());
    let ended = job.wait_for(move || worker.synchronise(&of));
    finished(app, &job, ended, output)
}

/// Prints what a synchronisation did; `None`: it was stopped.
fn finished(
    app: &Arc<App>,
    job: &Job,
    ended: Option<Result<Synced, Error>>,
    output: &mut Output,
) -> Result<Exit, Failure> {
    let synced = match ended {
        None => return Ok(Exit::Stopped),
        Some(Err(_)) if job.is_cancelled() => return Ok(Exit::Stopped),
        Some(synced) => synced?,
    };
    following::index(app, output);
    let Synced { received, removed, sent, unreadable, is_renewed, backup, problems } = &synced;
    if let Some(backup) = backup {
        output.warn(&format!("the library was backed up to {backup} before the first merge"));
    }
    if *is_renewed {
        output.warn(
            "another copy of this library was already synchronised as this device, so this copy is now registered as a new device",
        );
    }
    if *unreadable > 0 {
        output.warn(&format!(
            "{} from other devices could not be read and {} skipped; update Paperboy on this computer",
            count((*unreadable).into(), "item"),
            if *unreadable == 1 { "was" } else { "were" },
        ));
    }
    for problem in problems {
        output.warn(&format!("{} was not used: {}", problem.file, problem.why));
    }
    if output.is_json() {
        output.document(&synced)?;
    } else {
        output.line(&format!(
            "{} received, {} removed, {} sent",
            count((*received).into(), "change"),
            count((*removed).into(), "item"),
            count((*sent).into(), "change"),
        ))?;
    }
    Ok(if problems.is_empty() { Exit::Done } else { Exit::SomeFailed })
}
