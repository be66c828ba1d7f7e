//! Where the library and the logs lie, and whose they are.

use paperboy_core::{Places, Reader};
use std::path::PathBuf;

/// The library that was asked for, by argument or `PAPERBOY_LIBRARY`, else the one in the platform's data folder; logs where the platform keeps them.
pub fn find(asked: Option<PathBuf>) -> Places {
    let from_environment = || std::env::var_os("PAPERBOY_LIBRARY").filter(|path| !path.is_empty()).map(PathBuf::from);
    let here = PathBuf::from(".");
    let library = asked.or_else(from_environment).unwrap_or_else(|| dirs::data_dir().unwrap_or(here.clone()).join("paperboy"));
    Places { library, logs: log_folder().unwrap_or(here).join("paperboy").join("logs") }
}

/// The reader as this session knows them.
pub fn reader() -> Reader {
    // What is no UTF-8 stays something that is set, and is told to be no key.
    let model_key = std::env::var_os("PAPERBOY_MODEL_KEY").map(|key| key.to_string_lossy().into_owned());
    Reader { zone: jiff::tz::TimeZone::system(), model_key, keyring: true }
}

fn log_folder() -> Option<PathBuf> {
    if cfg!(target_os = "macos") {
        return dirs::home_dir().map(|home| home.join("Library/Logs"));
    }
    dirs::state_dir().or_else(dirs::data_local_dir)
}
