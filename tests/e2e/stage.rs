//! The environment of the window: a screen, a driver, and a separate home folder, all removed
//! afterwards.

use crate::network::free_port;
use crate::screen::{Picture, Screen};
use crate::window::Window;
use fantoccini::ClientBuilder;
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::json;
use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};
use tempfile::TempDir;
use tokio::runtime::{Builder, Runtime};
use tokio::time::sleep;

/// The time after which a test fails because the window did not react. A passing test never waits
/// that long.
pub const TIMEOUT: Duration = Duration::from_secs(30);

static ALONE: Mutex<()> = Mutex::new(());

/// A screen and a home for the window.
pub struct Stage {
    screen: Screen,
    home: TempDir,
    /// The library the window opens.
    pub library: PathBuf,
    /// What the window is started with besides.
    pub environment: Vec<(&'static str, String)>,
    driver: Option<Driver>,
    window: Option<Window>,
}

/// Plays a scenario on a stage of its own. When it fails, a picture of the window is left in
/// `target/e2e/NAME.png`.
pub fn play(name: &str, scenario: impl AsyncFnOnce(&mut Stage)) {
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    let runtime = Builder::new_current_thread().enable_all().build().unwrap();
    let mut stage = Stage::new();
    let played = catch_unwind(AssertUnwindSafe(|| runtime.block_on(scenario(&mut stage))));
    if played.is_err() {
        stage.keep_picture(&runtime, name);
    }
    let violations = catch_unwind(AssertUnwindSafe(|| runtime.block_on(stage.quit())));
    if let Err(failure) = played.and(violations) {
        resume_unwind(failure);
    }
}

impl Stage {
    fn new() -> Self {
        let home = tempfile::tempdir().unwrap();
        let library = home.path().join("library");
        Self {
            screen: Screen::open(),
            home,
            library,
            environment: Vec::new(),
            driver: None,
            window: None,
        }
    }

    /// Starts the program through the driver and waits for its page.
    pub async fn open(&mut self) -> &Window {
        self.open_with(&[]).await
    }

    /// Opens the window with arguments after the library's.
    pub async fn open_with(&mut self, arguments: &[&str]) -> &Window {
        let driver = Driver::start(self);
        let address = format!("http://127.0.0.1:{}", driver.port);
        self.driver = Some(driver);
        let mut args = vec![json!("--library"), json!(self.library)];
        args.extend(arguments.iter().map(|argument| json!(argument)));
        let options = json!({ "application": program(), "args": args });
        let mut wanted = serde_json::Map::new();
        wanted.insert("tauri:options".into(), options);
        let end = Instant::now() + TIMEOUT;
        let client = loop {
            match ClientBuilder::new(HttpConnector::new())
                .capabilities(wanted.clone())
                .connect(&address)
                .await
            {
                Ok(client) => break client,
                // The driver listens a moment after it was started.
                Err(_) if Instant::now() < end => sleep(Duration::from_millis(50)).await,
                Err(error) => panic!("the window did not start: {error}"),
            }
        };
        self.window.insert(Window::new(client).await)
    }

    /// The window that is open.
    pub fn window(&self) -> &Window {
        self.window.as_ref().expect("a scenario opens its window first")
    }

    /// Ends the program as a logout does, and waits until it is gone.
    pub async fn quit(&mut self) {
        let Some(window) = self.window.take() else { return };
        let violations = window.violations().await;
        let program = self.program_process();
        terminate(program);
        let end = Instant::now() + TIMEOUT;
        while is_alive(program) {
            assert!(Instant::now() < end, "the program does not end");
            sleep(Duration::from_millis(20)).await;
        }
        self.driver = None;
        assert_eq!(violations, Vec::<String>::new(), "the page was stopped by its own policy");
    }

    /// The program, as it is started from a terminal: not driven.
    pub fn command(&self) -> Command {
        let mut command = Command::new(program());
        self.surround(&mut command);
        command.arg("--library").arg(&self.library).stdin(Stdio::null());
        command
    }

    /// Waits for a line in the window's log.
    pub async fn logged(&self, what: &str) {
        let end = Instant::now() + TIMEOUT;
        while !self.log().contains(what) {
            assert!(Instant::now() < end, "“{what}” is not in the log");
            sleep(Duration::from_millis(20)).await;
        }
    }

    /// The window's log.
    pub fn log(&self) -> String {
        std::fs::read_to_string(self.home.path().join("state/paperboy/logs/window.log"))
            .unwrap_or_default()
    }

    /// The folder that everything of the stage is in.
    pub fn home(&self) -> &Path {
        self.home.path()
    }

    /// The pixels of the screen: unlike a screenshot by the driver, they show what the window has
    /// painted.
    pub fn picture(&self) -> Picture {
        self.screen.picture()
    }

    /// The X server that the window is on.
    pub fn display(&self) -> &str {
        &self.screen.name
    }

    /// Takes note that the program has ended as the scenario expects.
    pub fn forget_window(&mut self) {
        self.window = None;
        self.driver = None;
    }

    /// Whether a process runs.
    pub fn is_alive(process: u32) -> bool {
        is_alive(process)
    }

