//! Chooses the parts of a paper for the prompt when not all of it fits.

use crate::Source;
use paperboy_paper::Article;
use paperboy_paper::article::{Block, Part, Section, Table, Text};

/// How much of a paper a model got. Both numbers count the same text: Markdown of the
/// abstract and the sections, without headings, references and thanks.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Read {
    /// Characters given.
    pub chars: u64,
    /// Characters the paper has.
    pub of: u64,
    /// Headings of sections that were left out or shortened, the first of them, in the order of the
    /// paper.
    pub left_out: Vec<String>,
}

/// What of a paper was chosen.
pub(super) struct Fitted {
    /// Its text, in the order of the paper.
    pub text: String,
    pub read: Read,
}

/// What replaces text that was left out.
const GAP: &str = "[…]";
/// No block is shortened to less than this, in characters.
const MIN_BLOCK_CHARS: usize = 200;
/// The budget divided by this is the most that one table gets.
const TABLE_DIVISOR: usize = 8;
/// The largest number of headings that are named as left out, and of characters of each.
const MAX_NAMED_HEADINGS: usize = 50;
const MAX_HEADING_CHARS: usize = 120;
/// The most characters of the authors' keywords in a prompt.
const MAX_KEYWORDS_CHARS: usize = 500;

/// What a section is worth; the first is read first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Worth {
    Abstract,
    /// Introduction and conclusion: the paper in its own words.
    Frame,
    /// Method, experiments, and whatever has a name of its own.
    Core,
    /// The paper's text about others, and about its limits.
    Aside,
    Appendix,
}

const FRAME: [&str; 4] = ["introduction", "conclusion", "concluding", "summary"];
const ASIDE: [&str; 14] = [
    "related work",
    "background",
    "preliminar",
    "prior work",
    "previous work",
    "literature",
    "notation",
    "limitation",
    "discussion",
    "future work",
    "future direction",
    "broader impact",
    "ethic",
    "societal",
];
const NEVER: [&str; 5] =
    ["acknowledg", "author contribution", "funding", "conflict of interest", "competing interest"];
/// A table with these words in its caption has figures that are no results.
const NO_RESULTS: [&str; 6] =
    ["hyperparameter", "hyper-parameter", "notation", "statistics", "configuration", "settings"];

/// A block of text, in the order of the paper.
struct Piece {
    /// The section's index; `None` for the abstract.
    section: Option<usize>,
    /// What decides when it is read: the section's worth, whether it can wait, how far from the
    /// section's beginning it is.
    order: (Worth, bool, usize),
    text: String,
    /// Its length before it was shortened.
    chars: usize,
    is_table: bool,
    is_taken: bool,
}

impl Piece {
    fn is_whole(&self) -> bool {
        self.is_taken && self.text.chars().count() == self.chars
    }
}

/// Whether the paper's own text is there, not its abstract alone.
pub(super) fn has_text(source: &Source) -> bool {
    source.whole && source.article.is_some_and(|article| !article.sections.is_empty())
}

/// Fits a paper into `budget` characters: the more useful sections first, and of equally useful
/// sections first their beginnings, so that each is represented. Tables of results come before the
/// beginnings.
pub(super) fn fitted(source: &Source, budget: usize) -> Fitted {
    let mut pieces = pieces(source);
    let mut order: Vec<usize> = (0..pieces.len()).collect();
    order.sort_by_key(|&at| (pieces[at].order, at));
    let mut left = budget;
    for at in order {
        let piece = &mut pieces[at];
        let max_chars = if piece.is_table { left.min(budget / TABLE_DIVISOR) } else { left };
        if piece.chars > left && left < MIN_BLOCK_CHARS {
            // Otherwise fragments of less useful sections would follow.
            break;
        }
        if piece.chars > max_chars && max_chars >= MIN_BLOCK_CHARS {
            piece.text = beginning(&piece.text, max_chars).to_owned();
        }
        let chars = piece.text.chars().count();
        if chars <= max_chars {
            piece.is_taken = true;
            left -= chars;
        }
    }
    let sections = source.article.map_or(&[][..], |article| &article.sections);
    Fitted { text: written(&pieces, sections, source.article), read: read(&pieces, sections) }
}

fn pieces(source: &Source) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut push = |section, worth, at: usize, block: &Block| {
        let text = Section { blocks: vec![block.clone()], ..Section::default() }
            .markdown()
            .trim_end()
            .to_owned();
        let (can_wait, at) = match block {
            Block::Table(table) if holds_results(table) => (false, 0),
            Block::Table(_) | Block::Code(_) | Block::Theorem { .. } => (true, at),
            _ => (false, at + 1),
        };
        let chars = text.chars().count();
        let is_table = matches!(block, Block::Table(_));
        pieces.push(Piece {
            section,
            order: (worth, can_wait, at),
            text,
            chars,
            is_table,
            is_taken: false,
        });
    };
    match (
        source.article.filter(|article| !article.abstract_blocks.is_empty()),
        source.abstract_text,
    ) {
        (Some(article), _) => article
            .abstract_blocks
            .iter()
            .enumerate()
            .for_each(|(at, block)| push(None, Worth::Abstract, at, block)),
        (None, Some(text)) => {
            push(None, Worth::Abstract, 0, &Block::Paragraph(Text::with_formulas(text)))
        }
        (None, None) => {}
    }
    let Some(article) = source.article else { return pieces };
    for (index, (section, worth)) in article.sections.iter().zip(worths(article)).enumerate() {
        let Some(worth) = worth else { continue };
        section
            .blocks
            .iter()
            .enumerate()
            .for_each(|(at, block)| push(Some(index), worth, at, block));
    }
    pieces
}

