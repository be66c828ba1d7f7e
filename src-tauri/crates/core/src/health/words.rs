//! Findings in English, for the command line and for diagnostics. The window has its own words.

use crate::wire::{
    FetchEnd, Finding, Found, HealthState, HealthSubject, LastFetch, LearntState, LibraryBy,
    MeaningStatus,
};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use paperboy_paper::size;

impl HealthSubject {
    /// Its name in English.
    pub fn name(self) -> &'static str {
        match self {
            Self::Programs => "programs",
            Self::Library => "library",
            Self::Index => "search index",
            Self::Meaning => "search by meaning",
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
    /// What was found, as a part of a sentence in English, with times in this zone.
    pub fn text(&self, zone: &TimeZone) -> String {
        let time = |time: &str| time_in(time, zone);
        match &self.found {
            Found::Versions { window, command } => {
                let version = |version: &Option<String>| {
                    version.clone().unwrap_or_else(|| "not found".to_owned())
                };
                format!("window {}, command {}", version(window), version(command))
            }
            Found::Place { folder, by, .. } => match by {
                LibraryBy::Platform => format!("the library is in {folder}"),
                LibraryBy::Argument => format!("the library is in {folder}, as set by --library"),
                LibraryBy::Variable => {
                    format!("the library is in {folder}, as set by PAPERBOY_LIBRARY")
                }
            },
            Found::SafeRenderer => "the window uses the safe renderer".to_owned(),
            Found::NoLibrary => {
                "there is no library yet; it is created when Paperboy is first used".to_owned()
            }
            Found::NotOpened { error } | Found::Unknown { error } => {
                error.message.trim_end_matches('.').to_owned()
            }
            Found::Library { bytes, schema, papers, days } => format!(
                "{}, {}, {}, schema {schema}",
                amount(*bytes),
                count(*papers, "paper"),
                count(*days, "day")
            ),
            Found::ReadOnly => "the library is read-only".to_owned(),
            Found::Damaged => "the last check found damage".to_owned(),
            Found::Checked { at: Some(at) } => {
                format!("last complete check on {}: intact", time(at))
            }
            Found::Checked { at: None } => "not checked completely yet".to_owned(),
            Found::Index { indexed, papers, building: true, .. } => {
                format!("being updated: {indexed} of {}", count(*papers, "paper"))
            }
            Found::Index { behind: true, .. } => {
                "the latest changes are not indexed yet".to_owned()
            }
            Found::Index { papers, .. } => format!("up to date, {}", count(*papers, "paper")),
            Found::Vectors { status, encoded, papers } => match status {
                MeaningStatus::Ready if encoded < papers => {
                    format!("{encoded} of {} can be found by meaning", count(*papers, "paper"))
                }
                MeaningStatus::Ready => {
                    format!("{} can be found by meaning", count(*papers, "paper"))
                }
                MeaningStatus::Off => "turned off".to_owned(),
                MeaningStatus::Missing => "its file is not installed".to_owned(),
                MeaningStatus::Damaged => "its file is damaged".to_owned(),
                MeaningStatus::Foreign => {
                    "its file is not one that this version of Paperboy can use".to_owned()
                }
                MeaningStatus::Unreadable => "its file can't be read".to_owned(),
                MeaningStatus::Paused => {
                    "the embedding service can't be used now; papers are found by words".to_owned()
                }
                MeaningStatus::Unconfirmed => {
                    "the library names an embedding service that was not entered on this computer; nothing is sent there"
                        .to_owned()
                }
            },
            Found::Order { learnt } => match learnt {
                LearntState::Ready => "learnt".to_owned(),
                LearntState::Learning => {
                    "not learnt yet; it is learnt when it is first used".to_owned()
                }
                LearntState::TooFew { have, needed } => {
                    format!(
                        "not learnt yet: it needs {needed} papers that are starred, highlighted, in Read later or in a collection; the library has {have}"
                    )
                }
            },
            Found::Backups { newest: None, folder, .. } => {
                format!("no full backup yet in {folder}")
            }
            Found::Backups { folder, copies, facts, bytes, newest: Some(newest), .. } => format!(
                "{}, the newest from {}, and {}, together {}, in {folder}",
                count(*copies, "full backup"),
                time(newest),
                count(*facts, "facts file"),
                amount(*bytes)
            ),
            Found::SetAside { files, bytes } => {
                let what = if *files == 1 { "damaged library" } else { "damaged libraries" };
                format!("{files} {what} kept, {}", amount(*bytes))
            }
            Found::Space { library, articles, index, backups, figures, pdfs, logs } => [
                ("library without full texts", library),
                ("full texts", articles),
                ("search index", index),
                ("backups", backups),
                ("figures", figures),
                ("PDFs", pdfs),
                ("logs", logs),
            ]
            .map(|(what, bytes)| format!("{what} {}", amount(*bytes)))
            .join(", "),
            Found::Free { bytes } => format!("{} left on the disk", amount(*bytes)),
            Found::Fetched { last: None } => "no fetch is recorded yet".to_owned(),
            Found::Fetched { last: Some(last) } => fetched(last, &time(&last.at.to_string())),
            Found::Sync { folder: None, .. } => "not set up".to_owned(),
            Found::Sync { failed: Some(why), .. } => {
                format!("the last synchronisation failed: {why}")
            }
            Found::Sync { last: None, .. } => "set up, not synchronised yet".to_owned(),
            Found::Sync { last: Some(last), pending, problems, .. } => {
                let mut text = format!(
                    "last synchronised {}, {} not sent yet",
                    time(last),
                    count(*pending, "change")
                );
                if *problems > 0 {
                    let files = count(*problems, "file");
                    text.push_str(&format!(", {files} of other devices not used"));
                }
                text
            }
            Found::Crashed { report } => {
                let of = if report.reports == 1 {
                    "the crash report is".to_owned()
                } else {
                    format!("the newest of {} crash reports is", report.reports)
                };
                format!(
                    "Paperboy crashed on {}, at {}; {of} {}",
                    time(&report.at),
                    report.place,
                    report.path
                )
            }
            Found::Keyring { trouble: None, .. } => "works".to_owned(),
            Found::Keyring { trouble: Some(trouble), needed: true } => {
                trouble.of_keyring().to_owned()
            }
            Found::Keyring { trouble: Some(_), needed: false } => {
                "can't be used; it is needed only for API keys, passwords of servers and keys of encrypted folders".to_owned()
            }
        }
    }

    /// What to do, as a part of a sentence in English; `None`: nothing.
    pub fn remedy(&self) -> Option<String> {
        let text = match &self.found {
            Found::Versions { .. } if self.state == HealthState::Attention => {
                "update both to the same version".to_owned()
            }
            Found::Place { by: LibraryBy::Platform, .. } => return None,
            Found::Place { usual: Some(usual), has_usual, .. } => {
                let what = if *has_usual { "open another library:" } else { "create a new library in" };
                format!("without it, the window and the command {what} {usual}")
            }
            Found::SafeRenderer => {
                "with the default renderer, the window stayed blank; it is tried again after the next update of WebKit"
                    .to_owned()
            }
            Found::ReadOnly => "make its folder writable to save changes".to_owned(),
            Found::Damaged => "run `paperboy check --repair`".to_owned(),
            Found::Checked { at: None } => {
                "the window checks it shortly after its start; to check it now, run `paperboy check`".to_owned()
            }
            Found::Index { behind: true, building: false, .. } => {
                "the next search updates it; if it does not, run `paperboy reindex`".to_owned()
            }
            Found::Vectors { status: MeaningStatus::Ready, encoded, papers } if encoded < papers => {
                "the window encodes the others in the background; `paperboy reindex` encodes them at once"
                    .to_owned()
            }
            Found::Vectors { status: MeaningStatus::Paused | MeaningStatus::Unconfirmed, .. } => {
                "`paperboy reindex` says why; set embeddings.url again to allow its address, or to '' to use the built-in model"
                    .to_owned()
            }
            Found::Vectors { .. } if self.state == HealthState::Attention => {
                "reinstall Paperboy; the window's settings say more under “Search by meaning”"
                    .to_owned()
            }
            Found::Backups { .. } if self.state == HealthState::Attention => {
                "open the window, which makes a backup every day it is open; `paperboy backup PATH` writes a copy to a file of your choice, which is not counted here"
                    .to_owned()
            }
            Found::SetAside { .. } => {
                "if nothing is missing from the library, delete them with `paperboy backups forget NAME`".to_owned()
            }
            Found::Free { .. } if self.state == HealthState::Attention => {
                "free some space; the settings figures.space_mb and pdf.space_mb limit the space for figures and PDFs".to_owned()
            }
            Found::Fetched { last: Some(last) } if self.state == HealthState::Attention => {
                match last.end {
                    FetchEnd::Offline => "connect to the network and fetch again".to_owned(),
                    _ => format!("run `paperboy fetch {}..{}` again", last.from, last.to),
                }
            }
            Found::Keyring { trouble: Some(_), needed: true } => {
                "without it, set PAPERBOY_MODEL_KEY in the environment for the API key, and synchronise through a folder on this computer that is not encrypted"
                    .to_owned()
            }
            Found::Crashed { .. } => {
                "nothing is sent; attach it if you report the crash, but read it first: it may contain parts of your papers or notes".to_owned()
            }
            Found::Sync { failed: None, problems, .. } if *problems > 0 => {
                "run `paperboy sync --status` to see which and why".to_owned()
            }
            Found::Sync { folder: Some(_), last: None, failed: None, .. } => {
                "run `paperboy sync`".to_owned()
            }
            _ => return None,
        };
        Some(text)
    }
}

/// A stored time as people read it: date and minute in this zone.
pub fn time_in(time: &str, zone: &TimeZone) -> String {
    time.parse::<Timestamp>().map_or_else(
        |_| time.to_owned(),
        |time| time.to_zoned(zone.clone()).strftime("%Y-%m-%d %H:%M").to_string(),
    )
}

fn fetched(last: &LastFetch, at: &str) -> String {
    let LastFetch { from, to, added, read, failed, missing, end, .. } = last;
    let span = if from == to { from.clone() } else { format!("{from} to {to}") };
    match end {
        FetchEnd::Offline => {
            return format!("{span} could not be fetched on {at}: there was no network");
        }
        FetchEnd::Failed => {
            return format!("{span} could not be fetched on {at}; the log has the details");
        }
        FetchEnd::Done => {}
    }
    let mut text = format!(
        "{span}, fetched {at}: {}, full text or abstract fetched for {read}",
        count(*added, "new paper")
    );
    if *failed > 0 {
        text.push_str(&format!(", {failed} failed"));
    }
    if *missing > 0 {
        text.push_str(&format!(", {} could not be fetched completely", count(*missing, "list")));
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
