//! Why a report was not written, or a file not imported as it is.

use super::{KeyTrouble, WireError};
use paperboy_net::ChatError;
use paperboy_paper::FileCause;
use paperboy_report::{Problem, Section};
use serde::Serialize;
use std::fmt;
#[cfg(test)]
use ts_rs::TS;

/// Why there is no report, or not one that is wholly the model's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(tag = "code", rename_all = "snake_case")]
#[cfg_attr(test, derive(TS))]
pub enum WritingCause {
    /// The paper is not in the library.
    #[error("{id} is not in the library")]
    UnknownPaper {
        /// The paper.
        id: String,
    },
    /// There is nothing to write it from.
    #[error(
        "neither the full text nor the abstract is in the library; fetch the paper's day first"
    )]
    NothingToRead,
    /// There is no report to translate.
    #[error("there is no report to translate; write one first")]
    NothingToTranslate,
    /// A translation has other numbers or links than the report.
    #[error("the model changed numbers or links in its translation")]
    TranslationAltered,
    /// Its full text was altered on the disk.
    #[error(
        "the stored full text was altered on the disk; it was removed and will be fetched again with the next fetch"
    )]
    TextAltered,
    /// The model left sections out.
    #[error("the model left out {}; built-in extraction supplied {}", named(.sections), if .sections.len() == 1 { "it" } else { "them" })]
    LeftOut {
        /// Their keys.
        sections: Vec<String>,
    },
    /// The server read only a part of what it was sent.
    #[error(
        "the model service read only {read} of about {sent} tokens sent and ignored the rest of the paper: increase the model's context length \
         (num_ctx in Ollama), then test the connection in the window's Settings; until then, Paperboy sends only as much as fits"
    )]
    PromptCut {
        /// Tokens read.
        read: u32,
        /// About how many tokens were sent.
        sent: u32,
    },
    /// The answer was empty.
    #[error("the model's answer is empty")]
    Empty,
    /// It declined.
    #[error("the model declined to answer")]
    Declined,
    /// The answer repeated itself.
    #[error("the model repeated itself")]
    Looping,
    /// It answered in another language.
    #[error("the model answered in the wrong language")]
    WrongLanguage,
    /// It answered something else than a report.
    #[error("the model's answer has none of the five sections")]
    NoReport,
    /// No report is as long.
    #[error("the model's answer is too long for a report")]
    TooLong,
    /// The server's filter ended the answer.
    #[error("the model service's content filter stopped the answer")]
    FilterStopped,
    /// The answer ended for a reason that is not known.
    #[error(
        "the model service ended the answer for a reason that Paperboy does not know, so it may be cut short"
    )]
    UnknownEnd,
    /// The answer ended at a bound.
    #[error("the model's answer was cut short")]
    CutShort,
    /// The bound for answers was reached before the report began.
    #[error(
        "the model used all its tokens before it began the report, usually on reasoning: raise the model \
         service's limit of tokens per answer, or turn reasoning off"
    )]
    OnlyReasoning,
    /// No model is set.
    #[error(
        "no model is set up; run `paperboy settings model.url URL` and `paperboy settings model.name NAME`"
    )]
    Unset,
    /// The day's tokens are used up.
    #[error(
        "today's limit of {tokens} tokens has been reached; run the command again tomorrow, or raise model.daily_token_budget"
    )]
    Budget {
        /// The limit.
        #[cfg_attr(test, ts(type = "number"))]
        tokens: u64,
    },
    /// The key that was set can't be had.
    #[error("{}", .why.sentence())]
    Key {
        /// Why not.
        why: KeyTrouble,
    },
    /// The key was given for the model's server at another address.
    #[error(
        "the API key was entered for {given_for}, but this library uses {asked}, so the key was not sent; if {asked} is right, run \
         `paperboy settings model.key -` to save a key for it; to use the key in PAPERBOY_MODEL_KEY, run `paperboy settings model.url {url}`"
    )]
    KeyForAnother {
        /// The address it was given for.
        given_for: String,
        /// The host that the library names.
        asked: String,
        /// The library's whole address.
        url: String,
    },
    /// The model wants a key, and none is set.
    #[error(
        "the model service requires an API key, and none is set; run `paperboy settings model.key -` and paste it"
    )]
    NoKey,
    /// The model did not answer a test of the connection in time.
    #[error(
        "the model sent nothing for {after} s; if it is still loading, test the connection again in a minute"
    )]
    TestSilent {
        /// How long the test waited, in seconds.
        #[cfg_attr(test, ts(type = "number"))]
        after: u64,
    },
    /// The embedding service gave no vectors.
    #[error("{why}")]
    Embeddings {
        /// What happened.
        why: ChatError,
    },
    /// The model gave no answer.
    #[error("{why}{}", hint(.why))]
    Chat {
        /// What happened.
        why: ChatError,
    },
}

impl WritingCause {
    /// Causes in one line, in English; nothing when there are none.
    pub fn sentence(causes: &[Self]) -> Option<String> {
        let each: Vec<String> = causes.iter().map(Self::to_string).collect();
        (!each.is_empty()).then(|| each.join("; "))
    }
}

/// Sections by their English names.
fn named(keys: &[String]) -> String {
    let name = |key: &String| {
        let section = Section::ALL.into_iter().find(|section| section.key() == key);
        section.map_or_else(|| format!("“{key}”"), |section| format!("“{}”", section.heading_en()))
    };
    let mut names: Vec<String> = keys.iter().map(name).collect();
    match names.pop() {
        Some(last) if !names.is_empty() => format!("{} and {last}", names.join(", ")),
        last => last.unwrap_or_default(),
    }
}

