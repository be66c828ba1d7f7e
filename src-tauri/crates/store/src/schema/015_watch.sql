-- ── What arXiv says about papers that the user keeps. It can be asked for again, so that the rows have no checksums. ──

-- What arXiv said last.
CREATE TABLE watched (
  paper_id TEXT PRIMARY KEY,
  asked INTEGER NOT NULL,
  version INTEGER, -- the newest that is known; NULL: arXiv does not know the paper
  withdrawn INTEGER NOT NULL,
  reference TEXT, -- where it was published
  code TEXT -- where its code is
) STRICT, WITHOUT ROWID;

-- What was new then: each is told until the user puts it aside, and never again.
CREATE TABLE news (
  paper_id TEXT NOT NULL,
  kind TEXT NOT NULL, -- version, withdrawn, reference or code
  value TEXT NOT NULL, -- JSON
  found INTEGER NOT NULL,
  aside INTEGER, -- when the user put it aside; NULL: not yet
  PRIMARY KEY (paper_id, kind)
) STRICT, WITHOUT ROWID;
