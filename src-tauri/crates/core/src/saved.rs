//! Saved searches and the search history.

use crate::reading::{day, narrow};
use crate::wire::{Change, DayNews, SavedSearch, ValueCause};
use crate::{App, Error};
use paperboy_search::{holds, parse};
use paperboy_store::Mark;

/// The longest name, in characters, and the most saved searches.
const MAX_NAME_CHARS: usize = 100;
const MAX_SAVED_SEARCHES: usize = 200;
/// The longest query that is kept, in characters; of a longer one the language reads no more.
const MAX_QUERY_CHARS: usize = 1_000;

impl App {
    /// The saved searches, the oldest first, with what they find.
    pub fn saved_searches(&self) -> Result<Vec<SavedSearch>, Error> {
        let saved = self.store().saved_searches()?;
        if saved.is_empty() {
            return Ok(Vec::new());
        }
        let read = self.marked(Mark::Read)?;
        let before = self.complete_index()?;
        let counted = saved.into_iter().map(|saved| {
            let query = parse(&saved.query, self.today());
            let sets = self.sets(&query)?;
            let keys = self.with_index(|index| index.matching_keys(&query, &sets))?;
            let unread = keys.len() - keys.intersection_len(&read);
            Ok(SavedSearch {
                name: saved.name,
                query: saved.query,
                total: narrow(keys.len()),
                unread: narrow(unread),
                total_is_exact: self.outcomes_are_counted(&query)?,
            })
        });
        let mut counted = counted.collect::<Result<Vec<SavedSearch>, Error>>()?;
        let is_exact = self.is_still_complete(before.as_ref())?;
        counted.iter_mut().for_each(|saved| saved.total_is_exact &= is_exact);
        Ok(counted)
    }

    /// Saves a query under a name; a query that has the name already is replaced.
    pub fn save_search(&self, name: &str, query: &str) -> Result<Change, Error> {
        check_name(name)?;
        if query.chars().count() > MAX_QUERY_CHARS {
            return Err(ValueCause::QueryTooLong { most: narrow(MAX_QUERY_CHARS as u64) }.into());
        }
        if parse(query, self.today()).is_empty() {
            return Err(ValueCause::QueryEmpty.into());
        }
        if self.store().saved_searches()?.len() >= MAX_SAVED_SEARCHES {
            return Err(
                ValueCause::TooManySearches { most: narrow(MAX_SAVED_SEARCHES as u64) }.into()
            );
        }
        Ok(self.changed(self.store().save_search(name, query.trim(), self.now())?).change)
    }

    /// Removes a saved search.
    pub fn remove_saved(&self, name: &str) -> Result<Change, Error> {
        self.saved_query(name)?;
        Ok(self.changed(self.store().remove_saved(name, self.now())?).change)
    }

    /// Gives a saved search another name.
    pub fn rename_saved(&self, name: &str, to: &str) -> Result<Change, Error> {
        check_name(to)?;
        self.saved_query(name)?;
        let Some(change) = self.store().rename_saved(name, to, self.now())? else {
            return Err(ValueCause::NameTaken { name: to.to_owned() }.into());
        };
        Ok(self.changed(change).change)
    }

    /// The query that is saved under a name.
    pub fn saved_query(&self, name: &str) -> Result<String, Error> {
        let saved = self.store().saved_search(name)?;
        let unknown = || ValueCause::UnknownSearch { name: name.to_owned() }.into();
        saved.map(|saved| saved.query).ok_or_else(unknown)
    }

    /// The saved searches that find papers of a day.
    pub fn day_news(&self, date: &str) -> Result<Vec<DayNews>, Error> {
        let date = day(date)?;
        let mut news = Vec::new();
        for saved in self.store().saved_searches()? {
            let key = format!("date:{date}");
            let of_the_day = holds(&parse(&saved.query, self.today()), &parse(&key, self.today()));
            let text = if of_the_day { saved.query } else { self.choose(&saved.query, &key) };
            let query = parse(&text, self.today());
            let sets = self.sets(&query)?;
            let papers = narrow(self.with_index(|index| index.matching_keys(&query, &sets))?.len());
            if papers > 0 {
                news.push(DayNews { name: saved.name, query: text, papers });
            }
        }
        Ok(news)
    }

    /// The search history, the newest first.
    pub fn search_history(&self) -> Result<Vec<String>, Error> {
        Ok(self.store().search_history()?)
    }

    /// Remembers a query that was used. An empty query is not remembered, and a read-only library
    /// remembers none.
    pub fn remember_search(&self, query: &str) -> Result<(), Error> {
        let query = query.trim();
        if self.read_only()
            || query.chars().count() > MAX_QUERY_CHARS
            || parse(query, self.today()).is_empty()
        {
            return Ok(());
        }
        Ok(self.store().remember_search(query)?)
    }

    /// Forgets a query, or all of them.
    pub fn forget_search(&self, query: Option<&str>) -> Result<(), Error> {
        Ok(self.store().forget_search(query)?)
    }
}

fn check_name(name: &str) -> Result<(), Error> {
    match name.trim().chars().count() {
        0 => Err(ValueCause::NoName.into()),
        length if length > MAX_NAME_CHARS => {
            Err(ValueCause::NameTooLong { most: narrow(MAX_NAME_CHARS as u64) }.into())
        }
        _ => Ok(()),
    }
}
