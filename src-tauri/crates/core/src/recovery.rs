//! A damaged library: its repair, and the losses.

use crate::import::new_reports;
use crate::wire::{Event, NoticeKind, Recovery};
use crate::{App, Error};
use paperboy_store::{NewDocument, OpenEvent, Store, StoreError};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// The setting that exists until the documents of a repaired library were read again; it contains
/// the number of the last one that was read.
const REREAD: &str = "recovery.reread";

/// How long running requests are waited for before a library is opened again, and how often that is
/// checked.
const REOPEN_TIMEOUT: Duration = Duration::from_secs(5);
const LOOK_EVERY: Duration = Duration::from_millis(10);
/// The notices that are removed when the library is opened again.
const REOPENED: [NoticeKind; 5] = [
    NoticeKind::Gone,
    NoticeKind::Replaced,
    NoticeKind::ReadOnly,
    NoticeKind::DiskFull,
    NoticeKind::DiskFullReading,
];

impl App {
    /// Takes a damaged library out of use: its file is moved aside, and a repaired library replaces
    /// it.
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

    /// Opens the library again where another one has taken its place. For a program without a
    /// window, in which nobody can be asked.
    pub fn reopen_if_replaced(&self) -> Result<(), Error> {
        let looked = self.store().look_after_files();
        match looked {
            Err(StoreError::Replaced(_)) => self.reopen(),
            looked => Ok(looked?),
        }
    }

    /// Opens a library again whose files were removed or replaced while it was open, or which was
    /// read-only until now. The old files are closed first, which saves their pending changes.
    pub fn reopen(&self) -> Result<(), Error> {
        // No new library is created while the drive is missing.
        if !self.places.library.join("library.db").is_file() {
            return Err(Error::Store(StoreError::Gone(self.places.library.clone())));
        }
        let closed = Arc::new(Store::closed(&self.places.library));
        let old = std::mem::replace(&mut *self.replaceable_store(), closed);
        let began = Instant::now();
        // Running work with it ends.
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

    /// Records that a library was repaired with losses: its documents may contain the lost data.
    pub(crate) fn remember_to_reread(&self, event: &OpenEvent) {
        let OpenEvent::Recovered { recovery, .. } = event else { return };
        if recovery.lost_rows + recovery.lost_pages > 0
            && self.store().set_setting(REREAD, Some("0")).is_err()
        {
            tracing::warn!("the documents will not be read again");
        }
    }

    /// Restores the papers and reports that a damaged library lost and its documents still contain.
    /// After a kill the next start continues.
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
    /// here. The current library is backed up first; the path of that backup is returned.
    pub fn salvage_from(&self, damaged: &Path) -> Result<(PathBuf, Recovery), Error> {
        let (previous, recovery) = self.store().salvage(damaged, self.now())?;
        self.indexing.forget();
        self.background.wake();
        Ok((previous, Recovery::from(&recovery)))
    }
}
