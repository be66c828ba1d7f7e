-- Who made this file: "PBRY". Another program's database is left alone.
PRAGMA application_id = 1346523737;

CREATE TABLE library (
  only INTEGER PRIMARY KEY CHECK (only = 1),
  history_id TEXT NOT NULL,
  origin TEXT -- the backup this library was restored or recovered from
) STRICT;
INSERT INTO library (only, history_id) VALUES (1, lower(hex(randomblob(16))));

-- ── What came from outside: rows are only ever added. ───────────────────────────────────────────────────────────────

CREATE TABLE day (
  date TEXT PRIMARY KEY, -- YYYY-MM-DD
  source_url TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE document (
  id INTEGER PRIMARY KEY AUTOINCREMENT, -- the newest document of a day has the highest
  date TEXT NOT NULL REFERENCES day (date),
  source_url TEXT,
  sha256 BLOB NOT NULL,
  added INTEGER NOT NULL, -- every moment in this file: milliseconds since 1970, UTC
  raw BLOB NOT NULL,
  UNIQUE (date, sha256)
) STRICT;

-- The head of a paper: its names, and what is shown of it now. Keys are never used again.
CREATE TABLE paper (
  key INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE, -- arXiv's
  revision INTEGER NOT NULL UNIQUE, -- rises with each change of what is searched
  shown INTEGER REFERENCES report (id),
  title TEXT NOT NULL
) STRICT;

-- Apart from `paper`, so that going over all papers stays quick.
CREATE TABLE paper_detail (
  paper INTEGER PRIMARY KEY REFERENCES paper (key),
  authors TEXT NOT NULL DEFAULT '[]', -- JSON: array of names
  abstract TEXT,
  code TEXT,
  project TEXT,
  upvotes INTEGER,
  keywords TEXT NOT NULL DEFAULT '[]', -- JSON: array of words
  summary TEXT, -- one sentence, the source's own
  organization TEXT,
  published TEXT -- YYYY-MM-DD
) STRICT;
CREATE INDEX paper_detail_code ON paper_detail (paper) WHERE code IS NOT NULL;
CREATE INDEX paper_detail_project ON paper_detail (paper) WHERE project IS NOT NULL;

-- Every version of what was written about a paper.
CREATE TABLE report (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  paper INTEGER NOT NULL REFERENCES paper (key),
  digest BLOB NOT NULL, -- of all that makes it a version of its own: writer, reading source, title, body
  writer TEXT NOT NULL,
  reading_source TEXT,
  added INTEGER NOT NULL,
  title TEXT NOT NULL,
  body TEXT NOT NULL,
  UNIQUE (paper, digest)
) STRICT;
CREATE INDEX paper_shown ON paper (shown);

-- What stands in a document, in its order.
CREATE TABLE document_report (
  document INTEGER NOT NULL REFERENCES document (id),
  position INTEGER NOT NULL,
  report INTEGER NOT NULL REFERENCES report (id),
  PRIMARY KEY (document, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX document_report_report ON document_report (report);

-- A day's list that was asked for and answered. A day without papers stands here alone.
CREATE TABLE listing (
  date TEXT PRIMARY KEY,
  listed INTEGER NOT NULL,
  papers INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- How far reading a paper's article is: open until it is settled what the fullest source is.
CREATE TABLE reading (
  paper INTEGER PRIMARY KEY REFERENCES paper (key),
  source TEXT,
  settled INTEGER NOT NULL,
  problem TEXT,
  tried INTEGER NOT NULL,
  tries INTEGER NOT NULL,
  etag TEXT, -- of the article's HTML as kept
  last_modified TEXT
) STRICT;

CREATE TABLE article (
  paper INTEGER PRIMARY KEY REFERENCES paper (key),
  source TEXT NOT NULL,
  fetched INTEGER NOT NULL,
  body BLOB NOT NULL -- zstd
) STRICT;

-- The one table every list is read from, kept in the order of the lists. `next_date` and `marks` repeat what other rows say,
-- so that no list has to look anywhere else.
CREATE TABLE day_paper (
  date TEXT NOT NULL REFERENCES day (date),
  position INTEGER NOT NULL,
  paper INTEGER NOT NULL REFERENCES paper (key),
  next_date TEXT, -- the next newer day the same paper stands on
  marks INTEGER NOT NULL, -- of table `mark`: 1 read, 2 starred, 4 later
  PRIMARY KEY (date DESC, position)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX day_paper_paper ON day_paper (paper, date);

-- ── What the reader did: by arXiv's id, with no reference to the tables above, which it outlives. ───────────────────

CREATE TABLE mark (
  paper_id TEXT PRIMARY KEY,
  read INTEGER,
  starred INTEGER,
  later INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE tag (
  folded TEXT NOT NULL, -- the name as it is compared
  paper_id TEXT NOT NULL,
  name TEXT NOT NULL, -- the name as the reader first wrote it
  PRIMARY KEY (folded, paper_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX tag_paper ON tag (paper_id, folded, name);

CREATE TABLE note (
  paper_id TEXT PRIMARY KEY,
  text TEXT NOT NULL,
  changed INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE setting (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- The journal that changes are taken back from.
CREATE TABLE change (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL,
  what TEXT NOT NULL
) STRICT;

CREATE TABLE change_item (
  change INTEGER NOT NULL REFERENCES change (id) ON DELETE CASCADE,
  paper_id TEXT NOT NULL,
  subject TEXT NOT NULL, -- read, starred, later, note, or tag:FOLDED
  before TEXT, -- JSON; NULL: it was not there
  PRIMARY KEY (change, paper_id, subject)
) STRICT, WITHOUT ROWID;
CREATE INDEX change_item_subject ON change_item (paper_id, subject, change);
