//! Text that the user pastes into the window: papers to add, or the content of a file.

use crate::wire::{Imported, Pasted, ValueCause};
use crate::{App, Error};
use paperboy_archive::Source;
use paperboy_paper::PaperId;
use std::sync::Arc;

/// The longest text that is read, in bytes.
const MAX_BYTES: usize = 64 << 20;

impl App {
    /// Takes a pasted text: papers that it names are added in the background where they are not in
    /// the library, and anything else that can be imported is imported under `name`.
    pub fn start_paste(self: &Arc<Self>, name: String, text: String) -> Result<Pasted, Error> {
        if text.len() > MAX_BYTES {
            let mebibytes = crate::reading::narrow((MAX_BYTES >> 20) as u64);
            return Err(ValueCause::PasteTooLong { mebibytes }.into());
        }
        let archive = paperboy_archive::read(text.as_bytes()).ok();
        if let Some(archive) = archive.filter(|archive| archive.source == Source::Ids) {
            let ids = archive.papers.into_iter().filter_map(|paper| paper.reference.id);
            let ids: Vec<PaperId> = ids.collect();
            let keys = self.store().keys_of(&ids)?;
            let (known, missing): (Vec<_>, Vec<_>) =
                ids.into_iter().zip(keys).partition(|(_, key)| key.is_some());
            let missing: Vec<PaperId> = missing.into_iter().map(|(id, _)| id).collect();
            let adding = crate::reading::narrow(missing.len() as u64);
            self.start_add(missing)?;
            let known = known.into_iter().map(|(id, _)| id.to_string()).collect();
            return Ok(Pasted::Papers { known, adding });
        }
        if !is_importable(&text) {
            return Ok(Pasted::Nothing);
        }
        let app = self.clone();
        std::thread::spawn(move || match app.import_bytes(&name, text.into_bytes()) {
            Ok(file) => {
                app.background.wake();
                app.emit_imported(Imported { files: vec![file], left_out: 0, cancelled: false });
            }
            Err(error) => app.failed(&error),
        });
        Ok(Pasted::Import)
    }

    /// Adds papers by their ids in the background.
    pub fn start_add_ids(self: &Arc<Self>, ids: &[String]) -> Result<(), Error> {
        self.start_add(crate::marks::paper_ids(ids)?)
    }
}

fn is_importable(text: &str) -> bool {
    paperboy_archive::read(text.as_bytes()).is_ok()
        || !paperboy_report::read(text.as_bytes()).papers.is_empty()
}
