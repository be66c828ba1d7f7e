//! A body, read piece by piece within its bounds, and what a failure on the way means.

use crate::error::Failure;
use crate::{Limits, NetError};
use reqwest::Response;
use reqwest::header::{self, HeaderMap};
use std::error::Error;
use std::io;
use tokio::time::{Instant, timeout_at};

/// As much of an unwanted body as is read for its connection's sake, in bytes.
const UNWANTED: usize = 64 * 1024;

/// Reads a body to its end, decompressed as it comes.
pub(crate) async fn read(what: &str, mut response: Response, limits: &Limits, deadline: Instant) -> Result<Vec<u8>, Failure> {
    let too_large = || Failure::Settled(NetError::TooLarge { what: what.to_owned(), limit: limits.body });
    // The decoder takes the header away from what it decodes, so whatever still has one came in an encoding nobody asked for.
    if let Some(encoding) = encoding(response.headers()) {
        return Err(Failure::Passing(format!("the answer is encoded as “{encoding}”, which was not asked for")));
    }
    let announced = response.content_length().unwrap_or(0);
    if announced > limits.body as u64 {
        return Err(too_large());
    }
    let mut bytes = Vec::with_capacity(announced as usize);
    while let Some(piece) = piece(&mut response, limits, deadline, bytes.len()).await? {
        if bytes.len() + piece.len() > limits.body {
            return Err(too_large());
        }
        bytes.extend_from_slice(&piece);
    }
    Ok(bytes)
}

/// Reads a short body to its end and forgets it; leaves a long or broken one.
pub(crate) async fn drain(mut response: Response, limits: &Limits, deadline: Instant) {
    let mut read = 0;
    while let Ok(Some(piece)) = piece(&mut response, limits, deadline, read).await {
        read += piece.len();
        if read > UNWANTED {
            return;
        }
    }
}

async fn piece(
    response: &mut Response,
    limits: &Limits,
    deadline: Instant,
    read: usize,
) -> Result<Option<impl std::ops::Deref<Target = [u8]> + use<>>, Failure> {
    let stalled = Instant::now() + limits.stall;
    match timeout_at(stalled.min(deadline), response.chunk()).await {
        Ok(piece) => piece.map_err(|error| failure(&error)),
        Err(_) if stalled < deadline => {
            Err(Failure::Passing(format!("the answer stopped for {} s after {read} bytes", limits.stall.as_secs_f64())))
        }
        Err(_) => Err(Failure::Passing(format!("the answer did not end within {} s", limits.whole.as_secs_f64()))),
    }
}

fn encoding(headers: &HeaderMap) -> Option<String> {
    let value = String::from_utf8_lossy(headers.get(header::CONTENT_ENCODING)?.as_bytes()).trim().to_owned();
    (!value.is_empty() && !value.eq_ignore_ascii_case("identity")).then(|| crate::sources::clip(&value))
}

/// What an error of the transport means.
pub(crate) fn failure(error: &reqwest::Error) -> Failure {
    let reason = root(error).to_string();
    let no_connection = error.is_connect() && (error.is_dns() || error.is_timeout() || chain(error).any(is_unreachable));
    if no_connection {
        Failure::Unreachable(reason)
    } else if error.is_connect() {
        Failure::Passing(format!("no safe connection came about ({reason})"))
    } else if error.is_decode() || error.is_body() {
        Failure::Passing(format!("the answer broke off or is damaged ({reason})"))
    } else {
        Failure::Passing(format!("the connection failed ({reason})"))
    }
}

fn is_unreachable(error: &(dyn Error + 'static)) -> bool {
    use io::ErrorKind::{AddrNotAvailable, ConnectionRefused, HostUnreachable, NetworkDown, NetworkUnreachable, TimedOut};
    let kinds = [AddrNotAvailable, ConnectionRefused, HostUnreachable, NetworkDown, NetworkUnreachable, TimedOut];
    error.downcast_ref::<io::Error>().is_some_and(|error| kinds.contains(&error.kind()))
}

fn root(error: &reqwest::Error) -> &(dyn Error + 'static) {
    chain(error).last().unwrap_or(error)
}

fn chain(error: &reqwest::Error) -> impl Iterator<Item = &(dyn Error + 'static)> {
    let mut next = Some(error as &(dyn Error + 'static));
    std::iter::from_fn(move || {
        let error = next?;
        next = error.source();
        Some(error)
    })
}
