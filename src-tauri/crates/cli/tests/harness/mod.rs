//! The built command on a library of one test's own.

pub mod source;

use serde_json::Value;
use std::io::Write;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use tempfile::TempDir;

/// The key to a model's server that every run has in its environment.
pub const KEY: &str = "sk-the-key-of-these-tests-0123456789";

/// A library in a temporary folder.
pub struct Library {
    folder: TempDir,
}

fn copy_folder(from: &Path, to: &Path) {
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let to = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            std::fs::create_dir(&to).unwrap();
            copy_folder(&entry.path(), &to);
        } else {
            std::fs::copy(entry.path(), to).unwrap();
        }
    }
}

/// What a run gave.
pub struct Run {
    pub code: i32,
    pub stdout: Vec<u8>,
    pub stderr: String,
}

impl Run {
    /// The answer as the one JSON document it has to be.
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.stdout).unwrap_or_else(|error| {
            panic!("{error}: {} {}", String::from_utf8_lossy(&self.stdout), self.stderr)
        })
    }
}

impl Library {
    pub fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    /// A library with one generated day.
    pub fn with_day(date: &str, papers: usize) -> Self {
        let library = Self::new();
        let file = library.write("day.md", &report(date, papers));
        assert_eq!(library.run(&["import", &file]).code, 0);
        library
    }

    /// Another one with the same files; nothing may have this one open.
    pub fn copy(&self) -> Self {
        let copy = Self::new();
        copy_folder(self.folder.path(), copy.folder.path());
        copy
    }

    pub fn folder(&self) -> String {
        self.path("library")
    }

    pub fn path(&self, name: &str) -> String {
        self.folder.path().join(name).to_str().unwrap().to_owned()
    }

    pub fn write(&self, name: &str, text: &str) -> String {
        let path = self.path(name);
        std::fs::write(&path, text).unwrap();
        path
    }

    /// Runs a command and takes its JSON; it must end well.
    pub fn json(&self, words: &[&str]) -> Value {
        let run = self.run(&[words, &["--json"]].concat());
        assert_eq!(run.code, 0, "{words:?}: {}", run.stderr);
        run.json()
    }

    pub fn run(&self, words: &[&str]) -> Run {
        self.run_with(words, &[])
    }

    pub fn run_with(&self, words: &[&str], stdin: &[u8]) -> Run {
        let mut child = self.start(&[&["--library", &self.folder()], words].concat());
        child.stdin.take().unwrap().write_all(stdin).unwrap();
        ended(child)
    }

    /// Runs with no library named.
    pub fn bare(&self, words: &[&str]) -> Run {
        ended(self.start(words))
    }

    /// Runs while nobody reads its output.
    pub fn run_closing_stdout(&self, words: &[&str]) -> Run {
        let mut child = self.start(&[&["--library", &self.folder()], words].concat());
        drop(child.stdout.take());
        ended(child)
    }

    pub fn start(&self, words: &[&str]) -> Child {
        self.start_in(words, &[])
    }

    /// Starts with more in the environment.
    pub fn start_in(&self, words: &[&str], environment: &[(&str, &str)]) -> Child {
        let mut command = Command::new(env!("CARGO_BIN_EXE_paperboy"));
        self.surround(&mut command);
        command.args(words).envs(environment.iter().copied()).spawn().unwrap()
    }

    /// Starts where the system may write a core dump, into the folder of the library's files.
    #[cfg(target_os = "linux")]
    pub fn start_with_core_dumps(&self, program: &str, words: &[&str]) -> Child {
        let mut command = Command::new("sh");
        self.surround(&mut command);
        command
            .args(["-c", "ulimit -c 64; exec \"$@\"", "sh", program])
            .args(words)
            .current_dir(self.folder.path());
        command.spawn().unwrap()
    }

    fn surround(&self, command: &mut Command) {
        command
            .env("XDG_STATE_HOME", self.folder.path())
            // No test gives the system's timers of the person who runs it anything to do.
            .env("XDG_CONFIG_HOME", self.folder.path().join("config"))
            .env_remove("XDG_RUNTIME_DIR")
            .env_remove("PAPERBOY_LIBRARY")
            // Whether this build has its model changes no test.
            .env("PAPERBOY_SENTENCE_ENCODER", self.path("no-model.bin"))
            .env("PAPERBOY_MODEL_KEY", KEY)
            // No test asks the keyring of the person who runs it.
            .env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
    }
}

pub fn ended(child: Child) -> Run {
    let output = child.wait_with_output().unwrap();
    Run {
        code: output.status.code().unwrap_or(-1),
        stdout: output.stdout,
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

/// A made-up day.
pub fn report(date: &str, papers: usize) -> String {
    paperboy_tests::generate::report(date.parse().unwrap(), papers, 7)
}
