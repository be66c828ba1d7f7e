//! Writing behind the window: a queue that outlives the process, and one thread that works on it.

use super::desk::{Desk, Stop};
use super::trouble::{Of, Trouble};
use super::{WriteOutcome, Writer, WrittenPaper};
use crate::reading::{day, narrow, paper_id};
use crate::wire::{Event, WritingState};
use crate::{App, Error};
use futures_util::{StreamExt, stream::FuturesUnordered};
use paperboy_paper::PaperId;
use paperboy_store::{List, StoreError, ToWrite};
use std::fs::File;
use std::pin::Pin;
use std::rc::Rc;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::Notify;

/// Names in the settings that the reader paused writing: nothing is spent after the next start either.
const PAUSED: &str = "write.paused";
/// How many waiting papers are named to the window.
const MOST_NAMED: u64 = 200;
/// When it is looked again for what may have passed: a server that was away, a day that ended, another process that wrote.
const LOOK_AGAIN: Duration = Duration::from_secs(30);
const LOOK_AGAIN_FOR_TURN: Duration = Duration::from_secs(1);

/// How often the window is told how far writing is, unless it is of consequence.
const TELL_EVERY: Duration = Duration::from_millis(100);

/// Whether something may be told with the next thing.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Told {
    Now,
    Soon,
}

/// What is being written behind the window, and what keeps it from being written.
#[derive(Default)]
pub(crate) struct Writing {
    state: Mutex<State>,
    called: Notify,
}

#[derive(Default)]
struct State {
    running: bool,
    /// What is being written is to be dropped.
    cancelled: bool,
    closed: bool,
    at: Vec<PaperId>,
    done: u32,
    looked_at: Option<PaperId>,
    held: Option<(Trouble, Instant)>,
    /// When the window was last told how far it is.
    told: Option<Instant>,
    /// Rises with each change of what is written with.
    settings: u64,
}

impl Writing {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether what is being written is to be dropped. That it was cancelled is said once.
    fn is_to_end(&self) -> bool {
        let mut state = self.lock();
        std::mem::take(&mut state.cancelled) || state.closed
    }

    /// What is written with has changed: what was held may go on.
    pub(crate) fn renewed(&self) {
        let mut state = self.lock();
        state.settings += 1;
        state.held = None;
        drop(state);
        self.called.notify_one();
    }

    /// Ends the thread; what it was at goes on at the next start.
    pub(crate) fn close(&self) {
        self.lock().closed = true;
        self.called.notify_one();
    }
}

/// A paper being written.
type AtWork<'a> = Pin<Box<dyn Future<Output = (PaperId, Result<WrittenPaper, Stop>)> + 'a>>;

impl App {
    /// Has papers written behind the window, by the writer named or the setting's. `again`: also where a report is, which adds a version and shows it.
    pub fn write_papers(self: &Arc<Self>, ids: &[String], writer: Option<&str>, again: bool) -> Result<(), Error> {
        if let Some(unknown) = writer.filter(|word| Writer::from_key(word).is_none()) {
            return Err(Error::BadValue(format!("“{unknown}” is no writer: model or extract")));
        }
        let writer = writer.map(str::to_owned);
        let wish = |id: &String| Ok(ToWrite { id: paper_id(id)?, writer: writer.clone(), again });
        self.queue_writing(&ids.iter().map(wish).collect::<Result<Vec<_>, Error>>()?)
    }

    /// Has a day's papers written that have no report; `again`: all of them.
    pub fn write_day(self: &Arc<Self>, date: &str, again: bool) -> Result<(), Error> {
        let date = day(date)?;
        let (papers, _) = self.store().list(&List { dates: Some((date, date)), ..List::default() }, 0, u64::from(u32::MAX))?;
        let due = papers.into_iter().filter(|paper| again || paper.report.is_none());
        self.queue_writing(&due.map(|paper| ToWrite { id: paper.id, writer: None, again }).collect::<Vec<_>>())
    }

    /// Has papers written that were read and have no report.
    pub(crate) fn write_unasked(self: &Arc<Self>, ids: impl IntoIterator<Item = PaperId>) -> Result<(), Error> {
        let wishes: Vec<ToWrite> = ids.into_iter().map(|id| ToWrite { id, writer: None, again: false }).collect();
        self.queue_writing(&wishes)
    }

    fn queue_writing(self: &Arc<Self>, wishes: &[ToWrite]) -> Result<(), Error> {
        if wishes.is_empty() {
            return Ok(());
        }
        self.store().queue_writing(wishes)?;
        // A wish is a reason to try what was held once more.
        self.writing.lock().held = None;
        self.run_writing();
        Ok(())
    }

    /// Begins nothing new until it is let go on; what is being written goes on.
    pub fn pause_writing(self: &Arc<Self>, on: bool) -> Result<(), Error> {
        self.store().set_setting(PAUSED, on.then_some("yes"))?;
        if !on {
            self.writing.lock().held = None;
            self.resume_writing()?;
        }
        self.writing.called.notify_one();
        self.tell_writing(Told::Now);
        Ok(())
    }

    /// Forgets what waits; what is being written now ends unkept.
    pub fn cancel_writing(&self) -> Result<(), Error> {
        self.store().forget_writing(None)?;
        self.writing.lock().cancelled = true;
        self.writing.called.notify_one();
        Ok(())
    }

