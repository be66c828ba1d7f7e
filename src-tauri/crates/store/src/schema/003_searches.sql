-- ── More of what the reader did. ────────────────────────────────────────────────────────────────────────────────────

-- Saved searches. In the journal they stand under no paper (paper_id ''), with the subject saved:FOLDED.
CREATE TABLE saved_search (
  folded TEXT PRIMARY KEY, -- the name as it is compared
  name TEXT NOT NULL, -- the name as the reader wrote it
  query TEXT NOT NULL,
  added INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What the reader searched for; the newest has the highest id. It stands in no journal: what is forgotten is gone.
CREATE TABLE search_history (
  id INTEGER PRIMARY KEY,
  query TEXT NOT NULL UNIQUE
) STRICT;
