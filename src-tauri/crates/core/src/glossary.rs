//! The user's own words for things, beside those that the search knows.

use crate::App;
use paperboy_search::{Glossary, MAX_GLOSSARY_BYTES, Query, parse};
use std::io::Read;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

/// The file in the library's folder; it need not be there.
const FILE: &str = "glossary.txt";

/// The table as it was read, and of which file.
#[derive(Default)]
pub(crate) struct CachedGlossary(Mutex<Option<(FileVersion, Arc<Glossary>)>>);

type FileVersion = (SystemTime, u64);

impl App {
    /// A parsed query whose loose form uses the user's words, too.
    pub(crate) fn parse_query(&self, query: &str) -> Query {
        let query = parse(query, self.today());
        match self.glossary.read(&self.places.library.join(FILE)) {
            Some(glossary) => query.with_glossary(glossary),
            None => query,
        }
    }
}

impl CachedGlossary {
    /// The table, read again whenever the file has changed; none without a readable file.
    fn read(&self, path: &Path) -> Option<Arc<Glossary>> {
        let about = std::fs::metadata(path).ok().filter(std::fs::Metadata::is_file)?;
        let version = (about.modified().ok()?, about.len());
        let mut cache = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((known, glossary)) = &*cache
            && *known == version
        {
            return Some(Arc::clone(glossary));
        }
        let mut bytes = Vec::new();
        let max_bytes = MAX_GLOSSARY_BYTES as u64;
        std::fs::File::open(path).ok()?.take(max_bytes).read_to_end(&mut bytes).ok()?;
        let glossary = Arc::new(Glossary::new(&String::from_utf8_lossy(&bytes)));
        tracing::info!(groups = glossary.groups(), "the user's glossary was read");
        *cache = Some((version, Arc::clone(&glossary)));
        Some(glossary)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn the_file_is_read_when_it_is_there_and_again_when_it_changed() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(FILE);
        let cache = CachedGlossary::default();
        let groups = || cache.read(&path).map(|glossary| glossary.groups());
        assert_eq!(groups(), None, "there is none");
        std::fs::write(&path, "小红书 = RedNote\n").unwrap();
        assert_eq!(groups(), Some(1));
        std::fs::write(&path, b"\xFF\xFE = x\n# note\na = b\n").unwrap();
        assert_eq!(groups(), Some(2), "it changed, and bytes that are no text harm nothing");
        std::fs::remove_file(&path).unwrap();
        std::fs::create_dir(&path).unwrap();
        assert_eq!(groups(), None, "a folder is no table");
    }
}
