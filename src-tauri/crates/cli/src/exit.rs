//! How the command ends.

use paperboy_core::wire::ValueCause;
use paperboy_core::{Error, in_words};
use std::process::ExitCode;

/// The exit codes of the contract.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// All was done.
    Done,
    /// Some items failed, each named; the rest was done.
    SomeFailed,
    /// The command was used wrongly.
    Usage,
    /// The library can't be opened.
    NoLibrary,
    /// Stopped by Ctrl-C; what was done is kept.
    Stopped,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Done => 0,
            Exit::SomeFailed => 1,
            Exit::Usage => 2,
            Exit::NoLibrary => 3,
            Exit::Stopped => 130,
        })
    }
}

/// Why a command ends before its end.
#[derive(Debug)]
pub enum Failure {
    /// The reading end of the output was closed.
    ClosedPipe,
    /// A sentence for the user.
    Message(Exit, String),
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        if matches!(&error, Error::NotSaved { why, .. } if why.is_closed_pipe()) {
            return Self::ClosedPipe;
        }
        tracing::error!(?error, "the command failed");
        let exit = match error {
            // The command is right; it is the library that has no such thing, or another.
            Error::BadValue(
                ValueCause::UnknownSearch { .. }
                | ValueCause::UnknownHighlight { .. }
                | ValueCause::NoText { .. }
                | ValueCause::QuoteNotFound { .. }
                | ValueCause::QuoteRepeated { .. }
                | ValueCause::UnknownCollection { .. }
                | ValueCause::CollectionTaken { .. }
                | ValueCause::CollectionTooDeep,
            ) => Exit::SomeFailed,
            Error::BadValue(_) => Exit::Usage,
            _ => Exit::SomeFailed,
        };
        Self::Message(exit, error.wire().message)
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::BrokenPipe => Self::ClosedPipe,
            _ => Self::Message(
                Exit::SomeFailed,
                format!("the output could not be written: {}", in_words(&error)),
            ),
        }
    }
}
