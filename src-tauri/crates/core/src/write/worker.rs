//! The one thread that works on the queue.

use super::queue::{EMIT_INTERVAL, When};
use super::report_writer::{ReportWriter, Stop};
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
const RETRY_INTERVAL: Duration = Duration::from_secs(30);
const TURN_RETRY_INTERVAL: Duration = Duration::from_secs(1);

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
            app.emit_writing(When::Now);
            app.note("complete", app.emit_complete_day());
            app.background.wake();
            // A paper that was queued since the last look relies on this thread.
            let ended = ended.and_then(|()| app.resume_writing());
            if let Err(error) = ended {
                app.note("write", Err(error));
            }
        });
    }

    /// Works on the queue until it is empty. Running work is dropped at the end, including its
    /// requests.
    fn work_on_queue(self: &Arc<Self>) -> Result<(), Error> {
        let app: &App = self;
        self.runtime()?.block_on(async {
            let mut at_work: FuturesUnordered<AtWork<'_>> = FuturesUnordered::new();
            let mut cached_writer: Option<(u64, Rc<ReportWriter<'_>>)> = None;
            let mut turn: Option<File> = None;
            loop {
                if app.writing.is_to_end() {
                    return Ok(());
                }
                if turn.is_none() {
                    turn = app.turn_to_write()?;
                }
                if turn.is_some() {
                    app.begin_papers(&mut at_work, &mut cached_writer)?;
                }
                let look_again = if turn.is_some() { RETRY_INTERVAL } else { TURN_RETRY_INTERVAL };
                if at_work.is_empty() {
                    turn = None;
                    if app.store().to_write(None, None, 0)?.1 == 0 {
                        return Ok(());
                    }
                }
                let is_unemitted = app.writing.lock().is_unemitted;
                tokio::select! {
                    Some((id, written)) = at_work.next() => app.wrote(&id, written)?,
                    () = app.writing.called.notified() => {}
                    () = tokio::time::sleep(EMIT_INTERVAL), if is_unemitted => app.emit_writing(When::Now),
                    () = tokio::time::sleep(look_again) => {}
                }
            }
        })
    }

    /// Begins as many papers as may be written at once.
    fn begin_papers<'a>(
        &'a self,
        at_work: &mut FuturesUnordered<AtWork<'a>>,
        cached_writer: &mut Option<(u64, Rc<ReportWriter<'a>>)>,
    ) -> Result<(), Error> {
        if self.is_writing_paused()? {
            return Ok(());
        }
        let settings = self.writing.lock().settings;
        let report_writer = match cached_writer {
            Some((settings_of_writer, report_writer)) if *settings_of_writer == settings => {
                report_writer.clone()
            }
            _ => {
                cached_writer.insert((settings, Rc::new(ReportWriter::new(self, false)?))).1.clone()
            }
        };
        let mut began = false;
        while at_work.len() < report_writer.parallel {
            let Some(ToWrite { id, writer, again }) = self.next_paper(&report_writer)? else {
                break;
            };
            self.writing.lock().at.push(id.clone());
            began = true;
            let (report_writer, writer) =
                (report_writer.clone(), writer.as_deref().and_then(Writer::from_key));
            at_work.push(Box::pin(async move {
                let written = report_writer.write(&id, writer, again).await;
                (id, written)
            }));
        }
        if began {
            self.emit_writing(When::Soon);
        }
        Ok(())
    }

    fn next_paper(&self, report_writer: &ReportWriter<'_>) -> Result<Option<ToWrite>, Error> {
        let mut state = self.writing.lock();
        let passed = |(trouble, since): &(Trouble, Instant)| {
            trouble.may_have_passed(since.elapsed(), RETRY_INTERVAL)
        };
        if state.held.as_ref().is_some_and(passed) {
            state.held = None;
        }
        // While the model is not available, the extractive writer continues with its own papers.
        let extract_by = state.held.is_some().then(|| report_writer.writer());
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
                // Written papers have left the queue already; papers with a report, or without a
                // possible one, leave it here.
                self.store().forget_writing(Some(id))?;
                if paper.outcome == WriteOutcome::Failed {
                    self.failed(&Error::NotWritten { id: id.clone(), causes: paper.causes });
                } else if paper.unchanged {
                    self.emit(&Event::Unchanged { id: id.to_string() });
                }
                self.background.wake();
                self.emit_writing(When::Soon);
                Ok(())
            }
            Err(Stop::Held(trouble)) => {
                tracing::warn!(
                    reason = trouble.reason.key(),
                    why = %trouble.cause,
                    "writing is on hold"
                );
                self.writing.lock().held = Some((trouble, Instant::now()));
                self.emit_writing(When::Now);
                self.note("complete", self.emit_complete_day());
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
