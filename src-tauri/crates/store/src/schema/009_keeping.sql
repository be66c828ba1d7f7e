-- ── Citation keys and collections: three more kinds of facts (007_facts.sql), each with a table that is derived from them. ──

-- The key by which a paper is cited, given once. In the log and the journal: subject `citation_key`.
CREATE TABLE citation_key (
  paper_id TEXT PRIMARY KEY,
  key TEXT NOT NULL, -- no other paper has it, in whatever case
  sum INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX citation_key_key ON citation_key (key COLLATE NOCASE);
-- A key that a paper once had is given to no other paper.
CREATE INDEX fact_citation_key ON fact (value COLLATE NOCASE) WHERE subject = 'citation_key';
CREATE TRIGGER citation_key_added AFTER INSERT ON citation_key BEGIN
  UPDATE citation_key SET sum = row_sum(paper_id, key) WHERE paper_id = new.paper_id;
END;
CREATE TRIGGER citation_key_changed AFTER UPDATE OF paper_id, key ON citation_key BEGIN
  UPDATE citation_key SET sum = row_sum(paper_id, key) WHERE paper_id = new.paper_id;
END;

-- Collections of papers, in two levels. They belong to no paper (paper_id ''): subject `collection:ID`.
CREATE TABLE collection (
  id TEXT PRIMARY KEY, -- random: a collection keeps it under every name
  name TEXT NOT NULL,
  parent TEXT, -- the collection that it is in; NULL: none
  place INTEGER NOT NULL, -- among those in the same collection
  note TEXT, -- NULL: none
  added INTEGER NOT NULL,
  sum INTEGER
) STRICT, WITHOUT ROWID;
CREATE TRIGGER collection_added AFTER INSERT ON collection BEGIN
  UPDATE collection SET sum = row_sum(id, name, parent, place, note, added) WHERE id = new.id;
END;
CREATE TRIGGER collection_changed AFTER UPDATE OF id, name, parent, place, note, added ON collection BEGIN
  UPDATE collection SET sum = row_sum(id, name, parent, place, note, added) WHERE id = new.id;
END;

-- Papers in collections: subject `in:ID`.
CREATE TABLE collected (
  collection TEXT NOT NULL, -- of table `collection`, which may have lost it
  paper_id TEXT NOT NULL,
  place INTEGER NOT NULL, -- rises in the order in which papers were added
  sum INTEGER,
  PRIMARY KEY (collection, paper_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX collected_paper ON collected (paper_id, collection);
CREATE TRIGGER collected_added AFTER INSERT ON collected BEGIN
  UPDATE collected SET sum = row_sum(collection, paper_id, place) WHERE collection = new.collection AND paper_id = new.paper_id;
END;
CREATE TRIGGER collected_changed AFTER UPDATE OF collection, paper_id, place ON collected BEGIN
  UPDATE collected SET sum = row_sum(collection, paper_id, place) WHERE collection = new.collection AND paper_id = new.paper_id;
END;
