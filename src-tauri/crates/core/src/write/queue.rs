//! Writing in the background: a queue that outlives the process, and its progress.

use super::Writer;
use super::trouble::{Of, Trouble};
use crate::reading::{day, narrow, paper_id};
use crate::wire::{Event, ValueCause, WritingHeld, WritingState};
use crate::{App, Error};
use paperboy_paper::PaperId;
use paperboy_store::{List, ToWrite};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::Notify;

/// The setting that the user paused writing: it also holds after the next start.
const PAUSED: &str = "write.paused";
/// The most waiting papers that are named to the window.
const MAX_NAMED_PAPERS: u64 = 200;

/// The shortest time between two reports of progress to the window, unless the change is important.
pub(super) const EMIT_INTERVAL: Duration = Duration::from_millis(100);

/// When a change is reported.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum When {
    Now,
    Soon,
}

/// The writing in the background, and what blocks it.
#[derive(Default)]
pub(crate) struct Writing {
    state: Mutex<State>,
    /// Wakes the thread.
    pub(super) called: Notify,
    /// Held while the properties of an endpoint are stored.
    learns: Mutex<()>,
    /// Held while the progress of writing is reported.
    emitting: Mutex<()>,
}

#[derive(Default)]
pub(super) struct State {
    /// Whether the thread is there.
    pub running: bool,
    /// The running work should be dropped; its thread sees this also while it waits for another
    /// program.
    pub cancelled: Arc<AtomicBool>,
    /// The queue is being cleared: none of its papers is started any more.
    pub forgetting: bool,
    /// The program ends.
    pub closed: bool,
    /// The papers being written.
    pub at: Vec<PaperId>,
    /// How many were written since the thread began.
    pub done: u32,
    /// The paper that the user is looking at.
    pub looked_at: Option<PaperId>,
    /// Why the model is on hold, and since when.
    pub held: Option<(Trouble, Instant)>,
    /// When the progress was last reported to the window.
    last_emitted: Option<Instant>,
    /// Whether a change was not reported because the last report was a moment ago.
    pub is_unemitted: bool,
    /// Rises with each change of the writer's settings.
    pub settings: u64,
}

impl Writing {
    pub(super) fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Held while the progress of writing is reported.
    pub(super) fn emitting(&self) -> MutexGuard<'_, ()> {
        self.emitting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn learning(&self) -> MutexGuard<'_, ()> {
        self.learns.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether the running work should be dropped.
    pub(super) fn is_to_end(&self) -> bool {
        let state = self.lock();
        state.cancelled.load(Ordering::Relaxed) || state.closed
    }

    /// The writer's settings have changed: work on hold may continue.
    pub(crate) fn renewed(&self) {
        let mut state = self.lock();
        state.settings += 1;
        state.held = None;
        drop(state);
        self.called.notify_one();
    }

    /// How often what is written with has changed.
    pub(crate) fn changes(&self) -> u64 {
        self.lock().settings
    }

    /// Ends the thread; its report is continued at the next start.
    pub(crate) fn close(&self) {
        self.lock().closed = true;
        self.called.notify_one();
    }
}

impl App {
    /// Writes papers in the background, by the named writer or the one in the settings. With
    /// `again`, a paper with a report gets another version, which is shown.
    pub fn write_papers(
        self: &Arc<Self>,
        ids: &[String],
        writer: Option<&str>,
        again: bool,
    ) -> Result<(), Error> {
        if let Some(unknown) = writer.filter(|word| Writer::from_key(word).is_none()) {
            let writers = ["model", "extract", "translation:zh", "translation:en"];
            return Err(ValueCause::not_one_of(unknown, "a writer", &writers).into());
        }
        let writer = writer.map(str::to_owned);
        let wish = |id: &String| Ok(ToWrite { id: paper_id(id)?, writer: writer.clone(), again });
        self.queue_writing(&ids.iter().map(wish).collect::<Result<Vec<_>, Error>>()?)
    }

    /// Queues the papers of a day that have no report; with `again`, all of them.
    pub fn write_day(self: &Arc<Self>, date: &str, again: bool) -> Result<(), Error> {
        let date = day(date)?;
        let (papers, _) = self.store().list(
            &List { dates: Some((date, date)), ..List::default() },
            0,
            u64::from(u32::MAX),
        )?;
        let due = papers.into_iter().filter(|paper| again || paper.report.is_none());
        self.queue_writing(
            &due.map(|paper| ToWrite { id: paper.id, writer: None, again }).collect::<Vec<_>>(),
        )
    }

