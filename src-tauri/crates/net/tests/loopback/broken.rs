//! Bodies that are cut, endless, swollen or false.

use super::server::{Reply, Server, answer_with, raw};
use super::{NONE, body, limits, paper, way};
use flate2::Compression;
use flate2::write::GzEncoder;
use paperboy_net::{Fetched, Limits, NetError};
use std::io::Write;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use url::Url;

const GZIP: &str = "content-encoding: gzip\r\n";
const GZIP_HEAD: &[u8] = &[0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff];
/// “hello”, by hand: one uncompressed block each.
const BROTLI: &[u8] = &[0x0b, 0x02, 0x80, b'h', b'e', b'l', b'l', b'o', 0x03];
const ZSTD: &[u8] =
    &[0x28, 0xb5, 0x2f, 0xfd, 0x20, 0x05, 0x29, 0x00, 0x00, b'h', b'e', b'l', b'l', b'o'];

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

async fn ask_once(reply: Reply, limits: Limits) -> (Result<Fetched, NetError>, Server) {
    let server = Server::replying(vec![reply]).await;
    let answer = way(&server.url, &server.url, limits).article_html(&paper(), NONE).await;
    (answer, server)
}

#[tokio::test]
async fn what_comes_packed_is_unpacked() {
    for (name, packed) in [
        ("gzip", gzip(b"hello").as_slice()),
        ("br", BROTLI),
        ("zstd", ZSTD),
        ("identity", b"hello"),
    ] {
        let reply =
            Reply::All(answer_with("200 OK", &format!("content-encoding: {name}\r\n"), packed));
        assert_eq!(body(ask_once(reply, limits()).await.0).bytes, b"hello", "{name}");
    }
}

#[tokio::test]
async fn a_body_packed_in_parts_is_unpacked_to_its_last() {
    let parts = [gzip(b"one, "), gzip(b"two")].concat();
    assert_eq!(
        body(ask_once(Reply::All(answer_with("200 OK", GZIP, &parts)), limits()).await.0).bytes,
        b"one, two"
    );
}

#[tokio::test]
async fn a_body_cut_short_is_never_taken_for_whole() {
    let text = b"a page that goes on for a while, and then for a while more".repeat(50);
    let (packed, length) = (gzip(&text), text.len());
    let half = &text[..length / 2];
    for (name, bytes) in [
        ("plain, shorter than its length", raw(&format!("content-length: {length}\r\n"), half)),
        (
            "packed, shorter than its length",
            raw(
                &format!("content-length: {}\r\n{GZIP}", packed.len()),
                &packed[..packed.len() / 2],
            ),
        ),
        (
            "packed, with the length of the cut",
            answer_with("200 OK", GZIP, &packed[..packed.len() / 2]),
        ),
        ("packed, all but the last byte", answer_with("200 OK", GZIP, &packed[..packed.len() - 1])),
        ("packed, as long as the connection", raw(GZIP, &packed[..packed.len() / 2])),
        ("in chunks, without the last", raw("transfer-encoding: chunked\r\n", b"5\r\nhello\r\n")),
        ("in chunks, in the midst of one", raw("transfer-encoding: chunked\r\n", b"50\r\nhello")),
        ("brotli", answer_with("200 OK", "content-encoding: br\r\n", &BROTLI[..BROTLI.len() - 1])),
        ("zstd", answer_with("200 OK", "content-encoding: zstd\r\n", &ZSTD[..ZSTD.len() - 1])),
        ("packed, but not so", answer_with("200 OK", GZIP, b"<html>not packed at all</html>")),
        ("packed twice", answer_with("200 OK", "content-encoding: gzip, gzip\r\n", &gzip(&packed))),
        (
            "packed, with more behind it",
            answer_with("200 OK", "content-encoding: br\r\n", &[BROTLI, b"more"].concat()),
        ),
        ("packed some other way", answer_with("200 OK", "content-encoding: compress\r\n", &packed)),
        ("no HTTP", b"hello\r\n\r\n".to_vec()),
        ("nothing", Vec::new()),
    ] {
        let (answer, server) = ask_once(Reply::ThenClose(bytes), limits()).await;
        assert!(matches!(answer, Err(NetError::Fault { .. })), "{name}: {answer:?}");
        assert_eq!(server.requests().len(), 3, "{name}");
    }
}

#[tokio::test]
async fn a_passing_cut_is_repaired_by_a_retry() {
    let script = vec![
        Reply::ThenClose(raw("content-length: 9\r\n", b"cut")),
        Reply::All(answer_with("200 OK", "", b"the whole")),
    ];
    let server = Server::replying(script).await;
    let net = way(&server.url, &server.url, limits());
    assert_eq!(body(net.article_html(&paper(), NONE).await).bytes, b"the whole");
}

