//! The arguments of the command line.

// By its path, since `examples/manuals.rs` takes this file by its own.
#[path = "args/keeping.rs"]
mod keeping;
#[path = "args/publish.rs"]
mod publish;
#[path = "args/subscribe.rs"]
mod subscribe;
#[path = "args/sync.rs"]
mod sync;

pub use keeping::*;
pub use publish::*;
pub use subscribe::*;
pub use sync::*;

use clap::builder::TypedValueParser;
use clap::{ArgGroup, Args as ClapArgs, Parser, Subcommand, ValueEnum};
use std::ffi::OsString;
use std::path::PathBuf;

/// Fetch, read and search daily reports on AI papers.
#[derive(Debug, Parser)]
#[command(name = "paperboy", version, max_term_width = 100)]
pub struct Args {
    /// The library's folder [default: the platform's data folder]
    // An empty variable is not wrong usage.
    #[arg(long, global = true, value_name = "DIR", env = "PAPERBOY_LIBRARY", display_order = 100,
        value_parser = clap::builder::OsStringValueParser::new().map(PathBuf::from))]
    pub library: Option<PathBuf>,
    /// Print the result as one JSON document
    #[arg(long, global = true, display_order = 100)]
    pub json: bool,
    /// Write more details to the log
    #[arg(short, long, global = true, display_order = 100)]
    pub verbose: bool,
    /// What to do
    #[command(subcommand)]
    pub command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Import daily reports, digests from other programs, reference files, tables and lists of
    /// papers: files, folders, or '-' for stdin
    Import {
        /// Files and folders, or '-' for stdin
        #[arg(required = true, value_name = "PATH")]
        paths: Vec<PathBuf>,
    },
    /// Add papers by their arXiv ids: they are fetched, their reports are written, and they are
    /// listed under today
    Add {
        /// arXiv ids, or addresses that contain one
        #[arg(required = true, value_name = "ID")]
        ids: Vec<String>,
        /// Do not write reports
        #[arg(long)]
        no_write: bool,
    },
    /// Fetch the papers of a day with their figures and write their reports; it is safe to interrupt
    /// and to repeat
    Fetch {
        /// YYYY-MM-DD, today, or FROM..TO
        #[arg(default_value = "today")]
        date: String,
        /// Do not write reports
        #[arg(long)]
        no_write: bool,
        /// Show a desktop notification when a day is complete, once for each day
        #[arg(long)]
        notify: bool,
    },
    /// Write a day's missing reports, or the reports of given papers
    Write(Write),
    /// List the days in the library, newest first
    Days,
    /// List the papers of a day, or all papers; * starred, L in Read later, u unread
    List(List),
    /// Show a paper
    Show {
        /// An arXiv id, or an address that contains one
        id: String,
        /// Print the Markdown of its report, unchanged
        #[arg(long)]
        markdown: bool,
    },
    /// Search the library
    Search(Search),
    /// Find papers related to a paper
    Related {
        /// An arXiv id, or an address that contains one
        id: String,
        /// Maximum number of papers
        #[arg(long, value_name = "N", default_value_t = 10)]
        limit: u32,
    },
    /// List the saved searches and how many papers each finds; add, remove or run one
    Saved {
        /// What to do; without it, the searches are listed
        #[command(subcommand)]
        what: Option<Saved>,
    },
    /// Star papers
    Star(Ids),
    /// Remove the star from papers
    Unstar(Ids),
    /// Mark papers as read
    Read(Ids),
    /// Mark papers as unread
    Unread(Ids),
    /// Add papers to Read later
    Later(Ids),
    /// Remove papers from Read later
    Unlater(Ids),
    /// Rank papers like these lower in the learnt order
    Less(Ids),
    /// Undo `less` for these papers
    Unless(Ids),
    /// List the learnt words with their weights; rank papers with a word higher or lower, or forget
    /// the word
    Taste {
        /// What to do; without it, the words are listed
        #[command(subcommand)]
        what: Option<Taste>,
    },
    /// Check arXiv for updates on starred papers, papers in Read later and papers in collections,
    /// each at most once a week
    Watch {
        /// What to do instead
        #[command(subcommand)]
        what: Option<Watch>,
    },
    /// Review a week or a month: rising terms, most starred domains, what you read, and unread
    /// papers that you would probably like
    Review(Review),
    /// Add tags (+name) to papers and remove them (-name)
    Tag {
        /// arXiv ids, +NAME to add a tag, -NAME to remove one
        #[arg(required = true, value_name = "ID|+NAME|-NAME")]
        words: Vec<String>,
        #[arg(long, hide = true, value_name = "NAME")]
        remove: Vec<String>,
    },
    /// Show the note of a paper, or set it
    Note {
        /// An arXiv id, or an address that contains one
        id: String,
        /// The new note; '-' reads it from stdin, '' removes the note
        #[arg(allow_hyphen_values = true)]
        text: Option<String>,
    },
    /// Print citations of papers, ready to paste, or change a citation key
    Cite(Cite),
    /// List the collections and how many papers each contains; change one, or the papers in it
    Collect {
        /// What to do; without it, the collections are listed
        #[command(subcommand)]
        what: Option<Collect>,
    },
    /// List the highlights in reports, abstracts and full texts, newest first; add, change or
    /// delete one
    Highlight {
        /// What to do; without it, the highlights are listed
        #[command(subcommand)]
        what: Option<Highlight>,
    },
    /// Export papers as references, Markdown, JSON or a printable page, as notes in Obsidian, or to
    /// Zotero
    Export(Export),
    /// Check the database and the search index
    Check {
        /// Repair a damaged database and rebuild a damaged index
        #[arg(long)]
        repair: bool,
    },
    /// Show the health of Paperboy (library, search index, backups, disk, fetching,
    /// synchronisation, keyring and the versions of both programs) and how to fix problems
    Doctor {
        /// Print it as text for a bug report, without private data: no titles, notes, queries, keys
        /// or names of your folders
        #[arg(long, conflicts_with = "json")]
        diagnostics: bool,
    },
    /// Show or change when papers are fetched automatically, with the next run and the last result;
    /// where the system has a timer, they are fetched even while the window is closed
    Schedule {
        /// A time of day such as 07:30, a time range and an interval such as 07:00-23:00/3h, or off
        when: Option<String>,
    },
    /// Rebuild the search index, and encode the papers that cannot be found by meaning yet
    Reindex,
    /// Back up the library's database to a file
    Backup {
        /// The file to write; it must not exist yet
        path: PathBuf,
    },
    /// List backups, facts files (stars, tags and notes, saved hourly) and damaged libraries with
    /// their sizes, or delete some
    Backups {
        /// What to do; without it, the files are listed
        #[command(subcommand)]
        what: Option<Backups>,
    },
    /// Replace the library with a backup; the current library is backed up first
    #[command(group(ArgGroup::new("from").required(true).args(["path", "empty"])))]
    Restore {
        /// The backup; with --salvage, a damaged library; with --facts, a facts file.
        /// `paperboy backups` lists all of them
        path: Option<PathBuf>,
        /// Add what this library lacks and a damaged library still has in readable form, instead of
        /// replacing this library
        #[arg(long, conflicts_with = "empty")]
        salvage: bool,
        /// Add the marks (starred, read, Read later), tags, notes, highlights, collections, saved
        /// searches and the like that are in a facts file but not in this library, instead of
        /// replacing this library
        #[arg(long, conflicts_with_all = ["salvage", "empty"])]
        facts: bool,
        /// Start with an empty library when library.db is missing but there are backups or
        /// facts files
        #[arg(long)]
        empty: bool,
    },
    /// Publish days as daily reports with web pages, Atom feeds and an index, in a folder here or on
    /// a server, to which others can subscribe; only what changed is written
    Publish(Publish),
    /// Subscribe to days that others publish, to a feed whose entries name papers on arXiv, or to a
    /// category of arXiv; what is new is fetched with the daily papers
    Subscribe(Subscribe),
    /// Synchronise stars, tags, notes and the like with other devices, through a folder that they
    /// share or one on a server
    Sync(Sync),
    /// Serve the library to AI assistants over stdin and stdout, as an MCP server
    Mcp,
    /// Show the settings, or change one
    Settings {
        /// The setting
        key: Option<String>,
        /// Its new value; for model.key and embeddings.key, '-' reads the API key from stdin and '' removes it
        #[arg(allow_hyphen_values = true)]
        value: Option<String>,
    },
}

