//! Lists of papers, days, and the sets of keys that the search filters by. All of them read
//! `day_paper` in its own order.

use crate::columns::{date, key_of, paper_id};
use crate::marks::bit;
use crate::papers::load;
use crate::tags::fold;
use crate::{Day, KeyFilter, List, Mark, Paper, Store, StoreError};
use paperboy_paper::{Date, PaperId};
use rusqlite::{Connection, OptionalExtension, ToSql, params};

impl Store {
    /// The days in the library, newest first.
    pub fn days(&self) -> Result<Vec<Day>, StoreError> {
        let sql = "SELECT d.date, d.source_url, coalesce(n.papers, 0), coalesce(n.unread, 0)
                   FROM day d
                   LEFT JOIN (SELECT date, count(*) AS papers, sum(marks & 1 = 0) AS unread FROM day_paper GROUP BY date) n ON n.date = d.date
                   ORDER BY d.date DESC";
        self.read(|connection| {
            let mut statement = connection.prepare_cached(sql)?;
            let days = statement.query_map([], |row| {
                let (papers, unread): (i64, i64) = (row.get(2)?, row.get(3)?);
                // A damaged day or address is left out: the check of all rows finds it.
                let Ok(date) = date(row, 0) else { return Ok(None) };
                let source_url = row.get(1).unwrap_or_default();
                Ok(Some(Day {
                    date,
                    source_url,
                    papers: papers.cast_unsigned(),
                    unread: unread.cast_unsigned(),
                }))
            })?;
            days.filter_map(Result::transpose).collect()
        })
    }

    /// The newest day that has papers.
    pub fn newest_day(&self) -> Result<Option<Date>, StoreError> {
        self.read(|connection| {
            let sql = "SELECT date FROM day_paper ORDER BY date DESC LIMIT 1";
            connection.prepare_cached(sql)?.query_row([], |row| date(row, 0)).optional()
        })
    }

    /// How many days there are.
    pub fn day_count(&self) -> Result<u64, StoreError> {
        self.read(|connection| {
            connection
                .query_row("SELECT count(*) FROM day", [], |row| row.get(0))
                .map(i64::cast_unsigned)
        })
    }

    /// A part of a list, and how long the whole list is. A paper on several of the requested days
    /// is listed once, on the newest.
    pub fn list(
        &self,
        list: &List,
        offset: u64,
        limit: u64,
    ) -> Result<(Vec<Paper>, u64), StoreError> {
        let query = Query::of(list);
        let (offset, limit) =
            (i64::try_from(offset).unwrap_or(i64::MAX), i64::try_from(limit).unwrap_or(i64::MAX));
        self.read(|connection| {
            let total: i64 = query
                .prepare(connection, "count(*)", "")?
                .query_row(&*query.params(&query.whole()), |row| row.get(0))?;
            if offset >= total || limit == 0 {
                return Ok((Vec::new(), total.cast_unsigned()));
            }
            let mut statement = query.prepare(
                connection,
                "d.paper",
                &format!("ORDER BY {} LIMIT :limit OFFSET :offset", query.order()),
            )?;
            let [low, high] = query.whole();
            let params = query.params(&[low, high, (":limit", &limit), (":offset", &offset)]);
            let keys: Vec<i64> =
                statement.query_map(&*params, |row| row.get(0))?.collect::<Result<_, _>>()?;
            Ok((load(connection, keys)?, total.cast_unsigned()))
        })
    }

    /// The keys of all papers of a list, in its order.
    pub fn list_keys(&self, list: &List) -> Result<Vec<u64>, StoreError> {
        let query = Query::of(list);
        self.read(|connection| {
            let mut statement =
                query.prepare(connection, "d.paper", &format!("ORDER BY {}", query.order()))?;
            let keys = statement.query_map(&*query.params(&query.whole()), |row| row.get(0))?;
            keys.map(|key| key.map(i64::cast_unsigned)).collect()
        })
    }

