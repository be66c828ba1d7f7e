//! A body, read piece by piece within its bounds, and what a failure on the way means.

use crate::error::{Failure, in_milliseconds};
use crate::sources::clip;
use crate::{Limits, NetError, proxy, tls};
use async_compression::tokio::bufread::{BrotliDecoder, GzipDecoder, ZstdDecoder};
use async_compression::zstd::DParameter;
use futures_util::TryStreamExt;
use paperboy_paper::{ConnectionCause, NetworkCause};
use reqwest::Response;
use reqwest::header::{self, HeaderMap};
use std::error::Error;
use std::io;
use std::pin::Pin;
use tokio::io::{AsyncBufRead, AsyncBufReadExt, AsyncRead, AsyncReadExt};
use tokio::time::{Instant, timeout_at};
use tokio_util::io::StreamReader;

/// The encodings that [`read`] undoes. Done here and not by reqwest, whose decoder drops all but
/// the first part of a gzip body without a word, and lets zstd have any memory it asks for.
pub(crate) const ACCEPTED: &str = "gzip, br, zstd";

/// The largest window of a zstd body, as a power of two: what HTTP allows (RFC 9659), 8 MB.
const ZSTD_WINDOW: u32 = 23;
/// The size of one read, in bytes.
const CHUNK_BYTES: usize = 16 * 1024;
/// The most bytes of an unwanted body that are read so that its connection can be used again.
const MAX_DISCARDED_BYTES: usize = 64 * 1024;

/// Reads a body to its end, decompressed as it comes.
pub(crate) async fn read(
    what: &str,
    response: Response,
    limits: &Limits,
    deadline: Instant,
) -> Result<Vec<u8>, Failure> {
    let too_large =
        || Failure::Final(NetError::TooLarge { what: what.to_owned(), limit: limits.body });
    if response.content_length().is_some_and(|announced| announced > limits.body as u64) {
        return Err(too_large());
    }
    let encoding = encoding(response.headers());
    let mut packed = StreamReader::new(response.bytes_stream().map_err(io::Error::other));
    let mut bytes = Vec::new();
    let mut piece = vec![0; CHUNK_BYTES];
    {
        let mut unpacked = unpacked(&encoding, &mut packed)?;
        loop {
            match in_time(unpacked.read(&mut piece), limits, deadline, bytes.len()).await? {
                0 => break,
                more if bytes.len() + more > limits.body => return Err(too_large()),
                more => bytes.extend_from_slice(&piece[..more]),
            }
        }
    }
    // The end of the compressed data is not yet the end of the body; only the latter shows that
    // nothing is missing.
    if !in_time(packed.fill_buf(), limits, deadline, bytes.len()).await?.is_empty() {
        return Err(Failure::Passing(NetworkCause::Trailing));
    }
    Ok(bytes)
}

fn unpacked<'a>(
    encoding: &str,
    packed: &'a mut (impl AsyncBufRead + Unpin + Send),
) -> Result<Pin<Box<dyn AsyncRead + Send + 'a>>, Failure> {
    Ok(match encoding {
        "" | "identity" => Box::pin(packed),
        "gzip" | "x-gzip" => {
            let mut decoder = GzipDecoder::new(packed);
            decoder.multiple_members(true);
            Box::pin(decoder)
        }
        "br" => Box::pin(BrotliDecoder::new(packed)),
        "zstd" => {
            let mut decoder =
                ZstdDecoder::with_params(packed, &[DParameter::window_log_max(ZSTD_WINDOW)]);
            decoder.multiple_members(true);
            Box::pin(decoder)
        }
        _ => {
            return Err(Failure::Passing(NetworkCause::Encoding { encoding: clip(encoding) }));
        }
    })
}

/// Reads a short body to its end and forgets it; leaves a long or broken one.
pub(crate) async fn drain(mut response: Response, limits: &Limits, deadline: Instant) {
    let mut read = 0;
    while let Ok(Some(piece)) =
        in_time(async { response.chunk().await.map_err(io::Error::other) }, limits, deadline, read)
            .await
    {
        read += piece.len();
        if read > MAX_DISCARDED_BYTES {
            return;
        }
    }
}

