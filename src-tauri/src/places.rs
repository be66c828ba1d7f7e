//! The folders of the library and the logs, their owner, and the command beside the window.

use paperboy_core::wire::LibraryBy;
use paperboy_core::{Computer, Places, Programs, TimerSystem, Timers, User, version_of};
use paperboy_secret::Held;
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};

/// The library by argument or `PAPERBOY_LIBRARY`, otherwise the one in the platform's data folder;
/// the logs in the platform's folder for them.
pub fn find(requested: Option<PathBuf>) -> (Places, LibraryBy) {
    let from_environment =
        || std::env::var_os("PAPERBOY_LIBRARY").filter(|path| !path.is_empty()).map(PathBuf::from);
    let here = PathBuf::from(".");
    let (library, by) = match (requested, from_environment()) {
        (Some(library), _) => (library, LibraryBy::Argument),
        (None, Some(library)) => (library, LibraryBy::Variable),
        (None, None) => {
            (usual_library().unwrap_or_else(|| here.join("paperboy")), LibraryBy::Platform)
        }
    };
    // A configuration for another program names it, and that program has another working folder.
    let library = std::path::absolute(&library).unwrap_or(library);
    (Places { library, logs: log_folder().unwrap_or(here).join("paperboy").join("logs") }, by)
}

/// The library where nothing else is named.
fn usual_library() -> Option<PathBuf> {
    dirs::data_dir().map(|folder| folder.join("paperboy"))
}

/// The two programs, as this one knows them. The other one is asked for its version.
pub fn programs(by: LibraryBy, safe_renderer: Option<bool>) -> Programs {
    Programs {
        window: Some(env!("CARGO_PKG_VERSION").to_owned()),
        command: version_of(&command()),
        by,
        usual: usual_library(),
        safe_renderer,
    }
}

/// What diagnostics say of this computer.
pub fn computer() -> Computer {
    let mut parts = vec![format!("{} {}", std::env::consts::OS, std::env::consts::ARCH)];
    if let Ok(version) = tauri::webview_version() {
        parts.push(format!("web view {version}"));
    }
    // The kind of display alone: its name may be the user's.
    let display = ["WAYLAND_DISPLAY", "DISPLAY"].map(|name| std::env::var_os(name).is_some());
    match display {
        [true, _] => parts.push("Wayland".to_owned()),
        [false, true] => parts.push("X11".to_owned()),
        [false, false] => {}
    }
    Computer { parts, home: dirs::home_dir() }
}

/// The user of this session.
pub fn user(model_key: Option<Held>) -> User {
    let model_hosts = state_folder().map(|folder| folder.join("paperboy/model-hosts.txt"));
    User {
        zone: jiff::tz::TimeZone::system(),
        model_key,
        model_hosts,
        keyring: true,
        device_name: device_name(),
        timers: timers(),
        encoder_files: encoder_files(),
        pdf_reader: own_program().map(paperboy_core::pdf_reader),
    }
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
fn timers() -> Option<Timers> {
    let (system, folder) = if cfg!(target_os = "linux") {
        (TimerSystem::Systemd, dirs::config_dir()?.join("systemd/user"))
    } else if cfg!(target_os = "macos") {
        (TimerSystem::Launchd, dirs::home_dir()?.join("Library/LaunchAgents"))
    } else if cfg!(windows) {
        (TimerSystem::TaskScheduler, state_folder()?.join("paperboy"))
    } else {
        return None;
    };
    // Without the command, nothing would be run.
    let command = Some(command()).filter(|command| command.is_absolute())?;
    Some(Timers { system, folder, command, usual: usual_library() })
}

/// The entry by which the program starts at login.
pub struct Autostart {
    /// Its file; `None`: there is no folder for it.
    pub file: Option<PathBuf>,
    /// The program to start.
    pub program: PathBuf,
    /// The library that the program has to be given.
    pub library: Option<PathBuf>,
}

/// The entry of a library.
pub fn autostart(library: &Path) -> Autostart {
    let is_usual = usual_library().is_some_and(|usual| usual == library);
    let name = if is_usual {
        String::new()
    } else {
        let digest = Sha256::digest(library.as_os_str().as_encoded_bytes());
        digest.iter().take(4).fold("-".to_owned(), |name, byte| format!("{name}{byte:02x}"))
    };
    let name = format!("io.github.paperboy.reader{name}.desktop");
    // An AppImage is mounted elsewhere at each start.
    let image = std::env::var_os("APPIMAGE").map(PathBuf::from);
    Autostart {
        file: dirs::config_dir().map(|folder| folder.join("autostart").join(name)),
        program: image
            .or_else(|| std::env::current_exe().ok())
            .unwrap_or_else(|| "paperboy-desktop".into()),
        library: (!is_usual).then(|| library.to_owned()),
    }
}

/// What this computer is called; empty where the system does not say.
fn device_name() -> String {
    let of_system = std::fs::read_to_string("/proc/sys/kernel/hostname");
    let of_environment = || std::env::var("COMPUTERNAME").or_else(|_| std::env::var("HOSTNAME"));
    of_system.or_else(|_| of_environment()).unwrap_or_default().trim().to_owned()
}

/// The command `paperboy`: beside this program, as the packages install it, otherwise by its name.
pub fn command() -> PathBuf {
    let name = format!("paperboy{}", std::env::consts::EXE_SUFFIX);
    let beside = std::env::current_exe().ok().map(|program| program.with_file_name(&name));
    beside.filter(|program| program.is_file()).unwrap_or_else(|| name.into())
}

/// Where the platform keeps what programs remember on this machine.
pub fn state_folder() -> Option<PathBuf> {
    dirs::state_dir().or_else(dirs::data_local_dir)
}

fn log_folder() -> Option<PathBuf> {
    if cfg!(target_os = "macos") {
        return dirs::home_dir().map(|home| home.join("Library/Logs"));
    }
    state_folder()
}

/// This program, as it is started again to read a PDF.
fn own_program() -> Option<PathBuf> {
    // It stays this program after an update put another one in its place.
    let running = PathBuf::from("/proc/self/exe");
    if running.exists() { Some(running) } else { std::env::current_exe().ok() }
}

/// Reads a PDF for the program that started this one.
pub fn read_pdf() -> std::process::ExitCode {
    match paperboy_core::serve_pdf(std::io::stdin().lock(), std::io::stdout().lock()) {
        Ok(()) => std::process::ExitCode::SUCCESS,
        Err(_) => std::process::ExitCode::FAILURE,
    }
}
