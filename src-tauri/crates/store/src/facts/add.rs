//! Facts of a file, added to what the library has: nothing that is there is taken away.

use super::line::{Line, PaperFacts};
use crate::marks::{column, marked, set_mark};
use crate::notes::{Note, note, write_note};
use crate::searches::{self, Saved, saved, write_saved};
use crate::tags::{fold, set_tag, tagged, tidy, touch_id};
use crate::undo::Item;
use crate::versions::{CHOICE, choose, chosen};
use crate::{AddedFacts, Mark};
use jiff::Timestamp;
use paperboy_paper::PaperId;
use rusqlite::Connection;

/// How many names are tried for a saved search whose name another one has.
const MAX_NAMES: u32 = 100;

/// Adds facts, and gives what the journal needs to take them back.
pub(super) fn add(
    connection: &Connection,
    facts: &[Line],
) -> rusqlite::Result<(Vec<Item>, AddedFacts)> {
    let mut add = Add { connection, items: Vec::new(), added: AddedFacts::default() };
    for line in facts {
        match line {
            Line::Header { .. } => {}
            Line::Paper(paper) => add.paper(paper)?,
            Line::SavedSearch { name, query, added } => add.saved_search(name, query, *added)?,
            Line::Searched { .. } => {}
        }
    }
    // They come before what was searched for here, the newest first.
    let sql = "INSERT OR IGNORE INTO search_history (id, query) VALUES ((SELECT coalesce(min(id), 1) - 1 FROM search_history), ?1)";
    for line in facts.iter().rev() {
        if let Line::Searched { query } = line {
            connection.prepare_cached(sql)?.execute([query])?;
        }
    }
    Ok((add.items, add.added))
}

struct Add<'a> {
    connection: &'a Connection,
    items: Vec<Item>,
    added: AddedFacts,
}

impl Add<'_> {
    fn paper(&mut self, paper: &PaperFacts) -> rusqlite::Result<()> {
        let Some(id) = PaperId::parse(&paper.id).filter(|id| id.as_str() == paper.id) else {
            self.added.unreadable += 1;
            return Ok(());
        };
        self.added.read += self.mark(&id, Mark::Read, paper.read)?;
        self.added.starred += self.mark(&id, Mark::Starred, paper.starred)?;
        self.added.later += self.mark(&id, Mark::Later, paper.later)?;
        let mut is_searched = false;
        for name in &paper.tags {
            let folded = fold(name);
            if !folded.is_empty() && tagged(self.connection, id.as_str(), &folded)?.is_none() {
                set_tag(self.connection, id.as_str(), &folded, Some(&tidy(name)))?;
                self.items.push(Item::new(&id, format!("tag:{folded}"), None));
                self.added.tags += 1;
                is_searched = true;
            }
        }
        if let Some(fact) = &paper.note {
            is_searched |= self.note(&id, &fact.into())?;
        }
        if let Some(digest) = &paper.version
            && chosen(self.connection, &id)?.is_none()
            && digest.len() == 64
            && digest.bytes().all(|byte| byte.is_ascii_hexdigit())
        {
            choose(self.connection, id.as_str(), Some(digest))?;
            self.items.push(Item::new(&id, CHOICE, None));
            is_searched = true;
        }
        if is_searched { touch_id(self.connection, id.as_str()) } else { Ok(()) }
    }

    fn mark(&mut self, id: &PaperId, mark: Mark, at: Option<Timestamp>) -> rusqlite::Result<u64> {
        let Some(at) = at else { return Ok(0) };
        if marked(self.connection, id.as_str(), mark)?.is_some() {
            return Ok(0);
        }
        set_mark(self.connection, id.as_str(), mark, Some(at.as_millisecond()))?;
        self.items.push(Item::new(id, column(mark), None));
        Ok(1)
    }

    /// A note that differs from the one here stands below it, unless one of them holds the other.
    fn note(&mut self, id: &PaperId, fact: &Note) -> rusqlite::Result<bool> {
        let before = note(self.connection, id.as_str())?;
        let after = match &before {
            _ if fact.text.trim().is_empty() => return Ok(false),
            Some(before) if before.text.contains(&fact.text) => return Ok(false),
            Some(before) if !fact.text.contains(&before.text) => Note {
                text: format!("{}\n\n{}", before.text, fact.text),
                changed: before.changed.max(fact.changed),
            },
            _ => fact.clone(),
        };
        write_note(self.connection, id.as_str(), Some(&after))?;
        self.items.push(Item::new(
            id,
            "note",
            before.map(|before| serde_json::json!(before).to_string()),
        ));
        self.added.notes += 1;
        Ok(true)
    }

    fn saved_search(&mut self, name: &str, query: &str, added: Timestamp) -> rusqlite::Result<()> {
        let name = tidy(name);
        for number in 1..=MAX_NAMES {
            let name = if number == 1 { name.clone() } else { format!("{name} {number}") };
            let folded = fold(&name);
            match saved(self.connection, &folded)? {
                _ if folded.is_empty() => return Ok(()),
                Some(here) if here.query == query => return Ok(()),
                Some(_) => {}
                None => {
                    let saved =
                        Saved { name, query: query.to_owned(), added: added.as_millisecond() };
                    write_saved(self.connection, &folded, Some(&saved))?;
                    self.items.push(Item {
                        paper_id: String::new(),
                        subject: format!("{}{folded}", searches::SUBJECT),
                        before: None,
                    });
                    self.added.saved += 1;
                    return Ok(());
                }
            }
        }
        Ok(())
    }
}
