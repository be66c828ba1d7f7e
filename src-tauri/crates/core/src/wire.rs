//! What crosses to the window: plain data with the names the front end uses.
//!
//! The types in `ui/src/lib/bindings/` are made from these; a test fails when they are stale.

mod assistants;
mod backups;
mod cause;
mod checking;
mod desktop;
mod error;
mod event;
mod figures;
mod health;
mod highlights;
mod keeping;
mod library;
mod paper;
mod publish;
mod recovery;
mod review;
mod schedule;
mod searching;
mod speech;
mod subscribe;
mod sync;
mod taste;
mod value;
mod watch;
mod working;
mod writing;

pub use assistants::*;
pub use backups::*;
pub use cause::*;
pub use checking::*;
pub use desktop::*;
pub use error::*;
pub use event::*;
pub use figures::*;
pub use health::*;
pub use highlights::*;
pub use keeping::*;
pub use library::*;
pub use paper::*;
pub use publish::*;
pub use recovery::*;
pub use review::*;
pub use schedule::*;
pub use searching::*;
pub use speech::*;
pub use subscribe::*;
pub use sync::*;
pub use taste::*;
pub use value::*;
pub use watch::*;
pub use working::*;
pub use writing::*;
