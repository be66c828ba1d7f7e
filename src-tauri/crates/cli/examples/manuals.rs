//! Writes the manual pages and the shell completions of `paperboy` into a folder: `make package`
//! puts them into the packages.

#![allow(missing_docs)]

#[path = "../src/args.rs"]
#[allow(dead_code)]
mod args;

use clap::CommandFactory;
use clap_complete::Shell;
use std::path::PathBuf;

fn main() -> std::io::Result<()> {
    let folder = PathBuf::from(std::env::args_os().nth(1).ok_or_else(|| {
        std::io::Error::other("name the folder that the manuals are to be written into")
    })?);
    let (manuals, completions) = (folder.join("man"), folder.join("completions"));
    std::fs::create_dir_all(&manuals)?;
    std::fs::create_dir_all(&completions)?;
    clap_mangen::generate_to(args::Args::command(), manuals)?;
    for shell in [Shell::Bash, Shell::Zsh, Shell::Fish] {
        clap_complete::generate_to(shell, &mut args::Args::command(), "paperboy", &completions)?;
    }
    Ok(())
}
