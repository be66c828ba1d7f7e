//! Where the model's key is not: in the environment of any process that the window starts, in its
//! memory, in a core dump.

use crate::stage::{family, play};
use paperboy_tests::fake_server::{FakeServer, Reply};
use serde_json::{Value, json};
use std::fs::{File, Permissions};
use std::os::unix::fs::{FileExt, PermissionsExt};
use std::os::unix::process::ExitStatusExt;
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use tokio::time::sleep;

const KEY: &str = "sk-window-Secret-that-nobody-may-see-7391";
/// How much is read at once, in bytes.
const PIECE: usize = 1 << 20;
/// Larger mappings, in bytes, are only reserved by the web view.
const RESERVED: u64 = 1 << 30;

/// The number of copies of the key in a process's memory; `None` where it can't be read.
fn times_in_memory(process: u32) -> Option<usize> {
    let maps = std::fs::read_to_string(format!("/proc/{process}/maps")).ok()?;
    let memory = File::open(format!("/proc/{process}/mem")).ok()?;
    let mut times = 0;
    for line in maps
        .lines()
        .filter(|line| line.split(' ').nth(1).is_some_and(|rights| rights.starts_with("rw")))
    {
        let (from, to) = line.split(' ').next()?.split_once('-')?;
        let (from, to) = (u64::from_str_radix(from, 16).ok()?, u64::from_str_radix(to, 16).ok()?);
        let mut piece = vec![0; PIECE + KEY.len()];
        if to - from > RESERVED {
            continue;
        }
        for at in (from..to).step_by(PIECE) {
            let length = piece.len().min(usize::try_from(to - at).unwrap());
            // Mapped memory that was never touched can't be read everywhere.
            let Ok(read) = memory.read_at(&mut piece[..length], at) else { continue };
            times +=
                piece[..read].windows(KEY.len()).filter(|window| *window == KEY.as_bytes()).count();
        }
    }
    Some(times)
}

#[test]
fn no_process_of_the_window_has_the_key_in_its_environment_or_keeps_it_in_memory() {
    let server = FakeServer::start().unwrap();
    server.model(|question| match question.key.as_deref() {
        Some(KEY) => Reply::Text("OK".to_owned()),
        _ => Reply::Status(401, "{}".to_owned(), None),
    });
    play("secrets", async |stage| {
        // The fake opener records its arguments.
        let (tools, seen) = (stage.home().join("tools"), stage.home().join("seen"));
        std::fs::create_dir(&tools).unwrap();
        let opener = tools.join("xdg-open");
        std::fs::write(
            &opener,
            format!("#!/bin/sh\nenv > {0}.part && mv {0}.part {0}\n", seen.display()),
        )
        .unwrap();
        std::fs::set_permissions(&opener, Permissions::from_mode(0o755)).unwrap();
        stage
            .environment
            .push(("PATH", format!("{}:{}", tools.display(), std::env::var("PATH").unwrap())));
        stage.environment.push(("PAPERBOY_MODEL_KEY", KEY.to_owned()));
        stage.open().await;
        let window = stage.window();
        window.see("view-welcome").await;
        let program = stage.program_process();
        let (mut looked, children) = (0, family(program));
        for process in &children {
            if let Ok(environment) = std::fs::read(format!("/proc/{process}/environ")) {
                looked += usize::from(!environment.is_empty());
                assert!(
                    !String::from_utf8_lossy(&environment).contains(KEY),
                    "process {process} was given the key"
                );
            }
        }
        assert!(
            children.len() > 2 && looked > 1,
            "the web view has processes of its own: {children:?}"
        );
        let limits = std::fs::read_to_string(format!("/proc/{program}/limits")).unwrap();
        let core = limits.lines().find(|line| line.starts_with("Max core file size")).unwrap();
        assert_eq!(core.split_whitespace().nth(4), Some("0"), "{core}");
        assert_eq!(times_in_memory(program).unwrap_or(0), 0, "the key was not used yet");

        for (key, value) in
            [("model.url", format!("{}/v1", server.url())), ("model.name", "stand-in".to_owned())]
        {
            window.ask("set_setting", json!({ "key": key, "value": value })).await.unwrap();
        }
        assert_eq!(
            window.ask("model_settings", json!({})).await.unwrap()["key_from"],
            "environment"
        );
        assert_eq!(
            window.ask("test_model", json!({})).await.unwrap()["outcome"],
            "ok",
            "the key is there and is sent"
        );
        println!(
            "the key is {:?} times in the window's memory after a question",
            times_in_memory(program)
        );

        assert_eq!(
            window
                .ask("open_link", json!({ "url": "https://127.0.0.1.nip.io/", "agreed": false }))
                .await
                .unwrap_err()["code"],
            "link_near"
        );
        assert_eq!(
            window
                .ask("open_link", json!({ "url": "https://127.0.0.1.nip.io/", "agreed": true }))
                .await
                .unwrap(),
            Value::Null
        );
        let environment = std::fs::read_to_string(&seen).unwrap();
        assert!(
            environment.contains("XDG_STATE_HOME=") && !environment.contains(KEY),
            "{environment}"
        );
    });
}

/// A program as it is started from a terminal where the system may write core dumps, into `folder`.
fn with_core_dumps(program: &Command, folder: &std::path::Path) -> Command {
    let mut command = Command::new("sh");
    command
        .args(["-c", "ulimit -c 64; exec \"$@\"", "sh"])
        .arg(program.get_program())
        .args(program.get_args())
        .current_dir(folder);
    for (name, value) in program.get_envs() {
        match value {
            Some(value) => command.env(name, value),
            None => command.env_remove(name),
        };
    }
    command
}

/// Has a program crash; whether a core dump was written.
fn crashed(mut program: Child) -> bool {
    let id = program.id().to_string();
    assert!(Command::new("kill").args(["-ABRT", &id]).status().unwrap().success());
    let status = program.wait().unwrap();
    assert_eq!(status.signal(), Some(6), "{status}");
    status.core_dumped()
}

#[test]
fn a_window_that_has_a_key_and_crashes_leaves_no_core_dump() {
    play("core-dump", async |stage| {
        let mut other = with_core_dumps(&Command::new("cat"), stage.home());
        let other = other.stdin(Stdio::piped()).spawn().unwrap();
        sleep(Duration::from_millis(200)).await;
        if !crashed(other) {
            println!("skipped: this system writes no core dumps at all");
            return;
        }
        stage.environment.push(("PAPERBOY_MODEL_KEY", KEY.to_owned()));
        let window = with_core_dumps(&stage.command(), stage.home()).spawn().unwrap();
        stage.logged("first view shown").await;
        assert!(!crashed(window), "a core dump was written");
    });
}
