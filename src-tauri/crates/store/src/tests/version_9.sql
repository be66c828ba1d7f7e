-- What a library of version 9 has beside that of version 8: a citation key, collections and a paper in one.
INSERT INTO change (id, at, what) VALUES
  (14, 1767614412000, 'collection'),
  (15, 1767614412000, 'collected');
INSERT INTO change_item (change, paper_id, subject, before) VALUES
  (14, '', 'collection:00000000000000aa', NULL),
  (14, '', 'collection:00000000000000bb', NULL),
  (15, '2512.00001', 'in:00000000000000aa', NULL);
INSERT INTO citation_key (paper_id, key) VALUES
  ('2512.00001', 'one2025');
INSERT INTO collection (id, name, parent, place, note, added) VALUES
  ('00000000000000aa', 'Talk', NULL, 1, 'why', 1767614412000),
  ('00000000000000bb', 'Figures', '00000000000000aa', 1, NULL, 1767614412000);
INSERT INTO collected (collection, paper_id, place) VALUES
  ('00000000000000aa', '2512.00001', 1);
CREATE TEMP TABLE more (paper_id TEXT, subject TEXT, value TEXT);
INSERT INTO more VALUES
  ('2512.00001', 'citation_key', '"one2025"'),
  ('', 'collection:00000000000000aa', '{"name":"Talk","place":1,"note":"why","added":1767614412000}'),
  ('', 'collection:00000000000000bb', '{"name":"Figures","parent":"00000000000000aa","place":1,"added":1767614412000}'),
  ('2512.00001', 'in:00000000000000aa', '{"place":1}');
INSERT INTO fact (id, paper_id, subject, value, time, device)
  SELECT fact_id(paper_id, subject, value, 115842378104832000, 2611927406878446114), paper_id, subject, value, 115842378104832000, 2611927406878446114
  FROM more;
UPDATE device SET clock = 115842378104832000;
