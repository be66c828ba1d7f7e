//! Checksums of rows: damage that SQLite can't see.
//!
//! Triggers store a checksum with each row (`schema/005_sums.sql`); documents, reports and facts
//! have digests, and compressed articles have zstd's checksum. A row that no longer matches is
//! never shown as the stored one.

use crate::log::{Device, FactId, Time};
use crate::{articles, documents};
use paperboy_paper::{PaperId, ReadingReason};
use rusqlite::functions::FunctionFlags;
use rusqlite::types::{Value, ValueRef};
use rusqlite::{Connection, OptionalExtension};
use sha2::{Digest, Sha256};

/// The SQL function that the triggers call.
const FUNCTION: &str = "row_sum";

/// A table whose rows carry a checksum, and the columns that it is made of.
struct Summed {
    table: &'static str,
    columns: &'static [&'static str],
}

const SUMMED: [Summed; 28] = [
    Summed { table: "library", columns: &["only", "history_id", "origin", "revision"] },
    Summed { table: "day", columns: &["date", "source_url"] },
    Summed { table: "paper", columns: &["key", "id", "title"] },
    Summed {
        table: "paper_detail",
        columns: &[
            "paper",
            "authors",
            "abstract",
            "code",
            "project",
            "upvotes",
            "keywords",
            "summary",
            "organization",
            "published",
        ],
    },
    Summed { table: "document_report", columns: &["document", "position", "report"] },
    Summed { table: "listing", columns: &["date", "listed", "papers"] },
    Summed {
        table: "reading",
        columns: &[
            "paper",
            "source",
            "settled",
            "problem",
            "tried",
            "tries",
            "etag",
            "last_modified",
        ],
    },
    Summed { table: "day_paper", columns: &["date", "position", "paper", "next_date", "marks"] },
    Summed { table: "mark", columns: &["paper_id", "read", "starred", "later"] },
    Summed { table: "tag", columns: &["folded", "paper_id", "name"] },
    Summed { table: "note", columns: &["paper_id", "text", "changed"] },
    Summed { table: "setting", columns: &["key", "value"] },
    Summed { table: "change", columns: &["id", "at", "what"] },
    Summed { table: "change_item", columns: &["change", "paper_id", "subject", "before"] },
    Summed {
        table: "answer",
        columns: &[
            "id",
            "digest",
            "date",
            "at",
            "model",
            "prompt_tokens",
            "completion_tokens",
            "done",
            "used",
            "text",
        ],
    },
    Summed {
        table: "writing",
        columns: &[
            "report",
            "language",
            "prompt",
            "reason",
            "extracted",
            "chars_read",
            "chars",
            "source",
            "tokens_read",
            "tokens_sent",
        ],
    },
    Summed { table: "to_write", columns: &["place", "paper_id", "writer", "again"] },
    Summed { table: "chosen_version", columns: &["paper_id", "report"] },
    Summed { table: "saved_search", columns: &["folded", "name", "query", "added"] },
    Summed { table: "device", columns: &["only", "id", "clock", "compact_at"] },
    Summed { table: "citation_key", columns: &["paper_id", "key"] },
    Summed { table: "card_figure", columns: &["paper_id", "source", "caption"] },
    Summed { table: "collection", columns: &["id", "name", "parent", "place", "note", "added"] },
    Summed { table: "collected", columns: &["collection", "paper_id", "place"] },
    Summed {
        table: "highlight",
        columns: &["paper_id", "id", "colour", "note", "exact", "anchor", "added"],
    },
    Summed { table: "less_of", columns: &["paper_id", "at"] },
    Summed { table: "word_opinion", columns: &["kind", "word", "opinion", "at"] },
    Summed { table: "taste_forgotten", columns: &["only", "at"] },
];

