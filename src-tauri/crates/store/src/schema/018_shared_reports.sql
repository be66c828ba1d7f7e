-- ── Reports that another device of the user's wrote. ──

ALTER TABLE report ADD COLUMN device INTEGER; -- that device; NULL: none of them