    /// The ids of papers by their keys; unknown ones are left out.
    pub fn ids_of(&self, keys: &[u64]) -> Result<Vec<PaperId>, StoreError> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached("SELECT id FROM paper WHERE key = ?1")?;
            let id = |key: &u64| {
                statement.query_row([key.cast_signed()], |row| paper_id(row, 0)).optional()
            };
            keys.iter().map(id).filter_map(Result::transpose).collect()
        })
    }

    /// The ids of those of these papers that have no report, in their order.
    pub fn ids_without_report(&self, keys: &[u64]) -> Result<Vec<PaperId>, StoreError> {
        self.read(|connection| {
            let mut statement = connection
                .prepare_cached("SELECT id FROM paper WHERE key = ?1 AND shown IS NULL")?;
            let id = |key: &u64| {
                statement.query_row([key.cast_signed()], |row| paper_id(row, 0)).optional()
            };
            keys.iter().map(id).filter_map(Result::transpose).collect()
        })
    }

    /// The titles of all papers.
    pub fn titles(&self) -> Result<Vec<(PaperId, String)>, StoreError> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached("SELECT id, title FROM paper")?;
            // A damaged title is left out: the check of all rows finds it.
            let rows =
                statement.query_map([], |row| Ok(paper_id(row, 0).ok().zip(row.get(1).ok())))?;
            rows.filter_map(Result::transpose).collect()
        })
    }

    /// The keys of papers by their ids; `None`: the paper is not in the library.
    pub fn keys_of(&self, ids: &[PaperId]) -> Result<Vec<Option<u64>>, StoreError> {
        self.read(|connection| {
            let key = |id| Ok(key_of(connection, id)?.map(i64::cast_unsigned));
            ids.iter().map(key).collect()
        })
    }

    /// The papers before and after `id` in a list. The paper keeps its place when a mark has just
    /// removed it from the list; a paper on none of the list's days has no neighbours.
    pub fn neighbours(
        &self,
        list: &List,
        id: &PaperId,
    ) -> Result<(Option<PaperId>, Option<PaperId>), StoreError> {
        let query = Query::of(list);
        self.read(|connection| {
            let Some(key) = key_of(connection, id)? else { return Ok((None, None)) };
            if query.collection.is_some() {
                return query.neighbours_in_collection(connection, key);
            }
            let place = connection
                .prepare_cached(
                    "SELECT date, position FROM day_paper WHERE paper = ?1 AND date BETWEEN ?2 AND ?3 ORDER BY date DESC LIMIT 1",
                )?
                .query_row(params![key, query.from, query.to], |row| Ok((row.get::<_, String>(0)?, row.get::<_, i64>(1)?)))
                .optional()?;
            let Some((date, position)) = place else { return Ok((None, None)) };
            let find = |low: &str, high: &str, beyond: &str| {
                let params = [(":low", &low as &dyn ToSql), (":high", &high), (":date", &date), (":position", &position)];
                let key: Option<i64> =
                    query.prepare(connection, "d.paper", beyond)?.query_row(&*query.params(&params), |row| row.get(0)).optional()?;
                let mut id = connection.prepare_cached("SELECT id FROM paper WHERE key = ?1")?;
                key.map(|key| id.query_row([key], |row| paper_id(row, 0))).transpose()
            };
            Ok((
                find(&date, &query.to, "AND (d.date > :date OR d.position < :position) ORDER BY d.date, d.position DESC LIMIT 1")?,
                find(&query.from, &date, "AND (d.date < :date OR d.position > :position) ORDER BY d.date DESC, d.position LIMIT 1")?,
            ))
        })
    }

    /// The keys of the papers that a filter of the search selects, in rising order.
    pub fn keys(&self, filter: &KeyFilter) -> Result<Vec<u64>, StoreError> {
        let marked = "SELECT paper FROM day_paper WHERE next_date IS NULL AND marks & ?1 <> 0";
        // Few papers have these marks, and looking those up is quicker than passing over all.
        let starred = "SELECT p.key FROM mark m CROSS JOIN paper p ON p.id = m.paper_id WHERE m.starred IS NOT NULL";
        let later = "SELECT p.key FROM mark m CROSS JOIN paper p ON p.id = m.paper_id WHERE m.later IS NOT NULL";
        let not_marked = "SELECT paper FROM day_paper WHERE next_date IS NULL AND marks & ?1 = 0";
        let tagged =
            "SELECT p.key FROM tag t CROSS JOIN paper p ON p.id = t.paper_id WHERE t.folded = ?1";
        let collected =
            &format!("SELECT DISTINCT p.key {}", IN_COLLECTION.replace(":collection", "?1"));
        let noted = "SELECT p.key FROM note n CROSS JOIN paper p ON p.id = n.paper_id";
        let highlighted =
            "SELECT DISTINCT p.key FROM highlight h CROSS JOIN paper p ON p.id = h.paper_id";
        // CROSS JOIN keeps the order: few checks leave anything open.
        let unverified = "SELECT p.key FROM checked c CROSS JOIN paper p ON p.shown = c.report WHERE c.found < c.figures";
        let misattributed = "SELECT p.key FROM checked c CROSS JOIN paper p ON p.shown = c.report WHERE c.another_owner > 0";
        let computed = "SELECT p.key FROM checked c CROSS JOIN paper p ON p.shown = c.report WHERE c.computed > 0";
        let mut keys = self.read(|connection| match filter {
            KeyFilter::Marked(Mark::Starred) => keys(connection, starred, &[]),
            KeyFilter::Marked(Mark::Later) => keys(connection, later, &[]),
            KeyFilter::Marked(mark) => keys(connection, marked, &[&bit(*mark)]),
            KeyFilter::NotMarked(mark) => keys(connection, not_marked, &[&bit(*mark)]),
            KeyFilter::Tagged(tag) => keys(connection, tagged, &[&fold(tag)]),
            KeyFilter::Collected(id) => keys(connection, collected, &[&id.as_str()]),
            KeyFilter::All => keys(connection, "SELECT key FROM paper", &[]),
            KeyFilter::Noted => keys(connection, noted, &[]),
            KeyFilter::Highlighted => keys(connection, highlighted, &[]),
            KeyFilter::Code => {
                keys(connection, "SELECT paper FROM paper_detail WHERE code IS NOT NULL", &[])
            }
            KeyFilter::Project => {
                keys(connection, "SELECT paper FROM paper_detail WHERE project IS NOT NULL", &[])
            }
            KeyFilter::Unverified => keys(connection, unverified, &[]),
            KeyFilter::Misattributed => keys(connection, misattributed, &[]),
            KeyFilter::Computed => keys(connection, computed, &[]),
        })?;
        keys.sort_unstable();
        Ok(keys)
    }
}

