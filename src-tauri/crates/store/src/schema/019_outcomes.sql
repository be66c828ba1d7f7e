-- ── How many of a report's figures and names had each outcome when they were looked up. ──

-- NULL: an earlier version looked them up and counted only `figures` and `found`; they are looked up again.
ALTER TABLE checked ADD COLUMN computed INTEGER; -- of those found
ALTER TABLE checked ADD COLUMN another_owner INTEGER; -- of those not found, like the next
ALTER TABLE checked ADD COLUMN another_direction INTEGER;
ALTER TABLE checked ADD COLUMN not_checked INTEGER; -- beside `figures`
CREATE INDEX checked_computed ON checked (report) WHERE computed > 0;
CREATE INDEX checked_misattributed ON checked (report) WHERE another_owner > 0;
CREATE INDEX checked_uncounted ON checked (report) WHERE computed IS NULL;
