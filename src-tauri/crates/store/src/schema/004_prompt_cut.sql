-- ── Whether a model's server read all that it was sent. ─────────────────────────────────────────────────────────────

ALTER TABLE writing ADD COLUMN tokens_read INTEGER; -- of the question, when the server cut it; NULL: all of them, as far as is known
ALTER TABLE writing ADD COLUMN tokens_sent INTEGER; -- about how many the question had, when it was cut
