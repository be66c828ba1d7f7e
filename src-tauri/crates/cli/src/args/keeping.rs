//! The arguments of `cite`, `collect`, `highlight` and `export`.

use clap::{ArgGroup, Args as ClapArgs, Subcommand, ValueEnum};
use paperboy_core::wire::ExportedFigures;
use std::path::PathBuf;

/// Which papers to cite, and how.
#[derive(Debug, ClapArgs)]
pub struct Cite {
    /// arXiv ids, or addresses that contain one
    #[arg(required = true, value_name = "ID")]
    pub ids: Vec<String>,
    /// The citation style
    #[arg(long, value_enum, required_unless_present = "set_key")]
    pub style: Option<Style>,
    /// Give the paper this citation key; it gets a suffix if another paper has or had it
    #[arg(long, value_name = "KEY", conflicts_with = "style")]
    pub set_key: Option<String>,
}

/// How a citation is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Style {
    /// GB/T 7714-2015
    #[value(name = "gbt7714")]
    Gbt7714,
    /// APA, 7th edition
    Apa,
    /// The citation key alone
    Key,
    /// An entry for BibTeX
    Bibtex,
    /// \cite{KEY}
    Latex,
    /// Authors, a linked title, arXiv id and year
    Markdown,
    /// Authors, title, arXiv id, year and address
    Plain,
}

/// What is done with collections.
#[derive(Debug, Subcommand)]
pub enum Collect {
    /// Add papers to a collection; it is created if it does not exist
    Add {
        /// The collection
        name: String,
        /// arXiv ids, or addresses that contain one
        #[arg(required = true, value_name = "ID")]
        ids: Vec<String>,
    },
    /// Remove papers from a collection
    Remove {
        /// The collection
        name: String,
        /// arXiv ids, or addresses that contain one
        #[arg(required = true, value_name = "ID")]
        ids: Vec<String>,
    },
    /// Create a collection
    New {
        /// Its name
        name: String,
        /// The collection to put it in
        #[arg(long = "in", value_name = "NAME")]
        parent: Option<String>,
    },
    /// Rename a collection
    Rename {
        /// The collection
        name: String,
        /// Its new name
        to: String,
    },
    /// Show the note of a collection, or set it
    Note {
        /// The collection
        name: String,
        /// The new note; '-' reads it from stdin, '' removes the note
        #[arg(allow_hyphen_values = true)]
        text: Option<String>,
    },
    /// Move a collection into another one or to the top level, before a given collection or to the
    /// end
    Move {
        /// The collection
        name: String,
        /// The collection to put it in [default: the top level]
        #[arg(long = "in", value_name = "NAME")]
        parent: Option<String>,
        /// The collection to put it before [default: the end]
        #[arg(long, value_name = "NAME")]
        before: Option<String>,
    },
    /// Move papers within a collection, before one of its papers or to the end
    Order {
        /// The collection
        name: String,
        /// arXiv ids, or addresses that contain one
        #[arg(required = true, value_name = "ID")]
        ids: Vec<String>,
        /// The paper to put them before [default: the end]
        #[arg(long, value_name = "ID")]
        before: Option<String>,
    },
    /// Move everything from a collection into another one, then delete the first
    Merge {
        /// The collection
        name: String,
        /// The collection to merge it into
        into: String,
    },
    /// Delete a collection; its papers stay in the library
    Delete {
        /// The collection
        name: String,
    },
}

