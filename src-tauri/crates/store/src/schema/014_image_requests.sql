-- ── When images of figures are asked for again. As in 011_images.sql: a cache, whose rows have no checksums. ──

ALTER TABLE image ADD COLUMN interrupted INTEGER NOT NULL DEFAULT 0; -- how often in a row the program ended while it was read
ALTER TABLE image ADD COLUMN etag TEXT; -- the server's names for the version of the file that is kept
ALTER TABLE image ADD COLUMN last_modified TEXT;
ALTER TABLE image ADD COLUMN article TEXT; -- the digest of the article for which it was last asked for
UPDATE image SET interrupted = tries WHERE problem = 'interrupted';

ALTER TABLE figures ADD COLUMN tried INTEGER; -- when those of its images that lack were last looked at
