// The table of claims: sorted by a click on a heading, narrowed by unit, speaker, period, kind and words. On a phone its
// rows are drawn as cards, hence the roles: CSS that makes a cell a block would take them away.
const figures = { key: "place", down: false, controls: {} };
const COLUMNS = [
  ["figure", "Figure", (c) => c.record.text.toLowerCase()],
  ["value", "Value", (c) => c.record.value],
  ["unit", "Unit", (c) => c.record.unit || ""],
  ["measure", "What is measured", (c) => (c.record.measure ? c.record.measure.text.toLowerCase() : "")],
  ["period", "Period", (c) => (periodOf(c.record) ? periodOf(c.record).begin || dateLabel(periodOf(c.record)) : "")],
  ["speaker", "Said by", (c) => c.record.speaker_name || ""],
  ["place", "Article", (c) => data.articles.indexOf(c.article) * 1e9 + c.record.start],
].filter(([key]) => key !== "place" || data.articles.length > 1);

function drawFigures() {
  const of = (get) => distinct(all.claims.map(get));
  const make = { kind: ["Kind", (c) => c.record.kind], unit: ["Unit", (c) => c.record.unit], speaker: ["Said by", (c) => c.record.speaker_name], period: ["Period", (c) => yearOf(c)] };
  for (const [name, [label, get]] of Object.entries(make)) figures.controls[name] = { ...choice(label, of(get), listFigures), get };
  const text = el("input", { type: "search", oninput: listFigures });
  figures.text = text;
  const head = el("tr", { role: "row" }, COLUMNS.map(([key, label]) => el("th", { scope: "col", role: "columnheader", "data-key": key, class: key === "value" ? "n" : null },
    el("button", { type: "button", onclick: () => sortFigures(key) }, label))));
  $("#figures-view").replaceChildren(el("div", { class: "filters" }, field("Words", text), Object.values(figures.controls).map((c) => c.label)),
    el("p", { class: "count", role: "status" }), el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Table of figures" }, el("table", { role: "table" }, el("thead", { role: "rowgroup" }, head), el("tbody", { role: "rowgroup" }))));
  listFigures();
}

const yearOf = (claim) => { const period = periodOf(claim.record); return period ? (period.begin || period.value).slice(0, 4) : null; };

function sortFigures(key) {
  figures.down = figures.key === key ? !figures.down : false;
  figures.key = key;
  listFigures();
}

function listFigures() {
  const needles = words(figures.text.value);
  const get = (COLUMNS.find(([key]) => key === figures.key) || [0, 0, (c) => c.record.start])[2];
  const hits = live("claims").filter((c) => Object.values(figures.controls).every((f) => !f.control.value || f.get(c) === f.control.value)
    && needles.every((w) => `${c.record.text} ${c.record.measure ? c.record.measure.text : ""} ${c.record.about_name || ""} ${c.record.speaker_name || ""}`.toLowerCase().includes(w)));
  hits.sort((a, b) => compare(get(a), get(b)) * (figures.down ? -1 : 1));
  for (const th of $$("#figures-view th")) {
    if (th.dataset.key === figures.key) th.setAttribute("aria-sort", figures.down ? "descending" : "ascending");
    else th.removeAttribute("aria-sort");
  }
  $("#figures-view .count").textContent = plural(hits.length, "figure") + (hits.length > 1000 ? ", the first 1,000 shown" : "");
  $("#figures-view tbody").replaceChildren(...hits.slice(0, 1000).map(figureRow));
}

function compare(a, b) {
  const empty = (x) => x === null || x === "";
  if (empty(a) || empty(b)) return empty(a) - empty(b);
  return typeof a === "number" ? a - b : a.localeCompare(b, "en");
}

// What is measured, and what it is about unless the measure says so itself.
function measured(record) {
  const measure = record.measure ? record.measure.text : "";
  const about = record.about_name || "";
  return about && !measure.includes(about) ? [measure, measure ? ` (${about})` : about] : [measure];
}

function figureRow({ record, article }) {
  const period = periodOf(record);
  const cell = (name, ...children) => el("td", { class: name, role: "cell" }, ...children);
  return el("tr", { role: "row" }, cell("fig", link(record.id, record.text)), cell("n", valueOf(record)), cell("unit", record.unit || ""),
    cell("what", ...measured(record)), cell("when", period ? period.text : record.when || ""), cell("by", record.quote ? link(record.quote, record.speaker_name || "unattributed") : ""),
    data.articles.length > 1 ? cell("from", el("span", { title: article.title }, article.title)) : "");
}
