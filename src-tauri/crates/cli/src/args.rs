//! What may be typed.

use clap::{ArgGroup, Args as ClapArgs, Parser, Subcommand, ValueEnum};
use std::ffi::OsString;
use std::path::PathBuf;

/// Read, search and keep daily paper reports.
#[derive(Debug, Parser)]
#[command(name = "paperboy", version, max_term_width = 100)]
pub struct Args {
    /// The library's folder [default: the platform's data folder]
    #[arg(long, global = true, value_name = "DIR", env = "PAPERBOY_LIBRARY")]
    pub library: Option<PathBuf>,
    /// Answer with one JSON document
    #[arg(long, global = true)]
    pub json: bool,
    /// Say more in the log
    #[arg(short, long, global = true)]
    pub verbose: bool,
    /// What to do
    #[command(subcommand)]
    pub command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Import daily reports: files, folders of them, or '-' for stdin
    Import {
        /// Files and folders
        #[arg(required = true, value_name = "PATH")]
        paths: Vec<PathBuf>,
    },
    /// Fetch a day's list and the text of its papers, and write their reports; safe to repeat and to interrupt
    Fetch {
        /// YYYY-MM-DD, today, or FROM..TO
        #[arg(default_value = "today")]
        date: String,
        /// Write no reports
        #[arg(long)]
        no_write: bool,
    },
    /// Write papers' reports: of days those that have none, of papers named each
    Write(Write),
    /// The days kept, newest first
    Days,
    /// Papers of a day, or all
    List(List),
    /// One paper
    Show {
        /// An arXiv id, or an address that holds one
        id: String,
        /// Its report's Markdown, untouched
        #[arg(long)]
        markdown: bool,
    },
    /// Search the library
    Search(Search),
    /// Papers about the same as one
    Related {
        /// An arXiv id, or an address that holds one
        id: String,
        /// How many at most
        #[arg(long, value_name = "N", default_value_t = 10)]
        limit: u32,
    },
    /// The saved searches with what they find; add one, remove one, run one
    Saved {
        /// What to do with them
        #[command(subcommand)]
        what: Option<Saved>,
    },
    /// Star papers
    Star(Ids),
    /// Take stars back
    Unstar(Ids),
    /// Mark papers as read
    Read(Ids),
    /// Mark papers as unread
    Unread(Ids),
    /// Keep papers for later
    Later(Ids),
    /// Keep them no longer
    Unlater(Ids),
    /// Add tags (+name) to papers and remove them (-name)
    Tag {
        /// IDs and +names
        #[arg(required = true, value_name = "ID|+NAME|-NAME")]
        words: Vec<String>,
        #[arg(long, hide = true, value_name = "NAME")]
        remove: Vec<String>,
    },
    /// Show a paper's note, or set it: TEXT, '-' for stdin, an empty TEXT removes it
    Note {
        /// An arXiv id, or an address that holds one
        id: String,
        /// The note
        #[arg(allow_hyphen_values = true)]
        text: Option<String>,
    },
    /// Give papers out as Markdown or JSON
    Export(Export),
    /// The health of the database and the index
    Check {
        /// Make a broken index anew
        #[arg(long)]
        repair: bool,
    },
    /// Make the search index anew
    Reindex,
    /// Write a copy of the library's database
    Backup {
        /// A file that does not exist yet
        path: PathBuf,
    },
    /// Put a backup in the library's place; what stands there is backed up first
    Restore {
        /// The backup, or with --salvage a damaged library
        path: PathBuf,
        /// Add what is readable in a damaged library and missing here, instead of replacing the library
        #[arg(long)]
        salvage: bool,
    },
    /// Show the settings, or set one
    Settings {
        /// The setting
        key: Option<String>,
        /// Its new value; of model.key '-' for stdin, empty to forget it
        #[arg(allow_hyphen_values = true)]
        value: Option<String>,
    },
}

/// What to write, and by whom.
#[derive(Debug, ClapArgs)]
pub struct Write {
    /// A day, FROM..TO, or arXiv ids
    #[arg(required = true, value_name = "DATE|ID")]
    pub targets: Vec<String>,
    /// Who writes [default: the setting report.writer]
    #[arg(long, value_enum)]
    pub writer: Option<Writer>,
    /// Also where a report is: that adds a version and shows it
    #[arg(long)]
    pub again: bool,
}

