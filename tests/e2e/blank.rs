//! A window that stays blank: the program starts again, once, with the safe renderer, and says so.

use crate::stage::{Process, Stage, TIMEOUT, play};
use std::fs;
use std::process::Command;
use std::time::{Duration, Instant};
use tokio::time::sleep;

const SAFE: &str = "Paperboy starts again with the safe renderer";

/// The process that shows the page of a program, if there is one.
fn page_process(program: u32) -> Option<u32> {
    let mut processes = fs::read_dir("/proc").unwrap().flatten();
    processes.find_map(|entry| {
        let stat = fs::read_to_string(entry.path().join("stat")).ok()?;
        let (id, rest) = stat.split_once(" (WebKitWebProces) ")?;
        let parent = rest.split(' ').nth(1)?.parse::<u32>().ok()?;
        let is_alive = !rest.starts_with('Z');
        (is_alive && parent == program).then(|| id.parse().ok())?
    })
}

/// Stops the page's process as soon as it is there, and so before anything is painted.
async fn stop_page(program: u32, but: Option<u32>) -> u32 {
    let end = Instant::now() + TIMEOUT;
    loop {
        match page_process(program).filter(|process| Some(*process) != but) {
            Some(process) => {
                signal(process, "STOP");
                return process;
            }
            None => assert!(Instant::now() < end, "the page has no process"),
        }
        sleep(Duration::from_millis(2)).await;
    }
}

fn signal(process: u32, name: &str) {
    let _ = Command::new("kill").args([&format!("-{name}"), &process.to_string()]).status();
}

/// A start that nobody drives.
fn started(stage: &Stage) -> Process {
    Process(stage.command().spawn().unwrap())
}

#[test]
fn a_blank_window_is_started_again_once_with_the_safe_renderer_and_says_so() {
    play("blank", async |stage| {
        let program = started(stage);
        let id = program.0.id();
        let stopped = stop_page(id, None).await;
        stage.logged(SAFE).await;
        // The same process, with another page.
        let end = Instant::now() + TIMEOUT;
        let page = loop {
            match page_process(id).filter(|page| *page != stopped) {
                Some(page) => break page,
                None => assert!(Instant::now() < end, "the program did not start again"),
            }
            sleep(Duration::from_millis(20)).await;
        };
        let environment = fs::read(format!("/proc/{page}/environ")).unwrap();
        let environment = String::from_utf8_lossy(&environment);
        assert!(environment.contains("WEBKIT_DISABLE_DMABUF_RENDERER=1"), "{environment}");
        assert!(!environment.contains("PAPERBOY_SAFE_RENDERER"), "{environment}");
        stage.logged("the safe renderer is used").await;
        stage.logged("first view shown").await;
        drop(program);

        // The next start has it from the beginning, and nothing makes it start a third time.
        let program = started(stage);
        let page = stop_page(program.0.id(), None).await;
        sleep(Duration::from_secs(8)).await;
        assert_eq!(page_process(program.0.id()), Some(page), "it was started again");
        signal(page, "KILL");
        assert_eq!(stage.log().matches(SAFE).count(), 1, "{}", stage.log());
        drop(program);
    });
}
