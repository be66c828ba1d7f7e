//! Highlights in the texts of papers, each with a colour and perhaps a note. What is stored never
//! changes with the text: where a highlight is in another version is worked out each time.

mod change;

use crate::columns::{paper_id, unreadable};
use crate::log::Statement;
use crate::tags::fold;
use crate::{CollectionId, Store, StoreError};
use paperboy_paper::PaperId;
use rusqlite::{Connection, OptionalExtension, Row, ToSql, params};
use serde::{Deserialize, Serialize};
use std::fmt;

/// The longest quote and the longest note, in bytes.
const MAX_BYTES: usize = 1 << 20;
/// The most bytes of a paper's highlights that are searched.
const MAX_SEARCHED_BYTES: usize = 256 << 10;
/// The most ranges of one highlight.
const MAX_RANGES: usize = 10_000;

/// A highlight, as the log and the journal hold it. The fields of its quote and its ranges are those
/// of the W3C's annotations: TextQuoteSelector and TextPositionSelector.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Highlight {
    /// Its colour.
    pub colour: Colour,
    /// The user's note on it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// What it marks.
    pub quote: HighlightQuote,
    /// The version of which text it was made on.
    pub made_on: MadeOn,
    /// Where it is in that version, part by part.
    pub ranges: Vec<HighlightRange>,
    /// When it was made, in milliseconds since 1970.
    pub added: i64,
}

/// What a highlight marks, with the text around it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HighlightQuote {
    /// The text.
    pub exact: String,
    /// The text before it.
    pub prefix: String,
    /// The text behind it.
    pub suffix: String,
    /// The heading of the section that it begins in.
    pub section: String,
    /// Whether the section says it more than once.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub repeated: bool,
}

/// A version of a text.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct MadeOn {
    /// Which text of the paper.
    pub text: HighlightedText,
    /// The digest of this version, in hexadecimal.
    pub digest: String,
}

/// The texts of a paper in which there are highlights.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HighlightedText {
    /// A version of its report.
    Report,
    /// Its abstract, as the list has it.
    Abstract,
    /// Its article.
    Article,
}

/// A range in one part of a text, in characters that are not white space.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HighlightRange {
    /// The key of a report's section, or the number of an article's.
    pub part: String,
    /// The first character.
    pub from: u32,
    /// After the last one.
    pub to: u32,
}

/// The colour of a highlight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Colour {
    /// Yellow.
    Yellow,
    /// Green.
    Green,
    /// Blue.
    Blue,
    /// Pink.
    Pink,
}

impl Colour {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::Yellow, Self::Green, Self::Blue, Self::Pink];

    /// Its name in the database and on the command line.
    pub fn key(self) -> &'static str {
        match self {
            Self::Yellow => "yellow",
            Self::Green => "green",
            Self::Blue => "blue",
            Self::Pink => "pink",
        }
    }

    /// The colour of a name.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|colour| colour.key() == key)
    }
}

impl Highlight {
    /// Whether it is within the bounds: files of facts are made by people, too.
    pub fn is_valid(&self) -> bool {
        let HighlightQuote { exact, prefix, suffix, section, .. } = &self.quote;
        let texts = [exact, prefix, suffix, section, &self.made_on.digest];
        !exact.trim().is_empty()
            && texts.iter().all(|text| text.len() <= MAX_BYTES)
            && self.note.as_ref().is_none_or(|note| note.len() <= MAX_BYTES)
            && self.ranges.len() <= MAX_RANGES
    }
}

/// Names a highlight: a UUID in lower case.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct HighlightId(String);

impl HighlightId {
    /// Reads a UUID.
    pub fn parse(text: &str) -> Option<Self> {
        let is_right = |(at, byte): (usize, u8)| match at {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => matches!(byte, b'0'..=b'9' | b'a'..=b'f'),
        };
        let is_uuid = text.len() == 36 && text.bytes().enumerate().all(is_right);
        is_uuid.then(|| Self(text.to_owned()))
    }

    /// Its text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for HighlightId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for HighlightId {
    type Error = &'static str;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text).ok_or("no id of a highlight")
    }
}

impl From<HighlightId> for String {
    fn from(id: HighlightId) -> Self {
        id.0
    }
}

