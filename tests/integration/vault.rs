//! Papers as notes in an Obsidian vault.

use crate::test_app::{Paper, SURGERY, TALK, TestApp, day};
use paperboy_core::wire::{ErrorCode, JobKind, NoticeKind, VaultUpdate};
use paperboy_core::{Job, Selection, Surroundings, VaultOptions};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

struct Notes {
    test: TestApp,
    folder: PathBuf,
}

impl Notes {
    /// A library of two papers, and an empty vault.
    fn new() -> Self {
        let test = TestApp::new();
        test.add_day("2026-01-05", &[TALK, SURGERY]);
        let folder = test.path("Vault");
        fs::create_dir(&folder).unwrap();
        let notes = Self { test, folder };
        notes.set("folder", notes.folder.to_str().unwrap());
        notes.set("papers", "all");
        notes
    }

    fn set(&self, key: &str, value: &str) {
        self.test.app().set_setting(&format!("vault.{key}"), value).unwrap();
    }

    fn update(&self) -> VaultUpdate {
        let picked = self.test.app().pick_for_vault().unwrap();
        let job = Job::unwatched(JobKind::Vault);
        self.test.app().update_vault(&picked, &VaultOptions::default(), &job).unwrap()
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.folder.join(name)).unwrap()
    }

    fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(&self.folder).unwrap();
        let mut names: Vec<String> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.retain(|name| name != ".paperboy-notes");
        names.sort();
        names
    }
}

fn into(folder: &Path) -> VaultOptions {
    VaultOptions { folder: Some(folder.to_owned()), ..VaultOptions::default() }
}

fn with_deleted() -> VaultOptions {
    VaultOptions { again: true, ..VaultOptions::default() }
}

#[test]
fn each_paper_is_a_note_that_follows_the_library_and_keeps_what_the_user_wrote() {
    let notes = Notes::new();
    let app = notes.test.app();
    let first = notes.update();
    assert_eq!((first.written, first.unchanged, first.failed), (2, 0, 0));
    assert_eq!(notes.names(), ["2601.00001.md", "2601.00002.md"]);
    let text = notes.read("2601.00001.md");
    for part in [
        "---\ntitle: \"Talking Heads in Real Time\"\naliases:\n  - \"Talking Heads in Real Time\"\n",
        "arxiv: \"https://arxiv.org/abs/2601.00001\"\n",
        "day: 2026-01-05\n",
        "starred: false\n",
        "\n# Talking Heads in Real Time\n",
        TALK.contribution,
    ] {
        assert!(text.contains(part), "{part}\n{text}");
    }
    assert_eq!(notes.update().unchanged, 2);
    let own = format!("{text}\n我的笔记 [[2601.00002]]\n").replacen("---\n", "---\nrating: 5\n", 1);
    fs::write(notes.folder.join("2601.00001.md"), own).unwrap();
    app.mark(&[TALK.id.to_owned()], paperboy_core::wire::Mark::Starred, true).unwrap();
    app.tag(&[TALK.id.to_owned()], &["to teach".to_owned(), "2026".to_owned()], &[]).unwrap();
    app.set_note(TALK.id, "Compare: a | b\n<!-- paperboy:end 2601.00001 -->").unwrap();
    let second = notes.update();
    assert_eq!((second.written, second.unchanged, second.conflicts.len()), (1, 1, 0));
    let text = notes.read("2601.00001.md");
    for part in [
        "---\nrating: 5\ntitle:",
        "tags:\n  - \"_2026\"\n  - \"to-teach\"\n",
        "starred: true\n",
        "> Compare: a | b\n",
        "\n我的笔记 [[2601.00002]]\n",
    ] {
        assert!(text.contains(part), "{part}\n{text}");
    }
    assert_eq!(notes.update().unchanged, 2);
}

#[test]
fn starred_papers_alone_have_notes_unless_the_user_wants_all() {
    let notes = Notes::new();
    notes.set("papers", "starred");
    assert_eq!(notes.update().written, 0);
    notes.test.app().mark(&[TALK.id.to_owned()], paperboy_core::wire::Mark::Starred, true).unwrap();
    assert_eq!((notes.update().written, notes.names().len()), (1, 1));
    // A selection goes there, too.
    let selection = Selection::Papers(vec![paperboy_core::PaperId::parse(SURGERY.id).unwrap()]);
    let picked = notes.test.app().pick(&selection).unwrap();
    let job = Job::unwatched(JobKind::Vault);
    let other = notes.test.path("Other");
    fs::create_dir(&other).unwrap();
    let update = notes.test.app().update_vault(&picked, &into(&other), &job).unwrap();
    assert_eq!((update.written, update.folder), (1, other.display().to_string()));
    assert!(other.join("2601.00002.md").exists());
}

