//! The error of an invalid value.

use super::KeyTrouble;
use paperboy_net::ChatError;
use paperboy_paper::size;
use serde::Serialize;
#[cfg(test)]
use ts_rs::TS;

/// Why a value can't be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(tag = "code", rename_all = "snake_case")]
#[cfg_attr(test, derive(TS))]
pub enum ValueCause {
    /// It is no key.
    #[error(
        "an API key consists of up to 10,000 letters, digits and symbols, without spaces; this one was not saved"
    )]
    NotAKey,
    /// The keyring did not take the key.
    #[error("the API key was not saved: {}", .why.sentence())]
    KeyNotSaved {
        /// Why not.
        why: KeyTrouble,
    },
    /// The keyring did not remove the key.
    #[error("the API key was not removed: {}", .why.sentence())]
    KeyNotRemoved {
        /// Why not.
        why: KeyTrouble,
    },
    /// It is no date.
    #[error("“{text}” is not a date; it must be YYYY-MM-DD")]
    NotADay {
        /// The rejected value.
        text: String,
    },
    /// It is no month.
    #[error("“{text}” is not a month; it must be YYYY-MM")]
    NotAMonth {
        /// The rejected value.
        text: String,
    },
    /// There is no arXiv id in it.
    #[error("“{text}” contains no arXiv id such as 2512.23576")]
    NoId {
        /// The rejected value.
        text: String,
    },
    /// It is not one of the allowed words.
    #[error("“{text}” is not {what}; use {}", or(.allowed))]
    NotOneOf {
        /// The rejected value.
        text: String,
        /// What it should be, in English: `a sort order`.
        what: String,
        /// The words that may be there.
        allowed: Vec<String>,
    },
    /// The report has no such section.
    #[error("{id} has no section “{section}”")]
    NoSection {
        /// The paper.
        id: String,
        /// The section's key.
        section: String,
    },
    /// There is no such version.
    #[error("{id} has no version {number}")]
    NoVersion {
        /// The paper.
        id: String,
        /// The version.
        number: u32,
    },
    /// A paper has no such image, or it is not on this computer.
    #[error("figure {} of {id} is not on this computer", u64::from(*.number) + 1)]
    NoImage {
        /// The paper.
        id: String,
        /// The image, from 0.
        number: u32,
    },
    /// The PDF of a paper is not kept, or is damaged.
    #[error("the PDF of {id} is not on this computer; fetch it first")]
    NoPdf {
        /// The paper.
        id: String,
    },
    /// The article was read again since: its images may have other numbers.
    #[error("the full text of {id} was fetched again since it was opened; open it again")]
    OtherArticle {
        /// The paper.
        id: String,
    },
    /// The article that is kept can't be read.
    #[error("the full text of {id} can't be read; fetch it again")]
    TextUnreadable {
        /// The paper.
        id: String,
    },
    /// The last day is before the first.
    #[error("{from}..{to} ends before it begins")]
    EndsTooEarly {
        /// The first day.
        from: String,
        /// The last day.
        to: String,
    },
    /// There are no lists as old.
    #[error("{day} is before {first}, the first day of Hugging Face's daily papers")]
    TooOld {
        /// The day.
        day: String,
        /// The first day that has a list.
        first: String,
    },
    /// The day is still to come.
    #[error("{day} has not begun yet; days begin at midnight in New York")]
    NotBegun {
        /// The day.
        day: String,
    },
    /// A setting can't be that.
    #[error("{key} can't be “{value}”: {rule}")]
    Setting {
        /// The setting.
        key: String,
        /// The value.
        value: String,
        /// What it may be.
        rule: Box<SettingRule>,
    },
    /// There is no such setting.
    #[error("“{key}” is not a setting; the settings are {}", .known.join(", "))]
    UnknownSetting {
        /// The rejected value.
        key: String,
        /// The settings.
        known: Vec<String>,
    },
    /// A tag is too long.
    #[error("a tag can have at most {most} characters; “{tag}…” is longer")]
    TagTooLong {
        /// The most characters.
        most: u32,
        /// How it begins.
        tag: String,
    },
    /// A note is too long.
    #[error("a note can be at most {} long; this one was not saved", size(u64::from(*.most)))]
    NoteTooLong {
        /// The most bytes.
        most: u32,
    },
    /// A query to be saved is too long.
    #[error("a saved query can have at most {most} characters")]
    QueryTooLong {
        /// The most characters.
        most: u32,
    },
    /// A query to be saved asks for nothing.
    #[error("the query is empty")]
    QueryEmpty,
    /// No more can be saved.
    #[error("there are {most} saved searches already; remove one first")]
    TooManySearches {
        /// The most that are saved.
        most: u32,
    },
    /// No saved search has the name.
    #[error("there is no saved search named “{name}”; `paperboy saved` lists the names")]
    UnknownSearch {
        /// The name.
        name: String,
    },
    /// No backup, facts file or damaged library has the name.
    #[error("there is no backup named “{name}”; `paperboy backups` lists the names")]
    UnknownBackup {
        /// The name.
        name: String,
    },
    /// Another saved search has the name.
    #[error("“{name}” is the name of another saved search; choose another name")]
    NameTaken {
        /// The name.
        name: String,
    },
    /// It has no name.
    #[error("a saved search needs a name")]
    NoName,
    /// Its name is too long.
    #[error("a name can have at most {most} characters")]
    NameTooLong {
        /// The most characters.
        most: u32,
    },
    /// No collection has the name or the id.
    #[error("there is no collection named “{name}”; `paperboy collect` lists the names")]
    UnknownCollection {
        /// The rejected value.
        name: String,
    },
    /// Another collection has the name.
    #[error("“{name}” is the name of another collection; choose another name")]
    CollectionTaken {
        /// The name.
        name: String,
    },
    /// A collection has no name.
    #[error("a collection needs a name")]
    NoCollectionName,
    /// There is no folder for Obsidian notes.
    #[error("no folder for Obsidian notes is chosen; set vault.folder, or name one with --out")]
    NoVault,
    /// The folder for Obsidian notes is the library's.
    #[error("the folder for Obsidian notes must be outside the library's folder")]
    VaultInLibrary,
    /// It is nothing that can be subscribed to.
    #[error(
        "you can't subscribe to “{text}”; use an https address, the full path of a folder, or an arXiv category such as cs.CL"
    )]
    NoSubscription {
        /// The rejected value.
        text: String,
    },
    /// There is a subscription of the address.
    #[error("you have already subscribed to {address}")]
    SubscribedAlready {
        /// The address.
        address: String,
    },
    /// No more can be subscribed to.
    #[error("there are {most} subscriptions already; remove one first")]
    TooManySubscriptions {
        /// The most subscriptions.
        most: u32,
    },
    /// No subscription has the name or the address.
    #[error("there is no subscription named “{name}”; `paperboy subscribe --list` lists the names")]
    UnknownSubscription {
        /// The name or the address.
        name: String,
    },
    /// Nothing was read at the address.
    #[error("the subscription to {address} was not added: {why}")]
    NotSubscribed {
        /// The address.
        address: String,
        /// Why.
        why: Box<super::SubscriptionProblem>,
    },
    /// There is no folder for published days.
    #[error("no folder for published days is chosen; give PATH, or set publish.folder")]
    NoPublishFolder,
    /// The password of the server to publish to is not known here.
    #[error(
        "the password for {host} is not known on this computer; run `paperboy publish` with the address and --user again"
    )]
    NoPublishPassword {
        /// The host.
        host: String,
    },
    /// The folder for published days is the library's.
    #[error("the folder for published days must be outside the library's folder")]
    PublishInLibrary,
    /// It is no address that a folder can have on the web.
    #[error(
        "“{text}” is not the address of a folder on the web, such as https://example.org/papers/"
    )]
    NotASite {
        /// The rejected value.
        text: String,
    },
    /// A collection in a collection can contain no other one.
    #[error(
        "collections have only two levels: a collection inside another one cannot contain collections"
    )]
    CollectionTooDeep,
    /// No more collections can be made.
    #[error("there are {most} collections already; delete one first")]
    TooManyCollections {
        /// The most there can be.
        most: u32,
    },
    /// There is no such highlight.
    #[error("there is no highlight with the id “{id}”; `paperboy highlight` lists the ids")]
    UnknownHighlight {
        /// The rejected value.
        id: String,
    },
    /// The paper has no such text.
    #[error(
        "the library does not contain the text of {id} that was to be highlighted; fetch its full text or write its report first"
    )]
    NoText {
        /// The paper.
        id: String,
    },
    /// The text is no longer what was selected.
    #[error("the text has changed since it was selected; select it again")]
    TextChanged,
    /// The text does not say this.
    #[error("“{quote}” is not in the text; quote it exactly as it is shown")]
    QuoteNotFound {
        /// How it begins.
        quote: String,
    },
    /// The text says this more than once.
    #[error("“{quote}” is in the text more than once; give a longer quote")]
    QuoteRepeated {
        /// How it begins.
        quote: String,
    },
    /// A highlight is too long.
    #[error("a highlight can be at most {} long", size(u64::from(*.most)))]
    HighlightTooLong {
        /// The most bytes.
        most: u32,
    },
    /// The paper has as many highlights as are allowed.
    #[error("a paper can have at most {most} highlights; delete one first")]
    TooManyHighlights {
        /// The most there can be.
        most: u32,
    },
    /// It is no citation key.
    #[error("{why}")]
    CitationKey {
        /// Why not.
        why: CitationKeyCause,
    },
    /// A pasted text is too long.
    #[error("the pasted text is larger than {mebibytes} MB; save it as a file and import the file")]
    PasteTooLong {
        /// The most that is taken.
        mebibytes: u32,
    },
    /// Anything that a user can't bring about from the window.
    #[error("{text}")]
    Other {
        /// A sentence for the command line and the log.
        text: String,
    },
}

