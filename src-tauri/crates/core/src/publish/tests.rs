//! The folder of published days, killed at any moment and shared with other hands.

use super::folder::{Folder, Put};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::SystemTime;

fn open(root: &Path) -> Folder {
    Folder::open(root, SystemTime::UNIX_EPOCH).unwrap()
}

/// The files of one generation.
fn files(generation: u32) -> BTreeMap<String, Vec<u8>> {
    let text = |name: &str| format!("{name} of generation {generation}\n").repeat(20).into_bytes();
    ["days/2026-01-14.md", "days/2026-01-15.md", "feed.xml", "index.json"]
        .map(|name| (name.to_owned(), text(name)))
        .into()
}

/// Publishes all files; false where it was killed.
fn publish(folder: &mut Folder, files: &BTreeMap<String, Vec<u8>>) -> bool {
    for (name, bytes) in files {
        match folder.put(name, bytes.clone(), "") {
            Ok(put) => assert_ne!(put, Put::Foreign, "{name} is Paperboy's own"),
            Err(_) => return false,
        }
        // The feeds are written after the days.
        if name.ends_with("15.md") && folder.flush().is_err() {
            return false;
        }
    }
    folder.finish().is_ok()
}

#[test]
fn a_kill_at_any_moment_leaves_whole_files_that_are_known_as_paperboys() {
    let root = tempfile::tempdir().unwrap();
    let root = root.path();
    assert!(publish(&mut open(root), &files(0)));
    let mut kills = 0;
    for step in 0.. {
        let generation = step + 1;
        let mut folder = open(root);
        folder.kill_after.set(Some(step));
        let is_done = publish(&mut folder, &files(generation));
        drop(folder);
        for name in files(0).keys() {
            let bytes = fs::read(root.join(name)).unwrap();
            let is_whole = (0..=generation)
                .chain(1_000..1_000 + generation)
                .any(|one| files(one)[name] == bytes);
            assert!(is_whole, "{name} after {step} steps");
        }
        if is_done {
            break;
        }
        kills += 1;
        // The text changed meanwhile: what the killed program wrote is replaced all the same.
        let after = files(1_000 + step);
        assert!(publish(&mut open(root), &after), "after {step} steps");
        for (name, bytes) in &after {
            assert_eq!(&fs::read(root.join(name)).unwrap(), bytes);
        }
    }
    assert!(kills >= 12, "{kills}");
}

#[test]
fn what_somebody_else_made_or_changed_is_left_as_it_is() {
    let root = tempfile::tempdir().unwrap();
    let root = root.path();
    fs::write(root.join("feed.xml"), "mine").unwrap();
    fs::create_dir(root.join("index.html")).unwrap();
    let mut folder = open(root);
    assert_eq!(folder.put("feed.xml", b"new".to_vec(), "").unwrap(), Put::Foreign);
    assert_eq!(folder.put("index.html", b"new".to_vec(), "").unwrap(), Put::Foreign);
    assert_eq!(folder.put("index.json", b"one".to_vec(), "a").unwrap(), Put::Written);
    folder.finish().unwrap();
    assert_eq!(fs::read_to_string(root.join("feed.xml")).unwrap(), "mine");
    let mut folder = open(root);
    assert!(folder.is_current("index.json", "a") && !folder.is_current("index.json", "b"));
    assert_eq!(folder.put("index.json", b"one".to_vec(), "a").unwrap(), Put::Unchanged);
    fs::write(root.join("index.json"), "changed by hand").unwrap();
    assert!(!folder.is_current("index.json", "a"));
    assert_eq!(folder.put("index.json", b"two".to_vec(), "b").unwrap(), Put::Foreign);
    folder.finish().unwrap();
    assert_eq!(fs::read_to_string(root.join("index.json")).unwrap(), "changed by hand");
    // What was deleted comes back.
    fs::remove_file(root.join("index.json")).unwrap();
    assert_eq!(open(root).put("index.json", b"two".to_vec(), "b").unwrap(), Put::Written);
}

#[test]
fn nothing_is_written_where_nothing_changed_and_a_foreign_record_is_refused() {
    let root = tempfile::tempdir().unwrap();
    let root = root.path();
    assert!(publish(&mut open(root), &files(0)));
    let mut folder = open(root);
    // The first write would be the end.
    folder.kill_after.set(Some(0));
    assert!(publish(&mut folder, &files(0)));
    for record in
        ["{}", "[1]", "{\"format\":\"paperboy-site\",\"version\":9,\"id\":\"\",\"files\":{}}"]
    {
        fs::write(root.join(".paperboy-site.json"), record).unwrap();
        assert!(Folder::open(root, SystemTime::UNIX_EPOCH).is_err(), "{record}");
    }
}
