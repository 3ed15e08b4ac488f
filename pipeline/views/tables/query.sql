CREATE VIEW statements AS
SELECT q.id, q.speaker.name AS speaker, q.speaker.type AS speaker_type, q.speaker.role.text AS role, q.kind, q.speech,
       array_to_string([part.text for part in q.content], ' … ') AS content, q.cue.text AS cue,
       len(string_split(array_to_string([part.text for part in q.content], ' '), ' ')) AS words,
       coalesce(d.title.text, d.source) AS title, d.published.value AS published, q.doc_id
FROM quotes q JOIN documents d USING (doc_id);
CREATE VIEW figures AS
SELECT c.id, c.text AS figure, c.kind, c.value, c.value2, c.unit, c.bound, c.change, c.role, c.measure.text AS measure,
       c.about_name AS about, t.text AS period, t.value AS period_value, t.begin, t.finish, c.speaker_name AS speaker,
       coalesce(d.title.text, d.source) AS title, d.published.value AS published, c.doc_id
FROM claims c JOIN documents d USING (doc_id) LEFT JOIN dates t ON t.id = c.period;
CREATE VIEW moments AS
SELECT t.id, t.begin, t.finish, t.text AS expression, t.type, t.value, coalesce(d.title.text, d.source) AS title, t.doc_id
FROM dates t JOIN documents d USING (doc_id) WHERE t.begin IS NOT NULL;