/// Who writes.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum Writer {
    /// The language model of the settings
    Model,
    /// The extractive writer, without a model
    Extract,
}

/// Papers to act on.
#[derive(Debug, ClapArgs)]
pub struct Ids {
    /// arXiv ids, or addresses that hold one
    #[arg(required = true, value_name = "ID")]
    pub ids: Vec<String>,
}

/// Which papers to list.
#[derive(Debug, ClapArgs)]
pub struct List {
    /// YYYY-MM-DD, today, or FROM..TO
    pub date: Option<String>,
    /// Only starred ones
    #[arg(long)]
    pub starred: bool,
    /// Only unread ones
    #[arg(long)]
    pub unread: bool,
    /// Only those kept for later
    #[arg(long)]
    pub later: bool,
    /// Only those with this tag
    #[arg(long, value_name = "T")]
    pub tag: Option<String>,
}

/// What to search for.
#[derive(Debug, ClapArgs)]
pub struct Search {
    /// Words, "a phrase", title:word, -word, tag:name, is:starred, date:2025-12 …
    #[arg(allow_hyphen_values = true)]
    pub query: String,
    /// How many hits at most
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub limit: u32,
    /// How many hits to pass over
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub offset: u32,
    /// In which order
    #[arg(long, value_enum, default_value_t = Sort::Relevance)]
    pub sort: Sort,
    /// Show what the query was understood as
    #[arg(long)]
    pub explain: bool,
}

/// What is done with saved searches.
#[derive(Debug, Subcommand)]
pub enum Saved {
    /// Save a query under a name, in place of what had the name
    Add {
        /// The name
        name: String,
        /// The query
        #[arg(allow_hyphen_values = true)]
        query: String,
    },
    /// Remove one
    Remove {
        /// Its name
        name: String,
    },
    /// Search for its query
    Run {
        /// Its name
        name: String,
    },
}

/// In which order hits come.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum Sort {
    /// The best first
    Relevance,
    /// The newest first
    Newest,
}

/// What to export, and how.
#[derive(Debug, ClapArgs)]
#[command(group(ArgGroup::new("what").required(true).args(["targets", "query", "starred"])))]
pub struct Export {
    /// A day, FROM..TO, or arXiv ids
    #[arg(value_name = "DATE|ID")]
    pub targets: Vec<String>,
    /// The papers that answer a query
    #[arg(long, value_name = "Q", allow_hyphen_values = true)]
    pub query: Option<String>,
    /// The starred papers
    #[arg(long)]
    pub starred: bool,
    /// How to write them
    #[arg(long, value_enum)]
    pub format: Format,
    /// A file to write, or a folder for one Markdown file a day [default: stdout]
    #[arg(long, value_name = "PATH")]
    pub out: Option<PathBuf>,
}

/// How papers are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Daily reports
    Markdown,
    /// An array of papers
    Json,
}

/// `tag ID -name` looks like an option: it is handed on as `--remove=name`, unless it is one of ours.
pub fn with_tags_marked(words: impl Iterator<Item = OsString>) -> Vec<OsString> {
    let mut in_tag = false;
    let mut plain = false;
    let mut marked = Vec::new();
    for (at, word) in words.enumerate() {
        let text = word.to_str().unwrap_or_default();
        if at > 0 && !in_tag && !text.starts_with('-') && marked.last().is_none_or(|last| last != "--library") {
            if text != "tag" {
                plain = true;
            }
            in_tag = !plain;
        }
        match text.strip_prefix('-') {
            Some(name) if in_tag && !name.is_empty() && !name.starts_with('-') && !matches!(name, "v" | "h") => {
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
    fn the_options_may_stand_anywhere() {
        let args = Args::parse_from(["paperboy", "days", "--json", "--library", "L"]);
        assert!(args.json && args.library.is_some());
        let args = Args::parse_from(["paperboy", "--library", "L", "--json", "search", "-word"]);
        assert!(matches!(args.command, Command::Search(Search { query, .. }) if query == "-word"));
    }
}
