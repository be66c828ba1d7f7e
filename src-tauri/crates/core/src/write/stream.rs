//! A growing report, for a window that shows it.

use crate::App;
use crate::wire::Event;
use paperboy_net::ChatPiece;
use paperboy_paper::PaperId;
use paperboy_report::{beginning_of_report, growing_report, html, thinking_so_far};
use std::time::{Duration, Instant};

/// The shortest time between two reports to the window.
const EMIT_INTERVAL: Duration = Duration::from_millis(100);
/// The longest text that is shown while it grows, in bytes: no report is as long.
const MAX_STREAMED_BYTES: usize = 50_000;

/// The part of a report that has arrived.
pub(super) struct Stream<'a> {
    app: &'a App,
    id: &'a PaperId,
    watched: bool,
    text: String,
    /// The model reasons, as a separate piece shows; no text has arrived since.
    reasons: bool,
    last_emitted: Option<Instant>,
}

impl<'a> Stream<'a> {
    pub(super) fn of(app: &'a App, id: &'a PaperId) -> Self {
        Self {
            app,
            id,
            watched: app.has_listeners(),
            text: String::new(),
            reasons: false,
            last_emitted: None,
        }
    }

    /// The answer alone is not a report.
    pub(super) fn unwatched(app: &'a App, id: &'a PaperId) -> Self {
        Self { watched: false, ..Self::of(app, id) }
    }

    /// It begins, or begins again.
    pub(super) fn begin(&mut self) {
        if !self.text.is_empty() || self.reasons {
            self.text.clear();
            self.reasons = false;
            self.emit();
        }
    }

    pub(super) fn take(&mut self, piece: ChatPiece<'_>) {
        if !self.watched {
            return;
        }
        match piece {
            ChatPiece::Text(text) => {
                self.reasons = false;
                self.text.push_str(text);
            }
            ChatPiece::Reasoning => self.reasons = true,
        }
        if self.text.len() <= MAX_STREAMED_BYTES
            && self.last_emitted.is_none_or(|when| when.elapsed() >= EMIT_INTERVAL)
        {
            self.emit();
        }
    }

    fn emit(&mut self) {
        self.last_emitted = Some(Instant::now());
        let state = thinking_so_far(&self.text);
        // Before the first section a model greets the user, or reasons without a mark.
        let report = beginning_of_report(state.answer_so_far)
            .map_or("", |begin| &state.answer_so_far[begin..]);
        let (report, thinks_again) = growing_report(report);
        let thinking = self.reasons || state.is_thinking || thinks_again;
        self.app.emit(&Event::Writing { id: self.id.to_string(), html: html(&report), thinking });
    }
}
