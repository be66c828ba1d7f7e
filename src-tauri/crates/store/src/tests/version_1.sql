-- A library of schema version 1 with something in every table.
INSERT INTO day VALUES ('2025-12-30', 'https://huggingface.co/papers/date/2025-12-30');
INSERT INTO document VALUES (1, '2025-12-30', NULL, x'6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b', 1767614400000, x'31'), (2, '2025-12-30', NULL, x'd4735e3a265e16eee03f59718b9b5d03019c07d8b6c51f90da3a666eec13ab35', 1767614401000, x'32'),
  (3, '2025-12-30', NULL, x'4e07408562bedb8b60ce05c1decfe3ad16b72230967de01f640b7e4729b49fce', 1767614402000, x'33');
INSERT INTO paper (key, id, revision, shown, title) VALUES (1, '2512.00001', 4, NULL, 'One'), (2, '2512.00002', 3, NULL, 'Two');
INSERT INTO paper_detail (paper, abstract, code) VALUES (2, 'We study much.', 'https://example.org/code');
INSERT INTO report VALUES (1, 1, x'769a454f667fc14527eff9e437eb062782688097c2ef78dfaff22d20c108354d', 'imported', 'html', 1767614400000, 'One', 'first'),
  (2, 1, x'907bb9587aa5585765288376ccdd85a1b5eb57d8a1d4e101b6aaa65c2dff3695', 'imported', 'html', 1767614401000, 'One', 'second');
UPDATE paper SET shown = 1 WHERE key = 1;
INSERT INTO document_report VALUES (1, 0, 1), (2, 0, 2), (3, 0, 1);
INSERT INTO listing VALUES ('2025-12-30', 1767614400000, 1);
INSERT INTO reading VALUES (2, 'abstract', 1, NULL, 1767614400000, 1, NULL, NULL);
INSERT INTO article VALUES (1, 'html', 1767614400000, x'00');
INSERT INTO day_paper VALUES ('2025-12-30', 0, 1, NULL, 2), ('2025-12-30', 1, 2, NULL, 0);
INSERT INTO mark VALUES ('2512.00001', NULL, 1767614400000, NULL);
INSERT INTO tag VALUES ('a', '2512.00001', 'A');
INSERT INTO note VALUES ('2512.00001', 'mine', 1767614400000);
INSERT INTO setting VALUES ('ui.theme', 'dark');
INSERT INTO change VALUES (1, 1767614400000, 'starred');
INSERT INTO change_item VALUES (1, '2512.00001', 'starred', NULL);
