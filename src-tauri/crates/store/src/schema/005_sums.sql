-- ── Checksums of what rows say: damage that SQLite can't see. `row_sum` is a function that Paperboy gives each connection (sums.rs). ──

ALTER TABLE day ADD COLUMN sum INTEGER;
UPDATE day SET sum = row_sum(date, source_url);
CREATE TRIGGER day_added AFTER INSERT ON day BEGIN
  UPDATE day SET sum = row_sum(date, source_url) WHERE date = new.date;
END;
CREATE TRIGGER day_changed AFTER UPDATE OF date, source_url ON day BEGIN
  UPDATE day SET sum = row_sum(date, source_url) WHERE date = new.date;
END;

ALTER TABLE paper ADD COLUMN sum INTEGER;
UPDATE paper SET sum = row_sum(key, id, title);
CREATE TRIGGER paper_added AFTER INSERT ON paper BEGIN
  UPDATE paper SET sum = row_sum(key, id, title) WHERE key = new.key;
END;
CREATE TRIGGER paper_changed AFTER UPDATE OF key, id, title ON paper BEGIN
  UPDATE paper SET sum = row_sum(key, id, title) WHERE key = new.key;
END;

ALTER TABLE paper_detail ADD COLUMN sum INTEGER;
UPDATE paper_detail SET sum = row_sum(paper, authors, abstract, code, project, upvotes, keywords, summary, organization, published);
CREATE TRIGGER paper_detail_added AFTER INSERT ON paper_detail BEGIN
  UPDATE paper_detail SET sum = row_sum(paper, authors, abstract, code, project, upvotes, keywords, summary, organization, published) WHERE paper = new.paper;
END;
CREATE TRIGGER paper_detail_changed AFTER UPDATE OF paper, authors, abstract, code, project, upvotes, keywords, summary, organization, published ON paper_detail BEGIN
  UPDATE paper_detail SET sum = row_sum(paper, authors, abstract, code, project, upvotes, keywords, summary, organization, published) WHERE paper = new.paper;
END;

ALTER TABLE document_report ADD COLUMN sum INTEGER;
UPDATE document_report SET sum = row_sum(document, position, report);
CREATE TRIGGER document_report_added AFTER INSERT ON document_report BEGIN
  UPDATE document_report SET sum = row_sum(document, position, report) WHERE document = new.document AND position = new.position;
END;
CREATE TRIGGER document_report_changed AFTER UPDATE OF document, position, report ON document_report BEGIN
  UPDATE document_report SET sum = row_sum(document, position, report) WHERE document = new.document AND position = new.position;
END;

ALTER TABLE listing ADD COLUMN sum INTEGER;
UPDATE listing SET sum = row_sum(date, listed, papers);
CREATE TRIGGER listing_added AFTER INSERT ON listing BEGIN
  UPDATE listing SET sum = row_sum(date, listed, papers) WHERE date = new.date;
END;
CREATE TRIGGER listing_changed AFTER UPDATE OF date, listed, papers ON listing BEGIN
  UPDATE listing SET sum = row_sum(date, listed, papers) WHERE date = new.date;
END;

ALTER TABLE reading ADD COLUMN sum INTEGER;
UPDATE reading SET sum = row_sum(paper, source, settled, problem, tried, tries, etag, last_modified);
CREATE TRIGGER reading_added AFTER INSERT ON reading BEGIN
  UPDATE reading SET sum = row_sum(paper, source, settled, problem, tried, tries, etag, last_modified) WHERE paper = new.paper;
END;
CREATE TRIGGER reading_changed AFTER UPDATE OF paper, source, settled, problem, tried, tries, etag, last_modified ON reading BEGIN
  UPDATE reading SET sum = row_sum(paper, source, settled, problem, tried, tries, etag, last_modified) WHERE paper = new.paper;
END;

ALTER TABLE day_paper ADD COLUMN sum INTEGER;
UPDATE day_paper SET sum = row_sum(date, position, paper, next_date, marks);
CREATE TRIGGER day_paper_added AFTER INSERT ON day_paper BEGIN
  UPDATE day_paper SET sum = row_sum(date, position, paper, next_date, marks) WHERE date = new.date AND position = new.position;
END;
CREATE TRIGGER day_paper_changed AFTER UPDATE OF date, position, paper, next_date, marks ON day_paper BEGIN
  UPDATE day_paper SET sum = row_sum(date, position, paper, next_date, marks) WHERE date = new.date AND position = new.position;
END;

ALTER TABLE mark ADD COLUMN sum INTEGER;
UPDATE mark SET sum = row_sum(paper_id, read, starred, later);
CREATE TRIGGER mark_added AFTER INSERT ON mark BEGIN
  UPDATE mark SET sum = row_sum(paper_id, read, starred, later) WHERE paper_id = new.paper_id;
END;
CREATE TRIGGER mark_changed AFTER UPDATE OF paper_id, read, starred, later ON mark BEGIN
  UPDATE mark SET sum = row_sum(paper_id, read, starred, later) WHERE paper_id = new.paper_id;
END;

ALTER TABLE tag ADD COLUMN sum INTEGER;
UPDATE tag SET sum = row_sum(folded, paper_id, name);
CREATE TRIGGER tag_added AFTER INSERT ON tag BEGIN
  UPDATE tag SET sum = row_sum(folded, paper_id, name) WHERE folded = new.folded AND paper_id = new.paper_id;
END;
CREATE TRIGGER tag_changed AFTER UPDATE OF folded, paper_id, name ON tag BEGIN
  UPDATE tag SET sum = row_sum(folded, paper_id, name) WHERE folded = new.folded AND paper_id = new.paper_id;
