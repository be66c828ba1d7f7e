//! How `paperboy-net` asks, against servers on this machine's loopback that answer well, badly,
//! slowly, or not at all.

#![allow(clippy::unwrap_used)]

mod answers;
mod broken;
mod chat;
mod chat_ends;
mod chat_manners;
mod manners;
mod offline;
mod server;
mod shared_server;

use paperboy_net::{Body, Fetched, Limits, Net, NetError, Sources, USER_AGENT, Validators};
use paperboy_paper::{Date, PaperId};
use std::path::PathBuf;
use std::time::Duration;
use tempfile::TempDir;
use url::Url;

const NONE: &Validators = &Validators::NONE;

/// Long enough for the slowest machine, and pauses short enough for an impatient one.
fn limits() -> Limits {
    Limits {
        body: 200_000,
        tries: 3,
        first_pause: Duration::from_millis(2),
        longest_pause: Duration::from_millis(4),
        ..Limits::default()
    }
}

/// A client for servers on loopback, with a library folder of its own for the interval file.
struct Way {
    net: Net,
    _folder: TempDir,
}

impl std::ops::Deref for Way {
    type Target = Net;
    fn deref(&self) -> &Net {
        &self.net
    }
}

fn way(huggingface: &Url, arxiv: &Url, limits: Limits) -> Way {
    let folder = tempfile::tempdir().unwrap();
    let net =
        net(huggingface, arxiv, Duration::from_millis(1), folder.path().join("arxiv.pace"), limits);
    Way { net, _folder: folder }
}

fn net(
    huggingface: &Url,
    arxiv: &Url,
    interval: Duration,
    interval_file: PathBuf,
    limits: Limits,
) -> Net {
    let sources = Sources::new(huggingface.clone(), arxiv.clone(), interval).unwrap();
    Net::with_limits(sources, interval_file, USER_AGENT, limits).unwrap()
}

fn day() -> Date {
    Date::constant(2026, 3, 2)
}

fn paper() -> PaperId {
    PaperId::parse("2501.11120").unwrap()
}

fn body(fetched: Result<Fetched, NetError>) -> Body {
    match fetched {
        Ok(Fetched::Body(body)) => body,
        other => panic!("no body: {other:?}"),
    }
}
