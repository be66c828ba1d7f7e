//! Tests against the shared server that simulates both services, where it is next to the repository
//! and Python is installed.

use super::{NONE, body, limits, net};
use paperboy_net::{Fetched, Limits, Net, Next};
use paperboy_paper::{Date, PaperId};
use std::io::{BufRead, BufReader};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use url::Url;

pub struct SharedServer {
    process: Child,
    pub url: Url,
}

impl Drop for SharedServer {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Starts the shared server; `None`, with a printed line, where that is not possible.
pub fn shared_server(more: &[&str]) -> Option<SharedServer> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .map(|folder| folder.join("shared/upstream/serve.py"))
        .find(|file| file.exists());
    let Some(script) = script else {
        println!("skipped: there is no stand-in beside the repository");
        return None;
    };
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let mut command = Command::new("python3");
    command.arg(script).args(["--port", &port.to_string(), "--synthesize-html"]).args(more);
    let Ok(mut process) = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn() else {
        println!("skipped: there is no python3");
        return None;
    };
    let mut line = String::new();
    BufReader::new(process.stderr.take().unwrap()).read_line(&mut line).unwrap();
    assert!(line.contains("listening"), "{line}");
    while TcpStream::connect(("127.0.0.1", port)).is_err() {
        std::thread::sleep(Duration::from_millis(5));
    }
    Some(SharedServer { process, url: Url::parse(&format!("http://127.0.0.1:{port}/")).unwrap() })
}

fn way(shared_server: &SharedServer, folder: &tempfile::TempDir) -> Net {
    let limits = Limits { body: Limits::default().body, tries: 8, ..limits() };
    net(
        &shared_server.url,
        &shared_server.url,
        Duration::from_millis(1),
        folder.path().join("arxiv.pace"),
        limits,
    )
}

fn ids() -> Vec<PaperId> {
    ["2512.23576", "2512.23447", "2512.22096", "2512.22322", "2501.11120", "1808.08002"]
        .iter()
        .filter_map(|id| PaperId::parse(id))
        .collect()
}

#[tokio::test]
async fn a_day_of_the_shared_server_is_fetched_page_by_page() {
    let Some(shared_server) = shared_server(&[]) else { return };
    let folder = tempfile::tempdir().unwrap();
    let net = way(&shared_server, &folder);
    let day = Date::constant(2025, 12, 30);
    let whole = body(net.list_page(day, None, 100, NONE).await.map(|page| page.fetched));
    assert!(whole.bytes.starts_with(b"["));
    let (mut page, mut pages) = (net.list_page(day, None, 7, NONE).await.unwrap(), 1);
    while let Next::Page(url) = &page.next {
        page = net.list_page(day, Some(url), 7, NONE).await.unwrap();
        pages += 1;
    }
    assert_eq!((pages, page.next), (3, Next::End), "20 papers, 7 a page");
    let again = net.list_page(day, None, 100, &whole.validators).await.unwrap();
    assert_eq!(again.fetched, Fetched::NotModified);
}

#[tokio::test]
async fn temporary_faults_change_nothing_of_what_is_fetched() {
    let faults = ["429:0", "500:0.2", "cut:0.2"];
    let (Some(sound), Some(faulty)) =
        (shared_server(&[]), shared_server(&faults.map(|fault| ["--fault", fault]).concat()))
    else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let (sound, faulty) = (way(&sound, &folder), way(&faulty, &folder));
    for id in ids() {
        let (expected, found) = (
            sound.article_html(&id, NONE).await.unwrap(),
            faulty.article_html(&id, NONE).await.unwrap(),
        );
        match (expected, found) {
            (Fetched::Body(expected), Fetched::Body(found)) => {
                assert_eq!(expected.bytes, found.bytes, "{id}")
            }
            (expected, found) => assert_eq!(expected, found, "{id}"),
        }
    }
}
