// Accept, reject or edit a record. Decisions show at once and live in the browser until they are downloaded.
// Storage has a line for each article of the run, which the index of a large run and all its pages share.
const store = {
  key: (article) => `onrecord:${data.run}:${article.id}`,
  get(article) { try { return JSON.parse(localStorage.getItem(this.key(article))); } catch (error) { return null; } }, // storage may be forbidden on a file
  put(article, line) { try { line ? localStorage.setItem(this.key(article), JSON.stringify(line)) : localStorage.removeItem(this.key(article)); } catch (error) { console.info("decisions are kept in this tab only"); } },
};
const decisions = {}; // record id -> {verdict, edit}
const others = new Map(); // article id -> its line, of articles that are on other pages
for (const article of data.articles) {
  const line = store.get(article);
  if (line && article.href) others.set(article.id, line);
  else for (const { id, verdict, edit } of (line || {}).decisions || []) if (byId.has(id)) settle(byId.get(id), { verdict, edit });
}

// A decision and what follows from it at once: the record as edited, or out of every list and count.
function settle(entry, decision) {
  if (decision) decisions[entry.found.id] = decision;
  else delete decisions[entry.found.id];
  entry.rejected = Boolean(decision) && decision.verdict === "rejected";
  entry.record = decision && decision.verdict === "edited" ? edited(entry.found, decision.edit, entry.article) : entry.found;
}

function decide(entry, verdict, edit) {
  const before = decisions[entry.record.id];
  settle(entry, edit && Object.keys(edit).length ? { verdict: "edited", edit } : before && before.verdict === verdict ? null : { verdict });
  store.put(entry.article, lineOf(entry.article));
  drawn.clear();
  drawView(shown.view);
  drawContents();
  if (shown.article) drawSpeakers(shown.article);
  showVerdicts();
  drawDetail(entry);
}

function showVerdicts() {
  for (const node of $$(".m.accepted, .m.rejected")) node.classList.remove("accepted", "rejected");
  const count = { accepted: 0, rejected: 0, edited: 0 };
  for (const [id, { verdict }] of Object.entries(decisions)) {
    count[verdict] += 1;
    for (const node of marksOf(byId.get(id))) if (node.classList.contains("m")) node.classList.add(verdict === "rejected" ? "rejected" : "accepted");
  }
  for (const line of others.values()) for (const { verdict } of line.decisions) count[verdict] += 1;
  if (shown.article) showNames(shown.article);
  const total = count.accepted + count.rejected + count.edited;
  const bar = $("#review");
  bar.hidden = !total;
  bar.replaceChildren(el("span", { role: "status" }, `${count.accepted} accepted · ${count.edited} edited · ${count.rejected} rejected`),
    el("button", { type: "button", onclick: download }, "Download corrections"), data.apply ? el("button", { type: "button", onclick: applyHere }, "Apply") : "");
}

// On a served page: into the results at once. The page that comes back is made from them, so nothing is kept here.
async function applyHere(event) {
  event.target.disabled = true;
  const lines = data.articles.map(lineOf).filter(Boolean).map((row) => JSON.stringify(row) + "\n").join("");
  const answer = await fetch(data.apply, { method: "POST", headers: { "content-type": "application/x-ndjson" }, body: lines });
  if (!answer.ok) { $("#review [role=status]").textContent = `Not applied: ${(await answer.json()).detail || answer.status}`; return; }
  for (const article of data.articles) store.put(article, null);
  location.reload();
}

// The names beside the paragraphs, and the colours of the quotes, as decided.
function showNames(article) {
  const node = articleNode(article);
  if (!node) return;
  const paint = (mark, hue) => { mark.classList.remove("none", ...Array.from({ length: 8 }, (_, n) => "h" + n)); mark.classList.add(hueClass(hue)); };
  for (const note of $$(".notes a", node)) {
    const kept = note.dataset.r.split(" ").map((key) => byId.get(`${article.id}/${key}`)).filter((entry) => entry && !entry.rejected);
    note.hidden = !kept.length;
    if (!kept.length) continue;
    note.textContent = [...new Set(kept.map(({ record }) => (record.speaker ? record.speaker.name : "unattributed")))].join(", ");
    paint(note, hueOf(article, kept[0].record.speaker));
  }
  for (const [id, { verdict }] of Object.entries(decisions)) {
    const entry = byId.get(id);
    if (entry.kind !== "quote" || entry.article !== article || verdict !== "edited") continue;
    for (const mark of marksOf(entry)) if (mark.matches(".m.quote") && mark.dataset.r.split(" ").includes(keyOf(entry))) paint(mark, hueOf(article, entry.record.speaker));
  }
}

