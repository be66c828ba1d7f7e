//! The model file: where it is, and the encoder that is made of it when it is needed.

use super::file::ModelId;
use super::service::Service;
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

/// What makes vectors of texts.
pub(super) enum TextEncoder {
    BuiltIn(Arc<Encoder>),
    Service(Service),
}

impl TextEncoder {
    pub fn id(&self) -> ModelId {
        match self {
            Self::BuiltIn(encoder) => encoder.model_id(),
            Self::Service(service) => service.id(),
        }
    }
}

/// Why there is no encoder.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum NoEncoder {
    /// The library names a service that the user of this machine did not.
    Unconfirmed,
    /// The service is left alone after a failure.
    Paused,
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

    pub(super) fn encoder(&self) -> Result<Result<TextEncoder, NoEncoder>, Error> {
        let Some(service) = self.service()? else {
            let built_in = self.meaning.encoder.get(&self.user.encoder_files);
            return Ok(built_in.map(TextEncoder::BuiltIn));
        };
        Ok(if !self.model_hosts().has(&service.url) {
            Err(NoEncoder::Unconfirmed)
        } else if self.meaning.connection.is_paused(service.id()) {
            Err(NoEncoder::Paused)
        } else {
            Ok(TextEncoder::Service(service))
        })
    }

    /// The id of the encoder, as far as the settings and the model file say it.
    pub(super) fn encoder_id(&self) -> Result<Option<ModelId>, Error> {
        if let Some(service) = self.service()? {
            return Ok(Some(service.id()));
        }
        let file = self.user.encoder_files.iter().find(|path| path.is_file());
        Ok(file.and_then(|path| id_in(path)))
    }

    /// Whether papers are found by meaning, and how far that is.
    pub fn meaning_state(&self) -> Result<MeaningState, Error> {
        let papers = self.store().paper_count()?;
        let service = self.service()?;
        let trouble = service.as_ref().and_then(|it| self.meaning.connection.trouble(it.id()));
        let (status, file) = if self.is_meaning_on()? {
            match self.encoder()? {
                Err(NoEncoder::Unconfirmed) => (MeaningStatus::Unconfirmed, None),
                Ok(_) if trouble.is_none() => (MeaningStatus::Ready, None),
                Ok(_) | Err(NoEncoder::Paused) => (MeaningStatus::Paused, None),
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
        let encoded = self.vectors()?.map_or(0, |vectors| vectors.papers()).min(papers);
        // Users put a file of their own into their data folder, the last place.
        let file = file.or_else(|| self.user.encoder_files.last().cloned()).unwrap_or_default();
        Ok(MeaningState {
            status,
            encoded: narrow(encoded),
            papers: narrow(papers),
            file: file.display().to_string(),
            url: self.setting("embeddings.url")?,
            name: self.setting("embeddings.name")?,
            trouble,
        })
    }
}
