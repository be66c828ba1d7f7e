//! Findings in English, for the command line and for diagnostics. The window has its own words.

use crate::wire::{
    FetchEnd, Finding, Found, HealthState, HealthSubject, LastFetch, LearntState, LibraryBy,
    MeaningStatus,
};
use paperboy_paper::size;

impl HealthSubject {
    /// Its name in English.
    pub fn name(self) -> &'static str {
        match self {
            Self::Programs => "programs",
            Self::Library => "library",
            Self::Index => "search index",
            Self::Meaning => "vectors",
            Self::Order => "learnt order",
            Self::Backups => "backups",
            Self::Disk => "disk",
            Self::Fetching => "fetching",
            Self::Sync => "synchronisation",
            Self::Keyring => "keyring",
            Self::Crashes => "crashes",
        }
    }
}

impl HealthState {
    /// Its name in English.
    pub fn name(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Attention => "attention",
            Self::Broken => "broken",
        }
    }
}

impl Finding {
    /// What was found, as a part of a sentence in English.
    pub fn text(&self) -> String {
        match &self.found {
            Found::Versions { window, command } => {
                let version = |version: &Option<String>| {
                    version.clone().unwrap_or_else(|| "not found".to_owned())
                };
                format!("window {}, command {}", version(window), version(command))
            }
            Found::Place { folder, by, .. } => match by {
                LibraryBy::Platform => format!("the library is in {folder}"),
                LibraryBy::Argument => format!("--library names the library in {folder}"),
                LibraryBy::Variable => format!("PAPERBOY_LIBRARY names the library in {folder}"),
            },
            Found::SafeRenderer => "the window uses the safe renderer".to_owned(),
            Found::NoLibrary => "there is no library yet; the first start makes one".to_owned(),
            Found::NotOpened { error } | Found::Unknown { error } => {
                error.message.trim_end_matches('.').to_owned()
            }
            Found::Library { bytes, schema, papers, days } => format!(
                "{}, {}, {}, schema {schema}",
                amount(*bytes),
                count(*papers, "paper"),
                count(*days, "day")
            ),
            Found::ReadOnly => "it can only be read".to_owned(),
            Found::Damaged => "the last check found damage".to_owned(),
            Found::Checked { at: Some(at) } => format!("last checked {at}, intact"),
            Found::Checked { at: None } => "not checked as a whole yet".to_owned(),
            Found::Index { indexed, papers, building: true, .. } => {
                format!("being updated: {indexed} of {}", count(*papers, "paper"))
            }
            Found::Index { behind: true, .. } => "it lacks the last changes".to_owned(),
            Found::Index { papers, .. } => format!("in step, {}", count(*papers, "paper")),
            Found::Vectors { status, encoded, papers } => match status {
                MeaningStatus::Ready if encoded < papers => format!(
                    "{} encoded, {} to come",
                    count(*encoded, "paper"),
                    papers.saturating_sub(*encoded)
                ),
                MeaningStatus::Ready => format!("{} encoded", count(*papers, "paper")),
                MeaningStatus::Off => "turned off".to_owned(),
                MeaningStatus::Missing => "there is no model file".to_owned(),
                MeaningStatus::Damaged => "the model file is damaged".to_owned(),
                MeaningStatus::Foreign => "the model file is none of Paperboy's".to_owned(),
                MeaningStatus::Unreadable => "the model file can't be read".to_owned(),
            },
            Found::Order { learnt } => match learnt {
                LearntState::Ready => "learnt".to_owned(),
                LearntState::Learning => "learnt when it is first used".to_owned(),
                LearntState::TooFew { have, needed } => {
                    format!(
                        "not learnt yet: it needs {needed} papers that are starred, highlighted, in Read later or in a collection; the library has {have}"
                    )
                }
            },
            Found::Backups { newest: None, folder, .. } => format!("none in {folder}"),
            Found::Backups { folder, copies, facts, bytes, newest: Some(newest), .. } => format!(
                "{}, the newest of {newest}, and {}, together {}, in {folder}",
                count(*copies, "copy"),
                count(*facts, "facts file"),
                amount(*bytes)
            ),
            Found::SetAside { files, bytes } => {
                let what = if *files == 1 { "damaged library" } else { "damaged libraries" };
                format!("{files} {what} set aside, {}", amount(*bytes))
            }
            Found::Space { library, articles, index, backups, figures, logs } => [
                ("library", library),
                ("full texts", articles),
                ("index", index),
                ("backups", backups),
                ("figures", figures),
                ("logs", logs),
            ]
            .map(|(what, bytes)| format!("{what} {}", amount(*bytes)))
            .join(", "),
            Found::Free { bytes } => format!("{} left on the disk", amount(*bytes)),
            Found::Fetched { last: None } => "no fetch is recorded yet".to_owned(),
            Found::Fetched { last: Some(last) } => fetched(last),
            Found::Sync { folder: None, .. } => "not set up".to_owned(),
            Found::Sync { failed: Some(why), .. } => format!("the last one failed: {why}"),
            Found::Sync { last: None, .. } => "set up, not synchronised yet".to_owned(),
            Found::Sync { last: Some(last), pending, problems, .. } => {
                let mut text = format!("last {last}, {} pending", count(*pending, "change"));
                if *problems > 0 {
                    let files = count(*problems, "file");
                    text.push_str(&format!(", {files} of other devices not used"));
                }
                text
            }
            Found::Crashed { report } => {
                let of = if report.reports == 1 {
                    "the report is".to_owned()
                } else {
                    format!("the last of {} reports is", report.reports)
                };
                format!("crashed {} at {}; {of} {}", report.at, report.place, report.path)
            }
            Found::Keyring { trouble: None, .. } => "works".to_owned(),
            Found::Keyring { trouble: Some(trouble), needed: true } => {
                trouble.of_keyring().to_owned()
            }
            Found::Keyring { trouble: Some(_), needed: false } => {
                "can't be used, and nothing needs it".to_owned()
            }
        }
    }