    /// Queues papers that were read and have no report.
    pub(crate) fn write_automatically(
        self: &Arc<Self>,
        ids: impl IntoIterator<Item = PaperId>,
    ) -> Result<(), Error> {
        let wishes: Vec<ToWrite> =
            ids.into_iter().map(|id| ToWrite { id, writer: None, again: false }).collect();
        self.queue_writing(&wishes)
    }

    fn queue_writing(self: &Arc<Self>, wishes: &[ToWrite]) -> Result<(), Error> {
        if wishes.is_empty() {
            return Ok(());
        }
        self.store().queue_writing(wishes)?;
        // A user's request is a reason to try work on hold once more.
        self.writing.lock().held = None;
        self.run_writing();
        self.emit_writing(When::Now);
        Ok(())
    }

    /// Starts no new paper until writing is resumed; running work continues.
    pub fn pause_writing(self: &Arc<Self>, on: bool) -> Result<(), Error> {
        self.store().set_setting(PAUSED, on.then_some("yes"))?;
        if !on {
            self.writing.lock().held = None;
            self.resume_writing()?;
        }
        self.writing.called.notify_one();
        self.emit_writing(When::Now);
        Ok(())
    }

    /// Clears the queue; the running work is dropped.
    pub fn cancel_writing(self: &Arc<Self>) -> Result<(), Error> {
        {
            let mut state = self.writing.lock();
            state.cancelled.store(true, Ordering::Relaxed);
            state.forgetting = true;
        }
        self.writing.called.notify_one();
        // Another program may have to be waited for; the thread has ended by then.
        let forgot = self.store().forget_writing(None);
        self.writing.lock().forgetting = false;
        forgot?;
        // Papers that were queued meanwhile rely on this thread.
        self.resume_writing()
    }

    /// Sets the paper that the user is looking at: it is written first.
    pub fn look_at(&self, id: Option<&str>) -> Result<(), Error> {
        self.writing.lock().looked_at = id.map(paper_id).transpose()?;
        Ok(())
    }

    /// The progress of writing; `None` when nothing is to be written.
    pub(crate) fn writing_state(&self) -> Result<Option<WritingState>, Error> {
        let paused = self.is_writing_paused()?;
        let state = self.writing.lock();
        let (at, done, looked_at) = (state.at.clone(), state.done, state.looked_at.clone());
        let held = state.held.as_ref().map(|(trouble, _)| trouble.clone());
        let running = state.running;
        drop(state);
        let (next, waiting) = self.store().to_write(looked_at.as_ref(), None, MAX_NAMED_PAPERS)?;
        if waiting == 0 && (!running || at.is_empty()) {
            return Ok(None);
        }
        let names = |ids: Vec<PaperId>| ids.into_iter().map(String::from).collect::<Vec<_>>();
        let next: Vec<PaperId> =
            next.into_iter().map(|wish| wish.id).filter(|id| !at.contains(id)).collect();
        Ok(Some(WritingState {
            done,
            total: done + narrow(waiting),
            at: names(at),
            waiting: names(next),
            paused,
            held: held.as_ref().map(|trouble| {
                if trouble.of == Of::Budget { WritingHeld::Budget } else { WritingHeld::Model }
            }),
            reason: held.as_ref().map(|trouble| trouble.reason),
            cause: held.map(|trouble| trouble.cause),
        }))
    }

    /// Continues the queue that a kill had interrupted.
    pub(crate) fn resume_writing(self: &Arc<Self>) -> Result<(), Error> {
        if !self.read_only() && self.store().to_write(None, None, 0)?.1 > 0 {
            self.run_writing();
        }
        Ok(())
    }

    /// Whether the user paused writing.
    pub fn is_writing_paused(&self) -> Result<bool, Error> {
        Ok(self.store().setting(PAUSED)?.is_some())
    }

    pub(super) fn emit_writing(&self, when: When) {
        let now = Instant::now();
        let mut writing = self.writing.lock();
        writing.is_unemitted = when == When::Soon
            && writing.last_emitted.is_some_and(|last| now.duration_since(last) < EMIT_INTERVAL);
        if writing.is_unemitted {
            return;
        }
        writing.last_emitted = Some(now);
        drop(writing);
        // Read and emitted under one lock: an older state never follows a newer one.
        let _in_order = self.writing.emitting();
        match self.writing_state() {
            Ok(state) => self.emit(&Event::Written { state }),
            Err(error) => tracing::warn!(%error, "the state of writing can't be reported"),
        }
    }
}
