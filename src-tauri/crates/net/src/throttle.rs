//! Limits requests to arXiv: one at a time, with a minimum interval between two starts, across all
//! processes on one library.
//!
//! The interval file holds the time of the last request and, when the server asked for a wait, its
//! end: it outlives the process. The process with its lock may send a
//! request, and keeps the lock until the answer is read. No process keeps it during the interval,
//! so that two processes take turns. The lock dies with its process.

use crate::error::Failure;
use crate::{Limits, NetError};
use jiff::Timestamp;
use paperboy_paper::{FileCause, NetworkCause};
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, ErrorKind, Read, Seek, SeekFrom, Write};
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::MutexGuard;
use tokio::time::{Instant, sleep};

/// The written times have 30 bytes each; more is not read.
const MAX_TIME_BYTES: u64 = 80;
/// How long an unused connection is kept, and how long another process counts as being at work
/// beside us.
pub(crate) const IDLE_TIMEOUT: Duration = Duration::from_secs(60);

pub(crate) struct Throttle {
    file: PathBuf,
    interval: Duration,
    /// How long to wait for a lock.
    lock_timeout: Duration,
    last: tokio::sync::Mutex<Option<Last>>,
    held: Held,
    /// The longest wait before the request fails as busy.
    longest_wait: Duration,
}

/// This process's own last request: what it wrote in the file, and when by the clock that never
/// jumps.
struct Last {
    request_time: Timestamp,
    at: Instant,
}

/// The right to ask arXiv. Released when dropped.
pub(crate) struct Turn<'a> {
    file: File,
    last: MutexGuard<'a, Option<Last>>,
    beside_another: bool,
    /// The end of a wait that the server asked for.
    held_until: Option<Timestamp>,
}

/// The result of reading the interval file.
enum Taken<'a> {
    Turn(Turn<'a>),
    /// No request may be sent for so long.
    Held(MutexGuard<'a, Option<Last>>, Duration),
}

impl Throttle {
    pub(crate) fn new(file: PathBuf, interval: Duration, limits: &Limits) -> Self {
        let lock_timeout = 2 * (limits.connect + limits.whole);
        Self {
            file,
            interval,
            lock_timeout,
            last: tokio::sync::Mutex::new(None),
            held: Held::default(),
            longest_wait: limits.longest_wait,
        }
    }

    /// Blocks all requests of this process until `wait` is over.
    fn hold_off(&self, wait: Duration) {
        self.held.hold_off(wait);
    }

    /// Whether a wait that the server requested is not over.
    pub(crate) fn is_held_off(&self) -> bool {
        self.held.is_on()
    }

    /// Waits for a turn and writes its time: the request is expected to start at once.
    pub(crate) async fn turn(&self) -> Result<Turn<'_>, Failure> {
        let mut last = self.last.lock().await;
        loop {
            self.held.over(self.longest_wait).await?;
            match self.take(last).await.map_err(|error| self.refused(&error))? {
                Taken::Turn(turn) => return Ok(turn),
                // Another process, or this one at an earlier time, was asked to wait.
                Taken::Held(own, wait) => {
                    self.hold_off(wait);
                    last = own;
                }
            }
        }
    }

    /// The interval file can't be used.
    pub(crate) fn refused(&self, error: &io::Error) -> Failure {
        let why = match error.kind() {
            ErrorKind::WouldBlock => FileCause::Locked,
            _ => FileCause::from(error),
        };
        let file = self.file.display().to_string();
        Failure::Final(NetError::NoTurn { cause: NetworkCause::IntervalFile { file, why } })
    }

    async fn take<'a>(&self, last: MutexGuard<'a, Option<Last>>) -> io::Result<Taken<'a>> {
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(&self.file)?;
        let mut seen = None;
        loop {
            self.lock(&file).await?;
            let (request_time, held_until) = read_times(&mut file)?;
            if let Some(left) = held_until.and_then(|until| left(until, Timestamp::now())) {
                return Ok(Taken::Held(last, left));
            }
            let wait = self.wait(&request_time, last.as_ref(), &mut seen);
            if !wait.is_zero() {
                file.unlock()?;
                sleep(wait).await;
                continue;
            }
            let beside_another = seen.is_some() && request_time.is_younger_than(IDLE_TIMEOUT);
            let mut turn = Turn { file, last, beside_another, held_until: None };
            turn.write_time()?;
            return Ok(Taken::Turn(turn));
        }
    }

    async fn lock(&self, file: &File) -> io::Result<()> {
        let started = Instant::now();
        loop {
            match file.try_lock() {
                Ok(()) => return Ok(()),
                Err(TryLockError::Error(error)) => return Err(error),
                Err(TryLockError::WouldBlock) if started.elapsed() > self.lock_timeout => {
                    return Err(ErrorKind::WouldBlock.into());
                }
                Err(TryLockError::WouldBlock) => {
                    sleep(
                        (self.interval / 20)
                            .clamp(Duration::from_millis(2), Duration::from_millis(50)),
                    )
                    .await;
                }
            }
        }
    }

    /// How long until a request may start. `seen` is what this wait has read from the file.
    fn wait(
        &self,
        request_time: &RequestTime,
        last: Option<&Last>,
        seen: &mut Option<Seen>,
    ) -> Duration {
        let own =
            last.map_or(Duration::ZERO, |last| self.interval.saturating_sub(last.at.elapsed()));
        if last.is_some_and(|last| *request_time == RequestTime::At(last.request_time)) {
            return own;
        }
        // Another process's time is read by the wall clock, which may jump: the wait it gives is
        // found once and then measured by the clock that does not, so that a time in the future
        // costs one interval and no more.
        let seen = match seen {
            Some(seen) if seen.request_time == *request_time => seen,
            _ => seen.insert(Seen {
                request_time: *request_time,
                at: Instant::now(),
                wait: request_time.wait(self.interval, Timestamp::now()),
            }),
        };
        own.max(seen.wait.saturating_sub(seen.at.elapsed()))
    }
}

