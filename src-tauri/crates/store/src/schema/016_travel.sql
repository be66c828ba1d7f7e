-- ── Days that came by a subscription. ──

ALTER TABLE document ADD COLUMN writer TEXT; -- under whose name its reports are kept; NULL: it was imported
