//! The folders of the library and the logs, and the command beside the window.

use paperboy_core::wire::LibraryBy;
use paperboy_core::{Computer, Places, Programs, version_of};
use paperboy_session::{log_folder, usual_library};
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
    (Places { library, logs: log_folder().unwrap_or_else(|| here.join("paperboy/logs")) }, by)
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

/// The command `paperboy`: beside this program, as the packages install it, otherwise by its name.
pub fn command() -> PathBuf {
    let name = format!("paperboy{}", std::env::consts::EXE_SUFFIX);
    let beside = std::env::current_exe().ok().map(|program| program.with_file_name(&name));
    beside.filter(|program| program.is_file()).unwrap_or_else(|| name.into())
}
