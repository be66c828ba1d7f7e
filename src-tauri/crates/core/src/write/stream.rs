//! A report as it grows, for who watches.

use crate::App;
use crate::wire::Event;
use paperboy_paper::PaperId;
use paperboy_report::html;
use std::time::{Duration, Instant};

/// How often the window is told at most.
const TELL_EVERY: Duration = Duration::from_millis(100);
/// No report is as long, in bytes: what grows beyond it is not shown growing.
const MOST: usize = 50_000;

/// What has come of a report.
pub(super) struct Stream<'a> {
    app: &'a App,
    id: &'a PaperId,
    watched: bool,
    text: String,
    told: Option<Instant>,
}

impl<'a> Stream<'a> {
    pub(super) fn of(app: &'a App, id: &'a PaperId) -> Self {
        Self { app, id, watched: app.is_heard(), text: String::new(), told: None }
    }

    /// For what is no report by itself.
    pub(super) fn unwatched(app: &'a App, id: &'a PaperId) -> Self {
        Self { watched: false, ..Self::of(app, id) }
    }

    /// It begins, or begins again.
    pub(super) fn begin(&mut self) {
        if !self.text.is_empty() {
            self.text.clear();
            self.tell();
        }
    }

    pub(super) fn take(&mut self, piece: &str) {
        if !self.watched {
            return;
        }
        self.text.push_str(piece);
        if self.text.len() <= MOST && self.told.is_none_or(|when| when.elapsed() >= TELL_EVERY) {
            self.tell();
        }
    }

    fn tell(&mut self) {
        self.told = Some(Instant::now());
        self.app.emit(&Event::Writing { id: self.id.to_string(), html: html(&self.text) });
    }
}
