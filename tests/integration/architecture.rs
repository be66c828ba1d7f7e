//! The rules of the architecture: who may import whom, who has which sole right, and that no test file is
//! forgotten.

use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

/// What each package may name of our own. A package that is not here may not be.
const MAY_NAME: [(&str, &[&str]); 24] = [
    ("paperboy-paper", &[]),
    ("paperboy-anchor", &[]),
    ("paperboy-report", &["paperboy-paper"]),
    ("paperboy-check", &["paperboy-paper"]),
    ("paperboy-cite", &["paperboy-paper"]),
    ("paperboy-feed", &["paperboy-paper"]),
    ("paperboy-archive", &["paperboy-paper", "paperboy-cite"]),
    ("paperboy-vault", &[]),
    ("paperboy-writer", &["paperboy-paper", "paperboy-report", "paperboy-check"]),
    ("paperboy-image", &[]),
    ("paperboy-pdf", &["paperboy-paper"]),
    ("paperboy-sync", &[]),
    ("paperboy-store", &["paperboy-paper", "paperboy-sync"]),
    ("paperboy-search", &["paperboy-paper"]),
    ("paperboy-rank", &[]),
    ("paperboy-notify", &[]),
    ("paperboy-secret", &[]),
    ("paperboy-net", &["paperboy-paper", "paperboy-secret"]),
    (
        "paperboy-core",
        &[
            "paperboy-paper",
            "paperboy-report",
            "paperboy-writer",
            "paperboy-anchor",
            "paperboy-cite",
            "paperboy-feed",
            "paperboy-image",
            "paperboy-pdf",
            "paperboy-archive",
            "paperboy-vault",
            "paperboy-net",
            "paperboy-store",
            "paperboy-sync",
            "paperboy-search",
            "paperboy-rank",
            "paperboy-secret",
        ],
    ),
    ("paperboy-mcp", &["paperboy-core"]),
    ("paperboy-session", &["paperboy-core", "paperboy-secret"]),
    (
        "paperboy-cli",
        &[
            "paperboy-core",
            "paperboy-mcp",
            "paperboy-notify",
            "paperboy-secret",
            "paperboy-session",
        ],
    ),
    (
        "paperboy-desktop",
        &["paperboy-core", "paperboy-notify", "paperboy-secret", "paperboy-session"],
    ),
    (
        "paperboy-tests",
        &[
            "paperboy-core",
            "paperboy-report",
            "paperboy-writer",
            "paperboy-check",
            "paperboy-search",
            "paperboy-rank",
        ],
    ),
];

/// Libraries that only one package may name, beginning with these words.
const SOLE_RIGHTS: [(&str, &str); 13] = [
    ("tauri", "paperboy-desktop"),
    ("rusqlite", "paperboy-store"),
    ("tantivy", "paperboy-search"),
    ("reqwest", "paperboy-net"),
    ("opendal", "paperboy-net"),
    ("rmcp", "paperboy-mcp"),
    ("keyring", "paperboy-core"),
    ("notify-rust", "paperboy-notify"),
    ("image", "paperboy-image"),
    ("resvg", "paperboy-image"),
    ("hayro", "paperboy-pdf"),
    ("argon2", "paperboy-sync"),
    ("chacha20poly1305", "paperboy-sync"),
];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Each package of the workspace with the names of what it depends on, tests' own needs left out.
fn packages() -> BTreeMap<String, BTreeSet<String>> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args(["metadata", "--no-deps", "--format-version", "1"])
        .current_dir(root())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    let name = |value: &Value| value["name"].as_str().unwrap().to_owned();
    let needs = |package: &Value| {
        package["dependencies"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|need| need["kind"] != "dev")
            .map(name)
            .collect()
    };
    metadata["packages"]
        .as_array()
        .unwrap()
        .iter()
        .map(|package| (name(package), needs(package)))
        .collect()
}

#[test]
fn packages_name_only_what_they_may() {
    let may: BTreeMap<&str, &[&str]> = MAY_NAME.into();
    for (package, needs) in packages() {
        let allowed = may.get(package.as_str()).unwrap_or_else(|| {
            panic!("{package} is not in MAY_NAME: add it to ARCHITECTURE.md with its sole right")
        });
        for need in needs.iter().filter(|need| need.starts_with("paperboy")) {
            assert!(allowed.contains(&need.as_str()), "{package} may not name {need}");
        }
    }
}

#[test]
fn sole_rights_are_kept() {
    for (package, needs) in packages() {
        for (right, owner) in SOLE_RIGHTS {
            let taken =
                needs.iter().any(|need| need == right || need.starts_with(&format!("{right}-")));
            assert!(
                !taken || package == owner,
                "only {owner} may name {right}, and {package} does"
            );
        }
    }
}

/// What core and everything below it never do: print, read the environment, ask the clock.
const FORBIDDEN: [&str; 8] = [
    "println!",
    "eprintln!",
    "print!(",
    "std::env::",
    "env::var",
    "Timestamp::now",
    "SystemTime::now",
    "Zoned::now",
];

/// The forbidden words in the part of a file that is compiled for users.
fn forbidden_words(text: &str) -> Vec<&'static str> {
    let shipped = text.split("#[cfg(test)]\nmod ").next().unwrap_or_default();
    FORBIDDEN.into_iter().filter(|word| shipped.contains(word)).collect()
}

#[test]
fn core_never_prints_reads_the_environment_or_asks_the_clock() {
    let crates = root().join("src-tauri/crates");
    let mut read = 0;
    let named = [
        "paper", "anchor", "report", "check", "cite", "feed", "archive", "vault", "writer",
        "store", "search", "rank", "image", "pdf", "sync", "core",
    ];
    for name in named {
        let sources = crates.join(name).join("src");
        for file in rust_files(&sources) {
            let place = file.strip_prefix(&sources).unwrap();
            let is_for_tests = place.starts_with("bindings")
                || place.ends_with("tests.rs")
                || place.starts_with("tests");
            if is_for_tests || place.parent().is_some_and(|folder| folder.ends_with("tests")) {
                continue;
            }
            read += 1;
            let words = forbidden_words(&std::fs::read_to_string(&file).unwrap());
            assert!(words.is_empty(), "{name}: {} holds {words:?}", place.display());
        }
    }
    assert!(read > 100, "only {read} files were read");
}

#[test]
fn a_clock_in_core_would_be_seen() {
    assert_eq!(forbidden_words("fn now() { std::time::SystemTime::now() }\n"), ["SystemTime::now"]);
    assert_eq!(
        forbidden_words("fn f() { println!(\"x\") }\n#[cfg(test)]\nmod tests { std::env::var }"),
        ["println!"]
    );
    assert!(
        forbidden_words("fn f() {}\n#[cfg(test)]\nmod tests { fn now() { SystemTime::now() } }")
            .is_empty()
    );
}

#[test]
fn no_test_file_is_forgotten() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("integration");
    let main = std::fs::read_to_string(folder.join("main.rs")).unwrap();
    for file in rust_files(&folder) {
        let name = file.file_stem().unwrap().to_str().unwrap();
        assert!(
            name == "main" || main.contains(&format!("mod {name};")),
            "{name}.rs is in no test binary"
        );
    }
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    files(folder, &["rs"])
}

fn files(folder: &Path, endings: &[&str]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path
                .extension()
                .and_then(|ending| ending.to_str())
                .is_some_and(|ending| endings.contains(&ending))
            {
                found.push(path);
            }
        }
    }
    found
}
