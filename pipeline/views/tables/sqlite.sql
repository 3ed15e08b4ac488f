-- Full-text search and views, over the tables made from columns.toml.
CREATE VIRTUAL TABLE quotes_fts USING fts5(content, speaker, content='quotes', content_rowid='rowid');
INSERT INTO quotes_fts(quotes_fts) VALUES ('rebuild');
CREATE VIRTUAL TABLE articles_fts USING fts5(title, text, content='articles', content_rowid='rowid');
INSERT INTO articles_fts(articles_fts) VALUES ('rebuild');

CREATE VIEW who_is_quoted AS
SELECT name, type, count(DISTINCT doc_id) AS articles, sum(quotes) AS quotes, sum(words) AS words,
       group_concat(DISTINCT role) AS roles
FROM speakers GROUP BY name, type ORDER BY words DESC;

CREATE VIEW figures AS
SELECT id, text AS figure, value, value2, unit, measure, about, coalesce(period_value, period) AS period, speaker,
       sentence, title, published, doc_id
FROM claims ORDER BY doc_id, start;

CREATE VIEW statements AS
SELECT id, coalesce(speaker, '(nobody named)') AS speaker, role, kind, content, title, published, doc_id
FROM quotes WHERE speech ORDER BY doc_id, start;

CREATE VIEW timeline AS
SELECT begin, finish, text AS expression, sentence, title, doc_id FROM dates WHERE begin IS NOT NULL ORDER BY begin, finish;
