//! The files of an import, and the files of a folder that are left out of it.

use super::file::{cannot_read, no_file};
use crate::wire::ImportProblem;
use std::collections::HashSet;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// The most files taken from one folder, and how deep it is looked into.
const MAX_FILES: usize = 100_000;
const MAX_LEVELS: usize = 16;

/// The files that an import reads.
pub(super) struct CollectedFiles {
    pub files: Vec<ImportFile>,
    /// How many reports and folders were left out: hidden ones, and copies that lost a sync
    /// conflict.
    pub left_out: u32,
}

/// A file that an import looks at, or a place it could not look into.
pub(super) struct ImportFile {
    pub path: PathBuf,
    pub unreadable: Option<ImportProblem>,
}

/// The files themselves, and the reports of folders in the order of their paths. A file that the
/// user names is taken whatever its name.
pub(super) fn collect_files(paths: &[PathBuf]) -> CollectedFiles {
    let mut collected = CollectedFiles { files: Vec::new(), left_out: 0 };
    for path in paths {
        match std::fs::metadata(path) {
            Ok(meta) if meta.is_dir() => {
                let max_files = collected.files.len() + MAX_FILES;
                collected.collect(path, MAX_LEVELS, max_files);
            }
            Ok(meta) => collected.files.push(ImportFile {
                path: path.clone(),
                unreadable: (!meta.is_file()).then(|| no_file(path)),
            }),
            Err(error) => collected.files.push(unreadable(path, &error)),
        }
    }
    collected
}

impl CollectedFiles {
    fn collect(&mut self, folder: &Path, levels: usize, max_files: usize) {
        let entries = match std::fs::read_dir(folder) {
            Ok(entries) => entries,
            Err(error) => return self.files.push(unreadable(folder, &error)),
        };
        let mut entries: Vec<_> = entries.flatten().collect();
        entries.sort_by_key(std::fs::DirEntry::file_name);
        let names: HashSet<OsString> = entries.iter().map(std::fs::DirEntry::file_name).collect();
        for entry in entries {
            let (path, name) = (entry.path(), entry.file_name());
            // A link to a folder is not followed: it may lead back here.
            let Ok(kind) = entry.file_type() else { continue };
            if self.files.len() >= max_files {
                return;
            }
            if !kind.is_dir() && !is_text(&path) {
                continue;
            }
            if is_hidden(&name.to_string_lossy()) || lost_conflict(&name.to_string_lossy(), &names)
            {
                self.left_out += 1;
            } else if kind.is_dir() && levels > 0 {
                self.collect(&path, levels - 1, max_files);
            } else if !kind.is_dir() {
                // What a link leads to is what counts.
                self.files.push(match std::fs::metadata(&path) {
                    Ok(meta) if meta.is_dir() => continue,
                    Ok(meta) => {
                        ImportFile { unreadable: (!meta.is_file()).then(|| no_file(&path)), path }
                    }
                    Err(error) => unreadable(&path, &error),
                });
            }
        }
    }
}

/// The endings of files that are looked into; their content says what they are.
const ENDINGS: [&str; 11] =
    ["md", "markdown", "txt", "json", "jsonl", "ndjson", "bib", "bibtex", "ris", "csv", "tsv"];

fn is_text(path: &Path) -> bool {
    path.extension()
        .is_some_and(|ending| ENDINGS.iter().any(|known| ending.eq_ignore_ascii_case(known)))
}

/// Hidden files and folders, trash and old versions that sync programs keep, and what archives of
/// macOS bring along.
fn is_hidden(name: &str) -> bool {
    name.starts_with(['.', '~'])
        || ["__MACOSX", "$RECYCLE.BIN", "#recycle", "@eaDir"]
            .iter()
            .any(|hidden| hidden.eq_ignore_ascii_case(name))
}

/// Whether a file is the copy that a sync program made of another file in the folder when both had
/// changed. Without the other file it is the only version and counts.
fn lost_conflict(name: &str, names: &HashSet<OsString>) -> bool {
    let Some((stem, ending)) = name.rsplit_once('.') else { return false };
    let remarks =
        stem.char_indices().skip(1).filter(|(_, c)| SEPARATORS.contains(c)).take(MAX_SEPARATORS);
    remarks.into_iter().any(|(at, _)| {
        let (original, remark) = (stem[..at].trim_end(), stem[at..].to_lowercase());
        CONFLICT_WORDS.iter().any(|word| remark.contains(word))
            && names.contains(&OsString::from(format!("{original}.{ending}")))
    })
}

/// The characters between a file's name and the suffix of a sync program.
const SEPARATORS: [char; 9] = ['.', '_', '~', '-', ' ', '(', '（', '[', '【'];
/// The most places of a name that are tried.
const MAX_SEPARATORS: usize = 64;
/// What Syncthing, Dropbox, Nextcloud, ownCloud, Obsidian, OneDrive, Unison, Seafile, 坚果云 and
/// others call the copy, in lower case.
const CONFLICT_WORDS: [&str; 8] =
    ["conflict", "冲突", "衝突", "競合", "konflikt", "kollidierende", "conflit", "~head"];

fn unreadable(path: &Path, error: &std::io::Error) -> ImportFile {
    ImportFile { path: path.to_owned(), unreadable: Some(cannot_read(path, error)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_conflicts_copy_is_left_out_only_beside_its_original() {
        let names: HashSet<OsString> = ["2026-09-10.md".into(), "日报.txt".into()].into();
        for name in [
            "2026-09-10.sync-conflict-20260911-101010-ABCDEFG.md",
            "2026-09-10 (conflicted copy 2026-09-11 101010).md",
            "2026-09-10 (Anna's conflicted copy 2026-09-11).md",
            "2026-09-10 (Conflicted Copy).md",
            "2026-09-10（冲突副本）.md",
            "日报 (李明的冲突副本 2026-09-11).txt",
            "日报 (Case Conflict).txt",
            "2026-09-10_conflict-20260911-101010.md",
            "2026-09-10~HEAD.md",
            "2026-09-10.conflict.md",
            "2026-09-10 [conflict].md",
            "2026-09-10-PC的冲突文件-2026-09-11.md",
            "日报 (kollidierende Kopie 2026-09-11).txt",
        ] {
            assert!(lost_conflict(name, &names), "{name}");
        }
        for name in [
            "2026-09-10.md",
            "2026-09-11.sync-conflict-20260911-101010-ABCDEFG.md",
            "2026-09-10 (1).md",
            "2026-09-10 copy.md",
            "conflict.md",
            "日报 (周一).txt",
        ] {
            assert!(!lost_conflict(name, &names), "{name}");
        }
    }

    #[test]
    fn hidden_names_are_known() {
        for name in [
            ".trash",
            ".stversions",
            "._2026-09-10.md",
            ".obsidian",
            "~2026.md",
            "__MACOSX",
            ".2026-09-10.md",
        ] {
            assert!(is_hidden(name), "{name}");
        }
        for name in ["2026-09-10.md", "trash", "a.b.md"] {
            assert!(!is_hidden(name), "{name}");
        }
    }
}
