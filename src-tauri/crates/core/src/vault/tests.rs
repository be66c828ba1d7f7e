//! The user's bytes in a vault, whatever they, Paperboy and kills do.

#![allow(clippy::unwrap_used)]

use super::folder::{Put, SeenFiles, Vault};
use paperboy_vault::{Note, Property, Value};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

fn opened(root: &Path, seen: &SeenFiles) -> std::io::Result<Vault> {
    Vault::open(root, seen, std::time::SystemTime::now())
}

fn note(id: &str, state: u64) -> Note {
    let tags = (0..state % 3).map(|tag| format!("t{tag}")).collect();
    Note {
        id: id.to_owned(),
        properties: vec![
            Property { key: "title", value: Value::Text(format!("Title {state}")) },
            Property { key: "tags", value: Value::List(tags) },
        ],
        body: format!("# Title {state}\n\nText of {state}.\n"),
    }
}

/// Numbers that are the same in every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else if path.extension().is_some_and(|ending| ending == "md") {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// What the user wrote, and in how many files each text is.
#[derive(Default)]
struct Written {
    texts: BTreeMap<String, usize>,
    next: u64,
}

impl Written {
    fn text(&mut self) -> String {
        self.next += 1;
        let text = format!("«mine {} »", self.next);
        self.texts.insert(text.clone(), 1);
        text
    }

    /// Each text is in as many files as the user put it into.
    fn check(&self, folder: &Path, sequence: u64) {
        let all: String =
            files(folder).iter().map(|path| fs::read_to_string(path).unwrap()).collect();
        for (text, times) in &self.texts {
            assert_eq!(
                all.matches(text.as_str()).count(),
                *times,
                "{text} in sequence {sequence}\n{all}"
            );
        }
    }
}

/// An edit that a user may make to a file.
fn edit(text: &str, own: &str, numbers: &mut Numbers) -> String {
    let block = text.find("<!-- paperboy:begin").unwrap_or(0);
    match numbers.below(8) {
        0 => format!("{text}\n{own}\n"),
        1 => format!("{}{own}\n\n{}", &text[..block], &text[block..]),
        2 => text.replacen("---\n", &format!("---\nmine: \"{own}\"\n"), 1),
        3 => text.replacen("title: ", &format!("title: {own} "), 1),
        4 => text.replacen("Text of", &format!("{own} Text of"), 1),
        5 => text.replace("<!-- paperboy:end", &format!("{own}\n<!-- paperboy:end")),
        6 => format!("{own}\n{}", text.replace('\n', "\r\n")),
        _ => own.to_owned(),
    }
}

#[test]
fn two_hundred_sequences_of_edits_updates_kills_and_renames_lose_no_byte_of_the_users() {
    let sequences = std::env::var("PAPERBOY_SEQUENCES").ok().and_then(|n| n.parse().ok());
    let (mut kills, mut conflicts, mut updates) = (0, 0, 0);
    for sequence in 0..sequences.unwrap_or(200_u64) {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        fs::create_dir(root.join("Sub")).unwrap();
        let (seen, mut numbers, mut written) =
            (SeenFiles::default(), Numbers(sequence), Written::default());
        for step in 0..30 {
            let there = files(root);
            let pick = |numbers: &mut Numbers| {
                (!there.is_empty())
                    .then(|| there[numbers.below(there.len() as u64) as usize].clone())
            };
            match numbers.below(10) {
                // The user edits a file, or writes one of their own under a name of ours.
                0..=2 => {
                    let own = written.text();
                    let path = pick(&mut numbers).unwrap_or_else(|| root.join("2601.00001.md"));
                    let old = fs::read_to_string(&path).unwrap_or_default();
                    let mut new = edit(&old, &own, &mut numbers);
                    if !new.contains(&own) {
                        new.push_str(&own);
                    }
                    for (text, times) in &mut written.texts {
                        *times += new.matches(text.as_str()).count();
                        *times -= old.matches(text.as_str()).count();
                    }
                    *written.texts.get_mut(&own).unwrap() -= 1;
                    fs::write(&path, new).unwrap();
                }
                3 => {
                    let own = written.text();
                    let path = root.join(format!("2601.0000{}.md", numbers.below(4)));
                    if path.exists() {
                        written.texts.remove(&own);
                    } else {
                        fs::write(path, own).unwrap();
                    }
                }
                // They rename, move or copy it.
                4 => {
                    if let Some(path) = pick(&mut numbers) {
                        let place =
                            if numbers.below(2) == 0 { root.to_owned() } else { root.join("Sub") };
                        let to = place.join(format!("Renamed {step}.md"));
                        fs::rename(path, to).unwrap();
                    }
                }
                5 => {
                    if let Some(path) = pick(&mut numbers) {
                        let text = fs::read_to_string(&path).unwrap();
                        for (own, times) in &mut written.texts {
                            *times += text.matches(own.as_str()).count();
                        }
                        fs::write(root.join(format!("Copy {step}.md")), text).unwrap();
                    }
                }
                // Paperboy updates its notes, and may be killed on the way.
                _ => {
                    let mut vault = opened(root, &seen).unwrap();
                    if numbers.below(2) == 0 {
                        vault.kill_after.set(Some(numbers.below(12) as u32));
                    }
                    for number in 0..4 {
                        let id = format!("2601.0000{number}");
                        match vault.put(&note(&id, numbers.below(50)), &id) {
                            Ok(Put::Beside { .. }) => conflicts += 1,
                            Ok(_) => updates += 1,
                            Err(error) if error.to_string() == "killed" => {
                                kills += 1;
                                break;
                            }
                            Err(error) => panic!("{error}"),
                        }
                        // What it wrote is remembered at times, as at the end of an update.
                        if numbers.below(4) == 0 {
                            vault.finish().unwrap();
                        }
                    }
                }
            }
            written.check(root, sequence);
        }
        // After all of it an update without a kill leaves every note as it should be.
        let mut vault = opened(root, &seen).unwrap();
        vault.write_deleted();
        for number in 0..4 {
            let id = format!("2601.0000{number}");
            vault.put(&note(&id, 7), &id).unwrap();
        }
        vault.finish().unwrap();
        let mut vault = opened(root, &seen).unwrap();
        for number in 0..4 {
            let id = format!("2601.0000{number}");
            assert_eq!(vault.put(&note(&id, 7), &id).unwrap(), Put::Unchanged, "{sequence}");
        }
        written.check(root, sequence);
    }
    println!("{updates} updates, {conflicts} conflicts, {kills} kills");
    assert!(updates > 0 && conflicts > 0 && kills > 0);
}

