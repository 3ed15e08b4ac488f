// The card beside the text: what a record says, and on what evidence.
const row = (term, value) => (value === null || value === undefined || value === "" ? [] : [el("dt", {}, term), el("dd", {}, value)]);
const chips = (ids) => ids.filter((id) => byId.has(id)).flatMap((id, n) => [n ? ", " : "", link(id, byId.get(id).record.text)]);

function drawDetail(entry) {
  const box = $("#detail");
  box.className = "";
  if (!entry) {
    box.replaceChildren(el("p", { class: "kind" }, "Nothing selected"), el("p", {}, "Choose a coloured passage, or press j and k to go from one to the next."));
    return;
  }
  const { record, kind } = entry;
  box.classList.add(hueClass(kind === "quote" ? hueOf(entry.article, record.speaker) : null));
  const body = { quote: quoteCard, claim: claimCard, date: dateCard, entity: entityCard }[kind](entry);
  const close = el("button", { type: "button", class: "close", "aria-label": "Close", title: "Close (Esc)", onclick: () => pick(null) }, "×");
  box.replaceChildren(close, ...body, evidence(entry), alsoHere(entry), actions(entry));
}

function quoteCard({ record }) {
  const { speaker } = record;
  return [
    el("p", { class: "kind" }, `${record.kind} ${record.speech ? "quote" : "attribution (belief or wish)"}`),
    el("p", { class: "who" }, speaker ? speaker.name : "Nobody named"),
    speaker && speaker.roles.length ? el("p", {}, speaker.roles.map((role) => role.text).join("; ")) : "",
    el("blockquote", {}, contentOf(record)),
    el("dl", {}, row("Source", record.source && record.source.text), row("Cue", record.cue && record.cue.text),
      row("Speaker is", speaker && speaker.type), row("Affiliation", speaker && speaker.affiliation && speaker.affiliation.text),
      row("Resolved by", speaker && speaker.resolved_by), record.claims.length ? row("Figures", el("span", {}, chips(record.claims))) : [],
      record.dates.length ? row("Dates", el("span", {}, chips(record.dates))) : []),
  ];
}

function claimCard({ record }) {
  const period = periodOf(record);
  return [
    el("p", { class: "kind" }, `${record.kind} · ${record.role}`),
    el("blockquote", {}, record.text),
    el("dl", {}, row("Value", `${valueOf(record)} ${record.unit || ""}`), row("Bound", record.bound === "exact" ? "" : record.bound.replace("_", " ")),
      row("Change", record.change), row("Measure", record.measure && record.measure.text), row("About", record.about_name),
      period ? row("Period", link(record.period, `${period.text} (${dateLabel(period)})`)) : [],
      record.quote ? row("Said by", link(record.quote, record.speaker_name || "unattributed")) : row("Said by", "the article itself"),
      record.same_as ? row("Restates", el("span", {}, chips([record.same_as]))) : []),
  ];
}

const dateCard = ({ record }) => [
  el("p", { class: "kind" }, record.type.toLowerCase()),
  el("blockquote", {}, record.text),
  el("dl", {}, row("Value", record.value), row("Modifier", record.mod),
    row("Interval", record.begin ? (record.begin === record.finish ? record.begin : `${record.begin} to ${record.finish || "…"}`) : ""),
    row("Counted from", record.anchor), row("Granularity", record.granularity)),
];

const entityCard = ({ record, article }) => {
  const mentions = article.entities.filter((other) => other.entity === record.entity);
  return [
    el("p", { class: "kind" }, `${record.label} · ${record.mention}`),
    el("p", { class: "who" }, record.name),
    el("dl", {}, row("Here as", record.text), row("Mentions", el("span", {}, chips(mentions.map((m) => m.id).slice(0, 12))))),
  ];
};

const evidence = ({ record }) => el("dl", {}, row("Rule", record.rule), row("Confidence", record.confidence === null ? "not stated" : Math.round(record.confidence * 100) + " %"),
  row("Characters", `${record.start}–${record.end}`), row("Link", link(record.id, record.id)));

function alsoHere(entry) {
  const keys = new Set(marksOf(entry).filter((node) => node.dataset.r && node.classList.contains("m")).flatMap((node) => node.dataset.r.split(" ")));
  keys.delete(keyOf(entry));
  const ids = [...keys].map((key) => `${entry.article.id}/${key}`).filter((id) => byId.has(id)).slice(0, 12);
  return ids.length ? el("p", { class: "meta" }, "Also here: ", chips(ids)) : "";
}