    /// The processes of a name among those of the window.
    pub fn processes(&self, name: &str) -> Vec<u32> {
        let named = |process: &u32| {
            std::fs::read_link(format!("/proc/{process}/exe"))
                .is_ok_and(|path| path.ends_with(name))
        };
        family(self.root_process()).into_iter().filter(named).collect()
    }

    /// The driver's process, the ancestor of all of the window's.
    pub fn root_process(&self) -> u32 {
        self.driver.as_ref().expect("a scenario opens its window first").process.0.id()
    }

    /// The window's process. The path of a process with a key can't be read, but its name can.
    pub fn program_process(&self) -> u32 {
        let name = "paperboy-desktop\n";
        // The kernel keeps fifteen bytes of a name.
        let is_program = |process: &u32| {
            std::fs::read_to_string(format!("/proc/{process}/comm"))
                .is_ok_and(|name_of_process| name_of_process.trim_end() == &name[..15])
        };
        family(self.root_process())
            .into_iter()
            .find(is_program)
            .expect("the driver started the program")
    }

    /// Gives a command a home, a screen, and no session bus to look for.
    fn surround(&self, command: &mut Command) {
        let folder = |name: &str| self.home.path().join(name);
        command
            .env("HOME", self.home.path())
            .env("XDG_DATA_HOME", folder("data"))
            .env("XDG_CONFIG_HOME", folder("config"))
            .env("XDG_CACHE_HOME", folder("cache"))
            .env("XDG_STATE_HOME", folder("state"))
            .env("DISPLAY", &self.screen.name)
            .env("LANG", "C.UTF-8")
            .env("DBUS_SESSION_BUS_ADDRESS", "disabled:")
            .env("GSETTINGS_BACKEND", "memory")
            .env("NO_AT_BRIDGE", "1")
            .env_remove("WAYLAND_DISPLAY")
            .env_remove("XDG_RUNTIME_DIR")
            .env_remove("PAPERBOY_LIBRARY")
            // Whether this build has its model changes no test.
            .env("PAPERBOY_SENTENCE_ENCODER", folder("no-model.bin"))
            .envs(self.environment.iter().cloned());
    }

    fn keep_picture(&self, runtime: &Runtime, name: &str) {
        let Some(window) = &self.window else { return };
        let folder = target().join("e2e");
        let path = folder.join(format!("{name}.png"));
        let kept = runtime.block_on(window.picture()).and_then(|picture| {
            std::fs::create_dir_all(&folder).ok()?;
            std::fs::write(&path, picture).ok()
        });
        if kept.is_some() {
            eprintln!("a picture of the window: {}", path.display());
        }
        eprintln!("the window's log:\n{}", self.log());
    }
}

/// `target/debug`, where Cargo put the program beside the tests.
fn target() -> PathBuf {
    let test = std::env::current_exe().unwrap();
    test.parent().and_then(Path::parent).unwrap().to_owned()
}

fn program() -> PathBuf {
    let program = target().join("paperboy-desktop");
    assert!(program.exists(), "{} is not built: run `make e2e`", program.display());
    program
}

/// The repository.
pub fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// A process that ends with its owner.
pub struct Process(pub Child);

impl Drop for Process {
    fn drop(&mut self) {
        // The driver passes the signal on to its child; `Child::kill` would leave that process
        // running.
        terminate(self.0.id());
        let _ = self.0.wait();
    }
}

/// Sends SIGTERM. A process that is gone already needs none.
fn terminate(process: u32) {
    let _ = Command::new("kill").arg(process.to_string()).stderr(Stdio::null()).status();
}

/// Whether a process runs; one that has ended and is only not yet reaped does not.
fn is_alive(process: u32) -> bool {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    stat.rsplit_once(')').is_some_and(|(_, rest)| !rest.trim_start().starts_with('Z'))
}

struct Driver {
    process: Process,
    port: u16,
}

impl Driver {
    fn start(stage: &Stage) -> Self {
        let (port, native) = (free_port(), free_port());
        let mut command =
            Command::new(std::env::var_os("TAURI_DRIVER").unwrap_or_else(|| "tauri-driver".into()));
        stage.surround(&mut command);
        command.args(["--port", &port.to_string(), "--native-port", &native.to_string()]);
        let child =
            command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
        Self { process: Process(child.expect("tauri-driver is there: make e2e")), port }
    }
}

/// A process and all that descend from it.
pub fn family(root: u32) -> Vec<u32> {
    let mut children: HashMap<u32, Vec<u32>> = HashMap::new();
    for process in std::fs::read_dir("/proc")
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| entry.file_name().to_str()?.parse().ok())
    {
        let Ok(stat) = std::fs::read_to_string(format!("/proc/{process}/stat")) else { continue };
        // The name before the state is in brackets and may hold anything.
        let Some(parent) =
            stat.rsplit(')').next().and_then(|rest| rest.split_whitespace().nth(1)?.parse().ok())
        else {
            continue;
        };
        children.entry(parent).or_default().push(process);
    }
    let mut found = vec![root];
    let mut next = 0;
    while let Some(process) = found.get(next) {
        found.extend(children.remove(process).unwrap_or_default());
        next += 1;
    }
    found
}