impl Command {
    /// Whether it changes what the user did: stars, tags, notes and the like, or may give papers
    /// their citation keys.
    pub fn is_users_own(&self) -> bool {
        matches!(
            self,
            Self::Star(_)
                | Self::Unstar(_)
                | Self::Read(_)
                | Self::Unread(_)
                | Self::Later(_)
                | Self::Unlater(_)
                | Self::Tag { .. }
                | Self::Note { text: Some(_), .. }
                | Self::Saved { what: Some(_) }
                | Self::Collect { what: Some(_) }
                | Self::Highlight { what: Some(_) }
                | Self::Cite(_)
                | Self::Export(_)
                | Self::Mcp
        )
    }
}

/// What to write, and by whom.
#[derive(Debug, ClapArgs)]
pub struct Write {
    /// A date, FROM..TO, or arXiv ids
    #[arg(required = true, value_name = "DATE|ID")]
    pub targets: Vec<String>,
    /// What writes the reports [default: the setting report.writer]
    #[arg(long, value_enum)]
    pub writer: Option<Writer>,
    /// Rewrite existing reports too; each becomes a new version, which is shown
    #[arg(long)]
    pub again: bool,
    /// Translate the reports into this language instead; each becomes a new version, which is shown
    #[arg(long, value_enum, value_name = "LANGUAGE", conflicts_with_all = ["writer", "again"])]
    pub translate: Option<ReportLanguage>,
}

