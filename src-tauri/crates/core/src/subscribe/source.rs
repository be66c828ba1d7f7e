//! Where a subscription is read from: an address of the web, or a folder.

use super::MAX_ADDRESS_BYTES;
use crate::fetch::USER_AGENT;
use crate::wire::{SubscriptionProblem, ValueCause};
use crate::{Error, Job};
use paperboy_feed::{Feed, Index, IndexedDay, NotAFeed, NotAnIndex};
use paperboy_net::{Absence, Feeds, Fetched, NetError, Validators};
use paperboy_paper::{Category, Date, FileCause, date_in};
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use url::Url;

/// The largest index or feed, and the largest day, in bytes.
const MAX_INDEX_BYTES: usize = 8 << 20;
const MAX_DAY_BYTES: usize = 20 << 20;
/// The most days of a folder without an index that are read.
const MAX_FILES: usize = 4_000;

/// What is subscribed to.
pub(super) enum Content {
    Days { title: String, place: Place, days: Vec<IndexedDay> },
    Feed(Feed),
}

/// Where days are.
pub(super) enum Place {
    Web(Url),
    Folder(PathBuf),
}

/// What was read.
pub(super) enum Read {
    Unchanged,
    Content { content: Content, validators: Validators },
}

/// An address as it is kept: a whole one of the web, the whole path of a folder, or a category of
/// arXiv.
pub(super) fn address(text: &str) -> Result<String, Error> {
    let text = text.trim();
    let refused = || Error::from(ValueCause::NoSubscription { text: text.to_owned() });
    if text.is_empty() || text.len() > MAX_ADDRESS_BYTES {
        return Err(refused());
    }
    if Path::new(text).is_absolute() {
        return Ok(text.to_owned());
    }
    if let Some(category) = Category::parse(text) {
        return Ok(category.address());
    }
    let mut url = Url::parse(text).map_err(|_| refused())?;
    if !Feeds::takes(&url) {
        return Err(refused());
    }
    url.set_fragment(None);
    Ok(url.into())
}

/// Reads what is at an address or in a folder.
pub(super) async fn read(
    address: &str,
    validators: &Validators,
    job: &Job,
) -> Result<Read, SubscriptionProblem> {
    if Path::new(address).is_absolute() {
        let folder = PathBuf::from(address);
        // A drive that hangs is waited for until the user stops it.
        return job.wait_for(move || folder_content(&folder)).unwrap_or(Ok(Read::Unchanged));
    }
    let url = Url::parse(address).map_err(|_| SubscriptionProblem::Other)?;
    let feeds = feeds()?;
    let request = feeds.get("the subscription", &url, validators, MAX_INDEX_BYTES);
    let body = match until_cancelled(request, job).await {
        None => return Ok(Read::Unchanged),
        Some(Err(error)) => return Err(of_network(error)),
        Some(Ok(Fetched::NotModified)) => return Ok(Read::Unchanged),
        Some(Ok(Fetched::Absent(why))) => return Err(absent(why)),
        Some(Ok(Fetched::Body(body))) => body,
    };
    match content(&body.bytes, &body.final_url) {
        Ok(content) => Ok(Read::Content { content, validators: body.validators }),
        // The page of a published folder: its index is beside it.
        Err(SubscriptionProblem::Page) => {
            let beside =
                body.final_url.join("index.json").map_err(|_| SubscriptionProblem::Page)?;
            let none = Validators::NONE;
            let request = feeds.get("the index", &beside, &none, MAX_INDEX_BYTES);
            match until_cancelled(request, job).await {
                None => Ok(Read::Unchanged),
                // The page may stay the same while the index changes: nothing is kept to compare.
                Some(Ok(Fetched::Body(body))) => match content(&body.bytes, &body.final_url) {
                    Ok(content @ Content::Days { .. }) => {
                        Ok(Read::Content { content, validators: Validators::NONE })
                    }
                    Err(SubscriptionProblem::Newer) => Err(SubscriptionProblem::Newer),
                    _ => Err(SubscriptionProblem::Page),
                },
                Some(_) => Err(SubscriptionProblem::Page),
            }
        }
        Err(why) => Err(why),
    }
}