#[test]
fn a_note_is_updated_where_the_user_moved_it_and_a_copy_stays() {
    let folder = tempfile::tempdir().unwrap();
    let (root, seen) = (folder.path(), SeenFiles::default());
    let put =
        |state| opened(root, &seen).unwrap().put(&note("2601.00001", state), "2601.00001").unwrap();
    assert_eq!(put(1), Put::Written);
    fs::create_dir(root.join("Read")).unwrap();
    let moved = root.join("Read/My name.md");
    fs::rename(root.join("2601.00001.md"), &moved).unwrap();
    assert_eq!(put(2), Put::Written);
    assert_eq!(put(2), Put::Unchanged);
    assert!(fs::read_to_string(&moved).unwrap().contains("Text of 2."));
    assert_eq!(files(root), std::slice::from_ref(&moved));
    let before = fs::metadata(&moved).unwrap().modified().unwrap();
    assert_eq!(put(2), Put::Unchanged);
    assert_eq!(fs::metadata(&moved).unwrap().modified().unwrap(), before, "it was not written");
}

#[test]
fn a_conflict_is_reported_once_and_the_file_beside_is_updated() {
    let folder = tempfile::tempdir().unwrap();
    let (root, seen) = (folder.path(), SeenFiles::default());
    let put =
        |state| opened(root, &seen).unwrap().put(&note("2601.00001", state), "2601.00001").unwrap();
    fs::write(root.join("2601.00001.md"), "mine").unwrap();
    let beside = root.join("2601.00001 (Paperboy).md");
    assert_eq!(put(1), Put::Beside { file: root.join("2601.00001.md"), beside: beside.clone() });
    assert_eq!((put(1), put(2), put(2)), (Put::Unchanged, Put::Written, Put::Unchanged));
    assert!(fs::read_to_string(&beside).unwrap().contains("Text of 2."));
    assert_eq!(fs::read_to_string(root.join("2601.00001.md")).unwrap(), "mine");
}

#[cfg(unix)]
#[test]
fn a_link_is_not_followed_and_a_write_protected_note_is_not_replaced() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let (root, seen) = (folder.path().join("vault"), SeenFiles::default());
    fs::create_dir(&root).unwrap();
    let outside = folder.path().join("outside.md");
    fs::write(&outside, "theirs").unwrap();
    std::os::unix::fs::symlink(&outside, root.join("2601.00001.md")).unwrap();
    let put = |state| opened(&root, &seen).unwrap().put(&note("2601.00001", state), "2601.00001");
    assert!(matches!(put(1).unwrap(), Put::Beside { .. }));
    assert_eq!(fs::read_to_string(&outside).unwrap(), "theirs");
    let beside = root.join("2601.00001 (Paperboy).md");
    fs::set_permissions(&beside, fs::Permissions::from_mode(0o444)).unwrap();
    assert_eq!(put(2).unwrap_err().kind(), std::io::ErrorKind::PermissionDenied);
    assert!(fs::read_to_string(&beside).unwrap().contains("Text of 1."));
}

#[test]
fn what_a_killed_update_left_is_removed_once_it_is_old() {
    let folder = tempfile::tempdir().unwrap();
    let (root, seen) = (folder.path(), SeenFiles::default());
    let part = root.join(".paperboy-abc.part");
    fs::write(&part, "half").unwrap();
    opened(root, &seen).unwrap();
    assert!(part.exists(), "another process may be writing it");
    let later = std::time::SystemTime::now() + std::time::Duration::from_secs(3_600);
    Vault::open(root, &seen, later).unwrap();
    assert!(!part.exists());
}

#[test]
fn a_file_with_the_name_of_the_record_that_is_none_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join(".paperboy-notes");
    fs::write(&file, "my own list\n").unwrap();
    assert!(opened(folder.path(), &SeenFiles::default()).is_err());
    assert_eq!(fs::read_to_string(&file).unwrap(), "my own list\n");
}
