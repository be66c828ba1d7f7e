//! The arguments of `sync`.

use clap::{Args as ClapArgs, Subcommand};
use std::path::PathBuf;

/// How to synchronise.
#[derive(Debug, ClapArgs)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Sync {
    /// What to do; without it, everything is synchronised
    #[command(subcommand)]
    pub what: Option<SyncWhat>,
    /// Only show whether everything is synchronised
    #[arg(long, conflicts_with = "dry_run")]
    pub status: bool,
    /// Only show what would change
    #[arg(long)]
    pub dry_run: bool,
}

/// What else is done about it.
#[derive(Debug, Subcommand)]
pub enum SyncWhat {
    /// Choose the folder to synchronise through; it may be one that another device has set up
    Setup {
        /// A folder that Syncthing, a cloud storage app or a shared drive synchronises, or the address
        /// of one on a server: `https://HOST/FOLDER` (WebDAV), `s3://HOST/BUCKET/FOLDER`. For an
        /// address, the first line of stdin is the password, the second the passphrase
        #[arg(value_name = "PATH|URL")]
        path: PathBuf,
        /// The user name on the server, or the access key
        #[arg(long, value_name = "NAME")]
        user: Option<String>,
        /// Do not encrypt the files in a new folder on a server
        #[arg(long, conflicts_with = "passphrase")]
        readable: bool,
        /// For a folder on this computer: encrypt the files, or open encrypted ones; the passphrase
        /// or the recovery code is read from stdin
        #[arg(long)]
        passphrase: bool,
    },
    /// Merge all changes of another device, then remove it and its files from the folder
    Remove {
        /// Its id, as `--status` prints it
        #[arg(allow_hyphen_values = true)]
        device: String,
    },
    /// Stop synchronising this library; the files in the folder stay
    Forget,
}
