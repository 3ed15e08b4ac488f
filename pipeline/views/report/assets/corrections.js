// Decisions to gold: one line an article that was worked on, in the form that the scorers read.
// Rejected records are left out, edited ones are as edited, and `undecided` says how many nobody looked at.
function corrections() {
  const touched = data.articles.filter((article) => LISTS.some((list) => (article[list] || []).some((r) => decisions[r.id])));
  return touched.map((article) => {
    const kept = (list) => article[list].filter((r) => (decisions[r.id] || {}).verdict !== "rejected").map(edited);
    const records = LISTS.flatMap((list) => article[list]);
    const verdicts = Object.fromEntries(records.filter((r) => decisions[r.id]).map((r) => [r.id, decisions[r.id].verdict]));
    return {
      id: article.id, text: article.text, published: article.published,
      entities: kept("entities").filter((e) => e.mention === "name" || e.mention === "short").map((e) => [e.start, e.end, e.label]),
      timexes: kept("dates").map(({ start, end, text, type, value, mod, begin, finish }) => ({ start, end, text, type, value, mod, begin, finish, also_accept: [] })),
      attributions: kept("quotes").map(attribution),
      claims: kept("claims").map((claim) => goldClaim(claim)),
      verdicts, undecided: records.length - Object.keys(verdicts).length,
    };
  });
}

function edited(record) {
  const { edit } = decisions[record.id] || {};
  if (!edit) return record;
  const changed = { ...record };
  for (const [name, value] of Object.entries(edit)) {
    if (name === "span") Object.assign(changed, value, changed.content ? { content: [value] } : {});
    else if (name === "speaker") changed.speaker = value ? { ...(record.speaker || {}), name: value } : null;
    else if (name === "speech") changed.speech = value === "true";
    else if (["value", "value2"].includes(name) && "unit" in record) changed[name] = value.trim() === "" || Number.isNaN(Number(value)) ? null : Number(value);
    else changed[name] = value === "" ? null : value;
  }
  return changed;
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
  const lines = corrections().map((row) => JSON.stringify(row) + "\n").join("");
  const url = URL.createObjectURL(new Blob([lines], { type: "application/x-ndjson" }));
  el("a", { href: url, download: "corrections.jsonl" }).click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}
