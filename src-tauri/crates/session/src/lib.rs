//! The user and the folders of this session, as the command and the window both see them: what is
//! read from the environment and the platform, and passed to `core`.

use paperboy_core::{TimerSystem, Timers, User};
use paperboy_secret::Held;
use std::path::PathBuf;
use std::process::ExitCode;

/// The user of this session. `command`: the program that a timer runs; `None`: no timer can be set.
pub fn user(model_key: Option<Held>, command: Option<PathBuf>) -> User {
    let model_hosts = state_folder().map(|folder| folder.join("paperboy/model-hosts.txt"));
    User {
        zone: jiff::tz::TimeZone::system(),
        model_key,
        model_hosts,
        keyring: true,
        device_name: device_name(),
        timers: command.and_then(timers),
        encoder_files: encoder_files(),
        pdf_reader: own_program().map(paperboy_core::pdf_reader),
    }
}

/// The library where nothing else is named.
pub fn usual_library() -> Option<PathBuf> {
    dirs::data_dir().map(|folder| folder.join("paperboy"))
}

/// Where the platform keeps the logs of programs; both programs write theirs there.
pub fn log_folder() -> Option<PathBuf> {
    let folder = if cfg!(target_os = "macos") {
        dirs::home_dir()?.join("Library/Logs")
    } else {
        state_folder()?
    };
    Some(folder.join("paperboy/logs"))
}

/// Where the platform keeps what programs remember on this machine.
pub fn state_folder() -> Option<PathBuf> {
    dirs::state_dir().or_else(dirs::data_local_dir)
}

/// Reads a PDF for the program that started this one.
pub fn read_pdf() -> ExitCode {
    match paperboy_core::serve_pdf(std::io::stdin().lock(), std::io::stdout().lock()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}

/// This program, as it is started again to read a PDF.
fn own_program() -> Option<PathBuf> {
    // It stays this program after an update put another one in its place.
    let running = PathBuf::from("/proc/self/exe");
    if running.exists() { Some(running) } else { std::env::current_exe().ok() }
}

/// Where the model for search by meaning may be: in the file that `PAPERBOY_SENTENCE_ENCODER`
/// names, or where packages, builds and users put it.
fn encoder_files() -> Vec<PathBuf> {
    match std::env::var_os("PAPERBOY_SENTENCE_ENCODER").filter(|path| !path.is_empty()) {
        Some(path) => vec![path.into()],
        None => paperboy_core::encoder_files(
            std::env::current_exe().ok().as_deref(),
            dirs::data_dir().as_deref(),
        ),
    }
}

/// The system's timers, as this user has them.
fn timers(command: PathBuf) -> Option<Timers> {
    let (system, folder) = if cfg!(target_os = "linux") {
        (TimerSystem::Systemd, dirs::config_dir()?.join("systemd/user"))
    } else if cfg!(target_os = "macos") {
        (TimerSystem::Launchd, dirs::home_dir()?.join("Library/LaunchAgents"))
    } else if cfg!(windows) {
        (TimerSystem::TaskScheduler, state_folder()?.join("paperboy"))
    } else {
        return None;
    };
    Some(Timers { system, folder, command, usual: usual_library() })
}

/// What this computer is called; empty where the system does not say.
fn device_name() -> String {
    let of_system = std::fs::read_to_string("/proc/sys/kernel/hostname");
    let of_environment = || std::env::var("COMPUTERNAME").or_else(|_| std::env::var("HOSTNAME"));
    of_system.or_else(|_| of_environment()).unwrap_or_default().trim().to_owned()
}
