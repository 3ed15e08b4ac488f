// The ledger: one measure a block, its figures by period, and whether those who state them agree.
const VERDICTS = { agree: "agree", compatible: "compatible", differ: "differ" };

function drawLedger() {
  const text = el("input", { type: "search", oninput: () => listLedger(text.value) });
  $("#ledger-view").replaceChildren(el("div", { class: "filters" }, field("Words", text)), el("p", { class: "count", role: "status" }), el("div", { class: "list" }));
  listLedger("");
}

function listLedger(typed) {
  const needles = words(typed);
  const has = (row) => { const hay = JSON.stringify(row).toLowerCase(); return needles.every((w) => hay.includes(w)); };
  const rows = data.ledger.rows.filter(has);
  const sources = data.ledger.sources.filter(has);
  $("#ledger-view .count").textContent = `${plural(rows.length, "measure")} with more than one figure, ${plural(sources.length, "source")} of several articles`;
  const several = rows.filter((row) => row.articles.length > 1);
  const within = rows.filter((row) => row.articles.length === 1);
  $("#ledger-view .list").replaceChildren(...group("One measure in several articles", several.map(ledgerRow)), ...group("One source in several articles", sources.map(sourceRow)),
    ...group("Several figures in one article", within.map(ledgerRow)));
}

const NEAR = "stated by the article, beside the report’s name";

const group = (title, found) => (found.length ? [el("h2", {}, title), ...found] : []);
const cells = (row) => row.cells.map((cell) => el("li", {}, el("span", { class: "period" }, cell.period),
  el("ul", {}, cell.figures.map((figure) => ledgerFigure(figure, figure.speaker || "the article", row.articles.length > 1 ? figure.title : ""))),
  VERDICTS[cell.verdict] ? el("span", { class: `verdict ${cell.verdict}` }, cell.verdict + (cell.gap ? ` by ${(cell.gap * 100).toFixed(1)} %` : "")) : ""));

const ledgerRow = (row) => el("section", { class: "entry" }, el("h3", {}, row.measure,
  el("small", {}, row.articles.length > 1 ? `${row.kind} · ${plural(row.articles.length, "article")}` : `${row.kind}${data.articles.length > 1 ? " · " + row.cells[0].figures[0].title : ""}`)),
el("ul", {}, cells(row)));

const sourceRow = (source) => el("section", { class: "entry" }, el("h3", {}, source.name, el("small", {}, `source of figures in ${plural(source.articles.length, "article")}`)),
  el("ul", { class: "beside" }, source.articles.map((article) => el("li", {}, el("span", { class: "period" }, article.figures[0].title, el("small", {}, (article.figures[0].published || "").slice(0, 10))),
    el("ul", {}, article.figures.map((figure) => ledgerFigure(figure, figure.measure || "", figure.near ? NEAR : "")))))));

function ledgerFigure(figure, beside, note) {
  if ((byId.get(figure.claim) || {}).rejected) return null;
  const page = (data.articles.find((article) => article.id === figure.doc_id) || {}).href || "";
  return el("li", { title: figure.sentence }, el("a", { href: page + "#" + encodeURIComponent(figure.claim).replaceAll("%2F", "/") }, figure.text),
    figure.restated.length ? ` (${figure.restated.join(", ")})` : "", " ", el("span", {}, beside), note ? el("small", {}, note) : "");
}
