// Accept, reject or edit a record. Decisions live in the browser until they are downloaded.
const store = {
  key: "onrecord:" + data.articles.map((a) => a.id).join("|").slice(0, 400),
  read() { try { return JSON.parse(localStorage.getItem(this.key)) || {}; } catch (error) { return {}; } }, // storage may be forbidden on a file
  write() { try { localStorage.setItem(this.key, JSON.stringify(decisions)); } catch (error) { console.info("decisions are kept in this tab only"); } },
};
const decisions = store.read(); // record id -> {verdict, edit}

function decide(entry, verdict, edit) {
  const { id } = entry.record;
  if (!edit && decisions[id] && decisions[id].verdict === verdict) delete decisions[id];
  else decisions[id] = edit ? { verdict: "edited", edit } : { verdict };
  store.write();
  showVerdicts();
  drawDetail(entry);
}

function showVerdicts() {
  for (const node of $$(".m.accepted, .m.rejected")) node.classList.remove("accepted", "rejected");
  const count = { accepted: 0, rejected: 0, edited: 0 };
  for (const [id, { verdict }] of Object.entries(decisions)) {
    if (!byId.has(id)) continue;
    count[verdict] += 1;
    for (const node of marksOf(byId.get(id))) if (node.classList.contains("m")) node.classList.add(verdict === "rejected" ? "rejected" : "accepted");
  }
  const total = count.accepted + count.rejected + count.edited;
  const bar = $("#review");
  bar.hidden = !total;
  bar.replaceChildren(el("span", { role: "status" }, `${count.accepted} accepted · ${count.edited} edited · ${count.rejected} rejected`),
    el("button", { type: "button", onclick: download }, "Download corrections"));
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
    const value = before[name] ?? get(record) ?? "";
    return options ? el("select", { name }, options.map((o) => el("option", { value: o, selected: o === String(value) }, o || "none"))) : el("input", { name, value });
  };
  const form = el("form", { onsubmit: (event) => { event.preventDefault(); save(entry, form, span); } },
    el("p", { class: "meta" }, span ? `New text: “${span.text}”` : "To move its bounds, select the right text first, then press e."),
    FIELDS[kind].map((f) => el("label", {}, f[1], control(f))),
    el("div", { class: "actions" }, el("button", { type: "submit" }, "Save"), el("button", { type: "button", onclick: () => drawDetail(entry) }, "Cancel")));
  const box = $("#detail");
  for (const old of $$("form", box)) old.remove();
  box.append(form);
  $("input, select", form).focus();
}

function save(entry, form, span) {
  const edit = Object.fromEntries(new FormData(form));
  if (span) edit.span = span;
  decide(entry, "edited", edit);
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
