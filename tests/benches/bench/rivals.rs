//! SQLite's own full-text search over the same papers: over groups of three characters, and over
//! words by jieba.

use crate::library::{Library, plain_texts};
use jieba_rs::Jieba;
use rusqlite::{Connection, params, params_from_iter};
use std::path::Path;
use std::time::Instant;

const COLUMNS: &str = "title, domain, contribution, usage, innovations, results";
/// The same weights as the index's.
const RANK: &str = "bm25(4.0, 2.0, 2.0, 1.0, 1.4, 1.0)";
/// How many papers are put in between two looks at the clock.
const TOGETHER: usize = 25;

/// How a rival cuts its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cut {
    Trigrams,
    Words,
}

/// A query in the form for a rival.
#[derive(Debug, Clone, PartialEq)]
pub struct RivalQuery {
    /// Each of these must be present exactly.
    pub all: Vec<String>,
    /// The only column to look in.
    pub column: Option<&'static str>,
    /// The last one is the beginning of a word.
    pub open: bool,
    /// The first and the last day, as numbers; the answers come by day, the newest first.
    pub days: Option<(i64, i64)>,
}

impl RivalQuery {
    pub fn all(words: impl IntoIterator<Item = String>) -> Self {
        Self { all: words.into_iter().collect(), column: None, open: false, days: None }
    }
}

/// Both rivals, in one file.
pub struct Rivals {
    connection: Connection,
    jieba: Jieba,
}

impl Rivals {
    /// Opens the database of an earlier run, or makes it.
    pub fn prepare(path: &Path, library: &Library) -> Result<Self, String> {
        let rivals = Self::open(path).map_err(message)?;
        let papers = library.papers() as i64;
        let made = rivals.connection.query_row(
            "SELECT count(*) FROM made WHERE papers = ?1",
            [papers],
            |row| row.get(0),
        );
        if made != Ok(2) {
            println!("making the rivals' indexes once; they are kept");
            rivals.make(library).map_err(message)?;
        }
        Ok(rivals)
    }

    fn open(path: &Path) -> rusqlite::Result<Self> {
        let connection = Connection::open(path)?;
        // Less safe than a real library: only searching is compared.
        connection.execute_batch(
            "PRAGMA journal_mode = off; PRAGMA synchronous = off; PRAGMA cache_size = -200000; PRAGMA mmap_size = 8000000000;",
        )?;
        Ok(Self { connection, jieba: Jieba::new() })
    }

    fn make(&self, library: &Library) -> rusqlite::Result<()> {
        self.connection.execute_batch(
            "DROP TABLE IF EXISTS made; CREATE TABLE made(cut TEXT, papers INTEGER, seconds REAL);",
        )?;
        for (cut, tokenizer) in [(Cut::Trigrams, "trigram"), (Cut::Words, "unicode61")] {
            let table = table(cut);
            self.connection.execute_batch(&format!(
                "DROP TABLE IF EXISTS {table}; CREATE VIRTUAL TABLE {table} USING fts5({COLUMNS}, day UNINDEXED, tokenize = '{tokenizer}');
                 INSERT INTO {table}({table}, rank) VALUES('rank', '{RANK}'); BEGIN;"
            ))?;
            let mut seconds = 0.0;
            let mut waiting = Vec::with_capacity(TOGETHER);
            for (day, texts) in plain_texts(library.days()) {
                waiting.push((day, texts));
                if waiting.len() == TOGETHER {
                    seconds += self.add(cut, &waiting)?;
                    waiting.clear();
                }
            }
            seconds += self.add(cut, &waiting)?;
            let began = Instant::now();
            self.connection.execute_batch("COMMIT")?;
            seconds += began.elapsed().as_secs_f64();
            self.connection.execute(
                "INSERT INTO made VALUES (?1, ?2, ?3)",
                params![table, library.papers() as i64, seconds],
            )?;
        }
        Ok(())
    }

    /// Inserts papers, and returns how many seconds that took, including splitting into words.
    fn add(&self, cut: Cut, papers: &[(i64, Vec<String>)]) -> rusqlite::Result<f64> {
        let began = Instant::now();
        let sql = format!(
            "INSERT INTO {}({COLUMNS}, day) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            table(cut)
        );
        let mut insert = self.connection.prepare_cached(&sql)?;
        for (day, texts) in papers {
            let texts = texts.iter().map(|text| self.cut(cut, text));
            insert.execute(params_from_iter(texts.chain([day.to_string()])))?;
        }
        Ok(began.elapsed().as_secs_f64())
    }

