//! Synchronising: a merge, a first synchronisation, and one in which nothing is new, over a WebDAV
//! server on loopback.

use crate::figures::{Times, heading, load};
use paperboy_core::wire::{JobKind, Synced};
use paperboy_core::{App, Job, Places};
use paperboy_tests::fake_webdav::FakeWebDav;
use paperboy_tests::generate;
use std::path::Path;
use std::sync::Arc;

const DATE: &str = "2025-12-30";
const PAPERS: usize = 1_000;
/// What the first device did before, and what is merged then.
const FACTS: usize = 100_000;
const MERGED: usize = 10_000;
/// The bars: milliseconds, and requests of a synchronisation in which nothing is new.
const FIRST_MILLISECONDS: f64 = 5_000.0;
const MERGE_MILLISECONDS: f64 = 200.0;
const IDLE_MILLISECONDS: f64 = 50.0;
const IDLE_REQUESTS: usize = 2;
const ROUNDS: usize = 20;
/// `me:secret`, in base64.
const SIGN_IN: &str = "bWU6c2VjcmV0";

type Failed = Box<dyn std::error::Error>;

/// Prints each beside its bar.
pub fn measure() -> Result<(), String> {
    heading("Synchronising");
    run().map_err(|error| error.to_string())
}

fn run() -> Result<(), Failed> {
    let home = tempfile::tempdir()?;
    let server = FakeWebDav::start(SIGN_IN)?;
    let date = DATE.parse()?;
    let ids: Vec<String> = (0..PAPERS).map(|n| generate::paper_id(date, n)).collect();
    let (one, other) = (device(&home.path().join("one"))?, device(&home.path().join("other"))?);
    tag(&one, &ids, "first", FACTS)?;
    set_up(&one, &server)?;
    let mut times = Times::default();
    let sent = times.take(|| sync(&one))?.sent;
    bar(&format!("first synchronisation, {sent} facts sent"), &times, FIRST_MILLISECONDS);
    set_up(&other, &server)?;
    let mut times = Times::default();
    let received = times.take(|| sync(&other))?.received;
    bar(&format!("first synchronisation, {received} facts received"), &times, FIRST_MILLISECONDS);

    let mut times = Times::default();
    for round in 0..5 {
        tag(&one, &ids, &format!("more {round}"), MERGED)?;
        sync(&one)?;
        let received = times.take(|| sync(&other))?.received;
        if received as usize != MERGED {
            return Err(format!("{received} facts came instead of {MERGED}").into());
        }
    }
    bar(&format!("{MERGED} facts received and merged"), &times, MERGE_MILLISECONDS);

    let mut times = Times::default();
    let mut most = 0;
    for _ in 0..ROUNDS {
        server.requests();
        times.take(|| sync(&other))?;
        most = most.max(server.requests().len());
    }
    bar(&format!("nothing new, {most} requests (bar {IDLE_REQUESTS})"), &times, IDLE_MILLISECONDS);
    println!("load of the machine: {}", load());
    one.close();
    other.close();
    Ok(())
}

fn device(folder: &Path) -> Result<Arc<App>, Failed> {
    let places = Places { library: folder.join("library"), logs: folder.join("logs") };
    let app = App::open(places, Arc::new(jiff::Timestamp::now))?;
    let day = generate::report(DATE.parse()?, PAPERS, 1);
    app.import_bytes("day.md", day.into_bytes())?;
    app.wait_until_indexed()?;
    Ok(app)
}

/// So many facts: tags on all papers.
fn tag(app: &App, ids: &[String], name: &str, facts: usize) -> Result<(), Failed> {
    let tags: Vec<String> = (0..facts / ids.len()).map(|n| format!("{name} {n}")).collect();
    app.tag(ids, &tags, &[])?;
    Ok(())
}

fn set_up(app: &App, server: &FakeWebDav) -> Result<(), Failed> {
    let passphrase = Some("correct horse");
    app.set_up_sync_server(&server.url("paperboy"), "me", "secret", passphrase)?;
    Ok(())
}

fn sync(app: &App) -> Result<Synced, Failed> {
    Ok(app.synchronise(&Job::unwatched(JobKind::Sync))?)
}

fn bar(what: &str, times: &Times, milliseconds: f64) {
    println!("{what}: {:.1} ms (bar {milliseconds} ms)", times.quantile(0.5));
}
