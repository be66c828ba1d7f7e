-- ── Full texts that another device of the user's fetched. ──

ALTER TABLE article ADD COLUMN device INTEGER; -- that device; NULL: none of them
ALTER TABLE article ADD COLUMN number INTEGER NOT NULL DEFAULT 1; -- the revision of its paper when it was stored
UPDATE article SET number = (SELECT revision FROM paper WHERE key = article.paper);
CREATE INDEX article_number ON article (number);
