//! Answers to stdout, everything else to stderr. All that is printed passes here, so that no text
//! from outside commands a terminal.

use crate::exit::Failure;
use crate::terminal::{escaped, printable};
use paperboy_core::wire::{Held, Notice, NoticeKind, RecoveredBy, Recovery};
use serde::Serialize;
use std::io::{BufWriter, IsTerminal, Stdout, Write};

/// Where a command's answer goes.
pub struct Output {
    json: bool,
    stdout: BufWriter<Stdout>,
}

impl Output {
    /// An answer in JSON or in lines.
    pub fn new(json: bool) -> Self {
        Self { json, stdout: BufWriter::new(std::io::stdout()) }
    }

    /// Whether one JSON document is requested.
    pub fn is_json(&self) -> bool {
        self.json
    }

    /// Writes the one JSON document.
    pub fn document(&mut self, value: &impl Serialize) -> Result<(), Failure> {
        let text = serde_json::to_string(value).map_err(std::io::Error::from)?;
        Ok(writeln!(self.stdout, "{}", escaped(&text))?)
    }

    /// Writes a line for people.
    pub fn line(&mut self, text: &str) -> Result<(), Failure> {
        Ok(writeln!(self.stdout, "{}", printable(text))?)
    }

    /// Writes bytes as they are; to a terminal, only the safe characters.
    pub fn bytes(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        if std::io::stdout().is_terminal() {
            return Ok(self
                .stdout
                .write_all(printable(&String::from_utf8_lossy(bytes)).as_bytes())?);
        }
        Ok(self.stdout.write_all(bytes)?)
    }

    /// Hands everything on.
    pub fn flush(&mut self) -> Result<(), Failure> {
        Ok(self.stdout.flush()?)
    }

    /// Reports something on stderr.
    pub fn warn(&self, text: &str) {
        report(&format!("paperboy: {text}"));
    }
}

/// A stored time in the zone of this computer.
pub fn local(time: &str) -> String {
    paperboy_core::time_in(time, &jiff::tz::TimeZone::system())
}

/// Writes a line to stderr. A closed stderr is no error.
pub fn report(text: &str) {
    let _ = writeln!(std::io::stderr(), "{}", printable(text));
}

/// A notice of the library in a sentence.
pub fn spoken(notice: &Notice) -> String {
    let detail = &notice.detail;
    match notice.kind {
        NoticeKind::Migrated => {
            format!("the library was upgraded for this version; it was backed up to {detail} first")
        }
        NoticeKind::Recovered => match &notice.recovery {
            Some(recovery) => {
                format!("{}; the damaged file is kept as {detail}", recovered(recovery))
            }
            None => format!(
                "the library was damaged and has been repaired; the damaged file is kept as {detail}"
            ),
        },
        NoticeKind::ReadOnly => format!(
            "the library in {detail} is read-only; make its folder writable to save changes"
        ),
        NoticeKind::DiskFullReading => format!(
            "the disk is full: you can read and search the library in {detail}, but nothing can be saved until you free some space"
        ),
        NoticeKind::Unprotected => format!(
            "files of the library were write-protected, and Paperboy made them writable: {detail}"
        ),
        NoticeKind::VaultConflict => format!(
            "a file in the folder for Obsidian notes was not updated, because Paperboy's part of it was changed or the file is your own; it was left as it is, and the note was written to {detail}, which is updated from now on"
        ),
        NoticeKind::VaultFailed => format!(
            "one or more notes in Obsidian could not be updated; check that the folder exists and is writable: {detail}"
        ),
        NoticeKind::PublishFailed => format!(
            "days could not be published ({detail}); check the folder or the server, then run `paperboy publish` to see the reason"
        ),
        NoticeKind::SafeRenderer => {
            "the window stayed blank and was started again with the safe renderer".to_owned()
        }
        NoticeKind::ImportStuck => format!(
            "an import was interrupted twice at the same place and will not be restarted automatically; to import the files, run `paperboy import` again: {detail}"
        ),
        NoticeKind::Clock => format!(
            "the library contains the future date {detail}, so the clock of this computer is or was wrong; nothing was lost; check the clock"
        ),
        NoticeKind::IndexRebuilt => {
            "the search index had to be rebuilt; until that is finished, results may be incomplete"
                .to_owned()
        }
        NoticeKind::IndexFailed => format!(
            "the search index in {detail} could not be updated, so new papers may be missing from results; check the free space and the permissions"
        ),
        NoticeKind::Damaged => {
            format!("the library in {detail} is damaged; `paperboy check --repair` repairs it")
        }
        NoticeKind::DiskFull => {
            format!("the disk is full; free some space for the library in {detail}")
        }
        NoticeKind::Gone => format!(
            "the library in {detail} can no longer be found; connect its drive or put the folder back"
        ),
        NoticeKind::Replaced => format!(
            "another program removed or replaced {detail} while the library was open; nothing is saved until you run the command again"
        ),
        NoticeKind::BackupFailed => format!(
            "the automatic backup of the library in {detail} failed; check the free space and the permissions"
        ),
    }
}

/// A noun of English, in the plural unless it is one.
pub fn noun(n: u64, one: &str) -> String {
    if n == 1 { one.to_owned() } else { format!("{one}s") }
}

/// A number with its noun.
pub fn count(n: u64, one: &str) -> String {
    format!("{n} {}", noun(n, one))
}

/// What a library or a part of it contains.
pub fn held(held: &Held) -> String {
    let [papers, stars] = [count(held.papers.into(), "paper"), count(held.starred.into(), "star")];
    format!(
        "{papers}, {stars}, {} and {}",
        count(held.notes.into(), "note"),
        count(held.tags.into(), "tag")
    )
}

/// How a damaged library was repaired, and the losses, in a sentence.
pub fn recovered(recovery: &Recovery) -> String {
    let backup = recovery
        .backup
        .as_ref()
        .map_or_else(|| "no backup".to_owned(), |day| format!("the backup of {day}"));
    let mut text = match recovery.how {
        RecoveredBy::Indexes => {
            format!(
                "an internal index of the library's database was damaged and has been rebuilt; nothing was lost; the library contains {}",
                held(&recovery.kept)
            )
        }
        RecoveredBy::Salvaged => {
            let (kept, newer) = (held(&recovery.kept), held(&recovery.newer));
            match recovery.backup {
                Some(_) => format!(
                    "the library's database was damaged; {backup} was restored, and everything readable was added to it: {kept}, of which {newer} are newer than the backup"
                ),
                None => format!("the library's database was damaged; everything readable was kept: {kept}"),
            }
        }
        RecoveredBy::Backup => {
            format!("the library's database was damaged and nothing newer than {backup} was readable; that backup was restored: {}", held(&recovery.kept))
        }
        RecoveredBy::Empty => {
            "the library's database was damaged, nothing in it was readable and there was no intact backup: the library is empty".to_owned()
        }
    };
    if recovery.lost > 0 {
        text.push_str(&format!(
            "; {} of the database could not be read",
            count(recovery.lost.into(), "damaged part")
        ));
    }
    if recovery.lost > 0 && recovery.to_fetch > 0 {
        text.push_str(&format!(
            "; the full text of {} will be fetched again with the next fetch",
            count(recovery.to_fetch.into(), "paper")
        ));
    }
    text
}
