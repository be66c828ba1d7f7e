-- ── How much was ever changed. It rises with each committed change, whatever the clock says: backups are ordered by it. ──

ALTER TABLE library ADD COLUMN revision INTEGER NOT NULL DEFAULT 0;
UPDATE library SET revision = (SELECT coalesce(max(revision), 0) FROM paper) + (SELECT coalesce(sum(seq), 0) FROM sqlite_sequence);

ALTER TABLE library ADD COLUMN sum INTEGER;
UPDATE library SET sum = row_sum(only, history_id, origin, revision);
CREATE TRIGGER library_added AFTER INSERT ON library BEGIN
  UPDATE library SET sum = row_sum(only, history_id, origin, revision) WHERE only = new.only;
END;
CREATE TRIGGER library_changed AFTER UPDATE OF only, history_id, origin, revision ON library BEGIN
  UPDATE library SET sum = row_sum(only, history_id, origin, revision) WHERE only = new.only;
END;
