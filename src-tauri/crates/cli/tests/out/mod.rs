//! `--out` and `backup PATH` onto everything that a path can lead to: nothing is ever lost by it.

#![cfg(unix)]

use crate::harness::{Library, Run, ended, report};
use std::fs::{self, File};
use std::io::Read;
use std::os::unix::fs::{FileTypeExt, MetadataExt, PermissionsExt, symlink};
use std::path::Path;
use std::process::Command;

const DAY: &str = "2026-01-05";

fn export(library: &Library, out: &str) -> Run {
    library.run(&["export", DAY, "--format", "markdown", "--out", out])
}

/// What the export has to be.
fn text() -> Vec<u8> {
    report(DAY, 3).into_bytes()
}

fn library() -> Library {
    Library::with_day(DAY, 3)
}

fn mode(path: &str) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o7777
}

/// Makes a device or a pipe beside the test's library; false where this user may not.
fn make(program: &str, words: &[&str]) -> bool {
    Command::new(program).args(words).status().is_ok_and(|status| status.success())
}

#[track_caller]
fn refused(run: &Run, because: &str) {
    assert_eq!(run.code, 1, "{}", run.stderr);
    assert!(run.stderr.contains(because), "{}", run.stderr);
    assert!(!run.stderr.contains("os error"), "{}", run.stderr);
    // One sentence has no full stop, several have.
    assert_eq!(run.stderr.ends_with(".\n"), run.stderr.contains(". "), "{}", run.stderr);
}

fn assert_nothing_left(folder: &str) {
    for file in fs::read_dir(folder).unwrap() {
        let name = file.unwrap().file_name().into_string().unwrap();
        assert!(!name.contains("part") && !name.contains("unfinished"), "{name} was left");
    }
}

#[test]
fn a_new_file_has_the_mode_of_any_new_file() {
    let library = library();
    let (out, other) = (library.path("new.md"), library.write("other", ""));
    assert_eq!(export(&library, &out).code, 0);
    assert!(fs::read(&out).unwrap() == text());
    assert_eq!(mode(&out), mode(&other));
    assert_nothing_left(&library.path(""));
}

#[test]
fn a_file_keeps_its_mode_and_is_replaced_whole() {
    let library = library();
    for kept in [0o600, 0o640, 0o755, 0o444] {
        let out = library.write("old.md", "old");
        fs::set_permissions(&out, fs::Permissions::from_mode(kept)).unwrap();
        let run = export(&library, &out);
        if run.code == 0 {
            assert!(fs::read(&out).unwrap() == text(), "{kept:o}");
        } else {
            refused(&run, "write-protected");
            assert_eq!(fs::read(&out).unwrap(), b"old");
        }
        assert_eq!(mode(&out), kept);
        fs::remove_file(&out).unwrap();
    }
    assert_nothing_left(&library.path(""));
}

#[test]
fn links_are_followed_and_stay() {
    let library = library();
    let (target, link) = (library.write("target.md", "old"), library.path("link.md"));
    symlink("target.md", &link).unwrap();
    assert_eq!(export(&library, &link).code, 0);
    assert!(
        fs::symlink_metadata(&link).unwrap().is_symlink() && fs::read(&target).unwrap() == text()
    );
    let (dangling, made) = (library.path("dangling.md"), library.path("made.md"));
    symlink(&made, &dangling).unwrap();
    assert_eq!(export(&library, &dangling).code, 0);
    assert!(
        fs::symlink_metadata(&dangling).unwrap().is_symlink() && fs::read(&made).unwrap() == text()
    );
    symlink("nowhere/file.md", library.path("lost.md")).unwrap();
    refused(&export(&library, &library.path("lost.md")), "there is no folder");
    symlink("round.md", library.path("round.md")).unwrap();
    refused(&export(&library, &library.path("round.md")), "loop");
}

