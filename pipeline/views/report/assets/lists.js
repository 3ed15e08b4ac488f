// Quotes of all articles on the page: filtered, sorted, searched as one types; the address says how.
const SHOWN_AT_ONCE = 200;
const words = (text) => text.toLowerCase().split(/\s+/).filter(Boolean);

function field(label, control) { return el("label", {}, label, control); }
function choice(label, values, onchange) {
  const control = el("select", { onchange }, el("option", { value: "" }, "all"), values.map((v) => (Array.isArray(v) ? el("option", { value: v[0] }, v[1]) : el("option", { value: v }, v))));
  return { label: field(label, control), control };
}
const distinct = (values) => [...new Set(values.filter(Boolean))].sort((a, b) => a.localeCompare(b, "en"));
const speakerOf = ({ record }) => (record.speaker ? record.speaker.name : "");
const publisherOf = ({ article }) => article.publisher || NO_PUBLISHER;
const dayOf = ({ article }) => (article.published || "").slice(0, 10);
const modalityOf = ({ record }) => record.modality || "said";

// Names first, those quoted most often at the top; then groups and the unnamed.
function speakersByCount() {
  const sums = tally(live("quotes").filter(speakerOf).map((q) => [speakerOf(q), 1, q.record.speaker.type]));
  const named = ([, { extra }]) => ["person", "organization"].includes(extra);
  return [...sums.filter(named), ...sums.filter((row) => !named(row))].map(([name, { amount }]) => [name, `${name} (${amount})`]);
}

const KIND_ORDER = { direct: 0, mixed: 1, indirect: 2 };
const place = (q) => data.articles.indexOf(q.article) * 1e9 + q.record.start;
const SORTS = {
  verbatim: ["verbatim first", (a, b) => KIND_ORDER[a.record.kind] - KIND_ORDER[b.record.kind] || place(a) - place(b)],
  place: ["as in the articles", (a, b) => place(a) - place(b)],
  newest: ["newest first", (a, b) => !dayOf(a) - !dayOf(b) || compare(dayOf(b), dayOf(a)) || place(a) - place(b)],
  speaker: ["by speaker", (a, b) => compare(speakerOf(a), speakerOf(b)) || place(a) - place(b)],
  longest: ["longest first", (a, b) => wordsIn(b.record) - wordsIn(a.record)],
};

// name: [label, options, whether a quote fits a value]
const FILTERS = () => ({
  speaker: ["Speaker", speakersByCount(), (q, value) => speakerOf(q) === value || (peopleByName.get(value) || []).includes(q.found.id)],
  kind: ["Kind", [["verbatim", "verbatim (direct, mixed)"], "direct", "mixed", "indirect"], (q, value) => (value === "verbatim" ? q.record.kind !== "indirect" : q.record.kind === value)],
  speech: ["Told as", [["said", "said or written"], ["belief", BELIEF]], (q, value) => q.record.speech === (value === "said")],
  modality: ["Modality", distinct(live("quotes").map(modalityOf)), (q, value) => modalityOf(q) === value],
  type: ["Source is", distinct(live("quotes").map((q) => (q.record.speaker ? q.record.speaker.type : "nobody named"))), (q, value) => (q.record.speaker ? q.record.speaker.type : "nobody named") === value],
  publisher: ["Publisher", distinct(data.articles.map((a) => a.publisher || NO_PUBLISHER)), (q, value) => publisherOf(q) === value],
  article: ["Article", data.articles.length > 1 && data.articles.length <= CONTENTS_SHOWN ? data.articles.map((a) => [a.id, a.title]) : [], (q, value) => q.article.id === value],
  from: ["From", null, (q, value) => dayOf(q) !== "" && dayOf(q).slice(0, value.length) >= value],
  to: ["To", null, (q, value) => dayOf(q) !== "" && dayOf(q).slice(0, value.length) <= value],
});
let peopleByName = new Map(); // a merged name leads to quotes under all of its forms
let quoteControls = {};

function drawQuotes() {
  peopleByName = new Map((data.people || []).map((p) => [p.name, p.quotes]));
  const filters = FILTERS();
  quoteControls = {};
  for (const [name, [label, options, fits]] of Object.entries(filters)) {
    if (options && options.length < 2 && name !== "speaker") continue;
    if (!options && !data.articles.some((a) => a.published)) continue;
    const made = options ? choice(label, options, changeQuotes) : { control: el("input", { type: "date", onchange: changeQuotes }) };
    quoteControls[name] = { control: made.control, label: made.label || field(label, made.control), fits };
  }
  const sort = choice("Sort", [], changeQuotes);
  sort.control.replaceChildren(...Object.entries(SORTS).map(([value, [label]]) => el("option", { value }, label)));
  quoteControls.sort = { ...sort, fits: () => true };
  $("#quotes-view").replaceChildren(el("div", { class: "filters" }, Object.values(quoteControls).map((c) => c.label)),
    el("p", { class: "count" }, el("span", { role: "status" }), " ", el("button", { type: "button", onclick: downloadQuotes }, "Download as CSV"), el("button", { type: "button", onclick: () => { $("#search").value = ""; location.hash = "quotes"; fillQuotes(); } }, "Show all")),
    el("div", { class: "list" }), el("div", { class: "articles" }));
  fillQuotes();
}

