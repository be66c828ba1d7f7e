-- ── What the user said about the learnt order: three more kinds of facts (007_facts.sql), each with a table that is derived from them. ──

-- "Less of this" on papers. In the log and the journal: subject `less`.
CREATE TABLE less_of (
  paper_id TEXT PRIMARY KEY,
  at INTEGER NOT NULL,
  sum INTEGER
) STRICT, WITHOUT ROWID;
CREATE TRIGGER less_of_added AFTER INSERT ON less_of BEGIN
  UPDATE less_of SET sum = row_sum(paper_id, at) WHERE paper_id = new.paper_id;
END;
CREATE TRIGGER less_of_changed AFTER UPDATE OF paper_id, at ON less_of BEGIN
  UPDATE less_of SET sum = row_sum(paper_id, at) WHERE paper_id = new.paper_id;
END;

-- Opinions on words. They belong to no paper (paper_id ''): subject `word:KIND:WORD`.
CREATE TABLE word_opinion (
  kind TEXT NOT NULL, -- what the word names: subject, author or organisation
  word TEXT NOT NULL,
  opinion TEXT NOT NULL, -- more, less or forgotten
  at INTEGER NOT NULL,
  sum INTEGER,
  PRIMARY KEY (kind, word)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER word_opinion_added AFTER INSERT ON word_opinion BEGIN
  UPDATE word_opinion SET sum = row_sum(kind, word, opinion, at) WHERE kind = new.kind AND word = new.word;
END;
CREATE TRIGGER word_opinion_changed AFTER UPDATE OF kind, word, opinion, at ON word_opinion BEGIN
  UPDATE word_opinion SET sum = row_sum(kind, word, opinion, at) WHERE kind = new.kind AND word = new.word;
END;

-- The moment at which the user had all that was learnt forgotten: nothing that was done before is learnt from. At most one row.
-- It belongs to no paper: subject `forgotten`.
CREATE TABLE taste_forgotten (
  only INTEGER PRIMARY KEY CHECK (only = 1),
  at INTEGER NOT NULL,
  sum INTEGER
) STRICT;
CREATE TRIGGER taste_forgotten_added AFTER INSERT ON taste_forgotten BEGIN
  UPDATE taste_forgotten SET sum = row_sum(only, at) WHERE only = new.only;
END;
CREATE TRIGGER taste_forgotten_changed AFTER UPDATE OF only, at ON taste_forgotten BEGIN
  UPDATE taste_forgotten SET sum = row_sum(only, at) WHERE only = new.only;
END;
