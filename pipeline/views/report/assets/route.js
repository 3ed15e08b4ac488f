// What is shown: a view, an article, a record. The address says it, so that any of them can be linked to.
const shown = { view: "read", article: data.articles[0] || null, record: null, filters: {} };
const hasView = (name) => $$("[data-view]").some((button) => button.dataset.view === name);
const addressOf = (view, filters) => { const set = Object.entries(filters).filter(([, value]) => value); return `#${view}${set.length ? "?" + new URLSearchParams(set) : ""}`; };
const setAddress = (view, filters) => { shown.filters = filters; history.replaceState(null, "", addressOf(view, filters)); };

function showView(name) {
  if (shown.view !== name) scrollTo({ top: 0, behavior: "instant" });
  shown.view = name;
  for (const panel of $$("[data-panel]")) panel.hidden = panel.dataset.panel !== name;
  for (const button of $$("[data-view]")) {
    if (button.dataset.view === name) button.setAttribute("aria-current", "page");
    else button.removeAttribute("aria-current");
  }
  drawView(name);
}

const drawn = new Set();
function drawView(name) {
  const fill = { quotes: fillQuotes, people: fillPeople }[name];
  if (drawn.has(name) && fill) fill();
  const draw = { overview: drawOverview, people: drawPeople, quotes: drawQuotes, figures: drawFigures, dates: drawDates, charts: drawCharts, ledger: drawLedger }[name];
  if (draw && !drawn.has(name)) {
    drawn.add(name);
    draw();
  }
}

function showArticle(article) {
  shown.article = article;
  for (const node of $$("article[data-doc]")) node.hidden = node.dataset.doc !== article.id;
  for (const item of $$("#contents a")) {
    if (item.dataset.doc === article.id) item.setAttribute("aria-current", "true");
    else item.removeAttribute("aria-current");
  }
  drawSpeakers(article);
}

const articleNode = (article) => $$("article[data-doc]").find((node) => node.dataset.doc === article.id);

function showRecord(entry) {
  shown.record = entry;
  document.body.classList.toggle("picked", Boolean(entry));
  for (const node of $$(".on, .on-source, .on-cue")) node.classList.remove("on", "on-source", "on-cue");
  drawDetail(entry);
  if (!entry) return;
  const nodes = marksOf(entry);
  const tint = nodes.find((node) => node.tagName === "A");
  document.body.style.setProperty("--picked", tint ? getComputedStyle(tint).getPropertyValue("--tone") : css("--soft"));
  for (const node of nodes) node.classList.add(...roleOnNode(node, entry));
  const first = nodes.find((node) => node.classList.contains("on")) || nodes[0];
  if (!first) return;
  const folded = first.closest("details");
  if (folded) folded.open = true;
  const box = first.getBoundingClientRect();
  if (box.top < 80 || box.bottom > innerHeight * 0.62) first.scrollIntoView({ block: "center" });
}

const keyOf = (entry) => entry.record.id.slice(entry.article.id.length + 1);
function marksOf(entry) {
  const node = articleNode(entry.article);
  return node ? $$(`[data-r~="${CSS.escape(keyOf(entry))}"]`, node) : [];
}

function roleOnNode(node, entry) {
  if (entry.kind !== "quote" || node.tagName === "A") return ["on"];
  const at = Number(node.dataset.from);
  const inside = (span) => span && span.start <= at && at < span.end;
  const classes = [];
  if (entry.record.content.some(inside)) classes.push("on");
  if (inside(entry.record.source)) classes.push("on-source");
  if (inside(entry.record.cue)) classes.push("on-cue");
  return classes.length ? classes : ["on"];
}

function follow() {
  const hash = location.hash.slice(1);
  const [view, asked] = hash.split("?");
  if (hash === "" ? hasView("overview") : view !== "read" && hasView(view) && !byId.has(hash)) {
    shown.filters = Object.fromEntries(new URLSearchParams(asked));
    showView(view || "overview");
    return;
  }
  let target = hash;
  try { target = decodeURIComponent(hash); } catch (error) { if (!(error instanceof URIError)) throw error; }
  const entry = byId.get(target);
  const article = entry ? entry.article : data.articles.find((a) => a.id === target);
  const owner = article || data.articles.find((a) => target.startsWith(a.id + "/"));
  if (owner && owner.href) { location.replace(owner.href + location.hash); return; }
  showView("read");
  if (owner || !shown.record) showArticle(owner || shown.article);
  showRecord(entry || null);
  if (article && !entry) scrollTo(0, 0);
}

function pick(entry) {
  const address = entry ? hrefOf(entry.record.id) : hrefOf(shown.article.id);
  if (location.hash !== address.replace(/^[^#]*/, "")) history.pushState(null, "", address);
  follow();
}

// Code points before each piece of text, once for each paragraph: the script counts as the records do.
function placeMarks() {
  for (const paragraph of $$("[data-s]")) {
    let at = Number(paragraph.dataset.s);
    for (const child of paragraph.childNodes) {
      if (child.nodeType === Node.ELEMENT_NODE) child.dataset.from = at;
      for (const _ of child.textContent) at += 1;
    }
  }
}