/// Which highlights are listed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HighlightFilter {
    /// Only those of this colour.
    pub colour: Option<Colour>,
    /// Only those in papers with this tag.
    pub tag: Option<String>,
    /// Only those in papers in this collection or one in it.
    pub collection: Option<CollectionId>,
    /// Only those with a note.
    pub noted: bool,
}

/// A highlight in a list of those of many papers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedHighlight {
    /// Its id.
    pub id: HighlightId,
    /// The paper.
    pub paper: PaperId,
    /// The paper's title; `None`: the paper is not in the library.
    pub title: Option<String>,
    /// The highlight.
    pub highlight: Highlight,
}

/// What the column `anchor` holds.
#[derive(Serialize, Deserialize)]
struct Anchor {
    prefix: String,
    suffix: String,
    section: String,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    repeated: bool,
    made_on: MadeOn,
    ranges: Vec<HighlightRange>,
}

/// The columns of a highlight that is as it was written.
const COLUMNS: &str = "h.paper_id, h.id, h.colour, h.note, h.exact, h.anchor, h.added";
const IS_TRUE: &str =
    "row_sum(h.paper_id, h.id, h.colour, h.note, h.exact, h.anchor, h.added) IS h.sum";

impl Store {
    /// The highlights of a paper, the oldest first. Those that were altered on the disk are left
    /// out: the check of all rows finds them.
    pub fn highlights(&self, paper: &PaperId) -> Result<Vec<(HighlightId, Highlight)>, StoreError> {
        let sql = format!(
            "SELECT {COLUMNS} FROM highlight h WHERE h.paper_id = ?1 AND {IS_TRUE} ORDER BY h.added, h.id"
        );
        self.read(|connection| {
            let mut statement = connection.prepare_cached(&sql)?;
            let rows = statement.query_map([paper.as_str()], |row| {
                Ok(read(row).ok().map(|(_, id, highlight)| (id, highlight)))
            })?;
            rows.filter_map(Result::transpose).collect()
        })
    }

    /// A highlight by its id, and the paper that it is in.
    pub fn highlight(&self, id: &HighlightId) -> Result<Option<ListedHighlight>, StoreError> {
        let sql = format!(
            "SELECT {COLUMNS}, p.title FROM highlight h LEFT JOIN paper p ON p.id = h.paper_id WHERE h.id = ?1 AND {IS_TRUE}"
        );
        self.read(|connection| {
            connection.prepare_cached(&sql)?.query_row([id.as_str()], listed).optional()
        })
    }

    /// Highlights of all papers, the newest first, and how many there are.
    pub fn all_highlights(
        &self,
        filter: &HighlightFilter,
        offset: u64,
        limit: u64,
    ) -> Result<(Vec<ListedHighlight>, u64), StoreError> {
        let mut wanted = vec![IS_TRUE.to_owned()];
        let mut values: Vec<Box<dyn ToSql>> = Vec::new();
        let mut add = |sql: &str, value: Box<dyn ToSql>| {
            values.push(value);
            wanted.push(sql.replace("?", &format!("?{}", values.len())));
        };
        if let Some(colour) = filter.colour {
            add("h.colour = ?", Box::new(colour.key()));
        }
        if let Some(tag) = &filter.tag {
            let sql = "h.paper_id IN (SELECT paper_id FROM tag WHERE folded = ?)";
            add(sql, Box::new(fold(tag)));
        }
        if let Some(id) = &filter.collection {
            let sql = "h.paper_id IN (SELECT paper_id FROM collected WHERE collection IN
                (SELECT ? UNION ALL SELECT id FROM collection WHERE parent = ?))";
            add(sql, Box::new(id.as_str().to_owned()));
        }
        if filter.noted {
            wanted.push("h.note IS NOT NULL".to_owned());
        }
        let wanted = wanted.join(" AND ");
        let offset = i64::try_from(offset).unwrap_or(i64::MAX);
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        self.read(|connection| {
            let params: Vec<&dyn ToSql> = values.iter().map(|value| &**value).collect();
            let total: i64 = connection
                .prepare_cached(&format!("SELECT count(*) FROM highlight h WHERE {wanted}"))?
                .query_row(&*params, |row| row.get(0))?;
            let mut statement = connection.prepare_cached(&format!(
                "SELECT {COLUMNS}, p.title FROM highlight h LEFT JOIN paper p ON p.id = h.paper_id
                 WHERE {wanted} ORDER BY h.added DESC, h.id DESC LIMIT {limit} OFFSET {offset}"
            ))?;
            let rows = statement.query_map(&*params, |row| Ok(listed(row).ok()))?;
            let rows: Result<_, _> = rows.filter_map(Result::transpose).collect();
            Ok((rows?, total.cast_unsigned()))
        })
    }
}

