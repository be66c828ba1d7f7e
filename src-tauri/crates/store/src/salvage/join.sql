-- Adds to the library what another one (`other`) has and it lacks; what both have stays as it is here. Keys differ, so papers go by
-- their arXiv ids, reports by their digests, documents by their bytes. What the user did is added by log::add_missing.
INSERT OR IGNORE INTO main.day (date, source_url) SELECT date, source_url FROM other.day;
INSERT INTO main.paper (id, revision, title)
  SELECT id, (SELECT coalesce(max(revision), 0) FROM main.paper) + row_number() OVER (ORDER BY key), title
  FROM other.paper WHERE id NOT IN (SELECT id FROM main.paper);
CREATE TEMP TABLE same AS SELECT o.key AS there, m.key AS here FROM other.paper o JOIN main.paper m ON m.id = o.id;
CREATE UNIQUE INDEX temp.same_there ON same (there);
INSERT OR IGNORE INTO main.paper_detail (paper, authors, abstract, code, project, upvotes, keywords, summary, organization, published)
  SELECT here, authors, abstract, code, project, upvotes, keywords, summary, organization, published
  FROM other.paper_detail JOIN same ON there = paper;
INSERT OR IGNORE INTO main.report (paper, digest, writer, reading_source, added, title, body, device)
  SELECT here, digest, writer, reading_source, added, title, body, device FROM other.report JOIN same ON there = paper ORDER BY id;
CREATE TEMP TABLE same_report AS
  SELECT o.id AS there, m.id AS here FROM other.report o JOIN same s ON s.there = o.paper JOIN main.report m ON m.paper = s.here AND m.digest = o.digest;
CREATE UNIQUE INDEX temp.same_report_there ON same_report (there);
INSERT OR IGNORE INTO main.document (date, source_url, sha256, added, raw, writer)
  SELECT date, source_url, sha256, added, raw, writer FROM other.document ORDER BY id;
INSERT OR IGNORE INTO main.document_report (document, position, report)
  SELECT m.id, position, s.here FROM other.document_report d
  JOIN other.document o ON o.id = d.document JOIN main.document m ON m.date = o.date AND m.sha256 = o.sha256
  JOIN same_report s ON s.there = d.report;
INSERT OR IGNORE INTO main.writing (report, language, prompt, reason, extracted, chars_read, chars, source, tokens_read, tokens_sent)
  SELECT here, language, prompt, reason, extracted, chars_read, chars, source, tokens_read, tokens_sent FROM other.writing JOIN same_report ON there = report;
UPDATE main.paper SET latest = (SELECT max(id) FROM main.report WHERE paper = main.paper.key) WHERE latest IS NULL;
UPDATE main.paper SET shown = latest WHERE shown IS NULL;
INSERT OR IGNORE INTO main.listing (date, listed, papers) SELECT date, listed, papers FROM other.listing;
INSERT OR IGNORE INTO main.reading (paper, source, settled, problem, tried, tries, etag, last_modified)
  SELECT here, source, settled, problem, tried, tries, etag, last_modified FROM other.reading JOIN same ON there = paper;
INSERT OR IGNORE INTO main.article (paper, source, fetched, body, device, number)
  SELECT here, source, fetched, body, device, (SELECT revision FROM main.paper WHERE key = here) FROM other.article JOIN same ON there = paper;
INSERT INTO main.day_paper (date, position, paper, next_date, marks)
  SELECT date, (SELECT coalesce(max(position), -1) FROM main.day_paper AS day WHERE day.date = o.date) + row_number() OVER (PARTITION BY date ORDER BY position), here, NULL, 0
  FROM other.day_paper o JOIN same ON there = paper
  WHERE NOT EXISTS (SELECT 1 FROM main.day_paper AS day WHERE day.date = o.date AND day.paper = here);
INSERT OR IGNORE INTO main.answer (digest, date, at, model, prompt_tokens, completion_tokens, done, used, text)
  SELECT digest, date, at, model, prompt_tokens, completion_tokens, done, used, text FROM other.answer ORDER BY id;
INSERT OR IGNORE INTO main.setting (key, value) SELECT key, value FROM other.setting;
DROP TABLE temp.same;
DROP TABLE temp.same_report;