async fn in_time<T>(
    more: impl Future<Output = io::Result<T>>,
    limits: &Limits,
    deadline: Instant,
    read: usize,
) -> Result<T, Failure> {
    let stalled = Instant::now() + limits.stall;
    match timeout_at(stalled.min(deadline), more).await {
        Ok(more) => more.map_err(|error| broken(&error)),
        Err(_) if stalled < deadline => Err(Failure::Passing(NetworkCause::Stalled {
            milliseconds: in_milliseconds(limits.stall),
            bytes: u32::try_from(read).unwrap_or(u32::MAX),
        })),
        Err(_) => Err(Failure::Passing(NetworkCause::Endless {
            milliseconds: in_milliseconds(limits.whole),
        })),
    }
}

fn encoding(headers: &HeaderMap) -> String {
    let named: Vec<_> = headers
        .get_all(header::CONTENT_ENCODING)
        .iter()
        .map(|value| String::from_utf8_lossy(value.as_bytes()))
        .collect();
    named.join(", ").trim().to_ascii_lowercase()
}

/// What an error amid a body means: one of the transport, or one of unpacking.
fn broken(error: &io::Error) -> Failure {
    match error.get_ref().and_then(|inner| inner.downcast_ref::<reqwest::Error>()) {
        Some(transport) => failure(transport),
        None => Failure::Passing(NetworkCause::Compression { text: error.to_string() }),
    }
}

/// What an error of the transport means.
pub(crate) fn failure(error: &reqwest::Error) -> Failure {
    if let Some(why) = chain(error).find_map(|error| proxy::refusal(&error.to_string())) {
        return Failure::Passing(NetworkCause::Proxy { why });
    }
    let why = match tls_error(error) {
        Some(cause) => {
            tracing::warn!(%cause, "no secure connection");
            tls::cause(cause)
        }
        None => connection_cause(error),
    };
    let no_connection = error.is_connect()
        && (error.is_dns() || error.is_timeout() || chain(error).any(is_unreachable));
    if no_connection {
        Failure::Unreachable(why)
    } else if error.is_connect() {
        Failure::Passing(NetworkCause::NotSecure { why })
    } else if error.is_decode() || error.is_body() {
        Failure::Passing(NetworkCause::BrokeOff { why })
    } else {
        Failure::Passing(NetworkCause::Failed { why })
    }
}

fn connection_cause(error: &reqwest::Error) -> ConnectionCause {
    use io::ErrorKind;
    if error.is_dns() {
        return ConnectionCause::UnknownHost;
    }
    let kind = chain(error).find_map(|error| Some(error.downcast_ref::<io::Error>()?.kind()));
    match kind {
        Some(ErrorKind::ConnectionRefused) => ConnectionCause::Refused,
        Some(ErrorKind::TimedOut) => ConnectionCause::TimedOut,
        _ if error.is_timeout() => ConnectionCause::TimedOut,
        Some(
            ErrorKind::ConnectionReset
            | ErrorKind::ConnectionAborted
            | ErrorKind::BrokenPipe
            | ErrorKind::UnexpectedEof,
        ) => ConnectionCause::Closed,
        Some(
            ErrorKind::AddrNotAvailable
            | ErrorKind::HostUnreachable
            | ErrorKind::NetworkDown
            | ErrorKind::NetworkUnreachable,
        ) => ConnectionCause::NoRoute,
        _ => ConnectionCause::Other { text: without_number(&root(error).to_string()).to_owned() },
    }
}

/// The error of the TLS layer: it comes within errors of reading or writing, one in the
/// other, which do not name it as their cause.
fn tls_error(error: &reqwest::Error) -> Option<&rustls::Error> {
    chain(error).find_map(|mut error| {
        loop {
            if let Some(found) = error.downcast_ref() {
                return Some(found);
            }
            error = error.downcast_ref::<io::Error>()?.get_ref()?;
        }
    })
}

/// The system's message without the number after it.
fn without_number(message: &str) -> &str {
    message.split(" (os error").next().unwrap_or(message)
}

fn is_unreachable(error: &(dyn Error + 'static)) -> bool {
    use io::ErrorKind::{
        AddrNotAvailable, ConnectionRefused, HostUnreachable, NetworkDown, NetworkUnreachable,
        TimedOut,
    };
    let kinds = [
        AddrNotAvailable,
        ConnectionRefused,
        HostUnreachable,
        NetworkDown,
        NetworkUnreachable,
        TimedOut,
    ];
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