/// Tables whose rows are verified by a cheap digest; an article is verified when it is
/// decompressed.
const PROVING: [Summed; 3] = [
    Summed { table: "document", columns: &["id", "sha256", "raw"] },
    Summed {
        table: "report",
        columns: &["id", "digest", "writer", "reading_source", "title", "body"],
    },
    Summed {
        table: "fact",
        columns: &["seq", "id", "paper_id", "subject", "value", "time", "device"],
    },
];

/// The most altered rows that are named.
const MAX_NAMED: usize = 100;

/// The SQL function that gives the digest of a report.
const REPORT_DIGEST: &str = "report_digest";

/// The SQL function that gives the id of a fact, for the step that made the log.
const FACT_ID: &str = "fact_id";

/// The SQL function that a migration calls: sentences of earlier versions as reasons.
const READING_REASONS: &str = "reading_reasons";

/// Gives a connection the functions that triggers, migrations and the statement of a paper call.
pub(crate) fn register(connection: &Connection) -> rusqlite::Result<()> {
    let flags = FunctionFlags::SQLITE_UTF8
        | FunctionFlags::SQLITE_DETERMINISTIC
        | FunctionFlags::SQLITE_INNOCUOUS;
    connection.create_scalar_function(REPORT_DIGEST, 4, flags, |context| {
        let text = |n| match context.get_raw(n) {
            ValueRef::Text(text) => text,
            _ => &[],
        };
        Ok(documents::digest(&[text(0), text(1), text(2), text(3)]))
    })?;
    connection.create_scalar_function(FACT_ID, 5, flags, |context| {
        let text = |n| match context.get_raw(n) {
            ValueRef::Text(text) => Some(text),
            _ => None,
        };
        let (paper_id, subject) = (text(0).unwrap_or_default(), text(1).unwrap_or_default());
        let (time, device) = (Time(context.get(3)?), Device(context.get(4)?));
        Ok(FactId::of(paper_id, subject, text(2), time, device).0)
    })?;
    connection.create_scalar_function(READING_REASONS, 1, flags, |context| {
        Ok(ReadingReason::to_stored(&ReadingReason::from_stored(&context.get::<String>(0)?)))
    })?;
    connection.create_scalar_function(FUNCTION, -1, flags, |context| {
        let mut hash = Sha256::new();
        (0..context.len()).for_each(|n| add(&mut hash, context.get_raw(n)));
        Ok(first_bytes(hash))
    })
}

/// Each value with its type and its length before it, so that no two rows run together into the
/// same bytes.
fn add(hash: &mut Sha256, value: ValueRef<'_>) {
    let mut bytes = |kind: u8, bytes: &[u8]| {
        hash.update([kind]);
        hash.update((bytes.len() as u64).to_le_bytes());
        hash.update(bytes);
    };
    match value {
        ValueRef::Null => bytes(0, &[]),
        ValueRef::Integer(number) => bytes(1, &number.to_le_bytes()),
        ValueRef::Real(number) => bytes(2, &number.to_le_bytes()),
        ValueRef::Text(text) => bytes(3, text),
        ValueRef::Blob(blob) => bytes(4, blob),
    }
}

fn first_bytes(hash: Sha256) -> i64 {
    let digest = hash.finalize();
    digest[..8].iter().fold(0, |sum, &byte| sum << 8 | i64::from(byte))
}