/// The texts and notes of a paper's highlights, for searching: as many as fit into the bound.
pub(crate) fn searched_texts(
    connection: &Connection,
    paper: &PaperId,
) -> rusqlite::Result<Vec<String>> {
    let sql = "SELECT exact, note FROM highlight WHERE paper_id = ?1 ORDER BY added, id";
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query([paper.as_str()])?;
    let (mut texts, mut bytes) = (Vec::new(), 0);
    while let Some(row) = rows.next()? {
        for column in 0..2 {
            // What is no text any more is left out.
            let Ok(Some(text)) = row.get::<_, Option<String>>(column) else { continue };
            bytes += text.len();
            if bytes > MAX_SEARCHED_BYTES {
                return Ok(texts);
            }
            texts.push(text);
        }
    }
    Ok(texts)
}

fn listed(row: &Row<'_>) -> rusqlite::Result<ListedHighlight> {
    let (paper, id, highlight) = read(row)?;
    Ok(ListedHighlight { id, paper, title: row.get(7)?, highlight })
}

/// Reads [`COLUMNS`].
fn read(row: &Row<'_>) -> rusqlite::Result<(PaperId, HighlightId, Highlight)> {
    let id = row.get_ref(1)?.as_str()?;
    let id = HighlightId::parse(id).ok_or_else(|| unreadable(1, "no id of a highlight"))?;
    let colour = Colour::from_key(row.get_ref(2)?.as_str()?);
    let colour = colour.ok_or_else(|| unreadable(2, "no colour"))?;
    let Anchor { prefix, suffix, section, repeated, made_on, ranges } =
        serde_json::from_str(row.get_ref(5)?.as_str()?).map_err(|_| unreadable(5, "no anchor"))?;
    let quote = HighlightQuote { exact: row.get(4)?, prefix, suffix, section, repeated };
    let highlight =
        Highlight { colour, note: row.get(3)?, quote, made_on, ranges, added: row.get(6)? };
    Ok((paper_id(row, 0)?, id, highlight))
}

/// A row of `paper_id, id, colour, note, exact, anchor, added` as a statement.
pub(crate) fn statement(row: &Row<'_>) -> rusqlite::Result<Statement> {
    let (paper, id, highlight) = read(row)?;
    Ok(Statement::Highlight { paper, id, highlight: Some(Box::new(highlight)) })
}

/// A highlight of a paper.
pub(crate) fn highlight(
    connection: &Connection,
    paper: &PaperId,
    id: &HighlightId,
) -> rusqlite::Result<Option<Highlight>> {
    let sql = format!("SELECT {COLUMNS} FROM highlight h WHERE h.paper_id = ?1 AND h.id = ?2");
    connection
        .prepare_cached(&sql)?
        .query_row([paper.as_str(), id.as_str()], read)
        .optional()
        .map(|found| found.map(|(_, _, highlight)| highlight))
}

/// Writes a highlight into its table, or removes it.
pub(crate) fn set_highlight(
    connection: &Connection,
    paper: &PaperId,
    id: &HighlightId,
    highlight: Option<&Highlight>,
) -> rusqlite::Result<()> {
    let Some(Highlight { colour, note, quote, made_on, ranges, added }) = highlight else {
        return connection
            .prepare_cached("DELETE FROM highlight WHERE paper_id = ?1 AND id = ?2")?
            .execute([paper.as_str(), id.as_str()])
            .map(drop);
    };
    let HighlightQuote { exact, prefix, suffix, section, repeated } = quote.clone();
    let (made_on, ranges) = (made_on.clone(), ranges.clone());
    let anchor = serde_json::json!(Anchor { prefix, suffix, section, repeated, made_on, ranges })
        .to_string();
    connection
        .prepare_cached(
            "INSERT OR REPLACE INTO highlight (paper_id, id, colour, note, exact, anchor, added) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?
        .execute(params![paper.as_str(), id.as_str(), colour.key(), note, exact, anchor, added])
        .map(drop)
}