function actions(entry) {
  const verdict = (decisions[entry.record.id] || {}).verdict;
  const button = (name, label, key) => el("button", { type: "button", class: name, "aria-pressed": String(verdict === name + "ed"), onclick: () => decide(entry, name + "ed") }, label, " ", el("kbd", {}, key));
  return el("div", { class: "actions" }, button("accept", "Accept", "a"), button("reject", "Reject", "r"),
    el("button", { type: "button", "aria-pressed": String(verdict === "edited"), onclick: () => openEditor(entry) }, "Edit ", el("kbd", {}, "e")));
}

const FIELDS = {
  quote: [["speaker", "Speaker", (r) => (r.speaker ? r.speaker.name : "")], ["kind", "Kind", (r) => r.kind, ["direct", "indirect", "mixed"]], ["speech", "Speech or writing", (r) => String(r.speech), ["true", "false"]]],
  claim: [["value", "Value", (r) => r.value], ["value2", "Second value", (r) => r.value2], ["unit", "Unit", (r) => r.unit], ["kind", "Kind", (r) => r.kind, ["money", "percent", "count", "rank", "ratio", "share", "multiple", "measure", "duration"]],
    ["bound", "Bound", (r) => r.bound, ["exact", "about", "more_than", "less_than", "at_least", "at_most"]], ["change", "Change", (r) => r.change || "", ["", "increase", "decrease"]], ["role", "Role", (r) => r.role, ["level", "change", "target", "projection"]]],
  date: [["type", "Type", (r) => r.type, ["DATE", "TIME", "DURATION", "SET"]], ["value", "TIMEX3 value", (r) => r.value], ["begin", "First day", (r) => r.begin], ["finish", "Last day", (r) => r.finish]],
  entity: [["label", "Label", (r) => r.label, ["PERSON", "NORP", "ORG", "GPE", "LOC", "FAC", "PRODUCT", "EVENT", "LAW", "WORK_OF_ART", "MISC"]]],
};

function openEditor(entry) {
  const { record, kind } = entry;
  const before = { ...(decisions[record.id] || {}).edit };
  const span = spanOfSelection(entry.article) || before.span || null;
  const control = ([name, , get, options]) => {
    const value = get(record) ?? "";
    return options ? el("select", { name }, options.map((o) => el("option", { value: o, selected: o === String(value) }, o || "none"))) : el("input", { name, value });
  };
  const form = el("form", { onsubmit: (event) => { event.preventDefault(); save(entry, form, span); } },
    el("p", { class: "meta" }, span ? `New text: “${span.text}”` : "To move its bounds, select the right text first, then press e."),
    FIELDS[kind].map((f) => el("label", {}, f[1], control(f))),
    el("div", { class: "actions" }, el("button", { type: "submit" }, "Save"), el("button", { type: "button", onclick: () => drawDetail(entry) }, "Cancel")));
  const box = $("#detail");
  for (const old of $$("form", box)) old.remove();
  box.append(form);
  $("input, select", form).focus({ preventScroll: true });
}

// Only what differs from what was found is an edit.
function save(entry, form, span) {
  const typed = Object.fromEntries(new FormData(form));
  const edit = {};
  for (const [name, , get] of FIELDS[entry.kind]) if (typed[name] !== String(get(entry.found) ?? "")) edit[name] = valueTyped(entry.kind, name, typed[name]);
  if (span) edit.span = span;
  decide(entry, "accepted", edit);
}

function valueTyped(kind, name, text) {
  if (name === "speech") return text === "true";
  if (kind === "claim" && ["value", "value2"].includes(name)) return text.trim() === "" || Number.isNaN(Number(text)) ? null : Number(text);
  return text === "" ? null : text;
}

// The selection as a span of the article, in code points.
function spanOfSelection(article) {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const at = (node, offset) => {
    const paragraph = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest("[data-s]");
    if (!paragraph || !articleNode(article).contains(paragraph)) return null;
    const before = document.createRange();
    before.setStart(paragraph, 0);
    before.setEnd(node, offset);
    return Number(paragraph.dataset.s) + [...before.toString()].length;
  };
  const start = at(range.startContainer, range.startOffset);
  const end = at(range.endContainer, range.endOffset);
  if (start === null || end === null || start >= end) return null;
  return { start, end, text: Array.from(article.text).slice(start, end).join("") };
}
