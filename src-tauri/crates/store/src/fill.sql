INSERT INTO paper_detail (paper, authors, abstract, code, project, upvotes, keywords, summary, organization, published)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
ON CONFLICT (paper) DO UPDATE SET
  authors = CASE authors WHEN '[]' THEN excluded.authors ELSE authors END,
  abstract = coalesce(abstract, excluded.abstract),
  code = coalesce(code, excluded.code),
  project = coalesce(project, excluded.project),
  upvotes = coalesce(upvotes, excluded.upvotes),
  keywords = CASE keywords WHEN '[]' THEN excluded.keywords ELSE keywords END,
  summary = coalesce(summary, excluded.summary),
  organization = coalesce(organization, excluded.organization),
  published = coalesce(published, excluded.published)
