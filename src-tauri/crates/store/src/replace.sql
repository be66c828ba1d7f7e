INSERT INTO paper_detail (paper, authors, abstract, code, project, upvotes, keywords, summary, organization, published)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
ON CONFLICT (paper) DO UPDATE SET
  authors = CASE excluded.authors WHEN '[]' THEN authors ELSE excluded.authors END,
  abstract = coalesce(excluded.abstract, abstract),
  code = coalesce(excluded.code, code),
  project = coalesce(excluded.project, project),
  upvotes = coalesce(excluded.upvotes, upvotes),
  keywords = CASE excluded.keywords WHEN '[]' THEN keywords ELSE excluded.keywords END,
  summary = coalesce(excluded.summary, summary),
  organization = coalesce(excluded.organization, organization),
  published = coalesce(excluded.published, published)