/// The usefulness of each section; `None` for sections that are never included. A subsection is as
/// useful as its section, unless its own name makes it less useful.
fn worths(article: &Article) -> Vec<Option<Worth>> {
    let mut around: Vec<(u8, Option<Worth>)> = Vec::new();
    let worths = article.sections.iter().map(|section| {
        around.retain(|(level, _)| *level < section.level && *level > 0);
        let own = worth(section);
        let worth = match (around.last(), own) {
            (Some((_, outer)), Some(own)) => {
                outer.map(|outer| if own > Worth::Core { outer.max(own) } else { outer })
            }
            _ => own,
        };
        around.push((section.level, worth));
        worth
    });
    worths.collect()
}

fn worth(section: &Section) -> Option<Worth> {
    let title = section.title.plain().to_lowercase();
    let title_has = |words: &[&str]| words.iter().any(|word| title.contains(word));
    match section.part {
        Part::Acknowledgements => None,
        _ if title_has(&NEVER) => None,
        Part::Appendix => Some(Worth::Appendix),
        Part::Front => Some(Worth::Frame),
        Part::Body if title_has(&ASIDE) => Some(Worth::Aside),
        Part::Body if title_has(&FRAME) => Some(Worth::Frame),
        Part::Body => Some(Worth::Core),
    }
}

/// Whether a third of a table's cells are figures, and its caption does not name anything but
/// results.
fn holds_results(table: &Table) -> bool {
    let caption = table
        .caption
        .as_ref()
        .map(|caption| caption.text.plain().to_lowercase())
        .unwrap_or_default();
    let cells = || table.rows.iter().flatten();
    let figures = cells()
        .filter(|cell| cell.plain().contains(|character: char| character.is_ascii_digit()))
        .count();
    figures > 0
        && figures * 3 >= cells().count()
        && !NO_RESULTS.iter().any(|word| caption.contains(word))
}

/// The beginning of a text with at most `max_chars` characters; it ends with a line or a sentence
/// when one ends in its second half.
fn beginning(text: &str, max_chars: usize) -> &str {
    let text = text.char_indices().nth(max_chars).map_or(text, |(end, _)| &text[..end]);
    let ends = ["\n", ". ", "。"].map(|end| text.rfind(end).map(|at| at + end.trim_end().len()));
    let end = ends.into_iter().flatten().find(|&end| end > text.len() / 2);
    &text[..end.unwrap_or(text.len())]
}

fn written(pieces: &[Piece], sections: &[Section], article: Option<&Article>) -> String {
    let mut parts: Vec<String> = Vec::new();
    let push_pieces = |parts: &mut Vec<String>, of: Option<usize>| {
        // Pieces are in the order of the paper, the abstract's before all others.
        let first = pieces.partition_point(|piece| piece.section < of);
        for piece in pieces[first..].iter().take_while(|piece| piece.section == of) {
            parts.extend(piece.is_taken.then(|| piece.text.clone()));
            if !piece.is_whole() && parts.last().is_none_or(|last| last != GAP) {
                parts.push(GAP.to_owned());
            }
        }
    };
    if pieces.first().is_some_and(|piece| piece.section.is_none()) {
        parts.push("## Abstract".to_owned());
        push_pieces(&mut parts, None);
    }
    let keywords =
        article.map(|article| article.keywords.join("; ")).filter(|keywords| !keywords.is_empty());
    parts.extend(keywords.map(|keywords| {
        format!("**Keywords:** {}", keywords.chars().take(MAX_KEYWORDS_CHARS).collect::<String>())
    }));
    for (index, section) in sections.iter().enumerate() {
        let below =
            sections[index + 1..].iter().take_while(|other| other.level > section.level).count();
        let first = pieces.partition_point(|piece| piece.section < Some(index));
        let mut inside =
            pieces[first..].iter().take_while(|piece| piece.section <= Some(index + below));
        if section.level > 0 && inside.any(|piece| piece.is_taken) {
            parts.push(
                Section { blocks: Vec::new(), ..section.clone() }.markdown().trim_end().to_owned(),
            );
        }
        push_pieces(&mut parts, Some(index));
    }
    parts.join("\n\n")
}

fn read(pieces: &[Piece], sections: &[Section]) -> Read {
    let mut left_out: Vec<String> = Vec::new();
    let mut named = None;
    for piece in pieces.iter().filter(|piece| !piece.is_whole()) {
        if named == Some(piece.section) || left_out.len() == MAX_NAMED_HEADINGS {
            continue;
        }
        named = Some(piece.section);
        let heading =
            piece.section.map_or_else(|| "Abstract".to_owned(), |index| sections[index].heading());
        left_out.extend(
            Some(heading.chars().take(MAX_HEADING_CHARS).collect())
                .filter(|heading: &String| !heading.is_empty()),
        );
    }
    let taken = pieces
        .iter()
        .filter(|piece| piece.is_taken)
        .map(|piece| piece.text.chars().count() as u64)
        .sum();
    Read { chars: taken, of: pieces.iter().map(|piece| piece.chars as u64).sum(), left_out }
}