impl Turn<'_> {
    /// Whether another process sent a request recently: then no connection is kept open between
    /// turns, because arXiv allows one in all.
    pub(crate) fn is_beside_another(&self) -> bool {
        self.beside_another
    }

    /// The answer has begun, or has failed to: the request has reached arXiv by now, and perhaps
    /// not long ago. The next one counts from here, so that arXiv too sees the interval, whatever
    /// the way there took.
    pub(crate) fn sent(&mut self) -> io::Result<()> {
        self.write_time()
    }

    /// Keeps all processes on the library away until `wait` is over, as the server requested.
    pub(crate) fn hold_off(&mut self, throttle: &Throttle, wait: Duration) -> io::Result<()> {
        let wait = wait.min(LONGEST_HELD);
        throttle.hold_off(wait);
        let until = Timestamp::now().checked_add(wait).ok();
        self.held_until = self.held_until.max(until);
        self.write_time()
    }

    fn write_time(&mut self) -> io::Result<()> {
        let request_time = Timestamp::now();
        *self.last = Some(Last { request_time, at: Instant::now() });
        // Always the same length and one write, so that a kill leaves either time whole.
        let mut text = format!("{request_time:.9}");
        if let Some(until) = self.held_until {
            text.push_str(&format!("\n{until:.9}"));
        }
        self.file.seek(SeekFrom::Start(0))?;
        self.file.write_all(text.as_bytes())?;
        self.file.set_len(text.len() as u64)
    }
}

struct Seen {
    request_time: RequestTime,
    at: Instant,
    wait: Duration,
}

/// The content of the interval file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum RequestTime {
    Empty,
    At(Timestamp),
    Unreadable,
}

/// The time of the last request, and until when none is to be sent.
fn read_times(file: &mut File) -> io::Result<(RequestTime, Option<Timestamp>)> {
    let mut bytes = Vec::new();
    file.seek(SeekFrom::Start(0))?;
    file.take(MAX_TIME_BYTES).read_to_end(&mut bytes)?;
    let text = String::from_utf8_lossy(&bytes);
    let mut lines = text.trim().lines();
    let request_time = match lines.next().unwrap_or_default().trim() {
        "" => RequestTime::Empty,
        text => text.parse().map_or(RequestTime::Unreadable, RequestTime::At),
    };
    Ok((request_time, lines.next().and_then(|text| text.trim().parse().ok())))
}

/// How long until then. No wait is longer than a server is heeded: such a time is of a clock that was
/// set back since.
fn left(until: Timestamp, now: Timestamp) -> Option<Duration> {
    let left = Duration::try_from(until.duration_since(now)).ok()?;
    (!left.is_zero() && left <= LONGEST_HELD).then_some(left)
}

impl RequestTime {
    /// At most one interval, whatever the clock did since.
    fn wait(self, interval: Duration, now: Timestamp) -> Duration {
        match self {
            Self::Empty => Duration::ZERO,
            Self::Unreadable => interval,
            Self::At(request_time) => match Duration::try_from(now.duration_since(request_time)) {
                Ok(passed) => interval.saturating_sub(passed),
                Err(_) => interval,
            },
        }
    }

    fn is_younger_than(self, age: Duration) -> bool {
        !self.wait(age, Timestamp::now()).is_zero()
    }
}

/// No server is heeded for longer.
const LONGEST_HELD: Duration = Duration::from_secs(3600);

/// A time before which no request is sent.
#[derive(Default)]
pub(crate) struct Held(Mutex<Option<Instant>>);

impl Held {
    /// Sets it, unless a later one is set.
    pub(crate) fn hold_off(&self, wait: Duration) {
        let until = Instant::now() + wait.min(LONGEST_HELD);
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *held = Some(held.map_or(until, |held| held.max(until)));
    }

    /// Whether it is not over yet.
    pub(crate) fn is_on(&self) -> bool {
        let until = *self.0.lock().unwrap_or_else(PoisonError::into_inner);
        until.is_some_and(|until| until > Instant::now())
    }

    /// Waits until the time is over, or fails with the remaining time when that is longer than
    /// `max_wait`.
    pub(crate) async fn over(&self, max_wait: Duration) -> Result<(), Failure> {
        loop {
            let until = *self.0.lock().unwrap_or_else(PoisonError::into_inner);
            let left = until
                .map_or(Duration::ZERO, |until| until.saturating_duration_since(Instant::now()));
            if left.is_zero() {
                return Ok(());
            }
            if left > max_wait {
                return Err(Failure::Busy(Some(left)));
            }
            sleep(left).await;
        }
    }
}

#[cfg(test)]
mod tests;
