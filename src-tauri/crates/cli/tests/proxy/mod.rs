//! Proxies: requests to other machines go through them, requests to this machine do not.

use crate::harness::source::{DAY, Source, id, report_of};
use crate::harness::{Library, ended};
use paperboy_tests::fake_server::Reply;
use std::io::{Read, Write};
use std::net::TcpListener;

/// The greeting and the request that a proxy receives when `fetch` runs with its address in the
/// environment.
fn request_to_proxy(variable: &str, scheme: &str) -> (Vec<u8>, Vec<u8>) {
    let proxy = TcpListener::bind("127.0.0.1:0").unwrap();
    let library = Library::new();
    for (key, value) in
        [("source.huggingface", "https://hf.example"), ("source.arxiv", "https://arxiv.example")]
    {
        assert_eq!(library.run(&["settings", key, value]).code, 0);
    }
    let address = format!("{scheme}://{}", proxy.local_addr().unwrap());
    let mut child = library.start_in(
        &["--library", &library.folder(), "fetch", "2025-12-30"],
        &[(variable, &address)],
    );
    let (mut stream, _) = proxy.accept().unwrap();
    let mut greeting = [0; 512];
    let read = stream.read(&mut greeting).unwrap();
    // After its greeting a SOCKS client learns that no password is needed, and sends its target.
    let mut wish = [0; 512];
    let wished = if greeting[0] == 5 {
        stream.write_all(&[5, 0]).unwrap();
        stream.read(&mut wish).unwrap()
    } else {
        0
    };
    child.kill().unwrap();
    child.wait().unwrap();
    (greeting[..read].to_vec(), wish[..wished].to_vec())
}

#[test]
fn the_sources_are_asked_through_a_socks_proxy_that_looks_the_names_up() {
    let (greeting, wish) = request_to_proxy("ALL_PROXY", "socks5h");
    assert_eq!(greeting[0], 5, "{greeting:?}");
    // Version 5, connect, a name, its length, the name, port 443.
    let name = b"hf.example";
    let expected = [&[5, 1, 0, 3, u8::try_from(name.len()).unwrap()][..], name, &[1, 187]].concat();
    assert_eq!(wish, expected);
}

#[test]
fn the_sources_are_asked_through_an_http_proxy() {
    for variable in ["HTTPS_PROXY", "all_proxy"] {
        let (sent, _) = request_to_proxy(variable, "http");
        assert!(
            sent.starts_with(b"CONNECT hf.example:443 HTTP/1.1\r\n"),
            "{}",
            String::from_utf8_lossy(&sent)
        );
    }
}

#[test]
fn a_proxy_of_an_unknown_kind_is_reported_and_nothing_goes_out_without_it() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let library = Library::new();
    for (key, value) in
        [("source.huggingface", "https://hf.example"), ("source.arxiv", "https://arxiv.example")]
    {
        assert_eq!(library.run(&["settings", key, value]).code, 0);
    }
    let address = format!("quic://me:secret@{}", listener.local_addr().unwrap());
    let words = ["--library", &library.folder(), "fetch", "2025-12-30"];
    let run = ended(library.start_in(&words, &[("ALL_PROXY", &address)]));
    assert_eq!(run.code, 1, "{}", run.stderr);
    for part in ["quic://127.0.0.1", "ALL_PROXY", "socks5h://"] {
        assert!(run.stderr.contains(part), "{}", run.stderr);
    }
    assert!(!run.stderr.contains("secret"), "{}", run.stderr);
}

#[test]
fn this_machine_is_asked_directly_whatever_proxy_is_named() {
    let source = Source::new(1);
    source.model(|_, place| Reply::Text(report_of(place)));
    let library = source.library();
    for proxy in ["socks5h://127.0.0.1:9", "http://127.0.0.1:9"] {
        let words = ["--library", &library.folder(), "fetch", DAY];
        let run = ended(library.start_in(&words, &[("ALL_PROXY", proxy), ("HTTP_PROXY", proxy)]));
        assert_eq!(run.code, 0, "{}", run.stderr);
    }
    assert_eq!(library.json(&["show", &id(0)])["writer"], "model:stand-in");
}
