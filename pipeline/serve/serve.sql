-- What the server needs beside the tables of an export.
CREATE TABLE served (key TEXT);
CREATE TABLE lines (doc_id TEXT, kind TEXT, line TEXT);
CREATE TABLE people (name TEXT, type TEXT, gender TEXT, gender_by TEXT, roles TEXT, affiliations TEXT, aliases TEXT,
  articles INTEGER, publishers INTEGER, quotes INTEGER, words INTEGER, figures INTEGER, note TEXT);
CREATE VIRTUAL TABLE claims_fts USING fts5(sentence, measure, about, content='claims', content_rowid='rowid');
INSERT INTO claims_fts(claims_fts) VALUES ('rebuild');
-- What quotes are filtered, counted and ordered by, without their text: a narrow table stays in memory.
CREATE TABLE brief (n INTEGER PRIMARY KEY, rank INTEGER, doc_id TEXT, speaker TEXT, kind TEXT, type TEXT, speech INTEGER,
  modality TEXT, publisher TEXT, published TEXT);
INSERT INTO brief
SELECT q.rowid, CASE q.kind WHEN 'direct' THEN 0 WHEN 'mixed' THEN 1 ELSE 2 END, q.doc_id, q.speaker, q.kind,
  q.speaker_type, q.speech, ifnull(q.modality, 'said'), a.publisher, q.published
FROM quotes q JOIN articles a USING (doc_id);
CREATE INDEX brief_rank ON brief (rank, n);
CREATE INDEX brief_speaker ON brief (speaker);
CREATE INDEX brief_publisher ON brief (publisher);
CREATE INDEX brief_doc_id ON brief (doc_id);
CREATE TABLE facets AS
SELECT 'speaker' AS facet, speaker AS v, count(*) AS n FROM brief GROUP BY speaker
UNION ALL SELECT 'kind', kind, count(*) FROM brief GROUP BY kind
UNION ALL SELECT 'type', type, count(*) FROM brief GROUP BY type
UNION ALL SELECT 'publisher', publisher, count(*) FROM brief GROUP BY publisher;
CREATE INDEX facets_n ON facets (facet, n);
CREATE INDEX articles_publisher ON articles (publisher);
CREATE INDEX articles_published ON articles (published);