fn keys(connection: &Connection, sql: &str, params: &[&dyn ToSql]) -> rusqlite::Result<Vec<u64>> {
    connection
        .prepare_cached(sql)?
        .query_map(params, |row| row.get(0).map(i64::cast_unsigned))?
        .collect()
}

/// A [`List`] as parameters of SQL.
struct Query {
    from: String,
    to: String,
    /// The marks that are compared, and those of them that must be set.
    looked_at: i64,
    set: i64,
    tag: Option<String>,
    collection: Option<String>,
}

/// The papers of a collection and of its children, each with its place in the user's order: those of
/// the collection itself come first.
const RANKED: &str = "(SELECT p.key AS paper, min(r.rank) AS rank FROM (
      SELECT m.paper_id, row_number() OVER (ORDER BY m.collection <> :collection, c.place, c.added, m.collection, m.place, m.paper_id) AS rank
      FROM collected m LEFT JOIN collection c ON c.id = m.collection
      WHERE m.collection IN (SELECT :collection UNION ALL SELECT id FROM collection WHERE parent = :collection)) r
    CROSS JOIN paper p ON p.id = r.paper_id GROUP BY p.key)";

/// The papers of a collection and of its children.
const IN_COLLECTION: &str = "FROM collected m CROSS JOIN paper p ON p.id = m.paper_id
    WHERE m.collection IN (SELECT :collection UNION ALL SELECT id FROM collection WHERE parent = :collection)";

