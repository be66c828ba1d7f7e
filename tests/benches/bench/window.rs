//! The window: its time to the first view and its memory, against a window with nothing in it, in
//! turn.

use crate::figures::{first_number, heading, load, mib, quantile};
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant};

/// How often each is started, in turn. Odd, so that the median is one of the starts.
const ROUNDS: usize = 9;
/// What both may need at most.
const BAR: f64 = 1.5;
/// When memory is looked at, after the first view.
const SETTLE_TIME: Duration = Duration::from_secs(5);
const TIMEOUT: Duration = Duration::from_secs(60);

/// What one start of a program showed.
struct Start {
    /// From the start to the first view with content, in milliseconds.
    shown: f64,
    /// Anonymous memory of all its processes, in bytes.
    memory: f64,
}

/// Starts both programs in turn and prints what they need.
pub fn measure(library: &Path, programs: &Path, scratch: &Path) -> Result<(), String> {
    heading("Window: against an empty Tauri window, in turn");
    let (paperboy, empty) = (programs.join("paperboy-desktop"), programs.join("examples/empty"));
    for program in [&paperboy, &empty] {
        if !program.exists() {
            return Err(format!("{} is not built: run `make bench`", program.display()));
        }
    }
    let screen = Screen::start()?;
    let begin = |program: &Path| start(program, library, &scratch.join("home"), &screen);
    // The first start reads the programs and the library from the disk and fills the web view's
    // caches. It is not counted, nor is the second: an everyday start is measured.
    for program in [&paperboy, &empty, &paperboy] {
        begin(program)?;
    }
    println!("load average before {}", load());
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        ours.push(begin(&paperboy)?);
        theirs.push(begin(&empty)?);
    }
    println!("load average after  {}", load());
    println!(
        "{:<26} {:>18} {:>18} {:>7} {:>6}",
        format!("median of {ROUNDS} (least–most)"),
        "Paperboy",
        "empty",
        "ratio",
        "bar"
    );
    compare("first view, ms", &ours, &theirs, |start| start.shown);
    compare("anonymous memory, MiB", &ours, &theirs, |start| mib(start.memory as u64));
    Ok(())
}

fn compare(what: &str, ours: &[Start], theirs: &[Start], value: impl Fn(&Start) -> f64) {
    let at = |starts: &[Start], part: f64| quantile(starts.iter().map(&value).collect(), part);
    let spread = |starts: &[Start]| {
        format!("{:.0} ({:.0}–{:.0})", at(starts, 0.5), at(starts, 0.0), at(starts, 1.0))
    };
    println!(
        "{what:<26} {:>18} {:>18} {:>7.2} {BAR:>6}",
        spread(ours),
        spread(theirs),
        at(ours, 0.5) / at(theirs, 0.5)
    );
}

/// Starts a program, waits for its first view, looks at its memory, and ends it.
fn start(program: &Path, library: &Path, home: &Path, screen: &Screen) -> Result<Start, String> {
    let began = Instant::now();
    let mut command = Command::new(program);
    // The user's own data is not touched: neither the library nor the data of the web view.
    for (variable, folder) in [
        ("XDG_DATA_HOME", "data"),
        ("XDG_CONFIG_HOME", "config"),
        ("XDG_CACHE_HOME", "cache"),
        ("XDG_STATE_HOME", "state"),
    ] {
        command.env(variable, home.join(folder));
    }
    command.env("DISPLAY", &screen.name).env("GDK_BACKEND", "x11").env_remove("WAYLAND_DISPLAY");
    command.env("PAPERBOY_LIBRARY", library).env("PAPERBOY_PRINT_SHOWN", "1");
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| format!("{}: {error}", program.display()))?;
    let output = lines(&mut child);
    let shown = wait_until_shown(&output, began);
    std::thread::sleep(SETTLE_TIME);
    let tree = tree(child.id());
    let memory = tree
        .iter()
        .filter_map(|id| first_number(&format!("/proc/{id}/smaps_rollup"), "Anonymous:"))
        .sum::<u64>()
        * 1024;
    end(&mut child, &tree);
    let shown = shown.map_err(|output| {
        format!(
            "{} showed nothing in {} s. It said:\n{output}",
            program.display(),
            TIMEOUT.as_secs()
        )
    })?;
    Ok(Start { shown, memory: memory as f64 })
}

