//! `schedule`: the setting, and the timer of the system behind it.

use crate::harness::{Library, Run, ended};
use std::fs;
use std::os::unix::fs::PermissionsExt;

/// A `systemctl` that writes down what it is asked for, in a folder of the test's own.
fn with_systemctl(library: &Library, script: &str) -> String {
    let folder = library.path("bin");
    fs::create_dir_all(&folder).unwrap();
    let program = format!("{folder}/systemctl");
    fs::write(&program, format!("#!/bin/sh\n{script}\n")).unwrap();
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
    folder
}

fn run(library: &Library, path: &str, words: &[&str]) -> Run {
    let folder = library.folder();
    let words = [&["--library", folder.as_str()], words].concat();
    ended(library.start_in(&words, &[("PATH", path)]))
}

/// The names of the units, and their texts.
fn units(library: &Library) -> Vec<(String, String)> {
    let folder = library.path("config/systemd/user");
    let mut units: Vec<_> = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| {
            let name = entry.file_name().into_string().unwrap();
            (name, fs::read_to_string(entry.path()).unwrap())
        })
        .collect();
    units.sort();
    units
}

#[test]
fn a_time_installs_a_timer_and_off_removes_it() {
    let library = Library::with_day("2026-01-05", 1);
    let log = library.path("systemctl.log");
    let path = with_systemctl(&library, &format!("/bin/echo \"$@\" >> {log}"));
    let status = run(&library, &path, &["schedule", "07:30", "--json"]).json();
    assert_eq!(status["schedule"], "07:30-23:59/24h");
    assert_eq!(
        (&status["timer"]["state"], &status["last"]),
        (&"on".into(), &serde_json::Value::Null)
    );
    assert!(status["next"].is_string());
    let found = units(&library);
    let [(service_name, service), (timer_name, timer)] = found.as_slice() else {
        panic!("{found:?}")
    };
    assert!(service_name.ends_with(".service") && timer_name.ends_with(".timer"));
    assert!(timer.contains("OnCalendar=*-*-* 07:30:00") && timer.contains("Persistent=true"));
    assert!(
        service.contains(&format!("\"--library\" \"{}\" \"fetch\" \"today\"", library.folder())),
        "{service}"
    );
    let asked = fs::read_to_string(&log).unwrap();
    assert!(asked.contains(&format!("--user enable {timer_name}")), "{asked}");
    // Other hours, by the setting: it is one thing.
    assert_eq!(run(&library, &path, &["settings", "fetch.schedule", "08:00-20:00/6h"]).code, 0);
    assert!(units(&library)[1].1.contains("OnCalendar=*-*-* 14:00:00"));
    let text = run(&library, &path, &["schedule"]);
    let text = String::from_utf8(text.stdout).unwrap();
    assert!(
        text.contains("08:00-20:00/6h") && text.contains("even while the window is closed"),
        "{text}"
    );
    let off = run(&library, &path, &["schedule", "off", "--json"]).json();
    assert_eq!((&off["schedule"], &off["timer"]["state"]), (&"off".into(), &"off".into()));
    assert_eq!(units(&library), []);
    assert!(fs::read_to_string(&log).unwrap().contains("--user disable --now"));
}

#[test]
fn without_timers_of_the_system_the_window_fetches_and_that_is_said() {
    let library = Library::with_day("2026-01-05", 1);
    let nowhere = library.path("nothing");
    for path in [nowhere, with_systemctl(&library, "exit 1")] {
        let run = run(&library, &path, &["schedule", "07:30"]);
        let text = String::from_utf8(run.stdout).unwrap();
        assert_eq!(run.code, 0, "{}", run.stderr);
        assert!(text.contains("while its window is open"), "{text}");
        assert_eq!(units(&library), []);
    }
    assert_eq!(library.json(&["settings", "fetch.schedule"])["fetch.schedule"], "07:30-23:59/24h");
}

#[test]
fn what_is_no_schedule_is_refused() {
    let library = Library::with_day("2026-01-05", 1);
    for when in ["7:30", "24:00", "23:59", "soon", "07:00-06:00/3h", ""] {
        let run = library.run(&["schedule", when]);
        assert_eq!(run.code, 2, "{when}: {}", run.stderr);
    }
    assert_eq!(library.json(&["schedule"])["schedule"], "ask");
}