/// A language of reports.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum ReportLanguage {
    /// Chinese
    Zh,
    /// English
    En,
}

/// Who writes.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum Writer {
    /// The language model from the settings
    Model,
    /// Built-in extraction, without a model
    Extract,
}

/// Papers to act on.
#[derive(Debug, ClapArgs)]
pub struct Ids {
    /// arXiv ids, or addresses that contain one
    #[arg(required = true, value_name = "ID")]
    pub ids: Vec<String>,
}

/// Which papers to list.
#[derive(Debug, ClapArgs)]
pub struct List {
    /// YYYY-MM-DD, today, or FROM..TO
    pub date: Option<String>,
    /// Only starred papers
    #[arg(long)]
    pub starred: bool,
    /// Only unread papers
    #[arg(long)]
    pub unread: bool,
    /// Only papers in Read later
    #[arg(long)]
    pub later: bool,
    /// Only papers with this tag
    #[arg(long, value_name = "T")]
    pub tag: Option<String>,
    /// The order of the papers; for-me is learnt from stars, Read later, highlights and collections
    #[arg(long, value_enum, default_value_t = ListOrder::Listed)]
    pub order: ListOrder,
    /// Learn the order from this collection's papers, which are left out
    #[arg(long, value_name = "NAME")]
    pub for_collection: Option<String>,
}

/// In which order papers are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ListOrder {
    /// As the lists have them, newest day first
    Listed,
    /// Most upvotes first
    Votes,
    /// In the learnt order, with the reasons
    ForMe,
}

/// The week or month of a review.
#[derive(Debug, ClapArgs)]
pub struct Review {
    /// Review the week, from Monday to Sunday, that contains the day
    #[arg(long, required_unless_present = "month", conflicts_with = "month")]
    pub week: bool,
    /// Review the month that contains the day
    #[arg(long)]
    pub month: bool,
    /// A day: YYYY-MM-DD, or today
    #[arg(default_value = "today")]
    pub date: String,
}

/// What is done with what is new about papers.
#[derive(Debug, Subcommand)]
pub enum Watch {
    /// List the updates that were not dismissed, without a request to arXiv
    List,
    /// Dismiss the updates on papers
    Aside(Ids),
}

