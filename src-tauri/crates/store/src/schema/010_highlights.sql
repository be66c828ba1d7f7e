-- ── Highlights: one more kind of facts (007_facts.sql), with a table that is derived from them. ──

-- Highlights in reports and articles. In the log and the journal: subject `highlight:ID`.
CREATE TABLE highlight (
  paper_id TEXT NOT NULL,
  id TEXT NOT NULL, -- a random UUID
  colour TEXT NOT NULL, -- yellow, green, blue or pink
  note TEXT, -- NULL: none
  exact TEXT NOT NULL, -- the highlighted text
  anchor TEXT NOT NULL, -- JSON: the text around it, the version of which text it was made on, and where in it
  added INTEGER NOT NULL,
  sum INTEGER,
  PRIMARY KEY (paper_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX highlight_id ON highlight (id);
CREATE INDEX highlight_added ON highlight (added, id);
CREATE TRIGGER highlight_added_sum AFTER INSERT ON highlight BEGIN
  UPDATE highlight SET sum = row_sum(paper_id, id, colour, note, exact, anchor, added) WHERE paper_id = new.paper_id AND id = new.id;
END;
CREATE TRIGGER highlight_changed_sum AFTER UPDATE OF paper_id, id, colour, note, exact, anchor, added ON highlight BEGIN
  UPDATE highlight SET sum = row_sum(paper_id, id, colour, note, exact, anchor, added) WHERE paper_id = new.paper_id AND id = new.id;
END;
