//! Every quirk of the fake model server, where it is next to the repository and Python is
//! installed: each model name gives five sections by the model, or a true sentence with the reason.
//! It takes minutes, since busy servers are waited for: `cargo test -p paperboy-cli --test contract
//! every_model -- --ignored --nocapture` prints the table.

use crate::harness::source::{DAY, Source, id};
use std::collections::BTreeSet;
use std::io::{BufRead, BufReader};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// For how long the slow model of the fake server is silent, in seconds.
const SILENT: &str = "7";

/// Names that end without the model's five sections for what they are, and a word that the sentence
/// on it holds.
const HONEST: [(&str, &str); 27] = [
    // The fake server has no answer for these three, however simple the request is.
    ("max-compl", "no model of that name"),
    ("no-system", "no model of that name"),
    ("no-system-500", "no model of that name"),
    ("q-silicon", "balance is insufficient"),
    ("q-paid", "paid balance is insufficient"),
    ("q-zhipu", "欠费"),
    ("q-moonshot", "check your account balance"),
    ("q-dash-free", "free tier"),
    ("q-oneapi", "额度不足"),
    ("q-volc", "overdue"),
    ("q-or", "more credits"),
    ("minimax", "insufficient balance"),
    ("err-stream-429", "free-models-per-day"),
    ("q-dash-tpm", "busy"),
    ("gem-429", "busy"),
    ("gem-key", "rejects the API key"),
    ("gem-model", "no model of that name"),
    ("gem-region", "User location is not supported"),
    ("sil-model", "no model of that name"),
    ("cf-html", "Just a moment"),
    ("err-stream", "Provider returned error"),
    ("finish-empty-cut", "broke off"),
    ("nofinish-nodone", "broke off"),
    ("reasoning-only", "reasoning"),
    ("length", "cut short"),
    ("ollama-4096", "num_ctx"),
    ("en-lang", "wrong language"),
];
/// Names under which an account is empty, or the key wrong: nothing is written in the model's place.
const EMPTY: [&str; 11] = [
    "gem-key",
    "q-silicon",
    "q-paid",
    "q-zhipu",
    "q-moonshot",
    "q-dash-free",
    "q-oneapi",
    "q-volc",
    "q-or",
    "minimax",
    "err-stream-429",
];
/// Names under which the quota of a minute stays used up: it is waited for, and then nothing is
/// written in the model's place either.
const USED_UP: [&str; 2] = ["q-dash-tpm", "gem-429"];
/// Names with retries: a busy server, and an answer that broke off, was garbage or lacked a
/// section.
const RETRIED: [&str; 5] =
    ["q-dash-tpm", "gem-429", "err-stream", "finish-empty-cut", "nofinish-nodone"];

struct Models {
    process: Child,
    port: u16,
    /// The model of each question, in order.
    requests: Arc<Mutex<Vec<String>>>,
}

impl Drop for Models {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn script() -> Option<PathBuf> {
    let folders = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors();
    folders.map(|folder| folder.join("shared/upstream/models.py")).find(|file| file.exists())
}

fn models(script: &Path) -> Option<Models> {
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let mut command = Command::new("python3");
    let mut process = command
        .arg(script)
        .args([&port.to_string(), SILENT])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    let (requests, lines) =
        (Arc::<Mutex<Vec<String>>>::default(), BufReader::new(process.stdout.take().unwrap()));
    let recorded = requests.clone();
    std::thread::spawn(move || {
        for line in lines.lines().map_while(Result::ok) {
            let line: serde_json::Value = serde_json::from_str(&line).unwrap_or_default();
            recorded.lock().unwrap().extend(line["model"].as_str().map(str::to_owned));
        }
    });
    while TcpStream::connect(("127.0.0.1", port)).is_err() {
        std::thread::sleep(Duration::from_millis(10));
    }
    Some(Models { process, port, requests })
}

/// The names that the script knows: the keys of its table of texts, and what it compares the
/// model's name with.
fn names(script: &Path) -> BTreeSet<String> {
    let text = std::fs::read_to_string(script).unwrap();
    let table = text.lines().filter_map(|line| {
        line.strip_prefix('"')?.split_once("\":").map(|(name, _)| name.to_owned())
    });
    let compared = text
        .split("m==\"")
        .skip(1)
        .filter_map(|rest| rest.split_once('"').map(|(name, _)| name.to_owned()));
    table.chain(compared).collect()
}

#[test]
#[ignore = "takes minutes: busy servers are waited for"]
fn every_model_writes_five_sections_or_reports_the_true_reason() {
    let Some(script) = script() else {
        return println!("skipped: there is no stand-in beside the repository");
    };
    let Some(models) = models(&script) else { return println!("skipped: there is no python3") };
    let source = Source::new(2);
    let text: String = (0..700)
        .map(|n| format!("<div class=\"ltx_para\"><p class=\"ltx_p\">Sentence {n} of the paper says what method {n} does.</p></div>"))
        .collect();
    for place in 0..2 {
        let page = format!(
            "<!DOCTYPE html><html><body><article class=\"ltx_document\"><h1 class=\"ltx_title ltx_title_document\">Paper {place}</h1><section class=\"ltx_section\"><h2 class=\"ltx_title ltx_title_section\">Introduction</h2>{text}</section></article></body></html>"
        );
        source.source.answer(&format!("/html/{}", id(place)), 200, &page);
    }
    let mut wrong = Vec::new();
    let only = std::env::var("PAPERBOY_TEST_MODELS").ok();
    let names = names(&script);
    assert!(names.len() > 100, "{names:?}");
    for name in names.iter().filter(|name| {
        only.as_ref().is_none_or(|only| only.split(',').any(|one| one == name.as_str()))
    }) {
        let library = source.library();
        library.json(&["fetch", DAY, "--no-write"]);
        for (key, value) in [
            ("model.url", format!("http://127.0.0.1:{}/v1", models.port)),
            ("model.name", name.clone()),
        ] {
            assert_eq!(library.run(&["settings", key, &value]).code, 0);
        }
        models.requests.lock().unwrap().clear();
        let run = library.run(&["write", &id(0), "--json"]);
        let requests = models.requests.lock().unwrap().len();
        let paper = run.json()["papers"][0].clone();
        let (writer, problem) = (
            paper["writer"].as_str().unwrap_or("-").to_owned(),
            paper["problem"].as_str().unwrap_or_default().to_owned(),
        );
        let shown = library.json(&["show", &id(0)]);
        let sections = shown["sections"]
            .as_object()
            .map_or(0, |sections| sections.values().filter(|text| text.is_string()).count());
        println!(
            "{name:22} {} {sections} sections {requests} asked  {writer:24} {problem}",
            paper["outcome"].as_str().unwrap_or_default()
        );
        let honest = HONEST.iter().find(|(other, _)| other == name);
        let is_by_model = writer.starts_with("model:") && sections == 5;
        let is_right = match honest {
            Some((_, word)) => problem.contains(word),
            None => is_by_model && problem.is_empty(),
        };
        let is_empty = EMPTY.contains(&name.as_str());
        let is_unwritten = writer == "-" && run.code == 1;
        let is_held = if USED_UP.contains(&name.as_str()) {
            is_unwritten
        } else {
            !is_empty || (is_unwritten && requests == 1)
        };
        let is_sent_once = requests <= 2 || RETRIED.contains(&name.as_str());
        if !(is_right && is_held && is_sent_once) {
            wrong.push(name.clone());
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}