#[test]
fn a_changed_block_is_left_and_the_note_is_written_beside_it() {
    let notes = Notes::new();
    notes.update();
    let text = notes.read("2601.00001.md").replace("# Talking", "# My talking");
    fs::write(notes.folder.join("2601.00001.md"), &text).unwrap();
    let update = notes.update();
    assert_eq!(update.conflicts.len(), 1);
    assert!(update.conflicts[0].file.ends_with("2601.00001.md"));
    assert!(update.conflicts[0].beside.ends_with("2601.00001 (Paperboy).md"));
    assert_eq!(notes.read("2601.00001.md"), text);
    assert_eq!((notes.update().conflicts.len(), notes.names().len()), (0, 3));
}

#[test]
fn a_note_that_the_user_deleted_is_not_written_again_unless_they_want_it() {
    let notes = Notes::new();
    assert_eq!((notes.update().written, notes.update().deleted), (2, 0));
    fs::remove_file(notes.folder.join("2601.00001.md")).unwrap();
    notes.test.app().set_note(TALK.id, "newer").unwrap();
    for _ in 0..2 {
        let update = notes.update();
        assert_eq!((update.written, update.unchanged, update.deleted), (0, 1, 1));
    }
    assert_eq!(notes.names(), ["2601.00002.md"]);
    // Neither is one that was written beside a file of theirs.
    let own = notes.read("2601.00002.md").replace("# World", "# My world");
    fs::write(notes.folder.join("2601.00002.md"), own).unwrap();
    assert_eq!(notes.update().conflicts.len(), 1);
    fs::remove_file(notes.folder.join("2601.00002 (Paperboy).md")).unwrap();
    let update = notes.update();
    assert_eq!((update.written, update.deleted, notes.names().len()), (0, 2, 1));
    let picked = notes.test.app().pick_for_vault().unwrap();
    let job = Job::unwatched(JobKind::Vault);
    let again = notes.test.app().update_vault(&picked, &with_deleted(), &job).unwrap();
    assert_eq!((again.written, again.deleted), (2, 0));
    assert!(notes.read("2601.00001.md").contains("> newer"));
    // A text of theirs in the place of a note is not a note that they deleted.
    fs::write(notes.folder.join("2601.00001.md"), "mine").unwrap();
    assert_eq!((notes.update().conflicts.len(), notes.names().len()), (1, 4));
    fs::remove_file(notes.folder.join("2601.00001 (Paperboy).md")).unwrap();
    assert_eq!((notes.update().deleted, notes.read("2601.00001.md").as_str()), (1, "mine"));
    fs::remove_file(notes.folder.join("2601.00001.md")).unwrap();
    let job = Job::unwatched(JobKind::Vault);
    notes.test.app().update_vault(&picked, &with_deleted(), &job).unwrap();
    // Another folder is another vault.
    let other = notes.test.path("Other");
    fs::create_dir(&other).unwrap();
    let update = notes.test.app().update_vault(&picked, &into(&other), &job).unwrap();
    assert_eq!(update.written, 2);
    // A note comes back by hand, and is followed again.
    let text = notes.read("2601.00001.md");
    fs::remove_file(notes.folder.join("2601.00001.md")).unwrap();
    assert_eq!(notes.update().deleted, 1);
    fs::write(notes.folder.join("Back.md"), text).unwrap();
    notes.test.app().set_note(TALK.id, "newest").unwrap();
    assert_eq!((notes.update().deleted, notes.read("Back.md").contains("> newest")), (0, true));
}

#[test]
fn a_vault_that_cannot_be_written_any_more_keeps_every_note() {
    let notes = Notes::new();
    notes.update();
    let before: Vec<String> = notes.names().iter().map(|name| notes.read(name)).collect();
    notes.test.app().set_note(TALK.id, "newer").unwrap();
    let mut permissions = fs::metadata(&notes.folder).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&notes.folder, permissions.clone()).unwrap();
    let picked = notes.test.app().pick_for_vault().unwrap();
    let job = Job::unwatched(JobKind::Vault);
    let update = notes.test.app().update_vault(&picked, &VaultOptions::default(), &job);
    #[allow(clippy::permissions_set_readonly_false)]
    permissions.set_readonly(false);
    fs::set_permissions(&notes.folder, permissions).unwrap();
    let now: Vec<String> = notes.names().iter().map(|name| notes.read(name)).collect();
    match update {
        // Some users may write everywhere.
        Ok(update) => assert_eq!((update.written, update.failed), (1, 0)),
        Err(error) => {
            assert_eq!((error.wire().code, now), (ErrorCode::File, before));
            assert_eq!(notes.update().written, 1, "it goes on once the folder can be written");
        }
    }
}

