SELECT
  p.key, p.revision, p.id, p.title,
  (SELECT group_concat(date, ' ' ORDER BY date DESC) FROM day_paper WHERE paper = p.key),
  d.authors, d.abstract, d.code, d.project,
  r.id, r.writer, r.reading_source, r.body,
  m.read, m.starred, m.later,
  (SELECT json_group_array(name ORDER BY folded) FROM tag WHERE paper_id = p.id),
  n.text,
  d.upvotes, d.keywords, d.summary, d.organization, d.published,
  e.source, e.problem, e.settled,
  EXISTS (SELECT 1 FROM article WHERE paper = p.key),
  row_sum(p.key, p.id, p.title) IS p.sum,
  d.paper IS NULL
    OR row_sum(d.paper, d.authors, d.abstract, d.code, d.project, d.upvotes, d.keywords, d.summary, d.organization, d.published) IS d.sum,
  r.id IS NULL OR report_digest(r.writer, r.reading_source, r.title, r.body) IS r.digest,
  n.paper_id IS NULL OR row_sum(n.paper_id, n.text, n.changed) IS n.sum,
  NOT EXISTS (SELECT 1 FROM tag WHERE paper_id = p.id AND row_sum(folded, paper_id, name) IS NOT sum)
    AND NOT EXISTS (SELECT 1 FROM day_paper WHERE paper = p.key AND row_sum(date, position, paper, next_date, marks) IS NOT sum)
    AND (m.paper_id IS NULL OR row_sum(m.paper_id, m.read, m.starred, m.later) IS m.sum)
    AND (k.paper_id IS NULL OR row_sum(k.paper_id, k.key) IS k.sum)
    AND NOT EXISTS (SELECT 1 FROM highlight WHERE paper_id = p.id AND row_sum(paper_id, id, colour, note, exact, anchor, added) IS NOT sum),
  (SELECT json_group_array(c.name ORDER BY coalesce(o.place, c.place), o.id IS NOT NULL, c.place, c.id)
    FROM collected i JOIN collection c ON c.id = i.collection LEFT JOIN collection o ON o.id = c.parent WHERE i.paper_id = p.id),
  k.key,
  (SELECT count(*) FROM highlight WHERE paper_id = p.id),
  c.figures, c.found, c.computed, c.another_owner, c.another_direction, c.not_checked
FROM paper p
LEFT JOIN paper_detail d ON d.paper = p.key
LEFT JOIN reading e ON e.paper = p.key
LEFT JOIN report r ON r.id = p.shown
LEFT JOIN checked c ON c.report = p.shown
LEFT JOIN mark m ON m.paper_id = p.id
LEFT JOIN note n ON n.paper_id = p.id
LEFT JOIN citation_key k ON k.paper_id = p.id
WHERE p.key = ?1
