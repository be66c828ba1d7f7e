-- ── The figure that the user chose for a paper's card: one more kind of facts (007_facts.sql). ──

-- In the log and the journal: subject `card_figure`.
CREATE TABLE card_figure (
  paper_id TEXT PRIMARY KEY,
  source TEXT NOT NULL, -- of its image, as in table `image`
  caption TEXT NOT NULL, -- of the figure, its number first
  sum INTEGER
) STRICT, WITHOUT ROWID;
CREATE TRIGGER card_figure_added AFTER INSERT ON card_figure BEGIN
  UPDATE card_figure SET sum = row_sum(paper_id, source, caption) WHERE paper_id = new.paper_id;
END;
CREATE TRIGGER card_figure_changed AFTER UPDATE OF paper_id, source, caption ON card_figure BEGIN
  UPDATE card_figure SET sum = row_sum(paper_id, source, caption) WHERE paper_id = new.paper_id;
END;
