-- ── Images that another device of the user's fetched. As in 011_images.sql: a cache, whose rows have no checksums. ──

-- A number tells which images are newer than the last one that was sent, and none is given twice.
CREATE TABLE numbered_image (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  paper INTEGER NOT NULL REFERENCES paper (key),
  source TEXT NOT NULL, -- the path of a file below arXiv's /html/, or `drawing:` and the digest of a drawing in the page
  problem TEXT, -- why there is nothing to show; NULL: there is
  fetched INTEGER NOT NULL,
  tries INTEGER NOT NULL,
  width INTEGER, -- of the original
  height INTEGER,
  text TEXT, -- the name of the file for the paper's text
  text_width INTEGER,
  text_height INTEGER,
  card TEXT, -- the name of the file for its card
  card_width INTEGER,
  card_height INTEGER,
  bytes INTEGER NOT NULL, -- of both files
  interrupted INTEGER NOT NULL DEFAULT 0, -- how often in a row the program ended while it was read
  etag TEXT, -- the server's names for the version of the file that is kept
  last_modified TEXT,
  article TEXT, -- the digest of the article for which it was last asked for
  device INTEGER, -- the other device that it came from; NULL: this one fetched it
  UNIQUE (paper, source)
) STRICT;
INSERT INTO numbered_image (paper, source, problem, fetched, tries, width, height, text, text_width, text_height, card, card_width, card_height, bytes, interrupted, etag, last_modified, article)
  SELECT paper, source, problem, fetched, tries, width, height, text, text_width, text_height, card, card_width, card_height, bytes, interrupted, etag, last_modified, article FROM image;
DROP TABLE image;
ALTER TABLE numbered_image RENAME TO image;
CREATE INDEX image_text ON image (text) WHERE text IS NOT NULL;
CREATE INDEX image_card ON image (card) WHERE card IS NOT NULL;