    /// Says which paper is being looked at: it is written first.
    pub fn look_at(&self, id: Option<&str>) -> Result<(), Error> {
        self.writing.lock().looked_at = id.map(paper_id).transpose()?;
        Ok(())
    }

    /// How far writing is; `None` when nothing is to be written.
    pub(crate) fn writing_state(&self) -> Result<Option<WritingState>, Error> {
        let paused = self.is_writing_paused()?;
        let state = self.writing.lock();
        let (at, done, looked_at) = (state.at.clone(), state.done, state.looked_at.clone());
        let held = state.held.as_ref().map(|(trouble, _)| trouble.clone());
        let running = state.running;
        drop(state);
        let (next, waiting) = self.store().to_write(looked_at.as_ref(), None, MOST_NAMED)?;
        if waiting == 0 && (!running || at.is_empty()) {
            return Ok(None);
        }
        let names = |ids: Vec<PaperId>| ids.into_iter().map(String::from).collect::<Vec<_>>();
        let next: Vec<PaperId> = next.into_iter().map(|wish| wish.id).filter(|id| !at.contains(id)).collect();
        Ok(Some(WritingState {
            done,
            total: done + narrow(waiting),
            at: names(at),
            waiting: names(next),
            paused,
            held: held.as_ref().map(|trouble| if trouble.of == Of::Budget { "budget" } else { "model" }.to_owned()),
            message: held.map(|trouble| trouble.sentence),
        }))
    }

    /// Takes up what a kill had interrupted.
    pub(crate) fn resume_writing(self: &Arc<Self>) -> Result<(), Error> {
        if !self.read_only() && self.store().to_write(None, None, 0)?.1 > 0 {
            self.run_writing();
        }
        Ok(())
    }

    fn is_writing_paused(&self) -> Result<bool, Error> {
        Ok(self.store().setting(PAUSED)?.is_some())
    }

    fn tell_writing(&self, when: Told) {
        let now = Instant::now();
        let last = self.writing.lock().told.replace(now);
        if when == Told::Soon && last.is_some_and(|last| now.duration_since(last) < TELL_EVERY) {
            self.writing.lock().told = last;
            return;
        }
        match self.writing_state() {
            Ok(state) => self.emit(&Event::Written { state }),
            Err(error) => tracing::warn!(%error, "how far writing is can't be told"),
        }
    }

    fn run_writing(self: &Arc<Self>) {
        let mut state = self.writing.lock();
        if state.closed {
            return;
        }
        if state.running {
            drop(state);
            self.writing.called.notify_one();
            return;
        }
        (state.running, state.cancelled, state.done) = (true, false, 0);
        drop(state);
        let app = self.clone();
        std::thread::spawn(move || {
            let ended = app.work_on_queue();
            let mut state = app.writing.lock();
            (state.running, state.at) = (false, Vec::new());
            drop(state);
            app.tell_writing(Told::Now);
            app.background.wake();
            // What was given since the last look found this thread still there, and relied on it.
            let ended = ended.and_then(|()| app.resume_writing());
            if let Err(error) = ended {
                app.note("write", Err(error));
            }
        });
    }

    /// Works on the queue until it is empty. What is at work is dropped at the end, requests and all.
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
                tokio::select! {
                    Some((id, written)) = at_work.next() => app.wrote(&id, written)?,
                    () = app.writing.called.notified() => {}
                    () = tokio::time::sleep(look_again) => {}
                }
            }
        })
    }

    /// Begins as many papers as may be written at once.
    fn begin_papers<'a>(&'a self, at_work: &mut FuturesUnordered<AtWork<'a>>, desk: &mut Option<(u64, Rc<Desk<'a>>)>) -> Result<(), Error> {
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
            trouble.of != Of::Model && since.elapsed() >= trouble.wait.unwrap_or_default().max(LOOK_AGAIN)
        };
        if state.held.as_ref().is_some_and(passed) {
            state.held = None;
        }
        // While the model can't be asked, the extractive writer goes on with what is its own.
        let extract_by = state.held.is_some().then(|| desk.writer());
        let (at, looked_at) = (state.at.clone(), state.looked_at.clone());
        drop(state);
        let (next, _) = self.store().to_write(looked_at.as_ref(), extract_by, at.len() as u64 + 1)?;
        Ok(next.into_iter().find(|wish| !at.contains(&wish.id)))
    }

    /// Takes note of what became of a paper.
    fn wrote(&self, id: &PaperId, written: Result<WrittenPaper, Stop>) -> Result<(), Error> {
        self.writing.lock().at.retain(|at| at != id);
        match written {
            Ok(paper) => {
                self.writing.lock().done += 1;
                // What was written is out of the queue already; what was there, or can't be, leaves it here.
                self.store().forget_writing(Some(id))?;
                if paper.outcome == WriteOutcome::Failed {
                    self.failed(&Error::NotWritten { id: id.clone(), why: paper.problem.unwrap_or_default() });
                }
                self.background.wake();
                self.tell_writing(Told::Soon);
                Ok(())
            }
            Err(Stop::Held(trouble)) => {
                tracing::warn!(reason = trouble.reason, why = trouble.sentence, "writing is held");
                self.writing.lock().held = Some((trouble, Instant::now()));
                self.tell_writing(Told::Now);
                Ok(())
            }
            Err(Stop::Error(Error::Store(StoreError::UnknownPaper(_)))) => Ok(self.store().forget_writing(Some(id))?),
            Err(Stop::Error(error)) => Err(error),
        }
    }
}