#[test]
fn a_folder_takes_a_file_a_day_and_is_itself_never_replaced() {
    let library = library();
    let folder = library.path("days");
    fs::create_dir(&folder).unwrap();
    assert_eq!(export(&library, &folder).code, 0);
    assert!(fs::read(format!("{folder}/{DAY}.md")).unwrap() == text());
    fs::remove_file(format!("{folder}/{DAY}.md")).unwrap();
    fs::create_dir(format!("{folder}/{DAY}.md")).unwrap();
    refused(&export(&library, &folder), "it is a folder");
    refused(&library.run(&["backup", &folder]), "it is a folder");
    refused(&export(&library, &library.path("no/such/file.md")), "there is no folder");
    refused(&export(&library, &library.path("none/")), "no such folder");
    refused(&export(&library, &library.path(&"long".repeat(100))), "too long");
    refused(&library.run(&["backup", &library.path(&"long".repeat(100))]), "too long");
}

#[test]
fn a_pipe_is_written_to() {
    let library = library();
    let pipe = library.path("pipe");
    assert!(make("mkfifo", &[&pipe]));
    for backup in [false, true] {
        let name = pipe.clone();
        let reader = std::thread::spawn(move || {
            let mut got = Vec::new();
            File::open(name).unwrap().read_to_end(&mut got).unwrap();
            got
        });
        let run = if backup { library.run(&["backup", &pipe]) } else { export(&library, &pipe) };
        assert_eq!(run.code, 0, "{}", run.stderr);
        let got = reader.join().unwrap();
        assert!(if backup {
            got.starts_with(b"SQLite format 3\0") && got.len() > 50_000
        } else {
            got == text()
        });
        assert!(fs::symlink_metadata(&pipe).unwrap().file_type().is_fifo());
    }
}

#[test]
fn a_socket_is_left_alone() {
    let library = library();
    let path = library.path("socket");
    let _socket = std::os::unix::net::UnixListener::bind(&path).unwrap();
    refused(&export(&library, &path), "it is a socket");
    refused(&library.run(&["backup", &path]), "it is a socket");
    assert!(fs::symlink_metadata(&path).unwrap().file_type().is_socket());
}

/// Devices of the test's own: those of the system must not be at risk.
#[test]
fn a_device_is_written_to_and_stays_one() {
    let library = library();
    let (null, full, disk) = (library.path("null"), library.path("full"), library.path("disk"));
    let made = make("mknod", &[&null, "c", "1", "3"])
        && make("mknod", &[&full, "c", "1", "7"])
        && make("mknod", &[&disk, "b", "7", "250"]);
    if !made || File::options().write(true).open(&null).is_err() {
        eprintln!("skipped: this user may make no devices here");
        return;
    }
    let is_device = |path: &str| fs::symlink_metadata(path).unwrap().file_type().is_char_device();
    for words in [&["backup", &null][..], &["export", DAY, "--format", "json", "--out", &null]] {
        let run = library.run(words);
        assert_eq!(run.code, 0, "{}", run.stderr);
        assert!(is_device(&null));
    }
    refused(&export(&library, &full), "the disk is full");
    refused(&library.run(&["backup", &full]), "the disk is full");
    assert!(is_device(&full));
    let link = library.path("link");
    symlink(&null, &link).unwrap();
    assert_eq!(export(&library, &link).code, 0);
    assert!(is_device(&null) && fs::symlink_metadata(&link).unwrap().is_symlink());
    refused(&export(&library, &disk), "it is a disk");
    assert!(fs::symlink_metadata(&disk).unwrap().file_type().is_block_device());
}

