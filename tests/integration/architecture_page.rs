//! ARCHITECTURE.md names functions and tests that exist.
#![allow(clippy::unwrap_used)]

use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The part of the page below a heading.
fn part(heading: &str) -> String {
    let page = std::fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    let (_, below) = page.split_once(&format!("\n## {heading}\n")).unwrap();
    below.split("\n## ").next().unwrap().to_owned()
}

/// What is between backticks.
fn in_code(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

/// Why a step of a walk, `file:function`, leads nowhere.
fn missing(step: &str) -> Option<String> {
    let (file, function) = step.split_once(':')?;
    let folder = if file.starts_with("ui/") || file.starts_with("src-tauri/") {
        root()
    } else {
        root().join("src-tauri/crates")
    };
    let Ok(text) = std::fs::read_to_string(folder.join(file)) else {
        return Some(format!("{file} does not exist"));
    };
    let declared = [format!("fn {function}("), format!("fn {function}<"), format!("  {function}(")];
    let declared = declared.iter().any(|declaration| text.contains(declaration.as_str()))
        || text.contains(&format!("async {function}("))
        || text.contains(&format!("  {function}: ("));
    (!declared).then(|| format!("{file} has no function {function}"))
}

#[test]
fn the_walks_name_functions_that_exist() {
    let walks = part("Three walks through the code");
    let steps: Vec<&str> =
        in_code(&walks).filter(|code| code.contains(".rs:") || code.contains(".ts:")).collect();
    assert!(steps.len() >= 20, "{} steps", steps.len());
    let wrong: Vec<String> = steps.iter().filter_map(|step| missing(step)).collect();
    assert_eq!(wrong, Vec::<String>::new());
    // A planted violation is seen.
    assert!(missing("core/src/search.rs:no_such_function").is_some());
    assert!(missing("core/src/no_such_file.rs:search").is_some());
}

#[test]
fn the_invariants_name_tests_that_exist() {
    fn sources(folder: &Path, all: &mut String) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            if path.is_dir() && !matches!(name.as_str(), "target" | "node_modules" | "dist" | "gen")
            {
                sources(&path, all);
            } else if name.ends_with(".rs") || name.ends_with(".test.ts") {
                all.push_str(&std::fs::read_to_string(path).unwrap());
            }
        }
    }
    let mut all = String::new();
    for folder in ["src-tauri", "tests", "ui/src"] {
        sources(&root().join(folder), &mut all);
    }
    let exists = |test: &str| {
        all.contains(&format!("fn {test}()"))
            || all.contains(&format!("(\"{test}\""))
            || all.contains(&format!("fn {test}("))
    };
    let invariants = part("Invariants");
    let tests: Vec<&str> = in_code(&invariants)
        .filter(|code| code.matches(['_', ' ']).count() >= 3 && !code.contains(['/', '{', '=']))
        .collect();
    assert!(tests.len() >= 30, "{} tests", tests.len());
    let wrong: Vec<&&str> = tests.iter().filter(|test| !exists(test)).collect();
    assert_eq!(wrong, Vec::<&&str>::new());
    // In two parts, as this file is searched too.
    assert!(!exists(&format!("a_test_{}", "that_nobody_wrote")));
}
