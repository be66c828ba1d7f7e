//! Keeps the vectors as the library is: a cache that follows by revision, like the index, but
//! slowly, on a thread of its own.

use super::file::{Kind, VectorWriter};
use super::model::TextEncoder;
use super::text::Described;
use crate::wire::Event;
use crate::{App, Error};
use paperboy_rank::{DIMENSIONS, MAX_SENTENCES, PaperMeaning};
use paperboy_store::{KeyFilter, Paper};
use std::path::PathBuf;
use std::sync::atomic::Ordering;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// How many papers are committed together: what a kill costs at most.
const BATCH: usize = 64;
/// How many are encoded together: they share most of their words. More cost memory.
const ENCODED_TOGETHER: usize = 8;

impl App {
    /// The folder of the vectors, beside the index.
    pub(crate) fn vectors_folder(&self) -> PathBuf {
        self.places.library.join("meaning")
    }

    /// Brings the vectors up to date whenever the library changes, until the program ends. The
    /// background thread for it.
    pub(crate) fn follow_with_vectors(&self) {
        while self.meaning.wait() {
            if self.meaning.encoder.free_if_idle() {
                *lock(&self.meaning.remembered) = None;
            }
            if self.meaning.may_work() {
                self.note("meaning", self.update_vectors(&|| !self.meaning.may_work()).map(drop));
            }
        }
    }

    /// Brings the vectors up to date and returns how many papers have one, or `None` without a
    /// model. Quick when there is nothing to do. `stop` is asked after every few papers; what is
    /// done is kept.
    pub fn update_vectors(&self, stop: &dyn Fn() -> bool) -> Result<Option<u64>, Error> {
        if self.read_only() || !self.is_meaning_on()? || self.encoder_id()?.is_none() {
            return Ok(None);
        }
        let store = self.store();
        let history = store.history_id()?;
        let is_behind = self.vectors()?.is_none_or(|vectors| {
            vectors.state.history != history
                || store.revision().is_ok_and(|revision| vectors.state.revision < revision)
        });
        let is_checked = self.meaning.is_checked.load(Ordering::Relaxed);
        if is_behind || !is_checked {
            self.make_vectors(&history, stop)?;
        }
        Ok(self.vectors()?.map(|vectors| vectors.papers()))
    }

    fn make_vectors(&self, history: &str, stop: &dyn Fn() -> bool) -> Result<(), Error> {
        // Why there is none, the settings say.
        let Ok(encoder) = self.encoder()? else { return Ok(()) };
        let dimensions = match &encoder {
            TextEncoder::BuiltIn(_) => Some(DIMENSIONS),
            TextEncoder::Service(service) => match self.vectors()? {
                Some(vectors) => Some(vectors.kind.dimensions),
                None => self.dimensions_of(service, stop)?,
            },
        };
        let Some(dimensions) = dimensions else { return Ok(()) };
        let kind = Kind { model: encoder.id(), dimensions };
        let folder = self.vectors_folder();
        let failed = |source| Error::File { path: folder.clone(), source };
        let remembered = lock(&self.meaning.remembered).take();
        let opened = VectorWriter::open(&folder, kind, history, remembered).map_err(failed)?;
        // Another process is at it.
        let Some(mut writer) = opened else { return Ok(()) };
        let made = self.follow_with(&mut writer, &encoder, history, stop);
        *lock(&self.meaning.remembered) = writer.remember();
        made
    }

    fn follow_with(
        &self,
        writer: &mut VectorWriter,
        encoder: &TextEncoder,
        history: &str,
        stop: &dyn Fn() -> bool,
    ) -> Result<(), Error> {
        let failed = |source| Error::File { path: self.vectors_folder(), source };
        let store = self.store();
        // What is missing without a change of the library was lost on the disk.
        if writer.state.revision > 0 {
            for batch in writer.missing(store.keys(&KeyFilter::All)?).chunks(BATCH) {
                let papers = store.papers_by_key(batch)?;
                if !self.encode(writer, encoder, &papers, stop)? {
                    return Ok(());
                }
            }
        }
        self.meaning.is_checked.store(true, Ordering::Relaxed);
        let whole = store.revision()?;
        loop {
            let papers = store.changed_since(writer.state.revision, BATCH)?;
            let Some(last) = papers.last() else {
                // Papers that can't be read are passed over once.
                if writer.state.revision < whole {
                    writer.commit(whole).map_err(failed)?;
                }
                break;
            };
            if !self.encode(writer, encoder, &papers, stop)? {
                break;
            }
            // A restored library has other papers by the same keys.
            if self.store().history_id()? != history {
                return Ok(());
            }
            writer.commit(last.revision).map_err(failed)?;
            if papers.len() == BATCH {
                self.emit(&Event::Meaning);
            }
        }
        self.emit(&Event::Meaning);
        Ok(())
    }

    /// Adds what the writer does not have; false when it was stopped, or the service
    /// failed.
    fn encode(
        &self,
        writer: &mut VectorWriter,
        encoder: &TextEncoder,
        papers: &[Paper],
        stop: &dyn Fn() -> bool,
    ) -> Result<bool, Error> {
        let failed = |source| Error::File { path: self.vectors_folder(), source };
        let mut lacking = Vec::new();
        for paper in papers {
            let described = Described::of(paper);
            if !writer.has(paper.key, &described.sum).map_err(failed)? {
                lacking.push((paper.key, described));
            }
        }
        for some in lacking.chunks(ENCODED_TOGETHER) {
            // The user may have named another encoder, or none, meanwhile.
            let is_wanted = self.is_meaning_on()? && self.encoder_id()? == Some(writer.kind.model);
            if !is_wanted || stop() {
                return Ok(false);
            }
            let texts: Vec<_> = some.iter().map(|(_, one)| one.texts()).collect();
            let meanings = match encoder {
                TextEncoder::BuiltIn(encoder) => encoder.meanings(&texts),
                TextEncoder::Service(service) => {
                    let taken = |texts: &Vec<&str>| texts.len().min(MAX_SENTENCES);
                    let all: Vec<&str> =
                        texts.iter().flat_map(|texts| &texts[..taken(texts)]).copied().collect();
                    let dimensions = writer.kind.dimensions;
                    let vectors = self.service_vectors(service, &all, dimensions, stop)?;
                    let Some(mut vectors) = vectors else { return Ok(false) };
                    let each = texts.iter().map(|texts| {
                        PaperMeaning::of(&vectors.drain(..taken(texts)).collect::<Vec<_>>())
                    });
                    each.collect()
                }
            };
            for ((key, described), meaning) in some.iter().zip(&meanings) {
                writer.put(*key, &described.sum, meaning).map_err(failed)?;
            }
        }
        Ok(true)
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
