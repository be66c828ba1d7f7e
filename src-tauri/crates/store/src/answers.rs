//! Answers of chat models, and what they cost.

use crate::columns::date;
use crate::{NewAnswer, Spending, Store, StoreError, StoredAnswer};
use jiff::Timestamp;
use paperboy_paper::Date;
use rusqlite::{OptionalExtension, params};

impl Store {
    /// The answer to the prompt with this digest; `None` when it was altered on the disk.
    pub fn answer(&self, digest: &[u8]) -> Result<Option<StoredAnswer>, StoreError> {
        self.read(|connection| {
            connection
                .prepare_cached(
                    "SELECT text, done, used, prompt_tokens FROM answer WHERE digest = ?1
                       AND row_sum(id, digest, date, at, model, prompt_tokens, completion_tokens, done, used, text) IS sum",
                )?
                .query_row([digest], |row| {
                    let prompt_tokens = row.get(3).map(i64::cast_unsigned)?;
                    Ok(StoredAnswer { text: row.get(0)?, done: row.get(1)?, used: row.get(2)?, prompt_tokens })
                })
                .optional()
        })
    }

    /// Stores an answer and its cost, before anything else is done with it. A stored answer stays
    /// as it is.
    pub fn keep_answer(&self, answer: &NewAnswer, now: Timestamp) -> Result<(), StoreError> {
        let sql = "INSERT OR IGNORE INTO answer (digest, date, at, model, prompt_tokens, completion_tokens, done, text)
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
        self.write(|connection| {
            connection.prepare_cached(sql)?.execute(params![
                answer.digest,
                answer.date.to_string(),
                now.as_millisecond(),
                answer.model,
                answer.prompt_tokens.cast_signed(),
                answer.completion_tokens.cast_signed(),
                answer.done,
                answer.text
            ])
        })
        .map(drop)
    }

    /// How many tokens were used on a day in the user's time zone, useless answers included.
    pub fn spent_on(&self, date: Date) -> Result<u64, StoreError> {
        // Earlier versions stored a server's count without checking it.
        let sql = "SELECT coalesce(sum(max(prompt_tokens, 0) + max(completion_tokens, 0)), 0) FROM answer WHERE date = ?1";
        self.read(|connection| {
            connection
                .prepare_cached(sql)?
                .query_row([date.to_string()], |row| row.get(0))
                .map(i64::cast_unsigned)
        })
    }

    /// The spent tokens, by day and model, the newest day first.
    pub fn spending(&self) -> Result<Vec<Spending>, StoreError> {
        let sql = "SELECT date, model, count(*), sum(max(prompt_tokens, 0)), sum(max(completion_tokens, 0)) FROM answer
                   GROUP BY date, model ORDER BY date DESC, model";
        self.read(|connection| {
            let mut statement = connection.prepare_cached(sql)?;
            let count = |row: &rusqlite::Row<'_>, column| row.get(column).map(i64::cast_unsigned);
            let rows = statement.query_map([], |row| {
                Ok(Spending {
                    date: date(row, 0)?,
                    model: row.get(1)?,
                    answers: count(row, 2)?,
                    prompt: count(row, 3)?,
                    completion: count(row, 4)?,
                })
            })?;
            rows.collect()
        })
    }
}
