-- After the rows of a damaged library were put into a sound one: nothing may refer to a row that is not there.
INSERT OR IGNORE INTO day (date) SELECT date FROM document UNION SELECT date FROM day_paper;
DELETE FROM report WHERE paper NOT IN (SELECT key FROM paper);
DELETE FROM document_report WHERE report NOT IN (SELECT id FROM report) OR document NOT IN (SELECT id FROM document);
DELETE FROM writing WHERE report NOT IN (SELECT id FROM report);
DELETE FROM checked WHERE report NOT IN (SELECT id FROM report);
DELETE FROM paper_detail WHERE paper NOT IN (SELECT key FROM paper);
DELETE FROM reading WHERE paper NOT IN (SELECT key FROM paper);
DELETE FROM article WHERE paper NOT IN (SELECT key FROM paper);
DELETE FROM day_paper WHERE paper NOT IN (SELECT key FROM paper);
DELETE FROM image WHERE paper NOT IN (SELECT key FROM paper);
DELETE FROM figures WHERE paper NOT IN (SELECT key FROM paper);
DELETE FROM change_item WHERE change NOT IN (SELECT id FROM change);
UPDATE paper SET latest = (SELECT max(id) FROM report WHERE paper = paper.key)
  WHERE latest IS NOT NULL AND NOT EXISTS (SELECT 1 FROM report WHERE id = latest AND paper = paper.key);
UPDATE paper SET shown = latest
  WHERE shown IS NOT latest AND NOT EXISTS (SELECT 1 FROM report WHERE id = shown AND paper = paper.key);
-- In version 1 no paper knows its latest version.
UPDATE paper SET shown = (SELECT max(id) FROM report WHERE paper = paper.key)
  WHERE shown IS NOT NULL AND NOT EXISTS (SELECT 1 FROM report WHERE id = shown AND paper = paper.key);
-- What was read but is lost is read again.
UPDATE reading SET settled = 0, etag = NULL, last_modified = NULL
  WHERE source IS NOT NULL AND source <> 'abstract' AND paper NOT IN (SELECT paper FROM article);
-- What the lists repeat of other rows.
UPDATE day_paper SET
  next_date = (SELECT min(other.date) FROM day_paper AS other WHERE other.paper = day_paper.paper AND other.date > day_paper.date),
  marks = coalesce(
    (SELECT (read IS NOT NULL) + 2 * (starred IS NOT NULL) + 4 * (later IS NOT NULL) FROM mark WHERE paper_id = (SELECT id FROM paper WHERE key = paper)), 0);