#[tokio::test]
async fn a_body_is_taken_up_to_its_bound_and_not_beyond() {
    let largest = limits().body;
    let (answer, _server) =
        ask_once(Reply::All(answer_with("200 OK", "", &vec![b'x'; largest])), limits()).await;
    assert_eq!(body(answer).bytes.len(), largest);
    let bomb = gzip(&vec![0; 50_000_000]);
    assert!(bomb.len() < 1_000_000, "a bomb is small");
    let stored = [&[0x00, 0x00, 0x10, 0xff, 0xef], [0; 4096].as_slice()].concat();
    let chunk = [b"1000\r\n", "x".repeat(4096).as_bytes(), b"\r\n"].concat();
    for (name, reply) in [
        ("a byte more", Reply::All(answer_with("200 OK", "", &vec![b'x'; largest + 1]))),
        ("announced, never sent", Reply::ThenWait(raw("content-length: 1000000000000\r\n", b""))),
        ("a bomb", Reply::ThenWait(answer_with("200 OK", GZIP, &bomb))),
        (
            "endless",
            Reply::Endlessly(raw("transfer-encoding: chunked\r\n", b""), chunk, Duration::ZERO),
        ),
        (
            "endless and without a length",
            Reply::Endlessly(raw("", b""), vec![b'x'; 4096], Duration::ZERO),
        ),
        (
            "endlessly packed",
            Reply::Endlessly(raw(GZIP, GZIP_HEAD), stored.clone(), Duration::ZERO),
        ),
    ] {
        let (answer, server) = ask_once(reply, limits()).await;
        assert!(
            matches!(answer, Err(NetError::TooLarge { limit, .. }) if limit == largest),
            "{name}: {answer:?}"
        );
        assert_eq!(server.requests().len(), 1, "{name}: what is too large is not asked for again");
    }
}

#[tokio::test]
async fn every_kind_of_slowness_has_its_bound() {
    let short = Duration::from_millis(60);
    let once = Limits { tries: 1, ..limits() };
    let first_byte = Limits { connect: short, first_byte: short, ..once.clone() };
    let stall = Limits { stall: short, ..once.clone() };
    let whole = Limits { whole: 3 * short, ..once };
    let begun = raw("transfer-encoding: chunked\r\n", b"5\r\nhello\r\n");
    for (reply, limits, message) in [
        (Reply::ThenWait(Vec::new()), first_byte.clone(), "did not answer within"),
        (
            Reply::ThenWait(b"HTTP/1.1 200 OK\r\ncontent-".to_vec()),
            first_byte,
            "did not answer within",
        ),
        (
            Reply::ThenWait(begun.clone()),
            stall,
            "no more data arrived for 0.06 s after the first 5 bytes",
        ),
        (
            Reply::Endlessly(begun, b"1\r\nx\r\n".to_vec(), Duration::from_millis(5)),
            whole,
            "did not end within",
        ),
    ] {
        let (answer, server) = ask_once(reply, limits).await;
        let error = answer.unwrap_err();
        assert!(
            matches!(error, NetError::Fault { .. }) && error.to_string().contains(message),
            "{error:?}"
        );
        server.hung_up().await;
    }
}

#[tokio::test]
async fn a_head_that_never_ends_is_bounded() {
    let endless = Reply::Endlessly(
        b"HTTP/1.1 200 OK\r\n".to_vec(),
        b"x-header: and another one\r\n".repeat(50),
        Duration::ZERO,
    );
    let (answer, server) = ask_once(endless, limits()).await;
    assert!(matches!(answer, Err(NetError::Fault { .. })), "{answer:?}");
    server.hung_up().await;
}

#[tokio::test]
async fn a_missing_page_stays_missing_though_its_body_is_broken() {
    let cut = b"HTTP/1.1 404 Not Found\r\ncontent-length: 900\r\n\r\n<h1>No HTML".to_vec();
    assert!(matches!(ask_once(Reply::ThenClose(cut), limits()).await.0, Ok(Fetched::Absent(_))));
}

#[tokio::test]
async fn an_answer_that_is_not_encrypted_is_named_in_words() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let _ = stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n").await;
            let _ = stream.read(&mut [0; 64]).await;
        }
    });
    let url = Url::parse(&format!("https://{address}/")).unwrap();
    let error = way(&url, &url, limits()).article_html(&paper(), NONE).await.unwrap_err();
    let sentence = error.to_string();
    assert!(
        sentence.contains("is not encrypted; its address may have to begin with http"),
        "{sentence}"
    );
}