/// The report of a day, whose bytes are those of the index; `None` where they are not, or nothing
/// came.
pub(super) async fn day(
    place: &Place,
    day: &IndexedDay,
    job: &Job,
) -> Result<Option<Vec<u8>>, SubscriptionProblem> {
    let bytes = match place {
        Place::Folder(folder) => {
            let path = folder.join(&day.file);
            match job.wait_for(move || bounded(&path, MAX_DAY_BYTES)) {
                None => return Ok(None),
                Some(bytes) => bytes.map_err(|error| of_file(&error))?,
            }
        }
        Place::Web(index) => {
            let url = index.join(&day.file).map_err(|_| SubscriptionProblem::Other)?;
            let (feeds, none) = (feeds()?, Validators::NONE);
            let what = format!("the report of {}", day.date);
            let request = feeds.get(&what, &url, &none, MAX_DAY_BYTES);
            match until_cancelled(request, job).await {
                None => return Ok(None),
                Some(Ok(Fetched::Body(body))) => body.bytes,
                Some(Ok(_)) => return Ok(None),
                Some(Err(error)) => return Err(of_network(error)),
            }
        }
    };
    Ok((hexadecimal(&Sha256::digest(&bytes)) == day.sha256).then_some(bytes))
}

fn content(bytes: &[u8], address: &Url) -> Result<Content, SubscriptionProblem> {
    match Index::read(bytes) {
        Ok(Index { title, days, .. }) => {
            return Ok(Content::Days { title, place: Place::Web(address.clone()), days });
        }
        Err(NotAnIndex::Newer) => return Err(SubscriptionProblem::Newer),
        Err(NotAnIndex::Other) => {}
    }
    paperboy_feed::read(bytes).map(Content::Feed).map_err(|why| match why {
        NotAFeed::Page => SubscriptionProblem::Page,
        NotAFeed::Entities => SubscriptionProblem::Entities,
        NotAFeed::Other => SubscriptionProblem::Other,
    })
}

/// The days of a folder: those of its index, or its files whose names are days.
fn folder_content(folder: &Path) -> Result<Read, SubscriptionProblem> {
    let found = |title, days| {
        let place = Place::Folder(folder.to_owned());
        let content = Content::Days { title, place, days };
        Ok(Read::Content { content, validators: Validators::NONE })
    };
    match bounded(&folder.join("index.json"), MAX_INDEX_BYTES) {
        Ok(bytes) => match Index::read(&bytes) {
            Ok(index) => return found(index.title, index.days),
            Err(NotAnIndex::Newer) => return Err(SubscriptionProblem::Newer),
            Err(NotAnIndex::Other) => {}
        },
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
        Err(error) => return Err(of_file(&error)),
    }
    let mut days = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(|error| of_file(&error))?.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let Some(date) = name.strip_suffix(".md").and_then(date_in) else { continue };
        if days.len() == MAX_FILES {
            break;
        }
        if let Ok(bytes) = bounded(&entry.path(), MAX_DAY_BYTES) {
            days.push(of_file_of_day(date, name, &bytes));
        }
    }
    days.sort_by_key(|day| std::cmp::Reverse(day.date));
    if days.is_empty() { Err(SubscriptionProblem::Other) } else { found(String::new(), days) }
}

fn of_file_of_day(date: Date, file: String, bytes: &[u8]) -> IndexedDay {
    let sha256 = hexadecimal(&Sha256::digest(bytes));
    let (bytes, updated) = (bytes.len() as u64, jiff::Timestamp::UNIX_EPOCH);
    IndexedDay { date, file, papers: 0, bytes, sha256, updated }
}

fn bounded(path: &Path, most: usize) -> std::io::Result<Vec<u8>> {
    let file = File::open(path)?;
    let kind = file.metadata()?;
    if !kind.is_file() || kind.len() > most as u64 {
        return Err(std::io::ErrorKind::InvalidData.into());
    }
    let mut bytes = Vec::new();
    file.take(most as u64).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn feeds() -> Result<Feeds, SubscriptionProblem> {
    // The name of the program is a header that can be sent.
    Feeds::new(USER_AGENT).map_err(|_| SubscriptionProblem::Other)
}

async fn until_cancelled<T>(request: impl Future<Output = T>, job: &Job) -> Option<T> {
    tokio::select! {
        biased;
        () = job.cancelled() => None,
        answer = request => Some(answer),
    }
}

fn of_network(error: NetError) -> SubscriptionProblem {
    SubscriptionProblem::Network { why: error.into_cause() }
}

fn of_file(error: &std::io::Error) -> SubscriptionProblem {
    SubscriptionProblem::Folder { why: FileCause::from(error) }
}

fn absent(why: Absence) -> SubscriptionProblem {
    match why {
        Absence::NotFound => SubscriptionProblem::NotFound,
        Absence::Forbidden => SubscriptionProblem::Forbidden,
    }
}

pub(super) fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
