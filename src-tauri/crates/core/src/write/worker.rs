//! The one thread that works on the queue.

use super::desk::{Desk, Stop};
use super::queue::{TELL_EVERY, Told};
use super::trouble::Trouble;
use super::{WriteOutcome, Writer, WrittenPaper};
use crate::wire::Event;
use crate::{App, Error};
use futures_util::{StreamExt, stream::FuturesUnordered};
use paperboy_paper::PaperId;
use paperboy_store::{StoreError, ToWrite};
use std::fs::File;
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

/// When it is looked again for what may have passed: a server that was away, a day that ended,
/// another process that wrote.
const LOOK_AGAIN: Duration = Duration::from_secs(30);
const LOOK_AGAIN_FOR_TURN: Duration = Duration::from_secs(1);

/// A paper being written.
type AtWork<'a> = Pin<Box<dyn Future<Output = (PaperId, Result<WrittenPaper, Stop>)> + 'a>>;

impl App {
    /// Has a thread work on the queue, unless one does.
    pub(super) fn run_writing(self: &Arc<Self>) {
        let mut state = self.writing.lock();
        if state.closed {
            return;
        }
        if state.running {
            drop(state);
            self.writing.called.notify_one();
            return;
        }
        if state.forgetting {
            return;
        }
        (state.running, state.done) = (true, 0);
        let stop = state.cancelled.clone();
        stop.store(false, Ordering::Relaxed);
        drop(state);
        let app = self.clone();
        std::thread::spawn(move || {
            paperboy_store::stop_waiting_when(stop.clone());
            let mut ended = app.work_on_queue();
            let mut state = app.writing.lock();
            (state.running, state.at) = (false, Vec::new());
            drop(state);
            if stop.swap(false, Ordering::Relaxed) {
                // What it could not do any more was not to be done.
                ended = Ok(());
            }
            app.tell_writing(Told::Now);
            app.background.wake();
            // What was given since the last look found this thread still there, and relied on it.
            let ended = ended.and_then(|()| app.resume_writing());
            if let Err(error) = ended {
                app.note("write", Err(error));
            }
        });
    }

    /// Works on the queue until it is empty. What is at work is dropped at the end, requests and
    /// all.
    fn work_on_queue(self: &Arc<Self>) -> Result<(), Error> {
        let app: &App = self;
        self.runtime()?.block_on(async {
            let mut at_work: FuturesUnordered<AtWork<'_>> = FuturesUnordered::new();
            let mut desk: Option<(u64, Rc<Desk<'_>>)> = None;
            let mut turn: Option<File> = None;
            loop {
                if app.writing.is_to_end() {
                    return Ok(());
                }
                if turn.is_none() {
                    turn = app.turn_to_write()?;
                }
                if turn.is_some() {
                    app.begin_papers(&mut at_work, &mut desk)?;
                }
                let look_again = if turn.is_some() { LOOK_AGAIN } else { LOOK_AGAIN_FOR_TURN };
                if at_work.is_empty() {
                    turn = None;
                    if app.store().to_write(None, None, 0)?.1 == 0 {
                        return Ok(());
                    }
                }
                let untold = app.writing.lock().untold;
                tokio::select! {
                    Some((id, written)) = at_work.next() => app.wrote(&id, written)?,
                    () = app.writing.called.notified() => {}
                    () = tokio::time::sleep(TELL_EVERY), if untold => app.tell_writing(Told::Now),
                    () = tokio::time::sleep(look_again) => {}
                }
            }
        })
    }

    /// Begins as many papers as may be written at once.
    fn begin_papers<'a>(
        &'a self,
        at_work: &mut FuturesUnordered<AtWork<'a>>,
        desk: &mut Option<(u64, Rc<Desk<'a>>)>,
    ) -> Result<(), Error> {
        if self.is_writing_paused()? {
            return Ok(());
        }
        let settings = self.writing.lock().settings;
        let desk = match desk {
            Some((made, desk)) if *made == settings => desk.clone(),
            _ => desk.insert((settings, Rc::new(Desk::new(self, false)?))).1.clone(),
        };
        let mut began = false;
        while at_work.len() < desk.parallel {
            let Some(ToWrite { id, writer, again }) = self.next_paper(&desk)? else { break };
            self.writing.lock().at.push(id.clone());
            began = true;
            let (desk, writer) = (desk.clone(), writer.as_deref().and_then(Writer::from_key));
            at_work.push(Box::pin(async move {
                let written = desk.write(&id, writer, again).await;
                (id, written)
            }));
        }
        if began {
            self.tell_writing(Told::Soon);
        }
        Ok(())
    }

    fn next_paper(&self, desk: &Desk<'_>) -> Result<Option<ToWrite>, Error> {
        let mut state = self.writing.lock();
        let passed = |(trouble, since): &(Trouble, Instant)| {
            trouble.may_have_passed(since.elapsed(), LOOK_AGAIN)
        };
        if state.held.as_ref().is_some_and(passed) {
            state.held = None;
        }
        // While the model can't be asked, the extractive writer goes on with what is its own.
        let extract_by = state.held.is_some().then(|| desk.writer());
        let (at, looked_at) = (state.at.clone(), state.looked_at.clone());
        drop(state);
        let (next, _) =
            self.store().to_write(looked_at.as_ref(), extract_by, at.len() as u64 + 1)?;
        Ok(next.into_iter().find(|wish| !at.contains(&wish.id)))
    }

    /// Takes note of what became of a paper.
    fn wrote(&self, id: &PaperId, written: Result<WrittenPaper, Stop>) -> Result<(), Error> {
        self.writing.lock().at.retain(|at| at != id);
        match written {
            Ok(paper) => {
                self.writing.lock().done += 1;
                // What was written is out of the queue already; what was there, or can't be, leaves
                // it here.
                self.store().forget_writing(Some(id))?;
                if paper.outcome == WriteOutcome::Failed {
                    self.failed(&Error::NotWritten { id: id.clone(), causes: paper.causes });
                } else if paper.unchanged {
                    self.emit(&Event::Unchanged { id: id.to_string() });
                }
                self.background.wake();
                self.tell_writing(Told::Soon);
                Ok(())
            }
            Err(Stop::Held(trouble)) => {
                tracing::warn!(
                    reason = trouble.reason.key(),
                    why = %trouble.cause,
                    "writing is on hold"
                );
                self.writing.lock().held = Some((trouble, Instant::now()));
                self.tell_writing(Told::Now);
                Ok(())
            }
            Err(Stop::Error(Error::Store(StoreError::UnknownPaper(_)))) => {
                Ok(self.store().forget_writing(Some(id))?)
            }
            Err(Stop::Error(error)) => Err(error),
            // An event about one paper carries its outcome.
            Err(Stop::Left(_)) => Ok(()),
        }
    }
}