/// What is done with what was learnt.
#[derive(Debug, Subcommand)]
pub enum Taste {
    /// Rank papers with this word higher
    More(TasteWord),
    /// Rank papers with this word lower
    Less(TasteWord),
    /// Forget a word, or everything that was learnt
    Forget {
        /// A word as `taste` lists it
        #[arg(required_unless_present = "all")]
        word: Option<String>,
        /// The kind of word
        #[arg(long, value_enum, default_value_t = WordKind::Subject)]
        kind: WordKind,
        /// Forget everything: the preferences for words and papers are removed, and what was done
        /// until now no longer affects the order
        #[arg(long, conflicts_with = "word")]
        all: bool,
    },
    /// Remove the preference for a word
    Reset(TasteWord),
}

/// A word of the learnt order.
#[derive(Debug, ClapArgs)]
pub struct TasteWord {
    /// A word as `taste` lists it
    pub word: String,
    /// The kind of word
    #[arg(long, value_enum, default_value_t = WordKind::Subject)]
    pub kind: WordKind,
}

/// What a word names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum WordKind {
    /// What papers are about
    Subject,
    /// An author
    Author,
    /// An organisation
    Organisation,
}

/// What to search for.
#[derive(Debug, ClapArgs)]
pub struct Search {
    /// Words, "a phrase", title:word, -word, tag:name, is:starred, date:2025-12 …
    #[arg(allow_hyphen_values = true)]
    pub query: String,
    /// Maximum number of results
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub limit: u32,
    /// Number of results to skip
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub offset: u32,
    /// Order of the results
    #[arg(long, value_enum, default_value_t = Sort::Relevance)]
    pub sort: Sort,
    /// Show how the query was interpreted
    #[arg(long)]
    pub explain: bool,
}

/// What is done with saved searches.
#[derive(Debug, Subcommand)]
pub enum Saved {
    /// Save a query under a name; an existing search with this name is replaced
    Add {
        /// The name
        name: String,
        /// The query
        #[arg(allow_hyphen_values = true)]
        query: String,
    },
    /// Remove a saved search
    Remove {
        /// Its name
        name: String,
    },
    /// Run a saved search
    Run {
        /// Its name
        name: String,
    },
}

/// What is done with backups.
#[derive(Debug, Subcommand)]
pub enum Backups {
    /// Delete backups, facts files or damaged libraries permanently
    Forget {
        /// Their names, as listed
        #[arg(required = true, value_name = "NAME")]
        names: Vec<String>,
    },
}

/// In which order hits come.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum Sort {
    /// Best matches first
    Relevance,
    /// Newest papers first
    Newest,
}

/// `tag ID -name` looks like an option: it is handed on as `--remove=name`, unless it is one of
/// ours.
pub fn with_tags_marked(words: impl Iterator<Item = OsString>) -> Vec<OsString> {
    let mut in_tag = false;
    let mut plain = false;
    let mut marked = Vec::new();
    for (at, word) in words.enumerate() {
        let text = word.to_str().unwrap_or_default();
        if at > 0
            && !in_tag
            && !text.starts_with('-')
            && marked.last().is_none_or(|last| last != "--library")
        {
            if text != "tag" {
                plain = true;
            }
            in_tag = !plain;
        }
        match text.strip_prefix('-') {
            Some(name)
                if in_tag
                    && !name.is_empty()
                    && !name.starts_with('-')
                    && !matches!(name, "v" | "h") =>
            {
                marked.push(format!("--remove={name}").into());
            }
            _ => marked.push(word),
        }
    }
    marked
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(line: &str) -> String {
        let words = with_tags_marked(line.split(' ').map(OsString::from));
        words.iter().map(|word| word.to_str().unwrap()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_removed_tag_is_no_option() {
        assert_eq!(
            marked("paperboy --library L tag 2512.23576 +a -video --json"),
            "paperboy --library L tag 2512.23576 +a --remove=video --json"
        );
        assert_eq!(marked("paperboy search -video tag -x"), "paperboy search -video tag -x");
    }

    #[test]
    fn the_options_may_be_anywhere() {
        let args = Args::parse_from(["paperboy", "days", "--json", "--library", "L"]);
        assert!(args.json && args.library.is_some());
        let args = Args::parse_from(["paperboy", "--library", "L", "--json", "search", "-word"]);
        assert!(matches!(args.command, Command::Search(Search { query, .. }) if query == "-word"));
    }
}
