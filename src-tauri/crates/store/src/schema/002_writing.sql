-- ── What Paperboy writes itself: answers of models, how each report was made, what its check found. ─────────────────

-- The version that came last, by import or by writing: it is shown unless the reader chose another one (`chosen_version`).
ALTER TABLE paper ADD COLUMN latest INTEGER REFERENCES report (id);
UPDATE paper SET latest = shown;

-- Every answer of a model that came whole, a report or not: what is here was paid for and is never paid for again.
CREATE TABLE answer (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  digest BLOB NOT NULL UNIQUE, -- of all that was asked: the model, the messages, and the how-many-eth time
  date TEXT NOT NULL, -- the reader's own day
  at INTEGER NOT NULL,
  model TEXT NOT NULL,
  prompt_tokens INTEGER NOT NULL,
  completion_tokens INTEGER NOT NULL,
  done INTEGER NOT NULL, -- whether the model ended of itself rather than at a bound or a filter
  used INTEGER NOT NULL DEFAULT 0, -- whether what became of it is kept as a report: only then may the same be asked anew
  text TEXT NOT NULL
) STRICT;
CREATE INDEX answer_date ON answer (date, model, prompt_tokens, completion_tokens);

-- How a report was written; an imported one has no row.
CREATE TABLE writing (
  report INTEGER PRIMARY KEY REFERENCES report (id),
  language TEXT NOT NULL,
  prompt TEXT, -- its name and version; NULL: no model was asked
  reason TEXT, -- why the extractive writer wrote it although a model was asked
  extracted TEXT NOT NULL, -- JSON: array of the keys of sections that the extractive writer wrote in a model's report
  chars_read INTEGER NOT NULL, -- of the paper, by the model
  chars INTEGER NOT NULL,
  source BLOB NOT NULL -- digest of what it was written from
) STRICT;

-- What became of a report's figures and names when they were looked up. A row is replaced when the paper's article was, or by a
-- better checker.
CREATE TABLE checked (
  report INTEGER PRIMARY KEY REFERENCES report (id),
  checker INTEGER NOT NULL, -- the checker's version
  article INTEGER, -- when the article they were looked up in was fetched; NULL: they were looked up in the list's abstract
  whole INTEGER NOT NULL, -- whether that was the whole paper
  figures INTEGER NOT NULL,
  found INTEGER NOT NULL,
  claims BLOB NOT NULL -- zstd
) STRICT;
CREATE INDEX checked_unverified ON checked (report) WHERE found < figures;

-- What is still to be written, in this order.
CREATE TABLE to_write (
  place INTEGER PRIMARY KEY AUTOINCREMENT,
  paper_id TEXT NOT NULL UNIQUE,
  writer TEXT, -- model or extract; NULL: as the setting says by then
  again INTEGER NOT NULL -- whether also where a report is shown
) STRICT;

-- ── What the reader did, as in the first file: by arXiv's id, with no reference to the tables above. ────────────────

-- The version the reader wants shown.
CREATE TABLE chosen_version (
  paper_id TEXT PRIMARY KEY,
  report BLOB NOT NULL -- its digest
) STRICT, WITHOUT ROWID;
