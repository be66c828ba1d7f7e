//! What the user did: an append-only log of facts. The tables that lists and cards read are derived
//! from it, each row in the transaction that appends its fact.
//!
//! A fact is one statement on one [`Subject`], such as "this paper is starred since then". The
//! newest fact of a subject is in force, by hybrid logical clock and device, so that the logs of
//! two copies of a library merge to one state in whatever order they meet ([`in_force`]).

mod append;
mod change;
mod derive;
mod fact;
mod reconcile;
mod subject;
mod sync;

pub(crate) use append::{Appender, renew_device};
pub(crate) use change::{UserChange, index_again, spelled};
pub(crate) use derive::statements;
pub(crate) use paperboy_sync::{Device, FactId, Time};
pub(crate) use reconcile::{add_missing, reconcile};
pub(crate) use subject::{Kind, Statement, Subject};
pub use sync::MergePreview;

#[cfg(test)]
pub(crate) use {
    append::{compact, facts},
    fact::{Fact, in_force},
};