#[test]
fn a_library_is_never_replaced_under_whatever_name() {
    let library = library();
    let folder = library.folder();
    let (hard, soft) = (library.path("hard.db"), library.path("soft.db"));
    fs::hard_link(format!("{folder}/library.db"), &hard).unwrap();
    symlink(format!("{folder}/library.db"), &soft).unwrap();
    let index = format!("{folder}/index/meta.json");
    let copy = library.path("copy.db");
    assert_eq!(library.run(&["backup", &copy]).code, 0);
    fs::write(format!("{folder}/index/mine.txt"), "mine").unwrap();
    let other = Library::with_day(DAY, 1);
    let own = [
        "library.db",
        "library.db-wal",
        "library.db-shm",
        "library.db-journal",
        "open.lock",
        "window.lock",
        "index/new.md",
        "index/mine.txt",
    ];
    let own = own.map(|name| format!("{folder}/{name}"));
    let before =
        |path: &Path| fs::symlink_metadata(path).ok().map(|found| (found.ino(), found.len()));
    let others = [
        hard,
        soft,
        index,
        copy,
        format!("{}/library.db", other.folder()),
        format!("{}/library.db-wal", other.folder()),
    ];
    for path in own.iter().chain(&others) {
        let was = before(path.as_ref());
        for words in [
            &["export", DAY, "--format", "markdown", "--out", path][..],
            &["export", DAY, "--format", "json", "--out", path],
            &["backup", path],
        ] {
            let run = library.run(words);
            assert_eq!(run.code, 1, "{words:?}: {}", run.stderr);
            assert!(run.stderr.contains("was not written: "), "{words:?}: {}", run.stderr);
            assert_eq!(before(path.as_ref()), was, "{words:?}");
        }
    }
    assert_eq!(library.run(&["check"]).code, 0);
    assert_eq!(other.run(&["check"]).code, 0);
    // Other files in the folder belong to the user.
    let mine = format!("{folder}/mine.md");
    for _ in 0..2 {
        assert_eq!(export(&library, &mine).code, 0);
    }
    assert!(fs::read(&mine).unwrap() == text());
}

#[test]
fn a_backup_replaces_no_file() {
    let library = library();
    let out = library.write("there.md", "there");
    refused(&library.run(&["backup", &out]), "a file with this name already exists");
    assert_eq!(fs::read(&out).unwrap(), b"there");
}

#[test]
fn a_folder_that_cannot_be_written_is_reported() {
    let library = library();
    let folder = library.path("fixed");
    fs::create_dir(&folder).unwrap();
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o555)).unwrap();
    if fs::write(format!("{folder}/probe"), "").is_ok() {
        eprintln!("skipped: permissions do not bind this user");
        return;
    }
    refused(&export(&library, &format!("{folder}/a.md")), "Paperboy has no permission");
}

#[test]
fn descriptors_are_written_on() {
    let library = library();
    for out in ["/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"] {
        if !Path::new(out).exists() {
            continue;
        }
        let run = export(&library, out);
        assert!(run.code == 0 && run.stdout == text(), "{out}: {}", run.stderr);
        // Standard output that is appended to a file.
        let file = library.write("log", "before\n");
        let stdout = File::options().append(true).open(&file).unwrap();
        let words =
            ["--library", &library.folder(), "export", DAY, "--format", "markdown", "--out", out];
        let child = Command::new(env!("CARGO_BIN_EXE_paperboy"))
            .args(words)
            .env("XDG_STATE_HOME", library.path(""))
            .stdout(stdout)
            .stderr(std::process::Stdio::piped())
            .spawn()
            .unwrap();
        assert_eq!(ended(child).code, 0);
        assert!(fs::read(&file).unwrap() == [b"before\n", &text()[..]].concat(), "{out}");
    }
}

#[test]
fn what_is_no_file_is_not_restored_and_never_waited_for() {
    let library = library();
    let pipe = library.path("pipe");
    assert!(make("mkfifo", &[&pipe]));
    let (folder, long) = (library.path(""), library.path(&"long".repeat(100)));
    for option in [&["restore"][..], &["restore", "--facts"], &["restore", "--salvage"]] {
        for (path, because) in [
            (pipe.as_str(), "it is a device, a pipe or a socket, not a file"),
            ("/dev/null", "it is a device, a pipe or a socket, not a file"),
            (&folder, "it is a folder, not a file"),
            (&long, "too long for this system; choose a shorter one"),
            (&library.path("none.db"), "there is no such file"),
        ] {
            let run = library.run(&[option, &[path]].concat());
            refused(&run, because);
            assert!(run.stderr.contains("The library was not changed"), "{}", run.stderr);
        }
    }
}
