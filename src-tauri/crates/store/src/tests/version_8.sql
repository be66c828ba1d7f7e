-- A library of schema version 8, the last one before citation keys and collections: version_6.sql as the program of then brought
-- it there, with its log of facts.
INSERT INTO day (date, source_url) VALUES
  ('2025-12-30', 'https://huggingface.co/papers/date/2025-12-30');
INSERT INTO document (id, date, source_url, sha256, added, raw) VALUES
  (1, '2025-12-30', NULL, x'6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b', 1767614400000, x'31'),
  (2, '2025-12-30', NULL, x'd4735e3a265e16eee03f59718b9b5d03019c07d8b6c51f90da3a666eec13ab35', 1767614401000, x'32');
INSERT INTO paper (key, id, revision, shown, title, latest) VALUES
  (1, '2512.00001', 4, NULL, 'One', NULL),
  (2, '2512.00002', 3, NULL, 'Two', NULL);
INSERT INTO report (id, paper, digest, writer, reading_source, added, title, body) VALUES
  (1, 1, x'769a454f667fc14527eff9e437eb062782688097c2ef78dfaff22d20c108354d', 'imported', 'html', 1767614400000, 'One', 'first'),
  (2, 1, x'907bb9587aa5585765288376ccdd85a1b5eb57d8a1d4e101b6aaa65c2dff3695', 'imported', 'html', 1767614401000, 'One', 'second');
UPDATE paper SET shown = 1, latest = 2 WHERE key = 1;
INSERT INTO document_report (document, position, report) VALUES
  (1, 0, 1),
  (2, 0, 2);
INSERT INTO day_paper (date, position, paper, next_date, marks) VALUES
  ('2025-12-30', 0, 1, NULL, 3),
  ('2025-12-30', 1, 2, NULL, 1);
INSERT INTO mark (paper_id, read, starred, later) VALUES
  ('2512.00001', 1767614000000, 1767614405000, NULL),
  ('2512.00002', 1767614409000, NULL, NULL),
  ('2601.99999', NULL, NULL, 1767614000000);
INSERT INTO tag (folded, paper_id, name) VALUES
  ('机器人 robots', '2512.00001', '机器人 Robots'),
  ('机器人 robots', '2512.00002', '机器人 Robots'),
  ('"quoted" \', '2601.99999', '"Quoted" \');
INSERT INTO note (paper_id, text, changed) VALUES
  ('2512.00001', CAST(x'6e6577657220e2809c6e6f7465e2809d0a77697468202271756f746573222c205c20f09f98800900e280a82e' AS TEXT), 1767614404000),
  ('2601.99999', 'of a paper to come', 1767614000000);
INSERT INTO setting (key, value) VALUES
  ('ui.theme', 'dark');
INSERT INTO change (id, at, what) VALUES
  (3, 1767614403000, 'tags'),
  (4, 1767614404000, 'note'),
  (5, 1767614405000, 'starred'),
  (7, 1767614407000, 'starred'),
  (8, 1767614408000, 'tags'),
  (9, 1767614409000, 'read'),
  (10, 1767614410000, 'version'),
  (11, 1767614411000, 'saved'),
  (12, 1767614412000, 'saved'),
  (13, 1767614413000, 'facts');
INSERT INTO change_item (change, paper_id, subject, before) VALUES
  (3, '2512.00001', 'tag:机器人 robots', NULL),
  (3, '2512.00002', 'tag:机器人 robots', NULL),
  (4, '2512.00001', 'note', '{"changed":1767614001000,"text":"older"}'),
  (5, '2512.00001', 'starred', NULL),
  (5, '2512.00002', 'starred', NULL),
  (7, '2512.00002', 'starred', '1767614405000'),
  (8, '2512.00001', 'tag:b', '"B"'),
  (9, '2512.00002', 'read', NULL),
  (10, '2512.00001', 'version', NULL),
  (11, '', 'saved:mine', NULL),
  (12, '', 'saved:old', '{"name":"Old","query":"is:unread","added":1767614000000}'),
  (13, '2601.99999', 'note', NULL);
INSERT INTO writing (report, language, prompt, reason, extracted, chars_read, chars, source, tokens_read, tokens_sent) VALUES
  (2, 'zh', 'zh-1', NULL, '[]', 7, 9, x'02', 3, 5);
INSERT INTO to_write (place, paper_id, writer, again) VALUES
  (1, '2512.00002', NULL, 0);
INSERT INTO chosen_version (paper_id, report) VALUES
  ('2512.00001', x'769a454f667fc14527eff9e437eb062782688097c2ef78dfaff22d20c108354d'),
  ('2601.99999', x'00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff');
INSERT INTO saved_search (folded, name, query, added) VALUES
  ('mine', 'Mine', 'is:starred "a b" 机器人', 1767614411000);
INSERT INTO search_history (id, query) VALUES
  (7, 'robots');
INSERT INTO fact (seq, id, paper_id, subject, value, time, device) VALUES
  (1, x'6351e271d7358ef9a276109d9efd172e', '2512.00001', 'read', '1767614000000', 115842351104000000, 2611927406878446114),
  (2, x'b65fc7d4d3718c3e86f0d9ccc9877cf5', '2512.00002', 'read', '1767614409000', 115842377908224000, 2611927406878446114),
  (3, x'2b3bf1178548845a8c544c958ce153a9', '2512.00001', 'starred', '1767614405000', 115842377646080000, 2611927406878446114),
  (4, x'563af52f6d888908a1f19e10560c2c5d', '2601.99999', 'later', '1767614000000', 115842351104000000, 2611927406878446114),
  (5, x'bdd3fea4d317844194009f380385a82a', '2512.00001', 'tag:机器人 robots', '"机器人 Robots"', 115842377515008000, 2611927406878446114),
  (6, x'0a3cf4f095d08541a82911bfdd185a52', '2512.00002', 'tag:机器人 robots', '"机器人 Robots"', 115842377515008000, 2611927406878446114),
  (7, x'ce558d38da7789d7b8c97dbfbc82fa78', '2601.99999', 'tag:"quoted" \', '"\"Quoted\" \\"', 0, 2611927406878446114),
  (8, x'2a20d11eb95d80bab599fbcf7318bdfa', '2512.00001', 'note', CAST(x'7b2274657874223a226e6577657220e2809c6e6f7465e2809d5c6e77697468205c2271756f7465735c222c205c5c20f09f98805c745c7530303030e280a82e222c226368616e676564223a313736373631343430343030307d' AS TEXT), 115842377580544000, 2611927406878446114),
  (9, x'c01a8c3b03468cb7a94577cce5d6c4f6', '2601.99999', 'note', '{"text":"of a paper to come","changed":1767614000000}', 115842351104000000, 2611927406878446114),
  (10, x'f2e3c1887ad985fca3d68bb69ec93338', '2512.00001', 'version', '"769a454f667fc14527eff9e437eb062782688097c2ef78dfaff22d20c108354d"', 115842377973760000, 2611927406878446114),
  (11, x'63b2e41775f4838bbf20256d7cf53777', '2601.99999', 'version', '"00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"', 0, 2611927406878446114),
  (12, x'a816029110258efa8f6ccc293cb8c8c3', '', 'saved:mine', '{"name":"Mine","query":"is:starred \"a b\" 机器人","added":1767614411000}', 115842378039296000, 2611927406878446114);
UPDATE device SET id = 2611927406878446114, clock = 115842378039296000, compact_at = 10024;
