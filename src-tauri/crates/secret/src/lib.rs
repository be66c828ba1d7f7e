//! Protects the key to the model's server: it is not in the environment of the programs that
//! Paperboy starts, not in core dumps, and not in this process's memory while it is not used.
//!
//! A variable that was in the environment when a program started stays in its memory, where
//! `/proc/PID/environ` shows it, whatever the program does later. So [`take`] starts the program
//! again in the same process without the variable, and hands the key over in a pipe.

#![cfg_attr(test, allow(clippy::unwrap_used))]

#[cfg(unix)]
mod handover;
mod held;

pub use held::Held;
pub use zeroize::Zeroizing;

use std::io;

/// The variable that the user gives the key in.
const VARIABLE: &str = "PAPERBOY_MODEL_KEY";
/// The most bytes of the variable that are read: more than any key has.
const MAX_KEY_BYTES: usize = 16_000;

/// Takes the key out of the environment. This must be the first thing that a program does: where
/// there is a key, the program is started again without it, with the same process id, arguments,
/// files and rights, and comes here a second time.
///
/// # Errors
/// When the program can't be started again. The key is then still in the environment.
pub fn take() -> io::Result<Option<Held>> {
    #[cfg(unix)]
    if let Some(key) = handover::received() {
        return Ok(Some(Held::new(&key)?));
    }
    let Some(value) = std::env::var_os(VARIABLE).filter(|value| !value.is_empty()) else {
        return Ok(None);
    };
    let bytes = Zeroizing::new(value.into_encoded_bytes());
    let key = &bytes[..bytes.len().min(MAX_KEY_BYTES)];
    #[cfg(unix)]
    {
        Err(handover::start_again(key, &[]))
    }
    // Elsewhere a program can't take the place of itself, and the variable stays.
    #[cfg(not(unix))]
    {
        Held::new(&Zeroizing::new(String::from_utf8_lossy(key).into_owned())).map(Some)
    }
}

/// Starts this program again in the same process, with the same arguments, more variables in its
/// environment, and its key. Comes back only with the reason why it can't.
#[cfg(unix)]
pub fn start_again(key: Option<&Held>, variables: &[(&str, &str)]) -> io::Error {
    let key = match key.map(Held::read).transpose() {
        Ok(key) => key.unwrap_or_default(),
        Err(error) => return error,
    };
    handover::start_again(key.as_bytes(), variables)
}

/// Lets the system write no core dump of this process, neither to a file nor to a program that
/// collects them. Called wherever a key is held. What this process starts has to ask for core dumps
/// itself.
pub fn forbid_core_dumps() {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
        // Lowering one's own limit is always allowed.
        let _ = setrlimit(Resource::Core, Rlimit { current: Some(0), ..getrlimit(Resource::Core) });
    }
    #[cfg(target_os = "linux")]
    {
        use rustix::process::{DumpableBehavior, set_dumpable_behavior};
        // The limit is for files alone; this holds for programs too, and keeps other processes of
        // the user out of the memory.
        let _ = set_dumpable_behavior(DumpableBehavior::NotDumpable);
    }
}