/// Why a text is no citation key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(tag = "code", rename_all = "snake_case")]
#[cfg_attr(test, derive(TS))]
pub enum CitationKeyCause {
    /// It is empty.
    #[error("a citation key can't be empty")]
    Empty,
    /// It is too long.
    #[error("a citation key can have at most {most} characters")]
    TooLong {
        /// The most characters.
        most: u32,
    },
    /// It contains a character that ends a key or means something else.
    #[error(
        "a citation key can't contain “{character}”: letters without accents, digits and - _ : . + / are allowed"
    )]
    Character {
        /// The character.
        character: String,
    },
}

/// What a setting may be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(tag = "code", rename_all = "snake_case")]
#[cfg_attr(test, derive(TS))]
pub enum SettingRule {
    /// One of some words.
    #[error("it must be one of {}", .allowed.join(", "))]
    Words {
        /// The words.
        allowed: Vec<String>,
    },
    /// A whole number.
    #[error("it must be a whole number from {least} to {most}")]
    Number {
        /// The least.
        least: u32,
        /// The most.
        most: u32,
    },
    /// A source's address.
    #[error(
        "it must be an https address, or an address on this computer, with only a host, a port and a path"
    )]
    Address,
    /// A model's address.
    #[error(
        "it must be an https address, usually ending in /v1, or an http address on this computer or in its local network; leave it empty for no model"
    )]
    Endpoint,
    /// A model's address that requests can't be sent to.
    #[error("{why}")]
    Unusable {
        /// Why not.
        why: ChatError,
    },
    /// A name on one line.
    #[error("it must be one line of at most {most} characters, or empty")]
    Name {
        /// The most characters.
        most: u32,
    },
    /// A folder.
    #[error("it must be the full path of a folder; leave it empty for none")]
    Folder,
    /// A folder, here or on a server.
    #[error(
        "it must be the full path of a folder, or the address of one on a server (https://HOST/FOLDER, s3://HOST/BUCKET/FOLDER); leave it empty for none"
    )]
    Place,
    /// An address on the web, or nothing.
    #[error("it must be an address on the web, such as https://example.org/papers/, or empty")]
    Site,
    /// An address on this computer.
    #[error("it must be an http address on this computer, such as http://127.0.0.1:23119")]
    Here,
    /// Hours of fetching.
    #[error("it must be off, or a time range and an interval, such as {example}")]
    Schedule {
        /// Some hours.
        example: String,
    },
}

impl ValueCause {
    /// A sentence that only a program's slip brings about.
    pub fn other(text: impl std::fmt::Display) -> Self {
        Self::Other { text: text.to_string() }
    }

    /// A word that is not one of the allowed ones.
    pub fn not_one_of(text: &str, what: &str, allowed: &[&str]) -> Self {
        let allowed = allowed.iter().map(|word| (*word).to_owned()).collect();
        Self::NotOneOf { text: text.to_owned(), what: what.to_owned(), allowed }
    }
}

fn or(words: &[String]) -> String {
    words.join(" or ")
}
