-- ── Why a paper was not read: `[{"source", "cause"}]` in JSON instead of English sentences. A row that was altered stays known as such. ──

UPDATE reading SET problem = reading_reasons(problem)
  WHERE problem IS NOT NULL AND sum = row_sum(paper, source, settled, problem, tried, tries, etag, last_modified);
