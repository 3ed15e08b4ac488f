-- What the server needs beside the tables of an export.
CREATE TABLE served (key TEXT);
CREATE TABLE lines (doc_id TEXT, kind TEXT, line TEXT);
CREATE TABLE people (name TEXT, type TEXT, gender TEXT, gender_by TEXT, roles TEXT, affiliations TEXT, aliases TEXT,
  articles INTEGER, publishers INTEGER, quotes INTEGER, words INTEGER, figures INTEGER, note TEXT);
CREATE VIRTUAL TABLE claims_fts USING fts5(sentence, measure, about, content='claims', content_rowid='rowid');
INSERT INTO claims_fts(claims_fts) VALUES ('rebuild');
CREATE INDEX quotes_speaker ON quotes (speaker);
CREATE INDEX articles_publisher ON articles (publisher);
CREATE INDEX articles_published ON articles (published);
