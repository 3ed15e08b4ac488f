// Everything is wired here.
function toggleLayer(layer) {
  const off = new Set((document.body.dataset.off || "").split(" ").filter(Boolean));
  if (!off.delete(layer)) off.add(layer);
  document.body.dataset.off = [...off].join(" ");
  for (const button of $$("[data-layer]")) button.setAttribute("aria-pressed", String(!off.has(button.dataset.layer)));
}

function onMark(event) {
  const node = event.target.closest(".m[data-r]");
  if (!node || !getSelection().isCollapsed) return;
  const off = (document.body.dataset.off || "").split(" ");
  const here = node.dataset.r.split(" ").map((key) => byId.get(`${shown.article.id}/${key}`)).filter((x) => x && !off.includes(x.kind));
  if (!here.length) return;
  const at = here.indexOf(shown.record); // again on the same place: the next one outwards
  pick(here[(at + 1) % here.length]);
}

function onHover(event) {
  const node = event.target.closest(".m[data-r]");
  if (!node || node.title) return;
  const entry = byId.get(`${shown.article.id}/${node.dataset.r.split(" ")[0]}`);
  if (!entry) return;
  const { record, kind } = entry;
  const what = { quote: () => (record.speaker ? record.speaker.name : "Nobody named"), claim: () => `${valueOf(record)} ${record.unit || ""}`, date: () => dateLabel(record), entity: () => `${record.name} (${record.label})` }[kind]();
  node.title = `${what} · ${record.rule}${record.confidence === null ? "" : ` · ${Math.round(record.confidence * 100)} %`}`;
}

function switchTheme() {
  const dark = document.documentElement.dataset.theme ? document.documentElement.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  document.documentElement.dataset.theme = dark ? "light" : "dark";
  repaint();
}

placeMarks();
drawContents();
drawHelp();
for (const button of $$("[data-view]")) button.addEventListener("click", () => { location.hash = button.dataset.view === "read" ? hrefOf(shown.article.id).replace(/^[^#]*/, "") : button.dataset.view; });
for (const button of $$("[data-layer]")) button.addEventListener("click", () => toggleLayer(button.dataset.layer));
$(".paper").addEventListener("click", onMark);
$(".paper").addEventListener("mouseover", onHover);
$("#narrow").addEventListener("input", drawContents);
$(".search").addEventListener("submit", (event) => event.preventDefault());
$("#search").addEventListener("input", () => { if (shown.view !== "quotes") location.hash = "quotes"; else listQuotes(); });
$("#theme").addEventListener("click", switchTheme);
$("#help").addEventListener("click", () => $("#keys").showModal());
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", repaint);
addEventListener("keydown", onKey);
addEventListener("hashchange", follow);
addEventListener("popstate", follow);
if (data.articles.length) { follow(); showVerdicts(); }