/// Whether a row is intact, by its checksum, its digest or the form of its ids. `value` returns a
/// column's value.
pub(crate) fn is_intact<'a>(table: &str, value: impl Fn(&str) -> Option<&'a Value>) -> bool {
    let text = |name| match value(name) {
        Some(Value::Text(text)) => text.as_str(),
        _ => "",
    };
    let blob = |name| match value(name) {
        Some(Value::Blob(blob)) => blob.as_slice(),
        _ => &[],
    };
    let is_id = |text: &str| PaperId::parse(text).is_some_and(|id| id.as_str() == text);
    let has_right_form = match table {
        "document" => Sha256::digest(blob("raw")).as_slice() == blob("sha256"),
        "report" => {
            documents::digest(&[
                text("writer"),
                text("reading_source"),
                text("title"),
                text("body"),
            ]) == blob("digest")
        }
        "fact" => {
            let number = |name| match value(name) {
                Some(Value::Integer(number)) => *number,
                _ => 0,
            };
            let statement_value = match value("value") {
                Some(Value::Text(text)) => Some(text.as_bytes()),
                _ => None,
            };
            let (paper_id, subject) = (text("paper_id").as_bytes(), text("subject").as_bytes());
            let (time, device) = (Time(number("time")), Device(number("device")));
            FactId::of(paper_id, subject, statement_value, time, device).0 == blob("id")
        }
        "paper" => is_id(text("id")),
        "mark" | "tag" | "note" | "chosen_version" | "to_write" | "citation_key" | "collected"
        | "highlight" | "less_of" | "card_figure" => is_id(text("paper_id")),
        "article" => articles::unpacked(blob("body")).is_ok(),
        "checked" => articles::unpacked(blob("claims")).is_ok(),
        "change_item" => text("paper_id").is_empty() || is_id(text("paper_id")),
        _ => true,
    };
    has_right_form && has_right_sum(table, value)
}

fn has_right_sum<'a>(table: &str, value: impl Fn(&str) -> Option<&'a Value>) -> bool {
    let Some(summed) = SUMMED.iter().find(|summed| summed.table == table) else { return true };
    // A database of an older schema has no checksums.
    let Some(Value::Integer(sum)) = value("sum") else { return value("sum").is_none() };
    let mut hash = Sha256::new();
    summed
        .columns
        .iter()
        .for_each(|column| add(&mut hash, value(column).map_or(ValueRef::Null, ValueRef::from)));
    first_bytes(hash) == *sum
}

/// The altered rows of a library: a line for each, at most [`MAX_NAMED`].
pub(crate) fn altered(connection: &Connection) -> rusqlite::Result<Vec<String>> {
    altered_in(connection, |_| true)
}

/// As [`altered`], in some tables.
pub(crate) fn altered_in(
    connection: &Connection,
    is_included: impl Fn(&str) -> bool,
) -> rusqlite::Result<Vec<String>> {
    let mut lines = Vec::new();
    for Summed { table, columns } in
        SUMMED.iter().chain(&PROVING).filter(|summed| is_included(summed.table))
    {
        // A database of an older schema lacks the table or its checksums.
        let has = |column: &str| {
            let sql = "SELECT 1 FROM pragma_table_info(?1) WHERE name = ?2";
            connection
                .query_row(sql, [*table, column], |_| Ok(()))
                .optional()
                .map(|found| found.is_some())
        };
        let mut columns = columns.to_vec();
        if !has(columns[0])? {
            continue;
        }
        if has("sum")? {
            columns.push("sum");
        } else if SUMMED.iter().any(|summed| summed.table == *table) {
            continue;
        }
        let mut statement = connection
            .prepare(&format!("SELECT \"{}\" FROM main.{table}", columns.join("\", \"")))?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            // Text that is no longer UTF-8 can't be read as a value.
            let values: Option<Vec<Value>> =
                (0..columns.len()).map(|column| row.get(column).ok()).collect();
            let value =
                |name: &str| values.as_ref()?.get(columns.iter().position(|known| *known == name)?);
            if values.is_some() && is_intact(table, value) {
                continue;
            }
            let key =
                values.as_ref().and_then(|values| values.first()).map(shown).unwrap_or_default();
            lines.push(format!("row {key} of {table} does not match its checksum"));
            if lines.len() == MAX_NAMED {
                return Ok(lines);
            }
        }
    }
    Ok(lines)
}

fn shown(value: &Value) -> String {
    match value {
        Value::Integer(number) => number.to_string(),
        Value::Text(text) => text.chars().take(40).collect(),
        _ => String::new(),
    }
}
