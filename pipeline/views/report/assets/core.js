// The data, an index of it, and small helpers. Text goes into the page as text nodes only.
const data = JSON.parse(document.getElementById("data").textContent);
const $ = (selector, root = document) => root.querySelector(selector);
const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];
const CONTENTS_SHOWN = 2000;
const KINDS = { quotes: "quote", claims: "claim", dates: "date", entities: "entity" };
const LISTS = Object.keys(KINDS);
const byId = new Map(); // record id -> {kind, list, record (as decided), found (as found), article, rejected}
const all = { quotes: [], claims: [], dates: [], entities: [] };

for (const article of data.articles) {
  for (const list of LISTS) {
    for (const record of article[list] || []) {
      const entry = { kind: KINDS[list], list, record, found: record, article, rejected: false };
      byId.set(record.id, entry);
      all[list].push(entry);
    }
  }
}

function el(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else if (value === true) node.setAttribute(key, "");
    else if (value !== false && value != null) node.setAttribute(key, value);
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

const link = (id, text, attributes = {}) => el("a", { href: hrefOf(id), ...attributes }, text);

function hrefOf(id) {
  const entry = byId.get(id);
  const page = entry ? entry.article.href : (data.articles.find((a) => a.id === id) || {}).href;
  return (page || "") + "#" + encodeURIComponent(id).replaceAll("%2F", "/");
}

const plural = (n, word, words = word + "s") => `${n.toLocaleString("en")} ${n === 1 ? word : words}`;
const live = (list, article) => (article ? (article[list] || []).map((r) => byId.get(r.id)) : all[list]).filter((entry) => !entry.rejected);
const keyOfSpeaker = (speaker) => speaker.entity || speaker.name.toLowerCase();
const hueOf = (article, speaker) => {
  if (!speaker) return null;
  const found = (article.speakers || []).find((s) => s.key === keyOfSpeaker(speaker) || s.name === speaker.name);
  return found ? found.hue : null;
};
const hueClass = (hue) => (hue === null ? "none" : "h" + hue);
const contentOf = (quote) => quote.content.map((part) => part.text).join(" … ");
const valueOf = (claim) => {
  if (claim.value === null) return "";
  const show = (x) => x.toLocaleString("en", { maximumFractionDigits: 6 });
  return claim.value2 === null ? show(claim.value) : show(claim.value) + (claim.kind === "ratio" ? " of " : " – ") + show(claim.value2);
};
const periodOf = (claim) => (claim.period && byId.has(claim.period) ? byId.get(claim.period).record : null);
const dateLabel = (date) => date.value || date.text;
