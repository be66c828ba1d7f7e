//! `sync` of the built command, between two libraries and a folder. `PAPERBOY_SYNC_KILLS=200` kills
//! it more often.

use crate::harness::Library;
use serde_json::Value;
use std::time::{Duration, Instant};

const DATE: &str = "2026-01-05";
const PAPERS: usize = 6;

fn ids(library: &Library) -> Vec<String> {
    let list = library.json(&["list", DATE]);
    list.as_array().unwrap().iter().map(|paper| paper["id"].as_str().unwrap().to_owned()).collect()
}

/// What the user did, as the command lists it.
fn done(library: &Library) -> Value {
    let mut papers = library.json(&["list", DATE]);
    for paper in papers.as_array_mut().unwrap() {
        let shown = library.json(&["show", paper["id"].as_str().unwrap()]);
        *paper = serde_json::json!([shown["id"], shown["starred"], shown["tags"], shown["note"]]);
    }
    papers
}

#[test]
fn two_libraries_share_a_folder_and_the_status_says_how_far_they_are() {
    let (one, other) = (Library::with_day(DATE, PAPERS), Library::with_day(DATE, PAPERS));
    let folder = one.path("folder");
    let status = |library: &Library| {
        let run = library.run(&["sync", "--status"]);
        (run.code, String::from_utf8(run.stdout).unwrap())
    };
    assert_eq!(
        status(&one),
        (
            0,
            "synchronisation is not set up; run `paperboy sync setup PATH` to choose a folder\n"
                .into()
        )
    );
    let run = one.run(&["sync", "setup", &folder]);
    assert_eq!((run.code, run.stderr.contains("there is no folder")), (1, true), "{}", run.stderr);
    std::fs::create_dir(&folder).unwrap();
    let papers = ids(&one);
    one.run(&["star", &papers[0]]);
    assert_eq!(one.run(&["sync", "setup", &folder]).code, 0);
    assert!(status(&one).1.ends_with("not synchronised yet\n"));
    assert_eq!(one.json(&["sync"])["sent"], 1);
    assert!(status(&one).1.contains("no changes pending here; last synchronised "));
    one.run(&["note", &papers[1], "an idea"]);
    assert!(status(&one).1.contains("1 change pending; last synchronised "));
    assert_eq!(one.json(&["sync", "--status"])["pending"], 1);
    assert_eq!(one.run(&["sync"]).code, 0);

    let set_up = other.json(&["sync", "setup", &folder]);
    assert_eq!((&set_up["is_new"], &set_up["is_encrypted"]), (&false.into(), &false.into()));
    let preview = other.json(&["sync", "--dry-run"]);
    assert_eq!((&preview["added"]["mark"], &preview["added"]["note"]), (&1.into(), &1.into()));
    assert_eq!(other.json(&["sync"])["received"], 2);
    assert_eq!(done(&one), done(&other));
    // The drive is unplugged, and plugged in again.
    let away = one.path("away");
    std::fs::rename(&folder, &away).unwrap();
    let failed = one.run(&["sync"]);
    assert_eq!(failed.code, 1);
    assert!(failed.stderr.contains("connect the folder's drive"), "{}", failed.stderr);
    let (code, text) = status(&one);
    assert!(code == 1 && text.contains("connect the folder's drive"), "{text}");
    std::fs::rename(&away, &folder).unwrap();
    assert_eq!(one.run(&["sync"]).code, 0);
    assert!(status(&one).1.contains("no changes pending here; last synchronised "));
    assert_eq!(one.run(&["sync", "forget"]).code, 0);
    assert_eq!(status(&one).1.lines().count(), 1);
}

#[test]
fn an_encrypted_folder_without_a_keyring_says_so_and_nothing_is_sent_in_the_clear() {
    let library = Library::with_day(DATE, 1);
    let folder = library.path("folder");
    std::fs::create_dir(&folder).unwrap();
    library.run(&["note", &ids(&library)[0], "readable words"]);
    let setup = &["sync", "setup", &folder, "--passphrase"];
    let none = library.run(setup);
    assert_eq!((none.code, none.stderr.contains("stdin was empty")), (2, true));
    let run = library.run_with(setup, b"correct horse\n");
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(run.stderr.contains("keyring"), "{}", run.stderr);
    assert!(String::from_utf8(run.stdout).unwrap().contains("recovery code: "));
    let run = library.run(&["sync"]);
    assert_eq!(run.code, 1);
    assert!(run.stderr.contains("synchronisation failed"), "{}", run.stderr);
    for file in std::fs::read_dir(&folder).unwrap() {
        let bytes = std::fs::read(file.unwrap().path()).unwrap();
        assert!(!bytes.windows(8).any(|window| window == b"readable"));
    }
}

#[test]
fn killed_at_any_instant_a_synchronisation_loses_nothing_on_either_side() {
    let kills: usize = std::env::var("PAPERBOY_SYNC_KILLS").map_or(5, |text| text.parse().unwrap());
    let (one, other) = (Library::with_day(DATE, PAPERS), Library::with_day(DATE, PAPERS));
    let folder = one.path("folder");
    std::fs::create_dir(&folder).unwrap();
    let papers = ids(&one);
    let mut whole = Duration::ZERO;
    for library in [&one, &other] {
        assert_eq!(library.run(&["sync", "setup", &folder]).code, 0);
        let began = Instant::now();
        assert_eq!(library.run(&["sync"]).code, 0);
        whole = began.elapsed();
    }
    let mut chance = 0x9e37_79b9_7f4a_7c15_u64;
    let mut killed = 0;
    for round in 0.. {
        let here = if round % 2 == 0 { &one } else { &other };
        let paper = &papers[round % PAPERS];
        let note = format!("note {round}");
        assert_eq!(here.run(&["note", paper, &note]).code, 0);
        chance ^= chance << 13;
        chance ^= chance >> 7;
        chance ^= chance << 17;
        let mut child = here.start(&["--library", &here.folder(), "sync"]);
        std::thread::sleep(whole.mul_f64((chance % 1000) as f64 / 1000.0));
        killed += usize::from(child.try_wait().unwrap().is_none());
        child.kill().unwrap();
        child.wait().unwrap();
        assert_eq!(here.json(&["show", paper])["note"], note.as_str(), "it was acknowledged");
        if killed >= kills || round > 10 * kills {
            break;
        }
    }
    for library in [&one, &other, &one, &other] {
        assert_eq!(library.run(&["sync"]).code, 0);
    }
    assert_eq!(done(&one), done(&other));
    for library in [&one, &other] {
        assert_eq!(library.json(&["check"])["database"], "ok");
        assert_eq!(library.json(&["sync", "--status"])["pending"], 0);
        assert_eq!(library.json(&["sync"])["received"], 0);
    }
}
