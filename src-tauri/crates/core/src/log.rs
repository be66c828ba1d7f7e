//! Where the program's log goes: one file an entrance, rotated, five megabytes at most each. No
//! note's text and no key is ever logged.

use file_rotate::{ContentLimit, FileRotate, compression::Compression, suffix::AppendCount};
use std::path::Path;
use std::sync::Mutex;
use tracing_subscriber::EnvFilter;

/// A file's size before the next is begun, in bytes, and how many older ones are kept.
const FILE_BYTES: usize = 1 << 20;
const OLDER_FILES: usize = 4;

/// Sends the log of this process to `NAME.log` in `folder`. `level` as in `tracing`, such as
/// `info`. A second call changes nothing.
pub fn start(folder: &Path, name: &str, level: &str) -> std::io::Result<()> {
    std::fs::create_dir_all(folder)?;
    let file = folder.join(format!("{name}.log"));
    // The rotating writer panics where it can't open its file: find that out first.
    std::fs::OpenOptions::new().create(true).append(true).open(&file)?;
    let limit = ContentLimit::BytesSurpassed(FILE_BYTES);
    let writer =
        FileRotate::new(file, AppendCount::new(OLDER_FILES), limit, Compression::None, None);
    let filter = EnvFilter::new(format!(
        "warn,paperboy={level},paperboy_core={level},paperboy_store={level},paperboy_search={level},paperboy_desktop={level}"
    ));
    // What can't be logged, on a full disk for one, is nothing that the user of the command can act
    // on.
    let subscriber = tracing_subscriber::fmt()
        .log_internal_errors(false)
        .with_ansi(false)
        .with_env_filter(filter)
        .with_writer(Mutex::new(writer))
        .finish();
    // Fails only when a subscriber is set already, which then stays.
    let _ = tracing::subscriber::set_global_default(subscriber);
    Ok(())
}
