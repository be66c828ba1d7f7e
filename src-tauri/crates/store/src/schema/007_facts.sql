-- ── What the user did, as a log of facts. The tables mark, tag, note, chosen_version and saved_search are derived from it. ──

-- This copy of the library as a writer of facts.
CREATE TABLE device (
  only INTEGER PRIMARY KEY CHECK (only = 1),
  id INTEGER NOT NULL, -- random; a restored, recovered or copied library gets another one
  clock INTEGER NOT NULL, -- the time of the newest fact that is known here (log/clock.rs)
  compact_at INTEGER NOT NULL -- the log is compacted when a fact gets this `seq`
) STRICT;
INSERT INTO device (only, id, clock, compact_at) VALUES (1, random() & 9223372036854775807, 0, 0);

ALTER TABLE device ADD COLUMN sum INTEGER;
UPDATE device SET sum = row_sum(only, id, clock, compact_at);
CREATE TRIGGER device_added AFTER INSERT ON device BEGIN
  UPDATE device SET sum = row_sum(only, id, clock, compact_at) WHERE only = new.only;
END;
CREATE TRIGGER device_changed AFTER UPDATE OF only, id, clock, compact_at ON device BEGIN
  UPDATE device SET sum = row_sum(only, id, clock, compact_at) WHERE only = new.only;
END;

-- One thing that the user set or removed. Rows are only added; compaction removes those that a newer one replaced. The newest
-- fact of a subject, by time, device and id, is in force. Search history is not here: what the user forgets must be gone.
CREATE TABLE fact (
  seq INTEGER PRIMARY KEY, -- the order in which this copy learnt of them
  id BLOB NOT NULL, -- a UUID made of the columns below (log/fact.rs), so that it is their checksum too
  paper_id TEXT NOT NULL, -- empty where the subject belongs to no paper
  subject TEXT NOT NULL, -- read, starred, later, note, version, tag:FOLDED or saved:FOLDED
  value TEXT, -- JSON; NULL: a tombstone
  time INTEGER NOT NULL, -- of the hybrid logical clock
  device INTEGER NOT NULL
) STRICT;

-- Libraries from before the log: a fact for each row. A tag and a chosen version have no moment of their own: the journal may
-- know when they were set, else they are older than every fact.
INSERT INTO fact (id, paper_id, subject, value, time, device)
SELECT fact_id(paper_id, subject, value, time, device.id), paper_id, subject, value, time, device.id
FROM (
  SELECT paper_id, subject, value, min(max(coalesce(moment, 0), 0), 70368744177663) << 16 AS time
  FROM (
    SELECT paper_id, 'read' AS subject, CAST(read AS TEXT) AS value, read AS moment FROM mark WHERE read IS NOT NULL
    UNION ALL SELECT paper_id, 'starred', CAST(starred AS TEXT), starred FROM mark WHERE starred IS NOT NULL
    UNION ALL SELECT paper_id, 'later', CAST(later AS TEXT), later FROM mark WHERE later IS NOT NULL
    UNION ALL SELECT paper_id, 'tag:' || folded, json_quote(name),
      (SELECT max(c.at) FROM change_item i JOIN change c ON c.id = i.change WHERE i.paper_id = tag.paper_id AND i.subject = 'tag:' || tag.folded)
      FROM tag
    UNION ALL SELECT paper_id, 'note', json_object('text', text, 'changed', changed), changed FROM note
    UNION ALL SELECT paper_id, 'version', json_quote(lower(hex(report))),
      (SELECT max(c.at) FROM change_item i JOIN change c ON c.id = i.change WHERE i.paper_id = chosen_version.paper_id AND i.subject = 'version')
      FROM chosen_version
    UNION ALL SELECT '', 'saved:' || folded, json_object('name', name, 'query', query, 'added', added), added FROM saved_search
  )
) CROSS JOIN device;
UPDATE device SET
  clock = (SELECT coalesce(max(time), 0) FROM fact),
  compact_at = (SELECT 2 * count(*) + 10000 FROM fact);
