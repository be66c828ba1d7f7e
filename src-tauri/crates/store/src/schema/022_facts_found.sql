-- ── Facts are looked up by their subject, as those of other devices are compared with the one in force here, and by their
-- device, as each sends its own. ──
CREATE INDEX fact_subject ON fact (paper_id, subject, time);
CREATE INDEX fact_device ON fact (device);