function fillQuotes() {
  for (const [name, { control }] of Object.entries(quoteControls)) {
    const value = shown.filters[name] || (name === "sort" ? "verbatim" : "");
    if (control.type === "date") control.value = value.length === 7 ? (name === "from" ? `${value}-01` : lastDay(value)) : value;
    else {
      if (value && ![...control.options].some((o) => o.value === value)) control.append(el("option", { value }, value));
      control.value = value;
    }
  }
  listQuotes();
}
const lastDay = (month) => `${month}-${new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 0)).getUTCDate()}`;

function changeQuotes() {
  setAddress("quotes", Object.fromEntries(Object.entries(quoteControls).map(([name, { control }]) => [name, name === "sort" && control.value === "verbatim" ? "" : control.value])));
  listQuotes();
}

function quotesNow() {
  const needles = words($("#search").value);
  const chosen = Object.values(quoteControls).filter(({ control }) => control.value);
  return live("quotes").filter((q) => chosen.every(({ control, fits }) => fits(q, control.value)) && needles.every((w) => hayOf(q).includes(w)))
    .sort(SORTS[quoteControls.sort.control.value][1]);
}
const hayOf = ({ record }) => `${contentOf(record)} ${record.speaker ? record.speaker.name : ""} ${record.source ? record.source.text : ""}`.toLowerCase();

function listQuotes() {
  const needles = words($("#search").value);
  const hits = quotesNow();
  const told = data.overview ? data.overview.counts.quotes : 0;
  $("#quotes-view [role=status]").textContent = plural(hits.length, "quote") + (hits.length > SHOWN_AT_ONCE ? `, the first ${SHOWN_AT_ONCE} shown` : "")
    + (told > all.quotes.length ? ` (of the first ${all.quotes.length.toLocaleString("en")} of ${told.toLocaleString("en")}: onrecord serve searches all)` : "");
  $("#quotes-view .list").replaceChildren(...hits.slice(0, SHOWN_AT_ONCE).map((hit) => quotation(hit, needles)));
  $("#quotes-view .articles").replaceChildren(...articleHits(needles));
}

const MODALITIES = { negated: "denied", hypothetical: "supposed", question: "asked" };
function quotation(hit, needles) {
  const { record, article } = hit;
  const { speaker } = record;
  const how = [record.speech ? record.kind : BELIEF, MODALITIES[record.modality]].filter(Boolean).join(", ");
  const copy = el("button", { type: "button", class: "copy", onclick: () => copyText(citation(hit), copy) }, "Copy with citation");
  return el("div", { class: `quotation ${record.kind}` }, el("blockquote", {}, marked(contentOf(record), needles)),
    el("p", {}, el("strong", {}, marked(speaker ? speaker.name : "Nobody named", needles)), speaker && speaker.role ? `, ${speaker.role.text}` : "", " · ", how, " · ", link(record.id, article.title),
      article.publisher ? ` · ${article.publisher}` : "", dayOf(hit) ? ` · ${dayOf(hit)}` : "", " ", copy));
}

function citation(hit) {
  const { record, article } = hit;
  const text = contentOf(record);
  const who = record.speaker ? record.speaker.name + (record.speaker.role ? `, ${record.speaker.role.text}` : "") : "";
  const said = record.kind === "indirect" ? `${text} (indirect)` : text;
  return [said, who && ` — ${who}`, `, in: ${article.title}`, article.publisher && `, ${article.publisher}`, dayOf(hit) && `, ${dayOf(hit)}`, article.url && `, ${article.url}`, ` [${record.id}]`].filter(Boolean).join("");
}

async function copyText(text, button) {
  const before = button.textContent;
  try { await navigator.clipboard.writeText(text); button.textContent = "Copied"; } catch (error) { button.textContent = text; } // where the clipboard is closed, it can be copied by hand
  setTimeout(() => { if (button.textContent === "Copied") button.textContent = before; }, 1500);
}

// What is filtered, as Excel reads it. A cell that a spreadsheet would calculate gets an apostrophe.
const csvCell = (value) => { const text = String(value ?? ""); return `"${(/^[=+\-@\t\r]/.test(text) ? "'" : "") + text.replaceAll('"', '""')}"`; };
function downloadQuotes() {
  const head = ["id", "speaker", "type", "role", "kind", "speech", "modality", "content", "title", "publisher", "published", "url"];
  const rows = quotesNow().map(({ record, article }) => { const s = record.speaker || {}; return [record.id, s.name, s.type, s.role && s.role.text, record.kind, record.speech, record.modality, contentOf(record), article.title, article.publisher, article.published, article.url]; });
  saveAs("quotes.csv", "text/csv", "\ufeff" + [head, ...rows].map((row) => row.map(csvCell).join(",")).join("\r\n") + "\r\n");
}

function saveAs(name, type, text) {
  const url = URL.createObjectURL(new Blob([text], { type }));
  el("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}

function marked(text, needles) {
  if (!needles.length) return [text];
  const pattern = new RegExp(needles.map((w) => w.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|"), "gi");
  const parts = [];
  let at = 0;
  for (const match of text.matchAll(pattern)) {
    parts.push(text.slice(at, match.index), el("mark", {}, match[0]));
    at = match.index + match[0].length;
  }
  return [...parts, text.slice(at)];
}