END;

ALTER TABLE note ADD COLUMN sum INTEGER;
UPDATE note SET sum = row_sum(paper_id, text, changed);
CREATE TRIGGER note_added AFTER INSERT ON note BEGIN
  UPDATE note SET sum = row_sum(paper_id, text, changed) WHERE paper_id = new.paper_id;
END;
CREATE TRIGGER note_changed AFTER UPDATE OF paper_id, text, changed ON note BEGIN
  UPDATE note SET sum = row_sum(paper_id, text, changed) WHERE paper_id = new.paper_id;
END;

ALTER TABLE setting ADD COLUMN sum INTEGER;
UPDATE setting SET sum = row_sum(key, value);
CREATE TRIGGER setting_added AFTER INSERT ON setting BEGIN
  UPDATE setting SET sum = row_sum(key, value) WHERE key = new.key;
END;
CREATE TRIGGER setting_changed AFTER UPDATE OF key, value ON setting BEGIN
  UPDATE setting SET sum = row_sum(key, value) WHERE key = new.key;
END;

ALTER TABLE change ADD COLUMN sum INTEGER;
UPDATE change SET sum = row_sum(id, at, what);
CREATE TRIGGER change_added AFTER INSERT ON change BEGIN
  UPDATE change SET sum = row_sum(id, at, what) WHERE id = new.id;
END;
CREATE TRIGGER change_changed AFTER UPDATE OF id, at, what ON change BEGIN
  UPDATE change SET sum = row_sum(id, at, what) WHERE id = new.id;
END;

ALTER TABLE change_item ADD COLUMN sum INTEGER;
UPDATE change_item SET sum = row_sum(change, paper_id, subject, before);
CREATE TRIGGER change_item_added AFTER INSERT ON change_item BEGIN
  UPDATE change_item SET sum = row_sum(change, paper_id, subject, before) WHERE change = new.change AND paper_id = new.paper_id AND subject = new.subject;
END;
CREATE TRIGGER change_item_changed AFTER UPDATE OF change, paper_id, subject, before ON change_item BEGIN
  UPDATE change_item SET sum = row_sum(change, paper_id, subject, before) WHERE change = new.change AND paper_id = new.paper_id AND subject = new.subject;
END;

ALTER TABLE answer ADD COLUMN sum INTEGER;
UPDATE answer SET sum = row_sum(id, digest, date, at, model, prompt_tokens, completion_tokens, done, used, text);
CREATE TRIGGER answer_added AFTER INSERT ON answer BEGIN
  UPDATE answer SET sum = row_sum(id, digest, date, at, model, prompt_tokens, completion_tokens, done, used, text) WHERE id = new.id;
END;
CREATE TRIGGER answer_changed AFTER UPDATE OF id, digest, date, at, model, prompt_tokens, completion_tokens, done, used, text ON answer BEGIN
  UPDATE answer SET sum = row_sum(id, digest, date, at, model, prompt_tokens, completion_tokens, done, used, text) WHERE id = new.id;
END;

ALTER TABLE writing ADD COLUMN sum INTEGER;
UPDATE writing SET sum = row_sum(report, language, prompt, reason, extracted, chars_read, chars, source, tokens_read, tokens_sent);
CREATE TRIGGER writing_added AFTER INSERT ON writing BEGIN
  UPDATE writing SET sum = row_sum(report, language, prompt, reason, extracted, chars_read, chars, source, tokens_read, tokens_sent) WHERE report = new.report;
END;
CREATE TRIGGER writing_changed AFTER UPDATE OF report, language, prompt, reason, extracted, chars_read, chars, source, tokens_read, tokens_sent ON writing BEGIN
  UPDATE writing SET sum = row_sum(report, language, prompt, reason, extracted, chars_read, chars, source, tokens_read, tokens_sent) WHERE report = new.report;
END;

ALTER TABLE to_write ADD COLUMN sum INTEGER;
UPDATE to_write SET sum = row_sum(place, paper_id, writer, again);
CREATE TRIGGER to_write_added AFTER INSERT ON to_write BEGIN
  UPDATE to_write SET sum = row_sum(place, paper_id, writer, again) WHERE place = new.place;
END;
CREATE TRIGGER to_write_changed AFTER UPDATE OF place, paper_id, writer, again ON to_write BEGIN
  UPDATE to_write SET sum = row_sum(place, paper_id, writer, again) WHERE place = new.place;
END;

ALTER TABLE chosen_version ADD COLUMN sum INTEGER;
UPDATE chosen_version SET sum = row_sum(paper_id, report);
CREATE TRIGGER chosen_version_added AFTER INSERT ON chosen_version BEGIN
  UPDATE chosen_version SET sum = row_sum(paper_id, report) WHERE paper_id = new.paper_id;
END;
CREATE TRIGGER chosen_version_changed AFTER UPDATE OF paper_id, report ON chosen_version BEGIN
  UPDATE chosen_version SET sum = row_sum(paper_id, report) WHERE paper_id = new.paper_id;
END;

ALTER TABLE saved_search ADD COLUMN sum INTEGER;
UPDATE saved_search SET sum = row_sum(folded, name, query, added);
CREATE TRIGGER saved_search_added AFTER INSERT ON saved_search BEGIN
  UPDATE saved_search SET sum = row_sum(folded, name, query, added) WHERE folded = new.folded;
END;
CREATE TRIGGER saved_search_changed AFTER UPDATE OF folded, name, query, added ON saved_search BEGIN
  UPDATE saved_search SET sum = row_sum(folded, name, query, added) WHERE folded = new.folded;
END;
