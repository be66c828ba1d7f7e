-- A library of schema version 6, the last one before the log of facts.
INSERT INTO day (date, source_url) VALUES ('2025-12-30', 'https://huggingface.co/papers/date/2025-12-30');
INSERT INTO document (id, date, sha256, added, raw) VALUES
  (1, '2025-12-30', x'6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b', 1767614400000, x'31'),
  (2, '2025-12-30', x'd4735e3a265e16eee03f59718b9b5d03019c07d8b6c51f90da3a666eec13ab35', 1767614401000, x'32');
INSERT INTO paper (key, id, revision, shown, title) VALUES (1, '2512.00001', 4, NULL, 'One'), (2, '2512.00002', 3, NULL, 'Two');
INSERT INTO report (id, paper, digest, writer, reading_source, added, title, body) VALUES
  (1, 1, x'769a454f667fc14527eff9e437eb062782688097c2ef78dfaff22d20c108354d', 'imported', 'html', 1767614400000, 'One', 'first'),
  (2, 1, x'907bb9587aa5585765288376ccdd85a1b5eb57d8a1d4e101b6aaa65c2dff3695', 'imported', 'html', 1767614401000, 'One', 'second');
INSERT INTO document_report (document, position, report) VALUES (1, 0, 1), (2, 0, 2);
INSERT INTO day_paper (date, position, paper, next_date, marks) VALUES ('2025-12-30', 0, 1, NULL, 3), ('2025-12-30', 1, 2, NULL, 1);
INSERT INTO setting (key, value) VALUES ('ui.theme', 'dark');

-- What the user did: on two papers of the library, and on one that is not there.
INSERT INTO mark (paper_id, read, starred, later) VALUES
  ('2512.00001', 1767614000000, 1767614405000, NULL), ('2512.00002', 1767614409000, NULL, NULL), ('2601.99999', NULL, NULL, 1767614000000);
INSERT INTO tag (folded, paper_id, name) VALUES
  ('机器人 robots', '2512.00001', '机器人 Robots'), ('机器人 robots', '2512.00002', '机器人 Robots'), ('"quoted" \', '2601.99999', '"Quoted" \');
INSERT INTO note (paper_id, text, changed) VALUES
  ('2512.00001', 'newer “note”' || char(10) || 'with "quotes", \ 😀' || char(9, 0, 8232) || '.', 1767614404000), ('2601.99999', 'of a paper to come', 1767614000000);
INSERT INTO change (id, at, what) VALUES
  (3, 1767614403000, 'tags'), (4, 1767614404000, 'note'), (5, 1767614405000, 'starred'), (7, 1767614407000, 'starred'), (8, 1767614408000, 'tags'),
  (9, 1767614409000, 'read');
INSERT INTO change_item (change, paper_id, subject, before) VALUES
  (3, '2512.00001', 'tag:机器人 robots', NULL), (3, '2512.00002', 'tag:机器人 robots', NULL),
  (4, '2512.00001', 'note', '{"changed":1767614001000,"text":"older"}'),
  (5, '2512.00001', 'starred', NULL), (5, '2512.00002', 'starred', NULL),
  (7, '2512.00002', 'starred', '1767614405000'),
  (8, '2512.00001', 'tag:b', '"B"'),
  (9, '2512.00002', 'read', NULL);

-- Since version 2: the older version of the first paper is shown because the user chose it; what waits to be written.
UPDATE paper SET latest = 2, shown = 1 WHERE key = 1;
INSERT INTO chosen_version (paper_id, report) VALUES
  ('2512.00001', x'769a454f667fc14527eff9e437eb062782688097c2ef78dfaff22d20c108354d'),
  ('2601.99999', x'00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff');
INSERT INTO change (id, at, what) VALUES (10, 1767614410000, 'version');
INSERT INTO change_item (change, paper_id, subject, before) VALUES (10, '2512.00001', 'version', NULL);
INSERT INTO to_write (paper_id, again) VALUES ('2512.00002', 0);

-- Since version 3: saved searches, one of them removed a moment ago, and what was searched for.
INSERT INTO saved_search (folded, name, query, added) VALUES ('mine', 'Mine', 'is:starred "a b" 机器人', 1767614411000);
INSERT INTO search_history (id, query) VALUES (7, 'robots');
INSERT INTO change (id, at, what) VALUES (11, 1767614411000, 'saved'), (12, 1767614412000, 'saved'), (13, 1767614413000, 'facts');
INSERT INTO change_item (change, paper_id, subject, before) VALUES
  (11, '', 'saved:mine', NULL), (12, '', 'saved:old', '{"name":"Old","query":"is:unread","added":1767614000000}'),
  (13, '2601.99999', 'note', NULL);

-- Since version 4.
INSERT INTO writing (report, language, prompt, reason, extracted, chars_read, chars, source, tokens_read, tokens_sent)
  VALUES (2, 'zh', 'zh-1', NULL, '[]', 7, 9, x'02', 3, 5);
