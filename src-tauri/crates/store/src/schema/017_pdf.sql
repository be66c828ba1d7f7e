-- ── PDFs of papers: a cache, as in 011_images.sql, whose rows have no checksums. The files are in the folder `pdfs`, each named by its paper's id. ──

CREATE TABLE pdf (
  paper INTEGER PRIMARY KEY REFERENCES paper (key),
  digest TEXT, -- SHA-256 of the file; NULL: none is kept
  bytes INTEGER NOT NULL, -- of the file
  problem TEXT, -- why none is kept; NULL: one is, or is to be fetched
  wanted INTEGER NOT NULL, -- whether the user asked for it
  fetched INTEGER NOT NULL, -- when it was last asked for
  tries INTEGER NOT NULL, -- how often in vain since it last came
  etag TEXT, -- the server's names for the version of the file that is kept
  last_modified TEXT
) STRICT;
