// Decisions to gold: one line an article that was worked on, in the form that the scorers read.
// Rejected records are left out, edited ones are as edited, and `undecided` says how many nobody looked at.
// `decisions` is what `onrecord apply` reads: the place of each record as it was found, the verdict, and the fields edited.
function lineOf(article) {
  const records = LISTS.flatMap((list) => (article[list] || []).map((r) => byId.get(r.id)));
  const touched = records.filter(({ found }) => decisions[found.id]);
  if (!touched.length) return null;
  const kept = (list) => live(list, article).map((entry) => entry.record);
  return {
    id: article.id, text: article.text, published: article.published,
    entities: kept("entities").filter((e) => e.mention === "name" || e.mention === "short").map((e) => [e.start, e.end, e.label]),
    timexes: kept("dates").map(({ start, end, text, type, value, mod, begin, finish }) => ({ start, end, text, type, value, mod, begin, finish, also_accept: [] })),
    attributions: kept("quotes").map(attribution),
    claims: kept("claims").map((claim) => goldClaim(claim)),
    verdicts: Object.fromEntries(touched.map(({ found }) => [found.id, decisions[found.id].verdict])),
    undecided: records.length - touched.length,
    decisions: touched.map(({ list, found }) => ({ id: found.id, kind: list, start: found.start, end: found.end, verdict: decisions[found.id].verdict, edit: decisions[found.id].edit || {} })),
  };
}

function edited(found, edit, article) {
  const changed = { ...found };
  for (const [name, value] of Object.entries(edit)) {
    if (name === "span") Object.assign(changed, value, changed.content ? { content: [value] } : {});
    else if (name === "speaker") changed.speaker = value ? speakerNamed(value, found, article) : null;
    else changed[name] = value;
  }
  return changed;
}

// The speaker of that name as the article knows him, or one of whom only the name is known.
function speakerNamed(name, quote, article) {
  const known = [quote, ...article.quotes].map((q) => q.speaker).find((s) => s && s.name.toLowerCase() === name.toLowerCase());
  return known || { entity: null, name, type: "person", role: null, roles: [], affiliation: null, resolved_by: "correction" };
}

const bounds = (span) => (span ? [[span.start, span.end]] : []);
const attribution = (quote) => ({
  source: bounds(quote.source), cue: bounds(quote.cue), content: quote.content.map((part) => [part.start, part.end]),
  quote_type: quote.kind, speaker: quote.speaker ? quote.speaker.name : null, speaker_alt: [], speech: quote.speech, text: quote.text,
});
const goldClaim = (claim) => ({
  start: claim.start, end: claim.end, text: claim.text, kind: claim.kind, value: claim.value, value2: claim.value2, unit: claim.unit,
  bound: claim.bound, change: claim.change, role: claim.role, period: periodOf(claim) ? periodOf(claim).text : null,
  source: claim.speaker_name, measure_span: claim.measure ? [claim.measure.start, claim.measure.end] : null, about: claim.about_name,
});

function download() {
  const lines = [...data.articles.map(lineOf), ...others.values()].filter(Boolean).map((row) => JSON.stringify(row) + "\n").join("");
  saveAs("corrections.jsonl", "application/x-ndjson", lines);
}
