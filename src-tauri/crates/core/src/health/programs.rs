//! The two programs: their versions, and which library each of them finds.

use super::{Findings, HealthState};
use crate::Places;
use crate::process::run;
use crate::wire::{Found, LibraryBy};
use paperboy_store::holds_library;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How long the other program has to say its version.
const VERSION_TIMEOUT: Duration = Duration::from_secs(3);

/// What only the program knows that asks for the health.
#[derive(Debug, Clone, Default)]
pub struct Programs {
    /// The version of the window, if there is one.
    pub window: Option<String>,
    /// The version of the command, if there is one.
    pub command: Option<String>,
    /// How the library was found.
    pub by: LibraryBy,
    /// The library that is found where nothing else is named.
    pub usual: Option<PathBuf>,
    /// Whether the window uses the safe renderer; `None`: there is no window, or no choice.
    pub safe_renderer: Option<bool>,
}

impl Programs {
    pub(super) fn findings(&self, places: &Places) -> Findings {
        let (window, command) = (self.window.clone(), self.command.clone());
        let differ = window.is_some() && command.is_some() && window != command;
        let versions = Found::Versions { window, command };
        let usual = self.usual.as_deref().filter(|usual| !is_same(usual, &places.library));
        let has_usual = usual.is_some_and(holds_library);
        let place = Found::Place {
            folder: places.library.display().to_string(),
            by: self.by,
            usual: usual.map(|usual| usual.display().to_string()),
            has_usual,
        };
        let mut findings = vec![(attention_if(differ), versions), (attention_if(has_usual), place)];
        if self.safe_renderer == Some(true) {
            findings.push((HealthState::Ok, Found::SafeRenderer));
        }
        findings
    }
}

fn attention_if(is_so: bool) -> HealthState {
    if is_so { HealthState::Attention } else { HealthState::Ok }
}

fn is_same(one: &Path, other: &Path) -> bool {
    let real = |path: &Path| path.canonicalize().or_else(|_| std::path::absolute(path));
    one == other || matches!((real(one), real(other)), (Ok(one), Ok(other)) if one == other)
}

/// The version that a program of ours says it has; `None` when there is no such program.
pub fn version_of(program: &Path) -> Option<String> {
    let ended = run(program, &["--version".into()], VERSION_TIMEOUT)?;
    let answer = ended.success.then_some(ended.answer)?;
    answer.split_whitespace().last().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(programs: &Programs, library: &Path) -> (HealthState, Found) {
        let places = Places { library: library.to_owned(), logs: library.join("logs") };
        programs.findings(&places).pop().unwrap()
    }

    #[test]
    fn two_libraries_that_the_programs_would_find_are_both_named() {
        let folder = tempfile::tempdir().unwrap();
        let (usual, other) = (folder.path().join("usual"), folder.path().join("other"));
        let programs =
            Programs { by: LibraryBy::Variable, usual: Some(usual.clone()), ..Programs::default() };
        let (state, found) = place(&programs, &other);
        assert_eq!(state, HealthState::Ok, "there is only one");
        let usual_text = usual.display().to_string();
        assert!(
            matches!(found, Found::Place { usual: Some(named), has_usual: false, .. } if named == usual_text)
        );
        std::fs::create_dir_all(&usual).unwrap();
        std::fs::write(usual.join("library.db"), "").unwrap();
        let (state, found) = place(&programs, &other);
        assert_eq!(state, HealthState::Attention);
        assert!(matches!(found, Found::Place { has_usual: true, .. }));
        let (state, found) = place(&programs, &usual.join("."));
        assert_eq!(state, HealthState::Ok, "it is the same folder");
        assert!(matches!(found, Found::Place { usual: None, .. }));
    }

    #[test]
    fn other_versions_are_pointed_out_and_a_missing_program_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let places = Places { library: folder.path().to_owned(), logs: folder.path().to_owned() };
        let state = |window: Option<&str>, command: Option<&str>| {
            let programs = Programs {
                window: window.map(str::to_owned),
                command: command.map(str::to_owned),
                ..Programs::default()
            };
            programs.findings(&places)[0].0
        };
        assert_eq!(state(Some("0.2.0"), Some("0.1.0")), HealthState::Attention);
        assert_eq!(state(Some("0.1.0"), Some("0.1.0")), HealthState::Ok);
        assert_eq!(state(None, Some("0.1.0")), HealthState::Ok);
    }

    #[cfg(unix)]
    #[test]
    fn a_program_that_says_no_version_has_none() {
        assert_eq!(version_of(Path::new("/nonexistent/paperboy")), None);
        assert_eq!(version_of(Path::new("false")), None);
        let folder = tempfile::tempdir().unwrap();
        let program = folder.path().join("paperboy");
        std::fs::write(&program, "#!/bin/sh\necho paperboy 1.2.3\n").unwrap();
        let mode = std::os::unix::fs::PermissionsExt::from_mode(0o700);
        std::fs::set_permissions(&program, mode).unwrap();
        assert_eq!(version_of(&program).as_deref(), Some("1.2.3"));
    }
}