/// What can be done on the command line.
fn hint(why: &ChatError) -> &'static str {
    match why {
        ChatError::Silent { .. } => "; to wait longer, raise model.first_token_seconds",
        ChatError::Key => "; save another one with `paperboy settings model.key -`",
        ChatError::UnknownModel { .. } => "; set its name with `paperboy settings model.name NAME`",
        ChatError::Unreachable { .. } => {
            "; check model.url, the network and whether the service is running"
        }
        ChatError::Garbage { .. } | ChatError::NoModelHere { .. } => {
            "; check model.url, which usually ends in /v1"
        }
        ChatError::PromptTooLong { .. } => "; increase the model's context length",
        _ => "",
    }
}

/// The problem of a file of an import.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(tag = "code", rename_all = "snake_case")]
#[cfg_attr(test, derive(TS))]
pub enum ImportProblem {
    /// The report is not as it should be.
    #[error("{problem}")]
    Report {
        /// What is wrong with it.
        problem: Problem,
    },
    /// There is no such file.
    #[error("{path} does not exist")]
    Missing {
        /// The file.
        path: String,
    },
    /// It may not be read.
    #[error("Paperboy has no permission to read {path}")]
    NoPermission {
        /// The file.
        path: String,
    },
    /// It could not be read.
    #[error("{path} could not be read: {why}")]
    Unreadable {
        /// The file.
        path: String,
        /// The error of the file system.
        why: FileCause,
    },
    /// No report is as large.
    #[error("{path} is larger than {mebibytes} MB; divide it into smaller files")]
    TooLarge {
        /// The file.
        path: String,
        /// The most that is taken.
        mebibytes: u32,
    },
    /// It is a pipe, a socket or a device.
    #[error("{path} is a pipe, a socket or a device, not a file; it was skipped")]
    NotAFile {
        /// Its path.
        path: String,
    },
    /// A part of a file of another program could not be read.
    #[error("{problem}")]
    Archive {
        /// What is wrong with it.
        problem: ArchiveProblem,
    },
    /// Papers of the file are not in the library.
    #[error("{} not in the library: {}; run `paperboy add` with the ids, then import the file again", counted(*.count, "paper is", "papers are"), first(.ids, *.count))]
    NotInLibrary {
        /// How many.
        count: u32,
        /// The arXiv ids of the first of them.
        ids: Vec<String>,
    },
    /// Papers of the file have no arXiv id.
    #[error("{}", counted(*.count, "paper has no arXiv id and was skipped", "papers have no arXiv id and were skipped"))]
    NotOnArxiv {
        /// How many.
        count: u32,
    },
    /// Highlights of another program have no place in the texts of their papers.
    #[error("{}", unplaced(*.count))]
    UnplacedHighlights {
        /// How many.
        count: u32,
    },
    /// A note, tag, highlight or collection of the file could not be added.
    #[error("{what} was not added: {}", .error.message)]
    NotAdded {
        /// The paper of a note or highlight, or the tag or collection.
        what: String,
        /// Why.
        error: WireError,
    },
    /// The library failed, for this file and those that follow.
    #[error("{}", .error.message)]
    Library {
        /// How.
        error: WireError,
    },
}

/// What could not be read of a file of another program.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct ArchiveProblem {
    /// The line, or in JSON the item, counted from 1; null: it concerns the whole file.
    pub place: Option<u32>,
    /// What is wrong.
    pub kind: ArchiveProblemKind,
    /// What it concerns; may be empty.
    pub what: String,
}

/// The kinds of [`ArchiveProblem`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(TS))]
pub enum ArchiveProblemKind {
    /// Some bytes are no text.
    NotUtf8,
    /// It is damaged.
    Broken,
    /// It has neither id nor title.
    NamesNoPaper,
    /// The other program could not write about the paper.
    NotWritten,
    /// The file has more than is read.
    TooMany,
    /// The file has more problems than are listed.
    MoreProblems,
    /// The paper is in the file already.
    Repeated,
}

impl fmt::Display for ArchiveProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(place) = self.place {
            write!(f, "line or item {place}: ")?;
        }
        if !self.what.is_empty() {
            write!(f, "“{}”: ", self.what)?;
        }
        f.write_str(match self.kind {
            ArchiveProblemKind::NotUtf8 => {
                "the file is not in UTF-8; some characters could not be read"
            }
            ArchiveProblemKind::Broken => "this entry is damaged and was skipped",
            ArchiveProblemKind::NamesNoPaper => "this entry names no paper and was skipped",
            ArchiveProblemKind::NotWritten => {
                "the other program wrote nothing about this paper; the paper itself was imported"
            }
            ArchiveProblemKind::TooMany => {
                "the file has more papers or highlights than Paperboy reads; divide it into smaller files"
            }
            ArchiveProblemKind::MoreProblems => {
                "the file has more problems; they are not listed"
            }
            ArchiveProblemKind::Repeated => "the paper is in the file more than once",
        })
    }
}

/// A number with the form of the words that it asks for.
fn counted(count: u32, one: &str, more: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { more })
}

/// Highlights that have no place.
fn unplaced(count: u32) -> String {
    let (found, imported) = if count == 1 {
        (
            "1 highlight could not be located in its paper".to_owned(),
            "it was imported without a position and is",
        )
    } else {
        (
            format!("{count} highlights could not be located in their papers"),
            "they were imported without a position and are",
        )
    };
    format!(
        "{found}, because the quoted text is missing there or occurs more than once; {imported} listed with the quoted text"
    )
}

/// The first of some names, in one line.
fn first(names: &[String], count: u32) -> String {
    const SHOWN: usize = 10;
    let shown = names.iter().take(SHOWN).cloned().collect::<Vec<_>>().join(" ");
    if count as usize > SHOWN { format!("{shown} …") } else { shown }
}