/// What is done with highlights.
#[derive(Debug, Subcommand)]
pub enum Highlight {
    /// List highlights: those of one paper, oldest first, or those of all papers, newest first
    List {
        /// An arXiv id, or an address that contains one
        id: Option<String>,
        /// Only highlights of this colour
        #[arg(long, value_enum)]
        colour: Option<Colour>,
        /// Only highlights in papers with this tag
        #[arg(long, value_name = "T", conflicts_with = "id")]
        tag: Option<String>,
        /// Only highlights in papers in this collection or in the collections inside it
        #[arg(long, value_name = "NAME", conflicts_with = "id")]
        collection: Option<String>,
        /// Maximum number of highlights [default: all of one paper, or 100 of all papers]
        #[arg(long, value_name = "N")]
        limit: Option<u32>,
        /// Number of highlights to skip
        #[arg(long, value_name = "N", default_value_t = 0)]
        offset: u32,
    },
    /// Highlight a passage, which must occur exactly once in the text
    Add {
        /// An arXiv id, or an address that contains one
        id: String,
        /// The text to highlight
        #[arg(allow_hyphen_values = true)]
        quote: String,
        /// Where to look for it [default: in the report, then in the abstract, then in the full text]
        #[arg(long = "in", value_enum, value_name = "TEXT")]
        text: Option<HighlightedText>,
        /// The colour
        #[arg(long, value_enum, default_value_t = Colour::Yellow)]
        colour: Colour,
        /// A note on the highlight
        #[arg(long, value_name = "NOTE", allow_hyphen_values = true)]
        note: Option<String>,
    },
    /// Change the colour of a highlight
    Colour {
        /// The id of the highlight, as listed
        highlight: String,
        /// The colour
        #[arg(value_enum)]
        colour: Colour,
    },
    /// Show the note on a highlight, or set it
    Note {
        /// The id of the highlight, as listed
        highlight: String,
        /// The new note; '-' reads it from stdin, '' removes the note
        #[arg(allow_hyphen_values = true)]
        text: Option<String>,
    },
    /// Delete highlights
    Remove {
        /// The ids of the highlights, as listed
        #[arg(required = true, value_name = "HIGHLIGHT")]
        highlights: Vec<String>,
    },
}

/// The colour of a highlight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Colour {
    /// Yellow
    Yellow,
    /// Green
    Green,
    /// Blue
    Blue,
    /// Pink
    Pink,
}

/// A text of a paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum HighlightedText {
    /// Its report
    Report,
    /// Its abstract
    Abstract,
    /// Its full text
    Article,
}

/// What to export, and how.
#[derive(Debug, ClapArgs)]
#[command(group(ArgGroup::new("what").required(true).args(["targets", "query", "starred", "tag", "collection", "all"])))]
pub struct Export {
    /// A date, FROM..TO, or arXiv ids
    #[arg(value_name = "DATE|ID")]
    pub targets: Vec<String>,
    /// Papers that match a query
    #[arg(long, value_name = "Q", allow_hyphen_values = true)]
    pub query: Option<String>,
    /// Starred papers
    #[arg(long)]
    pub starred: bool,
    /// Papers with this tag
    #[arg(long, value_name = "T")]
    pub tag: Option<String>,
    /// Papers in this collection or in the collections inside it
    #[arg(long, value_name = "NAME")]
    pub collection: Option<String>,
    /// All papers
    #[arg(long)]
    pub all: bool,
    /// Output format
    #[arg(long, value_enum)]
    pub format: Format,
    /// The file to write, or a folder [default: stdout]
    #[arg(long, value_name = "PATH")]
    pub out: Option<PathBuf>,
    /// With --format markdown, html or obsidian: the figures in the export, which are files beside it;
    /// days in Markdown are then a document to read instead of daily reports [default: the setting
    /// export.figures; none for days in Markdown]
    #[arg(long, value_enum)]
    pub figures: Option<Figures>,
    /// With --format zotero: also send papers that were sent before; with --format obsidian: also
    /// write notes that you deleted
    #[arg(long)]
    pub again: bool,
}

/// The figures in an export.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Figures {
    /// No figures
    None,
    /// Those of papers whose licence allows passing them on
    Open,
    /// All figures, for your own use only
    All,
}

impl From<Figures> for ExportedFigures {
    fn from(figures: Figures) -> Self {
        match figures {
            Figures::None => Self::None,
            Figures::Open => Self::Open,
            Figures::All => Self::All,
        }
    }
}

/// How papers are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// References for BibTeX
    Bibtex,
    /// References for BibLaTeX
    Biblatex,
    /// References in RIS
    Ris,
    /// References in CSL-JSON
    CslJson,
    /// Days as daily reports; other papers as a document to read
    Markdown,
    /// A JSON array of papers
    Json,
    /// Marks (starred, read, Read later), tags, notes, highlights and collections, which `import`
    /// reads again
    AnnotationsJson,
    /// A printable page
    Html,
    /// Notes in Obsidian, in the folder of --out or of the setting vault.folder
    Obsidian,
    /// Items in Zotero, which must be running: in the Zotero collection named by --collection if
    /// there is one, otherwise in the one selected in Zotero
    Zotero,
}
