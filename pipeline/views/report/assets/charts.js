// Charts by Chart.js, in the page's colours; each says in words what it shows.
const charts = [];
const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const HUES = [215, 8, 140, 285, 32, 190, 330, 75];
const bar = (hue) => (hue === null ? "hsl(0 0% 55%)" : `hsl(${HUES[hue % HUES.length]} 45% 52%)`);
const LABEL_HUES = { PERSON: 0, ORG: 4, GPE: 2, LOC: 5, NORP: 3, EVENT: 1, LAW: 6, FAC: 7 };
const LABEL_WORDS = { PERSON: "person", ORG: "organization", GPE: "country, city, state", LOC: "place", NORP: "people, party, faith", EVENT: "event", LAW: "law", FAC: "building" };

function chart(canvas, type, labels, values, colours, options = {}) {
  canvas.setAttribute("aria-label", labels.map((label, n) => `${label}: ${values[n]}`).filter((_, n) => values[n]).slice(0, 15).join("; "));
  const made = new Chart(canvas, {
    type,
    data: { labels, datasets: [{ data: values, backgroundColor: colours, hoverBackgroundColor: colours, borderRadius: 3, maxBarThickness: 22 }] },
    options: { animation: false, responsive: true, maintainAspectRatio: false, plugins: { legend: { display: false } }, ...options },
  });
  charts.push(made);
  paint(made);
}

function paint(made) {
  for (const scale of Object.values(made.options.scales || {})) {
    scale.ticks = { ...scale.ticks, color: css("--soft"), font: { family: css("--sans") } };
    scale.grid = { ...scale.grid, color: css("--rule") };
  }
  made.update("none");
}
const repaint = () => charts.forEach(paint);

const across = (onpick) => ({ indexAxis: "y", scales: { x: { ticks: { precision: 0 } }, y: { grid: { display: false }, ticks: { autoSkip: false, callback(v) { const s = this.getLabelForValue(v); return s.length > 28 ? s.slice(0, 27) + "…" : s; } } } },
  onClick: (event, hits) => { if (hits.length && onpick) onpick(hits[0].index); } });

function tally(pairs) {
  const sums = new Map();
  for (const [key, amount, extra] of pairs) {
    const seen = sums.get(key) || { amount: 0, extra };
    seen.amount += amount;
    sums.set(key, seen);
  }
  return [...sums].sort((a, b) => b[1].amount - a[1].amount);
}

function drawCharts() {
  const voices = data.speakers || tally(data.articles.flatMap((a) => voicesOf(a).map((s) => [s.name, s.words, s.hue]))).map(([name, v]) => [name, v.amount, v.extra]);
  const names = data.names || tally(data.articles.flatMap((a) => [...new Map(live("entities", a).map((e) => e.record).filter((e) => e.mention === "name" || e.mention === "short").map((e) => [e.id, e])).values()].map((e) => [e.name, 1, e.label]))).map(([name, v]) => [name, v.amount, v.extra]);
  const kinds = data.kinds || tally(live("claims").map((c) => [c.record.kind, 1])).map(([kind, v]) => [kind, v.amount]);
  const frames = [["Words quoted, by speaker", voices.slice(0, 15), (v) => bar(v[2])], [MOST_NAMED, names.slice(0, 15), (v) => bar(LABEL_HUES[v[2]] ?? null)], ["Figures, by kind", kinds, () => bar(4)]].filter(([, rows]) => rows.length);
  $("#charts-view").replaceChildren(el("div", { class: "charts" }, frames.map(([title, rows], n) => el("figure", {}, el("figcaption", {}, title), title === MOST_NAMED ? colourKey(rows.map((v) => v[2])) : "",
    el("div", { class: "canvas", style: `height: ${3 + rows.length * 1.7}rem` }, el("canvas", { id: `chart-${n}`, role: "img" }))))));
  frames.forEach(([title, rows, colour], n) => chart($(`#chart-${n}`), "bar", rows.map((v) => v[0]), rows.map((v) => v[1]), rows.map(colour), across(n === 0 ? (i) => searchFor(rows[i][0]) : null)));
  if (!frames.length) $("#charts-view").textContent = "Nothing to draw yet: no quotes, names or figures.";
}

// What the colours of the bars mean.
const MOST_NAMED = "Most named";
const colourKey = (labels) => el("p", { class: "key" }, [...new Set(labels.map((label) => (label in LABEL_WORDS ? label : "MISC")))].map((label) => {
  const swatch = el("i", {});
  swatch.style.background = bar(LABEL_HUES[label] ?? null);
  return el("span", {}, swatch, LABEL_WORDS[label] || "other");
}));

function searchFor(name) {
  $("#search").value = "";
  location.hash = addressOf("quotes", { speaker: name });
}

// Years (decades where they are many, months where they are few) without a gap, so that distance is time.
function chartDates(dated) {
  const firsts = dated.map((d) => d.record.begin).filter((day) => /^[12]\d{3}/.test(day));
  if (!firsts.length) return;
  const years = firsts.map((day) => Number(day.slice(0, 4)));
  const low = years.reduce((a, b) => Math.min(a, b));
  const high = years.reduce((a, b) => Math.max(a, b));
  const decades = high - low > 60;
  const name = high - low < 3 ? (day) => day.slice(0, 7) : decades ? (day) => day.slice(0, 3) + "0s" : (day) => day.slice(0, 4);
  const slots = new Map();
  for (let year = low; year <= high; year += 1) {
    for (const month of high - low < 3 ? Array.from({ length: 12 }, (_, n) => String(n + 1).padStart(2, "0")) : ["01"]) slots.set(name(`${year}-${month}`), 0);
  }
  for (const day of firsts) { const slot = name(day.length < 7 ? day + "-01" : day); slots.set(slot, (slots.get(slot) || 0) + 1); }
  chart($("#dates-chart"), "bar", [...slots.keys()], [...slots.values()], "hsl(180 45% 42%)",
    { scales: { x: { grid: { display: false } }, y: { ticks: { precision: 0 } } } });
}
