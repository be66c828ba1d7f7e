SELECT d.raw, d.sha256
FROM document d
WHERE d.id = (SELECT max(id) FROM document WHERE date = ?1)
  -- Every paper of a document stands on its day: as many on the day as in the document are the same ones.
  AND (SELECT count(*) FROM day_paper WHERE date = ?1) = (SELECT count(*) FROM document_report WHERE document = d.id)
  AND NOT EXISTS (
    SELECT 1
    FROM document_report dr
    JOIN report r ON r.id = dr.report
    JOIN paper p ON p.key = r.paper
    WHERE dr.document = d.id AND p.shown IS NOT r.id
  )
