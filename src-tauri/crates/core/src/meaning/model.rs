//! The model file: where it is, and the encoder that is made of it when it is needed.

use crate::reading::narrow;
use crate::wire::{MeaningState, MeaningStatus};
use crate::{App, Error};
use paperboy_rank::{Encoder, MAX_MODEL_BYTES, ModelError};
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant, SystemTime};

/// How the file is called.
const NAME: &str = "sentence-encoder.bin";
/// How long an encoder that nobody needs is kept.
const KEPT: Duration = Duration::from_secs(300);

/// Where the model file may be: beside a program, where packages and builds put it, and in the
/// user's data folder, where users put it themselves.
pub fn encoder_files(program: Option<&Path>, data: Option<&Path>) -> Vec<PathBuf> {
    let beside = program.and_then(Path::parent).into_iter().flat_map(|folder| {
        ["", "../lib/paperboy", "../Resources", "../model"]
            .map(|place| folder.join(place).join(NAME))
    });
    beside.chain(data.map(|data| data.join("paperboy").join(NAME))).collect()
}

/// Why there is no encoder.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum NoEncoder {
    Missing,
    Refused(PathBuf, ModelError),
    Unreadable(PathBuf),
}

/// The encoder, made at the first need.
#[derive(Default)]
pub(super) struct LoadedEncoder(Mutex<Option<Loaded>>);

struct Loaded {
    /// The file, its size and when it was changed.
    file: (PathBuf, u64, Option<SystemTime>),
    encoder: Result<Arc<Encoder>, ModelError>,
    used: Instant,
}

impl LoadedEncoder {
    /// The encoder of the first file that is there.
    pub fn get(&self, files: &[PathBuf]) -> Result<Arc<Encoder>, NoEncoder> {
        let path = files.iter().find(|path| path.is_file()).ok_or(NoEncoder::Missing)?;
        let unreadable = |error: io::Error| {
            tracing::warn!(%error, path = %path.display(), "the model file can't be read");
            NoEncoder::Unreadable(path.clone())
        };
        let data = path.metadata().map_err(unreadable)?;
        let file = (path.clone(), data.len(), data.modified().ok());
        let mut slot = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if slot.as_ref().is_none_or(|loaded| loaded.file != file) {
            let mut bytes = Vec::new();
            // One byte more than the largest model has shows that it is none.
            let reading = File::open(path)
                .and_then(|file| file.take(MAX_MODEL_BYTES as u64 + 1).read_to_end(&mut bytes));
            reading.map_err(unreadable)?;
            let encoder = Encoder::new(&bytes).map(Arc::new);
            if let Err(error) = &encoder {
                tracing::warn!(%error, path = %path.display(), "the model file can't be used");
            }
            *slot = Some(Loaded { file, encoder, used: Instant::now() });
        }
        let Some(loaded) = slot.as_mut() else { return Err(NoEncoder::Missing) };
        loaded.used = Instant::now();
        loaded.encoder.clone().map_err(|why| NoEncoder::Refused(path.clone(), why))
    }

    /// Frees its memory when nobody needed it for a while, and says whether it did. That a file is of
    /// no use stays known.
    pub fn free_if_idle(&self) -> bool {
        let mut slot = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let is_idle =
            slot.as_ref().is_some_and(|one| one.encoder.is_ok() && one.used.elapsed() >= KEPT);
        if is_idle {
            *slot = None;
        }
        is_idle
    }
}

/// The id that a model file begins with; it is not read further.
fn id_in(path: &Path) -> Option<[u8; 16]> {
    let mut start = [0; 40];
    File::open(path).ok()?.read_exact(&mut start).ok()?;
    Encoder::id_of(&start)
}

impl App {
    /// Whether the user wants search by meaning.
    pub(super) fn is_meaning_on(&self) -> Result<bool, Error> {
        Ok(self.setting("search.meaning")? == "on")
    }

    pub(super) fn encoder(&self) -> Result<Arc<Encoder>, NoEncoder> {
        self.meaning.encoder.get(&self.user.encoder_files)
    }

    /// The id of the model, as far as its file says it.
    pub(super) fn model_id(&self) -> Option<[u8; 16]> {
        id_in(self.user.encoder_files.iter().find(|path| path.is_file())?)
    }

    /// Whether papers are found by meaning, and how far that is.
    pub fn meaning_state(&self) -> Result<MeaningState, Error> {
        let papers = self.store().paper_count()?;
        let (status, file) = if self.is_meaning_on()? {
            match self.encoder() {
                Ok(_) => (MeaningStatus::Ready, None),
                Err(NoEncoder::Missing) => (MeaningStatus::Missing, None),
                Err(NoEncoder::Refused(file, ModelError::Damaged)) => {
                    (MeaningStatus::Damaged, Some(file))
                }
                Err(NoEncoder::Refused(file, _)) => (MeaningStatus::Foreign, Some(file)),
                Err(NoEncoder::Unreadable(file)) => (MeaningStatus::Unreadable, Some(file)),
            }
        } else {
            (MeaningStatus::Off, None)
        };
        let encoded = self.vectors().map_or(0, |vectors| vectors.papers()).min(papers);
        // Users put a file of their own into their data folder, the last place.
        let file = file.or_else(|| self.user.encoder_files.last().cloned()).unwrap_or_default();
        Ok(MeaningState {
            status,
            encoded: narrow(encoded),
            papers: narrow(papers),
            file: file.display().to_string(),
        })
    }
}
