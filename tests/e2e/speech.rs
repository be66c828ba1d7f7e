//! Reading aloud, with a Speech Dispatcher of the tests' own on a socket.

use crate::first_day::{FORMULAS, look_around};
use crate::stage::{Stage, TIMEOUT, play};
use serde_json::json;
use std::io::{BufRead, BufReader, Write};
use std::os::unix::net::{UnixListener, UnixStream};
use std::sync::{Arc, Condvar, Mutex};
use std::time::{Duration, Instant};
use tokio::time::sleep;

/// What was spoken: language and sentence of each, how many have ended, and how many were cancelled.
#[derive(Default)]
struct Requests {
    spoken: Vec<(String, String)>,
    ended: usize,
    cancelled: usize,
}

/// A Speech Dispatcher that speaks until the test says that a sentence has ended.
#[derive(Clone, Default)]
struct Speech(Arc<(Mutex<Requests>, Condvar)>);

impl Speech {
    fn start(stage: &mut Stage) -> Self {
        let socket = stage.home().join("speechd.sock");
        let listener = UnixListener::bind(&socket).unwrap();
        stage.environment.push(("SPEECHD_ADDRESS", format!("unix_socket:{}", socket.display())));
        let speech = Self::default();
        let of_clients = speech.clone();
        std::thread::spawn(move || {
            for client in listener.incoming().flatten() {
                let speech = of_clients.clone();
                std::thread::spawn(move || speech.serve(client));
            }
        });
        speech
    }

    fn serve(&self, mut client: UnixStream) {
        let mut lines = BufReader::new(client.try_clone().unwrap()).lines().map_while(Result::ok);
        let mut language = String::new();
        while let Some(line) = lines.next() {
            let answer = if let Some(wanted) = line.strip_prefix("SET SELF LANGUAGE ") {
                wanted.clone_into(&mut language);
                "201 OK LANGUAGE SET"
            } else if line.starts_with("SET ") {
                "220 OK SET"
            } else if line == "LIST SYNTHESIS_VOICES" {
                "249-Mandarin\tcmn\tnone\r\n249-English\ten-US\tnone\r\n249 OK VOICE LIST SENT"
            } else if line == "SPEAK" {
                client.write_all(b"230 OK RECEIVING DATA\r\n").unwrap();
                let text: Vec<String> = lines.by_ref().take_while(|line| line != ".").collect();
                let (requests, changed) = &*self.0;
                let mut all = requests.lock().unwrap();
                all.spoken.push((language.clone(), text.join("\n")));
                let number = all.spoken.len();
                drop(all);
                changed.notify_all();
                self.end_later(client.try_clone().unwrap(), number);
                "225-1\r\n225 OK MESSAGE QUEUED"
            } else if line == "CANCEL SELF" {
                self.0.0.lock().unwrap().cancelled += 1;
                "210 OK CANCELED\r\n703-1\r\n703-1\r\n703 CANCELED"
            } else {
                "500 ERR INVALID COMMAND"
            };
            // A client that has what it wanted is gone.
            let _ = client.write_all(format!("{answer}\r\n").as_bytes());
        }
    }

    fn end_later(&self, mut client: UnixStream, number: usize) {
        let speech = self.clone();
        std::thread::spawn(move || {
            let (requests, changed) = &*speech.0;
            let requests = requests.lock().unwrap();
            drop(changed.wait_while(requests, |requests| requests.ended < number).unwrap());
            let _ = client.write_all(b"702-1\r\n702-1\r\n702 END\r\n");
        });
    }

    /// All sentences so far have ended.
    fn end(&self) {
        let (requests, changed) = &*self.0;
        let mut requests = requests.lock().unwrap();
        requests.ended = requests.spoken.len();
        drop(requests);
        changed.notify_all();
    }

    fn count(&self) -> (usize, usize) {
        let requests = self.0.0.lock().unwrap();
        (requests.spoken.len(), requests.cancelled)
    }

    /// Waits until so many sentences were begun and cancelled.
    async fn until(&self, spoken: usize, cancelled: usize) {
        let end = Instant::now() + TIMEOUT;
        while self.count() != (spoken, cancelled) {
            assert!(Instant::now() < end, "spoken and cancelled: {:?}", self.count());
            sleep(Duration::from_millis(20)).await;
        }
    }
}

/// What is marked as being read.
const MARKED: &str =
    "return [...(CSS.highlights.get('spoken') ?? [])].map(range => range.toString()).join('|')";

#[test]
fn a_paper_is_read_aloud_with_its_sentence_marked() {
    play("read_aloud", async |stage| {
        let speech = Speech::start(stage);
        stage.open().await;
        let window = stage.window();
        look_around(window).await;
        window.go(&format!("#/paper/{FORMULAS}")).await;
        window.see("[data-testid=view-paper] .katex").await;
        window.press("r").await;
        speech.until(1, 0).await;
        window.see("aloud").await;
        let (language, sentence) = speech.0.0.lock().unwrap().spoken[0].clone();
        let is_chinese = sentence.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
        assert_eq!(language, if is_chinese { "zh" } else { "en" });
        let marked = window.run(MARKED, vec![]).await;
        let begin: String = sentence.chars().take(5).collect();
        assert!(
            marked.as_str().unwrap().starts_with(&begin),
            "{marked} is marked, {sentence} is read"
        );
        speech.end();
        speech.until(2, 0).await;
        assert_ne!(window.run(MARKED, vec![]).await, marked);
        // Nothing waits for the speech: the page answers meanwhile.
        window.ask("status", json!({})).await.unwrap();
        window.press("r").await;
        speech.until(2, 1).await;
        window.press("r").await;
        speech.until(3, 1).await;
        let spoken = speech.0.0.lock().unwrap().spoken.clone();
        assert_eq!(spoken[1], spoken[2], "an interrupted sentence is read again");
        window.press("R").await;
        speech.until(3, 2).await;
        window
            .until("the end", "return document.querySelector('[data-testid=aloud]') === null && !CSS.highlights.get('spoken')")
            .await;
    });
}