#[test]
fn a_day_has_a_note_with_links_to_its_papers() {
    let notes = Notes::new();
    notes.set("days", "on");
    notes.set("papers", "starred");
    notes.test.app().mark(&[TALK.id.to_owned()], paperboy_core::wire::Mark::Starred, true).unwrap();
    assert_eq!(notes.update().written, 2);
    let text = notes.read("Paperboy 2026-01-05.md");
    for part in [
        "- [[2601.00001|Talking Heads in Real Time]]\n  把双向视频扩散模型",
        "- [World Models for Surgical Robots](https://arxiv.org/abs/2601.00002)\n",
    ] {
        assert!(text.contains(part), "{part}\n{text}");
    }
    assert_eq!(notes.update().unchanged, 2);
}

#[test]
fn names_and_titles_that_are_no_file_names_harm_nothing() {
    let title = "../../etc: \"x\" <b> | [[y]] \\ 😀 CON \u{202e}";
    let long: &'static str = Box::leak(format!("{title}{}", "长".repeat(300)).into_boxed_str());
    let test = TestApp::new();
    test.import("a.md", &day("2026-01-05", &[Paper { title: long, ..TALK }]));
    let folder = test.path("Vault");
    fs::create_dir(&folder).unwrap();
    let notes = Notes { test, folder };
    notes.set("folder", notes.folder.to_str().unwrap());
    notes.set("papers", "all");
    notes.set("days", "on");
    let app = notes.test.app();
    app.tag(&[TALK.id.to_owned()], &["../a: b #c".to_owned()], &[]).unwrap();
    let collection = app.add_collection("..\\con: \"x\"", None).unwrap().collection;
    app.collect(&[TALK.id.to_owned()], &[collection], &[]).unwrap();
    assert_eq!(notes.update().written, 2);
    assert_eq!(notes.names(), ["2601.00001.md", "Paperboy 2026-01-05.md"]);
    let text = notes.read("2601.00001.md");
    let front: Vec<&str> = text.split("---\n").nth(1).unwrap().lines().collect();
    assert!(front[0].starts_with("title: \"../../etc: \\\"x\\\" <b> | [[y]] "), "{}", front[0]);
    assert!(
        front
            .iter()
            .all(|line| line.contains(": ") || line.ends_with(':') || line.starts_with("  - ")),
        "{front:?}"
    );
    assert!(text.contains("  - \"..\\\\con: \\\"x\\\"\"\n"), "{text}");
    assert_eq!(notes.update().unchanged, 2);
}

#[test]
fn a_vault_that_is_gone_or_read_only_is_an_error_and_nothing_is_made() {
    let notes = Notes::new();
    let app = notes.test.app();
    let refused = |key: &str, value: &str| app.set_setting(key, value).unwrap_err().wire().code;
    assert_eq!(refused("vault.folder", "Vault"), ErrorCode::BadValue);
    assert_eq!(
        refused("vault.folder", notes.test.library().to_str().unwrap()),
        ErrorCode::BadValue
    );
    assert_eq!(refused("vault.folder", notes.test.path("none").to_str().unwrap()), ErrorCode::File);
    let picked = app.pick_for_vault().unwrap();
    let update =
        || app.update_vault(&picked, &VaultOptions::default(), &Job::unwatched(JobKind::Vault));
    fs::remove_dir(&notes.folder).unwrap();
    assert_eq!(update().unwrap_err().wire().code, ErrorCode::File);
    assert!(!notes.folder.exists(), "a drive that is not connected is not replaced by a folder");
    notes.set("auto", "on");
    app.start(|| Surroundings {
        local: "2026-01-15T03:00:00".parse().unwrap(),
        saves_power_or_data: true,
    });
    crate::fetch::until("the notice", || {
        app.pending_notices().iter().any(|notice| notice.kind == NoticeKind::VaultFailed)
    });
    notes.set("folder", "");
    assert_eq!(update().unwrap_err().wire().code, ErrorCode::BadValue);
}

#[test]
fn notes_follow_a_change_when_that_is_switched_on() {
    let notes = Notes::new();
    notes.set("auto", "on");
    let app = notes.test.app();
    app.start(|| Surroundings {
        local: "2026-01-15T03:00:00".parse().unwrap(),
        saves_power_or_data: true,
    });
    crate::fetch::until("the notes", || notes.folder.join("2601.00002.md").exists());
    app.set_note(TALK.id, "newer").unwrap();
    let has_note = || notes.read("2601.00001.md").contains("> newer");
    let began = std::time::Instant::now();
    while !has_note() {
        assert!(began.elapsed() < Duration::from_secs(60), "the note did not come");
        std::thread::sleep(Duration::from_millis(50));
    }
}