    /// What to do, as a part of a sentence in English; `None`: nothing.
    pub fn remedy(&self) -> Option<String> {
        let text = match &self.found {
            Found::Versions { .. } if self.state == HealthState::Attention => {
                "update both, so that they are of one version".to_owned()
            }
            Found::Place { by: LibraryBy::Platform, .. } => return None,
            Found::Place { usual: Some(usual), has_usual, .. } => {
                let what = if *has_usual { "the other library in" } else { "a new library in" };
                format!("a window or command that is started without it opens {what} {usual}")
            }
            Found::SafeRenderer => {
                "it stayed blank with the usual one, which is tried again when WebKit is updated"
                    .to_owned()
            }
            Found::ReadOnly => "make its folder writable to save changes".to_owned(),
            Found::Damaged => "run `paperboy check --repair`".to_owned(),
            Found::Checked { at: None } => {
                "the window checks it a moment after its start, `paperboy check` now".to_owned()
            }
            Found::Index { behind: true, building: false, .. } => {
                "the next search brings it in step; if not, run `paperboy reindex`".to_owned()
            }
            Found::Backups { .. } if self.state == HealthState::Attention => {
                "the open window makes one each day, `paperboy backup PATH` makes one now"
                    .to_owned()
            }
            Found::SetAside { .. } => {
                "when nothing is missed, `paperboy backups forget NAME` deletes them".to_owned()
            }
            Found::Free { .. } if self.state == HealthState::Attention => {
                "free some space; figures take some, and Settings bounds them".to_owned()
            }
            Found::Fetched { last: Some(last) } if self.state == HealthState::Attention => {
                match last.end {
                    FetchEnd::Offline => "connect to the network and fetch again".to_owned(),
                    _ => format!("run `paperboy fetch {}..{}` again", last.from, last.to),
                }
            }
            Found::Crashed { .. } => {
                "nothing is sent; read the report, and attach it if you report the crash".to_owned()
            }
            Found::Sync { failed: None, problems, .. } if *problems > 0 => {
                "`paperboy sync --status` names them".to_owned()
            }
            Found::Sync { folder: Some(_), last: None, failed: None, .. } => {
                "`paperboy sync` synchronises".to_owned()
            }
            _ => return None,
        };
        Some(text)
    }
}

fn fetched(last: &LastFetch) -> String {
    let LastFetch { at, from, to, added, read, failed, missing, end } = last;
    let span = if from == to { from.clone() } else { format!("{from} to {to}") };
    match end {
        FetchEnd::Offline => return format!("{span} was not fetched on {at}: no network"),
        FetchEnd::Failed => return format!("{span} was not fetched on {at}: the library failed"),
        FetchEnd::Done => {}
    }
    let mut text = format!("{span}, fetched {at}: {} new, {read} read", count(*added, "paper"));
    if *failed > 0 {
        text.push_str(&format!(", {failed} not read"));
    }
    if *missing > 0 {
        text.push_str(&format!(", the list of {} missing", count(*missing, "day")));
    }
    text
}

fn amount(bytes: f64) -> String {
    size(bytes as u64)
}

fn count(n: u32, one: &str) -> String {
    match (n, one.strip_suffix('y')) {
        (1, _) => format!("1 {one}"),
        // days, but copies.
        (n, Some(stem)) if !stem.ends_with('a') => format!("{n} {stem}ies"),
        (n, _) => format!("{n} {one}s"),
    }
}