/// The output of a program, line by line.
fn lines(child: &mut Child) -> Receiver<String> {
    let (sender, receiver) = channel();
    pass_on(child.stdout.take(), sender.clone());
    pass_on(child.stderr.take(), sender);
    receiver
}

fn pass_on(from: Option<impl Read + Send + 'static>, to: Sender<String>) {
    let Some(from) = from else { return };
    std::thread::spawn(move || {
        for line in BufReader::new(from).lines().map_while(Result::ok) {
            // The output is not used once the view is shown; the pipe must be emptied nevertheless.
            let _ = to.send(line);
        }
    });
}

/// Waits for the line that both programs print when their view is painted: `shown N ms`. The time
/// is taken here, from before the process began, so that both are measured by one clock.
fn wait_until_shown(output: &Receiver<String>, began: Instant) -> Result<f64, String> {
    let mut all = String::new();
    while let Ok(line) = output.recv_timeout(TIMEOUT.saturating_sub(began.elapsed())) {
        if line.contains("shown ") && line.contains(" ms") {
            return Ok(began.elapsed().as_secs_f64() * 1e3);
        }
        all.push_str(&line);
        all.push('\n');
    }
    Err(all)
}

/// A process and all that descend from it.
fn tree(root: u32) -> Vec<u32> {
    let parents: Vec<(u32, u32)> = std::fs::read_dir("/proc")
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| {
            let id = entry.file_name().to_str()?.parse().ok()?;
            let stat = std::fs::read_to_string(entry.path().join("stat")).ok()?;
            // The name, in parentheses, may hold anything; the state and the parent follow it.
            let parent = stat.rsplit_once(')')?.1.split_whitespace().nth(1)?.parse().ok()?;
            Some((id, parent))
        })
        .collect();
    let mut tree = vec![root];
    let mut at = 0;
    while let Some(parent) = tree.get(at).copied() {
        tree.extend(parents.iter().filter(|(_, of)| *of == parent).map(|(id, _)| *id));
        at += 1;
    }
    tree
}

/// Ends a program as the desktop would; its web view's processes end with it, and are
/// ended when they do not.
fn end(child: &mut Child, tree: &[u32]) {
    let _ = Command::new("kill").arg(child.id().to_string()).status();
    let left = || {
        tree.iter()
            .filter(|id| Path::new(&format!("/proc/{id}")).exists())
            .map(u32::to_string)
            .collect::<Vec<_>>()
    };
    let deadline = Instant::now() + Duration::from_secs(5);
    loop {
        // Once it was waited for, its name in /proc is gone too.
        let _ = child.try_wait();
        let left = left();
        if left.is_empty() {
            return;
        }
        if Instant::now() > deadline {
            let _ = Command::new("kill").arg("-9").args(left).status();
            let _ = child.wait();
            return;
        }
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// An X server without a screen, for as long as this lives.
struct Screen {
    server: Child,
    name: String,
}

impl Screen {
    fn start() -> Result<Self, String> {
        let mut server = Command::new("Xvfb")
            .args(["-displayfd", "1", "-screen", "0", "1280x900x24", "-nolisten", "tcp"])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| format!("Xvfb could not be started: {error}"))?;
        let mut number = String::new();
        if let Some(out) = server.stdout.take() {
            // The server prints its number once it is ready.
            BufReader::new(out).read_line(&mut number).map_err(|error| format!("Xvfb: {error}"))?;
        }
        match number.trim() {
            "" => Err("Xvfb found no free display".to_owned()),
            number => Ok(Self { server, name: format!(":{number}") }),
        }
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        // After SIGTERM it removes its lock and its socket.
        let _ = Command::new("kill").arg(self.server.id().to_string()).status();
        let _ = self.server.wait();
    }
}
