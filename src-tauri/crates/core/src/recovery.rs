//! A damaged library: made whole, and what that cost.

use crate::import::new_reports;
use crate::wire::{Event, NoticeKind, Recovery};
use crate::{App, Error};
use paperboy_store::{NewDocument, OpenEvent, Store, StoreError};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// There until the documents of a library that was made whole were read again; holds the number of
/// the last one that was.
const REREAD: &str = "recovery.reread";

/// How long is waited for what is being asked of a library before it is opened again, and how often
/// it is looked.
const REOPEN_TIMEOUT: Duration = Duration::from_secs(5);
const LOOK_EVERY: Duration = Duration::from_millis(10);
/// The notices that opening it again settles.
const REOPENED: [NoticeKind; 5] = [
    NoticeKind::Gone,
    NoticeKind::Replaced,
    NoticeKind::ReadOnly,
    NoticeKind::DiskFull,
    NoticeKind::DiskFullReading,
];

impl App {
    /// Takes a library found damaged out of use: its file is moved aside, and what can be made of
    /// it takes its place.
    pub(crate) fn recover(&self) -> Result<(), Error> {
        let mut store = self.replaceable_store();
        let event = paperboy_store::set_aside_and_recover(&self.places.library, self.now())?;
        let opening = Store::open(&self.places.library, self.now())?;
        *store = std::sync::Arc::new(opening.store);
        drop(store);
        self.indexing.forget();
        // It is damaged no longer.
        self.notices().retain(|notice| notice.kind != NoticeKind::Damaged);
        self.emit_opening(event);
        self.emit(&Event::Changed);
        self.put_back_from_documents()
    }

    /// Opens the library again whose files were taken away or replaced while it was open, or which
    /// could only be read until now. What the old ones still held unsaved is saved by closing them
    /// first.
    pub fn reopen(&self) -> Result<(), Error> {
        // None is made in the place of one whose drive is away.
        if !self.places.library.join("library.db").is_file() {
            return Err(Error::Store(StoreError::Gone(self.places.library.clone())));
        }
        let closed = Arc::new(Store::closed(&self.places.library));
        let old = std::mem::replace(&mut *self.replaceable_store(), closed);
        let began = Instant::now();
        // Whoever is at work with it comes to an end.
        while Arc::strong_count(&old) > 1 && began.elapsed() < REOPEN_TIMEOUT {
            std::thread::sleep(LOOK_EVERY);
        }
        let logs = old.logs_of_replaced();
        drop(old);
        for log in logs.iter().filter(|log| log.exists()) {
            let aside = self.places.library.join(format!(
                "replaced-{}-{}",
                self.now().as_second(),
                log.file_name().unwrap_or_default().display()
            ));
            std::fs::rename(log, &aside)
                .map_err(|source| Error::File { path: log.clone(), source })?;
            tracing::warn!(aside = %aside.display(), "the log of the replaced database was moved aside");
        }
        let opening = Store::open(&self.places.library, self.now())?;
        *self.replaceable_store() = Arc::new(opening.store);
        self.indexing.forget();
        self.notices().retain(|notice| !REOPENED.contains(&notice.kind));
        opening.events.into_iter().for_each(|event| self.emit_opening(event));
        self.emit(&Event::Changed);
        self.background.wake();
        Ok(())
    }

    /// Remembers that a library was made whole at some cost: its documents may say what was lost.
    pub(crate) fn remember_to_reread(&self, event: &OpenEvent) {
        let OpenEvent::Recovered { recovery, .. } = event else { return };
        if recovery.lost_rows + recovery.lost_pages > 0
            && self.store().set_setting(REREAD, Some("0")).is_err()
        {
            tracing::warn!("the documents will not be read again");
        }
    }

    /// Puts back the papers and reports that a damaged library lost and its documents still hold. A
    /// kill in between is made up for by the next start.
    pub(crate) fn put_back_from_documents(&self) -> Result<(), Error> {
        let store = self.store();
        let Some(mut last) = store.setting(REREAD)?.and_then(|number| number.parse::<i64>().ok())
        else {
            return Ok(());
        };
        let mut put_back = 0;
        while let Some((number, date, raw)) = store.document_after(last)? {
            let report = paperboy_report::read(&raw);
            let papers = new_reports(&report, &mut Vec::new());
            let document = NewDocument { date, source_url: report.source_url, raw, papers };
            put_back += store.complete_document(number, &document, self.now())?;
            last = number;
        }
        store.set_setting(REREAD, None)?;
        tracing::info!(put_back, "lost reports were restored from their documents");
        self.background.wake();
        Ok(())
    }

    /// Adds what is readable in a damaged library, such as one that was moved aside, and missing
    /// here. What stood here is backed up first; the path of that backup is given back.
    pub fn salvage_from(&self, damaged: &Path) -> Result<(PathBuf, Recovery), Error> {
        let (previous, recovery) = self.store().salvage(damaged, self.now())?;
        self.indexing.forget();
        self.background.wake();
        Ok((previous, Recovery::from(&recovery)))
    }
}
