SELECT d.raw, d.sha256
FROM document d
WHERE d.date = ?1
  -- Of what was imported, the newest; of what came by a subscription, any.
  AND (d.writer IS NOT NULL OR d.id = (SELECT max(id) FROM document WHERE date = ?1 AND writer IS NULL))
  -- Every paper of a document is on its day: as many on the day as in the document are the same ones.
  AND (SELECT count(*) FROM day_paper WHERE date = ?1) = (SELECT count(*) FROM document_report WHERE document = d.id)
  AND NOT EXISTS (
    SELECT 1
    FROM document_report dr
    JOIN report r ON r.id = dr.report
    JOIN paper p ON p.key = r.paper
    WHERE dr.document = d.id AND p.shown IS NOT r.id
  )
  -- The order of a day is that of its newest import, which a subscription does not change.
  AND (d.writer IS NULL OR NOT EXISTS (
    SELECT 1
    FROM document_report dr
    JOIN report r ON r.id = dr.report
    WHERE dr.document = d.id
      AND (SELECT count(*) FROM day_paper WHERE date = ?1 AND position <
            (SELECT position FROM day_paper WHERE date = ?1 AND paper = r.paper))
        <> (SELECT count(*) FROM document_report WHERE document = d.id AND position < dr.position)
  ))
ORDER BY d.writer IS NOT NULL, d.id DESC
LIMIT 1
