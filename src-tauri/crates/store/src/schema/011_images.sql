-- ── Images of papers' figures: a cache. What is shown is in files of the folder `images`, each named by the digest of its bytes. ──
-- All of it can be fetched again, so that the rows have no checksums: a file is compared with its name when it is read.

CREATE TABLE image (
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
  PRIMARY KEY (paper, source)
) STRICT, WITHOUT ROWID;
CREATE INDEX image_text ON image (text) WHERE text IS NOT NULL;
CREATE INDEX image_card ON image (card) WHERE card IS NOT NULL;

-- What is known of a paper's figures as a whole.
CREATE TABLE figures (
  paper INTEGER PRIMARY KEY REFERENCES paper (key),
  card TEXT, -- of table `image`, the source of the one on its card; NULL: none of them fits
  caption TEXT, -- of its figure
  complete INTEGER NOT NULL -- whether all images were asked for
) STRICT;
