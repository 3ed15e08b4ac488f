// Search over results of any size: the server finds, this page shows. Text goes into the page as text nodes only.
"use strict";
const $ = (selector) => document.querySelector(selector);
const PAGE = 20;
const FACET_WORDS = { speaker: "Speaker", kind: "Kind", type: "Source is", publisher: "Publisher" };
const NOUNS = { quotes: ["quote", "quotes"], claims: ["figure", "figures"], people: ["speaker", "speakers"], articles: ["article", "articles"] };
const state = { view: "quotes", q: "", filters: {}, rows: [] };

function el(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else if (value !== null && value !== undefined && value !== false) node.setAttribute(key, value === true ? "" : value);
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ""));
  return node;
}

const articleAddress = (docId, id) => "/articles/" + encodeURIComponent(docId) + (id ? "#" + encodeURIComponent(id).replaceAll("%2F", "/") : "");
const meta = (parts) => parts.filter(Boolean).flatMap((part, n) => (n ? [" · ", part] : [part]));

function marked(text) {
  const words = state.q.split(/\s+/).filter(Boolean).map((w) => w.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  if (!words.length) return [text];
  return text.split(new RegExp(`(${words.join("|")})`, "gi")).map((part, n) => (n % 2 ? el("mark", {}, part) : part));
}

const ROW = {
  quotes: (r) => [el("blockquote", { class: r.kind }, marked(r.content)), el("p", {}, el("strong", {}, r.speaker || "Nobody named"), r.role ? `, ${r.role}` : "", " · ",
    ...meta([r.speech ? r.kind : "belief or wish", r.modality, el("a", { href: articleAddress(r.doc_id, r.id) }, r.title), r.publisher, (r.published || "").slice(0, 10)]))],
  claims: (r) => [el("p", {}, el("a", { href: articleAddress(r.doc_id, r.id), class: "figure" }, r.text), " ", r.measure || "", r.about && !(r.measure || "").includes(r.about) ? ` (${r.about})` : "", r.period ? ` · ${r.period}` : ""),
    el("p", {}, ...meta([r.speaker ? `says ${r.speaker}` : "", el("span", {}, marked(r.sentence)), r.title, r.publisher]))],
  people: (r) => [el("p", {}, el("a", { href: addressOf("quotes", "", { speaker: r.name }) }, r.name), r.gender ? ` · ${r.gender} (by ${r.gender_by.replace("_", " ")})` : "", r.roles ? ` · ${r.roles}` : ""),
    el("p", {}, `${r.quotes} quotes · ${r.words} words · ${r.articles} articles`, r.note ? ` · ${r.note}` : "")],
  articles: (r) => [el("p", {}, el("a", { href: articleAddress(r.doc_id) }, r.title)), r.snippet ? el("p", {}, r.snippet.split(/[\u0002\u0003]/).map((part, n) => (n % 2 ? el("mark", {}, part) : part))) : "",
    el("p", {}, ...meta([r.publisher, (r.published || "").slice(0, 10), `${r.quotes} quotes`, `${r.claims} figures`]))],
};

function addressOf(view, q, filters) {
  const set = Object.entries({ q, ...filters }).filter(([, value]) => value);
  return "#" + view + (set.length ? "?" + new URLSearchParams(set) : "");
}

let asked = 0;
async function find(offset = 0) {
  const own = ++asked;
  const query = new URLSearchParams({ q: state.q, offset, limit: PAGE, ...state.filters });
  const answer = await fetch(`/${state.view}?${query}`);
  if (own !== asked) return; // a later question was answered meanwhile
  if (!answer.ok) { $("#count").textContent = `The server says ${answer.status}.`; return; }
  const found = await answer.json();
  state.rows = offset ? [...state.rows, ...found.rows] : found.rows;
  $("#count").textContent = `${found.total.toLocaleString("en")} ${NOUNS[state.view][found.total === 1 ? 0 : 1]}`;
  $("#list").replaceChildren(...state.rows.map((row) => el("li", {}, ROW[state.view](row))));
  $("#more").replaceChildren(state.rows.length < found.total ? el("button", { type: "button", onclick: () => find(state.rows.length) }, "More") : "");
  showFacets(found.facets || {});
}

function showFacets(facets) {
  const chosen = Object.entries(state.filters).map(([name, value]) => el("p", {}, el("button", { type: "button", "aria-pressed": "true", onclick: () => go({ filters: { ...state.filters, [name]: "" } }) }, `${value} ×`)));
  const offered = Object.entries(facets).filter(([name, values]) => !state.filters[name] && values.length > 1).map(([name, values]) => el("section", {}, el("h2", {}, FACET_WORDS[name]),
    el("ul", {}, values.slice(0, 12).map(([value, count]) => el("li", {}, el("button", { type: "button", onclick: () => go({ filters: { ...state.filters, [name]: value } }) }, value), ` ${count.toLocaleString("en")}`)))));
  $("#facets").replaceChildren(...chosen, ...offered);
  $("#facets").hidden = !chosen.length && !offered.length;
}

const go = (change) => { const next = { ...state, ...change }; location.hash = addressOf(next.view, next.q, next.filters); };

function follow() {
  const [view, asked_] = location.hash.slice(1).split("?");
  const { q, ...filters } = Object.fromEntries(new URLSearchParams(asked_ || ""));
  Object.assign(state, { view: view in ROW || view === "read" ? view : home, q: q || "", filters });
  $("#q").value = state.q;
  for (const button of document.querySelectorAll("[data-view]")) button.toggleAttribute("aria-current", button.dataset.view === state.view);
  $("#results").hidden = state.view === "read";
  $("#read").hidden = state.view !== "read";
  if (state.view !== "read") find();
}

async function read(event) {
  event.preventDefault();
  const given = Object.fromEntries([...new FormData($("#reading"))].filter(([, value]) => value));
  $("#state").textContent = "Reading …";
  const answer = await fetch("/read", { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ ...given, text: $("#text").value }) });
  if (!answer.ok) { $("#state").textContent = `That did not work: ${(await answer.text()).slice(0, 200)}`; return; }
  location.assign((await answer.json()).address);
}

let home = "quotes";
let typing;
$("#q").addEventListener("input", () => { clearTimeout(typing); typing = setTimeout(() => go({ q: $("#q").value, view: state.view === "read" ? home : state.view }), 150); });
$("#search").addEventListener("submit", (event) => event.preventDefault());
for (const button of document.querySelectorAll("[data-view]")) button.addEventListener("click", () => go({ view: button.dataset.view, filters: {}, q: button.dataset.view === "read" ? "" : state.q }));
$("#reading").addEventListener("submit", read);
$("#text").addEventListener("dragover", (event) => event.preventDefault());
$("#text").addEventListener("drop", async (event) => { const [file] = event.dataTransfer.files; if (file) { event.preventDefault(); $("#text").value = await file.text(); } });
addEventListener("hashchange", follow);
fetch("/about").then((answer) => answer.json()).then(({ counts }) => {
  if (!counts) { home = "read"; for (const button of document.querySelectorAll("[data-view]:not([data-view=read])")) button.hidden = true; $("#search").hidden = true; }
  follow();
});
