//! Papers, whole.

use crate::columns::{
    checked, dates, key_of, moment, paper_id, reading_reasons, reading_source, strings,
};
use crate::highlights::searched_texts;
use crate::{Marks, Paper, Report, Store, StoreError};
use paperboy_paper::PaperId;
use rusqlite::{Connection, OptionalExtension, Row};

impl Store {
    /// A paper with its shown report and the user's marks.
    pub fn paper(&self, id: &PaperId) -> Result<Option<Paper>, StoreError> {
        self.read(|connection| match key_of(connection, id)? {
            Some(key) => Ok(load(connection, [key])?.pop()),
            None => Ok(None),
        })
    }

    /// The papers with these keys, in the order of the keys; unknown ones are left out.
    pub fn papers_by_key(&self, keys: &[u64]) -> Result<Vec<Paper>, StoreError> {
        self.read(|connection| {
            load(connection, keys.iter().filter_map(|key| i64::try_from(*key).ok()))
        })
    }

    /// The keys of the papers that changed after a revision.
    pub fn keys_changed_since(&self, revision: u64) -> Result<Vec<u64>, StoreError> {
        let after = i64::try_from(revision).unwrap_or(i64::MAX);
        self.read(|connection| {
            let mut statement =
                connection.prepare_cached("SELECT key FROM paper WHERE revision > ?1")?;
            let keys = statement.query_map([after], |row| row.get::<_, i64>(0))?;
            keys.map(|key| Ok(key?.cast_unsigned())).collect()
        })
    }

    /// Papers changed after `revision`, oldest change first, at most `limit`, and fewer only when
    /// there are no more: the index is updated with these.
    pub fn changed_since(&self, revision: u64, limit: usize) -> Result<Vec<Paper>, StoreError> {
        let sql = "SELECT key, revision FROM paper WHERE revision > ?1 ORDER BY revision LIMIT ?2";
        let mut after = i64::try_from(revision).unwrap_or(i64::MAX);
        self.read(|connection| {
            let mut papers = Vec::new();
            loop {
                let wanted = limit - papers.len();
                let changed: Vec<(i64, i64)> = connection
                    .prepare_cached(sql)?
                    .query_map([after, i64::try_from(wanted).unwrap_or(i64::MAX)], |row| {
                        Ok((row.get(0)?, row.get(1)?))
                    })?
                    .collect::<Result<_, _>>()?;
                after = changed.last().map_or(after, |(_, revision)| *revision);
                papers.extend(load(connection, changed.iter().map(|(key, _)| *key))?);
                // A damaged paper is left out, and another one follows.
                if changed.len() < wanted || papers.len() == limit {
                    return Ok(papers);
                }
            }
        })
    }
}

/// The papers with these keys, in their order. Altered parts of a paper are left out, and the whole
/// paper when its head was altered.
pub(crate) fn load(
    connection: &Connection,
    keys: impl IntoIterator<Item = i64>,
) -> rusqlite::Result<Vec<Paper>> {
    let mut statement = connection.prepare_cached(include_str!("paper.sql"))?;
    let mut papers = Vec::new();
    for key in keys {
        let found = statement.query_row([key], paper).optional()?.flatten();
        let Some(mut found) = found else { continue };
        if found.highlights > 0 {
            found.highlighted = searched_texts(connection, &found.id)?;
        }
        papers.push(found);
    }
    Ok(papers)
}

/// `None` when its id or title was altered.
fn paper(row: &Row<'_>) -> rusqlite::Result<Option<Paper>> {
    let [is_head_true, is_detail_true, is_report_true, is_note_true]: [bool; 4] =
        [row.get(27)?, row.get(28)?, row.get(29)?, row.get(30)?];
    if !is_head_true {
        return Ok(None);
    }
    let report = row
        .get::<_, Option<i64>>(9)?
        .filter(|_| is_report_true)
        .map(|id| report(row, id))
        .transpose()?;
    // All readable days, marks and tags are shown, and the paper is reported as damaged.
    let is_rest_true: bool = row.get(31)?;
    let tags = strings(row, 16).ok();
    let paper = Paper {
        key: row.get::<_, i64>(0)?.cast_unsigned(),
        revision: row.get::<_, i64>(1)?.cast_unsigned(),
        id: paper_id(row, 2)?,
        title: row.get(3)?,
        dates: dates(row, 4)?,
        authors: Vec::new(),
        abstract_text: None,
        code: None,
        project: None,
        upvotes: None,
        keywords: Vec::new(),
        summary: None,
        organization: None,
        published: None,
        reading_source: match report.as_ref().and_then(|report| report.reading_source) {
            Some(source) => Some(source),
            None => reading_source(row, 23).unwrap_or_default(),
        },
        reading_reasons: reading_reasons(row, 24).unwrap_or_default(),
        reading_settled: row.get::<_, Option<bool>>(25)?.unwrap_or(false),
        has_article: row.get(26)?,
        report,
        marks: Marks { read: moment(row, 13)?, starred: moment(row, 14)?, later: moment(row, 15)? },
        is_damaged: !(is_detail_true && is_report_true && is_note_true && is_rest_true),
        tags: tags.unwrap_or_default(),
        note: if is_note_true { row.get(17)? } else { None },
        collections: strings(row, 32).unwrap_or_default(),
        citation_key: row.get(33).unwrap_or_default(),
        highlights: row.get::<_, i64>(34)?.cast_unsigned(),
        highlighted: Vec::new(),
    };
    if !is_detail_true {
        return Ok(Some(paper));
    }
    Ok(Some(Paper {
        authors: strings(row, 5)?,
        abstract_text: row.get(6)?,
        code: row.get(7)?,
        project: row.get(8)?,
        upvotes: row.get(18)?,
        keywords: strings(row, 19)?,
        summary: row.get(20)?,
        organization: row.get(21)?,
        published: dates(row, 22)?.pop(),
        ..paper
    }))
}

fn report(row: &Row<'_>, id: i64) -> rusqlite::Result<Report> {
    let checked = checked(row, 35)?;
    Ok(Report {
        id,
        writer: row.get(10)?,
        reading_source: reading_source(row, 11)?,
        body: row.get(12)?,
        checked,
    })
}
