-- ── Facts are looked up by their subject: those of other devices are compared with the one in force here. ──
CREATE INDEX fact_subject ON fact (paper_id, subject, time);