    fn cut(&self, cut: Cut, text: &str) -> String {
        match cut {
            Cut::Trigrams => text.to_owned(),
            Cut::Words => self
                .jieba
                .cut(text, true)
                .into_iter()
                .map(|token| token.word)
                .collect::<Vec<_>>()
                .join(" "),
        }
    }

    /// Papers a second when the library was put in.
    pub fn indexed(&self, cut: Cut) -> f64 {
        let sql = "SELECT papers / seconds FROM made WHERE cut = ?1";
        self.connection.query_row(sql, [table(cut)], |row| row.get(0)).unwrap_or(f64::NAN)
    }

    /// The size of the index without the text, in bytes.
    pub fn size(&self, cut: Cut) -> f64 {
        let sql = "SELECT sum(pgsize) FROM dbstat WHERE name IN (?1 || '_data', ?1 || '_idx', ?1 || '_docsize')";
        self.connection.query_row(sql, [table(cut)], |row| row.get(0)).unwrap_or(f64::NAN)
    }

    /// Inserts a day's papers, returns how many milliseconds that took, and removes them again.
    pub fn add_day(&self, cut: Cut, papers: &[(i64, Vec<String>)]) -> Result<f64, String> {
        let table = table(cut);
        let work = || {
            let last: i64 = self.connection.query_row(
                &format!("SELECT max(rowid) FROM {table}"),
                [],
                |row| row.get(0),
            )?;
            self.connection.execute_batch("BEGIN")?;
            let began = Instant::now();
            self.add(cut, papers)?;
            self.connection.execute_batch("COMMIT")?;
            let took = began.elapsed().as_secs_f64() * 1e3;
            self.connection.execute(&format!("DELETE FROM {table} WHERE rowid > ?1"), [last])?;
            Ok(took)
        };
        work().map_err(message)
    }

    /// The best 20 hits, with or without snippets, and the total count, as in Paperboy; returns the
    /// number of hits.
    pub fn ask(&self, cut: Cut, rival_query: &RivalQuery, snippets: bool) -> Result<usize, String> {
        let table = table(cut);
        let open = rival_query.open && cut == Cut::Words;
        let last = rival_query.all.len() - 1;
        let phrase = |(at, text): (usize, &String)| {
            let text = self.cut(cut, text).replace('"', " ");
            format!("\"{text}\"{}", if open && at == last { "*" } else { "" })
        };
        let mut query =
            rival_query.all.iter().enumerate().map(phrase).collect::<Vec<_>>().join(" AND ");
        if let Some(column) = rival_query.column {
            query = format!("{column} : ({query})");
        }
        let shown = if snippets {
            format!("title, snippet({table}, -1, '[', ']', '…', 40)")
        } else {
            "'', ''".to_owned()
        };
        let found = format!("SELECT rowid, {shown} FROM {table} WHERE {table} MATCH ?1");
        let (only, order) = if rival_query.days.is_some() {
            ("AND day BETWEEN ?2 AND ?3", "day DESC")
        } else {
            ("", "rank")
        };
        let days = rival_query.days.map(|(from, to)| [from.to_string(), to.to_string()]);
        let values = || {
            params_from_iter(std::iter::once(query.clone()).chain(days.iter().flatten().cloned()))
        };
        let work = || {
            let mut count = self.connection.prepare_cached(&format!(
                "SELECT count(*) FROM {table} WHERE {table} MATCH ?1 {only}"
            ))?;
            std::hint::black_box(count.query_row(values(), |row| row.get::<_, i64>(0))?);
            self.rows(&format!("{found} {only} ORDER BY {order} LIMIT 20"), values())
        };
        work().map_err(|error: rusqlite::Error| format!("{query}: {error}"))
    }

    fn rows(&self, sql: &str, values: impl rusqlite::Params) -> rusqlite::Result<usize> {
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut rows = statement.query(values)?;
        let mut count = 0;
        while let Some(row) = rows.next()? {
            std::hint::black_box((
                row.get::<_, i64>(0)?,
                row.get::<_, String>(1)?,
                row.get::<_, String>(2)?,
            ));
            count += 1;
        }
        Ok(count)
    }
}

fn table(cut: Cut) -> &'static str {
    match cut {
        Cut::Trigrams => "trigrams",
        Cut::Words => "words",
    }
}

fn message(error: rusqlite::Error) -> String {
    format!("the rivals: {error}")
}