impl Query {
    fn of(list: &List) -> Self {
        let (from, to) =
            list.dates.map_or((String::new(), "9999-12-31".to_owned()), |(from, to)| {
                (from.to_string(), to.to_string())
            });
        let chosen = |yes: bool, mark: Mark| if yes { bit(mark) } else { 0 };
        let set = chosen(list.starred, Mark::Starred) | chosen(list.later, Mark::Later);
        let looked_at = set | chosen(list.unread, Mark::Read);
        let collection = list.collection.as_ref().map(|id| id.as_str().to_owned());
        Self { from, to, looked_at, set, tag: list.tag.as_deref().map(fold), collection }
    }

    fn prepare<'a>(
        &self,
        connection: &'a Connection,
        what: &str,
        rest: &str,
    ) -> rusqlite::Result<rusqlite::CachedStatement<'a>> {
        // A collection and a tag belong to few papers, so they are read first; CROSS JOIN keeps the
        // order.
        let source = match (&self.collection, &self.tag) {
            (Some(_), _) => format!("{RANKED} o CROSS JOIN day_paper d ON d.paper = o.paper"),
            (None, Some(_)) => {
                "tag t CROSS JOIN paper p ON p.id = t.paper_id AND t.folded = :tag CROSS JOIN day_paper d ON d.paper = p.key".to_owned()
            }
            (None, None) => "day_paper d".to_owned(),
        };
        let within = match (&self.collection, &self.tag) {
            (Some(_), Some(_)) => {
                "AND d.paper IN (SELECT p.key FROM tag t JOIN paper p ON p.id = t.paper_id WHERE t.folded = :tag)"
            }
            _ => "",
        };
        connection.prepare_cached(&format!(
            "SELECT {what} FROM {source}
             WHERE d.date BETWEEN :low AND :high AND (d.next_date IS NULL OR d.next_date > :to) AND d.marks & :looked_at = :set {within} {rest}"
        ))
    }

    /// The order of the list: the user's own in a collection, and else the newest day first.
    fn order(&self) -> &'static str {
        match self.collection {
            Some(_) => "o.rank",
            None => "d.date DESC, d.position",
        }
    }

    fn neighbours_in_collection(
        &self,
        connection: &Connection,
        key: i64,
    ) -> rusqlite::Result<(Option<PaperId>, Option<PaperId>)> {
        let rank = connection
            .prepare_cached(&format!("SELECT rank FROM {RANKED} WHERE paper = :paper"))?
            .query_row(
                &[(":collection", &self.collection as &dyn ToSql), (":paper", &key)],
                |row| row.get::<_, i64>(0),
            )
            .optional()?;
        let Some(rank) = rank else { return Ok((None, None)) };
        let find = |beyond: &str| {
            let [low, high] = self.whole();
            let params = self.params(&[low, high, (":rank", &rank)]);
            let found = self
                .prepare(connection, "d.paper", beyond)?
                .query_row(&*params, |row| row.get::<_, i64>(0))
                .optional()?;
            let mut id = connection.prepare_cached("SELECT id FROM paper WHERE key = ?1")?;
            found.map(|key| id.query_row([key], |row| paper_id(row, 0))).transpose()
        };
        Ok((
            find("AND o.rank < :rank ORDER BY o.rank DESC LIMIT 1")?,
            find("AND o.rank > :rank ORDER BY o.rank LIMIT 1")?,
        ))
    }

    /// The bounds of the whole list; a part of it has narrower ones.
    fn whole(&self) -> [(&'static str, &dyn ToSql); 2] {
        [(":low", &self.from), (":high", &self.to)]
    }

    fn params<'a>(
        &'a self,
        more: &[(&'static str, &'a dyn ToSql)],
    ) -> Vec<(&'static str, &'a dyn ToSql)> {
        let mut params: Vec<(&'static str, &'a dyn ToSql)> =
            vec![(":to", &self.to), (":looked_at", &self.looked_at), (":set", &self.set)];
        params.extend(self.tag.as_ref().map(|tag| (":tag", tag as &dyn ToSql)));
        params.extend(self.collection.as_ref().map(|id| (":collection", id as &dyn ToSql)));
        params.extend_from_slice(more);
        params
    }
}
